#include <stdlib.h>
#include <string.h>

#include "aggregate/pole_sums.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "model/figure.h"

static const unsigned windows[POLE_WINDOWS] = {WINDOW_MONTH, WINDOW_YEAR_TO_DATE, WINDOW_12_MONTHS};

unsigned pole_sums_window(int i)
{
    return windows[i];
}

void pole_sums_init(struct pole_sums *s, int32_t period)
{
    *s = (struct pole_sums){.period = period};
}

void pole_sums_release(struct pole_sums *s)
{
    free(s->list);
    s->list = NULL;
}

void pole_sums_add(struct pole_sums *s, const struct pole_sum *sum)
{
    if (s->count == s->cap) {
        s->cap = s->cap == 0 ? 64 : s->cap * 2;
        s->list = mem_resize(s->list, s->cap, sizeof *s->list);
    }
    s->list[s->count++] = *sum;
}

void pole_sums_note(struct pole_sums *s, const struct indicator *ind, int indicator, int32_t month,
                    int64_t numerator)
{
    for (int i = 0; i < POLE_WINDOWS; i++) {
        if ((ind->by_pole & windows[i]) == 0 || month > s->period ||
            month < figure_window_first(windows[i], s->period))
            continue;
        if (!decimal_add(&s->pole[indicator][i].value, numerator))
            s->overflow = true;
        s->pole[indicator][i].declared = true;
    }
}

void pole_sums_nil(struct pole_sums *s, const struct contract *c, int table, int32_t month)
{
    for (int i = 0; i < c->n_indicators; i++)
        if (c->indicators[i].table == table)
            pole_sums_note(s, &c->indicators[i], i, month, 0);
}

void pole_sums_end(struct pole_sums *s, const struct contract *c, int pole)
{
    for (int i = 0; i < c->n_indicators; i++)
        for (int w = 0; w < POLE_WINDOWS; w++)
            if (s->pole[i][w].declared)
                pole_sums_add(s, &(struct pole_sum){pole, i, windows[w], s->pole[i][w].value});
    memset(s->pole, 0, sizeof s->pole);
}
