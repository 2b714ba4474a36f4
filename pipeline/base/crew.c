#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/crew.h"
#include "base/file.h"
#include "base/mem.h"

enum { MAX_CREW = 64, READ_BLOCK = 64 * 1024, FIRST_ROOM = 1024 * 1024 };

/* What a worker says when a job is done; all of its output has been written before. */
struct verdict {
    int32_t rc;
    char why[sizeof((struct err *)NULL)->text];
};

struct worker {
    int pid;               /* 0 = none */
    int orders;            /* to it: numbers of jobs */
    int output;            /* from it: what the job writes */
    int verdict;           /* from it, behind the output */
    struct child_job *job; /* NULL = idle */
    long deadline_ms;
};

struct crew {
    struct child_job *jobs;
    size_t count;
    const struct child_pool *pool;
    struct worker workers[MAX_CREW];
    size_t n_workers;
    size_t next; /* job to be given out */
    size_t done;
    struct child_job *ended[MAX_CREW]; /* and to be taken */
    size_t n_ended;
};

static void close_worker(const struct worker *w)
{
    (void)close(w->orders);
    (void)close(w->output);
    (void)close(w->verdict);
}

/* In the worker, until there are no more orders. */
static void worker_main(const struct crew *crew, int orders, int output, int verdict)
{
    uint32_t number;
    mem_child();
    child_limit_memory(crew->pool->max_memory);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (size_t i = 0; i < crew->n_workers; i++)
        if (crew->workers[i].pid != 0)
            close_worker(&crew->workers[i]); /* the parent's ends, of the others */
    while (read(orders, &number, sizeof number) == (ssize_t)sizeof number) {
        struct err err = {0};
        struct err ignored = {0};
        struct verdict v = {0};
        const struct child_job *job = &crew->jobs[number];
        v.rc = job->run(job->arg, output, &err);
        (void)snprintf(v.why, sizeof v.why, "%s", err.text);
        if (file_write(verdict, (const char *)&v, sizeof v, "pipe", &ignored) == -1)
            break;
    }
    _exit(0);
}

