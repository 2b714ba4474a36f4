/* W10 to W22: sheets and tables. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "publish/lint.h"

enum { SCREEN_ROWS = 25, SCREEN_COLUMNS = 8, MAX_NOTES = 512, HEADING_1 = 16 };

void lint_w10(struct lint *l)
{
    if (l->x->first_shown != 0)
        lint_say(l, NULL, LINT_NO_CELL, 0, "it opens on sheet %ld", l->x->first_shown + 1);
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        if (s->active != NULL && strcmp(s->active, "A1") != 0)
            lint_say(l, s, LINT_NO_CELL, 0, "the active cell is %s", s->active);
    }
}

/* The headings of a cover, each in French and English. */
static const char *const cover[][3] = {
    {"En résumé", "Summary", NULL},
    {"Champ", "Scope", NULL},
    {"Source", NULL, NULL},
    {"Paru le", "Published", NULL},
    {"Prochaine parution", "Next release"},
    {"Statut", "Status", NULL},
    {"Abréviations", "Shorthands", NULL},
    {"Notes", NULL, NULL},
    {"Contact", NULL, NULL},
    {"Licence", NULL, NULL},
};

void lint_w11(struct lint *l)
{
    const struct xlsx_sheet *s = &l->x->sheets[0];
    for (size_t i = 0; i < sizeof cover / sizeof *cover; i++) {
        const struct xlsx_cell *found = NULL;
        for (int k = 0; k < s->n_cells && found == NULL; k++)
            if (s->cells[k].kind == XLSX_TEXT && lint_is_label(s->cells[k].text, cover[i]))
                found = &s->cells[k];
        if (found == NULL)
            lint_say(l, s, LINT_NO_CELL, 0, "the cover has no heading “%s”", cover[i][0]);
        else if (xlsx_text(s, found->row + 1, found->col)[0] == '\0' &&
                 xlsx_text(s, found->row, found->col + 1)[0] == '\0')
            lint_say(l, s, found->row, found->col, "nothing stands below “%s”", found->text);
    }
}

/* The sheet that 'Name'!A1 leads to, NULL when it leads to no A1. */
static const struct xlsx_sheet *target(const struct xlsx *x, const char *location)
{
    const char *bang = strrchr(location, '!');
    if (bang == NULL || (strcmp(bang + 1, "A1") != 0 && strcmp(bang + 1, "$A$1") != 0))
        return NULL;
    bool quoted = location[0] == '\'' && bang > location + 1 && bang[-1] == '\'';
    return xlsx_sheet(x, location + quoted, (size_t)(bang - location) - (quoted ? 2 : 0));
}

void lint_w12(struct lint *l)
{
    const struct xlsx *x = l->x;
    const struct xlsx_sheet *s = lint_contents(x);
    if (s == NULL) {
        lint_say(l, NULL, LINT_NO_CELL, 0, "there is no contents table");
        return;
    }
    const struct xlsx_table *t = lint_table(s);
    int *times = mem_array((size_t)x->n_sheets, sizeof *times);
    for (int i = 0; i < s->n_links; i++) {
        const struct xlsx_link *k = &s->links[i];
        const struct xlsx_sheet *to = k->location == NULL ? NULL : target(x, k->location);
        if (to == NULL) {
            lint_say(l, s, k->at.row, k->at.col, "the link leads to no sheet's A1: %s",
                     k->location == NULL ? "out of the workbook" : k->location);
            continue;
        }
        times[to - x->sheets]++;
        const char *title = xlsx_text(s, k->at.row, t->at.col + 1);
        if (strcmp(title, xlsx_text(to, 0, 0)) != 0)
            lint_say(l, s, k->at.row, t->at.col + 1, "%s is called otherwise in its A1: %s",
                     to->name, xlsx_text(to, 0, 0));
    }
    for (int i = 0; i < x->n_sheets; i++)
        if (&x->sheets[i] != s && times[i] != 1)
            lint_say(l, s, LINT_NO_CELL, 0, "%s stands %d times in the contents", x->sheets[i].name,
                     times[i]);
    free(times);
}

void lint_w13(struct lint *l)
{
    bool used[MAX_NOTES] = {false};
    bool defined[MAX_NOTES] = {false};
    const struct xlsx_sheet *notes = lint_notes_sheet(l->x);
    const struct xlsx_table *t = notes == NULL ? NULL : lint_table(notes);
    for (int i = 0; i < l->x->n_sheets; i++)
        lint_notes_of(&l->x->sheets[i], &l->x->sheets[i] == notes ? 1 : 0, used, MAX_NOTES);
    for (int r = t == NULL ? 1 : t->at.row + 1; t != NULL && r <= t->at.last_row; r++) {
        int n = lint_note_at(xlsx_text(notes, r, t->at.col));
        if (n <= 0 || n >= MAX_NOTES)
            continue;
        if (!used[n])
            lint_say(l, notes, r, t->at.col, "note %d is used nowhere", n);
        defined[n] = true;
    }
    for (int n = 1; n < MAX_NOTES; n++)
        if (used[n] && !defined[n])
            lint_say(l, notes, LINT_NO_CELL, 0, "note %d is used and not defined", n);
}

