#include <string.h>

#include "unit_take.h"
#include "model/period.h"
#include "read/read.h"
#include "unit.h"
#include "unit_poles.h"

void unit_take(const char *text, size_t len, const struct setting *s, struct unit_taken *ret)
{
    unit_take_with(text, len, s, NULL, ret);
}

void unit_take_with(const char *text, size_t len, const struct setting *s, const struct envelope *e,
                    struct unit_taken *ret)
{
    struct reading about;
    struct err err = {0};
    *ret = (struct unit_taken){0};
    struct validator *v = validator_new(s, &ret->receipt, &ret->returns);
    struct sink sink = validator_sink(v);
    const char *path = unit_put("delivery", text, len);
    struct read_options options = {.tables = (unsigned)READ_ALL_TABLES,
                                   .libcsv_only = s->libcsv_only};
    if (read_delivery(s->contract, path, &options, &sink, &about, &err) == -1)
        fail_msg("%s", err.text);
    ret->receipt.lines = about.lines;
    ret->receipt.unreadable = !about.complete;
    if (e != NULL)
        validator_envelope(v, e);
    validator_finish(v);
    validator_free(v);
}

void unit_taken_release(struct unit_taken *t)
{
    receipt_release(&t->receipt);
    returns_release(&t->returns);
}

void unit_add_findings(const struct receipt *r, struct buf *out)
{
    const struct contract *c = unit_contract();
    for (int i = 0; i < r->n_causes; i++) {
        for (int k = 0; k < r->causes[i].n_places; k++) {
            const struct finding *f = &r->causes[i].places[k];
            buf_printf(out, "%c %s", "EWI"[f->severity], finding_name(f->code));
            if (f->field >= 0)
                buf_printf(out, " %s", c->tables[f->table].fields[f->field].name);
            buf_printf(out, "@%u;", f->line);
        }
    }
}

void unit_add_units(const struct receipt *r, struct buf *out)
{
    const struct contract *c = unit_contract();
    for (uint32_t i = 0; i < r->n_units; i++) {
        const struct unit *u = &r->units[i];
        char time[DAY_TEXT];
        if (c->tables[u->table].is_register)
            day_format(u->time, time);
        else
            period_format(u->time, time);
        buf_printf(out, "%s %s %s %s", c->tables[u->table].name, map_key(&r->poles, u->pole), time,
                   u->bad   ? "bad"
                   : u->nil ? "nil"
                            : "good");
        if (u->rows > 1)
            buf_printf(out, " ×%u", u->rows);
        buf_char(out, ';');
    }
}

void unit_check(const struct unit_row *rows, size_t n)
{
    struct pole_register poles;
    unit_poles(&poles);
    struct setting setting = {.contract = unit_contract(),
                              .poles = &poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11")};
    for (size_t i = 0; i < n; i++) {
        struct unit_taken t;
        struct buf findings = {0};
        struct buf units = {0};
        unit_take(rows[i].text, strlen(rows[i].text), &setting, &t);
        unit_add_findings(&t.receipt, &findings);
        unit_add_units(&t.receipt, &units);
        unit_text(rows[i].name, "findings", buf_str(&findings), rows[i].findings);
        unit_text(rows[i].name, "units", buf_str(&units), rows[i].units);
        buf_release(&findings);
        buf_release(&units);
        unit_taken_release(&t);
    }
    register_release(&poles);
    unit_end();
}
