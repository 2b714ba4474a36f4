/*
 * Writing a book with libxlsxwriter. The library says "no error" for several things that give a
 * file Excel repairs (shared TRAPS.md): texts, headers and names are checked here before each call.
 *
 *     struct writer w = {.book = &book, .err = err};
 *     writer_open(&w, path);
 *     for (…) writer_sheet(&w, &book.sheets[i]);
 *     return writer_close(&w);              0, or -1 with err; the file is then worthless
 *
 * The first thing wrong is kept in err; the calls after it do nothing.
 */
#ifndef PTCE_PUBLISH_WORKBOOK_SHEET_H
#define PTCE_PUBLISH_WORKBOOK_SHEET_H

#include <xlsxwriter.h>

#include "base/err.h"
#include "publish/workbook_book.h"

struct writer {
    struct book *book;
    struct err *err;
    const char *path;
    lxw_workbook *workbook;
    /* Plain, strong; cells of one line stand in the middle of their row, others at its top. */
    lxw_format *formats[STYLES][2][2];
};

void writer_open(struct writer *w, const char *path);
void writer_sheet(struct writer *w, const struct book_sheet *s);
int writer_close(struct writer *w);

/* Set up the closed list of formats (workbook_format.c). */
void writer_formats(struct writer *w);

/* A day as spreadsheets count. */
double writer_serial(int64_t day);

/* Is this number format one of the closed list? */
bool writer_format_known(const char *code);

/* True when nothing is wrong so far. */
bool writer_ok(const struct writer *w);

/* Note the library's error, if it is one. */
void writer_check(struct writer *w, lxw_error error);

/* Is this a text a cell may hold: UTF-8 in NFC, no control characters, not too long? Complains. */
bool writer_text_ok(struct writer *w, const char *text);

#endif
