/*
 * A line over months: the figures of a series in a place, with gaps where months are missing.
 *
 *     struct chart_series line = {.line = LAYER_LINE_1, .dash = LAYER_DASH_1, .colour = COLOUR_1};
 *     chart_series_read(&line, source, 0, region, first, count);
 *     chart_series_draw(&line, d, &x, &y);
 */
#ifndef PTCE_PUBLISH_CHART_SERIES_H
#define PTCE_PUBLISH_CHART_SERIES_H

#include "publish/chart_source.h"

enum { SERIES_MOST = 25, SERIES_LABEL_LINE = 18 };

struct chart_series {
    enum layer line;
    enum layer dash;
    enum colour colour;
    int32_t first;                            /* the month of list[0] */
    int32_t shift;                            /* months added where it is drawn */
    int count;                                /* months */
    const struct figure *months[SERIES_MOST]; /* NULL = no value */
    int from;                                 /* the first month with a value; count = none */
    int last;                                 /* the last one, -1 = none */
    int64_t low;                              /* of the values */
    int64_t high;
};

/* The colours of series i. */
void chart_series_style(struct chart_series *c, int i);
void chart_series_read(struct chart_series *c, const struct chart_source *s, int series, int region,
                       int32_t first, int count);
/* Line, dashed where provisional, and a dot at its end and at months that stand alone. */
void chart_series_draw(const struct chart_series *c, struct drawing *d, const struct scale *x,
                       const struct scale *y);

/* A label at the end of a line: two lines of text. */
struct end_label {
    const char *name;
    char value[NUMBER_TEXT];
    int y;
};

/* Move labels apart that are closer than they are high, in a plot area from top to bottom. */
void chart_series_spread(struct end_label *const *labels, int count, int top, int bottom);

#endif
