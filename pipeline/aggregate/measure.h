/*
 * What one row says of a measure of the catalogue (model/indicator.h).
 *
 *     switch (measure_row(&ind->numerator, &row, &value, &overflow)) …
 */
#ifndef PTCE_AGGREGATE_MEASURE_H
#define PTCE_AGGREGATE_MEASURE_H

#include "model/indicator.h"
#include "model/register.h"

/* One accepted row: its table, values (by field), pole and month, and where it stands. */
struct cube_row {
    int table;
    const int64_t *values;
    uint64_t marks;              /* of the values (table_marks) */
    const struct pole_row *pole; /* in force in that month */
    const struct pole *history;  /* all of the pole's rows; NULL = not known */
    int32_t month;
    uint32_t unit; /* a number of its own, from 1 */
    /* The same pole's values of 1, 2 … months before; NULL where nothing stands. [0] is not used */
    const int64_t *before[MAX_LAG + 1];
    int32_t file_month; /* KIND_OPEN, KIND_OUTCOME: when the file first passed "from" */
    int pole_number;    /* of the register */
    int delivery;       /* number among the region's; -1 = the register itself */
    uint32_t line;      /* where it begins there */
};

enum says {
    SAYS_NOTHING, /* a field of it is blank */
    SAYS_NONE,    /* no term is about such a row: it adds 0 */
    SAYS_VALUE
};

bool filters_pass_rest(const struct filters *f, const struct cube_row *row);

static inline bool filters_pass(const struct filters *f, const struct cube_row *row)
{
    return (row->marks & f->marks) == f->marks && (!f->more || filters_pass_rest(f, row));
}

/* *ret is 0 unless SAYS_VALUE; *overflow is set when the sum does not fit. */
enum says measure_row(const struct measure *m, const struct cube_row *row, int64_t *ret,
                      bool *overflow);

#endif
