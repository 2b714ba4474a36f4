#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "commands_run.h"
#include "commands_say.h"
#include "run.h"
#include "run_due.h"
#include "run_lock.h"
#include "run_partial.h"
#include "run_prune.h"

/* One call of the program, with the lock. */
struct session {
    const struct options *o;
    struct run run; /* its month changes */
    struct status status;
    struct err err;
    size_t taken; /* files, before the month was run */
};

typedef int worker(const struct run *run, struct outcome *ret, struct err *err);
typedef void sayer(const struct run *run, const struct outcome *outcome);

/* What the status file says of it: a collect does not look at every delivery. */
static void note_outcome(struct session *s, const struct outcome *o, bool whole)
{
    enum { N_TAKEN = 2 };
    const struct status_count counts[] = {
        {"total", o->deliveries},
        {"new", o->intake.taken},
        {"accepted", o->by_state[STATE_GOOD] + o->by_state[STATE_RESERVED]},
        {"accepted_in_part", o->by_state[STATE_PARTIAL]},
        {"rejected", o->by_state[STATE_REJECTED] + o->by_state[STATE_UNREADABLE]},
        {"duplicates", o->duplicates},
        {"errors", o->errors},
        {"warnings", o->warnings},
    };
    struct status *to = &s->status;
    memcpy(to->counts, counts, sizeof counts);
    to->n_counts = whole ? sizeof counts / sizeof *counts : N_TAKEN;
    if (o->edition.is_new && to->n_editions < MAX_DUE_MONTHS)
        (void)snprintf(to->editions[to->n_editions++], EDITION_ID, "%s", o->edition.id);
}

/* Do one thing; the edition that stands then, "" = none. */
static int do_one(struct session *s, worker *work, sayer *say, char ret_edition[EDITION_ID])
{
    struct outcome *outcome = mem_alloc(sizeof *outcome);
    int status;
    if (work(&s->run, outcome, &s->err) == -1) {
        say_stage_end(&s->run);
        status = say_failure(&s->err);
    } else {
        say_stage_end(&s->run);
        outcome->intake.taken += s->taken;
        s->taken = 0;
        say(&s->run, outcome);
        note_outcome(s, outcome, work != run_collect);
        status = outcome_has_errors(outcome) ? EXIT_DATA : EXIT_OK;
        (void)snprintf(ret_edition, EDITION_ID, "%s", outcome->edition.id);
    }
    outcome_release(outcome);
    free(outcome);
    return status;
}

/* Of what is there after a good run, only what is to be kept. */
static int prune(struct session *s, int status)
{
    struct pruned pruned = {0};
    if (status > EXIT_DATA)
        return status;
    /* asked again: the run may have made a newer edition, which the age counts from */
    if (run_keep_from(&s->run, &s->err) == -1 || run_prune(&s->run, &pruned, &s->err) == -1)
        return say_failure(&s->err);
    if (!s->run.quiet && pruned.editions + pruned.receipts + pruned.others > 0)
        (void)printf(s->run.lang == LANG_EN
                         ? "No longer kept: %zu editions, %zu files of receipts, %zu contracts, "
                           "files of overrides and rebuilds\n"
                         : "Élagué : %zu éditions, %zu fichiers d’accusés, %zu contrats, "
                           "dérogations et reconstructions\n",
                     pruned.editions, pruned.receipts, pruned.others);
    return status;
}

static int do_collect(struct session *s)
{
    char none[EDITION_ID];
    return do_one(s, run_collect, say_collect, none);
}

static int do_month(struct session *s)
{
    char edition[EDITION_ID];
    return prune(s, do_one(s, run_month, say_run, edition));
}

static int do_merge(struct session *s)
{
    char edition[EDITION_ID];
    return do_one(s, run_archived, say_run, edition);
}

/* Take in what has arrived, so that what is due can be told; answer it only when that is needed: a
 * month is run anyway when there is something new, and answers it. */
static int find_due(struct session *s, struct due *due)
{
    struct intake intake = {0};
    int rc = collect(&s->run, &intake, &s->err);
    s->taken = intake.taken;
    intake_release(&intake);
    if (rc == 0)
        rc = run_due(&s->run, &s->status, due, &s->err);
    if (rc == 0 && due->unanswered) {
        struct outcome *outcome = mem_alloc(sizeof *outcome);
        due_release(due);
        rc = run_collect(&s->run, outcome, &s->err);
        outcome_release(outcome);
        free(outcome);
        if (rc == 0)
            rc = run_due(&s->run, &s->status, due, &s->err);
    }
    return rc;
}

