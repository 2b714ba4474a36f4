#include <string.h>

#include "base/decimal.h"
#include "publish/chart_drawing.h"
#include "publish/chart_font.h"

enum {
    HEADLINE_SIZE = 22,
    BOLD_AS = 24, /* the size to reckon widths of bold text with */
    SUBTITLE_SIZE = 15,
    SWATCH = 12,
    SCALE_DECIMALS = 9
};

int64_t scale_fine(const struct scale *s, int64_t value)
{
    int64_t part = 0; /* of the way, in billionths */
    (void)decimal_ratio(value - s->low, s->high - s->low, SCALE_DECIMALS, &part);
    int64_t way = part * (s->to - s->from);
    int64_t half = decimal_pow10(SCALE_DECIMALS - 2) / 2;
    return (int64_t)s->from * FINE +
           (way + (way < 0 ? -half : half)) / decimal_pow10(SCALE_DECIMALS - 2);
}

int scale_unit(const struct scale *s, int64_t value)
{
    return (int)((scale_fine(s, value) + FINE / 2) / FINE);
}

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

/* "12.34" and a tab. */
static void add_fine(struct buf *out, int64_t fine)
{
    char text[DECIMAL_TEXT];
    (void)decimal_format(fine, 2, '.', "", text);
    buf_printf(out, "%s\t", text);
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
    int width_size;
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
    add_paragraph(d, (struct paragraph){LAYER_HEADLINE, HEADLINE_SIZE, BOLD_AS, COLOUR_TEXT},
                  headline);
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

static void add_area(struct buf *rows, struct area a, enum colour colour)
{
    const int64_t columns[] = {a.left, a.top, a.left, a.right, a.top, a.bottom};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        add_fine(rows, columns[i]);
    buf_printf(rows, "%u\n", (unsigned)colour);
}

static struct area box(int x, int y, int width, int height)
{
    return (struct area){(int64_t)x * FINE, (int64_t)y * FINE, (int64_t)(x + width) * FINE,
                         (int64_t)(y + height) * FINE};
}

void drawing_swatch(struct drawing *d, struct spot at)
{
    add_area(&d->layers[LAYER_BOX], box(at.x, at.y, SWATCH, SWATCH), at.colour);
}

void drawing_value(struct drawing *d, struct spot at, const char *text)
{
    int width = chart_font_width(text, strlen(text), TEXT_SIZE);
    add_area(&d->layers[LAYER_BOX], box(at.x - 1, at.y - TEXT_SIZE / 2, width + 2, TEXT_SIZE),
             COLOUR_WHITE);
    drawing_text(d, LAYER_LEFT, at, text);
}

void drawing_bar(struct drawing *d, struct area a, enum colour colour)
{
    add_area(&d->layers[LAYER_BAR], a, colour);
}

void drawing_disc(struct drawing *d, int64_t x, int64_t y, int64_t radius, enum colour colour)
{
    struct buf *rows = &d->layers[LAYER_DISC];
    add_fine(rows, x);
    add_fine(rows, y);
    add_fine(rows, radius);
    buf_printf(rows, "%u\n", (unsigned)colour);
}

void drawing_point(struct drawing *d, enum layer line, int64_t x, int64_t y)
{
    struct buf *rows = &d->layers[line];
    add_fine(rows, x);
    add_fine(rows, y);
    rows->data[rows->len - 1] = '\n';
}

void drawing_break(struct drawing *d, enum layer line)
{
    struct buf *rows = &d->layers[line];
    if (rows->len > 1 && rows->data[rows->len - 2] != '\n')
        buf_char(rows, '\n');
}

void drawing_segment(struct drawing *d, enum layer line, struct area a)
{
    drawing_point(d, line, a.left, a.top);
    drawing_point(d, line, a.right, a.bottom);
    drawing_break(d, line);
}

void drawing_data(const struct drawing *d, struct buf *out)
{
    for (int i = 0; i < LAYERS; i++) {
        struct buf rows = d->layers[i];
        if (rows.len == 0)
            continue;
        if (out->len > 0)
            buf_text(out, "\n\n"); /* gnuplot's mark between two data sets */
        while (rows.len > 1 && rows.data[rows.len - 2] == '\n')
            rows.len--;
        buf_add(out, rows.data, rows.len);
    }
}

void drawing_release(struct drawing *d)
{
    struct buf *const texts[] = {&d->headline, &d->title,  &d->desc, &d->field,
                                 &d->reading,  &d->source, &d->cells};
    for (int i = 0; i < LAYERS; i++)
        buf_release(&d->layers[i]);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        buf_release(texts[i]);
}
