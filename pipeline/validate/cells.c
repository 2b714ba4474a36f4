#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "validate/validator.h"
#include "validate/values.h"

/* A text of our own about a value, with its field's cell. */
static int64_t refuse(struct validator *v, int field, enum finding_code code, const char *other)
{
    struct finding more = {.other = other};
    note_field(v, code, field, &more);
    return VALUE_BAD;
}

static int64_t refuse_constraint(struct validator *v, int field, const char *constraint,
                                 const char *other)
{
    struct finding more = {.variant = constraint, .other = other};
    note_field(v, FINDING_CONSTRAINT_ERROR, field, &more);
    return VALUE_BAD;
}

static bool is_missing(const struct validator *v, const struct cell *cell)
{
    if (cell->len == 0)
        return true;
    if (cell->len > 8 || !v->blank_start[(unsigned char)cell->text[0]])
        return false;
    for (size_t i = 0; i < v->t->n_missing; i++)
        if (strlen(v->t->missing[i]) == cell->len &&
            strncasecmp(v->t->missing[i], cell->text, cell->len) == 0)
            return true;
    return false;
}

static int64_t check_bounds(struct validator *v, int field, int64_t number)
{
    const struct field *f = &v->t->fields[field];
    struct buf text = {0};
    if (f->has_minimum && (number < f->minimum || (f->above_minimum && number == f->minimum))) {
        field_format(f, f->minimum, ',', &text);
        number = refuse_constraint(v, field, f->above_minimum ? "exclusiveMinimum" : "minimum",
                                   text.data);
    } else if (f->has_maximum &&
               (number > f->maximum || (f->below_maximum && number == f->maximum))) {
        field_format(f, f->maximum, ',', &text);
        number = refuse_constraint(v, field, f->below_maximum ? "exclusiveMaximum" : "maximum",
                                   text.data);
    }
    buf_release(&text);
    return number;
}

/* Plain digits, with a decimal comma or point where the field has decimals: the usual cell. */
static bool plain_number(const struct cell *cell, int decimals, int64_t *ret)
{
    int64_t n = 0;
    uint32_t i = 0;
    if (cell->len == 0 || cell->len > 15)
        return false;
    while (i < cell->len && cell->text[i] >= '0' && cell->text[i] <= '9')
        n = n * 10 + (cell->text[i++] - '0');
    int behind = 0;
    if (i > 0 && i + 2 <= cell->len && (cell->text[i] == ',' || cell->text[i] == '.')) {
        if (cell->len - i - 1 > (uint32_t)decimals)
            return false;
        for (i++; i < cell->len && cell->text[i] >= '0' && cell->text[i] <= '9'; i++, behind++)
            n = n * 10 + (cell->text[i] - '0');
    }
    if (i != cell->len)
        return false;
    for (; behind < decimals; behind++)
        n *= 10;
    *ret = n;
    return true;
}

/* What the slower grammars found: note it, and give the number. */
static int64_t settle(struct validator *v, int field, const struct value *value)
{
    if (value->code != FINDING_CODES) {
        struct finding more = {.variant = value->variant,
                               .other = value->other,
                               .suggestion =
                                   value->suggestion[0] == '\0' ? NULL : value->suggestion};
        note_field(v, value->code, field, &more);
    }
    return value->number;
}

static int64_t read_typed(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    struct value value = {.number = VALUE_BAD, .code = FINDING_CODES};
    if (value_may_be_error(cell->text) && value_is_spreadsheet_error(cell->text, cell->len))
        return refuse(v, field, FINDING_SPREADSHEET_ERROR, NULL);
    switch (f->type) {
    case FIELD_INTEGER:
    case FIELD_NUMBER:
    case FIELD_YEAR:
        if (cell->kind == CELL_NUMBER)
            value_json_number(cell->text, cell->len, f->decimals, &value);
        else
            value_number(cell->text, cell->len, f->decimals, &value);
        break;
    case FIELD_DATE: value_date(cell->text, cell->len, &value); break;
    case FIELD_YEARMONTH: value_month(cell->text, cell->len, &value); break;
    case FIELD_BOOLEAN: value_boolean(cell->text, cell->len, &value); break;
    case FIELD_STRING:
    case FIELD_LIST: break;
    }
    return settle(v, field, &value);
}

static int64_t read_number(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    int64_t n;
    if (!plain_number(cell, f->decimals, &n))
        n = read_typed(v, field, cell);
    if (f->type == FIELD_YEAR && VALUE_IS_SET(n) && (n < 1900 || n > 2199))
        return refuse(v, field, FINDING_TYPE_ERROR, NULL);
    return VALUE_IS_SET(n) ? check_bounds(v, field, n) : n;
}

static enum finding_code unknown_code(const struct codelist *codes)
{
    if (strcmp(codes->name, "regions") == 0)
        return FINDING_REGION_CODE;
    if (strcmp(codes->name, "departements") == 0)
        return FINDING_DEPARTEMENT_CODE;
    if (strcmp(codes->name, "communes") == 0)
        return FINDING_COMMUNE_CODE;
    return FINDING_TYPE_ERROR;
}

