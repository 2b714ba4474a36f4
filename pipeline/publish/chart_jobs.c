#include <string.h>

#include "base/decimal.h"
#include "model/indicator.h"
#include "publish/chart_font.h"
#include "publish/chart_source.h"

enum { MONTHS = 25, SERIES = 2, HEIGHT = 320, GAP = 12, LINE = 18, APART = 2 * LINE + 6 };
enum { MONTHLY_LABELS = 13, LABEL_STEP = 3, AXIS_HEIGHT = 58, YEAR = 12 };

struct series {
    enum layer line;
    enum colour colour;
    int indicator;
    const struct figure *months[MONTHS]; /* the last is the period; NULL = no value */
    int last;                            /* the last month with a value, -1 = none */
    int label_y;
};

struct jobs {
    const struct chart_source *s;
    struct series series[SERIES];
    int first;    /* the first month with a value; MONTHS = none */
    int decimals; /* of the value axis */
    int64_t low;  /* of the values drawn, in these decimals */
    int64_t high;
    int64_t axis_low;
};

static int32_t month_of(const struct jobs *j, int i)
{
    return j->s->edition->period - (MONTHS - 1) + i;
}

/* A figure's value in the axis's decimals; beyond any headcount it stays at the edge. */
static int64_t scaled(const struct jobs *j, const struct figure *f)
{
    int decimals = j->s->contract->indicators[f->indicator].decimals;
    int64_t factor = decimal_pow10(j->decimals - decimals);
    int64_t edge = INT64_MAX / 1000 / factor;
    return (f->value > edge ? edge : f->value) * factor;
}

static void collect(struct jobs *j)
{
    j->first = MONTHS;
    bool is_first = true;
    for (int k = 0; k < SERIES; k++) {
        struct series *series = &j->series[k];
        series->last = -1;
        for (int i = 0; i < MONTHS; i++) {
            const struct figure *f =
                chart_source_month(j->s, series->indicator, REGION_FRANCE, month_of(j, i));
            if (!chart_source_known(f))
                continue;
            series->months[i] = f;
            series->last = i;
            j->first = i < j->first ? i : j->first;
            int64_t value = scaled(j, f);
            j->low = is_first || value < j->low ? value : j->low;
            j->high = is_first || value > j->high ? value : j->high;
            is_first = false;
        }
    }
}

/* "en un an", or "depuis mai 2026" when last year's month is not there. */
static void say_since(const struct jobs *j, int before, enum text a_year, struct buf *out)
{
    char month[NUMBER_TEXT];
    if (before == MONTHS - 1 - YEAR) {
        chart_text_say(out, j->s->lang, a_year, NULL);
        return;
    }
    period_words(month_of(j, before), j->s->lang, month, sizeof month);
    chart_text_say(out, j->s->lang, TEXT_SINCE, (const char *const[]){month});
}

/* How many times `from` goes into `to`, at least 3: with a decimal below 10, at most 1,000. */
static void say_times(const struct jobs *j, int64_t from, int64_t to, struct buf *out)
{
    char number[NUMBER_TEXT];
    int64_t times = 0;
    int decimals = to / from < 10 ? 1 : 0;
    (void)decimal_ratio(to, from, decimals, &times);
    if (to / from <= 1000) {
        chart_text_number(j->s->lang, times, decimals, number);
        buf_text(out, number);
        return;
    }
    chart_text_number(j->s->lang, 1000, 0, number);
    chart_text_say(out, j->s->lang, TEXT_MORE_THAN, (const char *const[]){number});
}

