#include <stdlib.h>
#include <string.h>

#include "aggregate/coverage.h"
#include "model/figure.h"
#include "unit.h"
#include "unit_poles.h"

/* What came, from which region, for which pole. */
static const struct {
    const char *region;
    const char *pole;
    const char *month;
    int table;
    enum claim state;
    const char *received; /* of the first good version */
    int64_t weight;
    bool provisional;
} states[] = {
    {"84", "PTCE-84-001", "2026-08", TABLE_EMPLOIS, CLAIM_GOOD, "2026-09-10", 40, true},
    {"84", "PTCE-84-002", "2026-08", TABLE_EMPLOIS, CLAIM_REJECTED, "", VALUE_BLANK, false},
    {"84", "PTCE-84-002", "2026-09", TABLE_EMPLOIS, CLAIM_GOOD, "2026-10-01", 3,
     false}, /* closed: not expected */
    {"84", "PTCE-84-003", "2026-10", TABLE_EMPLOIS, CLAIM_REJECTED, "", VALUE_BLANK, false},
    {"84", "PTCE-84-001", "2026-12", TABLE_EMPLOIS, CLAIM_GOOD, "2027-01-01", 9,
     false}, /* outside the months */
    {"84", "PTCE-84-001", "2026-10", TABLE_FINANCEMENTS, CLAIM_GOOD, "2026-11-11", VALUE_BLANK,
     false},
    {"84", "PTCE-84-002", "2026-08", TABLE_FINANCEMENTS, CLAIM_REJECTED, "", VALUE_BLANK, false},
    {"11", "PTCE-11-001", "2026-10", TABLE_EMPLOIS, CLAIM_GOOD, "2026-11-12", 21, false},
    {"11", "PTCE-11-001", "2026-07", TABLE_EMPLOIS, CLAIM_GOOD, "2026-08-12", 20,
     false}, /* before the months: its weight is known */
};

/* Expected, declared, rejected, missing; late, weights expected and declared, provisional; delays,
 * twice their median. A region's funding speaks for all its poles once something good of it came.
 */
static const struct {
    int table;
    const char *region;
    const char *month;
    int64_t want[10];
} rows[] = {
    {TABLE_EMPLOIS, "FR", "2026-08", {3, 1, 1, 1, 0, 60, 40, 1, 1, 0}},
    {TABLE_EMPLOIS, "FR", "2026-09", {2, 0, 0, 2, 0, 60, 0, 0, 0, 0}},
    {TABLE_EMPLOIS, "FR", "2026-10", {3, 1, 1, 1, 1, 61, 21, 0, 1, 4}},
    {TABLE_EMPLOIS, "11", "2026-08", {1, 0, 0, 1, 0, 20, 0, 0, 0, 0}},
    {TABLE_EMPLOIS, "11", "2026-09", {1, 0, 0, 1, 0, 20, 0, 0, 0, 0}},
    {TABLE_EMPLOIS, "11", "2026-10", {1, 1, 0, 0, 1, 21, 21, 0, 1, 4}},
    {TABLE_EMPLOIS, "84", "2026-08", {2, 1, 1, 0, 0, 40, 40, 1, 1, 0}},
    {TABLE_EMPLOIS, "84", "2026-09", {1, 0, 0, 1, 0, 40, 0, 0, 0, 0}},
    {TABLE_EMPLOIS, "84", "2026-10", {2, 0, 1, 1, 0, 40, 0, 0, 0, 0}},
    {TABLE_FINANCEMENTS, "FR", "2026-08", {3, 0, 1, 2, 0, 60, 0, 0, 0, 0}},
    {TABLE_FINANCEMENTS, "FR", "2026-09", {2, 0, 0, 2, 0, 60, 0, 0, 0, 0}},
    {TABLE_FINANCEMENTS, "FR", "2026-10", {3, 2, 0, 1, 2, 61, 40, 0, 2, 2}},
    {TABLE_FINANCEMENTS, "11", "2026-08", {1, 0, 0, 1, 0, 20, 0, 0, 0, 0}},
    {TABLE_FINANCEMENTS, "11", "2026-09", {1, 0, 0, 1, 0, 20, 0, 0, 0, 0}},
    {TABLE_FINANCEMENTS, "11", "2026-10", {1, 0, 0, 1, 0, 21, 0, 0, 0, 0}},
    {TABLE_FINANCEMENTS, "84", "2026-08", {2, 0, 1, 1, 0, 40, 0, 0, 0, 0}},
    {TABLE_FINANCEMENTS, "84", "2026-09", {1, 0, 0, 1, 0, 40, 0, 0, 0, 0}},
    {TABLE_FINANCEMENTS, "84", "2026-10", {2, 2, 0, 0, 2, 40, 40, 0, 2, 2}},
};

static int region_of(const char *code)
{
    return strcmp(code, "FR") == 0 ? REGION_FRANCE : unit_code("regions", code);
}

