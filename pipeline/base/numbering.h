/*
 * Numbers to small numbers: each distinct one gets 0, 1, 2 … in the order it was first seen, as
 * base/map.h does for strings. For hashes of texts, of which only "the same or not" is asked.
 *
 *     struct numbering n = {0};
 *     uint32_t i = numbering_put(&n, hash);      (again: the same number)
 *     numbering_release(&n);
 */
#ifndef PTCE_BASE_NUMBERING_H
#define PTCE_BASE_NUMBERING_H

#include <stdint.h>

struct numbering {
    uint64_t *values; /* by number */
    uint32_t cap;
    uint32_t *numbers; /* 2^bits places: number + 1, 0 = free */
    unsigned bits;
    uint32_t count;
};

uint32_t numbering_put(struct numbering *n, uint64_t value);
void numbering_clear(struct numbering *n); /* forget all, keep the room */
void numbering_release(struct numbering *n);

#endif
