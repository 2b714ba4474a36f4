/*
 * Coverage: which units were expected, and what came. One row a table, region and month; the row of
 * France is the sum of the regions'. Kept beside the figures as data/coverage.csv:
 *
 *     table,region,month,expected,declared,rejected,missing,late,weight_expected,weight_declared,provisional
 *     emplois,84,2026-10,9,7,1,1,2,812,790,3            declared + rejected + missing = expected
 *
 * Weights are the last known headcounts (of the month itself or of the last before it) of the poles
 * expected, and of those of them that declared; a pole of which none is known weighs nothing.
 */
#ifndef PTCE_MODEL_COVERAGE_H
#define PTCE_MODEL_COVERAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/contract.h"

struct coverage_row {
    int table;
    int region; /* entry of the list regions, or REGION_FRANCE */
    int32_t month;
    int64_t expected; /* units the register says should come */
    int64_t declared; /* of these, received and good (a declared nil is one) */
    int64_t rejected; /* of these, received with errors only */
    int64_t missing;  /* of these, not received at all */
    int64_t late;     /* of those declared, the first good version came after the deadline */
    int64_t weight_expected;
    int64_t weight_declared;
    int64_t provisional; /* of those declared, that say they are provisional */
    int64_t n_delays;    /* units received, and … (not in the file) */
    int64_t delay_twice; /* … twice the median of the days from deadline to first good version */
};

struct coverage {
    struct coverage_row *list; /* by table, FR then regions, month */
    size_t count;
    size_t cap;
};

struct coverage_row *coverage_add(struct coverage *c); /* zeroed */
const struct coverage_row *coverage_find(const struct coverage *c, int table, int region,
                                         int32_t month);
void coverage_format(const struct coverage *cov, const struct contract *c, struct buf *out);
int coverage_read(struct coverage *ret, const struct contract *c, const char *path,
                  struct err *err);
void coverage_release(struct coverage *c);

#endif
