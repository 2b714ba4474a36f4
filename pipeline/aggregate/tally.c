#include <string.h>

#include "aggregate/tally.h"
#include "model/period.h"

/* The values of a pole's units of the last months, where a unit is one row. */
struct memory {
    int64_t values[MAX_LAG + 1][MAX_FIELDS];
    int32_t month[MAX_LAG + 1];
    bool there[MAX_LAG + 1];
};

static void remember(struct memory *m, int32_t month, const int64_t *values)
{
    size_t at = (size_t)month % (MAX_LAG + 1);
    memcpy(m->values[at], values, sizeof m->values[at]);
    m->month[at] = month;
    m->there[at] = true;
}

static void look_back(const struct memory *m, struct cube_row *row)
{
    for (int lag = 1; lag <= MAX_LAG; lag++) {
        size_t at = (size_t)(row->month - lag) % (MAX_LAG + 1);
        row->before[lag] = m->there[at] && m->month[at] == row->month - lag ? m->values[at] : NULL;
    }
}

static struct cube_row row_of(const struct tally *t, int table, int pole,
                              const struct standing *unit, const int64_t *values)
{
    const struct pole *p = &t->poles->poles[pole];
    return (struct cube_row){.table = table,
                             .values = values,
                             .pole = register_at_or_first(p, unit->month),
                             .history = p,
                             .month = unit->month,
                             .pole_number = pole,
                             .delivery = unit->delivery};
}

static void add_units(struct tally *t, int table, int pole)
{
    uint32_t n;
    const struct standing *units = timeline_of_pole(t->timeline, table, pole, &n);
    bool one_row = t->contract->tables[table].key_is_unit;
    struct memory memory;
    struct timeline_row of;
    memset(memory.there, 0, sizeof memory.there);
    for (uint32_t i = 0; i < n; i++) {
        struct cube_row row = row_of(t, table, pole, &units[i], of.values);
        row.unit = ++t->units;
        timeline_open(t->timeline, table, &units[i], &of);
        if (one_row)
            look_back(&memory, &row);
        if (units[i].nil)
            pole_sums_nil(&t->cube->pole_sums, t->contract, table, units[i].month);
        while (timeline_next(&of)) {
            row.line = of.line;
            cube_add_row(t->cube, &row);
        }
        if (one_row && !units[i].nil)
            remember(&memory, units[i].month, of.values);
    }
}

/* The last unit up to a month that is not older than KNOWN_MONTHS, NULL when there is none. */
static const struct standing *last_known(const struct standing *units, uint32_t n, int32_t month)
{
    const struct standing *last = NULL;
    for (uint32_t i = 0; i < n && units[i].month <= month; i++)
        last = &units[i];
    return last != NULL && last->month > month - KNOWN_MONTHS ? last : NULL;
}

/* Each month's own unit where there is one; else, as long as the pole is expected to declare, its
 * last one. */
static void add_known(struct tally *t, int table, int pole)
{
    uint32_t n;
    const struct standing *units = timeline_of_pole(t->timeline, table, pole, &n);
    const struct pole *p = &t->poles->poles[pole];
    struct timeline_row of;
    for (int m = 0; m < CUBE_MONTHS; m++) {
        int32_t month = t->cube->first_month + m;
        const struct standing *unit = last_known(units, n, month);
        if (unit == NULL || (unit->month != month &&
                             !register_expects(t->poles, p, &t->contract->tables[table], month)))
            continue;
        struct cube_row row = row_of(t, table, pole, unit, of.values);
        row.month = month;
        row.pole = register_at_or_first(p, month);
        row.unit = ++t->units;
        timeline_open(t->timeline, table, unit, &of);
        while (timeline_next(&of)) {
            row.line = of.line;
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

static void end_pole(struct tally *t, int pole, bool sent[MAX_TABLES][PERIMETER_MONTHS])
{
    bool present[MAX_TABLES][PERIMETER_MONTHS] = {{false}};
    int32_t period = t->cube->first_month + CUBE_MONTHS - 1;
    for (int table = 0; table < t->contract->n_tables; table++) {
        for (int k = 0; k < PERIMETER_MONTHS; k++) {
            int32_t month = period - perimeter_months_back(k);
            present[table][k] =
                said_nil(t, table, pole, month) ||
                (sent[table][k] && register_expects(t->poles, &t->poles->poles[pole],
                                                    &t->contract->tables[table], month));
        }
    }
    perimeter_end_pole(&t->cube->perimeter, t->contract, present);
    pole_sums_end(&t->cube->pole_sums, t->contract, pole);
}

void tally_add(struct tally *t)
{
    bool sent[MAX_TABLES][PERIMETER_MONTHS] = {{false}};
    find_sent(t, sent);
    for (int pole = 0; pole < t->poles->count; pole++) {
        if (t->poles->poles[pole].region != t->region)
            continue;
        tally_register(t, pole);
        tally_transitions(t, pole);
        for (int table = 0; table < t->contract->n_tables; table++) {
            if (table == TABLE_POLES)
                continue;
            add_units(t, table, pole);
            add_known(t, table, pole);
        }
        tally_files(t, pole);
        tally_dependence(t, pole);
        end_pole(t, pole, sent);
    }
    cube_sort(t->cube);
    t->cube->overflow =
        t->cube->overflow || t->cube->perimeter.overflow || t->cube->pole_sums.overflow;
}
