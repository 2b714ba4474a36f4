/*
 * A guard in front of libcsv. Most records are plainly regular: cells without a quote or quoted as
 * a whole, no quote inside, ended by the line. These are cut here, in place, many bytes at a time;
 * libcsv, which takes a step a byte, is left with every other record, and with every fault.
 *
 *     struct csv_guard g = {.delimiter = ';', .quote = '"', …};
 *     csv_guard_begin(&g, text, len);        a text, which starts a line
 *     n = csv_guard_take(&g, text, len);     the records at its start, each to on_record
 *     …text + n begins with a line that is not the guard's: deal with it, then take on behind it
 *
 * The same cells, lines and rows as libcsv's: tests/unit/test_csv_guard.c holds one against the
 * other. Nothing here reads behind text + len.
 */
#ifndef PTCE_READ_CSV_GUARD_H
#define PTCE_READ_CSV_GUARD_H

#include "read/csv.h"

struct csv_guard {
    char delimiter;
    char quote;
    bool quoted;   /* whole quoted cells are regular too; else no quote is */
    char line_end; /* of regular records: '\n', 'B' for \r\n, or '\0' for either */
    csv_record *on_record;
    void *ctx;
    struct cell *cells; /* MAX_COLUMNS of them */
    uint32_t line;      /* physical lines so far */
    uint32_t row;       /* records and blank lines so far */
    bool has_quote;     /* the text holds one: saves looking for them … */
    bool has_double;    /* … for those that are text to the sender, but not to libcsv … */
    bool has_cr;        /* … and for carriage returns */
};

void csv_guard_begin(struct csv_guard *g, const char *text, size_t len);

/* Take what regular records stand at the start of (the rest of) a text, which starts a line.
 * Returns their length: behind it comes a record that is none, or one whose end is not in the text.
 */
size_t csv_guard_take(struct csv_guard *g, const char *text, size_t len);

#endif
