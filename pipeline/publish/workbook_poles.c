/* The sheet of a region's poles, one by one: data/poles.csv and data/pole-figures.csv. */
#include <string.h>

#include "publish/workbook_book.h"
#include "publish/workbook_figures.h"

enum { COLUMN_CODE, COLUMN_NAME, COLUMN_STATUS, COLUMN_SECTOR, COLUMN_DEPARTEMENT, POLE_LABELS };

static const char *entry_label(struct book *b, const char *field, int entry)
{
    const struct table *t = &b->contract->tables[TABLE_POLES];
    int f = table_field(t, field);
    if (f == -1 || entry == -1)
        return "[x]";
    return t->fields[f].codes->entries[entry].label[b->lang];
}

static void put_value(struct book *b, struct grid *g, int row, int column,
                      const struct report_item *it, char why, int64_t value)
{
    const struct indicator *ind = &b->contract->indicators[it->indicator];
    bool whole = ind->money || ind->decimals == 0;
    if (why != NO_SHORTHAND)
        grid_shorthand(g, row, column, why);
    else
        grid_number(g, row, column, whole ? STYLE_INTEGER : STYLE_DECIMAL, value, ind->decimals);
}

static void put_pole(struct book *b, struct book_sheet *s, int row, int pole, struct marks *marks)
{
    const struct roster *r = &b->edition->roster;
    const struct roster_pole *p = &r->poles[pole];
    struct grid *g = &s->grid;
    grid_text(g, row, COLUMN_CODE, p->code);
    grid_outside(g, row, COLUMN_NAME, p->name);
    grid_text(g, row, COLUMN_STATUS, entry_label(b, ROSTER_STATUS, p->status));
    grid_text(g, row, COLUMN_SECTOR, entry_label(b, ROSTER_SECTOR, p->sector));
    grid_text(g, row, COLUMN_DEPARTEMENT, entry_label(b, ROSTER_DEPARTEMENT, p->departement));
    for (int i = 0; i < s->spec->n_columns; i++) {
        const struct report_item *it = &s->spec->columns[i];
        const struct roster_value *v = roster_find(r, pole, it->indicator, it->window);
        bool stands = v != NULL && v->value != VALUE_BLANK;
        put_value(b, g, row, POLE_LABELS + i, it,
                  stands      ? NO_SHORTHAND
                  : v == NULL ? 'x'
                              : v->flag,
                  stands ? v->value : 0);
        if (stands)
            marks_note(b, marks, g->columns[POLE_LABELS + i].title, false, v->flag == 'p');
    }
}

/* The region's own figures, which the poles add up to. */
static void put_total(struct book *b, struct book_sheet *s, int row, struct marks *marks)
{
    struct grid *g = &s->grid;
    grid_text(g, row, COLUMN_CODE, book_words(b, TEXT_TOTAL));
    grid_text(g, row, COLUMN_NAME, book_territory(b, b->region));
    for (int i = COLUMN_STATUS; i < POLE_LABELS; i++)
        grid_text(g, row, i, "[z]");
    for (int i = 0; i < s->spec->n_columns; i++) {
        const struct report_item *it = &s->spec->columns[i];
        struct place p = {.indicator = it->indicator,
                          .window = it->window,
                          .region = b->region,
                          .breakdown = b->total,
                          .month = b->edition->period};
        int64_t value = 0;
        char why = book_figure(b, &p, &value);
        put_value(b, g, row, POLE_LABELS + i, it, why, value);
        if (why == NO_SHORTHAND)
            marks_note(b, marks, g->columns[POLE_LABELS + i].title, book_revision(b, &p) != NULL,
                       book_is_provisional(b, &p));
    }
    grid_strong_row(g, row);
}

static void add_columns(struct book *b, struct book_sheet *s)
{
    static const enum workbook_text labels[POLE_LABELS] = {
        TEXT_CODE, TEXT_POLE_NAME, TEXT_POLE_STATUS, TEXT_POLE_SECTOR, TEXT_POLE_DEPARTEMENT};
    struct grid *g = &s->grid;
    for (int i = 0; i < POLE_LABELS; i++)
        grid_column(g, book_words(b, labels[i]), false);
    g->columns[COLUMN_CODE].is_code = true;
    for (int i = 0; i < s->spec->n_columns; i++) {
        const struct report_item *it = &s->spec->columns[i];
        const struct indicator *ind = &b->contract->indicators[it->indicator];
        const char *title = it->title[b->lang] == NULL ? ind->label[b->lang] : it->title[b->lang];
        title = lines_with_window(b, ind, title, it->window);
        title = SAY(b, TEXT_WITH_UNIT, title, ind->unit[b->lang]);
        grid_column(g, book_noted(b, title, it->note), true);
    }
}

int book_poles(const struct book *b)
{
    int n = 0;
    for (size_t i = 0; i < b->edition->roster.n_poles; i++)
        n += b->edition->roster.poles[i].region == b->region;
    return n;
}

void book_fill_poles(struct book *b, struct book_sheet *s)
{
    const struct roster *r = &b->edition->roster;
    int n = book_poles(b);
    struct marks *marks = arena_array(&b->arena, (size_t)n + 1, sizeof *marks);
    grid_init(&s->grid, &b->arena, POLE_LABELS + s->spec->n_columns + 1);
    add_columns(b, s);
    grid_rows(&s->grid, n + 1);
    int row = 0;
    for (size_t i = 0; i < r->n_poles; i++)
        if (r->poles[i].region == b->region) {
            put_pole(b, s, row, (int)i, &marks[row]);
            row++;
        }
    put_total(b, s, row, &marks[row]);
    s->n_labels = 2;
    marks_column(b, &s->grid, marks);
}
