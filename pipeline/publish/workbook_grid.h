/*
 * A grid is a table ready to be written: columns with their titles, rows of cells, each cell a
 * text, a number, a date or a link, in one style of a closed list. Nothing here knows
 * libxlsxwriter: the grids of a workbook are built whole, then written (workbook_sheet.c).
 *
 *     grid_init(&g, &arena, max_columns);
 *     grid_column(&g, "Région", false);
 *     grid_column(&g, "Effectif total (personnes)", true);
 *     grid_rows(&g, 19);
 *     grid_text(&g, 0, 0, "Bretagne");
 *     grid_number(&g, 0, 1, STYLE_INTEGER, 1234, 0);
 *
 * Texts are borrowed from the arena, the contract or the report.
 */
#ifndef PTCE_PUBLISH_WORKBOOK_GRID_H
#define PTCE_PUBLISH_WORKBOOK_GRID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

/* The closed list of formats (OUTPUTS W26 to W32). The rest of each is in workbook_sheet.c. */
enum style {
    STYLE_TEXT,
    STYLE_WRAPPED,
    STYLE_INDENTED, /* … right of a column of numbers */
    STYLE_TITLE,
    STYLE_HEADING,
    STYLE_NOTICE,
    STYLE_HEADER_LEFT,
    STYLE_HEADER_RIGHT,
    STYLE_HEADER_INDENTED,
    STYLE_LINK,
    STYLE_SHORTHAND,
    STYLE_DATE,
    STYLE_MONTH,
    STYLE_INTEGER,
    STYLE_DECIMAL,
    STYLE_PERCENT,
    STYLE_CHANGE_INTEGER,
    STYLE_CHANGE_DECIMAL,
    STYLE_CHANGE_PERCENT,
    STYLES
};

enum grid_kind { GRID_EMPTY, GRID_TEXT, GRID_LINK, GRID_NUMBER, GRID_DATE };

struct grid_cell {
    enum grid_kind kind;
    enum style style;
    bool strong;      /* of a total */
    bool outside;     /* words of a chamber's, not ours */
    const char *text; /* GRID_TEXT; GRID_LINK: the tab it leads to, which is also what it says */
    int64_t value;    /* GRID_NUMBER in units of 10^-decimals; GRID_DATE: day */
    int decimals;
};

struct grid_column {
    char *title;
    bool right;       /* of numbers */
    bool indented;    /* of texts that would touch the column before */
    bool is_code;     /* texts that look like numbers */
    const void *item; /* what it shows, and of which region: the report's column */
    int region;
};

struct grid {
    struct arena *arena;
    struct grid_column *columns;
    int n_columns;
    int max_columns;
    struct grid_cell *cells; /* n_rows × n_columns */
    int n_rows;
};

void grid_init(struct grid *g, struct arena *arena, int max_columns);

/* Add a column; only before grid_rows. Returns its number. */
int grid_column(struct grid *g, const char *title, bool right);

/* Make room for the rows, once, after the last column. */
void grid_rows(struct grid *g, int n_rows);

/* Add one more column of texts, behind the last, when the rows are there already. */
int grid_widen(struct grid *g, const char *title);

struct grid_cell *grid_at(const struct grid *g, int row, int column);

/* Wrapped where its column is narrower (workbook_layout.h). */
void grid_text(struct grid *g, int row, int column, const char *text);
/* The same of a name that a chamber wrote: square brackets, which stand for shorthands and notes
 * here, become round. */
void grid_outside(struct grid *g, int row, int column, const char *text);
void grid_link(struct grid *g, int row, int column, const char *tab);
void grid_date(struct grid *g, int row, int column, enum style style, int32_t day);
void grid_number(struct grid *g, int row, int column, enum style style, int64_t value,
                 int decimals);

/* A cell without number: 'x', 'c' or 'z' (OUTPUTS W35). */
void grid_shorthand(struct grid *g, int row, int column, char letter);

void grid_strong_row(struct grid *g, int row);
bool grid_has_shorthand(const struct grid *g, char letter);

/* How many characters a cell shows. */
int grid_cell_chars(const struct grid_cell *cell);

/* More rows or columns than a screen shows (W22). */
bool grid_is_large(const struct grid *g);

#endif
