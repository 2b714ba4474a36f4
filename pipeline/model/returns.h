/*
 * Returns: the rows of one delivery that are typed and without an error of their own, table by
 * table, as validate hands them to aggregate. Only the fields that the catalogue uses are kept,
 * four bytes each or one (model/packing.h), so that a row costs little; of a text its hash
 * (map_hash), to know it again by, for a pole's name its number in `texts`. Whether a row counts is
 * its unit's affair (receipt.units): a unit with one bad row is bad as a whole.
 */
#ifndef PTCE_MODEL_RETURNS_H
#define PTCE_MODEL_RETURNS_H

#include <stdint.h>

#include "base/narrow.h"
#include "base/numbering.h"
#include "model/contract.h"
#include "model/packing.h"
#include "model/receipt.h"

enum { ROWS_PER_BLOCK = 4096 };

struct rows {
    int n_kept;
    int kept[MAX_FIELDS];  /* field of each value */
    int slot[MAX_FIELDS];  /* place of each field among the kept, -1 = not kept */
    bool text[MAX_FIELDS]; /* of each value: a number in `texts` stands for it */
    struct packing packing;
    uint32_t count;
    uint32_t n_blocks;
    int32_t *
        *blocks; /* ROWS_PER_BLOCK rows: unit (of receipt.units), place, words; NULL = dropped */
    struct narrow wide;
    struct numbering texts; /* of their hashes */
};

struct returns {
    struct rows rows[MAX_TABLES];
    struct map texts; /* interned texts: names of poles */
};

void returns_init(struct returns *r, const struct contract *c);
void returns_release(struct returns *r);

/* Where a row stands and what was told of it, in a word: its line, below 2^31 as a delivery has not
 * more bytes (MAX_DELIVERY_BYTES), and whether it has a warning. */
static inline int32_t row_place(uint32_t line, bool warned)
{
    return (int32_t)(line << 1 | warned);
}

/* Add a row of a unit: `values` of the fields in kept. */
void rows_add(struct rows *r, uint32_t unit, int32_t place, const int64_t *values);

/* The values of a row as they were added, into ret_values. */
void rows_read(const struct rows *r, uint32_t row, int64_t *ret_values);

/* A row's words; its unit and place stand before them. */
static inline const int32_t *rows_kept(const struct rows *r, uint32_t row)
{
    return r->blocks[row / ROWS_PER_BLOCK] +
           (size_t)(row % ROWS_PER_BLOCK) * (size_t)(r->packing.n_words + 2) + 2;
}

static inline uint32_t rows_unit(const struct rows *r, uint32_t row)
{
    return (uint32_t)rows_kept(r, row)[-2];
}

static inline int32_t rows_place(const struct rows *r, uint32_t row)
{
    return rows_kept(r, row)[-1];
}

/* Forget all rows before this one but for those of its block: they are not read again. */
void rows_drop(struct rows *r, uint32_t row);

#endif
