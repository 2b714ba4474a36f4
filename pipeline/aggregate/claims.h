/*
 * Which delivery a unit's figures come from. Deliveries are taken newest first: the first good
 * version of a unit claims it, older ones are replaced. A unit of which only bad versions came is
 * remembered as rejected, for the coverage.
 */
#ifndef PTCE_AGGREGATE_CLAIMS_H
#define PTCE_AGGREGATE_CLAIMS_H

#include "model/receipt.h"
#include "model/register.h"

enum claim { CLAIM_NONE, CLAIM_REJECTED, CLAIM_GOOD };

struct claim_state {
    enum claim claim;
    int32_t first_good; /* the oldest delivery with a good version, -1 = none */
};

struct claims {
    struct map units;           /* table, pole of the register, month */
    struct claim_state *states; /* by number in units */
    uint32_t cap;
};

void claims_release(struct claims *c);
enum claim claims_state(const struct claims *c, int table, int pole, int32_t time);

/* Take delivery number `delivery`: judge each unit of its receipt used, replaced, or neither; those
 * held back are passed over. */
void claims_take(struct claims *claims, int delivery, struct receipt *receipt,
                 const struct contract *c, const struct pole_register *poles);

/* A unit that was set aside counts after all: nothing else does for it. */
void claims_add_late(struct claims *claims, int delivery, int table, int pole, int32_t time);

/* When all are taken: mark the bad units of receipt number `delivery` whose older good version
 * counts on, and those that a newer one replaced after all. */
void claims_settle(const struct claims *claims, int delivery, struct receipt *receipt,
                   const struct pole_register *poles);

#endif
