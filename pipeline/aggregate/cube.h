/*
 * The cube of a region: for each indicator that adds rows, each of its breakdowns, member and
 * month, the sum of the numerator, of the denominator, and the number of poles that declared it.
 * Integers only; dense, so that adding is an index and not a search, and so that two cubes add cell
 * by cell.
 *
 *     struct cube *cube = cube_new(contract, period);     months period - CUBE_MONTHS + 1 … period
 *     cube_add_row(cube, &row);                           one accepted row of a unit
 *     cube_merge(national, cube);
 *     cube_free(cube);
 *
 * An addition that would overflow sets cube->overflow: the run fails, no wrong sum is published.
 */
#ifndef PTCE_AGGREGATE_CUBE_H
#define PTCE_AGGREGATE_CUBE_H

#include "model/indicator.h"
#include "model/register.h"

struct sum {
    int64_t numerator;
    int64_t denominator;
    uint32_t poles;
    uint32_t unit; /* the last that added, so that each counts its pole once */
};

struct slot {
    int indicator;
    int breakdown; /* number in contract.breakdowns */
    int n_members;
    size_t first; /* of its sums: members × CUBE_MONTHS */
};

struct cube_row;

/* What a row adds to one sum. */
struct contribution {
    const struct slot *slot;
    int member;
    int32_t month;
    int64_t numerator;
    int64_t denominator;
    const struct cube_row *row;
};

typedef void cube_trace(void *arg, const struct contribution *c);

struct cube {
    const struct contract *contract;
    int32_t first_month;
    struct slot *slots;
    int n_slots;
    int first_slot[128]; /* of each indicator; it has n_breakdowns of them */
    struct sum *sums;
    size_t n_sums;
    bool overflow;
    cube_trace *trace; /* told of everything that is added; NULL = nobody asks */
    void *trace_arg;
};

/* One accepted row: its table, values (by field), pole and month, and where it stands. */
struct cube_row {
    int table;
    const int64_t *values;
    const struct pole_row *pole; /* in force in that month */
    int32_t month;
    uint32_t unit;   /* a number of its own, from 1 */
    int pole_number; /* of the register */
    int delivery;    /* number among the region's; -1 = the register itself */
    uint32_t line;   /* where it begins there */
};

struct cube *cube_new(const struct contract *c, int32_t period);
void cube_free(struct cube *cube);
void cube_add_row(struct cube *cube, const struct cube_row *row);
void cube_merge(struct cube *into, const struct cube *from);

/* The sum of an indicator's k-th breakdown, member and month; NULL when the month is outside. */
const struct sum *cube_sum(const struct cube *cube, int indicator, int k, int member,
                           int32_t month);

#endif
