#include <string.h>

#include "aggregate/indicators.h"
#include "unit.h"
#include "unit_cube.h"
#include "unit_poles.h"

enum { NA = -424242 }; /* not available */

static const struct unit_add of_84[] = {
    {TABLE_EMPLOIS, "PTCE-84-001", "2025-10", 1, "emplois_crees=32"},
    {TABLE_EMPLOIS, "PTCE-84-001", "2025-11", 2, "emplois_crees=1"},
    {TABLE_EMPLOIS, "PTCE-84-001", "2025-12", 3, "emplois_crees=2"},
    {TABLE_EMPLOIS, "PTCE-84-001", "2026-01", 4, "emplois_crees=4 effectif_total=9"},
    {TABLE_EMPLOIS, "PTCE-84-001", "2026-10", 5,
     "effectif_total=10 etp_total=850 cdi=6 femmes=4 hommes=6 emplois_crees=8 entrees=3 sorties=5"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-10", 6,
     "montant=100000 etape=verse nature=numeraire type_financeur=etat finalite=ingenierie"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-10", 6,
     "montant=20000 etape=reverse nature=numeraire type_financeur=etat finalite=ingenierie"},
    {TABLE_FINANCEMENTS, "PTCE-84-003", "2026-01", 7,
     "montant=40000 etape=verse nature=numeraire type_financeur=epci finalite=autre"},
    {TABLE_FINANCEMENTS, "PTCE-84-003", "2026-01", 7,
     "montant=50000 etape=accorde nature=numeraire type_financeur=epci finalite=autre"},
};
static const struct unit_add of_11[] = {
    {TABLE_EMPLOIS, "PTCE-11-001", "2026-10", 1,
     "effectif_total=21 etp_total=2000 cdi=7 femmes=10 hommes=10 genre_non_precise=1 entrees=9"},
};

/* Coverage: funding of 84 came for 2026-01 and 2026-10, that of 11 never. */
static const struct {
    int table;
    const char *region;
    const char *month;
    int64_t expected;
    int64_t declared;
} covered[] = {
    {TABLE_EMPLOIS, "", "2026-10", 3, 2},        {TABLE_EMPLOIS, "11", "2026-10", 1, 1},
    {TABLE_EMPLOIS, "84", "2026-10", 2, 1},      {TABLE_FINANCEMENTS, "", "2026-01", 3, 2},
    {TABLE_FINANCEMENTS, "", "2026-10", 3, 2},   {TABLE_FINANCEMENTS, "84", "2026-01", 2, 2},
    {TABLE_FINANCEMENTS, "84", "2026-10", 2, 2},
};

