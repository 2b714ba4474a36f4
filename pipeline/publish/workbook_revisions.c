/* The sheet Revisions: every figure that another sheet marks [r], before and now. */
#include <string.h>

#include "model/period.h"
#include "publish/workbook_book.h"

enum {
    COLUMN_CODE,
    COLUMN_INDICATOR,
    COLUMN_UNIT,
    COLUMN_WINDOW,
    COLUMN_TERRITORY,
    COLUMN_BREAKDOWN,
    COLUMN_PERIOD,
    COLUMN_BEFORE,
    COLUMN_NOW,
    COLUMN_DIFFERENCE,
    COLUMN_CAUSE,
    COLUMNS
};

static const enum workbook_text titles[COLUMNS] = {
    TEXT_CODE,   TEXT_INDICATOR, TEXT_UNIT, TEXT_WINDOW,     TEXT_TERRITORY, TEXT_BREAKDOWN,
    TEXT_PERIOD, TEXT_BEFORE,    TEXT_NOW,  TEXT_DIFFERENCE, TEXT_CAUSE};

const struct revision *book_revision(struct book *b, const struct place *p)
{
    const struct revisions *all = &b->edition->revisions;
    const struct figure *f = figures_find(&b->edition->figures, p->indicator, p->window, p->region,
                                          p->breakdown, p->member, p->month);
    const struct revision *r = f == NULL ? NULL : revisions_find(all, f);
    if (r != NULL) {
        if (b->revised == NULL)
            b->revised = arena_array(&b->arena, all->count, sizeof *b->revised);
        b->revised[r - all->list] = true;
    }
    return r;
}

static void put_value(struct book *b, struct grid *g, int row, int column, const struct revision *r,
                      int64_t value, enum figure_flag flag)
{
    const struct indicator *ind = &b->contract->indicators[r->indicator];
    bool whole = ind->money || ind->decimals == 0;
    enum style style = ind->percent ? STYLE_PERCENT : whole ? STYLE_INTEGER : STYLE_DECIMAL;
    if (column == COLUMN_DIFFERENCE)
        style = whole ? STYLE_CHANGE_INTEGER : STYLE_CHANGE_DECIMAL;
    if (value == VALUE_BLANK)
        grid_shorthand(g, row, column, flag == FLAG_WITHHELD ? 'c' : 'x');
    else
        grid_number(g, row, column, style, value, ind->decimals);
}

static const char *window_words(struct book *b, unsigned window)
{
    return book_words(b, window == WINDOW_MONTH          ? TEXT_OF_MONTH
                         : window == WINDOW_YEAR_TO_DATE ? TEXT_OF_YEAR
                                                         : TEXT_OF_12_MONTHS);
}

static const char *member_words(struct book *b, const struct revision *r)
{
    const struct breakdown *br = &b->contract->breakdowns[r->breakdown];
    struct buf out = {0};
    if (r->breakdown == b->total || r->member < 0)
        return br->title[b->lang];
    breakdown_member_label(b->contract, r->breakdown, r->member, b->lang, &out);
    return book_keep(b, &out);
}

static void put_revision(struct book *b, struct grid *g, int row, const struct revision *r)
{
    const struct indicator *ind = &b->contract->indicators[r->indicator];
    char period[PERIOD_TEXT];
    struct buf cause = {0};
    period_format(r->month, period);
    cause_words(r->causes, b->lang, &cause);
    grid_text(g, row, COLUMN_CODE, ind->id);
    grid_text(g, row, COLUMN_INDICATOR, ind->label[b->lang]);
    grid_text(g, row, COLUMN_UNIT, ind->unit[b->lang]);
    grid_text(g, row, COLUMN_WINDOW, window_words(b, r->window));
    grid_text(g, row, COLUMN_TERRITORY, book_territory(b, r->region));
    grid_text(g, row, COLUMN_BREAKDOWN, member_words(b, r));
    grid_text(g, row, COLUMN_PERIOD, arena_text(&b->arena, period));
    put_value(b, g, row, COLUMN_BEFORE, r, r->before, r->before_flag);
    put_value(b, g, row, COLUMN_NOW, r, r->now, r->now_flag);
    put_value(b, g, row, COLUMN_DIFFERENCE, r, r->difference, FLAG_NOT_AVAILABLE);
    grid_text(g, row, COLUMN_CAUSE, book_keep(b, &cause));
}

void book_fill_revisions(struct book *b, struct book_sheet *s)
{
    const struct revisions *all = &b->edition->revisions;
    struct grid *g = &s->grid;
    int n = 0;
    grid_init(g, &b->arena, COLUMNS);
    for (int i = 0; i < COLUMNS; i++)
        grid_column(g, book_words(b, titles[i]), i >= COLUMN_BEFORE && i <= COLUMN_DIFFERENCE);
    for (size_t i = 0; b->revised != NULL && i < all->count; i++)
        n += b->revised[i];
    grid_rows(g, n == 0 ? 1 : n);
    for (int i = 0; n == 0 && i < COLUMNS; i++)
        if (i >= COLUMN_BEFORE && i <= COLUMN_DIFFERENCE)
            grid_shorthand(g, 0, i, 'z');
        else
            grid_text(g, 0, i, "[z]");
    int row = 0;
    for (size_t i = 0; n > 0 && i < all->count; i++)
        if (b->revised[i])
            put_revision(b, g, row++, &all->list[i]);
    s->n_labels = 2;
}

enum { MAX_HELD_SAID = 5 };

static bool is_of(const struct book *b, const struct held_unit *u)
{
    if (u->taken || b->region == REGION_FRANCE)
        return !u->taken;
    size_t len = strcspn(u->delivery, "/");
    const char *code = b->regions->entries[b->region].code;
    return strlen(code) == len && memcmp(u->delivery, code, len) == 0;
}

static const char *held_item(struct book *b, const struct held_unit *u)
{
    const char *title = u->table;
    for (int t = 0; t < b->contract->n_tables; t++)
        if (strcmp(b->contract->tables[t].name, u->table) == 0)
            title = b->contract->tables[t].title[b->lang];
    return SAY(b, TEXT_HELD_ITEM, title, u->pole, book_month(b, u->month));
}

const char *book_held(struct book *b)
{
    const struct held_list *all = &b->edition->held;
    struct buf list = {0};
    size_t n = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (!is_of(b, &all->list[i]) || ++n > MAX_HELD_SAID)
            continue;
        if (list.len > 0)
            buf_text(&list, b->lang == LANG_FR ? "\u00a0; " : "; ");
        buf_text(&list, held_item(b, &all->list[i]));
    }
    char count[24];
    (void)snprintf(count, sizeof count, "%zu", n - MAX_HELD_SAID);
    if (n > MAX_HELD_SAID) {
        buf_text(&list, b->lang == LANG_FR ? "\u00a0; " : "; ");
        buf_text(&list, SAY(b, TEXT_HELD_MORE, arena_text(&b->arena, count)));
    }
    (void)snprintf(count, sizeof count, "%zu", n);
    const char *said = n == 0 ? NULL
                              : SAY(b, n == 1 ? TEXT_ONE_HELD : TEXT_SOME_HELD,
                                    arena_text(&b->arena, count), buf_str(&list));
    buf_release(&list);
    return said;
}
