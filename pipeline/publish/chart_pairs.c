#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "model/indicator.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_say.h"

enum {
    ROW_HEIGHT = 46,
    BAR = 17,
    GAP = 8,
    KEY_HEIGHT = 30,
    KEY_SWATCH = 18,
    KEY_GAP = 24,
    TICS = 5
};
enum { SERIES = 2 };

static const enum colour colours[SERIES] = {COLOUR_1, COLOUR_4};

/* Rows stand in the order of the first series; a row has a bar of each. */
struct pairs {
    const struct chart_source *s;
    struct chart_rows rows;
    struct chart_unit unit;
    struct scale x;
    int64_t top; /* of both, from zero up */
    int64_t low; /* … and down */
};

static const struct figure *figure_of(const struct pairs *p, const struct chart_row *row,
                                      int series)
{
    int b = p->s->chart->breakdown;
    return b == -1 ? chart_source_figure(p->s, series, row->member, p->s->edition->period)
                   : chart_source_member(p->s, series, b, row->member);
}

/* Rows that either series has a figure for. */
static void collect(struct pairs *p)
{
    struct chart_rows second = {0};
    chart_rows_collect(&p->rows, p->s, 0);
    chart_rows_collect(&second, p->s, 1);
    for (size_t i = 0; i < second.count; i++) {
        bool is_there = false;
        for (size_t k = 0; k < p->rows.count; k++)
            is_there = is_there || p->rows.list[k].member == second.list[i].member;
        if (!is_there) {
            struct chart_row *row = chart_rows_add(&p->rows);
            *row = second.list[i];
            row->figure = figure_of(p, row, 0);
            row->known = chart_source_known(row->figure);
            row->value = row->known ? row->figure->value : 0;
        }
    }
    chart_rows_sort(&p->rows);
    chart_rows_sort(&second);
    int64_t top = 0;
    (void)chart_rows_top(&p->rows, &p->top);
    (void)chart_rows_top(&second, &top);
    p->top = top > p->top ? top : p->top;
    p->top = p->top < 0 ? 0 : p->top;
    p->low = chart_rows_least(&p->rows);
    p->low = chart_rows_least(&second) < p->low ? chart_rows_least(&second) : p->low;
    p->low = p->low > 0 ? 0 : p->low;
    p->unit = chart_source_unit(p->s, 0, chart_rows_farthest(p->low, p->top));
    chart_rows_release(&second);
}

/* What the second is of the first, over all: "… équivaut à 42,0 % des moyens accordés". */
static void say_headline(const struct pairs *p, struct buf *out)
{
    const struct chart_source *s = p->s;
    char share[NUMBER_TEXT];
    const struct figure *first = chart_source_figure(s, 0, s->region, s->edition->period);
    const struct figure *second = chart_source_figure(s, 1, s->region, s->edition->period);
    if (!chart_source_known(first) || !chart_source_known(second)) {
        chart_say_missing(s, out);
        return;
    }
    if (first->value <= 0 || second->value / first->value >= 10) {
        chart_say_value(s, &p->unit, second->value, out);
        return;
    }
    chart_text_percent(s->lang, chart_text_share(second->value, first->value), 1, share);
    chart_text_fill(out, s->chart->some[s->lang], false, (const char *const[]){share});
}

