#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "model/indicator.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"
#include "publish/chart_say.h"

/* Page units per unit of the outlines: their file is in tenths, the page in hundredths. */
enum { TENTH = FINE / 10, CLASSES = 5, MAX_RADIUS = 34 * FINE, RIM = FINE };
enum { KEY_LEFT = 690, KEY_LINE = 24, KEY_SWATCH = 20, KEY_GAP = 18, INSET_NAMES = 20, GAP = 5 };

struct chart_map {
    const struct chart_source *s;
    struct chart_rows circles; /* from the largest to the smallest */
    struct chart_unit count;
    struct chart_unit ratio;
    int64_t top;   /* the largest circle */
    int64_t low;   /* the lower bound of the first class */
    int64_t step;  /* from a bound to the next */
    int n_classes; /* 0 = no ratio is known */
    int64_t left;  /* of the map, in fine units */
    int64_t upper;
};

static const struct figure *ratio_of(const struct chart_map *m, int region)
{
    return chart_source_figure(m->s, 1, region, m->s->edition->period);
}

/* Bounds are round numbers, at most five classes between them. */
static void choose_classes(struct chart_map *m)
{
    static const int64_t steps[] = {1, 2, 5, 10, 20, 25, 50, 100};
    int64_t low = 0;
    int64_t high = 0;
    bool is_first = true;
    for (int i = 0; i < m->s->regions->count; i++) {
        const struct figure *f = ratio_of(m, i);
        if (!chart_source_known(f))
            continue;
        low = is_first || f->value < low ? f->value : low;
        high = is_first || f->value > high ? f->value : high;
        is_first = false;
    }
    if (is_first)
        return;
    int64_t one = decimal_pow10(m->ratio.indicator->decimals);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        m->step = steps[i] * one;
        m->low = low < 0 ? 0 : low / m->step * m->step;
        m->n_classes = (int)((high - m->low) / m->step) + 1;
        /* the last class includes its upper bound */
        if (m->n_classes > 1 && (high - m->low) % m->step == 0)
            m->n_classes--;
        /* no share is above 100 % */
        if (high == 100 * one && m->low == high)
            m->low -= m->step;
        if (m->n_classes <= CLASSES)
            return;
    }
    m->n_classes = CLASSES;
}

/* The class of a ratio, 0 and up; -1 = not available. */
static int class_of(const struct chart_map *m, const struct figure *f)
{
    if (!chart_source_known(f) || m->n_classes == 0)
        return -1;
    int64_t class = (f->value - m->low) / m->step;
    return class < 0 ? 0 : class >= m->n_classes ? m->n_classes - 1 : (int)class;
}

/* The shade of a class: with fewer classes, those farther apart. */
static enum layer shade(const struct chart_map *m, int class)
{
    static const int first[] = {0, 2, 1, 1, 0, 0};
    if (class < 0)
        return LAYER_AREA_ABSENT;
    return (enum layer)(LAYER_AREA_1 + first[m->n_classes] + class);
}

static int64_t place_x(const struct chart_map *m, int x)
{
    return m->left + (int64_t)x * TENTH;
}

static int64_t place_y(const struct chart_map *m, int y)
{
    return m->upper + (int64_t)y * TENTH;
}

static void draw_ring(const struct chart_map *m, struct drawing *d, const struct outline *o)
{
    enum layer fill = shade(m, class_of(m, ratio_of(m, o->region)));
    for (size_t i = 0; i < o->n_points; i++) {
        int64_t x = place_x(m, o->points[2 * i]);
        int64_t y = place_y(m, o->points[2 * i + 1]);
        drawing_point(d, fill, x, y);
        drawing_point(d, LAYER_BORDER, x, y);
    }
    drawing_break(d, fill);
    drawing_break(d, LAYER_BORDER);
}

/* The frame of an overseas region, its name below. */
static void draw_frame(const struct chart_map *m, struct drawing *d, const struct outline *o)
{
    int64_t left = place_x(m, o->points[0]);
    int64_t top = place_y(m, o->points[1]);
    int64_t right = place_x(m, o->points[2]);
    int64_t bottom = place_y(m, o->points[3]);
    const int64_t corners[][2] = {
        {left, top}, {right, top}, {right, bottom}, {left, bottom}, {left, top}};
    for (size_t i = 0; i < sizeof corners / sizeof corners[0]; i++)
        drawing_point(d, LAYER_STEM, corners[i][0], corners[i][1]);
    drawing_break(d, LAYER_STEM);
    struct buf name = {0};
    chart_font_cut(&name, m->s->regions->entries[o->region].label[m->s->lang], SMALL_SIZE,
                   (int)((right - left) / FINE));
    drawing_text(d, LAYER_SMALL,
                 (struct spot){(int)((left + right) / 2 / FINE),
                               (int)(bottom / FINE) + INSET_NAMES / 2 + 1, COLOUR_SOFT},
                 buf_str(&name));
    buf_release(&name);
}

