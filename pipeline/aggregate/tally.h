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
#include "aggregate/timeline.h"

struct tally {
    const struct contract *contract;
    const struct pole_register *poles;
    int region; /* entry of the list regions: whose poles */
    const struct timeline *timeline;
    struct cube *cube;
    uint32_t units; /* given out so far */
};

void tally_add(struct tally *tally);

/* The parts, for one pole (tally_files.c, tally_register.c). */
void tally_files(struct tally *t, int pole);
void tally_register(struct tally *t, int pole);
void tally_transitions(struct tally *t, int pole);
void tally_dependence(struct tally *t, int pole);

#endif
