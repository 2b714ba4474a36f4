#include <assert.h>
#include <stdlib.h>

#include "aggregate/cube.h"
#include "base/decimal.h"

static bool adds_rows(const struct indicator *ind)
{
    return ind->numerator.n_terms > 0;
}

struct cube *cube_new(const struct contract *c, int32_t period)
{
    struct cube *cube = mem_alloc(sizeof *cube);
    cube->contract = c;
    cube->first_month = period - CUBE_MONTHS + 1;
    cube->slots =
        mem_array((size_t)c->n_indicators * MAX_BREAKDOWNS_PER_INDICATOR, sizeof *cube->slots);
    assert(c->n_indicators <= 128);
    for (int i = 0; i < c->n_indicators; i++) {
        const struct indicator *ind = &c->indicators[i];
        cube->first_slot[i] = cube->n_slots;
        for (int k = 0; adds_rows(ind) && k < ind->n_breakdowns; k++) {
            struct slot *s = &cube->slots[cube->n_slots++];
            *s = (struct slot){.indicator = i,
                               .breakdown = ind->breakdowns[k],
                               .n_members = c->breakdowns[ind->breakdowns[k]].n_members,
                               .first = cube->n_sums};
            cube->n_sums += (size_t)s->n_members * CUBE_MONTHS;
        }
    }
    cube->sums = mem_array(cube->n_sums, sizeof *cube->sums);
    return cube;
}

void cube_free(struct cube *cube)
{
    if (cube == NULL)
        return;
    free(cube->slots);
    free(cube->sums);
    free(cube);
}

static int64_t value_of(const struct cube_row *row, int field)
{
    return row->values[field];
}

static bool passes(const struct term *term, const struct cube_row *row)
{
    for (int i = 0; i < term->n_filters; i++) {
        int64_t code = value_of(row, term->filters[i].field);
        if (!VALUE_IS_SET(code) || (term->filters[i].in >> code & 1) == 0)
            return false;
    }
    return true;
}

/* What a row says of a measure. */
enum says {
    SAYS_NOTHING, /* a field of it is blank */
    SAYS_NONE,    /* no term is about such a row: it adds 0 */
    SAYS_VALUE
};

static enum says measure(struct cube *cube, const struct measure *m, const struct cube_row *row,
                         int64_t *ret)
{
    int declared = 0;
    int matched = 0;
    *ret = 0;
    for (int i = 0; i < m->n_terms; i++) {
        const struct term *term = &m->terms[i];
        if (!passes(term, row))
            continue;
        matched++;
        int64_t v = term->field == -1 ? 1 : value_of(row, term->field);
        if (!VALUE_IS_SET(v))
            continue;
        declared++;
        if (!decimal_add(ret, term->sign < 0 ? -v : v))
            cube->overflow = true;
    }
    if (matched == 0)
        return SAYS_NONE;
    return declared > 0 && !(m->need_all && declared < matched) ? SAYS_VALUE : SAYS_NOTHING;
}

static int coded_member(const struct breakdown *b, int64_t entry)
{
    if (!VALUE_IS_SET(entry))
        return -1;
    return b->member_of == NULL ? (int)entry : b->member_of[entry];
}

static int member_of(const struct contract *c, const struct breakdown *b,
                     const struct cube_row *row)
{
    switch (b->by) {
    case BY_TOTAL: return 0;
    case BY_POLE: return coded_member(b, row->pole->values[b->field]);
    case BY_ROW: return coded_member(b, value_of(row, b->field));
    case BY_CROSS: {
        int x = member_of(c, &c->breakdowns[b->first], row);
        int y = member_of(c, &c->breakdowns[b->second], row);
        return x < 0 || y < 0 ? -1 : x * c->breakdowns[b->second].n_members + y;
    }
    case BY_COLUMNS:
    case BY_TABLES: break;
    }
    return -1;
}

/* The one place where a sum grows. */
static void add(struct cube *cube, const struct contribution *c)
{
    struct sum *s = &cube->sums[c->slot->first + (size_t)c->member * CUBE_MONTHS +
                                (size_t)(c->month - cube->first_month)];
    if (!decimal_add(&s->numerator, c->numerator) || !decimal_add(&s->denominator, c->denominator))
        cube->overflow = true;
    s->poles += s->unit != c->row->unit;
    s->unit = c->row->unit;
    if (cube->trace != NULL)
        cube->trace(cube->trace_arg, c);
}

/* By columns: each member's own field takes the place of the measure's. */
static void add_columns(struct cube *cube, const struct slot *slot, const struct breakdown *b,
                        const struct cube_row *row)
{
    for (int m = 0; m < slot->n_members; m++) {
        int64_t v = value_of(row, b->columns[m]);
        if (VALUE_IS_SET(v))
            add(cube, &(struct contribution){slot, m, row->month, v, 0, row});
    }
}

static void add_indicator(struct cube *cube, int i, const struct cube_row *row)
{
    const struct contract *c = cube->contract;
    const struct indicator *ind = &c->indicators[i];
    int64_t numerator;
    int64_t denominator = 0;
    bool ratio = ind->denominator.n_terms > 0;
    enum says says = measure(cube, &ind->numerator, row, &numerator);
    if (says == SAYS_NOTHING || (says == SAYS_NONE && !ratio))
        return;
    if (ratio && measure(cube, &ind->denominator, row, &denominator) != SAYS_VALUE)
        return;
    for (int k = 0; k < ind->n_breakdowns; k++) {
        const struct slot *slot = &cube->slots[cube->first_slot[i] + k];
        const struct breakdown *b = &c->breakdowns[slot->breakdown];
        if (b->by == BY_COLUMNS) {
            add_columns(cube, slot, b, row);
            continue;
        }
        int member = member_of(c, b, row);
        if (member >= 0)
            add(cube,
                &(struct contribution){slot, member, row->month, numerator, denominator, row});
    }
}

void cube_add_row(struct cube *cube, const struct cube_row *row)
{
    if (row->month < cube->first_month || row->month >= cube->first_month + CUBE_MONTHS)
        return;
    for (int i = 0; i < cube->contract->n_indicators; i++)
        if (cube->contract->indicators[i].table == row->table &&
            adds_rows(&cube->contract->indicators[i]))
            add_indicator(cube, i, row);
}

void cube_merge(struct cube *into, const struct cube *from)
{
    assert(into->n_sums == from->n_sums && into->first_month == from->first_month);
    for (size_t i = 0; i < into->n_sums; i++) {
        struct sum *s = &into->sums[i];
        if (!decimal_add(&s->numerator, from->sums[i].numerator) ||
            !decimal_add(&s->denominator, from->sums[i].denominator))
            into->overflow = true;
        s->poles += from->sums[i].poles;
    }
    into->overflow = into->overflow || from->overflow;
}

const struct sum *cube_sum(const struct cube *cube, int indicator, int k, int member, int32_t month)
{
    if (month < cube->first_month || month >= cube->first_month + CUBE_MONTHS)
        return NULL;
    const struct slot *s = &cube->slots[cube->first_slot[indicator] + k];
    return &cube->sums[s->first + (size_t)member * CUBE_MONTHS +
                       (size_t)(month - cube->first_month)];
}
