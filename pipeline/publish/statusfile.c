#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "model/period.h"
#include "model/run.h"
#include "publish/jsondoc.h"
#include "publish/statusfile.h"

static json_t *instant_value(int64_t at)
{
    char when[INSTANT_TEXT];
    instant_format(at, when);
    return at == 0 ? json_null() : json_string(when);
}

static json_t *event_value(const struct status_event *e, bool failed)
{
    if (e->at == 0)
        return json_null();
    json_t *o = json_object();
    jsondoc_set(o, "at", instant_value(e->at));
    jsondoc_set(o, "command", jsondoc_text(e->command));
    if (failed) {
        jsondoc_set(o, "exit_status", json_integer(e->exit_status));
        jsondoc_set(o, "cause", jsondoc_text(e->cause));
    }
    return o;
}

static json_t *next_value(const struct status *s)
{
    char month[PERIOD_TEXT];
    char day[DAY_TEXT];
    json_t *o = json_object();
    period_format(s->next_period, month);
    day_format(s->next_day, day);
    jsondoc_set(o, "period", json_string(month));
    jsondoc_set(o, "on", json_string(day));
    return o;
}

static json_t *month_list(const struct status *s)
{
    json_t *list = json_array();
    for (size_t i = 0; i < s->n_months; i++) {
        char month[PERIOD_TEXT];
        json_t *o = json_object();
        period_format(s->months[i].period, month);
        jsondoc_set(o, "period", json_string(month));
        jsondoc_set(o, "edition", json_string(s->months[i].edition));
        jsondoc_set(o, "news", json_integer(s->months[i].news));
        (void)json_array_append_new(list, o);
    }
    return list;
}

static void format(const struct status *s, struct buf *out)
{
    json_t *root = json_object();
    json_t *editions = json_array();
    json_t *counts = json_object();
    for (size_t i = 0; i < s->n_editions; i++)
        (void)json_array_append_new(editions, json_string(s->editions[i]));
    for (size_t i = 0; i < s->n_counts; i++)
        jsondoc_set(counts, s->counts[i].name, json_integer((json_int_t)s->counts[i].n));
    jsondoc_set(root, "written", instant_value(s->now.at));
    jsondoc_set(root, "program", json_string("ptce " PTCE_VERSION));
    jsondoc_set(root, "command", jsondoc_text(s->now.command));
    jsondoc_set(root, "exit_status", json_integer(s->now.exit_status));
    jsondoc_set(root, "failing", json_boolean(s->failures > 0));
    jsondoc_set(root, "last_success", event_value(&s->success, false));
    jsondoc_set(root, "last_run", instant_value(s->run.at));
    jsondoc_set(root, "last_failure", event_value(&s->failure, true));
    jsondoc_set(root, "failures_in_a_row", json_integer(s->failures));
    jsondoc_set(root, "editions", editions);
    jsondoc_set(root, "deliveries", counts);
    jsondoc_set(root, "next_due", next_value(s));
    jsondoc_set(root, "looked_at", month_list(s));
    jsondoc_print(root, out);
}

static int64_t take_instant(json_t *value)
{
    int64_t at;
    const char *text = json_string_value(value);
    return text != NULL && instant_parse(text, &at) == 0 ? at : 0;
}

static void take_text(json_t *value, char *ret, size_t cap)
{
    const char *text = json_string_value(value);
    (void)snprintf(ret, cap, "%s", text == NULL ? "" : text);
}

static void take_event(json_t *o, struct status_event *ret)
{
    ret->at = take_instant(json_object_get(o, "at"));
    ret->exit_status = (int)json_integer_value(json_object_get(o, "exit_status"));
    take_text(json_object_get(o, "command"), ret->command, sizeof ret->command);
    take_text(json_object_get(o, "cause"), ret->cause, sizeof ret->cause);
}

static void take_months(json_t *list, struct status *ret)
{
    size_t i;
    json_t *o;
    json_array_foreach(list, i, o)
    {
        struct status_month m = {.news = json_integer_value(json_object_get(o, "news"))};
        const char *month = json_string_value(json_object_get(o, "period"));
        take_text(json_object_get(o, "edition"), m.edition, sizeof m.edition);
        if (month != NULL && period_parse(month, strlen(month), &m.period) == 0 &&
            ret->n_months < MAX_DUE_MONTHS)
            ret->months[ret->n_months++] = m;
    }
}

void status_read(struct status *ret, const char *root)
{
    struct buf path = {0};
    struct buf text = {0};
    struct err ignored = {0};
    *ret = (struct status){0};
    buf_printf(&path, "%s/outputs/status.json", root);
    json_t *o = file_read(path.data, MAX_STATUS_BYTES, &text, &ignored) == 0
                    ? json_loadb(buf_str(&text), text.len, JSON_REJECT_DUPLICATES, NULL)
                    : NULL;
    take_event(json_object_get(o, "last_success"), &ret->success);
    take_event(json_object_get(o, "last_failure"), &ret->failure);
    ret->run.at = take_instant(json_object_get(o, "last_run"));
    ret->failures = json_integer_value(json_object_get(o, "failures_in_a_row"));
    take_months(json_object_get(o, "looked_at"), ret);
    json_decref(o);
    buf_release(&path);
    buf_release(&text);
}

int status_write(struct status *s, const char *root, struct err *err)
{
    struct buf folder = {0};
    struct buf text = {0};
    if (s->now.exit_status > 1) {
        s->failure = s->now;
        s->failures++;
    } else {
        s->success = s->now;
        s->failures = 0;
        if (strcmp(s->now.command, "run") == 0)
            s->run = s->now;
    }
    format(s, &text);
    buf_printf(&folder, "%s/outputs", root);
    int rc = file_put(folder.data, "status.json", text.data, text.len, 0644, err);
    if (rc == 0)
        rc = file_sync_folder(folder.data, err);
    buf_release(&folder);
    buf_release(&text);
    return rc;
}

const struct status_month *status_month(const struct status *s, int32_t period)
{
    for (size_t i = 0; i < s->n_months; i++)
        if (s->months[i].period == period)
            return &s->months[i];
    return NULL;
}

void status_set_month(struct status *s, const struct status_month *m, const char *edition)
{
    size_t at = 0;
    while (at < s->n_months && s->months[at].period != m->period)
        at++;
    if (at == MAX_DUE_MONTHS) { /* the oldest leaves */
        memmove(s->months, s->months + 1, (MAX_DUE_MONTHS - 1) * sizeof *s->months);
        at--;
    } else if (at == s->n_months) {
        s->n_months++;
    }
    s->months[at] = *m;
    (void)snprintf(s->months[at].edition, sizeof s->months[at].edition, "%s", edition);
}
