#include <string.h>

#include "aggregate/audit.h"
#include "aggregate/withhold.h"
#include "unit.h"
#include "unit_cube.h"

enum { REGIONS = 6, SECTORS = 5, ROWS = REGIONS + 1, COLUMNS = SECTORS + 1 };
static const char *const regions[REGIONS] = {"11", "24", "53", "76", "84", "93"};
static const char *const sectors[COLUMNS] = {"",         "energie",  "numerique",
                                             "mobilite", "tourisme", "sante"};
static const char *const ages[] = {"age_moins_26", "age_26_29",   "age_30_49",
                                   "age_50_54",    "age_55_plus", "age_inconnu"};

/* Women and employees, by region (0 = France) and sector (0 = the total). */
struct table_of {
    int64_t women[ROWS][COLUMNS];
    int64_t all[ROWS][COLUMNS];
};

static void add_up(struct table_of *t)
{
    for (int r = 1; r < ROWS; r++) {
        t->women[r][0] = t->all[r][0] = 0;
        for (int s = 1; s < COLUMNS; s++) {
            t->women[r][0] += t->women[r][s];
            t->all[r][0] += t->all[r][s];
        }
    }
    for (int s = 0; s < COLUMNS; s++) {
        t->women[0][s] = t->all[0][s] = 0;
        for (int r = 1; r < ROWS; r++) {
            t->women[0][s] += t->women[r][s];
            t->all[0][s] += t->all[r][s];
        }
    }
}

static void add(struct figures *f, const char *indicator, int region, const char *breakdown,
                const char *member, int64_t numerator, int64_t denominator)
{
    int b = unit_breakdown(breakdown);
    struct figure *one = figures_add(f);
    *one = figure_at(unit_indicator(indicator), WINDOW_MONTH, region, b, unit_member(b, member),
                     unit_month("2026-10"));
    one->value = numerator;
    one->numerator = numerator;
    one->denominator = denominator;
    one->poles = 3;
}

/* J13 by region and sector, and what J01 says of France by sex. */
static void make(const struct table_of *t, struct figures *f)
{
    for (int r = 0; r < ROWS; r++)
        for (int s = 0; s < COLUMNS; s++)
            add(f, "J13", r == 0 ? REGION_FRANCE : unit_code("regions", regions[r - 1]),
                s == 0 ? "total" : "sector", sectors[s], t->women[r][s], t->all[r][s]);
    add(f, "J01", REGION_FRANCE, "total", "", t->all[0][0], VALUE_BLANK);
    add(f, "J01", REGION_FRANCE, "sex", "femmes", t->women[0][0], VALUE_BLANK);
    add(f, "J01", REGION_FRANCE, "sex", "hommes", t->all[0][0] - t->women[0][0], VALUE_BLANK);
    figures_sort(f);
}

static struct figure *cell(struct figures *f, int r, int s)
{
    int region = r == 0 ? REGION_FRANCE : unit_code("regions", regions[r - 1]);
    int b = unit_breakdown(s == 0 ? "total" : "sector");
    const struct figure *found = figures_find(f, unit_indicator("J13"), WINDOW_MONTH, region, b,
                                              unit_member(b, sectors[s]), unit_month("2026-10"));
    return &f->list[found - f->list];
}

static void wipe(struct figure *f)
{
    f->flag = FLAG_WITHHELD;
    f->value = f->numerator = f->denominator = f->poles = VALUE_BLANK;
}

