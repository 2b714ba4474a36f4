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

static struct claim_state *state_of(struct claims *c, int table, int pole, int32_t time)
{
    struct key key = {table, pole, time};
    char bytes[sizeof key];
    memcpy(bytes, &key, sizeof key);
    uint32_t i = map_put(&c->units, bytes, sizeof bytes);
    if (i >= c->cap) {
        uint32_t cap = c->cap == 0 ? 256 : c->cap * 2;
        c->states = mem_resize(c->states, cap, sizeof *c->states);
        for (uint32_t k = c->cap; k < cap; k++)
            c->states[k] = (struct claim_state){.claim = CLAIM_NONE, .first_good = -1};
        c->cap = cap;
    }
    return &c->states[i];
}

static const struct claim_state *find(const struct claims *c, int table, int pole, int32_t time)
{
    struct key key = {table, pole, time};
    char bytes[sizeof key];
    memcpy(bytes, &key, sizeof key);
    uint32_t i = map_find(&c->units, bytes, sizeof bytes);
    return i == MAP_NONE ? NULL : &c->states[i];
}

enum claim claims_state(const struct claims *c, int table, int pole, int32_t time)
{
    const struct claim_state *state = find(c, table, pole, time);
    return state == NULL ? CLAIM_NONE : state->claim;
}

void claims_take(struct claims *claims, int delivery, struct receipt *r, const struct contract *c,
                 const struct pole_register *poles)
{
    for (uint32_t i = 0; i < r->n_units; i++) {
        struct unit *u = &r->units[i];
        const struct map_entry *e = &r->poles.entries[u->pole];
        int pole = register_find(poles, e->key, e->len);
        if (u->held)
            continue;
        if (pole < 0) {
            u->used = !u->bad && c->tables[u->table].is_register;
            continue;
        }
        struct claim_state *state = state_of(claims, u->table, pole, u->time);
        if (u->bad) {
            u->replaced = state->claim == CLAIM_GOOD;
            if (state->claim == CLAIM_NONE)
                state->claim = CLAIM_REJECTED;
            continue;
        }
        u->replaced = state->claim == CLAIM_GOOD;
        u->used = !u->replaced;
        state->claim = CLAIM_GOOD;
        state->first_good = delivery; /* they come newest first */
    }
}

void claims_add_late(struct claims *claims, int delivery, int table, int pole, int32_t time)
{
    struct claim_state *state = state_of(claims, table, pole, time);
    state->claim = CLAIM_GOOD;
    state->first_good = delivery;
}

void claims_settle(const struct claims *claims, int delivery, struct receipt *r,
                   const struct pole_register *poles)
{
    for (uint32_t i = 0; i < r->n_units; i++) {
        struct unit *u = &r->units[i];
        const struct map_entry *e = &r->poles.entries[u->pole];
        int pole = register_find(poles, e->key, e->len);
        if (pole < 0 || !u->bad || u->replaced)
            continue;
        const struct claim_state *state = find(claims, u->table, pole, u->time);
        bool good = state != NULL && state->claim == CLAIM_GOOD;
        u->kept = good && state->first_good < delivery;
        u->replaced = good && !u->kept;
    }
}
