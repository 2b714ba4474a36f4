#include <assert.h>
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "publish/workbook_grid.h"

enum { SCREEN_ROWS = 25, SCREEN_COLUMNS = 8, DATE_CHARS = 17 }; /* "30 septembre 2026" */

void grid_init(struct grid *g, struct arena *arena, int max_columns)
{
    *g = (struct grid){.arena = arena, .max_columns = max_columns};
    g->columns = arena_array(arena, (size_t)max_columns, sizeof *g->columns);
}

int grid_column(struct grid *g, const char *title, bool right)
{
    assert(g->n_columns < g->max_columns && g->cells == NULL);
    g->columns[g->n_columns].title = arena_text(g->arena, title);
    g->columns[g->n_columns].right = right;
    g->columns[g->n_columns].indented =
        !right && g->n_columns > 0 && g->columns[g->n_columns - 1].right;
    return g->n_columns++;
}

void grid_rows(struct grid *g, int n_rows)
{
    assert(g->cells == NULL);
    g->n_rows = n_rows;
    g->cells = arena_array(g->arena, (size_t)n_rows * (size_t)g->n_columns + 1, sizeof *g->cells);
}

int grid_widen(struct grid *g, const char *title)
{
    struct grid_cell *old = g->cells;
    int n = g->n_columns;
    g->cells = NULL;
    int added = grid_column(g, title, false);
    grid_rows(g, g->n_rows);
    for (int r = 0; r < g->n_rows; r++)
        memcpy(grid_at(g, r, 0), &old[r * n], (size_t)n * sizeof *old);
    return added;
}

struct grid_cell *grid_at(const struct grid *g, int row, int column)
{
    assert(row >= 0 && row < g->n_rows && column >= 0 && column < g->n_columns);
    return &g->cells[row * g->n_columns + column];
}

void grid_text(struct grid *g, int row, int column, const char *text)
{
    *grid_at(g, row, column) =
        (struct grid_cell){.kind = GRID_TEXT,
                           .style = g->columns[column].indented ? STYLE_INDENTED : STYLE_WRAPPED,
                           .text = text};
}

void grid_outside(struct grid *g, int row, int column, const char *text)
{
    char *shown = arena_text(g->arena, text);
    for (char *p = shown; *p != '\0'; p++)
        *p = (char)(*p == '[' ? '(' : *p == ']' ? ')' : *p);
    grid_text(g, row, column, shown);
    grid_at(g, row, column)->outside = true;
}

void grid_link(struct grid *g, int row, int column, const char *tab)
{
    *grid_at(g, row, column) =
        (struct grid_cell){.kind = GRID_LINK, .style = STYLE_LINK, .text = tab};
}

void grid_date(struct grid *g, int row, int column, enum style style, int32_t day)
{
    *grid_at(g, row, column) = (struct grid_cell){.kind = GRID_DATE, .style = style, .value = day};
}

void grid_number(struct grid *g, int row, int column, enum style style, int64_t value, int decimals)
{
    *grid_at(g, row, column) = (struct grid_cell){
        .kind = GRID_NUMBER, .style = style, .value = value, .decimals = decimals};
}

void grid_shorthand(struct grid *g, int row, int column, char letter)
{
    char text[4] = {'[', letter, ']', '\0'};
    *grid_at(g, row, column) = (struct grid_cell){
        .kind = GRID_TEXT, .style = STYLE_SHORTHAND, .text = arena_text(g->arena, text)};
}

void grid_strong_row(struct grid *g, int row)
{
    for (int c = 0; c < g->n_columns; c++)
        grid_at(g, row, c)->strong = true;
}

bool grid_has_shorthand(const struct grid *g, char letter)
{
    const char mark[4] = {'[', letter, ']', '\0'};
    for (int i = 0; i < g->n_rows * g->n_columns; i++)
        if (g->cells[i].kind == GRID_TEXT && strstr(g->cells[i].text, mark) != NULL)
            return true;
    return false;
}

/* The decimals a style shows; the cell keeps them all. */
static int shown_decimals(enum style style)
{
    return style == STYLE_INTEGER || style == STYLE_CHANGE_INTEGER ? 0 : 1;
}

int grid_cell_chars(const struct grid_cell *cell)
{
    char text[DECIMAL_TEXT];
    int64_t whole;
    switch (cell->kind) {
    case GRID_TEXT:
    case GRID_LINK: return (int)text_chars(cell->text, strlen(cell->text));
    case GRID_DATE: return DATE_CHARS;
    case GRID_NUMBER:
        whole = cell->value / decimal_pow10(cell->decimals);
        return (int)decimal_format(whole, 0, '.', ",", text) + 2 * shown_decimals(cell->style) + 3;
    case GRID_EMPTY: break;
    }
    return 0;
}

bool grid_is_large(const struct grid *g)
{
    return g->n_rows > SCREEN_ROWS || g->n_columns > SCREEN_COLUMNS;
}
