/*
 * A workbook as a reader finds it: sheets with their cells, tables, links, page, drawings; formats;
 * properties. Read from the file alone, whoever wrote it, within the limits of model/limits.h.
 *
 *     struct xlsx x;
 *     if (xlsx_read(&x, path, err) == -1) …no workbook at all: damaged, encrypted, another thing…
 *     …x.sheets[i].cells[k]…
 *     xlsx_release(&x);
 *
 * A part that is not well-formed does not stop the reading: it stands in x.faults. Rows and columns
 * count from 0. Everything belongs to x.
 */
#ifndef PTCE_PUBLISH_XLSX_H
#define PTCE_PUBLISH_XLSX_H

#include <stdbool.h>

#include "publish/xml.h"
#include "publish/zip.h"

struct xlsx_range {
    int row, col, last_row, last_col;
};

enum xlsx_kind { XLSX_BLANK, XLSX_TEXT, XLSX_NUMBER, XLSX_BOOLEAN, XLSX_ERROR };

struct xlsx_cell {
    int row, col;
    int format; /* number in x.formats */
    enum xlsx_kind kind;
    bool formula;
    const char *text; /* a number: as it is in the file */
    double number;
};

struct xlsx_columns { /* a run of columns of one width */
    int first, last;
    double width;
    bool hidden;
};

struct xlsx_row {
    int row;
    double height; /* 0 = not given */
    bool hidden;
};

struct xlsx_table {
    const char *part;
    const char *name;
    struct xlsx_range at;
    const char **columns;
    int n_columns;
    bool filter;
    bool *numbers; /* of each column: it holds numbers; for lint.h */
};

struct xlsx_link {
    struct xlsx_range at;
    const char *location; /* inside the workbook; NULL = leads out of it */
};

struct xlsx_validation {
    const char *cells; /* "B4:B200 D4:D200" */
    const char *type;
    const char *source; /* of a list */
    bool prompt;
    bool error;
};

struct xlsx_drawing { /* a picture or chart */
    bool chart;
    int row, col; /* where it begins */
    const char *alt;
    const char **ranges; /* of a chart: the cells it draws */
    int n_ranges;
};

struct xlsx_sheet {
    const char *name;
    const char *part;
    bool hidden;
    struct xlsx_cell *cells; /* by row, then column, as in the file */
    int n_cells;
    struct xlsx_columns *columns;
    int n_columns;
    struct xlsx_row *rows;
    int n_rows;
    struct xlsx_table *tables;
    int n_tables;
    struct xlsx_link *links;
    int n_links;
    struct xlsx_validation *validations;
    int n_validations;
    struct xlsx_drawing *drawings;
    int n_drawings;
    const char *merge; /* the first merged range, NULL = none */
    const char *filter;
    const char *active; /* the active cell, NULL = A1 */
    bool frozen;
    bool fit_page;
    long paper, fit_wide, fit_high;
    bool landscape;
    struct buf margins; /* headers and footers, a line each */
    bool is_protected;
    bool password;
};

struct xlsx_font {
    const char *name;
    double size;
    bool bold, italic;
    const char *rgb; /* "FF0B4F9E", NULL = the theme's or automatic */
};

struct xlsx_format {
    const char *number; /* format code, "General" */
    int font;
    const char *fill;  /* rgb of a solid fill, NULL = none; "?" = not given as rgb */
    const char *align; /* horizontal, NULL = general */
    bool wrap;
    bool unlocked;
    long builtin; /* of its style: 16 = Heading 1 …; -1 = no built-in style */
};

struct xlsx_name {
    const char *name;
    const char *refers;
    long sheet; /* -1 = the whole workbook */
};

struct xlsx_fault {
    const char *part;
    const char *what;
};

struct xlsx {
    const char *path;
    struct zip zip;
    struct arena arena;
    struct xlsx_sheet *sheets;
    int n_sheets;
    struct xlsx_font *fonts;
    int n_fonts;
    struct xlsx_format *formats;
    int n_formats;
    struct xlsx_name *names;
    int n_names;
    struct xlsx_fault *faults; /* parts not well-formed, missing or unknown */
    int n_faults;
    long first_shown; /* the sheet it opens on */
    bool macro;
    bool outside;     /* links to other workbooks */
    bool bad_numbers; /* a <v> that is no number */
    /* properties, NULL = not given */
    const char *title, *language, *creator, *keywords, *category, *created, *modified;
    /* private: */
    const char **strings;
    int n_strings;
    int n_cells;
    bool *parsed; /* of each part */
};

int xlsx_read(struct xlsx *ret, const char *path, struct err *err);
void xlsx_release(struct xlsx *x);

/* The cell, NULL when the file has none there. */
const struct xlsx_cell *xlsx_at(const struct xlsx_sheet *s, int row, int col);
/* Its text, "" when it holds none. */
const char *xlsx_text(const struct xlsx_sheet *s, int row, int col);
const struct xlsx_format *xlsx_format(const struct xlsx *x, const struct xlsx_cell *cell);
double xlsx_width(const struct xlsx_sheet *s, int col); /* in digits */
const struct xlsx_sheet *xlsx_sheet(const struct xlsx *x, const char *name, size_t len);

/* "B4:D9" or "$B$4" → *ret; false when it is no range. */
bool xlsx_range(const char *text, size_t len, struct xlsx_range *ret);
/* "B4" of a cell, into at least 16 bytes. */
void xlsx_name_cell(int row, int col, char *ret_name, size_t cap);

/* ---- between the files of this reader ---- */

/* Add an element of `size` bytes to a list in the arena: list, count and room grow. */
void *xlsx_add(struct xlsx *x, void *list, int *count, size_t size);
char *xlsx_keep(struct xlsx *x, const char *text); /* a copy in the arena; NULL of NULL */
void xlsx_fault(struct xlsx *x, const char *part, const char *what);
/* Read the part, if there is one; when it is not well-formed that is a fault, told once. */
void xlsx_parse(struct xlsx *x, const char *part, const struct xml_reader *r);
/* The name of the part that relation `id` of `part` leads to; NULL when there is none. */
const char *xlsx_related(struct xlsx *x, const char *part, const char *id);
void xlsx_read_sheet(struct xlsx *x, struct xlsx_sheet *s);                     /* xlsx_sheet.c */
void xlsx_read_styles(struct xlsx *x);                                          /* xlsx_styles.c */
void xlsx_read_table(struct xlsx *x, struct xlsx_sheet *s, const char *part);   /* xlsx_drawing.c */
void xlsx_read_drawing(struct xlsx *x, struct xlsx_sheet *s, const char *part); /* xlsx_drawing.c */

#endif
