#include <stdlib.h>
#include <string.h>

#include "aggregate/tally.h"
#include "model/period.h"

/* Room for the units and the rows of a pole: what is not kept of a row stays blank. */
static void make_room(struct pole_rows *r, uint32_t n_units, uint32_t n_rows)
{
    if (n_units >= r->units_cap) {
        r->units_cap = n_units + n_units / 2 + 64;
        r->from = mem_resize(r->from, r->units_cap, sizeof *r->from);
        r->registered = mem_resize(r->registered, r->units_cap, sizeof(const struct pole_row *));
    }
    if (n_rows <= r->cap)
        return;
    size_t n_values = (size_t)(n_rows + n_rows / 2) * (size_t)r->n_fields;
    r->cap = n_rows + n_rows / 2;
    r->values = mem_resize(r->values, n_values, sizeof *r->values);
    r->marks = mem_resize(r->marks, r->cap, sizeof *r->marks);
    r->lines = mem_resize(r->lines, r->cap, sizeof *r->lines);
    r->unit = mem_resize(r->unit, r->cap, sizeof *r->unit);
    for (size_t i = 0; i < n_values; i++)
        r->values[i] = VALUE_BLANK;
}

static void unpack(struct tally *t, int table)
{
    struct pole_rows *r = &t->rows[table];
    const struct timeline_table *of = &t->timeline->tables[table];
    uint32_t n_rows = 0;
    r->n_fields = t->contract->tables[table].n_fields;
    r->units = timeline_of_pole(t->timeline, table, t->number, &r->n_units);
    for (uint32_t u = 0; u < r->n_units; u++)
        n_rows += r->units[u].rows;
    make_room(r, r->n_units, n_rows);
    r->count = 0;
    for (uint32_t u = 0; u < r->n_units; u++) {
        r->from[u] = r->count;
        r->registered[u] = register_at_or_first(t->pole, r->units[u].month);
        for (uint32_t i = 0; i < r->units[u].rows; i++, r->count++) {
            int64_t *values = r->values + (size_t)r->count * (size_t)r->n_fields;
            timeline_read(t->timeline, of, r->units[u].first + i, values);
            r->marks[r->count] = table_marks(&t->contract->tables[table], values);
            r->lines[r->count] = timeline_line(of, r->units[u].first + i);
            r->unit[r->count] = u;
        }
    }
    r->from[r->n_units] = r->count;
}

static void rows_release(struct pole_rows *r)
{
    free(r->from);
    free(r->registered);
    free(r->values);
    free(r->marks);
    free(r->lines);
    free(r->unit);
    *r = (struct pole_rows){0};
}

struct cube_row tally_row(const struct tally *t, int table)
{
    return (struct cube_row){.table = table, .history = t->pole, .pole_number = t->number};
}

/* The values of the pole's units of the last months, where a unit is one row. */
static void look_back(const struct pole_rows *r, uint32_t unit, struct cube_row *row)
{
    for (uint32_t u = unit; u > 0; u--) {
        int32_t lag = row->month - r->units[u - 1].month;
        if (lag > MAX_LAG)
            return;
        if (!r->units[u - 1].nil && r->units[u - 1].rows > 0)
            row->before[lag] = r->values + (size_t)(r->from[u] - 1) * (size_t)r->n_fields;
    }
}

static void add_units(struct tally *t, int table)
{
    const struct pole_rows *r = &t->rows[table];
    for (uint32_t u = 0; u < r->n_units; u++) {
        struct cube_row row = tally_row(t, table);
        tally_set_unit(r, u, &row);
        bool planned =
            t->plans[table].usable && !perimeter_compares(&t->cube->perimeter, row.month);
        row.unit = ++t->units;
        if (r->units[u].nil)
            pole_sums_nil(&t->cube->pole_sums, t->contract, table, r->units[u].month);
        if (t->contract->tables[table].key_is_unit)
            look_back(r, u, &row);
        for (uint32_t i = r->from[u]; i < r->from[u + 1]; i++) {
            tally_set_row(r, i, &row);
            if (planned)
                cube_plans_add(&t->plans[table], t->cube, &row);
            else
                cube_add_row(t->cube, &row);
        }
    }
}

