#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/sanitized.h"

enum { READ_BLOCK = 64 * 1024, CHILD_FAILED = MEM_EXIT + 1 };

int child_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == -1)
        return 1;
    int n = CPU_COUNT(&set);
    return n < 1 ? 1 : n;
}

long child_clock_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The sanitizer's own memory is beyond any limit. */
void child_limit_memory(size_t max_memory)
{
#if !SANITIZED
    struct rlimit now;
    struct rlimit limit = {.rlim_cur = max_memory, .rlim_max = max_memory};
    if (max_memory > 0 && getrlimit(RLIMIT_AS, &now) == 0 && now.rlim_max > max_memory)
        (void)setrlimit(RLIMIT_AS, &limit);
#else
    (void)max_memory;
#endif
}

/* In the child: do the job, send the error text through err_fd, leave. */
static void child_main(const struct child_job *job, size_t max_memory, int out_fd, int err_fd)
{
    struct err err = {0};
    mem_child();
    child_limit_memory(max_memory);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    int rc = job->run(job->arg, out_fd, &err);
    if (rc == 0 && close(out_fd) == -1)
        rc = err_sys(&err, "cannot close the pipe to the parent");
    if (rc == -1) {
        struct err ignored = {0};
        (void)file_write(err_fd, err.text, strlen(err.text), "pipe", &ignored);
    }
    _exit(rc == 0 ? 0 : CHILD_FAILED);
}

static int job_start(struct child_job *job, const struct child_pool *pool, struct err *err)
{
    int out[2] = {-1, -1};
    int bad[2] = {-1, -1};
    if (pipe2(out, O_CLOEXEC) == -1 || pipe2(bad, O_CLOEXEC) == -1) {
        (void)err_sys(err, "cannot make a pipe for %s", job->name);
        goto out;
    }
    pid_t pid = fork();
    if (pid == -1) {
        (void)err_sys(err, "cannot start a process for %s", job->name);
        goto out;
    }
    if (pid == 0) {
        (void)close(out[0]);
        (void)close(bad[0]);
        child_main(job, pool->max_memory, out[1], bad[1]);
    }
    (void)close(out[1]);
    (void)close(bad[1]);
    job->pid = pid;
    job->fd = out[0];
    job->err_fd = bad[0];
    job->deadline_ms = child_clock_ms() + (long)pool->timeout_s * 1000;
    return 0;
out:
    for (int i = 0; i < 2; i++) {
        if (out[i] != -1)
            (void)close(out[i]);
        if (bad[i] != -1)
            (void)close(bad[i]);
    }
    return -1;
}

static void job_fail(struct child_job *job, const char *why)
{
    job->failed = true;
    (void)err_set(&job->why, "%s: %s", job->name, why);
    (void)kill(job->pid, SIGKILL);
}

void child_why(struct child_job *job, int status)
{
    if (WIFSIGNALED(status))
        (void)err_set(&job->why, "%s: ended by signal %d", job->name, WTERMSIG(status));
    else if (WEXITSTATUS(status) == MEM_EXIT)
        (void)err_set(&job->why, "%s: ran out of memory", job->name);
    else
        (void)err_set(&job->why, "%s: ended with status %d", job->name, WEXITSTATUS(status));
}

/* The output has ended: collect the exit status. False when the process is still there. */
static bool job_end(struct child_job *job)
{
    int status = 0;
    char text[sizeof job->why.text];
    pid_t got;
    while ((got = waitpid(job->pid, &status, job->failed ? 0 : WNOHANG)) == -1 && errno == EINTR)
        ;
    if (got == 0)
        return false;
    ssize_t n = read(job->err_fd, text, sizeof text - 1);
    text[n > 0 ? n : 0] = '\0';
    (void)close(job->fd);
    (void)close(job->err_fd);
    job->pid = 0;
    if (job->failed)
        return true;
    job->failed = WIFSIGNALED(status) || WEXITSTATUS(status) != 0;
    job->reported = !WIFSIGNALED(status) && job->failed && text[0] != '\0';
    if (job->reported)
        (void)err_set(&job->why, "%s", text);
    else if (job->failed)
        child_why(job, status);
    return true;
}

