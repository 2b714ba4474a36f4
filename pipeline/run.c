#include <stdlib.h>
#include <string.h>

#include "aggregate/coverage.h"
#include "aggregate/audit.h"
#include "aggregate/indicators.h"
#include "aggregate/mask.h"
#include "aggregate/pole_figures.h"
#include "aggregate/quality.h"
#include "aggregate/withhold.h"
#include "run.h"
#include "run_edition.h"
#include "run_holding.h"
#include "run_partial.h"
#include "run_receipts.h"
#include "run_region.h"

static void say_stage(const struct run *run, const char *stage)
{
    if (run->progress != NULL)
        run->progress(run, stage, 0, 0);
}

/* Regions with a delivery that has no receipt yet. */
static bool find_news(const struct regions *regions, bool *ret_which)
{
    bool any = false;
    for (int r = 0; r < regions->count; r++) {
        ret_which[r] = receipts_are_missing(regions, r);
        any = any || ret_which[r];
    }
    return any;
}

static void count_states(const struct regions *regions, struct outcome *o)
{
    for (int r = 0; r < regions->count; r++) {
        const struct region_part *part = &regions->list[r];
        o->deliveries += (size_t)part->deliveries.count;
        o->unread += part->done ? (size_t)part->n_excluded : 0;
        for (int i = 0; part->done && i < part->partial.n_receipts; i++) {
            const struct receipt *receipt = &part->partial.receipts[i];
            if (part->deliveries.list[i].same_as >= 0) {
                o->duplicates++;
                continue;
            }
            o->by_state[receipt_state(receipt)]++;
            o->errors += receipt->by_severity[SEVERITY_ERROR];
            o->warnings += receipt->by_severity[SEVERITY_WARNING];
        }
    }
}

int run_collect(const struct run *run, struct outcome *ret, struct err *err)
{
    struct regions regions = {0};
    int rc = -1;
    say_stage(run, "collect");
    if (collect(run, &ret->intake, err) == -1 || regions_load(&regions, run, err) == -1)
        goto out;
    bool *which = mem_array((size_t)regions.count, sizeof *which);
    rc = 0;
    if (find_news(&regions, which)) {
        say_stage(run, "validate");
        regions.lets_sums_go = true;
        rc = regions_register(&regions, err);
        if (rc == 0)
            rc = regions_validate(&regions, which, err);
        if (rc == 0)
            rc = receipts_write(&regions, false, &ret->receipts_written, &ret->feedback, err);
        run_held(&regions, &ret->held);
    }
    free(which);
    if (rc == 0)
        count_states(&regions, ret);
out:
    regions_release(&regions);
    return rc;
}

/* Read and validate everything in the archive, or take what others have read and validated. */
static int validate_all(struct regions *regions, const struct run *run, bool lets_sums_go,
                        struct err *err)
{
    say_stage(run, "register");
    if (regions_load(regions, run, err) == -1 || regions_register(regions, err) == -1)
        return -1;
    regions->lets_sums_go = lets_sums_go;
    say_stage(run, "validate");
    return run->partials != NULL ? run_partials_take(regions, run->partials, run->n_partials, err)
                                 : regions_validate(regions, NULL, err);
}

/* The parts of the partials that the totals are made of, by region. */
struct parts {
    const struct partial **partials;
    struct cube **cubes;
    const struct deliveries **deliveries;
    bool *present;
};

static void parts_take(struct parts *p, const struct regions *regions)
{
    size_t n = (size_t)regions->count;
    p->partials = mem_array(n, sizeof(const struct partial *));
    p->cubes = mem_array(n, sizeof(struct cube *));
    p->deliveries = mem_array(n, sizeof(const struct deliveries *));
    p->present = mem_array(n, sizeof *p->present);
    for (int r = 0; r < regions->count; r++) {
        if (!regions->list[r].done)
            continue;
        p->partials[r] = &regions->list[r].partial;
        p->deliveries[r] = &regions->list[r].deliveries;
        p->cubes[r] = regions->list[r].partial.cube;
    }
    for (int i = 0; i < regions->poles.count; i++)
        p->present[regions->poles.poles[i].region] = true;
}

static void parts_release(struct parts *p)
{
    free(p->partials);
    free(p->deliveries);
    free(p->cubes);
    free(p->present);
}

