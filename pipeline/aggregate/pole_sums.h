/*
 * What each pole declared, one by one, of the indicators that the catalogue publishes so
 * ("by_pole"): the sum of its rows in each window that ends with the edition's month. The same rows
 * as the region's sums are made of, so that the poles add up to them.
 *
 *     pole_sums_note(&s, ind, number, month, numerator)   what a row says; pole by pole
 *     pole_sums_nil(&s, contract, table, month)           … or that there was nothing
 *     pole_sums_end(&s, contract, pole)                   the pole's rows are all in
 */
#ifndef PTCE_AGGREGATE_POLE_SUMS_H
#define PTCE_AGGREGATE_POLE_SUMS_H

#include "model/indicator.h"

enum { POLE_WINDOWS = 3 }; /* month, year to date, twelve months */

struct pole_sum {
    int pole; /* of the register */
    int indicator;
    unsigned window;
    int64_t value; /* in the numerator's decimals */
};

struct pole_sums {
    int32_t period;
    struct pole_sum *list; /* by pole, indicator, window: those declared */
    size_t count;
    size_t cap;
    struct { /* the pole under way */
        int64_t value;
        bool declared;
    } pole[MAX_INDICATORS][POLE_WINDOWS];
    bool overflow;
};

void pole_sums_init(struct pole_sums *s, int32_t period);
void pole_sums_release(struct pole_sums *s);
void pole_sums_note(struct pole_sums *s, const struct indicator *ind, int indicator, int32_t month,
                    int64_t numerator);
void pole_sums_nil(struct pole_sums *s, const struct contract *c, int table, int32_t month);
void pole_sums_end(struct pole_sums *s, const struct contract *c, int pole);
void pole_sums_add(struct pole_sums *s, const struct pole_sum *sum);

/* The window of one of POLE_WINDOWS. */
unsigned pole_sums_window(int i);

#endif
