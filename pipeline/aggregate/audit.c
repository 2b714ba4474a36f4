#include <stdlib.h>
#include <string.h>

#include "aggregate/audit.h"
#include "aggregate/elimination.h"
#include "aggregate/withhold.h"
#include "base/map.h"
#include "model/indicator.h"
#include "model/period.h"

/* A term of an equation: sign × an unknown. */
struct part {
    uint32_t equation;
    uint32_t unknown;
    int sign;
};

/* The equations of one month: Σ sign × unknown + known = 0, one a relation. */
struct equations {
    const struct contract *c;
    const struct figures *figures;
    const bool *involved;  /* by indicator: has it anything hidden? */
    const uint32_t *month; /* the figures of the month that equations may speak of … */
    size_t n_month;        /* … so many */
    struct map unknowns;   /* hidden sums: the same one wherever it stands again */
    size_t *figure_of;     /* by unknown: where it was first seen */
    size_t figures_cap;
    struct map names;
    int64_t *known; /* by equation */
    struct part *parts;
    size_t n_parts;
    size_t cap;
};

static void equations_release(struct equations *s)
{
    map_release(&s->unknowns);
    map_release(&s->names);
    free(s->figure_of);
    free(s->known);
    free(s->parts);
}

static bool adds_up(enum kind kind)
{
    return kind == KIND_STOCK || kind == KIND_FLOW || kind == KIND_RATIO || kind == KIND_MEAN;
}

/* The column that alone makes a cell, -1 = none: cells of one column are one number. */
static int single_column(const struct contract *c, const struct figure *f)
{
    const struct breakdown *b = &c->breakdowns[f->breakdown];
    const struct measure *n = &c->indicators[f->indicator].numerator;
    if (b->by == BY_COLUMNS)
        return b->columns[f->member];
    bool plain = n->n_terms == 1 && n->terms[0].where.count == 0 && n->terms[0].sign > 0;
    return b->by == BY_TOTAL && plain ? n->terms[0].field : -1;
}

enum { NAME_TEXT = 120 };

/* The name of the number that a cell says in a window. */
static size_t name_number(const struct equations *s, const struct figure *f, unsigned window,
                          char name[NAME_TEXT])
{
    int column = single_column(s->c, f);
    int table = s->c->indicators[f->indicator].table;
    int n = column >= 0
                ? snprintf(name, NAME_TEXT, "c %d %d %u %d", table, column, window, f->region)
                : snprintf(name, NAME_TEXT, "i %d %u %d %d %d", f->indicator, window, f->region,
                           f->breakdown, f->member);
    return (size_t)n;
}

static void find_unknowns(struct equations *s)
{
    char name[NAME_TEXT];
    for (size_t k = 0; k < s->n_month; k++) {
        size_t i = s->month[k];
        const struct figure *f = &s->figures->list[i];
        if (f->flag != FLAG_WITHHELD)
            continue;
        uint32_t before = s->unknowns.count;
        if (map_put(&s->unknowns, name, name_number(s, f, f->window, name)) != before)
            continue;
        if (before == s->figures_cap) {
            s->figures_cap = s->figures_cap == 0 ? 64 : s->figures_cap * 2;
            s->figure_of = mem_resize(s->figure_of, s->figures_cap, sizeof *s->figure_of);
        }
        s->figure_of[before] = i;
    }
}

/* Is a number that is hidden in one place published in another? Of a stock, in another window too:
 * the month, and last known, are the same where all have declared. */
static uint32_t shown_elsewhere(const struct equations *s, size_t *ret_where)
{
    char name[NAME_TEXT];
    for (size_t k = 0; k < s->n_month; k++) {
        size_t i = s->month[k];
        const struct figure *f = &s->figures->list[i];
        const struct indicator *ind = &s->c->indicators[f->indicator];
        if (f->flag == FLAG_WITHHELD || f->flag == FLAG_NOT_AVAILABLE)
            continue;
        for (unsigned w = 1; w <= ind->windows; w <<= 1) {
            if ((ind->windows & w) == 0 || (w != f->window && ind->kind != KIND_STOCK))
                continue;
            uint32_t u = map_find(&s->unknowns, name, name_number(s, f, w, name));
            if (u != MAP_NONE) {
                *ret_where = i;
                return u;
            }
        }
    }
    return MAP_NONE;
}

