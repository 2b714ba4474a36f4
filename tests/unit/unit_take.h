/*
 * A delivery read and validated, as run_region.c does it, and what came of it as text:
 *
 *     E sum-columns-value effectif_total@3;       severity, code, field if any, line
 *     emplois PTCE-84-001 2026-10 good;           a unit: good, bad or nil, and ×2 rows
 */
#ifndef TESTS_UNIT_TAKE_H
#define TESTS_UNIT_TAKE_H

#include "validate/validate.h"

struct unit_taken {
    struct receipt receipt;
    struct returns returns;
};

void unit_take(const char *text, size_t len, const struct setting *s, struct unit_taken *ret);
/* The same with what comes with the bytes. */
void unit_take_with(const char *text, size_t len, const struct setting *s, const struct envelope *e,
                    struct unit_taken *ret);
void unit_taken_release(struct unit_taken *t);

void unit_add_findings(const struct receipt *r, struct buf *out);
void unit_add_units(const struct receipt *r, struct buf *out);

/* A text, and what is to come of it. */
struct unit_row {
    const char *name;
    const char *text;
    const char *findings;
    const char *units;
};

/* Check them all, as received in 2026-11 from region 84, against the register of unit_poles. */
void unit_check(const struct unit_row *rows, size_t n);

#endif
