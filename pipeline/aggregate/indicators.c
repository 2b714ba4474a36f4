#include <string.h>

#include "aggregate/indicators.h"
#include "base/decimal.h"
#include "model/period.h"

/* The place of one series of figures. */
struct place {
    const struct totals *totals;
    const struct cube *cube;
    int indicator;
    const struct indicator *ind;
    unsigned window;
    int region;
    int k; /* the indicator's k-th breakdown */
    int member;
};

struct result {
    int64_t numerator;
    int64_t denominator;
    int64_t poles;
    bool overflow;
};

/* The first month of a window that ends in `month`. */
static int32_t window_start(unsigned window, int32_t month)
{
    if (window == WINDOW_YEAR_TO_DATE)
        return period_of(period_year(month), 1);
    return window == WINDOW_12_MONTHS ? month - 11 : month;
}

static struct result sum_window(const struct place *p, int member, int32_t month)
{
    struct result r = {0};
    for (int32_t m = window_start(p->window, month); m <= month; m++) {
        const struct sum *s = cube_sum(p->cube, p->indicator, p->k, member, m);
        if (s == NULL)
            continue;
        if (!decimal_add(&r.numerator, s->numerator) ||
            !decimal_add(&r.denominator, s->denominator))
            r.overflow = true;
        r.poles = s->poles > r.poles ? s->poles : r.poles;
    }
    return r;
}

static void set_unavailable(struct figure *f)
{
    f->value = f->numerator = f->denominator = VALUE_BLANK;
    f->poles = 0;
    f->flag = FLAG_NOT_AVAILABLE;
}

static void set_ratio(struct figure *f, int64_t numerator, int64_t denominator, int scale)
{
    int64_t value;
    f->numerator = numerator;
    f->denominator = denominator;
    if (decimal_ratio(numerator, denominator, scale, &value) == 0) {
        f->value = value;
    } else {
        f->value = VALUE_BLANK;
        f->flag = FLAG_NOT_AVAILABLE;
    }
}

static int ratio_scale(const struct indicator *ind)
{
    return ind->decimals + (ind->percent ? 2 : 0);
}

/* The kinds. Each sets value, numerator, denominator, poles and flag of a figure. */
typedef bool kind_function(const struct place *p, int32_t month, struct figure *f);

/* Did anybody send this table in the window? Then a flow that nobody had is 0. */
static bool table_was_sent(const struct place *p, int32_t month)
{
    if (p->ind->table == TABLE_POLES)
        return true;
    if (p->totals->contract->tables[p->ind->table].coverage != COVERAGE_REGION)
        return false; /* a column that may be left out: nothing is known of it */
    for (int32_t m = window_start(p->window, month); m <= month; m++) {
        const struct coverage_row *row =
            coverage_find(p->totals->coverage, p->ind->table, p->region, m);
        if (row != NULL && row->declared > 0)
            return true;
    }
    return false;
}

static bool kind_sum(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_window(p, p->member, month);
    f->value = f->numerator = r.numerator;
    f->denominator = VALUE_BLANK;
    f->poles = r.poles;
    if (r.poles == 0 && !table_was_sent(p, month)) {
        f->value = f->numerator = VALUE_BLANK;
        f->flag = FLAG_NOT_AVAILABLE;
    }
    return !r.overflow;
}

static bool kind_mean(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_window(p, p->member, month);
    f->poles = r.poles;
    set_ratio(f, r.numerator, r.poles, ratio_scale(p->ind));
    return !r.overflow;
}

static bool kind_ratio(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_window(p, p->member, month);
    f->poles = r.poles;
    set_ratio(f, r.numerator, r.denominator, ratio_scale(p->ind));
    return !r.overflow;
}

/* The k of breakdown b among those of an indicator, -1 = not among them. */
static int breakdown_index(const struct indicator *ind, int b)
{
    for (int k = 0; k < ind->n_breakdowns; k++)
        if (ind->breakdowns[k] == b)
            return k;
    return -1;
}

static int total_index(const struct contract *c, const struct indicator *ind)
{
    for (int k = 0; k < ind->n_breakdowns; k++)
        if (c->breakdowns[ind->breakdowns[k]].by == BY_TOTAL)
            return k;
    return -1;
}

/* How many members of the breakdown (regions for one without members) are above 0. */
static bool kind_distinct(const struct place *p, int32_t month, struct figure *f)
{
    const struct contract *c = p->totals->contract;
    const struct indicator *of = &c->indicators[p->ind->of];
    const struct breakdown *b = &c->breakdowns[p->ind->breakdowns[p->k]];
    int64_t n = 0;
    f->denominator = VALUE_BLANK;
    if (b->by == BY_TOTAL) {
        const struct codelist *regions = contract_list(c, "regions");
        int k = total_index(c, of);
        for (int r = 0; r < regions->count; r++) {
            const struct cube *cube = p->totals->regions[r];
            const struct sum *s = cube == NULL ? NULL : cube_sum(cube, p->ind->of, k, 0, month);
            n += s != NULL && s->numerator > 0;
        }
    } else {
        int k = breakdown_index(of, p->ind->breakdowns[p->k]);
        for (int m = 0; k >= 0 && m < b->n_members; m++) {
            const struct sum *s = cube_sum(p->cube, p->ind->of, k, m, month);
            n += s != NULL && s->numerator > 0;
        }
    }
    f->value = f->numerator = n;
    f->poles = VALUE_BLANK;
    return true;
}

