/*
 * The lines that were read and what was wrong with them, by region and month. A delivery's lines
 * all count for the last month it declares; one without any (the register, a file that cannot be
 * read) for the month before its reception. The same bytes sent again count once.
 */
#ifndef PTCE_AGGREGATE_QUALITY_H
#define PTCE_AGGREGATE_QUALITY_H

#include "aggregate/partial.h"

struct quality_row {
    int region; /* entry of the list regions, or REGION_FRANCE */
    int32_t month;
    int64_t rows;
    int64_t rows_error;
    int64_t rows_warning;
};

struct quality {
    struct quality_row *list; /* by region, month */
    size_t count;
};

/* deliveries: of each region, as its partial's receipts. Months first to last. */
void quality_make(const struct partial *const *partials, const struct deliveries *const *deliveries,
                  int n_regions, int32_t first, int32_t last, struct quality *ret);
const struct quality_row *quality_find(const struct quality *q, int region, int32_t month);
void quality_release(struct quality *q);

#endif
