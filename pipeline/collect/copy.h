/* One file of a drop folder → the archive: opened there and nowhere else, copied while hashed. */
#ifndef PTCE_COLLECT_COPY_H
#define PTCE_COLLECT_COPY_H

#include <stdint.h>

#include "base/err.h"
#include "collect/drop.h"

enum copy_result {
    COPY_DONE,
    COPY_CHANGED, /* it was being written: next time */
    COPY_REFUSED, /* not what is read, or not readable: drop->why says it */
    COPY_FAILED   /* our side failed: err */
};

struct copy_job {
    struct drop *drop;
    const char *name;
    const char *archive;
    int64_t received;
    int sequence;
};

enum copy_result copy_to_archive(struct copy_job *job, struct err *err);

#endif
