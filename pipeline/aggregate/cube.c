#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/cube.h"
#include "base/decimal.h"
#include "model/period.h"

static void add_slots(struct cube *cube, int indicator, bool known)
{
    const struct indicator *ind = &cube->contract->indicators[indicator];
    for (int k = 0; k < ind->n_breakdowns; k++) {
        struct slot *s = &cube->slots[cube->n_slots++];
        *s = (struct slot){.indicator = indicator,
                           .breakdown = ind->breakdowns[k],
                           .known = known,
                           .samples = ind->kind == KIND_MEDIAN,
                           .n_members = cube->contract->breakdowns[ind->breakdowns[k]].n_members,
                           .first = cube->n_sums};
        cube->n_sums += (size_t)s->n_members * CUBE_MONTHS;
    }
}

/* Do the rows of its table add to an indicator of this kind, each by itself? */
static bool adds_rows(enum kind kind)
{
    return kind == KIND_STOCK || kind == KIND_FLOW || kind == KIND_RATIO || kind == KIND_MEAN ||
           kind == KIND_MEDIAN || kind == KIND_COHORT;
}

/* The indicators that rows add to, by table. */
static void list_indicators(struct cube *cube)
{
    for (int i = 0; i < cube->contract->n_indicators; i++) {
        const struct indicator *ind = &cube->contract->indicators[i];
        if (ind->table < 0)
            continue;
        if (adds_rows(ind->kind))
            cube->adding[ind->table][cube->n_adding[ind->table]++] = i;
        if ((ind->windows & WINDOW_KNOWN) != 0)
            cube->known[ind->table][cube->n_known[ind->table]++] = i;
    }
}

struct cube *cube_new(const struct contract *c, int32_t period)
{
    struct cube *cube = mem_alloc(sizeof *cube);
    cube->contract = c;
    cube->first_month = period - CUBE_MONTHS + 1;
    cube->slots =
        mem_array((size_t)c->n_indicators * 2 * MAX_BREAKDOWNS_PER_INDICATOR, sizeof *cube->slots);
    assert(c->n_indicators <= MAX_INDICATORS);
    for (int i = 0; i < c->n_indicators; i++) {
        const struct indicator *ind = &c->indicators[i];
        cube->first_slot[i] = cube->n_slots;
        if (ind->numerator.n_terms > 0)
            add_slots(cube, i, false);
        if (ind->numerator.n_terms > 0 && (ind->windows & WINDOW_KNOWN) != 0)
            add_slots(cube, i, true);
    }
    list_indicators(cube);
    cube->sums = mem_array(cube->n_sums, sizeof *cube->sums);
    for (int i = 0; i < c->n_indicators && cube->dominants == NULL; i++)
        if (c->indicators[i].largest_share > 0)
            cube->dominants = mem_array(cube->n_sums, sizeof *cube->dominants);
    perimeter_init(&cube->perimeter, period);
    pole_sums_init(&cube->pole_sums, period);
    return cube;
}

void cube_free(struct cube *cube)
{
    if (cube == NULL)
        return;
    free(cube->slots);
    free(cube->sums);
    free(cube->dominants);
    free(cube->samples);
    pole_sums_release(&cube->pole_sums);
    free(cube);
}

size_t cube_bytes(const struct cube *cube)
{
    size_t each = sizeof *cube->sums + (cube->dominants == NULL ? 0 : sizeof *cube->dominants);
    return sizeof *cube + (size_t)cube->n_slots * sizeof *cube->slots + cube->n_sums * each;
}

static int coded_member(const struct breakdown *b, int64_t entry)
{
    if (!VALUE_IS_SET(entry))
        return -1;
    return b->member_of == NULL ? (int)entry : b->member_of[entry];
}

static int year_member(const struct breakdown *b, int32_t month)
{
    char year[16];
    int n = snprintf(year, sizeof year, "%d", period_year(month));
    return codelist_find(b->codes, year, (size_t)n);
}

