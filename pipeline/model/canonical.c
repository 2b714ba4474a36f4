#include <stdlib.h>

#include "model/canonical.h"

const char **canonical_add(struct canonical *c, int table, uint32_t unit, int n_fields)
{
    if (c->n_rows == c->cap) {
        c->cap = c->cap == 0 ? 256 : c->cap * 2;
        c->rows = mem_resize(c->rows, c->cap, sizeof *c->rows);
    }
    const char **cells = arena_array(&c->arena, (size_t)n_fields, sizeof *cells);
    c->rows[c->n_rows++] = (struct canonical_row){.table = table, .unit = unit, .cells = cells};
    return cells;
}

void canonical_release(struct canonical *c)
{
    free(c->rows);
    arena_release(&c->arena);
    *c = (struct canonical){0};
}
