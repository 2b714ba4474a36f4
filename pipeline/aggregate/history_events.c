/* The checks on events that belong together: the stages of a funding, the funders of a project. */
#include <stdlib.h>
#include <string.h>

#include "aggregate/history.h"
#include "base/decimal.h"
#include "model/period.h"

__extension__ typedef __int128 wide;

/* What an event is to a rule, a few bits for each rule of the table. */
enum { ADDS = 1, TAKES = 2, LIMITS = 4, ROLE_BITS = 3 };

/* A row of a group, with what puts it in order. */
struct member {
    int32_t day; /* as the timeline keeps it: less than any when it is not declared */
    uint32_t row;
    uint64_t roles;
};

/* All events of a table, and those that belong together side by side. */
struct events {
    const struct history_frame *f;
    const struct table *t;
    int table;
    const struct timeline_table *rows;
    uint32_t *unit_of;      /* of each row */
    struct member *members; /* by the field `same`: a group after the other, each in time … */
    uint32_t *ends;         /* … and where each ends; by number of its text */
    uint32_t n_groups;
    const struct rule *grouped_by; /* NULL = not yet */
    int32_t first_month;           /* of the region's returns of this table */
};

static int64_t value_of(const struct events *e, uint32_t row, int field)
{
    return field < 0 ? VALUE_BLANK : timeline_value(e->f->timeline, e->rows, row, field);
}

static const struct standing *unit_of(const struct events *e, uint32_t row)
{
    return &e->rows->units[e->unit_of[row]];
}

static int by_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static uint64_t role_of(const struct events *e, uint32_t row, const struct rule *r)
{
    int64_t stage = value_of(e, row, r->span.stage);
    int64_t where = value_of(e, row, r->span.where);
    if (r->span.where >= 0 && (!VALUE_IS_SET(where) || (r->span.where_in >> where & 1) == 0))
        return 0;
    if (!VALUE_IS_SET(stage))
        return 0;
    return ((r->span.sum >> stage & 1) * ADDS | (r->span.less >> stage & 1) * TAKES |
            (r->span.limit >> stage & 1) * LIMITS)
           << (r->span.role * ROLE_BITS);
}

static uint64_t roles_of(const struct events *e, uint32_t row)
{
    uint64_t roles = 0;
    for (int i = 0; i < e->t->n_rules; i++)
        if (e->t->rules[i].check == CHECK_LIMIT || e->t->rules[i].check == CHECK_STAGE)
            roles |= role_of(e, row, &e->t->rules[i]);
    return roles;
}

static bool plays(const struct member *m, const struct rule *r, unsigned role)
{
    return (m->roles >> (r->span.role * ROLE_BITS) & role) != 0;
}

/* By day, then as they came: the rows of a unit stand in the order of the file. */
static int in_order(const void *a, const void *b, void *arg)
{
    const struct member *x = a;
    const struct member *y = b;
    const struct events *e = arg;
    int order = by_number(x->day, y->day);
    if (order == 0)
        order = by_number(unit_of(e, x->row)->month, unit_of(e, y->row)->month);
    if (order == 0)
        order = by_number(unit_of(e, x->row)->delivery, unit_of(e, y->row)->delivery);
    return order != 0 ? order : by_number(x->row, y->row);
}

/* Most groups are a few events that came in order. */
static void sort_group(struct events *e, struct member *group, size_t n)
{
    enum { FEW = 12 };
    if (n > FEW) {
        qsort_r(group, n, sizeof *group, in_order, e);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct member moved = group[i];
        size_t to = i;
        for (; to > 0 && in_order(&group[to - 1], &moved, e) > 0; to--)
            group[to] = group[to - 1];
        group[to] = moved;
    }
}

/* Which text row i of the table has in a field; the number of texts when it has none. */
static uint32_t text_of(const struct events *e, uint32_t row, int field)
{
    int32_t text = timeline_kept(e->rows, row, field);
    return text < 0 ? e->n_groups : (uint32_t)text;
}

