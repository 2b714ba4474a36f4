/* Chance, and the two ways to give up. */
#include <stdio.h>
#include <stdlib.h>

#include "campaign.h"

uint64_t rng_next(struct rng *rng)
{
    uint64_t z;

    rng->state += UINT64_C(0x9e3779b97f4a7c15);
    z = rng->state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

struct rng rng_new(uint64_t seed, uint64_t part)
{
    struct rng rng = {seed * UINT64_C(0x2545f4914f6cdd1d) + part};

    rng.state = rng_next(&rng);
    return rng;
}

int rng_range(struct rng *rng, int low, int high)
{
    uint64_t width = (uint64_t)(high - low) + 1;

    return low + (int)(((rng_next(rng) >> 32) * width) >> 32);
}

bool rng_chance(struct rng *rng, int percent)
{
    return rng_range(rng, 1, 100) <= percent;
}

void die(const char *what, const char *detail)
{
    (void)fprintf(stderr, "campaign: %s: %s\n", what, detail);
    exit(3);
}

void die_usage(const char *what, const char *detail)
{
    (void)fprintf(stderr, "campaign: %s: %s\n", what, detail);
    exit(2);
}

void *mem_new(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);

    if (memory == NULL)
        die("memory", "none left");
    return memory;
}

void *mem_grow(void *old, size_t count, size_t size)
{
    void *memory = reallocarray(old, count, size);

    if (memory == NULL)
        die("memory", "none left");
    return memory;
}
