#include <stdlib.h>
#include <string.h>

#include "aggregate/claims.h"

struct key {
    int32_t table;
    int32_t pole;
    int32_t time;
};

void claims_release(struct claims *c)
{
    map_release(&c->units);
    free(c->states);
    *c = (struct claims){0};
}

static uint8_t *state_of(struct claims *c, int table, int pole, int32_t time)
{
    struct key key = {table, pole, time};
    char bytes[sizeof key];
    memcpy(bytes, &key, sizeof key);
    uint32_t i = map_put(&c->units, bytes, sizeof bytes);
    if (i >= c->cap) {
        uint32_t cap = c->cap == 0 ? 256 : c->cap * 2;
        c->states = mem_resize(c->states, cap, 1);
        memset(c->states + c->cap, CLAIM_NONE, cap - c->cap);
        c->cap = cap;
    }
    return &c->states[i];
}

enum claim claims_state(const struct claims *c, int table, int pole, int32_t time)
{
    struct key key = {table, pole, time};
    char bytes[sizeof key];
    memcpy(bytes, &key, sizeof key);
    uint32_t i = map_find(&c->units, bytes, sizeof bytes);
    return i == MAP_NONE ? CLAIM_NONE : (enum claim)c->states[i];
}

/* Judge the units of a delivery: used, replaced, or rejected. */
static void judge_units(struct claims *claims, struct receipt *r, const struct contract *c,
                        const struct pole_register *poles)
{
    for (uint32_t i = 0; i < r->n_units; i++) {
        struct unit *u = &r->units[i];
        const struct map_entry *e = &r->poles.entries[u->pole];
        int pole = register_find(poles, e->key, e->len);
        if (pole < 0) {
            u->used = !u->bad && c->tables[u->table].is_register;
            continue;
        }
        uint8_t *state = state_of(claims, u->table, pole, u->time);
        if (u->bad) {
            u->replaced = *state == CLAIM_GOOD;
            if (*state == CLAIM_NONE)
                *state = CLAIM_REJECTED;
        } else if (*state == CLAIM_GOOD) {
            u->replaced = true;
        } else {
            *state = CLAIM_GOOD;
            u->used = true;
        }
    }
}

void claims_settle(const struct claims *claims, struct receipt *r,
                   const struct pole_register *poles)
{
    for (uint32_t i = 0; i < r->n_units; i++) {
        struct unit *u = &r->units[i];
        const struct map_entry *e = &r->poles.entries[u->pole];
        int pole = register_find(poles, e->key, e->len);
        u->kept = pole >= 0 && u->bad && !u->replaced &&
                  claims_state(claims, u->table, pole, u->time) == CLAIM_GOOD;
    }
}

/* Numbers of the rows in the order of their units, so that a unit's rows come together. */
static uint32_t *rows_by_unit(const struct rows *rows, uint32_t n_units)
{
    uint32_t *order = mem_array(rows->count, sizeof *order);
    uint32_t *next = mem_array((size_t)n_units + 1, sizeof *next);
    for (uint32_t i = 0; i < rows->count; i++)
        next[rows_unit(rows, i) + 1]++;
    for (uint32_t u = 0; u < n_units; u++)
        next[u + 1] += next[u];
    for (uint32_t i = 0; i < rows->count; i++)
        order[next[rows_unit(rows, i)]++] = i;
    free(next);
    return order;
}

static void add_rows(struct claims *claims, const struct receipt *r, const struct rows *rows,
                     int table, const struct pole_register *poles, struct cube *cube)
{
    uint32_t *order = rows_by_unit(rows, r->n_units);
    uint32_t last = UINT32_MAX;
    struct cube_row row = {.table = table, .place = rows->slot};
    for (uint32_t i = 0; i < rows->count; i++) {
        uint32_t u = rows_unit(rows, order[i]);
        const struct unit *unit = &r->units[u];
        if (!unit->used)
            continue;
        if (u != last) {
            const struct map_entry *e = &r->poles.entries[unit->pole];
            int pole = register_find(poles, e->key, e->len);
            row.pole = register_at_or_first(&poles->poles[pole], unit->time);
            row.month = unit->time;
            row.unit = ++claims->n_units;
            last = u;
        }
        row.values = rows_at(rows, order[i]);
        cube_add_row(cube, &row);
    }
    free(order);
}

void claims_take(struct claims *claims, struct receipt *receipt, const struct returns *returns,
                 const struct pole_register *poles, struct cube *cube)
{
    const struct contract *c = cube->contract;
    judge_units(claims, receipt, c, poles);
    for (int t = 0; t < c->n_tables; t++)
        if (!c->tables[t].is_register && returns->rows[t].count > 0)
            add_rows(claims, receipt, &returns->rows[t], t, poles, cube);
}

void claims_add_register(struct claims *claims, const struct pole_register *poles, int region,
                         struct cube *cube)
{
    struct cube_row row = {.table = TABLE_POLES};
    for (int p = 0; p < poles->count; p++) {
        if (poles->poles[p].region != region)
            continue;
        for (int m = 0; m < CUBE_MONTHS; m++) {
            row.month = cube->first_month + m;
            row.pole = register_at(&poles->poles[p], row.month);
            if (row.pole == NULL)
                continue;
            row.values = row.pole->values;
            row.unit = ++claims->n_units;
            cube_add_row(cube, &row);
        }
    }
}
