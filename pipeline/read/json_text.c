#include <string.h>

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

void json_text_step(struct json_text *t)
{
    if (t->window.data[t->at] == '\n') {
        t->line++;
        t->column = 1;
    } else {
        t->column++;
    }
    t->at++;
}

char json_text_peek(struct json_text *t)
{
    trim(t);
    while (json_text_fill(t, 0)) {
        char c = t->window.data[t->at];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return c;
        json_text_step(t);
    }
    return '\0';
}

enum json_extent json_text_extent(struct json_text *t, size_t *ret_len)
{
    int depth = 0;
    bool in_string = false;
    for (size_t i = 0; json_text_fill(t, i); i++) {
        if (i > MAX_RECORD_BYTES)
            return EXTENT_TOO_LONG;
        char c = t->window.data[t->at + i];
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > MAX_JSON_DEPTH)
                return EXTENT_TOO_DEEP;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            *ret_len = i + 1;
            return EXTENT_WHOLE;
        }
    }
    return EXTENT_OPEN;
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
