/*
 * The tally of a region: once all its deliveries are taken, everything that stands is added to the
 * cube, pole by pole and month by month. Which rows add to an indicator is its kind's affair
 * (model/indicator.h):
 *
 *     of the register     the row in force in each month; each change of it (transition)
 *     of other tables     each row of each unit; for a month without a unit, the last known one
 *     of files            the events of one id together (open, outcome)
 *     of twelve months    what a pole was paid, by origin (dependence)
 *
 *     struct tally tally = {.contract = c, .poles = &poles, .region = r, .timeline = &t, .cube =
 * c}; tally_add(&tally);
 */
#ifndef PTCE_AGGREGATE_TALLY_H
#define PTCE_AGGREGATE_TALLY_H

#include "aggregate/cube.h"
#include "aggregate/cube_plan.h"
#include "aggregate/timeline.h"

/* What stands of the pole under way in one table: its units, and all their rows by field. */
struct pole_rows {
    const struct standing *units;
    uint32_t n_units;
    uint32_t units_cap;
    uint32_t *from;                     /* the first row of each unit, and behind it the count */
    const struct pole_row **registered; /* of each unit: the register's row in force */
    uint32_t count;
    uint32_t cap;
    int64_t *values; /* n_fields of each row */
    int n_fields;
    uint64_t *marks;
    uint32_t *lines;
    uint32_t *unit; /* of each row, among the pole's */
};

struct tally {
    const struct contract *contract;
    const struct pole_register *poles;
    int region; /* entry of the list regions: whose poles */
    const struct timeline *timeline;
    struct cube *cube;
    uint32_t units; /* given out so far */
    struct pole_rows rows[MAX_TABLES];
    struct cube_plans plans[MAX_TABLES];
    const struct pole *pole; /* under way, and its number */
    int number;
};

void tally_add(struct tally *tally);

/* A row of the pole under way as the cube takes it: what all have in common, then what is its
 * unit's, then its own. */
struct cube_row tally_row(const struct tally *t, int table);

static inline void tally_set_unit(const struct pole_rows *r, uint32_t unit, struct cube_row *ret)
{
    ret->pole = r->registered[unit];
    ret->month = r->units[unit].month;
    ret->delivery = r->units[unit].delivery;
}

static inline void tally_set_row(const struct pole_rows *r, uint32_t row, struct cube_row *ret)
{
    ret->values = r->values + (size_t)row * (size_t)r->n_fields;
    ret->marks = r->marks[row];
    ret->line = r->lines[row];
}

/* The parts, for one pole (tally_files.c, tally_register.c). */
void tally_files(struct tally *t);
void tally_register(struct tally *t, int pole);
void tally_transitions(struct tally *t, int pole);
void tally_dependence(struct tally *t);

#endif
