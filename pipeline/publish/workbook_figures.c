/*
 * The generic table: rows of some kind × columns of the report, each cell one figure. What varies
 * is in struct line (what a row gives) and struct column (what a column gives); see model/report.h.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "publish/workbook_figures.h"

/* ---- columns ---- */

static void add_column(struct maker *m, const char *title, struct column column)
{
    assert(m->n_columns < MAX_GRID_COLUMNS);
    m->columns[m->n_columns++] = column;
    grid_column(m->grid, title, true);
}

/* Rows are indicators: the column is a month or a window, the unit stands in the row. */
static const char *column_of_months(struct book *b, const struct report_item *it)
{
    char year[16];
    int32_t month = b->edition->period;
    switch (it->value) {
    case REPORT_CHANGE: return book_words(b, TEXT_COLUMN_CHANGE);
    case REPORT_CHANGE_PERCENT: return book_words(b, TEXT_COLUMN_CHANGE_PERCENT);
    case REPORT_CONSTANT_CHANGE: return book_words(b, TEXT_COLUMN_CONSTANT);
    case REPORT_CONSTANT_POLES: return book_words(b, TEXT_COLUMN_CONSTANT_POLES);
    case REPORT_CONSTANT_YEAR_CHANGE: return book_words(b, TEXT_COLUMN_CONSTANT_YEAR);
    case REPORT_CONSTANT_YEAR_POLES: return book_words(b, TEXT_COLUMN_CONSTANT_YEAR_POLES);
    case REPORT_PREVIOUS: month -= 1; break;
    case REPORT_YEAR_AGO: month -= 12; break;
    case REPORT_VALUE:
    case REPORT_VALUES: break;
    }
    if (it->window == WINDOW_12_MONTHS)
        return book_words(b, TEXT_COLUMN_12M);
    (void)snprintf(year, sizeof year, "%d", period_year(month));
    if (it->window == WINDOW_YEAR_TO_DATE)
        return SAY(b, TEXT_COLUMN_YTD, year);
    return book_title_case(b, book_month(b, month));
}

static const char *column_of_indicator(struct book *b, const struct report_item *it)
{
    const struct indicator *ind = &b->contract->indicators[it->indicator];
    const char *title = it->title[b->lang] == NULL ? ind->label[b->lang] : it->title[b->lang];
    title = lines_with_window(b, ind, title, it->window);
    switch (it->value) {
    case REPORT_PREVIOUS: return SAY(b, TEXT_PREVIOUS, title);
    case REPORT_CHANGE:
    case REPORT_CHANGE_PERCENT: return SAY(b, TEXT_CHANGE, title);
    case REPORT_YEAR_AGO: return SAY(b, TEXT_YEAR_AGO, title);
    default: break; /* the contract has the others where the rows are indicators alone */
    }
    return title;
}

static const char *unit_of(const struct book *b, const struct report_item *it)
{
    const struct indicator *ind = &b->contract->indicators[it->indicator];
    if (it->value == REPORT_CHANGE_PERCENT)
        return "%";
    return it->value == REPORT_CHANGE && ind->percent ? "points" : ind->unit[b->lang];
}

static void item_column(struct maker *m, const struct report_item *it, int region)
{
    struct book *b = m->book;
    bool months = m->spec->rows == REPORT_INDICATORS;
    const char *title = months ? column_of_months(b, it) : column_of_indicator(b, it);
    if (b->region != REGION_FRANCE && m->spec->rows != REPORT_REGIONS)
        title = SAY(b, TEXT_WITH_TERRITORY, title, book_territory(b, region));
    if (!months)
        title = SAY(b, TEXT_WITH_UNIT, title, unit_of(b, it));
    struct column column = {.item = it, .region = region};
    add_column(m, book_noted(b, title, it->note), column);
    m->grid->columns[m->grid->n_columns - 1].item = it;
    m->grid->columns[m->grid->n_columns - 1].region = region;
}

/* In a region's workbook each column has France's beside it, unless the rows are the territories or
 * the report wants it alone. */
static void item_columns(struct maker *m)
{
    struct book *b = m->book;
    for (int i = 0; i < m->spec->n_columns; i++) {
        const struct report_item *it = &m->spec->columns[i];
        if (b->region != REGION_FRANCE && book_is_national(b, it))
            continue;
        item_column(m, it, b->region);
        if (b->region != REGION_FRANCE && m->spec->rows != REPORT_REGIONS && !it->alone)
            item_column(m, it, REGION_FRANCE);
    }
}

