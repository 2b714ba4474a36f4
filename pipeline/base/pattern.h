/* Regular expressions of the contract, matched against the whole of a text. */
#ifndef PTCE_BASE_PATTERN_H
#define PTCE_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct pattern;

/* Compile ^(?:source)$. NULL with err when it is not a pattern. Free with pattern_free. */
struct pattern *pattern_new(const char *source, struct err *err);
bool pattern_matches(const struct pattern *p, const char *text, size_t len);
void pattern_free(struct pattern *p);

#endif
