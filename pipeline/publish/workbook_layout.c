#include <string.h>

#include "base/text.h"
#include "publish/workbook_layout.h"

enum {
    WRAPPED_WIDTH = 72, /* of texts that may take several lines, at most */
    NARROW_WIDTH = 40,  /* the same, where they share the page with more than one column */
    LABEL_WIDTH = 60,   /* of texts on one line, at most */
    NUMBER_WIDTH = 13,  /* at least */
    HEADER_LINES = 5    /* that a column's title may take */
};

static const double body_line = 15.75; /* points a line of 12 takes, spacing included */
static const double heading_line = 30; /* with the air above it */
static const double title_line = 24;

/* The bytes up to where a line may end next: behind a hyphen, or before a space. */
static size_t word_bytes(const char *text)
{
    size_t len = strcspn(text, " -");
    return text[len] == '-' ? len + 1 : len;
}

/* How many lines a text takes when it is wrapped between words. A column of `width` digits holds a
 * tenth more letters of running text; counting on half of that leaves room. */
static int lines_of(const char *text, int width)
{
    int lines = 1;
    int used = 0;
    width += width / 20;
    while (*text != '\0') {
        size_t len = word_bytes(text);
        size_t spaces = strspn(text + len, " ");
        int chars = (int)text_chars(text, len);
        if (used > 0 && used + chars > width) {
            lines++;
            used = 0;
        }
        used += chars + (int)spaces;
        text += len + spaces;
    }
    return lines;
}

/* Plain text of some length evens its letters out: more of them can be counted on. */
static int running_width(int width)
{
    return width + width / 20;
}

static int longest_word(const char *text)
{
    int longest = 0;
    while (*text != '\0') {
        size_t len = word_bytes(text);
        int chars = (int)text_chars(text, len);
        longest = chars > longest ? chars : longest;
        text += len;
        text += strspn(text, " ");
    }
    return longest;
}

/* As wide as the widest cell, and as the title wrapped onto a few lines; bold is wider. */
int layout_width(const struct grid *g, int column)
{
    const struct grid_column *col = &g->columns[column];
    int word = longest_word(col->title);
    int width = word + word / 8 + 2;
    int most = LABEL_WIDTH;
    if (col->right && width < NUMBER_WIDTH)
        width = NUMBER_WIDTH;
    while (lines_of(col->title, width - 2) > HEADER_LINES)
        width++;
    for (int r = 0; r < g->n_rows; r++) {
        const struct grid_cell *cell = grid_at(g, r, column);
        int chars = grid_cell_chars(cell) + 2;
        if (cell->style == STYLE_WRAPPED || cell->style == STYLE_INDENTED)
            most = g->n_columns > 2 ? NARROW_WIDTH : WRAPPED_WIDTH;
        width = chars > width ? chars : width;
    }
    return width < most ? width : most;
}

double layout_header_height(const struct grid *g)
{
    int lines = 1;
    for (int c = 0; c < g->n_columns; c++) {
        int n = lines_of(g->columns[c].title, layout_width(g, c) - 2);
        lines = n > lines ? n : lines;
    }
    return lines * body_line;
}

double layout_row_height(const struct grid *g, int row)
{
    int lines = 1;
    for (int c = 0; c < g->n_columns; c++) {
        const struct grid_cell *cell = grid_at(g, row, c);
        if (cell->style != STYLE_WRAPPED && cell->style != STYLE_INDENTED)
            continue;
        int n = lines_of(cell->text, running_width(layout_width(g, c)));
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
                ? lines_of(line->text, line->style == STYLE_WRAPPED ? running_width(width) : width)
                : 1) *
           body_line;
}
