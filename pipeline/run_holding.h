/*
 * Which corrections are held back, of a run: by the edition made last (model/holding.h), found once
 * in the parent and inherited by the workers; and what they held back, gathered from them.
 */
#ifndef PTCE_RUN_HOLDING_H
#define PTCE_RUN_HOLDING_H

#include "publish/card.h"
#include "run_region.h"

/* By the editions there are: ret_after is the id of the one made last, "" = none. */
int run_holding_find(const struct run *run, struct holding *ret, char ret_after[EDITION_ID],
                     struct err *err);

/* As it was when the edition of this card was made. */
int run_holding_of(const char *root, const struct card *card, struct holding *ret, struct err *err);

/* What the regions that were validated held back or, for the run's reason, took. */
void run_held(const struct regions *regions, struct held_list *ret);

/* The units of one delivery that the card of an edition lists as held back, by number; NULL = none
 * of them. The caller frees it. */
bool *run_was_held(const struct contract *c, const struct card *card, const char *delivery,
                   const struct receipt *receipt);

#endif
