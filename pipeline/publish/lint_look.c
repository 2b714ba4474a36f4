/* How the rules find their way in a workbook. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "publish/lint.h"

bool lint_is_label(const char *text, const char *const *labels)
{
    for (int i = 0; labels[i] != NULL; i++)
        if (strcmp(text, labels[i]) == 0)
            return true;
    return false;
}

const struct xlsx_table *lint_table(const struct xlsx_sheet *s)
{
    return s->n_tables > 0 ? &s->tables[0] : NULL;
}

const char *const *lint_marks(void)
{
    static const char *const marks[] = {"[x]", "[c]", "[z]",   "[e]", "[p]",
                                        "[r]", "[b]", "[low]", NULL};
    return marks;
}

bool lint_is_shorthand(const char *text)
{
    return lint_is_label(text, lint_marks());
}

bool lint_has_mark(const char *text, const char *mark)
{
    return strstr(text, mark) != NULL;
}

bool lint_is_date(const char *code)
{
    bool quoted = false;
    bool bracket = false;
    for (; *code != '\0'; code++) {
        if (*code == '"')
            quoted = !quoted;
        else if (!quoted && (*code == '[' || *code == ']'))
            bracket = *code == '[';
        else if (!quoted && !bracket && strchr("ydYD", *code) != NULL)
            return true;
    }
    return false;
}

/* Numbers, or below a header that stands right nothing but the shorthands in their place. */
static bool holds_numbers(const struct xlsx *x, const struct xlsx_sheet *s,
                          const struct xlsx_table *t, int col)
{
    const char *side = xlsx_format(x, xlsx_at(s, t->at.row, col))->align;
    bool marks = side != NULL && strcmp(side, "right") == 0;
    for (int r = t->at.row + 1; r <= t->at.last_row; r++) {
        const struct xlsx_cell *c = xlsx_at(s, r, col);
        if (c != NULL && c->kind == XLSX_NUMBER && !lint_is_date(xlsx_format(x, c)->number))
            return true;
        marks = marks && c != NULL && c->kind == XLSX_TEXT && lint_is_shorthand(c->text);
    }
    return marks;
}

void lint_find_numbers(struct xlsx *x)
{
    for (int i = 0; i < x->n_sheets; i++)
        for (int k = 0; k < x->sheets[i].n_tables; k++) {
            struct xlsx_table *t = &x->sheets[i].tables[k];
            int n = t->at.last_col - t->at.col + 1;
            t->numbers = arena_array(&x->arena, (size_t)n, sizeof *t->numbers);
            for (int c = 0; c < n; c++)
                t->numbers[c] = holds_numbers(x, &x->sheets[i], t, t->at.col + c);
        }
}

bool lint_is_number_column(const struct xlsx_table *t, int col)
{
    return t->numbers[col - t->at.col];
}

bool lint_has_numbers(const struct xlsx_sheet *s)
{
    const struct xlsx_table *t = lint_table(s);
    for (int c = t == NULL ? 1 : t->at.col; t != NULL && c <= t->at.last_col; c++)
        if (lint_is_number_column(t, c))
            return true;
    return false;
}

const char *lint_header(const struct xlsx_sheet *s, const struct xlsx_table *t, int col)
{
    return xlsx_text(s, t->at.row, col);
}

int lint_column(const struct xlsx_sheet *s, const struct xlsx_table *t, const char *const *labels)
{
    for (int c = t->at.col; c <= t->at.last_col; c++)
        if (lint_is_label(lint_header(s, t, c), labels))
            return c;
    return -1;
}

bool lint_is_code_column(const struct xlsx_sheet *s, const struct xlsx_table *t, int col)
{
    char key[64];
    const char *title = lint_header(s, t, col);
    (void)text_fold(title, strlen(title), key, sizeof key);
    return text_starts(key, "code") || text_starts(key, "sire") || text_starts(key, "note");
}

bool lint_is_bold(const struct lint *l, const struct xlsx_cell *c)
{
    return c != NULL && l->x->fonts[xlsx_format(l->x, c)->font].bold;
}

bool lint_is_total(const struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                   int row)
{
    for (int c = t->at.col; c <= t->at.last_col; c++)
        if (!lint_is_bold(l, xlsx_at(s, row, c)))
            return false;
    return true;
}

const struct xlsx_sheet *lint_contents(const struct xlsx *x)
{
    for (int i = 1; i < x->n_sheets; i++) {
        const struct xlsx_sheet *s = &x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        int inside = 0;
        for (int k = 0; t != NULL && k < s->n_links; k++)
            inside += s->links[k].location != NULL && s->links[k].at.col == t->at.col;
        if (inside >= 2)
            return s;
    }
    return NULL;
}

int lint_above(const struct xlsx_sheet *s, const char *const *starts)
{
    const struct xlsx_table *t = lint_table(s);
    for (int i = 0; i < s->n_cells; i++) {
        const struct xlsx_cell *c = &s->cells[i];
        if (t != NULL && c->row >= t->at.row)
            break;
        for (int k = 0; c->col == 0 && c->kind == XLSX_TEXT && starts[k] != NULL; k++)
            if (text_starts(c->text, starts[k]))
                return c->row;
    }
    return -1;
}

long lint_number_behind(const char *text, const char *word)
{
    const char *p = strstr(text, word);
    if (p == NULL)
        return -1;
    p += strlen(word);
    while (*p != '\0' && !isdigit((unsigned char)*p) && p[0] != '.' && p[0] != '(')
        p++;
    if (!isdigit((unsigned char)*p))
        return -1;
    long n = 0;
    while (isdigit((unsigned char)*p) && n < 100000)
        n = n * 10 + (*p++ - '0');
    return n;
}

/* "[note 12]" at p: its number, 0 when it is none. */
int lint_note_at(const char *p)
{
    static const char start[] = "[note ";
    int n = 0;
    if (!text_starts(p, start))
        return 0;
    for (p += sizeof start - 1; isdigit((unsigned char)*p) && n < 10000; p++)
        n = n * 10 + (*p - '0');
    return *p == ']' ? n : 0;
}

void lint_notes_of(const struct xlsx_sheet *s, int first_col, bool *used, int most)
{
    for (int i = 0; i < s->n_cells; i++) {
        const char *p = s->cells[i].kind == XLSX_TEXT ? s->cells[i].text : "";
        if (s->cells[i].col < first_col)
            continue;
        while ((p = strstr(p, "[note ")) != NULL) {
            int n = lint_note_at(p);
            if (n > 0 && n < most)
                used[n] = true;
            p++;
        }
    }
}

const struct xlsx_sheet *lint_notes_sheet(const struct xlsx *x)
{
    for (int i = 1; i < x->n_sheets; i++) {
        const struct xlsx_sheet *s = &x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        if (t != NULL && lint_note_at(xlsx_text(s, t->at.row + 1, t->at.col)) > 0)
            return s;
    }
    return NULL;
}
