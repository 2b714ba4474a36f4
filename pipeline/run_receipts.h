/* The receipts of a run: which are missing, and writing them from the regions' partials. */
#ifndef PTCE_RUN_RECEIPTS_H
#define PTCE_RUN_RECEIPTS_H

#include "run_region.h"

/* What became of the feedback workbooks. */
struct feedback_result {
    size_t written;
    size_t failed;  /* a child died of them: their receipts have none */
    struct err why; /* of the first */
};

/* Has the region a delivery without a receipt? */
bool receipts_are_missing(const struct regions *regions, int region);

/* Can the receipts be written? Asked before anything is published. */
int receipts_ready(const struct regions *regions, struct err *err);

/* Write the receipts of all regions that were validated; only those whose bytes changed. Before an
 * edition (after_edition false) those that are there already stay as they are. */
int receipts_write(const struct regions *regions, bool after_edition, size_t *ret_written,
                   struct feedback_result *ret_feedback, struct err *err);

#endif
