/*
 * The parts of a PNG file (ISO/IEC 15948), behind its signature: each has its length, kind, content
 * and checksum.
 *
 *     struct png_part p;
 *     for (size_t at = PNG_FIRST; png_part(bytes, len, at, &p); at = p.end)
 *         if (png_is(&p, "IDAT")) …
 */
#ifndef PTCE_PUBLISH_PNG_H
#define PTCE_PUBLISH_PNG_H

#include <stdbool.h>
#include <stddef.h>

enum { PNG_FIRST = 8, PNG_KIND = 4, PNG_CHECKSUM = 4 };

struct png_part {
    size_t at; /* where it begins */
    const char *kind;
    const char *content;
    size_t len;
    size_t end; /* behind it */
};

/* The part that begins at `at`. False: these bytes are no PNG, or hold no whole part there. */
bool png_part(const char *bytes, size_t len, size_t at, struct png_part *ret);
bool png_is(const struct png_part *p, const char *kind);

#endif
