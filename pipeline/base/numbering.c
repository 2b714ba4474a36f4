#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/numbering.h"

enum { FIRST_BITS = 8, FIRST_CAP = 64 };

static uint32_t slot_of(const struct numbering *n, uint64_t value)
{
    uint32_t mask = (UINT32_C(1) << n->bits) - 1;
    uint32_t s = (uint32_t)(value * UINT64_C(0x9E3779B97F4A7C15) >> (64 - n->bits));
    while (n->numbers[s] != 0 && n->values[n->numbers[s] - 1] != value)
        s = (s + 1) & mask;
    return s;
}

static void grow(struct numbering *n)
{
    n->bits = n->bits == 0 ? FIRST_BITS : n->bits + 1;
    assert(n->bits < 32);
    free(n->numbers);
    n->numbers = mem_array((size_t)1 << n->bits, sizeof *n->numbers);
    for (uint32_t i = 0; i < n->count; i++)
        n->numbers[slot_of(n, n->values[i])] = i + 1;
}

uint32_t numbering_put(struct numbering *n, uint64_t value)
{
    if (n->bits == 0 || (uint64_t)n->count * 3 >= (uint64_t)2 << n->bits)
        grow(n);
    uint32_t s = slot_of(n, value);
    if (n->numbers[s] != 0)
        return n->numbers[s] - 1;
    if (n->count == n->cap) {
        n->cap = n->cap == 0 ? FIRST_CAP : n->cap + n->cap / 2;
        n->values = mem_resize(n->values, n->cap, sizeof *n->values);
    }
    n->values[n->count++] = value;
    n->numbers[s] = n->count;
    return n->count - 1;
}

void numbering_clear(struct numbering *n)
{
    if (n->count > 0)
        memset(n->numbers, 0, sizeof *n->numbers << n->bits);
    n->count = 0;
}

void numbering_release(struct numbering *n)
{
    free(n->values);
    free(n->numbers);
    *n = (struct numbering){0};
}