/* Put the events in groups of one text each, and those of a group in time. Counted, then placed. */
static void group_events(struct events *e, const struct rule *r)
{
    const struct rule *done = e->grouped_by;
    if (done != NULL && done->span.same == r->span.same && done->span.on == r->span.on)
        return;
    e->grouped_by = r;
    memset(e->ends, 0, ((size_t)e->n_groups + 2) * sizeof *e->ends);
    for (uint32_t i = 0; i < e->rows->n_rows; i++)
        e->ends[text_of(e, i, r->span.same) + 1]++;
    for (uint32_t g = 0; g < e->n_groups; g++)
        e->ends[g + 1] += e->ends[g];
    for (uint32_t u = 0; u < e->rows->count; u++) {
        const struct standing *unit = &e->rows->units[u];
        for (uint32_t row = unit->first; row < unit->first + unit->rows; row++) {
            uint32_t group = text_of(e, row, r->span.same);
            if (group < e->n_groups)
                e->members[e->ends[group]++] =
                    (struct member){.day = timeline_kept(e->rows, row, r->span.on),
                                    .row = row,
                                    .roles = roles_of(e, row)};
        }
    }
    for (uint32_t g = 0, from = 0; g < e->n_groups; from = e->ends[g++])
        sort_group(e, e->members + from, e->ends[g] - from);
}

static void tell(const struct events *e, const struct rule *r, uint32_t row, int64_t value,
                 const char *other)
{
    struct buf text = {0};
    const struct standing *unit = unit_of(e, row);
    struct history_place place = {.table = e->table,
                                  .rule = (int)(r - e->t->rules),
                                  .pole = unit->pole,
                                  .time = unit->month,
                                  .delivery = unit->delivery,
                                  .row = row};
    history_add_number(e->f, value, e->t->fields[r->field].decimals, &text);
    history_note(e->f, &place, buf_str(&text), other);
    buf_release(&text);
}

/* Events of one id, n ≥ 1 of them in order. */
typedef void group_check(const struct events *e, const struct rule *r, const struct member *group,
                         size_t n);

