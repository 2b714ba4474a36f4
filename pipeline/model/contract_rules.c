#include <string.h>

#include "model/contract_json.h"

enum { MAX_PARAMETERS = 12 };

/*
 * The checks a contract may name: Validata's custom checks and ours. `parameters` are the keys a
 * check takes; what each does is in validate/checks.c, or for those over time in
 * aggregate/history.c.
 */
static const struct {
    const char *name;
    enum check check;
    const char *parameters[MAX_PARAMETERS];
} checks[] = {
    {"sum-columns-value", CHECK_SUM, {"column", "columns", "ptce:optional", "ptce:partial"}},
    {"compare-columns-value", CHECK_COMPARE, {"column", "op", "column2"}},
    {"cohesive-columns-value", CHECK_COHESIVE, {"column", "othercolumns"}},
    {"french-siret-value", CHECK_SIRET, {"column"}},
    {"range", CHECK_RANGE, {"field", "minimum", "maximum"}},
    {"code-consistency", CHECK_CONSISTENCY, {"field", "parent"}},
    {"month-window", CHECK_MONTH_WINDOW, {"field", "future", "max_age"}},
    {"ratio-range", CHECK_RATIO, {"numerator", "denominator", "minimum", "maximum"}},
    {"zero-implies-zero", CHECK_ZERO, {"field", "then"}},
    {"date-near-month", CHECK_NEAR_MONTH, {"field", "month", "months"}},
    {"period-gap", CHECK_GAP, {"field", "months"}},
    {"unit-change", CHECK_SCALE, {"field", "absolute", "relative", "points", "months"}},
    {"period-change",
     CHECK_CHANGE,
     {"field", "absolute", "relative", "spread", "points", "months"}},
    {"share-change", CHECK_SHARE, {"numerator", "denominator", "absolute", "least", "months"}},
    {"stock-flow", CHECK_STOCK_FLOW, {"field", "columns", "absolute", "relative"}},
    {"repeated-return", CHECK_REPEATED, {"field", "columns", "months", "least"}},
    {"revision-limit", CHECK_REVISION, {"field", "absolute", "relative"}},
    {"status-transition", CHECK_TRANSITION, {"field", "chain", "pair", "ends"}},
    {"cumulative-limit",
     CHECK_LIMIT,
     {"field", "same", "on", "stage", "sum", "less", "limit", "project", "part", "relative",
      "where"}},
    {"earlier-stage", CHECK_STAGE, {"field", "same", "on", "stage", "sum", "limit", "months"}},
    {"same-twice", CHECK_TWICE, {"field", "same", "columns"}},
};
enum { N_CHECKS = sizeof checks / sizeof *checks };

static const struct {
    const char *name;
    enum compare compare;
} operators[] = {{"<=", COMPARE_LE},
                 {"<", COMPARE_LT},
                 {">=", COMPARE_GE},
                 {">", COMPARE_GT},
                 {"==", COMPARE_EQ}};

/* Nothing stands in a rule that is not understood: a limit with a misspelt name is no limit. */
static void rule_keys(struct loader *l, json_t *object, bool custom, const char *const *parameters)
{
    static const char *const own[2][4] = {{"id", "check", "severity", "message"},
                                          {"name", "params", "ptce:id", "ptce:message"}};
    const char *known[4 + MAX_PARAMETERS + 1] = {0};
    memcpy(known, own[custom], sizeof own[custom]);
    if (custom)
        load_keys(l, json_object_get(object, "params"), parameters);
    else
        memcpy(known + 4, parameters, MAX_PARAMETERS * sizeof *known);
    load_keys(l, object, known);
}

static int rule_field(struct loader *l, const struct table *t, json_t *p, const char *key)
{
    const char *name = load_text(l, p, key);
    if (name == NULL)
        return -1;
    int i = table_field(t, name);
    if (i == -1)
        (void)load_fail(l, "there is no field \"%s\"", name);
    return i;
}

static int first_field(struct loader *l, const struct table *t, json_t *p)
{
    static const char *const names[] = {"column", "field", "numerator"};
    for (int i = 0; i < 3; i++)
        if (json_object_get(p, names[i]) != NULL)
            return rule_field(l, t, p, names[i]);
    (void)load_fail(l, "names no column");
    return -1;
}

static int second_field(struct loader *l, const struct table *t, json_t *p)
{
    static const char *const names[] = {"column2", "parent", "denominator",
                                        "then",    "month",  "project"};
    for (int i = 0; i < 6; i++)
        if (json_object_get(p, names[i]) != NULL)
            return rule_field(l, t, p, names[i]);
    return -1;
}

static void rule_fields(struct loader *l, const struct table *t, json_t *p, struct rule *r)
{
    size_t n = 0;
    const char **names =
        load_rule_fields(l, t, p, r->check == CHECK_SUM ? "columns" : "othercolumns", r, &n);
    size_t n_optional = 0;
    const char **optional = load_list(l, p, "ptce:optional", &n_optional);
    for (size_t k = 0; k < n_optional; k++)
        for (size_t i = 0; i < n; i++)
            if (strcmp(names[i], optional[k]) == 0)
                r->optional |= UINT64_C(1) << i;
    const char *partial = load_text(l, p, "ptce:partial");
    r->partial_at_most = partial != NULL && strcmp(partial, "at-most") == 0;
    if (partial != NULL && !r->partial_at_most && strcmp(partial, "skip") != 0)
        (void)load_fail(l, "ptce:partial must be at-most or skip");
}

