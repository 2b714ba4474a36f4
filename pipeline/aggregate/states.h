/* The state of each unit that came, for the coverage: what became of it, when its first good
 * version came, how much it weighs, and whether it says that it may still change. */
#ifndef PTCE_AGGREGATE_STATES_H
#define PTCE_AGGREGATE_STATES_H

#include "aggregate/claims.h"
#include "aggregate/partial.h"
#include "aggregate/timeline.h"

/* Fill in p->states; the timeline is sorted, deliveries are the region's. */
void states_make(struct partial *p, const struct claims *claims, const struct timeline *timeline,
                 const struct deliveries *deliveries, const struct contract *c);

#endif
