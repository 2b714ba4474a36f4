/* Pictures and charts, drawn into the line that waits for them. */
#include <stdio.h>

#include "publish/workbook_drawing.h"
#include "publish/workbook_finish.h"

enum { FONT_SIZE = 10, BAR_GAP = 50, BLUE = 0x12436D, GREY = 0xD9D9D9, INK = 0x333333 };

static char font_name[] = "Arial";

/* The size in pixels that libxlsxwriter gives a picture, from the file's own: twice our drawing's.
 */
static const double picture_pixels = 2;

static void put_picture(struct writer *w, lxw_worksheet *sheet, const struct book_graphic *g)
{
    lxw_image_options options = {.description = arena_text(&w->book->arena, g->alt),
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE};
    double scale = (double)g->width / ((double)g->natural_width * picture_pixels);
    options.x_scale = scale;
    options.y_scale = scale;
    struct buf stand_in = {0};
    if (finish_stand_in(g->file, &stand_in, w->err) == 0)
        writer_check(w, worksheet_insert_image_buffer_opt(sheet, (lxw_row_t)g->line, 0,
                                                          (const unsigned char *)stand_in.data,
                                                          stand_in.len, &options));
    buf_release(&stand_in);
}

static void style_axis(lxw_chart_axis *axis, bool values)
{
    lxw_chart_font font = {.name = font_name, .size = FONT_SIZE, .color = INK};
    lxw_chart_line grid = {.color = GREY, .width = 0.75};
    lxw_chart_line no_line = {.none = LXW_TRUE};
    chart_axis_set_num_font(axis, &font);
    if (values) {
        chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
        chart_axis_major_gridlines_set_line(axis, &grid);
        chart_axis_set_line(axis, &no_line);
        chart_axis_set_num_format(axis, "#,##0");
    } else {
        chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
    }
}

/* Rows from the first to the one before the total; labels beside the numbers. */
static void add_series(lxw_chart *chart, const struct book_graphic *g)
{
    const struct book_sheet *of = g->of;
    lxw_row_t first = (lxw_row_t)of->n_lines + 1;
    lxw_row_t last = (lxw_row_t)(of->n_lines + of->grid.n_rows);
    if (grid_at(&of->grid, of->grid.n_rows - 1, 0)->strong)
        last--;
    lxw_col_t labels = (lxw_col_t)(of->n_labels - 1);
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, of->tab, first, labels, last, labels);
    chart_series_set_values(series, of->tab, first, (lxw_col_t)g->column, last,
                            (lxw_col_t)g->column);
    chart_series_set_name_range(series, of->tab, (lxw_row_t)of->n_lines, (lxw_col_t)g->column);
    if (g->is_line) {
        lxw_chart_line line = {.color = BLUE, .width = 2.25};
        chart_series_set_line(series, &line);
    } else {
        lxw_chart_fill fill = {.color = BLUE};
        chart_series_set_fill(series, &fill);
    }
}

static void put_chart(struct writer *w, lxw_worksheet *sheet, const struct book_graphic *g)
{
    lxw_chart *chart = workbook_add_chart(w->workbook, g->is_line ? LXW_CHART_LINE : LXW_CHART_BAR);
    if (chart == NULL) {
        writer_check(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    add_series(chart, g);
    chart_title_off(chart); /* the heading above it says it */
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    /* Of bars the library calls the upright axis y, which holds the labels. */
    lxw_chart_axis *labels = g->is_line ? chart->x_axis : chart->y_axis;
    lxw_chart_axis *values = g->is_line ? chart->y_axis : chart->x_axis;
    style_axis(labels, false);
    chart_axis_set_interval_unit(labels, 1); /* no label is left out */
    style_axis(values, true);
    chart_axis_set_min(values, 0);
    if (!g->is_line) {
        chart_set_series_gap(chart, BAR_GAP);
        chart_axis_set_reverse(labels); /* the first row on top … */
        chart_axis_set_label_position(values, LXW_CHART_AXIS_LABEL_POSITION_HIGH); /* … not these */
    }
    lxw_chart_options options = {.description = arena_text(&w->book->arena, g->alt),
                                 .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
                                 .x_scale = (double)g->width / 480,
                                 .y_scale = (double)g->height / 288};
    writer_check(w, worksheet_insert_chart_opt(sheet, (lxw_row_t)g->line, 0, chart, &options));
}

void writer_graphic(struct writer *w, lxw_worksheet *sheet, const struct book_graphic *g)
{
    if (!writer_ok(w) || !writer_text_ok(w, g->alt))
        return;
    if (g->file != NULL)
        put_picture(w, sheet, g);
    else
        put_chart(w, sheet, g);
}
