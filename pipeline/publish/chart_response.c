#include <string.h>

#include "base/decimal.h"
#include "model/indicator.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_source.h"

enum { ROW_HEIGHT = 28, ABOVE = 22, GAP = 14, TICS = 5 };

/* The regions where at least one pole is expected. */
static void collect(const struct chart_source *s, struct chart_rows *rows)
{
    for (int i = 0; i < s->regions->count; i++) {
        const struct figure *f = chart_source_response(s, TABLE_EMPLOIS, i);
        if (!chart_source_known(f))
            continue;
        *chart_rows_add(rows) = (struct chart_row){.name = s->regions->entries[i].label[s->lang],
                                                   .figure = f,
                                                   .member = i,
                                                   .value = f->value,
                                                   .known = true};
    }
    chart_rows_sort(rows);
}

static void say_rate(const struct chart_source *s, int64_t value, char ret_text[NUMBER_TEXT])
{
    int decimals = s->contract->indicators[s->response].decimals;
    chart_text_percent(s->lang, value, decimals, ret_text);
}

static void say_headline(const struct chart_source *s, const struct figure *france, struct buf *out)
{
    char rate[NUMBER_TEXT];
    if (!chart_source_known(france)) {
        chart_text_say(out, s->lang, TEXT_RESPONSE_MISSING, NULL);
        return;
    }
    int64_t expected = france->denominator;
    int64_t declared = france->numerator;
    enum text id = TEXT_RESPONSE_RATE;
    if (expected == 1)
        id = declared == 1 ? TEXT_RESPONSE_ONLY_YES : TEXT_RESPONSE_ONLY_NO;
    else if (declared == expected)
        id = TEXT_RESPONSE_ALL;
    else if (declared == 0)
        id = TEXT_RESPONSE_NONE;
    say_rate(s, france->value, rate);
    chart_text_say(out, s->lang, id, (const char *const[]){rate});
}

static void say_subtitle(const struct chart_source *s, struct buf *out)
{
    char month[NUMBER_TEXT];
    period_words(s->edition->period, s->lang, month, sizeof month);
    chart_text_say(out, s->lang, TEXT_RESPONSE_SUBTITLE, (const char *const[]){month});
}

static void say_poles(const struct chart_source *s, const struct figure *f, struct buf *out)
{
    char declared[NUMBER_TEXT];
    char expected[NUMBER_TEXT];
    if (f->numerator == VALUE_BLANK || f->denominator == VALUE_BLANK)
        return;
    chart_text_number(s->lang, f->numerator, 0, declared);
    chart_text_number(s->lang, f->denominator, 0, expected);
    chart_text_say(out, s->lang, TEXT_RESPONSE_OF, (const char *const[]){declared, expected});
}

/* From 0 to 100 %, whatever the rates. */
static void draw_axis(const struct chart_source *s, struct drawing *d)
{
    int64_t whole = 100 * decimal_pow10(s->contract->indicators[s->response].decimals);
    d->plot.x_high = whole;
    for (int i = 0; i <= TICS; i++) {
        char text[NUMBER_TEXT];
        chart_text_percent(s->lang, 100 / TICS * i, 0, text);
        drawing_tic(d, AXIS_X, whole / TICS * i, text);
    }
}

static void draw_france(const struct chart_source *s, struct drawing *d,
                        const struct figure *france, size_t n_rows)
{
    if (!chart_source_known(france) || n_rows == 0)
        return;
    char rate[NUMBER_TEXT];
    struct buf words = {0};
    struct spot at = {drawing_place(d, AXIS_X, france->value), d->plot.top - ABOVE / 2,
                      COLOUR_SOFT};
    drawing_line(d, LAYER_RULE, (struct mark){france->value, 0, COLOUR_SOFT});
    drawing_line(d, LAYER_RULE, (struct mark){france->value, d->plot.y_low, COLOUR_SOFT});
    say_rate(s, france->value, rate);
    chart_text_say(&words, s->lang, TEXT_RESPONSE_FRANCE, (const char *const[]){rate});
    drawing_text(d, LAYER_CENTRE, at, buf_str(&words));
    buf_release(&words);
}

/* A dot on its thin line; the rate and its poles in two columns at the right edge. */
static void draw_row(const struct chart_source *s, struct drawing *d, const struct chart_row *row,
                     size_t i, int poles_width)
{
    char rate[NUMBER_TEXT];
    struct buf poles = {0};
    int64_t y = (int64_t)i * ROW + ROW / 2;
    struct spot at = {PAGE_WIDTH - PAGE_MARGIN, chart_rows_middle(d, i), COLOUR_SOFT};
    drawing_line(d, LAYER_STEM, (struct mark){0, y, COLOUR_REST});
    drawing_line(d, LAYER_STEM, (struct mark){row->value, y, COLOUR_REST});
    drawing_break(d, LAYER_STEM);
    drawing_dot(d, (struct mark){row->value, y, COLOUR_FOCUS});
    say_poles(s, row->figure, &poles);
    drawing_text(d, LAYER_RIGHT, at, buf_str(&poles));
    at.x -= poles_width + GAP;
    at.colour = COLOUR_TEXT;
    say_rate(s, row->value, rate);
    drawing_text(d, LAYER_RIGHT, at, rate);
    drawing_cell(d, row->name);
    drawing_cell(d, rate);
    drawing_cell(d, buf_str(&poles));
    buf_printf(&poles, "%s%s", poles.len > 0 ? ", " : "", rate);
    chart_source_describe(s, d, row->name, buf_str(&poles));
    chart_source_read(s, d, row->name, buf_str(&poles));
    buf_release(&poles);
}

static int widest_poles(const struct chart_source *s, const struct chart_rows *rows)
{
    int widest = 0;
    for (size_t i = 0; i < rows->count; i++) {
        struct buf poles = {0};
        say_poles(s, rows->list[i].figure, &poles);
        int width = chart_font_width(buf_str(&poles), poles.len, TEXT_SIZE);
        widest = width > widest ? width : widest;
        buf_release(&poles);
    }
    return widest;
}

void chart_response_draw(const struct chart_source *s, struct drawing *d)
{
    struct chart_rows rows = {0};
    struct buf headline = {0};
    struct buf subtitle = {0};
    char full[NUMBER_TEXT];
    const struct figure *france = chart_source_response(s, TABLE_EMPLOIS, REGION_FRANCE);
    collect(s, &rows);
    say_headline(s, france, &headline);
    say_subtitle(s, &subtitle);
    chart_source_head(s, d, TEXT_RESPONSE_DESC, &headline, &subtitle);
    chart_text_percent(s->lang, 1000, 1, full);
    int poles = widest_poles(s, &rows);
    int rates = chart_font_width(full, strlen(full), TEXT_SIZE);
    struct row_form form = {ROW_HEIGHT, ABOVE, rates + poles + 2 * GAP};
    chart_rows_layout(&rows, d, form);
    draw_axis(s, d);
    draw_france(s, d, france, rows.count);
    drawing_column(d, s->lang == LANG_FR ? "Région" : "Region");
    drawing_column(d, s->contract->indicators[s->response].label[s->lang]);
    drawing_column(d, s->lang == LANG_FR ? "Pôles ayant répondu" : "Poles that answered");
    for (size_t i = 0; i < rows.count; i++)
        draw_row(s, d, &rows.list[i], i, poles);
    chart_rows_end(&rows, d);
    chart_source_foot(s, d, TEXT_RESPONSE_FIELD);
    chart_rows_release(&rows);
}