/* `sign` times the figure stands in the equation of this name. */
static void add_part(struct equations *s, const char *name, size_t len, const struct figure *f,
                     int sign)
{
    char number[NAME_TEXT];
    uint32_t before = s->names.count;
    uint32_t equation = map_put(&s->names, name, len);
    if (equation == before) {
        s->known = mem_resize(s->known, (size_t)equation + 1, sizeof *s->known);
        s->known[equation] = 0;
    }
    if (f->flag != FLAG_WITHHELD) {
        s->known[equation] += VALUE_IS_SET(f->numerator) ? sign * f->numerator : 0;
        return;
    }
    if (s->n_parts == s->cap) {
        s->cap = s->cap == 0 ? 256 : s->cap * 2;
        s->parts = mem_resize(s->parts, s->cap, sizeof *s->parts);
    }
    s->parts[s->n_parts++] = (struct part){
        .equation = equation,
        .unknown = map_find(&s->unknowns, number, name_number(s, f, f->window, number)),
        .sign = sign};
}

/* A region is a part of France. */
static void add_to_france(struct equations *s, const struct figure *f)
{
    char name[NAME_TEXT];
    int n = snprintf(name, sizeof name, "r %d %u %d %d", f->indicator, f->window, f->breakdown,
                     f->member);
    add_part(s, name, (size_t)n, f, f->region == REGION_FRANCE ? -1 : 1);
}

/* A member is a part of the total, which stands in the equation of each breakdown. */
static void add_to_total(struct equations *s, const struct figure *f, int breakdown, int sign)
{
    const struct breakdown *b = &s->c->breakdowns[breakdown];
    char name[NAME_TEXT];
    bool parts = b->by == BY_POLE || b->by == BY_COLUMNS || b->by == BY_ROW;
    if (!parts || (b->national_only && f->region != REGION_FRANCE))
        return;
    int n =
        snprintf(name, sizeof name, "b %d %u %d %d", f->indicator, f->window, f->region, breakdown);
    add_part(s, name, (size_t)n, f, sign);
}

static void find_equations(struct equations *s)
{
    for (size_t i = 0; i < s->n_month; i++) {
        const struct figure *f = &s->figures->list[s->month[i]];
        if (!s->involved[f->indicator])
            continue;
        const struct indicator *ind = &s->c->indicators[f->indicator];
        const struct breakdown *b = &s->c->breakdowns[f->breakdown];
        if (!b->national_only)
            add_to_france(s, f);
        if (b->by != BY_TOTAL)
            add_to_total(s, f, f->breakdown, 1);
        for (int k = 0; b->by == BY_TOTAL && k < ind->n_breakdowns; k++)
            add_to_total(s, f, ind->breakdowns[k], -1);
    }
}

/* An unknown that a combination of equations determines, MAP_NONE = none. */
static uint32_t determined(const struct equations *s)
{
    size_t columns = s->unknowns.count;
    size_t rows = s->names.count;
    uint32_t *row_of = mem_array(rows, sizeof *row_of); /* + 1: only those with an unknown */
    size_t used = 0;
    uint32_t found = MAP_NONE;
    for (size_t i = 0; i < s->n_parts; i++)
        if (row_of[s->parts[i].equation] == 0)
            row_of[s->parts[i].equation] = (uint32_t)++used;
    uint64_t *matrix = mem_array(used * columns, sizeof *matrix);
    for (size_t i = 0; i < s->n_parts; i++) {
        const struct part *p = &s->parts[i];
        uint64_t *cell = &matrix[(row_of[p->equation] - 1) * columns + p->unknown];
        *cell = (*cell + (p->sign > 0 ? 1 : ELIMINATION_PRIME - 1)) % ELIMINATION_PRIME;
    }
    size_t rank = elimination_reduce(matrix, used, columns);
    for (size_t r = 0; r < rank && found == MAP_NONE; r++) {
        uint32_t last = MAP_NONE;
        int count = 0;
        for (size_t k = 0; k < columns; k++) {
            if (matrix[r * columns + k] == 0)
                continue;
            count++;
            last = (uint32_t)k;
        }
        found = count == 1 ? last : MAP_NONE;
    }
    free(row_of);
    free(matrix);
    return found;
}

