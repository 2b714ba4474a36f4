#include <stdbool.h>
#include <string.h>

#include "base/decimal.h"
#include "publish/chart_drawing.h"
#include "publish/chart_font.h"

#define SANS "\"Liberation Sans,"

enum { HEADLINE_SIZE = 22, SUBTITLE_SIZE = 15, SWATCH = 12, BAR_GAP = 2 };

/* How gnuplot draws each layer from its rows. */
static const char *const layer_style[LAYERS] = {
    [LAYER_RULE] = "using 1:2 with lines lw 1.5 lc rgb \"#52606D\"",
    [LAYER_STEM] = "using 1:2 with lines lw 1 lc rgb \"#8FA6BC\"",
    [LAYER_BAR] = "using 1:2:3:4:5:6:7 with boxxyerror fs solid border rgb \"#FFFFFF\" "
                  "lc rgb variable",
    [LAYER_BASE] = "using 1:2 with lines lw 1 lc rgb \"#52606D\"",
    [LAYER_LINE_1] = "using 1:2 with lines lw 2.5 lc rgb \"#12436D\"",
    [LAYER_LINE_2] = "using 1:2 with lines lw 2.5 lc rgb \"#28A197\"",
    [LAYER_DOT] = "using 1:2:3 with points pt 7 ps 1 lc rgb variable",
    [LAYER_BOX] = "using 1:2:3:4:5:6:7 with boxxyerror fs solid noborder lc rgb variable",
    [LAYER_HEADLINE] =
        "using 1:2:3:4 with labels left font \"Liberation Sans:Bold,22\" tc rgb variable",
    [LAYER_SUBTITLE] = "using 1:2:3:4 with labels left font " SANS "15\" tc rgb variable",
    [LAYER_FOOT] = "using 1:2:3:4 with labels left font " SANS "12\" tc rgb variable",
    [LAYER_LEFT] = "using 1:2:3:4 with labels left font " SANS "14\" tc rgb variable",
    [LAYER_RIGHT] = "using 1:2:3:4 with labels right font " SANS "14\" tc rgb variable",
    [LAYER_CENTRE] = "using 1:2:3:4 with labels center font " SANS "14\" tc rgb variable",
    [LAYER_SMALL] = "using 1:2:3:4 with labels center font " SANS "12\" tc rgb variable",
};

/* Text for a field of the data file. */
static void add_text(struct buf *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            buf_text(out, "’");
        else if (*p == '\\')
            buf_char(out, '/');
        else
            buf_char(out, (unsigned char)*p < 0x20 || *p == 0x7F ? ' ' : *p);
    }
}

void drawing_text(struct drawing *d, enum layer ink, struct spot at, const char *text)
{
    struct buf *rows = &d->layers[ink];
    buf_printf(rows, "%d\t%d\t", at.x, at.y);
    add_text(rows, text);
    buf_printf(rows, "\t%u\n", (unsigned)at.colour);
}

struct paragraph {
    enum layer ink;
    int size;
    int width_size; /* the size to reckon widths with: bold is wider */
    enum colour colour;
};

/* Lines of text from the left margin, at d->y and on. */
static void add_paragraph(struct drawing *d, struct paragraph form, const char *text)
{
    int line_height = form.size * 4 / 3;
    while (*text != '\0') {
        size_t len = chart_font_line(text, form.width_size, PAGE_WIDTH - 2 * PAGE_MARGIN);
        struct buf line = {0};
        buf_add(&line, text, len);
        drawing_text(d, form.ink, (struct spot){PAGE_MARGIN, d->y + line_height / 2, form.colour},
                     line.data);
        buf_release(&line);
        d->y += line_height;
        text += len;
        while (*text == ' ')
            text++;
    }
}

void drawing_head(struct drawing *d, const char *headline, const char *subtitle)
{
    d->y = PAGE_MARGIN - 4;
    add_paragraph(d, (struct paragraph){LAYER_HEADLINE, HEADLINE_SIZE, 24, COLOUR_TEXT}, headline);
    d->y += 4;
    add_paragraph(d, (struct paragraph){LAYER_SUBTITLE, SUBTITLE_SIZE, SUBTITLE_SIZE, COLOUR_SOFT},
                  subtitle);
    d->y += 18;
}

