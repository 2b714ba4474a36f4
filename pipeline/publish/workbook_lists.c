/* The tables that are no figures: contents, notes, definitions; and the coverage of the returns. */
#include <assert.h>
#include <stdio.h>

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
        grid_wrapped(g, row, 1, b->sheets[i].title);
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
        grid_wrapped(g, number - 1, 1, b->report->notes[i].text[b->lang]);
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
    grid_rows(g, b->contract->n_indicators);
    for (int i = 0; i < b->contract->n_indicators; i++) {
        const struct indicator *ind = &b->contract->indicators[i];
        const char *note = ind->note[b->lang];
        grid_text(g, i, 0, ind->id);
        grid_wrapped(g, i, 1, ind->label[b->lang]);
        grid_text(g, i, 2, ind->unit[b->lang]);
        grid_wrapped(g, i, 3, note == NULL ? ind->label[b->lang] : note);
        grid_wrapped(g, i, 4, book_words(b, kind_text(ind->kind)));
    }
    s->n_labels = 2;
}

/* ---- coverage ---- */

enum { COLUMN_TABLE, COLUMN_CODE, COLUMN_REGION, COLUMN_EXPECTED, COLUMN_RATE = 7 };

static void coverage_row(struct book *b, struct grid *g, int row, int table, int region)
{
    int32_t month = b->edition->period;
    struct place p = {.indicator = b->response,
                      .window = WINDOW_MONTH,
                      .region = region,
                      .breakdown = b->response_by,
                      .member = table,
                      .month = month};
    const struct coverage_row *found = coverage_find(&b->edition->coverage, table, region, month);
    grid_text(g, row, COLUMN_TABLE, b->contract->tables[table].title[b->lang]);
    grid_text(g, row, COLUMN_CODE,
              region == REGION_FRANCE ? "FR" : b->regions->entries[region].code);
    grid_text(g, row, COLUMN_REGION, book_territory(b, region));
    for (int i = 0; i < 4; i++) {
        if (found == NULL) {
            grid_shorthand(g, row, COLUMN_EXPECTED + i, 'z');
            continue;
        }
        const int64_t counts[4] = {found->expected, found->declared, found->rejected,
                                   found->missing};
        grid_number(g, row, COLUMN_EXPECTED + i, STYLE_INTEGER, counts[i], 0);
    }
    int64_t rate = 0;
    char why = b->response == -1 ? 'x' : book_figure(b, &p, &rate);
    if (why != NO_SHORTHAND)
        grid_shorthand(g, row, COLUMN_RATE, found == NULL || found->expected == 0 ? 'z' : why);
    else
        grid_number(g, row, COLUMN_RATE, STYLE_PERCENT, rate,
                    b->contract->indicators[b->response].decimals);
    if (region == REGION_FRANCE)
        grid_strong_row(g, row);
}

void book_fill_coverage(struct book *b, struct book_sheet *s)
{
    static const enum workbook_text titles[] = {TEXT_TABLE,    TEXT_CODE,     TEXT_REGION,
                                                TEXT_EXPECTED, TEXT_DECLARED, TEXT_REJECTED,
                                                TEXT_MISSING,  TEXT_RATE};
    struct grid *g = &s->grid;
    grid_init(g, &b->arena, COLUMN_RATE + 1);
    for (int i = 0; i <= COLUMN_RATE; i++)
        grid_column(g, book_words(b, titles[i]), i >= COLUMN_EXPECTED);
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
    s->n_labels = 3;
}