int cube_member(const struct contract *c, const struct breakdown *b, const struct cube_row *row)
{
    switch (b->by) {
    case BY_TOTAL: return 0;
    case BY_POLE: return coded_member(b, row->pole->values[b->field]);
    case BY_ROW: return coded_member(b, row->values[b->field]);
    case BY_FILE_YEAR: return year_member(b, row->file_month);
    case BY_CROSS: {
        int x = cube_member(c, &c->breakdowns[b->first], row);
        int y = cube_member(c, &c->breakdowns[b->second], row);
        return x < 0 || y < 0 ? -1 : x * c->breakdowns[b->second].n_members + y;
    }
    case BY_COLUMNS:
    case BY_TABLES: break;
    }
    return -1;
}

void cube_add_sample(struct cube *cube, uint64_t at, int64_t value)
{
    if (cube->n_samples == cube->samples_cap) {
        cube->samples_cap = cube->samples_cap == 0 ? 256 : cube->samples_cap * 2;
        cube->samples = mem_resize(cube->samples, cube->samples_cap, sizeof *cube->samples);
    }
    cube->samples[cube->n_samples++] = (struct sample){at, value};
}

/* The one place where a sum grows. */
static inline void add(struct cube *cube, const struct contribution *c)
{
    const struct slot *slot = c->slot;
    size_t at =
        slot->first + (size_t)c->member * CUBE_MONTHS + (size_t)(c->month - cube->first_month);
    cube_add_sum(cube, &cube->sums[at], c->row->unit, c->numerator, c->denominator);
    if (slot->samples)
        cube_add_sample(cube, at, c->numerator);
    if (cube->trace != NULL)
        cube->trace(cube->trace_arg, c);
}

/* By columns: each member's own field takes the place of the measure's. */
static void add_columns(struct cube *cube, const struct breakdown *b, struct contribution *c)
{
    for (c->member = 0; c->member < c->slot->n_members; c->member++) {
        int64_t v = c->row->values[b->columns[c->member]];
        c->numerator = v;
        c->denominator = 0;
        if (VALUE_IS_SET(v))
            add(cube, c);
    }
}

static void add_to(struct cube *cube, int indicator, const struct cube_row *row, int64_t numerator,
                   int64_t denominator, bool known)
{
    const struct contract *c = cube->contract;
    const struct indicator *ind = &c->indicators[indicator];
    int first = cube->first_slot[indicator] + (known ? ind->n_breakdowns : 0);
    if (row->month < cube->first_month || row->month >= cube->first_month + CUBE_MONTHS)
        return;
    struct contribution one = {
        .month = row->month, .numerator = numerator, .denominator = denominator, .row = row};
    for (int k = 0; k < ind->n_breakdowns; k++) {
        const struct breakdown *b = &c->breakdowns[ind->breakdowns[k]];
        one.slot = &cube->slots[first + k];
        if (b->by == BY_COLUMNS) {
            struct contribution each = one;
            add_columns(cube, b, &each);
            continue;
        }
        one.member = b->by == BY_TOTAL ? 0 : cube_member(c, b, row);
        if (one.member >= 0)
            add(cube, &one);
    }
}

void cube_add(struct cube *cube, int indicator, const struct cube_row *row, int64_t numerator,
              int64_t denominator)
{
    add_to(cube, indicator, row, numerator, denominator, false);
}

static void add_row(struct cube *cube, int i, const struct cube_row *row, bool known)
{
    const struct indicator *ind = &cube->contract->indicators[i];
    int64_t numerator;
    int64_t denominator = 0;
    bool ratio = ind->denominator.n_terms > 0;
    enum says says = measure_row(&ind->numerator, row, &numerator, &cube->overflow);
    if (says == SAYS_NOTHING)
        return;
    if (ratio && measure_row(&ind->denominator, row, &denominator, &cube->overflow) != SAYS_VALUE)
        return;
    if (!known)
        perimeter_note(&cube->perimeter, i, row->month, numerator, denominator);
    if (!known && says == SAYS_VALUE && ind->by_pole != 0)
        pole_sums_note(&cube->pole_sums, ind, i, row->month, numerator);
    if (says == SAYS_VALUE || ratio)
        add_to(cube, i, row, numerator, denominator, known);
}

