/*
 * An edition on disk: built aside, verified, synced, renamed to its number, and only then pointed
 * to.
 *
 *     outputs/editions/2026-10.1/data/            figures.csv, coverage.csv, revisions.csv …
 *     outputs/editions/2026-10.1/ptce-….xlsx       workbooks of France and of each region with
 * poles outputs/editions/2026-10.1/graphiques/     charts, SVG and PNG
 *     outputs/editions/2026-10.1/edition.json    what it was made of (publish/card.h)
 *     outputs/editions/2026-10.1/SHA256SUMS      its files (publish/manifest.h)
 *     outputs/contracts/<digest>/                what it was made with (publish/kept.h)
 *     outputs/2026-10 → editions/2026-10.1       outputs/latest → 2026-10
 *
 * When the figures are those of the last edition of the month there is no new one. Workbooks and
 * charts are made from the data files just written, by child processes: a library that crashes or a
 * full disk is one error, and the previous edition stays as it was.
 */
#ifndef PTCE_PUBLISH_EDITION_H
#define PTCE_PUBLISH_EDITION_H

#include "model/edition.h"
#include "model/run.h"
#include "publish/card.h"

/* What an edition is made of. */
struct edition_source {
    const struct figures *figures;
    const struct coverage *coverage;
    const struct comparisons *comparisons;
    const struct roster *roster;
    const struct revisions *revisions;
    const bool *region_present;   /* by entry of the list regions: gets a workbook */
    const struct held_list *held; /* corrections of definitive months */
    struct card *card;            /* of what it is made; its id is set here */
};

struct published {
    char id[32];
    bool is_new;
    size_t workbooks;
    size_t charts;
};

int edition_publish(const struct run *run, const struct edition_source *source,
                    struct published *ret, struct err *err);

/* Only the data of the edition that source->card names, into folder/data. */
int edition_rebuild(const struct run *run, const struct edition_source *source, const char *folder,
                    struct err *err);

/* The day the edition after this one is due: the one after the deadline of a month, later than this
 * one appeared and not before the month after next of the month it is about. */
int32_t edition_next_release(const struct edition *edition);

#endif
