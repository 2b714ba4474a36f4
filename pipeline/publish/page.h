/*
 * The pages of an edition: index.html of France, regions/<code>-<name>.html of each region. One
 * static file each, well-formed XML, without script, made from the edition's figures, the sentences
 * and sheets of contract/report.json and the list of charts; its look is contract/page.css.
 *
 *     pages_write(run, edition, &request, folder, err)      last: it tells the sizes of the others
 *
 * What is on a page is the table of sections in page.c, a row and a function each. All links are
 * relative and stay inside the edition's folder, which is reached by several names
 * (editions/2026-10.1, 2026-10, latest) and can be copied as it is.
 */
#ifndef PTCE_PUBLISH_PAGE_H
#define PTCE_PUBLISH_PAGE_H

#include "model/edition.h"
#include "model/report.h"
#include "model/run.h"
#include "publish/chart.h"
#include "publish/page_text.h"
#include "publish/workbook_book.h"

struct page_request {
    const bool *region_present; /* by entry of the list regions: has a page and a workbook */
    const struct chart_list *charts;
    const char *previous; /* the edition its values were compared with, "" = none */
};

/* All pages, into the edition's folder. 0, or -1 with err. */
int pages_write(const struct run *run, const struct edition *edition,
                const struct page_request *request, const char *folder, struct err *err);

/* ---- what the sections share ---- */

struct page {
    const struct run *run;
    const struct edition *edition;
    const struct page_request *request;
    const char *folder; /* the edition's, to look at its files */
    const char *css;
    const char *up; /* from this page to that folder: "" or "../" */
    int region;
    enum lang lang;
    struct book book; /* sentences and tables, as the workbook has them */
    struct buf out;
    int n_tables; /* so that each has a name */
    struct err *err;
    bool failed; /* err says why */
};

/* "84-auvergne-rhone-alpes.html" */
void page_name(const struct run *run, int region, struct buf *out);

/* The beginning and the end of any page of ours: up to <body>, and from </body>. */
void page_begin(struct buf *out, enum lang lang, const char *title, const char *css);
void page_end(struct buf *out);

/* Read contract/page.css. -1 with err when it is not there or could end the element it stands in.
 */
int page_css(const struct run *run, struct buf *ret_css, struct err *err);

/* The first sheet of a kind, NULL when the report has none. */
const struct book_sheet *page_sheet(const struct page *p, enum report_rows rows);

/* Rows of a sheet's grid as a table, named by their column `name`; `of` is said before the caption,
 * unless NULL. Left out are the columns before that one, counts of poles that only a workbook has
 * room for, and rows and columns that say nothing but "not applicable". */
struct page_rows {
    int name;
    int first;
    int count;
    const char *of;
};
void page_sheet_table(struct page *p, const struct book_sheet *s, const struct page_rows *rows);

/* The head of any other table, up to <tbody>: caption and column titles, n_numbers of them from
 * `numbers` on of numbers; and its end. */
struct page_columns {
    const char *const *titles;
    int count;
    int numbers;
    int n_numbers;
};
void page_table_begin(struct page *p, const char *caption, const struct page_columns *columns);
void page_table_end(struct page *p);

/* "CSV, 12 ko" as a link to a file of the edition. */
void page_file_link(struct page *p, const char *path, const char *format);

/* The sections, and whether there is anything for them. */
void page_key_points(struct page *p);
void page_charts(struct page *p); /* also writes graphiques/<chart>.csv */
bool page_has_charts(const struct page *p);
void page_regions(struct page *p);
void page_revisions(struct page *p);
void page_coverage(struct page *p);
void page_data(struct page *p);
void page_method(struct page *p);
void page_glossary(struct page *p);
void page_contact(struct page *p);
void page_accessibility(struct page *p);

#endif
