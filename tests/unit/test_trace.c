#include <string.h>

#include "aggregate/lines.h"
#include "aggregate/trace.h"
#include "unit.h"
#include "unit_cube.h"
#include "unit_poles.h"

static const struct unit_add added[] = {
    {TABLE_EMPLOIS, "PTCE-84-001", "2026-10", 1, "effectif_total=10 femmes=4 hommes=6"},
    {TABLE_EMPLOIS, "PTCE-84-003", "2026-10", 2, "effectif_total=20 femmes=8 hommes=12"},
    {TABLE_EMPLOIS, "PTCE-84-001", "2026-08", 3, "effectif_total=9 femmes=4 hommes=5"},
    {TABLE_EMPLOIS, "PTCE-11-001", "2026-09", 4, "effectif_total=7 femmes=7 hommes=0"},
};

/* The slots of one indicator are asked about, of September and October. */
static bool asked[2 * MAX_INDICATORS * MAX_BREAKDOWNS_PER_INDICATOR];

static struct cube *traced(struct trace *t, const struct trace_request *request,
                           const struct pole_register *poles, const char *indicator)
{
    struct cube *cube = cube_new(unit_contract(), unit_month("2026-10"));
    memset(asked, 0, sizeof asked);
    for (int s = 0; s < cube->n_slots; s++)
        asked[s] = cube->slots[s].indicator == unit_indicator(indicator);
    trace_begin(t, request, cube);
    for (size_t i = 0; i < COUNT(added); i++)
        unit_add(cube, poles, &added[i]);
    return cube;
}

/* How often each indicator is traced: J01 in its total, sector, status, 2013 region, and women and
 * men, of three rows; the row of August is not asked about. */
static const struct {
    const char *indicator;
    size_t count;
} counts[] = {{"J01", 3 * 6}, {"J13", 3 * 2}, {"J03", 3}, {"J03-mediane", 3}, {"F01", 0}};

static void test_counts(void **state)
{
    (void)state;
    struct trace_request request = {asked, unit_month("2026-09"), unit_month("2026-10")};
    struct pole_register poles;
    unit_poles(&poles);
    for (size_t i = 0; i < COUNT(counts); i++) {
        struct trace t;
        struct cube *cube = traced(&t, &request, &poles, counts[i].indicator);
        unit_int(counts[i].indicator, "traced", (int64_t)t.count, (int64_t)counts[i].count);
        for (size_t k = 0; k < t.count; k++)
            unit_int(counts[i].indicator, "month", t.list[k].month >= request.first_month, 1);
        trace_release(&t);
        cube_free(cube);
    }
    register_release(&poles);
    unit_end();
}

/* A trace makes the sums again, of what was asked about and of nothing else. */
static void test_replay(void **state)
{
    (void)state;
    struct trace_request request = {asked, unit_month("2026-09"), unit_month("2026-10")};
    struct pole_register poles;
    struct trace t;
    size_t asked_sums = 0;
    unit_poles(&poles);
    struct cube *cube = traced(&t, &request, &poles, "J01");
    struct cube *again = cube_new(unit_contract(), unit_month("2026-10"));
    trace_replay(&t, again);
    for (int s = 0; s < cube->n_slots; s++) {
        const struct slot *slot = &cube->slots[s];
        for (int i = 0; i < slot->n_members * CUBE_MONTHS; i++) {
            const struct sum *was = &cube->sums[slot->first + (size_t)i];
            const struct sum *is = &again->sums[slot->first + (size_t)i];
            int32_t month = cube->first_month + i % CUBE_MONTHS;
            bool here = asked[s] && month >= request.first_month;
            asked_sums += here && was->poles > 0;
            unit_int("a sum", "numerator", is->numerator, here ? was->numerator : 0);
            unit_int("a sum", "denominator", is->denominator, here ? was->denominator : 0);
            unit_int("a sum", "poles", is->poles, here ? was->poles : 0);
        }
    }
    /* of October one total, two sectors, two statuses, one 2013 region, both sexes; of September
     * one of each */
    assert_int_equal(asked_sums, 8 + 6);
    trace_release(&t);
    cube_free(cube);
    cube_free(again);
    register_release(&poles);
    unit_end();
}

/* What a partial says is read back; and lines that cannot be are refused. */
static const struct {
    const char *name;
    int at; /* the field that is changed */
    const char *text;
} wrong[] = {
    {"slot below 0", 0, "-1"},
    {"slot of another contract", 0, "99999"},
    {"member below 0", 1, "-1"},
    {"member of no list", 1, "9999"},
    {"before the cube", 2, "12"},
    {"after it", 2, "99999"},
    {"table below 0", 3, "-1"},
    {"no such table", 3, "99"},
    {"pole below 0", 4, "-1"},
    {"no such pole", 4, "5"},
    {"delivery below the register", 5, "-2"},
    {"delivery too large", 5, "2147483648"},
    {"line below 0", 6, "-1"},
    {"line too large", 6, "4294967296"},
    {"unit below 0", 7, "-1"},
    {"unit too large", 7, "4294967296"},
    {"no number", 8, "x"},
    {"nothing", 9, ""},
};

static void test_lines(void **state)
{
    (void)state;
    struct trace_request request = {asked, unit_month("2026-09"), unit_month("2026-10")};
    struct pole_register poles;
    struct trace t;
    struct trace back = {0};
    struct buf text = {0};
    struct buf second = {0};
    unit_poles(&poles);
    struct cube *cube = traced(&t, &request, &poles, "J13");
    trace_format(&t, &text);
    struct line_reader r = {.text = text.data, .end = text.data + text.len};
    while (line_next(&r)) {
        char *fields[MAX_LINE_FIELDS];
        int n = line_split(r.line.data, fields);
        unit_int("a line", "read", trace_line(&back, cube, poles.count, fields + 1, n - 1), 1);
        for (size_t i = 0; i < COUNT(wrong); i++) {
            char *changed[MAX_LINE_FIELDS];
            struct trace none = {0};
            char other[24];
            memcpy(changed, fields, sizeof changed);
            (void)snprintf(other, sizeof other, "%s", wrong[i].text);
            changed[1 + wrong[i].at] = other;
            unit_int(wrong[i].name, "read",
                     trace_line(&none, cube, poles.count, changed + 1, n - 1), 0);
            trace_release(&none);
        }
        unit_int("one field less", "read", trace_line(&back, cube, 5, fields + 1, n - 2), 0);
        unit_int("without a cube", "read", trace_line(&back, NULL, 5, fields + 1, n - 1), 0);
    }
    trace_format(&back, &second);
    unit_text("a trace", "read back", buf_str(&second), buf_str(&text));
    buf_release(&text);
    buf_release(&second);
    buf_release(&r.line);
    trace_release(&back);
    trace_release(&t);
    cube_free(cube);
    register_release(&poles);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_replay),
        cmocka_unit_test(test_lines),
    };
    return UNIT_RUN(tests);
}
