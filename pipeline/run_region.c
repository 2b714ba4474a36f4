#include <stdlib.h>
#include <string.h>

#include "base/crew.h"
#include "base/confine.h"
#include "base/file.h"
#include "base/shared.h"
#include "run_holding.h"
#include "run_region.h"
#include "run_worker.h"

/* What a worker is given. */
struct job {
    const struct regions *regions;
    struct region_part *part;
    bool first_round;
    size_t *to_come; /* cubes after the first, France's too; 0 = the first is there */
};

static struct partial_frame frame_of(const struct regions *r, const struct region_part *part,
                                     bool first_round)
{
    return (struct partial_frame){.contract = r->run->contract,
                                  .poles = first_round ? NULL : &r->poles,
                                  .region = part->region,
                                  .n_deliveries = part->deliveries.count,
                                  .period = r->run->period};
}

/* A worker reads the archive — of all regions: it does one after the other, and what is closed to a
 * process cannot be opened again — and (iconv) the system's tables of characters. What it needs
 * beyond is inherited. */
static int confine_worker(const struct job *job, struct err *err)
{
    const struct run *run = job->regions->run;
    struct buf archive = {0};
    buf_printf(&archive, "%s/outputs/archive", run->root);
    const char *const readable[] = {archive.data, "/usr/lib", NULL};
    int rc = confine(&(struct confinement){.readable = readable,
                                           .max_memory = MAX_WORKER_MEMORY,
                                           .max_seconds = WORKER_TIMEOUT_S},
                     err);
    buf_release(&archive);
    return rc;
}

/* In the worker. */
static int work(void *arg, int out_fd, struct err *err)
{
    struct job *job = arg;
    struct partial p = {.region = job->part->region};
    struct buf out = {0};
    static bool confined;
    int rc = confined ? 0 : confine_worker(job, err);
    confined = true;
    if (rc == 0)
        rc = job->first_round ? run_worker_register(job->regions, job->part, &p, err)
                              : run_worker_validate(job->regions, job->part, &p, err);
    if (rc == 0) {
        struct partial_frame frame = frame_of(job->regions, job->part, job->first_round);
        partial_format(&p, &frame, &out);
        rc = file_write(out_fd, out.data, out.len, "the pipe to the parent", err);
    }
    buf_release(&out);
    partial_release(&p);
    return rc;
}

static void on_progress(void *arg, size_t done, size_t count)
{
    const struct job *job = arg;
    const struct run *run = job->regions->run;
    if (run->progress != NULL)
        run->progress(run, job->first_round ? "register" : "validate", done, count);
}

const struct err *region_excludes(const struct region_part *part, int delivery)
{
    int original = part->deliveries.list[delivery].same_as;
    for (int i = 0; i < part->n_excluded; i++)
        if (part->excluded[i].delivery == delivery || part->excluded[i].delivery == original)
            return &part->excluded[i].why;
    return NULL;
}

/* Its worker died while it read this delivery, -1 = none: then it is the newest that is left. */
static void exclude(struct region_part *p, int delivery, const struct err *why)
{
    const struct deliveries *all = &p->deliveries;
    p->why = *why;
    if (delivery < 0 || delivery >= all->count)
        for (delivery = all->count - 1; delivery >= 0 && region_excludes(p, delivery) != NULL;)
            delivery--;
    else if (all->list[delivery].same_as >= 0)
        delivery = all->list[delivery].same_as;
    p->given_up = delivery < 0 || p->n_excluded == MAX_EXCLUDED;
    if (!p->given_up)
        p->excluded[p->n_excluded++] = (struct excluded){delivery, *why};
}

void region_take_repeats(struct region_part *part)
{
    for (int i = 0; i < part->partial.n_receipts; i++) {
        struct delivery *d = &part->deliveries.list[i];
        if (part->partial.receipts[i].again && d->same_as < 0)
            d->same_as = d->bytes_of;
    }
}

