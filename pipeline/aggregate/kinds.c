#include <string.h>

#include "aggregate/kinds.h"
#include "base/decimal.h"
#include "model/period.h"

struct result {
    int64_t numerator;
    int64_t denominator;
    int64_t poles;  /* the most in one of the months */
    int64_t months; /* in which anybody declared */
    bool overflow;
};

int32_t window_start(unsigned window, int32_t month)
{
    if (window == WINDOW_YEAR_TO_DATE)
        return period_of(period_year(month), 1);
    return window == WINDOW_12_MONTHS ? month - 11 : month;
}

static void add_sum(struct result *r, const struct sum *s)
{
    if (s == NULL)
        return;
    if (!decimal_add(&r->numerator, s->numerator) || !decimal_add(&r->denominator, s->denominator))
        r->overflow = true;
    r->poles = s->poles > r->poles ? s->poles : r->poles;
    r->months += s->poles > 0;
}

static struct result sum_months(const struct place *p, int member, int32_t from, int32_t to)
{
    struct result r = {0};
    for (int32_t m = from; m <= to; m++)
        add_sum(&r, cube_sum(p->cube, p->indicator, p->k, member, m));
    return r;
}

static struct result sum_window(const struct place *p, int member, int32_t month)
{
    struct result r = {0};
    if (p->window != WINDOW_KNOWN)
        return sum_months(p, member, window_start(p->window, month), month);
    add_sum(&r, cube_known(p->cube, p->indicator, p->k, member, month));
    return r;
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

int kind_ratio_scale(const struct indicator *ind)
{
    return ind->decimals + ind->base_decimals - ind->sum_decimals + (ind->percent ? 2 : 0);
}

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

static void set_sum(const struct place *p, const struct result *r, int32_t month, struct figure *f)
{
    f->value = f->numerator = r->numerator;
    f->denominator = VALUE_BLANK;
    f->poles = r->poles;
    if (r->poles == 0 && !table_was_sent(p, month)) {
        f->value = f->numerator = VALUE_BLANK;
        f->flag = FLAG_NOT_AVAILABLE;
    }
}

static bool kind_flow(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_window(p, p->member, month);
    set_sum(p, &r, month, f);
    return !r.overflow;
}

/* Of a month as it is; of several, the mean of those in which anybody declared. */
static bool kind_stock(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_window(p, p->member, month);
    if (p->window == WINDOW_MONTH || p->window == WINDOW_KNOWN) {
        set_sum(p, &r, month, f);
    } else {
        f->poles = r.poles;
        set_ratio(f, r.numerator, r.months, kind_ratio_scale(p->ind));
    }
    return !r.overflow;
}

static bool kind_mean(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_window(p, p->member, month);
    f->poles = r.poles;
    set_ratio(f, r.numerator, r.poles, kind_ratio_scale(p->ind));
    return !r.overflow;
}

static bool kind_ratio(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_window(p, p->member, month);
    f->poles = r.poles;
    set_ratio(f, r.numerator, r.denominator, kind_ratio_scale(p->ind));
    return !r.overflow;
}

/* The measure itself looks back: only the last month of the window is read. */
static bool kind_cohort(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_months(p, p->member, month, month);
    f->poles = r.poles;
    set_ratio(f, r.numerator, r.denominator, kind_ratio_scale(p->ind));
    return !r.overflow;
}

/* The middle value; of an even number, the mean of the two in the middle. */
static bool kind_median(const struct place *p, int32_t month, struct figure *f)
{
    size_t n = 0;
    const struct sum *s = cube_sum(p->cube, p->indicator, p->k, p->member, month);
    const struct sample *list = s == NULL ? NULL : cube_samples(p->cube, s, &n);
    int64_t two = 0;
    bool ok = n == 0 ||
              (decimal_add(&two, list[(n - 1) / 2].value) && decimal_add(&two, list[n / 2].value));
    f->poles = (int64_t)n;
    set_ratio(f, two, n == 0 ? 0 : 2, kind_ratio_scale(p->ind));
    f->numerator = f->denominator = VALUE_BLANK;
    return ok;
}

/* What all files come to at the month's end: all that was added up to it. */
static struct result sum_files(const struct place *p, int32_t month)
{
    return sum_months(p, p->member, p->cube->first_month, month);
}

static bool kind_open(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_files(p, month);
    f->value = f->numerator = r.numerator;
    f->denominator = f->poles = VALUE_BLANK;
    if (month < p->totals->first_return[p->ind->table]) {
        f->value = f->numerator = VALUE_BLANK;
        f->flag = FLAG_NOT_AVAILABLE;
    }
    return !r.overflow;
}

static bool kind_outcome(const struct place *p, int32_t month, struct figure *f)
{
    struct result r = sum_files(p, month);
    f->poles = VALUE_BLANK;
    set_ratio(f, r.numerator, r.denominator, kind_ratio_scale(p->ind));
    return !r.overflow;
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
        int k = indicator_total(c, of);
        for (int r = 0; r < regions->count; r++) {
            const struct cube *cube = p->totals->regions[r];
            const struct sum *s = cube == NULL ? NULL : cube_sum(cube, p->ind->of, k, 0, month);
            n += s != NULL && s->numerator > 0;
        }
    } else {
        int k = indicator_breakdown(of, p->ind->breakdowns[p->k]);
        for (int m = 0; k >= 0 && m < b->n_members; m++) {
            const struct sum *s = cube_sum(p->cube, p->ind->of, k, m, month);
            n += s != NULL && s->numerator > 0;
        }
    }
    f->value = f->numerator = n;
    f->poles = VALUE_BLANK;
    return true;
}

