/*
 * The cube of a region: for each indicator that adds rows, each of its breakdowns, member and
 * month, the sum of the numerator, of the denominator, and the number of poles that declared it.
 * Integers only; dense, so that adding is an index and not a search, and so that two cubes add cell
 * by cell. Beside them: the single values that a median needs, and the sums of the constant
 * perimeter (perimeter.h) and of each pole by itself (pole_sums.h).
 *
 *     struct cube *cube = cube_new(contract, period);     months period - CUBE_MONTHS + 1 … period
 *     cube_add_row(cube, &row);                           one accepted row of a unit
 *     cube_merge(national, cube);
 *     cube_free(cube);
 *
 * All that a row contributes to a published figure goes through cube_add, and one function behind
 * it: `trace` is called there, once for each sum added to. (cube_plan.h is a shorter way for cubes
 * that are not traced.)
 *
 * An addition that would overflow sets cube->overflow: the run fails, no wrong sum is published.
 */
#ifndef PTCE_AGGREGATE_CUBE_H
#define PTCE_AGGREGATE_CUBE_H

#include "aggregate/measure.h"
#include "aggregate/perimeter.h"
#include "aggregate/pole_sums.h"
#include "base/decimal.h"

struct sum {
    int64_t numerator;
    int64_t denominator;
    uint32_t poles;
    uint32_t unit; /* the last that added, so that each counts its pole once */
};

/* The sums of one breakdown of an indicator, of its months or of its last known values. */
struct slot {
    int indicator;
    int breakdown; /* number in contract.breakdowns */
    bool known;
    bool samples; /* each value is kept, for a median */
    int n_members;
    size_t first; /* of its sums: members × CUBE_MONTHS */
};

/* A pole's value, for a median: `at` is the place of its sum. */
struct sample {
    uint64_t at;
    int64_t value;
};

/* Of a sum, for a mask on the share of the largest (mask.h): what the unit under way has added,
 * and the most that one has, in absolute value. */
struct dominant {
    int64_t now;
    int64_t most;
};

struct contribution {
    const struct slot *slot;
    int member;
    int32_t month; /* where it is added: not the row's own in the window "known" */
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
    int first_slot[MAX_INDICATORS]; /* of each indicator: n_breakdowns of them, then as many for
                                       WINDOW_KNOWN if it has that */
    int adding[MAX_TABLES][MAX_INDICATORS]; /* the indicators that a table's rows add to … */
    int n_adding[MAX_TABLES];
    int known[MAX_TABLES][MAX_INDICATORS]; /* … and those of them with a window "known" */
    int n_known[MAX_TABLES];
    struct sum *sums;
    size_t n_sums;
    struct dominant *dominants; /* by sum; NULL = no indicator is masked so */
    struct sample *samples;
    size_t n_samples;
    size_t samples_cap;
    struct perimeter perimeter;
    struct pole_sums pole_sums; /* of a region's cube */
    bool overflow;
    cube_trace *trace; /* NULL = nobody asks */
    void *trace_arg;
};

struct cube *cube_new(const struct contract *c, int32_t period);
void cube_free(struct cube *cube);
size_t cube_bytes(const struct cube *cube); /* what another of its shape takes, without samples */

/* Add a row to all indicators of its table that rows add to. */
void cube_add_row(struct cube *cube, const struct cube_row *row);

/* Is there an indicator of the table with a window "known"? */
bool cube_wants_known(const struct cube *cube, int table);

/* The same for the indicators with a window "known": the last known row, in the row's month. */
void cube_add_known(struct cube *cube, const struct cube_row *row);

/* Add what a row is found to say of one indicator, to all its breakdowns. */
void cube_add(struct cube *cube, int indicator, const struct cube_row *row, int64_t numerator,
              int64_t denominator);

void cube_dominate(struct cube *cube, const struct sum *s, bool same_unit, int64_t numerator);

/* Inside cube*.c: let a sum grow. */
static inline void cube_add_sum(struct cube *cube, struct sum *s, uint32_t unit, int64_t numerator,
                                int64_t denominator)
{
    if (!decimal_add(&s->numerator, numerator) || !decimal_add(&s->denominator, denominator))
        cube->overflow = true;
    if (cube->dominants != NULL)
        cube_dominate(cube, s, s->unit == unit, numerator);
    s->poles += s->unit != unit;
    s->unit = unit;
}

void cube_merge(struct cube *into, const struct cube *from);
void cube_add_sample(struct cube *cube, uint64_t at, int64_t value);

/* Put the samples in order: by sum, then value. */
void cube_sort(struct cube *cube);

/* The member of a row in breakdown b, -1 = none. */
int cube_member(const struct contract *c, const struct breakdown *b, const struct cube_row *row);

/* The sum of an indicator's k-th breakdown, member and month; NULL when the month is outside. */
const struct sum *cube_sum(const struct cube *cube, int indicator, int k, int member,
                           int32_t month);
const struct sum *cube_known(const struct cube *cube, int indicator, int k, int member,
                             int32_t month);

/* The most that one pole adds to such a sum; 0 when no mask asks. */
int64_t cube_largest_at(const struct cube *cube, size_t at); /* sums[at], with dominants */
int64_t cube_largest(const struct cube *cube, int indicator, int k, int member, int32_t month);

/* The samples behind a sum of this cube, in order; *ret_count of them. */
const struct sample *cube_samples(const struct cube *cube, const struct sum *sum,
                                  size_t *ret_count);

#endif
