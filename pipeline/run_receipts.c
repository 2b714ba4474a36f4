#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "publish/feedback.h"
#include "run_feedback.h"
#include "run_receipts.h"

static void receipt_path(const struct regions *r, int region, const struct delivery *d,
                         struct buf *out)
{
    const struct codelist *codes = contract_list(r->run->contract, "regions");
    buf_printf(out, "%s/outputs/receipts/%s", r->run->root, codes->entries[region].code);
    if (d != NULL)
        buf_printf(out, "/%s.json", d->stem);
}

static bool receipt_is_there(const struct regions *r, int region, const struct delivery *d)
{
    struct buf path = {0};
    receipt_path(r, region, d, &path);
    bool there = file_exists(path.data);
    buf_release(&path);
    return there;
}

/* Receipts of older deliveries are pruned, and not written again (run_prune.h). */
static bool is_kept(const struct regions *r, const struct delivery *d)
{
    return d->received >= r->run->keep_from;
}

/* What the folder lists is there, and where nothing can be listed, nothing is: a look at each
 * receipt of years would take longer. */
bool receipts_are_missing(const struct regions *regions, int region)
{
    const struct deliveries *list = &regions->list[region].deliveries;
    struct buf name = {0};
    struct map there = {0};
    struct names names;
    struct err ignored = {0};
    bool missing = false;
    receipt_path(regions, region, NULL, &name);
    (void)names_read(&names, name.data, &ignored);
    for (size_t i = 0; i < names.count; i++)
        (void)map_put(&there, names.names[i], strlen(names.names[i]));
    for (int i = 0; !missing && i < list->count; i++) {
        buf_cut(&name, 0);
        buf_printf(&name, "%s.json", list->list[i].stem);
        missing =
            is_kept(regions, &list->list[i]) && map_find(&there, name.data, name.len) == MAP_NONE;
    }
    names_release(&names);
    map_release(&there);
    buf_release(&name);
    return missing;
}

/* The last month a delivery speaks of, 0 = none. */
static int32_t last_month(const struct contract *c, const struct receipt *r, int32_t latest)
{
    int32_t month = 0;
    for (uint32_t i = 0; i < r->n_units; i++)
        if (!c->tables[r->units[i].table].is_register && r->units[i].time > month &&
            r->units[i].time <= latest)
            month = r->units[i].time;
    return month;
}

static bool is_declared(const struct partial *p, int table, int pole, int32_t month)
{
    for (int i = 0; i < p->n_states; i++)
        if (p->states[i].table == table && p->states[i].pole == pole && p->states[i].month == month)
            return p->states[i].state == CLAIM_GOOD;
    return false;
}

/* Poles of the region whose unit for the month is still expected: "Emplois : name (code)". */
static char **find_missing(const struct regions *r, int region, int32_t month, size_t *ret_count)
{
    const struct contract *c = r->run->contract;
    const struct partial *p = &r->list[region].partial;
    char **list = mem_array((size_t)r->poles.count * MAX_TABLES, sizeof(char *));
    *ret_count = 0;
    for (int t = 0; t < c->n_tables; t++) {
        if (c->tables[t].coverage != COVERAGE_POLE)
            continue;
        for (int i = 0; i < r->poles.count; i++) {
            const struct pole *pole = &r->poles.poles[i];
            if (pole->region != region ||
                !register_expects(&r->poles, pole, &c->tables[t], month) ||
                is_declared(p, t, i, month))
                continue;
            struct buf name = {0};
            buf_printf(&name, "%s%s %s (%s)", c->tables[t].title[r->run->lang],
                       r->run->lang == LANG_EN ? ":" : " :", register_at(pole, month)->name,
                       pole->code);
            list[(*ret_count)++] = buf_detach(&name);
        }
    }
    return list;
}

/* A receipt to be written, and all that it says. */
struct pending {
    int region;
    int delivery;
    struct receipt_facts facts;
    char **missing;
};

struct batch {
    const struct regions *regions;
    struct pending *list;
    size_t count;
    size_t cap;
};

static void add_pending(struct batch *b, int region, int i, bool after_edition)
{
    const struct region_part *part = &b->regions->list[region];
    assert(part->deliveries.list != NULL && i < part->deliveries.count);
    if (b->count == b->cap) {
        b->cap = b->cap == 0 ? 128 : b->cap * 2;
        b->list = mem_resize(b->list, b->cap, sizeof *b->list);
    }
    struct pending *p = &b->list[b->count++];
    *p = (struct pending){.region = region,
                          .delivery = i,
                          .facts = {.run = b->regions->run,
                                    .delivery = &part->deliveries.list[i],
                                    .receipt = &part->partial.receipts[i],
                                    .after_edition = after_edition}};
    p->facts.month = last_month(b->regions->run->contract, p->facts.receipt,
                                day_period(instant_day(p->facts.delivery->received)));
    if (p->facts.month != 0)
        p->missing = find_missing(b->regions, region, p->facts.month, &p->facts.n_missing);
    p->facts.missing = (const char *const *)p->missing;
}

