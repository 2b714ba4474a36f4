#include <string.h>

#include "read/json_guard.h"

enum { MAX_DIGITS = 40 };

static const char nothing[RECORD_ROOM + 1];

/* The text looked at, and where. */
struct scan {
    const char *at;
    const char *end;
    uint32_t line;
};

/* Behind the blanks; '\0' at the end. */
static char next_char(struct scan *s)
{
    for (; s->at < s->end; s->at++) {
        if (*s->at == '\n')
            s->line++;
        else if (*s->at != ' ' && *s->at != '\t' && *s->at != '\r')
            return *s->at;
    }
    return '\0';
}

/* Eight bytes: a bit for the first of them that ends a plain string, and perhaps for later ones. */
static uint64_t ends_in(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t quote = w ^ ones * '"';
    uint64_t slash = w ^ ones * '\\';
    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((w - ones * 0x20) & ~w)) &
           ones * 0x80;
}

/* Over the plain string that s->at, a quote, opens; false when it is not one. */
static bool take_string(struct scan *s, const char **ret_text, uint32_t *ret_len)
{
    const char *p = s->at + 1;
    uint64_t ends = 0;
    *ret_text = p;
    while (s->end - p >= 8 && (ends = ends_in(p)) == 0)
        p += 8;
    if (ends != 0)
        p += __builtin_ctzll(ends) / 8;
    while (p < s->end && (unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
        p++;
    *ret_len = (uint32_t)(p - *ret_text);
    s->at = p < s->end && *p == '"' ? p + 1 : p;
    return p < s->end && *p == '"';
}

static const char *skip_digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p;
}

/* -?(0|[1-9][0-9]*)(\.[0-9]+)? with what may stand behind a value. */
static bool take_number(struct scan *s, struct cell *cell)
{
    const char *whole = s->at + (*s->at == '-');
    const char *p = skip_digits(whole, s->end);
    if (p == whole || (*whole == '0' && p - whole > 1))
        return false;
    if (p < s->end && *p == '.') {
        const char *part = ++p;
        p = skip_digits(p, s->end);
        if (p == part)
            return false;
    }
    *cell = (struct cell){
        .text = s->at, .len = (uint32_t)(p - s->at), .line = s->line, .kind = CELL_NUMBER};
    bool is_long = p - s->at > MAX_DIGITS;
    s->at = p;
    return !is_long && p < s->end && strchr(",} \t\r\n", *p) != NULL && *p != '\0';
}

static bool take_word(struct scan *s, struct cell *cell)
{
    static const struct {
        const char *text;
        enum cell_kind kind;
    } words[] = {{"null", CELL_NULL}, {"true", CELL_TRUE}, {"false", CELL_FALSE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i].text);
        if ((size_t)(s->end - s->at) <= len || memcmp(s->at, words[i].text, len) != 0)
            continue;
        *cell = (struct cell){.text = nothing, .line = s->line, .kind = words[i].kind};
        s->at += len;
        return strchr(",} \t\r\n", *s->at) != NULL && *s->at != '\0';
    }
    return false;
}

static bool take_value(struct scan *s, struct cell *cell)
{
    char c = next_char(s);
    if (c == '"') {
        cell->kind = CELL_STRING;
        cell->line = s->line;
        return take_string(s, &cell->text, &cell->len);
    }
    return c == '-' || (c >= '0' && c <= '9') ? take_number(s, cell) : take_word(s, cell);
}

/* Properties mostly come in the order of the object before: look there first. */
static uint32_t column_of(const struct map *keys, const char *key, uint32_t len, uint32_t guess)
{
    if (guess < keys->count && keys->entries[guess].len == len &&
        memcmp(keys->entries[guess].key, key, len) == 0)
        return guess;
    return map_find(keys, key, len);
}

/* "key": value, into its column; false when it is not plain, not known or there twice. */
static bool take_property(struct json_guard *g, struct scan *s, uint32_t *column)
{
    const char *key;
    uint32_t len;
    if (next_char(s) != '"' || !take_string(s, &key, &len))
        return false;
    *column = column_of(g->keys, key, len, *column);
    if (*column == MAP_NONE || g->cells[*column].line != 0 || next_char(s) != ':')
        return false;
    s->at++;
    return take_value(s, &g->cells[(*column)++]);
}

size_t json_guard_take(struct json_guard *g, const char *text, size_t len, uint32_t line,
                       uint32_t *ret_lines)
{
    struct scan s = {.at = text + 1, .end = text + len, .line = line};
    uint32_t column = 0;
    char c = ',';
    for (uint32_t i = 0; i < g->keys->count; i++)
        g->cells[i] = (struct cell){.text = nothing, .kind = CELL_NULL}; /* line 0: not there yet */
    while (c == ',') {
        if (!take_property(g, &s, &column))
            break;
        c = next_char(&s);
        s.at += c == ',' || c == '}';
    }
    g->cut = s.at >= s.end && c != '}';
    if (c != '}')
        return 0;
    for (uint32_t i = 0; i < g->keys->count; i++)
        if (g->cells[i].line == 0)
            g->cells[i].line = line;
    *ret_lines = s.line - line;
    return (size_t)(s.at - text);
}
