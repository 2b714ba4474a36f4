#include <string.h>

#include "base/mem.h"
#include "model/indicator.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_source.h"

enum { ROW_HEIGHT = 38, GAP = 8, KEY_HEIGHT = 30, KEY_SWATCH = 18, KEY_GAP = 24, SHOWN = 4 };

/* A purpose has the colour of its place in the list of purposes, so that it keeps it every month:
 * the palette of OUTPUTS C11, then five more that differ from it and from each other. Purposes
 * behind these, "Autre" among them, are only shown among the others. */
static const struct {
    enum colour fill;
    enum colour ink; /* of a number on it, 4.5:1 or more */
} purpose_colours[] = {{COLOUR_1, COLOUR_WHITE}, {COLOUR_2, COLOUR_TEXT},  {COLOUR_3, COLOUR_WHITE},
                       {COLOUR_4, COLOUR_TEXT},  {COLOUR_5, COLOUR_WHITE}, {COLOUR_6, COLOUR_TEXT},
                       {COLOUR_7, COLOUR_WHITE}, {COLOUR_8, COLOUR_WHITE}, {COLOUR_9, COLOUR_TEXT}};
enum { N_COLOURS = sizeof purpose_colours / sizeof purpose_colours[0] };

struct series {
    int member; /* of the purposes; the last series is all others */
    enum colour fill;
    enum colour ink;
    const char *name;
};

struct funding {
    const struct chart_source *s;
    struct chart_rows rows; /* origins of the funding */
    struct series series[SHOWN + 1];
    size_t n_series;   /* with the others */
    struct buf others; /* their name */
    struct money_unit unit;
};

static const struct breakdown *breakdown(const struct chart_source *s, int number)
{
    return &s->contract->breakdowns[number];
}

static void collect_funders(struct funding *f)
{
    const struct chart_source *s = f->s;
    const struct codelist *funders = breakdown(s, s->funder)->codes;
    for (int i = 0; i < breakdown(s, s->funder)->n_members; i++) {
        const struct figure *figure = chart_source_awarded(s, s->funder, i);
        if (!chart_source_known(figure) || figure->value <= 0)
            continue;
        *chart_rows_add(&f->rows) =
            (struct chart_row){.name = funders->entries[i].label[s->lang],
                               .figure = figure,
                               .member = i,
                               .value = figure->value,
                               .known = true,
                               .is_rest = strcmp(funders->entries[i].code, "autre") == 0};
    }
    chart_rows_sort(&f->rows);
}

/* What one origin gave for one purpose; 0 when nothing was. */
static int64_t amount(const struct funding *f, int funder, int purpose)
{
    const struct chart_source *s = f->s;
    int member = funder * breakdown(s, s->purpose)->n_members + purpose;
    const struct figure *figure = chart_source_awarded(s, s->funder_purpose, member);
    return chart_source_known(figure) && figure->value > 0 ? figure->value : 0;
}

/* The largest purposes, in the order of their list. */
static void choose_purposes(struct funding *f)
{
    const struct chart_source *s = f->s;
    const struct codelist *purposes = breakdown(s, s->purpose)->codes;
    struct chart_rows all = {0};
    for (int i = 0; i < purposes->count && i < (int)N_COLOURS; i++) {
        const struct figure *figure = chart_source_awarded(s, s->purpose, i);
        if (chart_source_known(figure) && figure->value > 0)
            *chart_rows_add(&all) =
                (struct chart_row){.member = i, .value = figure->value, .known = true};
    }
    chart_rows_sort(&all);
    if (all.count > SHOWN)
        all.count = SHOWN;
    for (size_t i = 0; i < all.count; i++) /* all of one value: by place in the list */
        all.list[i].value = 0;
    chart_rows_sort(&all);
    for (size_t i = 0; i < all.count; i++) {
        int member = all.list[i].member;
        f->series[f->n_series++] =
            (struct series){member, purpose_colours[member].fill, purpose_colours[member].ink,
                            purposes->entries[member].label[s->lang]};
    }
    chart_rows_release(&all);
}

