/*
 * What the events of one pole say together: as files (all events of one id), and as what it was
 * paid over twelve months, by origin.
 *
 * A file's contribution to the month's end is a function of its events up to then. What is added
 * to the cube in a month is the change since the month before, so that the sum of all months up to
 * one is the state of all files then. Changes of before the cube's first month are added in that.
 */
#include <stdlib.h>
#include <string.h>

#include "aggregate/tally.h"
#include "base/decimal.h"

/* An event of the pole, unpacked. */
struct event {
    int64_t values[MAX_FIELDS];
    const struct standing *unit;
    uint32_t line;
    uint32_t number; /* in the order of the timeline */
    int64_t id;
};

struct events {
    struct event *list;
    uint32_t count;
};

static struct events unpack(const struct tally *t, int table, int pole)
{
    struct events e = {0};
    uint32_t n;
    const struct standing *units = timeline_of_pole(t->timeline, table, pole, &n);
    uint32_t rows = 0;
    for (uint32_t i = 0; i < n; i++)
        rows += units[i].rows;
    e.list = mem_resize(NULL, rows + 1, sizeof *e.list);
    for (uint32_t i = 0; i < n; i++) {
        struct timeline_row row;
        timeline_open(t->timeline, table, &units[i], &row);
        while (timeline_next(&row)) {
            struct event *one = &e.list[e.count];
            memcpy(one->values, row.values, sizeof one->values);
            one->unit = &units[i];
            one->line = row.line;
            one->number = e.count++;
        }
    }
    return e;
}

static int by_id(const void *a, const void *b)
{
    const struct event *const *x = a;
    const struct event *const *y = b;
    if ((*x)->id != (*y)->id)
        return (*x)->id < (*y)->id ? -1 : 1;
    return ((*x)->number > (*y)->number) - ((*x)->number < (*y)->number);
}

/* A file under way. */
struct course {
    struct tally *tally;
    int table;
    int pole;
    int indicator;
    const struct indicator *ind;
    struct event **list; /* its events, by month */
    uint32_t count;
    int32_t first_pass; /* the month it passed "from" */
    uint32_t unit;
};

static struct cube_row row_of(const struct course *f, const struct event *e)
{
    const struct pole *p = &f->tally->poles->poles[f->pole];
    return (struct cube_row){.table = f->table,
                             .values = e->values,
                             .pole = register_at_or_first(p, e->unit->month),
                             .history = p,
                             .month = e->unit->month,
                             .unit = f->unit,
                             .file_month = f->first_pass,
                             .pole_number = f->pole,
                             .delivery = e->unit->delivery,
                             .line = e->line};
}

static bool any_passes(const struct course *f, const struct filters *filters, uint32_t from,
                       uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        struct cube_row row = row_of(f, f->list[i]);
        if (filters_pass(filters, &row))
            return true;
    }
    return false;
}

/* Add events [from, to) to the sums of a month, or take them out again. */
static void post(const struct course *f, uint32_t from, uint32_t to, int32_t month, int sign)
{
    struct cube *cube = f->tally->cube;
    for (uint32_t i = from; i < to; i++) {
        struct cube_row row = row_of(f, f->list[i]);
        int64_t numerator;
        int64_t denominator = 0;
        enum says says = measure_row(&f->ind->numerator, &row, &numerator, &cube->overflow);
        enum says base =
            f->ind->denominator.n_terms == 0
                ? SAYS_NONE
                : measure_row(&f->ind->denominator, &row, &denominator, &cube->overflow);
        row.month = month < cube->first_month ? cube->first_month : month;
        if (says == SAYS_VALUE || base == SAYS_VALUE)
            cube_add(cube, f->indicator, &row, sign * numerator, sign * denominator);
    }
}

static void follow(struct course *f)
{
    const struct file *file = &f->ind->file;
    bool counts = false;
    uint32_t from = 0;
    while (from < f->count) {
        int32_t month = f->list[from]->unit->month;
        uint32_t to = from;
        while (to < f->count && f->list[to]->unit->month == month)
            to++;
        if (!counts && any_passes(f, &file->from, from, to)) {
            counts = true;
            f->first_pass = month;
            post(f, 0, from, month, 1);
        }
        bool ends = file->until.count > 0 && any_passes(f, &file->until, from, to);
        if (counts && !ends)
            post(f, from, to, month, 1);
        if (counts && ends)
            post(f, 0, from, month, -1);
        if (ends)
            return;
        from = to;
    }
}

