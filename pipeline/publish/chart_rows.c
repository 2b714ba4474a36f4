#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/indicator.h"
#include "publish/chart_font.h"
#include "publish/chart_rows.h"

enum {
    RIM = 2 * FINE, /* of a hollow bar */
    MAX_NAME_WIDTH = 320,
    GAP = 12,
    AROUND = 5
}; /* bars leave a fifth of a row above and below */

struct chart_row *chart_rows_add(struct chart_rows *rows)
{
    if (rows->count == rows->cap) {
        rows->cap = rows->cap == 0 ? 32 : rows->cap * 2;
        rows->list = mem_resize(rows->list, rows->cap, sizeof *rows->list);
    }
    rows->list[rows->count] = (struct chart_row){0};
    return &rows->list[rows->count++];
}

static void add(struct chart_rows *rows, const struct code_entry *entry, int member,
                const struct figure *f, enum lang lang)
{
    bool is_known = chart_source_known(f);
    *chart_rows_add(rows) = (struct chart_row){
        .name = entry->label[lang],
        .figure = f,
        .member = member,
        .value = is_known ? f->value : 0,
        .known = is_known,
        .is_rest = text_starts(entry->code, "autre"),
    };
}

void chart_rows_collect(struct chart_rows *rows, const struct chart_source *s, int series)
{
    int b = s->chart->breakdown;
    if (b == -1) {
        for (int i = 0; i < s->regions->count; i++) {
            const struct figure *f = chart_source_figure(s, series, i, s->edition->period);
            if (chart_source_known(f) || chart_source_expected(s, i))
                add(rows, &s->regions->entries[i], i, f, s->lang);
        }
        return;
    }
    const struct codelist *codes = s->contract->breakdowns[b].codes;
    for (int i = 0; i < codes->count; i++) {
        const struct figure *f = chart_source_member(s, series, b, i);
        bool is_withheld = f != NULL && f->flag == FLAG_WITHHELD;
        if (is_withheld || (f != NULL && chart_source_known(f) && f->value != 0))
            add(rows, &codes->entries[i], i, f, s->lang);
    }
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

int64_t chart_rows_least(const struct chart_rows *rows)
{
    int64_t least = 0;
    for (size_t i = 0; i < rows->n_known; i++)
        if (i == 0 || rows->list[i].value < least)
            least = rows->list[i].value;
    return least;
}

int64_t chart_rows_sum(const struct chart_rows *rows)
{
    int64_t sum = 0;
    for (size_t i = 0; i < rows->n_known; i++)
        (void)decimal_add(&sum, rows->list[i].value);
    return sum;
}

int chart_rows_middle(const struct chart_rows *rows, size_t row)
{
    return rows->top + (int)row * rows->height + rows->height / 2;
}

struct area chart_rows_band(const struct chart_rows *rows, size_t row, int64_t from, int64_t to)
{
    int64_t top = (int64_t)(rows->top + (int)row * rows->height) * FINE;
    int64_t height = (int64_t)rows->height * FINE;
    return (struct area){from, top + height / AROUND, to, top + height - height / AROUND};
}

void chart_rows_layout(struct chart_rows *rows, struct drawing *d, struct row_form form)
{
    int widest = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const char *name = rows->list[i].name;
        int width = chart_font_width(name, strlen(name), TEXT_SIZE) + 2;
        widest = width > widest ? width : widest;
    }
    int names = widest < MAX_NAME_WIDTH ? widest : MAX_NAME_WIDTH;
    rows->left = PAGE_MARGIN + names + GAP;
    rows->right = PAGE_WIDTH - PAGE_MARGIN - form.right;
    rows->top = d->y + form.above;
    rows->height = form.height;
    for (size_t i = 0; i < rows->count; i++) {
        struct buf name = {0};
        struct spot at = {rows->left - GAP, chart_rows_middle(rows, i), COLOUR_TEXT};
        chart_font_cut(&name, rows->list[i].name, TEXT_SIZE, names);
        drawing_text(d, LAYER_RIGHT, at, buf_str(&name));
        buf_release(&name);
    }
    d->y = rows->top + (int)rows->count * form.height;
}

void chart_rows_bar(struct drawing *d, struct area a, enum colour colour, const struct figure *f)
{
    drawing_bar(d, a, colour);
    if (!chart_source_provisional(f) || a.right - a.left <= 2 * RIM)
        return;
    drawing_bar(d, (struct area){a.left + RIM, a.top + RIM, a.right - RIM, a.bottom - RIM},
                COLOUR_WHITE);
    d->has_provisional = true;
}

int64_t chart_rows_farthest(int64_t low, int64_t high)
{
    return low < 0 && -low > high ? -low : high;
}

void chart_rows_release(struct chart_rows *rows)
{
    free(rows->list);
    *rows = (struct chart_rows){0};
}