/* What the sum must stay within, false when nothing says it. */
static bool limit_of(const struct events *e, const struct rule *r, const struct member *group,
                     size_t n, int64_t *ret_limit)
{
    int64_t limit = 0;
    bool known = false;
    for (size_t i = 0; i < n; i++) {
        if (r->other >= 0) { /* the largest that any event gives as the project's cost */
            int64_t v = value_of(e, group[i].row, r->other);
            if (VALUE_IS_SET(v) && v > 0 && (!known || v > limit))
                limit = v;
            known = known || (VALUE_IS_SET(v) && v > 0);
        } else if (plays(&group[i], r, LIMITS)) {
            known = true;
            if (!decimal_add(&limit, value_of(e, group[i].row, r->field)))
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
static void check_limit(const struct events *e, const struct rule *r, const struct member *group,
                        size_t n)
{
    int64_t limit;
    int64_t sum = 0;
    int64_t total = 0;
    const struct member *at = NULL;
    if (!limit_of(e, r, group, n, &limit))
        return;
    for (size_t i = 0; i < n; i++) {
        bool more = plays(&group[i], r, ADDS);
        if (!plays(&group[i], r, ADDS | TAKES))
            continue;
        int64_t amount = value_of(e, group[i].row, r->field);
        if (!VALUE_IS_SET(amount))
            continue;
        if (!decimal_add(&sum, more ? amount : -amount))
            return;
        if (!is_above(sum, limit, &r->span))
            at = NULL;
        else if (at == NULL)
            at = &group[i];
        total = sum;
    }
    if (at == NULL)
        return;
    struct buf other = {0};
    history_add_number(e->f, limit, e->t->fields[r->field].decimals, &other);
    tell(e, r, at->row, total, buf_str(&other));
    buf_release(&other);
}

/* Would the stage before have been told? Not where nothing was told before this event, and it is
 * soon after the region's first return: the other may be older than all that was ever sent. */
static bool is_known(const struct events *e, const struct rule *r, const struct member *group,
                     size_t n, size_t at)
{
    for (size_t i = at; i < n; i++)
        if (plays(&group[i], r, LIMITS))
            return true;
    return group[0].day < group[at].day ||
           unit_of(e, group[at].row)->month >= e->first_month + r->months;
}

/* Told at the first event of the stage that has none of the other stage before it. */
static void check_stage(const struct events *e, const struct rule *r, const struct member *group,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!plays(&group[i], r, ADDS))
            continue;
        bool found = false;
        for (size_t k = 0; k < n && !found; k++) {
            bool earlier = k < i || group[k].day == group[i].day;
            found = earlier && plays(&group[k], r, LIMITS);
        }
        if (!found && is_known(e, r, group, n, i))
            tell(e, r, group[i].row, value_of(e, group[i].row, r->field), "");
        return;
    }
}

static void by_id(struct events *e, const struct rule *r, group_check *check)
{
    group_events(e, r);
    for (uint32_t g = 0, from = 0; g < e->n_groups; from = e->ends[g++])
        if (e->ends[g] > from)
            check(e, r, e->members + from, e->ends[g] - from);
}

/* Do two events of one pole share all that the rule asks for? */
static bool alike(const struct events *e, const struct rule *r, uint32_t a, uint32_t b)
{
    bool same = unit_of(e, a)->pole == unit_of(e, b)->pole;
    for (int i = 0; same && i < r->n_fields; i++)
        same = value_of(e, a, r->fields[i]) == value_of(e, b, r->fields[i]);
    return same;
}

/* A number for all that two events must share; false when some of it is not declared. */
static bool likeness(const struct events *e, const struct rule *r, uint32_t row, uint64_t *ret)
{
    uint64_t h = (uint64_t)unit_of(e, row)->pole;
    for (int i = 0; i < r->n_fields; i++) {
        int64_t v = value_of(e, row, r->fields[i]);
        if (!VALUE_IS_SET(v))
            return false;
        h = (h ^ (uint64_t)v) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 29;
    }
    *ret = h;
    return true;
}

static void tell_twice(const struct events *e, const struct rule *r, uint32_t first, uint32_t row)
{
    struct buf other = {0};
    char month[40];
    period_words(unit_of(e, first)->month, e->f->lang, month, sizeof month);
    buf_printf(&other, e->f->lang == LANG_EN ? "%s, line %u" : "%s, ligne %u", month,
               timeline_line(e->rows, first));
    tell(e, r, row, value_of(e, row, r->field), buf_str(&other));
    buf_release(&other);
}

/* The events of a pole that have been looked at. */
struct likes {
    struct numbering seen;
    uint32_t *last; /* by number of likeness: the last such row */
    uint32_t cap;
};

static void check_alike(const struct events *e, const struct rule *r, uint32_t row,
                        struct likes *likes)
{
    uint64_t like;
    uint32_t seen = likes->seen.count;
    if (!likeness(e, r, row, &like))
        return;
    uint32_t number = numbering_put(&likes->seen, like);
    if (number == likes->cap) {
        likes->cap = likes->cap == 0 ? 256 : likes->cap * 2;
        likes->last = mem_resize(likes->last, likes->cap, sizeof *likes->last);
    }
    if (number < seen && alike(e, r, likes->last[number], row) &&
        value_of(e, likes->last[number], r->span.same) != value_of(e, row, r->span.same))
        tell_twice(e, r, likes->last[number], row);
    likes->last[number] = row;
}

/* Of events alike each is held against the last before it, pole by pole and month by month. */
static void check_twice(const struct events *e, const struct rule *r)
{
    struct likes likes = {0};
    for (uint32_t u = 0; u < e->rows->count; u++) {
        const struct standing *unit = &e->rows->units[u];
        if (u > 0 && unit->pole != unit[-1].pole)
            numbering_clear(&likes.seen);
        for (uint32_t row = unit->first; row < unit->first + unit->rows; row++)
            check_alike(e, r, row, &likes);
    }
    free(likes.last);
    numbering_release(&likes.seen);
}

void history_events(const struct history_frame *f, int table)
{
    struct events e = {.f = f,
                       .t = &f->contract->tables[table],
                       .table = table,
                       .rows = &f->timeline->tables[table],
                       .n_groups = f->timeline->texts.count,
                       .first_month = INT32_MAX};
    if (e.rows->n_rows == 0)
        return;
    e.unit_of = mem_array(e.rows->n_rows, sizeof *e.unit_of);
    e.members = mem_array(e.rows->n_rows, sizeof *e.members);
    e.ends = mem_array((size_t)e.n_groups + 2, sizeof *e.ends);
    for (uint32_t u = 0; u < e.rows->count; u++) {
        if (e.rows->units[u].month < e.first_month)
            e.first_month = e.rows->units[u].month;
        for (uint32_t i = 0; i < e.rows->units[u].rows; i++)
            e.unit_of[e.rows->units[u].first + i] = u;
    }
    for (int i = 0; i < e.t->n_rules; i++) {
        const struct rule *r = &e.t->rules[i];
        if (r->check == CHECK_LIMIT)
            by_id(&e, r, check_limit);
        else if (r->check == CHECK_STAGE)
            by_id(&e, r, check_stage);
        else if (r->check == CHECK_TWICE)
            check_twice(&e, r);
    }
    free(e.unit_of);
    free(e.members);
    free(e.ends);
}