static void crossed_columns(struct maker *m)
{
    struct book *b = m->book;
    const struct report_item *it = &m->spec->columns[0];
    const char *unit = b->contract->indicators[it->indicator].unit[b->lang];
    const struct breakdown *cross = &b->contract->breakdowns[m->spec->breakdowns[0]];
    const struct breakdown *second = &b->contract->breakdowns[cross->second];
    for (int k = 0; k <= second->n_members; k++) {
        bool total = k == second->n_members;
        const char *title =
            total ? book_words(b, TEXT_TOTAL) : second->codes->entries[k].label[b->lang];
        struct column column = {.item = it, .region = b->region, .member = total ? -1 : k};
        add_column(m, SAY(b, TEXT_WITH_UNIT, title, unit), column);
    }
}

/* ---- cells ---- */

static void set_cross(const struct maker *m, const struct line *l, const struct column *c,
                      struct place *p)
{
    const struct breakdown *all = m->book->contract->breakdowns;
    const struct breakdown *br = &all[m->spec->breakdowns[0]];
    p->breakdown = m->book->total;
    p->member = 0;
    if (l->member != -1 && c->member != -1) {
        p->breakdown = m->spec->breakdowns[0];
        p->member = l->member * all[br->second].n_members + c->member;
    } else if (l->member != -1) {
        p->breakdown = br->first;
        p->member = l->member;
    } else if (c->member != -1) {
        p->breakdown = br->second;
        p->member = c->member;
    }
}

static struct place place_of(const struct maker *m, const struct line *l, const struct column *c)
{
    struct place p = {.indicator = c->item->indicator,
                      .window = c->item->window,
                      .region = c->region,
                      .breakdown = c->item->breakdown,
                      .member = c->item->member,
                      .month = l->month};
    if (m->spec->rows == REPORT_REGIONS)
        p.region = l->region;
    if (m->spec->rows == REPORT_INDICATORS)
        p.indicator = l->indicator;
    if (m->spec->rows == REPORT_INDICATORS || m->spec->rows == REPORT_MEMBERS) {
        p.breakdown = l->breakdown;
        p.member = l->member;
    }
    if (p.window == 0)
        p.window = l->window == 0 ? WINDOW_MONTH : l->window;
    if (m->spec->rows == REPORT_CROSSED)
        set_cross(m, l, c, &p);
    return p;
}

/* The difference of two values, or in tenths of a per cent of the earlier one; in integers. */
static char difference(int64_t now, int64_t then, bool percent, int64_t *ret_value)
{
    int64_t between = now;
    if (!decimal_add(&between, -then))
        return 'x';
    if (percent)
        return then > 0 && decimal_ratio(between, then, 3, ret_value) == 0 ? NO_SHORTHAND : 'z';
    *ret_value = between;
    return NO_SHORTHAND;
}

/* value − previous. */
static char change(const struct book *b, const struct place *p, bool percent, int64_t *ret_value)
{
    struct place before = *p;
    before.month--;
    int64_t now = 0;
    int64_t then = 0;
    char a = lines_figure(b, p, &now);
    char c = lines_figure(b, &before, &then);
    if (a == 'c' || c == 'c')
        return 'c';
    if (a == 'z' || (percent && b->contract->indicators[p->indicator].percent))
        return 'z';
    if (a != NO_SHORTHAND || c != NO_SHORTHAND)
        return 'x';
    return difference(now, then, percent, ret_value);
}

/* The same over the poles that declared both months: in per cent, of a percentage in points; or how
 * many poles these are. Sums of several months have no such comparison. */
static char constant(const struct book *b, const struct place *p, enum report_value what,
                     int64_t *ret_value)
{
    bool year = what == REPORT_CONSTANT_YEAR_CHANGE || what == REPORT_CONSTANT_YEAR_POLES;
    const struct indicator *ind = &b->contract->indicators[p->indicator];
    int64_t value = 0;
    const struct comparison *found =
        comparisons_find(&b->edition->comparisons, p->indicator, p->region, p->month,
                         year ? AGAINST_YEAR : AGAINST_PREVIOUS);
    if (p->window != WINDOW_MONTH || p->breakdown != b->total || !comparisons_are_made(ind))
        return 'z';
    struct place before = *p;
    before.month -= year ? 12 : 1;
    if ((ind->persons && p->region != REGION_FRANCE) || book_figure(b, p, &value) == 'c' ||
        book_figure(b, &before, &value) == 'c')
        return 'c';
    if (found == NULL || found->now == VALUE_BLANK || found->before == VALUE_BLANK)
        return 'x';
    if (what == REPORT_CONSTANT_CHANGE || what == REPORT_CONSTANT_YEAR_CHANGE)
        return difference(found->now, found->before, !ind->percent, ret_value);
    *ret_value = found->poles;
    return NO_SHORTHAND;
}

