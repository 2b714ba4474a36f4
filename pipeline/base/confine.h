/*
 * Confine this process, for good: what a worker that reads other people's bytes may still do once
 * it has started. A fault in a reader then costs a result, and nothing of the machine's.
 *
 *     static const char *const readable[] = {"/srv/ptce/outputs/archive/84", "/usr/lib", NULL};
 *     confine(&(struct confinement){.readable = readable, .max_memory = 1 << 30}, err);
 *
 * After it: files can be read below `readable` and nowhere else, none can be written, made, removed
 * (but below `writable`, if there is one) or run; no socket, no new process, no other system call
 * than those of reading, memory and leaving (seccomp: any other fails with EPERM); memory,
 * processor time, open files and cores are bounded. Descriptors that are open stay usable: the pipe
 * to the parent.
 *
 * Landlock (Linux 5.13, Debian 12 has it) is what knows paths. A kernel without it still gives the
 * rest; confine_knows_paths() says whether it is there, so that somebody can be told.
 */
#ifndef PTCE_BASE_CONFINE_H
#define PTCE_BASE_CONFINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct confinement {
    const char *const
        *readable;        /* folders and files, NULL at the end; what is not there is passed over */
    const char *writable; /* a folder; NULL = none */
    bool prints;          /* what is open for writing may be a file, and grow */
    int64_t max_memory;   /* bytes of address space; 0 = as the process has */
    int max_seconds;      /* of processor time; 0 = as the process has */
};

bool confine_knows_paths(void);

/* 0, or -1 with err: then the process is to end, it may be half confined. */
int confine(const struct confinement *c, struct err *err);

#endif
