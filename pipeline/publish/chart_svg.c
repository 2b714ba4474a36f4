#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "publish/chart_svg.h"

/* A page with all figures in it stays below a megabyte (OUTPUTS C20). */
enum { MAX_SVG = 200 * 1000, VALUE_MAX = 32 };

static const char end_tag[] = "</svg>";

/* A piece of the source. */
struct slice {
    const char *at;
    size_t len;
};

/* What the elements around the one being read say. */
struct context {
    struct slice group; /* the tag of the innermost <g …> */
    struct slice stroke_width;
    struct buf *out;
};

static bool slice_is(struct slice s, const char *text)
{
    return s.len == strlen(text) && memcmp(s.at, text, s.len) == 0;
}

static struct slice find(struct slice in, const char *text)
{
    const char *at = in.at == NULL ? NULL : memmem(in.at, in.len, text, strlen(text));
    return at == NULL ? (struct slice){NULL, 0} : (struct slice){at, (size_t)(in.at + in.len - at)};
}

/* The value of an attribute, in either quotes and with spaces round the = as gnuplot has it. */
static struct slice attribute(struct slice tag, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 1; i + len < tag.len; i++) {
        if (memcmp(tag.at + i, name, len) != 0 || strchr(" \t\n", tag.at[i - 1]) == NULL)
            continue;
        size_t p = i + len;
        while (p < tag.len && (tag.at[p] == ' ' || tag.at[p] == '='))
            p++;
        if (p >= tag.len || (tag.at[p] != '"' && tag.at[p] != '\''))
            continue;
        const char *end = memchr(tag.at + p + 1, tag.at[p], tag.len - p - 1);
        if (end != NULL)
            return (struct slice){tag.at + p + 1, (size_t)(end - tag.at) - p - 1};
    }
    return (struct slice){NULL, 0};
}

/* The numbers of "translate(12.00,34.5) scale(3.15)": the n-th, as text. */
static struct slice number(struct slice in, int n)
{
    static const char digits[] = "0123456789.-";
    size_t i = 0;
    while (i < in.len) {
        size_t start = i;
        while (i < in.len && strchr(digits, in.at[i]) != NULL)
            i++;
        if (i > start && n-- == 0)
            return (struct slice){in.at + start, i - start};
        if (i == start)
            i++;
    }
    return (struct slice){NULL, 0};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Add numbers and what stands between them, blanks as one, decimals without their last zeros. */
static void add_numbers(struct buf *out, struct slice value)
{
    while (value.len > 0 && strchr(" \t\n", value.at[value.len - 1]) != NULL)
        value.len--;
    for (size_t i = 0; i < value.len;) {
        size_t start = i;
        size_t point = value.len;
        while (i < value.len && (is_digit(value.at[i]) || value.at[i] == '.')) {
            if (value.at[i] == '.')
                point = i;
            i++;
        }
        if (i == start) {
            bool is_blank = strchr(" \t\n", value.at[i]) != NULL;
            if (!is_blank || (out->len > 0 && out->data[out->len - 1] != ' '))
                buf_char(out, is_blank ? ' ' : value.at[i]);
            i++;
            continue;
        }
        size_t end = i;
        while (end > point + 1 && value.at[end - 1] == '0')
            end--;
        buf_add(out, value.at + start, end == point + 1 ? point - start : end - start);
    }
}

static void add(struct buf *out, const char *name, struct slice value)
{
    buf_printf(out, " %s=\"", name);
    add_numbers(out, value);
    buf_char(out, '"');
}

/* "rgb( 18,  67, 109)" as "#12436D", black for what is not of this form. */
static void add_colour(struct buf *out, const char *name, struct slice value)
{
    long part[3] = {0, 0, 0};
    for (int i = 0; i < 3; i++) {
        struct slice digits = number(value, i);
        for (size_t k = 0; k < digits.len && part[i] < 256; k++)
            part[i] = part[i] * 10 + (digits.at[k] - '0');
    }
    buf_printf(out, " %s=\"#%02lX%02lX%02lX\"", name, part[0] & 0xFF, part[1] & 0xFF,
               part[2] & 0xFF);
}

static void write_path(struct context *c, struct slice tag)
{
    struct slice d = attribute(tag, "d");
    if (memchr(d.at == NULL ? "" : d.at, 'L', d.len) == NULL)
        return; /* only moves: nothing to see */
    buf_text(c->out, "<path");
    add(c->out, "d", d);
    add_colour(c->out, "stroke", attribute(tag, "stroke"));
    add(c->out, "stroke-width", c->stroke_width);
    struct slice dashes = attribute(tag, "stroke-dasharray");
    if (dashes.at != NULL)
        add(c->out, "stroke-dasharray", dashes);
    buf_text(c->out, " fill=\"none\"/>\n");
}

static void write_polygon(struct context *c, struct slice tag)
{
    buf_text(c->out, "<polygon");
    add(c->out, "points", attribute(tag, "points"));
    add_colour(c->out, "fill", attribute(tag, "fill"));
    buf_text(c->out, "/>\n");
}

/* A point: gnuplot's symbol 6 is a disc of radius 1, moved and scaled. */
static void write_dot(struct context *c, struct slice tag)
{
    struct slice transform = attribute(tag, "transform");
    buf_text(c->out, "<circle");
    add(c->out, "cx", number(transform, 0));
    add(c->out, "cy", number(transform, 1));
    add(c->out, "r", number(transform, 2));
    add_colour(c->out, "fill", attribute(tag, "color"));
    buf_text(c->out, "/>\n");
}

/* A text: its place and looks are those of the group around it. */
static void write_text(struct context *c, struct slice content)
{
    struct slice transform = attribute(c->group, "transform");
    bool is_bold = find(attribute(c->group, "font-family"), ":Bold").at != NULL;
    buf_text(c->out, "<text");
    add(c->out, "x", number(transform, 0));
    add(c->out, "y", number(transform, 1));
    add(c->out, "font-size", number(attribute(c->group, "font-size"), 0));
    if (is_bold)
        buf_text(c->out, " font-weight=\"bold\"");
    if (!slice_is(attribute(c->group, "text-anchor"), "start"))
        add(c->out, "text-anchor", attribute(c->group, "text-anchor"));
    add_colour(c->out, "fill", attribute(c->group, "fill"));
    buf_char(c->out, '>');
    for (size_t i = 0; i < content.len; i++)
        buf_text(c->out, content.at[i] == '>' ? "&gt;" : (const char[]){content.at[i], '\0'});
    buf_text(c->out, "</text>\n");
}

/* Skip to behind the end tag of `name`; the content on the way in *ret_content. -1 when cut. */
static int skip(struct slice *rest, const char *name, struct slice *ret_content)
{
    struct buf tag = {0};
    buf_printf(&tag, "</%s>", name);
    struct slice end = find(*rest, tag.data);
    size_t len = tag.len;
    buf_release(&tag);
    if (end.at == NULL)
        return -1;
    *ret_content = (struct slice){rest->at, (size_t)(end.at - rest->at)};
    *rest = (struct slice){end.at + len, end.len - len};
    return 0;
}

static bool tag_is(struct slice tag, const char *name)
{
    size_t len = strlen(name);
    return tag.len > len && memcmp(tag.at, name, len) == 0 &&
           (tag.at[len] == ' ' || tag.at[len] == '>' || tag.at[len] == '\n');
}

/* One element; `tag` is from behind its < to its >, `rest` what follows. -1 when it is not known.
 */
static int element(struct context *c, struct slice tag, struct slice *rest)
{
    struct slice content = {NULL, 0};
    if (tag_is(tag, "title") || tag_is(tag, "desc") || tag_is(tag, "defs")) {
        char name[6] = {0};
        memcpy(name, tag.at, tag.at[1] == 'i' ? 5 : 4);
        return skip(rest, name, &content);
    }
    if (tag_is(tag, "text")) {
        if (skip(rest, "text", &content) == -1)
            return -1;
        if (content.len > 0)
            write_text(c, content);
    } else if (tag_is(tag, "g")) {
        c->group = tag;
        struct slice width = attribute(tag, "stroke-width");
        c->stroke_width = width.at == NULL ? c->stroke_width : width;
    } else if (tag_is(tag, "path")) {
        write_path(c, tag);
    } else if (tag_is(tag, "polygon")) {
        write_polygon(c, tag);
    } else if (tag_is(tag, "use")) {
        write_dot(c, tag);
    } else if (tag.at[0] != '?' && tag.at[0] != '/' && !tag_is(tag, "svg") &&
               !tag_is(tag, "rect")) {
        return -1;
    }
    return 0;
}

static void add_escaped(struct buf *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '&')
            buf_text(out, "&amp;");
        else if (*p == '<')
            buf_text(out, "&lt;");
        else if (*p == '>')
            buf_text(out, "&gt;");
        else
            buf_char(out, (unsigned char)*p < 0x20 ? ' ' : *p);
    }
}

