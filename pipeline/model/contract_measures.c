#include <string.h>

#include "model/contract_indicators.h"

/* The bits of the codes named by "in" or "not_in", or of the groups named by "group". */
static uint64_t filter_bits(struct loader *l, json_t *object, const struct codelist *codes)
{
    static const char *const keys[] = {"in", "not_in", "group"};
    uint64_t bits = 0;
    int used = -1;
    for (int k = 0; k < 3; k++) {
        size_t n = 0;
        const char **names = load_list(l, object, keys[k], &n);
        if (names == NULL)
            continue;
        used = k;
        for (size_t i = 0; i < n; i++) {
            uint64_t found = 0;
            for (int e = 0; e < codes->count; e++) {
                const char *have = k == 2 ? codes->entries[e].group : codes->entries[e].code;
                if (strcmp(have, names[i]) == 0)
                    found |= UINT64_C(1) << e;
            }
            if (found == 0)
                (void)load_fail(l, "\"%s\" is not in the list %s", names[i], codes->name);
            bits |= found;
        }
    }
    if (used == -1)
        (void)load_fail(l, "a filter needs in, not_in or group");
    uint64_t all = codes->count >= 64 ? UINT64_MAX : (UINT64_C(1) << codes->count) - 1;
    return used == 1 ? all & ~bits : bits;
}

/* How many months before: of the same pole, so that it must have one row a month. */
static int load_lag(struct loader *l, json_t *object, const struct table *t)
{
    int64_t lag = load_int(l, object, "lag", 0);
    if (lag < 0 || lag > MAX_LAG)
        (void)load_fail(l, "lag must be 0 to %d", MAX_LAG);
    else if (lag > 0 && !t->key_is_unit && !t->is_register)
        (void)load_fail(l, "only a table with one row a pole and month has a lag");
    return (int)lag;
}

/* {"field": a coded one, "in"|"not_in"|"group": […]}, or {"sum_of": [fields], "min": n}; "lag". */
static void load_filter(struct loader *l, json_t *w, int table, struct filter *f)
{
    static const char *const keys[] = {"field",  "in",  "not_in", "group",
                                       "sum_of", "min", "lag",    NULL};
    struct table *t = &l->contract->tables[table];
    size_t n = 0;
    load_keys(l, w, keys);
    f->lag = load_lag(l, w, t);
    f->field = -1;
    const char **names = load_list(l, w, "sum_of", &n);
    if (names == NULL) {
        f->field = load_needed_field(l, table, load_text_needed(l, w, "field"));
        if (!load_ok(l))
            return;
        t->fields[f->field].kept = true;
        const struct codelist *codes = t->fields[f->field].codes;
        if (codes == NULL || codes->count > 64)
            (void)load_fail(l, "a filter needs a list of at most 64 codes");
        else
            f->in = filter_bits(l, w, codes);
        return;
    }
    if (n > MAX_FILTER_FIELDS)
        (void)load_fail(l, "a filter sums at most %d fields", MAX_FILTER_FIELDS);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        f->fields[f->n_fields++] = load_needed_field(l, table, names[i]);
        if (load_ok(l))
            t->fields[f->fields[i]].kept = true;
    }
    f->minimum = load_int(l, w, "min", 1);
}

/* The number of a mark of a table, -1 when it has no more room. */
static int mark_of(struct loader *l, struct table *t, const struct filter *f)
{
    enum { CODES = 64 };
    int field = 0;
    int m = 0;
    if (t->marks == NULL)
        t->marks = arena_array(&l->contract->arena, MAX_MARKS, sizeof *t->marks);
    while (m < t->n_marks && (t->marks[m].field != f->field || t->marks[m].in != f->in))
        m++;
    if (m < t->n_marks || m == MAX_MARKS)
        return m == MAX_MARKS ? -1 : m;
    t->marks[t->n_marks++] = (struct field_mark){f->field, f->in};
    while (field < t->n_marked && t->marked[field] != f->field)
        field++;
    if (field == t->n_marked) {
        t->marked[t->n_marked] = f->field;
        t->mark_bits[t->n_marked++] =
            arena_array(&l->contract->arena, CODES, sizeof *t->mark_bits[field]);
    }
    for (int v = 0; v < CODES; v++)
        t->mark_bits[field][v] |= (f->in >> v & 1) << m;
    return m;
}

