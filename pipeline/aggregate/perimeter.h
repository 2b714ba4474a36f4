/*
 * The constant perimeter: to compare two months, only the poles that declared in both. For each
 * indicator, the sums of the edition's month and of the month before (or the same month of last
 * year) over those poles.
 *
 *     perimeter_note(&p, indicator, month, numerator, denominator)     what a row says; pole by
 * pole perimeter_end_pole(&p, present)                                  the pole's rows are all in
 *
 * A pole that sent a table in which no row is about the indicator declared 0 of it. For a table
 * that a region sends as a whole (funding), a pole that is not in it declared 0 as well: `present`
 * says in which months it is taken to have declared.
 */
#ifndef PTCE_AGGREGATE_PERIMETER_H
#define PTCE_AGGREGATE_PERIMETER_H

#include "model/comparison.h"
#include "model/indicator.h"

enum { PERIMETER_MONTHS = 3 }; /* now, the month before, a year before */

struct pair {
    int64_t numerator[2]; /* now, before */
    int64_t denominator[2];
    uint32_t poles;
};

struct perimeter {
    int32_t period;
    struct pair pairs[MAX_INDICATORS][AGAINSTS];
    /* the pole under way */
    struct {
        int64_t numerator;
        int64_t denominator;
        bool declared;
    } pole[MAX_INDICATORS][PERIMETER_MONTHS];
    bool overflow;
};

void perimeter_init(struct perimeter *p, int32_t period);
void perimeter_note(struct perimeter *p, int indicator, int32_t month, int64_t numerator,
                    int64_t denominator);

/* Is it one of the months that are compared? */
bool perimeter_compares(const struct perimeter *p, int32_t month);

/* present[table][now, before, a year before] */
void perimeter_end_pole(struct perimeter *p, const struct contract *c,
                        bool present[MAX_TABLES][PERIMETER_MONTHS]);
void perimeter_merge(struct perimeter *into, const struct perimeter *from);

/* The months before the edition's: 0, 1, 12. */
int perimeter_months_back(int i);

#endif
