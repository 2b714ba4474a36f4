/*
 * CSV by libcsv, one physical line at a time, so that every cell knows its line.
 *
 *     struct csv *p = csv_new(';', &sink, …);
 *     while (more) csv_feed(p, text, len, last);        any pieces; lines may be cut anywhere
 *     csv_free_reader(p);
 *
 * Strict. A quote out of place, or never closed, is a finding at the line where its cell begins;
 * that line is handed on as a damaged record, and reading goes on at the next. A cell or line
 * beyond the limits ends the reading, and so do a thousand faults, or 16 MiB read again because of
 * them.
 */
#ifndef PTCE_READ_CSV_H
#define PTCE_READ_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/record.h"

struct csv_reader;

/* Called for each record; a blank line has no cells. */
typedef void csv_record(void *ctx, const struct record *record);

/* Called for each fault, and once when the line ends are not all of one kind. */
typedef void csv_fault(void *ctx, const struct finding *fault);

struct csv_reader *csv_reader_new(char delimiter, csv_record *on_record, void *ctx);
/* Let blanks and stray quotes pass: to look at a sample, never to read one. */
void csv_reader_lax(struct csv_reader *r);

/* Leave nothing to the guard (read/csv_guard.h). */
void csv_reader_libcsv_only(struct csv_reader *r);

/* How cells are quoted: `"` and doubled unless this is called. */
void csv_reader_quoting(struct csv_reader *r, char quote, bool backslash);
void csv_reader_faults(struct csv_reader *r, csv_fault *on_fault);

/* Read on. False when reading has ended in a fault, told by csv_reader_fault. */
bool csv_reader_feed(struct csv_reader *r, const char *text, size_t len);
bool csv_reader_end(struct csv_reader *r);

/* The first fault as a finding (code, line, value), or NULL. The value is the reader's. */
const struct finding *csv_reader_fault(const struct csv_reader *r);
uint32_t csv_reader_lines(const struct csv_reader *r);
void csv_reader_free(struct csv_reader *r);

#endif
