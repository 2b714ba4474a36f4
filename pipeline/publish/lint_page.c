/* W35 to W40: shorthands, the printed page, graphics, template and feedback. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "publish/lint.h"

enum { PAPER_A4 = 9, LANDSCAPE_OVER = 6, MIN_ALT = 30, MAX_TITLES = 16 };

/* Is the mark explained above the table: itself, then words? */
static bool is_explained(const struct xlsx_sheet *s, const struct xlsx_table *t, const char *mark)
{
    for (int r = 1; r < t->at.row; r++) {
        const char *at = strstr(xlsx_text(s, r, 0), mark);
        if (at != NULL && at[strlen(mark)] == ' ' && at[strlen(mark) + 1] != '[')
            return true;
    }
    return false;
}

static bool looks_like_mark(const char *text)
{
    size_t len = strlen(text);
    if (len < 3 || len > 5 || text[0] != '[' || text[len - 1] != ']')
        return false;
    for (size_t i = 1; i + 1 < len; i++)
        if (!islower((unsigned char)text[i]))
            return false;
    return true;
}

void lint_w35(struct lint *l)
{
    const char *const *marks = lint_marks();
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        bool said[16] = {false};
        for (int k = 0; t != NULL && k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            if (c->kind != XLSX_TEXT || c->row <= t->at.row)
                continue;
            if (looks_like_mark(c->text) && !lint_is_shorthand(c->text))
                lint_say(l, s, c->row, c->col, "%s is no shorthand of the list", c->text);
            for (int m = 0; marks[m] != NULL; m++)
                if (!said[m] && lint_has_mark(c->text, marks[m]) && !is_explained(s, t, marks[m])) {
                    lint_say(l, s, c->row, c->col, "%s is not explained above the table", marks[m]);
                    said[m] = true;
                }
        }
    }
}

static bool repeats_header(const struct lint *l, const struct xlsx_table *t, int sheet)
{
    for (int i = 0; i < l->x->n_names; i++) {
        const struct xlsx_name *n = &l->x->names[i];
        const char *bang = n->refers == NULL ? NULL : strrchr(n->refers, '!');
        if (n->sheet != sheet || n->name == NULL || strcmp(n->name, "_xlnm.Print_Titles") != 0 ||
            bang == NULL)
            continue;
        long first = strtol(bang + 1 + strspn(bang + 1, "$"), NULL, 10);
        const char *colon = strchr(bang, ':');
        long last = colon == NULL ? first : strtol(colon + 1 + strspn(colon + 1, "$"), NULL, 10);
        if (first <= t->at.row + 1 && last >= t->at.row + 1)
            return true;
    }
    return false;
}

void lint_w36(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        const char *margins = buf_str(&s->margins);
        if (s->paper != PAPER_A4)
            lint_say(l, s, LINT_NO_CELL, 0, "the paper is not A4");
        /* The rows of a form are as wide as its columns are many. */
        if (l->kind == LINT_STATISTICS &&
            (!s->fit_page || s->fit_wide != 1 || (t != NULL && s->fit_high != 0)))
            lint_say(l, s, LINT_NO_CELL, 0, "it is not fitted to one page wide");
        if (strstr(margins, "&P") == NULL || strstr(margins, "&N") == NULL)
            lint_say(l, s, LINT_NO_CELL, 0, "no page number of how many in the footer");
        if (strstr(margins, "&D") != NULL || strstr(margins, "&T") != NULL)
            lint_say(l, s, LINT_NO_CELL, 0, "header or footer print the day or hour");
        if (t == NULL)
            continue;
        bool wide = t->at.last_col - t->at.col + 1 > LANDSCAPE_OVER;
        if (wide && !s->landscape)
            lint_say(l, s, LINT_NO_CELL, 0, "over %d columns and not landscape", LANDSCAPE_OVER);
        if (!repeats_header(l, t, i))
            lint_say(l, s, t->at.row, 0, "the header row is not repeated on each page");
    }
}

