/*
 * How wide a column and how high a row must be, estimated from the texts: spreadsheets do not work
 * it out by themselves when they open a file. Widths are in digits of the body font, heights in
 * points.
 */
#ifndef PTCE_PUBLISH_WORKBOOK_LAYOUT_H
#define PTCE_PUBLISH_WORKBOOK_LAYOUT_H

#include "publish/workbook_book.h"

enum {
    COVER_WIDTH = 72,   /* what an A4 page holds upright */
    GRAPHICS_WIDTH = 96 /* holds a graphic also where a digit counts 7 pixels, as Calibri 11's */
};

int layout_width(const struct grid *g, int column);
/* … given the widths of all columns. */
double layout_header_height(const struct grid *g, const int *widths);
int layout_row_lines(const struct grid *g, int row, const int *widths);
double layout_row_height(int lines);
/* The table, or the line above it that reaches farthest. */
int layout_page_width(const struct book_sheet *s, const int *widths);
/* The width of the only column of a sheet without table. */
int layout_lines_width(const struct book_sheet *s);
double layout_line_height(const struct book_line *line, int width);
double layout_graphic_height(const struct book_graphic *g);

#endif
