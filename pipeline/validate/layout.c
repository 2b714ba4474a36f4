/* Rows of a spreadsheet that are no declarations: blank ones, units below the titles, totals,
 * notes, titles again. A row whose pole cell looks like the last pole's is not looked at. */
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "validate/validator.h"
#include "validate/values.h"

static const struct cell no_cell = {.text = ""};

/* The cell below the column of the poles' codes. */
static const struct cell *pole_cell(const struct validator *v, const struct record *row)
{
    int column = v->column_of[v->t->pole_field];
    return column >= 0 && column < row->n ? &row->cells[column] : &no_cell;
}

static bool is_pole(const struct validator *v, const struct cell *cell)
{
    const struct field *f = &v->t->fields[v->t->pole_field];
    return cell->len > 0 &&
           (f->pattern == NULL || pattern_matches(f->pattern, cell->text, cell->len));
}

/* The first cell that holds anything, and how many do. */
static const struct cell *first_cell(const struct record *row, int *ret_count)
{
    const struct cell *first = NULL;
    *ret_count = 0;
    for (int i = 0; i < row->n; i++) {
        if (row->cells[i].len == 0)
            continue;
        first = first == NULL ? &row->cells[i] : first;
        ++*ret_count;
    }
    return first;
}

/* A row that is skipped, with the cell that says what it is. */
static bool skip(struct validator *v, const struct record *row, enum finding_code code,
                 const struct cell *cell)
{
    struct buf shown = {0};
    if (cell != NULL)
        text_show(&shown, cell->text, cell->len, MAX_SHOWN_CHARS);
    struct finding f = {.code = code,
                        .severity = finding_severity(code),
                        .table = v->table,
                        .field = -1,
                        .rule = -1,
                        .line = row->line,
                        .row = row->row,
                        .value = buf_str(&shown)};
    note(v, &f);
    buf_release(&shown);
    return true;
}

/* Which table the cells of a row name columns of, and how many: a row of titles. */
static bool is_header(const struct validator *v, const struct record *row, int count)
{
    const struct contract *c = v->setting->contract;
    for (int t = 0; t < c->n_tables; t++) {
        int matched = 0;
        for (int i = 0; i < row->n; i++)
            matched += row->cells[i].len > 0 &&
                       table_match_label(&c->tables[t], row->cells[i].text, row->cells[i].len) >= 0;
        if (matched >= 3 && matched * 2 >= count)
            return true;
    }
    return false;
}

uint64_t layout_hash(const struct record *labels)
{
    uint64_t h = 0;
    for (int i = 0; i < labels->n; i++)
        h = map_hash(labels->cells[i].text, labels->cells[i].len, h + 1);
    return h;
}

/* The same titles again are skipped; others are another table, and end the reading of rows. */
static bool take_header(struct validator *v, const struct record *row, const struct cell *first)
{
    if (layout_hash(row) == v->labels_hash)
        return skip(v, row, FINDING_REPEATED_HEADER, first);
    v->header_ok = false;
    v->table_bad[v->table] = true;
    return skip(v, row, FINDING_MULTIPLE_TABLES, first);
}

/* "(€) ; nombre ; AAAA-MM": the row just below the titles, without a digit. */
static bool is_units(const struct validator *v, const struct record *row)
{
    if (!v->below_labels || row->n != v->n_columns)
        return false;
    for (int i = 0; i < row->n; i++)
        for (uint32_t k = 0; k < row->cells[i].len; k++)
            if (row->cells[i].text[k] >= '0' && row->cells[i].text[k] <= '9')
                return false;
    return true;
}

/* "TOTAL ;…", "Sous-total ;…": a total in the first cell that holds anything. */
static bool is_total(const struct validator *v, const struct record *row, const struct cell *first,
                     bool *ret_partial)
{
    const struct cell *pole = pole_cell(v, row);
    char key[40];
    if ((pole->len > 0 && pole != first) || strchr("tTsSeE*", first->text[0]) == NULL)
        return false;
    (void)text_fold(first->text, first->len < 36 ? first->len : 36, key, sizeof key);
    *ret_partial = text_starts(key, "soustotal");
    if (*ret_partial || strcmp(key, "ensemble") == 0)
        return true;
    uint32_t word = 0;
    while (word < first->len && strchr(" :", first->text[word]) == NULL)
        word++;
    (void)text_fold(first->text, word < 36 ? word : 36, key, sizeof key);
    return strcmp(key, "total") == 0 || strcmp(key, "totaux") == 0;
}

