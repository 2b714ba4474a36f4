#include <assert.h>
#include <string.h>

#include "base/decimal.h"
#include "model/indicator.h"
#include "model/period.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"
#include "publish/chart_say.h"
#include "publish/chart_series.h"

enum { HEIGHT = 320, GAP = 12, YEAR = 12, TICS = 5, MIDDLE = 1 };

struct lines {
    const struct chart_source *s;
    struct chart_series series[MAX_CHART_SERIES];
    struct chart_unit units[MAX_CHART_SERIES];
    struct end_label labels[MAX_CHART_SERIES];
    int n;
    int first; /* the first month with a value; months = none */
    int decimals;
    int64_t low; /* of the axis, in these decimals */
    int64_t high;
    int64_t step;
    int64_t axis_from; /* where an axis begins that does not begin at zero */
};

/* A value of a series in the axis's decimals; beyond any figure of ours it stays at the edge. */
static int64_t to_axis(const struct lines *l, int series, int64_t value)
{
    int64_t factor = decimal_pow10(l->decimals - l->units[series].indicator->decimals);
    int64_t edge = INT64_MAX / 1000 / factor;
    return (value > edge ? edge : value) * factor;
}

static void collect(struct lines *l)
{
    const struct chart_source *s = l->s;
    int months = s->chart->months;
    l->n = s->chart->n_series;
    l->first = months;
    int64_t largest = 0;
    for (int i = 0; i < l->n; i++) {
        chart_series_style(&l->series[i], i);
        chart_series_read(&l->series[i], s, i, s->region, s->edition->period - months + 1, months);
        l->first = l->series[i].from < l->first ? l->series[i].from : l->first;
        largest = l->series[i].high > largest ? l->series[i].high : largest;
    }
    for (int i = 0; i < l->n; i++) {
        l->units[i] = chart_source_unit(s, i, largest);
        int decimals = l->units[i].indicator->decimals;
        l->decimals = decimals > l->decimals ? decimals : l->decimals;
    }
}

/* The value axis: from zero, unless all values lie in the top tenth, where lines would be flat. */
static void set_axis(struct lines *l)
{
    bool is_first = true;
    for (int i = 0; i < l->n; i++) {
        if (l->series[i].last == -1)
            continue;
        int64_t low = to_axis(l, i, l->series[i].low);
        int64_t high = to_axis(l, i, l->series[i].high);
        l->low = is_first || low < l->low ? low : l->low;
        l->high = is_first || high > l->high ? high : l->high;
        is_first = false;
    }
    assert(l->units[0].indicator != NULL); /* the contract gives every chart a series */
    int64_t span = l->high - l->low;
    int64_t least = chart_unit_least(&l->units[0]) *
                    decimal_pow10(l->decimals - l->units[0].indicator->decimals);
    bool is_flat = l->first < l->s->chart->months - 1 && span > 0 && span < l->high / 10;
    int64_t low = l->low < 0 ? l->low : 0;
    l->step = chart_axis_step(is_flat ? span : l->high - low, least, TICS);
    if (is_flat)
        l->axis_from = l->low / l->step * l->step;
    l->low = is_flat ? l->axis_from : -(chart_axis_end(-low, l->step) * (low < 0));
    l->high = chart_axis_end(l->high, l->step);
    if (l->high <= l->low)
        l->high = l->low + l->step;
}

static void say_headline(const struct lines *l, struct buf *out)
{
    const struct chart_series *c = &l->series[0];
    int period = c->count - 1;
    if (c->last != period) {
        chart_say_missing(l->s, out);
        return;
    }
    int before = period - YEAR;
    if (before < 0 || c->months[before] == NULL)
        before = c->from;
    if (before == period) {
        chart_say_value(l->s, &l->units[0], c->months[period]->value, out);
        return;
    }
    struct change change = {c->months[before]->value, c->months[period]->value,
                            before == period - YEAR, c->first + before, false};
    const struct report_item *it = &l->s->chart->series[0];
    const struct comparison *same =
        it->window != WINDOW_MONTH
            ? NULL
            : comparisons_find(&l->s->edition->comparisons, it->indicator, l->s->region,
                               l->s->edition->period, AGAINST_YEAR);
    if (same != NULL && same->now != VALUE_BLANK && same->before != VALUE_BLANK)
        change = (struct change){same->before, same->now, true, 0, true};
    chart_say_change(l->s, &l->units[0], &change, out);
}

static void say_period(const struct lines *l, struct buf *out)
{
    enum lang lang = l->s->lang;
    char first[NUMBER_TEXT];
    char last[NUMBER_TEXT];
    int32_t period = l->s->edition->period;
    period_words(l->series[0].first + l->first, lang, first, sizeof first);
    period_words(period, lang, last, sizeof last);
    if (l->first < l->s->chart->months - 1)
        chart_text_say(out, lang, TEXT_PERIOD_SPAN, (const char *const[]){first, last});
    else
        buf_text(out, last);
    if (l->axis_from > 0) {
        char number[NUMBER_TEXT];
        struct chart_unit unit = l->units[0];
        int64_t from = l->axis_from / decimal_pow10(l->decimals - unit.indicator->decimals);
        chart_unit_short(&unit, from, number);
        chart_text_say(out, lang, TEXT_AXIS_FROM, (const char *const[]){number});
    }
}

/* A series' last value in words, with its month when that is not the period. */
static void say_last(const struct lines *l, int series, char ret_text[NUMBER_TEXT])
{
    const struct chart_series *c = &l->series[series];
    char month[NUMBER_TEXT];
    chart_unit_long(&l->units[series], c->months[c->last]->value, ret_text);
    if (c->last == c->count - 1)
        return;
    struct buf text = {0};
    period_short(c->first + c->last, l->s->lang, month, sizeof month);
    chart_text_say(&text, l->s->lang, TEXT_IN_MONTH, (const char *const[]){ret_text, month});
    (void)snprintf(ret_text, NUMBER_TEXT, "%s", buf_str(&text));
    buf_release(&text);
}