static void mark_filter(struct loader *l, struct table *t, struct filters *all, struct filter *f)
{
    int m = f->field == -1 || f->lag != 0 ? -1 : mark_of(l, t, f);
    f->is_mark = m != -1;
    if (f->is_mark)
        all->marks |= UINT64_C(1) << m;
    else
        all->more = true;
}

void load_filters(struct loader *l, json_t *list, int table, struct filters *ret)
{
    if (json_array_size(list) > MAX_FILTERS)
        (void)load_fail(l, "at most %d filters", MAX_FILTERS);
    for (size_t i = 0; i < json_array_size(list) && load_ok(l); i++) {
        struct filter *f = &ret->list[ret->count++];
        load_filter(l, json_array_get(list, i), table, f);
        if (load_ok(l))
            mark_filter(l, &l->contract->tables[table], ret, f);
    }
}

static bool is_number(const struct field *f)
{
    return f->type == FIELD_INTEGER || f->type == FIELD_NUMBER;
}

/* "latest_by": the register's year field beside which the value counts. */
static void load_latest(struct loader *l, json_t *object, int table, struct term *term)
{
    const char *name = load_text(l, object, "latest_by");
    term->latest_by = -1;
    if (name == NULL)
        return;
    term->latest_by = load_needed_field(l, table, name);
    term->years = (int)load_int(l, object, "years", 3);
    if (load_ok(l) && (table != TABLE_POLES || term->field == -1 ||
                       l->contract->tables[table].fields[term->latest_by].type != FIELD_YEAR))
        (void)load_fail(l, "latest_by needs a sum and a year of the register");
}

static void load_term(struct loader *l, json_t *object, int table, struct term *term)
{
    static const char *const keys[] = {"sum", "count",     "sign",  "where",
                                       "lag", "latest_by", "years", NULL};
    load_keys(l, object, keys);
    struct table *t = &l->contract->tables[table];
    const char *sum = load_text(l, object, "sum");
    term->field = sum == NULL ? -1 : load_needed_field(l, table, sum);
    if (sum == NULL && !load_bool(l, object, "count"))
        (void)load_fail(l, "a term needs sum or count");
    term->sign = (int)load_int(l, object, "sign", 1);
    term->lag = load_lag(l, object, t);
    load_latest(l, object, table, term);
    if (term->field != -1) {
        t->fields[term->field].kept = true;
        if (!is_number(&t->fields[term->field]))
            (void)load_fail(l, "\"%s\" is no number", sum);
    }
    load_filters(l, json_object_get(object, "where"), table, &term->where);
}

void load_measure(struct loader *l, json_t *object, const char *key, const struct indicator *ind,
                  struct measure *m, int *ret_decimals)
{
    json_t *j = json_object_get(object, key);
    json_t *terms = json_object_get(j, "terms");
    if (j == NULL)
        return;
    if (json_array_size(terms) == 0 || json_array_size(terms) > MAX_TERMS) {
        (void)load_fail(l, "%s: needs 1 to %d terms", key, MAX_TERMS);
        return;
    }
    const char *need = load_text(l, j, "need");
    m->need_all = need != NULL && strcmp(need, "all") == 0;
    for (size_t i = 0; i < json_array_size(terms) && load_ok(l); i++) {
        struct term *term = &m->terms[m->n_terms++];
        load_term(l, json_array_get(terms, i), ind->table, term);
        int decimals =
            term->field == -1 ? 0 : l->contract->tables[ind->table].fields[term->field].decimals;
        if (i == 0)
            *ret_decimals = decimals;
        else if (decimals != *ret_decimals)
            (void)load_fail(l, "%s: its terms have different decimals", key);
    }
}
