/* The parameters of the checks over time: limits, codes of stages and statuses, and which values
 * have to be kept for them. */
#include <string.h>

#include "model/contract_json.h"

const char **load_rule_fields(struct loader *l, const struct table *t, json_t *p, const char *key,
                              struct rule *r, size_t *ret_count)
{
    const char **names = load_list(l, p, key, ret_count);
    r->fields = arena_array(&l->contract->arena, *ret_count + 1, sizeof *r->fields);
    for (size_t i = 0; i < *ret_count; i++) {
        int f = table_field(t, names[i]);
        if (f == -1)
            (void)load_fail(l, "there is no field \"%s\"", names[i]);
        r->fields[r->n_fields++] = f;
    }
    return names;
}

static int named_field(struct loader *l, const struct table *t, json_t *p, const char *key)
{
    const char *name = load_text(l, p, key);
    int f = name == NULL ? -1 : table_field(t, name);
    if (name != NULL && f == -1)
        (void)load_fail(l, "there is no field \"%s\"", name);
    return f;
}

static int code_of(struct loader *l, const struct table *t, int field, const char *code)
{
    const struct codelist *codes = field < 0 ? NULL : t->fields[field].codes;
    int i =
        codes == NULL || codes->count > 62 ? CODE_NONE : codelist_find(codes, code, strlen(code));
    if (i == CODE_NONE)
        (void)load_fail(l, "\"%s\" is no code of its field", code);
    return i;
}

/* The codes of a list as bits. */
static uint64_t code_bits(struct loader *l, const struct table *t, int field, json_t *p,
                          const char *key)
{
    size_t n = 0;
    uint64_t bits = 0;
    const char **codes = load_list(l, p, key, &n);
    for (size_t i = 0; i < n; i++) {
        int code = code_of(l, t, field, codes[i]);
        bits |= code == CODE_NONE ? 0 : UINT64_C(1) << (unsigned)code;
    }
    return bits;
}

static void load_where(struct loader *l, const struct table *t, json_t *p, struct span *s)
{
    static const char *const keys[] = {"field", "in", NULL};
    json_t *where = json_object_get(p, "where");
    if (where == NULL)
        return;
    load_keys(l, where, keys);
    s->where = named_field(l, t, where, "field");
    s->where_in = code_bits(l, t, s->where, where, "in");
}

/* The chain that leads forward, the pair that leads both ways, and what everything may end in. */
static void load_transitions(struct loader *l, const struct table *t, json_t *p, struct rule *r)
{
    size_t n = 0;
    const struct codelist *codes = t->fields[r->field].codes;
    if (codes == NULL) {
        (void)load_fail(l, "status-transition needs a coded column");
        return;
    }
    r->span.rank = arena_array(&l->contract->arena, (size_t)codes->count, sizeof *r->span.rank);
    for (int i = 0; i < codes->count; i++)
        r->span.rank[i] = -1;
    const char **chain = load_list(l, p, "chain", &n);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        int code = code_of(l, t, r->field, chain[i]);
        if (code != CODE_NONE)
            r->span.rank[code] = (int)i;
    }
    const char **pair = load_list(l, p, "pair", &n);
    if (n != 2) {
        (void)load_fail(l, "\"pair\" must name two codes");
        return;
    }
    for (int i = 0; i < 2; i++)
        r->span.pair[i] = code_of(l, t, r->field, pair[i]);
    r->span.ends = code_bits(l, t, r->field, p, "ends");
}

static void load_limits(struct loader *l, const struct table *t, json_t *p, struct rule *r)
{
    struct span *s = &r->span;
    int decimals = t->fields[r->field].decimals;
    (void)load_scaled(l, p, "absolute", r->check == CHECK_SHARE ? 3 : decimals, &s->absolute);
    (void)load_scaled(l, p, "least", decimals, &s->least);
    (void)load_scaled(l, p, "relative", 3, &s->relative);
    if (!load_scaled(l, p, "part", 3, &s->part))
        s->part = 1000;
    s->spread = load_int(l, p, "spread", 0);
    s->points = load_int(l, p, "points", 0);
    r->months = load_int(l, p, "months", 0);
    if (s->absolute < 0 || s->relative < 0 || s->spread < 0 || s->points < 0 || s->least < 0 ||
        s->part < 0 || r->months < 0)
        (void)load_fail(l, "a limit is never below 0");
}

static void keep(const struct table *t, int field)
{
    if (field >= 0)
        t->fields[field].kept = true;
}

static void keep_fields(const struct table *t, const struct rule *r)
{
    const int named[] = {r->field,   r->other,      r->span.same,
                         r->span.on, r->span.stage, r->span.where};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        keep(t, named[i]);
    for (int i = 0; i < r->n_fields; i++)
        keep(t, r->fields[i]);
}

static bool is_plain_text(const struct field *f)
{
    return f->type == FIELD_STRING && f->codes == NULL;
}

void load_span(struct loader *l, const struct table *t, json_t *p, struct rule *r)
{
    struct span *s = &r->span;
    size_t n = 0;
    *s = (struct span){.same = -1, .on = -1, .stage = -1, .where = -1};
    load_limits(l, t, p, r);
    (void)load_rule_fields(l, t, p, "columns", r, &n);
    s->same = named_field(l, t, p, "same");
    s->on = named_field(l, t, p, "on");
    s->stage = named_field(l, t, p, "stage");
    if (!load_ok(l))
        return;
    s->sum = code_bits(l, t, s->stage, p, "sum");
    s->less = code_bits(l, t, s->stage, p, "less");
    s->limit = code_bits(l, t, s->stage, p, "limit");
    load_where(l, t, p, s);
    if (r->check == CHECK_TRANSITION)
        load_transitions(l, t, p, r);
    if (r->check == CHECK_STOCK_FLOW && r->n_fields != 2)
        (void)load_fail(l, "\"columns\" must name what comes in and what goes out");
    bool of_events = r->check == CHECK_LIMIT || r->check == CHECK_STAGE || r->check == CHECK_TWICE;
    if (of_events && (s->same < 0 || t->is_register))
        (void)load_fail(l, "\"same\" must name what belongs together");
    if (of_events && s->same >= 0 && !is_plain_text(&t->fields[s->same]))
        (void)load_fail(l, "\"same\" must name a text");
    for (const struct rule *before = t->rules; before < r; before++)
        s->role += before->check == CHECK_LIMIT || before->check == CHECK_STAGE;
    if (s->role >= MAX_ROLES)
        (void)load_fail(l, "a table has at most %d rules on events", MAX_ROLES);
    if (load_ok(l))
        keep_fields(t, r);
}