void lint_w15(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        if (s->hidden)
            lint_say(l, s, LINT_NO_CELL, 0, "the sheet is hidden");
        if (s->n_cells == 0)
            lint_say(l, s, LINT_NO_CELL, 0, "the sheet is blank");
        for (int k = 0; k < s->n_columns; k++)
            if (s->columns[k].hidden)
                lint_say(l, s, 0, s->columns[k].first, "the column is hidden");
        for (int k = 0; k < s->n_rows; k++)
            if (s->rows[k].hidden)
                lint_say(l, s, s->rows[k].row, 0, "the row is hidden");
        const struct xlsx_table *t = lint_table(s);
        for (int r = 0; t != NULL && r < t->at.row; r++)
            if (xlsx_text(s, r, 0)[0] == '\0' && xlsx_at(s, r, 0) == NULL)
                lint_say(l, s, r, 0, "a blank row");
    }
}

void lint_w16(struct lint *l)
{
    for (int i = 1; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        if (s->n_tables > 1 || (t == NULL && s->n_drawings == 0)) {
            lint_say(l, s, LINT_NO_CELL, 0, "the sheet has %d tables", s->n_tables);
            continue;
        }
        if (t == NULL)
            continue;
        if (t->at.col != 0)
            lint_say(l, s, t->at.row, t->at.col, "the table does not begin in column A");
        for (int k = 0; k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            if (c->kind != XLSX_BLANK &&
                (c->row > t->at.last_row || (c->row >= t->at.row && c->col > t->at.last_col) ||
                 (c->row < t->at.row && c->col > 0)))
                lint_say(l, s, c->row, c->col, "something stands beside or below the table");
        }
    }
}

static bool has_year(const char *text)
{
    for (; *text != '\0'; text++)
        if (text_is_digits(text, strlen(text) < 4 ? 0 : 4) && strlen(text) >= 4 &&
            (text[0] == '1' || text[0] == '2'))
            return true;
    return false;
}

void lint_w17(struct lint *l)
{
    static const char *const words[] = {"Tableau ", "Table "};
    int last = 0;
    bool form = l->kind != LINT_STATISTICS; /* its other sheets begin with the columns' titles */
    for (int i = 0; i < (form ? 1 : l->x->n_sheets); i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_cell *c = xlsx_at(s, 0, 0);
        const char *title = xlsx_text(s, 0, 0);
        if (title[0] == '\0' || xlsx_format(l->x, c)->builtin != HEADING_1)
            lint_say(l, s, 0, 0, "A1 is %s",
                     title[0] == '\0' ? "empty" : "not in the style Heading 1");
        size_t word = text_starts(title, words[0])   ? strlen(words[0])
                      : text_starts(title, words[1]) ? strlen(words[1])
                                                     : 0;
        if (word == 0) {
            if (i > 0 && lint_has_numbers(s))
                lint_say(l, s, 0, 0, "the title is not “Tableau n : …”: %s", title);
            continue;
        }
        long n = strtol(title + word, NULL, 10);
        if (n != last + 1)
            lint_say(l, s, 0, 0, "table %ld comes after table %d", n, last);
        last = (int)n;
        if (strchr(title, '(') == NULL || strchr(title, ')') == NULL || !has_year(title))
            lint_say(l, s, 0, 0, "the title does not say the unit and the period: %s", title);
    }
}

/* Different shorthands in the table's cells. */
static int marks_used(const struct xlsx_sheet *s, const struct xlsx_table *t)
{
    const char *const *marks = lint_marks();
    int n = 0;
    for (int m = 0; marks[m] != NULL; m++)
        for (int k = 0; k < s->n_cells; k++)
            if (s->cells[k].row > t->at.row && s->cells[k].kind == XLSX_TEXT &&
                lint_has_mark(s->cells[k].text, marks[m])) {
                n++;
                break;
            }
    return n;
}

