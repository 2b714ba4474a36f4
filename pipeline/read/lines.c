#include <string.h>

#include "read/lines.h"

size_t line_end(const char *text, size_t len, bool has_cr)
{
    const char *lf = memchr(text, '\n', len);
    size_t n = lf == NULL ? len : (size_t)(lf - text) + 1;
    const char *cr = has_cr ? memchr(text, '\r', n) : NULL;
    if (cr != NULL && (size_t)(cr - text) + 1 < n && cr[1] != '\n')
        return (size_t)(cr - text) + 1;
    if (cr != NULL && lf == NULL && (size_t)(cr - text) + 1 < len)
        return (size_t)(cr - text) + 1;
    return lf == NULL ? 0 : n;
}

size_t lines_length(const struct buf *raw, uint32_t count)
{
    size_t at = 0;
    for (uint32_t i = 0; i < count && at < raw->len; i++) {
        while (at < raw->len && raw->data[at] != '\n' && raw->data[at] != '\r')
            at++;
        at += at + 1 < raw->len && raw->data[at] == '\r' && raw->data[at + 1] == '\n' ? 2 : 1;
    }
    return at < raw->len ? at : raw->len;
}

size_t rest_of_line(const struct buf *pending, const char *text, size_t len)
{
    bool after_cr = pending->data[pending->len - 1] == '\r';
    size_t n = 0;
    while (n < len && !after_cr && text[n] != '\n')
        after_cr = text[n++] == '\r';
    return n < len ? n + 1 : n;
}
