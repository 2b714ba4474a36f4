#include <string.h>

#include "model/contract_json.h"

static const struct {
    const char *name;
    enum kind kind;
} kinds[] = {{"stock", KIND_STOCK},      {"flow", KIND_FLOW},         {"ratio", KIND_RATIO},
             {"mean", KIND_MEAN},        {"distinct", KIND_DISTINCT}, {"share", KIND_SHARE},
             {"coverage", KIND_COVERAGE}};
static const struct {
    const char *name;
    unsigned window;
} windows[] = {{"month", WINDOW_MONTH}, {"ytd", WINDOW_YEAR_TO_DATE}, {"12m", WINDOW_12_MONTHS}};

static const char *const breakdown_keys[] = {"id",    "title",   "by", "table",    "field",
                                             "codes", "through", "of", "national", NULL};
static const char *const indicator_keys[] = {
    "id",    "label",      "unit",    "kind",      "decimals",  "percent",
    "money", "table",      "persons", "of",        "numerator", "denominator",
    "note",  "breakdowns", "windows", "statement", NULL};

static int needed_table(struct loader *l, json_t *object)
{
    const char *name = load_text_needed(l, object, "table");
    int t = contract_table(l->contract, name);
    if (t == -1)
        (void)load_fail(l, "there is no table \"%s\"", name);
    return t;
}

static int needed_field(struct loader *l, int table, const char *name)
{
    int f = table == -1 ? -1 : table_field(&l->contract->tables[table], name);
    if (f == -1)
        (void)load_fail(l, "there is no field \"%s\"", name);
    return f;
}

/* Each entry of the field's list, through one of the list's columns, is a member. */
static void member_map(struct loader *l, struct breakdown *b, const struct codelist *from,
                       const char *through)
{
    b->member_of = arena_array(&l->contract->arena, (size_t)from->count + 1, sizeof *b->member_of);
    for (int i = 0; i < from->count; i++) {
        const char *code = codelist_parent(from, i, through);
        b->member_of[i] = codelist_find(b->codes, code, strlen(code));
        if (b->member_of[i] == CODE_NONE)
            (void)load_fail(l, "%s of %s: \"%s\" is not in %s", through, from->entries[i].code,
                            code, b->codes->name);
    }
}

static void coded_breakdown(struct loader *l, json_t *object, struct breakdown *b, int table)
{
    b->field = needed_field(l, table, load_text_needed(l, object, "field"));
    if (!load_ok(l))
        return;
    struct field *f = &l->contract->tables[table].fields[b->field];
    f->kept = true;
    const char *through = load_text(l, object, "through");
    if (f->codes == NULL)
        (void)load_fail(l, "the field \"%s\" is not coded", f->name);
    else if (through != NULL)
        member_map(l, b, f->codes, through);
    else if (f->codes != b->codes)
        (void)load_fail(l, "its codes are not those of the field");
}

static void columns_breakdown(struct loader *l, struct breakdown *b)
{
    b->columns = arena_array(&l->contract->arena, (size_t)b->n_members + 1, sizeof *b->columns);
    for (int i = 0; i < b->n_members && load_ok(l); i++) {
        b->columns[i] = needed_field(l, b->table, b->codes->entries[i].code);
        if (load_ok(l))
            l->contract->tables[b->table].fields[b->columns[i]].kept = true;
    }
}

static void cross_breakdown(struct loader *l, json_t *object, struct breakdown *b)
{
    size_t n = 0;
    const char **of = load_list(l, object, "of", &n);
    b->first = n == 2 ? contract_breakdown(l->contract, of[0]) : -1;
    b->second = n == 2 ? contract_breakdown(l->contract, of[1]) : -1;
    if (b->first == -1 || b->second == -1) {
        (void)load_fail(l, "\"of\" must name two breakdowns that stand above");
        return;
    }
    const struct breakdown *x = &l->contract->breakdowns[b->first];
    const struct breakdown *y = &l->contract->breakdowns[b->second];
    b->table = x->table;
    b->n_members = x->n_members * y->n_members;
    if (x->by != BY_ROW || y->by != BY_ROW || x->table != y->table)
        (void)load_fail(l, "only two breakdowns by row of one table can be crossed");
}

