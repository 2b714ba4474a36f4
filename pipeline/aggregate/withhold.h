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
 *     withhold(contract, &figures);
 *     if (audit_withheld(contract, &figures, err) == -1) …nothing may be published…
 */
#ifndef PTCE_AGGREGATE_WITHHOLD_H
#define PTCE_AGGREGATE_WITHHOLD_H

#include "model/figure.h"

enum { FEWEST_PERSONS = 5 };

/* Figures are in their order. */
void withhold(const struct contract *c, struct figures *figures);

#endif
