#include <string.h>

#include "read/csv_quotes.h"

static bool is_end(const struct csv_quoting *q, const char *line, size_t len, size_t i)
{
    while (i < len && line[i] == ' ')
        i++;
    return i >= len || line[i] == q->delimiter || line[i] == '\n' || line[i] == '\r';
}

/* Is the apostrophe at i, which begins a cell, closed in this line? */
static bool is_closed(const struct csv_quoting *q, const char *line, size_t len, size_t i)
{
    for (size_t k = i + 1; k < len; k++) {
        if (line[k] != q->quote)
            continue;
        if (k + 1 < len && line[k + 1] == q->quote)
            k++;
        else if (is_end(q, line, len, k + 1))
            return true;
    }
    return false;
}

static void add_literal(struct buf *out, char c)
{
    if (c == '"')
        buf_char(out, '"');
    buf_char(out, c);
}

/* A character of a quoted cell at i; returns where the next one is. */
static size_t inside(struct csv_quoting *q, const char *line, size_t len, size_t i, struct buf *out)
{
    char c = line[i];
    char next = i + 1 < len ? line[i + 1] : '\0';
    if (q->backslash && c == '\\' && (next == q->quote || next == '\\')) {
        add_literal(out, next);
        return i + 2;
    }
    if (c == q->quote && next == q->quote) {
        add_literal(out, c);
        return i + 2;
    }
    if (c == q->quote) {
        q->inside = false;
        buf_char(out, '"');
    } else {
        add_literal(out, c);
    }
    return i + 1;
}

/* An unquoted cell that begins at i, up to its delimiter: put into quotes when it holds one. */
static size_t outside(const struct csv_quoting *q, const char *line, size_t len, size_t i,
                      struct buf *out)
{
    size_t end = i;
    while (end < len && line[end] != q->delimiter && line[end] != '\n' && line[end] != '\r')
        end++;
    if (q->quote == '"' || memchr(line + i, '"', end - i) == NULL) {
        buf_add(out, line + i, end - i);
        return end;
    }
    buf_char(out, '"');
    for (; i < end; i++)
        add_literal(out, line[i]);
    buf_char(out, '"');
    return end;
}

bool csv_quotes_formula(char delimiter, const char *line, size_t len, struct buf *out)
{
    const struct csv_quoting plain = {.delimiter = delimiter, .quote = '"'};
    bool found = false;
    size_t kept = 0; /* what is in out already */
    for (size_t i = 0; i < len;) {
        size_t at = i;
        if (line[i] == '"' || (line[i] == '=' && i + 1 < len && line[i + 1] == '"')) {
            bool formula = line[i] == '=';
            size_t close = i + 1 + formula;
            while (close < len &&
                   (line[close] != '"' || (close + 1 < len && line[close + 1] == '"')))
                close += line[close] == '"' ? 2 : 1;
            if (close >= len)
                break;
            if (formula && is_end(&plain, line, len, close + 1)) {
                buf_add(out, line + kept, at - kept);
                buf_text(out, "\"=\"\"");
                buf_add(out, line + at + 2, close - at - 2);
                buf_text(out, "\"\"\"");
                kept = close + 1;
                found = true;
            }
            i = close + 1;
        }
        while (i < len && line[i] != delimiter)
            i++;
        i++;
        while (i < len && line[i] == ' ')
            i++;
    }
    buf_add(out, line + kept, len - kept);
    return found;
}

void csv_quotes_rewrite(struct csv_quoting *q, const char *line, size_t len, struct buf *out)
{
    bool starts = !q->inside; /* a cell begins here */
    for (size_t i = 0; i < len;) {
        char c = line[i];
        if (q->inside) {
            i = inside(q, line, len, i, out);
        } else if (starts && c == q->quote && (c == '"' || is_closed(q, line, len, i))) {
            q->inside = true;
            starts = false;
            buf_char(out, '"');
            i++;
        } else if (c == q->delimiter || c == '\n' || c == '\r' || (starts && c == ' ')) {
            starts = starts || c != ' ';
            buf_char(out, c);
            i++;
        } else {
            i = outside(q, line, len, i, out);
            starts = false;
        }
    }
}
