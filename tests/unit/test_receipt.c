#include <string.h>

#include "model/limits.h"
#include "model/receipt.h"
#include "unit.h"

static struct finding make(enum finding_code code, enum severity severity, uint32_t line)
{
    return (struct finding){.code = code,
                            .severity = severity,
                            .table = 1,
                            .field = 2,
                            .rule = -1,
                            .line = line,
                            .value = "a value",
                            .suggestion = "another"};
}

/* Places are kept up to a limit, counts are exact; a finding not wanted is counted all the same. */
static void test_caps(void **state)
{
    (void)state;
    enum { MANY = MAX_PLACES_PER_CAUSE + 1000 };
    struct receipt r = {0};
    int wanted = 0;
    for (uint32_t i = 1; i <= MANY; i++) {
        struct finding f = make(FINDING_TYPE_ERROR, SEVERITY_ERROR, i);
        if (receipt_wants(&r, &f)) {
            wanted++;
            receipt_add(&r, &f);
        }
    }
    for (uint32_t i = 1; i <= MANY; i++) {
        struct finding f = make(FINDING_NORMALIZED_VALUE, SEVERITY_INFO, i);
        receipt_add(&r, &f);
    }
    assert_int_equal(wanted, MAX_PLACES_PER_CAUSE);
    assert_int_equal(r.n_causes, 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(r.causes[i].count, MANY);
        assert_int_equal(r.causes[i].n_places, MAX_PLACES_PER_CAUSE);
        assert_int_equal(r.causes[i].places[0].line, 1);
        assert_int_equal(r.causes[i].places[MAX_PLACES_PER_CAUSE - 1].line, MAX_PLACES_PER_CAUSE);
    }
    assert_int_equal(r.by_severity[SEVERITY_ERROR], MANY);
    assert_int_equal(r.by_severity[SEVERITY_WARNING], 0);
    assert_int_equal(r.by_severity[SEVERITY_INFO], MANY);
    receipt_release(&r);
    assert_int_equal(r.n_causes, 0);
}

/* What makes two findings two causes: code, table, field, rule, severity; never place or value. */
static const struct {
    const char *name;
    struct finding f;
    int causes; /* so far */
} causes[] = {
    {"the first", {.code = FINDING_TYPE_ERROR, .table = 1, .field = 2, .rule = -1}, 1},
    {"another line",
     {.code = FINDING_TYPE_ERROR, .table = 1, .field = 2, .rule = -1, .line = 7},
     1},
    {"another value",
     {.code = FINDING_TYPE_ERROR, .table = 1, .field = 2, .rule = -1, .value = "v"},
     1},
    {"another field", {.code = FINDING_TYPE_ERROR, .table = 1, .field = 3, .rule = -1}, 2},
    {"another table", {.code = FINDING_TYPE_ERROR, .table = 2, .field = 2, .rule = -1}, 3},
    {"another rule", {.code = FINDING_TYPE_ERROR, .table = 1, .field = 2, .rule = 0}, 4},
    {"another code", {.code = FINDING_PRECISION_ERROR, .table = 1, .field = 2, .rule = -1}, 5},
    {"another severity",
     {.code = FINDING_TYPE_ERROR, .table = 1, .field = 2, .rule = -1, .severity = SEVERITY_WARNING},
     6},
    {"the first again", {.code = FINDING_TYPE_ERROR, .table = 1, .field = 2, .rule = -1}, 6},
};

static void test_causes(void **state)
{
    (void)state;
    struct receipt r = {0};
    for (size_t i = 0; i < COUNT(causes); i++) {
        receipt_add(&r, &causes[i].f);
        unit_int(causes[i].name, "causes", r.n_causes, causes[i].causes);
    }
    unit_int("the first", "count", (int64_t)r.causes[0].count, 4);
    receipt_release(&r);
    unit_end();
}

/* Texts are copied: the caller's may go. */
static void test_copies(void **state)
{
    (void)state;
    struct receipt r = {0};
    char value[] = "before";
    struct finding f = make(FINDING_TYPE_ERROR, SEVERITY_ERROR, 1);
    f.value = value;
    receipt_add(&r, &f);
    memcpy(value, "after!", 6);
    assert_string_equal(r.causes[0].places[0].value, "before");
    assert_string_equal(r.causes[0].places[0].suggestion, "another");
    assert_null(r.causes[0].places[0].other);
    receipt_release(&r);
}

/* The state, from errors, warnings, good and bad units. */
static const struct {
    const char *name;
    uint64_t errors;
    uint64_t warnings;
    uint32_t good;
    uint32_t bad;
    bool unreadable;
    const char *state;
} states[] = {
    {"all good", 0, 0, 3, 0, false, "conforme"},
    {"warnings", 0, 2, 3, 0, false, "conforme-avec-reserves"},
    {"one bad unit", 1, 0, 2, 1, false, "partiel"},
    {"bad and warnings", 1, 5, 2, 1, false, "partiel"},
    {"an error that touches no unit", 1, 0, 3, 0, false, "partiel"},
    {"all bad", 3, 0, 0, 3, false, "rejete"},
    {"all bad and warnings", 3, 9, 0, 3, false, "rejete"},
    {"unreadable", 1, 0, 0, 0, true, "rejete-technique"},
    {"unreadable behind good units", 1, 0, 2, 0, true, "rejete-technique"},
};

static void test_states(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(states); i++) {
        struct unit units[8] = {0};
        struct receipt r = {.units = units,
                            .n_units = states[i].good + states[i].bad,
                            .unreadable = states[i].unreadable};
        for (uint32_t k = 0; k < states[i].bad; k++)
            units[k].bad = true;
        r.by_severity[SEVERITY_ERROR] = states[i].errors;
        r.by_severity[SEVERITY_WARNING] = states[i].warnings;
        unit_text(states[i].name, "state", state_name(receipt_state(&r)), states[i].state);
    }
    for (int s = 0; s < STATES; s++) {
        unit_int(state_name((enum state)s), "French words",
                 strlen(state_words((enum state)s, LANG_FR)) > 3, 1);
        unit_int(state_name((enum state)s), "English words",
                 strlen(state_words((enum state)s, LANG_EN)) > 3, 1);
        for (int k = 0; k < s; k++)
            unit_int(state_name((enum state)s), "a name of its own",
                     strcmp(state_name((enum state)s), state_name((enum state)k)) != 0, 1);
    }
    unit_end();
}

static const struct {
    const char *name;
    struct unit units[2];
    enum use want;
} uses[] = {
    {"nothing", {{0}, {0}}, USE_NONE},
    {"one used", {{.used = true}, {.bad = true}}, USE_FULL},
    {"one used, one replaced", {{.replaced = true}, {.used = true}}, USE_FULL},
    {"all replaced", {{.replaced = true}, {.replaced = true}}, USE_REPLACED},
    {"one replaced, one bad", {{.replaced = true}, {.bad = true}}, USE_REPLACED},
};

static void test_uses(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(uses); i++) {
        struct unit units[2] = {uses[i].units[0], uses[i].units[1]};
        struct receipt r = {.units = units, .n_units = 2};
        unit_int(uses[i].name, "use", receipt_use(&r), uses[i].want);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_caps),   cmocka_unit_test(test_causes), cmocka_unit_test(test_copies),
        cmocka_unit_test(test_states), cmocka_unit_test(test_uses),
    };
    return UNIT_RUN(tests);
}