static void draw_bar(const struct pairs *p, struct drawing *d, size_t i, int series)
{
    const struct chart_row *row = &p->rows.list[i];
    const struct figure *f = figure_of(p, row, series);
    struct buf words = {0};
    int middle = chart_rows_middle(&p->rows, i) + (series == 0 ? -BAR / 2 : BAR / 2 + 1);
    struct spot at = {scale_unit(&p->x, 0) + GAP, middle, COLOUR_SOFT};
    chart_source_cell(&p->unit, d, f);
    if (chart_source_known(f)) {
        char value[NUMBER_TEXT];
        int64_t y = (int64_t)middle * FINE;
        int64_t half = (BAR - 1) * FINE / 2;
        int64_t zero = scale_fine(&p->x, 0);
        int64_t end = scale_fine(&p->x, f->value);
        struct area a = {zero < end ? zero : end, y - half, zero < end ? end : zero, y + half};
        chart_rows_bar(d, a, colours[series], f);
        chart_unit_short(&p->unit, f->value, value);
        buf_text(&words, value);
        at.x = (int)(a.right / FINE) + GAP;
        at.colour = COLOUR_TEXT;
        if (series == 0)
            chart_source_read(p->s, d, row->name, value);
    } else {
        chart_source_absent(p->s, f, &words);
    }
    if (i == 0) /* the first row says which bar is which */
        buf_printf(&words, " · %s", chart_source_name(p->s, series));
    drawing_value(d, at, buf_str(&words));
    buf_printf(&d->desc, "%s %s%s", series == 0 ? "" : ",", buf_str(&words),
               series == 0 ? "" : ".");
    buf_release(&words);
}

static void add_columns(const struct pairs *p, struct drawing *d)
{
    struct buf title = {0};
    enum lang lang = p->s->lang;
    if (p->s->chart->breakdown == -1)
        chart_text_say(&title, lang, TEXT_ROW_REGION, NULL);
    else
        buf_text(&title, p->s->contract->breakdowns[p->s->chart->breakdown].title[lang]);
    drawing_column(d, buf_str(&title));
    for (int i = 0; i < SERIES; i++) {
        buf_cut(&title, 0);
        buf_printf(&title, "%s (%s)", chart_source_name(p->s, i), p->unit.indicator->unit[lang]);
        drawing_column(d, buf_str(&title));
    }
    buf_release(&title);
}

static void draw_plot(struct pairs *p, struct drawing *d)
{
    char widest[NUMBER_TEXT];
    chart_unit_short(&p->unit, chart_rows_farthest(p->low, p->top), widest);
    int right = chart_font_width(widest, strlen(widest), TEXT_SIZE) + GAP;
    int names = 0;
    for (int k = 0; k < SERIES; k++) {
        const char *name = chart_source_name(p->s, k);
        int width = chart_font_width(name, strlen(name), TEXT_SIZE) + 2 * GAP;
        names = width > names ? width : names;
    }
    right += names;
    chart_rows_layout(&p->rows, d, (struct row_form){ROW_HEIGHT, 0, right});
    int64_t step = chart_axis_step(p->top - p->low, chart_unit_least(&p->unit), TICS);
    bool is_short = p->top - p->low < step;
    p->x = (struct scale){p->low, is_short ? p->low + step : p->top, p->rows.left, p->rows.right};
    struct axis axis = {&p->unit, &p->x, step, p->rows.top, d->y, false};
    chart_axis_across(d, &axis);
    int64_t zero = scale_fine(&p->x, 0);
    drawing_segment(d, LAYER_BASE,
                    (struct area){zero, (int64_t)p->rows.top * FINE, zero, (int64_t)d->y * FINE});
    d->y += CHART_AXIS_HEIGHT;
    for (size_t i = 0; i < p->rows.count; i++) {
        drawing_cell(d, p->rows.list[i].name);
        buf_printf(&d->desc, " %s%s", p->rows.list[i].name,
                   p->s->lang == LANG_FR ? "\u00A0:" : ":");
        for (int k = 0; k < SERIES; k++)
            draw_bar(p, d, i, k);
    }
}

void chart_pairs_draw(const struct chart_source *s, struct drawing *d)
{
    struct pairs p = {.s = s};
    struct buf headline = {0};
    struct buf period = {0};
    collect(&p);
    say_headline(&p, &headline);
    chart_source_period(s, &period);
    chart_source_head(s, d, &headline, chart_text_money_name(s->lang, p.unit.money),
                      buf_str(&period));
    add_columns(&p, d);
    if (p.rows.count > 0)
        draw_plot(&p, d);
    chart_source_foot(s, d);
    chart_rows_release(&p.rows);
    buf_release(&period);
}
