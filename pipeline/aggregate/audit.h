/*
 * The audit of what is withheld: tries, as a reader with a spreadsheet would, to work hidden
 * figures out from the published ones. It knows nothing of how they were chosen (withhold.c) and
 * reads only what is published. Per month, with the hidden sums as unknowns:
 *
 *     regions add up to France; members of a breakdown add up to its total; what two indicators or
 *     two windows both say is equal
 *
 * Each relation with an unknown is an equation. Elimination (exact, modulo a prime of 61 bits)
 * finds the unknowns that the equations determine; bounds (no sum is below 0) find those that are
 * pinned from both sides, as two hidden parts of a sum of 0 are.
 */
#ifndef PTCE_AGGREGATE_AUDIT_H
#define PTCE_AGGREGATE_AUDIT_H

#include "model/figure.h"

/* -1 with err naming a figure that can be worked out, and in *ret_where the number of that figure,
 * or of the one that shows it elsewhere: more must be withheld, or nothing may be published. */
int audit_withheld(const struct contract *c, const struct figures *figures, size_t *ret_where,
                   struct err *err);

#endif
