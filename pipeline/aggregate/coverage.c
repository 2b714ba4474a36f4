#include <stdlib.h>

#include "aggregate/coverage.h"
#include "model/figure.h"
#include "model/period.h"

/* The units of one table of a region, by pole and month; NULL = nothing came. */
struct grid {
    int n_months;
    int32_t first;
    const struct unit_state **states;
    /* By month, where the region sent the table with something good in it: its first day. */
    int32_t *sent;
    bool *was_sent;
};

/* What a delivery came after its deadline, in days; of all units that came, for their median. */
struct delays {
    int32_t *days;
    size_t count;
    size_t cap;
};

static void add_delay(struct delays *d, int32_t days)
{
    if (d->count == d->cap) {
        d->cap = d->cap == 0 ? 64 : d->cap * 2;
        d->days = mem_resize(d->days, d->cap, sizeof *d->days);
    }
    d->days[d->count++] = days;
}

static int by_days(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static void set_median(struct coverage_row *row, const struct delays *d)
{
    row->n_delays = (int64_t)d->count;
    if (d->count == 0)
        return;
    qsort(d->days, d->count, sizeof *d->days, by_days);
    row->delay_twice = (int64_t)d->days[(d->count - 1) / 2] + d->days[d->count / 2];
}

static void fill_grid(struct grid *g, const struct partial *p, int table)
{
    for (int i = 0; i < p->n_states; i++) {
        const struct unit_state *s = &p->states[i];
        int m = s->month - g->first;
        if (s->table != table || m < 0 || m >= g->n_months)
            continue;
        g->states[(size_t)s->pole * (size_t)g->n_months + (size_t)m] = s;
        if (s->state != CLAIM_GOOD)
            continue;
        if (!g->was_sent[m] || s->received < g->sent[m])
            g->sent[m] = s->received;
        g->was_sent[m] = true;
    }
}

/* What became of the unit of a pole that was expected, and when it came. A region's file of funding
 * events speaks for all its poles: one that it does not name had no event. */
static struct unit_state unit_of(const struct grid *g, const struct table *t, int pole, int m)
{
    const struct unit_state *s = g->states[(size_t)pole * (size_t)g->n_months + (size_t)m];
    if (s != NULL && s->state != CLAIM_NONE)
        return *s;
    if (t->coverage == COVERAGE_REGION && g->was_sent[m])
        return (struct unit_state){.state = CLAIM_GOOD, .received = g->sent[m]};
    return (struct unit_state){.state = CLAIM_NONE};
}

/* The last known weight of each pole of a region, by month (pole × months); 0 = never known. */
static int64_t *weights_of(const struct contract *c, const struct pole_register *poles,
                           const struct partial *p, int32_t first, int n_months)
{
    int64_t *w = mem_array((size_t)poles->count * (size_t)n_months, sizeof *w);
    int32_t *since = mem_array((size_t)poles->count * (size_t)n_months, sizeof *since);
    for (int i = 0; i < p->n_states; i++) {
        const struct unit_state *s = &p->states[i];
        if (s->state != CLAIM_GOOD || c->tables[s->table].weight_field == -1 ||
            !VALUE_IS_SET(s->weight))
            continue;
        for (int m = s->month < first ? 0 : s->month - first; m < n_months; m++) {
            size_t at = (size_t)s->pole * (size_t)n_months + (size_t)m;
            if (s->month >= since[at]) { /* months count from year 0: always above 0 */
                since[at] = s->month;
                w[at] = s->weight;
            }
        }
    }
    free(since);
    return w;
}

struct cover {
    const struct contract *contract;
    const struct pole_register *poles;
    int table;
    int32_t first;
    int n_months;
    int deadline_day;
    struct coverage_row *france;
    struct delays *france_delays; /* by month */
};

static void cover_unit(const struct cover *c, struct coverage_row *row, struct delays *delays,
                       const struct unit_state *s, int32_t month, int64_t weight)
{
    int32_t days = s->received - period_deadline(month, c->deadline_day);
    row->expected++;
    row->weight_expected += weight;
    switch (s->state) {
    case CLAIM_GOOD:
        row->declared++;
        row->weight_declared += weight;
        row->late += days > 0;
        row->provisional += s->provisional;
        add_delay(delays, days);
        add_delay(&c->france_delays[month - c->first], days);
        break;
    case CLAIM_REJECTED: row->rejected++; break;
    case CLAIM_NONE: row->missing++; break;
    }
}

static void cover_region(const struct cover *c, const struct partial *p, struct coverage_row *rows)
{
    const struct table *t = &c->contract->tables[c->table];
    size_t months = (size_t)c->n_months;
    struct grid g = {.n_months = c->n_months, .first = c->first};
    struct delays *delays = mem_array(months, sizeof *delays);
    int64_t *weights = weights_of(c->contract, c->poles, p, c->first, c->n_months);
    g.states = mem_array((size_t)c->poles->count * months, sizeof *g.states);
    g.sent = mem_array(months, sizeof *g.sent);
    g.was_sent = mem_array(months, sizeof *g.was_sent);
    fill_grid(&g, p, c->table);
    for (int pole = 0; pole < c->poles->count; pole++) {
        if (c->poles->poles[pole].region != p->region)
            continue;
        for (int m = 0; m < c->n_months; m++) {
            if (!register_expects(c->poles, &c->poles->poles[pole], t, c->first + m))
                continue;
            struct unit_state s = unit_of(&g, t, pole, m);
            cover_unit(c, &rows[m], &delays[m], &s, c->first + m,
                       weights[(size_t)pole * months + (size_t)m]);
        }
    }
    for (int m = 0; m < c->n_months; m++) {
        set_median(&rows[m], &delays[m]);
        free(delays[m].days);
    }
    free(delays);
    free(weights);
    free(g.states);
    free(g.sent);
    free(g.was_sent);
}

static void add_counts(struct coverage_row *into, const struct coverage_row *row)
{
    into->expected += row->expected;
    into->declared += row->declared;
    into->rejected += row->rejected;
    into->missing += row->missing;
    into->late += row->late;
    into->provisional += row->provisional;
    into->weight_expected += row->weight_expected;
    into->weight_declared += row->weight_declared;
}

static void append(struct coverage *ret, const struct coverage_row *rows, int n, int table,
                   int region, int32_t first)
{
    for (int m = 0; m < n; m++) {
        struct coverage_row *r = coverage_add(ret);
        *r = rows[m];
        r->table = table;
        r->region = region;
        r->month = first + m;
    }
}

static void cover_table(struct cover *c, const struct partial *const *partials,
                        struct coverage *ret)
{
    int n_regions = contract_list(c->contract, "regions")->count;
    struct coverage regional = {0};
    c->france = mem_array((size_t)c->n_months, sizeof *c->france);
    c->france_delays = mem_array((size_t)c->n_months, sizeof *c->france_delays);
    for (int r = 0; r < n_regions; r++) {
        if (partials[r] == NULL)
            continue;
        struct coverage_row *rows = mem_array((size_t)c->n_months, sizeof *rows);
        cover_region(c, partials[r], rows);
        append(&regional, rows, c->n_months, c->table, r, c->first);
        for (int m = 0; m < c->n_months; m++)
            add_counts(&c->france[m], &rows[m]);
        free(rows);
    }
    for (int m = 0; m < c->n_months; m++) {
        set_median(&c->france[m], &c->france_delays[m]);
        free(c->france_delays[m].days);
    }
    append(ret, c->france, c->n_months, c->table, REGION_FRANCE, c->first);
    for (size_t i = 0; i < regional.count; i++)
        *coverage_add(ret) = regional.list[i];
    coverage_release(&regional);
    free(c->france);
    free(c->france_delays);
}

void coverage_make(const struct run *run, const struct pole_register *poles,
                   const struct partial *const *partials, int32_t first, struct coverage *ret)
{
    const struct contract *c = run->contract;
    for (int t = 0; t < c->n_tables; t++) {
        struct cover cover = {.contract = c,
                              .poles = poles,
                              .table = t,
                              .first = first,
                              .n_months = run->period - first + 1,
                              .deadline_day = run->deadline_day};
        if (c->tables[t].coverage != COVERAGE_NONE)
            cover_table(&cover, partials, ret);
    }
}

int32_t coverage_first_month(const struct partial *const *partials, int n_regions, int table,
                             int32_t period)
{
    int32_t first = period;
    for (int r = 0; r < n_regions; r++) {
        for (int i = 0; partials[r] != NULL && i < partials[r]->n_states; i++) {
            const struct unit_state *s = &partials[r]->states[i];
            if (s->table == table && s->state == CLAIM_GOOD && s->month < first)
                first = s->month;
        }
    }
    return first;
}
