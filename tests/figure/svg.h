/*
 * An SVG of ours, read by a program of the tests that shares nothing with the one that wrote it: a
 * flat list of elements with their attributes and text, in the order of the file.
 */
#ifndef PTCE_TESTS_SVG_H
#define PTCE_TESTS_SVG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum { SVG_ELEMENTS = 8000, SVG_ATTRIBUTES = 16, SVG_POINTS = 2000 };

struct svg_element {
    const char *name;
    const char *keys[SVG_ATTRIBUTES];
    const char *values[SVG_ATTRIBUTES];
    int n_attributes;
    char *text; /* "" when there is none; entities replaced */
};

struct svg {
    struct buf bytes; /* as read */
    struct buf copy;  /* cut into strings */
    struct svg_element list[SVG_ELEMENTS];
    size_t count;
    const char *wrong; /* why it is not well-formed, NULL = it is */
};

bool svg_read(struct svg *s, const char *path);                      /* false: it cannot be read */
const char *svg_value(const struct svg_element *e, const char *key); /* "" when it is not there */
double svg_number(const struct svg_element *e, const char *key);     /* 0 when it is not there */
bool svg_is(const struct svg_element *e, const char *name);
size_t svg_points(const char *text, double ret[SVG_POINTS][2]); /* of a path or a polygon */
void svg_release(struct svg *s);

#endif
