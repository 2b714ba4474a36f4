#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "validate/validator.h"
#include "validate/values.h"

static bool is_ascii(const char *text, size_t len)
{
    uint64_t word;
    size_t i = 0;
    for (; len - i >= 8; i += 8) {
        memcpy(&word, text + i, 8);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            return false;
    }
    for (; i < len; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* U+FFFE and U+FFFF count as well: no workbook, drawing or feed (XML 1.0) can hold them. */
static bool has_control(const struct cell *cell)
{
    for (uint32_t i = 0; i < cell->len; i++) {
        unsigned char c = (unsigned char)cell->text[i];
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F)
            return true;
        if (c == 0xEF && i + 2 < cell->len && (unsigned char)cell->text[i + 1] == 0xBF &&
            (unsigned char)cell->text[i + 2] >= 0xBE)
            return true;
    }
    return false;
}

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
            value_number(cell->text, cell->len, f->decimals, f->unit, &value);
        break;
    case FIELD_DATE: value_date(cell->text, cell->len, &value); break;
    case FIELD_YEARMONTH: value_month(cell->text, cell->len, &value); break;
    case FIELD_BOOLEAN: value_boolean(cell->text, cell->len, &value); break;
    case FIELD_STRING:
    case FIELD_LIST: break;
    }
    if (value.number == VALUE_BAD && has_control(cell))
        return refuse(v, field, FINDING_CONTROL_CHARACTER, NULL);
    return settle(v, field, &value);
}

