#include <string.h>

#include "read/lines.h"

/* Looked for in a window that grows: never over more than a few times the line's length. */
size_t line_end(const char *text, size_t len, bool has_cr)
{
    const char *lf = NULL;
    const char *cr = NULL;
    for (size_t window = 256; lf == NULL && cr == NULL; window *= 4) {
        size_t n = window < len ? window : len;
        lf = memchr(text, '\n', n);
        cr = has_cr ? memchr(text, '\r', lf == NULL ? n : (size_t)(lf - text)) : NULL;
        if (n == len)
            break;
    }
    if (cr == NULL)
        return lf == NULL ? 0 : (size_t)(lf - text) + 1;
    size_t n = (size_t)(cr - text) + 1;
    if (n == len)
        return 0;
    return text[n] == '\n' ? n + 1 : n;
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
