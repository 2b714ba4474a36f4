#include <string.h>

#include "publish/chart_font.h"
#include "publish/workbook_layout.h"

enum {
    WRAPPED_WIDTH = 72, /* of texts that may take several lines, at most */
    NARROW_WIDTH = 40,  /* the same, where they share the page with more than one column */
    NUMBER_WIDTH = 13,  /* at least */
    HEADER_LINES = 5,   /* that a column's title may take */
    INDENT = 2,
    GAP = 1, /* between titles that stand right */
    TITLE_SIZE = 16,
    BODY_SIZE = 12,
    EM = 1000, /* texts are measured at this size, in which … */
    DIGIT = 556
};

static const double body_line = 15.75; /* points a line of 12 takes, spacing included */
static const double row_air = 2.25;    /* keeps the first row of a table off the line above it */
static const double heading_line = 30; /* with the air above it */
static const double title_line = 24;
static const double spare = 1.03; /* fonts are drawn in whole pixels */

/* In digits, rounded up. */
static int text_width(const char *text, size_t len, enum font_face face)
{
    return (chart_font_face_width(text, len, face, EM) + DIGIT - 1) / DIGIT;
}

static int lines_of(const char *text, int width, enum font_face face)
{
    return chart_font_lines(text, face, EM, (int)(width * DIGIT / spare), NULL);
}

static enum font_face face_of(bool bold)
{
    return bold ? FONT_BOLD : FONT_PLAIN;
}

/* Does a line of a column's title come so near to the column before that two titles read as one?
 * Spreadsheets give a column up to a digit more than it asks for. */
static bool is_full(const char *title, int width)
{
    for (int more = 0; more < DIGIT; more += DIGIT / 4) {
        int widest = 0;
        (void)chart_font_lines(title, FONT_BOLD, EM, width * DIGIT + more, &widest);
        if (widest > (width - GAP) * DIGIT + more)
            return true;
    }
    return false;
}

static int longest_word(const char *text)
{
    int longest = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, " -");
        len += text[len] == '-';
        int width = text_width(text, len, FONT_BOLD);
        longest = width > longest ? width : longest;
        text += len;
        text += strspn(text, " ");
    }
    return longest;
}

static bool is_wrapped(const struct grid_cell *cell)
{
    return cell->style == STYLE_WRAPPED || cell->style == STYLE_INDENTED;
}

static int cell_width(const struct grid_cell *cell)
{
    if (cell->kind != GRID_TEXT && cell->kind != GRID_LINK)
        return grid_cell_chars(cell) + 2;
    return text_width(cell->text, strlen(cell->text), face_of(cell->strong)) + 2 +
           (cell->style == STYLE_INDENTED ? INDENT : 0);
}

/* As wide as the widest cell, and as the title wrapped onto a few lines. */
int layout_width(const struct grid *g, int column)
{
    const struct grid_column *col = &g->columns[column];
    int width = longest_word(col->title) + 2;
    int most = g->n_columns > 2 ? NARROW_WIDTH : WRAPPED_WIDTH;
    if (col->right && width < NUMBER_WIDTH)
        width = NUMBER_WIDTH;
    while (lines_of(col->title, width - INDENT, FONT_BOLD) > HEADER_LINES)
        width++;
    for (int r = 0; r < g->n_rows; r++) {
        const struct grid_cell *cell = grid_at(g, r, column);
        int own = cell_width(cell);
        if (is_wrapped(cell) && own > most)
            own = most;
        width = own > width ? own : width;
    }
    while (col->right && is_full(col->title, width))
        width++;
    return width;
}

double layout_header_height(const struct grid *g, const int *widths)
{
    int lines = 1;
    for (int c = 0; c < g->n_columns; c++) {
        int n = lines_of(g->columns[c].title, widths[c] - INDENT, FONT_BOLD);
        lines = n > lines ? n : lines;
    }
    return lines * body_line;
}

int layout_row_lines(const struct grid *g, int row, const int *widths)
{
    int lines = 1;
    for (int c = 0; c < g->n_columns; c++) {
        const struct grid_cell *cell = grid_at(g, row, c);
        if (!is_wrapped(cell))
            continue;
        int width = widths[c] - (cell->style == STYLE_INDENTED ? INDENT : 0);
        int n = lines_of(cell->text, width, face_of(cell->strong));
        lines = n > lines ? n : lines;
    }
    return lines;
}

double layout_row_height(int lines)
{
    return lines * body_line + row_air;
}

int layout_page_width(const struct book_sheet *s, const int *widths)
{
    int width = 0;
    for (int c = 0; c < s->grid.n_columns; c++)
        width += widths[c];
    for (int i = 0; i < s->n_lines; i++) {
        const struct book_line *line = &s->lines[i];
        bool title = line->style == STYLE_TITLE;
        int own =
            line->text == NULL ? 0 : text_width(line->text, strlen(line->text), face_of(title));
        own = title ? own * TITLE_SIZE / BODY_SIZE : own;
        width = own > width ? own : width;
    }
    return width;
}

int layout_lines_width(const struct book_sheet *s)
{
    return s->n_graphics > 0 ? GRAPHICS_WIDTH : COVER_WIDTH;
}

double layout_graphic_height(const struct book_graphic *g)
{
    return g->height * 0.75 + 3; /* pixels to points, and a rim */
}

double layout_line_height(const struct book_line *line, int width)
{
    if (line->style == STYLE_TITLE)
        return title_line;
    if (line->style == STYLE_HEADING)
        return heading_line;
    bool wraps = line->style == STYLE_WRAPPED || line->style == STYLE_NOTICE;
    return (wraps && line->text != NULL
                ? lines_of(line->text, width, face_of(line->style == STYLE_NOTICE))
                : 1) *
           body_line;
}