/* Window, region "" = France. */
static const struct {
    const char *indicator;
    unsigned window;
    const char *region;
    const char *breakdown;
    const char *member;
    const char *month;
    int64_t value;
    int64_t numerator;
    int64_t denominator;
    int64_t poles;
    bool provisional;
} figures[] = {
    {"J01", WINDOW_MONTH, "", "total", "", "2026-10", 31, 31, VALUE_BLANK, 2, true},
    {"J01", WINDOW_MONTH, "84", "total", "", "2026-10", 10, 10, VALUE_BLANK, 1, true},
    {"J01", WINDOW_MONTH, "84", "total", "", "2026-01", 9, 9, VALUE_BLANK, 1, false},
    {"J01", WINDOW_MONTH, "84", "total", "", "2026-09", NA, VALUE_BLANK, VALUE_BLANK, 0, false},
    {"J01", WINDOW_MONTH, "84", "sector", "numerique", "2026-10", NA, VALUE_BLANK, VALUE_BLANK, 0,
     false},
    {"J01", WINDOW_MONTH, "", "sex", "femmes", "2026-10", 14, 14, VALUE_BLANK, 2, true},
    {"J02", WINDOW_MONTH, "", "total", "", "2026-10", 2850, 2850, VALUE_BLANK, 2, true},
    {"J03", WINDOW_MONTH, "", "total", "", "2026-10", 155, 31, 2, 2, true},
    {"J03", WINDOW_MONTH, "84", "total", "", "2026-09", NA, 0, 0, 0, false},
    {"J04", WINDOW_MONTH, "", "total", "", "2026-10", 419, 13, 31, 2, true},
    {"J13", WINDOW_MONTH, "", "total", "", "2026-10", 467, 14, 30, 2, true},
    {"J13", WINDOW_MONTH, "84", "total", "", "2026-10", 400, 4, 10, 1, true},
    {"J05", WINDOW_MONTH, "84", "total", "", "2026-10", 8, 8, VALUE_BLANK, 1, true},
    {"J05", WINDOW_MONTH, "84", "total", "", "2026-09", NA, VALUE_BLANK, VALUE_BLANK, 0, false},
    {"J05", WINDOW_YEAR_TO_DATE, "84", "total", "", "2026-09", 4, 4, VALUE_BLANK, 1, true},
    {"J05", WINDOW_YEAR_TO_DATE, "84", "total", "", "2026-10", 12, 12, VALUE_BLANK, 1, true},
    {"J05", WINDOW_12_MONTHS, "84", "total", "", "2026-09", 39, 39, VALUE_BLANK, 1, true},
    {"J05", WINDOW_12_MONTHS, "84", "total", "", "2026-10", 15, 15, VALUE_BLANK, 1, true},
    {"J05", WINDOW_12_MONTHS, "", "total", "", "2026-10", 15, 15, VALUE_BLANK, 1, true},
    {"J05", WINDOW_12_MONTHS, "84", "total", "", "2026-08", NA, VALUE_BLANK, VALUE_BLANK, 0, false},
    {"J05", WINDOW_12_MONTHS, "11", "total", "", "2026-10", NA, VALUE_BLANK, VALUE_BLANK, 0, false},
    {"J08", WINDOW_MONTH, "", "total", "", "2026-10", -2, -2, VALUE_BLANK, 1, true},
    {"J08", WINDOW_MONTH, "11", "total", "", "2026-10", NA, VALUE_BLANK, VALUE_BLANK, 0, false},
    {"F02", WINDOW_MONTH, "84", "total", "", "2026-10", 80000, 80000, VALUE_BLANK, 1, true},
    {"F02", WINDOW_YEAR_TO_DATE, "84", "total", "", "2026-10", 120000, 120000, VALUE_BLANK, 1,
     true},
    {"F02", WINDOW_12_MONTHS, "84", "total", "", "2026-10", 120000, 120000, VALUE_BLANK, 1, true},
    {"F02", WINDOW_12_MONTHS, "84", "total", "", "2026-09", NA, VALUE_BLANK, VALUE_BLANK, 0, false},
    {"F02", WINDOW_MONTH, "11", "total", "", "2026-10", NA, VALUE_BLANK, VALUE_BLANK, 0, false},
    {"F02", WINDOW_MONTH, "84", "total", "", "2026-09", NA, VALUE_BLANK, VALUE_BLANK, 0, false},
    {"F01", WINDOW_MONTH, "84", "total", "", "2026-10", 0, 0, VALUE_BLANK, 0,
     true}, /* sent, and nothing */
    {"F01", WINDOW_MONTH, "84", "funder", "europe", "2026-10", 0, 0, VALUE_BLANK, 0, true},
    {"F05", WINDOW_12_MONTHS, "84", "funder", "public_national", "2026-10", 667, 80000, 120000, 1,
     true},
    {"F05", WINDOW_12_MONTHS, "84", "funder", "public_local", "2026-10", 333, 40000, 120000, 1,
     true},
    {"F05", WINDOW_12_MONTHS, "84", "funder", "europe", "2026-10", 0, 0, 120000, 0, true},
    {"P01", WINDOW_MONTH, "", "total", "", "2026-10", 4, 4, VALUE_BLANK, 4, false},
    {"P01", WINDOW_MONTH, "84", "total", "", "2026-10", 2, 2, VALUE_BLANK, 2, false},
    {"P01", WINDOW_MONTH, "84", "sector", "mobilite", "2026-10", 0, 0, VALUE_BLANK, 0, false},
    {"P02", WINDOW_MONTH, "", "total", "", "2026-10", 2, 2, VALUE_BLANK, 2, false},
    {"P03", WINDOW_MONTH, "", "total", "", "2026-10", 1, 1, VALUE_BLANK, 1, false},
    {"P08", WINDOW_MONTH, "", "total", "", "2026-10", 44, 44, VALUE_BLANK, 4, false},
    {"P04", WINDOW_MONTH, "", "region", "", "2026-10", 2, 2, VALUE_BLANK, VALUE_BLANK, false},
    {"P04", WINDOW_MONTH, "", "region_2013", "*", "2026-10", 2, 2, VALUE_BLANK, VALUE_BLANK, false},
    {"P04", WINDOW_MONTH, "", "region_2013", "*", "2026-08", 3, 3, VALUE_BLANK, VALUE_BLANK, false},
    {"J01", WINDOW_MONTH, "11", "total", "", "2026-10", 21, 21, VALUE_BLANK, 1, false},
    {"Q01", WINDOW_MONTH, "", "table", "emplois", "2026-10", 667, 2, 3, 2, false},
    {"Q01", WINDOW_MONTH, "84", "table", "emplois", "2026-10", 500, 1, 2, 1, false},
    {"Q01", WINDOW_MONTH, "84", "table", "emplois", "2026-09", NA, 0, 0, 0, false},
};

static struct cube *cube_of(const struct pole_register *poles, const char *region,
                            const struct unit_add *rows, size_t n)
{
    struct cube *cube = cube_new(unit_contract(), unit_month("2026-10"));
    for (size_t i = 0; i < n; i++)
        unit_add(cube, poles, &rows[i]);
    unit_tally(NULL, poles, region, cube);
    return cube;
}

