/*
 * What a mask hides of its indicator: the same in every month and window (mask.h says why).
 */
#ifndef PTCE_AGGREGATE_MASK_SHAPE_H
#define PTCE_AGGREGATE_MASK_SHAPE_H

#include "aggregate/indicators.h"

enum { MAX_MASK_REGIONS = 64 }; /* more than there are regions */

/* Of one breakdown. */
struct shape_part {
    bool all;                    /* it is not published, for France or any region */
    bool rows[MAX_MASK_REGIONS]; /* of these regions no member is … */
    bool columns[MAX_MEMBERS];   /* … and of no region, nor of France, these members */
};

struct shape {
    const struct contract *c;
    int indicator;
    const struct indicator *ind;
    bool any;                    /* is anything hidden at all? */
    bool all;                    /* everything is */
    bool rows[MAX_MASK_REGIONS]; /* of these regions nothing is published */
    struct shape_part *parts;    /* by breakdown of the indicator */
};

/* `figures` still have all their numbers. */
void shape_find(struct shape *s, const struct totals *t, const struct figures *before,
                const struct figures *figures, int indicator);
void shape_release(struct shape *s);

/* Is any member of the indicator's k-th breakdown hidden? */
bool shape_part_hides(const struct shape *s, int k);

#endif