/* The radius whose area is to the largest circle's as their values are. */
static int64_t radius_of(const struct chart_map *m, int64_t value)
{
    int64_t squared = 0;
    if (value <= 0 || decimal_ratio(value, m->top, 6, &squared) == -1)
        return 0;
    int64_t target = (int64_t)MAX_RADIUS * MAX_RADIUS / 1000000 * squared;
    int64_t low = 0;
    int64_t high = MAX_RADIUS;
    while (low < high) { /* the integer square root */
        int64_t middle = (low + high + 1) / 2;
        if (middle * middle <= target)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

static const struct outline *centre_of(const struct chart_map *m, int region)
{
    const struct outlines *all = m->s->outlines;
    for (size_t i = 0; i < all->count; i++)
        if (all->list[i].region == region && all->list[i].kind == OUTLINE_CENTRE)
            return &all->list[i];
    return NULL;
}

/* A circle with its number: inside where that fits, else at its right. */
static void draw_circle(const struct chart_map *m, struct drawing *d, const struct chart_row *row)
{
    const struct outline *o = centre_of(m, row->member);
    char text[NUMBER_TEXT];
    if (o == NULL || !row->known)
        return;
    int64_t x = place_x(m, o->points[0]);
    int64_t y = place_y(m, o->points[1]);
    int64_t radius = radius_of(m, row->value);
    chart_unit_short(&m->count, row->value, text);
    int width = chart_font_width(text, strlen(text), SMALL_SIZE);
    if (radius > 0) {
        drawing_disc(d, x, y, radius + RIM, COLOUR_WHITE);
        drawing_disc(d, x, y, radius, COLOUR_4);
        if (chart_source_provisional(row->figure)) {
            drawing_disc(d, x, y, radius - 2 * RIM, COLOUR_WHITE);
            d->has_provisional = true;
        }
    }
    struct spot at = {(int)((x + FINE / 2) / FINE), (int)((y + FINE / 2) / FINE), COLOUR_TEXT};
    bool is_inside = (int64_t)(width + 2 * GAP) * FINE <= 2 * radius;
    if (is_inside) {
        drawing_text(d, LAYER_SMALL, at, text);
        return;
    }
    at.x += (int)(radius / FINE) + GAP;
    bool is_dark = class_of(m, ratio_of(m, row->member)) >= 0 &&
                   shade(m, class_of(m, ratio_of(m, row->member))) >= LAYER_AREA_4;
    at.colour = is_dark ? COLOUR_WHITE : COLOUR_TEXT;
    drawing_text(d, LAYER_SMALL_LEFT, at, text);
}

/* "60 à 65 %" */
static void say_class(const struct chart_map *m, int class, struct buf *out)
{
    char from[NUMBER_TEXT];
    char to[NUMBER_TEXT];
    int64_t low = m->low + class * m->step;
    int64_t one = decimal_pow10(m->ratio.indicator->decimals);
    chart_text_number(m->s->lang, low / one, 0, from);
    chart_text_percent(m->s->lang, (low + m->step) / one, 0, to);
    chart_text_say(out, m->s->lang, class == m->n_classes - 1 ? TEXT_PERIOD_SPAN : TEXT_CLASS,
                   (const char *const[]){from, to});
}

/* The heading of a part of the key, on as many lines as it needs. */
static int key_heading(struct drawing *d, const char *text, int y)
{
    while (*text != '\0') {
        struct buf line = {0};
        size_t len = chart_font_line(text, TEXT_SIZE, PAGE_WIDTH - PAGE_MARGIN - KEY_LEFT);
        buf_add(&line, text, len);
        drawing_text(d, LAYER_LEFT, (struct spot){KEY_LEFT, y, COLOUR_TEXT}, buf_str(&line));
        buf_release(&line);
        text += len;
        text += *text == ' ';
        y += KEY_LINE - 4;
    }
    return y + 6;
}

/* What a region in grey is. */
static void say_absent(const struct chart_map *m, struct buf *out)
{
    enum text what = TEXT_NOT_AVAILABLE;
    for (int i = 0; i < m->s->regions->count; i++) {
        const struct figure *f = ratio_of(m, i);
        if (f != NULL && f->flag == FLAG_WITHHELD)
            what = TEXT_NEITHER;
    }
    chart_text_say(out, m->s->lang, what, NULL);
}

static int draw_classes(const struct chart_map *m, struct drawing *d, int y)
{
    static const enum colour ramp[] = {COLOUR_RAMP_1, COLOUR_RAMP_2, COLOUR_RAMP_3, COLOUR_RAMP_4,
                                       COLOUR_RAMP_5};
    struct buf text = {0};
    chart_unit_title(&m->ratio, &text);
    y = key_heading(d, buf_str(&text), y);
    for (int i = m->n_classes - 1; i >= -1; i--) {
        buf_cut(&text, 0);
        if (i >= 0)
            say_class(m, i, &text);
        else
            say_absent(m, &text);
        enum colour colour = i < 0 ? COLOUR_ABSENT : ramp[shade(m, i) - LAYER_AREA_1];
        drawing_swatch(d, (struct spot){KEY_LEFT, y - 6, colour});
        drawing_text(d, LAYER_LEFT, (struct spot){KEY_LEFT + KEY_SWATCH, y, COLOUR_TEXT},
                     buf_str(&text));
        y += KEY_LINE;
    }
    buf_release(&text);
    return y;
}

static bool leads_with(int64_t value, int64_t digit)
{
    while (value >= 10)
        value /= 10;
    return value == digit;
}

/* Circles of two round values, side by side with their numbers. */
static void draw_sizes(const struct chart_map *m, struct drawing *d, int y)
{
    struct buf text = {0};
    struct buf title = {0};
    char number[NUMBER_TEXT];
    chart_unit_title(&m->count, &title);
    chart_text_say(&text, m->s->lang, TEXT_SIZE_KEY, (const char *const[]){buf_str(&title)});
    y = key_heading(d, buf_str(&text), y) + MAX_RADIUS / FINE - 8;
    int64_t large = chart_axis_step(m->top, 1, 1);
    if (large > m->top) /* the one before: 5 → 2, 2 → 1, 10 → 5 */
        large = large / 5 * 2 <= m->top && leads_with(large, 5) ? large / 5 * 2 : large / 2;
    const int64_t sizes[] = {large, large / 5};
    int x = KEY_LEFT;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        int radius = (int)(radius_of(m, sizes[i]) / FINE);
        if (sizes[i] <= 0 || radius < 2)
            continue;
        drawing_disc(d, (int64_t)(x + radius) * FINE, (int64_t)y * FINE, radius_of(m, sizes[i]),
                     COLOUR_4);
        chart_unit_short(&m->count, sizes[i], number);
        x += 2 * radius + GAP;
        drawing_text(d, LAYER_SMALL_LEFT, (struct spot){x, y, COLOUR_TEXT}, number);
        x += chart_font_width(number, strlen(number), SMALL_SIZE) + KEY_GAP;
    }
    buf_release(&text);
    buf_release(&title);
}

/* Rows: every region with a figure of either kind. */
static void tabulate(const struct chart_map *m, struct drawing *d)
{
    const struct chart_source *s = m->s;
    struct buf title = {0};
    chart_text_say(&title, s->lang, TEXT_ROW_REGION, NULL);
    drawing_column(d, buf_str(&title));
    const struct chart_unit *const units[] = {&m->count, &m->ratio};
    for (size_t i = 0; i < 2; i++) {
        buf_cut(&title, 0);
        chart_unit_title(units[i], &title);
        drawing_column(d, buf_str(&title));
    }
    for (size_t i = 0; i < m->circles.count; i++) {
        const struct chart_row *row = &m->circles.list[i];
        const struct figure *f = ratio_of(m, row->member);
        char text[NUMBER_TEXT] = "";
        struct buf words = {0};
        drawing_cell(d, row->name);
        chart_source_cell(&m->count, d, row->figure);
        chart_source_cell(&m->ratio, d, f);
        if (row->known) {
            chart_unit_long(&m->count, row->value, text);
            chart_source_read(s, d, row->name, text);
            buf_text(&words, text);
        } else {
            chart_source_absent(s, row->figure, &words);
        }
        if (chart_source_known(f)) {
            chart_unit_short(&m->ratio, f->value, text);
            buf_printf(&words, ", %s", text);
        }
        chart_source_describe(s, d, row->name, buf_str(&words));
        buf_release(&words);
    }
    buf_release(&title);
}

static void draw_map(struct chart_map *m, struct drawing *d)
{
    const struct outlines *all = m->s->outlines;
    m->left = (int64_t)PAGE_MARGIN * FINE;
    m->upper = (int64_t)d->y * FINE;
    for (size_t i = 0; i < all->count; i++) {
        if (all->list[i].kind == OUTLINE_RING)
            draw_ring(m, d, &all->list[i]);
        else if (all->list[i].kind == OUTLINE_FRAME)
            draw_frame(m, d, &all->list[i]);
    }
    for (size_t i = 0; i < m->circles.n_known; i++)
        draw_circle(m, d, &m->circles.list[i]);
    int y = draw_classes(m, d, d->y + 40);
    if (m->circles.n_known > 0 && m->top > 0)
        draw_sizes(m, d, y + KEY_LINE);
    d->y += all->height / 10 + INSET_NAMES + 16;
}

void chart_map_draw(const struct chart_source *s, struct drawing *d)
{
    struct chart_map m = {.s = s};
    struct buf headline = {0};
    struct buf period = {0};
    chart_rows_collect(&m.circles, s, 0);
    chart_rows_sort(&m.circles);
    (void)chart_rows_top(&m.circles, &m.top);
    m.count = chart_source_unit(s, 0, m.top);
    m.ratio = chart_source_unit(s, 1, 0);
    choose_classes(&m);
    const struct figure *whole = chart_source_figure(s, 0, s->region, s->edition->period);
    chart_say_together(s, &m.count, &m.circles,
                       chart_source_known(whole) ? whole->value : chart_rows_sum(&m.circles),
                       &headline);
    chart_source_period(s, &period);
    chart_source_head(s, d, &headline, "", buf_str(&period));
    tabulate(&m, d);
    draw_map(&m, d);
    chart_source_foot(s, d);
    chart_rows_release(&m.circles);
    buf_release(&period);
}
