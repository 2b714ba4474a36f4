/*
 * The rules over time (VALIDATION 2, DOMAIN 2): what stands of each pole, held against its own
 * past. Which rules, on which columns, with which limits and words, is the contract's
 * (`ptce:rules`); how each is tested is a function here, in one table by enum check.
 *
 *     struct history h = {0};
 *     history_take(&h, …);         each delivery, newest first, once it is claimed
 *     history_judge(&frame);       when all are taken and the timeline is sorted
 *     history_release(&h);
 *
 * A finding stands in the receipt of the delivery that brought the later of the two values, with
 * its line. Only what counts is judged: a rejected or replaced unit is not, and of several rules on
 * one column of a unit the first in the contract's order speaks.
 */
#ifndef PTCE_AGGREGATE_HISTORY_H
#define PTCE_AGGREGATE_HISTORY_H

#include "aggregate/claims.h"
#include "aggregate/timeline.h"
#include "model/delivery.h"
#include "model/override.h"

/* What has no row in the timeline has a unit of one row in its receipt. */
#define HISTORY_NO_ROW UINT32_MAX

/* One unit of a pole: a month of a table, or a row of the register (time is its day then). */
struct history_point {
    int32_t time;
    int32_t delivery; /* -1 = not of this region's deliveries */
    uint32_t row;     /* of the timeline, HISTORY_NO_ROW = of the register, or nil */
    bool nil;
    uint64_t told;                /* fields of which a finding speaks already */
    uint64_t slipped;             /* fields out of scale: no measure for what follows */
    int64_t values[MAX_FIELDS];   /* by field */
    int64_t replaced[MAX_FIELDS]; /* by field: the last good version before, where a rule asks */
};

/* A pole's units of one table, by time. */
struct history_series {
    const struct table *t;
    int table;
    int pole;
    struct history_point *points;
    int n;
};

/* What a check has to say of a point. */
struct history_verdict {
    bool broken;
    struct buf *value; /* empty = the field's value */
    struct buf *other;
};

/* What was replaced: of each unit the newest good version but one. */
struct history {
    struct map units;         /* table, pole, time */
    const int64_t **replaced; /* by field, by number in units */
    uint32_t cap;
    struct arena arena;
};

struct history_frame {
    const struct contract *contract;
    const struct pole_register *poles;
    const struct claims *claims;
    struct timeline *timeline; /* its rows are marked that have a warning */
    const struct history *history;
    struct receipt *receipts; /* one a delivery */
    int n_receipts;
    int region;                          /* whose register is judged */
    const struct deliveries *deliveries; /* the first n_receipts of them */
    const struct overrides *overrides;
    enum lang lang; /* of the words kept in the receipts */
};

/* Remember the good units of a delivery that a newer one replaced, where a rule asks. */
void history_take(struct history *h, const struct contract *c, const struct receipt *receipt,
                  const struct returns *returns, const struct pole_register *poles);
void history_judge(const struct history_frame *f);
void history_release(struct history *h);

/* Judge one pole's series, from its first point on. */
void history_judge_series(const struct history_frame *f, const struct history_series *s);

/* Inside history*.c */

struct history_place {
    int table;
    int rule;
    int pole;
    int32_t time;
    int32_t delivery;
    uint32_t row; /* as of history_point */
};

/* Add a finding of a delivery of this region to its receipt, unless an override silences it: false
 * then. `pole` may be NULL. */
bool history_add(const struct history_frame *f, int delivery, const char *pole,
                 const struct finding *finding);

/* Note a finding of a rule, worded by it. */
void history_note(const struct history_frame *f, const struct history_place *place,
                  const char *value, const char *other);

/* "1 234,50", in the language of the receipt. */
void history_add_number(const struct history_frame *f, int64_t value, int decimals,
                        struct buf *out);

/* The checks on events that belong together (funding), for one table. */
void history_events(const struct history_frame *f, int table);

typedef void history_check(const struct history_frame *f, const struct history_series *s,
                           const struct rule *r, int at, struct history_verdict *out);

/* The checks on a series, NULL for those of other kinds. */
history_check *history_series_check(enum check check);

#endif
