/*
 * Axes: a light grid on the axis of the values, numbers beside it, months below.
 */
#ifndef PTCE_PUBLISH_CHART_AXIS_H
#define PTCE_PUBLISH_CHART_AXIS_H

#include "publish/chart_drawing.h"
#include "publish/chart_unit.h"

enum { CHART_AXIS_HEIGHT = 44, CHART_AXIS_MONTHS_HEIGHT = 58 };

/* The distance of an axis's tics: 1, 2 or 5 times a power of ten, a multiple of `least`, so that at
 * most `most` reach over `span`. */
int64_t chart_axis_step(int64_t span, int64_t least, int most);

/* Grid lines at every `step` of the scale. */
struct axis {
    const struct chart_unit *unit;
    const struct scale *scale;
    int64_t step;
    int from; /* where the grid lines begin and end, across the scale */
    int to;
    bool is_bare; /* no numbers beside it */
};

void chart_axis_across(struct drawing *d, const struct axis *a); /* values from left to right */
void chart_axis_up(struct drawing *d, const struct axis *a);     /* values upwards */
int chart_axis_room(const struct axis *a);                       /* of the numbers of axis_up */

/* Round the upper end of a scale up to a tic. */
int64_t chart_axis_end(int64_t high, int64_t step);

/* Months below y: the last always among them, as many as there is room for; the year below the
 * first of each. The scale counts months. */
void chart_axis_months(struct drawing *d, const struct scale *x, int y, enum lang lang);

#endif