/* Jobs are known from 2025-10, funding a month later: a window that begins before is cut. */
static void make(struct figures *ret)
{
    struct pole_register poles;
    struct cube *regions[64] = {NULL};
    struct coverage cov = {0};
    struct quality quality = {0};
    struct err err = {0};
    unit_poles(&poles);
    struct cube *a = regions[unit_code("regions", "84")] =
        cube_of(&poles, "84", of_84, COUNT(of_84));
    struct cube *b = regions[unit_code("regions", "11")] =
        cube_of(&poles, "11", of_11, COUNT(of_11));
    struct cube *france = cube_new(unit_contract(), unit_month("2026-10"));
    cube_merge(france, a);
    cube_merge(france, b);
    for (size_t i = 0; i < COUNT(covered); i++)
        *coverage_add(&cov) = (struct coverage_row){
            .table = covered[i].table,
            .region = covered[i].region[0] == '\0' ? REGION_FRANCE
                                                   : unit_code("regions", covered[i].region),
            .month = unit_month(covered[i].month),
            .expected = covered[i].expected,
            .declared = covered[i].declared};
    struct totals totals = {.contract = unit_contract(),
                            .regions = regions,
                            .france = france,
                            .coverage = &cov,
                            .quality = &quality,
                            .first_month = unit_month("2026-01"),
                            .first_return = {[TABLE_POLES] = unit_month("2025-10"),
                                             [TABLE_EMPLOIS] = unit_month("2025-10"),
                                             [TABLE_FINANCEMENTS] = unit_month("2025-11")},
                            .period = unit_month("2026-10")};
    unit_int("indicators", "status", indicators_make(&totals, ret, &err), 0);
    coverage_release(&cov);
    cube_free(a);
    cube_free(b);
    cube_free(france);
    register_release(&poles);
}

static void test_figures(void **state)
{
    (void)state;
    struct figures made = {0};
    make(&made);
    for (size_t i = 0; i < COUNT(figures); i++) {
        char row[100];
        int b = unit_breakdown(figures[i].breakdown);
        int region =
            figures[i].region[0] == '\0' ? REGION_FRANCE : unit_code("regions", figures[i].region);
        int member = figures[i].member[0] == '*' ? -1 : unit_member(b, figures[i].member);
        (void)snprintf(row, sizeof row, "%s %u %s %s %s %s", figures[i].indicator,
                       figures[i].window, figures[i].region, figures[i].breakdown,
                       figures[i].member, figures[i].month);
        const struct figure *f =
            figures_find(&made, unit_indicator(figures[i].indicator), figures[i].window, region, b,
                         member, unit_month(figures[i].month));
        unit_int(row, "there", f != NULL, 1);
        if (f == NULL)
            continue;
        bool na = figures[i].value == NA;
        unit_int(row, "flag", f->flag,
                 na                       ? FLAG_NOT_AVAILABLE
                 : figures[i].provisional ? FLAG_PROVISIONAL
                                          : FLAG_NONE);
        unit_int(row, "value", f->value, na ? VALUE_BLANK : figures[i].value);
        if (na)
            continue;
        unit_int(row, "numerator", f->numerator, figures[i].numerator);
        unit_int(row, "denominator", f->denominator, figures[i].denominator);
        unit_int(row, "poles", f->poles, figures[i].poles);
    }
    figures_release(&made);
    unit_end();
}

/* In the file's order, each once, and regions without a cube are not there. */
static void test_order(void **state)
{
    (void)state;
    struct figures made = {0};
    make(&made);
    assert_true(made.count > 1000);
    for (size_t i = 0; i < made.count; i++) {
        const struct figure *f = &made.list[i];
        if (figures_find(&made, f->indicator, f->window, f->region, f->breakdown, f->member,
                         f->month) != f)
            fail_msg("figure %zu is not found where it stands", i);
        if (f->region != REGION_FRANCE && f->region != unit_code("regions", "84") &&
            f->region != unit_code("regions", "11"))
            fail_msg("figure %zu is of region %d", i, f->region);
        if (f->region != REGION_FRANCE && unit_contract()->breakdowns[f->breakdown].national_only)
            fail_msg("figure %zu of a region is national", i);
    }
    figures_release(&made);
}

static void test_overflow(void **state)
{
    (void)state;
    struct cube *regions[64] = {NULL};
    struct coverage cov = {0};
    struct figures made = {0};
    struct err err = {0};
    struct cube *france = cube_new(unit_contract(), unit_month("2026-10"));
    struct totals totals = {.contract = unit_contract(),
                            .regions = regions,
                            .france = france,
                            .coverage = &cov,
                            .first_month = unit_month("2026-10"),
                            .first_return = {[TABLE_POLES] = unit_month("2025-10"),
                                             [TABLE_EMPLOIS] = unit_month("2025-10"),
                                             [TABLE_FINANCEMENTS] = unit_month("2025-11")},
                            .period = unit_month("2026-10")};
    france->overflow = true;
    assert_int_equal(indicators_make(&totals, &made, &err), -1);
    unit_has("overflow", "message", err.text, "too large");
    figures_release(&made);
    cube_free(france);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_overflow),
    };
    return UNIT_RUN(tests);
}
