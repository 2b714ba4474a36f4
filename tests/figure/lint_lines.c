/*
 * C14 and C16 of lines: each number of the table has its point where the axis says, to a unit of
 * the page, and its last one its label; a cell without a number has none.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lint.h"

enum { MOST_PANELS = 64 };

/* A plot: what its lines of the grid enclose, and the value of a height in it. */
struct plot {
    double left, right, top, bottom;
    double per_unit; /* value = at_bottom + (bottom - y) * per_unit */
    double at_bottom;
};

struct plots {
    struct plot list[MOST_PANELS];
    size_t count;
};

static bool is_across(const struct shape *grid)
{
    return grid->right - grid->left > grid->bottom - grid->top;
}

/* Lines with the same ends, one above the other: a gap of more than the others' begins another. */
static void find_plots(const struct marks *m, struct plots *ret)
{
    ret->count = 0;
    for (size_t i = 0; i < m->n_grid; i++) {
        const struct shape *g = &m->grid[i];
        struct plot *last = ret->count == 0 ? NULL : &ret->list[ret->count - 1];
        if (last != NULL && fabs(last->left - g->left) < 1 && g->top < last->top) {
            last->top = g->top;
            continue;
        }
        if (ret->count < MOST_PANELS)
            ret->list[ret->count++] = (struct plot){g->left, g->right, g->top, g->bottom, 0, 0};
    }
}

/* The number that stands at this height, left of the first plot. */
static bool number_at(const struct marks *m, double y, double *ret_value)
{
    double half = 0;
    for (size_t i = 0; i < m->n_labels; i++) {
        const struct label *l = &m->labels[i];
        if (strcmp(l->anchor, "end") == 0 && l->top < y && l->bottom > y && l->right < 200)
            return marks_number(l->text, ret_value, &half);
    }
    return false;
}

static bool scale_plots(const struct marks *m, struct plots *p)
{
    for (size_t i = 0; i < p->count; i++) {
        struct plot *plot = &p->list[i];
        double top = 0;
        if (!number_at(m, plot->top, &top) || !number_at(m, plot->bottom, &plot->at_bottom) ||
            plot->bottom - plot->top < 1)
            return false;
        plot->per_unit = (top - plot->at_bottom) / (plot->bottom - plot->top);
    }
    return p->count > 0;
}

static int series_of(const char *colour)
{
    static const char *const colours[] = {"#12436D", "#28A197", "#801650", "#F46A25"};
    for (int i = 0; i < 4; i++)
        if (strcmp(colours[i], colour) == 0)
            return i;
    return -1;
}

/* Which column of the table a mark of this colour shows: in one plot each colour has its own, in
 * several each plot has one, or two: this year's and the paler one of the year before. */
static size_t column_of(const struct figure_file *f, const struct plots *p, size_t plot,
                        const char *colour)
{
    int series = series_of(colour);
    if (p->count == 1)
        return series == -1 ? 0 : 1 + (size_t)series;
    if (f->n_values == p->count)
        return 1 + plot;
    return 1 + 2 * plot + (series == -1);
}

/* Stands the month of this row at x? A single month may stand anywhere. */
static bool is_at(const struct csvfile *t, const struct plot *p, size_t row, double x)
{
    if (t->n_rows == 1)
        return x >= p->left - 1 && x <= p->right + 1;
    return fabs(p->left + (p->right - p->left) * (double)row / (double)(t->n_rows - 1) - x) <= 1;
}

/* Stands a point of this column here? */
static bool is_drawn(const struct figure_file *f, const struct plots *p, size_t plot, size_t column,
                     size_t row, double y, enum point_of of)
{
    const struct marks *m = &f->marks;
    for (size_t i = 0; i < m->n_points; i++)
        if ((of == OF_ANY || m->points[i].of == of) &&
            is_at(&f->table, &p->list[plot], row, m->points[i].x) &&
            fabs(m->points[i].y - y) <= 1 && column_of(f, p, plot, m->points[i].colour) == column)
            return true;
    return false;
}