static void batch_release(struct batch *b)
{
    for (size_t i = 0; i < b->count; i++) {
        for (size_t k = 0; k < b->list[i].facts.n_missing; k++)
            free(b->list[i].missing[k]);
        free(b->list[i].missing);
    }
    free(b->list);
}

static char *workbook_path(const struct batch *b, const struct pending *p)
{
    struct buf path = {0};
    receipt_path(b->regions, p->region, NULL, &path);
    buf_printf(&path, "/%s.xlsx", p->facts.delivery->stem);
    return buf_detach(&path);
}

/* The feedback workbooks of those that have something to say. One that is there is left as it is
 * when its receipt is: the receipt is written after it, so it is never the older of the two. */
static int write_feedback(const struct batch *b, struct feedback_result *ret, struct err *err)
{
    struct feedback_task *tasks = mem_array(b->count, sizeof *tasks);
    size_t n = 0;
    for (size_t i = 0; i < b->count; i++) {
        const struct pending *p = &b->list[i];
        struct buf folder = {0};
        char *path = workbook_path(b, p);
        receipt_path(b->regions, p->region, NULL, &folder);
        bool due = feedback_is_due(p->facts.receipt);
        bool there = file_exists(path);
        if (!due && there)
            (void)unlink(path);
        if (due && !(there && receipt_is_current(&p->facts, folder.data)))
            tasks[n++] = (struct feedback_task){.regions = b->regions,
                                                .region = p->region,
                                                .delivery = p->delivery,
                                                .facts = p->facts,
                                                .path = path};
        else
            free(path);
        buf_release(&folder);
    }
    int rc = feedback_write_all(tasks, n, b->regions->run->jobs, &ret->failed, &ret->why, err);
    ret->written = n - ret->failed;
    for (size_t i = 0; i < n; i++)
        free(tasks[i].path);
    free(tasks);
    return rc;
}

int receipts_ready(const struct regions *regions, struct err *err)
{
    int rc = 0;
    for (int r = 0; rc == 0 && r < regions->count; r++) {
        struct buf folder = {0};
        if (!regions->list[r].done)
            continue;
        receipt_path(regions, r, NULL, &folder);
        rc = file_make_folders(folder.data, 0750, err);
        if (rc == 0 && access(folder.data, W_OK | X_OK) == -1)
            rc = err_sys(err, "cannot write into %s", folder.data);
        buf_release(&folder);
    }
    return rc;
}

/* Write the texts and sync the folders, the region's last receipt being followed by another's. */
static int write_texts(const struct batch *b, size_t *ret_written, struct err *err)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < b->count; i++) {
        const struct pending *p = &b->list[i];
        struct buf folder = {0};
        bool changed = false;
        receipt_path(b->regions, p->region, NULL, &folder);
        rc = receipt_write(&p->facts, folder.data, &changed, err);
        *ret_written += changed;
        if (rc == 0 && (i + 1 == b->count || b->list[i + 1].region != p->region))
            rc = file_sync_folder(folder.data, err);
        buf_release(&folder);
    }
    return rc;
}

int receipts_write(const struct regions *regions, bool after_edition, size_t *ret_written,
                   struct feedback_result *ret_feedback, struct err *err)
{
    struct batch batch = {.regions = regions};
    int rc = 0;
    *ret_written = 0;
    for (int r = 0; rc == 0 && r < regions->count; r++) {
        const struct region_part *part = &regions->list[r];
        struct buf folder = {0};
        if (!part->done)
            continue;
        receipt_path(regions, r, NULL, &folder);
        rc = file_make_folders(folder.data, 0750, err);
        for (int i = 0; rc == 0 && i < part->partial.n_receipts; i++)
            if (is_kept(regions, &part->deliveries.list[i]) &&
                (after_edition || !receipt_is_there(regions, r, &part->deliveries.list[i])))
                add_pending(&batch, r, i, after_edition);
        buf_release(&folder);
    }
    if (rc == 0)
        rc = write_feedback(&batch, ret_feedback, err);
    if (rc == 0)
        rc = write_texts(&batch, ret_written, err);
    batch_release(&batch);
    return rc;
}
