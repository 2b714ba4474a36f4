/* The tables that are no figures: contents, notes, definitions; and the coverage of the returns. */
#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "publish/workbook_book.h"

void book_fill_contents(struct book *b, struct book_sheet *s)
{
    struct grid *g = &s->grid;
    grid_init(g, &b->arena, 2);
    grid_column(g, book_words(b, TEXT_SHEET), false);
    grid_column(g, book_words(b, TEXT_TITLE), false);
    grid_rows(g, b->n_sheets - 1);
    int row = 0;
    for (int i = 0; i < b->n_sheets; i++) {
        if (&b->sheets[i] == s)
            continue;
        grid_link(g, row, 0, b->sheets[i].tab);
        grid_text(g, row, 1, b->sheets[i].title);
        row++;
    }
    s->n_labels = 1;
}

void book_fill_notes(struct book *b, struct book_sheet *s)
{
    struct grid *g = &s->grid;
    grid_init(g, &b->arena, 2);
    grid_column(g, book_words(b, TEXT_NOTE), false);
    grid_column(g, book_words(b, TEXT_DEFINITION), false);
    grid_rows(g, b->n_notes);
    for (int i = 0; i < b->report->n_notes; i++) {
        char name[32];
        int number = b->note_number[i];
        if (number == 0)
            continue;
        (void)snprintf(name, sizeof name, "[note %d]", number);
        grid_text(g, number - 1, 0, arena_text(&b->arena, name));
        grid_text(g, number - 1, 1, b->report->notes[i].text[b->lang]);
    }
    s->n_labels = 1;
}

static enum workbook_text kind_text(enum kind kind)
{
    switch (kind) {
    case KIND_STOCK: return TEXT_KIND_STOCK;
    case KIND_FLOW: return TEXT_KIND_FLOW;
    case KIND_RATIO: return TEXT_KIND_RATIO;
    case KIND_MEAN: return TEXT_KIND_MEAN;
    case KIND_MEDIAN: return TEXT_KIND_MEDIAN;
    case KIND_COHORT: return TEXT_KIND_COHORT;
    case KIND_TRANSITION: return TEXT_KIND_TRANSITION;
    case KIND_OPEN: return TEXT_KIND_OPEN;
    case KIND_OUTCOME: return TEXT_KIND_OUTCOME;
    case KIND_DEPENDENCE: return TEXT_KIND_DEPENDENCE;
    case KIND_DISTINCT: return TEXT_KIND_DISTINCT;
    case KIND_TOP: return TEXT_KIND_TOP;
    case KIND_SHARE: return TEXT_KIND_SHARE;
    case KIND_QUOTIENT: return TEXT_KIND_QUOTIENT;
    case KIND_COVERAGE: return TEXT_KIND_COVERAGE;
    case KIND_LINES: return TEXT_KIND_LINES;
    case KIND_DELAY: return TEXT_KIND_DELAY;
    }
    assert(false); /* every kind has its words */
    return TEXT_KIND_STOCK;
}

/* An indicator that the catalogue gives no note is defined by its label. */
void book_fill_definitions(struct book *b, struct book_sheet *s)
{
    struct grid *g = &s->grid;
    grid_init(g, &b->arena, 5);
    grid_column(g, book_words(b, TEXT_CODE), false);
    grid_column(g, book_words(b, TEXT_INDICATOR), false);
    grid_column(g, book_words(b, TEXT_UNIT), false);
    grid_column(g, book_words(b, TEXT_DEFINITION), false);
    grid_column(g, book_words(b, TEXT_NATURE), false);
    g->columns[g->n_columns - 1].indented = true; /* beside lines that are full */
    grid_rows(g, b->contract->n_indicators);
    for (int i = 0; i < b->contract->n_indicators; i++) {
        const struct indicator *ind = &b->contract->indicators[i];
        const char *note = ind->note[b->lang];
        grid_text(g, i, 0, ind->id);
        grid_text(g, i, 1, ind->label[b->lang]);
        grid_text(g, i, 2, ind->unit[b->lang]);
        grid_text(g, i, 3, note == NULL ? ind->label[b->lang] : note);
        grid_text(g, i, 4, book_words(b, kind_text(ind->kind)));
    }
    s->n_labels = 2;
}

/* ---- coverage ---- */

/* A column of returns counted, or of a response rate. */
enum coverage_shown { SHOWS_COUNT, SHOWS_RATE, SHOWS_WEIGHTED_RATE };

