#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "model/indicator.h"
#include "model/period.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_say.h"

enum { ROW_HEIGHT = 38, GAP = 8, KEY_HEIGHT = 30, KEY_SWATCH = 18, KEY_GAP = 24, SHOWN = 4 };
enum { WHOLE = 1000 };

/* A member has the colour of its place in its list, so that it keeps it every month: the palette of
 * OUTPUTS C11, then five more that differ from it and from each other. Members behind these,
 * "Autre" among them, are only shown among the others. */
static const struct {
    enum colour fill;
    enum colour ink; /* of a number on it, 4.5:1 or more */
} colours[] = {{COLOUR_1, COLOUR_WHITE}, {COLOUR_2, COLOUR_TEXT},  {COLOUR_3, COLOUR_WHITE},
               {COLOUR_4, COLOUR_TEXT},  {COLOUR_5, COLOUR_WHITE}, {COLOUR_6, COLOUR_TEXT},
               {COLOUR_7, COLOUR_WHITE}, {COLOUR_8, COLOUR_WHITE}, {COLOUR_9, COLOUR_TEXT}};
enum { N_COLOURS = sizeof colours / sizeof colours[0] };

struct part {
    int member; /* of the second breakdown; -1 = all others */
    enum colour fill;
    enum colour ink;
    const char *name;
};

struct stacked {
    const struct chart_source *s;
    const struct breakdown *first; /* the rows */
    const struct breakdown *second;
    struct chart_rows rows;
    struct part parts[SHOWN + 1];
    size_t n_parts;
    struct buf others; /* their name */
    struct chart_unit unit;
    int64_t whole;
};

static const char *member_label(const struct stacked *k, const struct breakdown *b, int member)
{
    return b->codes->entries[member].label[k->s->lang];
}

static void collect_rows(struct stacked *k)
{
    const struct breakdown *crossed = &k->s->contract->breakdowns[k->s->chart->breakdown];
    for (int i = 0; i < k->first->n_members; i++) {
        const struct figure *f = chart_source_member(k->s, 0, crossed->first, i);
        if (chart_source_known(f) && f->value > 0)
            *chart_rows_add(&k->rows) = (struct chart_row){
                .name = member_label(k, k->first, i),
                .figure = f,
                .member = i,
                .value = f->value,
                .known = true,
                .is_rest = strcmp(k->first->codes->entries[i].code, "autre") == 0};
    }
    chart_rows_sort(&k->rows);
}

static const struct figure *cell_of(const struct stacked *k, int row, int member)
{
    return chart_source_member(k->s, 0, k->s->chart->breakdown,
                               row * k->second->n_members + member);
}

/* The figure of one cell; 0 when there is none. */
static int64_t amount(const struct stacked *k, int row, int member)
{
    const struct figure *f = cell_of(k, row, member);
    return chart_source_known(f) && f->value > 0 ? f->value : 0;
}

/* The largest members of the second breakdown, in the order of their list. */
static void choose_parts(struct stacked *k)
{
    const struct breakdown *crossed = &k->s->contract->breakdowns[k->s->chart->breakdown];
    struct chart_rows all = {0};
    for (int i = 0; i < k->second->n_members && i < (int)N_COLOURS; i++) {
        const struct figure *f = chart_source_member(k->s, 0, crossed->second, i);
        if (chart_source_known(f) && f->value > 0)
            *chart_rows_add(&all) =
                (struct chart_row){.member = i, .value = f->value, .known = true};
    }
    chart_rows_sort(&all);
    if (all.count > SHOWN)
        all.count = SHOWN;
    for (size_t i = 0; i < all.count; i++) /* all of one value: by place in the list */
        all.list[i].value = 0;
    chart_rows_sort(&all);
    for (size_t i = 0; i < all.count; i++) {
        int member = all.list[i].member;
        k->parts[k->n_parts++] = (struct part){member, colours[member].fill, colours[member].ink,
                                               member_label(k, k->second, member)};
    }
    chart_rows_release(&all);
}

/* What a part holds of a row; the others hold what is left. */
static int64_t part_of(const struct stacked *k, const struct chart_row *row, const struct part *p)
{
    if (p->member >= 0)
        return amount(k, row->member, p->member);
    int64_t left = row->value;
    for (size_t i = 0; i < k->n_parts; i++)
        if (k->parts[i].member >= 0)
            left -= amount(k, row->member, k->parts[i].member);
    return left < 0 ? 0 : left;
}

