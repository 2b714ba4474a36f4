/*
 * The SVG of a figure, made anew from what gnuplot wrote: only its lines, bars, dots and texts are
 * kept, flat, without its names, groups, tooltips and unused definitions; the root says what the
 * figure is to those who do not see it.
 */
#ifndef PTCE_PUBLISH_CHART_SVG_H
#define PTCE_PUBLISH_CHART_SVG_H

#include "base/buf.h"
#include "base/err.h"
#include "model/contract.h"
#include "publish/chart_drawing.h"

/* Rewrite what gnuplot drew of drawing d into out. -1 with err when it is cut, holds an element
 * that gnuplot 5.4 does not write, or comes out above the size a page can carry. */
int chart_svg_write(const struct drawing *d, enum lang lang, const char *drawn, size_t len,
                    struct buf *out, struct err *err);

#endif