static bool kind_share(const struct place *p, int32_t month, struct figure *f)
{
    const struct contract *c = p->totals->contract;
    const struct indicator *of = &c->indicators[p->ind->of];
    struct place part = *p;
    part.indicator = p->ind->of;
    part.ind = of;
    part.k = breakdown_index(of, p->ind->breakdowns[p->k]);
    struct result r = sum_window(&part, p->member, month);
    part.k = total_index(c, of);
    struct result whole = sum_window(&part, 0, month);
    f->poles = r.poles;
    set_ratio(f, r.numerator, whole.numerator, ratio_scale(p->ind));
    return !r.overflow && !whole.overflow;
}

static bool kind_coverage(const struct place *p, int32_t month, struct figure *f)
{
    const struct coverage_row *row =
        coverage_find(p->totals->coverage, p->member, p->region, month);
    f->poles = row == NULL ? 0 : row->declared;
    set_ratio(f, row == NULL ? 0 : row->declared, row == NULL ? 0 : row->expected,
              ratio_scale(p->ind));
    return true;
}

static kind_function *const kinds[] = {
    [KIND_STOCK] = kind_sum,         [KIND_FLOW] = kind_sum,          [KIND_RATIO] = kind_ratio,
    [KIND_MEAN] = kind_mean,         [KIND_DISTINCT] = kind_distinct, [KIND_SHARE] = kind_share,
    [KIND_COVERAGE] = kind_coverage,
};

/* Members worth a series: all of a list that is short, of others those that ever have something. */
static bool has_anything(const struct place *p, int member)
{
    const struct breakdown *b = &p->totals->contract->breakdowns[p->ind->breakdowns[p->k]];
    if (p->ind->kind == KIND_COVERAGE)
        return p->totals->contract->tables[member].coverage != COVERAGE_NONE;
    if (b->by != BY_CROSS || p->ind->numerator.n_terms == 0)
        return true;
    for (int32_t m = p->totals->first_month; m <= p->totals->period; m++) {
        const struct sum *s = cube_sum(p->cube, p->indicator, p->k, member, m);
        if (s != NULL && s->poles > 0)
            return true;
    }
    return false;
}

/* Does a window of several months begin before the first return of its table? */
static bool window_is_cut(const struct place *p, int32_t month)
{
    const struct indicator *of =
        p->ind->of == -1 ? p->ind : &p->totals->contract->indicators[p->ind->of];
    return p->window != WINDOW_MONTH && of->table != -1 &&
           window_start(p->window, month) < p->totals->first_return[of->table];
}

static bool make_series(const struct place *p, struct figures *out)
{
    bool ok = true;
    for (int32_t month = p->totals->first_month; ok && month <= p->totals->period; month++) {
        struct figure *f = figures_add(out);
        *f = (struct figure){.indicator = p->indicator,
                             .window = p->window,
                             .region = p->region,
                             .breakdown = p->ind->breakdowns[p->k],
                             .member = p->member,
                             .month = month};
        ok = kinds[p->ind->kind](p, month, f);
        if (window_is_cut(p, month))
            set_unavailable(f);
    }
    return ok;
}

static bool make_breakdown(struct place *p, struct figures *out)
{
    const struct breakdown *b = &p->totals->contract->breakdowns[p->ind->breakdowns[p->k]];
    if (b->national_only && p->region != REGION_FRANCE)
        return true;
    bool ok = true;
    if (p->ind->kind == KIND_DISTINCT) {
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

static bool make_region(struct place *p, struct figures *out)
{
    static const unsigned windows[] = {WINDOW_MONTH, WINDOW_YEAR_TO_DATE, WINDOW_12_MONTHS};
    for (int i = 0; i < p->totals->contract->n_indicators; i++) {
        p->indicator = i;
        p->ind = &p->totals->contract->indicators[i];
        for (int w = 0; w < 3; w++) {
            p->window = windows[w];
            for (p->k = 0; (p->ind->windows & p->window) != 0 && p->k < p->ind->n_breakdowns;
                 p->k++)
                if (!make_breakdown(p, out))
                    return false;
        }
    }
    return true;
}

int indicators_make(const struct totals *t, struct figures *ret_figures, struct err *err)
{
    const struct codelist *regions = contract_list(t->contract, "regions");
    bool ok = !t->france->overflow;
    for (int r = REGION_FRANCE; ok && r < regions->count; r++) {
        struct place p = {.totals = t, .region = r};
        p.cube = r == REGION_FRANCE ? t->france : t->regions[r];
        if (p.cube != NULL)
            ok = make_region(&p, ret_figures);
    }
    if (!ok)
        return err_set(err, "a sum is too large to be exact: nothing is published");
    figures_sort(ret_figures);
    return 0;
}
