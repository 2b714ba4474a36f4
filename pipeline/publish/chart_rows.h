/*
 * Charts of rows: a name to the left, a bar or a dot, a value to the right.
 *
 *     struct chart_rows rows = {0};
 *     *chart_rows_add(&rows) = (struct chart_row){.name = …, .value = …, .known = true};
 *     chart_rows_sort(&rows);
 *     chart_rows_layout(&rows, d, (struct row_form){.height = 28, .right = 90});
 *     …bars…
 *     chart_rows_end(&rows, d);
 *     chart_rows_release(&rows);
 */
#ifndef PTCE_PUBLISH_CHART_ROWS_H
#define PTCE_PUBLISH_CHART_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/figure.h"
#include "publish/chart_drawing.h"

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
};

struct row_form {
    int height; /* of a row */
    int above;  /* room between the head and the first row */
    int right;  /* room for the values */
};

struct chart_row *chart_rows_add(struct chart_rows *rows); /* zeroed */

/* From the largest to the smallest; then "Autres", then those not known, in the order of the list.
 */
void chart_rows_sort(struct chart_rows *rows);

/* How many rows have the largest value; that value in *ret_value. 0 when none is known. */
size_t chart_rows_top(const struct chart_rows *rows, int64_t *ret_value);

/* Set the plot area's place and y axis, and write the names. */
void chart_rows_layout(const struct chart_rows *rows, struct drawing *d, struct row_form form);
int chart_rows_middle(const struct drawing *d, size_t row); /* of a row, on the page */
/* The line all bars start from. */
void chart_rows_base(const struct chart_rows *rows, struct drawing *d);
/* d->y below the axis, or below the names when nothing is known. */
void chart_rows_end(const struct chart_rows *rows, struct drawing *d);
void chart_rows_release(struct chart_rows *rows);

#endif
