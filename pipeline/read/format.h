/* What a file is, by its first bytes. */
#ifndef PTCE_READ_FORMAT_H
#define PTCE_READ_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

/* True when the first bytes are those of something else than CSV or JSON; then *ret_what says what
 * it is and *ret_todo what to do (static texts). */
bool format_is_other(const char *bytes, size_t len, const char **ret_what, const char **ret_todo);

enum format { FORMAT_CSV, FORMAT_JSON, FORMAT_EMPTY };

/* CSV or JSON, by the first characters of the text. */
enum format format_detect(const char *text, size_t len);

#endif
