#include <string.h>

#include "aggregate/cube.h"
#include "aggregate/mask.h"
#include "aggregate/mask_shape.h"
#include "unit.h"
#include "unit_cube.h"

enum { REGIONS = 4, CELLS = 4, FEWEST = 3 };
static const char *const regions[REGIONS] = {"11", "53", "84", "93"};
static const char *const members[CELLS] = {"", "ingenierie", "accompagnement", "animation"};

/* F01 of one month by purpose: the poles behind each cell, 0 = nothing; a member's value is ten
 * times its poles. What is published comes back as ".", what is hidden as "c", France first. */
static const struct {
    const char *what;
    int poles[REGIONS][CELLS]; /* the total, then three members */
    const char *before;        /* region, member that the edition before hid; NULL = none */
    const char *expected[REGIONS + 1];
} tables[] = {
    {"all on enough",
     {{9, 3, 3, 3}, {9, 3, 3, 3}, {9, 3, 3, 3}, {9, 3, 3, 3}},
     NULL,
     {"....", "....", "....", "....", "...."}},
    {"a region on few, and the smallest other",
     {{2, 0, 0, 2}, {30, 9, 9, 12}, {9, 3, 3, 3}, {30, 9, 9, 12}},
     NULL,
     {"....", "cccc", "....", "cccc", "...."}},
    {"a member on few in France, and the smallest other",
     {{9, 2, 4, 5}, {12, 0, 5, 9}, {12, 0, 5, 9}, {12, 0, 5, 9}},
     NULL,
     {".cc.", ".cc.", ".cc.", ".cc.", ".cc."}},
    {"a cell on few: the region's members, and another's",
     {{9, 2, 4, 5}, {12, 4, 5, 9}, {60, 20, 20, 20}, {60, 20, 20, 20}},
     NULL,
     {"....", ".ccc", ".ccc", "....", "...."}},
    {"one on the limit is no few",
     {{3, 3, 3, 3}, {9, 3, 3, 3}, {9, 3, 3, 3}, {9, 3, 3, 3}},
     NULL,
     {"....", "....", "....", "....", "...."}},
    {"only one region: nothing can cover it",
     {{2, 0, 0, 2}, {0, 0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0}},
     NULL,
     {"cccc", "cccc", "cccc", "cccc", "cccc"}},
    {"the edition before hid a region",
     {{30, 9, 9, 12}, {30, 9, 9, 12}, {9, 3, 3, 3}, {30, 9, 9, 12}},
     "53 ",
     {"....", "....", "cccc", "cccc", "...."}},
    {"the edition before hid a member",
     {{30, 9, 9, 12}, {30, 9, 9, 12}, {30, 9, 9, 12}, {30, 9, 9, 12}},
     "FR animation",
     {".c.c", ".c.c", ".c.c", ".c.c", ".c.c"}},
};

static struct figure figure_of(const char *region, const char *member, int64_t value, int64_t poles)
{
    int b = unit_breakdown(member[0] == '\0' ? "total" : "purpose");
    int r = strcmp(region, "FR") == 0 ? REGION_FRANCE : unit_code("regions", region);
    struct figure f = figure_at(unit_indicator("F01"), WINDOW_MONTH, r, b, unit_member(b, member),
                                unit_month("2026-10"));
    f.value = f.numerator = value;
    f.denominator = VALUE_BLANK;
    f.poles = poles;
    f.flag = poles == 0 ? FLAG_NOT_AVAILABLE : FLAG_NONE;
    return f;
}

static void fill(const int poles[REGIONS][CELLS], struct figures *f)
{
    for (int k = 0; k < CELLS; k++) {
        int64_t value = 0;
        int64_t all = 0;
        for (int r = 0; r < REGIONS; r++) {
            int64_t own = 0;
            for (int m = 1; m < CELLS; m++)
                own += k == 0 || k == m ? 10 * poles[r][m] : 0;
            *figures_add(f) = figure_of(regions[r], members[k], own, poles[r][k]);
            value += own;
            all += poles[r][k];
        }
        *figures_add(f) = figure_of("FR", members[k], value, all);
    }
    figures_sort(f);
}

