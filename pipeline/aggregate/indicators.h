/*
 * Sums → figures: every indicator of the catalogue, by its kind, for France and each region.
 *
 * Each kind of indicator is a function of kinds.c.
 *
 * Windows: a flow's year to date and twelve months add the month's sums, and are not available
 * where they would begin before the first month of returns: part of a year is no year. Ratios are
 * ratios of sums, rounded once. A stock is what was declared for that month and nothing else. Where
 * nobody declared, the figure is "not available", never 0 — but a count of the register's poles is
 * 0 where there is none.
 *
 * Provisional: the edition's month and the two before it, until every unit expected of the table
 * and region is there and says that it is definitive (or corrected, or nil). Funding has no such
 * word: its months stay provisional until they are older. A window is provisional when one of its
 * months is. Figures of the register alone never are.
 */
#ifndef PTCE_AGGREGATE_INDICATORS_H
#define PTCE_AGGREGATE_INDICATORS_H

#include "aggregate/cube.h"
#include "aggregate/quality.h"
#include "model/comparison.h"
#include "model/coverage.h"
#include "model/figure.h"

struct totals {
    const struct contract *contract;
    struct cube **regions; /* by entry of the list regions; NULL = no poles and no returns */
    struct cube *france;
    const struct coverage *coverage;
    const struct quality *quality;
    int32_t first_month;              /* of the figures */
    int32_t first_return[MAX_TABLES]; /* of each table: may lie before first_month */
    int32_t period;                   /* their last month */
};

/* -1 with err when a sum does not fit. */
int indicators_make(const struct totals *t, struct figures *ret_figures, struct err *err);

/* What is compared at constant perimeter, of the period. -1 with err when a sum does not fit. */
int comparisons_make(const struct totals *t, struct comparisons *ret, struct err *err);

#endif
