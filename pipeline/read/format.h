/* What a file is, by its first bytes. */
#ifndef PTCE_READ_FORMAT_H
#define PTCE_READ_FORMAT_H

#include <stddef.h>

/* What the first bytes show the file to be when it is neither CSV nor JSON, as a variant of
 * format-error ("pdf"); NULL = it may be either. */
const char *format_other(const char *bytes, size_t len);

enum format { FORMAT_CSV, FORMAT_JSON, FORMAT_EMPTY };

/* CSV or JSON, by the first characters of the text. */
enum format format_detect(const char *text, size_t len);

#endif
