#include <stdlib.h>
#include <string.h>

#include "model/period.h"
#include "model/register.h"

void register_init(struct pole_register *r, const struct contract *c)
{
    const struct table *poles = &c->tables[TABLE_POLES];
    *r = (struct pole_register){.status_field = table_field(poles, "statut"),
                                .region_field = table_field(poles, "code_region")};
}

void register_release(struct pole_register *r)
{
    for (int i = 0; i < r->count; i++)
        free(r->poles[i].rows);
    free(r->poles);
    map_release(&r->codes);
    arena_release(&r->arena);
    *r = (struct pole_register){0};
}

static struct pole *pole_of(struct pole_register *r, const char *code)
{
    uint32_t before = r->codes.count;
    uint32_t i = map_put(&r->codes, code, strlen(code));
    if (i < before)
        return &r->poles[i];
    if (r->count == r->cap) {
        r->cap = r->cap == 0 ? 64 : r->cap * 2;
        r->poles = mem_resize(r->poles, (size_t)r->cap, sizeof *r->poles);
    }
    r->poles[r->count] = (struct pole){.code = arena_text(&r->arena, code), .region = CODE_NONE};
    return &r->poles[r->count++];
}

int register_add(struct pole_register *r, const char *code, int32_t day, const int64_t *values,
                 int n_fields, const char *name)
{
    struct pole *p = pole_of(r, code);
    int at = 0;
    while (at < p->n_rows && p->rows[at].day < day)
        at++;
    if (at < p->n_rows && p->rows[at].day == day)
        return -1;
    p->rows = mem_resize(p->rows, (size_t)p->n_rows + 1, sizeof *p->rows);
    memmove(p->rows + at + 1, p->rows + at, (size_t)(p->n_rows - at) * sizeof *p->rows);
    int64_t *copy = arena_array(&r->arena, (size_t)n_fields, sizeof *copy);
    memcpy(copy, values, (size_t)n_fields * sizeof *copy);
    p->rows[at] =
        (struct pole_row){.day = day, .values = copy, .name = arena_text(&r->arena, name)};
    p->n_rows++;
    p->region = (int)p->rows[0].values[r->region_field];
    return 0;
}

int register_find(const struct pole_register *r, const char *code, size_t len)
{
    uint32_t i = map_find(&r->codes, code, len);
    return i == MAP_NONE ? -1 : (int)i;
}

const struct pole_row *register_at(const struct pole *p, int32_t month)
{
    int32_t end = period_last_day(month);
    const struct pole_row *row = NULL;
    for (int i = 0; i < p->n_rows && p->rows[i].day <= end; i++)
        row = &p->rows[i];
    return row;
}

const struct pole_row *register_at_or_first(const struct pole *p, int32_t month)
{
    const struct pole_row *row = register_at(p, month);
    return row == NULL ? &p->rows[0] : row;
}

int32_t register_first_month(const struct pole_register *r, int32_t none)
{
    int32_t first = none;
    for (int i = 0; i < r->count; i++)
        if (day_period(r->poles[i].rows[0].day) < first)
            first = day_period(r->poles[i].rows[0].day);
    return first;
}

bool register_expects(const struct pole_register *r, const struct pole *p, const struct table *t,
                      int32_t month)
{
    const struct pole_row *row = register_at(p, month);
    return row != NULL && t->coverage != COVERAGE_NONE &&
           (t->expected_statuses >> row->values[r->status_field] & 1) != 0;
}
