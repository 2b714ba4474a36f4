/*
 * XML parts of archives made by anybody, through expat: well-formed or refused, no document types
 * (and so no entities of their own), no deeper than MAX_BOOK_DEPTH.
 *
 *     struct xml_reader r = {.arg = &sheet, .start = start, .end = end};
 *     if (xml_read(data, len, &r, &why) == -1) …why.text: "line 3, column 14: mismatched tag"…
 *
 * Names come without their prefix: <x:row> and <row> are "row", r:id is "id".
 */
#ifndef PTCE_PUBLISH_XML_H
#define PTCE_PUBLISH_XML_H

#include <stddef.h>

#include "base/err.h"

struct xml_reader {
    void *arg;
    /* attrs: name, value, …, NULL; names as in the file. */
    void (*start)(void *arg, const char *name, const char *const *attrs);
    /* text: what stood in the element behind its last inner element; NULL = not wanted. */
    void (*end)(void *arg, const char *name, const char *text);
};

int xml_read(const char *data, size_t len, const struct xml_reader *reader, struct err *why);

/* The attribute of this name (prefix or not), NULL when there is none. */
const char *xml_attr(const char *const *attrs, const char *name);
/* As a number; `other` when it is not there or no number. */
long xml_number(const char *const *attrs, const char *name, long other);

#endif
