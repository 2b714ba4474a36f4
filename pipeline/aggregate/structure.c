#include <string.h>

#include "aggregate/structure.h"

/* Poles named in one message. */
enum { POLES_NAMED = 6 };

/* A delivery and the one before it, as to one table. */
struct pair {
    struct receipt *now;
    const struct receipt *before;
    const char *before_name;
    int table;
};

/* The last month (day, for the register) declared in a table, 0 = none. */
static int32_t last_time(const struct receipt *r, int table)
{
    int32_t last = 0;
    for (uint32_t i = 0; i < r->n_units; i++)
        if (r->units[i].table == table && r->units[i].time > last)
            last = r->units[i].time;
    return last;
}

/* Is it told already that rows are missing, or not known whose they are? */
static bool rows_in_doubt(const struct receipt *r, const struct table *t)
{
    for (int i = 0; i < r->n_causes; i++) {
        const struct finding *f = &r->causes[i].places[0];
        bool whole = f->field < 0 && f->rule < 0;
        bool names = f->rule < 0 && (f->field == t->pole_field || f->field == t->time_field);
        if (f->severity == SEVERITY_ERROR && (whole || names))
            return true;
    }
    return r->unreadable;
}

static void note_change(const struct pair *p, const char *variant, int field, const char *value)
{
    struct finding f = {.code = FINDING_STRUCTURE_CHANGE,
                        .severity = SEVERITY_WARNING,
                        .variant = variant,
                        .table = p->table,
                        .field = field,
                        .rule = -1,
                        .value = value,
                        .other = p->before_name};
    receipt_add(p->now, &f);
}

static void compare_columns(const struct pair *p, const struct table *t)
{
    uint64_t gone = p->before->columns[p->table] & ~p->now->columns[p->table];
    for (int i = 0; i < t->n_fields && p->now->columns[p->table] != 0; i++)
        if ((gone >> i & 1) != 0 && !t->fields[i].required)
            note_change(p, "column", i, NULL);
}

static void compare_poles(const struct pair *p, const struct table *t, const struct claims *claims,
                          const struct pole_register *poles)
{
    int32_t then = last_time(p->before, p->table);
    int32_t now = last_time(p->now, p->table);
    struct buf names = {0};
    int gone = 0;
    for (uint32_t i = 0; i < p->before->n_units; i++) {
        const struct unit *u = &p->before->units[i];
        const char *code = map_key(&p->before->poles, u->pole);
        int pole = register_find(poles, code, strlen(code));
        if (u->table != p->table || u->time != then || pole < 0 ||
            !register_expects(poles, &poles->poles[pole], t, now) ||
            claims_state(claims, p->table, pole, now) != CLAIM_NONE)
            continue;
        if (gone++ < POLES_NAMED)
            buf_printf(&names, "%s%s", names.len == 0 ? "" : ", ", code);
    }
    if (gone > POLES_NAMED)
        buf_printf(&names, " … (+ %d)", gone - POLES_NAMED);
    if (gone > 0)
        note_change(p, "poles", -1, names.data);
    buf_release(&names);
}

void structure_compare(struct receipt *receipts, int n, const struct deliveries *deliveries,
                       const struct contract *c, const struct claims *claims,
                       const struct pole_register *poles)
{
    for (int i = 1; i < n; i++) {
        for (int t = 0; t < c->n_tables && deliveries->list[i].same_as < 0; t++) {
            struct pair p = {.now = &receipts[i], .table = t};
            int32_t now = last_time(p.now, t);
            int k = i - 1;
            while (k >= 0 && (deliveries->list[k].same_as >= 0 || last_time(&receipts[k], t) == 0 ||
                              last_time(&receipts[k], t) >= now))
                k--;
            if (now == 0 || k < 0)
                continue;
            p.before = &receipts[k];
            p.before_name = deliveries->list[k].name;
            compare_columns(&p, &c->tables[t]);
            if (c->tables[t].coverage == COVERAGE_POLE && !rows_in_doubt(p.now, &c->tables[t]))
                compare_poles(&p, &c->tables[t], claims, poles);
        }
    }
}