/* One number of a total against its column: since the top, or since the last subtotal. */
static bool check_total(struct validator *v, const struct record *row, int field, bool partial)
{
    const struct field *f = &v->t->fields[field];
    const struct cell *cell = &row->cells[v->column_of[field]];
    const struct sums *s = &v->sums[v->table];
    struct value value = {.code = FINDING_CODES};
    if (cell->len == 0)
        return true;
    value_number(cell->text, cell->len, f->decimals, f->unit, &value);
    if (!VALUE_IS_SET(value.number) || (s->unknown >> field & 1) != 0 ||
        value.number == s->all[field] || value.number == s->part[field])
        return true;
    struct buf text = {0};
    struct buf shown = {0};
    field_format(f, partial ? s->part[field] : s->all[field], ',', &text);
    text_show(&shown, cell->text, cell->len, MAX_SHOWN_CHARS);
    struct finding finding = {.code = FINDING_TOTAL_ROW,
                              .severity = SEVERITY_WARNING,
                              .variant = "differs",
                              .table = v->table,
                              .field = field,
                              .rule = -1,
                              .line = cell->line,
                              .row = row->row,
                              .column = (uint32_t)v->column_of[field] + 1,
                              .value = buf_str(&shown),
                              .other = buf_str(&text)};
    note(v, &finding);
    buf_release(&text);
    buf_release(&shown);
    return false;
}

static bool take_total(struct validator *v, const struct record *row, const struct cell *first,
                       bool partial)
{
    struct sums *s = &v->sums[v->table];
    bool good = true;
    for (int i = 0; i < v->n_numbers; i++)
        if (v->column_of[v->numbers[i]] < row->n)
            good = check_total(v, row, v->numbers[i], partial) && good;
    memset(s->part, 0, sizeof s->part);
    return good ? skip(v, row, FINDING_TOTAL_ROW, first) : true;
}

/* "Source : CRESS", "(1) données provisoires": one cell, and no word that might be a cut code. */
static bool is_note(const struct record *row, const struct cell *first, int count)
{
    return count == 1 && !row->unended &&
           (memchr(first->text, ' ', first->len) != NULL ||
            memchr(first->text, ':', first->len) != NULL || strchr("(*", first->text[0]) != NULL);
}

/* The pole's cell is like the last one that was read: the usual row. */
static bool is_usual(const struct validator *v, const struct record *row)
{
    const struct map *poles = &v->receipt->poles;
    if (v->below_labels || v->last_pole >= poles->count)
        return false;
    const struct map_entry *last = &poles->entries[v->last_pole];
    const struct cell *cell = pole_cell(v, row);
    return cell->len == last->len && cell->len > 4 && memcmp(cell->text, last->key, 4) == 0;
}

bool layout_takes(struct validator *v, const struct record *row)
{
    int count;
    bool partial;
    if (is_usual(v, row))
        return false;
    const struct cell *first = first_cell(row, &count);
    if (first == NULL)
        return skip(v, row, FINDING_BLANK_ROW, NULL);
    bool pole = is_pole(v, pole_cell(v, row));
    bool taken = false;
    if (pole)
        taken = false;
    else if (count >= 3 && is_header(v, row, count))
        taken = take_header(v, row, first);
    else if (is_units(v, row))
        taken = skip(v, row, FINDING_UNITS_ROW, first);
    else if (is_total(v, row, first, &partial))
        taken = take_total(v, row, first, partial);
    else if (is_note(row, first, count))
        taken = skip(v, row, FINDING_FOOTER_ROWS, first);
    v->below_labels = false;
    return taken;
}

void layout_add(struct validator *v)
{
    struct sums *s = &v->sums[v->table];
    for (int i = 0; i < v->n_numbers; i++) {
        int field = v->numbers[i];
        int64_t value = v->values[field];
        if (value == VALUE_BLANK)
            continue;
        if (value == VALUE_BAD || !decimal_add(&s->all[field], value) ||
            !decimal_add(&s->part[field], value))
            s->unknown |= UINT64_C(1) << field;
    }
}
