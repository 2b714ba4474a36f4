/*
 * The JSON documents that an edition holds, written with jansson: keys in the order they were set,
 * texts that are valid UTF-8 whatever they were made from.
 *
 *     json_t *root = json_object();
 *     jsondoc_set(root, "name", jsondoc_text("ptce-2026-10"));
 *     jsondoc_print(root, &out);                             consumes root
 */
#ifndef PTCE_PUBLISH_JSONDOC_H
#define PTCE_PUBLISH_JSONDOC_H

#include <jansson.h>

#include "base/buf.h"

/* Takes the value. */
void jsondoc_set(json_t *object, const char *key, json_t *value);

/* A string, or null for NULL; bytes that are not UTF-8 are shown as text_show has them. */
json_t *jsondoc_text(const char *text);

/* Add the document, indented, with a line end; frees it. */
void jsondoc_print(json_t *value, struct buf *out);

#endif
