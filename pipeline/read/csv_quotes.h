/* Other habits of quoting, rewritten line by line to the one libcsv reads: `"`, doubled inside. */
#ifndef PTCE_READ_CSV_QUOTES_H
#define PTCE_READ_CSV_QUOTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

struct csv_quoting {
    char delimiter;
    char quote;     /* '"' or '\'' */
    bool backslash; /* \" inside a cell stands for a quote, \\ for a backslash */
    bool inside;    /* a quoted cell is open: from line to line */
};

/* Add the line to out. An apostrophe opens a cell only when one before a delimiter or the line's
 * end closes it: l'emploi and '0123 are texts. */
void csv_quotes_rewrite(struct csv_quoting *q, const char *line, size_t len, struct buf *out);

/* Add the line, which begins a record, to out with its cells ="0123" put into quotes: no CSV, but
 * people write it so that a spreadsheet keeps the zeros, and every spreadsheet opens it. False when
 * it has none. */
bool csv_quotes_formula(char delimiter, const char *line, size_t len, struct buf *out);

#endif
