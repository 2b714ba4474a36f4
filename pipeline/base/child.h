/*
 * Child processes: workers that run a function of ours, and programs of others. The parent never
 * waits for ever and never trusts what comes back: it gets bytes and a verdict.
 *
 *     struct child_job jobs[18] = {{.run = work, .arg = &region[i], .name = "84"}, …};
 *     children_run(jobs, 18, n_at_once, timeout_s, MAX_PARTIAL);
 *     if (jobs[i].failed) … jobs[i].why …  else … jobs[i].out …
 *
 * A worker writes its result to the descriptor it is given and returns 0; anything else (a return
 * of -1, a signal, too many bytes, too long) is a failure of that job alone.
 */
#ifndef PTCE_BASE_CHILD_H
#define PTCE_BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct child_job {
    const char *name; /* for messages; borrowed */
    int (*run)(void *arg, int out_fd, struct err *err);
    void *arg;
    struct buf out; /* what it wrote; the caller releases it */
    bool failed;
    bool reported;  /* … by its own account, in why: the machine, not the job's input */
    struct err why; /* set when it failed */
    /* private: */
    int pid;
    int fd;
    int err_fd;
    bool silent; /* its output has ended */
    long deadline_ms;
};

/* Called in the parent after each job that ended, with the number done so far; may be NULL. */
typedef void child_progress(void *arg, size_t done, size_t count);

/* Called in the parent for each job that ended, with all of its output, while its process does the
 * next: what is taken then is still at hand, and waits for no other job. May be NULL. */
typedef void child_take(struct child_job *job);

struct child_pool {
    int at_once;
    int timeout_s;
    size_t max_bytes;  /* of output a job */
    size_t max_memory; /* a process may take, with what it inherits; 0 = no limit */
    child_take *take;  /* of a crew alone (crew.h) */
    child_progress *progress;
    void *progress_arg;
};

/* Run all jobs, at most `at_once` together, in order. Returns the number that failed, or -1 with
 * err when the machine gives no processes or pipes at all. */
int children_run(struct child_job *jobs, size_t count, const struct child_pool *pool,
                 struct err *err);

struct program {
    const char *const *argv; /* argv[0] is looked for in PATH; NULL at the end */
    const char *input;       /* written to its standard input */
    size_t input_len;
    const char *folder; /* its working folder, HOME and TMPDIR */
};

/* Replace this (child) process by the program, with a clean environment, standard input from
 * `input`, standard output to out_fd. Only returns on failure, with -1 and err. */
int child_exec(const struct program *p, int out_fd, struct err *err);

/* In the child: what it may take, with what it inherits; 0 = no limit. A lower limit in force
 * stays. */
void child_limit_memory(size_t max_memory);
/* Note why a job's process, that said nothing itself, ended as waitpid tells. */
void child_why(struct child_job *job, int status);

/* A clock for time limits, in milliseconds of no date. */
long child_clock_ms(void);

/* The number of processors this process may use, at least 1. */
int child_processors(void);

#endif
