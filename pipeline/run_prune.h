/*
 * What is not kept for ever (run->keep_from, run->keep_editions), so that nothing grows without
 * end.
 *
 * Editions: of each month the one that stands stays, and those it went by (compared with, made
 * after), so that it can be made again. Of the others those go that are older than keep_from, or
 * not among the month's keep_editions newest. Receipts: those of deliveries received before
 * keep_from go.
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
};

int run_prune(const struct run *run, struct pruned *ret, struct err *err);

#endif
