#include <string.h>

#include "aggregate/withhold.h"
#include "unit.h"
#include "unit_cube.h"

/* Women and employees of one cell; nothing there = not available. */
struct cell {
    int64_t women;
    int64_t all;
};

enum { REGIONS = 3, SECTORS = 3 };
static const char *const regions[REGIONS] = {"11", "53", "84"};
static const char *const sectors[SECTORS] = {"", "energie", "numerique"}; /* "" = the total */

static void add(struct figures *f, int region, const char *sector, struct cell cell)
{
    int b = unit_breakdown(sector[0] == '\0' ? "total" : "sector");
    bool there = cell.all > 0;
    struct figure *one = figures_add(f);
    *one = figure_at(unit_indicator("J13"), WINDOW_MONTH, region, b, unit_member(b, sector),
                     unit_month("2026-10"));
    one->value = there ? cell.women * 1000 / cell.all : VALUE_BLANK;
    one->numerator = cell.women;
    one->denominator = cell.all;
    one->poles = there;
    one->flag = there ? FLAG_NONE : FLAG_NOT_AVAILABLE;
}

/* Poles of region 53 that declared jobs. */
static void add_declared(struct figures *f, int poles)
{
    int b = unit_breakdown("table");
    struct figure *one = figures_add(f);
    *one = figure_at(unit_indicator("Q01"), WINDOW_MONTH, unit_code("regions", "53"), b,
                     TABLE_EMPLOIS, unit_month("2026-10"));
    one->numerator = poles;
    one->denominator = 9;
}

/* A table of regions by sectors, its totals and France, made after an edition; flags come back as
 * x, c or . */
static void run(const struct figures *before, struct cell cells[REGIONS][SECTORS],
                char ret[REGIONS + 1][SECTORS + 1])
{
    struct figures f = {0};
    add_declared(&f, 2);
    for (int s = 0; s < SECTORS; s++) {
        struct cell france = {0, 0};
        for (int r = 0; r < REGIONS; r++) {
            france.women += cells[r][s].women;
            france.all += cells[r][s].all;
        }
        add(&f, REGION_FRANCE, sectors[s], france);
        for (int r = 0; r < REGIONS; r++)
            add(&f, unit_code("regions", regions[r]), sectors[s], cells[r][s]);
    }
    figures_sort(&f);
    withhold(unit_contract(), before, &f);
    for (int r = -1; r < REGIONS; r++) {
        for (int s = 0; s < SECTORS; s++) {
            int b = unit_breakdown(s == 0 ? "total" : "sector");
            int region = r < 0 ? REGION_FRANCE : unit_code("regions", regions[r]);
            const struct figure *g =
                figures_find(&f, unit_indicator("J13"), WINDOW_MONTH, region, b,
                             unit_member(b, sectors[s]), unit_month("2026-10"));
            ret[r + 1][s] = ".xc"[g->flag];
            bool gone = g->value == VALUE_BLANK && g->numerator == VALUE_BLANK &&
                        g->denominator == VALUE_BLANK && g->poles == VALUE_BLANK;
            unit_int("a withheld figure", "nothing of it left", gone, g->flag == FLAG_WITHHELD);
        }
        ret[r + 1][SECTORS] = '\0';
    }
    figures_release(&f);
}

/* Rows: regions; cells: total, energie, numerique. What is withheld: France, then the regions. */
static const struct {
    const char *name;
    struct cell cells[REGIONS][SECTORS];
    const char *want[REGIONS + 1];
} rows[] = {
    {"nothing small",
     {{{50, 100}, {20, 40}, {30, 60}},
      {{50, 120}, {20, 50}, {30, 70}},
      {{60, 99}, {30, 49}, {30, 50}}},
     {"...", "...", "...", "..."}},
    {"five is enough, on both sides",
     {{{10, 20}, {5, 10}, {5, 10}},
      {{50, 120}, {20, 50}, {30, 70}},
      {{60, 99}, {30, 49}, {30, 50}}},
     {"...", "...", "...", "..."}},
    {"four women: hidden, and one more in each of its lines",
     {{{34, 100}, {4, 40}, {30, 60}},
      {{50, 120}, {20, 50}, {30, 70}},
      {{60, 99}, {30, 49}, {30, 50}}},
     {"...", ".cc", "...", ".cc"}},
    {"four men",
     {{{66, 100}, {36, 40}, {30, 60}},
      {{50, 120}, {20, 50}, {30, 70}},
      {{60, 99}, {30, 49}, {30, 50}}},
     {"...", ".cc", "...", ".cc"}},
    {"no women at all",
     {{{30, 100}, {0, 40}, {30, 60}},
      {{50, 120}, {20, 50}, {30, 70}},
      {{60, 99}, {30, 49}, {30, 50}}},
     {"...", ".cc", "...", ".cc"}},
    {"the country is not below the national level",
     {{{0, 0}, {0, 0}, {0, 0}}, {{0, 0}, {0, 0}, {0, 0}}, {{0, 0}, {0, 0}, {0, 0}}},
     {"xxx", "xxx", "xxx", "xxx"}},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct cell cells[REGIONS][SECTORS];
        char have[REGIONS + 1][SECTORS + 1];
        memcpy(cells, rows[i].cells, sizeof cells);
        run(NULL, cells, have);
        for (int r = 0; r <= REGIONS; r++)
            unit_text(rows[i].name, r == 0 ? "France" : regions[r - 1], have[r], rows[i].want[r]);
    }
    unit_end();
}

