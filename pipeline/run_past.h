/*
 * A past edition, opened to be made again or explained: a run as it was then, with the contract
 * that was kept, the overrides, and the deliveries that its card lists.
 *
 *     struct past past = {0};
 *     past_open(&past, run, "2026-10.1", err);     past.run is what to work with
 *     past_release(&past);
 */
#ifndef PTCE_RUN_PAST_H
#define PTCE_RUN_PAST_H

#include "model/holding.h"
#include "model/override.h"
#include "model/run.h"
#include "publish/card.h"

struct past {
    struct run run;
    struct card card;
    struct contract *contract; /* NULL = that of the run it was opened by says the same */
    struct overrides overrides;
    struct holding holding; /* which corrections were held back then */
    struct buf contract_path;
};

int past_open(struct past *ret, const struct run *run, const char *id, struct err *err);
void past_release(struct past *past);

/* What a rebuild did. */
struct rebuilt {
    char id[EDITION_ID];
    struct buf folder; /* holds data/ */
    bool is_pruned;    /* it is not kept any more (run_prune.h): nothing was made */
    int64_t pruned_at;
    char
        without[EDITION_ID]; /* it went by this one, which is not kept any more: nothing was made */
    struct buf different;    /* the files of data/ that are not as published, joined by ", " */
};

/* Make the data of the edition of run->period that stood at `instant` again, into `output`, which
 * must be empty or not there yet (NULL: root/outputs/rebuilt/<id>, which is replaced). */
int past_rebuild(const struct run *run, int64_t instant, const char *output, struct rebuilt *ret,
                 struct err *err);
void rebuilt_release(struct rebuilt *r);

#endif
