/*
 * Corrections of definitive months. A month is definitive once an edition was published of a month
 * PROVISIONAL_MONTHS later: corrections have had their time. What then comes for a unit that counts
 * already, with other values, changes figures that were quoted: it is held back, and said to be,
 * until a run is given a reason (--reason) to take it. The first return of a unit is not a
 * correction, nor is the same return once more; the register has dates and no months, and is never
 * held back.
 *
 * A unit of a delivery is accepted when the edition made last lists the delivery and does not list
 * the unit as held back. So what is held back is a function of the archive and of that edition's
 * card (publish/card.h), which every card names.
 */
#ifndef PTCE_MODEL_HOLDING_H
#define PTCE_MODEL_HOLDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"
#include "model/contract.h"

/* What a run goes by. */
struct holding {
    int32_t definitive; /* the last definitive month, 0 = none */
    bool release;       /* a reason was given: what was held back is taken */
    struct map known;   /* deliveries that the edition made last lists, "84/<stem>" */
    struct map held;    /* units it lists as held back (holding_key) */
};

void holding_release(struct holding *h);

/* "84/<stem> emplois PTCE-84-001 2026-03", in place of what `out` held. */
void holding_key(struct buf *out, const char *delivery, const char *table, const char *pole,
                 int32_t month);

/* Is the unit accepted already? */
bool holding_accepted(const struct holding *h, const char *delivery, const char *table,
                      const char *pole, int32_t month);

/* The units of definitive months that a run held back, or took for its reason; data/held-back.csv:
 *
 *     region,table,pole,month,received,delivery,decision,reason        decision: held, taken
 */
struct held_unit {
    const char *delivery; /* "84/<stem>" */
    const char *table;
    const char *pole;
    int32_t month;
    bool taken;
};

struct held_list {
    struct arena arena; /* of the texts */
    struct held_unit *list;
    size_t count;
    size_t cap;
    size_t taken;       /* of them */
    const char *reason; /* NULL = none was given */
};

/* Add one; its texts are copied. */
void held_add(struct held_list *l, const struct held_unit *u);
void held_release(struct held_list *l);
void held_format(const struct held_list *l, struct buf *out);

/* Read it back: 0, or -1 with err. A file that is not there holds nothing. */
int held_read(struct held_list *ret, const char *path, struct err *err);

#endif