static int do_due(struct session *s)
{
    struct due due = {0};
    int status = EXIT_OK;
    if (find_due(s, &due) == -1) {
        say_stage_end(&s->run);
        due_release(&due);
        return say_failure(&s->err);
    }
    if (due.count == 0) {
        status = do_collect(s);
        say_nothing_due(&s->run, due.latest + 1);
    }
    for (size_t i = 0; i < due.count && status <= EXIT_DATA; i++) {
        char edition[EDITION_ID];
        s->run.period = due.months[i].period;
        int one = do_one(s, run_month, say_run, edition);
        if (one <= EXIT_DATA)
            due_looked(&due.months[i], edition, &s->status);
        status = one > status ? one : status;
    }
    due_release(&due);
    return prune(s, status);
}

/* In a child: become the shell that runs the ping. timeout(1) ends it with all its children. */
static int ping_exec(void *arg, int out_fd, struct err *err)
{
    const struct session *s = arg;
    const char *const argv[] = {"timeout",           "-k", "1", PING_TIMEOUT, "sh", "-c",
                                s->o->settings.ping, NULL};
    struct program program = {.argv = argv, .input = "", .folder = s->run.root};
    return child_exec(&program, out_fd, err);
}

/* Tell whoever watches that all is well. When that goes wrong it is said, and changes nothing. */
static void ping(struct session *s)
{
    struct child_job job = {.name = "ping", .run = ping_exec, .arg = s};
    struct child_pool pool = {.at_once = 1, .timeout_s = MAX_PING_S, .max_bytes = MAX_PING_BYTES};
    struct err err = {0};
    if (s->o->settings.ping == NULL)
        return;
    int failed = children_run(&job, 1, &pool, &err);
    if (failed != 0 && !s->run.quiet)
        (void)fprintf(stderr, "ptce: ping: %s\n", failed == -1 ? err.text : job.why.text);
    buf_release(&job.out);
}

/* Leave the status behind. A failure of that is one of the run. */
static int note_end(struct session *s, const char *command, int status)
{
    struct err err = {0};
    struct status *to = &s->status;
    to->now = (struct status_event){.at = s->run.now, .exit_status = status};
    (void)snprintf(to->now.command, sizeof to->now.command, "%s", command);
    (void)snprintf(to->now.cause, sizeof to->now.cause, "%s", s->err.text);
    to->next_period = due_latest(&s->run) + 1;
    to->next_day = period_deadline(to->next_period, s->run.deadline_day) + 1;
    if (status_write(to, s->run.root, &err) == -1 && status <= EXIT_DATA)
        status = say_failure(&err);
    return status;
}

static int flush(struct session *s, int status)
{
    if (fflush(stdout) == 0 || status > EXIT_DATA)
        return status;
    (void)err_sys(&s->err, "cannot write standard output");
    return say_failure(&s->err);
}

static int with_lock(const struct options *o, const char *command, int (*act)(struct session *s))
{
    struct session *s = mem_alloc(sizeof *s);
    int lock = -1;
    int status;
    s->o = o;
    s->run = o->run;
    int rc = run_lock(&s->run, &lock, &s->err);
    if (rc == 1) {
        if (!o->run.quiet)
            (void)fprintf(stderr, "ptce: another run is at work in %s: nothing done\n",
                          o->run.root);
        status = EXIT_BUSY;
    } else if (rc == -1) {
        status = say_failure(&s->err);
    } else {
        status_read(&s->status, s->run.root);
        status = run_keep_from(&s->run, &s->err) == -1 ? say_failure(&s->err) : act(s);
        status = note_end(s, command, flush(s, status));
        if (status <= EXIT_DATA && strcmp(command, "run") == 0)
            ping(s);
        (void)close(lock);
    }
    free(s);
    return status;
}

int run_command_collect(const struct options *o)
{
    return with_lock(o, "collect", do_collect);
}

int run_command_month(const struct options *o)
{
    return with_lock(o, "run", do_month);
}

int run_command_merge(const struct options *o)
{
    return with_lock(o, "aggregate", do_merge);
}

int run_command_partial(const struct options *o, int region, const char *path)
{
    struct err err = {0};
    int rc = run_partial_write(&o->run, region, path, &err);
    say_stage_end(&o->run);
    return rc == -1 ? say_failure(&err) : EXIT_OK;
}

int run_command_due(const struct options *o)
{
    return with_lock(o, "run", do_due);
}

int run_command_failed(const struct options *o, const char *command, const struct err *err)
{
    struct session *s = mem_alloc(sizeof *s);
    struct err ignored = {0};
    int status = say_failure(err);
    int lock = -1;
    s->o = o;
    s->run = o->run;
    s->err = *err;
    if (run_lock(&s->run, &lock, &ignored) == 0) {
        status_read(&s->status, s->run.root);
        (void)note_end(s, command, status);
        (void)close(lock);
    }
    free(s);
    return status;
}