static int64_t read_number(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    int64_t n;
    if (!value_plain_number(cell->text, cell->len, f->decimals, &n))
        n = read_typed(v, field, cell);
    if (f->type == FIELD_YEAR && VALUE_IS_SET(n) && (n < YEAR_LOW || n > YEAR_HIGH))
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
    const struct cell cell = {.text = text, .len = (uint32_t)len};
    if (has_control(&cell))
        return refuse(v, field, FINDING_CONTROL_CHARACTER, NULL);
    if (value_may_be_error(text) && value_is_spreadsheet_error(text, len))
        return refuse(v, field, FINDING_SPREADSHEET_ERROR, NULL);
    i = codelist_guess(codes, text, len);
    if (i == CODE_NONE) {
        const struct finding f = {.code = unknown_code(codes),
                                  .severity = SEVERITY_ERROR,
                                  .table = v->table,
                                  .field = field,
                                  .rule = -1};
        int near = receipt_keeps(v->receipt, &f) ? codelist_nearest(codes, text, len) : CODE_NONE;
        struct finding none = {.suggestion = near == CODE_NONE ? NULL : codes->entries[near].code};
        note_field(v, f.code, field, &none);
        return VALUE_BAD;
    }
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

static int64_t read_siret(struct validator *v, int field, const struct cell *cell)
{
    struct value value = {.number = VALUE_BAD, .code = FINDING_CODES};
    bool good = value_siret(cell->text, cell->len, &value);
    if (good)
        return (settle(v, field, &value), 0);
    if (value.variant != NULL) { /* the table's words, not the rule's: it needs its own */
        (void)settle(v, field, &value);
        return VALUE_BAD;
    }
    for (int i = 0; i < v->t->n_rules; i++) {
        const struct rule *r = &v->t->rules[i];
        if (r->check != CHECK_SIRET || r->field != field)
            continue;
        struct finding more = {.rule = i + 1, .variant = value.variant};
        note_field(v, FINDING_SIRET_VALUE, field, &more);
    }
    return VALUE_BAD;
}

/* Signs of a text that was converted twice: Ã, Â, Å or â€. */
static bool may_be_damaged(const struct cell *cell)
{
    const unsigned char *p = (const unsigned char *)cell->text;
    if (is_ascii(cell->text, cell->len))
        return false;
    for (uint32_t i = 0; i + 1 < cell->len; i++)
        if (p[i] == 0xC3 && (p[i + 1] == 0x82 || p[i + 1] == 0x83 || p[i + 1] == 0x85 ||
                             (p[i + 1] == 0xA2 && i + 2 < cell->len && p[i + 2] == 0xE2)))
            return true;
    return false;
}

/* What is odd about a text that is kept as it is. */
static void note_text(struct validator *v, int field, const struct cell *cell)
{
    if (strchr("=+-@", cell->text[0]) != NULL)
        note_field(v, FINDING_FORMULA_VALUE, field, NULL);
    struct buf repaired = {0};
    if (may_be_damaged(cell) && text_repair(&repaired, cell->text, cell->len)) {
        struct finding more = {.suggestion = repaired.data};
        note_field(v, FINDING_MOJIBAKE, field, &more);
    }
    buf_release(&repaired);
}

static bool check_length(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    size_t chars = f->min_length > 0 || (f->max_length > 0 && cell->len > f->max_length)
                       ? text_chars(cell->text, cell->len)
                       : f->min_length;
    bool is_short = chars < f->min_length;
    if (!is_short && (f->max_length == 0 || chars <= f->max_length))
        return true;
    char limit[64];
    (void)snprintf(limit, sizeof limit, "%zu", is_short ? f->min_length : f->max_length);
    (void)refuse_constraint(v, field, is_short ? "minLength" : "maxLength", limit);
    return false;
}

static int64_t read_text(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    if (has_control(cell))
        return refuse(v, field, FINDING_CONTROL_CHARACTER, NULL);
    if (value_may_be_error(cell->text) && value_is_spreadsheet_error(cell->text, cell->len))
        return refuse(v, field, FINDING_SPREADSHEET_ERROR, NULL);
    if (!check_length(v, field, cell))
        return VALUE_BAD;
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
    note_text(v, field, cell);
    if (v->t->is_register)
        return map_put(&v->returns->texts, cell->text, cell->len);
    return (int64_t)(map_hash(cell->text, cell->len, 1) >> 2); /* for the primary key only */
}

static int64_t read_value(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
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

/* May there be something to clean? A quick look: most cells are plain. Accents inside a text are,
 * but for those of NFD; in a number, a date or a code they are not. */
static bool is_odd(const struct field *f, const struct cell *cell)
{
    unsigned char first = (unsigned char)cell->text[0];
    unsigned char last = (unsigned char)cell->text[cell->len - 1];
    if (first == '\'' || first == '=' || first == ' ' || last == ' ' || last >= 0x80 ||
        first == 0xC2 || first == 0xE2 || first == 0xEF)
        return true;
    if (is_ascii(cell->text, cell->len))
        return false;
    return f->type != FIELD_STRING || f->codes != NULL ||
           memchr(cell->text, 0xCC, cell->len) != NULL ||
           memchr(cell->text, 0xCD, cell->len) != NULL;
}

/* The text of a cell as it counts: without what spreadsheets put around it ('0123, ="0123"),
 * without invisible characters, in NFC. `own` holds it when it is not part of the cell. True when
 * that is another text than a person meant to write: it is told. */
static bool clean(const struct field *f, const struct cell *cell, struct cell *ret, struct buf *own)
{
    size_t len = cell->len;
    bool is_text = f->type == FIELD_STRING && f->codes == NULL;
    *ret = *cell;
    bool changed = text_trim(&ret->text, &len);
    if (len >= 3 && memcmp(ret->text, "=\"", 2) == 0 && ret->text[len - 1] == '"') {
        ret->text += 2;
        len -= 3;
        changed = true;
    } else if (len >= 2 && ret->text[0] == '\'') {
        ret->text++;
        len--;
        changed =
            changed || !is_text || strchr("=+-@", ret->text[0]) == NULL; /* else our own mark */
    }
    if (!is_text)
        text_add_visible(own, ret->text, len);
    else if (memchr(ret->text, 0xCC, len) != NULL || memchr(ret->text, 0xCD, len) != NULL)
        (void)text_nfc(own, ret->text, len);
    if (own->len > 0 && (own->len != len || memcmp(own->data, ret->text, len) != 0)) {
        ret->text = own->data;
        len = own->len;
        changed = true;
    }
    ret->len = (uint32_t)len;
    return changed;
}

void cell_text(const struct validator *v, int field, const struct cell *cell, struct buf *out)
{
    struct cell cleaned;
    struct buf own = {0};
    (void)clean(&v->t->fields[field], cell, &cleaned, &own);
    if ((v->siret_fields >> field & 1) != 0) {
        for (uint32_t i = 0; i < cleaned.len; i++)
            if (cleaned.text[i] >= '0' && cleaned.text[i] <= '9')
                buf_char(out, cleaned.text[i]);
    } else {
        buf_add(out, cleaned.text, cleaned.len);
    }
    buf_release(&own);
}

/* Was the value written as another kind than its column's: a number as a JSON string, a code as a
 * JSON number? */
static bool is_other_kind(const struct field *f, const struct cell *cell)
{
    bool number = f->type == FIELD_INTEGER || f->type == FIELD_NUMBER || f->type == FIELD_YEAR;
    return (cell->kind == CELL_STRING && number) || (cell->kind == CELL_NUMBER && !number);
}

int64_t cell_value(struct validator *v, int field, const struct cell *cell)
{
    const struct field *f = &v->t->fields[field];
    struct cell cleaned = *cell;
    struct buf own = {0};
    if (cell->kind == CELL_TRUE || cell->kind == CELL_FALSE)
        return f->type == FIELD_BOOLEAN ? cell->kind == CELL_TRUE
                                        : refuse(v, field, FINDING_TYPE_ERROR, NULL);
    if (cell->kind == CELL_NULL || is_missing(v, cell))
        return VALUE_BLANK;
    bool changed = is_odd(f, cell) && clean(f, cell, &cleaned, &own);
    v->normalized = false;
    int64_t value =
        changed && is_missing(v, &cleaned) ? VALUE_BLANK : read_value(v, field, &cleaned);
    if ((changed || is_other_kind(f, cell)) && VALUE_IS_SET(value) && !v->normalized) {
        struct buf shown = {0};
        text_show(&shown, cleaned.text, cleaned.len, MAX_SHOWN_CHARS);
        struct finding more = {.suggestion = buf_str(&shown)};
        note_field(v, FINDING_NORMALIZED_VALUE, field, &more);
        buf_release(&shown);
    }
    buf_release(&own);
    return value;
}