/* Read what the job has to say. True when it has ended. */
static bool job_read(struct child_job *job, size_t max_bytes)
{
    buf_room(&job->out, READ_BLOCK);
    job->out.data[job->out.len] = '\0';
    ssize_t n = read(job->fd, job->out.data + job->out.len, READ_BLOCK);
    if (n == -1 && errno == EINTR)
        return false;
    if (n <= 0)
        return true;
    job->out.len += (size_t)n;
    job->out.data[job->out.len] = '\0';
    if (job->out.len > max_bytes) {
        job_fail(job, "its result is too large");
        return true;
    }
    return false;
}

/* Wait for output or a deadline of the running jobs; collect those that ended. A job that has
 * closed its output is only looked at, every millisecond: it is usually gone at once. */
static void jobs_wait(struct child_job **running, size_t n, size_t max_bytes)
{
    struct pollfd fds[64];
    long now = child_clock_ms();
    long wait = 60 * 1000;
    for (size_t i = 0; i < n; i++) {
        long left = running[i]->silent ? 1 : running[i]->deadline_ms - now;
        fds[i] = (struct pollfd){.fd = running[i]->silent ? -1 : running[i]->fd, .events = POLLIN};
        wait = left < wait ? left : wait;
    }
    int ready = poll(fds, (nfds_t)n, wait < 0 ? 0 : (int)wait);
    now = child_clock_ms();
    for (size_t i = 0; i < n; i++) {
        struct child_job *job = running[i];
        if (ready > 0 && fds[i].revents != 0)
            job->silent = job_read(job, max_bytes);
        if (job->silent && job_end(job))
            continue;
        if (now >= job->deadline_ms) {
            job_fail(job, "took too long and was stopped");
            (void)job_end(job);
        }
    }
}

int children_run(struct child_job *jobs, size_t count, const struct child_pool *pool,
                 struct err *err)
{
    struct child_job *running[64];
    size_t n = 0;
    size_t next = 0;
    size_t done = 0;
    int rc = 0;
    size_t at_once = pool->at_once < 1 ? 1 : pool->at_once > 64 ? 64 : (size_t)pool->at_once;
    while (done < count) {
        while (rc == 0 && n < at_once && next < count) {
            rc = job_start(&jobs[next], pool, err);
            if (rc == 0)
                running[n++] = &jobs[next++];
        }
        if (n == 0)
            break;
        jobs_wait(running, n, pool->max_bytes);
        for (size_t i = 0; i < n; i++) {
            if (running[i]->pid != 0)
                continue;
            running[i--] = running[--n];
            done++;
            if (pool->progress != NULL)
                pool->progress(pool->progress_arg, done, count);
        }
    }
    int failed = 0;
    for (size_t i = 0; i < count; i++)
        failed += jobs[i].failed;
    return rc == -1 ? -1 : failed;
}

/* A descriptor to read `len` bytes from: an unnamed file in memory. */
static int memory_file(const char *bytes, size_t len, struct err *err)
{
    int fd = memfd_create("ptce-input", MFD_CLOEXEC);
    if (fd == -1)
        return err_sys(err, "cannot make a memory file");
    if (file_write(fd, bytes, len, "memory file", err) == -1 || lseek(fd, 0, SEEK_SET) == -1) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

int child_exec(const struct program *p, int out_fd, struct err *err)
{
    int in = memory_file(p->input, p->input_len, err);
    if (in == -1)
        return -1;
    const char *path = getenv("PATH");
    struct buf env[4] = {{0}, {0}, {0}, {0}};
    buf_printf(&env[0], "PATH=%s", path == NULL ? "/usr/bin:/bin" : path);
    buf_printf(&env[1], "HOME=%s", p->folder);
    buf_printf(&env[2], "TMPDIR=%s", p->folder);
    buf_text(&env[3], "LC_ALL=C.UTF-8");
    char *envp[] = {env[0].data, env[1].data, env[2].data, env[3].data, NULL};
    char *argv[32];
    size_t n = 0;
    for (; n < 31 && p->argv[n] != NULL; n++)
        argv[n] = mem_text(p->argv[n]);
    argv[n] = NULL;
    if (argv[0] == NULL)
        return err_set(err, "no program to run");
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (chdir(p->folder) == -1)
        return err_sys(err, "cannot enter %s", p->folder);
    if (dup2(in, STDIN_FILENO) == -1 || dup2(out_fd, STDOUT_FILENO) == -1 ||
        (null != -1 && dup2(null, STDERR_FILENO) == -1))
        return err_sys(err, "cannot redirect %s", argv[0]);
    (void)execvpe(argv[0], argv, envp);
    return err_sys(err, "cannot run %s", argv[0]);
}
