/*
 * The text of a JSON file as it is read: a window that moves on, with the line and column of its
 * present character, and the extent of the value that begins there. Nothing here knows what a
 * return is, or judges syntax beyond strings and depth: jansson does.
 */
#ifndef PTCE_READ_JSON_TEXT_H
#define PTCE_READ_JSON_TEXT_H

#include "read/source.h"

struct json_text {
    struct source *source;
    struct err *err;
    struct buf window; /* read and not yet done with */
    size_t at;         /* in window */
    uint32_t line;     /* of window[at], from 1 */
    uint32_t column;
    bool ended;
    bool failed; /* the machine: err is set */
};

/* Make window[at + ahead] readable. False at the end of the file. */
bool json_text_fill(struct json_text *t, size_t ahead);

/* Go on by one character. */
void json_text_step(struct json_text *t);

/* The next character that is not a blank, 0 at the end. */
char json_text_peek(struct json_text *t);

enum json_extent { EXTENT_WHOLE, EXTENT_TOO_LONG, EXTENT_TOO_DEEP, EXTENT_OPEN };

/* Bytes of the object or array that starts at window[at]. */
enum json_extent json_text_extent(struct json_text *t, size_t *ret_len);

/* Behind the blanks at p; *line goes on with the line feeds. */
const char *json_text_skip_blanks(const char *p, uint32_t *line);

/* Behind the value (or key) at p, in a text that jansson has found good. */
const char *json_text_skip_value(const char *p, uint32_t *line);

#endif