/* What a row holds beside the purposes chosen. */
static int64_t rest(const struct funding *f, const struct chart_row *row)
{
    int64_t left = row->value;
    for (size_t i = 0; i < f->n_series; i++)
        if (f->series[i].member >= 0)
            left -= amount(f, row->member, f->series[i].member);
    return left;
}

static void add_others(struct funding *f)
{
    bool has_rest = false;
    for (size_t i = 0; i < f->rows.n_known; i++)
        has_rest = has_rest || rest(f, &f->rows.list[i]) > 0;
    if (!has_rest)
        return;
    chart_text_say(&f->others, f->s->lang, TEXT_FUNDING_OTHERS, NULL);
    f->series[f->n_series++] = (struct series){-1, COLOUR_OTHER, COLOUR_TEXT, buf_str(&f->others)};
}

static int64_t whole(const struct funding *f)
{
    const struct figure *total = chart_source_awarded(f->s, f->s->total, 0);
    return chart_source_known(total) ? total->value : 0;
}

static void say_headline(const struct funding *f, struct buf *out)
{
    enum lang lang = f->s->lang;
    char number[NUMBER_TEXT];
    int64_t top = 0;
    size_t n_top = chart_rows_top(&f->rows, &top);
    const struct figure *total = chart_source_awarded(f->s, f->s->total, 0);
    const char *name = NULL;
    for (size_t i = 0; i < f->rows.n_known && name == NULL; i++)
        if (f->rows.list[i].value == top)
            name = f->rows.list[i].name;
    if (n_top == 0) {
        bool is_nil = chart_source_known(total) && total->value == 0;
        chart_text_say(out, lang, is_nil ? TEXT_FUNDING_ZERO : TEXT_FUNDING_MISSING, NULL);
    } else if (f->rows.n_known == 1) {
        chart_text_say(out, lang, TEXT_FUNDING_ONE, (const char *const[]){name});
    } else if (n_top > 1) {
        chart_text_number(lang, (int64_t)n_top, 0, number);
        chart_text_say(out, lang, TEXT_FUNDING_TIE, (const char *const[]){number});
    } else {
        chart_text_percent(lang, chart_text_share(top, whole(f)), 1, number);
        chart_text_say(out, lang, TEXT_FUNDING_TOP, (const char *const[]){name, number});
    }
}

static void say_subtitle(const struct funding *f, struct buf *out)
{
    const struct chart_source *s = f->s;
    char first[NUMBER_TEXT];
    char last[NUMBER_TEXT];
    period_words(s->edition->period - 11, s->lang, first, sizeof first);
    period_words(s->edition->period, s->lang, last, sizeof last);
    chart_text_say(out, s->lang, TEXT_FUNDING_SUBTITLE,
                   (const char *const[]){chart_text_money_name(s->lang, f->unit), first, last});
}

static int64_t part_of(const struct funding *f, const struct chart_row *row,
                       const struct series *series)
{
    return series->member >= 0 ? amount(f, row->member, series->member) : rest(f, row);
}

static bool has_all_series(const struct funding *f, const struct chart_row *row)
{
    for (size_t i = 0; i < f->n_series; i++)
        if (part_of(f, row, &f->series[i]) <= 0)
            return false;
    return true;
}

/* The names of the series above the first bar: up to four, each at its own part of the bar when it
 * has them all; more, as a key along the page. */
static void draw_key(const struct funding *f, struct drawing *d)
{
    bool is_direct = f->n_series <= SHOWN && has_all_series(f, &f->rows.list[0]);
    int y = d->plot.top - KEY_HEIGHT / 2 - 2;
    int x = f->n_series <= SHOWN ? d->plot.left : PAGE_MARGIN;
    int64_t sum = 0;
    for (size_t i = 0; i < f->n_series; i++) {
        const struct series *series = &f->series[i];
        int width = chart_font_width(series->name, strlen(series->name), TEXT_SIZE) + KEY_SWATCH;
        int start = drawing_place(d, AXIS_X, sum);
        if (is_direct && start > x && start + width <= PAGE_WIDTH - PAGE_MARGIN)
            x = start;
        sum += part_of(f, &f->rows.list[0], series);
        drawing_swatch(d, (struct spot){x, y - 6, series->fill});
        drawing_text(d, LAYER_LEFT, (struct spot){x + KEY_SWATCH, y, COLOUR_TEXT}, series->name);
        x += width + KEY_GAP;
    }
}

