/* What the register of one pole adds: its row in force in each month, and its changes. */
#include "aggregate/tally.h"
#include "model/period.h"

void tally_register(struct tally *t, int pole)
{
    const struct pole *p = &t->poles->poles[pole];
    struct cube_row row = {.table = TABLE_POLES, .history = p, .pole_number = pole, .delivery = -1};
    for (int m = 0; m < CUBE_MONTHS; m++) {
        row.month = t->cube->first_month + m;
        row.pole = register_at(p, row.month);
        if (row.pole == NULL)
            continue;
        row.values = row.pole->values;
        row.marks = table_marks(&t->contract->tables[TABLE_POLES], row.values);
        row.unit = ++t->units;
        for (int lag = 1; lag <= MAX_LAG; lag++) {
            const struct pole_row *before = register_at(p, row.month - lag);
            row.before[lag] = before == NULL ? NULL : before->values;
        }
        cube_add_row(t->cube, &row);
    }
}

/* Does row i of the pole pass the measure where the row before (or each before) did not? */
static bool enters(const struct tally *t, const struct indicator *ind, const struct pole *p, int i,
                   int64_t *ret)
{
    const struct table *table = &t->contract->tables[TABLE_POLES];
    bool *overflow = &t->cube->overflow;
    int64_t ignored;
    for (int k = ind->first_only ? 0 : i > 0 ? i - 1 : 0; k < i; k++) {
        struct cube_row before = {.values = p->rows[k].values,
                                  .marks = table_marks(table, p->rows[k].values),
                                  .history = p,
                                  .month = day_period(p->rows[k].day)};
        if (measure_row(&ind->numerator, &before, &ignored, overflow) == SAYS_VALUE)
            return false;
    }
    struct cube_row now = {.values = p->rows[i].values,
                           .marks = table_marks(table, p->rows[i].values),
                           .history = p,
                           .month = day_period(p->rows[i].day)};
    return measure_row(&ind->numerator, &now, ret, overflow) == SAYS_VALUE;
}

void tally_transitions(struct tally *t, int pole)
{
    const struct pole *p = &t->poles->poles[pole];
    for (int i = 0; i < t->contract->n_indicators; i++) {
        const struct indicator *ind = &t->contract->indicators[i];
        for (int r = 0; ind->kind == KIND_TRANSITION && r < p->n_rows; r++) {
            int64_t value;
            if (!enters(t, ind, p, r, &value))
                continue;
            struct cube_row row = {.table = TABLE_POLES,
                                   .values = p->rows[r].values,
                                   .pole = &p->rows[r],
                                   .history = p,
                                   .month = day_period(p->rows[r].day),
                                   .unit = ++t->units,
                                   .pole_number = pole,
                                   .delivery = -1};
            cube_add(t->cube, i, &row, value, 0);
        }
    }
}
