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
} states[] = {
    {"84", "PTCE-84-001", "2026-08", TABLE_EMPLOIS, CLAIM_GOOD},
    {"84", "PTCE-84-002", "2026-08", TABLE_EMPLOIS, CLAIM_REJECTED},
    {"84", "PTCE-84-002", "2026-09", TABLE_EMPLOIS, CLAIM_GOOD}, /* closed: not expected */
    {"84", "PTCE-84-003", "2026-10", TABLE_EMPLOIS, CLAIM_REJECTED},
    {"84", "PTCE-84-001", "2026-12", TABLE_EMPLOIS, CLAIM_GOOD}, /* outside the months */
    {"84", "PTCE-84-001", "2026-10", TABLE_FINANCEMENTS, CLAIM_GOOD},
    {"84", "PTCE-84-002", "2026-08", TABLE_FINANCEMENTS, CLAIM_REJECTED},
    {"11", "PTCE-11-001", "2026-10", TABLE_EMPLOIS, CLAIM_GOOD},
};

/* Expected, declared, rejected, missing. A region's funding speaks for all its poles once something
 * good of it came. */
static const struct {
    int table;
    const char *region;
    const char *month;
    int64_t want[4];
} rows[] = {
    {TABLE_EMPLOIS, "FR", "2026-08", {3, 1, 1, 1}},
    {TABLE_EMPLOIS, "FR", "2026-09", {2, 0, 0, 2}},
    {TABLE_EMPLOIS, "FR", "2026-10", {3, 1, 1, 1}},
    {TABLE_EMPLOIS, "11", "2026-08", {1, 0, 0, 1}},
    {TABLE_EMPLOIS, "11", "2026-09", {1, 0, 0, 1}},
    {TABLE_EMPLOIS, "11", "2026-10", {1, 1, 0, 0}},
    {TABLE_EMPLOIS, "84", "2026-08", {2, 1, 1, 0}},
    {TABLE_EMPLOIS, "84", "2026-09", {1, 0, 0, 1}},
    {TABLE_EMPLOIS, "84", "2026-10", {2, 0, 1, 1}},
    {TABLE_FINANCEMENTS, "FR", "2026-08", {3, 0, 1, 2}},
    {TABLE_FINANCEMENTS, "FR", "2026-09", {2, 0, 0, 2}},
    {TABLE_FINANCEMENTS, "FR", "2026-10", {3, 2, 0, 1}},
    {TABLE_FINANCEMENTS, "11", "2026-08", {1, 0, 0, 1}},
    {TABLE_FINANCEMENTS, "11", "2026-09", {1, 0, 0, 1}},
    {TABLE_FINANCEMENTS, "11", "2026-10", {1, 0, 0, 1}},
    {TABLE_FINANCEMENTS, "84", "2026-08", {2, 0, 1, 1}},
    {TABLE_FINANCEMENTS, "84", "2026-09", {1, 0, 0, 1}},
    {TABLE_FINANCEMENTS, "84", "2026-10", {2, 2, 0, 0}},
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
                    .state = states[i].state};
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
    coverage_make(unit_contract(), &poles, list, unit_month("2026-08"), unit_month("2026-10"), cov);
    unit_int("partials", "first month",
             coverage_first_month(list, contract_list(unit_contract(), "regions")->count,
                                  TABLE_EMPLOIS, unit_month("2026-10")),
             unit_month("2026-08"));
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
    unit_has("coverage.csv", "text", text.data, "\nemplois,84,2026-08,2,1,1,0\n");
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
    "emplois,84,2026-10,1,1,0",     "emplois,,2026-10,1,1,0,0",
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct coverage cov;
        struct buf text = {0};
        struct err err = {0};
        buf_printf(&text, "table,region,month,expected,declared,rejected,missing\n%s\n", bad[i]);
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
