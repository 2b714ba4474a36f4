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
    buf_char(out, '\t');
    buf_add(out, text, decimal_format(number, 0, '.', "", text));
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
    int64_t v;
    if (strcmp(field, "-9223372036854775808") == 0)
        v = INT64_MIN; /* a blank value: one more than decimal_parse can negate */
    else if (decimal_parse(field, strlen(field), 0, &v) == -1)
        return false;
    if (v < low || v > high)
        return false;
    *ret = v;
    return true;
}

const char *line_string(const char *field)
{
    return field[0] == '\x01' && field[1] == '\0' ? NULL : field;
}
