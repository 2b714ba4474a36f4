#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"

/* Bytes of the sequence that starts with b, 0 when none can. */
static size_t sequence(unsigned char b)
{
    if (b < 0x80)
        return 1;
    if (b >= 0xC2 && b <= 0xDF)
        return 2;
    if (b >= 0xE0 && b <= 0xEF)
        return 3;
    return b >= 0xF0 && b <= 0xF4 ? 4 : 0;
}

/* Are the first `have` of the `need` bytes at p a possible start of a character (RFC 3629)? */
static bool sequence_ok(const unsigned char *p, size_t need, size_t have)
{
    for (size_t i = 1; i < need && i < have; i++)
        if ((p[i] & 0xC0) != 0x80)
            return false;
    if (have < 2)
        return true;
    if (p[0] == 0xE0 && p[1] < 0xA0)
        return false;
    if (p[0] == 0xED && p[1] > 0x9F) /* surrogates */
        return false;
    if (p[0] == 0xF0 && p[1] < 0x90)
        return false;
    return !(p[0] == 0xF4 && p[1] > 0x8F);
}

size_t text_valid(const char *bytes, size_t len)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < len) {
        uint64_t w;
        while (len - i >= 8 && (memcpy(&w, p + i, 8), (w & UINT64_C(0x8080808080808080)) == 0))
            i += 8;
        if (i == len)
            break;
        size_t need = sequence(p[i]);
        if (need == 0 || need > len - i || !sequence_ok(p + i, need, need))
            break;
        i += need;
    }
    return i;
}

bool text_is_cut(const char *rest, size_t len)
{
    const unsigned char *p = (const unsigned char *)rest;
    return len > 0 && len < sequence(p[0]) && sequence_ok(p, sequence(p[0]), len);
}

/* Windows-1252 from 0x80 to 0x9F; 0 = no character. */
static const uint16_t high_1252[32] = {
    0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x0000, 0x017D, 0x0000, 0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x0000, 0x017E, 0x0178};

size_t text_from_1252(struct buf *out, const char *bytes, size_t len)
{
    buf_room(out, len * 3);
    size_t i = 0;
    for (; i < len; i++) {
        unsigned char b = (unsigned char)bytes[i];
        int32_t point = b >= 0x80 && b <= 0x9F ? high_1252[b - 0x80] : b;
        if (point == 0 && b != 0)
            break;
        utf8proc_uint8_t enc[4];
        utf8proc_ssize_t n = utf8proc_encode_char(point, enc);
        memcpy(out->data + out->len, enc, (size_t)n);
        out->len += (size_t)n;
    }
    out->data[out->len] = '\0';
    return i;
}

/* The one or two letters a fold keeps of a code point, "" for none. */
static void fold_point(utf8proc_int32_t c, char ret[3])
{
    memset(ret, 0, 3);
    if (c == 0x153 || c == 0x152)
        memcpy(ret, "oe", 2);
    else if (c == 0xE6 || c == 0xC6)
        memcpy(ret, "ae", 2);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
        ret[0] = (char)c;
    else if (c >= 'A' && c <= 'Z')
        ret[0] = (char)(c + ('a' - 'A'));
}

size_t text_fold(const char *text, size_t len, char *ret_key, size_t cap)
{
    size_t n = 0;
    size_t i = 0;
    while (i < len) {
        utf8proc_int32_t c;
        char keep[3];
        unsigned byte = (unsigned char)text[i];
        if (byte < 0x80) { /* most letters need no tables */
            unsigned lower = byte | 0x20;
            bool letter = lower >= 'a' && lower <= 'z';
            if ((letter || (byte >= '0' && byte <= '9')) && n + 1 < cap)
                ret_key[n++] = (char)(letter ? lower : byte);
            i++;
            continue;
        }
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(len - i), &c);
        if (used <= 0) { /* not UTF-8: no letter of a label */
            i++;
            continue;
        }
        i += (size_t)used;
        utf8proc_int32_t parts[8];
        int last = 0;
        utf8proc_ssize_t count =
            utf8proc_decompose_char(c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);
        for (utf8proc_ssize_t k = 0; k < count && k < 8; k++) {
            fold_point(parts[k], keep);
            for (int j = 0; keep[j] != '\0' && n + 1 < cap; j++)
                ret_key[n++] = keep[j];
        }
    }
    ret_key[n] = '\0';
    return n;
}

bool text_nfc(struct buf *out, const char *text, size_t len)
{
    utf8proc_uint8_t *form = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &form,
                                      UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (n >= 0)
        buf_add(out, (const char *)form, (size_t)n);
    free(form);
    return n >= 0;
}

/* Nothing below U+0300 has another form, nor have the dashes, quotes and blanks of U+2002 to
 * U+203F: what nearly all texts are made of (Unicode's NFC_Quick_Check). */
static bool is_plainly_nfc(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == 0xE2 && i + 2 < len && (unsigned char)text[i + 1] == 0x80 &&
            (unsigned char)text[i + 2] >= 0x82)
            i += 2;
        else if (c >= 0xCC)
            return false;
    }
    return true;
}

