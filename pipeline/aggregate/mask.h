/*
 * The mask a catalogue may set on an indicator (its "mask"): what stands on fewer poles than
 * "fewest_poles", or of which one pole makes more than "largest_share" per cent, is withheld, with
 * what would let it be worked out. Off unless the contract sets it. (Source: DOMAIN 4.)
 *
 * Whatever is hidden is hidden in every month and window. Windows are sums of months: with the same
 * cells hidden at all times, no difference of two windows says what one month's table does not, and
 * that one table is enough to look at. In it are hidden
 *
 *     regions, wholly: their total and all below it       two at least, and of France none but
 * these of a breakdown, members everywhere, and regions with all members, two at least of each
 *
 * so that each hidden cell may be raised and another of its line lowered without any published sum
 * seeing it; and what the hidden ones make together, which the reader can work out, is not small.
 * The 2013 regions go with today's. A crossed breakdown in which anything is hidden is not
 * published.
 *
 * The same cells are hidden of every indicator that reads the same columns or is made of the masked
 * one; those that read only some members of a breakdown that has hidden ones, medians, and what was
 * last known (which differs from the month by single poles) wholly. Comparisons and single poles of
 * all of these are never published. What the edition before withheld stays withheld.
 *
 *     struct masks *m = masks_find(&totals, before, &figures);      of all the numbers
 *     withhold(contract, before, &figures);                         traits of persons, as without
 *     masks_apply(m, &figures, &comparisons);
 *     masks_free(m);
 *
 * A sum of 0 is no secret: nobody adds to it. The audit (audit.h) looks at the result as ever.
 */
#ifndef PTCE_AGGREGATE_MASK_H
#define PTCE_AGGREGATE_MASK_H

#include "aggregate/indicators.h"

/* `before` are the figures of the edition before, NULL = none. Figures are in their order. */
struct masks *masks_find(const struct totals *t, const struct figures *before,
                         const struct figures *figures);
void masks_free(struct masks *m);

/* Some figures are taken out and others added: which are there would tell what they are. */
void masks_apply(const struct masks *m, struct figures *figures, struct comparisons *comparisons);

/* Would this indicator show what a mask hides? Then no single pole of it is shown. */
bool mask_covers(const struct contract *c, int indicator);

#endif