static void add_others(struct stacked *k)
{
    const struct part others = {-1, COLOUR_OTHER, COLOUR_TEXT, NULL};
    bool has_rest = false;
    for (size_t i = 0; i < k->rows.n_known; i++)
        has_rest = has_rest || part_of(k, &k->rows.list[i], &others) > 0;
    if (!has_rest)
        return;
    chart_text_say(&k->others, k->s->lang, TEXT_OTHERS, NULL);
    k->parts[k->n_parts] = others;
    k->parts[k->n_parts++].name = buf_str(&k->others);
}

/* The names of the parts, above the first bar: up to four, each at its own part of the bar where
 * that leaves room; more, as a key along the page. */
static void draw_key(const struct stacked *k, struct drawing *d)
{
    int y = k->rows.top - KEY_HEIGHT / 2 - 2;
    int most = 0; /* the room all names take */
    for (size_t i = 0; i < k->n_parts; i++)
        most += chart_font_width(k->parts[i].name, strlen(k->parts[i].name), TEXT_SIZE) +
                KEY_SWATCH + KEY_GAP;
    bool is_direct = k->n_parts <= SHOWN && k->rows.left + most <= PAGE_WIDTH - PAGE_MARGIN;
    struct scale own = {0, k->rows.list[0].value, k->rows.left, k->rows.right};
    int x = is_direct ? k->rows.left : PAGE_MARGIN;
    int64_t sum = 0;
    for (size_t i = 0; i < k->n_parts; i++) {
        const struct part *p = &k->parts[i];
        struct buf name = {0};
        int room = (PAGE_WIDTH - 2 * PAGE_MARGIN) / (int)k->n_parts - KEY_SWATCH - KEY_GAP;
        chart_font_cut(&name, p->name, TEXT_SIZE,
                       most > PAGE_WIDTH - 2 * PAGE_MARGIN ? room : most);
        int width = chart_font_width(buf_str(&name), name.len, TEXT_SIZE) + KEY_SWATCH;
        int start = scale_unit(&own, sum) + 1;
        if (is_direct && start > x && start + width <= PAGE_WIDTH - PAGE_MARGIN)
            x = start;
        sum += part_of(k, &k->rows.list[0], p);
        drawing_swatch(d, (struct spot){x, y - 6, p->fill});
        drawing_text(d, LAYER_LEFT, (struct spot){x + KEY_SWATCH, y, COLOUR_TEXT}, buf_str(&name));
        buf_release(&name);
        x += width + KEY_GAP;
    }
}

/* The bar is 100 %: parts by their share, each with its percentage where that fits. */
static void draw_row(const struct stacked *k, struct drawing *d, const struct scale *x, size_t i)
{
    const struct chart_row *row = &k->rows.list[i];
    char text[NUMBER_TEXT];
    int64_t from = 0;
    int y = chart_rows_middle(&k->rows, i);
    struct buf says = {0};
    drawing_cell(d, row->name);
    for (size_t p = 0; p < k->n_parts; p++) {
        const struct part *part = &k->parts[p];
        int64_t value = part_of(k, row, part);
        struct scale own = {0, row->value, x->from, x->to};
        int64_t left = scale_fine(&own, from);
        int64_t right = scale_fine(&own, from + value);
        from += value;
        const struct figure *f =
            part->member < 0 ? row->figure : cell_of(k, row->member, part->member);
        bool is_hollow = chart_source_provisional(f);
        chart_source_number(&k->unit, d, value, is_hollow);
        if (value <= 0)
            continue;
        struct area band = chart_rows_band(&k->rows, i, left, right);
        chart_rows_bar(d, band, part->fill, f);
        if (left > scale_fine(x, 0))
            drawing_segment(d, LAYER_BORDER, (struct area){left, band.top, left, band.bottom});
        int64_t percent = 0;
        (void)decimal_ratio(value, row->value, 2, &percent);
        chart_text_percent(k->s->lang, percent, 0, text);
        if ((chart_font_width(text, strlen(text), SMALL_SIZE) + GAP) * FINE <= right - left)
            drawing_text(d, LAYER_SMALL,
                         (struct spot){(int)((left + right) / 2 / FINE), y,
                                       is_hollow ? COLOUR_TEXT : part->ink},
                         text);
        buf_printf(&says, ", %s %s", part->name, text);
    }
    chart_source_number(&k->unit, d, row->value, chart_source_provisional(row->figure));
    chart_unit_short(&k->unit, row->value, text);
    drawing_text(d, LAYER_LEFT, (struct spot){x->to + GAP, y, COLOUR_TEXT}, text);
    chart_source_read(k->s, d, row->name, text);
    struct buf value = {0};
    buf_printf(&value, "%s%s", text, buf_str(&says));
    chart_source_describe(k->s, d, row->name, buf_str(&value));
    buf_release(&value);
    buf_release(&says);
}

