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
 * Rows are numbered by table; those of a unit come one after the other, in the order of the file. A
 * value takes four bytes or one (model/packing.h): what does not fit stands in a list of its own,
 * and a text is a number that says which other texts it equals. The register has its own history
 * (model/register.h) and is not here.
 */
#ifndef PTCE_AGGREGATE_TIMELINE_H
#define PTCE_AGGREGATE_TIMELINE_H

#include "base/narrow.h"
#include "base/numbering.h"
#include "model/receipt.h"
#include "model/register.h"
#include "model/returns.h"

/* A unit that stands. */
struct standing {
    int32_t pole; /* of the register */
    int32_t month;
    int32_t delivery; /* its number among the region's */
    uint32_t first;   /* its rows: this and so many */
    uint32_t rows;
    bool nil; /* a declared nil: it has no rows */
};

struct timeline_table {
    struct standing *units; /* by pole, then month */
    uint32_t count;
    uint32_t cap;
    int kept[MAX_FIELDS]; /* the field of each value of a row */
    int slot[MAX_FIELDS]; /* the place of each field among them, -1 = not kept */
    bool text[MAX_FIELDS];
    int n_kept;
    struct packing packing;
    int32_t *rows; /* of each its place (row_place), then its words */
    uint32_t n_rows;
    uint32_t rows_cap;
};

struct timeline {
    struct timeline_table tables[MAX_TABLES];
    struct numbering texts;
    struct narrow wide;
};

void timeline_init(struct timeline *t, const struct contract *c);
void timeline_release(struct timeline *t);

/* Keep the used units of delivery number `delivery` (claims_take has marked them), and their rows
 * in the order of the file. The rows of the returns are gone afterwards. */
void timeline_take(struct timeline *t, int delivery, const struct receipt *receipt,
                   struct returns *returns, const struct pole_register *poles);
void timeline_sort(struct timeline *t);

/* These want a sorted timeline. */
const struct standing *timeline_find(const struct timeline *t, int table, int pole, int32_t month);

/* The first of a pole's units, by month; *ret_count of them. */
const struct standing *timeline_of_pole(const struct timeline *t, int table, int pole,
                                        uint32_t *ret_count);

/* The place of a row, and behind it its words. */
static inline const int32_t *timeline_at(const struct timeline_table *of, uint32_t row)
{
    return of->rows + (size_t)row * (size_t)(of->packing.n_words + 1);
}

static inline uint32_t timeline_line(const struct timeline_table *of, uint32_t row)
{
    return (uint32_t)timeline_at(of, row)[0] >> 1;
}

/* Note that a row has a warning: had it none before? */
static inline bool timeline_warn(struct timeline_table *of, uint32_t row)
{
    int32_t *place = of->rows + (size_t)row * (size_t)(of->packing.n_words + 1);
    bool first = (*place & 1) == 0;
    *place |= 1;
    return first;
}

/* The value of a field that is kept, as it is kept: of a text its number, of a date itself. */
static inline int32_t timeline_kept(const struct timeline_table *of, uint32_t row, int field)
{
    return packing_get(&of->packing, timeline_at(of, row) + 1, of->slot[field]);
}

/* The value of a field that is kept. */
static inline int64_t timeline_value(const struct timeline *t, const struct timeline_table *of,
                                     uint32_t row, int field)
{
    return narrow_get(&t->wide, timeline_kept(of, row, field));
}

/* Write the values of a row by field; those that are not kept are left alone. */
void timeline_read(const struct timeline *t, const struct timeline_table *of, uint32_t row,
                   int64_t *ret_values);

/* The rows of a unit, one after the other. */
struct timeline_row {
    int64_t values[MAX_FIELDS]; /* by field; VALUE_BLANK where it is not kept (contract.h) */
    uint32_t row;               /* its number in the table */
    uint32_t line;              /* where it begins in the sender's file */
    const struct timeline *timeline;
    const struct timeline_table *table;
    uint32_t next;
    uint32_t left;
};

void timeline_open(const struct timeline *t, int table, const struct standing *unit,
                   struct timeline_row *ret);
bool timeline_next(struct timeline_row *row);

#endif
