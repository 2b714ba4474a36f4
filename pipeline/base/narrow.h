/*
 * Numbers of 64 bits in four bytes, for tables of many that are mostly small: itself from
 * -NARROW_LIMIT to NARROW_LIMIT, else its place in a list.
 *
 *     struct narrow wide = {0};
 *     int32_t kept = narrow_put(&wide, v);
 *     narrow_get(&wide, kept)                 → v
 *     narrow_release(&wide);
 */
#ifndef PTCE_BASE_NARROW_H
#define PTCE_BASE_NARROW_H

#include <stdint.h>

enum { NARROW_LIMIT = 1 << 30 };

struct narrow {
    int64_t *list;
    uint32_t count;
    uint32_t cap;
};

/* INT64_MIN is kept as INT32_MIN: it comes back. */
int32_t narrow_put_wide(struct narrow *n, int64_t v);
void narrow_release(struct narrow *n);

static inline int32_t narrow_put(struct narrow *n, int64_t v)
{
    return v > -NARROW_LIMIT && v < NARROW_LIMIT ? (int32_t)v : narrow_put_wide(n, v);
}

static inline int64_t narrow_get(const struct narrow *n, int32_t kept)
{
    if (kept > -NARROW_LIMIT && kept < NARROW_LIMIT)
        return kept;
    return kept < 0 ? INT64_MIN : n->list[kept - NARROW_LIMIT];
}

#endif
