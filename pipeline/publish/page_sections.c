/* The sections of a page, but for the charts and the revisions. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "publish/opendata.h"
#include "publish/page.h"
#include "publish/page_html.h"
#include "publish/workbook.h"

enum { MAX_KEY_POINTS = 6 };

static void paragraph(struct page *p, const char *text)
{
    HTML(&p->out, "<p>{0}</p>\n", text);
}

/* ---- key points ---- */

/* Does the sheet compare the poles that declared both months? */
static bool compares(const struct book_sheet *s)
{
    for (int i = 0; i < s->spec->n_columns; i++)
        if (s->spec->columns[i].value >= REPORT_CONSTANT_CHANGE)
            return true;
    return false;
}

/* The first table of indicators, and those that compare. */
static void key_tables(struct page *p)
{
    const struct book_sheet *first = page_sheet(p, REPORT_INDICATORS);
    for (int i = 0; i < p->book.n_sheets; i++) {
        const struct book_sheet *s = &p->book.sheets[i];
        if (s != first && (s->spec->rows != REPORT_INDICATORS || !compares(s)))
            continue;
        page_sheet_table(p, s,
                         &(struct page_rows){.name = s->n_labels - 2, .count = s->grid.n_rows});
    }
}

/* The report's sentences that the month's figures suffice for. */
void page_key_points(struct page *p)
{
    const struct report *report = p->book.report;
    int n = 0;
    for (int i = 0; i < report->n_sentences && n < MAX_KEY_POINTS; i++) {
        if (p->region != REGION_FRANCE && report->sentences[i].national_only)
            continue;
        const char *text = book_sentence(&p->book, &report->sentences[i]);
        if (text == NULL)
            continue;
        HTML(&p->out, n++ == 0 ? "<ul class=\"points\">\n<li>{0}</li>\n" : "<li>{0}</li>\n", text);
    }
    if (n > 0)
        buf_text(&p->out, "</ul>\n");
    else
        paragraph(p, page_words(p->lang, PAGE_NO_KEY_POINT));
    key_tables(p);
}

/* ---- regions ---- */

/* A figure of a region at the edition's month as a table's cell. */
static void figure_cell(struct page *p, const struct place *place)
{
    struct buf text = {0};
    int64_t value = 0;
    char why = book_figure(&p->book, place, &value);
    const struct indicator *ind = &p->run->contract->indicators[place->indicator];
    if (why != NO_SHORTHAND) {
        buf_printf(&text, "[%c]", why);
    } else {
        workbook_number(&text, p->lang, value, ind->decimals);
        if (ind->percent)
            buf_text(&text, p->lang == LANG_FR ? "\u00a0%" : "%");
    }
    HTML(&p->out, "<td class=\"n\">{0}</td>", text.data);
    buf_release(&text);
}

/* What the list of regions shows of each: a response rate a table, and the first figures. */
static int regional_places(const struct page *p, struct place *ret_places, int max)
{
    static const char *const first[] = {"P01", "J01", "J02"};
    const struct contract *c = p->run->contract;
    int n = 0;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        int indicator = contract_indicator(c, first[i]);
        if (indicator != -1 && n < max)
            ret_places[n++] =
                (struct place){.indicator = indicator, .breakdown = p->book.total, .member = 0};
    }
    for (int t = 0; t < c->n_tables && p->book.response != -1; t++)
        if (c->tables[t].coverage != COVERAGE_NONE && n < max)
            ret_places[n++] = (struct place){
                .indicator = p->book.response, .breakdown = p->book.response_by, .member = t};
    for (int i = 0; i < n; i++) {
        ret_places[i].window = WINDOW_MONTH;
        ret_places[i].month = p->edition->period;
    }
    return n;
}