static void rule_compare(struct loader *l, const struct table *t, json_t *p, struct rule *r)
{
    const char *op = load_text_needed(l, p, "op");
    size_t i = 0;
    while (i < 5 && strcmp(operators[i].name, op) != 0)
        i++;
    if (i == 5)
        (void)load_fail(l, "operator \"%s\" is not supported", op);
    else
        r->compare = operators[i].compare;
    if (r->field >= 0 && r->other >= 0 && t->fields[r->field].type != t->fields[r->other].type &&
        t->fields[r->field].decimals != t->fields[r->other].decimals)
        (void)load_fail(l, "compares columns of different kinds");
}

static void rule_consistency(struct loader *l, const struct table *t, struct rule *r)
{
    if (r->field < 0 || r->other < 0)
        return;
    const struct codelist *child = t->fields[r->field].codes;
    const struct codelist *parent = t->fields[r->other].codes;
    if (child == NULL || parent == NULL) {
        (void)load_fail(l, "code-consistency needs two coded columns");
        return;
    }
    /* The list "regions" is named by the column "region" of its children. */
    r->parent_column = arena_copy(&l->contract->arena, parent->name, strlen(parent->name) - 1);
    if (csvfile_column(&child->file, r->parent_column) == -1)
        (void)load_fail(l, "the list %s does not say its %s", child->name, r->parent_column);
}

/* What the checks need beyond field and other. */
static void rule_parameters(struct loader *l, const struct table *t, json_t *p, struct rule *r)
{
    int decimals = r->check == CHECK_RATIO ? 3 : t->fields[r->field].decimals;
    switch (r->check) {
    case CHECK_SUM:
    case CHECK_COHESIVE: rule_fields(l, t, p, r); break;
    case CHECK_COMPARE: rule_compare(l, t, p, r); break;
    case CHECK_CONSISTENCY: rule_consistency(l, t, r); break;
    case CHECK_RANGE:
    case CHECK_RATIO:
        r->has_minimum = load_scaled(l, p, "minimum", decimals, &r->minimum);
        r->has_maximum = load_scaled(l, p, "maximum", decimals, &r->maximum);
        break;
    case CHECK_MONTH_WINDOW:
        r->months = load_int(l, p, "max_age", 24);
        if (strcmp(load_text_needed(l, p, "future"), "error") != 0)
            (void)load_fail(l, "future must be error");
        break;
    case CHECK_NEAR_MONTH: r->months = load_int(l, p, "months", 1); break;
    case CHECK_SIRET:
    case CHECK_ZERO: break;
    default: load_span(l, t, p, r);
    }
    bool needs_other = r->check == CHECK_COMPARE || r->check == CHECK_CONSISTENCY ||
                       r->check == CHECK_RATIO || r->check == CHECK_ZERO ||
                       r->check == CHECK_NEAR_MONTH || r->check == CHECK_SHARE;
    if (needs_other && r->other == -1)
        (void)load_fail(l, "names only one column");
}

static void load_rule(struct loader *l, const struct table *t, json_t *object, struct rule *r)
{
    bool custom = json_object_get(object, "name") != NULL;
    const char *name = load_text_needed(l, object, custom ? "name" : "check");
    json_t *p = custom ? json_object_get(object, "params") : object;
    size_t i = 0;
    while (i < N_CHECKS && strcmp(checks[i].name, name) != 0)
        i++;
    if (i == N_CHECKS) {
        (void)load_fail(l, "check \"%s\" is not supported", name);
        return;
    }
    rule_keys(l, object, custom, checks[i].parameters);
    if (!load_ok(l))
        return;
    const char *severity = custom ? "error" : load_text_needed(l, object, "severity");
    r->id = load_text_needed(l, object, custom ? "ptce:id" : "id");
    r->check = checks[i].check;
    r->is_error = strcmp(severity, "error") == 0;
    if (!r->is_error && strcmp(severity, "warning") != 0)
        (void)load_fail(l, "severity must be error or warning");
    if (r->is_error && r->check >= CHECK_OVER_TIME) /* its unit counts already */
        (void)load_fail(l, "severity of a rule over time must be warning");
    r->field = first_field(l, t, p);
    r->other = second_field(l, t, p);
    if (r->field >= 0)
        rule_parameters(l, t, p, r);
    load_texts(l, object, custom ? "ptce:message" : "message", r->text);
    if (r->text[0] == NULL)
        (void)load_fail(l, "has no message");
}

void load_rules(struct loader *l, json_t *root, struct table *t)
{
    static const char *const parts[] = {"custom_checks", "ptce:rules"};
    size_t n = 0;
    for (int k = 0; k < 2; k++)
        n += json_array_size(json_object_get(root, parts[k]));
    t->rules = arena_array(&l->contract->arena, n + 1, sizeof *t->rules);
    for (int k = 0; k < 2; k++) {
        json_t *list = json_object_get(root, parts[k]);
        for (size_t i = 0; i < json_array_size(list) && load_ok(l); i++) {
            load_place(l, "%s[%zu]", parts[k], i);
            load_rule(l, t, json_array_get(list, i), &t->rules[t->n_rules++]);
        }
    }
    load_place(l, "%s", "");
}
