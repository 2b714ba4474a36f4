#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/crew.h"
#include "base/file.h"
#include "base/sanitized.h"
#include "unit.h"

enum { MOST = 100000 };

static int says(void *arg, int out_fd, struct err *err)
{
    const char *text = arg;
    return file_write(out_fd, text, strlen(text), "pipe", err);
}

static int fails(void *arg, int out_fd, struct err *err)
{
    (void)says(arg, out_fd, err);
    return err_set(err, "the disk is gone");
}

static int fails_silently(void *arg, int out_fd, struct err *err)
{
    (void)arg;
    (void)out_fd;
    (void)err;
    return -1;
}

static int dies(void *arg, int out_fd, struct err *err)
{
    (void)arg;
    (void)out_fd;
    (void)err;
    (void)raise(SIGKILL);
    return 0;
}

static int leaves(void *arg, int out_fd, struct err *err)
{
    (void)says(arg, out_fd, err);
    _exit(5);
}

/* The end of its output is not the end of a job. */
static int closes(void *arg, int out_fd, struct err *err)
{
    (void)arg;
    (void)err;
    (void)close(out_fd);
    (void)sleep(30);
    return 0;
}

static int hangs(void *arg, int out_fd, struct err *err)
{
    (void)says(arg, out_fd, err);
    for (int i = 0; i < 600; i++)
        (void)usleep(100000);
    return 0;
}

static int floods(void *arg, int out_fd, struct err *err)
{
    char block[1000];
    (void)arg;
    memset(block, 'x', sizeof block);
    for (;;)
        if (file_write(out_fd, block, sizeof block, "pipe", err) == -1)
            return -1;
}

static int fills(void *arg, int out_fd, struct err *err)
{
    (void)arg;
    static char much[MOST];
    memset(much, 'x', sizeof much);
    return file_write(out_fd, much, sizeof much, "pipe", err);
}

static int sleeps(void *arg, int out_fd, struct err *err)
{
    (void)usleep(200000);
    return says(arg, out_fd, err);
}

static int wants_much(void *arg, int out_fd, struct err *err)
{
    (void)out_fd;
    char *much = malloc(*(size_t *)arg);
    int rc = much == NULL ? err_set(err, "no memory") : 0;
    free(much);
    return rc;
}

static const char *said(const struct child_job *job)
{
    return job->out.len == 0 ? "" : job->out.data;
}

/* What a job does, and what the parent is told of it. */
static const struct {
    const char *name;
    int (*run)(void *arg, int out_fd, struct err *err);
    const char *says;
    const char *why; /* NULL = it did not fail; then its output is what it said */
} rows[] = {
    {"slow", sleeps, "slow", NULL},
    {"returns", says, "a result", NULL},
    {"says nothing", says, "", NULL},
    {"fails", fails, "half a result", "the disk is gone"},
    {"fails silently", fails_silently, "", "fails silently: ended with status 4"},
    {"dies", dies, "", "dies: ended by signal 9"},
    {"leaves", leaves, "a result", "leaves: ended with status 5"},
    {"hangs", hangs, "something", "hangs: took too long and was stopped"},
    {"closes", closes, "", "closes: took too long and was stopped"},
    {"floods", floods, "", "floods: its result is too large"},
    {"last", says, "last", NULL},
};

static size_t progress_calls;

static void on_progress(void *arg, size_t done, size_t count)
{
    (void)arg;
    progress_calls++;
    unit_int("progress", "done", (int64_t)done, (int64_t)progress_calls);
    unit_int("progress", "of", (int64_t)count, COUNT(rows));
}

static size_t taken;

/* A crew's job is taken once it has ended, its verdict and all of its output with it. */
static void on_take(struct child_job *job)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (strcmp(rows[i].name, job->name) != 0)
            continue;
        taken++;
        unit_int(rows[i].name, "failed when taken", job->failed, rows[i].why != NULL);
        if (rows[i].why == NULL)
            unit_text(rows[i].name, "result when taken", said(job), rows[i].says);
    }
}

/* Each job's verdict is its own and stands at its place, however many run at once. */
typedef int run_function(struct child_job *jobs, size_t count, const struct child_pool *pool,
                         struct err *err);

static void run_all(run_function *run, int at_once)
{
    struct child_job jobs[COUNT(rows)];
    struct err err = {0};
    int failed = 0;
    progress_calls = taken = 0;
    for (size_t i = 0; i < COUNT(rows); i++) {
        jobs[i] = (struct child_job){
            .name = rows[i].name, .run = rows[i].run, .arg = (void *)(uintptr_t)rows[i].says};
        failed += rows[i].why != NULL;
    }
    struct child_pool pool = {.at_once = at_once,
                              .timeout_s = 1,
                              .max_bytes = MOST,
                              .take = on_take,
                              .progress = on_progress};
    assert_int_equal(run(jobs, COUNT(rows), &pool, &err), failed);
    for (size_t i = 0; i < COUNT(rows); i++) {
        unit_int(rows[i].name, "failed", jobs[i].failed, rows[i].why != NULL);
        unit_text(rows[i].name, "why", jobs[i].why.text, rows[i].why == NULL ? "" : rows[i].why);
        if (rows[i].why == NULL)
            unit_text(rows[i].name, "result", said(&jobs[i]), rows[i].says);
        buf_release(&jobs[i].out);
    }
    assert_int_equal(progress_calls, COUNT(rows));
    assert_int_equal(taken, run == crew_run ? COUNT(rows) : 0);
    unit_end();
}

