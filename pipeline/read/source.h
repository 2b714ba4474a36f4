/*
 * The bytes of a file as UTF-8 text, block by block, whatever encoding they came in.
 *
 *     struct source s;
 *     source_open(&s, path, err);
 *     while ((got = source_next(&s, &text, &len, err)) == 1) …
 *     source_close(&s);
 *
 * Encodings: a byte order mark decides, or NULs in every other byte (UTF-16); without these UTF-8
 * is assumed until source_next meets bytes that are not (it then sets `invalid` and gives no more),
 * when the caller may source_rewind the file as Windows-1252.
 */
#ifndef PTCE_READ_SOURCE_H
#define PTCE_READ_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "model/limits.h"

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF8_BOM,
    ENCODING_1252,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE
};

struct source {
    int fd;
    const char *path; /* borrowed */
    enum encoding encoding;
    bool started;
    bool guessed; /* UTF-16 without a mark */
    bool invalid; /* bytes that are not of this encoding */
    bool ended;
    int64_t position;      /* in the file, of what is read next */
    struct digest *digest; /* NULL = none is wanted */
    int64_t digested;      /* so many bytes of the file */
    size_t carried;        /* bytes of a character that the last block cut … */
    size_t carried_at;     /* … and where they stand in raw */
    size_t raw_len;
    char raw[SAMPLE_BYTES + 8];
    struct buf text; /* the block when it had to be converted */
};

int source_open(struct source *s, const char *path, struct err *err);
int source_next(struct source *s, const char **ret_text, size_t *ret_len, struct err *err);
int source_rewind(struct source *s, enum encoding encoding, struct err *err);

/* Where the bytes stand that made the source invalid. */
struct bad_bytes {
    uint32_t line; /* from 1 */
    uint32_t column;
    unsigned char byte;
    bool cut;        /* the file stops in the middle of a character */
    bool utf8_above; /* accents in UTF-8 stand above it */
};

/* Read the file again up to there. */
int source_find_bad(struct source *s, struct bad_bytes *ret, struct err *err);

/* The bytes of the file before the NULs that it ends in; its length when it ends in none. */
int source_length(const struct source *s, int64_t *ret_length, int64_t *ret_bytes, struct err *err);

/* The SHA-256 of the whole file, taken from its bytes as they go by: ask for it before the first
 * block; afterwards what was not reached is read, and ret_hex gets it. */
void source_want_digest(struct source *s);
int source_digest(struct source *s, char ret_hex[DIGEST_HEX], struct err *err);

void source_close(struct source *s);
const char *encoding_name(enum encoding e);

#endif