/* Is this number printed, rounded as a label has it, right of the numbers of the axis? */
static bool is_printed(const struct marks *m, double axis, double value)
{
    for (size_t i = 0; i < m->n_labels; i++) {
        const char *text = m->labels[i].text;
        const char *behind = strstr(text, ": "); /* "2026 : 9,1 M€" */
        double number = 0;
        double half = 0;
        text = behind == NULL ? text : behind + 2;
        if (m->labels[i].right > axis && marks_number(text, &number, &half) &&
            fabs(number - value) <= half * 1.001)
            return true;
    }
    return false;
}

/* The line to a provisional value is dashed, and to no other. */
static void check_dashes(const struct figure_file *f, const struct plots *p, size_t plot,
                         size_t column, size_t row, double y)
{
    bool is_provisional = strcmp(lint_sign(f, row, column), "p") == 0;
    if (is_drawn(f, p, plot, column, row, y, is_provisional ? OF_DASHED_LINE : OF_FULL_LINE))
        return;
    lint_wrong("C16",
               is_provisional ? "a full line to a provisional value"
                              : "a dashed line to a value that stands",
               csvfile_cell(&f->table, row, (int)column));
}

static void check_column(const struct figure_file *f, const struct plots *p, size_t plot,
                         size_t column)
{
    const struct plot *at = &p->list[plot];
    double last = NAN;
    for (size_t row = 0; row < f->table.n_rows; row++) {
        double value = 0;
        double half = 0;
        if (!marks_number(csvfile_cell(&f->table, row, (int)column), &value, &half))
            continue;
        last = value;
        double y = at->bottom - (value - at->at_bottom) / at->per_unit;
        if (!is_drawn(f, p, plot, column, row, y, OF_ANY))
            lint_wrong("C14", "a value has no point at its height",
                       csvfile_cell(&f->table, row, (int)column));
        else if (row > 0 && csvfile_cell(&f->table, row - 1, (int)column)[0] != '\0')
            check_dashes(f, p, plot, column, row, y);
    }
    /* A place without a value now says so; months to come do not. */
    const char *sign = lint_sign(f, f->table.n_rows - 1, column);
    bool is_current = strcmp(sign, "x") != 0 && strcmp(sign, "c") != 0;
    if (!isnan(last) && (is_current || p->count == 1) &&
        !is_printed(&f->marks, p->list[0].left, last))
        lint_wrong("C14", "the last value of a line is not printed",
                   csvfile_cell(&f->table, f->table.n_rows - 1, (int)column));
}

/* Every point is that of a value in the table. */
static void check_points(const struct figure_file *f, const struct plots *p)
{
    const struct marks *m = &f->marks;
    for (size_t i = 0; i < m->n_points; i++) {
        const struct mark_point *at = &m->points[i];
        bool is_value = false;
        for (size_t k = 0; k < p->count && !is_value; k++) {
            const struct plot *plot = &p->list[k];
            size_t column = column_of(f, p, k, at->colour);
            for (size_t row = 0; row < f->table.n_rows && column <= f->n_values; row++) {
                double value = 0;
                double half = 0;
                if (!is_at(&f->table, plot, row, at->x) || at->y > plot->bottom + 1 ||
                    at->y < plot->top - 1 ||
                    !marks_number(csvfile_cell(&f->table, row, (int)column), &value, &half))
                    continue;
                is_value =
                    is_value ||
                    fabs(plot->bottom - (value - plot->at_bottom) / plot->per_unit - at->y) <= 1;
            }
        }
        if (!is_value)
            lint_wrong("C14", "a point that is no value of the table", at->colour);
    }
}

void lint_lines(const struct figure_file *f)
{
    static struct plots plots;
    if (f->marks.n_bars > 0 || f->marks.n_areas > 0 || f->marks.n_grid == 0 ||
        !is_across(&f->marks.grid[0]))
        return;
    find_plots(&f->marks, &plots);
    if (!scale_plots(&f->marks, &plots)) {
        lint_wrong("C14", "an axis without numbers", "");
        return;
    }
    size_t n = f->n_values;
    for (size_t column = 1; column <= n; column++) {
        size_t plot = plots.count == 1 ? 0 : n == plots.count ? column - 1 : (column - 1) / 2;
        if (plot < plots.count)
            check_column(f, &plots, plot, column);
    }
    check_points(f, &plots);
}
