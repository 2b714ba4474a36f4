/* The receipts as JSON. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "model/limits.h"
#include "publish/receipt.h"

static void set(json_t *object, const char *key, json_t *value)
{
    (void)json_object_set_new(object, key, value); /* takes the value, also when it fails */
}

/* A string that is valid UTF-8 whatever a sender wrote. */
static json_t *text_value(const char *text)
{
    if (text == NULL)
        return json_null();
    json_t *value = json_string(text);
    if (value != NULL)
        return value;
    struct buf shown = {0};
    text_show(&shown, text, strlen(text), 500);
    value = json_string(buf_str(&shown));
    buf_release(&shown);
    return value;
}

static json_t *error_value(const struct receipt_facts *facts, const struct finding *f)
{
    const struct contract *c = facts->run->contract;
    json_t *e = json_object();
    struct buf message = {0};
    struct buf cell = {0};
    finding_message(c, f, facts->run->lang, &message);
    finding_cell(f, &cell);
    set(e, "type", text_value(finding_name(f->code)));
    set(e, "severity", text_value(severity_name(f->severity)));
    if (f->table >= 0)
        set(e, "table", text_value(c->tables[f->table].name));
    if (f->table >= 0 && f->field >= 0)
        set(e, "fieldName", text_value(c->tables[f->table].fields[f->field].name));
    if (f->table >= 0 && f->rule >= 0)
        set(e, "rule", text_value(c->tables[f->table].rules[f->rule].id));
    if (f->row > 0)
        set(e, "rowNumber", json_integer(f->row));
    if (f->column > 0)
        set(e, "fieldNumber", json_integer(f->column));
    if (f->line > 0)
        set(e, "line", json_integer(f->line));
    if (cell.len > 0)
        set(e, "cellName", text_value(cell.data));
    if (f->value != NULL)
        set(e, "cell", text_value(f->value));
    if (f->suggestion != NULL)
        set(e, "suggestion", text_value(f->suggestion));
    set(e, "message", text_value(buf_str(&message)));
    buf_release(&message);
    buf_release(&cell);
    return e;
}

static json_t *cause_list(const struct receipt_facts *facts)
{
    json_t *list = json_array();
    for (int i = 0; i < facts->receipt->n_causes; i++) {
        const struct cause *c = &facts->receipt->causes[i];
        json_t *o = json_object();
        set(o, "type", text_value(finding_name(c->places[0].code)));
        set(o, "severity", text_value(severity_name(c->places[0].severity)));
        set(o, "count", json_integer((json_int_t)c->count));
        (void)json_array_append_new(list, o);
    }
    return list;
}

/* Errors, or (warnings and infos) remarks, with all places kept. */
static json_t *finding_list(const struct receipt_facts *facts, bool errors)
{
    json_t *list = json_array();
    for (int i = 0; i < facts->receipt->n_causes; i++) {
        const struct cause *c = &facts->receipt->causes[i];
        if ((c->places[0].severity == SEVERITY_ERROR) != errors)
            continue;
        for (int k = 0; k < c->n_places; k++)
            (void)json_array_append_new(list, error_value(facts, &c->places[k]));
    }
    return list;
}

