/* The coverage of all regions, from the register and the states of the units that came. */
#ifndef PTCE_AGGREGATE_COVERAGE_H
#define PTCE_AGGREGATE_COVERAGE_H

#include "aggregate/partial.h"
#include "model/coverage.h"
#include "model/run.h"

/* partials: by entry of the list regions; NULL = none. Months from first to run->period; late is
 * what came after run->deadline_day. */
void coverage_make(const struct run *run, const struct pole_register *poles,
                   const struct partial *const *partials, int32_t first, struct coverage *ret);

/* The first month any unit of a table was declared for, or `period` when there is none. */
int32_t coverage_first_month(const struct partial *const *partials, int n_regions, int table,
                             int32_t period);

#endif
