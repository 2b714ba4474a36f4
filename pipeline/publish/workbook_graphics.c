/* The sheets of graphics: the edition's charts as pictures, and charts of the tables. */
#include <stdio.h>

#include "base/decimal.h"
#include "publish/workbook_book.h"

/* The width of the column they stand in holds this many pixels in any spreadsheet; the height
 * leaves room on the page for what is said below. */
enum { GRAPHIC_WIDTH = 640, CHART_HEIGHT = 500, MAX_HEIGHT = 470 };

static struct book_graphic *add_graphic(struct book *b, struct book_sheet *s, const char *heading,
                                        const char *alt)
{
    if (s->graphics == NULL)
        s->graphics = arena_array(&b->arena, MAX_BOOK_GRAPHICS, sizeof *s->graphics);
    if (s->n_graphics == MAX_BOOK_GRAPHICS || s->n_lines + 3 > MAX_BOOK_LINES)
        return NULL;
    struct book_graphic *g = &s->graphics[s->n_graphics++];
    book_line(s, STYLE_HEADING, heading);
    *g = (struct book_graphic){.line = s->n_lines, .alt = alt};
    book_line(s, STYLE_WRAPPED, NULL); /* its own line, without text */
    book_line(s, STYLE_WRAPPED, alt);
    return g;
}

static void begin(struct book *b, struct book_sheet *s, enum workbook_text about, int count)
{
    char number[16];
    (void)snprintf(number, sizeof number, "%d", count);
    book_line(s, STYLE_TITLE, s->title);
    book_line(s, STYLE_WRAPPED, SAY(b, about, number));
}

int book_pictures(const struct book *b)
{
    int count = 0;
    for (size_t i = 0; b->charts != NULL && i < b->charts->count; i++)
        count += b->charts->list[i].region == b->region;
    return count;
}

void book_fill_pictures(struct book *b, struct book_sheet *s)
{
    int count = book_pictures(b);
    begin(b, s, TEXT_ABOUT_PICTURES, count < MAX_BOOK_GRAPHICS ? count : MAX_BOOK_GRAPHICS);
    for (size_t i = 0; i < b->charts->count; i++) {
        const struct chart *c = &b->charts->list[i];
        struct buf file = {0};
        if (c->region != b->region)
            continue;
        struct book_graphic *g = add_graphic(b, s, c->headline, c->desc);
        if (g == NULL)
            return;
        buf_printf(&file, "%s/%s.png", b->chart_folder, c->file);
        g->file = book_keep(b, &file);
        g->natural_width = c->width;
        g->width = GRAPHIC_WIDTH;
        g->height = GRAPHIC_WIDTH * c->height / c->width;
        if (g->height > MAX_HEIGHT) {
            g->height = MAX_HEIGHT;
            g->width = MAX_HEIGHT * c->width / c->height;
        }
    }
}

/* ---- charts of a table's column ---- */

static const char *label_of(struct book *b, const struct book_sheet *s, int row)
{
    const struct grid_cell *c = grid_at(&s->grid, row, 0);
    if (c->kind == GRID_DATE)
        return book_month(b, day_period((int32_t)c->value));
    return grid_at(&s->grid, row, s->n_labels - 1)->text;
}

static const char *value_of(struct book *b, const struct report_item *it, const struct grid_cell *c)
{
    struct buf out = {0};
    book_add_number(b, &b->contract->indicators[it->indicator], c->value, &out);
    return book_keep(b, &out);
}

/* The rows of the first and last number, or of the highest and lowest; false without two. */
static bool two_rows(const struct book_sheet *of, int column, bool line, int *ret_a, int *ret_b)
{
    int n = 0;
    for (int r = 0; r < of->grid.n_rows; r++) {
        const struct grid_cell *c = grid_at(&of->grid, r, column);
        if (c->kind != GRID_NUMBER || c->strong)
            continue;
        if (n == 0 || (!line && c->value > grid_at(&of->grid, *ret_a, column)->value))
            *ret_a = r;
        if (n == 0 || line || c->value < grid_at(&of->grid, *ret_b, column)->value)
            *ret_b = r;
        n++;
    }
    return n >= 2 && *ret_a != *ret_b;
}

static int find_column(const struct grid *g, const struct report_item *item, int region)
{
    for (int c = 0; c < g->n_columns; c++)
        if (g->columns[c].item == item && g->columns[c].region == region)
            return c;
    return -1;
}

static void add_chart(struct book *b, struct book_sheet *s, const struct report_table_chart *spec)
{
    const struct report_sheet *sheet = &b->report->sheets[spec->sheet];
    const struct report_item *item = &sheet->columns[spec->column];
    const struct book_sheet *of = NULL;
    int first = 0;
    int last = 0;
    for (int i = 0; i < b->n_sheets; i++)
        if (b->sheets[i].spec == sheet)
            of = &b->sheets[i];
    int column = of == NULL ? -1 : find_column(&of->grid, item, b->region);
    if (column == -1 || !two_rows(of, column, spec->line, &first, &last))
        return;
    const char *alt =
        spec->line
            ? SAY(b, TEXT_ALT_LINE, spec->title[b->lang], book_territory(b, b->region),
                  value_of(b, item, grid_at(&of->grid, first, column)), label_of(b, of, first),
                  value_of(b, item, grid_at(&of->grid, last, column)), label_of(b, of, last),
                  of->tab)
            : SAY(b, TEXT_ALT_BARS, spec->title[b->lang], book_territory(b, b->region),
                  label_of(b, of, first), value_of(b, item, grid_at(&of->grid, first, column)),
                  label_of(b, of, last), value_of(b, item, grid_at(&of->grid, last, column)),
                  of->tab);
    struct book_graphic *g = add_graphic(b, s, spec->title[b->lang], alt);
    if (g == NULL)
        return;
    g->of = of;
    g->column = column;
    g->is_line = spec->line;
    g->width = GRAPHIC_WIDTH;
    g->height = CHART_HEIGHT;
}

void book_fill_charts(struct book *b, struct book_sheet *s)
{
    const struct report_sheet *spec = s->spec;
    s->n_lines = 2; /* the title and the line about it, when the number is known */
    for (int i = 0; i < spec->n_charts; i++)
        add_chart(b, s, &spec->charts[i]);
    int n_lines = s->n_lines;
    s->n_lines = 0;
    begin(b, s, TEXT_ABOUT_CHARTS, s->n_graphics);
    s->n_lines = n_lines;
}