/* A2: "Tableaux : 1. Notes : 4 (feuille Notes). Abréviations : 2. Volets figés : non." */
static void check_about(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t)
{
    const char *text = xlsx_text(s, 1, 0);
    bool notes[MAX_NOTES] = {false};
    int n_notes = 0;
    lint_notes_of(s, 0, notes, MAX_NOTES);
    for (int i = 0; i < MAX_NOTES; i++)
        n_notes += notes[i];
    bool french = text_starts(text, "Tableaux");
    const char *shorthands = french ? "Abréviations" : "Shorthands";
    if (lint_number_behind(text, french ? "Tableaux" : "Tables") != s->n_tables)
        lint_say(l, s, 1, 0, "A2 does not say how many tables the sheet has");
    else if (lint_has_numbers(s) && lint_number_behind(text, "Notes") != n_notes)
        lint_say(l, s, 1, 0, "A2 does not say that the sheet uses %d notes", n_notes);
    else if (lint_number_behind(text, shorthands) != marks_used(s, t))
        lint_say(l, s, 1, 0, "A2 does not say that the table uses %d shorthands", marks_used(s, t));
    else if (strstr(text, french ? "Volets figés" : "Frozen panes") == NULL)
        lint_say(l, s, 1, 0, "A2 does not say whether panes are frozen");
}

void lint_w18(struct lint *l)
{
    static const char *const universe[] = {"Champ", "Scope", NULL};
    static const char *const source[] = {"Source", NULL};
    for (int i = 1; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        if (t == NULL)
            continue;
        check_about(l, s, t);
        if (!lint_has_numbers(s))
            continue;
        if (lint_above(s, universe) == -1)
            lint_say(l, s, LINT_NO_CELL, 0, "no line “Champ” above the table");
        if (lint_above(s, source) == -1)
            lint_say(l, s, LINT_NO_CELL, 0, "no line “Source” above the table");
    }
}

static bool is_nameless(const char *name)
{
    size_t word = text_starts(name, "Tableau") ? 7 : text_starts(name, "Table") ? 5 : 0;
    size_t len = strlen(name);
    return len == 0 || (word > 0 && (len == word || text_is_digits(name + word, len - word)));
}

static void check_headers(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t)
{
    static const char *const unit[] = {"Unité", "Unit", NULL};
    bool units_in_column = lint_column(s, t, unit) != -1;
    for (int c = t->at.col; c <= t->at.last_col; c++) {
        const char *title = lint_header(s, t, c);
        int k = c - t->at.col;
        if (title[0] == '\0' || k >= t->n_columns || strcmp(title, t->columns[k]) != 0)
            lint_say(l, s, t->at.row, c, "the header is empty or not what the table calls it");
        for (int d = t->at.col; d < c; d++)
            if (title[0] != '\0' && strcmp(lint_header(s, t, d), title) == 0)
                lint_say(l, s, t->at.row, c, "two columns are called “%s”", title);
        if (!units_in_column && lint_is_number_column(t, c) && strchr(title, '(') == NULL)
            lint_say(l, s, t->at.row, c, "no unit in brackets: %s", title);
    }
}

void lint_w19(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        for (int k = 0; k < s->n_tables; k++) {
            const struct xlsx_table *t = &s->tables[k];
            if (is_nameless(t->name))
                lint_say(l, s, t->at.row, t->at.col, "the table is called \"%s\"", t->name);
            for (int j = 0; j < i; j++)
                for (int m = 0; m < l->x->sheets[j].n_tables; m++)
                    if (strcmp(l->x->sheets[j].tables[m].name, t->name) == 0)
                        lint_say(l, s, t->at.row, t->at.col, "two tables are called %s", t->name);
            check_headers(l, s, t);
        }
    }
}

void lint_w20(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++)
        if (l->x->sheets[i].merge != NULL)
            lint_say(l, &l->x->sheets[i], LINT_NO_CELL, 0, "%s is merged", l->x->sheets[i].merge);
}

void lint_w21(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        for (int r = t == NULL ? 1 : t->at.row + 1; t != NULL && r <= t->at.last_row; r++)
            for (int c = t->at.col; c <= t->at.last_col; c++)
                if (xlsx_text(s, r, c)[0] == '\0')
                    lint_say(l, s, r, c, "an empty cell");
    }
}

void lint_w22(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        const char *about = xlsx_text(s, 1, 0);
        bool says = strstr(about, "Volets figés : oui") != NULL ||
                    strstr(about, "Volets figés\u00a0: oui") != NULL ||
                    strstr(about, "Frozen panes: yes") != NULL;
        if (s->filter != NULL || (t != NULL && t->filter))
            lint_say(l, s, LINT_NO_CELL, 0, "a filter");
        if (s->frozen && (t == NULL || (t->at.last_row - t->at.row <= SCREEN_ROWS &&
                                        t->at.last_col - t->at.col + 1 <= SCREEN_COLUMNS)))
            lint_say(l, s, LINT_NO_CELL, 0, "panes are frozen over a table that fits a screen");
        else if (s->frozen != says && t != NULL)
            lint_say(l, s, 1, 0, "A2 does not say that panes are%s frozen",
                     s->frozen ? "" : " not");
    }
}