/* The last unit up to a month that is not older than KNOWN_MONTHS, -1 when there is none. */
static int64_t last_known(const struct pole_rows *r, int32_t month)
{
    uint32_t n = 0;
    while (n < r->n_units && r->units[n].month <= month)
        n++;
    return n > 0 && r->units[n - 1].month > month - KNOWN_MONTHS ? (int64_t)n - 1 : -1;
}

/* Each month's own unit where there is one; else, as long as the pole is expected to declare, its
 * last one. */
static void add_known(struct tally *t, int table)
{
    const struct pole_rows *r = &t->rows[table];
    if (!cube_wants_known(t->cube, table))
        return;
    for (int m = 0; m < CUBE_MONTHS; m++) {
        int32_t month = t->cube->first_month + m;
        int64_t u = last_known(r, month);
        if (u == -1 || (r->units[u].month != month &&
                        !register_expects(t->poles, t->pole, &t->contract->tables[table], month)))
            continue;
        struct cube_row row = tally_row(t, table);
        tally_set_unit(r, (uint32_t)u, &row);
        row.month = month;
        row.pole = register_at_or_first(t->pole, month);
        row.unit = ++t->units;
        for (uint32_t i = r->from[u]; i < r->from[u + 1]; i++) {
            tally_set_row(r, i, &row);
            cube_add_known(t->cube, &row);
        }
    }
}

/* In which of the compared months did the region send the table, so that a pole it does not name
 * had nothing? */
static void find_sent(const struct tally *t, bool sent[MAX_TABLES][PERIMETER_MONTHS])
{
    int32_t period = t->cube->first_month + CUBE_MONTHS - 1;
    for (int table = 0; table < t->contract->n_tables; table++) {
        const struct timeline_table *of = &t->timeline->tables[table];
        for (uint32_t i = 0; i < of->count; i++)
            for (int k = 0; k < PERIMETER_MONTHS; k++)
                if (of->units[i].month == period - perimeter_months_back(k))
                    sent[table][k] = t->contract->tables[table].coverage == COVERAGE_REGION;
    }
}

/* A pole that said "nil" declared 0 of everything. */
static bool said_nil(const struct tally *t, int table, int pole, int32_t month)
{
    const struct standing *unit = timeline_find(t->timeline, table, pole, month);
    return unit != NULL && unit->nil;
}

static void end_pole(struct tally *t, bool sent[MAX_TABLES][PERIMETER_MONTHS])
{
    bool present[MAX_TABLES][PERIMETER_MONTHS] = {{false}};
    int32_t period = t->cube->first_month + CUBE_MONTHS - 1;
    for (int table = 0; table < t->contract->n_tables; table++) {
        for (int k = 0; k < PERIMETER_MONTHS; k++) {
            int32_t month = period - perimeter_months_back(k);
            present[table][k] =
                said_nil(t, table, t->number, month) ||
                (sent[table][k] &&
                 register_expects(t->poles, t->pole, &t->contract->tables[table], month));
        }
    }
    perimeter_end_pole(&t->cube->perimeter, t->contract, present);
    pole_sums_end(&t->cube->pole_sums, t->contract, t->number);
}

void tally_add(struct tally *t)
{
    bool sent[MAX_TABLES][PERIMETER_MONTHS] = {{false}};
    find_sent(t, sent);
    for (int table = 0; table < t->contract->n_tables; table++)
        cube_plans_init(&t->plans[table], t->cube, table);
    for (int pole = 0; pole < t->poles->count; pole++) {
        if (t->poles->poles[pole].region != t->region)
            continue;
        t->pole = &t->poles->poles[pole];
        t->number = pole;
        tally_register(t, pole);
        tally_transitions(t, pole);
        for (int table = 0; table < t->contract->n_tables; table++) {
            if (table == TABLE_POLES)
                continue;
            unpack(t, table);
            add_units(t, table);
            add_known(t, table);
        }
        tally_files(t);
        tally_dependence(t);
        end_pole(t, sent);
    }
    for (int table = 0; table < MAX_TABLES; table++) {
        rows_release(&t->rows[table]);
        cube_plans_release(&t->plans[table]);
    }
    cube_sort(t->cube);
    t->cube->overflow =
        t->cube->overflow || t->cube->perimeter.overflow || t->cube->pole_sums.overflow;
}