bool text_is_nfc(const char *text, size_t len)
{
    struct buf form = {0};
    if (is_plainly_nfc(text, len))
        return true;
    bool same =
        text_nfc(&form, text, len) && form.len == len && memcmp(buf_str(&form), text, len) == 0;
    buf_release(&form);
    return same;
}

size_t text_chars(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

void text_show(struct buf *out, const char *text, size_t len, size_t max_chars)
{
    size_t chars = 0;
    for (size_t i = 0; i < len; chars++) {
        if (chars == max_chars) {
            buf_text(out, "…");
            return;
        }
        utf8proc_int32_t c;
        utf8proc_ssize_t used =
            utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(len - i), &c);
        if (used <= 0) {
            buf_printf(out, "\\x%02X", (unsigned char)text[i++]);
            continue;
        }
        utf8proc_category_t cat = utf8proc_category(c);
        if (cat == UTF8PROC_CATEGORY_CC || cat == UTF8PROC_CATEGORY_CF ||
            cat == UTF8PROC_CATEGORY_ZL || cat == UTF8PROC_CATEGORY_ZP)
            buf_printf(out, "\\x%02X", (unsigned)c);
        else
            buf_add(out, text + i, (size_t)used);
        i += (size_t)used;
    }
}

size_t text_distance(const char *a, const char *b, size_t limit)
{
    enum { MAX = 64 };
    size_t la = strlen(a);
    size_t lb = strlen(b);
    if (la >= MAX || lb >= MAX)
        return limit + 1;
    size_t row[MAX];
    for (size_t j = 0; j <= lb; j++)
        row[j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[lb] > limit ? limit + 1 : row[lb];
}

bool text_is_digits(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return len > 0;
}

bool text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *text, const char *suffix)
{
    size_t a = strlen(text);
    size_t b = strlen(suffix);
    return a >= b && memcmp(text + a - b, suffix, b) == 0;
}

int text_int(const char *text, size_t len, int64_t low, int64_t high, int64_t *ret)
{
    if (!text_is_digits(text, len))
        return -1;
    int64_t v = 0;
    for (size_t i = 0; i < len; i++)
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, text[i] - '0', &v))
            return -1;
    if (v < low || v > high)
        return -1;
    *ret = v;
    return 0;
}

static const struct {
    const char *bytes;
    size_t len;
    bool blank;
} invisible[] = {{" ", 1, true},
                 {"\t", 1, true},
                 {"\xC2\xA0", 2, true},
                 {"\xE2\x80\xAF", 3, true},
                 {"\xE2\x80\x89", 3, true},
                 {"\xC2\xAD", 2, false},
                 {"\xE2\x80\x8B", 3, false},
                 {"\xE2\x80\x8C", 3, false},
                 {"\xE2\x80\x8D", 3, false},
                 {"\xE2\x80\x8E", 3, false},
                 {"\xE2\x80\x8F", 3, false},
                 {"\xE2\x81\xA0", 3, false},
                 {"\xEF\xBB\xBF", 3, false}};
enum { N_INVISIBLE = sizeof invisible / sizeof *invisible };

bool text_trim(const char **text, size_t *len)
{
    size_t before = *len;
    for (int i = 0; i < N_INVISIBLE; i++) {
        size_t n = invisible[i].len;
        if (*len >= n && memcmp(*text, invisible[i].bytes, n) == 0) {
            *text += n;
            *len -= n;
            i = -1;
        } else if (*len >= n && memcmp(*text + *len - n, invisible[i].bytes, n) == 0) {
            *len -= n;
            i = -1;
        }
    }
    return *len < before;
}

void text_add_visible(struct buf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len;) {
        size_t skip = 0;
        for (int k = 0; k < N_INVISIBLE && (unsigned char)text[i] >= 0x80; k++)
            if (!invisible[k].blank && len - i >= invisible[k].len &&
                memcmp(text + i, invisible[k].bytes, invisible[k].len) == 0)
                skip = invisible[k].len;
        if (skip == 0)
            buf_char(out, text[i]);
        i += skip == 0 ? 1 : skip;
    }
}

/* The Windows-1252 byte of a character, -1 = none. */
static int byte_1252(utf8proc_int32_t point)
{
    if (point < 0x80 || (point >= 0xA0 && point <= 0xFF))
        return (int)point;
    for (int i = 0; i < 32; i++)
        if (high_1252[i] == point)
            return 0x80 + i;
    return point >= 0x80 && point < 0xA0 ? (int)point
                                         : -1; /* what other programs make of the five */
}

bool text_repair(struct buf *out, const char *text, size_t len)
{
    struct buf bytes = {0};
    size_t high = 0;
    bool good = true;
    for (size_t i = 0; i < len && good;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text + i,
                                              (utf8proc_ssize_t)(len - i), &point);
        int byte = n > 0 ? byte_1252(point) : -1;
        good = byte != -1;
        high += byte >= 0x80;
        if (good)
            buf_char(&bytes, (char)byte);
        i += n > 0 ? (size_t)n : 1;
    }
    good = good && high > 0 && text_valid(bytes.data, bytes.len) == bytes.len;
    if (good)
        buf_add(out, bytes.data, bytes.len);
    buf_release(&bytes);
    return good;
}
