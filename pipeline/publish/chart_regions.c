#include <string.h>

#include "base/decimal.h"
#include "model/indicator.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_source.h"

enum { ROW_HEIGHT = 28, GAP = 8 };

/* Regions with a figure, and those that have poles expected and no answer. */
static void collect(const struct chart_source *s, struct chart_rows *rows)
{
    for (int i = 0; i < s->regions->count; i++) {
        const struct figure *f = chart_source_month(s, s->headcount, i, s->edition->period);
        const struct figure *answers = chart_source_response(s, TABLE_EMPLOIS, i);
        bool is_known = chart_source_known(f);
        bool is_expected = answers != NULL && answers->denominator > 0;
        if (!is_known && !is_expected)
            continue;
        *chart_rows_add(rows) = (struct chart_row){.name = s->regions->entries[i].label[s->lang],
                                                   .figure = f,
                                                   .member = i,
                                                   .value = is_known ? f->value : 0,
                                                   .known = is_known};
    }
    chart_rows_sort(rows);
}

/* The national figure; the regions' sum when it is not there. */
static int64_t national(const struct chart_source *s, const struct chart_rows *rows)
{
    const struct figure *f = chart_source_month(s, s->headcount, REGION_FRANCE, s->edition->period);
    if (chart_source_known(f))
        return f->value;
    int64_t sum = 0;
    for (size_t i = 0; i < rows->n_known; i++)
        (void)decimal_add(&sum, rows->list[i].value);
    return sum;
}

static void say_headline(const struct chart_source *s, const struct chart_rows *rows,
                         struct buf *out)
{
    char number[NUMBER_TEXT];
    int64_t top = 0;
    size_t n_top = chart_rows_top(rows, &top);
    if (n_top == 0) {
        chart_text_say(out, s->lang, TEXT_REGIONS_MISSING, NULL);
    } else if (rows->n_known == 1) {
        chart_text_people(s->lang, top, number);
        chart_text_say(out, s->lang, TEXT_REGIONS_ONE, (const char *const[]){number});
    } else if (top == 0) {
        chart_text_say(out, s->lang, TEXT_REGIONS_ZERO, NULL);
    } else if (n_top > 1) {
        chart_text_number(s->lang, (int64_t)n_top, 0, number);
        chart_text_say(out, s->lang, TEXT_REGIONS_TIE, (const char *const[]){number});
    } else {
        chart_text_percent(s->lang, chart_text_share(top, national(s, rows)), 1, number);
        chart_text_say(out, s->lang, TEXT_REGIONS_TOP,
                       (const char *const[]){rows->list[0].name, number});
    }
}

static void say_subtitle(const struct chart_source *s, struct buf *out)
{
    char month[NUMBER_TEXT];
    period_words(s->edition->period, s->lang, month, sizeof month);
    chart_text_say(out, s->lang, TEXT_REGIONS_SUBTITLE, (const char *const[]){month});
}

static void draw_axis(const struct chart_source *s, struct drawing *d, int64_t top)
{
    int64_t step = chart_source_step(top, 1);
    d->plot.x_high = top < step ? step : top;
    for (int64_t at = 0; at <= d->plot.x_high; at += step) {
        char number[NUMBER_TEXT];
        chart_text_number(s->lang, at, 0, number);
        drawing_tic(d, AXIS_X, at, number);
    }
}

static bool is_withheld(const struct chart_row *row)
{
    return row->figure != NULL && row->figure->flag == FLAG_WITHHELD;
}

/* A bar with its value behind it, or the words that stand for it. */
static void draw_row(const struct chart_source *s, struct drawing *d, const struct chart_row *row,
                     size_t i, int64_t top)
{
    struct buf words = {0};
    struct spot at = {0, chart_rows_middle(d, i), COLOUR_TEXT};
    if (row->known) {
        char value[NUMBER_TEXT];
        enum colour colour = row->value == top ? COLOUR_FOCUS : COLOUR_REST;
        drawing_bar(d, (struct bar){0, row->value, (int)i, colour});
        chart_text_number(s->lang, row->value, 0, value);
        buf_text(&words, value);
        at.x = drawing_place(d, AXIS_X, row->value) + GAP;
    } else {
        chart_text_say(&words, s->lang, is_withheld(row) ? TEXT_WITHHELD : TEXT_NOT_AVAILABLE,
                       NULL);
        at.x = d->plot.left + GAP;
        at.colour = COLOUR_SOFT;
    }
    drawing_value(d, at, buf_str(&words));
    chart_source_describe(s, d, row->name, buf_str(&words));
    if (row->known)
        chart_source_read(s, d, row->name, buf_str(&words));
    drawing_cell(d, row->name);
    drawing_cell(d, row->known ? buf_str(&words) : is_withheld(row) ? "[c]" : "[x]");
    buf_release(&words);
}

void chart_regions_draw(const struct chart_source *s, struct drawing *d)
{
    struct chart_rows rows = {0};
    struct buf headline = {0};
    struct buf subtitle = {0};
    char widest[NUMBER_TEXT];
    int64_t top = 0;
    collect(s, &rows);
    say_headline(s, &rows, &headline);
    say_subtitle(s, &subtitle);
    chart_source_head(s, d, TEXT_REGIONS_DESC, &headline, &subtitle);
    (void)chart_rows_top(&rows, &top);
    chart_text_number(s->lang, top, 0, widest);
    int right = chart_font_width(widest, strlen(widest), TEXT_SIZE) + GAP;
    chart_rows_layout(&rows, d, (struct row_form){.height = ROW_HEIGHT, .right = right});
    draw_axis(s, d, top);
    drawing_column(d, s->lang == LANG_FR ? "Région" : "Region");
    drawing_column(d, s->contract->indicators[s->headcount].label[s->lang]);
    for (size_t i = 0; i < rows.count; i++)
        draw_row(s, d, &rows.list[i], i, top);
    chart_rows_base(&rows, d);
    chart_rows_end(&rows, d);
    chart_source_foot(s, d, TEXT_REGIONS_FIELD);
    chart_rows_release(&rows);
}
