/* Tables of a page, and what stands in their cells. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/decimal.h"
#include "publish/page.h"
#include "publish/page_html.h"

const struct book_sheet *page_sheet(const struct page *p, enum report_rows rows)
{
    for (int i = 0; i < p->book.n_sheets; i++)
        if (p->book.sheets[i].spec->rows == rows)
            return &p->book.sheets[i];
    return NULL;
}

/* How the styles of numbers are read; the same as the workbooks' formats. */
static const struct look {
    bool number;
    int decimals;
    bool percent;
    bool sign;
} looks[STYLES] = {
    [STYLE_INTEGER] = {.number = true},
    [STYLE_DECIMAL] = {.number = true, .decimals = 1},
    [STYLE_PERCENT] = {.number = true, .decimals = 1, .percent = true},
    [STYLE_CHANGE_INTEGER] = {.number = true, .sign = true},
    [STYLE_CHANGE_DECIMAL] = {.number = true, .decimals = 1, .sign = true},
    [STYLE_CHANGE_PERCENT] = {.number = true, .decimals = 1, .percent = true, .sign = true},
};

static void say_number(enum lang lang, const struct look *look, int64_t value, int decimals,
                       struct buf *out)
{
    int64_t shown = value;
    int rc = decimals > look->decimals
                 ? decimal_ratio(value, decimal_pow10(decimals - look->decimals), 0, &shown)
                 : decimal_ratio(value, 1, look->decimals - decimals, &shown);
    if (look->sign && shown > 0)
        buf_char(out, '+');
    workbook_number(out, lang, shown, rc == 0 ? look->decimals : decimals);
    if (look->percent)
        buf_text(out, lang == LANG_FR ? "\u00a0%" : "%");
}

static void say_cell(struct page *p, const struct grid_cell *cell, struct buf *out)
{
    switch (cell->kind) {
    case GRID_EMPTY: return;
    case GRID_TEXT:
    case GRID_LINK: buf_text(out, cell->text); return;
    case GRID_DATE:
        if (cell->style == STYLE_MONTH)
            buf_text(out, book_month(&p->book, day_period((int32_t)cell->value)));
        else
            page_say_day(out, p->lang, (int32_t)cell->value);
        return;
    case GRID_NUMBER:
        say_number(p->lang, &looks[cell->style], cell->value, cell->decimals, out);
        return;
    }
}

void page_table_begin(struct page *p, const char *caption, const struct page_columns *columns)
{
    char name[32];
    (void)snprintf(name, sizeof name, "table-%d", ++p->n_tables);
    HTML(&p->out,
         "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"{0}\">\n<table>\n"
         "<caption id=\"{0}\">{1}</caption>\n<thead><tr>",
         name, caption);
    for (int i = 0; i < columns->count; i++)
        HTML(&p->out,
             i >= columns->numbers && i < columns->numbers + columns->n_numbers
                 ? "<th scope=\"col\" class=\"n\">{0}</th>"
                 : "<th scope=\"col\">{0}</th>",
             columns->titles[i]);
    buf_text(&p->out, "</tr></thead>\n<tbody>\n");
}

void page_table_end(struct page *p)
{
    buf_text(&p->out, "</tbody>\n</table>\n</div>\n");
}

static bool is_not_applicable(const struct grid_cell *cell)
{
    return cell->kind == GRID_TEXT && strcmp(cell->text, "[z]") == 0;
}

/* Does the row say nothing but "not applicable"? */
static bool is_idle(const struct grid *g, int row)
{
    for (int c = 0; c < g->n_columns; c++)
        if (g->columns[c].right && !is_not_applicable(grid_at(g, row, c)))
            return false;
    return true;
}

/* Is the column not shown? */
static bool is_left_out(const struct grid *g, const struct page_rows *rows, int column)
{
    const struct report_item *item = g->columns[column].item;
    if (column < rows->name)
        return true;
    if (item != NULL &&
        (item->value == REPORT_CONSTANT_POLES || item->value == REPORT_CONSTANT_YEAR_POLES))
        return true;
    for (int r = rows->first; r < rows->first + rows->count; r++)
        if (!g->columns[column].right || !is_not_applicable(grid_at(g, r, column)))
            return false;
    return true;
}

static void write_row(struct page *p, const struct grid *g, int row, const int *columns, int count)
{
    HTML(&p->out, grid_at(g, row, 0)->strong ? "<tr class=\"total\">" : "<tr>");
    for (int i = 0; i < count; i++) {
        struct buf text = {0};
        say_cell(p, grid_at(g, row, columns[i]), &text);
        HTML(&p->out,
             i == 0                         ? "<th scope=\"row\">{0}</th>"
             : g->columns[columns[i]].right ? "<td class=\"n\">{0}</td>"
                                            : "<td>{0}</td>",
             buf_str(&text));
        buf_release(&text);
    }
    buf_text(&p->out, "</tr>\n");
}

/* The sheet's title without its number in the workbook. */
static const char *caption_of(struct page *p, const struct book_sheet *s, const char *of)
{
    struct buf text = {0};
    if (of != NULL)
        buf_printf(&text, "%s – ", of);
    page_say(&text, p->lang, PAGE_CAPTION,
             (const char *const[]){s->spec->title[p->lang], book_territory(&p->book, p->region),
                                   book_month(&p->book, p->edition->period), NULL});
    const char *caption = book_keep(&p->book, &text);
    for (int i = 0; i < s->spec->n_notes; i++)
        caption = book_noted(&p->book, caption, s->spec->notes[i]);
    return caption;
}

void page_sheet_table(struct page *p, const struct book_sheet *s, const struct page_rows *rows)
{
    const struct grid *g = &s->grid;
    const char *titles[MAX_FIELDS] = {NULL};
    int shown[MAX_FIELDS] = {0};
    struct page_columns columns = {.titles = titles};
    for (int c = 0; c < g->n_columns && columns.count < MAX_FIELDS; c++) {
        if (is_left_out(g, rows, c))
            continue;
        shown[columns.count] = c;
        titles[columns.count++] = g->columns[c].title;
        columns.n_numbers += g->columns[c].right;
        columns.numbers += !g->columns[c].right && columns.n_numbers == 0;
    }
    page_table_begin(p, caption_of(p, s, rows->of), &columns);
    for (int row = rows->first; row < rows->first + rows->count; row++)
        if (!is_idle(g, row))
            write_row(p, g, row, shown, columns.count);
    page_table_end(p);
}

void page_file_link(struct page *p, const char *path, const char *format)
{
    struct buf full = {0};
    struct buf size = {0};
    struct buf words = {0};
    struct stat st;
    buf_printf(&full, "%s/%s", p->folder, path);
    if (stat(full.data, &st) == -1) {
        (void)err_sys(p->err, "cannot look at %s", full.data);
        p->failed = true;
    } else {
        page_say_size(&size, p->lang, st.st_size);
        page_say(&words, p->lang, PAGE_FILE, (const char *const[]){format, size.data, NULL});
        HTML(&p->out, "<a href=\"{0}{1}\">{2}</a>", p->up, path, words.data);
    }
    buf_release(&full);
    buf_release(&size);
    buf_release(&words);
}
