/*
 * Sums → one figure: a function for each kind of indicator (model/indicator.h). Each sets value,
 * numerator, denominator, poles and flag of a figure, and returns false when a sum does not fit.
 */
#ifndef PTCE_AGGREGATE_KINDS_H
#define PTCE_AGGREGATE_KINDS_H

#include "aggregate/indicators.h"

/* The place of one series of figures. */
struct place {
    const struct totals *totals;
    const struct cube *cube;
    int indicator;
    const struct indicator *ind;
    unsigned window;
    int region;
    int k; /* the indicator's k-th breakdown */
    int member;
};

/* The first month of a window that ends in `month`. */
int32_t window_start(unsigned window, int32_t month);

bool kind_figure(const struct place *p, int32_t month, struct figure *f);

/* The decimals that value = numerator ÷ denominator is to be rounded to, as both are scaled. */
int kind_ratio_scale(const struct indicator *ind);

#endif
