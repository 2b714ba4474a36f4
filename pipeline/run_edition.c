#include <stdlib.h>
#include <string.h>

#include "aggregate/revisions.h"
#include "base/digest.h"
#include "model/override.h"
#include "run_edition.h"
#include "run_holding.h"

static int add_deliveries(const struct regions *regions, int r, struct card *card, struct err *err)
{
    const struct codelist *codes = contract_list(regions->run->contract, "regions");
    const struct region_part *part = &regions->list[r];
    int rc = 0;
    for (int i = 0; rc == 0 && i < part->deliveries.count; i++) {
        const struct delivery *d = &part->deliveries.list[i];
        char sha256[DIGEST_HEX] = "";
        char sidecar[DIGEST_HEX] = "";
        struct buf name = {0};
        buf_printf(&name, "%s/%s", codes->entries[r].code, d->stem);
        if (part->done && i < part->partial.n_receipts)
            (void)snprintf(sha256, sizeof sha256, "%s", part->partial.receipts[i].sha256);
        if (sha256[0] == '\0') /* no worker read it to its end */
            rc = digest_file(d->path, sha256, err);
        if (rc == 0 && d->sidecar != NULL)
            rc = digest_file(d->sidecar, sidecar, err);
        if (rc == 0)
            card_add(card, name.data, sha256, sidecar);
        buf_release(&name);
    }
    return rc;
}

/* How often each override was used, in deliveries that were not sent before. */
static void count_overrides(const struct regions *regions, struct card *ret)
{
    ret->used = regions->run->overrides;
    ret->uses = mem_array((size_t)ret->used->count, sizeof *ret->uses);
    for (int r = 0; r < regions->count; r++) {
        const struct region_part *part = &regions->list[r];
        for (int i = 0; part->done && i < part->partial.n_receipts; i++) {
            const struct receipt *receipt = &part->partial.receipts[i];
            for (uint32_t k = 0; k < receipt->n_overrides && part->deliveries.list[i].same_as < 0;
                 k++)
                ret->uses[k] += (int)k < ret->used->count ? receipt->overrides[k] : 0;
        }
    }
}

int run_card(const struct regions *regions, const char *previous, struct card *ret, struct err *err)
{
    const struct run *run = regions->run;
    int rc = 0;
    *ret = (struct card){.period = run->period,
                         .cutoff = run->now,
                         .lang = run->lang,
                         .deadline_day = run->deadline_day};
    (void)snprintf(ret->program, sizeof ret->program, "ptce %s", PTCE_VERSION);
    (void)snprintf(ret->contract, sizeof ret->contract, "%s", run->contract->digest);
    (void)snprintf(ret->previous, sizeof ret->previous, "%s", previous);
    if (run->overrides != NULL) {
        (void)snprintf(ret->overrides, sizeof ret->overrides, "%s", run->overrides->digest);
        count_overrides(regions, ret);
    }
    (void)snprintf(ret->after, sizeof ret->after, "%s", regions->after);
    ret->definitive = regions->holding->definitive;
    run_held(regions, &ret->corrections);
    for (int r = 0; rc == 0 && r < regions->count; r++)
        rc = add_deliveries(regions, r, ret, err);
    if (rc == -1)
        card_release(ret);
    return rc;
}

/* Which deliveries of a region the edition before had, and which units of them it held back. */
static void find_known(const struct regions *regions, int r, const struct card *before,
                       struct revision_part *ret)
{
    const struct codelist *codes = contract_list(regions->run->contract, "regions");
    const struct deliveries *list = &regions->list[r].deliveries;
    const struct region_part *part = &regions->list[r];
    bool *known = mem_array((size_t)list->count + 1, sizeof *known);
    bool **was_held = mem_array((size_t)list->count + 1, sizeof *was_held);
    struct buf name = {0};
    for (int i = 0; i < list->count; i++) {
        buf_cut(&name, 0);
        buf_printf(&name, "%s/%s", codes->entries[r].code, list->list[i].stem);
        known[i] = map_find(&before->names, name.data, name.len) != MAP_NONE;
        if (part->done && i < part->partial.n_receipts)
            was_held[i] =
                run_was_held(regions->run->contract, before, name.data, &part->partial.receipts[i]);
    }
    buf_release(&name);
    *ret = (struct revision_part){
        .partial = part->done ? &part->partial : NULL, .known = known, .was_held = was_held};
}

static unsigned general_causes(const struct card *before, const struct card *now)
{
    bool rules =
        strcmp(before->contract, now->contract) != 0 || before->deadline_day != now->deadline_day;
    return (rules ? (unsigned)CAUSE_CONTRACT : 0) |
           (strcmp(before->overrides, now->overrides) != 0 ? (unsigned)CAUSE_OVERRIDE : 0) |
           (strcmp(before->program, now->program) != 0 ? (unsigned)CAUSE_PROGRAM : 0);
}

int run_before(const struct run *run, const char *previous, struct figures *ret, struct err *err)
{
    struct buf path = {0};
    int rc = 0;
    *ret = (struct figures){0};
    buf_printf(&path, "%s/outputs/editions/%s/data/figures.csv", run->root, previous);
    if (previous[0] != '\0')
        rc = figures_read_known(ret, run->contract, path.data, err);
    buf_release(&path);
    return rc;
}

int run_revisions(const struct regions *regions, const struct figures *before,
                  const struct figures *figures, const struct card *card, struct revisions *ret,
                  struct err *err)
{
    const struct run *run = regions->run;
    struct card last = {0};
    struct buf path = {0};
    if (card->previous[0] == '\0')
        return 0;
    (void)snprintf(ret->previous, sizeof ret->previous, "%s", card->previous);
    buf_printf(&path, "%s/outputs/editions/%s", run->root, card->previous);
    int rc = card_read(&last, path.data, err);
    if (rc == 0) {
        struct revision_part *parts = mem_array((size_t)regions->count, sizeof *parts);
        for (int r = 0; r < regions->count; r++)
            find_known(regions, r, &last, &parts[r]);
        struct revision_source source = {.contract = run->contract,
                                         .now = figures,
                                         .before = before,
                                         .parts = parts,
                                         .general = general_causes(&last, card)};
        revisions_make(&source, ret);
        for (int r = 0; r < regions->count; r++) {
            for (int i = 0; i < regions->list[r].deliveries.count; i++)
                free(parts[r].was_held[i]);
            free(parts[r].was_held);
            free(parts[r].known);
        }
        free(parts);
    }
    card_release(&last);
    buf_release(&path);
    return rc;
}
