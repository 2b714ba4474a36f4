#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"

uint64_t map_hash(const char *bytes, size_t len, uint64_t seed)
{
    uint64_t tail = 0;
    for (size_t i = len & ~(size_t)7, k = 0; i < len; i++, k++)
        tail |= (uint64_t)(unsigned char)bytes[i] << (8 * k);
    return map_hash_with(bytes, len, seed, tail);
}

static uint32_t slot_of(const struct map *m, const char *key, size_t len, uint32_t hash)
{
    uint32_t mask = m->n_slots - 1;
    uint32_t s = hash & mask;
    while (m->slots[s] != 0) {
        const struct map_entry *e = &m->entries[m->slots[s] - 1];
        if (e->hash == hash && e->len == len && memcmp(e->key, key, len) == 0)
            break;
        s = (s + 1) & mask;
    }
    return s;
}

static void grow(struct map *m)
{
    uint32_t n = m->n_slots == 0 ? 64 : m->n_slots * 2;
    free(m->slots);
    m->slots = mem_array(n, sizeof *m->slots);
    m->n_slots = n;
    for (uint32_t i = 0; i < m->count; i++) {
        const struct map_entry *e = &m->entries[i];
        m->slots[slot_of(m, e->key, e->len, e->hash)] = i + 1;
    }
}

uint32_t map_find(const struct map *m, const char *key, size_t len)
{
    if (m->n_slots == 0)
        return MAP_NONE;
    uint32_t s = slot_of(m, key, len, (uint32_t)map_hash(key, len, 0));
    return m->slots[s] == 0 ? MAP_NONE : m->slots[s] - 1;
}

uint32_t map_put(struct map *m, const char *key, size_t len)
{
    if ((uint64_t)m->count * 2 >= m->n_slots)
        grow(m);
    uint32_t hash = (uint32_t)map_hash(key, len, 0);
    uint32_t s = slot_of(m, key, len, hash);
    if (m->slots[s] != 0)
        return m->slots[s] - 1;
    if (m->count == m->cap) {
        m->cap = m->cap == 0 ? 32 : m->cap * 2;
        m->entries = mem_resize(m->entries, m->cap, sizeof *m->entries);
    }
    assert(len < UINT32_MAX && m->count < MAP_NONE - 1);
    m->entries[m->count] = (struct map_entry){
        .key = arena_copy(&m->arena, key, len), .len = (uint32_t)len, .hash = hash};
    m->slots[s] = ++m->count;
    return m->count - 1;
}

const char *map_key(const struct map *m, uint32_t i)
{
    assert(i < m->count);
    return m->entries[i].key;
}

void map_release(struct map *m)
{
    arena_release(&m->arena);
    free(m->entries);
    free(m->slots);
    *m = (struct map){0};
}
