#include <stdlib.h>
#include <string.h>

#include "aggregate/withhold.h"
#include "model/indicator.h"

/* The whole country and totals are what readers look for first: hidden when nothing else will do.
 */
#define COST_OF_TOTAL (INT64_C(1) << 40)

enum { MAX_CELLS = 64 }; /* of a line: more than there are regions or members of a list */

/* The mask under way; numbers are wiped when it is complete. */
struct mask {
    const struct contract *c;
    struct figures *figures;
    bool *hidden;
    bool *known; /* shown by the edition before, and as it was then: hides nothing */
    bool changed;
};

/* A table of one indicator, window and month: rows are France and the regions (or France alone),
 * columns the total and the members of one breakdown. Cells are numbers of figures, -1 = none. */
struct grid {
    int rows;
    int columns;
    bool total_is_free; /* the total is no trait: never hidden */
    int64_t *cells;
};

/* What one table of figures is: all that finding its cells needs. */
struct subject {
    int indicator;
    unsigned window;
    int32_t month;
    int total;     /* the breakdown "total" */
    int breakdown; /* beside it; the same = none */
};

static bool usable(const struct mask *m, int64_t at)
{
    return at >= 0 && m->figures->list[at].flag != FLAG_NOT_AVAILABLE;
}

/* Hidden, and from who has the edition before too. */
static bool is_hidden(const struct mask *m, int64_t at)
{
    return at >= 0 && m->hidden[at] && !m->known[at];
}

static void hide(struct mask *m, int64_t at)
{
    m->changed = m->changed || !m->hidden[at];
    m->hidden[at] = true;
}

static enum trait measure_trait(const struct table *t, const struct measure *measure)
{
    enum trait level = TRAIT_NONE;
    for (int i = 0; i < measure->n_terms; i++) {
        int field = measure->terms[i].field;
        if (field >= 0 && t->fields[field].trait > level)
            level = t->fields[field].trait;
    }
    return level;
}

/* How protected a cell of an indicator's breakdown is, or (member -1) the most protected of them.
 */
static enum trait trait_of(const struct contract *c, int indicator, int breakdown, int member)
{
    const struct indicator *ind = &c->indicators[indicator];
    const struct breakdown *b = &c->breakdowns[breakdown];
    enum trait level = ind->persons ? TRAIT_BELOW_NATIONAL : TRAIT_NONE;
    if (ind->table < 0)
        return level;
    const struct table *t = &c->tables[ind->table];
    enum trait own = measure_trait(t, &ind->numerator);
    level = own > level ? own : level;
    for (int i = 0; b->by == BY_COLUMNS && i < b->n_members; i++) {
        own = member == -1 || member == i ? t->fields[b->columns[i]].trait : TRAIT_NONE;
        level = own > level ? own : level;
    }
    return level;
}

/* Persons the figure is a part of: the ratio's whole, or that of its line. */
static int64_t base_of(const struct figure *f, int64_t whole)
{
    return VALUE_IS_SET(f->denominator) ? f->denominator : whole;
}

static bool is_few(int64_t part, int64_t base)
{
    return base > 0 && (part < FEWEST_PERSONS || base - part < FEWEST_PERSONS);
}

static void hide_primary(struct mask *m, const struct subject *s, const struct grid *g)
{
    for (int r = 0; r < g->rows; r++) {
        int64_t total = g->cells[r * g->columns];
        int64_t whole = usable(m, total) ? m->figures->list[total].numerator : 0;
        for (int k = 0; k < g->columns; k++) {
            int64_t at = g->cells[r * g->columns + k];
            enum trait level =
                trait_of(m->c, s->indicator, k == 0 ? s->total : s->breakdown, k == 0 ? 0 : k - 1);
            bool protected = level == TRAIT_ALWAYS || (level == TRAIT_BELOW_NATIONAL && r > 0);
            if (protected && usable(m, at) &&
                is_few(m->figures->list[at].numerator, base_of(&m->figures->list[at], whole)))
                hide(m, at);
        }
    }
}

/* What readers lose with a cell. */
static int64_t cost(const struct mask *m, const struct grid *g, int r, int k)
{
    const struct figure *f = &m->figures->list[g->cells[r * g->columns + k]];
    int64_t persons = VALUE_IS_SET(f->denominator) ? f->denominator : f->numerator;
    return persons + (r == 0 ? COST_OF_TOTAL : 0) + (k == 0 ? COST_OF_TOTAL : 0);
}

