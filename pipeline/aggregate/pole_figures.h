/*
 * The poles one by one → the roster (model/roster.h), from the register, the sums of the regions'
 * workers and what was expected of each pole.
 *
 * Listed is every pole that is not closed in the edition's month, and every other that adds to one
 * of the values. A value that is not there says why: not expected to declare, or not declared. The
 * mask is that of the region's figure: where that is withheld the poles' values are.
 */
#ifndef PTCE_AGGREGATE_POLE_FIGURES_H
#define PTCE_AGGREGATE_POLE_FIGURES_H

#include "aggregate/indicators.h"
#include "aggregate/partial.h"
#include "model/roster.h"

/* figures: with the mask applied. partials: by entry of the list regions; NULL = none. */
void pole_figures_make(const struct totals *t, const struct pole_register *poles,
                       const struct partial *const *partials, const struct figures *figures,
                       struct roster *ret);

#endif
