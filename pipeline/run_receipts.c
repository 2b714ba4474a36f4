#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "publish/receipt.h"
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

bool receipts_are_missing(const struct regions *regions, int region)
{
    const struct deliveries *list = &regions->list[region].deliveries;
    for (int i = 0; i < list->count; i++)
        if (!receipt_is_there(regions, region, &list->list[i]))
            return true;
    return false;
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

static int write_one(const struct regions *r, int region, int i, bool after_edition,
                     bool *ret_changed, struct err *err)
{
    const struct region_part *part = &r->list[region];
    assert(part->deliveries.list != NULL && i < part->deliveries.count);
    struct receipt_facts facts = {.run = r->run,
                                  .delivery = &part->deliveries.list[i],
                                  .receipt = &part->partial.receipts[i],
                                  .after_edition = after_edition};
    struct buf folder = {0};
    char **missing = NULL;
    facts.month = last_month(r->run->contract, facts.receipt,
                             day_period(instant_day(facts.delivery->received)));
    if (facts.month != 0)
        missing = find_missing(r, region, facts.month, &facts.n_missing);
    facts.missing = (const char *const *)missing;
    receipt_path(r, region, NULL, &folder);
    int rc = receipt_write(&facts, folder.data, ret_changed, err);
    for (size_t k = 0; k < facts.n_missing; k++)
        free(missing[k]);
    free(missing);
    buf_release(&folder);
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

int receipts_write(const struct regions *regions, bool after_edition, size_t *ret_written,
                   struct err *err)
{
    int rc = 0;
    *ret_written = 0;
    for (int r = 0; rc == 0 && r < regions->count; r++) {
        const struct region_part *part = &regions->list[r];
        struct buf folder = {0};
        if (!part->done)
            continue;
        receipt_path(regions, r, NULL, &folder);
        rc = file_make_folders(folder.data, 0750, err);
        for (int i = 0; rc == 0 && i < part->partial.n_receipts; i++) {
            bool changed = false;
            if (!after_edition && receipt_is_there(regions, r, &part->deliveries.list[i]))
                continue;
            rc = write_one(regions, r, i, after_edition, &changed, err);
            *ret_written += changed;
        }
        if (rc == 0)
            rc = file_sync_folder(folder.data, err);
        buf_release(&folder);
    }
    return rc;
}