/* The change of the headcount from month `before` to the last. */
static void say_change(const struct jobs *j, int before, struct buf *out)
{
    enum lang lang = j->s->lang;
    const struct series *headcount = &j->series[0];
    int64_t from = headcount->months[before]->value;
    int64_t to = headcount->months[MONTHS - 1]->value;
    int64_t tenths = chart_text_share(to - from, from);
    char number[NUMBER_TEXT];
    struct buf size = {0};
    struct buf since = {0};
    bool is_stable = tenths == 0 && (from != 0 || to == 0);
    say_since(j, before, is_stable ? TEXT_OVER_A_YEAR : TEXT_IN_A_YEAR, &since);
    chart_text_percent(lang, tenths < 0 ? -tenths : tenths, 1, number);
    buf_text(&size, number);
    enum text id = tenths < 0 ? TEXT_JOBS_DOWN : TEXT_JOBS_UP;
    const char *args[] = {buf_str(&size), buf_str(&since)};
    if (is_stable) {
        id = TEXT_JOBS_STABLE;
        args[0] = buf_str(&since);
    } else if (from == 0) {
        id = TEXT_JOBS_FROM_ZERO;
        chart_text_people(lang, to, number);
        args[0] = number;
    } else if (to / from >= 3) {
        id = TEXT_JOBS_TIMES;
        buf_cut(&size, 0);
        say_times(j, from, to, &size);
        args[0] = buf_str(&size);
    }
    chart_text_say(out, lang, id, args);
    buf_release(&size);
    buf_release(&since);
}

static void say_headline(const struct jobs *j, struct buf *out)
{
    enum lang lang = j->s->lang;
    const struct series *headcount = &j->series[0];
    char text[NUMBER_TEXT];
    if (headcount->last != MONTHS - 1) {
        period_words(j->s->edition->period, lang, text, sizeof text);
        chart_text_say(out, lang, TEXT_JOBS_MISSING, (const char *const[]){text});
        return;
    }
    int before = MONTHS - 1 - YEAR;
    if (headcount->months[before] == NULL)
        for (before = 0; headcount->months[before] == NULL; before++)
            ;
    if (before < MONTHS - 1) {
        say_change(j, before, out);
        return;
    }
    chart_text_people(lang, headcount->months[before]->value, text);
    chart_text_say(out, lang, TEXT_JOBS_FIRST, (const char *const[]){text});
}

/* The value axis: from zero, unless all values lie in the top tenth, where lines would be flat. */
static int64_t set_values(struct jobs *j, struct plot *p)
{
    int64_t one = decimal_pow10(j->decimals);
    int64_t span = j->high - j->low;
    bool is_flat = j->first < MONTHS - 1 && span > 0 && span < j->high / 10;
    int64_t step = chart_source_step(is_flat ? span : j->high, one);
    j->axis_low = is_flat ? j->low / step * step : 0;
    p->y_low = j->axis_low;
    p->y_high = (j->high + step - 1) / step * step;
    if (p->y_high <= p->y_low)
        p->y_high = p->y_low + step;
    p->values = AXIS_Y;
    return step;
}

static void say_subtitle(const struct jobs *j, struct buf *out)
{
    enum lang lang = j->s->lang;
    struct buf months = {0};
    char first[NUMBER_TEXT];
    char last[NUMBER_TEXT];
    period_words(month_of(j, j->first), lang, first, sizeof first);
    period_words(j->s->edition->period, lang, last, sizeof last);
    if (j->first < MONTHS - 1)
        chart_text_say(&months, lang, TEXT_JOBS_MONTHS, (const char *const[]){first, last});
    else
        buf_text(&months, last);
    chart_text_say(out, lang, TEXT_JOBS_SUBTITLE, (const char *const[]){buf_str(&months)});
    if (j->axis_low > 0) {
        char number[NUMBER_TEXT];
        chart_text_number(lang, j->axis_low / decimal_pow10(j->decimals), 0, number);
        chart_text_say(out, lang, TEXT_JOBS_AXIS, (const char *const[]){number});
    }
    buf_release(&months);
}

/* A series' last value in words, rounded to whole numbers, with its month when that is not the
 * period. */
