/*
 * The rows of one file in canonical form, kept while it is validated, for `ptce check --rows`:
 * texts in NFC, ISO dates, a decimal point, codes. Whether a row counts is its unit's affair
 * (receipt.units), known at the end of the file.
 *
 *     struct canonical canonical = {0};
 *     struct setting setting = {…, .canonical = &canonical};
 *     …validate…
 *     canonical_release(&canonical);
 */
#ifndef PTCE_MODEL_CANONICAL_H
#define PTCE_MODEL_CANONICAL_H

#include "model/contract.h"

struct canonical_row {
    int table;
    uint32_t unit;
    const char **cells; /* one for each field of the table; NULL = blank */
};

struct canonical {
    struct arena arena;
    struct canonical_row *rows;
    size_t n_rows;
    size_t cap;
    uint64_t columns[MAX_TABLES]; /* a bit for each field that the file has a column of */
};

/* Add a row of blanks; the caller fills in its cells with texts of the arena. */
const char **canonical_add(struct canonical *c, int table, uint32_t unit, int n_fields);
void canonical_release(struct canonical *c);

#endif
