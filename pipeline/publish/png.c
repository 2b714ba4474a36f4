#include <stdint.h>
#include <string.h>

#include "publish/png.h"

static const char signature[] = "\x89PNG\r\n\x1A\n";
enum { LENGTH = 4, AROUND = LENGTH + PNG_KIND + PNG_CHECKSUM };

bool png_part(const char *bytes, size_t len, size_t at, struct png_part *ret)
{
    if (len < PNG_FIRST || memcmp(bytes, signature, PNG_FIRST) != 0 || at > len ||
        len - at < AROUND)
        return false;
    const unsigned char *p = (const unsigned char *)bytes + at;
    size_t content = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
    if (content > len - at - AROUND)
        return false;
    *ret = (struct png_part){.at = at,
                             .kind = bytes + at + LENGTH,
                             .content = bytes + at + LENGTH + PNG_KIND,
                             .len = content,
                             .end = at + content + AROUND};
    return true;
}

bool png_is(const struct png_part *p, const char *kind)
{
    return memcmp(p->kind, kind, PNG_KIND) == 0;
}