static void region_row(struct page *p, int region, struct place *places, int n)
{
    struct buf name = {0};
    struct buf book = {0};
    page_name(p->run, region, &name);
    workbook_name(p->run, region, &book);
    HTML(&p->out, "<tr><th scope=\"row\"><a href=\"regions/{0}\">{1}</a></th>", name.data,
         book_territory(&p->book, region));
    for (int i = 0; i < n; i++) {
        places[i].region = region;
        figure_cell(p, &places[i]);
    }
    buf_text(&p->out, "<td>");
    page_file_link(p, book.data, "XLSX");
    buf_text(&p->out, "</td></tr>\n");
    buf_release(&name);
    buf_release(&book);
}

void page_regions(struct page *p)
{
    enum { MAX_PLACES = 3 + MAX_TABLES };
    struct place places[MAX_PLACES];
    const char *titles[MAX_PLACES + 2];
    struct buf caption = {0};
    const struct contract *c = p->run->contract;
    int n = regional_places(p, places, MAX_PLACES);
    titles[0] = book_words(&p->book, TEXT_REGION);
    for (int i = 0; i < n; i++) {
        struct buf title = {0};
        const struct indicator *ind = &c->indicators[places[i].indicator];
        if (places[i].indicator == p->book.response)
            page_say(&title, p->lang, PAGE_RESPONSE,
                     (const char *const[]){c->tables[places[i].member].title[p->lang], NULL});
        else
            buf_text(&title, ind->label[p->lang]);
        titles[i + 1] = book_keep(&p->book, &title);
    }
    titles[n + 1] = page_words(p->lang, PAGE_WORKBOOK);
    page_say(&caption, p->lang, PAGE_REGIONS_CAPTION,
             (const char *const[]){book_month(&p->book, p->edition->period), NULL});
    page_table_begin(p, caption.data, &(struct page_columns){titles, n + 2, 1, n});
    for (int r = 0; r < p->book.regions->count; r++)
        if (p->request->region_present[r])
            region_row(p, r, places, n);
    page_table_end(p);
    buf_release(&caption);
}

/* ---- data ---- */

static void data_row(struct page *p, const char *path, const char *format, const char *title,
                     const char *about)
{
    HTML(&p->out, "<tr><th scope=\"row\">{0}</th><td>{1}</td><td>", title, about);
    page_file_link(p, path, format);
    buf_text(&p->out, "</td></tr>\n");
}

static bool has_file(const struct page *p, const char *path)
{
    struct buf full = {0};
    buf_printf(&full, "%s/%s", p->folder, path);
    bool there = file_exists(full.data);
    buf_release(&full);
    return there;
}

static void workbook_row(struct page *p)
{
    struct buf name = {0};
    struct buf title = {0};
    const struct book_sheet *cover = page_sheet(p, REPORT_COVER);
    workbook_name(p->run, p->region, &name);
    page_say(&title, p->lang, PAGE_WORKBOOK_OF,
             (const char *const[]){book_territory(&p->book, p->region), NULL});
    data_row(p, name.data, "XLSX", title.data, cover == NULL ? "" : cover->title);
    buf_release(&name);
    buf_release(&title);
}

void page_data(struct page *p)
{
    const char *titles[] = {page_words(p->lang, PAGE_DATA_FILE),
                            page_words(p->lang, PAGE_DATA_CONTENTS),
                            page_words(p->lang, PAGE_WORKBOOK)};
    size_t n_files;
    const struct opendata_file *files = opendata_files(&n_files);
    titles[2] = page_words(p->lang, PAGE_DATA_LINK);
    page_table_begin(p, page_words(p->lang, PAGE_DATA_CAPTION),
                     &(struct page_columns){titles, 3, 0, 0});
    workbook_row(p);
    for (size_t i = 0; i < n_files; i++) {
        struct buf path = {0};
        buf_printf(&path, "data/%s.csv", files[i].name);
        if (has_file(p, path.data))
            data_row(p, path.data, "CSV", files[i].title[p->lang], files[i].about[p->lang]);
        buf_release(&path);
    }
    data_row(p, "data/" OPENDATA_PACKAGE, "JSON", OPENDATA_PACKAGE,
             page_words(p->lang, PAGE_DATA_PACKAGE));
    page_table_end(p);
}

