#include <stdlib.h>

#include "model/returns.h"

void returns_init(struct returns *r, const struct contract *c)
{
    *r = (struct returns){0};
    for (int t = 0; t < c->n_tables; t++) {
        struct rows *rows = &r->rows[t];
        for (int f = 0; f < c->tables[t].n_fields; f++) {
            bool kept = c->tables[t].fields[f].kept || c->tables[t].is_register;
            rows->slot[f] = kept ? rows->n_kept : -1;
            if (kept)
                rows->kept[rows->n_kept++] = f;
        }
    }
}

void returns_release(struct returns *r)
{
    for (int t = 0; t < MAX_TABLES; t++) {
        for (uint32_t b = 0; b < r->rows[t].n_blocks; b++) {
            free(r->rows[t].values[b]);
            free(r->rows[t].units[b]);
            free(r->rows[t].lines[b]);
        }
        free(r->rows[t].values);
        free(r->rows[t].units);
        free(r->rows[t].lines);
    }
    map_release(&r->texts);
    *r = (struct returns){0};
}

int64_t *rows_add(struct rows *r, uint32_t unit, uint32_t line)
{
    uint32_t block = r->count / ROWS_PER_BLOCK;
    uint32_t at = r->count % ROWS_PER_BLOCK;
    if (block == r->n_blocks) {
        r->values = mem_resize(r->values, block + 1, sizeof *r->values);
        r->units = mem_resize(r->units, block + 1, sizeof *r->units);
        r->lines = mem_resize(r->lines, block + 1, sizeof *r->lines);
        r->values[block] =
            mem_resize(NULL, (size_t)ROWS_PER_BLOCK * (size_t)(r->n_kept + 1), sizeof **r->values);
        r->units[block] = mem_resize(NULL, ROWS_PER_BLOCK, sizeof **r->units);
        r->lines[block] = mem_resize(NULL, ROWS_PER_BLOCK, sizeof **r->lines);
        r->n_blocks++;
    }
    r->units[block][at] = unit;
    r->lines[block][at] = line;
    r->count++;
    return r->values[block] + (size_t)at * (size_t)r->n_kept;
}

const int64_t *rows_at(const struct rows *r, uint32_t row)
{
    return r->values[row / ROWS_PER_BLOCK] + (size_t)(row % ROWS_PER_BLOCK) * (size_t)r->n_kept;
}

uint32_t rows_unit(const struct rows *r, uint32_t row)
{
    return r->units[row / ROWS_PER_BLOCK][row % ROWS_PER_BLOCK];
}

uint32_t rows_line(const struct rows *r, uint32_t row)
{
    return r->lines[row / ROWS_PER_BLOCK][row % ROWS_PER_BLOCK];
}
