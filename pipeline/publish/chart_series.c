#include <assert.h>

#include "model/indicator.h"
#include "publish/chart_series.h"

enum { DOT = 525, HOLLOW = 280, APART = 2 * SERIES_LABEL_LINE + 6 };

void chart_series_style(struct chart_series *c, int i)
{
    static const enum colour colours[] = {COLOUR_1, COLOUR_2, COLOUR_3, COLOUR_4};
    *c = (struct chart_series){.line = (enum layer)(LAYER_LINE_1 + i),
                               .dash = (enum layer)(LAYER_DASH_1 + i),
                               .colour = colours[i]};
}

void chart_series_read(struct chart_series *c, const struct chart_source *s, int series, int region,
                       int32_t first, int count)
{
    c->first = first;
    c->count = count;
    c->from = count;
    c->last = -1;
    for (int i = 0; i < count; i++) {
        const struct figure *f = chart_source_figure(s, series, region, first + i);
        c->months[i] = NULL;
        if (!chart_source_known(f))
            continue;
        c->low = c->last == -1 || f->value < c->low ? f->value : c->low;
        c->high = c->last == -1 || f->value > c->high ? f->value : c->high;
        c->from = c->last == -1 ? i : c->from;
        c->last = i;
        c->months[i] = f;
    }
}

static bool has(const struct chart_series *c, int i)
{
    return i >= 0 && i < c->count && c->months[i] != NULL;
}

/* The lines of one look: solid between values that stand, dashed to a provisional one. */
static void draw_segments(const struct chart_series *c, struct drawing *d, const struct scale *x,
                          const struct scale *y, bool is_dashed)
{
    enum layer layer = is_dashed ? c->dash : c->line;
    for (int i = 1; i < c->count; i++) {
        if (!has(c, i - 1) || !has(c, i) || chart_source_provisional(c->months[i]) != is_dashed) {
            drawing_break(d, layer);
            continue;
        }
        bool is_open =
            has(c, i - 2) && i > 1 && chart_source_provisional(c->months[i - 1]) == is_dashed;
        int32_t month = c->first + c->shift + i;
        if (!is_open)
            drawing_point(d, layer, scale_fine(x, month - 1),
                          scale_fine(y, c->months[i - 1]->value));
        drawing_point(d, layer, scale_fine(x, month), scale_fine(y, c->months[i]->value));
    }
    drawing_break(d, layer);
}

void chart_series_draw(const struct chart_series *c, struct drawing *d, const struct scale *x,
                       const struct scale *y)
{
    draw_segments(c, d, x, y, false);
    draw_segments(c, d, x, y, true);
    for (int i = 0; i < c->count; i++) {
        if (!has(c, i))
            continue;
        bool is_hollow = chart_source_provisional(c->months[i]);
        d->has_provisional = d->has_provisional || is_hollow;
        if (i != c->last && (has(c, i - 1) || has(c, i + 1)))
            continue;
        int64_t at_x = scale_fine(x, c->first + c->shift + i);
        int64_t at_y = scale_fine(y, c->months[i]->value);
        drawing_disc(d, at_x, at_y, DOT, c->colour);
        if (is_hollow)
            drawing_disc(d, at_x, at_y, HOLLOW, COLOUR_WHITE);
    }
}

void chart_series_spread(struct end_label *const *labels, int count, int top, int bottom)
{
    struct end_label *sorted[MAX_CHART_SERIES];
    assert(count <= MAX_CHART_SERIES);
    if (count == 0)
        return;
    for (int i = 0; i < MAX_CHART_SERIES; i++)
        sorted[i] = labels[i < count ? i : 0];
    for (int i = 1; i < count; i++)
        for (int k = i; k > 0 && sorted[k - 1]->y > sorted[k]->y; k--) {
            struct end_label *swap = sorted[k];
            sorted[k] = sorted[k - 1];
            sorted[k - 1] = swap;
        }
    int least = top + SERIES_LABEL_LINE / 2;
    for (int i = 0; i < count; i++) {
        sorted[i]->y = sorted[i]->y < least ? least : sorted[i]->y;
        least = sorted[i]->y + APART;
    }
    int most = bottom - SERIES_LABEL_LINE / 2;
    for (int i = count - 1; i >= 0; i--) {
        sorted[i]->y = sorted[i]->y > most ? most : sorted[i]->y;
        most = sorted[i]->y - APART;
    }
}