/* ---- how to read it ---- */

/* One for each table of returns: its name stands in the first column of the sheet. */
static void coverage_tables(struct page *p, const struct book_sheet *s)
{
    const struct grid *g = &s->grid;
    int first = 0;
    for (int row = 1; row <= g->n_rows; row++) {
        const char *of = grid_at(g, first, 0)->text;
        if (row < g->n_rows && strcmp(grid_at(g, row, 0)->text, of) == 0)
            continue;
        page_sheet_table(p, s, &(struct page_rows){s->n_labels - 1, first, row - first, of});
        first = row;
    }
}

void page_coverage(struct page *p)
{
    const struct contract *c = p->run->contract;
    const struct book_sheet *table = page_sheet(p, REPORT_COVERAGE);
    for (int t = 0; t < c->n_tables; t++)
        if (c->tables[t].coverage != COVERAGE_NONE)
            paragraph(p, book_response(&p->book, t, p->region));
    if (table != NULL)
        coverage_tables(p, table);
}

void page_method(struct page *p)
{
    struct buf signs = {0};
    const struct report *report = p->book.report;
    paragraph(p, book_words(&p->book, TEXT_COVER_SOURCE_TEXT));
    paragraph(p, book_words(&p->book, TEXT_COVER_REVISIONS));
    buf_text(&p->out, "<dl>\n");
    for (int number = 1; number <= p->book.n_notes; number++) {
        for (int i = 0; i < report->n_notes; i++) {
            char text[16];
            struct buf name = {0};
            if (p->book.note_number[i] != number)
                continue;
            (void)snprintf(text, sizeof text, "%d", number);
            page_say(&name, p->lang, PAGE_NOTE, (const char *const[]){text, NULL});
            HTML(&p->out, "<dt>{0}</dt><dd>{1}</dd>\n", name.data, report->notes[i].text[p->lang]);
            buf_release(&name);
        }
    }
    buf_text(&p->out, "</dl>\n");
    page_say(&signs, p->lang, PAGE_SIGNS,
             (const char *const[]){book_words(&p->book, TEXT_NOT_AVAILABLE),
                                   book_words(&p->book, TEXT_WITHHELD),
                                   book_words(&p->book, TEXT_NOT_APPLICABLE),
                                   book_words(&p->book, TEXT_PROVISIONAL), NULL});
    paragraph(p, signs.data);
    buf_release(&signs);
}

void page_glossary(struct page *p)
{
    const struct contract *c = p->run->contract;
    buf_text(&p->out, "<dl class=\"glossary\">\n");
    for (int i = 0; i < c->n_indicators; i++) {
        const struct indicator *ind = &c->indicators[i];
        const char *note = ind->note[p->lang];
        HTML(&p->out, "<dt>{0} <span class=\"code\">{1}, {2}</span></dt><dd>{3}</dd>\n",
             ind->label[p->lang], ind->id, ind->unit[p->lang],
             note == NULL ? ind->label[p->lang] : note);
    }
    buf_text(&p->out, "</dl>\n");
}

void page_contact(struct page *p)
{
    paragraph(p, book_words(&p->book, TEXT_COVER_CONTACT_TEXT));
    HTML(&p->out, "<p><a href=\"{0}\" rel=\"license\">{1}</a></p>\n", OPENDATA_LICENCE,
         book_words(&p->book, TEXT_COVER_LICENCE_TEXT));
    paragraph(p, book_words(&p->book, TEXT_COVER_GEOGRAPHY));
}

void page_accessibility(struct page *p)
{
    paragraph(p, page_words(p->lang, PAGE_ACCESSIBILITY_STATE));
    paragraph(p, page_words(p->lang, PAGE_ACCESSIBILITY_MADE));
    paragraph(p, page_words(p->lang, PAGE_ACCESSIBILITY_RIGHTS));
}
