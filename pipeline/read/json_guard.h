/*
 * A guard in front of jansson: reads an object that is plainly regular, and leaves every other to
 * jansson. Regular: flat; no backslash and no control character in a string; numbers of a few
 * dozen digits without an exponent; properties that are known, none of them twice.
 *
 *     len = json_guard_take(&guard, text, text_len, line, &lines);
 *
 * Cells stand in the text: a number's is its own text.
 */
#ifndef PTCE_READ_JSON_GUARD_H
#define PTCE_READ_JSON_GUARD_H

#include "base/map.h"
#include "model/record.h"

struct json_guard {
    const struct map *keys; /* the properties known: the columns */
    struct cell *cells;     /* one each */
    bool cut;               /* out: the text ends before the object does */
};

/* Read the object at text[0], which is '{' and stands in line `line`, into guard->cells; *ret_lines
 * gets the line feeds in it. Returns its length; 0 when it is not regular: then the cells are not
 * defined. Looks at no byte behind `len`. */
size_t json_guard_take(struct json_guard *g, const char *text, size_t len, uint32_t line,
                       uint32_t *ret_lines);

#endif