/* In a child: it asks for more than there can be, standard error being a file. */
static int ask_too_much(void *arg, int out_fd, struct err *err)
{
    (void)out_fd;
    if (dup2(*(const int *)arg, STDERR_FILENO) == -1)
        return err_sys(err, "dup2");
    free(mem_array(SIZE_MAX / 2, 1));
    return 0;
}

/* Who runs out of memory leaves the word to its parent, so that there is one line and not two. */
static void test_out_of_memory(void **state)
{
    (void)state;
    run_function *const runs[] = {children_run, crew_run};
    for (size_t i = 0; !SANITIZED && i < COUNT(runs); i++) {
        struct err err = {0};
        FILE *own = tmpfile();
        assert_non_null(own);
        int fd = fileno(own);
        struct child_job job = {.name = "job", .run = ask_too_much, .arg = &fd};
        struct child_pool pool = {.at_once = 1, .timeout_s = 20, .max_bytes = MOST};
        assert_int_equal(runs[i](&job, 1, &pool, &err), 1);
        unit_text("no memory", "why", job.why.text, "job: ran out of memory");
        unit_int("no memory", "bytes of its own", lseek(fd, 0, SEEK_END), 0);
        buf_release(&job.out);
        (void)fclose(own);
    }
    unit_end();
}

/* A limit of memory holds in every process, and is of processes, not of this one. */
static void test_memory(void **state)
{
    (void)state;
    run_function *const runs[] = {children_run, crew_run};
    size_t want = (size_t)3 << 30;
    for (size_t i = 0; !SANITIZED && i < 2 * COUNT(runs); i++) {
        struct child_job job = {.name = "wants much", .run = wants_much, .arg = &want};
        struct child_pool pool = {.at_once = 1,
                                  .timeout_s = 5,
                                  .max_bytes = MOST,
                                  .max_memory = i % 2 == 0 ? 0 : want - 1};
        struct err err = {0};
        assert_int_equal(runs[i / 2](&job, 1, &pool, &err), i % 2);
        unit_text("memory", "why", job.why.text, i % 2 == 0 ? "" : "no memory");
        buf_release(&job.out);
    }
    unit_end();
}

static void test_one_at_a_time(void **state)
{
    (void)state;
    run_all(children_run, 1);
    run_all(crew_run, 1);
}

static void test_three_at_once(void **state)
{
    (void)state;
    run_all(children_run, 3);
    run_all(crew_run, 3);
}

static void test_all_at_once(void **state)
{
    (void)state;
    run_all(children_run, 1000);
    run_all(crew_run, 1000);
}

/* A result of just the size allowed is whole. */
static void test_full_size(void **state)
{
    (void)state;
    struct child_job job = {.name = "fills", .run = fills};
    struct child_pool pool = {.at_once = 1, .timeout_s = 20, .max_bytes = MOST};
    struct err err = {0};
    assert_int_equal(children_run(&job, 1, &pool, &err), 0);
    assert_int_equal(job.out.len, MOST);
    buf_release(&job.out);
    assert_int_equal(children_run(NULL, 0, &pool, &err), 0);
    struct child_job again = {.name = "fills", .run = fills};
    assert_int_equal(crew_run(&again, 1, &pool, &err), 0);
    assert_int_equal(again.out.len, MOST);
    buf_release(&again.out);
    assert_int_equal(crew_run(NULL, 0, &pool, &err), 0);
    assert_true(child_processors() >= 1);
}

static int runs_program(void *arg, int out_fd, struct err *err)
{
    const char *const *argv = arg;
    struct program p = {.argv = argv, .input = "from us", .input_len = 7, .folder = "/tmp"};
    return child_exec(&p, out_fd, err);
}

static const struct {
    const char *const argv[5];
    const char *out;
    const char *why;
} programs[] = {
    {{"cat", NULL}, "from us", NULL},
    {{"sh", "-c", "pwd; echo $HOME $TMPDIR $LC_ALL $SECRET", NULL},
     "/tmp\n/tmp /tmp C.UTF-8\n",
     NULL},
    {{"sh", "-c", "echo complaint >&2", NULL}, "", NULL},
    {{"sh", "-c", "exit 7", NULL}, "", "program: ended with status 7"},
    {{"sh", "-c", "kill -TERM $$", NULL}, "", "program: ended by signal 15"},
    {{"no-such-program-anywhere", NULL}, "", "cannot run no-such-program-anywhere"},
};

static void test_programs(void **state)
{
    (void)state;
    (void)setenv("SECRET", "not for others", 1);
    for (size_t i = 0; i < COUNT(programs); i++) {
        struct child_job job = {
            .name = "program", .run = runs_program, .arg = (void *)(uintptr_t)programs[i].argv};
        struct child_pool pool = {.at_once = 1, .timeout_s = 20, .max_bytes = MOST};
        struct err err = {0};
        const char *row = programs[i].argv[2] == NULL ? programs[i].argv[0] : programs[i].argv[2];
        unit_int(row, "failed", children_run(&job, 1, &pool, &err), programs[i].why != NULL);
        unit_text(row, "output", said(&job), programs[i].out);
        unit_has(row, "why", job.why.text, programs[i].why == NULL ? "" : programs[i].why);
        buf_release(&job.out);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_out_of_memory), cmocka_unit_test(test_memory),
        cmocka_unit_test(test_one_at_a_time), cmocka_unit_test(test_three_at_once),
        cmocka_unit_test(test_all_at_once),   cmocka_unit_test(test_full_size),
        cmocka_unit_test(test_programs),
    };
    return UNIT_RUN(tests);
}
