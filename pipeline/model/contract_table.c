#include <string.h>

#include "base/text.h"
#include "model/contract_json.h"

static const struct {
    const char *name;
    enum field_type type;
} types[] = {
    {"string", FIELD_STRING},       {"integer", FIELD_INTEGER}, {"number", FIELD_NUMBER},
    {"boolean", FIELD_BOOLEAN},     {"date", FIELD_DATE},       {"year", FIELD_YEAR},
    {"yearmonth", FIELD_YEARMONTH}, {"list", FIELD_LIST},
};

static const char *const field_keys[] = {
    "name",          "title",         "type",      "description",  "format",     "decimalChar",
    "groupChar",     "delimiter",     "itemType",  "constraints",  "example",    "ptce:title",
    "ptce:decimals", "ptce:unit",     "ptce:time", "ptce:aliases", "ptce:codes", "ptce:messages",
    "ptce:trait",    "ptce:expected", NULL};
static const char *const constraint_keys[] = {"required",         "minLength",        "maxLength",
                                              "minimum",          "maximum",          "pattern",
                                              "exclusiveMinimum", "exclusiveMaximum", NULL};
static const char *const table_keys[] = {
    "$schema",       "name",       "title",     "description",   "fieldsMatch",
    "primaryKey",    "fields",     "ptce:unit", "missingValues", "foreignKeys",
    "custom_checks", "ptce:title", "ptce:nil",  "ptce:weight",   "ptce:provisional",
    "ptce:coverage", "ptce:rules", NULL};

static void load_type(struct loader *l, json_t *object, struct field *f)
{
    const char *name = load_text_needed(l, object, "type");
    size_t i = 0;
    while (i < sizeof types / sizeof *types && strcmp(types[i].name, name) != 0)
        i++;
    if (i == sizeof types / sizeof *types) {
        (void)load_fail(l, "type \"%s\" is not supported", name);
        return;
    }
    f->type = types[i].type;
    f->decimals = (int)load_int(l, object, "ptce:decimals", 0);
    if (f->decimals < 0 || f->decimals > 4 || (f->decimals > 0 && f->type != FIELD_NUMBER))
        (void)load_fail(l, "ptce:decimals must be 0 to 4, on a number");
    const char *delimiter = load_text(l, object, "delimiter");
    f->delimiter = delimiter == NULL ? '|' : delimiter[0];
}

static void load_bounds(struct loader *l, json_t *c, struct field *f)
{
    f->has_minimum = load_scaled(l, c, "minimum", f->decimals, &f->minimum);
    if (load_scaled(l, c, "exclusiveMinimum", f->decimals, &f->minimum))
        f->has_minimum = f->above_minimum = true;
    f->has_maximum = load_scaled(l, c, "maximum", f->decimals, &f->maximum);
    if (load_scaled(l, c, "exclusiveMaximum", f->decimals, &f->maximum))
        f->has_maximum = f->below_maximum = true;
}

static void load_constraints(struct loader *l, json_t *object, struct field *f)
{
    json_t *c = json_object_get(object, "constraints");
    if (c == NULL)
        return;
    load_keys(l, c, constraint_keys);
    f->required = load_bool(l, c, "required");
    f->min_length = (size_t)load_int(l, c, "minLength", 0);
    f->max_length = (size_t)load_int(l, c, "maxLength", 0);
    load_bounds(l, c, f);
    f->pattern_text = load_text(l, c, "pattern");
    if (f->pattern_text != NULL) {
        struct err why = {0};
        f->pattern = pattern_new(f->pattern_text, &why);
        if (f->pattern == NULL)
            (void)load_fail(l, "%s", why.text);
    }
}

static void load_field_messages(struct loader *l, json_t *object, struct field *f)
{
    json_t *all = json_object_get(object, "ptce:messages");
    if (all == NULL)
        return;
    struct field_message *list =
        arena_array(&l->contract->arena, json_object_size(all) + 1, sizeof *list);
    const char *key;
    json_t *value;
    json_object_foreach(all, key, value)
    {
        struct field_message *m = &list[f->n_messages++];
        m->constraint = arena_text(&l->contract->arena, key);
        load_texts(l, all, key, m->text);
    }
    f->messages = list;
}