static void load_breakdown(struct loader *l, json_t *object, struct breakdown *b)
{
    load_keys(l, object, breakdown_keys);
    b->id = load_text_needed(l, object, "id");
    load_texts(l, object, "title", b->title);
    if (b->title[0] == NULL)
        (void)load_fail(l, "has no title");
    b->national_only = load_bool(l, object, "national");
    b->table = -1;
    b->n_members = 1;
    const char *by = load_text(l, object, "by");
    const char *codes = load_text(l, object, "codes");
    if (codes != NULL) {
        b->codes = contract_list(l->contract, codes);
        if (b->codes == NULL) {
            (void)load_fail(l, "there is no code list \"%s\"", codes);
            return;
        }
        b->n_members = b->codes->count;
    }
    if (by == NULL) {
        b->by = BY_TOTAL;
    } else if (strcmp(by, "pole") == 0 && codes != NULL) {
        b->by = BY_POLE;
        coded_breakdown(l, object, b, TABLE_POLES);
    } else if (strcmp(by, "row") == 0 && codes != NULL) {
        b->by = BY_ROW;
        b->table = needed_table(l, object);
        coded_breakdown(l, object, b, b->table);
    } else if (strcmp(by, "columns") == 0 && codes != NULL) {
        b->by = BY_COLUMNS;
        b->table = needed_table(l, object);
        columns_breakdown(l, b);
    } else if (strcmp(by, "cross") == 0) {
        b->by = BY_CROSS;
        cross_breakdown(l, object, b);
    } else if (strcmp(by, "tables") == 0) {
        b->by = BY_TABLES;
        b->n_members = l->contract->n_tables;
    } else {
        (void)load_fail(l, "\"by\": \"%s\" is not supported, or has no codes", by);
    }
    if (b->n_members > MAX_MEMBERS)
        (void)load_fail(l, "more than %d members", MAX_MEMBERS);
}

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

static void load_term(struct loader *l, json_t *object, int table, struct term *term)
{
    static const char *const keys[] = {"sum", "count", "sign", "where", NULL};
    load_keys(l, object, keys);
    struct table *t = &l->contract->tables[table];
    const char *sum = load_text(l, object, "sum");
    term->field = sum == NULL ? -1 : needed_field(l, table, sum);
    if (sum == NULL && !load_bool(l, object, "count"))
        (void)load_fail(l, "a term needs sum or count");
    term->sign = (int)load_int(l, object, "sign", 1);
    if (term->field != -1) {
        t->fields[term->field].kept = true;
        if (t->fields[term->field].type != FIELD_INTEGER &&
            t->fields[term->field].type != FIELD_NUMBER)
            (void)load_fail(l, "\"%s\" is no number", sum);
    }
    json_t *where = json_object_get(object, "where");
    for (size_t i = 0; i < json_array_size(where) && load_ok(l); i++) {
        json_t *w = json_array_get(where, i);
        struct filter *f = &term->filters[term->n_filters++];
        f->field = needed_field(l, table, load_text_needed(l, w, "field"));
        if (!load_ok(l))
            return;
        t->fields[f->field].kept = true;
        const struct codelist *codes = t->fields[f->field].codes;
        if (codes == NULL || codes->count > 64 || term->n_filters == MAX_FILTERS)
            (void)load_fail(l, "a filter needs a list of at most 64 codes, and %d at most",
                            MAX_FILTERS - 1);
        else
            f->in = filter_bits(l, w, codes);
    }
}

static void load_measure(struct loader *l, json_t *object, const char *key, struct indicator *ind,
                         struct measure *m)
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
        if (i == 0 && m == &ind->numerator)
            ind->sum_decimals = decimals;
        else if (decimals != ind->sum_decimals)
            (void)load_fail(l, "%s: its terms have different decimals", key);
    }
}

static void load_breakdown_list(struct loader *l, json_t *object, struct indicator *ind)
{
    size_t n = 0;
    const char **names = load_list(l, object, "breakdowns", &n);
    if (n == 0 || n > MAX_BREAKDOWNS_PER_INDICATOR)
        (void)load_fail(l, "needs 1 to %d breakdowns", MAX_BREAKDOWNS_PER_INDICATOR);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        int b = contract_breakdown(l->contract, names[i]);
        if (b == -1) {
            (void)load_fail(l, "there is no breakdown \"%s\"", names[i]);
            return;
        }
        const struct breakdown *br = &l->contract->breakdowns[b];
        if (ind->kind != KIND_SHARE && ind->kind != KIND_DISTINCT && br->table != -1 &&
            br->table != ind->table)
            (void)load_fail(l, "breakdown \"%s\" is of another table", names[i]);
        if (br->by == BY_COLUMNS && (ind->numerator.n_terms != 1 || ind->denominator.n_terms != 0))
            (void)load_fail(l, "breakdown \"%s\" needs a plain sum", names[i]);
        ind->breakdowns[ind->n_breakdowns++] = b;
    }
}

static unsigned load_windows(struct loader *l, json_t *object)
{
    size_t n = 0;
    unsigned set = 0;
    const char **names = load_list(l, object, "windows", &n);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < 3 && strcmp(windows[k].name, names[i]) != 0)
            k++;
        if (k == 3)
            (void)load_fail(l, "window \"%s\" is not supported", names[i]);
        else
            set |= windows[k].window;
    }
    return n == 0 ? WINDOW_MONTH : set;
}