/* Partials of regions 11 and 84, of the states above. */
static void make_partials(const struct pole_register *poles, struct partial *parts,
                          const struct partial **list)
{
    static const char *const codes[] = {"11", "84"};
    for (size_t k = 0; k < COUNT(codes); k++) {
        parts[k].region = unit_code("regions", codes[k]);
        parts[k].states = mem_array(COUNT(states), sizeof *parts[k].states);
        for (size_t i = 0; i < COUNT(states); i++)
            if (strcmp(states[i].region, codes[k]) == 0)
                parts[k].states[parts[k].n_states++] = (struct unit_state){
                    .table = states[i].table,
                    .pole = register_find(poles, states[i].pole, strlen(states[i].pole)),
                    .month = unit_month(states[i].month),
                    .state = states[i].state,
                    .received = states[i].received[0] == '\0' ? 0 : unit_day(states[i].received),
                    .weight = states[i].weight,
                    .provisional = states[i].provisional};
        list[parts[k].region] = &parts[k];
    }
}

static void make(struct coverage *cov)
{
    struct pole_register poles;
    struct partial *parts = mem_array(2, sizeof *parts);
    const struct partial *list[64] = {NULL};
    unit_poles(&poles);
    make_partials(&poles, parts, list);
    struct run run = {
        .contract = unit_contract(), .period = unit_month("2026-10"), .deadline_day = DEADLINE_DAY};
    coverage_make(&run, &poles, list, unit_month("2026-08"), cov);
    unit_int("partials", "first month",
             coverage_first_month(list, contract_list(unit_contract(), "regions")->count,
                                  TABLE_EMPLOIS, unit_month("2026-10")),
             unit_month("2026-07"));
    partial_release(&parts[0]);
    partial_release(&parts[1]);
    free(parts);
    register_release(&poles);
}

static void test_made(void **state)
{
    (void)state;
    struct coverage cov = {0};
    make(&cov);
    unit_int("coverage", "rows", (int64_t)cov.count, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows) && i < cov.count; i++) {
        char row[60];
        const struct coverage_row *r = &cov.list[i];
        (void)snprintf(row, sizeof row, "table %d of %s in %s", rows[i].table, rows[i].region,
                       rows[i].month);
        unit_int(row, "found",
                 coverage_find(&cov, rows[i].table, region_of(rows[i].region),
                               unit_month(rows[i].month)) == r,
                 1);
        unit_int(row, "expected", r->expected, rows[i].want[0]);
        unit_int(row, "declared", r->declared, rows[i].want[1]);
        unit_int(row, "rejected", r->rejected, rows[i].want[2]);
        unit_int(row, "missing", r->missing, rows[i].want[3]);
        unit_int(row, "late", r->late, rows[i].want[4]);
        unit_int(row, "weight expected", r->weight_expected, rows[i].want[5]);
        unit_int(row, "weight declared", r->weight_declared, rows[i].want[6]);
        unit_int(row, "provisional", r->provisional, rows[i].want[7]);
        unit_int(row, "delays", r->n_delays, rows[i].want[8]);
        unit_int(row, "twice the median delay", r->delay_twice, rows[i].want[9]);
        unit_int(row, "sum", r->declared + r->rejected + r->missing, r->expected);
    }
    assert_null(coverage_find(&cov, TABLE_POLES, REGION_FRANCE, unit_month("2026-10")));
    assert_null(coverage_find(&cov, TABLE_EMPLOIS, REGION_FRANCE, unit_month("2026-11")));
    coverage_release(&cov);
    unit_end();
}

static void test_round_trip(void **state)
{
    (void)state;
    struct coverage cov = {0};
    struct coverage back = {0};
    struct buf text = {0};
    struct buf again = {0};
    struct err err = {0};
    make(&cov);
    coverage_format(&cov, unit_contract(), &text);
    unit_has("coverage.csv", "text", text.data, "\nemplois,84,2026-08,2,1,1,0,0,40,40,1\n");
    const char *path = unit_put("coverage.csv", text.data, text.len);
    assert_int_equal(coverage_read(&back, unit_contract(), path, &err), 0);
    coverage_format(&back, unit_contract(), &again);
    unit_text("coverage.csv", "again", again.data, text.data);
    coverage_release(&cov);
    coverage_release(&back);
    buf_release(&text);
    buf_release(&again);
    unit_end();
}

static const char *const bad[] = {
    "jobs,84,2026-10,1,1,0,0",      "emplois,99,2026-10,1,1,0,0", "emplois,84,2026-13,1,1,0,0",
    "emplois,84,2026-10,1.5,1,0,0", "emplois,84,2026-10,,1,0,0",  "emplois,84,2026-10,1,1,0,x",
    "emplois,,2026-10,1,1,0,0",     "emplois,84,2026-10,1,1,0,-",
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct coverage cov;
        struct buf text = {0};
        struct err err = {0};
        buf_printf(&text,
                   "table,region,month,expected,declared,rejected,missing,late,weight_expected,"
                   "weight_declared,provisional\n%s,0,0,0,0\n",
                   bad[i]);
        const char *path = unit_put("bad.csv", text.data, text.len);
        unit_int(bad[i], "status", coverage_read(&cov, unit_contract(), path, &err), -1);
        unit_has(bad[i], "message", err.text, "row 2");
        coverage_release(&cov);
        buf_release(&text);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_made),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_bad),
    };
    return UNIT_RUN(tests);
}
