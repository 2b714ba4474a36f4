/*
 * Accepted rows of files that were checked, in canonical form: CSV of one table (UTF-8, comma, LF,
 * the names of the columns that any of the files has) or JSON of all ({"emplois": [{…}, …]}), both
 * of which ptce reads again as they are.
 */
#ifndef PTCE_PUBLISH_ROWS_H
#define PTCE_PUBLISH_ROWS_H

#include "model/canonical.h"
#include "model/receipt.h"

/* The rows of one file, and which of its units are good. */
struct accepted {
    const struct canonical *canonical;
    const struct receipt *receipt;
};

/* Tables with an accepted row, a bit for each. */
unsigned rows_tables(const struct accepted *files, size_t n);

void rows_csv(const struct contract *c, const struct accepted *files, size_t n, int table,
              struct buf *out);
void rows_json(const struct contract *c, const struct accepted *files, size_t n, unsigned tables,
               struct buf *out);

#endif