static void load_trait(struct loader *l, json_t *object, struct field *f)
{
    const char *trait = load_text(l, object, "ptce:trait");
    if (trait == NULL)
        return;
    if (strcmp(trait, "always") == 0)
        f->trait = TRAIT_ALWAYS;
    else if (strcmp(trait, "below-national") == 0)
        f->trait = TRAIT_BELOW_NATIONAL;
    else
        (void)load_fail(l, "ptce:trait must be always or below-national");
}

/* What a text looks like. All other types, and codes, say it without help. */
static void load_example(struct loader *l, json_t *object, struct field *f)
{
    f->example = load_text(l, object, "example");
    load_texts(l, object, "ptce:expected", f->expected);
    if (f->example == NULL && f->expected[0] == NULL)
        return;
    if (f->type != FIELD_STRING || f->codes != NULL) {
        (void)load_fail(l, "example and ptce:expected need a string without codes");
        return;
    }
    if (f->example == NULL)
        return;
    size_t len = strlen(f->example);
    size_t chars = text_chars(f->example, len);
    if (len == 0)
        (void)load_fail(l, "the example is empty");
    else if (f->pattern != NULL && !pattern_matches(f->pattern, f->example, len))
        (void)load_fail(l, "the example \"%s\" is not of its own pattern", f->example);
    else if (chars < f->min_length || (f->max_length > 0 && chars > f->max_length))
        (void)load_fail(l, "the example \"%s\" is too short or too long", f->example);
}

static void load_field(struct loader *l, json_t *object, struct field *f)
{
    load_keys(l, object, field_keys);
    f->name = load_text_needed(l, object, "name");
    load_type(l, object, f);
    const char *title = load_text(l, object, "title");
    load_texts(l, object, "ptce:title", f->title);
    f->title[0] = title == NULL ? f->name : title;
    if (f->title[1] == NULL)
        f->title[1] = f->title[0];
    f->description = load_text(l, object, "description");
    f->unit = load_text(l, object, "ptce:unit");
    f->unit = f->unit == NULL ? "" : f->unit;
    f->aliases = load_list(l, object, "ptce:aliases", &f->n_aliases);
    load_constraints(l, object, f);
    load_field_messages(l, object, f);
    load_trait(l, object, f);
    const char *codes = load_text(l, object, "ptce:codes");
    if (codes != NULL) {
        f->codes = contract_list(l->contract, codes);
        if (f->codes == NULL)
            (void)load_fail(l, "there is no code list \"%s\"", codes);
        else if (f->type != FIELD_STRING && f->type != FIELD_LIST)
            (void)load_fail(l, "ptce:codes needs a string or a list");
        else if (f->type == FIELD_LIST && f->codes->count > 62)
            (void)load_fail(l, "a list holds at most 62 codes");
    } else if (f->type == FIELD_LIST) {
        (void)load_fail(l, "a list needs ptce:codes");
    }
    load_example(l, object, f);
}

/* Names win over titles, titles over aliases; among equals the first field does. */
static void load_labels(struct table *t)
{
    t->label_field = mem_array((size_t)t->n_fields * 24, sizeof *t->label_field);
    for (int pass = 0; pass < 3; pass++) {
        for (int i = 0; i < t->n_fields; i++) {
            const struct field *f = &t->fields[i];
            size_t n = pass == 2 ? f->n_aliases : pass == 1 ? 2 : 1;
            for (size_t k = 0; k < n && k < 20; k++) {
                const char *label = pass == 0 ? f->name : pass == 1 ? f->title[k] : f->aliases[k];
                char key[200];
                size_t len = text_fold(label, strlen(label), key, sizeof key);
                uint32_t before = t->labels.count;
                if (map_put(&t->labels, key, len) == before)
                    t->label_field[before] = i;
            }
        }
    }
}

