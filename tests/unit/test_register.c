#include <string.h>

#include "unit.h"
#include "unit_poles.h"

/* The status in force at the end of a month; "" = before the first row. */
static const struct {
    const char *code;
    const char *month;
    const char *status;
    const char *or_first;
} in_force[] = {
    {"PTCE-84-001", "2019-12", "", "projet"},
    {"PTCE-84-001", "2020-01", "projet", "projet"},
    {"PTCE-84-001", "2026-02", "projet", "projet"},
    {"PTCE-84-001", "2026-03", "operationnel", "operationnel"},
    {"PTCE-84-001", "2199-12", "operationnel", "operationnel"},
    {"PTCE-84-002", "2026-08", "operationnel", "operationnel"},
    {"PTCE-84-002", "2026-09", "clos", "clos"},
    {"PTCE-84-003", "2026-09", "", "construction"},
    {"PTCE-84-003", "2026-10", "construction", "construction"}, /* from its last day */
};

static const char *status_of(const struct pole_register *r, const struct pole_row *row)
{
    return row == NULL ? ""
                       : contract_list(unit_contract(), "statut")
                             ->entries[row->values[r->status_field]]
                             .code;
}

static void test_in_force(void **state)
{
    (void)state;
    struct pole_register r;
    unit_poles(&r);
    for (size_t i = 0; i < COUNT(in_force); i++) {
        const char *code = in_force[i].code;
        int pole = register_find(&r, code, strlen(code));
        int32_t month = unit_month(in_force[i].month);
        assert_true(pole >= 0);
        unit_text(code, in_force[i].month, status_of(&r, register_at(&r.poles[pole], month)),
                  in_force[i].status);
        unit_text(code, in_force[i].month,
                  status_of(&r, register_at_or_first(&r.poles[pole], month)), in_force[i].or_first);
    }
    assert_int_equal(register_find(&r, "PTCE-84-00", 10), -1);
    assert_int_equal(register_find(&r, "PTCE-84-0011", 12), -1);
    register_release(&r);
    unit_end();
}

/* Rows in any order of adding; one a day, the first added stands. */
static const struct {
    const char *day;
    const char *status;
    int rc;
} added[] = {
    {"2026-05-01", "operationnel", 0}, {"2026-01-01", "projet", 0},
    {"2026-09-01", "clos", 0},         {"2026-05-01", "suspendu", -1},
    {"2026-03-01", "construction", 0}, {"2026-01-01", "clos", -1},
};

static void test_adding(void **state)
{
    (void)state;
    static const char *const days[] = {"2026-01-01", "2026-03-01", "2026-05-01", "2026-09-01"};
    static const char *const statuses[] = {"projet", "construction", "operationnel", "clos"};
    struct pole_register r;
    register_init(&r, unit_contract());
    for (size_t i = 0; i < COUNT(added); i++)
        unit_int(added[i].day, "status",
                 unit_pole(&r, &(struct unit_pole){"PTCE-84-009", added[i].day, "84", "01",
                                                   added[i].status, "energie", 3}),
                 added[i].rc);
    assert_int_equal(r.poles[0].n_rows, COUNT(days));
    for (size_t i = 0; i < COUNT(days); i++) {
        unit_int(days[i], "day", r.poles[0].rows[i].day, unit_day(days[i]));
        unit_text(days[i], "status", status_of(&r, &r.poles[0].rows[i]), statuses[i]);
    }
    register_release(&r);
    unit_end();
}

/* A code belongs to the region of its first row, whoever uses it later. */
static void test_region(void **state)
{
    (void)state;
    static const struct {
        struct unit_pole row;
        const char *region; /* of the pole, then */
    } rows[] = {
        {{"PTCE-84-009", "2026-05-01", "11", "75", "projet", "energie", 3}, "11"},
        {{"PTCE-84-009", "2026-06-01", "84", "01", "projet", "energie", 3}, "11"},
        {{"PTCE-84-009", "2026-01-01", "84", "01", "projet", "energie", 3}, "84"},
        {{"PTCE-84-009", "2026-01-01", "93", "13", "projet", "energie", 3}, "84"},
        {{"PTCE-84-009", "2026-02-01", "93", "13", "projet", "energie", 3}, "84"},
    };
    struct pole_register r;
    register_init(&r, unit_contract());
    for (size_t i = 0; i < COUNT(rows); i++) {
        (void)unit_pole(&r, &rows[i].row);
        unit_int(rows[i].row.day, "region", r.poles[0].region,
                 unit_code("regions", rows[i].region));
    }
    assert_int_equal(r.count, 1);
    register_release(&r);
    unit_end();
}

static const struct {
    const char *code;
    const char *month;
    bool emplois;
} expected[] = {
    {"PTCE-84-001", "2019-12", false}, {"PTCE-84-001", "2020-01", true},
    {"PTCE-84-001", "2026-10", true},  {"PTCE-84-002", "2026-08", true},
    {"PTCE-84-002", "2026-09", false}, {"PTCE-84-003", "2026-09", false},
    {"PTCE-84-003", "2026-10", true},  {"PTCE-11-002", "2026-10", false},
};

static void test_expected(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    struct pole_register r;
    unit_poles(&r);
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct pole *p =
            &r.poles[register_find(&r, expected[i].code, strlen(expected[i].code))];
        int32_t month = unit_month(expected[i].month);
        unit_int(expected[i].code, expected[i].month,
                 register_expects(&r, p, &c->tables[TABLE_EMPLOIS], month), expected[i].emplois);
        unit_int(expected[i].code, "the register itself",
                 register_expects(&r, p, &c->tables[TABLE_POLES], month), false);
    }
    register_release(&r);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_force),
        cmocka_unit_test(test_adding),
        cmocka_unit_test(test_region),
        cmocka_unit_test(test_expected),
    };
    return UNIT_RUN(tests);
}