/* What an unknown may be: no sum is below 0, none is above UNBOUNDED. */
struct bounds {
    int64_t low;
    int64_t high;
};
#define UNBOUNDED (INT64_C(1) << 52)

static int by_equation(const void *a, const void *b)
{
    const struct part *x = a;
    const struct part *y = b;
    return (x->equation > y->equation) - (x->equation < y->equation);
}

/* Narrow the bounds of one equation's unknowns by each other's. */
static bool narrow(struct bounds *b, const struct part *parts, size_t n, int64_t known)
{
    bool changed = false;
    for (size_t i = 0; i < n; i++) {
        int64_t low = known; /* of all but this one */
        int64_t high = known;
        bool open = false;
        for (size_t k = 0; k < n; k++) {
            const struct bounds *o = &b[parts[k].unknown];
            if (k == i)
                continue;
            open = open || o->high >= UNBOUNDED;
            low += parts[k].sign > 0 ? o->low : -o->high;
            high += parts[k].sign > 0 ? o->high : -o->low;
        }
        struct bounds *mine = &b[parts[i].unknown]; /* sign × x = −(low … high) */
        int64_t least = parts[i].sign > 0 ? -high : low;
        int64_t most = parts[i].sign > 0 ? -low : high;
        bool least_known = !open || least > -UNBOUNDED / 2;
        bool most_known = !open || most < UNBOUNDED / 2;
        if (least_known && least > mine->low) {
            mine->low = least;
            changed = true;
        }
        if (most_known && most < mine->high) {
            mine->high = most;
            changed = true;
        }
    }
    return changed;
}

/* That nobody declared something is no secret, nor is a sum of 0 that is no trait of persons. */
static bool is_no_secret(const struct equations *s, uint32_t unknown, int64_t value)
{
    const struct figure *f = &s->figures->list[s->figure_of[unknown]];
    return value == 0 && (f->nobody || !withhold_is_trait(s->c, f));
}

/* An unknown that is pinned from both sides, MAP_NONE = none. */
static uint32_t pinned(struct equations *s)
{
    enum { ROUNDS = 20 };
    struct bounds *b = mem_array(s->unknowns.count, sizeof *b);
    uint32_t found = MAP_NONE;
    bool changed = true;
    for (uint32_t u = 0; u < s->unknowns.count; u++)
        b[u].high = UNBOUNDED;
    qsort(s->parts, s->n_parts, sizeof *s->parts, by_equation);
    for (int round = 0; changed && round < ROUNDS; round++) {
        changed = false;
        for (size_t i = 0; i < s->n_parts;) {
            size_t n = 1;
            while (i + n < s->n_parts && s->parts[i + n].equation == s->parts[i].equation)
                n++;
            changed = narrow(b, s->parts + i, n, s->known[s->parts[i].equation]) || changed;
            i += n;
        }
    }
    for (uint32_t u = 0; u < s->unknowns.count && found == MAP_NONE; u++)
        if (b[u].low >= b[u].high && !is_no_secret(s, u, b[u].low))
            found = u;
    free(b);
    return found;
}

