/*
 * How much room a text takes in a chart or a cell, so that the layout is known before anything is
 * drawn. Widths are those of Liberation Sans (metric-compatible with Arial), in page units
 * (chart_drawing.h); what they do not know counts as a wide letter, so a text is never wider than
 * said.
 */
#ifndef PTCE_PUBLISH_CHART_FONT_H
#define PTCE_PUBLISH_CHART_FONT_H

#include <stddef.h>

#include "base/buf.h"

enum font_face { FONT_PLAIN, FONT_BOLD };

/* The width of `len` bytes of valid UTF-8 at a font size, rounded up. */
int chart_font_width(const char *text, size_t len, int size);
int chart_font_face_width(const char *text, size_t len, enum font_face face, int size);

/* How many bytes of text make its first line of at most `width`: up to a space where there is one,
 * else as many characters as fit, at least one. strlen(text) when all of it fits. */
size_t chart_font_line(const char *text, int size, int width);

/* How many lines a text takes when a spreadsheet wraps it: before a space, behind a hyphen; a word
 * longer than a line is cut where the line ends. The widest of them in *ret_widest, unless NULL. */
int chart_font_lines(const char *text, enum font_face face, int size, int width, int *ret_widest);

/* Add text, cut to `width` with an ellipsis when it is longer. */
void chart_font_cut(struct buf *out, const char *text, int size, int width);

#endif
