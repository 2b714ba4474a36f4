/*
 * JSON returns, element by element: an array of objects, an object of such arrays, or one object a
 * line. The extent of each object is found by a small scanner (strings, depth), jansson reads the
 * object, and the scanner's second walk over it gives each value its place and each number its
 * text.
 */
#ifndef PTCE_READ_JSON_H
#define PTCE_READ_JSON_H

#include "model/record.h"
#include "read/source.h"

struct json_result {
    unsigned tables; /* in: a bit for each table wanted; reading stops at a list of another */
    uint32_t lines;
    bool complete;
};

/* Read all of a source whose first block is given (it has been looked at already). -1 with err when
 * the machine fails. */
int json_read(const struct contract *c, struct source *s, const struct sink *sink,
              struct json_result *ret, struct err *err);

#endif
