/*
 * JSON returns, element by element: an array of objects, an object of such arrays, or one object a
 * line. How an object is read is json_record.h's affair.
 */
#ifndef PTCE_READ_JSON_H
#define PTCE_READ_JSON_H

#include "model/record.h"
#include "read/source.h"

struct json_result {
    unsigned tables;   /* in: a bit for each table wanted; reading stops at a list of another */
    bool jansson_only; /* in: no guard (read/json_guard.h) in front of it */
    uint32_t lines;
    bool complete;
};

/* Read all of a source whose first block is given (it has been looked at already). -1 with err when
 * the machine fails. */
int json_read(const struct contract *c, struct source *s, const struct sink *sink,
              struct json_result *ret, struct err *err);

#endif
