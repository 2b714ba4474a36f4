#include <stdlib.h>
#include <string.h>

#include "aggregate/cube_plan.h"
#include "base/decimal.h"

enum { MAX_CODES = 250 }; /* a byte of a kind's key holds them */

static bool add_field(struct cube_plans *p, const struct contract *c, int field)
{
    const struct codelist *codes = c->tables[p->table].fields[field].codes;
    int i = 0;
    if (codes == NULL || codes->count > MAX_CODES)
        return false;
    while (i < p->n_fields && p->fields[i] != field)
        i++;
    if (i == MAX_PLAN_FIELDS)
        return false;
    p->fields[i] = field;
    p->n_fields += i == p->n_fields;
    return true;
}

/* Does a row's member follow from its codes? */
static bool plan_breakdown(struct cube_plans *p, const struct contract *c, int breakdown)
{
    const struct breakdown *b = &c->breakdowns[breakdown];
    if (b->by == BY_CROSS)
        return plan_breakdown(p, c, b->first) && plan_breakdown(p, c, b->second);
    return b->by == BY_TOTAL || (b->by == BY_ROW && add_field(p, c, b->field));
}

static bool plan_measure(const struct measure *m)
{
    for (int i = 0; i < m->n_terms; i++)
        if (m->terms[i].where.more || m->terms[i].lag != 0 || m->terms[i].latest_by != -1)
            return false;
    return true;
}

void cube_plans_init(struct cube_plans *p, const struct cube *cube, int table)
{
    const struct table *t = &cube->contract->tables[table];
    *p = (struct cube_plans){.usable = cube->trace == NULL && !t->key_is_unit && !t->is_register,
                             .table = table};
    for (int i = 0; p->usable && i < t->n_marked; i++)
        p->usable = add_field(p, cube->contract, t->marked[i]);
    for (int i = 0; p->usable && i < cube->n_adding[table]; i++) {
        const struct indicator *ind = &cube->contract->indicators[cube->adding[table][i]];
        p->usable = ind->kind != KIND_MEDIAN && plan_measure(&ind->numerator) &&
                    plan_measure(&ind->denominator);
        for (int k = 0; p->usable && k < ind->n_breakdowns; k++)
            p->usable = plan_breakdown(p, cube->contract, ind->breakdowns[k]);
    }
}

void cube_plans_release(struct cube_plans *p)
{
    numbering_release(&p->kinds);
    free(p->first);
    free(p->ends);
    free(p->steps);
    *p = (struct cube_plans){0};
}

/* The terms that count for a row, behind the `at` there are; how many. */
static int add_terms(const struct measure *m, const struct cube_row *row, struct plan_step *s,
                     int at)
{
    int n = 0;
    for (int i = 0; i < m->n_terms; i++) {
        if (!filters_pass(&m->terms[i].where, row))
            continue;
        s->fields[at + n] = m->terms[i].field;
        s->signs[at + n] = m->terms[i].sign;
        n++;
    }
    return n;
}

static void add_step(struct cube_plans *p, const struct cube *cube, int indicator,
                     const struct cube_row *row)
{
    const struct contract *c = cube->contract;
    const struct indicator *ind = &c->indicators[indicator];
    struct plan_step s = {.all_of_numerator = ind->numerator.need_all,
                          .all_of_denominator = ind->denominator.need_all,
                          .is_ratio = ind->denominator.n_terms > 0,
                          .by_pole = ind->by_pole != 0 ? indicator : -1};
    s.n_numerator = add_terms(&ind->numerator, row, &s, 0);
    s.n_denominator = add_terms(&ind->denominator, row, &s, s.n_numerator);
    s.is_none = s.n_numerator == 0;
    if (s.is_ratio ? s.n_denominator == 0 : s.is_none)
        return;
    for (int k = 0; k < ind->n_breakdowns; k++) {
        const struct slot *slot = &cube->slots[cube->first_slot[indicator] + k];
        int member = cube_member(c, &c->breakdowns[slot->breakdown], row);
        if (member >= 0)
            s.sums[s.n_sums++] = slot->first + (size_t)member * CUBE_MONTHS;
    }
    if (p->n_steps == p->steps_cap) {
        p->steps_cap = p->steps_cap == 0 ? 256 : p->steps_cap * 2;
        p->steps = mem_resize(p->steps, p->steps_cap, sizeof *p->steps);
    }
    p->steps[p->n_steps++] = s;
}

/* The kind of a row; a new one gets its steps from this row. */
static uint32_t kind_of(struct cube_plans *p, const struct cube *cube, const struct cube_row *row)
{
    uint64_t key = 0;
    for (int i = 0; i < p->n_fields; i++) {
        int64_t v = row->values[p->fields[i]];
        key = key << 8 | (VALUE_IS_SET(v) ? (uint64_t)v + 1 : 0);
    }
    uint32_t seen = p->kinds.count;
    uint32_t kind = numbering_put(&p->kinds, key);
    if (kind < seen)
        return kind;
    if (kind >= p->cap) {
        p->cap = p->cap == 0 ? 256 : p->cap * 2;
        p->first = mem_resize(p->first, p->cap, sizeof *p->first);
        p->ends = mem_resize(p->ends, p->cap, sizeof *p->ends);
    }
    p->first[kind] = p->n_steps;
    for (int i = 0; i < cube->n_adding[p->table]; i++)
        add_step(p, cube, cube->adding[p->table][i], row);
    p->ends[kind] = p->n_steps;
    return kind;
}

/* The sum of the declared ones of terms [from, to); false when that says nothing. */
static inline bool sum_terms(const struct plan_step *s, int from, int to, bool all,
                             const struct cube_row *row, int64_t *ret, bool *overflow)
{
    int declared = 0;
    *ret = 0;
    for (int i = from; i < to; i++) {
        int64_t v = s->fields[i] == -1 ? 1 : row->values[s->fields[i]];
        if (!VALUE_IS_SET(v))
            continue;
        declared++;
        if (!decimal_add(ret, s->signs[i] < 0 ? -v : v))
            *overflow = true;
    }
    return declared > 0 && !(all && declared < to - from);
}

void cube_plans_add(struct cube_plans *p, struct cube *cube, const struct cube_row *row)
{
    int month = row->month - cube->first_month;
    uint32_t kind = kind_of(p, cube, row);
    if (month < 0 || month >= CUBE_MONTHS)
        return;
    for (uint32_t i = p->first[kind]; i < p->ends[kind]; i++) {
        const struct plan_step *s = &p->steps[i];
        int64_t numerator;
        int64_t denominator = 0;
        if (!sum_terms(s, 0, s->n_numerator, s->all_of_numerator, row, &numerator,
                       &cube->overflow) &&
            !s->is_none)
            continue;
        if (s->is_ratio && !sum_terms(s, s->n_numerator, s->n_numerator + s->n_denominator,
                                      s->all_of_denominator, row, &denominator, &cube->overflow))
            continue;
        if (s->by_pole != -1 && !s->is_none)
            pole_sums_note(&cube->pole_sums, &cube->contract->indicators[s->by_pole], s->by_pole,
                           row->month, numerator);
        for (int k = 0; k < s->n_sums; k++)
            cube_add_sum(cube, &cube->sums[s->sums[k] + (size_t)month], row->unit, numerator,
                         denominator);
    }
}
