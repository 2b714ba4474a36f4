/*
 * Which delivery a unit's figures come from. Deliveries are taken newest first: the first good
 * version of a unit claims it, older ones are replaced. A unit of which only bad versions came is
 * remembered as rejected, for the coverage.
 */
#ifndef PTCE_AGGREGATE_CLAIMS_H
#define PTCE_AGGREGATE_CLAIMS_H

#include "aggregate/cube.h"
#include "model/receipt.h"
#include "model/returns.h"

enum claim { CLAIM_NONE, CLAIM_REJECTED, CLAIM_GOOD };

struct claims {
    struct map units; /* table, pole of the register, month */
    uint8_t *states;  /* enum claim, by number in units */
    uint32_t cap;
    uint32_t n_units; /* given out to cube rows */
};

void claims_release(struct claims *c);
enum claim claims_state(const struct claims *c, int table, int pole, int32_t time);

/* Take one delivery's returns: mark each unit of its receipt used or replaced, and add the rows of
 * those used to the cube. Rows of the register are left alone (they are the register already). */
void claims_take(struct claims *claims, struct receipt *receipt, const struct returns *returns,
                 const struct pole_register *poles, struct cube *cube);

/* When all are taken: mark the bad units of a receipt whose older good version counts on. */
void claims_settle(const struct claims *claims, struct receipt *receipt,
                   const struct pole_register *poles);

/* Add the register's own indicators: one row a pole and month. */
void claims_add_register(struct claims *claims, const struct pole_register *poles, int region,
                         struct cube *cube);

#endif
