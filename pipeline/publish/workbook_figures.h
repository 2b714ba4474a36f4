/*
 * Between the files of the generic table: workbook_lines.c makes the rows, workbook_figures.c the
 * columns and cells, workbook_marks.c the flags.
 */
#ifndef PTCE_PUBLISH_WORKBOOK_FIGURES_H
#define PTCE_PUBLISH_WORKBOOK_FIGURES_H

#include "publish/workbook_book.h"

enum {
    MAX_LABELS = 3,
    MAX_LINES = MAX_SHEET_BREAKDOWNS * MAX_MEMBERS + 1,
    MAX_GRID_COLUMNS = MAX_MEMBERS + 1 /* a crossed table's; 2 × MAX_FIELDS is less */
};

/* What the total holds and no member does: some poles declare people and not, say, their ages. */
enum { MEMBER_REST = -2 };

/* A row: its labels, and the coordinates it gives. */
struct line {
    const char *label[MAX_LABELS];
    int32_t day; /* label 0 is a month */
    int indicator;
    unsigned window;
    int region;
    int breakdown;
    int member; /* -1 in a crossed table: the total; MEMBER_REST */
    int32_t month;
    bool total;
};

struct column {
    const struct report_item *item;
    int region;
    int member; /* crossed: -1 = the total */
};

/* The marks of a row, which stand in a column of their own. */
enum row_mark { MARK_REVISED, MARK_PROVISIONAL, N_MARKS };
struct marks {
    struct buf where[N_MARKS]; /* the titles of the columns so marked … */
    struct buf rest[N_MARKS];  /* … and of the figures that are not */
    int count[N_MARKS];
};

struct maker {
    struct book *book;
    const struct report_sheet *spec;
    struct grid *grid;
    struct line *lines;
    int n_lines;
    struct column *columns;
    int n_columns;
    struct marks *marks; /* of each line */
};

/* The rows of the sheet, by their kind, and the columns that label them. */
void lines_make(struct maker *m);

/* Note that a figure of the row stands below this title, and how it is marked. */
void marks_note(struct book *b, struct marks *of, const char *title, bool revised,
                bool provisional);

/* Put the marks of all rows into a column of their own (OUTPUTS W23), if there are any, and empty
 * them. */
void marks_column(struct book *b, struct grid *g, struct marks *marks);

/* The figure at a place, or the rest of its breakdown. */
char lines_figure(const struct book *b, const struct place *p, int64_t *ret_value);

/* An indicator's title with the window it is of: "Emplois créés, sur douze mois". */
const char *lines_with_window(struct book *b, const struct indicator *ind, const char *title,
                              unsigned window);

#endif