/* What it costs to hide the three other corners; -1 = one of them is no cell. */
static int64_t rectangle_cost(const struct mask *m, const struct grid *g, const int at[2],
                              const int other[2])
{
    const int corners[3][2] = {{at[0], other[1]}, {other[0], at[1]}, {other[0], other[1]}};
    int64_t sum = 0;
    for (int i = 0; i < 3; i++) {
        int64_t cell = g->cells[corners[i][0] * g->columns + corners[i][1]];
        if (!usable(m, cell) || m->known[cell])
            return -1;
        sum += is_hidden(m, cell) ? 0 : cost(m, g, corners[i][0], corners[i][1]);
    }
    return sum;
}

/* Make a hidden cell the corner of the cheapest rectangle of hidden cells. */
static void close_rectangle(struct mask *m, const struct grid *g, int r, int k)
{
    int64_t best = -1;
    int best_row = 0;
    int best_column = 0;
    for (int r2 = 0; r2 < g->rows; r2++) {
        for (int k2 = 0; k2 < g->columns; k2++) {
            if (r2 == r || k2 == k)
                continue;
            int64_t sum = rectangle_cost(m, g, (int[]){r, k}, (int[]){r2, k2});
            if (sum < 0 || (best >= 0 && sum >= best))
                continue;
            best = sum;
            best_row = r2;
            best_column = k2;
        }
    }
    if (best <= 0)
        return; /* there is one already, or there can be none */
    hide(m, g->cells[r * g->columns + best_column]);
    hide(m, g->cells[best_row * g->columns + k]);
    hide(m, g->cells[best_row * g->columns + best_column]);
}

/* A line that adds up: its parts, and the cell that is their sum. */
struct line {
    int64_t parts[MAX_CELLS];
    int n;
    int64_t sum;
    bool sum_is_free;
};

/* Do the hidden parts stand together on enough, their sum being known? */
static bool stand_together(const struct mask *m, const struct line *l)
{
    int n = 0;
    int64_t part = 0;
    int64_t base = 0;
    for (int i = 0; i < l->n; i++) {
        const struct figure *f = &m->figures->list[l->parts[i]];
        if (!is_hidden(m, l->parts[i]))
            continue;
        n++;
        part += f->numerator;
        base += VALUE_IS_SET(f->denominator) ? f->denominator : 0;
    }
    if (base == 0) /* counts: the other side is what the line leaves */
        base = m->figures->list[l->sum].numerator;
    return n >= 2 && !is_few(part, base);
}

/* A part of nobody covers nobody, nor does one that was shown. */
static int64_t smallest_shown(const struct mask *m, const struct line *l)
{
    int64_t smallest = -1;
    int64_t least = 0;
    for (int i = 0; i < l->n; i++) {
        const struct figure *f = &m->figures->list[l->parts[i]];
        int64_t persons = VALUE_IS_SET(f->denominator) ? f->denominator : f->numerator;
        if (m->hidden[l->parts[i]] || m->known[l->parts[i]] || persons == 0 ||
            (smallest >= 0 && persons >= least))
            continue;
        smallest = l->parts[i];
        least = persons;
    }
    return smallest;
}

static void protect_line(struct mask *m, const struct line *l)
{
    int n = 0;
    for (int i = 0; i < l->n; i++)
        n += is_hidden(m, l->parts[i]);
    bool sum_hidden = is_hidden(m, l->sum);
    if (!usable(m, l->sum) || (n == 0 && !sum_hidden))
        return;
    while (sum_hidden ? n == 0 : !stand_together(m, l)) {
        int64_t more = smallest_shown(m, l);
        if (more == -1 && (sum_hidden || l->sum_is_free))
            return;
        if (more == -1) {
            hide(m, l->sum);
            return;
        }
        hide(m, more);
        n++;
    }
}

static void protect_row(struct mask *m, const struct grid *g, int r)
{
    struct line l = {.sum = g->cells[r * g->columns], .sum_is_free = g->total_is_free};
    for (int k = 1; k < g->columns && l.n < MAX_CELLS; k++)
        if (usable(m, g->cells[r * g->columns + k]))
            l.parts[l.n++] = g->cells[r * g->columns + k];
    if (g->columns > 1)
        protect_line(m, &l);
}

