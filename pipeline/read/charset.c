#include <iconv.h>

#include "read/charset.h"
#include "read/dialect.h"

enum { TOP_BYTES = 16 * 1024 };

static const struct {
    const char *name; /* for iconv */
    const char *shown;
} charsets[] = {{"MACINTOSH", "Mac Roman"}, {"CP850", "CP850 (DOS)"}};

/* Labels met when the bytes are read in a charset; 0 when this machine does not know it. */
static int labels_met(const struct contract *c, const char *charset, const char *bytes, size_t len)
{
    struct buf text = {0};
    struct dialect d;
    iconv_t cd = iconv_open("UTF-8", charset);
    if ((intptr_t)cd == -1)
        return 0;
    struct buf copy = {0}; /* iconv wants bytes it might write to */
    buf_add(&copy, bytes, len);
    buf_room(&text, len * 3);
    char *in = copy.data;
    char *out = text.data;
    size_t left = len * 3;
    (void)iconv(cd, &in, &len, &out, &left);
    (void)iconv_close(cd);
    dialect_detect(c, text.data, (size_t)(out - text.data), &d);
    buf_release(&text);
    buf_release(&copy);
    return d.matched;
}

const char *charset_hint(const struct contract *c, const char *bytes, size_t len, int matched)
{
    len = len < TOP_BYTES ? len : TOP_BYTES;
    size_t i = 0;
    while (i < len && (unsigned char)bytes[i] < 0x80)
        i++;
    for (size_t k = 0; i < len && k < sizeof charsets / sizeof *charsets; k++)
        if (labels_met(c, charsets[k].name, bytes, len) > matched)
            return charsets[k].shown;
    return NULL;
}