/* What a header or footer says, without its codes: &C &"Arial,Regular" &12 &P. */
static void words_of(const char *text, struct buf *out)
{
    while (*text != '\0') {
        if (*text != '&') {
            buf_char(out, *text++);
            continue;
        }
        text++;
        if (*text == '"') {
            const char *end = strchr(text + 1, '"');
            text = end == NULL ? text + 1 : end + 1;
        } else if (isdigit((unsigned char)*text)) {
            while (isdigit((unsigned char)*text))
                text++;
        } else if (*text != '\0') {
            text++;
        }
    }
}

/* Does a cell say it? "Page", "sur" and the like need none. */
static bool stands_in_cell(const struct xlsx_sheet *s, const char *words, size_t len)
{
    static const char *const plain[] = {"Page", "page", "sur", "of", "/", "–", "-", NULL};
    for (int i = 0; plain[i] != NULL; i++)
        if (strlen(plain[i]) == len && memcmp(plain[i], words, len) == 0)
            return true;
    for (int i = 0; i < s->n_cells; i++) {
        struct buf word = {0};
        buf_add(&word, words, len);
        bool found = s->cells[i].kind == XLSX_TEXT && strstr(s->cells[i].text, word.data) != NULL;
        buf_release(&word);
        if (found)
            return true;
    }
    return false;
}

void lint_w37(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        struct buf words = {0};
        words_of(buf_str(&s->margins), &words);
        const char *p = buf_str(&words);
        while (*p != '\0') {
            p += strspn(p, " \n\r\t");
            size_t len = strcspn(p, " \n\r\t");
            if (len > 0 && !stands_in_cell(s, p, len)) {
                lint_say(l, s, LINT_NO_CELL, 0, "only header or footer say “%.*s”", (int)len, p);
                break;
            }
            p += len;
        }
        buf_release(&words);
    }
}

/* Sheet!$A$1:$B$2 lies in a table of that sheet. */
static bool in_a_table(const struct xlsx *x, const char *range)
{
    struct xlsx_range at;
    const char *bang = strrchr(range, '!');
    if (bang == NULL)
        return false;
    bool quoted = range[0] == '\'' && bang > range + 1 && bang[-1] == '\'';
    const struct xlsx_sheet *s =
        xlsx_sheet(x, range + quoted, (size_t)(bang - range) - (quoted ? 2 : 0));
    if (s == NULL || !xlsx_range(bang + 1, strlen(bang + 1), &at))
        return false;
    for (int i = 0; i < s->n_tables; i++) {
        const struct xlsx_range *t = &s->tables[i].at;
        if (at.row >= t->row && at.last_row <= t->last_row && at.col >= t->col &&
            at.last_col <= t->last_col)
            return true;
    }
    return false;
}

void lint_w38(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        for (int k = 0; k < s->n_drawings; k++) {
            const struct xlsx_drawing *d = &s->drawings[k];
            if (text_chars(d->alt, strlen(d->alt)) < MIN_ALT)
                lint_say(l, s, d->row, d->col, "no alternative text that says what it shows");
            if (t != NULL && d->col <= t->at.last_col)
                lint_say(l, s, d->row, d->col, "it stands over the table, not right of it");
            for (int r = 0; r < d->n_ranges; r++)
                if (!in_a_table(l->x, d->ranges[r]))
                    lint_say(l, s, d->row, d->col, "it draws %s, which is in no table",
                             d->ranges[r]);
        }
    }
}

/* ---- template, feedback ---- */

static bool is_validated(const struct xlsx_sheet *s, int row, int col)
{
    for (int i = 0; i < s->n_validations; i++) {
        const char *p = s->validations[i].cells;
        while (*p != '\0') {
            struct xlsx_range at;
            size_t len = strcspn(p, " ");
            if (xlsx_range(p, len, &at) && row >= at.row && row <= at.last_row && col >= at.col &&
                col <= at.last_col)
                return true;
            p += len;
            p += strspn(p, " ");
        }
    }
    return false;
}

