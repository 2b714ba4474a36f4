/*
 * Figures against those of the edition before: what was revised, and what by.
 *
 *     struct revision_source s = {.contract = …, .now = …, .before = …, .parts = …};
 *     revisions_make(&s, &revisions);
 *
 * The causes are those that can have touched the figure: declarations of its tables, its region and
 * the months of its window that are in a delivery the edition before did not know, told apart by
 * whether a good version of the unit was known; rows of the register, where the figure is about the
 * register or split by what it says of poles; and what holds for all figures (contract, overrides,
 * program). A figure that none of the first two explains is put down to all that is new.
 */
#ifndef PTCE_AGGREGATE_REVISIONS_H
#define PTCE_AGGREGATE_REVISIONS_H

#include "aggregate/partial.h"
#include "model/revision.h"

/* The deliveries of one region. */
struct revision_part {
    const struct partial *partial; /* NULL = none */
    bool *known;                   /* by delivery: the edition before had it … */
    bool **was_held;               /* … by delivery, NULL = none, and unit: but held it back */
};

struct revision_source {
    const struct contract *contract;
    const struct figures *now;
    const struct figures *before;      /* of the edition before, in this contract's order */
    const struct revision_part *parts; /* by entry of the list regions */
    unsigned general;                  /* CAUSE_… bits of what changed for all figures */
};

void revisions_make(const struct revision_source *s, struct revisions *ret);

#endif
