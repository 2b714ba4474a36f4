#include <string.h>

#include "aggregate/cube_plan.h"
#include "unit.h"

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Any row of a table: each value blank, a code of its list, or a number. */
static void make_row(const struct table *t, uint32_t *seed, int64_t *values)
{
    for (int i = 0; i < t->n_fields; i++) {
        const struct codelist *codes = t->fields[i].codes;
        uint32_t n = codes == NULL ? 1000000 : (uint32_t)codes->count;
        values[i] = next_random(seed) % 8 == 0 ? VALUE_BLANK : next_random(seed) % n;
    }
}

/* By plans and one by one: the same sums and counts, whatever the rows say. */
static void test_same_sums(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    const struct table *t = &c->tables[TABLE_FINANCEMENTS];
    int32_t period = unit_month("2026-10");
    struct cube *planned = cube_new(c, period);
    struct cube *alone = cube_new(c, period);
    struct cube_plans plans;
    uint32_t seed = 1;
    size_t sums = 0;
    cube_plans_init(&plans, planned, TABLE_FINANCEMENTS);
    assert_true(plans.usable);
    for (uint32_t i = 0; i < 20000; i++) {
        int64_t values[MAX_FIELDS];
        make_row(t, &seed, values);
        struct cube_row row = {.table = TABLE_FINANCEMENTS,
                               .values = values,
                               .marks = table_marks(t, values),
                               .month = period - 2 - (int32_t)(next_random(&seed) % 60),
                               .unit = 1 + i / 5};
        if (perimeter_compares(&planned->perimeter, row.month))
            continue;
        cube_plans_add(&plans, planned, &row);
        cube_add_row(alone, &row);
    }
    for (size_t i = 0; i < alone->n_sums; i++) {
        const struct sum *a = &planned->sums[i];
        const struct sum *b = &alone->sums[i];
        sums += b->poles > 0;
        assert_true(a->numerator == b->numerator && a->denominator == b->denominator &&
                    a->poles == b->poles);
    }
    assert_true(sums > 1000 && !planned->overflow);
    cube_plans_release(&plans);
    cube_free(planned);
    cube_free(alone);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_sums)};
    return UNIT_RUN(tests);
}