/* What a worker has to say of its region, as soon as it has said it. */
static void take_partial(struct child_job *child)
{
    struct job *job = child->arg;
    struct region_part *part = job->part;
    struct partial_frame frame = frame_of(job->regions, part, job->first_round);
    part->done = !child->failed && partial_parse(&part->partial, &frame, buf_str(&child->out),
                                                 child->out.len, &child->why) == 0;
    buf_release(&child->out);
    region_take_repeats(part);
    if (part->partial.cube != NULL && *job->to_come > 0 && !job->regions->lets_sums_go) {
        mem_expect(*job->to_come * cube_bytes(part->partial.cube));
        *job->to_come = 0;
    }
    if (job->regions->lets_sums_go) {
        cube_free(part->partial.cube); /* and the next one has its memory */
        part->partial.cube = NULL;
    }
}

/* Start a worker for each part of the list, and read what they have to say. A part whose worker
 * failed is left with done = false. */
static int start_workers(struct regions *r, struct region_part **parts, size_t n, bool first_round,
                         struct err *err)
{
    struct job *jobs = mem_array(n, sizeof *jobs);
    struct child_job *children = mem_array(n, sizeof *children);
    const struct codelist *regions = contract_list(r->run->contract, "regions");
    int *at = shared_numbers(n, -1, err);
    int failed = -1;
    size_t to_come = n;
    if (at == NULL)
        goto out;
    for (size_t i = 0; i < n; i++) {
        parts[i]->at = &at[i];
        jobs[i] = (struct job){
            .regions = r, .part = parts[i], .first_round = first_round, .to_come = &to_come};
        children[i] = (struct child_job){
            .name = regions->entries[parts[i]->region].code, .run = work, .arg = &jobs[i]};
    }
    struct child_pool pool = {.at_once = r->run->jobs,
                              .timeout_s = WORKER_TIMEOUT_S,
                              .max_bytes = MAX_PARTIAL_BYTES,
                              .take = take_partial,
                              .progress = on_progress,
                              .progress_arg = n > 0 ? &jobs[0] : NULL};
    failed = crew_run(children, n, &pool, err);
    for (size_t i = 0; i < n; i++) {
        parts[i]->at = NULL;
        if (!parts[i]->done)
            exclude(parts[i], at[i], &children[i].why);
        if (children[i].reported && failed != -1)
            failed = err_set(err, "region %s: %s", children[i].name, children[i].why.text);
        buf_release(&children[i].out);
    }
out:
    shared_release(at, n);
    free(jobs);
    free(children);
    return failed == -1 ? -1 : 0;
}

/* Larger archives first, so that no processor waits long for the last of them. */
static int by_size(const void *a, const void *b)
{
    const struct region_part *const *x = a;
    const struct region_part *const *y = b;
    int64_t sx = 0;
    int64_t sy = 0;
    for (int i = 0; i < (*x)->deliveries.count; i++)
        sx += (*x)->deliveries.list[i].bytes;
    for (int i = 0; i < (*y)->deliveries.count; i++)
        sy += (*y)->deliveries.list[i].bytes;
    if (sx != sy)
        return sx > sy ? -1 : 1;
    return (*x)->region < (*y)->region ? -1 : 1;
}

static int run_round(struct regions *r, const bool *which, bool first_round, struct err *err)
{
    struct region_part **parts = mem_array((size_t)r->count, sizeof(struct region_part *));
    size_t n = 0;
    int rc = 0;
    for (int i = 0; i < r->count; i++)
        if (r->list[i].present && (which == NULL || which[i]))
            parts[n++] = &r->list[i];
    if (n > 1)
        qsort(parts, n, sizeof(struct region_part *), by_size);
    while (rc == 0 && n > 0) {
        rc = start_workers(r, parts, n, first_round, err);
        size_t again = 0;
        for (size_t i = 0; rc == 0 && i < n; i++) {
            struct region_part *p = parts[i];
            if (p->done)
                continue;
            if (p->given_up)
                rc = err_set(err, "region %s cannot be read: %s",
                             contract_list(r->run->contract, "regions")->entries[p->region].code,
                             p->why.text);
            parts[again++] = p;
        }
        n = again;
    }
    free(parts);
    return rc;
}