static void check_inputs(struct lint *l, const struct xlsx_sheet *s, int *ret_open)
{
    for (int k = 0; k < s->n_cells; k++) {
        const struct xlsx_cell *c = &s->cells[k];
        if (!xlsx_format(l->x, c)->unlocked)
            continue;
        (*ret_open)++;
        if (!is_validated(s, c->row, c->col))
            lint_say(l, s, c->row, c->col, "an input that is not checked as it is typed");
    }
    for (int k = 0; k < s->n_validations; k++) {
        const struct xlsx_validation *v = &s->validations[k];
        if (!v->prompt || !v->error)
            lint_say(l, s, LINT_NO_CELL, 0, "the validation of %s has no prompt or error",
                     v->cells);
        if (strcmp(v->type, "list") == 0 && (v->source == NULL || v->source[0] == '"'))
            lint_say(l, s, LINT_NO_CELL, 0, "the list of %s is not a range", v->cells);
    }
}

void lint_w39(struct lint *l)
{
    int open = 0;
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        if (!s->is_protected)
            lint_say(l, s, LINT_NO_CELL, 0, "the sheet is not protected");
        if (s->password)
            lint_say(l, s, LINT_NO_CELL, 0, "the sheet has a password");
        check_inputs(l, s, &open);
    }
    if (open == 0)
        lint_say(l, NULL, LINT_NO_CELL, 0, "no cell can be filled in");
}

/* Does the link lead to a cell of the workbook? */
static bool leads_to_cell(const struct xlsx *x, const char *to)
{
    const char *bang = to == NULL ? NULL : strrchr(to, '!');
    if (bang == NULL)
        return false;
    bool quoted = to[0] == '\'' && bang > to + 1 && bang[-1] == '\'';
    struct xlsx_range at;
    return xlsx_sheet(x, to + quoted, (size_t)(bang - to) - (quoted ? 2 : 0)) != NULL &&
           xlsx_range(bang + 1, strlen(bang + 1), &at);
}

static const struct xlsx_link *link_at(const struct xlsx_sheet *s, int row, int col)
{
    for (int k = 0; k < s->n_links; k++)
        if (s->links[k].at.row == row && s->links[k].at.col == col)
            return &s->links[k];
    return NULL;
}

/* The column of a first row with one of these titles, -1 = none. */
static int title_at(const struct xlsx_sheet *s, const char *const *titles)
{
    for (int c = 0; c < MAX_TITLES; c++)
        if (lint_is_label(xlsx_text(s, 0, c), titles))
            return c;
    return -1;
}

static void check_findings(struct lint *l, const struct xlsx_sheet *s, int severity, int advice)
{
    static const char *const where[] = {"Cellule", "Cell", NULL};
    static const char *const code[] = {"Code", NULL};
    int cell = title_at(s, where);
    int rule = title_at(s, code);
    for (int r = 1; xlsx_text(s, r, severity)[0] != '\0'; r++) {
        if (advice == -1 || xlsx_text(s, r, advice)[0] == '\0')
            lint_say(l, s, r, advice < 0 ? 0 : advice, "the finding does not say what to do");
        if (rule == -1 || xlsx_text(s, r, rule)[0] == '\0')
            lint_say(l, s, r, rule < 0 ? 0 : rule, "the finding does not name its rule");
        if (cell != -1 && xlsx_text(s, r, cell)[0] != '\0' && link_at(s, r, cell) == NULL)
            lint_say(l, s, r, cell, "the finding does not lead to its cell");
    }
}

void lint_w40(struct lint *l)
{
    static const char *const severities[] = {"Gravité", "Severity", NULL};
    static const char *const advice[] = {"Ce qui ne va pas, ce qu’il faut faire",
                                         "What is wrong, what to do", NULL};
    bool found = false;
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        int severity = title_at(s, severities);
        for (int k = 0; k < s->n_links; k++)
            if (!leads_to_cell(l->x, s->links[k].location))
                lint_say(l, s, s->links[k].at.row, s->links[k].at.col,
                         "the link leads to no cell: %s",
                         s->links[k].location == NULL ? "" : s->links[k].location);
        if (severity != -1 && title_at(s, advice) != -1) {
            found = true;
            check_findings(l, s, severity, title_at(s, advice));
        }
    }
    if (!found)
        lint_say(l, NULL, LINT_NO_CELL, 0, "there is no sheet of findings");
}
