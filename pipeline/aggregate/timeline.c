#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/timeline.h"
#include "base/mem.h"

void timeline_init(struct timeline *t, const struct contract *c)
{
    *t = (struct timeline){0};
    for (int i = 0; i < c->n_tables; i++) {
        struct timeline_table *of = &t->tables[i];
        for (int f = 0; f < c->tables[i].n_fields; f++) {
            const struct field *field = &c->tables[i].fields[f];
            bool kept = field->kept && !c->tables[i].is_register;
            of->slot[f] = kept ? of->n_kept : -1;
            if (!kept)
                continue;
            of->text[of->n_kept] = field->type == FIELD_STRING && field->codes == NULL;
            of->kept[of->n_kept++] = f;
        }
        packing_make(&of->packing, &c->tables[i], of->kept, of->n_kept);
    }
}

void timeline_release(struct timeline *t)
{
    for (int i = 0; i < MAX_TABLES; i++) {
        free(t->tables[i].units);
        free(t->tables[i].rows);
    }
    narrow_release(&t->wide);
    numbering_release(&t->texts);
    *t = (struct timeline){0};
}

static bool is_by_unit(const struct rows *rows)
{
    uint32_t i = 1;
    while (i < rows->count && rows_unit(rows, i - 1) <= rows_unit(rows, i))
        i++;
    return i >= rows->count;
}

/* Numbers of the rows in the order of their units, so that a unit's rows come together; NULL when
 * they stand so. */
static uint32_t *rows_by_unit(const struct rows *rows, uint32_t n_units)
{
    if (is_by_unit(rows))
        return NULL;
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

/* What the rows of a delivery go through: its own texts have other numbers. */
struct passing {
    struct timeline *t;
    struct timeline_table *to;
    const struct rows *rows;
    int32_t *texts; /* the timeline's number of each, NULL = the same */
};

static void keep_row(const struct passing *p, uint32_t row)
{
    struct timeline_table *to = p->to;
    const int32_t *kept = rows_kept(p->rows, row);
    assert(to->n_rows < to->rows_cap);
    int32_t *out = to->rows + (size_t)to->n_rows++ * (size_t)(to->packing.n_words + 1);
    *out++ = rows_place(p->rows, row);
    memcpy(out, kept, (size_t)to->packing.n_words * sizeof *out);
    for (int k = 0; k < to->n_kept; k++) {
        int32_t *v = &out[to->packing.word[k]];
        if (to->packing.shift[k] != PACKING_WHOLE)
            continue;
        if (to->text[k] && *v >= 0)
            *v = p->texts == NULL ? *v : p->texts[*v];
        else if (*v >= NARROW_LIMIT) { /* or a fault that an override silenced: nothing declared */
            int64_t wide = narrow_get(&p->rows->wide, *v);
            *v = narrow_put(&p->t->wide, VALUE_IS_SET(wide) ? wide : VALUE_BLANK);
        }
    }
}

/* Room for the rows of the used units, and no more: they come once a delivery. */
static void make_room(struct timeline_table *to, int table, const struct receipt *r)
{
    uint64_t rows = to->n_rows;
    for (uint32_t u = 0; u < r->n_units; u++)
        if (r->units[u].table == table && r->units[u].used)
            rows += r->units[u].rows;
    assert(rows < UINT32_MAX / 2);
    if (rows <= to->rows_cap)
        return;
    uint32_t more = to->rows_cap / 4; /* many small deliveries: not each time */
    to->rows_cap = rows > to->rows_cap + more ? (uint32_t)rows : to->rows_cap + more;
    to->rows =
        mem_resize(to->rows, to->rows_cap, (size_t)(to->packing.n_words + 1) * sizeof *to->rows);
}

static struct standing *add_unit(struct timeline_table *t)
{
    if (t->count == t->cap) {
        t->cap = t->cap == 0 ? 256 : t->cap * 2;
        t->units = mem_resize(t->units, t->cap, sizeof *t->units);
    }
    return &t->units[t->count++];
}

/* The timeline's number of each text, NULL = the same: the first texts are taken as they stand. */
static int32_t *take_texts(struct timeline *t, struct rows *rows)
{
    if (t->texts.count == 0) {
        numbering_release(&t->texts);
        t->texts = rows->texts;
        rows->texts = (struct numbering){0};
        return NULL;
    }
    int32_t *texts = mem_array(rows->texts.count, sizeof *texts);
    for (uint32_t i = 0; i < rows->texts.count; i++)
        texts[i] = (int32_t)numbering_put(&t->texts, rows->texts.values[i]);
    return texts;
}

static void take_table(struct timeline *t, int table, int delivery, const struct receipt *r,
                       struct rows *rows, const struct pole_register *poles)
{
    struct timeline_table *to = &t->tables[table];
    uint32_t *order = rows_by_unit(rows, r->n_units);
    struct passing p = {.t = t, .to = to, .rows = rows};
    p.texts = take_texts(t, rows);
    make_room(to, table, r);
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
                                   .first = to->n_rows,
                                   .nil = unit->nil};
        }
        for (; at < rows->count; at++) {
            uint32_t row = order == NULL ? at : order[at];
            if (rows_unit(rows, row) != u)
                break;
            if (order == NULL && row % ROWS_PER_BLOCK == 0)
                rows_drop(rows, row);
            if (s == NULL)
                continue;
            keep_row(&p, row);
            s->rows++;
        }
    }
    free(order);
    free(p.texts);
}

void timeline_take(struct timeline *t, int delivery, const struct receipt *receipt,
                   struct returns *returns, const struct pole_register *poles)
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
    return *ret_count == 0 ? NULL : of->units + first;
}

void timeline_read(const struct timeline *t, const struct timeline_table *of, uint32_t row,
                   int64_t *ret_values)
{
    const int32_t *words = timeline_at(of, row) + 1;
    for (int k = 0; k < of->n_kept; k++)
        ret_values[of->kept[k]] = narrow_get(&t->wide, packing_get(&of->packing, words, k));
}

void timeline_open(const struct timeline *t, int table, const struct standing *unit,
                   struct timeline_row *ret)
{
    ret->timeline = t;
    ret->table = &t->tables[table];
    ret->next = unit->first;
    ret->left = unit->rows;
    ret->row = ret->line = 0;
    for (int f = 0; f < MAX_FIELDS; f++)
        ret->values[f] = VALUE_BLANK;
}

bool timeline_next(struct timeline_row *row)
{
    if (row->left == 0)
        return false;
    row->left--;
    row->row = row->next++;
    row->line = timeline_line(row->table, row->row);
    timeline_read(row->timeline, row->table, row->row, row->values);
    return true;
}