/* Any table of numbers: what is small is hidden, and never alone in its line or column. */
static void test_any(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        struct cell cells[REGIONS][SECTORS] = {0};
        char have[REGIONS + 1][SECTORS + 1];
        for (int r = 0; r < REGIONS; r++) {
            for (int s = 1; s < SECTORS; s++) {
                seed = seed * 6364136223846793005U + 1442695040888963407U;
                cells[r][s].all = 1 + (int64_t)(seed >> 33) % 40;
                cells[r][s].women = (int64_t)(seed >> 48) % (cells[r][s].all + 1);
                cells[r][0].all += cells[r][s].all;
                cells[r][0].women += cells[r][s].women;
            }
        }
        run(NULL, cells, have);
        for (int r = 0; r < REGIONS; r++) {
            int hidden = 0;
            for (int s = 0; s < SECTORS; s++) {
                const struct cell *c = &cells[r][s];
                bool few = c->women < 5 || c->all - c->women < 5;
                hidden += have[r + 1][s] == 'c';
                unit_int("a small cell", "hidden", !few || have[r + 1][s] == 'c', 1);
            }
            unit_int("a region", "one hidden alone", hidden == 1, 0);
        }
        for (int s = 0; s < SECTORS; s++) {
            int hidden = 0;
            for (int r = 0; r < REGIONS; r++)
                hidden += have[r + 1][s] == 'c';
            unit_int("a sector", "one hidden alone", hidden == 1, 0);
        }
    }
    unit_end();
}

/* A cell of the edition before, in which so many poles of region 53 had declared; now two have. */
enum { NOTHING_SMALL = 0, FOUR_WOMEN = 2 }; /* of rows */
static const struct {
    const char *name;
    const char *indicator;
    const char *region;
    enum figure_flag flag;
    int declared;
    int cells;
    const char *want[REGIONS + 1];
} befores[] = {
    {"as before", "J13", "53", FLAG_WITHHELD, 2, NOTHING_SMALL, {"...", ".cc", ".cc", ".cc"}},
    {"another pole has declared since",
     "J13",
     "53",
     FLAG_WITHHELD,
     1,
     NOTHING_SMALL,
     {"...", "...", "...", "..."}},
    {"a pole has withdrawn",
     "J13",
     "53",
     FLAG_WITHHELD,
     3,
     NOTHING_SMALL,
     {"...", "...", "...", "..."}},
    {"what is no trait",
     "J04",
     "53",
     FLAG_WITHHELD,
     2,
     NOTHING_SMALL,
     {"...", "...", "...", "..."}},
    {"what was shown hides nothing",
     "J13",
     "84",
     FLAG_NONE,
     2,
     FOUR_WOMEN,
     {"...", "ccc", ".cc", "c.c"}},
    {"what was not available does",
     "J13",
     "84",
     FLAG_NOT_AVAILABLE,
     2,
     FOUR_WOMEN,
     {"...", ".cc", "...", ".cc"}},
};

static void test_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(befores); i++) {
        struct cell cells[REGIONS][SECTORS];
        char have[REGIONS + 1][SECTORS + 1];
        struct figures before = {0};
        int b = unit_breakdown("sector");
        memcpy(cells, rows[befores[i].cells].cells, sizeof cells);
        add_declared(&before, befores[i].declared);
        struct figure *one = figures_add(&before);
        *one = figure_at(unit_indicator(befores[i].indicator), WINDOW_MONTH,
                         unit_code("regions", befores[i].region), b, unit_member(b, "energie"),
                         unit_month("2026-10"));
        one->flag = (uint8_t)befores[i].flag;
        figures_sort(&before);
        run(&before, cells, have);
        for (int r = 0; r <= REGIONS; r++)
            unit_text(befores[i].name, r == 0 ? "France" : regions[r - 1], have[r],
                      befores[i].want[r]);
        figures_release(&before);
    }
    unit_end();
}

/* Figures that are not on persons stay as they are, however small. */
static void test_others(void **state)
{
    (void)state;
    struct figures f = {0};
    struct figure *one = figures_add(&f);
    *one = figure_at(unit_indicator("J04"), WINDOW_MONTH, 3, 0, 0, unit_month("2026-10"));
    one->value = 1000;
    one->numerator = one->denominator = one->poles = 1;
    withhold(unit_contract(), NULL, &f);
    assert_int_equal(f.list[0].flag, FLAG_NONE);
    assert_int_equal(f.list[0].value, 1000);
    withhold(unit_contract(), NULL, &(struct figures){0});
    figures_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_any),
        cmocka_unit_test(test_before),
        cmocka_unit_test(test_others),
    };
    return UNIT_RUN(tests);
}
