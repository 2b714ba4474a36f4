#include <string.h>

#include "base/text.h"
#include "unit_cube.h"
#include "unit.h"

/* One "field=value". */
static void set_value(int table, const char *text, size_t len, int64_t *values)
{
    char name[64];
    const char *mark = memchr(text, '=', len);
    if (mark == NULL || (size_t)(mark - text) >= sizeof name)
        fail_msg("\"%s\" is no field and value", text);
    memcpy(name, text, (size_t)(mark - text));
    name[mark - text] = '\0';
    int f = unit_field(table, name);
    const struct field *field = &unit_contract()->tables[table].fields[f];
    size_t n = len - (size_t)(mark + 1 - text);
    if (field->codes != NULL)
        values[f] = codelist_find(field->codes, mark + 1, n);
    else if (text_int(mark + 1, n, 0, INT64_MAX, &values[f]) == -1)
        fail_msg("\"%s\" is no value", text);
}

void unit_add(struct cube *cube, const struct pole_register *poles, const struct unit_add *row)
{
    int64_t values[MAX_FIELDS];
    for (int i = 0; i < MAX_FIELDS; i++)
        values[i] = VALUE_BLANK;
    for (const char *p = row->fields; *p != '\0';) {
        size_t len = strcspn(p, " ");
        set_value(row->table, p, len, values);
        p += len + (p[len] == ' ');
    }
    int pole = register_find(poles, row->pole, strlen(row->pole));
    if (pole == -1)
        fail_msg("there is no pole %s", row->pole);
    int32_t month = unit_month(row->month);
    struct cube_row r = {.table = row->table,
                         .values = values,
                         .marks = table_marks(&unit_contract()->tables[row->table], values),
                         .pole = register_at_or_first(&poles->poles[pole], month),
                         .history = &poles->poles[pole],
                         .month = month,
                         .unit = row->unit};
    cube_add_row(cube, &r);
}

void unit_tally(const struct timeline *timeline, const struct pole_register *poles,
                const char *region, struct cube *cube)
{
    struct timeline nothing = {0};
    struct tally tally = {.contract = unit_contract(),
                          .poles = poles,
                          .region = unit_code("regions", region),
                          .timeline = timeline == NULL ? &nothing : timeline,
                          .cube = cube};
    tally_add(&tally);
}

int unit_indicator(const char *id)
{
    int i = contract_indicator(unit_contract(), id);
    if (i == -1)
        fail_msg("there is no indicator %s", id);
    return i;
}

int unit_breakdown(const char *id)
{
    int b = contract_breakdown(unit_contract(), id);
    if (b == -1)
        fail_msg("there is no breakdown %s", id);
    return b;
}

int unit_member(int breakdown, const char *code)
{
    const struct contract *c = unit_contract();
    const struct breakdown *b = &c->breakdowns[breakdown];
    if (code[0] == '\0')
        return 0;
    for (int m = 0; m < b->n_members; m++) {
        struct buf have = {0};
        breakdown_member_code(c, breakdown, m, &have);
        bool same = strcmp(buf_str(&have), code) == 0;
        buf_release(&have);
        if (same)
            return m;
    }
    fail_msg("%s has no member %s", b->id, code);
    return -1;
}

const struct sum *unit_sum(const struct cube *cube, const char *indicator, const char *breakdown,
                           const char *member, const char *month)
{
    int i = unit_indicator(indicator);
    int b = unit_breakdown(breakdown);
    const struct indicator *ind = &unit_contract()->indicators[i];
    for (int k = 0; k < ind->n_breakdowns; k++)
        if (ind->breakdowns[k] == b)
            return cube_sum(cube, i, k, unit_member(b, member), unit_month(month));
    fail_msg("%s is not broken down by %s", indicator, breakdown);
    return NULL;
}
