/*
 * Returns: the rows of one delivery that are typed and without an error of their own, table by
 * table, as validate hands them to aggregate. Only the fields that the catalogue uses are kept, one
 * int64_t each, so that a row costs little; of a text its hash (map_hash), to know it again by, for
 * a pole's name its number in `texts`. Whether a row counts is its unit's affair (receipt.units): a
 * unit with one bad row is bad as a whole.
 */
#ifndef PTCE_MODEL_RETURNS_H
#define PTCE_MODEL_RETURNS_H

#include <stdint.h>

#include "model/contract.h"
#include "model/receipt.h"

enum { ROWS_PER_BLOCK = 4096 };

struct rows {
    int n_kept;
    int kept[MAX_FIELDS]; /* field of each value */
    int slot[MAX_FIELDS]; /* place of each field among the kept, -1 = not kept */
    uint32_t count;
    uint32_t n_blocks;
    int64_t **values; /* blocks of ROWS_PER_BLOCK × n_kept */
    uint32_t **units; /* blocks of ROWS_PER_BLOCK numbers of receipt.units */
    uint32_t **lines; /* where each row begins in the sender's file */
};

struct returns {
    struct rows rows[MAX_TABLES];
    struct map texts; /* interned texts: names of poles */
};

void returns_init(struct returns *r, const struct contract *c);
void returns_release(struct returns *r);

/* Room for the kept values of a new row of a unit. */
int64_t *rows_add(struct rows *r, uint32_t unit, uint32_t line);
const int64_t *rows_at(const struct rows *r, uint32_t row);
uint32_t rows_unit(const struct rows *r, uint32_t row);
uint32_t rows_line(const struct rows *r, uint32_t row);

#endif
