#include <string.h>

#include "model/contract_indicators.h"

/* What each kind needs: a numerator, a denominator, another indicator, a file. */
enum { NUM = 1, DEN = 2, OF = 4, BY = 8, FILES = 16, OVER = 32, TABLE = 64 };

static const struct {
    const char *name;
    unsigned needs;
} kinds[INDICATOR_KINDS] = {
    [KIND_STOCK] = {"stock", TABLE | NUM},
    [KIND_FLOW] = {"flow", TABLE | NUM},
    [KIND_RATIO] = {"ratio", TABLE | NUM | DEN},
    [KIND_MEAN] = {"mean", TABLE | NUM},
    [KIND_MEDIAN] = {"median", TABLE | NUM},
    [KIND_COHORT] = {"cohort", TABLE | NUM | DEN},
    [KIND_TRANSITION] = {"transition", TABLE | NUM},
    [KIND_OPEN] = {"open", TABLE | NUM | FILES},
    [KIND_OUTCOME] = {"outcome", TABLE | NUM | DEN | FILES},
    [KIND_DEPENDENCE] = {"dependence", TABLE | NUM | OVER},
    [KIND_DISTINCT] = {"distinct", OF},
    [KIND_TOP] = {"top", OF},
    [KIND_SHARE] = {"share", OF},
    [KIND_QUOTIENT] = {"quotient", OF | BY},
    [KIND_COVERAGE] = {"coverage", 0},
    [KIND_LINES] = {"lines", 0},
    [KIND_DELAY] = {"delay", 0},
};
static const struct {
    const char *name;
    unsigned window;
} windows[] = {{"month", WINDOW_MONTH},
               {"ytd", WINDOW_YEAR_TO_DATE},
               {"12m", WINDOW_12_MONTHS},
               {"known", WINDOW_KNOWN}};
enum { N_WINDOWS = sizeof windows / sizeof *windows };

static const char *const indicator_keys[] = {
    "id",       "label",     "unit",    "kind",      "decimals",    "percent", "money",
    "table",    "persons",   "of",      "numerator", "denominator", "note",    "breakdowns",
    "windows",  "statement", "by",      "file",      "over",        "above",   "entry",
    "weighted", "warnings",  "by_pole", "mask",      NULL};

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
        bool of_another =
            ind->kind == KIND_SHARE || ind->kind == KIND_DISTINCT || ind->kind == KIND_TOP;
        if (!of_another && br->table != -1 && br->table != ind->table)
            (void)load_fail(l, "breakdown \"%s\" is of another table", names[i]);
        if (ind->kind == KIND_DEPENDENCE && br->by != BY_TOTAL && br->by != BY_POLE)
            (void)load_fail(l, "breakdown \"%s\" is of rows, not of poles", names[i]);
        if ((br->by == BY_FILE_YEAR) && ind->file.id == -1)
            (void)load_fail(l, "breakdown \"%s\" needs a file", names[i]);
        if (br->by == BY_COLUMNS && (ind->numerator.n_terms != 1 || ind->denominator.n_terms != 0))
            (void)load_fail(l, "breakdown \"%s\" needs a plain sum", names[i]);
        if (indicator_breakdown(ind, b) != -1)
            (void)load_fail(l, "breakdown \"%s\" is listed twice", names[i]);
        ind->breakdowns[ind->n_breakdowns++] = b;
    }
}

static unsigned load_windows(struct loader *l, json_t *object, const char *key)
{
    size_t n = 0;
    unsigned set = 0;
    const char **names = load_list(l, object, key, &n);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < N_WINDOWS && strcmp(windows[k].name, names[i]) != 0)
            k++;
        if (k == N_WINDOWS)
            (void)load_fail(l, "window \"%s\" is not supported", names[i]);
        else
            set |= windows[k].window;
    }
    return set;
}

/* Does a measure read, or ask for, what is said of persons? */
static bool is_of_persons(const struct table *t, const struct measure *m)
{
    for (int i = 0; i < m->n_terms; i++) {
        const struct term *term = &m->terms[i];
        if (term->field != -1 && t->fields[term->field].trait != TRAIT_NONE)
            return true;
        for (int k = 0; k < term->where.count; k++) {
            const struct filter *one = &term->where.list[k];
            if (one->field != -1 && t->fields[one->field].trait != TRAIT_NONE)
                return true;
            for (int f = 0; f < one->n_fields; f++)
                if (t->fields[one->fields[f]].trait != TRAIT_NONE)
                    return true;
        }
    }
    return false;
}