/* Withhold, and go on until the audit finds nothing that can be worked out. */
static int mask_figures(const struct totals *t, struct outcome *o, struct err *err)
{
    const struct contract *c = t->contract;
    size_t where = 0;
    struct err why = {0};
    struct masks *masks = masks_find(t, &o->before, &o->figures);
    withhold(c, &o->before, &o->figures);
    masks_apply(masks, &o->figures, &o->comparisons);
    masks_free(masks);
    while (audit_withheld(c, &o->figures, &where, &why) == -1) {
        if (!withhold_more(c, &o->figures, where))
            return err_set(err, "%s", why.text);
        why = (struct err){0};
    }
    withhold_comparisons(&o->figures, &o->comparisons);
    return 0;
}

/* Add up the regions, in their order, and make every figure of the edition that comes after
 * o->before. */
static int make_figures(const struct run *run, const struct regions *regions,
                        const struct parts *parts, struct outcome *o, struct err *err)
{
    say_stage(run, "aggregate");
    struct totals totals = {.contract = run->contract,
                            .regions = parts->cubes,
                            .france = cube_new(run->contract, run->period),
                            .coverage = &o->coverage,
                            .period = run->period};
    int32_t first = run->period;
    for (int t = 0; t < run->contract->n_tables; t++) {
        totals.first_return[t] =
            coverage_first_month(parts->partials, regions->count, t, run->period);
        first = totals.first_return[t] < first ? totals.first_return[t] : first;
    }
    totals.first_return[TABLE_POLES] = register_first_month(&regions->poles, run->period);
    if (first < run->period - SERIES_MONTHS + 1)
        first = run->period - SERIES_MONTHS + 1;
    totals.first_month = first;
    coverage_make(run, &regions->poles, parts->partials, first, &o->coverage);
    struct quality quality;
    quality_make(parts->partials, parts->deliveries, regions->count, first, run->period, &quality);
    totals.quality = &quality;
    for (int r = 0; r < regions->count; r++)
        if (parts->cubes[r] != NULL)
            cube_merge(totals.france, parts->cubes[r]);
    cube_sort(totals.france);
    int rc = indicators_make(&totals, &o->figures, err);
    if (rc == 0)
        rc = comparisons_make(&totals, &o->comparisons, err);
    if (rc == 0 && run->trace == NULL) /* what is explained is looked at from within */
        rc = mask_figures(&totals, o, err);
    if (rc == 0)
        pole_figures_make(&totals, &regions->poles, parts->partials, &o->figures, &o->roster);
    quality_release(&quality);
    cube_free(totals.france);
    return rc;
}

/* Has anybody declared anything for the month? */
static bool anything_declared(const struct run *run, const struct coverage *coverage)
{
    for (int t = 0; t < run->contract->n_tables; t++) {
        const struct coverage_row *row = coverage_find(coverage, t, REGION_FRANCE, run->period);
        if (row != NULL && row->declared > 0)
            return true;
    }
    return false;
}

static int publish(const struct run *run, const struct regions *regions, const struct parts *parts,
                   const char *previous, struct outcome *o, struct err *err)
{
    struct card card = {0};
    int rc = run_card(regions, previous, &card, err);
    if (rc == 0)
        rc = run_revisions(regions, &o->before, &o->figures, &card, &o->revisions, err);
    struct edition_source source = {.figures = &o->figures,
                                    .coverage = &o->coverage,
                                    .comparisons = &o->comparisons,
                                    .roster = &o->roster,
                                    .revisions = &o->revisions,
                                    .region_present = parts->present,
                                    .held = &o->held,
                                    .card = &card};
    say_stage(run, "publish");
    figures_index(&o->figures);
    if (rc == 0)
        rc = edition_publish(run, &source, &o->edition, err);
    card_release(&card);
    return rc;
}

int run_archived(const struct run *run, struct outcome *ret, struct err *err)
{
    struct regions regions = {0};
    struct parts parts = {0};
    char previous[EDITION_ID];
    int rc = -1;
    if (validate_all(&regions, run, false, err) == -1)
        goto out;
    count_states(&regions, ret);
    run_held(&regions, &ret->held);
    parts_take(&parts, &regions);
    if (editions_before(run->root, run->period, previous, err) == -1 ||
        run_before(run, previous, &ret->before, err) == -1 ||
        make_figures(run, &regions, &parts, ret, err) == -1)
        goto out;
    ret->nothing_declared = !anything_declared(run, &ret->coverage);
    if (receipts_ready(&regions, err) == -1)
        goto out;
    if (!ret->nothing_declared && publish(run, &regions, &parts, previous, ret, err) == -1)
        goto out;
    rc = receipts_write(&regions, !ret->nothing_declared, &ret->receipts_written, &ret->feedback,
                        err);
out:
    parts_release(&parts);
    regions_release(&regions);
    return rc;
}

