#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "aggregate/aside.h"
#include "aggregate/history.h"
#include "aggregate/states.h"
#include "aggregate/structure.h"
#include "aggregate/tally.h"
#include "read/read.h"
#include "run_delivery.h"
#include "run_worker.h"

struct job {
    const struct regions *regions;
    const struct region_part *part;
};

/* The register is not known in the first round. */
static struct setting setting_of(const struct job *job, const struct delivery *d, bool first_round)
{
    const struct run *run = job->regions->run;
    return (struct setting){.contract = run->contract,
                            .poles = first_round ? NULL : &job->regions->poles,
                            .region = job->part->region,
                            .lang = run->lang,
                            .month = day_period(instant_day(d->received)),
                            .day = instant_day(d->received),
                            .overrides = run->overrides,
                            .libcsv_only = run->libcsv_only};
}

/* One delivery, and all that it says. */
static int take(const struct job *job, int i, struct receipt *receipt, struct returns *returns,
                struct err *err)
{
    const struct delivery *d = &job->part->deliveries.list[i];
    *job->part->at = i;
    struct setting setting = setting_of(job, d, false);
    setting.receipt_only = d->same_as >= 0;
    return run_delivery_take(&setting, d, (unsigned)READ_ALL_TABLES, receipt, returns, err);
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
        int64_t values[MAX_FIELDS];
        rows_read(rows, i, values);
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

/* Was a delivery good as it came, whatever the register says now? Nothing is kept of it. */
static int look_at(const struct job *job, int i, bool *ret_good, struct err *err)
{
    const struct delivery *d = &job->part->deliveries.list[i];
    struct setting setting = setting_of(job, d, true);
    struct receipt receipt = {0};
    struct returns returns;
    *ret_good = false;
    if (region_excludes(job->part, i) != NULL)
        return 0;
    if (job->part->at != NULL) /* in a worker */
        *job->part->at = i;
    setting.receipt_only = true;
    int rc = run_delivery_take(&setting, d, (unsigned)READ_ALL_TABLES, &receipt, &returns, err);
    *ret_good = rc == 0 && !receipt.unreadable && receipt.by_severity[SEVERITY_ERROR] == 0;
    receipt_release(&receipt);
    returns_release(&returns);
    return rc;
}

int run_worker_settle(const struct regions *regions, const struct region_part *part,
                      struct err *err)
{
    const struct job job = {.regions = regions, .part = part};
    struct delivery *list = part->deliveries.list;
    size_t count = (size_t)part->deliveries.count;
    enum { UNSEEN, GOOD, BAD } *seen = mem_array(count, sizeof *seen);
    int rc = 0;
    for (int i = 0; rc == 0 && i < part->deliveries.count; i++) {
        int first = list[i].bytes_of;
        for (int k = first; rc == 0 && first >= 0 && k < i && list[i].same_as < 0; k++) {
            bool good;
            if ((k != first && list[k].bytes_of != first) || list[k].same_as >= 0)
                continue;
            if (seen[k] == UNSEEN && (rc = look_at(&job, k, &good, err)) == 0)
                seen[k] = good ? GOOD : BAD;
            if (seen[k] == GOOD)
                list[i].same_as = k;
        }
    }
    free(seen);
    return rc;
}

int run_worker_register(const struct regions *regions, const struct region_part *part,
                        struct partial *p, struct err *err)
{
    const struct job job = {.regions = regions, .part = part};
    const struct contract *c = regions->run->contract;
    struct pole_register seen;
    int rc = run_worker_settle(regions, part, err);
    register_init(&seen, c);
    for (int i = part->deliveries.count - 1; rc == 0 && i >= 0; i--) {
        const struct delivery *d = &part->deliveries.list[i];
        struct setting setting = setting_of(&job, d, true);
        struct receipt receipt = {0};
        struct returns returns;
        if (d->same_as >= 0 || region_excludes(part, i) != NULL)
            continue;
        *part->at = i;
        rc = run_delivery_take(&setting, d, 1U << TABLE_POLES, &receipt, &returns, err);
        if (rc == 0)
            take_rows(p, &seen, d, &receipt, &returns, c);
        receipt_release(&receipt);
        returns_release(&returns);
    }
    register_release(&seen);
    return rc;
}

/* The receipt of a delivery that a worker died of. */
static void note_excluded(struct receipt *r, const struct err *why)
{
    *r = (struct receipt){.unreadable = true};
    struct finding f = {.code = FINDING_SOURCE_ERROR,
                        .variant = "worker",
                        .severity = SEVERITY_ERROR,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .value = why->text};
    receipt_add(r, &f);
}

static void note_duplicate(struct receipt *r, const struct delivery *original)
{
    struct buf name = {0};
    text_show(&name, original->name, strlen(original->name), MAX_SHOWN_CHARS);
    struct finding f = {.code = FINDING_DUPLICATE_DELIVERY,
                        .severity = SEVERITY_INFO,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .value = buf_str(&name)};
    receipt_add(r, &f);
    buf_release(&name);
}

/* A region's deliveries as they are taken, newest first. */
struct taking {
    struct claims claims;
    struct aside aside;
    struct timeline timeline;
    struct history history;
};

static void take_units(struct taking *x, const struct delivery *d, int i, struct receipt *receipt,
                       struct returns *returns, const struct regions *all)
{
    aside_take(&x->aside, &x->claims, i, d->stem, receipt, returns);
    claims_take(&x->claims, i, receipt, all->run->contract, &all->poles);
    aside_compare(&x->aside, receipt, returns);
    history_take(&x->history, all->run->contract, receipt, returns, &all->poles);
    timeline_take(&x->timeline, i, receipt, returns, &all->poles);
}

static int take_all(const struct job *job, struct taking *x, struct partial *p, struct err *err)
{
    const struct deliveries *list = &job->part->deliveries;
    int rc = 0;
    for (int i = p->n_receipts - 1; rc == 0 && i >= 0; i--) {
        const struct delivery *d = &list->list[i];
        struct returns returns;
        const struct err *why = region_excludes(job->part, i);
        if (why != NULL) {
            note_excluded(&p->receipts[i], why);
            continue;
        }
        rc = take(job, i, &p->receipts[i], &returns, err);
        p->receipts[i].again = d->same_as >= 0;
        if (rc == 0 && d->bytes_of >= 0)
            note_duplicate(&p->receipts[i], &list->list[d->bytes_of]);
        if (rc == 0 && d->same_as < 0)
            take_units(x, d, i, &p->receipts[i], &returns, job->regions);
        returns_release(&returns);
    }
    return rc;
}

/* Of what was set aside, the first returns of their units count: their rows are read again. */
static int take_late(const struct job *job, struct taking *x, struct partial *p, struct err *err)
{
    int rc = 0;
    aside_settle(&x->aside, &x->claims, p->receipts, job->regions->run->lang);
    for (int i = p->n_receipts - 1; rc == 0 && i >= 0; i--) {
        struct receipt again = {0};
        struct returns returns;
        if (!aside_is_late(&x->aside, i))
            continue;
        rc = take(job, i, &again, &returns, err);
        if (rc == 0) {
            aside_choose_late(&x->aside, i, &again);
            timeline_take(&x->timeline, i, &again, &returns, &job->regions->poles);
        }
        receipt_release(&again);
        returns_release(&returns);
    }
    return rc;
}

/* All are taken: judge and add up what stands. */
static void settle(const struct job *job, struct taking *x, struct partial *p)
{
    const struct regions *all = job->regions;
    for (int i = 0; i < p->n_receipts; i++)
        claims_settle(&x->claims, i, &p->receipts[i], &all->poles);
    timeline_sort(&x->timeline);
    struct history_frame frame = (struct history_frame){.contract = all->run->contract,
                                                        .poles = &all->poles,
                                                        .claims = &x->claims,
                                                        .timeline = &x->timeline,
                                                        .history = &x->history,
                                                        .receipts = p->receipts,
                                                        .n_receipts = p->n_receipts,
                                                        .region = job->part->region,
                                                        .deliveries = &job->part->deliveries,
                                                        .overrides = all->run->overrides,
                                                        .lang = all->run->lang};
    structure_compare(&frame);
    history_judge(&frame);
    struct tally tally = {.contract = all->run->contract,
                          .poles = &all->poles,
                          .region = job->part->region,
                          .timeline = &x->timeline,
                          .cube = p->cube};
    tally_add(&tally);
    states_make(p, &x->claims, &x->timeline, &job->part->deliveries, all->run->contract);
}

int run_worker_validate(const struct regions *all, const struct region_part *part,
                        struct partial *p, struct err *err)
{
    const struct job job = {.regions = all, .part = part};
    const struct codelist *codes = contract_list(all->run->contract, "regions");
    struct taking x = {.aside = {.holding = all->holding,
                                 .contract = all->run->contract,
                                 .poles = &all->poles,
                                 .region = codes->entries[part->region].code}};
    timeline_init(&x.timeline, all->run->contract);
    p->n_receipts = part->deliveries.count;
    p->receipts = mem_array((size_t)p->n_receipts, sizeof *p->receipts);
    p->cube = cube_new(all->run->contract, all->run->period);
    if (all->run->trace != NULL)
        trace_begin(&p->trace, all->run->trace, p->cube);
    int rc = run_worker_settle(all, part, err);
    if (rc == 0)
        rc = take_all(&job, &x, p, err);
    if (rc == 0)
        rc = take_late(&job, &x, p, err);
    *part->at = -1;
    if (rc == 0)
        settle(&job, &x, p);
    history_release(&x.history);
    timeline_release(&x.timeline);
    claims_release(&x.claims);
    aside_release(&x.aside);
    return rc;
}

int run_worker_again(const struct regions *r, int region, int i, const struct setting *like,
                     struct receipt *receipt, struct err *err)
{
    const struct delivery *d = &r->list[region].deliveries.list[i];
    const struct job job = {.regions = r, .part = &r->list[region]};
    struct setting setting = setting_of(&job, d, false);
    struct returns returns;
    setting.receipt_only = true;
    setting.canonical = like->canonical;
    setting.also = like->also;
    int rc = run_delivery_take(&setting, d, (unsigned)READ_ALL_TABLES, receipt, &returns, err);
    returns_release(&returns);
    return rc;
}
