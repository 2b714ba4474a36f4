#include <string.h>

#include "aggregate/structure.h"
#include "base/text.h"

/* Poles named in one message. */
enum { POLES_NAMED = 6 };

/* A delivery and the one before it, as to one table. */
struct pair {
    const struct history_frame *f;
    int delivery;
    const struct receipt *now;
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
                        .value = value};
    struct buf name = {0};
    text_show(&name, p->before_name, strlen(p->before_name), MAX_SHOWN_CHARS);
    f.other = buf_str(&name);
    history_add(p->f, p->delivery, NULL, &f);
    buf_release(&name);
}

static void compare_columns(const struct pair *p, const struct table *t)
{
    uint64_t gone = p->before->columns[p->table] & ~p->now->columns[p->table];
    for (int i = 0; i < t->n_fields && p->now->columns[p->table] != 0; i++)
        if ((gone >> i & 1) != 0 && !t->fields[i].required)
            note_change(p, "column", i, NULL);
}

static void compare_poles(const struct pair *p, const struct table *t)
{
    const struct pole_register *poles = p->f->poles;
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
            claims_state(p->f->claims, p->table, pole, now) != CLAIM_NONE)
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

/* The delivery before number i that spoke of an earlier month of the table, -1 = none. */
static int find_before(const struct history_frame *f, int i, int table)
{
    int32_t now = last_time(&f->receipts[i], table);
    int k = i - 1;
    while (k >= 0 &&
           (f->deliveries->list[k].same_as >= 0 || last_time(&f->receipts[k], table) == 0 ||
            last_time(&f->receipts[k], table) >= now))
        k--;
    return now == 0 ? -1 : k;
}

void structure_compare(const struct history_frame *f)
{
    for (int i = 1; i < f->n_receipts; i++) {
        for (int t = 0; t < f->contract->n_tables && f->deliveries->list[i].same_as < 0; t++) {
            const struct table *table = &f->contract->tables[t];
            int k = find_before(f, i, t);
            if (k < 0)
                continue;
            struct pair p = {.f = f,
                             .delivery = i,
                             .now = &f->receipts[i],
                             .before = &f->receipts[k],
                             .before_name = f->deliveries->list[k].name,
                             .table = t};
            compare_columns(&p, table);
            if (table->coverage == COVERAGE_POLE && !rows_in_doubt(p.now, table))
                compare_poles(&p, table);
        }
    }
}
