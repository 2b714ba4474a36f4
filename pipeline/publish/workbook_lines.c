/* The rows of the generic table: what each gives, and its labels. */
#include <assert.h>

#include "base/decimal.h"
#include "publish/workbook_figures.h"

static struct line *add_line(struct maker *m)
{
    assert(m->n_lines < MAX_LINES);
    struct line *l = &m->lines[m->n_lines++];
    *l = (struct line){.indicator = -1,
                       .region = m->book->region,
                       .breakdown = m->book->total,
                       .month = m->book->edition->period};
    return l;
}

static void region_line(struct maker *m, int region)
{
    struct book *b = m->book;
    struct line *l = add_line(m);
    l->region = region;
    l->total = region == REGION_FRANCE;
    l->label[0] = l->total ? "FR" : b->regions->entries[region].code;
    l->label[1] = book_territory(b, region);
}

static void region_lines(struct maker *m)
{
    struct book *b = m->book;
    grid_column(m->grid, book_words(b, TEXT_CODE), false);
    grid_column(m->grid, book_words(b, b->region == REGION_FRANCE ? TEXT_REGION : TEXT_TERRITORY),
                false);
    m->grid->columns[0].is_code = true;
    for (int r = 0; r < b->regions->count; r++)
        if (b->region == REGION_FRANCE || b->region == r)
            region_line(m, r);
    region_line(m, REGION_FRANCE);
}

char lines_figure(const struct book *b, const struct place *p, int64_t *ret_value)
{
    struct place part = *p;
    int64_t rest = 0;
    if (p->member != MEMBER_REST)
        return book_figure(b, p, ret_value);
    part.breakdown = b->total;
    part.member = 0;
    char why = book_figure(b, &part, &rest);
    part.breakdown = p->breakdown;
    for (int k = 0; k < b->contract->breakdowns[p->breakdown].n_members; k++) {
        int64_t value = 0;
        part.member = k;
        if (why == NO_SHORTHAND)
            why = book_figure(b, &part, &value);
        if (why == NO_SHORTHAND && !decimal_add(&rest, -value))
            why = 'x';
    }
    if (why == NO_SHORTHAND)
        *ret_value = rest;
    return why;
}

/* Does any column have a rest in this breakdown, in any month that it shows? */
static bool has_rest(const struct maker *m, int breakdown)
{
    const struct book *b = m->book;
    for (int i = 0; i < m->spec->n_columns; i++) {
        const struct report_item *it = &m->spec->columns[i];
        static const int back[] = {0, 1, 12};
        for (int k = 0; k < 3; k++) {
            int64_t rest = 0;
            struct place p = {.indicator = it->indicator,
                              .window = it->window,
                              .region = b->region,
                              .breakdown = breakdown,
                              .member = MEMBER_REST,
                              .month = b->edition->period - back[k]};
            if (lines_figure(b, &p, &rest) == NO_SHORTHAND && rest != 0)
                return true;
        }
    }
    return false;
}

/* The members of one breakdown or several below each other, then the total. Several are told apart
 * by a column more; members of geography show their code. */
static void member_lines(struct maker *m)
{
    struct book *b = m->book;
    const struct breakdown *all = b->contract->breakdowns;
    const struct breakdown *first = &all[m->spec->breakdowns[0]];
    bool several = m->spec->n_breakdowns > 1;
    bool coded = !several && first->codes->code_digits > 0;
    int label = several || coded;
    if (label > 0)
        grid_column(m->grid, book_words(b, several ? TEXT_CHARACTERISTIC : TEXT_CODE), false);
    m->grid->columns[0].is_code = coded;
    grid_column(m->grid, several ? book_words(b, TEXT_CATEGORY) : first->title[b->lang], false);
    for (int i = 0; i < m->spec->n_breakdowns; i++) {
        const struct breakdown *br = &all[m->spec->breakdowns[i]];
        for (int k = 0; k < br->n_members; k++) {
            struct line *l = add_line(m);
            l->breakdown = m->spec->breakdowns[i];
            l->member = k;
            l->label[0] = several ? br->title[b->lang] : br->codes->entries[k].code;
            l->label[label] = br->codes->entries[k].label[b->lang];
        }
        if (br->by == BY_COLUMNS && has_rest(m, m->spec->breakdowns[i])) {
            struct line *l = add_line(m);
            l->breakdown = m->spec->breakdowns[i];
            l->member = MEMBER_REST;
            l->label[0] = br->title[b->lang];
            l->label[label] = book_words(b, TEXT_UNDECLARED);
        }
    }
    struct line *l = add_line(m);
    l->total = true;
    l->label[0] = coded ? "FR" : book_words(b, TEXT_TOTAL);
    l->label[label] = book_words(b, TEXT_TOTAL);
}

