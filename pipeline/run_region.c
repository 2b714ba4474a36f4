#include <stdlib.h>
#include <string.h>

#include "aggregate/history.h"
#include "aggregate/states.h"
#include "aggregate/structure.h"
#include "aggregate/tally.h"
#include "base/crew.h"
#include "base/confine.h"
#include "base/file.h"
#include "read/read.h"
#include "run_delivery.h"
#include "run_region.h"

enum { MAX_EXCLUDED = 3 };

/* What a worker is given. */
struct job {
    const struct regions *regions;
    struct region_part *part;
    bool first_round;
};

static struct setting setting_of(const struct job *job, const struct delivery *d)
{
    return (struct setting){.contract = job->regions->run->contract,
                            .poles = job->first_round ? NULL : &job->regions->poles,
                            .region = job->part->region,
                            .lang = job->regions->run->lang,
                            .month = day_period(instant_day(d->received)),
                            .day = instant_day(d->received),
                            .overrides = job->regions->run->overrides,
                            .libcsv_only = job->regions->run->libcsv_only};
}

int region_read_again(const struct regions *r, int region, int i, const struct setting *like,
                      struct receipt *receipt, struct err *err)
{
    const struct delivery *d = &r->list[region].deliveries.list[i];
    const struct job job = {.regions = r, .part = &r->list[region]};
    struct setting setting = setting_of(&job, d);
    struct returns returns;
    setting.canonical = like->canonical;
    setting.also = like->also;
    int rc = run_delivery_take(&setting, d, (unsigned)READ_ALL_TABLES, receipt, &returns, err);
    returns_release(&returns);
    return rc;
}

/* The good units of the register in one delivery; older versions of a row are passed over. */
static void take_rows(struct partial *p, struct pole_register *seen, const struct delivery *d,
                      const struct receipt *receipt, const struct returns *returns,
                      const struct contract *c)
{
    const struct rows *rows = &returns->rows[TABLE_POLES];
    const struct table *t = &c->tables[TABLE_POLES];
    int name_at = rows->slot[table_field(t, "nom_pole")];
    for (uint32_t i = 0; i < rows->count; i++) {
        const struct unit *u = &receipt->units[rows_unit(rows, i)];
        if (u->bad)
            continue;
        const int64_t *values = rows_at(rows, i);
        const char *code = map_key(&receipt->poles, u->pole);
        const char *name = VALUE_IS_SET(values[name_at])
                               ? map_key(&returns->texts, (uint32_t)values[name_at])
                               : "";
        if (register_add(seen, code, u->time, values, t->n_fields, name) == 0) {
            p->rows = mem_resize(p->rows, (size_t)p->n_rows + 1, sizeof *p->rows);
            struct register_row *r = &p->rows[p->n_rows++];
            *r = (struct register_row){.code = mem_text(code),
                                       .name = mem_text(name),
                                       .day = u->time,
                                       .values = mem_array((size_t)t->n_fields, sizeof *r->values)};
            memcpy(r->values, values, (size_t)t->n_fields * sizeof *r->values);
        }
        for (int k = 0; k < p->n_rows;
             k++) { /* deliveries come newest first: the last is the first */
            if (strcmp(p->rows[k].code, code) == 0) {
                p->rows[k].received = d->received;
                p->rows[k].sequence = d->sequence;
            }
        }
    }
}

static int register_round(struct job *job, struct partial *p, struct err *err)
{
    const struct contract *c = job->regions->run->contract;
    struct pole_register seen;
    int rc = 0;
    register_init(&seen, c);
    for (int i = job->part->deliveries.count - 1 - job->part->n_excluded; rc == 0 && i >= 0; i--) {
        const struct delivery *d = &job->part->deliveries.list[i];
        struct setting setting = setting_of(job, d);
        struct receipt receipt = {0};
        struct returns returns;
        if (d->same_as >= 0)
            continue;
        rc = run_delivery_take(&setting, d, 1U << TABLE_POLES, &receipt, &returns, err);
        if (rc == 0)
            take_rows(p, &seen, d, &receipt, &returns, c);
        receipt_release(&receipt);
        returns_release(&returns);
    }
    register_release(&seen);
    return rc;
}

static void note_duplicate(struct receipt *r, const struct delivery *original)
{
    struct finding f = {.code = FINDING_DUPLICATE_DELIVERY,
                        .severity = SEVERITY_INFO,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .value = original->name};
    receipt_add(r, &f);
}

static void take_units(struct claims *claims, struct timeline *timeline, struct history *history,
                       int i, struct receipt *receipt, const struct returns *returns,
                       const struct regions *all)
{
    claims_take(claims, i, receipt, all->run->contract, &all->poles);
    timeline_take(timeline, i, receipt, returns, &all->poles);
    history_take(history, all->run->contract, receipt, returns, &all->poles);
}