/* What is hidden, France first, the total first; and how it can be worked out ("" = it cannot). */
static const struct {
    const char *name;
    int64_t women; /* in each cell of 20 */
    const char *hidden[ROWS];
    const char *how;
} rows[] = {
    {"nothing hidden",
     10,
     {"......", "......", "......", "......", "......", "......", "......"},
     ""},
    {"one alone",
     10,
     {"......", ".c....", "......", "......", "......", "......", "......"},
     "by adding and subtracting): J13, 11, 2026-10, sector energie"},
    {"two in a region, each alone in its sector",
     10,
     {"......", ".cc...", "......", "......", "......", "......", "......"},
     "by adding"},
    {"a rectangle", 10, {"......", ".cc...", ".cc...", "......", "......", "......", "......"}, ""},
    {"a rectangle over a total and France",
     10,
     {"cc....", "cc....", "......", "......", "......", "......", "......"},
     "it is shown in another place): J13, FR"},
    {"three corners of it",
     10,
     {"......", ".cc...", ".c....", "......", "......", "......", "......"},
     "by adding"},
    {"a ring of six",
     10,
     {"......", ".cc...", "..cc..", ".c.c..", "......", "......", "......"},
     ""},
    {"two rectangles and a bridge: no line has one alone",
     10,
     {"......", ".ccc..", ".cc...", "...cc.", "...cc.", "......", "......"},
     "by adding and subtracting): J13, 11, 2026-10, sector mobilite"},
    {"a rectangle of nothing",
     0,
     {"......", ".cc...", ".cc...", "......", "......", "......", "......"},
     "no sum is below 0"},
    {"France by sector",
     10,
     {".c....", "......", "......", "......", "......", "......", "......"},
     "by adding"},
};

static size_t where; /* what the audit found last */

static void test_patterns(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct table_of t;
        struct figures f = {0};
        struct err err = {0};
        for (int r = 0; r < ROWS; r++)
            for (int s = 0; s < COLUMNS; s++) {
                t.women[r][s] = rows[i].women;
                t.all[r][s] = 20;
            }
        add_up(&t);
        make(&t, &f);
        for (int r = 0; r < ROWS; r++)
            for (int s = 0; s < COLUMNS; s++)
                if (rows[i].hidden[r][s] == 'c')
                    wipe(cell(&f, r, s));
        int rc = audit_withheld(unit_contract(), &f, &where, &err);
        unit_int(rows[i].name, "result", rc, rows[i].how[0] == '\0' ? 0 : -1);
        unit_has(rows[i].name, "how", err.text, rows[i].how);
        figures_release(&f);
    }
    unit_end();
}

/* The mask, made one cell less at a time, is caught each time. */
static void test_one_less(void **state)
{
    (void)state;
    struct table_of t;
    struct figures whole = {0};
    struct figures masked = {0};
    struct err err = {0};
    int hidden = 0;
    for (int r = 0; r < ROWS; r++)
        for (int s = 0; s < COLUMNS; s++) {
            t.women[r][s] = r == 2 && s == 3 ? 4 : 20;
            t.all[r][s] = 50;
        }
    add_up(&t);
    make(&t, &whole);
    make(&t, &masked);
    withhold(unit_contract(), NULL, &masked);
    unit_int("the mask", "audit", audit_withheld(unit_contract(), &masked, &where, &err), 0);
    bool *was_hidden = mem_array(masked.count, sizeof *was_hidden);
    for (size_t i = 0; i < masked.count; i++)
        was_hidden[i] = masked.list[i].flag == FLAG_WITHHELD;
    for (size_t i = 0; i < masked.count; i++) {
        if (!was_hidden[i])
            continue;
        struct figure kept = masked.list[i];
        masked.list[i] = whole.list[i];
        err = (struct err){0};
        unit_int("one cell less", "audit", audit_withheld(unit_contract(), &masked, &where, &err),
                 -1);
        unit_has("one cell less", "how", err.text, "J13");
        bool more = true;
        while (more && audit_withheld(unit_contract(), &masked, &where, &err) == -1) {
            more = withhold_more(unit_contract(), &masked, where);
            err = (struct err){0};
        }
        unit_int("one cell less", "mended by withholding more", more, true);
        for (size_t k = 0; k < masked.count; k++)
            if (masked.list[k].flag == FLAG_WITHHELD && k != i && !was_hidden[k])
                masked.list[k] = whole.list[k];
        masked.list[i] = kept;
        hidden++;
    }
    unit_int("the mask", "cells", hidden, 4);
    free(was_hidden);
    figures_release(&whole);
    figures_release(&masked);
    unit_end();
}

