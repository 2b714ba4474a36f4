/*
 * Charts of rows: a name to the left, a bar or a dot, a value to the right.
 *
 *     struct chart_rows rows = {0};
 *     chart_rows_collect(&rows, source, 0);     regions, or members of the chart's breakdown
 *     chart_rows_sort(&rows);
 *     chart_rows_layout(&rows, d, (struct row_form){.height = 28, .right = 90});
 *     …bars between rows.left and rows.right, at chart_rows_band…
 *     chart_rows_release(&rows);
 */
#ifndef PTCE_PUBLISH_CHART_ROWS_H
#define PTCE_PUBLISH_CHART_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/figure.h"
#include "publish/chart_source.h"

struct chart_row {
    const char *name; /* borrowed */
    const struct figure *figure;
    int member;    /* of its code list; breaks ties */
    int64_t value; /* of a row that is known */
    bool known;    /* others come last, without a mark */
    bool is_rest;  /* "Autres": behind the known ones, whatever its value */
};

struct chart_rows {
    struct chart_row *list;
    size_t count;
    size_t n_known; /* counted by chart_rows_sort */
    size_t cap;
    int left; /* the plot area, by chart_rows_layout */
    int right;
    int top;
    int height; /* of a row */
};

struct row_form {
    int height; /* of a row */
    int above;  /* room between the head and the first row */
    int right;  /* room for the values */
};

struct chart_row *chart_rows_add(struct chart_rows *rows); /* zeroed */

/* The rows of the chart with the figures of a series: regions where poles are expected, or members
 * that have a figure other than 0. */
void chart_rows_collect(struct chart_rows *rows, const struct chart_source *s, int series);

/* From the largest to the smallest; then "Autres", then those not known, in the order of the list.
 */
void chart_rows_sort(struct chart_rows *rows);

/* How many rows have the largest value; that value in *ret_value. 0 when none is known. */
size_t chart_rows_top(const struct chart_rows *rows, int64_t *ret_value);
/* The same of the smallest. */
int64_t chart_rows_least(const struct chart_rows *rows);
int64_t chart_rows_sum(const struct chart_rows *rows);

/* Set the plot area's place, write the names, and set d->y to its lower end. */
void chart_rows_layout(struct chart_rows *rows, struct drawing *d, struct row_form form);
int chart_rows_middle(const struct chart_rows *rows, size_t row); /* on the page */
/* The place of a bar in a row, from x to x (fine units). */
struct area chart_rows_band(const struct chart_rows *rows, size_t row, int64_t from, int64_t to);
/* Draw a bar; one of a provisional figure is hollow, where it is wide enough to have an inside. */
void chart_rows_bar(struct drawing *d, struct area a, enum colour colour, const struct figure *f);
/* The amount farthest from zero between these two. */
int64_t chart_rows_farthest(int64_t low, int64_t high);
void chart_rows_release(struct chart_rows *rows);

#endif
