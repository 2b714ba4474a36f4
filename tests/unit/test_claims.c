#include <string.h>

#include "aggregate/claims.h"
#include "aggregate/tally.h"
#include "unit.h"
#include "unit_cube.h"
#include "unit_poles.h"
#include "unit_take.h"

/* Deliveries of one unit, and of two. */
#define JOBS  "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee\n"
#define TEN   "PTCE-84-001;2026-10;10;8,5;6;4;4;6;provisoire\n"
#define SIX   "PTCE-84-001;2026-10;6;5;3;3;3;3;corrige\n"
#define BAD   "PTCE-84-001;2026-10;10;8,5;6;4;4;7;definitif\n"
#define NIL   "PTCE-84-001;2026-10;;;;;;;neant\n"
#define OTHER "PTCE-84-003;2026-10;20;17;12;8;8;12;definitif\n"

enum { MOST = 4 };

/* What came, oldest first; what became of the units of each delivery (u used, r replaced, -
 * neither); the sum and poles of 2026-10, and the state of PTCE-84-001. */
static const struct {
    const char *name;
    const char *texts[MOST];
    const char *uses;
    int64_t sum;
    uint32_t poles;
    enum claim state;
} rows[] = {
    {"nothing", {NULL}, "", 0, 0, CLAIM_NONE},
    {"one good", {JOBS TEN}, "u;", 10, 1, CLAIM_GOOD},
    {"the newest good wins", {JOBS TEN, JOBS SIX}, "r;u;", 6, 1, CLAIM_GOOD},
    {"whatever it says", {JOBS SIX, JOBS TEN}, "r;u;", 10, 1, CLAIM_GOOD},
    {"three times", {JOBS TEN, JOBS SIX, JOBS TEN}, "r;r;u;", 10, 1, CLAIM_GOOD},
    {"bad never displaces good", {JOBS TEN, JOBS BAD}, "u;-;", 10, 1, CLAIM_GOOD},
    {"twice bad", {JOBS TEN, JOBS BAD, JOBS BAD}, "u;-;-;", 10, 1, CLAIM_GOOD},
    {"bad, then good", {JOBS BAD, JOBS SIX}, "r;u;", 6, 1, CLAIM_GOOD},
    {"good about bad", {JOBS TEN, JOBS BAD, JOBS SIX}, "r;r;u;", 6, 1, CLAIM_GOOD},
    {"only bad", {JOBS BAD}, "-;", 0, 0, CLAIM_REJECTED},
    {"a nil", {JOBS NIL}, "u;", 0, 0, CLAIM_GOOD},
    {"a nil withdraws", {JOBS TEN, JOBS NIL}, "r;u;", 0, 0, CLAIM_GOOD},
    {"a nil taken back", {JOBS NIL, JOBS TEN}, "r;u;", 10, 1, CLAIM_GOOD},
    {"two units", {JOBS TEN OTHER}, "uu;", 30, 2, CLAIM_GOOD},
    {"one of two corrected", {JOBS TEN OTHER, JOBS SIX}, "ru;u;", 26, 2, CLAIM_GOOD},
    {"one of two bad", {JOBS BAD OTHER}, "-u;", 20, 1, CLAIM_REJECTED},
    {"one of two bad, older good", {JOBS TEN OTHER, JOBS BAD OTHER}, "ur;-u;", 30, 2, CLAIM_GOOD},
};

static void add_uses(struct buf *out, const struct receipt *r)
{
    for (uint32_t i = 0; i < r->n_units; i++)
        buf_char(out, r->units[i].used ? 'u' : r->units[i].replaced ? 'r' : '-');
    buf_char(out, ';');
}

static void check_row(size_t i, const struct pole_register *poles)
{
    struct setting setting = {.contract = unit_contract(),
                              .poles = poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11")};
    struct unit_taken taken[MOST] = {0};
    struct claims claims = {0};
    struct buf uses = {0};
    struct cube *cube = cube_new(unit_contract(), unit_month("2026-10"));
    struct timeline timeline;
    size_t n = 0;
    timeline_init(&timeline, unit_contract());
    while (n < MOST && rows[i].texts[n] != NULL)
        n++;
    for (size_t k = n; k-- > 0;) { /* newest first */
        unit_take(rows[i].texts[k], strlen(rows[i].texts[k]), &setting, &taken[k]);
        claims_take(&claims, (int)k, &taken[k].receipt, unit_contract(), poles);
        timeline_take(&timeline, (int)k, &taken[k].receipt, &taken[k].returns, poles);
    }
    timeline_sort(&timeline);
    unit_tally(&timeline, poles, "84", cube);
    for (size_t k = 0; k < n; k++)
        add_uses(&uses, &taken[k].receipt);
    int pole = register_find(poles, "PTCE-84-001", 11);
    unit_int(rows[i].name, "state",
             claims_state(&claims, TABLE_EMPLOIS, pole, unit_month("2026-10")), rows[i].state);
    unit_int(rows[i].name, "another month",
             claims_state(&claims, TABLE_EMPLOIS, pole, unit_month("2026-09")), CLAIM_NONE);
    unit_int(rows[i].name, "another table",
             claims_state(&claims, TABLE_FINANCEMENTS, pole, unit_month("2026-10")), CLAIM_NONE);
    const struct sum *s = unit_sum(cube, "J01", "total", "", "2026-10");
    unit_int(rows[i].name, "sum", s->numerator, rows[i].sum);
    unit_int(rows[i].name, "poles", s->poles, rows[i].poles);
    unit_text(rows[i].name, "uses", buf_str(&uses), rows[i].uses);
    for (size_t k = 0; k < n; k++)
        unit_taken_release(&taken[k]);
    buf_release(&uses);
    timeline_release(&timeline);
    claims_release(&claims);
    cube_free(cube);
}

static void test_rows(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    for (size_t i = 0; i < COUNT(rows); i++)
        check_row(i, &poles);
    register_release(&poles);
    unit_end();
}

/* The register: one row a pole and month, of the region alone. */
static const struct {
    const char *indicator;
    const char *breakdown;
    const char *member;
    const char *month;
    int64_t want;
} counts[] = {
    {"P01", "total", "", "2026-10", 2},           {"P01", "total", "", "2026-09", 1},
    {"P01", "total", "", "2026-08", 2},           {"P01", "region_2013", "82", "2026-10", 2},
    {"P01", "region_2013", "83", "2026-08", 1},   {"P01", "region_2013", "83", "2026-10", 0},
    {"P01", "status", "projet", "2026-02", 1},    {"P01", "status", "operationnel", "2026-03", 2},
    {"P02", "total", "", "2026-02", 1},           {"P02", "total", "", "2026-03", 2},
    {"P02", "sector", "energie", "2026-10", 1},   {"P03", "total", "", "2026-02", 1},
    {"P03", "sector", "numerique", "2026-10", 1}, {"P08", "total", "", "2026-10", 17},
    {"P08", "total", "", "2026-08", 12},
};

static void test_register(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    struct cube *cube = cube_new(unit_contract(), unit_month("2026-10"));
    unit_tally(NULL, &poles, "84", cube);
    for (size_t i = 0; i < COUNT(counts); i++)
        unit_int(counts[i].indicator, counts[i].month,
                 unit_sum(cube, counts[i].indicator, counts[i].breakdown, counts[i].member,
                          counts[i].month)
                     ->numerator,
                 counts[i].want);
    cube_free(cube);
    register_release(&poles);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_register),
    };
    return UNIT_RUN(tests);
}