/* Pole by pole only plain sums are shown, and none about a trait of persons. */
static void check_by_pole(struct loader *l, const struct indicator *ind)
{
    bool plain =
        (ind->kind == KIND_STOCK && ind->by_pole == WINDOW_MONTH) || ind->kind == KIND_FLOW;
    if (!plain || (ind->by_pole & ~ind->windows) != 0 || (ind->by_pole & WINDOW_KNOWN) != 0)
        (void)load_fail(l, "by_pole: only a stock's month, or windows of a flow that it has");
    else if (ind->persons || is_of_persons(&l->contract->tables[ind->table], &ind->numerator))
        (void)load_fail(l, "by_pole: what is said of persons is not shown pole by pole");
}

/* What stands on few poles, or on one above all, may be withheld: of plain sums. */
static void load_mask(struct loader *l, json_t *object, struct indicator *ind)
{
    static const char *const keys[] = {"fewest_poles", "largest_share", NULL};
    json_t *mask = json_object_get(object, "mask");
    if (mask == NULL)
        return;
    load_keys(l, mask, keys);
    int64_t fewest = load_int(l, mask, "fewest_poles", 0);
    int64_t share = load_int(l, mask, "largest_share", 0);
    bool sums = ind->kind == KIND_STOCK || ind->kind == KIND_FLOW;
    if (!sums || ind->persons || indicator_total(l->contract, ind) == -1)
        (void)load_fail(l, "mask: only a stock or a flow with a total, and not of persons");
    else if (fewest < 0 || fewest > 100 || share < 0 || share > 99 || fewest + share == 0)
        (void)load_fail(l, "mask: needs fewest_poles up to 100, or largest_share up to 99");
    ind->fewest_poles = load_ok(l) ? (int)fewest : 0;
    ind->largest_share = load_ok(l) ? (int)share : 0;
}

/* Is `of` broken down as this one is? */
static void check_of(struct loader *l, const struct indicator *ind)
{
    for (int k = 0; k < ind->n_breakdowns; k++)
        if (indicator_breakdown(&l->contract->indicators[ind->of], ind->breakdowns[k]) == -1)
            (void)load_fail(l, "%s is not broken down so", l->contract->indicators[ind->of].id);
}

/* What a kind needs beside its labels. */
static void check_kind(struct loader *l, const struct indicator *ind)
{
    unsigned needs = kinds[ind->kind].needs;
    unsigned has = (ind->table != -1 ? TABLE : 0U) | (ind->numerator.n_terms > 0 ? NUM : 0U) |
                   (ind->denominator.n_terms > 0 ? DEN : 0U) | (ind->of != -1 ? OF : 0U) |
                   (ind->by != -1 ? BY : 0U) | (ind->file.id != -1 ? FILES : 0U) |
                   (ind->over != -1 ? OVER : 0U);
    if (needs != has)
        (void)load_fail(l, "kind \"%s\": what it needs is missing, or more is there",
                        kinds[ind->kind].name);
    if (ind->decimals < 0 || ind->decimals > 4)
        (void)load_fail(l, "decimals must be 0 to 4");
    if (load_ok(l) &&
        (ind->kind == KIND_SHARE || ind->kind == KIND_TOP || ind->kind == KIND_QUOTIENT))
        check_of(l, ind);
    if ((ind->windows & WINDOW_KNOWN) != 0 && ind->kind != KIND_STOCK)
        (void)load_fail(l, "only a stock has a last known value");
    if (ind->kind == KIND_TRANSITION && ind->table != TABLE_POLES)
        (void)load_fail(l, "a transition is of the register");
}

/* The indicator named by a key, which stands above; -1 when the key is not there. */
static int other_indicator(struct loader *l, json_t *object, const char *key)
{
    const char *id = load_text(l, object, key);
    int i = id == NULL ? -1 : contract_indicator(l->contract, id);
    if (id != NULL && i == -1)
        (void)load_fail(l, "\"%s\": no indicator \"%s\" stands above", key, id);
    return i;
}

static void load_file(struct loader *l, json_t *object, struct indicator *ind)
{
    static const char *const keys[] = {"id", "from", "until", NULL};
    json_t *file = json_object_get(object, "file");
    if (file == NULL)
        return;
    load_keys(l, file, keys);
    ind->file.id = load_needed_field(l, ind->table, load_text_needed(l, file, "id"));
    if (!load_ok(l))
        return;
    const struct table *t = &l->contract->tables[ind->table];
    if (t->key_is_unit || t->is_register || t->fields[ind->file.id].type != FIELD_STRING ||
        t->fields[ind->file.id].codes != NULL)
        (void)load_fail(l, "\"id\" must name a text of a table of events");
    t->fields[ind->file.id].kept = true;
    load_filters(l, json_object_get(file, "from"), ind->table, &ind->file.from);
    load_filters(l, json_object_get(file, "until"), ind->table, &ind->file.until);
}

