/*
 * A region's part of a run: its deliveries read, validated and added up, in a process of its own.
 * Two rounds: first the register of all regions, then, with the register known, everything.
 *
 *     struct regions regions = {0};
 *     regions_load(&regions, run, err);        the deliveries, from the archive
 *     regions_register(&regions, err);         round one: builds regions.poles
 *     regions_validate(&regions, which, err);  round two: regions.list[i].partial
 *     regions_release(&regions);
 *
 * A worker that dies or overruns is started again without the delivery it was reading, and copies
 * of it (the newest, when it was reading none), up to MAX_EXCLUDED times; that delivery's receipt
 * then says that it could not be read. Neither its others nor the other regions are touched.
 */
#ifndef PTCE_RUN_REGION_H
#define PTCE_RUN_REGION_H

#include "aggregate/partial.h"
#include "model/holding.h"
#include "model/run.h"
#include "validate/validate.h"

/* A delivery that a worker died of, and how. */
struct excluded {
    int delivery;
    struct err why;
};

struct region_part {
    int region; /* entry of the list regions */
    struct deliveries deliveries;
    struct excluded excluded[MAX_EXCLUDED];
    int n_excluded;
    int *at;      /* which delivery the worker reads; -1 = none. Shared with it. */
    bool present; /* has an archive */
    bool done;    /* partial is there */
    struct partial partial;
    bool given_up;  /* too many were excluded */
    struct err why; /* what the last worker died of */
};

struct regions {
    const struct run *run;
    struct region_part *list; /* one for each entry of the list regions */
    int count;
    struct pole_register poles;
    bool lets_sums_go;             /* no figures will be made: a partial's are not kept */
    const struct holding *holding; /* which corrections are held back (round two) */
    struct holding found;          /* … by the edition made last … */
    char after[32];                /* … which is this one, "" = none */
};

int regions_load(struct regions *r, const struct run *run, struct err *err);
int regions_register(struct regions *r, struct err *err);

/* Round two for the regions marked in `which` (NULL = all that are present). */
int regions_validate(struct regions *r, const bool *which, struct err *err);

/* For those who keep partials (run_partial.h): which corrections are held back, found; and what
 * writing and reading the partial of round two need to know. */
int regions_hold(struct regions *r, struct err *err);
struct partial_frame regions_frame(const struct regions *r, const struct region_part *part);

/* Mark the deliveries that repeat others, as the worker of this partial found out
 * (run_worker_settle). */
void region_take_repeats(struct region_part *part);

/* How a worker died of this delivery or of the one it is a copy of; NULL = none did. */
const struct err *region_excludes(const struct region_part *part, int delivery);

void regions_release(struct regions *r);

#endif
