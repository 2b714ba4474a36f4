/* Lines of tab-separated fields, in which a text may hold anything: \t \n \\ are written so, and a
 * text that is not there as \N. */
#ifndef PTCE_AGGREGATE_LINES_H
#define PTCE_AGGREGATE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { MAX_LINE_FIELDS = 96 };

void line_text(struct buf *out, const char *text); /* with the tab before it; NULL allowed */
void line_number(struct buf *out, int64_t number);

struct line_reader {
    const char *text;
    const char *end;
    struct buf line; /* the present one, without its end */
    size_t count;
};

bool line_next(struct line_reader *r); /* false at the end, or when the last line is cut */

/* Cut a line at its tabs and undo the escapes in place; at most MAX_LINE_FIELDS. */
int line_split(char *line, char **ret_fields);

bool line_int(const char *field, int64_t low, int64_t high, int64_t *ret);
const char *line_string(const char *field); /* NULL for one that is not there */

#endif
