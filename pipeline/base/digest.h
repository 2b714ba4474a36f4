/*
 * SHA-256, as bytes go by.
 *
 *     struct digest *d = digest_new();
 *     digest_add(d, bytes, len);
 *     digest_finish(d, hex);                  64 hexadecimal digits and a NUL; frees d
 */
#ifndef PTCE_BASE_DIGEST_H
#define PTCE_BASE_DIGEST_H

#include <stddef.h>

#include "base/err.h"

enum { DIGEST_HEX = 65 };

struct digest;

struct digest *digest_new(void);
void digest_add(struct digest *d, const char *bytes, size_t len);
void digest_free(struct digest *d); /* of one that is not finished; NULL allowed */
void digest_finish(struct digest *d, char ret_hex[DIGEST_HEX]);

/* The digest of a whole file. 0, or -1 with err. */
int digest_file(const char *path, char ret_hex[DIGEST_HEX], struct err *err);

#endif