void drawing_foot(struct drawing *d, const char *text)
{
    add_paragraph(d, (struct paragraph){LAYER_FOOT, SMALL_SIZE, SMALL_SIZE, COLOUR_SOFT}, text);
    d->y += 3;
}

void drawing_column(struct drawing *d, const char *title)
{
    drawing_cell(d, title);
    d->n_columns++;
}

void drawing_cell(struct drawing *d, const char *text)
{
    buf_add(&d->cells, text, strlen(text) + 1);
    d->n_cells++;
}

static void add_box(struct drawing *d, struct spot at, int width, int height)
{
    buf_printf(&d->layers[LAYER_BOX], "%d\t%d\t%d\t%d\t%d\t%d\t%u\n", at.x, at.y, at.x,
               at.x + width, at.y, at.y + height, (unsigned)at.colour);
}

void drawing_swatch(struct drawing *d, struct spot at)
{
    add_box(d, at, SWATCH, SWATCH);
}

void drawing_value(struct drawing *d, struct spot at, const char *text)
{
    int width = chart_font_width(text, strlen(text), TEXT_SIZE);
    add_box(d, (struct spot){at.x - 1, at.y - TEXT_SIZE / 2 - 2, COLOUR_WHITE}, width + 2,
            TEXT_SIZE + 4);
    drawing_text(d, LAYER_LEFT, at, text);
}

void drawing_tic(struct drawing *d, enum axis axis, int64_t at, const char *text)
{
    struct buf *tics = &d->tics[axis];
    buf_text(tics, tics->len > 0 ? ", \"" : "\"");
    for (const char *p = text; *p != '\0'; p++)
        buf_text(tics,
                 *p == '%' ? "%%" : (const char[]){*p, '\0'}); /* gnuplot takes it for a format */
    buf_printf(tics, "\" %lld", (long long)at);
}

void drawing_bar(struct drawing *d, struct bar bar)
{
    int top = bar.row * ROW;
    buf_printf(&d->layers[LAYER_BAR], "%lld\t%d\t%lld\t%lld\t%d\t%d\t%u\n", (long long)bar.to,
               top + ROW / 2, (long long)bar.from, (long long)bar.to, top + BAR_GAP,
               top + ROW - BAR_GAP, (unsigned)bar.colour);
}

static void add_point(struct buf *rows, struct mark at)
{
    buf_printf(rows, "%lld\t%lld\t%u\n", (long long)at.x, (long long)at.y, (unsigned)at.colour);
}

void drawing_dot(struct drawing *d, struct mark at)
{
    add_point(&d->layers[LAYER_DOT], at);
}

void drawing_line(struct drawing *d, enum layer line, struct mark at)
{
    add_point(&d->layers[line], at);
}

void drawing_break(struct drawing *d, enum layer line)
{
    struct buf *rows = &d->layers[line];
    if (rows->len > 1 && rows->data[rows->len - 2] != '\n')
        buf_char(rows, '\n');
}

int drawing_place(const struct drawing *d, enum axis axis, int64_t value)
{
    const struct plot *p = &d->plot;
    int64_t low = axis == AXIS_X ? p->x_low : p->y_low;
    int64_t high = axis == AXIS_X ? p->x_high : p->y_high;
    int64_t part = 0; /* of the axis, in ten thousandths */
    if (decimal_ratio(value - low, high - low, 4, &part) == -1)
        part = 0;
    if (axis == AXIS_X)
        return p->left + (int)(part * p->width / 10000);
    return p->top + p->height - (int)(part * p->height / 10000);
}