static enum style style_of(const struct indicator *ind, enum report_value value)
{
    bool whole = ind->money || ind->decimals == 0;
    switch (value) {
    case REPORT_CONSTANT_POLES:
    case REPORT_CONSTANT_YEAR_POLES: return STYLE_INTEGER;
    case REPORT_CONSTANT_CHANGE:
    case REPORT_CONSTANT_YEAR_CHANGE:
        return ind->percent ? STYLE_CHANGE_DECIMAL : STYLE_CHANGE_PERCENT;
    case REPORT_CHANGE_PERCENT: return STYLE_CHANGE_PERCENT;
    case REPORT_CHANGE: return whole ? STYLE_CHANGE_INTEGER : STYLE_CHANGE_DECIMAL;
    default: break;
    }
    if (ind->percent)
        return STYLE_PERCENT;
    return whole ? STYLE_INTEGER : STYLE_DECIMAL;
}

static int decimals_of(const struct indicator *ind, enum report_value value)
{
    if (value == REPORT_CONSTANT_POLES || value == REPORT_CONSTANT_YEAR_POLES)
        return 0;
    bool constant = value == REPORT_CONSTANT_CHANGE || value == REPORT_CONSTANT_YEAR_CHANGE;
    return value == REPORT_CHANGE_PERCENT || (constant && !ind->percent) ? 1 : ind->decimals;
}

static void fill_cell(struct maker *m, int row, int column)
{
    const struct line *l = &m->lines[row];
    const struct column *c = &m->columns[column];
    struct place p = place_of(m, l, c);
    const struct indicator *ind = &m->book->contract->indicators[p.indicator];
    enum report_value what = c->item->value;
    int at = m->grid->n_columns - m->n_columns + column;
    int64_t value = 0;
    char why;
    if (what >= REPORT_CONSTANT_CHANGE) {
        why = constant(m->book, &p, what, &value);
    } else if (what == REPORT_CHANGE || what == REPORT_CHANGE_PERCENT) {
        why = change(m->book, &p, what == REPORT_CHANGE_PERCENT, &value);
    } else {
        p.month -= what == REPORT_PREVIOUS ? 1 : what == REPORT_YEAR_AGO ? 12 : 0;
        why = lines_figure(m->book, &p, &value);
        bool revised = book_revision(m->book, &p) != NULL;
        struct place marked = p;
        if (p.member == MEMBER_REST) { /* what is left of the total moves as it does */
            marked.breakdown = m->book->total;
            marked.member = 0;
        }
        if (why == NO_SHORTHAND || revised)
            marks_note(m->book, &m->marks[row], m->grid->columns[at].title, revised,
                       book_is_provisional(m->book, &marked));
    }
    if (why != NO_SHORTHAND)
        grid_shorthand(m->grid, row, at, why);
    else
        grid_number(m->grid, row, at, style_of(ind, what), value, decimals_of(ind, what));
}

static void fill_row(struct maker *m, int row, int n_labels)
{
    const struct line *l = &m->lines[row];
    for (int i = 0; i < n_labels; i++) {
        if (i == 0 && m->spec->rows == REPORT_MONTHS)
            grid_date(m->grid, row, 0, STYLE_MONTH, l->day);
        else
            grid_text(m->grid, row, i, l->label[i]);
    }
    for (int i = 0; i < m->n_columns; i++)
        fill_cell(m, row, i);
    if (l->total)
        grid_strong_row(m->grid, row);
}

void book_fill_figures(struct book *b, struct book_sheet *s)
{
    struct maker m = {.book = b, .spec = s->spec, .grid = &s->grid};
    m.lines = arena_array(&b->arena, MAX_LINES, sizeof *m.lines);
    m.columns = arena_array(&b->arena, MAX_GRID_COLUMNS, sizeof *m.columns);
    grid_init(&s->grid, &b->arena, MAX_LABELS + MAX_GRID_COLUMNS + 1);
    lines_make(&m);
    s->n_labels = s->grid.n_columns;
    if (s->spec->rows == REPORT_CROSSED)
        crossed_columns(&m);
    else
        item_columns(&m);
    m.marks = arena_array(&b->arena, (size_t)m.n_lines, sizeof *m.marks);
    grid_rows(&s->grid, m.n_lines);
    for (int r = 0; r < m.n_lines; r++)
        fill_row(&m, r, s->n_labels);
    marks_column(b, &s->grid, m.marks);
}
