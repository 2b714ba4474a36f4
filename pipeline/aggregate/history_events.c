/* The checks on events that belong together: the stages of a funding, the funders of a project. */
#include <stdlib.h>
#include <string.h>

#include "aggregate/history.h"
#include "base/decimal.h"
#include "model/period.h"

__extension__ typedef __int128 wide;

enum { MAX_USED = 24 }; /* fields that the rules of one table speak of */

struct event {
    int32_t pole;
    int32_t month;
    int32_t delivery;
    uint32_t line;
    const int64_t *values; /* by slot */
};

/* All events of a table, and the order in which a rule looks at them. */
struct events {
    const struct history_frame *f;
    const struct table *t;
    int table;
    int slot[MAX_FIELDS];
    int n_used;
    struct event *list;
    size_t n;
    size_t cap;
    struct arena arena;
};

static void use(struct events *e, int field)
{
    if (field >= 0 && e->slot[field] < 0 && e->n_used < MAX_USED)
        e->slot[field] = e->n_used++;
}

/* The slots of all fields the rules over time speak of. */
static bool choose_fields(struct events *e)
{
    bool any = false;
    for (int i = 0; i < MAX_FIELDS; i++)
        e->slot[i] = -1;
    for (int i = 0; i < e->t->n_rules; i++) {
        const struct rule *r = &e->t->rules[i];
        if (r->check < CHECK_OVER_TIME)
            continue;
        const int named[] = {r->field,   r->other,      r->span.same,
                             r->span.on, r->span.stage, r->span.where};
        for (size_t k = 0; k < sizeof named / sizeof *named; k++)
            use(e, named[k]);
        for (int k = 0; k < r->n_fields; k++)
            use(e, r->fields[k]);
        any = true;
    }
    return any;
}

static void load(struct events *e)
{
    for (int p = 0; p < e->f->poles->count; p++) {
        uint32_t n = 0;
        const struct standing *units = timeline_of_pole(e->f->timeline, e->table, p, &n);
        for (uint32_t i = 0; i < n; i++) {
            struct timeline_row row;
            timeline_open(e->f->timeline, e->table, &units[i], &row);
            while (timeline_next(&row)) {
                int64_t *values = arena_array(&e->arena, (size_t)e->n_used, sizeof *values);
                for (int k = 0; k < MAX_FIELDS; k++)
                    if (e->slot[k] >= 0)
                        values[e->slot[k]] = row.values[k];
                if (e->n == e->cap) {
                    e->cap = e->cap == 0 ? 256 : e->cap * 2;
                    e->list = mem_resize(e->list, e->cap, sizeof *e->list);
                }
                e->list[e->n++] = (struct event){.pole = p,
                                                 .month = units[i].month,
                                                 .delivery = units[i].delivery,
                                                 .line = row.line,
                                                 .values = values};
            }
        }
    }
}

static int64_t value_of(const struct events *e, const struct event *event, int field)
{
    return field < 0 ? VALUE_BLANK : event->values[e->slot[field]];
}

struct order {
    const struct events *e;
    const struct rule *r;
};

/* An event with what it is sorted by first, side by side: a comparison seldom looks at the event.
 */
struct keyed {
    int64_t first;
    int64_t second;
    const struct event *event;
};

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_keys(const struct keyed *x, const struct keyed *y)
{
    int order = by_number(x->first, y->first);
    return order != 0 ? order : by_number(x->second, y->second);
}

static int as_they_came(const struct event *x, const struct event *y)
{
    int order = by_number(x->month, y->month);
    if (order == 0)
        order = by_number(x->delivery, y->delivery);
    return order != 0 ? order : by_number(x->line, y->line);
}

/* By what belongs together, then in time (the keys), then as they came. */
static int in_order(const void *a, const void *b, void *arg)
{
    const struct keyed *x = a;
    const struct keyed *y = b;
    (void)arg;
    int order = by_keys(x, y);
    return order != 0 ? order : as_they_came(x->event, y->event);
}

