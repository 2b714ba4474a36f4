/*
 * Why a text is no JSON, in the terms of whoever exported it. jansson has judged it already and
 * says up to where it read; what stands there, and what stands before it, tells the usual mistakes
 * apart: a comma too many, an apostrophe for a quote, 98,40 for 98.40 …
 *
 *     at = json_explain(text, len, error.position, &variant);
 *
 * The answer is a variant of the finding format-error, whose words are in contract/messages.csv.
 */
#ifndef PTCE_READ_JSON_EXPLAIN_H
#define PTCE_READ_JSON_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

/* The offset in `text` (one object, whole or cut) of the mistake, of which jansson had read
 * `position` bytes; *ret_variant is its name. */
size_t json_explain(const char *text, size_t len, size_t position, const char **ret_variant);

/* The name of a mistake that its first characters show wherever it stands, else NULL. */
const char *json_explain_start(const char *text, size_t len);

#endif
