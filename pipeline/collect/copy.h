/* One file of a drop folder → the archive: opened without following links, copied while hashed. */
#ifndef PTCE_COLLECT_COPY_H
#define PTCE_COLLECT_COPY_H

#include <stdint.h>

#include "base/err.h"

enum copy_result {
    COPY_DONE,
    COPY_CHANGED, /* it was being written: next time */
    COPY_REFUSED, /* no regular file, or not readable: `why` says it */
    COPY_FAILED   /* our side failed: err */
};

struct copy_job {
    const char *folder;
    const char *name;
    const char *archive;
    int64_t received;
    int sequence;
    char why[120];
};

enum copy_result copy_to_archive(struct copy_job *job, struct err *err);

#endif
