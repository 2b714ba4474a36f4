#include <stdlib.h>
#include <string.h>

#include "validate/validator.h"

static uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0x9E3779B97F4A7C15);
    return x ^ (x >> 29);
}

static uint32_t slot_of(const struct validator *v, uint32_t pole, int32_t time)
{
    uint32_t mask = v->n_unit_slots - 1;
    uint32_t s =
        (uint32_t)mix((uint64_t)pole << 32 ^ (uint32_t)time ^ (uint64_t)v->table << 60) & mask;
    while (v->unit_slots[s] != 0) {
        const struct unit *u = &v->receipt->units[v->unit_slots[s] - 1];
        if (u->pole == pole && u->time == time && u->table == v->table)
            break;
        s = (s + 1) & mask;
    }
    return s;
}

static void grow_slots(struct validator *v)
{
    int table = v->table;
    free(v->unit_slots);
    v->n_unit_slots = v->n_unit_slots == 0 ? 256 : v->n_unit_slots * 2;
    v->unit_slots = mem_array(v->n_unit_slots, sizeof *v->unit_slots);
    for (uint32_t i = 0; i < v->receipt->n_units; i++) {
        const struct unit *u = &v->receipt->units[i];
        v->table = u->table;
        v->unit_slots[slot_of(v, u->pole, u->time)] = i + 1;
    }
    v->table = table;
}

/* The unit of the row under way, made when it is its first. */
static uint32_t unit_of(struct validator *v, uint32_t pole, int32_t time)
{
    struct receipt *r = v->receipt;
    if (v->last_unit < r->n_units) {
        const struct unit *u = &r->units[v->last_unit];
        if (u->pole == pole && u->time == time && u->table == v->table)
            return v->last_unit;
    }
    if ((uint64_t)r->n_units * 2 >= v->n_unit_slots)
        grow_slots(v);
    uint32_t s = slot_of(v, pole, time);
    if (v->unit_slots[s] != 0)
        return v->last_unit = v->unit_slots[s] - 1;
    if (r->n_units == r->units_cap) {
        r->units_cap = r->units_cap == 0 ? 64 : r->units_cap * 2;
        r->units = mem_resize(r->units, r->units_cap, sizeof *r->units);
    }
    r->units[r->n_units] =
        (struct unit){.table = v->table, .pole = pole, .time = time, .line = v->row->line};
    v->unit_slots[s] = ++r->n_units;
    return v->last_unit = r->n_units - 1;
}

static void add_orphan(struct validator *v, uint32_t pole, int64_t time)
{
    if (v->t->key_is_unit)
        return; /* a unit of one row: no other lacks this one */
    if (v->n_orphans == 1000) {
        v->table_bad[v->table] = true;
        return;
    }
    if (v->n_orphans == v->orphans_cap) {
        v->orphans_cap = v->orphans_cap == 0 ? 16 : v->orphans_cap * 2;
        v->orphans = mem_resize(v->orphans, v->orphans_cap, sizeof *v->orphans);
    }
    v->orphans[v->n_orphans++] = (struct orphan){.table = v->table, .pole = pole, .time = time};
}

static size_t place_of(const struct keys *k, uint64_t hash)
{
    return (size_t)((hash << KEY_PART_BITS >> 32) * k->n_slots >> 32);
}

/* The slot of a hash, or the free one where it would stand. */
static struct key_slot *key_slot_of(const struct keys *k, uint64_t hash)
{
    for (size_t s = place_of(k, hash);; s = s + 1 == k->n_slots ? 0 : s + 1) {
        struct key_slot *slot = &k->slots[s];
        if ((slot->low == (uint32_t)hash && slot->high == (uint32_t)(hash >> 32)) ||
            (slot->low | slot->high) == 0)
            return slot;
    }
}

static void grow_keys(struct keys *k)
{
    enum { FIRST = 64, SMALL = 4096 }; /* a small one grows in large steps */
    struct keys larger = {.count = k->count};
    larger.n_slots = k->n_slots == 0      ? FIRST
                     : k->n_slots < SMALL ? k->n_slots * 8
                                          : k->n_slots + k->n_slots / 4;
    larger.slots = mem_array(larger.n_slots, sizeof *larger.slots);
    for (uint32_t i = 0; i < k->n_slots; i++) {
        const struct key_slot *slot = &k->slots[i];
        if ((slot->low | slot->high) != 0)
            *key_slot_of(&larger, (uint64_t)slot->high << 32 | slot->low) = *slot;
    }
    free(k->slots);
    *k = larger;
}

static struct keys *keys_of(struct validator *v, uint64_t hash)
{
    return &v->keys[v->table][hash >> (64 - KEY_PART_BITS)];
}

void units_expect_key(struct validator *v)
{
    uint64_t hash = 0;
    for (int i = 0; i < v->t->n_keys; i++)
        hash = mix(hash ^ (uint64_t)v->values[v->t->keys[i]]) + (uint64_t)i;
    v->key = hash == 0 ? 1 : hash * UINT64_C(0xFF51AFD7ED558CCD);
    struct keys *k = keys_of(v, v->key);
    if ((uint64_t)k->count * 4 >= (uint64_t)k->n_slots * 3)
        grow_keys(k);
    __builtin_prefetch(&k->slots[place_of(k, v->key)], 1);
}

/* The line where the row's primary key stands already, 0 when it is new (and now noted). */
static uint32_t key_line(struct validator *v)
{
    struct keys *k = keys_of(v, v->key);
    struct key_slot *slot = key_slot_of(k, v->key);
    if ((slot->low | slot->high) != 0)
        return slot->line;
    *slot = (struct key_slot){(uint32_t)v->key, (uint32_t)(v->key >> 32), v->row->line};
    k->count++;
    return 0;
}