static void protect_column(struct mask *m, const struct grid *g, int k)
{
    struct line l = {.sum = g->cells[k]};
    for (int r = 1; r < g->rows && l.n < MAX_CELLS; r++)
        if (usable(m, g->cells[r * g->columns + k]))
            l.parts[l.n++] = g->cells[r * g->columns + k];
    if (g->rows > 1 && !(k == 0 && g->total_is_free))
        protect_line(m, &l);
}

static void protect_grid(struct mask *m, const struct grid *g)
{
    for (int r = 0; r < g->rows; r++)
        protect_row(m, g, r);
    for (int k = 0; k < g->columns; k++)
        protect_column(m, g, k);
    for (int r = 0; r < g->rows; r++)
        for (int k = 0; k < g->columns; k++)
            if (is_hidden(m, g->cells[r * g->columns + k]))
                close_rectangle(m, g, r, k);
}

static int64_t cell_at(const struct mask *m, const struct subject *s, int region, int breakdown,
                       int member)
{
    const struct figure *f =
        figures_find(m->figures, s->indicator, s->window, region, breakdown, member, s->month);
    return f == NULL ? -1 : f - m->figures->list;
}

static void fill_grid(const struct mask *m, const struct subject *s, struct grid *g)
{
    const struct breakdown *b = &m->c->breakdowns[s->breakdown];
    bool national = b->national_only;
    g->rows = national ? 1 : 1 + contract_list(m->c, "regions")->count;
    g->columns = 1 + (s->breakdown == s->total ? 0 : b->n_members);
    g->total_is_free = trait_of(m->c, s->indicator, s->total, 0) == TRAIT_NONE;
    g->cells = mem_array((size_t)g->rows * (size_t)g->columns, sizeof *g->cells);
    for (int r = 0; r < g->rows; r++) {
        g->cells[r * g->columns] = cell_at(m, s, r - 1, s->total, 0);
        for (int k = 1; k < g->columns; k++)
            g->cells[r * g->columns + k] = cell_at(m, s, r - 1, s->breakdown, k - 1);
    }
}

/* One pass over a table: hide what stands on few, or (later) what gives hidden cells away. */
static void pass_table(struct mask *m, const struct subject *s, bool primary)
{
    struct grid g;
    fill_grid(m, s, &g);
    if (primary)
        hide_primary(m, s, &g);
    else
        protect_grid(m, &g);
    free(g.cells);
}

static int total_breakdown(const struct contract *c, const struct indicator *ind)
{
    for (int k = 0; k < ind->n_breakdowns; k++)
        if (c->breakdowns[ind->breakdowns[k]].by == BY_TOTAL)
            return ind->breakdowns[k];
    return -1;
}

static void pass_month(struct mask *m, int indicator, unsigned window, int32_t month, bool primary)
{
    const struct indicator *ind = &m->c->indicators[indicator];
    struct subject s = {.indicator = indicator, .window = window, .month = month};
    s.total = total_breakdown(m->c, ind);
    for (int k = 0; k < ind->n_breakdowns && s.total >= 0; k++) {
        s.breakdown = ind->breakdowns[k];
        if (trait_of(m->c, indicator, s.breakdown, -1) != TRAIT_NONE)
            pass_table(m, &s, primary);
    }
}

/* Every month and window of the figures of an indicator, given its part of the list. */
static void pass_indicator(struct mask *m, size_t from, size_t to, bool primary)
{
    const struct figure *list = m->figures->list;
    int32_t first = INT32_MAX;
    int32_t last = INT32_MIN;
    unsigned windows = 0;
    for (size_t i = from; i < to; i++) {
        first = list[i].month < first ? list[i].month : first;
        last = list[i].month > last ? list[i].month : last;
        windows |= list[i].window;
    }
    for (unsigned w = 1; w != 0 && w <= windows; w <<= 1)
        for (int32_t month = first; (windows & w) != 0 && month <= last; month++)
            pass_month(m, list[from].indicator, w, month, primary);
}

/* Does the numerator say just what one column says? That column, -1 = no. */
static int plain_column(const struct indicator *ind)
{
    const struct measure *n = &ind->numerator;
    return n->n_terms == 1 && n->terms[0].sign > 0 && n->terms[0].where.count == 0
               ? n->terms[0].field
               : -1;
}