static void look(const char *what, const struct figures *f, const char *const *expected)
{
    for (int r = -1; r < REGIONS; r++) {
        char row[CELLS + 1] = "";
        for (int k = 0; k < CELLS; k++) {
            struct figure key = figure_of(r < 0 ? "FR" : regions[r], members[k], 0, 0);
            const struct figure *g = figures_find(f, key.indicator, key.window, key.region,
                                                  key.breakdown, key.member, key.month);
            row[k] = g != NULL && g->flag == FLAG_WITHHELD ? 'c' : '.';
            if (row[k] == 'c')
                unit_int(what, "nothing of it left",
                         g->value == VALUE_BLANK && g->numerator == VALUE_BLANK &&
                             g->poles == VALUE_BLANK,
                         1);
        }
        unit_text(what, r < 0 ? "France" : regions[r], row, expected[r + 1]);
    }
}

/* The catalogue with a mask on F01, and regions that nobody dominates. */
static struct totals totals_of(struct contract *c, struct cube **cubes)
{
    struct totals t = {.contract = c,
                       .regions = cubes,
                       .france = cube_new(c, unit_month("2026-10")),
                       .first_month = unit_month("2026-10"),
                       .period = unit_month("2026-10")};
    for (int i = 0; i < contract_list(c, "regions")->count; i++)
        cubes[i] = t.france;
    return t;
}

static void test_fewest_poles(void **state)
{
    (void)state;
    struct err err = {0};
    struct cube *cubes[MAX_MASK_REGIONS];
    struct contract *c = contract_new(unit_contract_folder(), &err);
    assert_non_null(c);
    c->indicators[unit_indicator("F01")].fewest_poles = FEWEST;
    struct totals t = totals_of(c, cubes);
    for (size_t i = 0; i < COUNT(tables); i++) {
        struct figures f = {0};
        struct figures before = {0};
        struct comparisons compared = {0};
        fill(tables[i].poles, &f);
        if (tables[i].before != NULL) {
            char region[3] = {tables[i].before[0], tables[i].before[1], '\0'};
            *figures_add(&before) = figure_of(region, tables[i].before + 3, VALUE_BLANK, 0);
            before.list[0].flag = FLAG_WITHHELD;
        }
        comparisons_add(&compared)->indicator = unit_indicator("F01");
        comparisons_add(&compared)->indicator = unit_indicator("J01");
        struct masks *m = masks_find(&t, &before, &f);
        masks_apply(m, &f, &compared);
        masks_free(m);
        look(tables[i].what, &f, tables[i].expected);
        unit_int(tables[i].what, "comparisons left", (int64_t)compared.count, 1);
        unit_int(tables[i].what, "of J01", compared.list[0].indicator, unit_indicator("J01"));
        figures_release(&f);
        figures_release(&before);
        comparisons_release(&compared);
    }
    cube_free(t.france);
    contract_free(c);
    unit_end();
}

/* Indicators, and whether a mask on F01 goes for them. */
static const struct {
    const char *id;
    bool covered;
} covered[] = {
    {"F01", true}, {"F02", true},  {"F04", true},  {"F05", true},  {"F08", true},  {"F10", true},
    {"F12", true}, {"J01", false}, {"P01", false}, {"J02", false}, {"Q01", false},
};

static void test_covers(void **state)
{
    (void)state;
    struct err err = {0};
    struct contract *c = contract_new(unit_contract_folder(), &err);
    assert_non_null(c);
    for (size_t i = 0; i < COUNT(covered); i++)
        unit_int(covered[i].id, "without a mask", mask_covers(c, unit_indicator(covered[i].id)), 0);
    c->indicators[unit_indicator("F01")].fewest_poles = FEWEST;
    for (size_t i = 0; i < COUNT(covered); i++)
        unit_int(covered[i].id, "covered", mask_covers(c, unit_indicator(covered[i].id)),
                 covered[i].covered);
    contract_free(c);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fewest_poles),
        cmocka_unit_test(test_covers),
    };
    return UNIT_RUN(tests);
}
