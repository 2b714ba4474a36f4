/* W25, W33, W34, W42: what numbers say of each other. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/personal.h"
#include "publish/lint.h"

enum { MAX_GROUPS = 16 };

static const double cent = 0.005; /* amounts are kept to the cent, everything else to less */

/* Parts that add up to a total below them: people, poles, bodies, jobs, euros; no rates, means. */
static bool is_additive(const char *header)
{
    static const char *const no[] = {"%", " par ", " per ", "point", "moyen", "mean", NULL};
    const char *unit = strrchr(header, '(');
    if (unit == NULL)
        return false;
    for (int i = 0; no[i] != NULL; i++)
        if (strstr(unit, no[i]) != NULL)
            return false;
    return true;
}

struct column_sums {
    double sum[MAX_GROUPS];
    const char *group[MAX_GROUPS]; /* the texts of column A, when they repeat */
    int n_groups;
    int parts;
    int missing;  /* shorthands among the parts, but [z]: there is nothing to count */
    int withheld; /* of these [c] */
};

static void add_part(struct column_sums *sums, const char *group, const struct xlsx_cell *c)
{
    int g = 0;
    while (g < sums->n_groups && strcmp(sums->group[g], group) != 0)
        g++;
    if (g == sums->n_groups && g < MAX_GROUPS)
        sums->group[sums->n_groups++] = group;
    sums->parts++;
    if (c != NULL && c->kind == XLSX_NUMBER && g < MAX_GROUPS)
        sums->sum[g] += c->number;
    bool nothing = c != NULL && c->kind == XLSX_TEXT && strcmp(c->text, "[z]") == 0;
    sums->missing += !nothing && (c == NULL || c->kind != XLSX_NUMBER);
    sums->withheld += c != NULL && c->kind == XLSX_TEXT && strcmp(c->text, "[c]") == 0;
}

/* Does column A tell groups of rows apart (sex and age below each other)? Then its texts repeat. */
static bool has_groups(const struct xlsx_sheet *s, const struct xlsx_table *t)
{
    return t->at.last_row > t->at.row + 1 && strcmp(xlsx_text(s, t->at.row + 1, t->at.col),
                                                    xlsx_text(s, t->at.row + 2, t->at.col)) == 0;
}

typedef void total_rule(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_cell *total,
                        const struct column_sums *sums);

/* Ask the rule of each total of each additive column. */
static void each_total(struct lint *l, total_rule *rule)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        bool groups = t != NULL && has_groups(s, t);
        for (int c = t == NULL ? 1 : t->at.col; t != NULL && c <= t->at.last_col; c++) {
            struct column_sums sums = {.n_groups = 0};
            if (!lint_is_number_column(t, c) || !is_additive(lint_header(s, t, c)))
                continue;
            for (int r = t->at.row + 1; r <= t->at.last_row; r++) {
                const struct xlsx_cell *cell = xlsx_at(s, r, c);
                if (!lint_is_total(l, s, t, r)) {
                    add_part(&sums, groups ? xlsx_text(s, r, t->at.col) : "", cell);
                    continue;
                }
                if (cell != NULL && sums.parts >= 2)
                    rule(l, s, cell, &sums);
                sums = (struct column_sums){.n_groups = 0};
            }
        }
    }
}

static void adds_up(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_cell *total,
                    const struct column_sums *sums)
{
    if (total->kind != XLSX_NUMBER || sums->missing > 0)
        return;
    for (int g = 0; g < sums->n_groups; g++)
        if (fabs(sums->sum[g] - total->number) > cent)
            lint_say(l, s, total->row, total->col, "the parts%s%s sum up to %.15g, the total is %s",
                     sums->group[g][0] == '\0' ? "" : " of ", sums->group[g], sums->sum[g],
                     total->text);
}

/* ---- the same figure in two sheets ---- */

struct said {
    char *name; /* header without its note, with the unit */
    const struct xlsx_sheet *s;
    const struct xlsx_cell *c;
};

struct sayings {
    struct said *list;
    int n;
    struct arena arena;
};

static void without_notes(const char *text, struct buf *out)
{
    while (*text != '\0') {
        const char *note = strstr(text, " [note ");
        if (note == NULL) {
            buf_text(out, text);
            return;
        }
        buf_add(out, text, (size_t)(note - text));
        text = strchr(note, ']') == NULL ? "" : strchr(note, ']') + 1;
    }
}

static void say_once(struct lint *l, struct sayings *all, const char *title, const char *unit,
                     const struct xlsx_sheet *s, const struct xlsx_cell *c)
{
    struct buf name = {0};
    if (c == NULL || c->kind != XLSX_NUMBER)
        return;
    without_notes(title, &name);
    if (unit != NULL)
        buf_printf(&name, " (%s)", unit);
    for (int i = 0; i < all->n; i++)
        if (strcmp(all->list[i].name, buf_str(&name)) == 0 &&
            fabs(all->list[i].c->number - c->number) > cent) {
            lint_say(l, s, c->row, c->col, "%s is %s here and %s on %s", buf_str(&name), c->text,
                     all->list[i].c->text, all->list[i].s->name);
            break;
        }
    all->list = mem_resize(all->list, (size_t)all->n + 1, sizeof *all->list);
    all->list[all->n++] = (struct said){arena_text(&all->arena, buf_str(&name)), s, c};
    buf_release(&name);
}

