/* What outside text becomes in a cell. */
#include <string.h>

#include "base/text.h"
#include "publish/form_text.h"

static size_t char_length(const char *text)
{
    unsigned char c = (unsigned char)text[0];
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* XML 1.0 has no room for these two. */
static bool is_nonchar(const char *text, size_t n)
{
    return n == 3 && (memcmp(text, "\xEF\xBF\xBE", 3) == 0 || memcmp(text, "\xEF\xBF\xBF", 3) == 0);
}

static bool is_control(const char *text, size_t n)
{
    unsigned char c = (unsigned char)text[0];
    if (n == 1)
        return (c < 0x20 && c != '\n') || c == 0x7F;
    return n == 2 && c == 0xC2 && (unsigned char)text[1] < 0xA0;
}

/* A character, or the bytes that are none, as they are shown. */
static void add_char(struct buf *out, const char *text, size_t n, bool valid)
{
    if (valid && is_nonchar(text, n))
        buf_text(out, "\uFFFD");
    else if (valid && n == 1 && text[0] == '\r')
        buf_text(out, "\n"); /* a lone carriage return: Excel would show a box */
    else if (valid && n == 1 && text[0] == '\t')
        buf_char(out, ' '); /* as a spreadsheet shows it */
    else if (!valid || is_control(text, n))
        buf_printf(out, "\\x%02X", (unsigned)(unsigned char)text[n - 1]);
    else
        buf_add(out, text, n);
}

bool form_clean(struct buf *out, const char *text, size_t len, size_t max_chars)
{
    size_t valid = text_valid(text, len);
    size_t chars = 0;
    size_t last = out->len; /* before the last character there is room for */
    size_t i = 0;
    while (i < len) {
        size_t n = i < valid ? char_length(text + i) : 1;
        if (text[i] == '\r' && i + 1 < len && text[i + 1] == '\n') {
            i++;
            continue;
        }
        if (++chars > max_chars) {
            buf_cut(out, last);
            buf_text(out, "…");
            return false;
        }
        last = out->len;
        add_char(out, text + i, n, i < valid);
        i += n;
        if (i > valid)
            valid = i + text_valid(text + i, len - i);
    }
    return true;
}

static bool is_escape(const char *text)
{
    if (text[0] != '_' || text[1] != 'x')
        return false;
    for (int i = 2; i < 6; i++)
        if (text[i] == '\0' || strchr("0123456789ABCDEFabcdef", text[i]) == NULL)
            return false;
    return text[6] == '_';
}

void form_escape(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (is_escape(text))
            buf_text(out, "_x005F");
        buf_char(out, *text);
    }
}

size_t form_lines(const char *text, size_t width)
{
    size_t lines = 1;
    size_t at = 0;
    while (*text != '\0') {
        size_t n = strcspn(text, " \n");
        size_t chars = text_chars(text, n);
        if (at > 0 && at + chars > width) {
            lines++;
            at = 0;
        }
        lines += chars / (width + 1);
        at += chars + 1;
        text += n;
        if (*text == '\n') {
            lines++;
            at = 0;
        }
        text += *text != '\0';
    }
    return lines;
}

void form_shorten(struct buf *out, const char *text, size_t max_chars)
{
    size_t len = strlen(text);
    size_t chars = 0;
    size_t end = 0;
    size_t blank = 0;
    if (text_chars(text, len) <= max_chars) {
        buf_add(out, text, len);
        return;
    }
    while (chars + 1 < max_chars) {
        if (text[end] == ' ')
            blank = end;
        end += char_length(text + end);
        chars++;
    }
    buf_add(out, text, blank > 0 ? blank : end);
    buf_text(out, "…");
}
