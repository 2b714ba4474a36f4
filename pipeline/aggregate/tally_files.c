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

/* A file under way. */
struct course {
    struct tally *tally;
    int indicator;
    const struct indicator *ind;
    const uint32_t *list; /* its events, by month: numbers of rows */
    uint32_t count;
    int32_t first_pass; /* the month it passed "from" */
    uint32_t unit;
};

static struct cube_row row_of(const struct course *f, uint32_t i)
{
    struct cube_row row = tally_row(f->tally, f->ind->table, f->list[i]);
    row.unit = f->unit;
    row.file_month = f->first_pass;
    return row;
}

static int32_t month_of(const struct course *f, uint32_t i)
{
    const struct pole_rows *r = &f->tally->rows[f->ind->table];
    return r->units[r->unit[f->list[i]]].month;
}

static bool any_passes(const struct course *f, const struct filters *filters, uint32_t from,
                       uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        struct cube_row row = row_of(f, i);
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
        struct cube_row row = row_of(f, i);
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
        int32_t month = month_of(f, from);
        uint32_t to = from;
        while (to < f->count && month_of(f, to) == month)
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

/* The pole's events by the text of one field: side by side, each text's in their order. */
struct files {
    struct numbering texts;
    uint32_t *ends; /* by number of the text: where its events end */
    uint32_t *order;
};

static void group_rows(const struct pole_rows *r, int field, struct files *ret)
{
    uint32_t *number = mem_array(r->count, sizeof *number);
    *ret = (struct files){.order = mem_array(r->count, sizeof *ret->order),
                          .ends = mem_array((size_t)r->count + 1, sizeof *ret->ends)};
    for (uint32_t i = 0; i < r->count; i++) {
        int64_t v = r->values[(size_t)i * (size_t)r->n_fields + (size_t)field];
        number[i] = VALUE_IS_SET(v) ? numbering_put(&ret->texts, (uint64_t)v) : UINT32_MAX;
        if (VALUE_IS_SET(v))
            ret->ends[number[i] + 1]++;
    }
    for (uint32_t g = 0; g < ret->texts.count; g++)
        ret->ends[g + 1] += ret->ends[g];
    for (uint32_t i = 0; i < r->count; i++)
        if (number[i] != UINT32_MAX)
            ret->order[ret->ends[number[i]]++] = i;
    free(number);
}

static void files_release(struct files *f)
{
    numbering_release(&f->texts);
    free(f->ends);
    free(f->order);
}

static void follow_all(struct tally *t, int indicator)
{
    const struct indicator *ind = &t->contract->indicators[indicator];
    struct files files;
    group_rows(&t->rows[ind->table], ind->file.id, &files);
    for (uint32_t g = 0, from = 0; g < files.texts.count; from = files.ends[g++]) {
        struct course f = {.tally = t,
                           .indicator = indicator,
                           .ind = ind,
                           .list = files.order + from,
                           .count = files.ends[g] - from,
                           .unit = ++t->units};
        follow(&f);
    }
    files_release(&files);
}

void tally_files(struct tally *t)
{
    for (int i = 0; i < t->contract->n_indicators; i++) {
        const struct indicator *ind = &t->contract->indicators[i];
        if (ind->table >= 0 && ind->file.id != -1 && t->rows[ind->table].count > 0)
            follow_all(t, i);
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

static void add_dependence(struct tally *t, int indicator)
{
    const struct indicator *ind = &t->contract->indicators[indicator];
    struct parts parts = {.n_members = t->contract->breakdowns[ind->over].n_members};
    const struct pole_rows *r = &t->rows[ind->table];
    parts.sums = mem_array(PART_MONTHS * (size_t)parts.n_members, sizeof *parts.sums);
    for (uint32_t i = 0; i < r->count; i++) {
        struct cube_row row = tally_row(t, ind->table, i);
        add_part(t, ind, &row, &parts);
    }
    for (int m = 0; m < CUBE_MONTHS && r->n_units > 0; m++) {
        struct cube_row row = {.table = ind->table,
                               .history = t->pole,
                               .month = t->cube->first_month + m,
                               .unit = ++t->units,
                               .pole_number = t->number,
                               .delivery = -1};
        row.pole = register_at_or_first(t->pole, row.month);
        row.values = row.pole->values;
        int yes = depends(t, ind, &parts, m);
        if (yes != -1)
            cube_add(t->cube, indicator, &row, yes, 1);
    }
    free(parts.sums);
}

void tally_dependence(struct tally *t)
{
    for (int i = 0; i < t->contract->n_indicators; i++)
        if (t->contract->indicators[i].kind == KIND_DEPENDENCE)
            add_dependence(t, i);
}
