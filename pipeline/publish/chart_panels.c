#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "model/indicator.h"
#include "model/period.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"
#include "publish/chart_say.h"
#include "publish/chart_series.h"

enum {
    COLUMNS = 4,
    HEIGHT = 84,
    TITLE = 26,
    BELOW = 22,
    GAP = 24,
    TICS = 2,
    YEAR = 12,
    VALUE_GAP = 8
};

struct panels {
    const struct chart_source *s;
    struct chart_series *series; /* of each region drawn, in the order of the list */
    int *regions;
    int n;
    int first; /* the first month with a value, the same for all */
    int rising;
    int comparable; /* regions with a value now and at the month compared with */
    int before;     /* that month */
    int64_t high;
    struct chart_unit unit;
};

static void collect(struct panels *p)
{
    const struct chart_source *s = p->s;
    int months = s->chart->months;
    p->series = mem_array((size_t)s->regions->count + 1, sizeof *p->series);
    p->regions = mem_array((size_t)s->regions->count + 1, sizeof *p->regions);
    p->first = months;
    for (int r = 0; r < s->regions->count; r++) {
        struct chart_series *c = &p->series[p->n];
        chart_series_style(c, 0);
        chart_series_read(c, s, 0, r, s->edition->period - months + 1, months);
        if (c->last == -1 && !chart_source_expected(s, r))
            continue;
        p->regions[p->n++] = r;
        p->first = c->from < p->first ? c->from : p->first;
        p->high = c->last >= 0 && c->high > p->high ? c->high : p->high;
    }
    p->unit = chart_source_unit(s, 0, p->high);
}

/* From the largest region now to the smallest; those without a value now last. */
static void sort(struct panels *p)
{
    int last = p->s->chart->months - 1;
    for (int i = 1; i < p->n; i++)
        for (int k = i; k > 0; k--) {
            const struct figure *a = p->series[k - 1].months[last];
            const struct figure *b = p->series[k].months[last];
            if (b == NULL || (a != NULL && a->value >= b->value))
                break;
            struct chart_series series = p->series[k];
            int region = p->regions[k];
            p->series[k] = p->series[k - 1];
            p->regions[k] = p->regions[k - 1];
            p->series[k - 1] = series;
            p->regions[k - 1] = region;
        }
}

/* In how many regions is it more than a year ago (or in the first month there is)? */
static void compare(struct panels *p)
{
    int last = p->s->chart->months - 1;
    p->before = p->first > last - YEAR ? p->first : last - YEAR;
    for (int i = 0; i < p->n; i++) {
        const struct figure *now = p->series[i].months[last];
        const struct figure *then = p->before < last ? p->series[i].months[p->before] : NULL;
        if (now == NULL || then == NULL)
            continue;
        p->comparable++;
        p->rising += now->value > then->value;
    }
}

static void say_headline(struct panels *p, struct buf *out)
{
    const struct chart_source *s = p->s;
    char rising[NUMBER_TEXT];
    char all[NUMBER_TEXT];
    if (p->first == s->chart->months) {
        chart_say_missing(s, out);
        return;
    }
    compare(p);
    if (p->comparable < 2) {
        const struct figure *f = chart_source_figure(s, 0, s->region, s->edition->period);
        if (chart_source_known(f))
            chart_say_value(s, &p->unit, f->value, out);
        else
            chart_say_missing(s, out);
        return;
    }
    chart_text_number(s->lang, p->rising, 0, rising);
    chart_text_number(s->lang, p->comparable, 0, all);
    enum text id = p->rising == p->comparable ? TEXT_RISING_ALL : TEXT_RISING;
    chart_text_agree(out, s->lang, id, s->chart->plural[s->lang],
                     (const char *const[]){s->chart->subject[s->lang], rising, all});
}

/* The name above a panel, its last value at the right. */
static void draw_title(const struct panels *p, struct drawing *d, int i, int left, int right, int y)
{
    const struct chart_source *s = p->s;
    const struct chart_series *c = &p->series[i];
    const char *name = s->regions->entries[p->regions[i]].label[s->lang];
    struct buf value = {0};
    struct buf cut = {0};
    char text[NUMBER_TEXT];
    if (c->last == c->count - 1) {
        chart_unit_short(&p->unit, c->months[c->last]->value, text);
        buf_text(&value, text);
        chart_unit_long(&p->unit, c->months[c->last]->value, text);
        chart_source_read(s, d, name, text);
    } else {
        chart_text_say(&value, s->lang, TEXT_NOT_AVAILABLE_SHORT, NULL);
    }
    int width = chart_font_width(buf_str(&value), value.len, SMALL_SIZE);
    chart_font_cut(&cut, name, SMALL_SIZE, right - left - width - VALUE_GAP);
    drawing_text(d, LAYER_SMALL_LEFT, (struct spot){left, y, COLOUR_TEXT}, buf_str(&cut));
    drawing_text(d, LAYER_SMALL_RIGHT, (struct spot){right, y, COLOUR_SOFT}, buf_str(&value));
    chart_source_describe(s, d, name, buf_str(&value));
    buf_release(&value);
    buf_release(&cut);
}

