/*
 * Corrections of definitive months, set aside (model/holding.h says when and why). Deliveries come
 * newest first; whether a new version of a unit corrects one that counts is known only when that
 * one has come, so that the new ones are put aside before they are claimed, and judged at the end:
 *
 *     struct aside aside = {.holding = …, .contract = …, .poles = …, .region = "84"};
 *     aside_take(&aside, &claims, i, stem, &receipt, &returns);  before claims_take
 *     aside_compare(&aside, i, &receipt, &returns);               after it
 *     aside_settle(&aside, &claims, receipts, lang);            when all are taken
 *     aside_is_late(&aside, i)             → delivery i must be read once more, and
 *     aside_choose_late(&aside, i, &again) marks in its new receipt the units that then count
 *     aside_release(&aside);
 *
 * With other values than what counts it is held: a finding in its receipt says so. With the same it
 * is nothing new, and what is older than that was taken back by it. Where nothing counts it is a
 * late first return, and counts.
 *
 * When a reason was given nothing is set aside: what would have been held is marked released.
 */
#ifndef PTCE_AGGREGATE_ASIDE_H
#define PTCE_AGGREGATE_ASIDE_H

#include "aggregate/claims.h"
#include "model/holding.h"
#include "model/returns.h"

struct aside {
    const struct holding *holding;
    const struct contract *contract;
    const struct pole_register *poles;
    const char *region;       /* its code */
    struct map keys;          /* table, pole, month of the units set aside */
    struct aside_key *states; /* by number in keys */
    struct aside_unit *units; /* newest first */
    uint32_t count;
};

void aside_release(struct aside *a);

/* Set aside what delivery number i, of this name in the archive, holds that is not accepted. */
void aside_take(struct aside *a, const struct claims *claims, int i, const char *stem,
                struct receipt *receipt, const struct returns *returns);

/* Remember the values of what counts, where something was set aside for it. */
void aside_compare(struct aside *a, const struct receipt *receipt, const struct returns *returns);

/* Judge all that was set aside. */
void aside_settle(struct aside *a, struct claims *claims, struct receipt *receipts, enum lang lang);

bool aside_is_late(const struct aside *a, int i);
void aside_choose_late(const struct aside *a, int i, struct receipt *again);

#endif