/* Margins, ranges and axis of the plot area. */
static void script_plot(const struct drawing *d, struct buf *out)
{
    static const char letter[2] = {'x', 'y'};
    const struct plot *p = &d->plot;
    buf_printf(out, "set lmargin at screen %d.0/%d\n", p->left, PAGE_WIDTH);
    buf_printf(out, "set rmargin at screen %d.0/%d\n", p->left + p->width, PAGE_WIDTH);
    buf_printf(out, "set tmargin at screen 1-%d.0/%d\n", p->top, d->y);
    buf_printf(out, "set bmargin at screen 1-%d.0/%d\n", p->top + p->height, d->y);
    buf_printf(out, "set xrange [%lld:%lld]\n", (long long)p->x_low, (long long)p->x_high);
    buf_printf(out, "set yrange [%lld:%lld]\n", (long long)p->y_low, (long long)p->y_high);
    for (int axis = AXIS_X; axis <= AXIS_Y; axis++) {
        if (d->tics[axis].len == 0)
            buf_printf(out, "unset %ctics\n", letter[axis]);
        else
            buf_printf(out, "set %ctics scale 0 font " SANS "12\" textcolor rgb \"#52606D\" (%s)\n",
                       letter[axis], d->tics[axis].data);
    }
    buf_printf(out, "set grid %ctics lt 1 lw 1 lc rgb \"#DDE2E7\"\n", letter[p->values]);
}

/* The page as a plot area of its own, in page units from the top. */
static void script_page(const struct drawing *d, struct buf *out)
{
    buf_text(out, "unset grid\nunset xtics\nunset ytics\n"
                  "set lmargin at screen 0\nset rmargin at screen 1\n"
                  "set tmargin at screen 1\nset bmargin at screen 0\n");
    buf_printf(out, "set xrange [0:%d]\nset yrange [%d:0]\n", PAGE_WIDTH, d->y);
}

/* One plot command for the layers from `from` to before `to` that have rows. */
static void script_layers(const struct drawing *d, enum layer from, enum layer to,
                          const char *data_name, struct buf *out)
{
    int index = 0; /* of a layer's rows in the data file */
    const char *before = "plot";
    for (int i = 0; i < (int)to; i++) {
        if (d->layers[i].len == 0)
            continue;
        if (i >= (int)from) {
            buf_printf(out, "%s \"%s\" index %d %s", before, data_name, index, layer_style[i]);
            before = ", \\\n    ";
        }
        index++;
    }
    buf_char(out, '\n');
}

void drawing_script(const struct drawing *d, enum chart_format format, const char *data_name,
                    struct buf *out)
{
    /* The PNG is 2000 pixels wide. Its font points are of 1/72 inch on a screen of 96 dots an inch:
     * 1.5 times makes them 2 pixels a unit. */
    if (format == CHART_SVG)
        buf_printf(out, "set terminal svg size %d,%d dynamic", PAGE_WIDTH, d->y);
    else
        buf_printf(out, "set terminal pngcairo size %d,%d fontscale 1.5 linewidth 2 pointscale 2.9",
                   2 * PAGE_WIDTH, 2 * d->y);
    buf_text(out, " noenhanced butt font " SANS "14\" background \"#FFFFFF\"\n"
                  "set encoding utf8\n"
                  "set datafile separator \"\\t\"\n"
                  "set datafile commentschars \"\"\n"
                  "set border 0\nunset key\nset multiplot\n");
    bool has_marks = false;
    for (int i = 0; i < LAYER_BOX; i++)
        has_marks = has_marks || d->layers[i].len > 0;
    if (has_marks) {
        script_plot(d, out);
        script_layers(d, LAYER_RULE, LAYER_BOX, data_name, out);
    }
    script_page(d, out);
    script_layers(d, LAYER_BOX, LAYERS, data_name, out);
    buf_text(out, "unset multiplot\n");
}

void drawing_data(const struct drawing *d, struct buf *out)
{
    for (int i = 0; i < LAYERS; i++) {
        if (d->layers[i].len == 0)
            continue;
        if (out->len > 0)
            buf_text(out, "\n\n"); /* gnuplot's mark between two data sets */
        buf_add(out, d->layers[i].data, d->layers[i].len);
    }
}

void drawing_release(struct drawing *d)
{
    for (int i = 0; i < LAYERS; i++)
        buf_release(&d->layers[i]);
    buf_release(&d->tics[AXIS_X]);
    buf_release(&d->tics[AXIS_Y]);
    struct buf *const texts[] = {&d->headline, &d->title,  &d->desc, &d->field,
                                 &d->reading,  &d->source, &d->cells};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        buf_release(texts[i]);
}