/* From 0 to 100 %. */
static void draw_axis(const struct stacked *k, struct drawing *d, const struct scale *x)
{
    char text[NUMBER_TEXT];
    for (int64_t at = 0; at <= WHOLE; at += WHOLE / 4) {
        int64_t place = scale_fine(x, at);
        drawing_segment(
            d, LAYER_GRID,
            (struct area){place, (int64_t)k->rows.top * FINE, place, (int64_t)d->y * FINE});
        chart_text_percent(k->s->lang, at / 10, 0, text);
        drawing_text(d, LAYER_SMALL, (struct spot){scale_unit(x, at), d->y + 16, COLOUR_SOFT},
                     text);
    }
    d->y += CHART_AXIS_HEIGHT;
}

static void add_columns(const struct stacked *k, struct drawing *d)
{
    struct buf title = {0};
    drawing_column(d, k->first->title[k->s->lang]);
    for (size_t i = 0; i < k->n_parts; i++) {
        buf_cut(&title, 0);
        buf_printf(&title, "%s (%s)", k->parts[i].name, k->unit.indicator->unit[k->s->lang]);
        drawing_column(d, buf_str(&title));
    }
    buf_cut(&title, 0);
    chart_text_say(&title, k->s->lang, TEXT_TOTAL, NULL);
    buf_printf(&title, " (%s)", k->unit.indicator->unit[k->s->lang]);
    drawing_column(d, buf_str(&title));
    buf_release(&title);
}

static void draw_plot(struct stacked *k, struct drawing *d)
{
    char widest[NUMBER_TEXT];
    int64_t top = 0;
    (void)chart_rows_top(&k->rows, &top);
    chart_unit_short(&k->unit, top, widest);
    int right = chart_font_width(widest, strlen(widest), TEXT_SIZE) + 2 * GAP;
    chart_rows_layout(&k->rows, d, (struct row_form){ROW_HEIGHT, KEY_HEIGHT, right});
    struct scale x = {0, WHOLE, k->rows.left, k->rows.right};
    draw_key(k, d);
    draw_axis(k, d, &x);
    for (size_t i = 0; i < k->rows.n_known; i++)
        draw_row(k, d, &x, i);
}

void chart_stacked_draw(const struct chart_source *s, struct drawing *d)
{
    const struct breakdown *crossed = &s->contract->breakdowns[s->chart->breakdown];
    struct stacked k = {.s = s,
                        .first = &s->contract->breakdowns[crossed->first],
                        .second = &s->contract->breakdowns[crossed->second]};
    struct buf headline = {0};
    struct buf period = {0};
    int64_t top = 0;
    collect_rows(&k);
    choose_parts(&k);
    add_others(&k);
    (void)chart_rows_top(&k.rows, &top);
    k.unit = chart_source_unit(s, 0, top);
    const struct figure *whole = chart_source_figure(s, 0, s->region, s->edition->period);
    k.whole = chart_source_known(whole) ? whole->value : chart_rows_sum(&k.rows);
    if (k.rows.n_known == 0 && chart_source_known(whole))
        chart_say_value(s, &k.unit, k.whole, &headline);
    else
        chart_say_top(s, &k.unit, &k.rows, k.whole, &headline);
    chart_source_period(s, &period);
    chart_source_head(s, d, &headline, chart_text_money_name(s->lang, k.unit.money),
                      buf_str(&period));
    add_columns(&k, d);
    if (k.rows.n_known > 0)
        draw_plot(&k, d);
    chart_source_foot(s, d);
    chart_rows_release(&k.rows);
    buf_release(&k.others);
    buf_release(&period);
}
