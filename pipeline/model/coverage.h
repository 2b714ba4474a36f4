/*
 * Coverage: which units were expected, and what came. One row a table, region and month; the row of
 * France is the sum of the regions'. Kept beside the figures as data/coverage.csv:
 *
 *     table,region,month,expected,declared,rejected,missing
 *     emplois,84,2026-10,9,7,1,1                        declared + rejected + missing = expected
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
