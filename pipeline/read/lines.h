/* Where physical lines end: at \n, \r\n, or a \r that stands alone. */
#ifndef PTCE_READ_LINES_H
#define PTCE_READ_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* The length of the line that starts at text, with its end; 0 when the end is not there (a \r at
 * the very end may yet be one of \r\n). */
size_t line_end(const char *text, size_t len, bool has_cr);

/* Bytes of text that end the waiting line: its line feed, or the byte that shows that a carriage
 * return stands alone. */
size_t rest_of_line(const struct buf *pending, const char *text, size_t len);

/* The bytes of the first `count` lines. */
size_t lines_length(const struct buf *lines, uint32_t count);

#endif
