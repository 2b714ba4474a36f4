/*
 * What a reader hands on, as text, for tables:
 *
 *     emplois 1/1 a|b;          labels of a table at line/row (? = no table known, + = more of
 * them) 2/2 1|"x"@3;              a row; a cell's line where it is another than the row's
 *     !unclosed-quote@2;        a finding
 *     restart;
 *
 * A row in a line without an end has … behind it. Line breaks in cells are shown as ↵. Cells of
 * JSON: #1 a number, true, false, ~ null.
 */
#ifndef TESTS_UNIT_READ_H
#define TESTS_UNIT_READ_H

#include "model/record.h"
#include "model/receipt.h"

struct sink unit_sink(struct buf *out);
void unit_add_record(struct buf *out, const struct record *record);
void unit_add_finding(struct buf *out, const struct finding *f);

/* Write the text to a file, read it, and add what comes out. True when it was read to its end. */
bool unit_read(const char *text, size_t len, unsigned tables, struct buf *out);

#endif