/* Any table: what is small is hidden, what is hidden cannot be worked out, and most of it is shown.
 */
static void test_any(void **state)
{
    (void)state;
    uint64_t seed = 7;
    int64_t hidden = 0;
    int64_t cells = 0;
    for (int round = 0; round < 200; round++) {
        struct table_of t = {0};
        struct figures f = {0};
        struct err err = {0};
        for (int r = 1; r < ROWS; r++)
            for (int s = 1; s < COLUMNS; s++) {
                seed = seed * 6364136223846793005U + 1442695040888963407U;
                t.all[r][s] = (seed >> 60) < 2 ? 0 : 1 + (int64_t)(seed >> 33) % 120;
                t.women[r][s] = t.all[r][s] / 4 + (int64_t)(seed >> 40) % (t.all[r][s] / 2 + 1);
            }
        add_up(&t);
        make(&t, &f);
        for (size_t i = 0; i < f.count; i++)
            if (f.list[i].denominator == 0)
                f.list[i].flag = FLAG_NOT_AVAILABLE;
        withhold(unit_contract(), NULL, &f);
        unit_int("any table", "audit", audit_withheld(unit_contract(), &f, &where, &err), 0);
        if (err.text[0] != '\0')
            unit_text("any table", "audit", err.text, "");
        for (int r = 1; r < ROWS; r++)
            for (int s = 0; s < COLUMNS; s++) {
                const struct figure *g = cell(&f, r, s);
                bool few = t.all[r][s] > 0 && (t.women[r][s] < FEWEST_PERSONS ||
                                               t.all[r][s] - t.women[r][s] < FEWEST_PERSONS);
                unit_int("a small cell", "hidden", !few || g->flag == FLAG_WITHHELD, 1);
                hidden += g->flag == FLAG_WITHHELD;
                cells++;
            }
        figures_release(&f);
    }
    unit_int("any table", "mostly shown", hidden * 2 < cells, 1);
    unit_end();
}

/* Age groups of the country: a small one takes another with it, and never one of no persons only.
 */
static void test_ages(void **state)
{
    (void)state;
    static const int64_t counts[][6] = {{30, 20, 200, 40, 4, 0},
                                        {4, 1, 200, 40, 60, 0},
                                        {30, 20, 200, 40, 50, 3},
                                        {0, 0, 300, 1, 1, 0}};
    static const char *const want[] = {".c..c.", "cc....", "......", "ccccc."};
    for (size_t i = 0; i < COUNT(counts); i++) {
        struct figures f = {0};
        struct err err = {0};
        char have[7] = "";
        int64_t all = 0;
        for (int k = 0; k < 6; k++) {
            add(&f, "J01", REGION_FRANCE, "age", ages[k], counts[i][k], VALUE_BLANK);
            all += counts[i][k];
        }
        add(&f, "J01", REGION_FRANCE, "total", "", all, VALUE_BLANK);
        figures_sort(&f);
        withhold(unit_contract(), NULL, &f);
        unit_int("ages", "audit", audit_withheld(unit_contract(), &f, &where, &err), 0);
        for (int k = 0; k < 6; k++) {
            int b = unit_breakdown("age");
            const struct figure *g =
                figures_find(&f, unit_indicator("J01"), WINDOW_MONTH, REGION_FRANCE, b,
                             unit_member(b, ages[k]), unit_month("2026-10"));
            have[k] = ".xc"[g->flag];
        }
        unit_text("ages", "hidden", have, want[i]);
        figures_release(&f);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_one_less),
        cmocka_unit_test(test_any),
        cmocka_unit_test(test_ages),
    };
    return UNIT_RUN(tests);
}