/* The place of the same figures of another indicator. */
static struct place place_of(const struct place *p, int indicator)
{
    struct place other = *p;
    other.indicator = indicator;
    other.ind = &p->totals->contract->indicators[indicator];
    other.k = indicator_breakdown(other.ind, p->ind->breakdowns[p->k]);
    return other;
}

static bool kind_top(const struct place *p, int32_t month, struct figure *f)
{
    struct place of = place_of(p, p->ind->of);
    struct result all = {0};
    int64_t most = 0;
    for (int m = 0; m < p->totals->contract->breakdowns[p->ind->breakdowns[p->k]].n_members; m++) {
        struct result r = sum_window(&of, m, month);
        most = r.numerator > most ? r.numerator : most;
        all.overflow = all.overflow || r.overflow || !decimal_add(&all.numerator, r.numerator);
    }
    f->poles = VALUE_BLANK;
    set_ratio(f, most, all.numerator, kind_ratio_scale(p->ind));
    return !all.overflow;
}

static bool kind_share(const struct place *p, int32_t month, struct figure *f)
{
    struct place part = place_of(p, p->ind->of);
    struct result r = sum_window(&part, p->member, month);
    part.k = indicator_total(p->totals->contract, part.ind);
    struct result whole = sum_window(&part, 0, month);
    f->poles = r.poles;
    set_ratio(f, r.numerator, whole.numerator, kind_ratio_scale(p->ind));
    return !r.overflow && !whole.overflow;
}

/* One published figure ÷ another, so that a reader finds it again from the two. */
static bool kind_quotient(const struct place *p, int32_t month, struct figure *f)
{
    struct place of = place_of(p, p->ind->of);
    struct place by = place_of(p, p->ind->by);
    struct figure x = {0};
    struct figure y = {0};
    if (!kind_figure(&of, month, &x) || !kind_figure(&by, month, &y))
        return false;
    f->poles = x.poles;
    set_ratio(f, x.value == VALUE_BLANK ? 0 : x.value, y.value == VALUE_BLANK ? 0 : y.value,
              kind_ratio_scale(p->ind));
    if (x.value == VALUE_BLANK || y.value == VALUE_BLANK) {
        f->value = f->numerator = f->denominator = VALUE_BLANK;
        f->flag = FLAG_NOT_AVAILABLE;
    }
    return true;
}

static bool kind_coverage(const struct place *p, int32_t month, struct figure *f)
{
    static const struct coverage_row nothing = {0};
    const struct coverage_row *row =
        coverage_find(p->totals->coverage, p->member, p->region, month);
    row = row == NULL ? &nothing : row;
    f->poles = row->declared;
    if (p->ind->weighted)
        set_ratio(f, row->weight_declared, row->weight_expected, kind_ratio_scale(p->ind));
    else
        set_ratio(f, row->declared, row->expected, kind_ratio_scale(p->ind));
    return true;
}

static bool kind_lines(const struct place *p, int32_t month, struct figure *f)
{
    const struct quality_row *row = quality_find(p->totals->quality, p->region, month);
    int64_t bad = row == NULL ? 0 : p->ind->warnings ? row->rows_warning : row->rows_error;
    f->poles = VALUE_BLANK;
    set_ratio(f, bad, row == NULL ? 0 : row->rows, kind_ratio_scale(p->ind));
    return true;
}

static bool kind_delay(const struct place *p, int32_t month, struct figure *f)
{
    const struct coverage_row *row =
        coverage_find(p->totals->coverage, p->member, p->region, month);
    bool known = row != NULL && row->n_delays > 0;
    f->poles = known ? row->n_delays : 0;
    set_ratio(f, known ? row->delay_twice : 0, known ? 2 : 0, kind_ratio_scale(p->ind));
    f->numerator = f->denominator = VALUE_BLANK;
    return true;
}

typedef bool kind_function(const struct place *p, int32_t month, struct figure *f);

static kind_function *const kinds[INDICATOR_KINDS] = {
    [KIND_STOCK] = kind_stock,       [KIND_FLOW] = kind_flow,
    [KIND_RATIO] = kind_ratio,       [KIND_MEAN] = kind_mean,
    [KIND_MEDIAN] = kind_median,     [KIND_COHORT] = kind_cohort,
    [KIND_TRANSITION] = kind_flow,   [KIND_OPEN] = kind_open,
    [KIND_OUTCOME] = kind_outcome,   [KIND_DEPENDENCE] = kind_cohort,
    [KIND_DISTINCT] = kind_distinct, [KIND_TOP] = kind_top,
    [KIND_SHARE] = kind_share,       [KIND_QUOTIENT] = kind_quotient,
    [KIND_COVERAGE] = kind_coverage, [KIND_LINES] = kind_lines,
    [KIND_DELAY] = kind_delay,
};

bool kind_figure(const struct place *p, int32_t month, struct figure *f)
{
    return kinds[p->ind->kind](p, month, f);
}
