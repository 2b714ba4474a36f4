#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"

enum { MAX_NAME_WIDTH = 320, GAP = 12, AXIS_HEIGHT = 44 };

struct chart_row *chart_rows_add(struct chart_rows *rows)
{
    if (rows->count == rows->cap) {
        rows->cap = rows->cap == 0 ? 32 : rows->cap * 2;
        rows->list = mem_resize(rows->list, rows->cap, sizeof *rows->list);
    }
    rows->list[rows->count] = (struct chart_row){0};
    return &rows->list[rows->count++];
}

static int compare(const void *a_, const void *b_)
{
    const struct chart_row *a = a_;
    const struct chart_row *b = b_;
    if (a->known != b->known)
        return a->known ? -1 : 1;
    if (a->is_rest != b->is_rest)
        return a->is_rest ? 1 : -1;
    if (a->known && a->value != b->value)
        return a->value > b->value ? -1 : 1;
    return a->member < b->member ? -1 : 1;
}

void chart_rows_sort(struct chart_rows *rows)
{
    if (rows->count > 0)
        qsort(rows->list, rows->count, sizeof *rows->list, compare);
    rows->n_known = 0;
    for (size_t i = 0; i < rows->count; i++)
        rows->n_known += rows->list[i].known;
}

size_t chart_rows_top(const struct chart_rows *rows, int64_t *ret_value)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n_known; i++) {
        int64_t value = rows->list[i].value;
        if (n > 0 && value < *ret_value)
            continue;
        n = n > 0 && value == *ret_value ? n + 1 : 1;
        *ret_value = value;
    }
    return n;
}

int chart_rows_middle(const struct drawing *d, size_t row)
{
    int height = (int)(d->plot.height * ROW / d->plot.y_low); /* of a row: exact */
    return d->plot.top + (int)row * height + height / 2;
}

void chart_rows_layout(const struct chart_rows *rows, struct drawing *d, struct row_form form)
{
    int widest = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const char *name = rows->list[i].name;
        int width = chart_font_width(name, strlen(name), TEXT_SIZE) + 2;
        widest = width > widest ? width : widest;
    }
    int names = widest < MAX_NAME_WIDTH ? widest : MAX_NAME_WIDTH;
    struct plot *p = &d->plot;
    p->left = PAGE_MARGIN + names + GAP;
    p->top = d->y + form.above;
    p->width = PAGE_WIDTH - PAGE_MARGIN - form.right - p->left;
    p->height = (int)rows->count * form.height;
    p->y_low = (int64_t)rows->count * ROW;
    p->y_high = 0;
    p->values = AXIS_X;
    for (size_t i = 0; i < rows->count; i++) {
        struct buf name = {0};
        struct spot at = {p->left - GAP, chart_rows_middle(d, i), COLOUR_TEXT};
        chart_font_cut(&name, rows->list[i].name, TEXT_SIZE, names);
        drawing_text(d, LAYER_RIGHT, at, buf_str(&name));
        buf_release(&name);
    }
}

void chart_rows_base(const struct chart_rows *rows, struct drawing *d)
{
    if (rows->n_known == 0)
        return;
    drawing_line(d, LAYER_BASE, (struct mark){0, 0, COLOUR_SOFT});
    drawing_line(d, LAYER_BASE, (struct mark){0, d->plot.y_low, COLOUR_SOFT});
}

void chart_rows_end(const struct chart_rows *rows, struct drawing *d)
{
    d->y = d->plot.top + d->plot.height + (rows->n_known > 0 ? AXIS_HEIGHT : GAP);
}

void chart_rows_release(struct chart_rows *rows)
{
    free(rows->list);
    *rows = (struct chart_rows){0};
}