static const struct {
    enum workbook_text title;
    enum coverage_shown shown;
    size_t count; /* SHOWS_COUNT: where it stands in a coverage_row */
    bool of_word; /* … which only a table with such a word can have */
} coverage_columns[] = {
    {TEXT_EXPECTED, SHOWS_COUNT, offsetof(struct coverage_row, expected), false},
    {TEXT_DECLARED, SHOWS_COUNT, offsetof(struct coverage_row, declared), false},
    {TEXT_LATE, SHOWS_COUNT, offsetof(struct coverage_row, late), false},
    {TEXT_PROVISIONAL_RETURNS, SHOWS_COUNT, offsetof(struct coverage_row, provisional), true},
    {TEXT_REJECTED, SHOWS_COUNT, offsetof(struct coverage_row, rejected), false},
    {TEXT_MISSING, SHOWS_COUNT, offsetof(struct coverage_row, missing), false},
    {TEXT_RATE, SHOWS_RATE, 0, false},
    {TEXT_WEIGHT_EXPECTED, SHOWS_COUNT, offsetof(struct coverage_row, weight_expected), false},
    {TEXT_WEIGHT_DECLARED, SHOWS_COUNT, offsetof(struct coverage_row, weight_declared), false},
    {TEXT_WEIGHTED_RATE, SHOWS_WEIGHTED_RATE, 0, false},
};
enum {
    COLUMN_TABLE,
    COLUMN_CODE,
    COLUMN_REGION,
    COVERAGE_LABELS,
    COVERAGE_COLUMNS = sizeof coverage_columns / sizeof *coverage_columns
};

static int weighted_response(const struct contract *c)
{
    for (int i = 0; i < c->n_indicators; i++)
        if (c->indicators[i].kind == KIND_COVERAGE && c->indicators[i].weighted)
            return i;
    return -1;
}

static void coverage_rate(struct book *b, struct grid *g, int row, int column, bool weighted,
                          const struct place *where, const struct coverage_row *found)
{
    struct place p = *where;
    int64_t rate = 0;
    p.indicator = weighted ? weighted_response(b->contract) : b->response;
    char why = p.indicator == -1 ? 'x' : book_figure(b, &p, &rate);
    if (why == NO_SHORTHAND)
        grid_number(g, row, column, STYLE_PERCENT, rate,
                    b->contract->indicators[p.indicator].decimals);
    else
        grid_shorthand(g, row, column, found == NULL || found->expected == 0 ? 'z' : why);
}

static void coverage_count(struct grid *g, int row, int column, size_t at,
                           const struct coverage_row *found, bool applies)
{
    int64_t count;
    if (found == NULL || !applies) {
        grid_shorthand(g, row, column, 'z');
    } else {
        memcpy(&count, (const char *)found + at, sizeof count);
        grid_number(g, row, column, STYLE_INTEGER, count, 0);
    }
}

static void coverage_row(struct book *b, struct grid *g, int row, int table, int region)
{
    const struct table *t = &b->contract->tables[table];
    struct place p = {.window = WINDOW_MONTH,
                      .region = region,
                      .breakdown = b->response_by,
                      .member = table,
                      .month = b->edition->period};
    const struct coverage_row *found =
        coverage_find(&b->edition->coverage, table, region, b->edition->period);
    grid_text(g, row, COLUMN_TABLE, t->title[b->lang]);
    grid_text(g, row, COLUMN_CODE,
              region == REGION_FRANCE ? "FR" : b->regions->entries[region].code);
    grid_text(g, row, COLUMN_REGION, book_territory(b, region));
    for (int i = 0; i < COVERAGE_COLUMNS; i++) {
        int column = COVERAGE_LABELS + i;
        if (coverage_columns[i].shown == SHOWS_COUNT)
            coverage_count(g, row, column, coverage_columns[i].count, found,
                           !coverage_columns[i].of_word || t->n_provisional > 0);
        else
            coverage_rate(b, g, row, column, coverage_columns[i].shown == SHOWS_WEIGHTED_RATE, &p,
                          found);
    }
    if (region == REGION_FRANCE)
        grid_strong_row(g, row);
}

void book_fill_coverage(struct book *b, struct book_sheet *s)
{
    struct grid *g = &s->grid;
    grid_init(g, &b->arena, COVERAGE_LABELS + COVERAGE_COLUMNS);
    grid_column(g, book_words(b, TEXT_TABLE), false);
    grid_column(g, book_words(b, TEXT_CODE), false);
    grid_column(g, book_words(b, TEXT_REGION), false);
    for (int i = 0; i < COVERAGE_COLUMNS; i++)
        grid_column(g, book_words(b, coverage_columns[i].title), true);
    g->columns[COLUMN_CODE].is_code = true;
    int n_tables = 0;
    for (int t = 0; t < b->contract->n_tables; t++)
        n_tables += b->contract->tables[t].coverage != COVERAGE_NONE;
    int regions = b->region == REGION_FRANCE ? b->regions->count : 1;
    grid_rows(g, n_tables * (regions + 1));
    int row = 0;
    for (int t = 0; t < b->contract->n_tables; t++) {
        if (b->contract->tables[t].coverage == COVERAGE_NONE)
            continue;
        for (int r = 0; r < regions; r++)
            coverage_row(b, g, row++, t, b->region == REGION_FRANCE ? r : b->region);
        coverage_row(b, g, row++, t, REGION_FRANCE);
    }
    s->n_labels = COVERAGE_LABELS;
}