/* What only some kinds have. */
static void load_particulars(struct loader *l, json_t *object, struct indicator *ind)
{
    const char *entry = load_text(l, object, "entry");
    const char *over = load_text(l, object, "over");
    ind->first_only = entry != NULL && strcmp(entry, "first") == 0;
    if (entry != NULL && !ind->first_only && strcmp(entry, "each") != 0)
        (void)load_fail(l, "entry must be \"first\" or \"each\"");
    ind->over = over == NULL ? -1 : contract_breakdown(l->contract, over);
    if (over != NULL && (ind->over == -1 || l->contract->breakdowns[ind->over].table != ind->table))
        (void)load_fail(l, "\"over\": no breakdown \"%s\" of its table", over);
    ind->above = (int)load_int(l, object, "above", 50);
    ind->weighted = load_bool(l, object, "weighted");
    ind->warnings = load_bool(l, object, "warnings");
    if (ind->table != -1 && load_ok(l))
        load_file(l, object, ind);
}

/* Of what is not made of its own sums. */
static void load_decimals(const struct contract *c, struct indicator *ind)
{
    if (ind->kind == KIND_DEPENDENCE)
        ind->sum_decimals = ind->base_decimals = 0; /* poles, whatever is measured */
    if (ind->of == -1 || ind->kind == KIND_DISTINCT)
        return;
    ind->sum_decimals = c->indicators[ind->of].sum_decimals;
    ind->base_decimals = ind->sum_decimals;
    if (ind->kind == KIND_QUOTIENT) {
        ind->sum_decimals = c->indicators[ind->of].decimals;
        ind->base_decimals = c->indicators[ind->by].decimals;
    }
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
    while (k < INDICATOR_KINDS && strcmp(kinds[k].name, kind) != 0)
        k++;
    if (k == INDICATOR_KINDS || ind->label[0] == NULL || ind->unit[0] == NULL) {
        (void)load_fail(l, "kind \"%s\" is not supported, or label or unit is missing", kind);
        return;
    }
    ind->kind = (enum kind)k;
    ind->decimals = (int)load_int(l, object, "decimals", 0);
    ind->percent = load_bool(l, object, "percent");
    ind->money = load_bool(l, object, "money");
    ind->persons = load_bool(l, object, "persons");
    ind->of = other_indicator(l, object, "of");
    ind->by = other_indicator(l, object, "by");
    ind->file.id = -1;
    ind->table = json_object_get(object, "table") == NULL ? -1 : load_needed_table(l, object);
    if (ind->table != -1 && load_ok(l)) {
        load_measure(l, object, "numerator", ind, &ind->numerator, &ind->sum_decimals);
        load_measure(l, object, "denominator", ind, &ind->denominator, &ind->base_decimals);
    }
    if (load_ok(l))
        load_particulars(l, object, ind);
    if (load_ok(l))
        load_decimals(l->contract, ind);
    if (load_ok(l))
        load_breakdown_list(l, object, ind);
    ind->windows = load_windows(l, object, "windows");
    if (ind->windows == 0)
        ind->windows = WINDOW_MONTH;
    ind->by_pole = load_windows(l, object, "by_pole");
    if (load_ok(l) && ind->by_pole != 0)
        check_by_pole(l, ind);
    if (load_ok(l))
        load_mask(l, object, ind);
    if (load_ok(l))
        check_kind(l, ind);
}

void load_indicators(struct loader *l, json_t *root)
{
    struct contract *c = l->contract;
    json_t *list = json_object_get(root, "breakdowns");
    size_t n = json_array_size(list);
    if (n > MAX_BREAKDOWNS)
        (void)load_fail(l, "more than %d breakdowns", MAX_BREAKDOWNS);
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
    if (n > MAX_INDICATORS)
        (void)load_fail(l, "more than %d indicators", MAX_INDICATORS);
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

int indicator_breakdown(const struct indicator *ind, int breakdown)
{
    for (int k = 0; k < ind->n_breakdowns; k++)
        if (ind->breakdowns[k] == breakdown)
            return k;
    return -1;
}

int indicator_total(const struct contract *c, const struct indicator *ind)
{
    for (int k = 0; k < ind->n_breakdowns; k++)
        if (c->breakdowns[ind->breakdowns[k]].by == BY_TOTAL)
            return k;
    return -1;
}
