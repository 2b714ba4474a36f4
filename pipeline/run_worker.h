/*
 * What a worker does for its region, in its own process (run_region.h starts it): read, validate
 * and add up the deliveries, but for the newest that an earlier worker died of.
 */
#ifndef PTCE_RUN_WORKER_H
#define PTCE_RUN_WORKER_H

#include "run_region.h"

/* Find the deliveries that repeat bytes which counted when they came before, though something else
 * would have them judged otherwise now: same_as of each is set. Both rounds do so. */
int run_worker_settle(const struct regions *regions, const struct region_part *part,
                      struct err *err);

/* Round one: the rows of the register. */
int run_worker_register(const struct regions *regions, const struct region_part *part,
                        struct partial *p, struct err *err);

/* Round two: everything, the register of all regions being known. */
int run_worker_validate(const struct regions *regions, const struct region_part *part,
                        struct partial *p, struct err *err);

/* Read one delivery of a region again, as its receipt was made. `like` says what is kept: its
 * canonical, its also. The caller sets receipt->max_places, and releases the receipt. */
int run_worker_again(const struct regions *r, int region, int i, const struct setting *like,
                     struct receipt *receipt, struct err *err);

#endif
