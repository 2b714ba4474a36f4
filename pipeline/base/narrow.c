#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/narrow.h"

int32_t narrow_put_wide(struct narrow *n, int64_t v)
{
    if (v == INT64_MIN)
        return INT32_MIN;
    if (n->count == n->cap) {
        n->cap = n->cap == 0 ? 64 : n->cap * 2;
        n->list = mem_resize(n->list, n->cap, sizeof *n->list);
    }
    assert(n->count < INT32_MAX - NARROW_LIMIT);
    n->list[n->count] = v;
    return (int32_t)(NARROW_LIMIT + n->count++);
}

void narrow_release(struct narrow *n)
{
    free(n->list);
    *n = (struct narrow){0};
}