static int full_round(struct job *job, struct partial *p, struct err *err)
{
    const struct regions *all = job->regions;
    const struct deliveries *list = &job->part->deliveries;
    struct claims claims = {0};
    struct timeline timeline;
    struct history history = {0};
    int rc = 0;
    timeline_init(&timeline, all->run->contract);
    p->n_receipts = list->count - job->part->n_excluded;
    p->receipts = mem_array((size_t)p->n_receipts, sizeof *p->receipts);
    p->cube = cube_new(all->run->contract, all->run->period);
    if (all->run->trace != NULL)
        trace_begin(&p->trace, all->run->trace, p->cube);
    for (int i = p->n_receipts - 1; rc == 0 && i >= 0; i--) {
        const struct delivery *d = &list->list[i];
        struct setting setting = setting_of(job, d);
        struct returns returns;
        rc = run_delivery_take(&setting, d, (unsigned)READ_ALL_TABLES, &p->receipts[i], &returns,
                               err);
        if (rc == 0 && d->same_as >= 0)
            note_duplicate(&p->receipts[i], &list->list[d->same_as]);
        else if (rc == 0)
            take_units(&claims, &timeline, &history, i, &p->receipts[i], &returns, all);
        returns_release(&returns);
    }
    if (rc == 0) {
        for (int i = 0; i < p->n_receipts; i++)
            claims_settle(&claims, &p->receipts[i], &all->poles);
        timeline_sort(&timeline);
        struct history_frame frame = (struct history_frame){.contract = all->run->contract,
                                                            .poles = &all->poles,
                                                            .claims = &claims,
                                                            .timeline = &timeline,
                                                            .history = &history,
                                                            .receipts = p->receipts,
                                                            .n_receipts = p->n_receipts,
                                                            .region = job->part->region,
                                                            .deliveries = list,
                                                            .overrides = all->run->overrides,
                                                            .lang = all->run->lang};
        structure_compare(&frame);
        history_judge(&frame);
        struct tally tally = {.contract = all->run->contract,
                              .poles = &all->poles,
                              .region = job->part->region,
                              .timeline = &timeline,
                              .cube = p->cube};
        tally_add(&tally);
        states_make(p, &claims, &timeline, list, all->run->contract);
    }
    history_release(&history);
    timeline_release(&timeline);
    claims_release(&claims);
    return rc;
}

static struct partial_frame frame_of(const struct regions *r, const struct region_part *part,
                                     bool first_round)
{
    return (struct partial_frame){.contract = r->run->contract,
                                  .poles = first_round ? NULL : &r->poles,
                                  .region = part->region,
                                  .n_deliveries = part->deliveries.count - part->n_excluded,
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
        rc = job->first_round ? register_round(job, &p, err) : full_round(job, &p, err);
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

/* Start a worker for each part of the list, and read what they have to say. A part whose worker
 * failed is left with done = false. */
static int start_workers(struct regions *r, struct region_part **parts, size_t n, bool first_round,
                         struct err *err)
{
    struct job *jobs = mem_array(n, sizeof *jobs);
    struct child_job *children = mem_array(n, sizeof *children);
    const struct codelist *regions = contract_list(r->run->contract, "regions");
    for (size_t i = 0; i < n; i++) {
        jobs[i] = (struct job){.regions = r, .part = parts[i], .first_round = first_round};
        children[i] = (struct child_job){
            .name = regions->entries[parts[i]->region].code, .run = work, .arg = &jobs[i]};
    }
    struct child_pool pool = {.at_once = r->run->jobs,
                              .timeout_s = WORKER_TIMEOUT_S,
                              .max_bytes = MAX_PARTIAL_BYTES,
                              .progress = on_progress,
                              .progress_arg = n > 0 ? &jobs[0] : NULL};
    int failed = crew_run(children, n, &pool, err);
    for (size_t i = 0; i < n; i++) {
        struct partial_frame frame = frame_of(r, parts[i], first_round);
        parts[i]->done = failed != -1 && !children[i].failed &&
                         partial_parse(&parts[i]->partial, &frame, buf_str(&children[i].out),
                                       children[i].out.len, &children[i].why) == 0;
        if (!parts[i]->done)
            parts[i]->why = children[i].why;
        if (children[i].reported && failed != -1)
            failed = err_set(err, "region %s: %s", children[i].name, children[i].why.text);
        buf_release(&children[i].out);
    }
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
            if (p->n_excluded == MAX_EXCLUDED || p->n_excluded == p->deliveries.count)
                rc = err_set(err, "region %s cannot be read: %s",
                             contract_list(r->run->contract, "regions")->entries[p->region].code,
                             p->why.text);
            p->n_excluded++;
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

/* Receipts for the deliveries that no worker survived. */
static void add_excluded(struct region_part *p)
{
    struct partial *part = &p->partial;
    part->receipts =
        mem_resize(part->receipts, (size_t)p->deliveries.count, sizeof *part->receipts);
    while (part->n_receipts < p->deliveries.count) {
        struct receipt *r = &part->receipts[part->n_receipts++];
        *r = (struct receipt){.unreadable = true};
        struct finding f = {.code = FINDING_SOURCE_ERROR,
                            .variant = "worker",
                            .severity = SEVERITY_ERROR,
                            .table = -1,
                            .field = -1,
                            .rule = -1,
                            .value = p->why.text};
        receipt_add(r, &f);
    }
}

int regions_validate(struct regions *r, const bool *which, struct err *err)
{
    if (run_round(r, which, false, err) == -1)
        return -1;
    for (int i = 0; i < r->count; i++)
        if (r->list[i].done && r->list[i].n_excluded > 0)
            add_excluded(&r->list[i]);
    return 0;
}

void regions_release(struct regions *r)
{
    for (int i = 0; i < r->count; i++) {
        deliveries_release(&r->list[i].deliveries);
        partial_release(&r->list[i].partial);
    }
    free(r->list);
    register_release(&r->poles);
    *r = (struct regions){0};
}
