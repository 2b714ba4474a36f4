/*
 * Strings to small numbers: each distinct string gets 0, 1, 2 … in the order it was first seen, so
 * that the order of everything built on it is the input's and never the hash's.
 *
 *     struct map m = {0};
 *     uint32_t i = map_put(&m, "PTCE-84-001", 11);      (again: the same number)
 *     map_find(&m, "PTCE-84-002", 11)                   → MAP_NONE
 *     map_key(&m, i)                                    → the string, NUL behind it
 *     map_release(&m);
 */
#ifndef PTCE_BASE_MAP_H
#define PTCE_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"

#define MAP_NONE UINT32_MAX

struct map_entry {
    const char *key; /* in the map's arena */
    uint32_t len;
    uint32_t hash;
};

struct map {
    struct arena arena;
    struct map_entry *entries; /* in the order of first sight */
    uint32_t count;
    uint32_t cap;
    uint32_t *slots; /* entry number + 1, 0 = free; a power of two of them */
    uint32_t n_slots;
};

uint32_t map_put(struct map *m, const char *key, size_t len);
uint32_t map_find(const struct map *m, const char *key, size_t len);
const char *map_key(const struct map *m, uint32_t i);
void map_release(struct map *m);

/* 64 bits that mix every byte; the same on every machine and run. Not for secrets. */
uint64_t map_hash(const char *bytes, size_t len, uint64_t seed);

/* The same, for a caller who has the bytes behind the last whole eight as a number already. */
static inline uint64_t map_hash_with(const char *bytes, size_t len, uint64_t seed, uint64_t tail)
{
    const uint64_t mult = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t h = seed ^ (len * mult);
    for (; len >= 8; bytes += 8, len -= 8) {
        uint64_t w;
        memcpy(&w, bytes, 8);
        h = (h ^ w) * mult;
        h ^= h >> 32;
    }
    h = (h ^ tail) * mult;
    h ^= h >> 29;
    h *= UINT64_C(0xBF58476D1CE4E5B9);
    return h ^ (h >> 32);
}

#endif
