#include <stdlib.h>

#include "aggregate/coverage.h"
#include "model/figure.h"

/* enum claim by pole and month, for one table; and whether a region sent the month at all. */
struct grid {
    int n_months;
    int32_t first;
    uint8_t *states;
    bool *sent; /* by month: the region sent the table, with something good in it */
};

static void fill_grid(struct grid *g, const struct partial *p, int table)
{
    for (int i = 0; i < p->n_states; i++) {
        const struct unit_state *s = &p->states[i];
        int m = s->month - g->first;
        if (s->table != table || m < 0 || m >= g->n_months)
            continue;
        g->states[(size_t)s->pole * (size_t)g->n_months + (size_t)m] = (uint8_t)s->state;
        if (s->state == CLAIM_GOOD)
            g->sent[m] = true;
    }
}

/* What became of the unit of a pole that was expected. A region's file of funding events speaks for
 * all its poles: one that it does not name had no event. */
static enum claim unit_state(const struct grid *g, const struct table *t, int pole, int m)
{
    enum claim s = (enum claim)g->states[(size_t)pole * (size_t)g->n_months + (size_t)m];
    if (s == CLAIM_NONE && t->coverage == COVERAGE_REGION && g->sent[m])
        return CLAIM_GOOD;
    return s;
}

static void cover_region(const struct contract *c, const struct pole_register *poles, int table,
                         const struct partial *p, struct coverage_row *rows, struct grid *g)
{
    const struct table *t = &c->tables[table];
    fill_grid(g, p, table);
    for (int pole = 0; pole < poles->count; pole++) {
        if (poles->poles[pole].region != p->region)
            continue;
        for (int m = 0; m < g->n_months; m++) {
            if (!register_expects(poles, &poles->poles[pole], t, g->first + m))
                continue;
            rows[m].expected++;
            switch (unit_state(g, t, pole, m)) {
            case CLAIM_GOOD: rows[m].declared++; break;
            case CLAIM_REJECTED: rows[m].rejected++; break;
            case CLAIM_NONE: rows[m].missing++; break;
            }
        }
    }
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

static void cover_table(const struct contract *c, const struct pole_register *poles, int table,
                        const struct partial *const *partials, struct coverage *ret, int32_t first,
                        int n_months)
{
    int n_regions = contract_list(c, "regions")->count;
    struct coverage regional = {0};
    struct coverage_row *france = mem_array((size_t)n_months, sizeof *france);
    for (int r = 0; r < n_regions; r++) {
        if (partials[r] == NULL)
            continue;
        struct coverage_row *rows = mem_array((size_t)n_months, sizeof *rows);
        struct grid g = {.n_months = n_months, .first = first};
        g.states = mem_array((size_t)poles->count * (size_t)n_months, 1);
        g.sent = mem_array((size_t)n_months, sizeof *g.sent);
        cover_region(c, poles, table, partials[r], rows, &g);
        append(&regional, rows, n_months, table, r, first);
        for (int m = 0; m < n_months; m++) {
            france[m].expected += rows[m].expected;
            france[m].declared += rows[m].declared;
            france[m].rejected += rows[m].rejected;
            france[m].missing += rows[m].missing;
        }
        free(rows);
        free(g.states);
        free(g.sent);
    }
    append(ret, france, n_months, table, REGION_FRANCE, first);
    for (size_t i = 0; i < regional.count; i++)
        *coverage_add(ret) = regional.list[i];
    coverage_release(&regional);
    free(france);
}

void coverage_make(const struct contract *c, const struct pole_register *poles,
                   const struct partial *const *partials, int32_t first, int32_t last,
                   struct coverage *ret)
{
    for (int t = 0; t < c->n_tables; t++)
        if (c->tables[t].coverage != COVERAGE_NONE)
            cover_table(c, poles, t, partials, ret, first, last - first + 1);
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
