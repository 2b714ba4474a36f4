/*
 * A drawing: one figure before gnuplot. A page is 1000 units wide and as high as it needs to be; it
 * holds a head (headline, subtitle), a plot area with marks in the units of the data, labels placed
 * on the page, and a foot.
 *
 *     struct drawing d = {0};
 *     drawing_head(&d, "L’effectif progresse …", "Effectif total (personnes), France, …");
 *     d.plot = (struct plot){.left = 200, .top = d.y, .width = 600, .height = 400, …};
 *     drawing_tic(&d, AXIS_X, 500, "500");
 *     drawing_bar(&d, (struct bar){.from = 0, .to = 420, .row = 0, .colour = COLOUR_FOCUS});
 *     drawing_text(&d, INK_RIGHT, (struct spot){190, 214, COLOUR_TEXT}, "Bretagne");
 *     d.y = …below the plot…;
 *     drawing_foot(&d, "Source : …");
 *     drawing_script(&d, CHART_SVG, "name.tsv", &script);   fixed text and numbers
 *     drawing_data(&d, &data);                              all else: name.tsv
 *     drawing_release(&d);
 *
 * Numbers handed to gnuplot as data are the figures' own; it does the scaling, the axis and the
 * grid. No text but numbers and months formatted by us stands in the script.
 */
#ifndef PTCE_PUBLISH_CHART_DRAWING_H
#define PTCE_PUBLISH_CHART_DRAWING_H

#include <stdint.h>

#include "base/buf.h"

enum { PAGE_WIDTH = 1000, PAGE_MARGIN = 24, TEXT_SIZE = 14, SMALL_SIZE = 12 };

/* The palette of OUTPUTS C11, five more colours for longer lists, and greys. */
enum colour {
    COLOUR_1 = 0x12436D,
    COLOUR_2 = 0x28A197,
    COLOUR_3 = 0x801650,
    COLOUR_4 = 0xF46A25,
    COLOUR_5 = 0x3D3D3D,
    COLOUR_6 = 0xA285D1,
    COLOUR_7 = 0x2073BC,
    COLOUR_8 = 0x7A5C1E,
    COLOUR_9 = 0x6BACE6,
    COLOUR_FOCUS = COLOUR_1,
    COLOUR_REST = 0x8FA6BC,
    COLOUR_OTHER = 0xBFC5CC,
    COLOUR_GRID = 0xDDE2E7,
    COLOUR_TEXT = 0x1F2933,
    COLOUR_SOFT = 0x52606D, /* second-rank text, 6:1 on white */
    COLOUR_WHITE = 0xFFFFFF
};

/* What can be drawn, in the order it is drawn. Marks are in the plot's units, the rest on the page.
 */
enum layer {
    LAYER_RULE, /* a reference line */
    LAYER_STEM, /* the thin line that leads to a dot */
    LAYER_BAR,
    LAYER_BASE, /* the line bars stand on */
    LAYER_LINE_1,
    LAYER_LINE_2,
    LAYER_DOT,
    LAYER_BOX, /* the first layer of the page: squares of a key, ground under labels */
    LAYER_HEADLINE,
    LAYER_SUBTITLE,
    LAYER_FOOT,
    LAYER_LEFT, /* labels that start at, end at, are centred on their spot */
    LAYER_RIGHT,
    LAYER_CENTRE,
    LAYER_SMALL, /* centred, smaller: inside a bar */
    LAYERS
};

enum axis { AXIS_X, AXIS_Y };

struct plot {
    int left; /* on the page */
    int top;
    int width;
    int height;
    int64_t x_low; /* in the units of the data */
    int64_t x_high;
    int64_t y_low; /* at the bottom: above y_high when rows are counted from the top */
    int64_t y_high;
    enum axis values; /* the axis with a grid */
};

struct drawing {
    const char *name; /* the figure's file stem: the prefix of its ids */
    int y;            /* the first free line of the page; its height when done */
    struct plot plot;
    struct buf layers[LAYERS]; /* rows of the data file */
    struct buf tics[2];        /* by axis */
    struct buf headline;
    struct buf title; /* for readers who do not see it: what it shows, */
    struct buf desc;  /* and what it says */
    struct buf field;
    struct buf reading;
    struct buf source;
    struct buf cells; /* the figure's table, titles first: texts, each with its NUL */
    size_t n_cells;
    size_t n_columns;
};

struct spot {
    int x;
    int y;
    enum colour colour;
};

/* Rows of bars or dots are counted from the top, each ROW units of the y axis high. */
enum { ROW = 10 };

struct bar {
    int64_t from;
    int64_t to;
    int row;
    enum colour colour;
};

struct mark {
    int64_t x;
    int64_t y;
    enum colour colour;
};

enum chart_format { CHART_SVG, CHART_PNG, CHART_FORMATS };

void drawing_head(struct drawing *d, const char *headline, const char *subtitle);
void drawing_foot(struct drawing *d, const char *text); /* a paragraph, below those before it */

/* The figure's table, from its first cell to its last: titles, then rows of as many cells. */
void drawing_column(struct drawing *d, const char *title);
void drawing_cell(struct drawing *d, const char *text);

/* A label on the page. Line breaks, quotes and backslashes, which gnuplot would read, are replaced.
 */
void drawing_text(struct drawing *d, enum layer ink, struct spot at, const char *text);
void drawing_swatch(struct drawing *d, struct spot top_left); /* a square of a key */
/* A label to the right of a mark, on white ground so that no grid line runs through it. */
void drawing_value(struct drawing *d, struct spot at, const char *text);

void drawing_tic(struct drawing *d, enum axis axis, int64_t at, const char *text);
void drawing_bar(struct drawing *d, struct bar bar);
void drawing_dot(struct drawing *d, struct mark at);
/* A line through the points added, up to the next break. */
void drawing_line(struct drawing *d, enum layer line, struct mark at);
void drawing_break(struct drawing *d, enum layer line);

/* Where a value of an axis lies on the page. */
int drawing_place(const struct drawing *d, enum axis axis, int64_t value);

void drawing_script(const struct drawing *d, enum chart_format format, const char *data_name,
                    struct buf *out);
void drawing_data(const struct drawing *d, struct buf *out);
void drawing_release(struct drawing *d);

#endif
