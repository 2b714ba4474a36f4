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
            if (!kept)
                continue;
            rows->text[rows->n_kept] = !c->tables[t].is_register &&
                                       c->tables[t].fields[f].type == FIELD_STRING &&
                                       c->tables[t].fields[f].codes == NULL;
            rows->kept[rows->n_kept++] = f;
        }
        packing_make(&rows->packing, &c->tables[t], rows->kept, rows->n_kept);
    }
}

enum { MANY_BLOCKS = 32 }; /* some 7 MB of funding */

void returns_release(struct returns *r)
{
    bool is_large = false;
    for (int t = 0; t < MAX_TABLES; t++) {
        for (uint32_t b = 0; b < r->rows[t].n_blocks; b++)
            free(r->rows[t].blocks[b]);
        free(r->rows[t].blocks);
        is_large = is_large || r->rows[t].n_blocks >= MANY_BLOCKS;
        narrow_release(&r->rows[t].wide);
        numbering_release(&r->rows[t].texts);
    }
    map_release(&r->texts);
    *r = (struct returns){0};
    if (is_large)
        mem_trim();
}

static int32_t keep_value(struct rows *r, int k, int64_t value)
{
    if (r->packing.shift[k] != PACKING_WHOLE)
        return VALUE_IS_SET(value) ? (int32_t)value : INT32_MIN;
    if (!r->text[k])
        return narrow_put(&r->wide, value);
    return VALUE_IS_SET(value) ? (int32_t)numbering_put(&r->texts, (uint64_t)value) : INT32_MIN;
}

void rows_add(struct rows *r, uint32_t unit, int32_t place, const int64_t *values)
{
    size_t width = (size_t)r->packing.n_words + 2;
    uint32_t block = r->count / ROWS_PER_BLOCK;
    if (block == r->n_blocks) {
        r->blocks = mem_resize(r->blocks, block + 1, sizeof *r->blocks);
        r->blocks[block] = mem_resize(NULL, ROWS_PER_BLOCK * width, sizeof **r->blocks);
        r->n_blocks++;
    }
    int32_t *p = r->blocks[block] + (size_t)(r->count++ % ROWS_PER_BLOCK) * width;
    *p++ = (int32_t)unit;
    *p++ = place;
    for (int k = 0; k < r->n_kept; k++)
        packing_put(&r->packing, p, k, keep_value(r, k, values[k]));
}

void rows_read(const struct rows *r, uint32_t row, int64_t *ret_values)
{
    const int32_t *words = rows_kept(r, row);
    for (int k = 0; k < r->n_kept; k++) {
        int32_t v = packing_get(&r->packing, words, k);
        ret_values[k] =
            r->text[k] && v >= 0 ? (int64_t)r->texts.values[v] : narrow_get(&r->wide, v);
    }
}

void rows_drop(struct rows *r, uint32_t row)
{
    for (uint32_t b = row / ROWS_PER_BLOCK; b > 0 && r->blocks[b - 1] != NULL; b--) {
        free(r->blocks[b - 1]);
        r->blocks[b - 1] = NULL;
    }
    if (row > 0 && row % (MANY_BLOCKS * ROWS_PER_BLOCK) == 0)
        mem_trim();
}
