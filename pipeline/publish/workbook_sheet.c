#include <errno.h>
#include <string.h>

#include "base/decimal.h"
#include "publish/workbook_drawing.h"
#include "publish/workbook_finish.h"
#include "publish/workbook_layout.h"
#include "publish/workbook_sheet.h"

enum {
    PAPER_A4 = 9,
    LANDSCAPE_OVER = 6,  /* columns */
    UPRIGHT_WIDTH = 100, /* in digits: what A4 upright holds at three quarters */
    MAX_TABLE_NAME = 64
};

/* ---- the workbook ---- */

static void properties(struct writer *w)
{
    struct book *b = w->book;
    const char *month = book_month(b, b->edition->period);
    const char *territory = book_territory(b, b->region);
    char *creator = book_say(b, TEXT_CREATOR, NULL);
    lxw_doc_properties p = {.title = b->n_sheets > 0 ? b->sheets[0].title : NULL,
                            .subject = SAY(b, TEXT_WITH_TERRITORY, territory, month),
                            .author = creator,
                            .company = creator,
                            .category = book_say(b, TEXT_CATEGORY_OF_FILE, NULL),
                            .keywords = SAY(b, TEXT_KEYWORDS, territory, month),
                            .created = (time_t)b->edition->cutoff};
    writer_check(w, workbook_set_properties(w->workbook, &p));
}