static int needed_field(struct loader *l, const struct table *t, const char *name)
{
    int i = table_field(t, name);
    if (i == -1)
        (void)load_fail(l, "there is no field \"%s\"", name);
    return i;
}

static void load_key(struct loader *l, json_t *root, struct table *t)
{
    size_t n = 0;
    const char **names = load_list(l, root, "primaryKey", &n);
    t->keys = arena_array(&l->contract->arena, n + 1, sizeof *t->keys);
    for (size_t i = 0; i < n; i++)
        t->keys[t->n_keys++] = needed_field(l, t, names[i]);
    if (n == 0)
        (void)load_fail(l, "primaryKey must name at least one field");
    names = load_list(l, root, "ptce:unit", &n);
    if (n != 2) {
        (void)load_fail(l, "ptce:unit must name the pole's field and the time's");
        return;
    }
    t->pole_field = needed_field(l, t, names[0]);
    t->time_field = needed_field(l, t, names[1]);
    if (!load_ok(l))
        return;
    t->is_register = t->fields[t->time_field].type == FIELD_DATE;
    if (!t->is_register && t->fields[t->time_field].type != FIELD_YEARMONTH)
        (void)load_fail(l, "the unit's time must be a date or a yearmonth");
    t->key_is_unit = t->n_keys == 2 && t->keys[0] == t->pole_field && t->keys[1] == t->time_field;
}

static void load_nil(struct loader *l, json_t *root, struct table *t)
{
    t->nil_field = -1;
    json_t *nil = json_object_get(root, "ptce:nil");
    if (nil == NULL)
        return;
    t->nil_field = needed_field(l, t, load_text_needed(l, nil, "field"));
    const char *value = load_text_needed(l, nil, "value");
    const struct codelist *codes = t->nil_field == -1 ? NULL : t->fields[t->nil_field].codes;
    t->nil_value = codes == NULL ? CODE_NONE : codelist_find(codes, value, strlen(value));
    if (t->nil_value == CODE_NONE)
        (void)load_fail(l, "ptce:nil: \"%s\" is no code of its field", value);
}

/* The name of the field by which responses are weighted. */
static void load_weight(struct loader *l, json_t *root, struct table *t)
{
    const char *name = load_text(l, root, "ptce:weight");
    t->weight_field = name == NULL ? -1 : needed_field(l, t, name);
    if (t->weight_field != -1)
        t->fields[t->weight_field].kept = true;
}

/* {"field": …, "codes": […]}: what a unit says that may still change. */
static void load_provisional(struct loader *l, json_t *root, struct table *t)
{
    json_t *p = json_object_get(root, "ptce:provisional");
    size_t n = 0;
    if (p == NULL)
        return;
    t->provisional_field = needed_field(l, t, load_text_needed(l, p, "field"));
    const char **names = load_list(l, p, "codes", &n);
    const struct codelist *codes =
        t->provisional_field == -1 ? NULL : t->fields[t->provisional_field].codes;
    for (size_t i = 0; i < n; i++) {
        int code = codes == NULL ? CODE_NONE : codelist_find(codes, names[i], strlen(names[i]));
        if (code == CODE_NONE || code > 63)
            (void)load_fail(l, "ptce:provisional: \"%s\" is no code of its field", names[i]);
        else
            t->provisional |= UINT64_C(1) << code;
        t->n_provisional++;
    }
    if (load_ok(l))
        t->fields[t->provisional_field].kept = true;
}

static void load_coverage(struct loader *l, json_t *root, struct table *t)
{
    json_t *c = json_object_get(root, "ptce:coverage");
    const struct codelist *statuses = contract_list(l->contract, "statut");
    if (c == NULL)
        return;
    const char *level = load_text_needed(l, c, "level");
    if (strcmp(level, "pole") == 0)
        t->coverage = COVERAGE_POLE;
    else if (strcmp(level, "region") == 0)
        t->coverage = COVERAGE_REGION;
    else
        (void)load_fail(l, "ptce:coverage: level must be pole or region");
    size_t n = 0;
    const char **names = load_list(l, c, "statuses", &n);
    for (size_t i = 0; i < n; i++) {
        int s = statuses == NULL ? CODE_NONE : codelist_find(statuses, names[i], strlen(names[i]));
        if (s == CODE_NONE)
            (void)load_fail(l, "ptce:coverage: there is no status \"%s\"", names[i]);
        else
            t->expected_statuses |= UINT64_C(1) << s;
    }
}

