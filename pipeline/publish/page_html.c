#include "publish/page_html.h"

#include <string.h>

#include "base/text.h"

#define REPLACEMENT "\uFFFD"

static const char *escape_of(unsigned char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\t':
    case '\n':
    case '\r': return " ";
    default: return c < 0x20 || c == 0x7f ? REPLACEMENT : NULL;
    }
}

/* U+FFFE and U+FFFF are valid UTF-8 and no characters of XML. */
static bool is_no_character(const char *p, size_t len)
{
    return len >= 3 && (unsigned char)p[0] == 0xef && (unsigned char)p[1] == 0xbf &&
           (unsigned char)p[2] >= 0xbe;
}

static void add_valid(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const char *escape = escape_of((unsigned char)text[i]);
        if (is_no_character(text + i, len - i)) {
            buf_text(out, REPLACEMENT);
            i += 2;
        } else if (escape != NULL) {
            buf_text(out, escape);
        } else {
            buf_char(out, text[i]);
        }
    }
}

void page_html_text(struct buf *out, const char *text)
{
    size_t len = strlen(text);
    while (len > 0) {
        size_t valid = text_valid(text, len);
        add_valid(out, text, valid);
        if (valid == len)
            return;
        buf_text(out, REPLACEMENT);
        text += valid + 1;
        len -= valid + 1;
    }
}

static void fill(struct buf *out, const char *form, const char *const *args,
                 void (*add)(struct buf *out, const char *text))
{
    int n_args = 0;
    while (args != NULL && args[n_args] != NULL)
        n_args++;
    for (const char *p = form; *p != '\0'; p++) {
        int i = p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}' ? p[1] - '0' : -1;
        if (i == -1) {
            buf_char(out, *p);
            continue;
        }
        if (i < n_args)
            add(out, args[i]);
        p += 2;
    }
}

void page_html_add(struct buf *out, const char *const *texts)
{
    fill(out, texts[0], texts + 1, page_html_text);
}

void page_html_form(struct buf *out, const char *form, const char *const *args)
{
    fill(out, form, args, buf_text);
}
