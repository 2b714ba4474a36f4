#include <stdlib.h>
#include <string.h>

#include "aggregate/timeline.h"
#include "base/mem.h"

enum { MOST_BYTES = 10 }; /* of a packed number */

void timeline_init(struct timeline *t, const struct contract *c)
{
    *t = (struct timeline){0};
    for (int i = 0; i < c->n_tables; i++)
        for (int f = 0; f < c->tables[i].n_fields && !c->tables[i].is_register; f++)
            if (c->tables[i].fields[f].kept)
                t->tables[i].kept[t->tables[i].n_kept++] = f;
}

void timeline_release(struct timeline *t)
{
    for (int i = 0; i < MAX_TABLES; i++) {
        free(t->tables[i].units);
        free(t->tables[i].bytes);
    }
    *t = (struct timeline){0};
}

static unsigned char *put_number(unsigned char *p, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        *p++ = (unsigned char)(n | 0x80);
    *p++ = (unsigned char)n;
    return p;
}

static const unsigned char *get_number(const unsigned char *p, uint64_t *ret)
{
    uint64_t n = *p & 0x7F;
    for (int shift = 7; (*p++ & 0x80) != 0; shift += 7)
        n |= (uint64_t)(*p & 0x7F) << shift;
    *ret = n;
    return p;
}

/* Small numbers of either sign become small numbers: 0, -1, 1, -2 … → 0, 1, 2, 3 … */
static uint64_t fold_sign(int64_t v)
{
    return (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0);
}

static int64_t unfold_sign(uint64_t n)
{
    return (int64_t)(n >> 1 ^ (0 - (n & 1)));
}

/* Numbers of the rows in the order of their units, so that a unit's rows come together. */
static uint32_t *rows_by_unit(const struct rows *rows, uint32_t n_units)
{
    uint32_t *order = mem_array(rows->count, sizeof *order);
    uint32_t *next = mem_array((size_t)n_units + 1, sizeof *next);
    for (uint32_t i = 0; i < rows->count; i++)
        next[rows_unit(rows, i) + 1]++;
    for (uint32_t u = 0; u < n_units; u++)
        next[u + 1] += next[u];
    for (uint32_t i = 0; i < rows->count; i++)
        order[next[rows_unit(rows, i)]++] = i;
    free(next);
    return order;
}

static void pack_row(struct timeline_table *t, const struct rows *rows, uint32_t row,
                     uint32_t line_before)
{
    size_t most = (size_t)(t->n_kept + 1) * MOST_BYTES;
    if (t->bytes_cap - t->n_bytes < most) {
        t->bytes_cap = t->bytes_cap * 2 + most;
        t->bytes = mem_resize(t->bytes, t->bytes_cap, 1);
    }
    const int64_t *values = rows_at(rows, row);
    unsigned char *p = t->bytes + t->n_bytes;
    p = put_number(p, fold_sign((int64_t)rows_line(rows, row) - line_before));
    for (int i = 0; i < t->n_kept; i++) {
        int64_t v = values[rows->slot[t->kept[i]]];
        p = put_number(p, VALUE_IS_SET(v) ? fold_sign(v) + 1 : 0);
    }
    t->n_bytes = (size_t)(p - t->bytes);
}

static struct standing *add_unit(struct timeline_table *t)
{
    if (t->count == t->cap) {
        t->cap = t->cap == 0 ? 256 : t->cap * 2;
        t->units = mem_resize(t->units, t->cap, sizeof *t->units);
    }
    return &t->units[t->count++];
}

static void take_table(struct timeline *t, int table, int delivery, const struct receipt *r,
                       const struct rows *rows, const struct pole_register *poles)
{
    struct timeline_table *to = &t->tables[table];
    uint32_t *order = rows_by_unit(rows, r->n_units);
    uint32_t at = 0;
    for (uint32_t u = 0; u < r->n_units; u++) {
        const struct unit *unit = &r->units[u];
        struct standing *s = NULL;
        if (unit->table == table && unit->used) {
            const struct map_entry *e = &r->poles.entries[unit->pole];
            s = add_unit(to);
            *s = (struct standing){.pole = register_find(poles, e->key, e->len),
                                   .month = unit->time,
                                   .delivery = delivery,
                                   .at = to->n_bytes,
                                   .nil = unit->nil};
        }
        uint32_t line = 0;
        for (; at < rows->count && rows_unit(rows, order[at]) == u; at++) {
            if (s == NULL)
                continue;
            pack_row(to, rows, order[at], line);
            line = rows_line(rows, order[at]);
            s->rows++;
        }
    }
    free(order);
}

void timeline_take(struct timeline *t, int delivery, const struct receipt *receipt,
                   const struct returns *returns, const struct pole_register *poles)
{
    for (int i = 0; i < MAX_TABLES; i++)
        if (i != TABLE_POLES)
            take_table(t, i, delivery, receipt, &returns->rows[i], poles);
}

static int compare(const struct standing *a, int32_t pole, int32_t month)
{
    if (a->pole != pole)
        return a->pole < pole ? -1 : 1;
    return (a->month > month) - (a->month < month);
}

static int by_pole(const void *a, const void *b)
{
    const struct standing *y = b;
    return compare(a, y->pole, y->month);
}

void timeline_sort(struct timeline *t)
{
    for (int i = 0; i < MAX_TABLES; i++)
        if (t->tables[i].count > 1)
            qsort(t->tables[i].units, t->tables[i].count, sizeof *t->tables[i].units, by_pole);
}

/* The first unit that is not before (pole, month). */
static uint32_t lower_bound(const struct timeline_table *t, int pole, int32_t month)
{
    uint32_t low = 0;
    uint32_t high = t->count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (compare(&t->units[mid], pole, month) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

const struct standing *timeline_find(const struct timeline *t, int table, int pole, int32_t month)
{
    const struct timeline_table *of = &t->tables[table];
    uint32_t i = lower_bound(of, pole, month);
    return i < of->count && compare(&of->units[i], pole, month) == 0 ? &of->units[i] : NULL;
}

const struct standing *timeline_of_pole(const struct timeline *t, int table, int pole,
                                        uint32_t *ret_count)
{
    const struct timeline_table *of = &t->tables[table];
    uint32_t first = lower_bound(of, pole, INT32_MIN);
    *ret_count = lower_bound(of, pole + 1, INT32_MIN) - first;
    return of->units + first;
}

void timeline_open(const struct timeline *t, int table, const struct standing *unit,
                   struct timeline_row *ret)
{
    ret->table = &t->tables[table];
    ret->next = ret->table->bytes + unit->at;
    ret->left = unit->rows;
    ret->line = 0;
    for (int f = 0; f < MAX_FIELDS; f++)
        ret->values[f] = VALUE_BLANK;
}

bool timeline_next(struct timeline_row *row)
{
    uint64_t n;
    if (row->left == 0)
        return false;
    row->left--;
    row->next = get_number(row->next, &n);
    row->line = (uint32_t)((int64_t)row->line + unfold_sign(n));
    for (int i = 0; i < row->table->n_kept; i++) {
        row->next = get_number(row->next, &n);
        row->values[row->table->kept[i]] = n == 0 ? VALUE_BLANK : unfold_sign(n - 1);
    }
    return true;
}