static void write_head(const struct drawing *d, enum lang lang, struct buf *out)
{
    buf_printf(out,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
               "viewBox=\"0 0 %d %d\" role=\"img\" lang=\"%s\" "
               "aria-labelledby=\"%s-title %s-desc\" "
               "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\">\n",
               PAGE_WIDTH, d->y, PAGE_WIDTH, d->y, lang == LANG_FR ? "fr" : "en", d->name, d->name);
    buf_printf(out, "<title id=\"%s-title\">", d->name);
    add_escaped(out, buf_str(&d->title));
    buf_printf(out, "</title>\n<desc id=\"%s-desc\">", d->name);
    add_escaped(out, buf_str(&d->desc));
    buf_printf(out, "</desc>\n<rect width=\"%d\" height=\"%d\" fill=\"#FFFFFF\"/>\n", PAGE_WIDTH,
               d->y);
}

int chart_svg_write(const struct drawing *d, enum lang lang, const char *drawn, size_t len,
                    struct buf *out, struct err *err)
{
    struct slice rest = {drawn, len};
    struct context c = {.out = out};
    if (find(rest, end_tag).at == NULL)
        return err_set(err, "gnuplot: %s.svg: the drawing is cut", d->name);
    write_head(d, lang, out);
    for (;;) {
        struct slice tag = find(rest, "<");
        if (tag.at == NULL)
            break;
        struct slice end = find(tag, ">");
        if (end.at == NULL)
            return err_set(err, "gnuplot: %s.svg: the drawing is cut", d->name);
        tag = (struct slice){tag.at + 1, (size_t)(end.at - tag.at)};
        rest = (struct slice){end.at + 1, end.len - 1};
        if (element(&c, tag, &rest) == -1)
            return err_set(err, "gnuplot: %s.svg: unexpected <%.*s: this gnuplot is not supported",
                           d->name, tag.len < VALUE_MAX ? (int)tag.len : VALUE_MAX, tag.at);
    }
    buf_printf(out, "%s\n", end_tag);
    if (out->len > MAX_SVG)
        return err_set(err, "gnuplot: %s.svg: %zu bytes, more than %d", d->name, out->len, MAX_SVG);
    return 0;
}
