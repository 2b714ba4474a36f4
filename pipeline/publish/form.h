/*
 * A form is a workbook for one chamber: the template it fills in, the feedback on what it sent. The
 * library says "no error" for several things that give a file Excel repairs (TRAPS): every text
 * goes through form_clean first, so that nothing a sender wrote can spoil the file.
 *
 *     struct form f = {.err = err, .lang = run->lang};
 *     form_open(&f, path, &card);
 *     lxw_worksheet *sheet = form_sheet(&f, "emplois");
 *     form_text(&f, sheet, 0, 0, FORM_HEADER, "Effectif total");
 *     return form_close(&f);           0, or -1 with err; the file is then worthless
 *
 * The first thing wrong is kept in err; the calls after it do nothing. All of it in a child process
 * (form_write), since the library may crash when memory is short.
 */
#ifndef PTCE_PUBLISH_FORM_H
#define PTCE_PUBLISH_FORM_H

#include <stdbool.h>
#include <stdint.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/lang.h"
#include "publish/form_text.h"

enum form_style {
    FORM_TITLE,
    FORM_HEADING,
    FORM_LINE,    /* runs over the empty cells beside it */
    FORM_WRAPPED, /* a sender's text, wrapped */
    FORM_TEXT,    /* wrapped */
    FORM_ASIDE,   /* wrapped, set off from a column whose lines may be full */
    FORM_STRONG,  /* wrapped */
    FORM_LINK,
    FORM_REQUIRED, /* title of a column that must be filled in */
    FORM_HEADER,   /* title of another column */
    FORM_HEADER_ASIDE,
    FORM_CELL,    /* a text as it is: zeros kept, never a formula */
    FORM_COUNT,   /* a whole number */
    FORM_TALLY,   /* the same, left, beside texts */
    FORM_DECIMAL, /* two places, without thousands: what a reader of CSV expects */
    FORM_DAY,     /* AAAA-MM-JJ */
    FORM_OPEN_CELL,
    FORM_OPEN_COUNT,
    FORM_OPEN_DECIMAL,
    FORM_OPEN_DAY,
    FORM_WRONG,    /* a cell with an error: ▲ before its text, a thick border */
    FORM_DOUBTFUL, /* a cell with a warning: ○ before its text, a dashed border */
    FORM_STYLES
};

/* What is said of the file in its properties. */
struct form_card {
    const char *title;
    const char *subject;
    const char *creator;
    const char *category;
    int64_t created;      /* instant: the same bytes come out for the same one */
    const char *property; /* a property of our own, NULL = none … */
    const char *value;    /* … and its value */
};

struct form {
    struct err *err;
    enum lang lang;
    const char *path;
    lxw_workbook *workbook;
    lxw_format *formats[FORM_STYLES];
};

void form_open(struct form *f, const char *path, const struct form_card *card);
lxw_worksheet *form_sheet(struct form *f, const char *tab);
bool form_ok(const struct form *f);
void form_check(struct form *f, lxw_error error); /* note the library's error, if it is one */
int form_close(struct form *f);

void form_text(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
               enum form_style style, const char *text);
void form_number(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                 enum form_style style, int64_t value, int decimals);
void form_day(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
              enum form_style style, int32_t day);

/* A link to a cell ("D14") of a sheet of this workbook. */
void form_link(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const char *tab,
               const char *cell, const char *text);
void form_comment(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                  const char *text);
void form_width(struct form *f, lxw_worksheet *sheet, lxw_col_t col, double width);

/* Make the row as high as so many lines: spreadsheets do not work it out when they open a file. */
void form_height(struct form *f, lxw_worksheet *sheet, lxw_row_t row, size_t lines);

/* How a sheet is printed: A4, with page numbers. */
enum form_paper {
    FORM_UPRIGHT,
    FORM_ONE_PAGE, /* upright, and no more than one */
    FORM_ACROSS,   /* one page wide, the first row on every page */
    FORM_WIDE      /* as many pages wide as it takes, the first row and column on every page */
};
void form_page(struct form *f, lxw_worksheet *sheet, enum form_paper paper);

/* A form to be written in a child process: `write` gets arg and a path beside `path`, where the
 * finished file takes its place once it has been read back. */
struct form_job {
    int (*write)(void *arg, const char *path, struct err *err);
    void *arg;
    const char *path;
    unsigned mode;  /* of the file */
    struct err why; /* set by form_write_all when this one failed */
    bool failed;
    bool reported; /* … by its own account: the machine's fault */
};

/* Write all of them, `at_once` together. Those that failed are marked and leave nothing behind. -1
 * with err only when the machine gives no processes. */
int form_write_all(struct form_job *jobs, size_t n, int at_once, struct err *err);

#endif