static void check_key(struct validator *v)
{
    for (int i = 0; i < v->t->n_keys; i++)
        if (!VALUE_IS_SET(v->values[v->t->keys[i]]))
            return;
    uint32_t line = key_line(v);
    if (line == 0)
        return;
    char other[16];
    (void)snprintf(other, sizeof other, "%u", line);
    struct finding more = {.other = other};
    note_field(v, FINDING_PRIMARY_KEY, v->t->keys[0], &more);
}

/* What the register says of a pole of this delivery; looked up once a pole. */
static int register_pole(struct validator *v, uint32_t pole)
{
    const struct pole_register *poles = v->setting->poles;
    while (v->register_cap <= pole) {
        uint32_t cap = v->register_cap == 0 ? 64 : v->register_cap * 2;
        v->register_of = mem_resize(v->register_of, cap, sizeof *v->register_of);
        for (uint32_t i = v->register_cap; i < cap; i++)
            v->register_of[i] = INT32_MIN;
        v->register_cap = cap;
    }
    if (v->register_of[pole] == INT32_MIN) {
        const struct map_entry *e = &v->receipt->poles.entries[pole];
        int found = register_find(poles, e->key, e->len);
        bool foreign = found >= 0 && v->setting->region != CODE_NONE &&
                       poles->poles[found].region != v->setting->region;
        v->register_of[pole] = found < 0 ? POLE_NONE : foreign ? POLE_OTHER_REGION : found;
    }
    return v->register_of[pole];
}

static void note_region(struct validator *v, int region)
{
    const struct codelist *regions = contract_list(v->setting->contract, "regions");
    struct finding more = {.other = regions->entries[region].label[0]};
    note_field(v, FINDING_REGION_MISMATCH, v->t->pole_field, &more);
}

/* A pole is in the register, and of the sender's region. */
static void check_pole(struct validator *v, uint32_t pole)
{
    const struct setting *s = v->setting;
    if (v->t->is_register) {
        int field = table_field(v->t, "code_region");
        int64_t region = field >= 0 ? v->values[field] : VALUE_BLANK;
        if (VALUE_IS_SET(region) && s->region != CODE_NONE && region != s->region) {
            note_region(v, (int)region);
            return;
        }
    }
    if (s->poles == NULL)
        return;
    int found = register_pole(v, pole);
    if (found == POLE_OTHER_REGION)
        note_region(v, s->poles
                           ->poles[register_find(s->poles, map_key(&v->receipt->poles, pole),
                                                 v->receipt->poles.entries[pole].len)]
                           .region);
    else if (found == POLE_NONE && v->t->pole_is_foreign)
        note_field(v, FINDING_FOREIGN_KEY, v->t->pole_field, NULL);
}

static void keep_row(struct validator *v, uint32_t unit)
{
    struct rows *rows = &v->returns->rows[v->table];
    int64_t values[MAX_FIELDS];
    for (int i = 0; i < rows->n_kept; i++)
        values[i] = v->column_of[rows->kept[i]] < 0 ? VALUE_BLANK : v->values[rows->kept[i]];
    rows_add(rows, unit, row_place(v->row->line, v->row_warning), values);
}

void units_file_row(struct validator *v)
{
    int64_t pole = v->values[v->t->pole_field];
    int64_t time = v->values[v->t->time_field];
    if (!VALUE_IS_SET(pole) || !VALUE_IS_SET(time)) {
        add_orphan(v, VALUE_IS_SET(pole) ? (uint32_t)pole : MAP_NONE,
                   VALUE_IS_SET(time) ? time : VALUE_BAD);
        return;
    }
    check_pole(v, (uint32_t)pole);
    check_key(v);
    uint32_t i = unit_of(v, (uint32_t)pole, (int32_t)time);
    struct unit *u = &v->receipt->units[i];
    u->rows++;
    u->bad = u->bad || v->row_error;
    u->warned = u->warned || v->row_warning;
    if (v->setting->canonical != NULL && !v->row_error)
        canonical_take(v, i);
    if (v->t->nil_field >= 0 && v->values[v->t->nil_field] == v->t->nil_value)
        u->nil = true;
    else if (!v->row_error && !v->setting->receipt_only)
        keep_row(v, i);
}

void units_finish(struct validator *v)
{
    struct receipt *r = v->receipt;
    for (uint32_t i = 0; i < r->n_units; i++) {
        struct unit *u = &r->units[i];
        u->bad = u->bad || v->table_bad[u->table] || r->unreadable;
        for (uint32_t k = 0; k < v->n_orphans && !u->bad; k++) {
            const struct orphan *o = &v->orphans[k];
            u->bad = o->table == u->table && (o->pole == MAP_NONE || o->pole == u->pole) &&
                     (o->time == VALUE_BAD || o->time == u->time);
        }
    }
}

void units_release(struct validator *v)
{
    free(v->unit_slots);
    free(v->register_of);
    free(v->orphans);
    free(v->known);
    for (int t = 0; t < MAX_TABLES; t++) {
        for (int part = 0; part < KEY_PARTS; part++)
            free(v->keys[t][part].slots);
    }
    v->unit_slots = NULL;
    v->register_of = NULL;
    v->orphans = NULL;
    v->known = NULL;
    v->n_known = v->known_cap = v->n_unit_slots = v->register_cap = v->n_orphans = v->orphans_cap =
        0;
    memset(v->keys, 0, sizeof v->keys);
}
