#include <stdlib.h>

#include "base/confine.h"
#include "publish/feedback.h"
#include "publish/form.h"
#include "run_delivery.h"
#include "run_feedback.h"
#include "run_worker.h"

/* It reads what others sent, as a worker does (run_region.c), and writes into the receipts alone.
 */
static int confine_writer(const struct run *run, struct err *err)
{
    struct buf archive = {0};
    struct buf receipts = {0};
    buf_printf(&archive, "%s/outputs/archive", run->root);
    buf_printf(&receipts, "%s/outputs/receipts", run->root);
    const char *const readable[] = {archive.data, "/usr/lib", NULL};
    int rc = confine(&(struct confinement){.readable = readable, .writable = receipts.data}, err);
    buf_release(&archive);
    buf_release(&receipts);
    return rc;
}

/* In the child: the second reading, then the workbook. */
static int write_task(void *arg, const char *path, struct err *err)
{
    const struct feedback_task *task = arg;
    static bool confined;
    if (!confined && confine_writer(task->regions->run, err) == -1)
        return -1;
    confined = true;
    struct feedback_rows rows = {0};
    struct receipt again = {.max_places = MAX_FEEDBACK_PLACES};
    struct sink sink = feedback_sink(&rows, task->regions->run->contract);
    struct setting like = {.also = &sink};
    /* What no worker survived is not read again: its receipt says so and has no rows. */
    bool readable = region_excludes(&task->regions->list[task->region], task->delivery) == NULL;
    int rc = readable
                 ? run_worker_again(task->regions, task->region, task->delivery, &like, &again, err)
                 : 0;
    struct feedback feedback = {.facts = &task->facts, .again = &again, .rows = &rows};
    if (rc == 0)
        rc = feedback_write(&feedback, path, err);
    feedback_rows_release(&rows);
    receipt_release(&again);
    return rc;
}

int feedback_write_all(struct feedback_task *tasks, size_t n, int at_once, size_t *ret_failed,
                       struct err *ret_why, struct err *err)
{
    struct form_job *jobs = mem_array(n, sizeof *jobs);
    for (size_t i = 0; i < n; i++)
        jobs[i] = (struct form_job){
            .write = write_task, .arg = &tasks[i], .path = tasks[i].path, .mode = 0640};
    int rc = form_write_all(jobs, n, at_once, err);
    for (size_t i = 0; i < n; i++) {
        if (jobs[i].failed && jobs[i].reported && rc == 0)
            rc = err_set(err, "%s", jobs[i].why.text);
        if (!jobs[i].failed)
            continue;
        (void)err_set(ret_why, "%s", jobs[i].why.text);
        (*ret_failed)++;
    }
    free(jobs);
    return rc;
}

/* ---- outside a run ---- */

struct check_task {
    const struct setting *setting;
    const char *source;
    const struct receipt_facts *facts;
};

static int write_check(void *arg, const char *path, struct err *err)
{
    const struct check_task *task = arg;
    struct feedback_rows rows = {0};
    struct receipt again = {.max_places = MAX_FEEDBACK_PLACES};
    struct sink sink = feedback_sink(&rows, task->setting->contract);
    struct setting setting = *task->setting;
    setting.also = &sink;
    setting.canonical = NULL;
    int rc = run_delivery_check(&setting, task->source, &again, err);
    struct feedback feedback = {.facts = task->facts, .again = &again, .rows = &rows};
    if (rc == 0)
        rc = feedback_write(&feedback, path, err);
    feedback_rows_release(&rows);
    receipt_release(&again);
    return rc;
}

int feedback_check_file(const struct setting *setting, const char *source,
                        const struct receipt_facts *facts, const char *path, struct err *err)
{
    struct check_task task = {.setting = setting, .source = source, .facts = facts};
    struct form_job job = {.write = write_check, .arg = &task, .path = path, .mode = 0644};
    if (form_write_all(&job, 1, 1, err) == -1)
        return -1;
    return job.failed ? err_set(err, "%s", job.why.text) : 0;
}
