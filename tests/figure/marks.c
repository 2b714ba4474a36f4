#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "marks.h"
#include "publish/chart_font.h"

static const char grid_colour[] = "#DDE2E7";
static const double swatch = 12;

static bool near(double a, double b)
{
    return fabs(a - b) < 0.05;
}

static void add_label(struct marks *m, const struct svg_element *e)
{
    if (m->n_labels == MARKS_MOST)
        return;
    struct label *l = &m->labels[m->n_labels++];
    double x = svg_number(e, "x");
    double y = svg_number(e, "y");
    l->text = e->text;
    l->size = svg_number(e, "font-size");
    l->is_bold = strcmp(svg_value(e, "font-weight"), "bold") == 0;
    l->anchor = svg_value(e, "text-anchor");
    double width = chart_font_width(e->text, strlen(e->text), 1000) * l->size / 1000;
    if (l->is_bold)
        width *= 1.08;
    l->left = strcmp(l->anchor, "end") == 0      ? x - width
              : strcmp(l->anchor, "middle") == 0 ? x - width / 2
                                                 : x;
    l->right = l->left + width;
    l->top = y - 0.74 * l->size; /* of capitals with accents, without the line's air */
    l->bottom = y + 0.22 * l->size;
}

static struct shape bounds(const char *points, size_t *ret_n)
{
    static double p[SVG_POINTS][2];
    struct shape s = {0};
    *ret_n = svg_points(points, p);
    for (size_t i = 0; i < *ret_n; i++) {
        s.left = i == 0 || p[i][0] < s.left ? p[i][0] : s.left;
        s.right = i == 0 || p[i][0] > s.right ? p[i][0] : s.right;
        s.top = i == 0 || p[i][1] < s.top ? p[i][1] : s.top;
        s.bottom = i == 0 || p[i][1] > s.bottom ? p[i][1] : s.bottom;
    }
    return s;
}

static bool is_rectangle(const char *points, struct shape s, size_t n)
{
    static double p[SVG_POINTS][2];
    if (n < 4 || n > 5)
        return false;
    (void)svg_points(points, p);
    for (size_t i = 0; i < n; i++)
        if ((!near(p[i][0], s.left) && !near(p[i][0], s.right)) ||
            (!near(p[i][1], s.top) && !near(p[i][1], s.bottom)))
            return false;
    return true;
}

static void add_inside(struct marks *m, struct shape s)
{
    if (m->n_insides < MARKS_MOST)
        m->insides[m->n_insides++] = s;
}

static void add_polygon(struct marks *m, const struct svg_element *e)
{
    size_t n = 0;
    struct shape s = bounds(svg_value(e, "points"), &n);
    s.fill = svg_value(e, "fill");
    if (!is_rectangle(svg_value(e, "points"), s, n))
        m->n_areas++;
    else if (strcmp(s.fill, "#FFFFFF") == 0)
        add_inside(m, s);
    else if (near(s.right - s.left, swatch) && near(s.bottom - s.top, swatch) &&
             m->n_keys < MARKS_MOST)
        m->keys[m->n_keys++] = s;
    else if (m->n_bars < MARKS_MOST)
        m->bars[m->n_bars++] = s;
}

static void add_point(struct marks *m, double x, double y, const char *colour, enum point_of of)
{
    if (m->n_points < MARKS_MOST)
        m->points[m->n_points++] = (struct mark_point){x, y, colour, of};
}

/* Segments of a path of the grid: each is moved to, and one line long. */
static void add_path(struct marks *m, const struct svg_element *e)
{
    static double p[SVG_POINTS][2];
    size_t n = svg_points(svg_value(e, "d"), p);
    const char *stroke = svg_value(e, "stroke");
    if (strcmp(stroke, "#8FA6BC") == 0)
        for (size_t i = 0; i + 4 < n; i++)
            m->n_frames += near(p[i][0], p[i + 4][0]) && near(p[i][1], p[i + 4][1]);
    if (svg_number(e, "stroke-width") >= 2)
        for (size_t i = 0; i < n; i++)
            add_point(m, p[i][0], p[i][1], stroke,
                      svg_value(e, "stroke-dasharray")[0] == '\0' ? OF_FULL_LINE : OF_DASHED_LINE);
    if (strcmp(stroke, grid_colour) != 0)
        return;
    for (size_t i = 0; i + 1 < n && m->n_grid < MARKS_MOST; i += 2)
        m->grid[m->n_grid++] =
            (struct shape){fmin(p[i][0], p[i + 1][0]), fmax(p[i][0], p[i + 1][0]),
                           fmin(p[i][1], p[i + 1][1]), fmax(p[i][1], p[i + 1][1]), stroke};
}

static void add_disc(struct marks *m, const struct svg_element *e)
{
    double r = svg_number(e, "r");
    double x = svg_number(e, "cx");
    double y = svg_number(e, "cy");
    struct shape s = {x - r, x + r, y - r, y + r, svg_value(e, "fill")};
    if (strcmp(s.fill, "#FFFFFF") == 0) {
        add_inside(m, s);
    } else if (m->n_discs < MARKS_MOST) {
        add_point(m, x, y, s.fill, OF_DOT);
        m->discs[m->n_discs++] = s;
    }
}

void marks_read(struct marks *m, const struct svg *s)
{
    memset(m, 0, sizeof *m);
    for (size_t i = 0; i < s->count; i++) {
        const struct svg_element *e = &s->list[i];
        if (svg_is(e, "text"))
            add_label(m, e);
        else if (svg_is(e, "polygon"))
            add_polygon(m, e);
        else if (svg_is(e, "path"))
            add_path(m, e);
        else if (svg_is(e, "circle"))
            add_disc(m, e);
    }
}

/* The letters behind a number, for what they multiply it by. */
static double unit_of(const char *text)
{
    return strstr(text, "M€") != NULL || text[0] == 'm'   ? 1e6
           : strstr(text, "k€") != NULL || text[0] == 'k' ? 1e3
                                                          : 1;
}

bool marks_number(const char *text, double *ret_value, double *ret_half)
{
    static const char *const groups[] = {"\u202F", "\u2212", "€"};
    char digits[64];
    size_t n = 0;
    bool is_negative = false;
    int decimals = -1;
    bool is_english = strncmp(text, "€", 3) == 0;
    for (; n < sizeof digits - 1; text++) {
        if (isdigit((unsigned char)*text)) {
            digits[n++] = *text;
            decimals += decimals >= 0;
        } else if ((*text == ',' || *text == '.') && isdigit((unsigned char)text[1]) && n > 0) {
            /* three digits behind a comma are a group in English */
            bool is_group = *text == ',' && strspn(text + 1, "0123456789") == 3;
            if (is_group)
                continue;
            digits[n++] = '.';
            decimals = 0;
        } else if (strncmp(text, groups[0], 3) == 0 || (is_english && n == 0)) {
            text += 2;
        } else if (strncmp(text, groups[1], 3) == 0 && n == 0) {
            is_negative = true;
            text += 2;
        } else if (*text == '-' && n == 0 && isdigit((unsigned char)text[1])) {
            is_negative = true; /* in the table, for programs */
        } else {
            break;
        }
    }
    if (n == 0)
        return false;
    digits[n] = '\0';
    double unit = unit_of(text);
    *ret_value = strtod(digits, NULL) * unit * (is_negative ? -1 : 1);
    *ret_half = 0.5 * pow(10, decimals > 0 ? -decimals : 0) * unit;
    return true;
}
