#include <string.h>

#include "base/decimal.h"
#include "model/indicator.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_say.h"

enum { ROW_HEIGHT = 28, GAP = 8, TICS = 5 };

struct bars {
    const struct chart_source *s;
    struct chart_rows rows;
    struct chart_unit unit;
    struct scale x;
    int64_t whole;
    int64_t top;
    int shares_at; /* the right edge of the column of shares; 0 = none */
};

/* The figure that the rows are parts of; their sum when it is not there. */
static int64_t find_whole(const struct bars *b)
{
    const struct chart_source *s = b->s;
    const struct figure *f = chart_source_figure(s, 0, s->region, s->edition->period);
    return chart_source_known(f) ? f->value : chart_rows_sum(&b->rows);
}

static int value_width(const struct bars *b)
{
    int widest = 0;
    for (size_t i = 0; i < b->rows.n_known; i++) {
        char text[NUMBER_TEXT];
        chart_unit_short(&b->unit, b->rows.list[i].value, text);
        int width = chart_font_width(text, strlen(text), TEXT_SIZE);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static void lay_out(struct bars *b, struct drawing *d)
{
    char full[NUMBER_TEXT];
    struct row_form form = {.height = ROW_HEIGHT, .right = value_width(b) + GAP};
    if (b->s->chart->share && b->whole > 0) {
        chart_text_percent(b->s->lang, 1000, 1, full);
        b->shares_at = PAGE_WIDTH - PAGE_MARGIN;
        form.right += chart_font_width(full, strlen(full), TEXT_SIZE) + 2 * GAP;
    }
    chart_rows_layout(&b->rows, d, form);
    int64_t low = chart_rows_least(&b->rows);
    b->x = (struct scale){.low = low < 0 ? low : 0,
                          .high = b->top < 0 ? 0 : b->top,
                          .from = b->rows.left,
                          .to = b->rows.right};
    int64_t step = chart_axis_step(b->x.high - b->x.low, chart_unit_least(&b->unit), TICS);
    if (b->x.high - b->x.low < step)
        b->x.high = b->x.low + step;
    if (b->rows.n_known > 0) {
        struct axis axis = {&b->unit, &b->x, step, b->rows.top, d->y, false};
        chart_axis_across(d, &axis);
        int64_t zero = scale_fine(&b->x, 0);
        drawing_segment(
            d, LAYER_BASE,
            (struct area){zero, (int64_t)b->rows.top * FINE, zero, (int64_t)d->y * FINE});
        d->y += CHART_AXIS_HEIGHT;
    } else {
        d->y += 2 * GAP;
    }
}

static void draw_bar(const struct bars *b, struct drawing *d, size_t i, enum colour colour)
{
    const struct chart_row *row = &b->rows.list[i];
    int64_t zero = scale_fine(&b->x, 0);
    int64_t end = scale_fine(&b->x, row->value);
    struct area a = chart_rows_band(&b->rows, i, zero < end ? zero : end, zero < end ? end : zero);
    chart_rows_bar(d, a, colour, row->figure);
}

/* A bar with its value behind it and its share, or the words that stand for them. */
static void draw_row(const struct bars *b, struct drawing *d, size_t i)
{
    const struct chart_source *s = b->s;
    const struct chart_row *row = &b->rows.list[i];
    struct buf words = {0};
    char share[NUMBER_TEXT] = "";
    struct spot at = {scale_unit(&b->x, 0) + GAP, chart_rows_middle(&b->rows, i), COLOUR_SOFT};
    drawing_cell(d, row->name);
    chart_source_cell(&b->unit, d, row->figure);
    if (row->known) {
        char value[NUMBER_TEXT];
        draw_bar(b, d, i, row->value == b->top ? COLOUR_FOCUS : COLOUR_REST);
        chart_unit_short(&b->unit, row->value, value);
        buf_text(&words, value);
        at.x = scale_unit(&b->x, row->value < 0 ? 0 : row->value) + GAP;
        at.colour = COLOUR_TEXT;
        chart_text_percent(s->lang, chart_text_share(row->value, b->whole), 1, share);
    } else {
        chart_source_absent(s, row->figure, &words);
    }
    drawing_value(d, at, buf_str(&words));
    if (row->known && b->shares_at > 0) {
        drawing_text(d, LAYER_RIGHT, (struct spot){b->shares_at, at.y, COLOUR_SOFT}, share);
        buf_printf(&words, ", %s", share);
    }
    if (b->shares_at > 0)
        chart_source_text(d, share, row->figure);
    chart_source_describe(s, d, row->name, buf_str(&words));
    if (row->known) {
        char value[NUMBER_TEXT];
        chart_unit_long(&b->unit, row->value, value);
        chart_source_read(s, d, row->name, value);
    }
    buf_release(&words);
}

static void add_columns(const struct bars *b, struct drawing *d)
{
    const struct chart_source *s = b->s;
    struct buf title = {0};
    if (s->chart->breakdown == -1)
        chart_text_say(&title, s->lang, TEXT_ROW_REGION, NULL);
    else
        buf_text(&title, s->contract->breakdowns[s->chart->breakdown].title[s->lang]);
    drawing_column(d, buf_str(&title));
    buf_cut(&title, 0);
    chart_unit_title(&b->unit, &title);
    drawing_column(d, buf_str(&title));
    buf_cut(&title, 0);
    chart_text_say(&title, s->lang, TEXT_SHARE, NULL);
    if (b->shares_at > 0)
        drawing_column(d, buf_str(&title));
    buf_release(&title);
}

void chart_bars_draw(const struct chart_source *s, struct drawing *d)
{
    struct bars b = {.s = s};
    struct buf headline = {0};
    struct buf period = {0};
    chart_rows_collect(&b.rows, s, 0);
    chart_rows_sort(&b.rows);
    (void)chart_rows_top(&b.rows, &b.top);
    b.whole = find_whole(&b);
    b.unit = chart_source_unit(s, 0, chart_rows_farthest(chart_rows_least(&b.rows), b.top));
    chart_say_top(s, &b.unit, &b.rows, b.whole, &headline);
    chart_source_period(s, &period);
    chart_source_head(s, d, &headline, chart_text_money_name(s->lang, b.unit.money),
                      buf_str(&period));
    lay_out(&b, d);
    add_columns(&b, d);
    for (size_t i = 0; i < b.rows.count; i++)
        draw_row(&b, d, i);
    chart_source_foot(s, d);
    chart_rows_release(&b.rows);
    buf_release(&period);
}