static int worker_start(struct crew *crew, struct worker *w, struct err *err)
{
    int pipes[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
    for (int i = 0; i < 3; i++)
        if (pipe2(pipes[i], O_CLOEXEC) == -1) {
            (void)err_sys(err, "cannot make a pipe for a worker");
            goto out;
        }
    if (fcntl(pipes[1][0], F_SETFL, O_NONBLOCK) == -1) {
        (void)err_sys(err, "cannot set up a pipe for a worker");
        goto out;
    }
    pid_t pid = fork();
    if (pid == -1) {
        (void)err_sys(err, "cannot start a worker process");
        goto out;
    }
    if (pid == 0) {
        (void)close(pipes[0][1]);
        (void)close(pipes[1][0]);
        (void)close(pipes[2][0]);
        worker_main(crew, pipes[0][0], pipes[1][1], pipes[2][1]);
    }
    (void)close(pipes[0][0]);
    (void)close(pipes[1][1]);
    (void)close(pipes[2][1]);
    *w = (struct worker){
        .pid = pid, .orders = pipes[0][1], .output = pipes[1][0], .verdict = pipes[2][0]};
    return 0;
out:
    for (int i = 0; i < 6; i++)
        if (pipes[i / 2][i % 2] != -1)
            (void)close(pipes[i / 2][i % 2]);
    return -1;
}

/* The end of a worker: it has nothing to do any more, or died, or is to. */
static int worker_end(struct worker *w)
{
    int status = 0;
    close_worker(w);
    while (waitpid(w->pid, &status, 0) == -1 && errno == EINTR)
        ;
    *w = (struct worker){0};
    return status;
}

static void job_end(struct crew *crew, struct worker *w, struct child_job *job)
{
    crew->ended[crew->n_ended++] = job;
    w->job = NULL;
    crew->done++;
    if (crew->pool->progress != NULL)
        crew->pool->progress(crew->pool->progress_arg, crew->done, crew->count);
}

/* The job fails, and its worker with it. */
static void job_stop(struct crew *crew, struct worker *w, const char *why)
{
    struct child_job *job = w->job;
    job->failed = true;
    (void)kill(w->pid, SIGKILL);
    (void)worker_end(w);
    (void)err_set(&job->why, "%s: %s", job->name, why);
    job_end(crew, w, job);
}

/* Give out the next job, to a new worker when this one is none. */
static int job_give(struct crew *crew, struct worker *w, struct err *err)
{
    if (w->pid == 0 && worker_start(crew, w, err) == -1)
        return -1;
    uint32_t number = (uint32_t)crew->next;
    struct err gone = {0};
    w->job = &crew->jobs[crew->next++];
    w->deadline_ms = child_clock_ms() + (long)crew->pool->timeout_s * 1000;
    /* A worker that died between two jobs is noticed by what does not come back. */
    (void)file_write(w->orders, (const char *)&number, sizeof number, "pipe", &gone);
    return 0;
}

/* Read what output there is. False: the job has been stopped for saying too much. */
static bool take_output(struct crew *crew, struct worker *w)
{
    struct buf *out = &w->job->out;
    ssize_t n;
    do {
        buf_room(out, out->len == 0 ? FIRST_ROOM : READ_BLOCK);
        n = read(w->output, out->data + out->len, READ_BLOCK);
        if (n > 0) {
            out->len += (size_t)n;
            out->data[out->len] = '\0';
        }
        if (out->len > crew->pool->max_bytes) {
            job_stop(crew, w, "its result is too large");
            return false;
        }
    } while (n > 0 || (n == -1 && errno == EINTR));
    return true;
}

/* The verdict is there, or never will be. */
static void take_verdict(struct crew *crew, struct worker *w)
{
    struct child_job *job = w->job;
    struct verdict v;
    ssize_t n;
    while ((n = read(w->verdict, &v, sizeof v)) == -1 && errno == EINTR)
        ;
    if (!take_output(crew, w))
        return;
    if (n != (ssize_t)sizeof v) {
        int status = worker_end(w);
        job->failed = true;
        child_why(job, status);
    } else if (v.rc != 0) {
        v.why[sizeof v.why - 1] = '\0';
        job->failed = true;
        job->reported = v.why[0] != '\0';
        (void)err_set(&job->why, "%s%s", job->reported ? "" : job->name,
                      job->reported ? v.why : ": ended with status 4");
    }
    job_end(crew, w, job);
}

/* Wait for what the busy workers say, or a deadline of theirs. */
static void crew_wait(struct crew *crew)
{
    struct pollfd fds[MAX_CREW * 2];
    long wait = 60 * 1000;
    long now = child_clock_ms();
    for (size_t i = 0; i < crew->n_workers; i++) {
        const struct worker *w = &crew->workers[i];
        fds[2 * i] = (struct pollfd){.fd = w->job == NULL ? -1 : w->output, .events = POLLIN};
        fds[2 * i + 1] = (struct pollfd){.fd = w->job == NULL ? -1 : w->verdict, .events = POLLIN};
        if (w->job != NULL && w->deadline_ms - now < wait)
            wait = w->deadline_ms - now;
    }
    int ready = poll(fds, (nfds_t)(crew->n_workers * 2), wait < 0 ? 0 : (int)wait);
    now = child_clock_ms();
    for (size_t i = 0; i < crew->n_workers; i++) {
        struct worker *w = &crew->workers[i];
        if (w->job == NULL)
            continue;
        if (ready > 0 && fds[2 * i + 1].revents != 0)
            take_verdict(crew, w);
        else if (ready > 0 && (fds[2 * i].revents & POLLIN) != 0)
            (void)take_output(crew, w);
        if (w->job != NULL && now >= w->deadline_ms)
            job_stop(crew, w, "took too long and was stopped");
    }
}

static void take_ended(struct crew *crew)
{
    for (size_t i = 0; i < crew->n_ended && crew->pool->take != NULL; i++)
        crew->pool->take(crew->ended[i]);
    crew->n_ended = 0;
}

int crew_run(struct child_job *jobs, size_t count, const struct child_pool *pool, struct err *err)
{
    struct crew crew = {.jobs = jobs, .count = count, .pool = pool};
    size_t at_once = pool->at_once < 1 ? 1 : (size_t)pool->at_once;
    int rc = 0;
    crew.n_workers = at_once > MAX_CREW ? MAX_CREW : at_once;
    while (crew.done < count && rc == 0) {
        for (size_t i = 0; i < crew.n_workers && crew.next < count && rc == 0; i++)
            if (crew.workers[i].job == NULL)
                rc = job_give(&crew, &crew.workers[i], err);
        take_ended(&crew);
        if (rc == 0)
            crew_wait(&crew);
    }
    take_ended(&crew);
    for (size_t i = 0; i < crew.n_workers; i++) {
        if (crew.workers[i].pid == 0)
            continue;
        if (crew.workers[i].job != NULL)
            (void)kill(crew.workers[i].pid, SIGKILL);
        (void)worker_end(&crew.workers[i]);
    }
    int failed = 0;
    for (size_t i = 0; i < count; i++)
        failed += jobs[i].failed;
    return rc == -1 ? -1 : failed;
}