/* The events sorted by two fields (-1: by the pole), then by `compare`. */
static void sort_events(const struct order *o, int first, int second,
                        int (*compare)(const void *, const void *, void *),
                        const struct event **ret_sorted)
{
    const struct events *e = o->e;
    struct keyed *keyed = mem_array(e->n, sizeof *keyed);
    for (size_t i = 0; i < e->n; i++) {
        const struct event *event = &e->list[i];
        keyed[i] = (struct keyed){first < 0 ? event->pole : value_of(e, event, first),
                                  value_of(e, event, second), event};
    }
    struct order order = *o;
    qsort_r(keyed, e->n, sizeof *keyed, compare, &order);
    for (size_t i = 0; i < e->n; i++)
        ret_sorted[i] = keyed[i].event;
    free(keyed);
}

static bool is_stage(const struct events *e, const struct event *event, const struct rule *r,
                     uint64_t stages)
{
    int64_t stage = value_of(e, event, r->span.stage);
    int64_t where = value_of(e, event, r->span.where);
    if (r->span.where >= 0 && (!VALUE_IS_SET(where) || (r->span.where_in >> where & 1) == 0))
        return false;
    return VALUE_IS_SET(stage) && (stages >> stage & 1) != 0;
}

static void tell(const struct events *e, const struct rule *r, const struct event *event,
                 int64_t value, const char *other)
{
    struct buf text = {0};
    struct history_place place = {.table = e->table,
                                  .rule = (int)(r - e->t->rules),
                                  .pole = event->pole,
                                  .time = event->month,
                                  .delivery = event->delivery,
                                  .line = event->line};
    history_add_number(e->f, value, e->t->fields[r->field].decimals, &text);
    history_note(e->f, &place, buf_str(&text), other);
    buf_release(&text);
}

/* Events of one id, n ≥ 1 of them in order. */
typedef void group_check(const struct events *e, const struct rule *r,
                         const struct event *const *group, size_t n);

/* What the sum must stay within, false when nothing says it. */
static bool limit_of(const struct events *e, const struct rule *r, const struct event *const *group,
                     size_t n, int64_t *ret_limit)
{
    int64_t limit = 0;
    bool known = false;
    for (size_t i = 0; i < n; i++) {
        if (r->other >= 0) { /* the largest that any event gives as the project's cost */
            int64_t v = value_of(e, group[i], r->other);
            if (VALUE_IS_SET(v) && v > 0 && (!known || v > limit))
                limit = v;
            known = known || (VALUE_IS_SET(v) && v > 0);
        } else if (is_stage(e, group[i], r, r->span.limit)) {
            known = true;
            if (!decimal_add(&limit, value_of(e, group[i], r->field)))
                return false;
        }
    }
    *ret_limit = limit;
    return known;
}

static bool is_above(int64_t sum, int64_t limit, const struct span *s)
{
    return (wide)sum * 1000 * 1000 > (wide)limit * s->part * (1000 + s->relative);
}

/* Told once, at the event that brings the sum above the limit. */
static void check_limit(const struct events *e, const struct rule *r,
                        const struct event *const *group, size_t n)
{
    int64_t limit;
    int64_t sum = 0;
    int64_t total = 0;
    const struct event *at = NULL;
    if (!limit_of(e, r, group, n, &limit))
        return;
    for (size_t i = 0; i < n; i++) {
        int64_t amount = value_of(e, group[i], r->field);
        bool more = is_stage(e, group[i], r, r->span.sum);
        bool less = is_stage(e, group[i], r, r->span.less);
        if (!VALUE_IS_SET(amount) || (!more && !less))
            continue;
        if (!decimal_add(&sum, more ? amount : -amount))
            return;
        if (!is_above(sum, limit, &r->span))
            at = NULL;
        else if (at == NULL)
            at = group[i];
        total = sum;
    }
    if (at == NULL)
        return;
    struct buf other = {0};
    history_add_number(e->f, limit, e->t->fields[r->field].decimals, &other);
    tell(e, r, at, total, buf_str(&other));
    buf_release(&other);
}