static void follow_all(struct tally *t, int indicator, int pole, const struct events *events)
{
    const struct indicator *ind = &t->contract->indicators[indicator];
    struct event **order = mem_array(events->count + 1, sizeof *order);
    uint32_t n = 0;
    for (uint32_t i = 0; i < events->count; i++) {
        events->list[i].id = events->list[i].values[ind->file.id];
        if (VALUE_IS_SET(events->list[i].id))
            order[n++] = &events->list[i];
    }
    if (n > 1)
        qsort(order, n, sizeof *order, by_id);
    for (uint32_t from = 0, to = 0; from < n; from = to) {
        while (to < n && order[to]->id == order[from]->id)
            to++;
        struct course f = {.tally = t,
                           .table = ind->table,
                           .pole = pole,
                           .indicator = indicator,
                           .ind = ind,
                           .list = order + from,
                           .count = to - from,
                           .unit = ++t->units};
        follow(&f);
    }
    free(order);
}

void tally_files(struct tally *t, int pole)
{
    for (int table = 0; table < t->contract->n_tables; table++) {
        struct events events = {0};
        for (int i = 0; i < t->contract->n_indicators; i++) {
            const struct indicator *ind = &t->contract->indicators[i];
            if (ind->table != table || ind->file.id == -1)
                continue;
            if (events.list == NULL)
                events = unpack(t, table, pole);
            follow_all(t, i, pole, &events);
        }
        free(events.list);
    }
}

/* Sums of a pole by month and member, for twelve months that move. */
struct parts {
    int n_members;
    int64_t *sums; /* month × members, from 11 months before the cube's first */
};

enum { YEAR = 12, PART_MONTHS = CUBE_MONTHS + YEAR - 1 };

static void add_part(struct tally *t, const struct indicator *ind, const struct cube_row *row,
                     struct parts *parts)
{
    int month = row->month - (t->cube->first_month - (YEAR - 1));
    int member = cube_member(t->contract, &t->contract->breakdowns[ind->over], row);
    int64_t value;
    if (month < 0 || month >= PART_MONTHS || member < 0 ||
        measure_row(&ind->numerator, row, &value, &t->cube->overflow) != SAYS_VALUE)
        return;
    if (!decimal_add(&parts->sums[(size_t)month * (size_t)parts->n_members + (size_t)member],
                     value))
        t->cube->overflow = true;
}

/* Is the largest part of the year that ends in `month` more than `above` per cent? -1 = there is
 * nothing. */
static int depends(struct tally *t, const struct indicator *ind, const struct parts *parts,
                   int month)
{
    int64_t whole = 0;
    int64_t largest = 0;
    for (int member = 0; member < parts->n_members; member++) {
        int64_t part = 0;
        for (int m = month; m < month + YEAR; m++)
            if (!decimal_add(&part,
                             parts->sums[(size_t)m * (size_t)parts->n_members + (size_t)member]))
                t->cube->overflow = true;
        if (!decimal_add(&whole, part))
            t->cube->overflow = true;
        largest = part > largest ? part : largest;
    }
    if (whole <= 0)
        return -1;
    if (largest > INT64_MAX / 100 || whole > INT64_MAX / 100) {
        t->cube->overflow = true;
        return -1;
    }
    return largest * 100 > whole * ind->above;
}

static void add_dependence(struct tally *t, int indicator, int pole)
{
    const struct indicator *ind = &t->contract->indicators[indicator];
    const struct pole *p = &t->poles->poles[pole];
    struct parts parts = {.n_members = t->contract->breakdowns[ind->over].n_members};
    uint32_t n;
    const struct standing *units = timeline_of_pole(t->timeline, ind->table, pole, &n);
    parts.sums = mem_array(PART_MONTHS * (size_t)parts.n_members, sizeof *parts.sums);
    for (uint32_t i = 0; i < n; i++) {
        struct timeline_row of;
        struct cube_row row = {.values = of.values, .history = p, .month = units[i].month};
        row.pole = register_at_or_first(p, row.month);
        timeline_open(t->timeline, ind->table, &units[i], &of);
        while (timeline_next(&of))
            add_part(t, ind, &row, &parts);
    }
    for (int m = 0; m < CUBE_MONTHS && n > 0; m++) {
        struct cube_row row = {.table = ind->table,
                               .history = p,
                               .month = t->cube->first_month + m,
                               .unit = ++t->units,
                               .pole_number = pole,
                               .delivery = -1};
        row.pole = register_at_or_first(p, row.month);
        row.values = row.pole->values;
        int yes = depends(t, ind, &parts, m);
        if (yes != -1)
            cube_add(t->cube, indicator, &row, yes, 1);
    }
    free(parts.sums);
}

void tally_dependence(struct tally *t, int pole)
{
    for (int i = 0; i < t->contract->n_indicators; i++)
        if (t->contract->indicators[i].kind == KIND_DEPENDENCE)
            add_dependence(t, i, pole);
}
