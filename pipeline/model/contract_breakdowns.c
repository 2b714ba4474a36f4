#include <string.h>

#include "model/contract_indicators.h"

static const char *const breakdown_keys[] = {"id",    "title",   "by", "table",    "field",
                                             "codes", "through", "of", "national", NULL};

int load_needed_table(struct loader *l, json_t *object)
{
    const char *name = load_text_needed(l, object, "table");
    int t = contract_table(l->contract, name);
    if (t == -1)
        (void)load_fail(l, "there is no table \"%s\"", name);
    return t;
}

int load_needed_field(struct loader *l, int table, const char *name)
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
    b->field = load_needed_field(l, table, load_text_needed(l, object, "field"));
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
        b->columns[i] = load_needed_field(l, b->table, b->codes->entries[i].code);
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

void load_breakdown(struct loader *l, json_t *object, struct breakdown *b)
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
        b->table = load_needed_table(l, object);
        coded_breakdown(l, object, b, b->table);
    } else if (strcmp(by, "columns") == 0 && codes != NULL) {
        b->by = BY_COLUMNS;
        b->table = load_needed_table(l, object);
        columns_breakdown(l, b);
    } else if (strcmp(by, "file-year") == 0 && codes != NULL) {
        b->by = BY_FILE_YEAR;
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
