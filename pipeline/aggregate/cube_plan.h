/*
 * A plan: what a row of events adds to the cube, worked out once for all rows with the same codes.
 * The catalogue asks of an event nothing but its codes (which terms count, which member it is of)
 * and its amounts (what is added), and events come in few kinds.
 *
 *     struct cube_plans plans;
 *     cube_plans_init(&plans, cube, table);
 *     if (plans.usable)
 *         cube_plans_add(&plans, cube, &row);      as cube_add_row does, bit for bit
 *     cube_plans_release(&plans);
 *
 * Not usable where a filter sums or looks back, or a term does; not for rows of a month that is
 * compared (perimeter.h), nor when the cube is traced.
 */
#ifndef PTCE_AGGREGATE_CUBE_PLAN_H
#define PTCE_AGGREGATE_CUBE_PLAN_H

#include "aggregate/cube.h"
#include "base/numbering.h"

enum { MAX_PLAN_FIELDS = 8, PLAN_TERMS = 2 * MAX_TERMS };

/* One indicator: the terms that count, and the sums of the month 0 they go to. */
struct plan_step {
    int fields[PLAN_TERMS]; /* of the numerator, then of the denominator; -1 counts one */
    int signs[PLAN_TERMS];
    int n_numerator;
    int n_denominator;
    bool all_of_numerator; /* else one of them must be declared */
    bool all_of_denominator;
    bool is_none; /* no term of the numerator counts: it is 0 */
    bool is_ratio;
    int by_pole; /* the indicator, when it is also published pole by pole; else -1 */
    size_t sums[MAX_BREAKDOWNS_PER_INDICATOR];
    int n_sums;
};

struct cube_plans {
    bool usable;
    int table;
    int fields[MAX_PLAN_FIELDS]; /* the codes that make a kind */
    int n_fields;
    struct numbering kinds;
    uint32_t *first; /* of each kind: its steps from here … */
    uint32_t *ends;  /* … to here */
    uint32_t cap;
    struct plan_step *steps;
    uint32_t n_steps;
    uint32_t steps_cap;
};

void cube_plans_init(struct cube_plans *p, const struct cube *cube, int table);
void cube_plans_release(struct cube_plans *p);
void cube_plans_add(struct cube_plans *p, struct cube *cube, const struct cube_row *row);

#endif
