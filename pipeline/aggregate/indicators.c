#include <assert.h>
#include <string.h>

#include "aggregate/kinds.h"
#include "base/decimal.h"
#include "model/period.h"

static const unsigned windows[] = {WINDOW_MONTH, WINDOW_YEAR_TO_DATE, WINDOW_12_MONTHS,
                                   WINDOW_KNOWN};
enum { N_WINDOWS = sizeof windows / sizeof *windows };

static void set_unavailable(struct figure *f)
{
    f->value = f->numerator = f->denominator = VALUE_BLANK;
    f->poles = 0;
    f->flag = FLAG_NOT_AVAILABLE;
}

/* Members worth a series: all of a list that is short, of others those that ever have something. */
static bool has_anything(const struct place *p, int member)
{
    const struct breakdown *b = &p->totals->contract->breakdowns[p->ind->breakdowns[p->k]];
    if (b->by == BY_TABLES)
        return p->totals->contract->tables[member].coverage != COVERAGE_NONE;

    if ((b->by != BY_CROSS && b->by != BY_FILE_YEAR) || p->ind->numerator.n_terms == 0)
        return true;
    bool of_files = p->ind->file.id != -1;
    for (int32_t m = of_files ? p->cube->first_month : p->totals->first_month;
         m <= p->totals->period; m++) {
        const struct sum *s = cube_sum(p->cube, p->indicator, p->k, member, m);
        if (s != NULL && s->poles > 0)
            return true;
    }
    return false;
}

/* Does a window of several months begin before the first return of its table? */
static bool is_cut(const struct totals *t, const struct indicator *ind, unsigned window,
                   int32_t month)
{
    if (ind->of != -1 && is_cut(t, &t->contract->indicators[ind->of], window, month))
        return true;
    if (ind->by != -1 && is_cut(t, &t->contract->indicators[ind->by], window, month))
        return true;
    bool several = window == WINDOW_YEAR_TO_DATE || window == WINDOW_12_MONTHS;
    return several && ind->table != -1 && window_start(window, month) < t->first_return[ind->table];
}

/* Is everything that is expected of a month there, and said to be definitive? */
static bool is_final(const struct totals *t, int table, int region, int32_t month)
{
    if (t->contract->tables[table].n_provisional == 0)
        return false;
    const struct coverage_row *row = coverage_find(t->coverage, table, region, month);
    return row != NULL && row->declared == row->expected && row->provisional == 0;
}

/* May a figure still move? Is a month of its window among the last PROVISIONAL_MONTHS and not yet
 * final? The register is dated and never provisional. */
static bool is_provisional(const struct totals *t, const struct indicator *ind,
                           const struct figure *f)
{
    if (ind->of != -1 && is_provisional(t, &t->contract->indicators[ind->of], f))
        return true;
    if (ind->by != -1 && is_provisional(t, &t->contract->indicators[ind->by], f))
        return true;
    if (ind->table == -1 || ind->table == TABLE_POLES)
        return false;
    int32_t from = window_start(f->window, f->month);
    if (from <= t->period - PROVISIONAL_MONTHS)
        from = t->period - PROVISIONAL_MONTHS + 1;
    for (int32_t m = from; m <= f->month; m++)
        if (!is_final(t, ind->table, f->region, m))
            return true;
    return false;
}

/* In the order of the file, so that there is nothing to sort. */
static bool make_series(const struct place *p, struct figures *out)
{
    bool ok = true;
    size_t first = out->count;
    for (int32_t month = p->totals->first_month; ok && month <= p->totals->period; month++) {
        struct figure *f = figures_add(out);
        *f = figure_at(p->indicator, p->window, p->region, p->ind->breakdowns[p->k], p->member,
                       month);
        ok = kind_figure(p, month, f);
        if (is_cut(p->totals, p->ind, p->window, month))
            set_unavailable(f);
        if (f->flag == FLAG_NONE && is_provisional(p->totals, p->ind, f))
            f->flag = FLAG_PROVISIONAL;
    }
    assert(first == 0 || figure_compare(&out->list[first - 1], &out->list[first]) < 0);
    return ok;
}

static bool make_breakdown(struct place *p, struct figures *out)
{
    const struct breakdown *b = &p->totals->contract->breakdowns[p->ind->breakdowns[p->k]];
    if (b->national_only && p->region != REGION_FRANCE)
        return true;
    bool ok = true;
    if (p->ind->kind == KIND_DISTINCT || p->ind->kind == KIND_TOP) {
        p->member = b->by == BY_TOTAL ? 0 : -1;
        return make_series(p, out);
    }
    for (int m = 0; ok && m < b->n_members; m++) {
        p->member = m;
        if (has_anything(p, m))
            ok = make_series(p, out);
    }
    return ok;
}