/* What a kind needs beside its labels. */
static void check_kind(struct loader *l, const struct indicator *ind)
{
    bool sums = ind->kind == KIND_STOCK || ind->kind == KIND_FLOW || ind->kind == KIND_MEAN ||
                ind->kind == KIND_RATIO;
    if (sums && ind->numerator.n_terms == 0)
        (void)load_fail(l, "needs a numerator");
    if ((ind->kind == KIND_RATIO) != (ind->denominator.n_terms > 0))
        (void)load_fail(l, "a ratio, and nothing else, needs a denominator");
    if ((ind->kind == KIND_DISTINCT || ind->kind == KIND_SHARE) && ind->of == -1)
        (void)load_fail(l, "needs \"of\", an indicator that stands above");
    if (ind->decimals < 0 || ind->decimals > 4)
        (void)load_fail(l, "decimals must be 0 to 4");
    for (int k = 0; (ind->kind == KIND_SHARE) && ind->of != -1 && k < ind->n_breakdowns; k++) {
        const struct indicator *of = &l->contract->indicators[ind->of];
        bool has = false;
        for (int j = 0; j < of->n_breakdowns; j++)
            has = has || of->breakdowns[j] == ind->breakdowns[k];
        if (!has)
            (void)load_fail(l, "%s is not broken down so", of->id);
    }
    if (ind->kind == KIND_STOCK && ind->windows != WINDOW_MONTH)
        (void)load_fail(l, "a stock is never added over months");
}

static void load_indicator(struct loader *l, json_t *object, struct indicator *ind)
{
    load_keys(l, object, indicator_keys);
    ind->id = load_text_needed(l, object, "id");
    load_texts(l, object, "label", ind->label);
    load_texts(l, object, "unit", ind->unit);
    load_texts(l, object, "note", ind->note);
    ind->statement = load_text(l, object, "statement");
    const char *kind = load_text_needed(l, object, "kind");
    size_t k = 0;
    while (k < sizeof kinds / sizeof *kinds && strcmp(kinds[k].name, kind) != 0)
        k++;
    if (k == sizeof kinds / sizeof *kinds || ind->label[0] == NULL || ind->unit[0] == NULL) {
        (void)load_fail(l, "kind \"%s\" is not supported, or label or unit is missing", kind);
        return;
    }
    ind->kind = kinds[k].kind;
    ind->decimals = (int)load_int(l, object, "decimals", 0);
    ind->percent = load_bool(l, object, "percent");
    ind->money = load_bool(l, object, "money");
    ind->persons = load_bool(l, object, "persons");
    const char *of = load_text(l, object, "of");
    ind->of = of == NULL ? -1 : contract_indicator(l->contract, of);
    ind->table = json_object_get(object, "table") == NULL ? -1 : needed_table(l, object);
    if (ind->table != -1 && load_ok(l)) {
        load_measure(l, object, "numerator", ind, &ind->numerator);
        load_measure(l, object, "denominator", ind, &ind->denominator);
    }
    if (load_ok(l))
        load_breakdown_list(l, object, ind);
    ind->windows = load_windows(l, object);
    if (load_ok(l))
        check_kind(l, ind);
}

void load_indicators(struct loader *l, json_t *root)
{
    struct contract *c = l->contract;
    json_t *list = json_object_get(root, "breakdowns");
    size_t n = json_array_size(list);
    c->breakdowns = arena_array(&c->arena, n + 1, sizeof *c->breakdowns);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        load_place(l, "breakdowns[%zu]", i);
        load_breakdown(l, json_array_get(list, i), &c->breakdowns[i]);
        if (load_ok(l) && contract_breakdown(c, c->breakdowns[i].id) != -1)
            (void)load_fail(l, "\"%s\" stands twice", c->breakdowns[i].id);
        c->n_breakdowns++;
    }
    list = json_object_get(root, "indicators");
    n = json_array_size(list);
    c->indicators = arena_array(&c->arena, n + 1, sizeof *c->indicators);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        load_place(l, "indicators[%zu]", i);
        load_indicator(l, json_array_get(list, i), &c->indicators[i]);
        if (load_ok(l) && contract_indicator(c, c->indicators[i].id) != -1)
            (void)load_fail(l, "\"%s\" stands twice", c->indicators[i].id);
        c->n_indicators++;
    }
}

int contract_indicator(const struct contract *c, const char *id)
{
    for (int i = 0; i < c->n_indicators; i++)
        if (strcmp(c->indicators[i].id, id) == 0)
            return i;
    return -1;
}

int contract_breakdown(const struct contract *c, const char *id)
{
    for (int i = 0; i < c->n_breakdowns; i++)
        if (strcmp(c->breakdowns[i].id, id) == 0)
            return i;
    return -1;
}
