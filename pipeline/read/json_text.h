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
    uint32_t column;   /* in characters, from 1 */
    bool ended;
    bool failed; /* the machine: err is set */
};

/* Make window[at + ahead] readable. False at the end of the file. */
bool json_text_fill(struct json_text *t, size_t ahead);

/* Go on by `len` bytes, which are readable; the second when it is known how many line ends they
 * hold. */
void json_text_step(struct json_text *t, size_t len);
void json_text_pass(struct json_text *t, size_t len, uint32_t line_ends);
uint32_t json_text_line_ends(const struct json_text *t, size_t len);

/* The next character that is not a blank, JSON_TEXT_END at the end. */
enum { JSON_TEXT_END = -1 };
int json_text_peek(struct json_text *t);

enum json_extent {
    EXTENT_WHOLE,
    EXTENT_TOO_LONG,
    EXTENT_TOO_DEEP,
    EXTENT_OPEN,   /* the file ends */
    EXTENT_BROKEN, /* a line ends inside a string: what follows cannot be told apart */
    EXTENT_NUL     /* which jansson does not see behind a number */
};

/* Bytes of the object or array that starts at window[at]; when it has no end, those looked at. */
enum json_extent json_text_extent(struct json_text *t, size_t *ret_len);

/* Bytes from window[at] to the end of its line or of the file, at most MAX_RECORD_BYTES. */
size_t json_text_line(struct json_text *t);

/* Behind the end of the line at window[at], however long. */
void json_text_skip_line(struct json_text *t);

/* The offset from window[at] of what stands behind the blanks at window[at + ahead] (the end may be
 * there); *ret_lines line ends lie between. */
size_t json_text_behind(struct json_text *t, size_t ahead, uint32_t *ret_lines);

/* The character at window[at + ahead], JSON_TEXT_END at the end. */
int json_text_at(struct json_text *t, size_t ahead);

/* Line and column of window[at + ahead], which is in the window. */
void json_text_place(const struct json_text *t, size_t ahead, uint32_t *ret_line,
                     uint32_t *ret_column);

/* Behind the blanks at p; *line goes on with the line feeds. */
const char *json_text_skip_blanks(const char *p, uint32_t *line);

/* Behind the value (or key) at p, in a text that jansson has found good. */
const char *json_text_skip_value(const char *p, uint32_t *line);

#endif
