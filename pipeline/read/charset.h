/* Encodings of another age, known by the titles that read right in them: never read, only named. */
#ifndef PTCE_READ_CHARSET_H
#define PTCE_READ_CHARSET_H

#include <stddef.h>

#include "model/contract.h"

/* "Mac Roman" or "CP850 (DOS)" when the titles in the bytes meet the contract better so than the
 * `matched` labels they meet as Windows-1252; NULL = no. */
const char *charset_hint(const struct contract *c, const char *bytes, size_t len, int matched);

#endif
