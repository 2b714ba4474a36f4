#include <string.h>

#include "base/text.h"
#include "read/json_text.h"

bool json_text_fill(struct json_text *t, size_t ahead)
{
    while (t->at + ahead >= t->window.len && !t->ended) {
        const char *text;
        size_t len = 0;
        int got = source_next(t->source, &text, &len, t->err);
        if (got == 1)
            buf_add(&t->window, text, len);
        else
            t->ended = true;
        if (got == -1)
            t->failed = true;
    }
    return t->at + ahead < t->window.len;
}

/* Forget what is done with, so that the window stays small. */
static void trim(struct json_text *t)
{
    if (t->at < SAMPLE_BYTES)
        return;
    memmove(t->window.data, t->window.data + t->at, t->window.len - t->at);
    buf_cut(&t->window, t->window.len - t->at);
    t->at = 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void json_text_place(const struct json_text *t, size_t ahead, uint32_t *ret_line,
                     uint32_t *ret_column)
{
    const char *p = t->window.data + t->at;
    uint32_t line = t->line;
    uint32_t column = t->column;
    for (size_t i = 0; i < ahead; i++) {
        column += ((unsigned char)p[i] & 0xC0) != 0x80; /* not the rest of a character */
        if (p[i] == '\n') {
            line++;
            column = 1;
        }
    }
    *ret_line = line;
    *ret_column = column;
}

void json_text_step(struct json_text *t, size_t len)
{
    json_text_place(t, len, &t->line, &t->column);
    t->at += len;
}

void json_text_pass(struct json_text *t, size_t len, uint32_t line_ends)
{
    if (line_ends > 0) {
        json_text_step(t, len);
        return;
    }
    t->column += (uint32_t)text_chars(t->window.data + t->at, len);
    t->at += len;
}

uint32_t json_text_line_ends(const struct json_text *t, size_t len)
{
    uint32_t line;
    uint32_t column;
    json_text_place(t, len, &line, &column);
    return line - t->line;
}

int json_text_at(struct json_text *t, size_t ahead)
{
    return json_text_fill(t, ahead) ? (unsigned char)t->window.data[t->at + ahead] : JSON_TEXT_END;
}

int json_text_peek(struct json_text *t)
{
    trim(t);
    while (json_text_fill(t, 0)) {
        char c = t->window.data[t->at];
        if (!is_blank(c))
            return (unsigned char)c;
        json_text_step(t, 1);
        trim(t);
    }
    return JSON_TEXT_END;
}

enum json_extent json_text_extent(struct json_text *t, size_t *ret_len)
{
    enum json_extent extent = EXTENT_OPEN;
    int depth = 0;
    bool in_string = false;
    size_t i = 0;
    for (; extent == EXTENT_OPEN && json_text_fill(t, i); i++) {
        char c = t->window.data[t->at + i];
        if (i >= MAX_RECORD_BYTES)
            extent = EXTENT_TOO_LONG;
        else if (c == '\0')
            extent = EXTENT_NUL;
        else if (in_string && c == '\n')
            extent = EXTENT_BROKEN;
        else if (in_string && c == '\\')
            i += json_text_at(t, i + 1) == '"' || json_text_at(t, i + 1) == '\\';
        else if (c == '"')
            in_string = !in_string;
        else if (in_string)
            continue;
        else if ((c == '{' || c == '[') && ++depth > MAX_JSON_DEPTH)
            extent = EXTENT_TOO_DEEP;
        else if ((c == '}' || c == ']') && --depth == 0)
            extent = EXTENT_WHOLE;
    }
    *ret_len = i;
    return extent;
}

size_t json_text_line(struct json_text *t)
{
    size_t i = 0;
    while (i < MAX_RECORD_BYTES && json_text_fill(t, i) && t->window.data[t->at + i] != '\n')
        i++;
    return i;
}

void json_text_skip_line(struct json_text *t)
{
    while (json_text_fill(t, 0)) {
        bool ended = t->window.data[t->at] == '\n';
        json_text_step(t, 1);
        trim(t);
        if (ended)
            return;
    }
}

size_t json_text_behind(struct json_text *t, size_t ahead, uint32_t *ret_lines)
{
    *ret_lines = 0;
    size_t i = ahead;
    for (; i - ahead < MAX_RECORD_BYTES && json_text_fill(t, i); i++) {
        char c = t->window.data[t->at + i];
        if (!is_blank(c))
            break;
        *ret_lines += c == '\n';
    }
    return i;
}

const char *json_text_skip_blanks(const char *p, uint32_t *line)
{
    for (; *p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'; p++)
        *line += *p == '\n';
    return p;
}

const char *json_text_skip_value(const char *p, uint32_t *line)
{
    int depth = 0;
    bool in_string = false;
    for (;; p++) {
        *line += *p == '\n';
        if (in_string) {
            if (*p == '\\')
                p++;
            else if (*p == '"')
                in_string = false;
        } else if (*p == '"') {
            in_string = true;
        } else if (*p == '{' || *p == '[') {
            depth++;
        } else if (depth == 0 && strchr(",:}]", *p) != NULL) {
            return p;
        } else if (*p == '}' || *p == ']') {
            depth--;
        }
    }
}
