/*
 * What is not kept for ever (run->keep_months, run->keep_editions), so that nothing grows without
 * end. Age is told by the data, not by the clock, which may be wrong for a day: keep_months are
 * counted back from the newest month that has an edition, and a month has one only when somebody
 * sent a return of it.
 *
 * Editions: of each month the one that stands stays, and those it went by (compared with, made
 * after), so that it can be made again. Of the others those go whose month is over, and that were
 * made, before keep_from, and those that are not among the month's keep_editions newest. Receipts:
 * those of deliveries received before keep_from go. Contracts and overrides that no edition was
 * made with which is still there go, and rebuilds of editions that are not there.
 *
 * The archive is never touched: receipts come back when they are kept for longer. What is gone of
 * editions is listed in outputs/pruned.csv (publish/editions.h).
 */
#ifndef PTCE_RUN_PRUNE_H
#define PTCE_RUN_PRUNE_H

#include "model/run.h"

struct pruned {
    size_t editions;
    size_t receipts; /* files */
    size_t others;   /* contracts, files of overrides, rebuilds */
};

/* Set run->keep_from: the first instant of the oldest month whose receipts and editions are kept,
 * by the editions there are; 0 = all are. */
int run_keep_from(struct run *run, struct err *err);

int run_prune(const struct run *run, struct pruned *ret, struct err *err);

#endif
