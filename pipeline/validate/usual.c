/*
 * The usual cell: written plainly, in its column's own form, with nothing to be said about it. It
 * is read here, by a program of one step a column, made from the contract when the labels are
 * known; every other cell goes the long way (cells.c), which would give the same value. Cells like
 * the one above them (a pole, a month, the day's month) are known by their bytes.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "model/period.h"
#include "validate/validator.h"
#include "validate/values.h"

#define KIND_BIT(kind) (1U << (kind))

/* Is a text that means "not declared" one of the list's codes? */
static bool has_missing_code(const struct table *t, const struct codelist *codes)
{
    for (size_t i = 0; i < t->n_missing; i++)
        for (int k = 0; k < codes->count; k++)
            if (strcasecmp(t->missing[i], codes->entries[k].code) == 0)
                return true;
    return false;
}

static enum usual_kind kind_of(const struct validator *v, int field)
{
    const struct field *f = &v->t->fields[field];
    bool digits = false; /* does a text that means "not declared" start with one? */
    for (int c = '0'; c <= '9'; c++)
        digits = digits || v->blank_start[c];
    switch (f->type) {
    case FIELD_INTEGER:
    case FIELD_NUMBER:
    case FIELD_YEAR: return digits ? USUAL_NONE : USUAL_NUMBER;
    case FIELD_YEARMONTH: return digits ? USUAL_NONE : USUAL_MONTH;
    case FIELD_DATE: return digits ? USUAL_NONE : USUAL_DATE;
    case FIELD_STRING: break;
    case FIELD_BOOLEAN:
    case FIELD_LIST: return USUAL_NONE;
    }
    if (f->codes != NULL)
        return f->codes->slots == NULL || has_missing_code(v->t, f->codes) ? USUAL_NONE
                                                                           : USUAL_CODE;
    if (field == v->t->pole_field)
        return USUAL_POLE;
    bool plain = f->pattern == NULL && !v->t->is_register && (v->siret_fields >> field & 1) == 0;
    return plain ? USUAL_TEXT : USUAL_NONE;
}

static void set_bounds(struct usual *u, const struct field *f)
{
    u->low = f->has_minimum ? f->minimum + f->above_minimum : INT64_MIN;
    u->high = f->has_maximum ? f->maximum - f->below_maximum : INT64_MAX;
    if (f->type == FIELD_YEAR) {
        u->low = u->low < YEAR_LOW ? YEAR_LOW : u->low;
        u->high = u->high > YEAR_HIGH ? YEAR_HIGH : u->high;
    }
}

/* First bytes of texts that are kept as they are, without a word. */
static void set_first(struct validator *v)
{
    for (int c = 0; c < 256; c++)
        v->plain_start[c] =
            c > ' ' && c < 0x7F && strchr("'=+-@#", c) == NULL && !v->blank_start[c];
}

void usual_prepare(struct validator *v)
{
    v->n_usual = 0;
    v->n_known = 0;
    v->required_bits = 0;
    v->required_absent = false;
    set_first(v);
    for (int k = 0; k < v->n_required; k++) {
        v->required_bits |= UINT64_C(1) << v->required[k];
        v->required_absent = v->required_absent || v->column_of[v->required[k]] < 0;
    }
    for (int i = 0; i < v->n_columns; i++) {
        int field = v->field_of[i];
        if (field < 0)
            continue;
        const struct field *f = &v->t->fields[field];
        struct usual *u = &v->usual[v->n_usual++];
        *u = (struct usual){.column = i,
                            .field = field,
                            .kind = kind_of(v, field),
                            .decimals = f->decimals,
                            .codes = f->codes,
                            .min_length = f->min_length,
                            .max_length = f->max_length == 0 ? UINT32_MAX : f->max_length};
        u->cells =
            KIND_BIT(CELL_TEXT) | KIND_BIT(u->kind == USUAL_NUMBER ? CELL_NUMBER : CELL_STRING);
        set_bounds(u, f);
    }
}

/* The bytes of a cell of up to 16, and whether they are those of the last such cell. */
static inline bool is_same(const struct usual *u, const struct cell *cell)
{
    return cell->len == u->len && text_head(cell->text, cell->len) == u->head &&
           text_tail(cell->text, cell->len) == u->tail;
}

static inline void remember(struct usual *u, const struct cell *cell, int64_t value)
{
    u->len = cell->len;
    u->head = text_head(cell->text, cell->len);
    u->tail = text_tail(cell->text, cell->len);
    u->value = value;
}

static inline bool usual_month(struct usual *u, const struct cell *cell, int64_t *ret)
{
    int32_t period;
    if (!is_same(u, cell)) {
        if (period_parse(cell->text, cell->len, &period) == -1)
            return false;
        remember(u, cell, period);
    }
    *ret = u->value;
    return true;
}

