#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/history.h"
#include "base/decimal.h"
#include "model/period.h"

static const enum finding_code codes[CHECKS] = {
    [CHECK_GAP] = FINDING_PERIOD_GAP,          [CHECK_SCALE] = FINDING_UNIT_CHANGE,
    [CHECK_CHANGE] = FINDING_PERIOD_CHANGE,    [CHECK_SHARE] = FINDING_PERIOD_CHANGE,
    [CHECK_STOCK_FLOW] = FINDING_STOCK_FLOW,   [CHECK_REPEATED] = FINDING_REPEATED_RETURN,
    [CHECK_REVISION] = FINDING_REVISION_LIMIT, [CHECK_TRANSITION] = FINDING_STATUS_TRANSITION,
    [CHECK_LIMIT] = FINDING_CUMULATIVE_LIMIT,  [CHECK_STAGE] = FINDING_CUMULATIVE_LIMIT,
    [CHECK_TWICE] = FINDING_CUMULATIVE_LIMIT,
};

struct key {
    int32_t table;
    int32_t pole;
    int32_t time;
};

static bool asks_for_replaced(const struct table *t)
{
    for (int i = 0; i < t->n_rules; i++)
        if (t->rules[i].check == CHECK_REVISION)
            return t->key_is_unit && !t->is_register;
    return false;
}

static void remember(struct history *h, const struct key *key, const struct rows *rows,
                     uint32_t row)
{
    char bytes[sizeof *key];
    memcpy(bytes, key, sizeof bytes);
    if (map_find(&h->units, bytes, sizeof bytes) != MAP_NONE)
        return; /* a version in between is remembered */
    uint32_t i = map_put(&h->units, bytes, sizeof bytes);
    if (i == h->cap) {
        h->cap = h->cap == 0 ? 64 : h->cap * 2;
        h->replaced = mem_resize(h->replaced, h->cap, sizeof *h->replaced);
    }
    int64_t *values = arena_array(&h->arena, MAX_FIELDS, sizeof *values);
    for (int f = 0; f < MAX_FIELDS; f++)
        values[f] = VALUE_BLANK;
    int64_t kept[MAX_FIELDS];
    rows_read(rows, row, kept);
    for (int k = 0; k < rows->n_kept; k++)
        values[rows->kept[k]] = kept[k];
    h->replaced[i] = values;
}

void history_take(struct history *h, const struct contract *c, const struct receipt *receipt,
                  const struct returns *returns, const struct pole_register *poles)
{
    for (int t = 0; t < c->n_tables; t++) {
        const struct rows *rows = &returns->rows[t];
        for (uint32_t i = 0; i < rows->count && asks_for_replaced(&c->tables[t]); i++) {
            const struct unit *u = &receipt->units[rows_unit(rows, i)];
            const struct map_entry *e = &receipt->poles.entries[u->pole];
            if (u->bad || !u->replaced)
                continue;
            struct key key = {t, register_find(poles, e->key, e->len), u->time};
            if (key.pole >= 0)
                remember(h, &key, rows, i);
        }
    }
}

void history_release(struct history *h)
{
    map_release(&h->units);
    free(h->replaced);
    arena_release(&h->arena);
    *h = (struct history){0};
}

void history_add_number(const struct history_frame *f, int64_t value, int decimals, struct buf *out)
{
    char text[DECIMAL_TEXT];
    bool english = f->lang == LANG_EN;
    (void)decimal_format(value, decimals, english ? '.' : ',', english ? "," : "\xE2\x80\xAF",
                         text);
    buf_text(out, text);
}

bool history_add(const struct history_frame *f, int delivery, const char *pole,
                 const struct finding *finding)
{
    struct finding mine = *finding;
    struct override_about about = {.region = f->region,
                                   .pole = pole,
                                   .pole_len = pole == NULL ? 0 : strlen(pole),
                                   .day = instant_day(f->deliveries->list[delivery].received),
                                   .lang = f->lang};
    if (override_apply(f->overrides, &about, &f->receipts[delivery], &mine))
        return false;
    receipt_add(&f->receipts[delivery], &mine);
    return true;
}

