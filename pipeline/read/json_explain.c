#include <string.h>

#include "read/json_explain.h"

/* A piece of the text: '"' a string, '0' something that starts as a number, 'a' another word, else
 * the character itself ('{', ',' …). */
struct token {
    char kind;
    size_t at;
    size_t end;
};

/* Where an object's text is being looked at. */
struct place {
    struct token now;
    struct token before;
    struct token earlier; /* before that */
    unsigned objects;     /* a bit for each bracket open, the innermost last: is it a brace? */
};

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("_$+-.", c) != NULL) || (unsigned char)c >= 0x80;
}

static size_t string_end(const char *text, size_t len, size_t at)
{
    for (size_t i = at + 1; i < len; i++) {
        if (text[i] == '"')
            return i + 1;
        if (text[i] == '\\')
            i++;
    }
    return len;
}

static struct token token_at(const char *text, size_t len, size_t i)
{
    while (i < len && text[i] != '\0' && strchr(" \t\r\n", text[i]) != NULL)
        i++;
    struct token t = {.at = i, .end = i < len ? i + 1 : len};
    if (i == len)
        return t;
    t.kind = text[i];
    if (t.kind == '"') {
        t.end = string_end(text, len, i);
    } else if (is_word(t.kind)) {
        t.kind = strchr("+-.0123456789", t.kind) != NULL ? '0' : 'a';
        while (t.end < len && is_word(text[t.end]))
            t.end++;
    }
    return t;
}

/* The token that holds the last byte read. */
static struct place find(const char *text, size_t len, size_t position)
{
    struct place p = {.now = token_at(text, len, 0)};
    while (p.now.end < position && p.now.end < len) {
        if (p.now.kind == '{' || p.now.kind == '[')
            p.objects = p.objects << 1 | (p.now.kind == '{');
        else if (p.now.kind == '}' || p.now.kind == ']')
            p.objects >>= 1;
        p.earlier = p.before;
        p.before = p.now;
        p.now = token_at(text, len, p.now.end);
    }
    return p;
}

static unsigned hex4(const char *p, size_t len)
{
    unsigned value = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef";
        char c = i < len ? p[i] : '\0';
        const char *d = c == '\0' ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c);
        if (d == NULL)
            return 0x10000;
        value = value << 4 | (unsigned)(d - digits);
    }
    return value;
}

/* What is wrong with the escape at `p`, NULL when nothing is; *ret_len is its length. */
static const char *wrong_escape(const char *p, size_t len, size_t *ret_len)
{
    *ret_len = 2;
    if (len < 2 || p[1] == '\0' || strchr("\"\\/bfnrtu", p[1]) == NULL)
        return "json-escape";
    if (p[1] != 'u')
        return NULL;
    unsigned first = hex4(p + 2, len - 2);
    *ret_len = 6;
    if (first > 0xFFFF)
        return "json-escape";
    if (first < 0xD800 || first > 0xDFFF)
        return first == 0 ? "json-nul" : NULL;
    unsigned second =
        first < 0xDC00 && len > 8 && p[6] == '\\' && p[7] == 'u' ? hex4(p + 8, len - 8) : 0;
    *ret_len = 12;
    return second >= 0xDC00 && second <= 0xDFFF ? NULL : "json-surrogate";
}

/* The fault in a string; NULL when there is none. */
static const char *wrong_string(const char *text, struct token t, size_t *ret_at)
{
    size_t step = 1;
    for (size_t i = t.at + 1; i < t.end; i += step) {
        const char *variant = NULL;
        step = 1;
        if (text[i] == '\\')
            variant = wrong_escape(text + i, t.end - i, &step);
        else if (text[i] == '\0')
            variant = "json-nul";
        else if (text[i] == '\n' || text[i] == '\r')
            variant = "json-newline";
        else if ((unsigned char)text[i] < 0x20)
            variant = "json-control";
        if (variant != NULL) {
            *ret_at = i;
            return variant;
        }
    }
    return NULL;
}

const char *json_explain_start(const char *text, size_t len)
{
    static const struct {
        const char *start;
        const char *variant;
    } starts[] = {
        {"'", "json-quotes"},   {"`", "json-quotes"},  {"‘", "json-quotes"}, {"’", "json-quotes"},
        {"“", "json-quotes"},   {"”", "json-quotes"},  {"«", "json-quotes"}, {"//", "json-comment"},
        {"/*", "json-comment"}, {"#", "json-comment"},
    };
    if (len > 0 && text[0] == '\0')
        return "json-nul";
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i].start);
        if (len >= n && memcmp(text, starts[i].start, n) == 0)
            return starts[i].variant;
    }
    return NULL;
}

/* A key should stand there. */
static const char *wrong_key(const struct place *p)
{
    if (p->now.kind == '0' && p->before.kind == ',' && p->earlier.kind == '0')
        return "json-decimal-comma";
    if (p->before.kind == ',' && strchr("},]", p->now.kind) != NULL)
        return "json-trailing-comma";
    if (p->before.kind == ',' && p->now.kind == '{')
        return "json-unclosed";
    return p->now.kind == 'a' || p->now.kind == '0' ? "json-key" : "json-name-expected";
}

/* A value should stand there. */
static const char *wrong_value(const char *text, const struct place *p)
{
    char first = text[p->now.at];
    char second = p->now.end - p->now.at > 1 ? text[p->now.at + 1] : '\0';
    bool digit = second >= '0' && second <= '9';
    if (p->before.kind == ',' && strchr("},]", p->now.kind) != NULL)
        return "json-trailing-comma";
    if (strchr("},]", p->now.kind) != NULL)
        return "json-value-missing";
    if (p->now.kind == 'a' ||
        (p->now.kind == '0' && second >= 'A' && !(first >= '0' && first <= '9')))
        return "json-word";
    if (p->now.kind == '0')
        return first == '+' || first == '0' || (first == '-' && digit && second == '0')
                   ? "json-leading"
                   : "json-number-form";
    return "json-syntax";
}

static const char *wrong_token(const char *text, const struct place *p)
{
    bool in_object = (p->objects & 1) != 0;
    if (p->before.kind == '{' || (p->before.kind == ',' && in_object))
        return wrong_key(p);
    if (p->before.kind == ':' || p->before.kind == '[' || p->before.kind == ',')
        return wrong_value(text, p);
    bool was_key =
        p->before.kind == '"' && in_object && (p->earlier.kind == '{' || p->earlier.kind == ',');
    if (was_key)
        return "json-colon";
    if (strchr("\"0a{[", p->now.kind) != NULL)
        return "json-comma";
    return in_object ? "json-comma-object" : "json-comma-list";
}

size_t json_explain(const char *text, size_t len, size_t position, const char **ret_variant)
{
    struct place p = find(text, len, position);
    size_t at = p.now.at;
    const char *variant = NULL;
    if (p.now.kind == '"')
        variant = wrong_string(text, p.now, &at);
    if (variant == NULL)
        variant = json_explain_start(text + at, len - at);
    if (variant == NULL)
        variant = at == len ? "json-cut" : wrong_token(text, &p);
    *ret_variant = variant;
    return at;
}
