#include <stdlib.h>

#include "aggregate/lines.h"
#include "aggregate/trace.h"
#include "base/decimal.h"

struct traced *trace_add(struct trace *t)
{
    if (t->count == t->cap) {
        t->cap = t->cap == 0 ? 256 : t->cap * 2;
        t->list = mem_resize(t->list, t->cap, sizeof *t->list);
    }
    t->list[t->count] = (struct traced){0};
    return &t->list[t->count++];
}

void trace_release(struct trace *t)
{
    free(t->list);
    *t = (struct trace){0};
}

static void note(void *arg, const struct contribution *c)
{
    struct trace *t = arg;
    int slot = (int)(c->slot - t->slots);
    if (!t->request->slots[slot] || c->month < t->request->first_month ||
        c->month > t->request->last_month)
        return;
    *trace_add(t) = (struct traced){.slot = slot,
                                    .member = c->member,
                                    .month = c->month,
                                    .table = c->row->table,
                                    .pole = c->row->pole_number,
                                    .delivery = c->row->delivery,
                                    .line = c->row->line,
                                    .unit = c->row->unit,
                                    .numerator = c->numerator,
                                    .denominator = c->denominator};
}

void trace_begin(struct trace *t, const struct trace_request *request, struct cube *cube)
{
    *t = (struct trace){.request = request, .slots = cube->slots};
    cube->trace = note;
    cube->trace_arg = t;
}

void trace_replay(const struct trace *t, struct cube *cube)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct traced *x = &t->list[i];
        const struct slot *slot = &cube->slots[x->slot];
        size_t at =
            slot->first + (size_t)x->member * CUBE_MONTHS + (size_t)(x->month - cube->first_month);
        struct sum *s = &cube->sums[at];
        if (!decimal_add(&s->numerator, x->numerator) ||
            !decimal_add(&s->denominator, x->denominator))
            cube->overflow = true;
        s->poles += s->unit != x->unit;
        s->unit = x->unit;
        if (cube->contract->indicators[slot->indicator].kind == KIND_MEDIAN)
            cube_add_sample(cube, at, x->numerator);
    }
    cube_sort(cube);
}

void trace_format(const struct trace *t, struct buf *out)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct traced *x = &t->list[i];
        int64_t numbers[] = {x->slot,     x->member, x->month, x->table,     x->pole,
                             x->delivery, x->line,   x->unit,  x->numerator, x->denominator};
        buf_text(out, "T");
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
            line_number(out, numbers[k]);
        buf_char(out, '\n');
    }
}

bool trace_line(struct trace *t, const struct cube *cube, int n_poles, char **fields, int n)
{
    int64_t v[10];
    if (cube == NULL || n != 10)
        return false;
    for (int i = 0; i < 10; i++)
        if (!line_int(fields[i], INT64_MIN, INT64_MAX, &v[i]))
            return false;
    if (v[0] < 0 || v[0] >= cube->n_slots || v[1] < 0 || v[1] >= cube->slots[v[0]].n_members ||
        v[2] < cube->first_month || v[2] >= cube->first_month + CUBE_MONTHS || v[3] < 0 ||
        v[3] >= MAX_TABLES || v[4] < 0 || v[4] >= n_poles || v[5] < -1 || v[5] > INT32_MAX ||
        v[6] < 0 || v[6] > UINT32_MAX || v[7] < 0 || v[7] > UINT32_MAX)
        return false;
    *trace_add(t) = (struct traced){.slot = (int)v[0],
                                    .member = (int)v[1],
                                    .month = (int32_t)v[2],
                                    .table = (int)v[3],
                                    .pole = (int)v[4],
                                    .delivery = (int)v[5],
                                    .line = (uint32_t)v[6],
                                    .unit = (uint32_t)v[7],
                                    .numerator = v[8],
                                    .denominator = v[9]};
    return true;
}