static void say_last(const struct jobs *j, const struct series *series, struct buf *out)
{
    enum lang lang = j->s->lang;
    const struct figure *f = series->months[series->last];
    int decimals = j->s->contract->indicators[f->indicator].decimals;
    char number[NUMBER_TEXT];
    char month[NUMBER_TEXT];
    int64_t rounded = 0;
    (void)decimal_ratio(f->value, decimal_pow10(decimals), 0, &rounded);
    struct buf value = {0};
    chart_text_number(lang, rounded, 0, number);
    if (series->line == LAYER_LINE_1) {
        chart_text_people(lang, rounded, number);
        buf_text(&value, number);
    } else {
        chart_text_say(&value, lang, TEXT_FTE, (const char *const[]){number});
    }
    period_short(month_of(j, series->last), lang, month, sizeof month);
    if (series->last == MONTHS - 1)
        buf_text(out, buf_str(&value));
    else
        chart_text_say(out, lang, TEXT_IN_MONTH, (const char *const[]){buf_str(&value), month});
    buf_release(&value);
}

static const char *series_name(const struct jobs *j, const struct series *series)
{
    return j->s->contract->indicators[series->indicator].label[j->s->lang];
}

static int label_width(const struct jobs *j)
{
    int widest = 0;
    for (int k = 0; k < SERIES; k++) {
        const struct series *series = &j->series[k];
        if (series->last == -1)
            continue;
        struct buf value = {0};
        say_last(j, series, &value);
        const char *name = series_name(j, series);
        int a = chart_font_width(buf_str(&value), value.len, TEXT_SIZE);
        int b = chart_font_width(name, strlen(name), TEXT_SIZE);
        widest = a > widest ? a : widest;
        widest = b > widest ? b : widest;
        buf_release(&value);
    }
    return widest;
}

/* Both labels beside the last points, moved apart where these are close. */
static void place_labels(struct jobs *j, const struct drawing *d)
{
    struct series *a = &j->series[0];
    struct series *b = &j->series[1];
    for (int k = 0; k < SERIES; k++)
        if (j->series[k].last >= 0)
            j->series[k].label_y =
                drawing_place(d, AXIS_Y, scaled(j, j->series[k].months[j->series[k].last]));
    if (a->last == -1 || b->last == -1)
        return;
    struct series *upper = b->label_y < a->label_y ? b : a;
    struct series *lower = upper == a ? b : a;
    int missing = APART - (lower->label_y - upper->label_y);
    if (missing <= 0)
        return;
    upper->label_y -= missing / 2;
    lower->label_y += missing - missing / 2;
    int below = lower->label_y + LINE - (d->plot.top + d->plot.height);
    if (below > 0) {
        upper->label_y -= below;
        lower->label_y -= below;
    }
}

static void draw_labels(struct jobs *j, struct drawing *d)
{
    place_labels(j, d);
    for (int k = 0; k < SERIES; k++) {
        const struct series *series = &j->series[k];
        if (series->last == -1)
            continue;
        struct buf value = {0};
        int x = d->plot.left + d->plot.width + GAP;
        say_last(j, series, &value);
        drawing_text(d, LAYER_LEFT, (struct spot){x, series->label_y - LINE / 2, COLOUR_SOFT},
                     series_name(j, series));
        drawing_text(d, LAYER_LEFT, (struct spot){x, series->label_y + LINE / 2, COLOUR_TEXT},
                     buf_str(&value));
        chart_source_describe(j->s, d, series_name(j, series), buf_str(&value));
        chart_source_read(j->s, d, series_name(j, series), buf_str(&value));
        buf_release(&value);
    }
}

/* A line with gaps where months are missing; a dot at its end and at months that stand alone. */
static void draw_series(const struct jobs *j, struct drawing *d, const struct series *series)
{
    for (int i = j->first; i < MONTHS; i++) {
        if (series->months[i] == NULL) {
            drawing_break(d, series->line);
            continue;
        }
        struct mark at = {i, scaled(j, series->months[i]), series->colour};
        bool has_before = i > 0 && series->months[i - 1] != NULL;
        bool has_after = i + 1 < MONTHS && series->months[i + 1] != NULL;
        if (has_before || has_after)
            drawing_line(d, series->line, at);
        if (i == series->last || (!has_before && !has_after))
            drawing_dot(d, at);
    }
}

