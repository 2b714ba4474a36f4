#include <stdio.h>
#include <string.h>

#include "model/period.h"
#include "publish/chart_axis.h"
#include "publish/chart_font.h"

enum { GAP = 8, LINE = 18, MONTH_ROOM = 40 };

int64_t chart_axis_step(int64_t span, int64_t least, int most)
{
    static const int64_t factors[] = {1, 2, 5};
    for (int64_t power = least;; power *= 10)
        for (int i = 0; i < 3; i++)
            if (span <= most * factors[i] * power || power > INT64_MAX / 1000)
                return factors[i] * power;
}

int64_t chart_axis_end(int64_t high, int64_t step)
{
    int64_t end = (high + step - 1) / step * step;
    return end < step ? step : end;
}

/* The first tic: the multiple of step at or above low. */
static int64_t first_tic(const struct axis *a)
{
    int64_t low = a->scale->low;
    return low < 0 ? low / a->step * a->step : (low + a->step - 1) / a->step * a->step;
}

void chart_axis_across(struct drawing *d, const struct axis *a)
{
    char text[NUMBER_TEXT];
    for (int64_t at = first_tic(a); at <= a->scale->high; at += a->step) {
        int64_t x = scale_fine(a->scale, at);
        drawing_segment(d, LAYER_GRID,
                        (struct area){x, (int64_t)a->from * FINE, x, (int64_t)a->to * FINE});
        if (a->is_bare)
            continue;
        chart_unit_tic(a->unit, at, a->step, text);
        drawing_text(d, LAYER_SMALL,
                     (struct spot){scale_unit(a->scale, at), a->to + LINE - 2, COLOUR_SOFT}, text);
    }
}

void chart_axis_up(struct drawing *d, const struct axis *a)
{
    char text[NUMBER_TEXT];
    for (int64_t at = first_tic(a); at <= a->scale->high; at += a->step) {
        int64_t y = scale_fine(a->scale, at);
        drawing_segment(d, LAYER_GRID,
                        (struct area){(int64_t)a->from * FINE, y, (int64_t)a->to * FINE, y});
        if (a->is_bare)
            continue;
        chart_unit_tic(a->unit, at, a->step, text);
        drawing_text(d, LAYER_SMALL_RIGHT,
                     (struct spot){a->from - GAP, scale_unit(a->scale, at), COLOUR_SOFT}, text);
    }
}

int chart_axis_room(const struct axis *a)
{
    char text[NUMBER_TEXT];
    int widest = 0;
    for (int64_t at = first_tic(a); at <= a->scale->high; at += a->step) {
        chart_unit_tic(a->unit, at, a->step, text);
        int width = chart_font_width(text, strlen(text), SMALL_SIZE);
        widest = width > widest ? width : widest;
    }
    return widest + GAP;
}

void chart_axis_months(struct drawing *d, const struct scale *x, int y, enum lang lang)
{
    int32_t count = (int32_t)(x->high - x->low) + 1;
    int32_t fits = (x->to - x->from) / MONTH_ROOM + 1;
    int32_t step = 1;
    while ((count + step - 1) / step > fits)
        step = step == 1 ? 3 : step * 2;
    int year = 0;
    for (int32_t month = (int32_t)x->high - (count - 1) / step * step; month <= x->high;
         month += step) {
        char text[NUMBER_TEXT];
        struct spot at = {scale_unit(x, month), y + LINE, COLOUR_SOFT};
        period_short(month, lang, text, sizeof text);
        text[strcspn(text, " ")] = '\0';
        drawing_text(d, LAYER_SMALL, at, text);
        if (period_year(month) == year)
            continue;
        year = period_year(month);
        at.y += LINE - 2;
        (void)snprintf(text, sizeof text, "%d", year);
        drawing_text(d, LAYER_SMALL, at, text);
    }
}