static int64_t read_code(struct validator *v, int field, const char *text, size_t len)
{
    const struct codelist *codes = v->t->fields[field].codes;
    int i = codelist_find(codes, text, len);
    if (i != CODE_NONE)
        return i;
    i = codelist_guess(codes, text, len);
    if (i == CODE_NONE)
        return refuse(v, field, unknown_code(codes), NULL);
    struct finding more = {.suggestion = codes->entries[i].code};
    note_field(v, FINDING_NORMALIZED_VALUE, field, &more);
    return i;
}

static int64_t read_codes(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    int64_t bits = 0;
    const char *p = cell->text;
    const char *end = cell->text + cell->len;
    while (p <= end) {
        const char *stop = memchr(p, f->delimiter, (size_t)(end - p));
        stop = stop == NULL ? end : stop;
        const char *from = p;
        const char *to = stop;
        while (from < to && *from == ' ')
            from++;
        while (to > from && to[-1] == ' ')
            to--;
        int64_t i = to > from ? read_code(v, field, from, (size_t)(to - from)) : VALUE_BLANK;
        if (i == VALUE_BAD)
            return VALUE_BAD;
        if (i != VALUE_BLANK)
            bits |= INT64_C(1) << i;
        p = stop + 1;
    }
    return bits;
}

static bool has_control(const struct cell *cell)
{
    for (uint32_t i = 0; i < cell->len; i++) {
        unsigned char c = (unsigned char)cell->text[i];
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F)
            return true;
    }
    return false;
}

static int64_t read_siret(struct validator *v, int field, const struct cell *cell)
{
    struct value value = {.code = FINDING_CODES};
    bool good = value_siret(cell->text, cell->len, &value);
    if (good)
        return (settle(v, field, &value), 0);
    if (value.variant != NULL) /* the table's words, not the rule's: it needs its own */
        return refuse(v, field, FINDING_SIRET_VALUE, NULL);
    for (int i = 0; i < v->t->n_rules; i++) {
        const struct rule *r = &v->t->rules[i];
        if (r->check != CHECK_SIRET || r->field != field)
            continue;
        struct finding more = {.rule = i + 1, .variant = value.variant};
        note_field(v, FINDING_SIRET_VALUE, field, &more);
    }
    return VALUE_BAD;
}

static int64_t read_text(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    if (has_control(cell))
        return refuse(v, field, FINDING_CONTROL_CHARACTER, NULL);
    if (value_may_be_error(cell->text) && value_is_spreadsheet_error(cell->text, cell->len))
        return refuse(v, field, FINDING_SPREADSHEET_ERROR, NULL);
    if (f->max_length > 0 && cell->len > f->max_length &&
        text_chars(cell->text, cell->len) > f->max_length) {
        char limit[64];
        (void)snprintf(limit, sizeof limit, "%zu", f->max_length);
        return refuse_constraint(v, field, "maxLength", limit);
    }
    if (field == v->t->pole_field) {
        const struct map *poles = &v->receipt->poles;
        if (v->last_pole < poles->count && poles->entries[v->last_pole].len == cell->len &&
            memcmp(poles->entries[v->last_pole].key, cell->text, cell->len) == 0)
            return v->last_pole;
    }
    if (f->pattern != NULL && !pattern_matches(f->pattern, cell->text, cell->len))
        return refuse_constraint(v, field, "pattern", f->pattern_text);
    if (field == v->t->pole_field) {
        v->last_pole = map_put(&v->receipt->poles, cell->text, cell->len);
        return v->last_pole;
    }
    if (v->siret_fields >> field & 1)
        return read_siret(v, field, cell);
    if (v->t->is_register)
        return map_put(&v->returns->texts, cell->text, cell->len);
    return (int64_t)(map_hash(cell->text, cell->len, 1) >> 2); /* for the primary key only */
}

int64_t cell_value(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    if (cell->kind == CELL_NULL || is_missing(v, cell)) {
        if (cell->kind != CELL_TRUE && cell->kind != CELL_FALSE)
            return VALUE_BLANK;
    }
    if (cell->kind == CELL_TRUE || cell->kind == CELL_FALSE)
        return f->type == FIELD_BOOLEAN ? cell->kind == CELL_TRUE
                                        : refuse(v, field, FINDING_TYPE_ERROR, NULL);
    switch (f->type) {
    case FIELD_INTEGER:
    case FIELD_NUMBER:
    case FIELD_YEAR: return read_number(v, field, cell);
    case FIELD_DATE:
    case FIELD_YEARMONTH:
    case FIELD_BOOLEAN: return read_typed(v, field, cell);
    case FIELD_LIST: return read_codes(v, field, cell);
    case FIELD_STRING:
        return f->codes != NULL ? read_code(v, field, cell->text, cell->len)
                                : read_text(v, field, cell);
    }
    return VALUE_BAD;
}
