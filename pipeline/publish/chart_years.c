#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "model/indicator.h"
#include "model/period.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_say.h"
#include "publish/chart_series.h"

enum {
    HEIGHT = 260,
    TITLE = 30,
    GAP = 12,
    BETWEEN = 44,
    TICS = 5,
    YEAR = 12,
    YEARS = 2,
    PANELS = 2
};

/* A panel: a series this year and the last, on one scale with the others. */
struct years {
    const struct chart_source *s;
    struct chart_series lines[PANELS][YEARS]; /* this year, last year */
    int n;
    int32_t january;
    int64_t low; /* of all, from zero down and up */
    int64_t high;
    struct chart_unit unit;
};

static void collect(struct years *y)
{
    const struct chart_source *s = y->s;
    int32_t period = s->edition->period;
    y->n = s->chart->n_series;
    y->january = period - period_month(period) + 1;
    for (int i = 0; i < y->n; i++) {
        struct chart_series *now = &y->lines[i][0];
        struct chart_series *then = &y->lines[i][1];
        chart_series_style(now, 0);
        chart_series_read(now, s, i, s->region, y->january, period_month(period));
        *then = (struct chart_series){
            .line = LAYER_LINE_REST, .dash = LAYER_DASH_REST, .colour = COLOUR_REST, .shift = YEAR};
        chart_series_read(then, s, i, s->region, y->january - YEAR, YEAR);
        for (int k = 0; k < YEARS; k++) {
            const struct chart_series *c = &y->lines[i][k];
            if (c->last == -1)
                continue;
            y->high = c->high > y->high ? c->high : y->high;
            y->low = c->low < y->low ? c->low : y->low;
        }
    }
    y->unit = chart_source_unit(s, 0, chart_rows_farthest(y->low, y->high));
}

static void say_headline(const struct years *y, struct buf *out)
{
    const struct chart_series *now = &y->lines[0][0];
    const struct figure *then = y->lines[0][1].months[now->count - 1];
    if (now->last != now->count - 1) {
        chart_say_missing(y->s, out);
    } else if (then == NULL) {
        chart_say_value(y->s, &y->unit, now->months[now->last]->value, out);
    } else {
        struct change change = {then->value, now->months[now->last]->value, true, 0, false};
        chart_say_change(y->s, &y->unit, &change, out);
    }
}

/* "2026 : 9,1 M€" */
static void say_end(const struct years *y, const struct chart_series *c, char ret_text[NUMBER_TEXT])
{
    char value[NUMBER_TEXT];
    char year[NUMBER_TEXT];
    struct buf text = {0};
    chart_unit_short(&y->unit, c->months[c->last]->value, value);
    (void)snprintf(year, sizeof year, "%d", period_year(c->first));
    chart_text_say(&text, y->s->lang, TEXT_YEAR_AT, (const char *const[]){year, value});
    (void)snprintf(ret_text, NUMBER_TEXT, "%s", buf_str(&text));
    buf_release(&text);
}

/* At the right of the panels: what last year's lines end at. */
static int label_room(const struct years *y)
{
    int widest = 0;
    for (int i = 0; i < y->n; i++) {
        char text[NUMBER_TEXT];
        if (y->lines[i][1].last == -1)
            continue;
        say_end(y, &y->lines[i][1], text);
        int width = chart_font_width(text, strlen(text), TEXT_SIZE);
        widest = width > widest ? width : widest;
    }
    return widest == 0 ? 0 : GAP + widest;
}

/* This year's beside the end of its line: above it, unless a line runs there. */
static void draw_this_year(const struct years *y, struct drawing *d, int panel,
                           const struct scale *x, const struct scale *up)
{
    const struct chart_series *now = &y->lines[panel][0];
    const struct figure *then = y->lines[panel][1].months[now->last];
    char text[NUMBER_TEXT];
    int64_t value = now->months[now->last]->value;
    bool is_below = value < 0 || (then != NULL && then->value > value);
    struct spot at = {scale_unit(x, now->first + now->last), scale_unit(up, value), COLOUR_TEXT};
    say_end(y, now, text);
    int width = chart_font_width(text, strlen(text), TEXT_SIZE);
    bool is_left = !is_below && at.x - width > x->from;
    at.y += is_below ? SERIES_LABEL_LINE : -SERIES_LABEL_LINE;
    if (!is_left && at.x + width > x->to)
        at.x = x->to - width;
    drawing_text(d, is_left ? LAYER_RIGHT : LAYER_LEFT, at, text);
}

static void draw_ends(const struct years *y, struct drawing *d, int panel, const struct scale *x,
                      const struct scale *up)
{
    for (int k = 0; k < YEARS; k++) {
        char text[NUMBER_TEXT];
        const struct chart_series *c = &y->lines[panel][k];
        if (c->last == -1)
            continue;
        say_end(y, c, text);
        struct spot at = {x->to + GAP, scale_unit(up, c->months[c->last]->value), COLOUR_SOFT};
        if (k == 0)
            draw_this_year(y, d, panel, x, up);
        else
            drawing_text(d, LAYER_LEFT, at, text);
        chart_source_describe(y->s, d, chart_source_name(y->s, panel), text);
    }
}

