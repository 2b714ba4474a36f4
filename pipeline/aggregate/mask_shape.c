#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/kinds.h"
#include "aggregate/mask_shape.h"

__extension__ typedef __int128 wide;

/* One search: the shape under way, and where its numbers are. */
struct search {
    struct shape *s;
    const struct totals *t;
    const struct figures *figures;
    int n_regions;
    int total; /* the k of the total */
    int32_t first, last;
};

/* What a cell, or some cells together, stand on at one time. */
struct footing {
    int64_t poles;   /* at least so many */
    int64_t largest; /* one of them has at most so much */
    int64_t value;
    int cells;
};

/* A line of cells whose sum is published: some are hidden. */
struct spot {
    int region;
    int k;
    int member;
    bool *hidden;
};
struct line {
    struct spot spots[MAX_MEMBERS];
    int n;
};

static const unsigned windows[] = {WINDOW_MONTH, WINDOW_YEAR_TO_DATE, WINDOW_12_MONTHS};
enum { N_WINDOWS = sizeof windows / sizeof *windows };

static int64_t largest_of(const struct search *x, const struct spot *p, unsigned window,
                          int32_t month)
{
    const struct cube *cube = p->region == REGION_FRANCE ? x->t->france : x->t->regions[p->region];
    int64_t sum = 0;
    for (int32_t m = window_start(window, month); m <= month; m++) {
        int64_t one = cube_largest(cube, x->s->indicator, p->k, p->member, m);
        if (!decimal_add(&sum, one))
            return INT64_MAX;
    }
    return sum;
}

static struct footing footing_of(const struct search *x, const struct spot *p, unsigned window,
                                 int32_t month)
{
    const struct figure *f = figures_find(x->figures, x->s->indicator, window, p->region,
                                          x->s->ind->breakdowns[p->k], p->member, month);
    if (f == NULL || !VALUE_IS_SET(f->numerator) || f->flag == FLAG_NOT_AVAILABLE || f->poles <= 0)
        return (struct footing){0};
    return (struct footing){.poles = f->poles,
                            .largest = largest_of(x, p, window, month),
                            .value = f->numerator,
                            .cells = 1};
}

static bool is_few(const struct search *x, const struct footing *f)
{
    const struct indicator *ind = x->s->ind;
    wide value = f->value < 0 ? -(wide)f->value : (wide)f->value;
    if (f->cells == 0)
        return false;
    return (ind->fewest_poles > 0 && f->poles < ind->fewest_poles) ||
           (ind->largest_share > 0 && (wide)f->largest * 100 > value * ind->largest_share);
}

/* Is the cell small at any time? */
static bool is_ever_few(const struct search *x, const struct spot *p)
{
    for (size_t w = 0; w < N_WINDOWS; w++) {
        for (int32_t m = x->first; (x->s->ind->windows & windows[w]) != 0 && m <= x->last; m++) {
            struct footing f = footing_of(x, p, windows[w], m);
            if (is_few(x, &f))
                return true;
        }
    }
    return false;
}

/* What the hidden cells of a line stand on together; the cheapest to hide next, -1 = none. */
static struct footing hidden_together(const struct search *x, const struct line *l, unsigned window,
                                      int32_t month, int *ret_next)
{
    struct footing sum = {0};
    int64_t least = 0;
    *ret_next = -1;
    for (int i = 0; i < l->n; i++) {
        struct footing f = footing_of(x, &l->spots[i], window, month);
        if (f.cells == 0)
            continue;
        if (!*l->spots[i].hidden) {
            if (*ret_next == -1 || f.value < least) {
                *ret_next = i;
                least = f.value;
            }
            continue;
        }
        sum.cells++;
        sum.poles += f.poles;
        sum.largest = f.largest > sum.largest ? f.largest : sum.largest;
        if (!decimal_add(&sum.value, f.value))
            sum.value = INT64_MAX;
    }
    return sum;
}

/* Hide more of a line until what is hidden stands on enough at that time. False: that cannot be. */
static bool complete_at(const struct search *x, const struct line *l, unsigned window,
                        int32_t month)
{
    for (;;) {
        int next;
        struct footing f = hidden_together(x, l, window, month, &next);
        if (!is_few(x, &f))
            return true;
        if (next == -1)
            return false;
        *l->spots[next].hidden = true;
    }
}

/* The hidden cells of a line, whose sum a reader can work out, are two at least, and stand together
 * on enough at all times. False: all that there is does not do. */
