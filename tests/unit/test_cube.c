#include "unit.h"
#include "unit_cube.h"
#include "unit_poles.h"

static const struct unit_add added[] = {
    {TABLE_EMPLOIS, "PTCE-84-001", "2026-10", 1,
     "effectif_total=10 etp_total=850 cdi=6 femmes=4 hommes=6 age_moins_26=3 age_30_49=7 "
     "emplois_crees=2 entrees=3 sorties=5 emplois_repris=1"},
    {TABLE_EMPLOIS, "PTCE-84-003", "2026-10", 2,
     "effectif_total=20 etp_total=2000 femmes=8 hommes=11 genre_non_precise=1 entrees=3"},
    {TABLE_EMPLOIS, "PTCE-84-002", "2026-10", 3, "etp_total=5 emplois_sauvegardes=4"},
    {TABLE_EMPLOIS, "PTCE-11-001", "2026-09", 4, "effectif_total=7 femmes=0 hommes=7"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-10", 5,
     "montant=100000 etape=accorde nature=numeraire type_financeur=etat finalite=ingenierie"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-10", 5,
     "montant=5000 etape=accorde nature=nature type_financeur=epci finalite=formation"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-10", 5,
     "montant=999999 etape=accorde nature=pret type_financeur=etat finalite=ingenierie"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-10", 5,
     "montant=70000 etape=verse nature=numeraire type_financeur=etat finalite=ingenierie"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-10", 5,
     "montant=30000 etape=reverse nature=numeraire type_financeur=etat finalite=ingenierie"},
    {TABLE_FINANCEMENTS, "PTCE-84-002", "2026-10", 6,
     "montant=1 etape=verse nature=numeraire type_financeur=organisme_social finalite=autre"},
    {TABLE_FINANCEMENTS, "PTCE-84-002", "2026-10", 6,
     "montant=8 etape=demande nature=numeraire type_financeur=etat finalite=autre"},
};

static const struct {
    const char *indicator;
    const char *breakdown;
    const char *member;
    const char *month;
    int64_t numerator;
    int64_t denominator;
    uint32_t poles;
} sums[] = {
    {"J01", "total", "", "2026-10", 30, 0, 2},
    {"J01", "total", "", "2026-09", 7, 0, 1},
    {"J01", "total", "", "2026-08", 0, 0, 0},
    {"J01", "sector", "energie", "2026-10", 10, 0, 1},
    {"J01", "sector", "numerique", "2026-10", 20, 0, 1},
    {"J01", "status", "operationnel", "2026-10", 10, 0, 1},
    {"J01", "status", "construction", "2026-10", 20, 0, 1},
    {"J01", "region_2013", "82", "2026-10", 30, 0, 2},
    {"J01", "region_2013", "83", "2026-10", 0, 0, 0},
    {"J01", "region_2013", "11", "2026-09", 7, 0, 1},
    {"J01", "sex", "femmes", "2026-10", 12, 0, 2},
    {"J01", "sex", "genre_non_precise", "2026-10", 1, 0, 1},
    {"J01", "sex", "femmes", "2026-09", 0, 0, 1}, /* nobody, but declared */
    {"J01", "age", "age_30_49", "2026-10", 7, 0, 1},
    {"J01", "age", "age_26_29", "2026-10", 0, 0, 0},
    {"J02", "total", "", "2026-10", 2855, 0, 3},
    {"J02", "total", "", "2026-09", 0, 0, 0},
    {"J04", "total", "", "2026-10", 6, 10, 1}, /* of the poles that declare both */
    {"J05", "total", "", "2026-10", 2, 0, 1},
    {"J07", "total", "", "2026-10", 5, 0, 2},  /* either of the two */
    {"J08", "total", "", "2026-10", -2, 0, 1}, /* both of the two */
    {"J13", "total", "", "2026-10", 12, 29, 2},
    {"F01", "total", "", "2026-10", 105000, 0, 1}, /* two events of one pole; no loan */
    {"F01", "funder", "public_national", "2026-10", 100000, 0, 1},
    {"F01", "funder", "public_local", "2026-10", 5000, 0, 1},
    {"F01", "purpose", "formation", "2026-10", 5000, 0, 1},
    {"F01", "funder_purpose", "public_national/ingenierie", "2026-10", 100000, 0, 1},
    {"F01", "funder_purpose", "public_local/formation", "2026-10", 5000, 0, 1},
    {"F01", "funder_purpose", "public_local/ingenierie", "2026-10", 0, 0, 0},
    {"F02", "total", "", "2026-10", 40001, 0, 2},
    {"F02", "funder", "public_national", "2026-10", 40001, 0, 2},
    {"F02", "purpose", "autre", "2026-10", 1, 0, 1},
    {"F08", "total", "", "2026-10", 100000, 0, 1},
};