static void load_foreign(struct loader *l, json_t *root, struct table *t)
{
    json_t *keys = json_object_get(root, "foreignKeys");
    for (size_t i = 0; i < json_array_size(keys); i++) {
        json_t *key = json_array_get(keys, i);
        const char *field = json_string_value(json_array_get(json_object_get(key, "fields"), 0));
        json_t *reference = json_object_get(key, "reference");
        const char *resource = json_string_value(json_object_get(reference, "resource"));
        if (field == NULL || resource == NULL || strcmp(resource, "poles") != 0 ||
            table_field(t, field) != t->pole_field)
            (void)load_fail(l, "foreignKeys: only the unit's pole may refer, to poles");
        t->pole_is_foreign = true;
    }
}

void load_table(struct loader *l, json_t *root, struct table *t)
{
    load_keys(l, root, table_keys);
    t->name = load_text_needed(l, root, "name");
    load_texts(l, root, "ptce:title", t->title);
    t->title[0] = load_text_needed(l, root, "title");
    if (t->title[1] == NULL)
        t->title[1] = t->title[0];
    json_t *fields = json_object_get(root, "fields");
    size_t n = json_array_size(fields);
    if (n == 0 || n > MAX_FIELDS) {
        (void)load_fail(l, "needs 1 to %d fields", MAX_FIELDS);
        return;
    }
    t->fields = arena_array(&l->contract->arena, n, sizeof *t->fields);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        load_place(l, "fields[%zu]", i);
        load_field(l, json_array_get(fields, i), &t->fields[i]);
        if (table_field(t, t->fields[i].name) != -1)
            (void)load_fail(l, "the field \"%s\" stands twice", t->fields[i].name);
        t->n_fields++;
    }
    load_place(l, "%s", "");
    t->missing = load_list(l, root, "missingValues", &t->n_missing);
    if (!load_ok(l))
        return;
    load_key(l, root, t);
    if (!load_ok(l))
        return;
    load_nil(l, root, t);
    load_weight(l, root, t);
    load_provisional(l, root, t);
    load_coverage(l, root, t);
    load_foreign(l, root, t);
    load_labels(t);
}

int table_field(const struct table *t, const char *name)
{
    for (int i = 0; i < t->n_fields; i++)
        if (strcmp(t->fields[i].name, name) == 0)
            return i;
    return -1;
}

int table_match_label(const struct table *t, const char *label, size_t len)
{
    char key[200];
    size_t n = text_fold(label, len, key, sizeof key);
    uint32_t i = n == 0 ? MAP_NONE : map_find(&t->labels, key, n);
    return i == MAP_NONE ? -1 : t->label_field[i];
}

int table_nearest_label(const struct table *t, const char *label, size_t len)
{
    char key[200];
    size_t n = text_fold(label, len, key, sizeof key);
    size_t limit = n < 4 ? 0 : n < 8 ? 1 : n < 14 ? 2 : 3;
    size_t best = limit + 1;
    int field = -1;
    for (uint32_t i = 0; n > 0 && i < t->labels.count; i++) {
        size_t d = text_distance(key, map_key(&t->labels, i), limit);
        if (d < best) {
            best = d;
            field = t->label_field[i];
        }
    }
    return field;
}

const char *field_message(const struct field *f, const char *constraint, enum lang lang)
{
    for (size_t i = 0; i < f->n_messages; i++)
        if (strcmp(f->messages[i].constraint, constraint) == 0)
            return f->messages[i].text[lang];
    return NULL;
}
