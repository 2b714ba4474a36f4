#include <stdlib.h>

#include "aggregate/mask.h"
#include "aggregate/mask_shape.h"
#include "aggregate/withhold.h"

/* ---- which indicators show a masked column ---- */

static bool reads(const struct measure *m, int field)
{
    for (int i = 0; field >= 0 && i < m->n_terms; i++)
        if (m->terms[i].field == field)
            return true;
    return false;
}

/* Is this column one of those that the indicator adds, in any of its breakdowns? */
static bool adds(const struct contract *c, const struct indicator *ind, int field)
{
    if (reads(&ind->numerator, field) || reads(&ind->denominator, field))
        return true;
    for (int k = 0; k < ind->n_breakdowns; k++) {
        const struct breakdown *b = &c->breakdowns[ind->breakdowns[k]];
        for (int m = 0; b->by == BY_COLUMNS && m < b->n_members; m++)
            if (b->columns[m] == field)
                return true;
    }
    return false;
}

static bool shows(const struct contract *c, int x, int masked)
{
    const struct indicator *ind = &c->indicators[x];
    const struct indicator *of = &c->indicators[masked];
    if (x == masked)
        return true;
    if ((ind->of != -1 && shows(c, ind->of, masked)) ||
        (ind->by != -1 && shows(c, ind->by, masked)))
        return true;
    for (int f = 0; ind->table == of->table && f < c->tables[of->table].n_fields; f++)
        if (adds(c, of, f) && adds(c, ind, f))
            return true;
    return false;
}

static bool is_masked(const struct indicator *ind)
{
    return ind->fewest_poles > 0 || ind->largest_share > 0;
}

bool mask_covers(const struct contract *c, int indicator)
{
    for (int i = 0; i < c->n_indicators; i++)
        if (is_masked(&c->indicators[i]) && shows(c, indicator, i))
            return true;
    return false;
}

/* ---- what is hidden of each of them ---- */

/* The codes of `field` that a measure's terms ask for, as bits; none when it does not ask. */
static uint64_t asks_for(const struct measure *m, int field)
{
    uint64_t codes = 0;
    for (int i = 0; i < m->n_terms; i++)
        for (int k = 0; k < m->terms[i].where.count; k++)
            if (m->terms[i].where.list[k].field == field)
                codes |= m->terms[i].where.list[k].in;
    return codes;
}

/* Does an indicator read this member of breakdown b and not all of them, as the masked one does? */
static bool selects(const struct indicator *ind, const struct breakdown *b, int member,
                    const struct indicator *masked)
{
    if (b->by == BY_COLUMNS)
        return (reads(&ind->numerator, b->columns[member]) ||
                reads(&ind->denominator, b->columns[member])) &&
               !reads(&masked->numerator, b->columns[member]);
    if (b->by != BY_ROW || asks_for(&masked->numerator, b->field) != 0)
        return false;
    uint64_t codes = asks_for(&ind->numerator, b->field) | asks_for(&ind->denominator, b->field);
    for (int i = 0; i < 64; i++)
        if ((codes >> i & 1) != 0 && (b->member_of == NULL ? i : b->member_of[i]) == member)
            return true;
    return false;
}

/* Is a member that the indicator selects hidden there? */
static bool selects_hidden(const struct shape *s, const struct indicator *ind, int region)
{
    for (int k = 0; k < s->ind->n_breakdowns; k++) {
        const struct breakdown *b = &s->c->breakdowns[s->ind->breakdowns[k]];
        const struct shape_part *part = &s->parts[k];
        for (int m = 0; m < b->n_members; m++)
            if ((part->all || part->columns[m] || (region >= 0 && part->rows[region])) &&
                selects(ind, b, m, s->ind))
                return true;
    }
    return false;
}

/* Is nothing of the indicator to be seen of a region, or of France? */
static bool hides_all(const struct shape *s, int x, int region)
{
    const struct indicator *ind = &s->c->indicators[x];
    if (s->all || (region >= 0 && s->rows[region]) || ind->kind == KIND_MEDIAN ||
        ind->kind == KIND_TOP || ind->kind == KIND_DISTINCT || ind->kind == KIND_OUTCOME)
        return true;
    return selects_hidden(s, ind, region) ||
           (ind->of != -1 && ind->of != s->indicator && hides_all(s, ind->of, region)) ||
           (ind->by != -1 && ind->by != s->indicator && hides_all(s, ind->by, region));
}

static bool is_hidden(const struct shape *s, const struct figure *f)
{
    if (f->window == WINDOW_KNOWN || hides_all(s, f->indicator, f->region))
        return true;
    if (s->c->breakdowns[f->breakdown].by == BY_TOTAL)
        return false;
    int k = indicator_breakdown(s->ind, f->breakdown);
    if (k == -1 || s->parts[k].all || f->member < 0)
        return true;
    return s->parts[k].columns[f->member] || (f->region >= 0 && s->parts[k].rows[f->region]);
}

