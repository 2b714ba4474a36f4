/* What differs between two explanations of one figure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run_explain.h"

static int line_order(const struct explain_line *a, const struct explain_line *b)
{
    const int64_t x[] = {a->indicator, a->breakdown, a->member,    a->region,
                         a->month,     a->table,     a->numerator, a->denominator};
    const int64_t y[] = {b->indicator, b->breakdown, b->member,    b->region,
                         b->month,     b->table,     b->numerator, b->denominator};
    int order = strcmp(a->pole, b->pole);
    for (size_t i = 0; order == 0 && i < sizeof x / sizeof *x; i++)
        order = (x[i] > y[i]) - (x[i] < y[i]);
    return order;
}

static int line_order_any(const void *a, const void *b)
{
    return line_order(a, b);
}

/* The counted lines alone, in order. */
static size_t sort_counted(struct explain_line *lines, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (lines[i].why == WHY_COUNTED)
            lines[kept++] = lines[i];
    if (kept > 1)
        qsort(lines, kept, sizeof *lines, line_order_any);
    return kept;
}

/* A line of one side alone; its texts are kept by `now`. */
static void keep_change(struct explanation *now, struct explain_line *out, size_t *n,
                        const struct explain_line *line, int change)
{
    struct explain_line *l = &out[(*n)++];
    *l = *line;
    l->change = change;
    l->pole = arena_text(&now->arena, line->pole);
    l->delivery = arena_text(&now->arena, line->delivery);
    l->file = arena_text(&now->arena, line->file);
}

/* Do the changes of the figure's own sum lead from one numerator to the other? */
static bool adds_up(const struct explanation *now, const struct explanation *before)
{
    int64_t sum = VALUE_IS_SET(before->made.numerator) ? before->made.numerator : 0;
    int64_t want = VALUE_IS_SET(now->made.numerator) ? now->made.numerator : 0;
    for (size_t i = 0; i < now->count; i++)
        if (now->lines[i].indicator == now->published.indicator)
            sum += now->lines[i].change * now->lines[i].numerator;
    return sum == want;
}

void explain_since(struct explanation *now, const struct explanation *before, bool *ret_adds_up)
{
    size_t n_old = before->count;
    struct explain_line *old = mem_array(n_old + 1, sizeof *old);
    struct explain_line *out = mem_array(now->count + n_old + 1, sizeof *out);
    size_t n = 0;
    size_t i = 0;
    size_t k = 0;
    memcpy(old, before->lines, n_old * sizeof *old);
    n_old = sort_counted(old, n_old);
    size_t n_new = sort_counted(now->lines, now->count);
    while (i < n_old || k < n_new) {
        int order = i == n_old ? 1 : k == n_new ? -1 : line_order(&old[i], &now->lines[k]);
        if (order < 0)
            keep_change(now, out, &n, &old[i], -1);
        else if (order > 0)
            keep_change(now, out, &n, &now->lines[k], 1);
        i += order <= 0;
        k += order >= 0;
    }
    free(old);
    free(now->lines);
    now->lines = out;
    now->count = n;
    (void)snprintf(now->since, sizeof now->since, "%s", before->edition);
    now->before = before->published;
    *ret_adds_up = adds_up(now, before);
}