/* Told at the first event of the stage that has none of the other stage before it. */
static void check_stage(const struct events *e, const struct rule *r,
                        const struct event *const *group, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_stage(e, group[i], r, r->span.sum))
            continue;
        int64_t day = value_of(e, group[i], r->span.on);
        bool found = false;
        for (size_t k = 0; k < n && !found; k++) {
            bool earlier = k < i || value_of(e, group[k], r->span.on) == day;
            found = earlier && is_stage(e, group[k], r, r->span.limit);
        }
        if (!found)
            tell(e, r, group[i], value_of(e, group[i], r->field), "");
        return;
    }
}

/* `last`: the rule that left the events in its order, NULL = none did. */
static void by_id(const struct events *e, const struct rule *r, const struct rule *last,
                  const struct event **sorted, group_check *check)
{
    const struct order order = {.e = e, .r = r};
    if (last == NULL || last->span.same != r->span.same || last->span.on != r->span.on)
        sort_events(&order, r->span.same, r->span.on, in_order, sorted);
    for (size_t i = 0; i < e->n;) {
        int64_t id = value_of(e, sorted[i], r->span.same);
        size_t n = 1;
        while (i + n < e->n && value_of(e, sorted[i + n], r->span.same) == id)
            n++;
        if (VALUE_IS_SET(id))
            check(e, r, (const struct event *const *)sorted + i, n);
        i += n;
    }
}

/* By pole and all the fields that two must share, then as they came. */
static int alike(const struct events *e, const struct rule *r, const struct event *x,
                 const struct event *y)
{
    int order = by_number(x->pole, y->pole);
    for (int i = 0; order == 0 && i < r->n_fields; i++)
        order = by_number(value_of(e, x, r->fields[i]), value_of(e, y, r->fields[i]));
    return order;
}

static int alike_in_order(const void *a, const void *b, void *arg)
{
    const struct keyed *x = a;
    const struct keyed *y = b;
    const struct order *o = arg;
    int order = by_keys(x, y);
    if (order == 0)
        order = alike(o->e, o->r, x->event, y->event);
    return order != 0 ? order : as_they_came(x->event, y->event);
}

static void check_twice(const struct events *e, const struct rule *r, const struct event **sorted)
{
    const struct order order = {.e = e, .r = r};
    sort_events(&order, -1, r->n_fields > 0 ? r->fields[0] : -1, alike_in_order, sorted);
    for (size_t i = 1; i < e->n; i++) {
        const struct event *a = sorted[i - 1];
        const struct event *b = sorted[i];
        bool declared = true;
        for (int k = 0; k < r->n_fields; k++)
            declared = declared && VALUE_IS_SET(value_of(e, b, r->fields[k]));
        if (!declared || alike(e, r, a, b) != 0 ||
            value_of(e, a, r->span.same) == value_of(e, b, r->span.same))
            continue;
        struct buf other = {0};
        char month[40];
        period_words(a->month, e->f->lang, month, sizeof month);
        buf_printf(&other, e->f->lang == LANG_EN ? "%s, line %u" : "%s, ligne %u", month, a->line);
        tell(e, r, b, value_of(e, b, r->field), buf_str(&other));
        buf_release(&other);
    }
}

void history_events(const struct history_frame *f, int table)
{
    struct events e = {.f = f, .t = &f->contract->tables[table], .table = table};
    if (!choose_fields(&e))
        return;
    load(&e);
    const struct event **sorted = mem_array(e.n, sizeof(const struct event *));
    const struct rule *last = NULL;
    for (int i = 0; i < e.t->n_rules && e.n > 0; i++) {
        const struct rule *r = &e.t->rules[i];
        if (r->check == CHECK_LIMIT)
            by_id(&e, r, last, sorted, check_limit);
        else if (r->check == CHECK_STAGE)
            by_id(&e, r, last, sorted, check_stage);
        else if (r->check == CHECK_TWICE)
            check_twice(&e, r, sorted);
        if (r->check == CHECK_LIMIT || r->check == CHECK_STAGE || r->check == CHECK_TWICE)
            last = r->check == CHECK_TWICE ? NULL : r;
    }
    free(sorted);
    free(e.list);
    arena_release(&e.arena);
}