/* The breakdowns of an indicator, in the order of the file: by their numbers. */
static void order_breakdowns(const struct indicator *ind, int ret[MAX_BREAKDOWNS_PER_INDICATOR])
{
    for (int i = 0; i < ind->n_breakdowns; i++) {
        int at = i;
        for (; at > 0 && ind->breakdowns[ret[at - 1]] > ind->breakdowns[i]; at--)
            ret[at] = ret[at - 1];
        ret[at] = i;
    }
}

/* One indicator in one window: France, then the regions. */
static bool make_window(struct place *p, struct figures *out)
{
    const struct totals *t = p->totals;
    int n_regions = contract_list(t->contract, "regions")->count;
    int order[MAX_BREAKDOWNS_PER_INDICATOR] = {0};
    order_breakdowns(p->ind, order);
    for (p->region = REGION_FRANCE; p->region < n_regions; p->region++) {
        p->cube = p->region == REGION_FRANCE ? t->france : t->regions[p->region];
        for (int i = 0; p->cube != NULL && i < p->ind->n_breakdowns; i++) {
            p->k = order[i];
            if (!make_breakdown(p, out))
                return false;
        }
    }
    return true;
}

/* How many series an indicator has at most, in one window. */
static size_t most_series(const struct totals *t, const struct indicator *ind)
{
    int n_regions = contract_list(t->contract, "regions")->count;
    size_t places = 1; /* France */
    size_t count = 0;
    for (int r = 0; r < n_regions; r++)
        places += t->regions[r] != NULL;
    for (int k = 0; k < ind->n_breakdowns; k++) {
        const struct breakdown *b = &t->contract->breakdowns[ind->breakdowns[k]];
        count += (size_t)b->n_members * (b->national_only ? 1 : places);
    }
    return count;
}

/* Room for all figures, once: a list of tens of MB that grows is moved. What is not needed of it is
 * never touched. */
static void make_room(const struct totals *t, struct figures *figures)
{
    size_t months = (size_t)(t->period - t->first_month) + 1;
    size_t most = 0;
    for (int i = 0; i < t->contract->n_indicators; i++) {
        const struct indicator *ind = &t->contract->indicators[i];
        for (size_t w = 0; w < N_WINDOWS; w++)
            most += (ind->windows & windows[w]) != 0 ? months * most_series(t, ind) : 0;
    }
    figures_room(figures, figures->count + most);
}

int indicators_make(const struct totals *t, struct figures *ret_figures, struct err *err)
{
    bool ok = !t->france->overflow;
    make_room(t, ret_figures);
    for (int i = 0; ok && i < t->contract->n_indicators; i++) {
        struct place p = {.totals = t, .indicator = i, .ind = &t->contract->indicators[i]};
        for (size_t w = 0; ok && w < N_WINDOWS; w++) {
            p.window = windows[w];
            if ((p.ind->windows & p.window) != 0)
                ok = make_window(&p, ret_figures);
        }
    }
    if (!ok)
        return err_set(err, "a sum is too large to be exact: nothing is published");
    return 0;
}

/* The figure that the sums of one month of a pair make. */
static int64_t pair_value(const struct indicator *ind, const struct pair *pair, int k)
{
    int64_t value;
    if (ind->kind == KIND_STOCK || ind->kind == KIND_FLOW)
        return pair->numerator[k];
    int64_t base = ind->kind == KIND_MEAN ? (int64_t)pair->poles : pair->denominator[k];
    return decimal_ratio(pair->numerator[k], base, kind_ratio_scale(ind), &value) == 0
               ? value
               : VALUE_BLANK;
}

int comparisons_make(const struct totals *t, struct comparisons *ret, struct err *err)
{
    const struct codelist *regions = contract_list(t->contract, "regions");
    if (t->france->overflow)
        return err_set(err, "a sum is too large to be exact: nothing is published");
    for (int i = 0; i < t->contract->n_indicators; i++) {
        const struct indicator *ind = &t->contract->indicators[i];
        bool compared = comparisons_are_made(ind) && indicator_total(t->contract, ind) != -1;
        for (int r = REGION_FRANCE; compared && r < regions->count; r++) {
            if (ind->persons && r != REGION_FRANCE)
                break; /* what is withheld there must not be told here */
            const struct cube *cube = r == REGION_FRANCE ? t->france : t->regions[r];
            for (int a = 0; cube != NULL && a < AGAINSTS; a++) {
                const struct pair *pair = &cube->perimeter.pairs[i][a];
                if (pair->poles == 0)
                    continue;
                *comparisons_add(ret) = (struct comparison){.indicator = i,
                                                            .region = r,
                                                            .month = t->period,
                                                            .against = (enum against)a,
                                                            .poles = pair->poles,
                                                            .now = pair_value(ind, pair, 0),
                                                            .before = pair_value(ind, pair, 1)};
            }
        }
    }
    return 0;
}
