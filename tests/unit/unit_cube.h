/*
 * Cubes for tests: rows in words, sums by their names.
 *
 *     unit_add(cube, &poles, &(struct unit_add){TABLE_EMPLOIS, "PTCE-84-001", "2026-10", 1,
 *                                               "effectif_total=10 etp_total=850"});
 *     unit_sum(cube, "J01", "sector", "energie", "2026-10")->numerator
 *
 * Numbers are in the field's own units (hundredths, cents); of a coded field its code.
 */
#ifndef TESTS_UNIT_CUBE_H
#define TESTS_UNIT_CUBE_H

#include "aggregate/tally.h"

struct unit_add {
    int table;
    const char *pole;
    const char *month;
    uint32_t unit;
    const char *fields;
};

void unit_add(struct cube *cube, const struct pole_register *poles, const struct unit_add *row);

/* Add the register of a region, and what stands of its returns (NULL = nothing). */
void unit_tally(const struct timeline *timeline, const struct pole_register *poles,
                const char *region, struct cube *cube);

/* These stop when the catalogue has no such thing. */
int unit_indicator(const char *id);
int unit_breakdown(const char *id);
int unit_member(int breakdown, const char *code); /* "" = 0, "a/b" of a crossed one */
const struct sum *unit_sum(const struct cube *cube, const char *indicator, const char *breakdown,
                           const char *member, const char *month);

#endif