/* A window that nobody has (it would begin before the first return) is no secret. */
static bool nobody_has(const struct contract *c, const struct figures *figures,
                       const struct figure *f)
{
    int total = indicator_total(c, &c->indicators[f->indicator]);
    if (f->flag != FLAG_NOT_AVAILABLE || total == -1)
        return false;
    const struct figure *france =
        figures_find(figures, f->indicator, f->window, REGION_FRANCE,
                     c->indicators[f->indicator].breakdowns[total], 0, f->month);
    return france != NULL && france->flag == FLAG_NOT_AVAILABLE;
}

static void hide(const struct shape *s, struct figures *figures, bool *gone)
{
    bool *shown = mem_array((size_t)s->c->n_indicators, sizeof *shown);
    for (int i = 0; i < s->c->n_indicators; i++)
        shown[i] = shows(s->c, i, s->indicator);
    for (size_t i = 0; i < figures->count; i++) {
        struct figure *f = &figures->list[i];
        if (!shown[f->indicator] || !is_hidden(s, f) || nobody_has(s->c, figures, f))
            continue;
        f->nobody = f->nobody || f->flag == FLAG_NOT_AVAILABLE;
        withhold_figure(f);
        gone[i] = f->window == WINDOW_KNOWN; /* where all have declared it is the month */
    }
    free(shown);
}

/* Members of crossed breakdowns are listed only where there is something. When they are withheld
 * all are listed, or the list would tell which are 0. */
static void list_crossed(const struct shape *s, const struct figure *first, int32_t last,
                         struct figures *figures, struct figures *more)
{
    const struct indicator *ind = &s->c->indicators[first->indicator];
    const struct breakdown *b = &s->c->breakdowns[first->breakdown];
    int total = indicator_total(s->c, ind);
    for (int m = 0; m < b->n_members; m++) {
        struct figure f = *first;
        f.member = (int16_t)m;
        for (f.month = first->month; f.month <= last; f.month++) {
            if (figures_find(figures, f.indicator, f.window, f.region, f.breakdown, m, f.month))
                continue;
            const struct figure *all = figures_find(figures, f.indicator, f.window, f.region,
                                                    ind->breakdowns[total], 0, f.month);
            f.flag =
                all != NULL && all->flag == FLAG_NOT_AVAILABLE ? FLAG_NOT_AVAILABLE : FLAG_WITHHELD;
            *figures_add(more) = f;
        }
    }
}

static void list_all_crossed(const struct shape *s, const struct totals *t, struct figures *figures)
{
    struct figures more = {0};
    const struct figure *last = NULL; /* the table before: each is looked at once */
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *f = &figures->list[i];
        bool same = last != NULL && last->indicator == f->indicator && last->window == f->window &&
                    last->region == f->region && last->breakdown == f->breakdown;
        if (same || s->c->breakdowns[f->breakdown].by != BY_CROSS ||
            !shows(s->c, f->indicator, s->indicator) || !is_hidden(s, f))
            continue;
        struct figure first = *f;
        last = f;
        first.month = t->first_month;
        first.nobody = true;
        first.value = first.numerator = first.denominator = first.poles = VALUE_BLANK;
        list_crossed(s, &first, t->period, figures, &more);
    }
    for (size_t i = 0; i < more.count; i++)
        *figures_add(figures) = more.list[i];
    figures_release(&more);
    figures_sort(figures);
}

static void take_out(struct figures *figures, const bool *gone)
{
    size_t n = 0;
    for (size_t i = 0; i < figures->count; i++)
        if (!gone[i])
            figures->list[n++] = figures->list[i];
    figures->count = n;
}

static void drop_comparisons(const struct contract *c, struct comparisons *comparisons)
{
    size_t n = 0;
    for (size_t i = 0; i < comparisons->count; i++)
        if (!mask_covers(c, comparisons->list[i].indicator))
            comparisons->list[n++] = comparisons->list[i];
    comparisons->count = n;
}

struct masks {
    const struct totals *totals;
    struct shape *shapes;
    int n;
};

struct masks *masks_find(const struct totals *t, const struct figures *before,
                         const struct figures *figures)
{
    const struct contract *c = t->contract;
    struct masks *m = mem_alloc(sizeof *m);
    m->totals = t;
    m->shapes = mem_array((size_t)c->n_indicators + 1, sizeof *m->shapes);
    for (int i = 0; i < c->n_indicators; i++)
        if (is_masked(&c->indicators[i]))
            shape_find(&m->shapes[m->n++], t, before, figures, i);
    return m;
}

void masks_free(struct masks *m)
{
    for (int i = 0; i < m->n; i++)
        shape_release(&m->shapes[i]);
    free(m->shapes);
    free(m);
}

void masks_apply(const struct masks *m, struct figures *figures, struct comparisons *comparisons)
{
    for (int i = 0; i < m->n; i++)
        if (m->shapes[i].any)
            list_all_crossed(&m->shapes[i], m->totals, figures);
    bool *gone = mem_array(figures->count + 1, sizeof *gone);
    for (int i = 0; i < m->n; i++)
        if (m->shapes[i].any)
            hide(&m->shapes[i], figures, gone);
    if (m->n > 0) {
        take_out(figures, gone);
        drop_comparisons(m->shapes[0].c, comparisons);
    }
    free(gone);
}