/* In a national workbook, every last line of totals and every key indicator is of France. */
static void compare_sheets(struct lint *l)
{
    static const char *const unit[] = {"Unité", "Unit", NULL};
    struct sayings all = {0};
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        int units = t == NULL ? -1 : lint_column(s, t, unit);
        if (t == NULL || strcmp(s->name, "Origine_et_finalite") == 0)
            continue;
        for (int c = t->at.col; units == -1 && c <= t->at.last_col; c++)
            if (lint_is_number_column(t, c) && is_additive(lint_header(s, t, c)) &&
                lint_is_total(l, s, t, t->at.last_row))
                say_once(l, &all, lint_header(s, t, c), NULL, s, xlsx_at(s, t->at.last_row, c));
        for (int r = t->at.row + 1; units > t->at.col && r <= t->at.last_row; r++)
            if (strcmp(s->name, "Points_cles") == 0 && xlsx_text(s, r, units)[0] != '%')
                say_once(l, &all, xlsx_text(s, r, units - 1), xlsx_text(s, r, units), s,
                         xlsx_at(s, r, units + 1));
    }
    free(all.list);
    arena_release(&all.arena);
}

void lint_w25(struct lint *l)
{
    each_total(l, adds_up);
    const char *france = l->x->title == NULL ? NULL : strstr(l->x->title, "France");
    if (france != NULL && (france == l->x->title || france[-1] != '-')) /* not Île-de-France */
        compare_sheets(l);
}

/* ---- change ---- */

/* The column whose title begins so, in French or English, and speaks of this unit; -1 = none. */
static int change_column(const struct xlsx_sheet *s, const struct xlsx_table *t, const char *unit)
{
    static const char *const starts[] = {"Évolution sur un mois (", "Change over a month ("};
    for (int c = t->at.col; c <= t->at.last_col; c++)
        for (int i = 0; i < 2; i++) {
            const char *title = lint_header(s, t, c);
            if (text_starts(title, starts[i]) &&
                (strncmp(title + strlen(starts[i]), unit, strlen(unit)) == 0))
                return c;
        }
    return -1;
}

static void check_signs(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                        int col)
{
    for (int r = t->at.row + 1; r <= t->at.last_row; r++) {
        const struct xlsx_cell *c = xlsx_at(s, r, col);
        if (c != NULL && c->kind == XLSX_NUMBER && xlsx_format(l->x, c)->number[0] != '+')
            lint_say(l, s, r, col, "a difference that is shown without its sign");
    }
}

/* Where value and previous month stand in numbers, the difference is theirs. */
static void check_differences(struct lint *l, const struct xlsx_sheet *s,
                              const struct xlsx_table *t, int value, int change)
{
    for (int r = t->at.row + 1; r <= t->at.last_row; r++) {
        const struct xlsx_cell *now = xlsx_at(s, r, value);
        const struct xlsx_cell *then = xlsx_at(s, r, change - 1);
        const struct xlsx_cell *by = xlsx_at(s, r, change);
        if (now != NULL && then != NULL && by != NULL && now->kind == XLSX_NUMBER &&
            then->kind == XLSX_NUMBER && by->kind == XLSX_NUMBER &&
            fabs(now->number - then->number - by->number) > cent)
            lint_say(l, s, r, change, "the difference is %s, not %.15g", by->text,
                     now->number - then->number);
    }
}

void lint_w33(struct lint *l)
{
    static const char key[] = "Points_cles";
    const struct xlsx_sheet *s = xlsx_sheet(l->x, key, sizeof key - 1);
    const struct xlsx_table *t = s == NULL ? NULL : lint_table(s);
    if (t == NULL) {
        lint_say(l, NULL, LINT_NO_CELL, 0, "there is no sheet %s with a table", key);
        return;
    }
    int change = change_column(s, t, "unit");
    int percent = change_column(s, t, "%");
    int value = t->at.col;
    while (value <= t->at.last_col && !lint_is_number_column(t, value))
        value++;
    if (change <= value + 1 || percent != change + 1 || percent == t->at.last_col) {
        lint_say(l, s, LINT_NO_CELL, 0,
                 "not value, previous month, difference, %% and a year before");
        return;
    }
    check_signs(l, s, t, change);
    check_signs(l, s, t, percent);
    check_differences(l, s, t, value, change);
}

void lint_w34(struct lint *l)
{
    static const char name[] = "Revisions";
    const struct xlsx_sheet *revisions = xlsx_sheet(l->x, name, sizeof name - 1);
    const struct xlsx_table *t = revisions == NULL ? NULL : lint_table(revisions);
    bool says_what = t != NULL && t->at.last_row > t->at.row &&
                     !lint_is_shorthand(xlsx_text(revisions, t->at.row + 1, t->at.col));
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *own = lint_table(s);
        for (int k = 0; own != NULL && k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            if (c->row > own->at.row && c->kind == XLSX_TEXT && lint_has_mark(c->text, "[r]") &&
                !says_what)
                lint_say(l, s, c->row, c->col, "marked [r], and no sheet %s says why", name);
        }
    }
}

/* ---- what must not stand there ---- */

static void derivable(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_cell *total,
                      const struct column_sums *sums)
{
    if (sums->withheld == 1 && sums->missing == 1 && total->kind == XLSX_NUMBER &&
        sums->n_groups == 1)
        lint_say(l, s, total->row, total->col,
                 "the one cell withheld above is the total %s less "
                 "the others",
                 total->text);
}

void lint_w42(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        for (int k = 0; k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            const char *what = i > 0 && c->kind == XLSX_TEXT ? personal_find(c->text) : NULL;
            if (what != NULL)
                lint_say(l, s, c->row, c->col, "%s", what);
        }
    }
    each_total(l, derivable);
}
