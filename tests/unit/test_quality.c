#include <stdlib.h>

#include "aggregate/quality.h"
#include "model/figure.h"
#include "model/period.h"
#include "unit.h"

enum { N_REGIONS = 3 };

/* Deliveries of region 0 and 2: the last month of their units ("" = none), rows, in error, with a
 * warning; the first of each is of the register. */
static const struct {
    int region;
    const char *received;
    const char *months[2];
    uint64_t rows;
    uint64_t rows_error;
    uint64_t rows_warning;
    int same_as;
} sent[] = {
    {0, "2026-10-05T10:00:00Z", {"", ""}, 10, 1, 2, -1}, /* the register: month before */
    {0, "2026-11-05T10:00:00Z", {"2026-10", "2026-09"}, 20, 3, 0, -1},
    {0, "2026-11-06T10:00:00Z", {"2026-10", "2026-09"}, 20, 3, 0, 1}, /* the same bytes */
    {2, "2026-11-05T10:00:00Z", {"2026-09", "2026-10"}, 7, 0, 1, -1},
    {2, "2026-11-05T10:00:00Z", {"2026-07", ""}, 9, 9, 9, -1}, /* before the months */
};

static const struct {
    int region;
    const char *month;
    int64_t want[3];
} rows[] = {
    {0, "2026-09", {10, 1, 2}},
    {0, "2026-10", {20, 3, 0}},
    {1, "2026-10", {0, 0, 0}},
    {2, "2026-09", {0, 0, 0}},
    {2, "2026-10", {7, 0, 1}},
    {REGION_FRANCE, "2026-10", {27, 3, 1}},
    {REGION_FRANCE, "2026-09", {10, 1, 2}},
    {REGION_FRANCE, "2026-08", {0, 0, 0}},
};

static void test_quality(void **state)
{
    (void)state;
    struct partial *parts = mem_array(N_REGIONS, sizeof *parts);
    struct deliveries *lists = mem_array(N_REGIONS, sizeof *lists);
    struct receipt(*receipts)[COUNT(sent)] = mem_array(N_REGIONS, sizeof *receipts);
    struct delivery(*deliveries)[COUNT(sent)] = mem_array(N_REGIONS, sizeof *deliveries);
    struct unit(*units)[2] = mem_array(COUNT(sent), sizeof *units);
    const struct partial *partials[N_REGIONS] = {&parts[0], NULL, &parts[2]};
    const struct deliveries *of[N_REGIONS] = {&lists[0], NULL, &lists[2]};
    struct quality q;
    for (size_t i = 0; i < COUNT(sent); i++) {
        struct partial *p = &parts[sent[i].region];
        struct receipt *r = &receipts[sent[i].region][p->n_receipts];
        struct delivery *d = &deliveries[sent[i].region][p->n_receipts++];
        p->receipts = receipts[sent[i].region];
        lists[sent[i].region].list = deliveries[sent[i].region];
        *r = (struct receipt){.units = units[i],
                              .rows_error = sent[i].rows_error,
                              .rows_warning = sent[i].rows_warning};
        r->rows[TABLE_EMPLOIS] = sent[i].rows;
        for (size_t k = 0; k < 2 && sent[i].months[k][0] != '\0'; k++)
            units[i][r->n_units++] =
                (struct unit){.table = TABLE_EMPLOIS, .time = unit_month(sent[i].months[k])};
        d->same_as = sent[i].same_as;
        assert_int_equal(instant_parse(sent[i].received, &d->received), 0);
    }
    quality_make(partials, of, N_REGIONS, unit_month("2026-08"), unit_month("2026-10"), &q);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct quality_row *r = quality_find(&q, rows[i].region, unit_month(rows[i].month));
        assert_non_null(r);
        unit_int(rows[i].month, "rows", r->rows, rows[i].want[0]);
        unit_int(rows[i].month, "in error", r->rows_error, rows[i].want[1]);
        unit_int(rows[i].month, "with a warning", r->rows_warning, rows[i].want[2]);
    }
    assert_null(quality_find(&q, 0, unit_month("2026-11")));
    quality_release(&q);
    free(parts);
    free(lists);
    free(receipts);
    free(deliveries);
    free(units);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_quality)};
    return UNIT_RUN(tests);
}
