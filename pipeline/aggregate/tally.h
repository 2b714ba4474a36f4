/*
 * The tally of a region: once all its deliveries are taken, everything that stands is added to the
 * cube, pole by pole and month by month: the register's row in force, then the rows of each unit.
 * A measure may so look at what stood of the same pole before.
 *
 *     struct tally tally = {.contract = c, .poles = &poles, .region = r, .timeline = &t, .cube =
 * c}; tally_add(&tally);
 */
#ifndef PTCE_AGGREGATE_TALLY_H
#define PTCE_AGGREGATE_TALLY_H

#include "aggregate/cube.h"
#include "aggregate/timeline.h"

struct tally {
    const struct contract *contract;
    const struct pole_register *poles;
    int region; /* entry of the list regions: whose poles */
    const struct timeline *timeline;
    struct cube *cube;
};

void tally_add(const struct tally *tally);

#endif