void writer_open(struct writer *w, const char *path)
{
    /* Only if its temporary files were not ours, in memory (workbook_tmpfile.c). */
    char *folder = arena_text(&w->book->arena, path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        *slash = '\0';
    lxw_workbook_options options = {.tmpdir = slash == NULL || slash == folder ? NULL : folder};
    w->path = path;
    w->workbook = workbook_new_opt(path, &options);
    if (w->workbook == NULL) {
        writer_check(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    writer_formats(w);
    properties(w);
}

int writer_close(struct writer *w)
{
    errno = 0;
    if (w->workbook != NULL)
        writer_check(w, workbook_close(w->workbook));
    w->workbook = NULL;
    if (!writer_ok(w))
        return -1;
    return workbook_finish(w->path, w->book->lang, w->err);
}

/* ---- cells ---- */

struct target {
    struct writer *w;
    lxw_worksheet *sheet;
    const struct book_sheet *s;
    lxw_row_t header; /* the row of the column titles */
    int *widths;      /* of the table's columns */
};

/* Exact: both are whole numbers that a double holds, and their quotient is rounded once. */
static double as_double(int64_t value, int decimals)
{
    return (double)value / (double)decimal_pow10(decimals);
}

double writer_serial(int64_t day)
{
    return (double)(day + 25569); /* 1970-01-01 in the calendar of spreadsheets */
}

static void put_text(struct target *t, lxw_row_t row, lxw_col_t col, const char *text,
                     lxw_format *format)
{
    if (writer_text_ok(t->w, text))
        writer_check(t->w, worksheet_write_string(t->sheet, row, col, text, format));
}

static void put_link(struct target *t, lxw_row_t row, lxw_col_t col, const char *tab,
                     lxw_format *format)
{
    struct buf url = {0};
    buf_printf(&url, "internal:'%s'!A1", tab);
    if (writer_text_ok(t->w, tab))
        writer_check(t->w,
                     worksheet_write_url_opt(t->sheet, row, col, url.data, format, tab, NULL));
    buf_release(&url);
}

static void put_cell(struct target *t, lxw_row_t row, lxw_col_t col, const struct grid_cell *cell,
                     bool middle)
{
    lxw_format *format = t->w->formats[cell->style][cell->strong][middle];
    switch (cell->kind) {
    case GRID_TEXT: put_text(t, row, col, cell->text, format); break;
    case GRID_LINK: put_link(t, row, col, cell->text, format); break;
    case GRID_DATE:
        writer_check(
            t->w, worksheet_write_number(t->sheet, row, col, writer_serial(cell->value), format));
        break;
    case GRID_NUMBER:
        writer_check(t->w, worksheet_write_number(t->sheet, row, col,
                                                  as_double(cell->value, cell->decimals), format));
        break;
    case GRID_EMPTY:
        (void)err_set(t->w->err, "%s: %s: row %u has an empty cell", t->w->path, t->s->tab,
                      (unsigned)row + 1);
        break;
    }
}

static void put_lines(struct target *t)
{
    for (int i = 0; i < t->s->n_lines && writer_ok(t->w); i++) {
        const struct book_line *line = &t->s->lines[i];
        lxw_format *format = t->w->formats[line->style][0][0];
        if (line->text == NULL && line->day == 0)
            continue; /* a graphic's */
        if (line->text != NULL)
            put_text(t, (lxw_row_t)i, 0, line->text, format);
        else
            writer_check(t->w, worksheet_write_number(t->sheet, (lxw_row_t)i, 0,
                                                      writer_serial(line->day), format));
    }
}

static void set_height(struct target *t, lxw_row_t row, double height)
{
    writer_check(t->w, worksheet_set_row(t->sheet, row, height, NULL));
}

/* ---- the table ---- */

static bool headers_ok(struct target *t)
{
    const struct grid *g = &t->s->grid;
    for (int c = 0; c < g->n_columns; c++) {
        if (!writer_text_ok(t->w, g->columns[c].title))
            return false;
        for (int d = 0; d < c; d++)
            if (strcmp(g->columns[c].title, g->columns[d].title) == 0) {
                (void)err_set(t->w->err, "%s: %s: two columns are called \"%s\"", t->w->path,
                              t->s->tab, g->columns[c].title);
                return false;
            }
    }
    return true;
}

static void put_row(struct target *t, int row)
{
    const struct grid *g = &t->s->grid;
    lxw_row_t at = t->header + 1 + (lxw_row_t)row;
    int lines = layout_row_lines(g, row, t->widths);
    set_height(t, at, layout_row_height(lines));
    for (int c = 0; c < g->n_columns && writer_ok(t->w); c++)
        put_cell(t, at, (lxw_col_t)c, grid_at(g, row, c), lines == 1);
}

/* Table objects have names of their own, unique in the workbook as the tabs are. */
static void put_table(struct target *t)
{
    const struct grid *g = &t->s->grid;
    char name[MAX_TABLE_NAME];
    struct arena *arena = &t->w->book->arena;
    lxw_table_column *columns = arena_array(arena, (size_t)g->n_columns, sizeof *columns);
    lxw_table_column **list = arena_array(arena, (size_t)g->n_columns + 1, sizeof *list);
    if (g->n_rows == 0 || !headers_ok(t))
        return;
    for (int c = 0; c < g->n_columns; c++) {
        enum style style = g->columns[c].right      ? STYLE_HEADER_RIGHT
                           : g->columns[c].indented ? STYLE_HEADER_INDENTED
                                                    : STYLE_HEADER_LEFT;
        columns[c].header = g->columns[c].title;
        columns[c].header_format = t->w->formats[style][0][0];
        list[c] = &columns[c];
    }
    (void)snprintf(name, sizeof name, "Table_%s", t->s->tab);
    lxw_table_options options = {.name = name,
                                 .no_autofilter = LXW_TRUE,
                                 .no_banded_rows = LXW_TRUE,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 0,
                                 .columns = list};
    writer_check(t->w, worksheet_add_table(t->sheet, t->header, 0, t->header + (lxw_row_t)g->n_rows,
                                           (lxw_col_t)(g->n_columns - 1), &options));
    for (int r = 0; r < g->n_rows; r++)
        put_row(t, r);
}

/* ---- widths and heights ---- */

static void find_widths(struct target *t)
{
    const struct grid *g = &t->s->grid;
    t->widths = arena_array(&t->w->book->arena, (size_t)g->n_columns + 1, sizeof *t->widths);
    for (int c = 0; c < g->n_columns; c++)
        t->widths[c] = layout_width(g, c);
}

static void set_sizes(struct target *t)
{
    const struct grid *g = &t->s->grid;
    for (int i = 0; i < t->s->n_lines; i++)
        set_height(t, (lxw_row_t)i, layout_line_height(&t->s->lines[i], layout_lines_width(t->s)));
    for (int i = 0; i < t->s->n_graphics; i++)
        set_height(t, (lxw_row_t)t->s->graphics[i].line, layout_graphic_height(&t->s->graphics[i]));
    if (g->n_columns == 0) {
        writer_check(t->w, worksheet_set_column(t->sheet, 0, 0, layout_lines_width(t->s), NULL));
        return;
    }
    for (int c = 0; c < g->n_columns; c++)
        writer_check(
            t->w, worksheet_set_column(t->sheet, (lxw_col_t)c, (lxw_col_t)c, t->widths[c], NULL));
    set_height(t, t->header, layout_header_height(g, t->widths));
}

/* ---- the view and the page ---- */

static void set_view(struct target *t)
{
    const struct grid *g = &t->s->grid;
    if (grid_is_large(g))
        worksheet_freeze_panes(t->sheet, t->header + 1, (lxw_col_t)t->s->n_labels);
    for (int c = 0; c < g->n_columns; c++) {
        char range[48];
        if (!g->columns[c].is_code)
            continue;
        (void)snprintf(range, sizeof range, "%c%u:%c%u", 'A' + c, (unsigned)t->header + 2, 'A' + c,
                       (unsigned)t->header + 1 + (unsigned)g->n_rows);
        writer_check(t->w,
                     worksheet_ignore_errors(t->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
    }
}

/* Each graphic begins a page with its heading, but the first. */
static void page_breaks(struct target *t)
{
    lxw_row_t rows[MAX_BOOK_GRAPHICS + 1] = {0};
    int n = 0;
    for (int i = 1; i < t->s->n_graphics; i++)
        rows[n++] = (lxw_row_t)t->s->graphics[i].line - 1;
    if (n > 0)
        writer_check(t->w, worksheet_set_h_pagebreaks(t->sheet, rows));
}

static void set_page(struct target *t)
{
    const struct grid *g = &t->s->grid;
    worksheet_set_paper(t->sheet, PAPER_A4);
    if (g->n_columns > LANDSCAPE_OVER || t->s->n_graphics > 0 ||
        (g->n_columns > 0 && layout_page_width(t->s, t->widths) > UPRIGHT_WIDTH))
        worksheet_set_landscape(t->sheet);
    page_breaks(t);
    bool one_page = g->n_columns == 0 && t->s->n_graphics == 0; /* the cover */
    worksheet_fit_to_pages(t->sheet, 1, one_page ? 1 : 0);
    if (g->n_columns > 0)
        writer_check(t->w, worksheet_repeat_rows(t->sheet, t->header, t->header));
    writer_check(t->w, worksheet_set_footer(t->sheet, book_words(t->w->book, TEXT_FOOTER)));
}

void writer_sheet(struct writer *w, const struct book_sheet *s)
{
    if (!writer_ok(w))
        return;
    struct target t = {.w = w, .s = s, .header = (lxw_row_t)s->n_lines};
    t.sheet = workbook_add_worksheet(w->workbook, s->tab);
    if (t.sheet == NULL) {
        (void)err_set(w->err, "%s: no sheet can be called \"%s\"", w->path, s->tab);
        return;
    }
    find_widths(&t);
    put_lines(&t);
    if (s->grid.n_columns > 0)
        put_table(&t);
    set_sizes(&t); /* before the graphics, which are placed by them */
    for (int i = 0; i < s->n_graphics; i++)
        writer_graphic(w, t.sheet, &s->graphics[i]);
    set_view(&t);
    set_page(&t);
}