static void draw_axis(const struct funding *f, struct drawing *d, int64_t top)
{
    int64_t least = f->unit.scale == MONEY_MEGA   ? 100000000
                    : f->unit.scale == MONEY_KILO ? 100000
                                                  : 100;
    for (int i = 0; i < f->unit.decimals; i++)
        least /= 10;
    least = least < 1 ? 1 : least;
    struct money_unit unit = f->unit;
    int64_t step = chart_source_step(top, least);
    d->plot.x_high = top < step ? step : top;
    while (unit.decimals > 0 && step % (least * 10) == 0) {
        unit.decimals--;
        least *= 10;
    }
    for (int64_t at = 0; at <= d->plot.x_high; at += step) {
        char text[NUMBER_TEXT];
        if (at == 0)
            chart_text_number(f->s->lang, 0, 0, text);
        else
            chart_text_money(f->s->lang, at, unit, text);
        drawing_tic(d, AXIS_X, at, text);
    }
}

static void draw_row(const struct funding *f, struct drawing *d, size_t i)
{
    const struct chart_row *row = &f->rows.list[i];
    int64_t from = 0;
    char text[NUMBER_TEXT];
    int y = chart_rows_middle(d, i);
    drawing_cell(d, row->name);
    for (size_t k = 0; k < f->n_series; k++) {
        const struct series *series = &f->series[k];
        int64_t part = part_of(f, row, series);
        chart_text_money_bare(f->s->lang, part, f->unit, text);
        drawing_cell(d, text);
        if (part <= 0)
            continue;
        drawing_bar(d, (struct bar){from, from + part, (int)i, series->fill});
        int left = drawing_place(d, AXIS_X, from);
        int right = drawing_place(d, AXIS_X, from + part);
        chart_text_money_bare(f->s->lang, part, f->unit, text);
        if (chart_font_width(text, strlen(text), SMALL_SIZE) + GAP <= right - left)
            drawing_text(d, LAYER_SMALL, (struct spot){(left + right) / 2, y, series->ink}, text);
        from += part;
    }
    struct spot at = {drawing_place(d, AXIS_X, row->value) + GAP, y, COLOUR_TEXT};
    chart_text_money(f->s->lang, row->value, f->unit, text);
    drawing_value(d, at, text);
    chart_source_describe(f->s, d, row->name, text);
    chart_source_read(f->s, d, row->name, text);
    chart_text_money_bare(f->s->lang, row->value, f->unit, text);
    drawing_cell(d, text);
}

void chart_funding_draw(const struct chart_source *s, struct drawing *d)
{
    struct funding f = {.s = s};
    struct buf headline = {0};
    struct buf subtitle = {0};
    char widest[NUMBER_TEXT];
    int64_t top = 0;
    collect_funders(&f);
    choose_purposes(&f);
    add_others(&f);
    (void)chart_rows_top(&f.rows, &top);
    f.unit = chart_text_money_unit(top);
    say_headline(&f, &headline);
    say_subtitle(&f, &subtitle);
    chart_source_head(s, d, TEXT_FUNDING_DESC, &headline, &subtitle);
    chart_text_money(s->lang, top, f.unit, widest);
    int right = chart_font_width(widest, strlen(widest), TEXT_SIZE) + GAP;
    bool has_rows = f.rows.n_known > 0;
    chart_rows_layout(&f.rows, d, (struct row_form){ROW_HEIGHT, has_rows ? KEY_HEIGHT : 0, right});
    draw_axis(&f, d, top);
    if (has_rows)
        draw_key(&f, d);
    drawing_column(d, s->lang == LANG_FR ? "Origine" : "Origin");
    for (size_t i = 0; i < f.n_series; i++)
        drawing_column(d, f.series[i].name);
    drawing_column(d, "Total");
    for (size_t i = 0; i < f.rows.n_known; i++)
        draw_row(&f, d, i);
    chart_rows_base(&f.rows, d);
    chart_rows_end(&f.rows, d);
    chart_source_foot(s, d, TEXT_FUNDING_FIELD);
    chart_rows_release(&f.rows);
    buf_release(&f.others);
}