/* The column that a cell is the sum of, -1 = of no single one. */
static int column_of(const struct contract *c, const struct figure *f)
{
    const struct breakdown *b = &c->breakdowns[f->breakdown];
    if (b->by == BY_COLUMNS)
        return b->columns[f->member];
    return b->by == BY_TOTAL ? plain_column(&c->indicators[f->indicator]) : -1;
}

/* Hide the cell of an indicator that says the same as f, in f's window and, of a stock, in the
 * others (the month, and last known). */
static void hide_twin(struct mask *m, const struct figure *f, int indicator, int breakdown,
                      int member)
{
    const struct indicator *ind = &m->c->indicators[indicator];
    for (unsigned w = 1; w <= ind->windows; w <<= 1) {
        const struct figure *twin =
            figures_find(m->figures, indicator, w, f->region, breakdown, member, f->month);
        if (twin != NULL && twin->flag != FLAG_NOT_AVAILABLE &&
            (w == f->window || ind->kind == KIND_STOCK))
            hide(m, twin - m->figures->list);
    }
}

/* What is hidden in one place is hidden where the same sum stands again. */
static void hide_alike(struct mask *m, size_t at)
{
    const struct figure *f = &m->figures->list[at];
    const struct contract *c = m->c;
    int column = column_of(c, f);
    hide_twin(m, f, f->indicator, f->breakdown, f->member);
    for (int i = 0; column >= 0 && i < c->n_indicators; i++) {
        const struct indicator *ind = &c->indicators[i];
        if (ind->table != c->indicators[f->indicator].table)
            continue;
        for (int k = 0; k < ind->n_breakdowns; k++) {
            const struct breakdown *b = &c->breakdowns[ind->breakdowns[k]];
            for (int member = 0; b->by == BY_COLUMNS && member < b->n_members; member++)
                if (b->columns[member] == column)
                    hide_twin(m, f, i, ind->breakdowns[k], member);
            if (b->by == BY_TOTAL && plain_column(ind) == column)
                hide_twin(m, f, i, ind->breakdowns[k], 0);
        }
    }
}

void withhold_figure(struct figure *f)
{
    f->flag = FLAG_WITHHELD;
    f->value = f->numerator = f->denominator = VALUE_BLANK;
    f->poles = VALUE_BLANK;
}

static bool has_trait(const struct contract *c, int indicator)
{
    const struct indicator *ind = &c->indicators[indicator];
    for (int k = 0; k < ind->n_breakdowns; k++)
        if (trait_of(c, indicator, ind->breakdowns[k], -1) != TRAIT_NONE)
            return true;
    return false;
}

static void pass_all(struct mask *m, bool primary)
{
    for (int i = 0; i < m->c->n_indicators; i++) {
        if (!has_trait(m->c, i)) /* most figures need not be touched */
            continue;
        struct figure first = figure_at(i, 0, REGION_FRANCE, 0, -1, 0);
        struct figure next = figure_at(i + 1, 0, REGION_FRANCE, 0, -1, 0);
        size_t from = figures_begin(m->figures, &first);
        size_t to = figures_begin(m->figures, &next);
        if (from < to)
            pass_indicator(m, from, to, primary);
    }
}

void withhold(const struct contract *c, const struct figures *before, struct figures *figures)
{
    struct mask m = {.c = c, .figures = figures, .changed = true};
    m.hidden = mem_array(figures->count, sizeof *m.hidden);
    m.known = mem_array(figures->count, sizeof *m.known);
    withhold_before(c, before, figures, m.hidden, m.known);
    pass_all(&m, true);
    while (m.changed) {
        m.changed = false;
        for (size_t i = 0; i < figures->count; i++)
            if (m.hidden[i])
                hide_alike(&m, i);
        pass_all(&m, false);
    }
    for (size_t i = 0; i < figures->count; i++)
        if (m.hidden[i])
            withhold_figure(&figures->list[i]);
    free(m.hidden);
    free(m.known);
}

bool withhold_has_trait(const struct contract *c, int indicator, int breakdown)
{
    return trait_of(c, indicator, breakdown, -1) != TRAIT_NONE;
}

bool withhold_is_trait(const struct contract *c, const struct figure *f)
{
    return trait_of(c, f->indicator, f->breakdown, f->member < 0 ? 0 : f->member) != TRAIT_NONE;
}