static void draw_panel(const struct years *y, struct drawing *d, int panel, struct axis axis)
{
    struct scale x = {y->january, y->january + YEAR - 1, axis.from, axis.to};
    drawing_text(d, LAYER_LEFT, (struct spot){axis.from, d->y + 9, COLOUR_TEXT},
                 chart_source_name(y->s, panel));
    chart_axis_up(d, &axis);
    for (int k = YEARS - 1; k >= 0; k--)
        chart_series_draw(&y->lines[panel][k], d, &x, axis.scale);
    static const int shown[] = {0, 3, 6, 9, 11};
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        int m = shown[i];
        char month[NUMBER_TEXT];
        period_short(y->january + m, y->s->lang, month, sizeof month);
        month[strcspn(month, " ")] = '\0';
        drawing_text(
            d, LAYER_SMALL,
            (struct spot){scale_unit(&x, y->january + m), axis.scale->from + 16, COLOUR_SOFT},
            month);
    }
    draw_ends(y, d, panel, &x, axis.scale);
}

static void draw_plots(const struct years *y, struct drawing *d)
{
    int64_t step = chart_axis_step(y->high - y->low, chart_unit_least(&y->unit), TICS);
    int64_t low = y->low < 0 ? -chart_axis_end(-y->low, step) : 0;
    int64_t high = y->high > 0 || low == 0 ? chart_axis_end(y->high, step) : 0;
    struct scale scale = {low, high, d->y + TITLE + HEIGHT, d->y + TITLE};
    struct axis axis = {.unit = &y->unit, .scale = &scale, .step = step};
    int numbers = chart_axis_room(&axis);
    int labels = label_room(y);
    int all = PAGE_WIDTH - 2 * PAGE_MARGIN - numbers - (y->n - 1) * BETWEEN - y->n * labels;
    int width = all / y->n;
    for (int i = 0; i < y->n; i++) {
        axis.from = PAGE_MARGIN + numbers + i * (width + labels + BETWEEN);
        axis.to = axis.from + width;
        axis.is_bare = i > 0;
        draw_panel(y, d, i, axis);
    }
    d->y += TITLE + HEIGHT + CHART_AXIS_HEIGHT;
}

/* A row a month of the year; two columns a series. */
static void tabulate(const struct years *y, struct drawing *d)
{
    struct buf title = {0};
    chart_text_say(&title, y->s->lang, TEXT_MONTH, NULL);
    drawing_column(d, buf_str(&title));
    for (int i = 0; i < y->n * YEARS; i++) {
        buf_cut(&title, 0);
        struct chart_unit unit =
            chart_source_unit(y->s, i / YEARS, chart_rows_farthest(y->low, y->high));
        chart_unit_title(&unit, &title);
        buf_printf(&title, ", %d", period_year(y->january) - i % YEARS);
        drawing_column(d, buf_str(&title));
    }
    for (int m = 0; m < YEAR; m++) {
        char month[NUMBER_TEXT];
        period_words(y->january + m, y->s->lang, month, sizeof month);
        month[strcspn(month, " ")] = '\0';
        drawing_cell(d, month);
        for (int i = 0; i < y->n * YEARS; i++) {
            int32_t at = y->january + m - i % YEARS * YEAR;
            struct chart_unit unit =
                chart_source_unit(y->s, i / YEARS, chart_rows_farthest(y->low, y->high));
            if (at > y->s->edition->period)
                drawing_cell(d, "[z]");
            else
                chart_source_cell(&unit, d, chart_source_figure(y->s, i / YEARS, y->s->region, at));
        }
    }
    buf_release(&title);
}

/* Last year is named when there is a line of it. */
static void say_period(const struct years *y, struct buf *out)
{
    char this_year[NUMBER_TEXT];
    char last_year[NUMBER_TEXT];
    bool has_last = false;
    for (int i = 0; i < y->n; i++)
        has_last = has_last || y->lines[i][1].last >= 0;
    (void)snprintf(this_year, sizeof this_year, "%d", period_year(y->january));
    (void)snprintf(last_year, sizeof last_year, "%d", period_year(y->january) - 1);
    if (has_last)
        chart_text_say(out, y->s->lang, TEXT_PERIOD_TO_DATE,
                       (const char *const[]){last_year, this_year});
    else
        chart_text_say(out, y->s->lang, TEXT_PERIOD_THIS_YEAR, (const char *const[]){this_year});
}

void chart_years_draw(const struct chart_source *s, struct drawing *d)
{
    struct years y = {.s = s};
    struct buf headline = {0};
    struct buf period = {0};
    char value[NUMBER_TEXT];
    collect(&y);
    say_headline(&y, &headline);
    say_period(&y, &period);
    chart_source_head(s, d, &headline, chart_text_money_name(s->lang, y.unit.money),
                      buf_str(&period));
    tabulate(&y, d);
    const struct chart_series *now = &y.lines[0][0];
    if (now->last == now->count - 1) {
        chart_unit_long(&y.unit, now->months[now->last]->value, value);
        chart_source_read(s, d, chart_source_place(s), value);
    }
    bool has_any = false;
    for (int i = 0; i < y.n * YEARS; i++)
        has_any = has_any || y.lines[i / YEARS][i % YEARS].last >= 0;
    if (has_any)
        draw_plots(&y, d);
    chart_source_foot(s, d);
    buf_release(&period);
}
