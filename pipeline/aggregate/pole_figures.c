#include <stdlib.h>
#include <string.h>

#include "aggregate/mask.h"
#include "aggregate/pole_figures.h"
#include "base/text.h"
#include "model/period.h"
#include "model/personal.h"

struct maker {
    const struct totals *totals;
    const struct pole_register *poles;
    const struct partial *partial; /* of the region under way */
    const struct figures *figures;
    struct roster *roster;
    int status, sector, departement; /* fields of the register */
};

static int by_code(const void *a, const void *b)
{
    const struct pole *const *x = a;
    const struct pole *const *y = b;
    if ((*x)->region != (*y)->region)
        return (*x)->region < (*y)->region ? -1 : 1;
    return strcmp((*x)->code, (*y)->code);
}

static bool is_closed(const struct maker *m, const struct pole_row *row)
{
    const struct codelist *codes = m->totals->contract->tables[TABLE_POLES].fields[m->status].codes;
    int64_t status = row->values[m->status];
    return VALUE_IS_SET(status) && strcmp(codes->entries[status].code, "clos") == 0;
}

static const struct pole_sum *find_sum(const struct maker *m, int pole, int indicator,
                                       unsigned window)
{
    const struct pole_sums *sums = &m->partial->cube->pole_sums;
    for (size_t i = 0; i < sums->count; i++)
        if (sums->list[i].pole == pole && sums->list[i].indicator == indicator &&
            sums->list[i].window == window)
            return &sums->list[i];
    return NULL;
}

static bool has_value(const struct maker *m, int pole)
{
    const struct pole_sums *sums = &m->partial->cube->pole_sums;
    for (size_t i = 0; i < sums->count; i++)
        if (sums->list[i].pole == pole && sums->list[i].value != 0)
            return true;
    return false;
}

/* Why there is no sum: nothing was expected, or it did not come; '\0' = what the region sent has
 * nothing of the pole, which is 0. */
static char why_none(const struct maker *m, const struct pole *p, const struct indicator *ind,
                     unsigned window)
{
    const struct totals *t = m->totals;
    const struct table *table = &t->contract->tables[ind->table];
    if (ind->table == TABLE_POLES)
        return is_closed(m, register_at_or_first(p, t->period)) ? 'z' : 'x';
    if (table->coverage == COVERAGE_POLE)
        return register_expects(m->poles, p, table, t->period) ? 'x' : 'z';
    for (int32_t month = figure_window_first(window, t->period); month <= t->period; month++) {
        const struct coverage_row *row = coverage_find(t->coverage, ind->table, p->region, month);
        if (row != NULL && row->declared > 0)
            return '\0';
    }
    return 'x';
}

/* The month's returns may still change until they say they are definitive. */
static bool is_provisional(const struct maker *m, int pole, const struct indicator *ind)
{
    const struct totals *t = m->totals;
    if (ind->table == TABLE_POLES)
        return false;
    for (int i = 0; t->contract->tables[ind->table].n_provisional > 0 && i < m->partial->n_states;
         i++) {
        const struct unit_state *s = &m->partial->states[i];
        if (s->table == ind->table && s->pole == pole && s->month == t->period)
            return s->state != CLAIM_GOOD || s->provisional;
    }
    return true;
}

static void add_value(struct maker *m, int pole, int indicator, unsigned window)
{
    const struct totals *t = m->totals;
    const struct pole *p = &m->poles->poles[pole];
    const struct indicator *ind = &t->contract->indicators[indicator];
    const struct figure *region =
        figures_find(m->figures, indicator, window, p->region,
                     contract_breakdown(t->contract, "total"), 0, t->period);
    const struct pole_sum *sum = find_sum(m, pole, indicator, window);
    struct roster_value *v = roster_add_value(m->roster);
    v->pole = (int)m->roster->n_poles - 1;
    v->indicator = indicator;
    v->window = window;
    v->month = t->period;
    v->value = VALUE_BLANK;
    v->flag = sum == NULL ? why_none(m, p, ind, window) : '\0';
    if (mask_covers(t->contract, indicator) || (region != NULL && region->flag == FLAG_WITHHELD))
        v->flag = 'c';
    else if (v->flag == '\0' && (region == NULL || region->flag == FLAG_NOT_AVAILABLE))
        v->flag = 'x'; /* a window that begins before the first return */
    if (v->flag != '\0')
        return;
    v->value = sum == NULL ? 0 : sum->value;
    v->flag = is_provisional(m, pole, ind) ? 'p' : '\0';
}

static int entry_of(const struct pole_row *row, int field)
{
    return field == -1 || !VALUE_IS_SET(row->values[field]) ? -1 : (int)row->values[field];
}

/* The name on one line, as Unicode has it; one that holds what is not to be published of a person
 * gives way to the code. */
static void add_name(struct buf *out, const struct pole *p, const char *name)
{
    struct buf line = {0};
    for (const unsigned char *c = (const unsigned char *)name; *c != '\0'; c++) {
        bool control = *c < 0x20 || *c == 0x7F || (*c == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0);
        buf_char(&line, control ? ' ' : (char)*c);
        c += control && *c == 0xC2;
    }
    if (personal_find(buf_str(&line)) != NULL || !text_nfc(out, buf_str(&line), line.len)) {
        buf_cut(out, 0);
        buf_text(out, p->code);
    }
    buf_release(&line);
}

static void add_pole(struct maker *m, int pole)
{
    const struct contract *c = m->totals->contract;
    const struct pole *p = &m->poles->poles[pole];
    const struct pole_row *row = register_at_or_first(p, m->totals->period);
    bool in_force = register_at(p, m->totals->period) != NULL;
    if (row == NULL || ((!in_force || is_closed(m, row)) && !has_value(m, pole)))
        return;
    struct buf name = {0};
    add_name(&name, p, row->name);
    struct roster_pole *one = roster_add_pole(m->roster, p->code, buf_str(&name));
    buf_release(&name);
    one->region = p->region;
    one->departement = entry_of(row, m->departement);
    one->sector = entry_of(row, m->sector);
    one->status = entry_of(row, m->status);
    for (int i = 0; i < c->n_indicators; i++)
        for (int w = 0; w < POLE_WINDOWS; w++)
            if ((c->indicators[i].by_pole & pole_sums_window(w)) != 0)
                add_value(m, pole, i, pole_sums_window(w));
}

void pole_figures_make(const struct totals *t, const struct pole_register *poles,
                       const struct partial *const *partials, const struct figures *figures,
                       struct roster *ret)
{
    const struct table *table = &t->contract->tables[TABLE_POLES];
    struct maker m = {.totals = t,
                      .poles = poles,
                      .figures = figures,
                      .roster = ret,
                      .status = table_field(table, ROSTER_STATUS),
                      .sector = table_field(table, ROSTER_SECTOR),
                      .departement = table_field(table, ROSTER_DEPARTEMENT)};
    const struct pole **order = mem_array((size_t)poles->count + 1, sizeof(const struct pole *));
    for (int i = 0; i < poles->count; i++)
        order[i] = &poles->poles[i];
    if (poles->count > 1)
        qsort(order, (size_t)poles->count, sizeof(const struct pole *), by_code);
    for (int i = 0; i < poles->count; i++) {
        m.partial = partials[order[i]->region];
        if (m.partial != NULL && m.partial->cube != NULL)
            add_pole(&m, (int)(order[i] - poles->poles));
    }
    free(order);
}