int run_month(const struct run *run, struct outcome *ret, struct err *err)
{
    say_stage(run, "collect");
    return collect(run, &ret->intake, err) == -1 ? -1 : run_archived(run, ret, err);
}

/* Is every delivery of the card still in the archive? */
static int find_all(const struct regions *regions, const struct card *card, struct err *err)
{
    const struct codelist *codes = contract_list(regions->run->contract, "regions");
    struct map found = {0};
    struct buf name = {0};
    int rc = 0;
    for (int r = 0; r < regions->count; r++) {
        for (int i = 0; i < regions->list[r].deliveries.count; i++) {
            buf_cut(&name, 0);
            buf_printf(&name, "%s/%s", codes->entries[r].code,
                       regions->list[r].deliveries.list[i].stem);
            (void)map_put(&found, name.data, name.len);
        }
    }
    for (size_t i = 0; rc == 0 && i < card->n_deliveries; i++)
        if (map_find(&found, card->deliveries[i].name, strlen(card->deliveries[i].name)) ==
            MAP_NONE)
            rc = err_set(err, "edition %s was made of a delivery that is not in the archive: %s",
                         card->id, card->deliveries[i].name);
    map_release(&found);
    buf_release(&name);
    return rc;
}

int run_again(const struct run *run, struct card *card, const char *folder, struct outcome *ret,
              struct err *err)
{
    struct regions regions = {0};
    struct parts parts = {0};
    int rc = -1;
    if (validate_all(&regions, run, false, err) == -1 || find_all(&regions, card, err) == -1)
        goto out;
    parts_take(&parts, &regions);
    if (run_before(run, card->previous, &ret->before, err) == -1 ||
        make_figures(run, &regions, &parts, ret, err) == -1 ||
        run_revisions(&regions, &ret->before, &ret->figures, card, &ret->revisions, err) == -1)
        goto out;
    struct edition_source source = {.figures = &ret->figures,
                                    .coverage = &ret->coverage,
                                    .comparisons = &ret->comparisons,
                                    .roster = &ret->roster,
                                    .revisions = &ret->revisions,
                                    .region_present = parts.present,
                                    .held = &ret->held,
                                    .card = card};
    run_held(&regions, &ret->held);
    rc = edition_rebuild(run, &source, folder, err);
out:
    parts_release(&parts);
    regions_release(&regions);
    return rc;
}

/* Put in the place of each region's sums those that its trace makes. */
static void replay(struct regions *regions)
{
    for (int r = 0; r < regions->count; r++) {
        struct partial *p = &regions->list[r].partial;
        if (!regions->list[r].done)
            continue;
        cube_free(p->cube);
        p->cube = cube_new(regions->run->contract, regions->run->period);
        trace_replay(&p->trace, p->cube);
    }
}

int run_traced(const struct run *run, const struct card *card, run_view *view, void *arg,
               struct err *err)
{
    struct regions regions = {0};
    struct parts parts = {0};
    struct outcome *o = mem_alloc(sizeof *o);
    int rc = -1;
    if (validate_all(&regions, run, false, err) == -1 || find_all(&regions, card, err) == -1)
        goto out;
    replay(&regions);
    parts_take(&parts, &regions);
    if (make_figures(run, &regions, &parts, o, err) == 0)
        rc = view(arg, &regions, &o->figures, err);
out:
    parts_release(&parts);
    regions_release(&regions);
    outcome_release(o);
    free(o);
    return rc;
}

int run_status(const struct run *run, struct outcome *ret, struct err *err)
{
    struct regions regions = {0};
    struct parts parts = {0};
    int rc = validate_all(&regions, run, true, err);
    if (rc == 0) {
        count_states(&regions, ret);
        parts_take(&parts, &regions);
        coverage_make(run, &regions.poles, parts.partials, run->period, &ret->coverage);
    }
    parts_release(&parts);
    regions_release(&regions);
    return rc;
}

bool outcome_has_errors(const struct outcome *o)
{
    for (size_t i = 0; i < o->intake.n_remarks; i++)
        if (finding_severity(o->intake.remarks[i].code) == SEVERITY_ERROR)
            return true;
    return o->errors > 0 || o->nothing_declared;
}

void outcome_release(struct outcome *o)
{
    intake_release(&o->intake);
    figures_release(&o->figures);
    figures_release(&o->before);
    coverage_release(&o->coverage);
    comparisons_release(&o->comparisons);
    roster_release(&o->roster);
    revisions_release(&o->revisions);
    held_release(&o->held);
}