/* Months below, the period always among them; the year below the first of each. */
static void draw_months(const struct jobs *j, struct drawing *d)
{
    int count = MONTHS - j->first;
    int step = count <= MONTHLY_LABELS ? 1 : LABEL_STEP;
    int year = 0;
    for (int i = MONTHS - 1 - (count - 1) / step * step; i < MONTHS; i += step) {
        char text[NUMBER_TEXT];
        char year_text[NUMBER_TEXT];
        int32_t month = month_of(j, i);
        struct spot at = {drawing_place(d, AXIS_X, i), d->plot.top + d->plot.height + LINE,
                          COLOUR_SOFT};
        period_short(month, j->s->lang, text, sizeof text);
        char *space = strrchr(text, ' ');
        if (space != NULL)
            *space = '\0';
        drawing_text(d, LAYER_SMALL, at, text);
        if (period_year(month) == year)
            continue;
        year = period_year(month);
        at.y += LINE - 2;
        (void)snprintf(year_text, sizeof year_text, "%d", year);
        drawing_text(d, LAYER_SMALL, at, year_text);
    }
}

static void draw_plot(struct jobs *j, struct drawing *d, int64_t step)
{
    struct plot *p = &d->plot;
    char text[NUMBER_TEXT];
    int64_t one = decimal_pow10(j->decimals);
    chart_text_number(j->s->lang, p->y_high / one, 0, text);
    p->left = PAGE_MARGIN + chart_font_width(text, strlen(text), SMALL_SIZE) + GAP;
    p->top = d->y;
    p->width = PAGE_WIDTH - PAGE_MARGIN - GAP - label_width(j) - p->left;
    p->height = HEIGHT;
    p->x_low = j->first;
    p->x_high = MONTHS - 1;
    if (j->first == MONTHS - 1) { /* a single month stands in the middle */
        p->x_low--;
        p->x_high++;
    }
    for (int64_t at = p->y_low; at <= p->y_high; at += step) {
        chart_text_number(j->s->lang, at / one, 0, text);
        drawing_tic(d, AXIS_Y, at, text);
    }
    for (int k = SERIES - 1; k >= 0; k--)
        draw_series(j, d, &j->series[k]);
    draw_months(j, d);
    draw_labels(j, d);
    d->y = p->top + p->height + AXIS_HEIGHT;
}

static void tabulate(const struct jobs *j, struct drawing *d)
{
    struct buf title = {0};
    chart_text_say(&title, j->s->lang, TEXT_MONTH, NULL);
    drawing_column(d, buf_str(&title));
    for (int k = 0; k < SERIES; k++)
        drawing_column(d, series_name(j, &j->series[k]));
    for (int i = j->first; i < MONTHS; i++) {
        char text[NUMBER_TEXT];
        period_words(month_of(j, i), j->s->lang, text, sizeof text);
        drawing_cell(d, text);
        for (int k = 0; k < SERIES; k++) {
            const struct figure *f = j->series[k].months[i];
            if (f == NULL)
                (void)snprintf(text, sizeof text, "[x]");
            else
                chart_text_number(j->s->lang, f->value,
                                  j->s->contract->indicators[f->indicator].decimals, text);
            drawing_cell(d, text);
        }
    }
    buf_release(&title);
}

void chart_jobs_draw(const struct chart_source *s, struct drawing *d)
{
    const struct indicator *indicators = s->contract->indicators;
    int a = indicators[s->headcount].decimals;
    int b = indicators[s->fte].decimals;
    struct jobs j = {
        .s = s,
        .series = {{.line = LAYER_LINE_1, .colour = COLOUR_1, .indicator = s->headcount},
                   {.line = LAYER_LINE_2, .colour = COLOUR_2, .indicator = s->fte}},
        .decimals = a > b ? a : b,
    };
    struct buf headline = {0};
    struct buf subtitle = {0};
    collect(&j);
    int64_t step = set_values(&j, &d->plot);
    say_headline(&j, &headline);
    say_subtitle(&j, &subtitle);
    chart_source_head(s, d, TEXT_JOBS_DESC, &headline, &subtitle);
    tabulate(&j, d);
    if (j.first < MONTHS)
        draw_plot(&j, d, step);
    chart_source_foot(s, d, TEXT_JOBS_FIELD);
}
