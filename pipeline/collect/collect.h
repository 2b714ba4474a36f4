/*
 * collect: what has arrived in the drop folders → the archive, byte for byte.
 *
 *     struct intake intake = {0};
 *     if (collect(run, &intake, err) == -1) …
 *     intake.taken deliveries are new; intake.remarks are what could not be taken, and why
 *     intake_release(&intake);
 *
 * A chamber's file is never moved, changed or deleted. A file is taken when it is a regular file
 * (never through a link), has been still for run->settle_s, and is within MAX_DELIVERY_BYTES. It is
 * copied while it is hashed, under a temporary name, synced, renamed: then it is received. It is
 * known again by name, size and time of change, from the listing of the archive alone.
 *
 * What was waiting together is taken in the order it was saved (time of change, whole seconds),
 * then by name without its ending, so that "emplois.csv" comes before "emplois-corrige.csv".
 */
#ifndef PTCE_COLLECT_COLLECT_H
#define PTCE_COLLECT_COLLECT_H

#include <stddef.h>

#include "base/err.h"
#include "model/finding.h"
#include "model/run.h"

struct remark {
    enum finding_code code;
    char *folder;
    char *name;  /* of the file; "" when it is the folder's */
    char *other; /* why, for path-error */
};

struct intake {
    size_t files; /* looked at */
    size_t known; /* received before */
    size_t taken;
    struct remark *remarks;
    size_t n_remarks;
};

int collect(const struct run *run, struct intake *ret, struct err *err);
void intake_release(struct intake *intake);

#endif
