/*
 * What stands round the figures of an edition: its card, which says what it was made of, and its
 * revisions, which say what differs from the edition before.
 */
#ifndef PTCE_RUN_EDITION_H
#define PTCE_RUN_EDITION_H

#include "model/revision.h"
#include "publish/card.h"
#include "run_region.h"

/* Fill everything of the card but its id. `previous`: the edition to compare with, "" = none. */
int run_card(const struct regions *regions, const char *previous, struct card *ret,
             struct err *err);

/* The figures of the edition `previous`, of "" none. */
int run_before(const struct run *run, const char *previous, struct figures *ret, struct err *err);

/* The figures against those `before`, of card->previous. */
int run_revisions(const struct regions *regions, const struct figures *before,
                  const struct figures *figures, const struct card *card, struct revisions *ret,
                  struct err *err);

#endif
