/*
 * Comparisons at constant perimeter: the edition's month and an earlier one, over the poles that
 * declared the indicator in both. Kept beside the figures as data/comparisons.csv:
 *
 *     indicator,region,month,against,poles,now,before
 *     J01,84,2026-10,previous,8,1170,1152        against: previous = the month before,
 *     J01,84,2026-10,year,7,1120,1034                     year = the same month of last year
 *
 * For every stock, flow, ratio and mean of the month, of France and of each region, but for counts
 * of the register's poles: what is new or closed there is the change that one asks for; values in
 * the indicator's decimals. A line is missing where no pole declared in both months, a value where
 * there is nothing to divide by.
 */
#ifndef PTCE_MODEL_COMPARISON_H
#define PTCE_MODEL_COMPARISON_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/contract.h"
#include "model/indicator.h"

enum against { AGAINST_PREVIOUS, AGAINST_YEAR, AGAINSTS };

struct comparison {
    int indicator;
    int region; /* entry of the list regions, or REGION_FRANCE */
    int32_t month;
    enum against against;
    int64_t poles;
    int64_t now; /* VALUE_BLANK = not available */
    int64_t before;
};

struct comparisons {
    struct comparison *list; /* by indicator, FR then regions, against */
    size_t count;
    size_t cap;
};

/* Is the indicator one of those compared? */
bool comparisons_are_made(const struct indicator *ind);

struct comparison *comparisons_add(struct comparisons *c); /* zeroed */
void comparisons_release(struct comparisons *c);
void comparisons_format(const struct comparisons *cmp, const struct contract *c, struct buf *out);
int comparisons_read(struct comparisons *ret, const struct contract *c, const char *path,
                     struct err *err);
/* NULL when there is none. */
const struct comparison *comparisons_find(const struct comparisons *c, int indicator, int region,
                                          int32_t month, enum against against);

#endif
