/*
 * What is not published. Figures on traits of persons (`ptce:trait` of a field: disability,
 * benefits, place of residence, age; sex below the national level) that stand on fewer than five
 * persons, or leave fewer than five on the other side, and whatever would let them be worked out,
 * are withheld: the flag is set and every number of the figure is gone. (Source: DOMAIN 4.)
 *
 * Figures add up: regions to France, sectors and age groups to a total. In each such line hidden
 * parts are never alone, and their own sum, which the reader can work out, stands on five persons
 * on both sides too; in a table of regions by sectors every hidden cell is a corner of a rectangle
 * of hidden cells, which no combination of lines tells apart. What two indicators both say (women
 * in J01 by sex and in J13) is hidden in both.
 *
 * What the edition before withheld stays withheld as long as no other pole of the region has
 * declared: shown now, it would tell what that edition hid beside it. When one has, the sums have
 * moved by what nobody else knows. And what it showed of such a region hides nothing else now.
 *
 *     withhold(contract, before, &figures);
 *     while (audit_withheld(contract, &figures, &where, &why) == -1)
 *         if (!withhold_more(contract, &figures, where)) …nothing may be published…
 */
#ifndef PTCE_AGGREGATE_WITHHOLD_H
#define PTCE_AGGREGATE_WITHHOLD_H

#include "model/comparison.h"
#include "model/figure.h"

enum { FEWEST_PERSONS = 5 };

/* Figures are in their order; `before` are those of the edition before, NULL = none. */
void withhold(const struct contract *c, const struct figures *before, struct figures *figures);

/* The audit can work out this figure, or what it shows: hide it, or what stands in its line, its
 * table, its month, the first of these that hides something more. Small months need it: where one
 * region alone has declared, France's figures are its own. A total that is no trait stays. False
 * when nothing was left to hide. */
bool withhold_more(const struct contract *c, struct figures *figures, size_t where);

/* A comparison of which either month's figure is withheld says nothing either. */
void withhold_comparisons(const struct figures *figures, struct comparisons *comparisons);

/* ---- for the other files of it ---- */

/* Note the figures that the edition before withheld, and those that it showed, of what no return
 * has changed since. */
void withhold_before(const struct contract *c, const struct figures *before,
                     const struct figures *figures, bool *hidden, bool *known);
bool withhold_has_trait(const struct contract *c, int indicator, int breakdown); /* any member */
void withhold_figure(struct figure *f); /* the flag is set, every number gone */
bool withhold_is_trait(const struct contract *c, const struct figure *f);

#endif
