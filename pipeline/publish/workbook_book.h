/*
 * A book is one workbook as it is to be written: which sheets, their titles and numbers, the lines
 * above each table, the grids, the notes numbered in the order of their first use. It is pure:
 * built from the report and the edition, written by workbook_sheet.c.
 *
 *     struct book book = {.run = run, .report = report, .edition = edition, .region = region};
 *     book_init(&book);           sheets, titles, notes
 *     book_fill(&book);           grids and lines
 *     book_release(&book);
 */
#ifndef PTCE_PUBLISH_WORKBOOK_BOOK_H
#define PTCE_PUBLISH_WORKBOOK_BOOK_H

#include "model/edition.h"
#include "model/indicator.h"
#include "model/report.h"
#include "model/run.h"
#include "publish/chart.h"
#include "publish/workbook_grid.h"
#include "publish/workbook_text.h"

enum { MAX_BOOK_LINES = 128, MAX_BOOK_GRAPHICS = 24, NO_SHORTHAND = '\0' };

/* What stands alone in column A: a title, a line above a table, all of the cover. */
struct book_line {
    enum style style;
    const char *text; /* NULL = a date */
    int32_t day;
};

/* A picture or chart, standing in a line of its own that is as high as it. */
struct book_graphic {
    int line;
    int width, height; /* in the pixels of a screen */
    int natural_width; /* of a picture's drawing */
    const char *alt;   /* type, subject, finding */
    const char *file;  /* a picture: its PNG; NULL = a chart of a column of a table: */
    const struct book_sheet *of;
    int column;
    bool is_line;
};

struct book_sheet {
    const struct report_sheet *spec;
    char *tab;
    char *title; /* what A1 says */
    struct book_line lines[MAX_BOOK_LINES];
    int n_lines;
    struct grid grid; /* n_columns 0: the cover has none */
    int n_labels;     /* columns of the grid that name its rows */
    int n_notes;      /* different notes its title, rows and columns refer to */
    struct book_graphic *graphics;
    int n_graphics;
};

struct book {
    const struct run *run;
    const struct report *report;
    const struct edition *edition;
    int region;                      /* REGION_FRANCE, or the region beside France */
    const struct chart_list *charts; /* drawn already, as pictures in the folder */
    const char *chart_folder;
    /* made by book_init: */
    enum lang lang;
    const struct contract *contract;
    const struct codelist *regions;
    int total;       /* the breakdown "total" */
    int response;    /* the indicator of coverage, -1 = none */
    int response_by; /* its breakdown by tables */
    struct arena arena;
    struct book_sheet *sheets;
    int n_sheets;
    int *note_number; /* of each note of the report; 0 = not used in this book */
    int n_notes;
    bool *revised; /* of the edition's revisions, which are marked in some sheet */
    const struct book_sheet **note_sheet; /* the last sheet that used the note */
};

/* The coordinates of a figure. */
struct place {
    int indicator;
    unsigned window;
    int region;
    int breakdown;
    int member;
    int32_t month;
};

void book_init(struct book *b);
void book_fill(struct book *b);
void book_release(struct book *b);

/* A fixed text with its arguments, in the book's arena. */
#define SAY(b, id, ...) book_say(b, id, (const char *const[]){__VA_ARGS__, NULL})
char *book_say(struct book *b, enum workbook_text id, const char *const *args);
const char *book_words(struct book *b, enum workbook_text id); /* without arguments */

char *book_keep(struct book *b, struct buf *text); /* copy into the arena; empties text */
const char *book_territory(struct book *b, int region);
const char *book_month(struct book *b, int32_t month); /* "octobre 2026" */
const char *book_title_case(struct book *b, const char *text);
/* `text [note 3]`, or text itself for REPORT_NO_NOTE. */
const char *book_noted(struct book *b, const char *text, int note);

void book_line(struct book_sheet *s, enum style style, const char *text);

/* The figure's value: returns NO_SHORTHAND and sets *ret_value, or says why there is none:
 * 'x' not available, 'c' withheld, 'z' not applicable. */
char book_figure(const struct book *b, const struct place *p, int64_t *ret_value);

/* Does the report's item speak of something that only France has? */
bool book_is_national(const struct book *b, const struct report_item *it);

/* "Taux de réponse, emplois, Bretagne : 85,7 % (6 pôles sur 7)." */
const char *book_response(struct book *b, int table, int region);

/* The sentence with its numbers; NULL when one of them is not there, or not in this workbook. */
const char *book_sentence(struct book *b, const struct report_sentence *s);

/* A number as a sentence has it: money in whole euros, everything else to one decimal at most. */
void book_add_number(struct book *b, const struct indicator *ind, int64_t value, struct buf *out);

/* The grid of a sheet, by the kind of its rows. */
void book_fill_figures(struct book *b, struct book_sheet *s);     /* workbook_figures.c */
void book_fill_contents(struct book *b, struct book_sheet *s);    /* workbook_lists.c */
void book_fill_notes(struct book *b, struct book_sheet *s);       /* workbook_lists.c */
void book_fill_definitions(struct book *b, struct book_sheet *s); /* workbook_lists.c */
void book_fill_coverage(struct book *b, struct book_sheet *s);    /* workbook_lists.c */
void book_fill_poles(struct book *b, struct book_sheet *s);       /* workbook_poles.c */
/* The corrections held back, for the line above the sheet Revisions; NULL = none. */
const char *book_held(struct book *b);

void book_fill_revisions(struct book *b, struct book_sheet *s); /* workbook_revisions.c */

/* May the figure still move? Then it is marked [p]. */
bool book_is_provisional(const struct book *b, const struct place *p);

/* The revision of a figure, NULL when it has none; it will stand on the sheet Revisions. */
const struct revision *book_revision(struct book *b, const struct place *p);

void book_fill_cover(struct book *b, struct book_sheet *s); /* workbook_cover.c */
int book_poles(const struct book *b);    /* how many the roster has of the region */
int book_pictures(const struct book *b); /* how many the edition has of its territory */
void book_fill_pictures(struct book *b, struct book_sheet *s); /* workbook_graphics.c */
void book_fill_charts(struct book *b, struct book_sheet *s);   /* … when all tables are filled */

#endif
