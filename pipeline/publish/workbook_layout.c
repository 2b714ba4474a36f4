#include <string.h>

#include "publish/chart_font.h"
#include "publish/workbook_layout.h"

enum {
    WRAPPED_WIDTH = 72, /* of texts that may take several lines, at most */
    NARROW_WIDTH = 40,  /* the same, where they share the page with more than one column */
    NUMBER_WIDTH = 13,  /* at least */
    HEADER_LINES = 5,   /* that a column's title may take */
    INDENT = 2,
    EM = 1000, /* texts are measured at this size, in which … */
    DIGIT = 556
};

static const double body_line = 15.75; /* points a line of 12 takes, spacing included */
static const double heading_line = 30; /* with the air above it */
static const double title_line = 24;
static const double bold = 1.08;  /* wider than plain */
static const double spare = 1.03; /* fonts are drawn in whole pixels */

/* In digits, rounded up. */
static int text_width(const char *text, size_t len, double weight)
{
    return (int)(chart_font_width(text, len, EM) * weight / DIGIT + 0.999);
}

static int lines_of(const char *text, int width, double weight)
{
    return chart_font_lines(text, EM, (int)(width * DIGIT / weight / spare));
}

static int longest_word(const char *text)
{
    int longest = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, " -");
        len += text[len] == '-';
        int width = text_width(text, len, bold);
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
    return text_width(cell->text, strlen(cell->text), cell->strong ? bold : 1) + 2 +
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
    while (lines_of(col->title, width - INDENT, bold) > HEADER_LINES)
        width++;
    for (int r = 0; r < g->n_rows; r++) {
        const struct grid_cell *cell = grid_at(g, r, column);
        int own = cell_width(cell);
        if (is_wrapped(cell) && own > most)
            own = most;
        width = own > width ? own : width;
    }
    return width;
}

double layout_header_height(const struct grid *g, const int *widths)
{
    int lines = 1;
    for (int c = 0; c < g->n_columns; c++) {
        int n = lines_of(g->columns[c].title, widths[c] - INDENT, bold);
        lines = n > lines ? n : lines;
    }
    return lines * body_line;
}

double layout_row_height(const struct grid *g, int row, const int *widths)
{
    int lines = 1;
    for (int c = 0; c < g->n_columns; c++) {
        const struct grid_cell *cell = grid_at(g, row, c);
        if (!is_wrapped(cell))
            continue;
        int width = widths[c] - (cell->style == STYLE_INDENTED ? INDENT : 0);
        int n = lines_of(cell->text, width, cell->strong ? bold : 1);
        lines = n > lines ? n : lines;
    }
    return lines * body_line;
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
                ? lines_of(line->text, width, line->style == STYLE_NOTICE ? bold : 1)
                : 1) *
           body_line;
}