/* AAAA-MM-JJ. Of the last date, the first eight bytes are kept, and what their month is. */
static inline bool usual_date(struct usual *u, const struct cell *cell, int64_t *ret)
{
    int32_t day;
    if (cell->len != 10)
        return false;
    uint64_t head = text_head(cell->text, 10);
    unsigned tens = (unsigned char)cell->text[8] - (unsigned)'0';
    unsigned ones = (unsigned char)cell->text[9] - (unsigned)'0';
    unsigned number = tens * 10 + ones;
    if (head == u->head && tens <= 9 && ones <= 9 && number - 1 < u->days) {
        *ret = u->value + number;
        return true;
    }
    if (day_parse(cell->text, 10, &day) == -1)
        return false;
    u->head = head;
    u->value = day - (int32_t)number;
    u->days = (unsigned)(period_last_day(day_period(day)) - u->value);
    *ret = day;
    return true;
}

/* A code that has been read before in this column: it is in the map, and was found good. */
static inline bool usual_pole(struct validator *v, struct usual *u, const struct cell *cell,
                              int64_t *ret)
{
    if (cell->len > 16)
        return false;
    if (!is_same(u, cell)) {
        uint32_t pole = map_find(&v->receipt->poles, cell->text, cell->len);
        if (pole >= v->n_known || !v->known[pole])
            return false;
        remember(u, cell, pole);
    }
    v->last_pole = (uint32_t)u->value;
    *ret = u->value;
    return true;
}

/* A pole that came the long way: good for the next time, if it stands in the map as in the cell. */
static void learn_pole(struct validator *v, const struct cell *cell, int64_t pole)
{
    if (!VALUE_IS_SET(pole))
        return;
    const struct map_entry *e = &v->receipt->poles.entries[pole];
    if (e->len != cell->len || memcmp(e->key, cell->text, cell->len) != 0)
        return;
    if ((uint32_t)pole >= v->known_cap) {
        v->known_cap = v->receipt->poles.cap;
        v->known = mem_resize(v->known, v->known_cap, sizeof *v->known);
    }
    while (v->n_known <= (uint32_t)pole)
        v->known[v->n_known++] = false;
    v->known[pole] = true;
}

/* Eight bytes of which one is no printable ASCII character. */
static inline uint64_t unprintable(uint64_t word)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t low = ~((word | high) - ones * ' ');         /* below a blank */
    return (word | low | ((word & ~high) + ones)) & high; /* or 0x7F */
}

static inline bool usual_text(const struct validator *v, const struct usual *u,
                              const struct cell *cell, int64_t *ret)
{
    uint32_t len = cell->len;
    const char *p = cell->text;
    uint64_t bad = 0;
    if (!v->plain_start[(unsigned char)p[0]] || p[len - 1] == ' ' || len < u->min_length ||
        len > u->max_length || (p[0] == 'E' && p[1] == 'r')) /* Err:510 */
        return false;
    uint32_t i = 0;
    for (; i + 8 <= len; i += 8)
        bad |= unprintable(text_head(p + i, 8));
    uint64_t rest = i < len ? text_head(p + i, len - i) : 0;
    if (i < len)
        bad |= unprintable(rest | UINT64_C(0x2020202020202020) << (8 * (len - i)));
    if (bad != 0)
        return false;
    *ret = (int64_t)(map_hash_with(p, len, 1, rest) >> 2);
    return true;
}

static inline bool usual_value(struct validator *v, struct usual *u, const struct cell *cell,
                               int64_t *ret)
{
    switch (u->kind) {
    case USUAL_NUMBER:
        return value_plain_number(cell->text, cell->len, u->decimals, ret) && *ret >= u->low &&
               *ret <= u->high;
    case USUAL_MONTH: return usual_month(u, cell, ret);
    case USUAL_DATE: return usual_date(u, cell, ret);
    case USUAL_CODE: return (*ret = codelist_find_roomy(u->codes, cell->text, cell->len)) >= 0;
    case USUAL_POLE: return usual_pole(v, u, cell, ret);
    case USUAL_TEXT: return usual_text(v, u, cell, ret);
    case USUAL_NONE: break;
    }
    return false;
}

void usual_read(struct validator *v, const struct record *row)
{
    uint64_t blanks = 0;
    for (int k = 0; k < v->n_usual; k++) {
        struct usual *u = &v->usual[k];
        const struct cell *cell = &row->cells[u->column];
        int64_t value;
        if (cell->len == 0 && cell->kind != CELL_TRUE && cell->kind != CELL_FALSE) {
            value = VALUE_BLANK;
        } else if ((u->cells >> cell->kind & 1) == 0 || !usual_value(v, u, cell, &value)) {
            value = cell_value(v, u->field, cell);
            if (u->kind == USUAL_POLE)
                learn_pole(v, cell, value);
        }
        v->values[u->field] = value;
        blanks |= (uint64_t)(value == VALUE_BLANK) << u->field;
    }
    v->blanks = blanks;
}
