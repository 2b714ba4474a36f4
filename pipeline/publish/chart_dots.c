#include <string.h>

#include "base/decimal.h"
#include "model/indicator.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_say.h"

enum { ROW_HEIGHT = 28, ABOVE = 22, GAP = 14, TICS = 5, DOT = 525, HOLLOW = 280 };

struct dots {
    const struct chart_source *s;
    struct chart_rows rows;
    struct chart_unit unit;
    struct scale x;
    const struct figure *france;
    int parts_width; /* of "12 sur 14" */
};

/* What the rate is of: "{1} des pôles attendus ont répondu". */
static void say_headline(const struct dots *t, struct buf *out)
{
    const struct chart_source *s = t->s;
    char rate[NUMBER_TEXT];
    const char *const *text = s->chart->some;
    if (!chart_source_known(t->france)) {
        chart_say_missing(s, out);
        return;
    }
    int64_t whole = 100 * decimal_pow10(t->unit.indicator->decimals);
    if (t->france->value == whole && s->chart->all[0] != NULL)
        text = s->chart->all;
    else if (t->france->value == 0 && s->chart->none[0] != NULL)
        text = s->chart->none;
    chart_unit_short(&t->unit, t->france->value, rate);
    chart_text_fill(out, text[s->lang], false, (const char *const[]){rate});
}

/* "12 sur 14", of whole numbers. */
static void say_parts(const struct dots *t, const struct figure *f, struct buf *out)
{
    char part[NUMBER_TEXT];
    char whole[NUMBER_TEXT];
    if (!chart_source_known(f) || f->numerator == VALUE_BLANK || f->denominator == VALUE_BLANK ||
        t->unit.indicator->sum_decimals != 0)
        return;
    chart_text_number(t->s->lang, f->numerator, 0, part);
    chart_text_number(t->s->lang, f->denominator, 0, whole);
    chart_text_say(out, t->s->lang, TEXT_OF_EXPECTED, (const char *const[]){part, whole});
}

static void lay_out(struct dots *t, struct drawing *d)
{
    char full[NUMBER_TEXT];
    int64_t whole = 100 * decimal_pow10(t->unit.indicator->decimals);
    chart_unit_short(&t->unit, whole, full);
    for (size_t i = 0; i < t->rows.count; i++) {
        struct buf parts = {0};
        say_parts(t, t->rows.list[i].figure, &parts);
        int width = chart_font_width(buf_str(&parts), parts.len, TEXT_SIZE);
        t->parts_width = width > t->parts_width ? width : t->parts_width;
        buf_release(&parts);
    }
    int rates = chart_font_width(full, strlen(full), TEXT_SIZE);
    chart_rows_layout(&t->rows, d,
                      (struct row_form){ROW_HEIGHT, ABOVE, rates + t->parts_width + 2 * GAP});
    t->x = (struct scale){0, whole, t->rows.left, t->rows.right};
    if (t->rows.n_known == 0) {
        d->y += GAP;
        return;
    }
    struct axis axis = {&t->unit, &t->x, whole / TICS, t->rows.top, d->y, false};
    chart_axis_across(d, &axis);
    d->y += CHART_AXIS_HEIGHT;
}

static void draw_france(const struct dots *t, struct drawing *d)
{
    char rate[NUMBER_TEXT];
    struct buf words = {0};
    if (!chart_source_known(t->france) || t->rows.n_known == 0)
        return;
    int64_t x = scale_fine(&t->x, t->france->value);
    int bottom = t->rows.top + (int)t->rows.count * t->rows.height;
    drawing_segment(d, LAYER_RULE,
                    (struct area){x, (int64_t)t->rows.top * FINE, x, (int64_t)bottom * FINE});
    chart_unit_short(&t->unit, t->france->value, rate);
    chart_text_say(&words, t->s->lang, TEXT_FRANCE_AT, (const char *const[]){rate});
    drawing_text(
        d, LAYER_CENTRE,
        (struct spot){scale_unit(&t->x, t->france->value), t->rows.top - ABOVE / 2, COLOUR_SOFT},
        buf_str(&words));
    buf_release(&words);
}

/* A dot on its thin line. */
static void draw_dot(const struct dots *t, struct drawing *d, size_t i)
{
    const struct chart_row *row = &t->rows.list[i];
    int64_t x = scale_fine(&t->x, row->value);
    int64_t y = (int64_t)chart_rows_middle(&t->rows, i) * FINE;
    drawing_segment(d, LAYER_STEM, (struct area){scale_fine(&t->x, 0), y, x, y});
    drawing_disc(d, x, y, DOT, COLOUR_FOCUS);
    if (chart_source_provisional(row->figure)) {
        drawing_disc(d, x, y, HOLLOW, COLOUR_WHITE);
        d->has_provisional = true;
    }
}

/* The dot; the rate and its parts in two columns at the right edge. */
static void draw_row(const struct dots *t, struct drawing *d, size_t i)
{
    const struct chart_row *row = &t->rows.list[i];
    struct buf words = {0};
    struct buf parts = {0};
    struct spot at = {PAGE_WIDTH - PAGE_MARGIN, chart_rows_middle(&t->rows, i), COLOUR_SOFT};
    say_parts(t, row->figure, &parts);
    if (row->known) {
        char rate[NUMBER_TEXT];
        draw_dot(t, d, i);
        chart_unit_short(&t->unit, row->value, rate);
        buf_text(&words, rate);
        drawing_text(d, LAYER_RIGHT, at, buf_str(&parts));
        at.x -= t->parts_width + (t->parts_width > 0 ? GAP : 0);
        at.colour = COLOUR_TEXT;
        drawing_text(d, LAYER_RIGHT, at, rate);
    } else {
        chart_source_absent(t->s, row->figure, &words);
        drawing_value(d, (struct spot){t->rows.left + GAP / 2, at.y, COLOUR_SOFT}, buf_str(&words));
    }
    drawing_cell(d, row->name);
    chart_source_cell(&t->unit, d, row->figure);
    drawing_cell(d, parts.len > 0 ? buf_str(&parts) : "[z]");
    chart_source_describe(t->s, d, row->name, buf_str(&words));
    if (row->known)
        chart_source_read(t->s, d, row->name, buf_str(&words));
    buf_release(&words);
    buf_release(&parts);
}

static void add_columns(const struct dots *t, struct drawing *d)
{
    struct buf title = {0};
    chart_text_say(&title, t->s->lang, TEXT_ROW_REGION, NULL);
    drawing_column(d, buf_str(&title));
    buf_cut(&title, 0);
    chart_unit_title(&t->unit, &title);
    drawing_column(d, buf_str(&title));
    buf_cut(&title, 0);
    chart_text_say(&title, t->s->lang, TEXT_ANSWERED, NULL);
    drawing_column(d, buf_str(&title));
    buf_release(&title);
}

void chart_dots_draw(const struct chart_source *s, struct drawing *d)
{
    struct dots t = {.s = s, .unit = chart_source_unit(s, 0, 0)};
    struct buf headline = {0};
    struct buf period = {0};
    t.france = chart_source_figure(s, 0, REGION_FRANCE, s->edition->period);
    chart_rows_collect(&t.rows, s, 0);
    chart_rows_sort(&t.rows);
    say_headline(&t, &headline);
    chart_source_period(s, &period);
    chart_source_head(s, d, &headline, "", buf_str(&period));
    lay_out(&t, d);
    draw_france(&t, d);
    add_columns(&t, d);
    for (size_t i = 0; i < t.rows.count; i++)
        draw_row(&t, d, i);
    chart_source_foot(s, d);
    chart_rows_release(&t.rows);
    buf_release(&period);
}