static bool complete(const struct search *x, const struct line *l)
{
    int n = 0;
    for (int i = 0; i < l->n; i++)
        n += *l->spots[i].hidden;
    if (n == 0)
        return true;
    for (int32_t m = x->last; n == 1 && m >= x->first; m--) { /* the second, of the latest month */
        int next;
        (void)hidden_together(x, l, windows[__builtin_ctz(x->s->ind->windows)], m, &next);
        if (next == -1)
            continue;
        *l->spots[next].hidden = true;
        n++;
    }
    if (n == 1)
        return false;
    for (size_t w = 0; w < N_WINDOWS; w++)
        for (int32_t m = x->first; (x->s->ind->windows & windows[w]) != 0 && m <= x->last; m++)
            if (!complete_at(x, l, windows[w], m))
                return false;
    return true;
}

static int members_of(const struct search *x, int k)
{
    return x->s->c->breakdowns[x->s->ind->breakdowns[k]].n_members;
}

/* Regions whose total is small, and enough others. */
static void find_rows(struct search *x)
{
    struct shape *s = x->s;
    struct line l = {0};
    struct spot france = {REGION_FRANCE, x->total, 0, &s->all};
    s->all = s->all || is_ever_few(x, &france);
    for (int r = 0; r < x->n_regions; r++) {
        l.spots[l.n++] = (struct spot){r, x->total, 0, &s->rows[r]};
        s->rows[r] = s->rows[r] || is_ever_few(x, &l.spots[l.n - 1]);
    }
    s->all = s->all || !complete(x, &l);
}

/* Do the hidden members stand together on enough in this region? */
static bool columns_stand(const struct search *x, struct shape_part *part, int k, int region)
{
    struct line l = {0};
    for (int m = 0; m < members_of(x, k); m++)
        l.spots[l.n++] = (struct spot){region, k, m, &part->columns[m]};
    for (size_t w = 0; w < N_WINDOWS; w++) {
        for (int32_t m = x->first; (x->s->ind->windows & windows[w]) != 0 && m <= x->last; m++) {
            int next;
            struct footing f = hidden_together(x, &l, windows[w], m, &next);
            if (is_few(x, &f))
                return false;
        }
    }
    return true;
}

static int count_hidden(const struct search *x, const struct shape_part *part, int k)
{
    int n = 0;
    for (int r = 0; r < x->n_regions; r++)
        n += part->rows[r];
    for (int m = 0; m < members_of(x, k); m++)
        n += part->columns[m];
    return n;
}

/* One round over the table of a breakdown. */
static void widen_part(struct search *x, struct shape_part *part, int k, bool regions)
{
    struct line france = {0};
    for (int m = 0; m < members_of(x, k); m++)
        france.spots[france.n++] = (struct spot){REGION_FRANCE, k, m, &part->columns[m]};
    part->all = part->all || !complete(x, &france);
    for (int r = 0; regions && r < x->n_regions; r++)
        part->rows[r] = part->rows[r] || !columns_stand(x, part, k, r);
    for (int m = 0; regions && m < members_of(x, k); m++) {
        struct line column = {0};
        for (int r = 0; r < x->n_regions; r++)
            column.spots[column.n++] = (struct spot){r, k, m, &part->rows[r]};
        if (!part->columns[m] && !complete(x, &column))
            part->columns[m] = true;
    }
}

/* Members that are small in France, regions where another is, and enough of both. */
static void find_part(struct search *x, int k)
{
    struct shape *s = x->s;
    struct shape_part *part = &s->parts[k];
    const struct breakdown *b = &s->c->breakdowns[s->ind->breakdowns[k]];
    bool regions = !b->national_only;
    for (int m = 0; m < members_of(x, k); m++) {
        struct spot p = {REGION_FRANCE, k, m, NULL};
        part->columns[m] = part->columns[m] || is_ever_few(x, &p);
    }
    for (int r = 0; regions && r < x->n_regions; r++) {
        part->rows[r] = part->rows[r] || s->rows[r];
        for (int m = 0; !part->rows[r] && m < members_of(x, k); m++) {
            struct spot p = {r, k, m, NULL};
            part->rows[r] = !part->columns[m] && is_ever_few(x, &p);
        }
    }
    if (b->by == BY_POLE && b->national_only)
        return; /* close_geography */
    int before;
    do {
        before = count_hidden(x, part, k);
        widen_part(x, part, k, regions);
    } while (!part->all && count_hidden(x, part, k) > before);
}

