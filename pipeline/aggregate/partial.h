/*
 * A partial: all that a region's worker has to say. Integers, findings, coverage — small whatever
 * the size of the returns. It travels as lines of text with tabs between fields:
 *
 *     ptce-partial 5 <contract digest> <region> <first month>
 *     R …   a row of the register (first round)            H …  begins a delivery's receipt
 *     C F O U …  its causes, findings, units                S …  sums of the cube
 *     V …   the state of a unit, for the coverage          M …  a value for a median
 *     K …   sums of the constant perimeter                 X     a sum that does not fit
 *     E …   what one pole declared (pole_sums.h)
 *     T …   what a row added (trace.h)
 *     end <lines> <SHA-256 of all lines before>
 *
 * What comes back is checked like any input: version, contract, ranges, the number of lines, and
 * that they are those that were written: a digit that changed is in range too.
 */
#ifndef PTCE_AGGREGATE_PARTIAL_H
#define PTCE_AGGREGATE_PARTIAL_H

#include "aggregate/claims.h"
#include "aggregate/trace.h"
#include "aggregate/cube.h"
#include "model/delivery.h"

/* A row of the register on its way to the parent. */
struct register_row {
    char *code;
    char *name;
    int32_t day;
    int64_t received; /* of its delivery … */
    int sequence;     /* … to settle which came first */
    int64_t *values;  /* by field */
};

struct unit_state {
    int table;
    int pole; /* of the register */
    int32_t month;
    enum claim state;
    int32_t received; /* day of its first good version (CLAIM_GOOD) */
    bool provisional; /* it says that it may still change */
    int64_t weight;   /* TABLE_EMPLOIS: the headcount, VALUE_BLANK = not declared */
};

struct partial {
    int region;
    struct receipt *receipts; /* one a delivery, in the order of the archive */
    int n_receipts;
    struct register_row *rows;
    int n_rows;
    struct unit_state *states;
    int n_states;
    struct cube *cube;  /* NULL in the first round */
    struct trace trace; /* what was asked about (ptce explain), else empty */
};

void partial_release(struct partial *p);

/* What writing and reading need to know on both sides. */
struct partial_frame {
    const struct contract *contract;
    const struct pole_register *poles; /* NULL in the first round */
    int region;
    int n_deliveries;
    int32_t period;
};

void partial_format(const struct partial *p, const struct partial_frame *frame, struct buf *out);
int partial_parse(struct partial *ret, const struct partial_frame *frame, const char *text,
                  size_t len, struct err *err);

/* The last line, to what has been written before it. */
void partial_seal(struct buf *out);

/* receipt lines, shared by the two (receipt_lines.c) */
void receipt_format(const struct receipt *r, struct buf *out);
bool receipt_line(struct receipt *r, char kind, char **fields, int n, const struct contract *c);

#endif
