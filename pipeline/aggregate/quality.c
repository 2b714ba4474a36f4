#include <stdlib.h>

#include "aggregate/quality.h"
#include "model/figure.h"
#include "model/period.h"

static int32_t month_of(const struct receipt *r, const struct delivery *d)
{
    int32_t last = INT32_MIN;
    for (uint32_t i = 0; i < r->n_units; i++)
        if (r->units[i].table != TABLE_POLES && r->units[i].time > last)
            last = r->units[i].time;
    return last == INT32_MIN ? day_period(instant_day(d->received)) - 1 : last;
}

static void add(struct quality_row *row, const struct receipt *r)
{
    for (int t = 0; t < MAX_TABLES; t++)
        row->rows += (int64_t)r->rows[t];
    row->rows_error += (int64_t)r->rows_error;
    row->rows_warning += (int64_t)r->rows_warning;
}

void quality_make(const struct partial *const *partials, const struct deliveries *const *deliveries,
                  int n_regions, int32_t first, int32_t last, struct quality *ret)
{
    size_t months = (size_t)last - (size_t)first + 1;
    *ret = (struct quality){.count = months * (size_t)(n_regions + 1)};
    ret->list = mem_array(ret->count, sizeof *ret->list);
    for (size_t i = 0; i < ret->count; i++) {
        ret->list[i].region = (int)(i / months) + REGION_FRANCE;
        ret->list[i].month = first + (int32_t)(i % months);
    }
    for (int r = 0; r < n_regions; r++) {
        for (int i = 0; partials[r] != NULL && i < partials[r]->n_receipts; i++) {
            const struct delivery *d = &deliveries[r]->list[i];
            int32_t month = month_of(&partials[r]->receipts[i], d);
            if (d->same_as >= 0 || month < first || month > last)
                continue;
            size_t at = (size_t)(month - first);
            add(&ret->list[at], &partials[r]->receipts[i]);
            add(&ret->list[(size_t)(r + 1) * months + at], &partials[r]->receipts[i]);
        }
    }
}

const struct quality_row *quality_find(const struct quality *q, int region, int32_t month)
{
    for (size_t i = 0; i < q->count; i++)
        if (q->list[i].region == region && q->list[i].month == month)
            return &q->list[i];
    return NULL;
}

void quality_release(struct quality *q)
{
    free(q->list);
    *q = (struct quality){0};
}
