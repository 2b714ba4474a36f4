/*
 * READ THIS FIRST. One run, stage by stage:
 *
 *     collect    inputs/returns/…             → outputs/archive/…         collect/collect.h
 *     read       bytes                        → cells                     read/read.h
 *     validate   cells                        → typed rows + findings     validate/validate.h
 *     aggregate  accepted rows                → figures, coverage         aggregate/…
 *     publish    figures                      → receipts, an edition      publish/…
 *
 * Reading, validating and adding up a region happens in a process of its own: run_region.h. The
 * stages know nothing of each other; they meet here, through the types of model/.
 *
 * All functions leave 0, or -1 with err when the machine failed (nothing is published then).
 */
#ifndef PTCE_RUN_H
#define PTCE_RUN_H

#include "collect/collect.h"
#include "model/comparison.h"
#include "model/coverage.h"
#include "model/figure.h"
#include "model/revision.h"
#include "model/roster.h"
#include "model/run.h"
#include "publish/edition.h"
#include "run_receipts.h"

/* What a run has to tell. */
struct outcome {
    struct intake intake;
    size_t deliveries;  /* in the archive */
    size_t by_state[8]; /* enum state: of the deliveries validated */
    size_t duplicates;
    size_t unread; /* a worker died of them */
    size_t receipts_written;
    struct feedback_result feedback;
    uint64_t errors; /* findings, exact */
    uint64_t warnings;
    bool nothing_declared; /* no return for the month: no edition was made */
    struct published edition;
    struct figures figures;         /* of the edition (run) … */
    struct figures before;          /* … and of the one before it */
    struct revisions revisions;     /* against the edition before (run) */
    struct coverage coverage;       /* (run, status) */
    struct comparisons comparisons; /* (run) */
    struct roster roster;           /* (run) */
    struct held_list held;          /* corrections of definitive months (collect, run) */
};

void outcome_release(struct outcome *o);

/* Take in what has arrived, validate the regions that have news, write their receipts. */
int run_collect(const struct run *run, struct outcome *ret, struct err *err);

/* Collect, then everything to the edition of run->period. */
int run_month(const struct run *run, struct outcome *ret, struct err *err);

/* The same of what is in the archive already, with nothing collected: what run->partials are for.
 */
int run_archived(const struct run *run, struct outcome *ret, struct err *err);

/* The data of a past edition once more, from the deliveries of its card, into folder/data. `run` is
 * as it was then (run_past.h). */
int run_again(const struct run *run, struct card *card, const char *folder, struct outcome *ret,
              struct err *err);

/* A past edition added up once more from what the traced rows added (run->trace), and nothing else:
 * view is shown the regions, with their traces, and the figures, none of them withheld. */
struct regions;
typedef int run_view(void *arg, const struct regions *regions, const struct figures *figures,
                     struct err *err);
int run_traced(const struct run *run, const struct card *card, run_view *view, void *arg,
               struct err *err);

/* Who has sent what: the coverage of run->period; writes nothing. */
int run_status(const struct run *run, struct outcome *ret, struct err *err);

/* Is any of what was sent in error? Then the exit status is 1. */
bool outcome_has_errors(const struct outcome *o);

#endif
