#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "svg.h"

enum { MAX_FILE = 4 * 1024 * 1024, MAX_DEPTH = 8 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Replace the five entities of XML in place. False: an & that begins none. */
static bool unescape(char *text)
{
    static const char *const entities[][2] = {
        {"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}, {"apos;", "'"}};
    char *to = text;
    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '&') {
            *to++ = *p;
            continue;
        }
        size_t i = 0;
        while (i < 5 && strncmp(p + 1, entities[i][0], strlen(entities[i][0])) != 0)
            i++;
        if (i == 5)
            return false;
        *to++ = entities[i][1][0];
        p += strlen(entities[i][0]);
    }
    *to = '\0';
    return true;
}

/* name="value" … in a tag; cuts it into strings. NULL, or what is wrong. */
static const char *read_attributes(struct svg_element *e, char *p)
{
    for (;;) {
        while (is_blank(*p))
            p++;
        if (*p == '\0')
            return NULL;
        if (e->n_attributes == SVG_ATTRIBUTES)
            return "too many attributes";
        e->keys[e->n_attributes] = p;
        p += strcspn(p, "= \t\n");
        if (p[0] != '=' || p[1] != '"')
            return "an attribute without a quoted value";
        *p = '\0';
        p += 2;
        e->values[e->n_attributes++] = p;
        p += strcspn(p, "\"<");
        if (*p != '"')
            return "an attribute that does not end";
        *p++ = '\0';
        if (*p != '\0' && !is_blank(*p))
            return "no blank between attributes";
    }
}

/* One tag, from behind its <; *ret_next behind its >. */
static const char *read_tag(struct svg *s, const char *open[MAX_DEPTH], int *depth, char *tag,
                            char **ret_next)
{
    char *end = strchr(tag, '>');
    if (end == NULL)
        return "a tag that does not end";
    *end = '\0';
    *ret_next = end + 1;
    if (tag[0] == '?')
        return NULL;
    if (tag[0] == '!')
        return "a comment or a declaration";
    if (tag[0] == '/')
        return *depth > 0 && strcmp(open[--*depth], tag + 1) == 0 ? NULL : "tags that cross";
    bool is_empty = end[-1] == '/';
    if (is_empty)
        end[-1] = '\0';
    if (s->count == SVG_ELEMENTS || *depth == MAX_DEPTH)
        return "too many elements";
    struct svg_element *e = &s->list[s->count++];
    static char none[1] = "";
    *e = (struct svg_element){.name = tag, .text = none};
    char *rest = tag + strcspn(tag, " \t\n");
    if (*rest != '\0')
        *rest++ = '\0';
    if (!is_empty) {
        open[(*depth)++] = tag;
        if (**ret_next != '<') {
            e->text = *ret_next;
            *ret_next += strcspn(*ret_next, "<");
        }
    }
    return read_attributes(e, rest);
}

static const char *parse(struct svg *s)
{
    const char *open[MAX_DEPTH];
    int depth = 0;
    char *p = s->copy.data;
    while (p != NULL && *p != '\0') {
        if (*p != '<') {
            if (!is_blank(*p) && depth < 2)
                return "text between elements";
            p++;
            continue;
        }
        *p = '\0'; /* ends a text before it */
        char *tag = p + 1;
        const char *wrong = read_tag(s, open, &depth, tag, &p);
        if (wrong != NULL)
            return wrong;
    }
    for (size_t i = 0; i < s->count; i++)
        if (!unescape(s->list[i].text))
            return "an & that begins no entity";
    return depth != 0 || s->count == 0 ? "elements that do not end" : NULL;
}

bool svg_read(struct svg *s, const char *path)
{
    struct err err = {0};
    memset(s, 0, sizeof *s);
    if (file_read(path, MAX_FILE, &s->bytes, &err) == -1)
        return false;
    buf_add(&s->copy, buf_str(&s->bytes), s->bytes.len);
    s->wrong = strlen(buf_str(&s->bytes)) != s->bytes.len ? "a NUL" : parse(s);
    return true;
}

const char *svg_value(const struct svg_element *e, const char *key)
{
    for (int i = 0; i < e->n_attributes; i++)
        if (strcmp(e->keys[i], key) == 0)
            return e->values[i];
    return "";
}

double svg_number(const struct svg_element *e, const char *key)
{
    return strtod(svg_value(e, key), NULL);
}

bool svg_is(const struct svg_element *e, const char *name)
{
    return strcmp(e->name, name) == 0;
}

size_t svg_points(const char *text, double ret[SVG_POINTS][2])
{
    size_t n = 0;
    while (*text != '\0' && n < 2 * SVG_POINTS) {
        char *end = NULL;
        if (!isdigit((unsigned char)*text) && *text != '-') {
            text++;
            continue;
        }
        ret[n / 2][n % 2] = strtod(text, &end);
        n++;
        text = end;
    }
    return n / 2;
}

void svg_release(struct svg *s)
{
    buf_release(&s->bytes);
    buf_release(&s->copy);
}
