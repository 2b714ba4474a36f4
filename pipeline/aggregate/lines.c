#include <string.h>

#include "aggregate/lines.h"
#include "base/decimal.h"

void line_text(struct buf *out, const char *text)
{
    buf_char(out, '\t');
    if (text == NULL) {
        buf_text(out, "\\N");
        return;
    }
    for (; *text != '\0'; text++) {
        if (*text == '\t')
            buf_text(out, "\\t");
        else if (*text == '\n')
            buf_text(out, "\\n");
        else if (*text == '\\')
            buf_text(out, "\\\\");
        else
            buf_char(out, *text);
    }
}

void line_number(struct buf *out, int64_t number)
{
    char text[DECIMAL_TEXT];
    char *p = text + sizeof text;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        *--p = (char)('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0)
        *--p = '-';
    *--p = '\t';
    buf_add(out, p, (size_t)(text + sizeof text - p));
}

bool line_next(struct line_reader *r)
{
    const char *lf = r->text == r->end ? NULL : memchr(r->text, '\n', (size_t)(r->end - r->text));
    if (lf == NULL)
        return false;
    buf_cut(&r->line, 0);
    buf_add(&r->line, r->text, (size_t)(lf - r->text));
    r->text = lf + 1;
    r->count++;
    return true;
}

int line_split(char *line, char **ret_fields)
{
    int n = 0;
    char *to = line;
    ret_fields[n++] = to;
    for (char *p = line; *p != '\0'; p++) {
        if (*p == '\t') {
            *to++ = '\0';
            if (n == MAX_LINE_FIELDS)
                return -1;
            ret_fields[n++] = to;
        } else if (*p == '\\' && p[1] != '\0') {
            p++;
            if (*p == 'N')
                *to++ = '\x01'; /* not there: line_string */
            else
                *to++ = *p == 't' ? '\t' : *p == 'n' ? '\n' : *p;
        } else {
            *to++ = *p;
        }
    }
    *to = '\0';
    return n;
}

bool line_int(const char *field, int64_t low, int64_t high, int64_t *ret)
{
    bool negative = *field == '-';
    const char *p = field + negative;
    int64_t v = 0; /* of the sign from the start: INT64_MIN is a blank value */
    if (*p == '\0')
        return false;
    for (int n = 0; n < DECIMAL_SAFE_DIGITS && *p >= '0' && *p <= '9'; n++, p++)
        v = v * 10 + (negative ? '0' - *p : *p - '0');
    for (; *p >= '0' && *p <= '9'; p++)
        if (__builtin_mul_overflow(v, 10, &v) ||
            __builtin_add_overflow(v, negative ? '0' - *p : *p - '0', &v))
            return false;
    if (*p != '\0' || v < low || v > high)
        return false;
    *ret = v;
    return true;
}

const char *line_string(const char *field)
{
    return field[0] == '\x01' && field[1] == '\0' ? NULL : field;
}
