#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/numbering.h"

enum { FIRST_BITS = 8 };

static uint32_t slot_of(const struct numbering *n, uint64_t value)
{
    uint32_t mask = (UINT32_C(1) << n->bits) - 1;
    uint32_t s = (uint32_t)(value * UINT64_C(0x9E3779B97F4A7C15) >> (64 - n->bits));
    while (n->numbers[s] != 0 && n->slots[s] != value)
        s = (s + 1) & mask;
    return s;
}

static void grow(struct numbering *n)
{
    struct numbering larger = {.bits = n->bits == 0 ? FIRST_BITS : n->bits + 1, .count = n->count};
    uint32_t old = n->bits == 0 ? 0 : UINT32_C(1) << n->bits;
    assert(larger.bits < 32);
    larger.slots = mem_array((size_t)1 << larger.bits, sizeof *larger.slots);
    larger.numbers = mem_array((size_t)1 << larger.bits, sizeof *larger.numbers);
    for (uint32_t i = 0; i < old; i++) {
        if (n->numbers[i] == 0)
            continue;
        uint32_t s = slot_of(&larger, n->slots[i]);
        larger.slots[s] = n->slots[i];
        larger.numbers[s] = n->numbers[i];
    }
    free(n->slots);
    free(n->numbers);
    n->slots = larger.slots;
    n->numbers = larger.numbers;
    n->bits = larger.bits;
}

uint32_t numbering_put(struct numbering *n, uint64_t value)
{
    if (n->bits == 0 || (uint64_t)n->count * 3 >= (uint64_t)2 << n->bits)
        grow(n);
    uint32_t s = slot_of(n, value);
    if (n->numbers[s] == 0) {
        n->slots[s] = value;
        n->numbers[s] = ++n->count;
    }
    return n->numbers[s] - 1;
}

void numbering_release(struct numbering *n)
{
    free(n->slots);
    free(n->numbers);
    *n = (struct numbering){0};
}
