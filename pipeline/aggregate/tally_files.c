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
    const struct pole_rows *rows;
    const uint32_t *list; /* its events, by month: numbers of rows */
    uint32_t count;
    struct cube_row row; /* the event looked at, but for its unit (tally_set_row) */
};

static int32_t month_of(const struct course *f, uint32_t i)
{
    return f->rows->units[f->rows->unit[f->list[i]]].month;
}

static bool any_passes(struct course *f, const struct filters *filters, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        tally_set_row(f->rows, f->list[i], &f->row);
        if (filters_pass(filters, &f->row))
            return true;
    }
    return false;
}

/* Add events [from, to) to the sums of a month, or take them out again. */
static void post(struct course *f, uint32_t from, uint32_t to, int32_t month, int sign)
{
    struct cube *cube = f->tally->cube;
    for (uint32_t i = from; i < to; i++) {
        int64_t numerator;
        int64_t denominator = 0;
        tally_set_row(f->rows, f->list[i], &f->row);
        enum says says = measure_row(&f->ind->numerator, &f->row, &numerator, &cube->overflow);
        enum says base =
            f->ind->denominator.n_terms == 0
                ? SAYS_NONE
                : measure_row(&f->ind->denominator, &f->row, &denominator, &cube->overflow);
        if (says != SAYS_VALUE && base != SAYS_VALUE)
            continue;
        tally_set_unit(f->rows, f->rows->unit[f->list[i]], &f->row);
        f->row.month = month < cube->first_month ? cube->first_month : month;
        cube_add(cube, f->indicator, &f->row, sign * numerator, sign * denominator);
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
            f->row.file_month = month;
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
    int field; /* -1 = not yet */
    uint32_t count;
    uint32_t *ends; /* of each file, and one more while they are counted */
    uint32_t *order;
    uint32_t *file_of; /* by number of the text, + 1; 0 = not seen */
};

/* The text of a row, as timeline numbers them; false when it has none. */
static bool text_of(const struct pole_rows *r, uint32_t row, int field, size_t *ret)
{
    int64_t v = r->values[(size_t)row * (size_t)r->n_fields + (size_t)field];
    *ret = (size_t)v;
    return VALUE_IS_SET(v);
}

static void group_rows(const struct pole_rows *r, int field, struct files *f)
{
    size_t text;
    f->count = 0;
    f->field = field;
    for (uint32_t i = 0; i < r->count; i++) {
        if (!text_of(r, i, field, &text))
            continue;
        if (f->file_of[text] == 0) {
            f->file_of[text] = ++f->count;
            f->ends[f->count] = 0;
        }
        f->ends[f->file_of[text]]++;
    }
    f->ends[0] = 0;
    for (uint32_t g = 0; g < f->count; g++)
        f->ends[g + 1] += f->ends[g];
    for (uint32_t i = 0; i < r->count; i++)
        if (text_of(r, i, field, &text))
            f->order[f->ends[f->file_of[text] - 1]++] = i;
    for (uint32_t i = 0; i < r->count; i++)
        if (text_of(r, i, field, &text))
            f->file_of[text] = 0;
}

static void follow_all(struct tally *t, int indicator, const struct files *files)
{
    struct course f = {.tally = t,
                       .indicator = indicator,
                       .ind = &t->contract->indicators[indicator],
                       .rows = &t->rows[t->contract->indicators[indicator].table]};
    for (uint32_t g = 0, from = 0; g < files->count; from = files->ends[g++]) {
        f.row = tally_row(t, f.ind->table);
        f.row.unit = ++t->units;
        f.list = files->order + from;
        f.count = files->ends[g] - from;
        follow(&f);
    }
}

static void follow_table(struct tally *t, int table)
{
    const struct pole_rows *r = &t->rows[table];
    struct files files = {.field = -1};
    files.ends = mem_array((size_t)r->count + 1, sizeof *files.ends);
    files.order = mem_array(r->count, sizeof *files.order);
    files.file_of = mem_array(t->timeline->texts.count, sizeof *files.file_of);
    for (int i = 0; i < t->contract->n_indicators; i++) {
        const struct indicator *ind = &t->contract->indicators[i];
        if (ind->table != table || ind->file.id == -1)
            continue;
        if (files.field != ind->file.id)
            group_rows(r, ind->file.id, &files);
        follow_all(t, i, &files);
    }
    free(files.ends);
    free(files.order);
    free(files.file_of);
}

void tally_files(struct tally *t)
{
    for (int table = 0; table < t->contract->n_tables; table++)
        if (t->rows[table].count > 0 && !t->contract->tables[table].key_is_unit)
            follow_table(t, table);
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
    int64_t value;
    if (month < 0 || month >= PART_MONTHS ||
        measure_row(&ind->numerator, row, &value, &t->cube->overflow) != SAYS_VALUE)
        return;
    int member = cube_member(t->contract, &t->contract->breakdowns[ind->over], row);
    if (member < 0)
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
    for (uint32_t u = 0; u < r->n_units; u++) {
        struct cube_row row = tally_row(t, ind->table);
        tally_set_unit(r, u, &row);
        for (uint32_t i = r->from[u]; i < r->from[u + 1]; i++) {
            tally_set_row(r, i, &row);
            add_part(t, ind, &row, &parts);
        }
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
