/*
 * What the elements of a figure are: labels with the room they take, bars, squares of a key, discs,
 * lines of the grid. Read from shapes and colours alone.
 */
#ifndef PTCE_TESTS_MARKS_H
#define PTCE_TESTS_MARKS_H

#include "svg.h"

enum { MARKS_MOST = 600 };

struct label {
    const char *text;
    double left, right, top, bottom; /* the room it takes */
    double size;
    const char *anchor; /* "" = start */
    bool is_bold;
};

struct shape {
    double left, right, top, bottom;
    const char *fill;
};

enum point_of { OF_DOT, OF_FULL_LINE, OF_DASHED_LINE, OF_ANY };

struct mark_point {
    double x, y;
    const char *colour;
    enum point_of of;
};

struct marks {
    struct label labels[MARKS_MOST];
    size_t n_labels;
    struct shape bars[MARKS_MOST];
    size_t n_bars;
    struct shape insides[MARKS_MOST]; /* white, of hollow bars and dots */
    size_t n_insides;
    struct shape keys[MARKS_MOST];
    size_t n_keys;
    struct shape discs[MARKS_MOST]; /* coloured ones */
    size_t n_discs;
    struct shape grid[MARKS_MOST]; /* lines: left = right or top = bottom */
    size_t n_grid;
    struct mark_point points[MARKS_MOST]; /* of coloured lines, and the middles of discs */
    size_t n_points;
    size_t n_areas;  /* fills of a map */
    size_t n_frames; /* of its insets */
};

void marks_read(struct marks *m, const struct svg *s);

/* The number a label begins with ("1 843", "2,98 M€", "−3"), and half a unit of its last digit. */
bool marks_number(const char *text, double *ret_value, double *ret_half);

#endif