void cube_add_row(struct cube *cube, const struct cube_row *row)
{
    for (int i = 0; i < cube->n_adding[row->table]; i++)
        add_row(cube, cube->adding[row->table][i], row, false);
}

bool cube_wants_known(const struct cube *cube, int table)
{
    return cube->n_known[table] > 0;
}

void cube_add_known(struct cube *cube, const struct cube_row *row)
{
    for (int i = 0; i < cube->n_known[row->table]; i++)
        add_row(cube, cube->known[row->table][i], row, true);
}

static int64_t size_of(int64_t value)
{
    return value < 0 ? -value : value;
}

void cube_dominate(struct cube *cube, const struct sum *s, bool same_unit, int64_t numerator)
{
    struct dominant *d = &cube->dominants[s - cube->sums];
    if (!same_unit) {
        d->most = size_of(d->now) > d->most ? size_of(d->now) : d->most;
        d->now = 0;
    }
    if (!decimal_add(&d->now, numerator))
        cube->overflow = true;
}

int64_t cube_largest_at(const struct cube *cube, size_t at)
{
    const struct dominant *d = &cube->dominants[at];
    return size_of(d->now) > d->most ? size_of(d->now) : d->most;
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
        if (into->dominants != NULL)
            into->dominants[i].most = cube_largest_at(into, i) > cube_largest_at(from, i)
                                          ? cube_largest_at(into, i)
                                          : cube_largest_at(from, i);
    }
    for (size_t i = 0; i < from->n_samples; i++)
        cube_add_sample(into, from->samples[i].at, from->samples[i].value);
    perimeter_merge(&into->perimeter, &from->perimeter);
    into->overflow = into->overflow || from->overflow || into->perimeter.overflow;
}

static int sample_order(const void *a, const void *b)
{
    const struct sample *x = a;
    const struct sample *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

void cube_sort(struct cube *cube)
{
    if (cube->n_samples > 1)
        qsort(cube->samples, cube->n_samples, sizeof *cube->samples, sample_order);
}

static const struct sum *sum_at(const struct cube *cube, int slot, int member, int32_t month)
{
    if (month < cube->first_month || month >= cube->first_month + CUBE_MONTHS)
        return NULL;
    return &cube->sums[cube->slots[slot].first + (size_t)member * CUBE_MONTHS +
                       (size_t)(month - cube->first_month)];
}

const struct sum *cube_sum(const struct cube *cube, int indicator, int k, int member, int32_t month)
{
    return sum_at(cube, cube->first_slot[indicator] + k, member, month);
}

const struct sum *cube_known(const struct cube *cube, int indicator, int k, int member,
                             int32_t month)
{
    int n = cube->contract->indicators[indicator].n_breakdowns;
    return sum_at(cube, cube->first_slot[indicator] + n + k, member, month);
}

int64_t cube_largest(const struct cube *cube, int indicator, int k, int member, int32_t month)
{
    const struct sum *s = cube_sum(cube, indicator, k, member, month);
    return s == NULL || cube->dominants == NULL ? 0
                                                : cube_largest_at(cube, (size_t)(s - cube->sums));
}

const struct sample *cube_samples(const struct cube *cube, const struct sum *sum, size_t *ret_count)
{
    uint64_t at = (uint64_t)(sum - cube->sums);
    size_t low = 0;
    size_t high = cube->n_samples;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (cube->samples[mid].at < at)
            low = mid + 1;
        else
            high = mid;
    }
    size_t n = 0;
    while (low + n < cube->n_samples && cube->samples[low + n].at == at)
        n++;
    *ret_count = n;
    return n == 0 ? NULL : cube->samples + low;
}
