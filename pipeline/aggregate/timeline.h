/*
 * The timeline of a region: what stands of each (table, pole, month) once all its deliveries are
 * taken, which is the newest good version of each unit. Everything that is published or checked
 * over time is read from here: the sums (tally), the rules over time, `ptce explain`.
 *
 *     struct timeline t;
 *     timeline_init(&t, contract);
 *     timeline_take(&t, i, &receipt, &returns, &poles);     each delivery, once it is claimed
 *     timeline_sort(&t);                                    when all are taken
 *     u = timeline_find(&t, TABLE_EMPLOIS, pole, month);    NULL = nothing stands
 *     timeline_open(&t, TABLE_EMPLOIS, u, &row);
 *     while (timeline_next(&row)) use(row.values[field], row.line);
 *     timeline_release(&t);
 *
 * Rows are packed: a value takes a byte for each 7 bits, a blank one byte, so that a row of funding
 * takes some 30 bytes and a row of jobs some 60; a unit takes 32 more. The register has its own
 * history (model/register.h) and is not here.
 */
#ifndef PTCE_AGGREGATE_TIMELINE_H
#define PTCE_AGGREGATE_TIMELINE_H

#include "model/receipt.h"
#include "model/register.h"
#include "model/returns.h"

/* A unit that stands. */
struct standing {
    int32_t pole; /* of the register */
    int32_t month;
    int32_t delivery; /* its number among the region's */
    uint32_t rows;
    size_t at; /* of its rows among the packed ones */
    bool nil;  /* a declared nil: it has no rows */
};

struct timeline_table {
    struct standing *units; /* by pole, then month */
    uint32_t count;
    uint32_t cap;
    int kept[MAX_FIELDS]; /* the field of each packed value */
    int n_kept;
    unsigned char *bytes;
    size_t n_bytes;
    size_t bytes_cap;
};

struct timeline {
    struct timeline_table tables[MAX_TABLES];
};

void timeline_init(struct timeline *t, const struct contract *c);
void timeline_release(struct timeline *t);

/* Keep the used units of delivery number `delivery` (claims_take has marked them), and their rows
 * in the order of the file. */
void timeline_take(struct timeline *t, int delivery, const struct receipt *receipt,
                   const struct returns *returns, const struct pole_register *poles);
void timeline_sort(struct timeline *t);

/* These want a sorted timeline. */
const struct standing *timeline_find(const struct timeline *t, int table, int pole, int32_t month);

/* The first of a pole's units, by month; *ret_count of them. */
const struct standing *timeline_of_pole(const struct timeline *t, int table, int pole,
                                        uint32_t *ret_count);

/* The rows of a unit, one after the other. */
struct timeline_row {
    int64_t values[MAX_FIELDS]; /* by field; VALUE_BLANK where it is not kept (contract.h) */
    uint32_t line;              /* where it begins in the sender's file */
    const struct timeline_table *table;
    const unsigned char *next;
    uint32_t left;
};

void timeline_open(const struct timeline *t, int table, const struct standing *unit,
                   struct timeline_row *ret);
bool timeline_next(struct timeline_row *row);

#endif
