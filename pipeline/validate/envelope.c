/* What is said of a delivery outside of it: its name, and the sidecar that may come with it. */
#include <stdio.h>
#include <string.h>

#include "model/delivery.h"
#include "model/period.h"
#include "validate/validator.h"
#include "validate/values.h"

/* A fault of the whole file: nothing of it is used. */
static void refuse_file(struct validator *v, const struct finding *f)
{
    note(v, f);
    for (int t = 0; t < MAX_TABLES; t++)
        v->table_bad[t] = true;
}

static struct finding fault(enum finding_code code, const char *value, const char *other)
{
    return (struct finding){.code = code,
                            .severity = finding_severity(code),
                            .table = -1,
                            .field = -1,
                            .rule = -1,
                            .value = value,
                            .other = other};
}

static void refuse_count(struct validator *v, enum finding_code code, int64_t is, int64_t said)
{
    char value[24];
    char other[24];
    (void)snprintf(value, sizeof value, "%lld", (long long)is);
    (void)snprintf(other, sizeof other, "%lld", (long long)said);
    struct finding f = fault(code, value, other);
    refuse_file(v, &f);
}

/* The table and field of a control total: the first table with rows that has such a number. */
static int total_field(const struct validator *v, const char *name, int *ret_table)
{
    const struct contract *c = v->setting->contract;
    for (int t = 0; t < c->n_tables; t++) {
        int field = v->rows_seen[t] == 0 ? -1 : table_field(&c->tables[t], name);
        if (field < 0 || (c->tables[t].fields[field].type != FIELD_INTEGER &&
                          c->tables[t].fields[field].type != FIELD_NUMBER))
            continue;
        *ret_table = t;
        return field;
    }
    return -1;
}

static void check_total(struct validator *v, const struct control_total *said)
{
    int t = -1;
    int field = total_field(v, said->field, &t);
    struct value want = {.number = VALUE_BAD, .code = FINDING_CODES};
    if (field >= 0 && (v->sums[t].unknown >> field & 1) == 0)
        value_json_number(said->text, strlen(said->text),
                          v->setting->contract->tables[t].fields[field].decimals, &want);
    if (!VALUE_IS_SET(want.number)) {
        struct finding f = fault(FINDING_CONTROL_TOTAL, said->field, NULL);
        f.variant = "unknown";
        refuse_file(v, &f);
    } else if (want.number != v->sums[t].all[field]) {
        struct buf is = {0};
        field_format(&v->setting->contract->tables[t].fields[field], v->sums[t].all[field], ',',
                     &is);
        struct finding f = fault(FINDING_CONTROL_TOTAL, buf_str(&is), said->text);
        f.table = t;
        f.field = field;
        refuse_file(v, &f);
        buf_release(&is);
    }
}

/* One cause is told: a file that was cut has neither its bytes nor its rows nor its sums. */
static void check_sidecar(struct validator *v, const struct envelope *e)
{
    const struct sidecar *s = e->sidecar;
    uint64_t rows = 0;
    for (int t = 0; t < MAX_TABLES; t++)
        rows += v->rows_seen[t];
    if (s->bad) {
        struct finding f = fault(FINDING_FORMAT_ERROR, e->sidecar_name, NULL);
        f.variant = "sidecar";
        refuse_file(v, &f);
    } else if (s->bytes >= 0 && s->bytes != e->bytes) {
        refuse_count(v, FINDING_BYTE_COUNT, e->bytes, s->bytes);
    } else if (s->sha256 != NULL && strcmp(s->sha256, e->sha256) != 0) {
        struct finding f = fault(FINDING_HASH_COUNT, e->sha256, e->sidecar_name);
        refuse_file(v, &f);
    } else if (v->receipt->unreadable) {
        return; /* told */
    } else if (s->rows >= 0 && (uint64_t)s->rows != rows) {
        refuse_count(v, FINDING_ROW_COUNT, (int64_t)rows, s->rows);
    } else {
        for (int i = 0; i < s->n_sums; i++)
            check_total(v, &s->sums[i]);
    }
}

/* A name that says a month of which no row is: another month's file under this name, or the
 * reverse. */
static void check_name(struct validator *v, const char *name)
{
    const struct contract *c = v->setting->contract;
    const struct receipt *r = v->receipt;
    int32_t month;
    bool any = false;
    if (!delivery_month(name, &month))
        return;
    for (uint32_t i = 0; i < r->n_units; i++) {
        if (c->tables[r->units[i].table].is_register)
            continue;
        any = true;
        if (r->units[i].time == month)
            return;
    }
    if (!any)
        return;
    char text[PERIOD_TEXT];
    period_format(month, text);
    struct finding f = fault(FINDING_PERIOD_MISMATCH, text, NULL);
    note(v, &f);
    for (int t = 0; t < c->n_tables; t++)
        v->table_bad[t] = v->table_bad[t] || !c->tables[t].is_register;
}

void validator_envelope(struct validator *v, const struct envelope *e)
{
    if (e->sidecar != NULL)
        check_sidecar(v, e);
    if (!v->receipt->unreadable)
        check_name(v, e->name);
}