/* First and last month below a panel. */
static void draw_ends(const struct panels *p, struct drawing *d, const struct scale *x, int y)
{
    char text[NUMBER_TEXT];
    period_short((int32_t)x->low, p->s->lang, text, sizeof text);
    drawing_text(d, LAYER_SMALL_LEFT, (struct spot){x->from, y, COLOUR_SOFT}, text);
    period_short((int32_t)x->high, p->s->lang, text, sizeof text);
    drawing_text(d, LAYER_SMALL_RIGHT, (struct spot){x->to, y, COLOUR_SOFT}, text);
}

static void draw_plots(struct panels *p, struct drawing *d)
{
    int32_t period = p->s->edition->period;
    int64_t step = chart_axis_step(p->high, chart_unit_least(&p->unit), TICS);
    struct scale y = {0, chart_axis_end(p->high, step), 0, 0};
    struct scale x = {period - p->s->chart->months + 1 + p->first, period, 0, 0};
    struct axis axis = {.unit = &p->unit, .scale = &y, .step = step};
    if (x.low == x.high)
        x.low--;
    int room = chart_axis_room(&axis);
    int width = (PAGE_WIDTH - 2 * PAGE_MARGIN - room - (COLUMNS - 1) * GAP) / COLUMNS;
    int height = TITLE + HEIGHT + BELOW;
    for (int i = 0; i < p->n; i++) {
        int top = d->y + i / COLUMNS * height;
        x.from = PAGE_MARGIN + room + i % COLUMNS * (width + GAP);
        x.to = x.from + width;
        y.from = top + TITLE + HEIGHT;
        y.to = top + TITLE;
        axis.from = x.from;
        axis.to = x.to;
        axis.is_bare = i % COLUMNS != 0;
        chart_axis_up(d, &axis);
        chart_series_draw(&p->series[i], d, &x, &y);
        draw_title(p, d, i, x.from, x.to, top + TITLE / 2 - 2);
        if (i + COLUMNS >= p->n)
            draw_ends(p, d, &x, y.from + BELOW / 2 + 2);
    }
    d->y += (p->n + COLUMNS - 1) / COLUMNS * height + GAP / 2;
}

/* A row a month, a column a region. */
static void tabulate(const struct panels *p, struct drawing *d)
{
    const struct chart_source *s = p->s;
    struct buf title = {0};
    chart_text_say(&title, s->lang, TEXT_MONTH, NULL);
    drawing_column(d, buf_str(&title));
    for (int i = 0; i < p->n; i++)
        drawing_column(d, s->regions->entries[p->regions[i]].label[s->lang]);
    for (int m = p->first; m < s->chart->months; m++) {
        char month[NUMBER_TEXT];
        int32_t at = s->edition->period - s->chart->months + 1 + m;
        period_words(at, s->lang, month, sizeof month);
        drawing_cell(d, month);
        for (int i = 0; i < p->n; i++)
            chart_source_cell(&p->unit, d, chart_source_figure(s, 0, p->regions[i], at));
    }
    buf_release(&title);
}

void chart_panels_draw(const struct chart_source *s, struct drawing *d)
{
    struct panels p = {.s = s};
    struct buf headline = {0};
    struct buf period = {0};
    char first[NUMBER_TEXT];
    char last[NUMBER_TEXT];
    collect(&p);
    sort(&p);
    say_headline(&p, &headline);
    period_words(s->edition->period - s->chart->months + 1 + p.first, s->lang, first, sizeof first);
    period_words(s->edition->period, s->lang, last, sizeof last);
    if (p.first < s->chart->months - 1)
        chart_text_say(&period, s->lang, TEXT_PERIOD_SPAN, (const char *const[]){first, last});
    else
        buf_text(&period, last);
    chart_source_head(s, d, &headline, chart_text_money_name(s->lang, p.unit.money),
                      buf_str(&period));
    tabulate(&p, d);
    if (p.n > 0)
        draw_plots(&p, d);
    chart_source_foot(s, d);
    free(p.series);
    free(p.regions);
    buf_release(&period);
}