static int fail(const struct equations *s, uint32_t unknown, const char *how, struct err *err)
{
    const struct figure *f = &s->figures->list[s->figure_of[unknown]];
    const struct codelist *regions = contract_list(s->c, "regions");
    struct buf member = {0};
    char month[PERIOD_TEXT];
    period_format(f->month, month);
    breakdown_member_code(s->c, f->breakdown, f->member, &member);
    (void)err_set(
        err,
        "a withheld figure can be worked out from the published ones (%s): %s, %s, %s, %s "
        "%s: nothing is published",
        how, s->c->indicators[f->indicator].id,
        f->region == REGION_FRANCE ? "FR" : regions->entries[f->region].code, month,
        s->c->breakdowns[f->breakdown].id, buf_str(&member));
    buf_release(&member);
    return -1;
}

static int audit_month(struct equations *s, size_t *ret_where, struct err *err)
{
    find_unknowns(s);
    if (s->unknowns.count == 0)
        return 0;
    uint32_t found = shown_elsewhere(s, ret_where);
    if (found != MAP_NONE)
        return fail(s, found, "it is shown in another place", err);
    find_equations(s);
    found = determined(s);
    const char *how = "by adding and subtracting";
    if (found == MAP_NONE) {
        found = pinned(s);
        how = "no sum is below 0";
    }
    if (found == MAP_NONE)
        return 0;
    *ret_where = s->figure_of[found];
    return fail(s, found, how, err);
}

/* The months that have anything hidden, and all their figures that may be in an equation, each
 * month's behind the other's: they are few of all, and every month is looked at several times. */
struct hidden {
    int32_t first;
    int32_t last;   /* before the first: there are none */
    bool *involved; /* by indicator */
    size_t *start;  /* by month, counted from the first; and the end */
    uint32_t *list;
};

static void find_hidden(struct hidden *h, const struct figures *figures)
{
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *f = &figures->list[i];
        if (f->flag != FLAG_WITHHELD)
            continue;
        h->involved[f->indicator] = true;
        h->first = f->month < h->first ? f->month : h->first;
        h->last = f->month > h->last ? f->month : h->last;
    }
}

static bool may_be_told(const struct hidden *h, const struct contract *c, const struct figure *f)
{
    return f->month >= h->first && f->month <= h->last &&
           adds_up(c->indicators[f->indicator].kind) &&
           (h->involved[f->indicator] || single_column(c, f) >= 0);
}

static void sort_by_month(struct hidden *h, const struct contract *c, const struct figures *figures)
{
    size_t n_months = (size_t)(h->last - h->first) + 1;
    size_t *next = mem_array(n_months + 1, sizeof *next);
    h->start = mem_array(n_months + 1, sizeof *h->start);
    for (size_t i = 0; i < figures->count; i++)
        if (may_be_told(h, c, &figures->list[i]))
            h->start[figures->list[i].month - h->first + 1]++;
    for (size_t m = 0; m < n_months; m++)
        h->start[m + 1] += h->start[m];
    memcpy(next, h->start, n_months * sizeof *next);
    h->list = mem_array(h->start[n_months], sizeof *h->list);
    for (size_t i = 0; i < figures->count; i++)
        if (may_be_told(h, c, &figures->list[i]))
            h->list[next[figures->list[i].month - h->first]++] = (uint32_t)i;
    free(next);
}

int audit_withheld(const struct contract *c, const struct figures *figures, size_t *ret_where,
                   struct err *err)
{
    struct hidden h = {.first = INT32_MAX, .last = INT32_MIN};
    int rc = 0;
    h.involved = mem_array((size_t)c->n_indicators, sizeof *h.involved);
    find_hidden(&h, figures);
    if (h.first <= h.last)
        sort_by_month(&h, c, figures);
    for (int32_t month = h.first; rc == 0 && month <= h.last; month++) {
        size_t from = h.start[month - h.first];
        struct equations s = {.c = c,
                              .figures = figures,
                              .involved = h.involved,
                              .month = h.list + from,
                              .n_month = h.start[month - h.first + 1] - from};
        rc = audit_month(&s, ret_where, err);
        equations_release(&s);
    }
    free(h.involved);
    free(h.start);
    free(h.list);
    return rc;
}