/* The unit of a delivery that counts, NULL when it is not there. */
static struct unit *find_unit(struct receipt *r, int table, const char *code, int32_t time)
{
    uint32_t pole = map_find(&r->poles, code, strlen(code));
    for (uint32_t i = 0; pole != MAP_NONE && i < r->n_units; i++) {
        struct unit *u = &r->units[i];
        if (u->table == table && u->pole == pole && u->time == time && u->used)
            return u;
    }
    return NULL;
}

/* Where the row of which a finding speaks stands, and what keeps that it has a warning. */
struct row_of {
    struct timeline_table *table;
    uint32_t row;
    struct unit *unit; /* when it has no row in the timeline; NULL = nowhere */
};

static struct row_of find_row(const struct history_frame *f, const struct history_place *place)
{
    const char *code = f->poles->poles[place->pole].code;
    struct row_of at = {.table = &f->timeline->tables[place->table], .row = place->row};
    if (place->row == HISTORY_NO_ROW)
        at.unit = find_unit(&f->receipts[place->delivery], place->table, code, place->time);
    return at;
}

static uint32_t line_of(const struct row_of *at)
{
    if (at->row != HISTORY_NO_ROW)
        return timeline_line(at->table, at->row);
    return at->unit == NULL ? 0 : at->unit->line;
}

/* Had it no warning before? */
static bool warn(const struct row_of *at)
{
    if (at->row != HISTORY_NO_ROW)
        return timeline_warn(at->table, at->row);
    if (at->unit == NULL || at->unit->warned)
        return false;
    at->unit->warned = true;
    return true;
}

void history_note(const struct history_frame *f, const struct history_place *place,
                  const char *value, const char *other)
{
    const struct table *t = &f->contract->tables[place->table];
    const struct rule *r = &t->rules[place->rule];
    char time[40];
    struct buf unit = {0};
    if (place->delivery < 0 || place->delivery >= f->n_receipts)
        return;
    if (t->is_register)
        day_format(place->time, time);
    else
        period_words(place->time, f->lang, time, sizeof time);
    buf_printf(&unit, "%s, %s", f->poles->poles[place->pole].code, time);
    struct row_of at = find_row(f, place);
    struct finding finding = {.code = codes[r->check],
                              .severity = SEVERITY_WARNING,
                              .table = place->table,
                              .field = r->field,
                              .rule = place->rule,
                              .line = line_of(&at),
                              .value = value,
                              .other = other,
                              .unit = unit.data};
    if (history_add(f, place->delivery, f->poles->poles[place->pole].code, &finding) && warn(&at))
        f->receipts[place->delivery].rows_warning++;
    buf_release(&unit);
}

/* The field's value as it is shown, when the check has no words of its own. */
static void add_value(const struct history_frame *f, const struct field *field, int64_t value,
                      struct buf *out)
{
    if (field->type == FIELD_INTEGER || field->type == FIELD_NUMBER)
        history_add_number(f, value, field->decimals, out);
    else
        field_format(field, value, ',', out);
}

static void judge_point(const struct history_frame *f, const struct history_series *s, int at)
{
    struct history_point *p = &s->points[at];
    struct buf value = {0};
    struct buf other = {0};
    for (int i = 0; i < s->t->n_rules; i++) {
        const struct rule *r = &s->t->rules[i];
        history_check *check = history_series_check(r->check);
        uint64_t fields = UINT64_C(1) << r->field | (r->other < 0 ? 0 : UINT64_C(1) << r->other);
        struct history_verdict verdict = {.value = &value, .other = &other};
        if (check == NULL || (p->told & fields) != 0)
            continue;
        check(f, s, r, at, &verdict);
        if (!verdict.broken)
            continue;
        if (value.len == 0)
            add_value(f, &s->t->fields[r->field], p->values[r->field], &value);
        struct history_place place = {.table = s->table,
                                      .rule = i,
                                      .pole = s->pole,
                                      .time = p->time,
                                      .delivery = p->delivery,
                                      .row = p->row};
        history_note(f, &place, buf_str(&value), buf_str(&other));
        p->told |= UINT64_C(1) << r->field;
        buf_cut(&value, 0);
        buf_cut(&other, 0);
    }
    buf_release(&value);
    buf_release(&other);
}