static void month_lines(struct maker *m)
{
    struct book *b = m->book;
    grid_column(m->grid, book_words(b, TEXT_MONTH), false);
    grid_column(m->grid, book_words(b, TEXT_PERIOD), false);
    for (int i = m->spec->months - 1; i >= 0; i--) {
        char text[PERIOD_TEXT];
        struct line *l = add_line(m);
        l->month = b->edition->period - i;
        l->day = period_last_day(l->month - 1) + 1;
        period_format(l->month, text);
        l->label[1] = arena_text(&b->arena, text);
    }
}

const char *lines_with_window(struct book *b, const struct indicator *ind, const char *title,
                              unsigned window)
{
    if (window == WINDOW_12_MONTHS)
        return SAY(b, TEXT_OVER_12_MONTHS, title);
    if (window == WINDOW_YEAR_TO_DATE)
        return SAY(b, TEXT_YEAR_TO_DATE, title);
    return ind->windows == WINDOW_MONTH ? title : SAY(b, TEXT_IN_MONTH, title);
}

static void indicator_lines(struct maker *m)
{
    struct book *b = m->book;
    grid_column(m->grid, book_words(b, TEXT_CODE), false);
    grid_column(m->grid, book_words(b, TEXT_INDICATOR), false);
    grid_column(m->grid, book_words(b, TEXT_UNIT), false);
    for (int i = 0; i < m->spec->n_lines; i++) {
        const struct report_item *it = &m->spec->lines[i];
        const struct indicator *ind = &b->contract->indicators[it->indicator];
        if (b->region != REGION_FRANCE && book_is_national(b, it))
            continue;
        struct line *l = add_line(m);
        l->indicator = it->indicator;
        l->window = it->window;
        l->breakdown = it->breakdown;
        l->member = it->member;
        const char *title = it->title[b->lang] == NULL ? ind->label[b->lang] : it->title[b->lang];
        if (it->window != 0)
            title = lines_with_window(b, ind, title, it->window);
        l->label[0] = ind->id;
        l->label[1] = book_noted(b, title, it->note);
        l->label[2] = ind->unit[b->lang];
    }
}

static void crossed_lines(struct maker *m)
{
    struct book *b = m->book;
    const struct breakdown *cross = &b->contract->breakdowns[m->spec->breakdowns[0]];
    const struct breakdown *first = &b->contract->breakdowns[cross->first];
    grid_column(m->grid, first->title[b->lang], false);
    for (int k = 0; k <= first->n_members; k++) {
        struct line *l = add_line(m);
        l->total = k == first->n_members;
        l->member = l->total ? -1 : k;
        l->label[0] =
            l->total ? book_words(b, TEXT_TOTAL) : first->codes->entries[k].label[b->lang];
    }
}

void lines_make(struct maker *m)
{
    switch (m->spec->rows) {
    case REPORT_REGIONS: region_lines(m); break;
    case REPORT_MEMBERS: member_lines(m); break;
    case REPORT_MONTHS: month_lines(m); break;
    case REPORT_INDICATORS: indicator_lines(m); break;
    case REPORT_CROSSED: crossed_lines(m); break;
    default: assert(false); /* the other kinds have no figures */
    }
}