int regions_load(struct regions *r, const struct run *run, struct err *err)
{
    const struct codelist *regions = contract_list(run->contract, "regions");
    *r = (struct regions){.run = run, .count = regions->count};
    r->list = mem_array((size_t)r->count, sizeof *r->list);
    register_init(&r->poles, run->contract);
    for (int i = 0; i < r->count; i++) {
        r->list[i].region = i;
        if (deliveries_read(&r->list[i].deliveries, run->root, i, regions->entries[i].code, err) ==
            -1)
            return -1;
        if (run->deliveries != NULL &&
            deliveries_keep(&r->list[i].deliveries, regions->entries[i].code, run->deliveries,
                            err) == -1)
            return -1;
        overrides_part(run->overrides, &r->list[i].deliveries);
        r->list[i].present = r->list[i].deliveries.count > 0;
    }
    return 0;
}

/* Does this region own the pole: did it name it before any other did? */
static bool owns(const struct regions *r, int region, const struct register_row *row)
{
    for (int i = 0; i < r->count; i++) {
        const struct partial *p = &r->list[i].partial;
        for (int k = 0; i != region && k < p->n_rows; k++) {
            const struct register_row *other = &p->rows[k];
            if (strcmp(other->code, row->code) != 0)
                continue;
            if (other->received < row->received || (other->received == row->received && i < region))
                return false;
        }
    }
    return true;
}

static int row_order(const void *a, const void *b)
{
    const struct register_row *x = a;
    const struct register_row *y = b;
    int order = strcmp(x->code, y->code);
    return order != 0 ? order : (x->day > y->day) - (x->day < y->day);
}

int regions_register(struct regions *r, struct err *err)
{
    int n_fields = r->run->contract->tables[TABLE_POLES].n_fields;
    for (int i = 0; i < r->count; i++)
        if (deliveries_measure(&r->list[i].deliveries, err) == -1)
            return -1;
    if (run_round(r, NULL, true, err) == -1)
        return -1;
    for (int i = 0; i < r->count; i++) {
        struct partial *p = &r->list[i].partial;
        if (p->n_rows > 1)
            qsort(p->rows, (size_t)p->n_rows, sizeof *p->rows, row_order);
        for (int k = 0; k < p->n_rows; k++)
            if (owns(r, i, &p->rows[k]))
                (void)register_add(&r->poles, p->rows[k].code, p->rows[k].day, p->rows[k].values,
                                   n_fields, p->rows[k].name);
    }
    for (int i = 0; i < r->count; i++) {
        partial_release(&r->list[i].partial);
        r->list[i].done = false;
    }
    return 0;
}

int regions_hold(struct regions *r, struct err *err)
{
    int rc = 0;
    if (r->run->holding == NULL)
        rc = run_holding_find(r->run, &r->found, r->after, err);
    r->holding = r->run->holding == NULL ? &r->found : r->run->holding;
    return rc;
}

int regions_validate(struct regions *r, const bool *which, struct err *err)
{
    if (regions_hold(r, err) == -1 || run_round(r, which, false, err) == -1)
        return -1;
    return 0;
}

struct partial_frame regions_frame(const struct regions *r, const struct region_part *part)
{
    return frame_of(r, part, false);
}

void regions_release(struct regions *r)
{
    for (int i = 0; i < r->count; i++) {
        deliveries_release(&r->list[i].deliveries);
        partial_release(&r->list[i].partial);
    }
    free(r->list);
    register_release(&r->poles);
    holding_release(&r->found);
    *r = (struct regions){0};
}
