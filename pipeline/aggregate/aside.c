#include <stdlib.h>
#include <string.h>

#include "aggregate/aside.h"
#include "base/mem.h"
#include "model/period.h"

struct key {
    int32_t table;
    int32_t pole;
    int32_t month;
};

struct aside_key {
    uint64_t hash; /* of the accepted values */
    bool stands;   /* there are such */
    bool settled;  /* a newer version says what counts */
};

struct aside_unit {
    int delivery;
    uint32_t unit; /* of its receipt */
    uint32_t key;
    uint64_t hash;
    bool late; /* it is the first return */
};

void aside_release(struct aside *a)
{
    map_release(&a->keys);
    free(a->states);
    free(a->units);
    *a = (struct aside){0};
}

/* By unit, a hash of its rows' values: the same in any order of the rows, and whatever the return
 * says of being definitive. */
static uint64_t *hash_units(const struct contract *c, const struct receipt *r,
                            const struct returns *returns)
{
    uint64_t *hashes = mem_array((size_t)r->n_units + 1, sizeof *hashes);
    for (int t = 0; t < c->n_tables; t++) {
        const struct rows *rows = &returns->rows[t];
        int status =
            c->tables[t].n_provisional > 0 ? rows->slot[c->tables[t].provisional_field] : -1;
        int64_t values[MAX_FIELDS];
        size_t size = (size_t)rows->n_kept * sizeof *values;
        for (uint32_t i = 0; i < rows->count && !c->tables[t].is_register; i++) {
            rows_read(rows, i, values);
            if (status >= 0)
                values[status] = 0;
            hashes[rows_unit(rows, i)] += map_hash((const char *)values, size, 1);
        }
    }
    return hashes;
}

/* Is the unit one whose corrections may be held back? Then its key. */
static bool key_of(const struct aside *a, const struct receipt *r, const struct unit *u,
                   struct key *ret)
{
    const struct map_entry *e = &r->poles.entries[u->pole];
    if (u->bad || a->contract->tables[u->table].is_register || u->time > a->holding->definitive)
        return false;
    *ret = (struct key){u->table, register_find(a->poles, e->key, e->len), u->time};
    return ret->pole >= 0;
}

static void set_aside(struct aside *a, const struct key *key, const struct aside_unit *unit)
{
    char bytes[sizeof *key];
    memcpy(bytes, key, sizeof bytes);
    uint32_t n = a->keys.count;
    uint32_t k = map_put(&a->keys, bytes, sizeof bytes);
    if (k == n) {
        a->states = mem_resize(a->states, (size_t)n + 1, sizeof *a->states);
        a->states[k] = (struct aside_key){0};
    }
    a->units = mem_resize(a->units, (size_t)a->count + 1, sizeof *a->units);
    a->units[a->count] = *unit;
    a->units[a->count++].key = k;
}

void aside_take(struct aside *a, const struct claims *claims, int i, const char *stem,
                struct receipt *r, const struct returns *returns)
{
    struct buf delivery = {0};
    uint64_t *hashes = NULL;
    buf_printf(&delivery, "%s/%s", a->region, stem);
    if (a->holding->definitive == 0 ||
        (a->holding->held.count == 0 &&
         map_find(&a->holding->known, delivery.data, delivery.len) != MAP_NONE))
        goto out;
    for (uint32_t k = 0; k < r->n_units; k++) {
        struct unit *u = &r->units[k];
        struct key key;
        if (!key_of(a, r, u, &key) ||
            holding_accepted(a->holding, delivery.data, a->contract->tables[u->table].name,
                             map_key(&r->poles, u->pole), u->time))
            continue;
        if (!a->holding->release &&
            claims_state(claims, key.table, key.pole, key.month) == CLAIM_GOOD)
            continue; /* a newer version was accepted */
        if (hashes == NULL)
            hashes = hash_units(a->contract, r, returns);
        set_aside(a, &key, &(struct aside_unit){.delivery = i, .unit = k, .hash = hashes[k]});
        u->aside = true;
        u->held = !a->holding->release;
    }
out:
    free(hashes);
    buf_release(&delivery);
}

void aside_compare(struct aside *a, const struct receipt *r, const struct returns *returns)
{
    uint64_t *hashes = NULL;
    for (uint32_t k = 0; a->count > 0 && k < r->n_units; k++) {
        const struct unit *u = &r->units[k];
        struct key key;
        char bytes[sizeof key];
        if (u->aside || !key_of(a, r, u, &key))
            continue;
        memcpy(bytes, &key, sizeof bytes);
        uint32_t at = map_find(&a->keys, bytes, sizeof bytes);
        if (at == MAP_NONE || a->states[at].stands)
            continue;
        if (hashes == NULL)
            hashes = hash_units(a->contract, r, returns);
        a->states[at].stands = true;
        a->states[at].hash = hashes[k];
    }
    free(hashes);
}

static void note_held(const struct aside *a, struct receipt *r, const struct unit *u,
                      enum lang lang)
{
    char month[40];
    struct buf unit = {0};
    period_words(u->time, lang, month, sizeof month);
    buf_printf(&unit, "%s, %s", map_key(&r->poles, u->pole), month);
    struct finding f = {.code = FINDING_HELD_CORRECTION,
                        .severity = finding_severity(FINDING_HELD_CORRECTION),
                        .table = u->table,
                        .field = -1,
                        .rule = -1,
                        .line = u->line,
                        .other = a->contract->tables[u->table].title[lang],
                        .unit = unit.data};
    receipt_add(r, &f);
    buf_release(&unit);
}

void aside_settle(struct aside *a, struct claims *claims, struct receipt *receipts, enum lang lang)
{
    for (uint32_t i = 0; i < a->count; i++) {
        struct aside_unit *one = &a->units[i];
        struct aside_key *state = &a->states[one->key];
        struct receipt *r = &receipts[one->delivery];
        struct unit *u = &r->units[one->unit];
        bool differs = state->stands && state->hash != one->hash;
        struct key key;
        if (a->holding->release) {
            u->released = u->used && differs;
            continue;
        }
        u->held = differs && !state->settled;
        u->repeated = state->stands && !differs && !state->settled;
        u->replaced = state->settled;
        if (u->held)
            note_held(a, r, u, lang);
        if (!state->settled && !state->stands && key_of(a, r, u, &key)) {
            claims_add_late(claims, one->delivery, key.table, key.pole, key.month);
            u->used = true;
            one->late = true;
        }
        state->settled = !u->held;
    }
}

bool aside_is_late(const struct aside *a, int i)
{
    for (uint32_t k = 0; k < a->count; k++)
        if (a->units[k].delivery == i && a->units[k].late)
            return true;
    return false;
}

void aside_choose_late(const struct aside *a, int i, struct receipt *again)
{
    for (uint32_t k = 0; k < a->count; k++)
        if (a->units[k].delivery == i && a->units[k].late)
            again->units[a->units[k].unit].used = true;
}