static void check_sums(const struct cube *cube, int64_t times)
{
    for (size_t i = 0; i < COUNT(sums); i++) {
        const struct sum *s =
            unit_sum(cube, sums[i].indicator, sums[i].breakdown, sums[i].member, sums[i].month);
        char row[80];
        (void)snprintf(row, sizeof row, "%s by %s %s", sums[i].indicator, sums[i].breakdown,
                       sums[i].member);
        unit_int(row, "numerator", s->numerator, sums[i].numerator * times);
        unit_int(row, "denominator", s->denominator, sums[i].denominator * times);
        unit_int(row, "poles", s->poles, (int64_t)sums[i].poles * times);
    }
}

static struct cube *fill(const struct pole_register *poles)
{
    struct cube *cube = cube_new(unit_contract(), unit_month("2026-10"));
    for (size_t i = 0; i < COUNT(added); i++)
        unit_add(cube, poles, &added[i]);
    return cube;
}

static void test_sums(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    struct cube *cube = fill(&poles);
    check_sums(cube, 1);
    assert_false(cube->overflow);
    cube_free(cube);
    register_release(&poles);
    unit_end();
}

static void test_merge(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    struct cube *all = cube_new(unit_contract(), unit_month("2026-10"));
    struct cube *one = fill(&poles);
    for (int i = 1; i <= 3; i++) {
        cube_merge(all, one);
        check_sums(all, i);
    }
    assert_false(all->overflow);
    one->overflow = true;
    cube_merge(all, one);
    assert_true(all->overflow);
    cube_free(all);
    cube_free(one);
    cube_free(NULL);
    register_release(&poles);
    unit_end();
}

/* A row outside the months of the cube is passed over. */
static const struct {
    const char *month;
    bool inside;
} months[] = {{"2026-11", false}, {"2026-10", true},  {"2022-11", true},
              {"2022-10", false}, {"1999-01", false}, {"2199-12", false}};

static void test_months(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    assert_int_equal(CUBE_MONTHS, 48);
    struct cube *cube = cube_new(unit_contract(), unit_month("2026-10"));
    for (size_t i = 0; i < COUNT(months); i++) {
        unit_add(cube, &poles,
                 &(struct unit_add){TABLE_EMPLOIS, "PTCE-84-001", months[i].month, 1,
                                    "effectif_total=1"});
        const struct sum *s = unit_sum(cube, "J01", "total", "", months[i].month);
        unit_int(months[i].month, "inside", s != NULL && s->numerator == 1, months[i].inside);
    }
    cube_free(cube);
    register_release(&poles);
    unit_end();
}

/* What does not fit is flagged, wherever it happens. */
static void test_overflow(void **state)
{
    (void)state;
    static const char much[] = "effectif_total=9223372036854775807";
    static const char two[] = "emplois_sauvegardes=9223372036854775807 emplois_repris=1";
    struct pole_register poles;
    unit_poles(&poles);
    struct cube *cube = cube_new(unit_contract(), unit_month("2026-10"));
    struct cube *other = cube_new(unit_contract(), unit_month("2026-10"));
    struct unit_add row = {TABLE_EMPLOIS, "PTCE-84-001", "2026-10", 1, much};
    unit_add(cube, &poles, &row);
    unit_add(other, &poles, &row);
    assert_false(cube->overflow || other->overflow);
    cube_merge(other, cube); /* two cubes */
    assert_true(other->overflow);
    row.unit = 2;
    unit_add(cube, &poles, &row); /* two rows */
    assert_true(cube->overflow);
    cube_free(cube);
    cube = cube_new(unit_contract(), unit_month("2026-10"));
    row.fields = two;
    unit_add(cube, &poles, &row); /* two terms of a row */
    assert_true(cube->overflow);
    cube_free(cube);
    cube_free(other);
    register_release(&poles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_overflow),
    };
    return UNIT_RUN(tests);
}