static int label_room(struct lines *l)
{
    int widest = 0;
    for (int i = 0; i < l->n; i++) {
        struct end_label *label = &l->labels[i];
        if (l->series[i].last == -1)
            continue;
        label->name = chart_source_name(l->s, i);
        say_last(l, i, label->value);
        int a = chart_font_width(label->name, strlen(label->name), TEXT_SIZE);
        int b = chart_font_width(label->value, strlen(label->value), TEXT_SIZE);
        widest = a > widest ? a : widest;
        widest = b > widest ? b : widest;
    }
    return GAP + widest;
}

/* The scale of one series: its own decimals on the common axis. */
static struct scale scale_of(const struct lines *l, int series, int top)
{
    int64_t factor = decimal_pow10(l->decimals - l->units[series].indicator->decimals);
    return (struct scale){l->low / factor, l->high / factor, top + HEIGHT, top};
}

static void draw_labels(struct lines *l, struct drawing *d, int x)
{
    struct end_label *shown[MAX_CHART_SERIES];
    int n = 0;
    for (int i = 0; i < l->n; i++) {
        const struct chart_series *c = &l->series[i];
        if (c->last == -1)
            continue;
        struct scale y = scale_of(l, i, d->y);
        l->labels[i].y = scale_unit(&y, c->months[c->last]->value);
        shown[n++] = &l->labels[i];
    }
    chart_series_spread(shown, n, d->y, d->y + HEIGHT);
    for (int i = 0; i < n; i++) {
        const struct end_label *label = shown[i];
        int half = SERIES_LABEL_LINE / 2;
        drawing_text(d, LAYER_LEFT, (struct spot){x, label->y - half, COLOUR_SOFT}, label->name);
        drawing_text(d, LAYER_LEFT, (struct spot){x, label->y + half, COLOUR_TEXT}, label->value);
        chart_source_describe(l->s, d, label->name, label->value);
        chart_source_read(l->s, d, chart_source_place(l->s), label->value);
    }
}

static void draw_plot(struct lines *l, struct drawing *d)
{
    const struct chart_source *s = l->s;
    int32_t period = s->edition->period;
    int first = l->first;
    int alone = first == s->chart->months - 1 ? MIDDLE : 0; /* a single month, in the middle */
    struct scale y = scale_of(l, 0, d->y);
    int64_t factor = decimal_pow10(l->decimals - l->units[0].indicator->decimals);
    struct axis axis = {.unit = &l->units[0], .scale = &y, .step = l->step / factor};
    axis.from = PAGE_MARGIN + chart_axis_room(&axis);
    axis.to = PAGE_WIDTH - PAGE_MARGIN - label_room(l);
    struct scale x = {period - s->chart->months + 1 + first - alone, period + alone, axis.from,
                      axis.to};
    chart_axis_up(d, &axis);
    for (int i = l->n - 1; i >= 0; i--) {
        struct scale own = scale_of(l, i, d->y);
        chart_series_draw(&l->series[i], d, &x, &own);
    }
    chart_axis_months(d, &x, d->y + HEIGHT, s->lang);
    draw_labels(l, d, axis.to + GAP);
    d->y += HEIGHT + CHART_AXIS_MONTHS_HEIGHT;
}

static void describe_maximum(const struct lines *l, struct drawing *d)
{
    const struct chart_series *c = &l->series[0];
    char value[NUMBER_TEXT];
    char month[NUMBER_TEXT];
    int at = c->from;
    for (int i = c->from; i < c->count; i++)
        if (c->months[i] != NULL && c->months[i]->value > c->months[at]->value)
            at = i;
    chart_unit_long(&l->units[0], c->months[at]->value, value);
    period_words(c->first + at, l->s->lang, month, sizeof month);
    buf_char(&d->desc, ' ');
    chart_text_say(&d->desc, l->s->lang, TEXT_MAXIMUM, (const char *const[]){value, month});
}

static void tabulate(const struct lines *l, struct drawing *d)
{
    struct buf title = {0};
    chart_text_say(&title, l->s->lang, TEXT_MONTH, NULL);
    drawing_column(d, buf_str(&title));
    for (int k = 0; k < l->n; k++) {
        buf_cut(&title, 0);
        chart_unit_title(&l->units[k], &title);
        drawing_column(d, buf_str(&title));
    }
    for (int i = l->first; i < l->s->chart->months; i++) {
        char month[NUMBER_TEXT];
        period_words(l->series[0].first + i, l->s->lang, month, sizeof month);
        drawing_cell(d, month);
        for (int k = 0; k < l->n; k++)
            chart_source_cell(&l->units[k], d,
                              chart_source_figure(l->s, k, l->s->region, l->series[k].first + i));
    }
    buf_release(&title);
}

void chart_lines_draw(const struct chart_source *s, struct drawing *d)
{
    struct lines l = {.s = s};
    struct buf headline = {0};
    struct buf period = {0};
    collect(&l);
    set_axis(&l);
    say_headline(&l, &headline);
    say_period(&l, &period);
    chart_source_head(s, d, &headline, chart_text_money_name(s->lang, l.units[0].money),
                      buf_str(&period));
    tabulate(&l, d);
    if (l.first < s->chart->months)
        draw_plot(&l, d);
    if (l.series[0].last >= 0)
        describe_maximum(&l, d);
    chart_source_foot(s, d);
    buf_release(&period);
}