static json_t *unit_list(const struct receipt_facts *facts)
{
    const struct receipt *r = facts->receipt;
    json_t *list = json_array();
    for (uint32_t i = 0; i < r->n_units; i++) {
        const struct unit *u = &r->units[i];
        const struct table *t = &facts->run->contract->tables[u->table];
        char time[DAY_TEXT];
        if (t->is_register)
            day_format(u->time, time);
        else
            period_format(u->time, time);
        json_t *o = json_object();
        set(o, "table", text_value(t->name));
        set(o, "pole", text_value(map_key(&r->poles, u->pole)));
        set(o, t->fields[t->time_field].name, text_value(time));
        set(o, "line", json_integer(u->line));
        set(o, "rows", json_integer(u->rows));
        set(o, "accepted", json_boolean(!u->bad));
        if (u->nil)
            set(o, "nil", json_true());
        if (u->bad && (u->kept || u->replaced))
            set(o, "counted", text_value(u->kept ? "previous" : "newer"));
        if (u->held)
            set(o, "heldBack", json_true());
        if (facts->after_edition && !u->bad)
            set(o, "state",
                text_value(u->used || u->repeated ? "integre"
                           : u->replaced          ? "remplace"
                                                  : "recu"));
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *stats_value(const struct receipt *r)
{
    json_t *s = json_object();
    uint64_t rows = 0;
    for (int t = 0; t < MAX_TABLES; t++)
        rows += r->rows[t];
    set(s, "errors", json_integer((json_int_t)r->by_severity[SEVERITY_ERROR]));
    set(s, "warnings", json_integer((json_int_t)r->by_severity[SEVERITY_WARNING]));
    set(s, "infos", json_integer((json_int_t)r->by_severity[SEVERITY_INFO]));
    set(s, "rows", json_integer((json_int_t)rows));
    set(s, "rowsWithErrors", json_integer((json_int_t)r->rows_error));
    set(s, "rowsWithWarnings", json_integer((json_int_t)r->rows_warning));
    set(s, "lines", json_integer((json_int_t)r->lines));
    return s;
}

static void dump(json_t *value, struct buf *out)
{
    char *text = json_dumps(value, JSON_INDENT(1));
    buf_text(out, text == NULL ? "{}" : text);
    buf_char(out, '\n');
    free(text);
    json_decref(value);
}

/* What stands beside Frictionless's keys: which delivery, its state, what became of it. */
static void set_delivery(json_t *task, const struct receipt_facts *facts)
{
    const struct delivery *d = facts->delivery;
    const struct receipt *r = facts->receipt;
    const struct codelist *regions = contract_list(facts->run->contract, "regions");
    char when[INSTANT_TEXT];
    instant_format(d->received, when);
    set(task, "state", text_value(state_name(receipt_state(r))));
    if (facts->after_edition && receipt_use(r) != USE_NONE)
        set(task, "use", text_value(receipt_use(r) == USE_FULL ? "integre" : "remplace"));
    set(task, "bytes", json_integer(d->bytes));
    if (!facts->is_check) {
        set(task, "delivery", text_value(d->stem));
        set(task, "region", text_value(regions->entries[d->region].code));
        set(task, "received", text_value(when));
        set(task, "sha256Begins", text_value(d->sha));
    }
    set(task, "reading", text_value(r->reading));
}

static void set_expected(json_t *task, const struct receipt_facts *facts)
{
    char month[PERIOD_TEXT];
    json_t *missing = json_array();
    period_format(facts->month, month);
    for (size_t i = 0; i < facts->n_missing; i++)
        (void)json_array_append_new(missing, text_value(facts->missing[i]));
    set(task, "month", text_value(month));
    set(task, "stillExpected", missing);
}

static json_t *task_value(const struct receipt_facts *facts)
{
    json_t *task = json_object();
    set(task, "name", text_value(facts->delivery->name));
    set(task, "valid", json_boolean(facts->receipt->by_severity[SEVERITY_ERROR] == 0));
    set_delivery(task, facts);
    set(task, "stats", stats_value(facts->receipt));
    set(task, "causes", cause_list(facts));
    set(task, "errors", finding_list(facts, true));
    set(task, "warnings", finding_list(facts, false));
    set(task, "units", unit_list(facts));
    if (facts->month != 0)
        set_expected(task, facts);
    return task;
}

void receipts_json(const struct receipt_facts *list, size_t n, struct buf *out)
{
    json_t *root = json_object();
    json_t *stats = json_object();
    json_t *tasks = json_array();
    uint64_t by_severity[SEVERITIES] = {0};
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < SEVERITIES; k++)
            by_severity[k] += list[i].receipt->by_severity[k];
        (void)json_array_append_new(tasks, task_value(&list[i]));
    }
    set(stats, "tasks", json_integer((json_int_t)n));
    set(stats, "errors", json_integer((json_int_t)by_severity[SEVERITY_ERROR]));
    set(stats, "warnings", json_integer((json_int_t)by_severity[SEVERITY_WARNING]));
    set(stats, "infos", json_integer((json_int_t)by_severity[SEVERITY_INFO]));
    set(root, "valid", json_boolean(by_severity[SEVERITY_ERROR] == 0));
    set(root, "stats", stats);
    set(root, "tasks", tasks);
    dump(root, out);
}

static void mark_unit(const struct contract *c, json_t *unit, const struct receipt_span *span)
{
    for (int t = 0; t < c->n_tables; t++) {
        const char *text = json_string_value(
            json_object_get(unit, c->tables[t].fields[c->tables[t].time_field].name));
        int32_t month;
        if (text != NULL && period_parse(text, strlen(text), &month) == 0 && month >= span->first &&
            month < span->first + span->count)
            span->ret[month - span->first] = true;
    }
}

void receipt_months(const struct contract *c, const char *path, const struct receipt_span *span)
{
    struct buf text = {0};
    struct err ignored = {0};
    size_t i;
    size_t k;
    json_t *task;
    json_t *unit;
    json_t *root = file_read(path, MAX_RECEIPT_BYTES, &text, &ignored) == 0
                       ? json_loadb(buf_str(&text), text.len, 0, NULL)
                       : NULL;
    json_array_foreach(json_object_get(root, "tasks"), i, task)
    {
        json_array_foreach(json_object_get(task, "units"), k, unit)
        {
            mark_unit(c, unit, span);
        }
    }
    json_decref(root);
    buf_release(&text);
}
