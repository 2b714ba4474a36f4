#include "aggregate/tally.h"

/* One row a month: the one in force. */
static void add_register(const struct tally *t, int pole, uint32_t *unit)
{
    const struct pole *p = &t->poles->poles[pole];
    struct cube_row row = {.table = TABLE_POLES, .pole_number = pole, .delivery = -1};
    for (int m = 0; m < CUBE_MONTHS; m++) {
        row.month = t->cube->first_month + m;
        row.pole = register_at(p, row.month);
        if (row.pole == NULL)
            continue;
        row.values = row.pole->values;
        row.unit = ++*unit;
        cube_add_row(t->cube, &row);
    }
}

static void add_units(const struct tally *t, int table, int pole, uint32_t *unit)
{
    uint32_t n;
    const struct standing *units = timeline_of_pole(t->timeline, table, pole, &n);
    struct timeline_row of;
    for (uint32_t i = 0; i < n; i++) {
        struct cube_row row = {.table = table,
                               .values = of.values,
                               .pole = register_at_or_first(&t->poles->poles[pole], units[i].month),
                               .month = units[i].month,
                               .unit = ++*unit,
                               .pole_number = pole,
                               .delivery = units[i].delivery};
        timeline_open(t->timeline, table, &units[i], &of);
        while (timeline_next(&of)) {
            row.line = of.line;
            cube_add_row(t->cube, &row);
        }
    }
}

void tally_add(const struct tally *t)
{
    uint32_t unit = 0;
    for (int pole = 0; pole < t->poles->count; pole++) {
        if (t->poles->poles[pole].region != t->region)
            continue;
        add_register(t, pole, &unit);
        for (int table = 0; table < t->contract->n_tables; table++)
            if (table != TABLE_POLES)
                add_units(t, table, pole, &unit);
    }
}