bool shape_part_hides(const struct shape *s, int k)
{
    const struct shape_part *part = &s->parts[k];
    bool any = s->all || part->all;
    for (int r = 0; !any && r < MAX_MASK_REGIONS; r++)
        any = part->rows[r];
    for (int m = 0; !any && m < MAX_MEMBERS; m++)
        any = part->columns[m];
    return any;
}

/* The 2013 regions are today's cut smaller: all of a region are hidden with it, and with one of
 * them, for the region's total is known. */
static void close_geography(struct search *x, const struct breakdown *b, struct shape_part *part)
{
    const struct codelist *from = x->s->c->tables[TABLE_POLES].fields[b->field].codes;
    const struct codelist *regions = contract_list(x->s->c, "regions");
    for (int r = 0; r < x->n_regions; r++) {
        bool members[MAX_MEMBERS] = {false};
        bool hidden = x->s->rows[r];
        for (int i = 0; b->member_of != NULL && i < from->count; i++) {
            if (strcmp(codelist_parent(from, i, "region"), regions->entries[r].code) != 0)
                continue;
            members[b->member_of[i]] = true;
            hidden = hidden || part->columns[b->member_of[i]];
        }
        for (int m = 0; hidden && m < b->n_members; m++)
            part->columns[m] = part->columns[m] || members[m];
    }
}

/* A crossed table goes with anything hidden in it, or in what it is made of. */
static void close_parts(struct search *x)
{
    struct shape *s = x->s;
    bool rows = false;
    for (int r = 0; r < x->n_regions; r++)
        rows = rows || s->rows[r];
    for (int k = 0; k < s->ind->n_breakdowns; k++) {
        const struct breakdown *b = &s->c->breakdowns[s->ind->breakdowns[k]];
        struct shape_part *part = &s->parts[k];
        bool hides = shape_part_hides(s, k);
        if (b->by == BY_POLE && b->national_only)
            close_geography(x, b, part);
        if (b->by == BY_FILE_YEAR || b->by == BY_CROSS)
            part->all = part->all || hides;
        for (int j = 0; b->by == BY_CROSS && j < s->ind->n_breakdowns; j++)
            if (s->ind->breakdowns[j] == b->first || s->ind->breakdowns[j] == b->second)
                part->all = part->all || shape_part_hides(s, j);
    }
    s->any = s->all || rows;
    for (int k = 0; k < s->ind->n_breakdowns; k++)
        s->any = s->any || shape_part_hides(s, k);
}

/* What was withheld before stays so: that it comes to light now would tell what it was. */
static void keep(struct search *x, const struct figures *before)
{
    struct shape *s = x->s;
    for (size_t i = 0; before != NULL && i < before->count; i++) {
        const struct figure *f = &before->list[i];
        int k = f->indicator == s->indicator ? indicator_breakdown(s->ind, f->breakdown) : -1;
        if (k == -1 || f->flag != FLAG_WITHHELD || f->window == WINDOW_KNOWN)
            continue;
        if (k == x->total && f->region == REGION_FRANCE)
            s->all = true;
        else if (k == x->total)
            s->rows[f->region] = true;
        else if (f->region == REGION_FRANCE && f->member >= 0)
            s->parts[k].columns[f->member] = true;
    }
    for (size_t i = 0; before != NULL && i < before->count; i++) {
        const struct figure *f = &before->list[i];
        int k = f->indicator == s->indicator ? indicator_breakdown(s->ind, f->breakdown) : -1;
        if (k != -1 && k != x->total && f->flag == FLAG_WITHHELD && f->window != WINDOW_KNOWN &&
            f->region >= 0 && f->member >= 0 && !s->parts[k].columns[f->member])
            s->parts[k].rows[f->region] = true;
    }
}

void shape_find(struct shape *s, const struct totals *t, const struct figures *before,
                const struct figures *figures, int indicator)
{
    const struct contract *c = t->contract;
    const struct indicator *ind = &c->indicators[indicator];
    struct search x = {.s = s,
                       .t = t,
                       .figures = figures,
                       .n_regions = contract_list(c, "regions")->count,
                       .total = indicator_total(c, ind),
                       .first = t->first_month,
                       .last = t->period};
    assert(x.n_regions <= MAX_MASK_REGIONS);
    *s = (struct shape){.c = c, .indicator = indicator, .ind = ind};
    s->parts = mem_array((size_t)ind->n_breakdowns, sizeof *s->parts);
    keep(&x, before);
    find_rows(&x);
    for (int k = 0; k < ind->n_breakdowns && !s->all; k++)
        if (k != x.total)
            find_part(&x, k);
    close_parts(&x);
}

void shape_release(struct shape *s)
{
    free(s->parts);
}
