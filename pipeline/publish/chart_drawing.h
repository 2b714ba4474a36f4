/*
 * A drawing: one figure before gnuplot. A page is 1000 units wide and as high as it needs to be; it
 * holds a head (headline, subtitle), marks and labels placed on it, and a foot.
 *
 *     struct drawing d = {.name = "emplois-par-region"};
 *     drawing_head(&d, "L’effectif progresse …", "Effectif total (personnes), France, …");
 *     struct scale x = {.low = 0, .high = 1843, .from = 200, .to = 900};
 *     drawing_bar(&d, (struct area){scale_fine(&x, 0), …}, COLOUR_FOCUS);
 *     drawing_text(&d, INK_RIGHT, (struct spot){190, 214, COLOUR_TEXT}, "Bretagne");
 *     d.y = …below the marks…;
 *     drawing_foot(&d, "Source : …");
 *     drawing_script(&d, CHART_SVG, "name.tsv", &script);   fixed text
 *     drawing_data(&d, &data);                              all else: name.tsv
 *     drawing_release(&d);
 *
 * Marks are placed in hundredths of a unit ("fine"), texts in units; y goes down. The script is the
 * same for all figures but for sizes and which layers there are: no text of ours or of others
 * stands in it.
 */
#ifndef PTCE_PUBLISH_CHART_DRAWING_H
#define PTCE_PUBLISH_CHART_DRAWING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { PAGE_WIDTH = 1000, PAGE_MARGIN = 24, TEXT_SIZE = 14, SMALL_SIZE = 12, FINE = 100 };

/* The palette of OUTPUTS C11, five more colours for longer lists, a ramp for the map, greys. */
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
    COLOUR_RAMP_1 = 0xD3E2EF,
    COLOUR_RAMP_2 = 0xAAC6DE,
    COLOUR_RAMP_3 = 0x7EA6C8,
    COLOUR_RAMP_4 = 0x5182AD,
    COLOUR_RAMP_5 = 0x2B5C8A,
    COLOUR_ABSENT = 0xDEDBD5,
    COLOUR_FOCUS = COLOUR_1,
    COLOUR_REST = 0x8FA6BC,
    COLOUR_OTHER = 0xBFC5CC,
    COLOUR_GRID = 0xDDE2E7,
    COLOUR_TEXT = 0x1F2933,
    COLOUR_SOFT = 0x52606D, /* second-rank text, 6:1 on white */
    COLOUR_WHITE = 0xFFFFFF
};

/* What can be drawn, in the order it is drawn. */
enum layer {
    LAYER_AREA_1, /* fills of the map, by class; the last is "not available" */
    LAYER_AREA_2,
    LAYER_AREA_3,
    LAYER_AREA_4,
    LAYER_AREA_5,
    LAYER_AREA_ABSENT,
    LAYER_GRID,
    LAYER_RULE, /* a reference line */
    LAYER_STEM, /* the thin line that leads to a dot; a frame */
    LAYER_BAR,
    LAYER_BORDER, /* the white line between areas, and between the parts of a bar */
    LAYER_BASE,   /* the line bars stand on */
    LAYER_LINE_REST,
    LAYER_LINE_1,
    LAYER_LINE_2,
    LAYER_LINE_3,
    LAYER_LINE_4,
    LAYER_DASH_REST, /* the same, of provisional values */
    LAYER_DASH_1,
    LAYER_DASH_2,
    LAYER_DASH_3,
    LAYER_DASH_4,
    LAYER_DISC,
    LAYER_BOX, /* squares of a key, ground under labels */
    LAYER_HEADLINE,
    LAYER_SUBTITLE,
    LAYER_FOOT,
    LAYER_LEFT, /* labels that start at, end at, are centred on their spot */
    LAYER_RIGHT,
    LAYER_CENTRE,
    LAYER_SMALL, /* centred, smaller */
    LAYER_SMALL_LEFT,
    LAYER_SMALL_RIGHT,
    LAYERS
};

struct drawing {
    const char *name;          /* the figure's file stem: the prefix of its ids */
    int y;                     /* the first free line of the page; its height when done */
    struct buf layers[LAYERS]; /* rows of the data file */
    struct buf headline;
    struct buf title; /* for readers who do not see it: what it shows, */
    struct buf desc;  /* and what it says */
    struct buf field;
    struct buf reading;
    struct buf source;
    bool has_provisional; /* some mark is hollow or dashed */
    struct buf cells;     /* the figure's table, titles first: texts, each with its NUL */
    size_t n_cells;
    size_t n_columns;
};

struct spot {
    int x;
    int y;
    enum colour colour;
};

/* A rectangle, in fine units. */
struct area {
    int64_t left;
    int64_t top;
    int64_t right;
    int64_t bottom;
};

/* From values to places: `low` lies at `from`, `high` at `to`. */
struct scale {
    int64_t low;
    int64_t high;
    int from; /* units of the page */
    int to;
};

int64_t scale_fine(const struct scale *s, int64_t value);
int scale_unit(const struct scale *s, int64_t value);

enum chart_format { CHART_SVG, CHART_PNG, CHART_FORMATS };

void drawing_head(struct drawing *d, const char *headline, const char *subtitle);
void drawing_foot(struct drawing *d, const char *text); /* a paragraph, below those before it */

/* The figure's table, from its first cell to its last: titles, then rows of as many cells. */
void drawing_column(struct drawing *d, const char *title);
void drawing_cell(struct drawing *d, const char *text);

/* A label. Line breaks, quotes and backslashes, which gnuplot would read, are replaced. */
void drawing_text(struct drawing *d, enum layer ink, struct spot at, const char *text);
/* A label to the right of a mark, on white ground so that no grid line runs through it. */
void drawing_value(struct drawing *d, struct spot at, const char *text);
void drawing_swatch(struct drawing *d, struct spot top_left); /* a square of a key */

void drawing_bar(struct drawing *d, struct area a, enum colour colour);
/* A disc of this radius, in fine units. */
void drawing_disc(struct drawing *d, int64_t x, int64_t y, int64_t radius, enum colour colour);
/* A line (or the outline of an area) through the points added, up to the next break. */
void drawing_point(struct drawing *d, enum layer line, int64_t x, int64_t y);
void drawing_break(struct drawing *d, enum layer line);
void drawing_segment(struct drawing *d, enum layer line, struct area from_to);

/* The script that draws it to standard output, from data_name in the working folder. */
void drawing_script(const struct drawing *d, enum chart_format format, const char *data_name,
                    struct buf *out);
void drawing_data(const struct drawing *d, struct buf *out);
void drawing_release(struct drawing *d);

#endif