void history_judge_series(const struct history_frame *f, const struct history_series *s)
{
    for (int i = 0; i < s->n; i++)
        judge_point(f, s, i);
}

/* The last row of a unit is its only one: series are of tables with one row a unit. */
static void take_unit(const struct history_frame *f, int table, const struct standing *unit,
                      struct history_point *ret)
{
    struct timeline_row row;
    struct key key = {table, unit->pole, unit->month};
    char bytes[sizeof key];
    memcpy(bytes, &key, sizeof bytes);
    uint32_t old = map_find(&f->history->units, bytes, sizeof bytes);
    *ret = (struct history_point){
        .time = unit->month, .delivery = unit->delivery, .nil = unit->nil, .row = HISTORY_NO_ROW};
    for (int i = 0; i < MAX_FIELDS; i++) {
        ret->values[i] = VALUE_BLANK;
        ret->replaced[i] = old == MAP_NONE ? VALUE_BLANK : f->history->replaced[old][i];
    }
    ret->values[f->contract->tables[table].time_field] = unit->month;
    timeline_open(f->timeline, table, unit, &row);
    while (timeline_next(&row)) {
        memcpy(ret->values, row.values, sizeof ret->values);
        ret->row = row.row;
    }
}

static void judge_table(const struct history_frame *f, int table)
{
    struct history_point *points = NULL;
    int cap = 0;
    for (int p = 0; p < f->poles->count; p++) {
        uint32_t n = 0;
        const struct standing *units = timeline_of_pole(f->timeline, table, p, &n);
        struct history_series s = {
            .t = &f->contract->tables[table], .table = table, .pole = p, .n = (int)n};
        if (s.n > cap) {
            cap = s.n * 2;
            points = mem_resize(points, (size_t)cap, sizeof *points);
        }
        s.points = points;
        for (int i = 0; i < s.n; i++)
            take_unit(f, table, &units[i], &points[i]);
        history_judge_series(f, &s);
    }
    free(points);
}

/* The newest delivery that holds a good version of a row of the register, -1. */
static int find_register_row(const struct history_frame *f, const char *pole, int32_t day)
{
    int d = f->n_receipts - 1;
    while (d >= 0 && find_unit(&f->receipts[d], TABLE_POLES, pole, day) == NULL)
        d--;
    return d;
}

static void judge_register(const struct history_frame *f)
{
    const struct table *t = &f->contract->tables[TABLE_POLES];
    for (int p = 0; p < f->poles->count; p++) {
        const struct pole *pole = &f->poles->poles[p];
        struct history_series s = {.t = t, .table = TABLE_POLES, .pole = p, .n = pole->n_rows};
        if (pole->region != f->region || pole->n_rows < 2)
            continue;
        s.points = mem_array((size_t)s.n, sizeof *s.points);
        for (int i = 0; i < s.n; i++) {
            s.points[i] = (struct history_point){
                .time = pole->rows[i].day,
                .delivery = find_register_row(f, pole->code, pole->rows[i].day),
                .row = HISTORY_NO_ROW};
            for (int k = 0; k < t->n_fields; k++) {
                s.points[i].values[k] = pole->rows[i].values[k];
                s.points[i].replaced[k] = VALUE_BLANK;
            }
        }
        history_judge_series(f, &s);
        free(s.points);
    }
}

void history_judge(const struct history_frame *f)
{
    for (int t = 0; t < f->contract->n_tables; t++) {
        if (f->contract->tables[t].is_register)
            judge_register(f);
        else if (f->contract->tables[t].key_is_unit)
            judge_table(f, t);
        else
            history_events(f, t);
    }
}
