#include <string.h>

#include "base/text.h"
#include "validate/validator.h"

static void note_label(struct validator *v, enum finding_code code, int column,
                       const struct record *labels, const char *suggestion)
{
    const struct cell *cell = &labels->cells[column];
    struct buf shown = {0};
    text_show(&shown, cell->text, cell->len, MAX_SHOWN_CHARS);
    struct finding f = {.code = code,
                        .severity = finding_severity(code),
                        .table = v->table,
                        .field = v->field_of[column] < 0 ? -1 : v->field_of[column],
                        .rule = -1,
                        .line = cell->line,
                        .row = labels->row,
                        .column = (uint32_t)column + 1,
                        .value = buf_str(&shown),
                        .suggestion = suggestion};
    note(v, &f);
    buf_release(&shown);
}

/* Written neither as the field's name nor as its title. */
static bool is_variant(const struct field *f, const struct cell *cell)
{
    const char *same[] = {f->name, f->title[0], f->title[1]};
    for (int i = 0; i < 3; i++)
        if (strlen(same[i]) == cell->len && memcmp(same[i], cell->text, cell->len) == 0)
            return false;
    return true;
}

static void take_label(struct validator *v, int column, const struct record *labels)
{
    const struct cell *cell = &labels->cells[column];
    int field = table_match_label(v->t, cell->text, cell->len);
    v->field_of[column] = field;
    if (field >= 0 && v->column_of[field] >= 0) {
        note_label(v, FINDING_DUPLICATE_LABEL, column, labels, NULL);
        v->field_of[column] = COLUMN_IGNORED;
        v->table_bad[v->table] = true;
        return;
    }
    if (field >= 0) {
        v->column_of[field] = column;
        if (is_variant(&v->t->fields[field], cell))
            note_label(v, FINDING_LABEL_VARIANT, column, labels, v->t->fields[field].name);
        return;
    }
    v->field_of[column] = COLUMN_IGNORED;
    if (cell->len == 0) {
        v->field_of[column] = COLUMN_UNTITLED; /* told when a cell below it is not empty */
        v->untitled = true;
    }
}

/* A label that is no column of the table: a misspelt one, when the column it is near to is missing.
 * Its data would be lost in silence: the table is refused. */
static void unknown_label(struct validator *v, int column, const struct record *labels)
{
    const struct cell *cell = &labels->cells[column];
    if (cell->len == 0 || table_match_label(v->t, cell->text, cell->len) >= 0)
        return;
    struct buf repaired = {0};
    if (text_repair(&repaired, cell->text, cell->len))
        note_label(v, FINDING_MOJIBAKE, column, labels, repaired.data);
    buf_release(&repaired);
    int near = table_nearest_label(v->t, cell->text, cell->len);
    if (near < 0 || v->column_of[near] >= 0) {
        note_label(v, FINDING_EXTRA_LABEL, column, labels, NULL);
        return;
    }
    note_label(v, FINDING_INCORRECT_LABEL, column, labels, v->t->fields[near].name);
    v->table_bad[v->table] = true;
}

/* A required column that is not there: one finding, unless a misspelt label explains it. */
static void missing_labels(struct validator *v, const struct record *labels)
{
    for (int i = 0; i < v->t->n_fields; i++) {
        const struct field *f = &v->t->fields[i];
        if (!f->required || v->column_of[i] >= 0)
            continue;
        v->no_label |= UINT64_C(1) << i;
        v->table_bad[v->table] = true;
        struct finding finding = {.code = FINDING_MISSING_LABEL,
                                  .severity = SEVERITY_ERROR,
                                  .table = v->table,
                                  .field = i,
                                  .rule = -1,
                                  .line = labels->line,
                                  .value = f->name};
        bool misspelt = false;
        for (int c = 0; c < labels->n && !misspelt; c++)
            misspelt = v->field_of[c] == COLUMN_IGNORED &&
                       table_nearest_label(v->t, labels->cells[c].text, labels->cells[c].len) == i;
        if (!misspelt)
            note(v, &finding);
    }
}

/* What each row is held against: the required fields, and the rules whose columns are all there (an
 * optional part of a sum may be missing). */
static void choose_rules(struct validator *v)
{
    v->n_rules = 0;
    v->n_required = 0;
    v->n_numbers = 0;
    v->siret_fields = 0;
    for (int i = 0; i < v->t->n_fields; i++)
        if (v->column_of[i] >= 0 &&
            (v->t->fields[i].type == FIELD_INTEGER || v->t->fields[i].type == FIELD_NUMBER))
            v->numbers[v->n_numbers++] = i;
    for (int i = 0; i < v->t->n_fields; i++)
        if (v->t->fields[i].required && (v->no_label >> i & 1) == 0)
            v->required[v->n_required++] = i;
    for (int i = 0; i < v->t->n_rules; i++) {
        const struct rule *r = &v->t->rules[i];
        bool here = v->column_of[r->field] >= 0 && (r->other < 0 || v->column_of[r->other] >= 0);
        if (!here || r->check >= CHECK_OVER_TIME)
            continue;
        if (r->check == CHECK_SIRET)
            v->siret_fields |= UINT64_C(1) << r->field;
        else
            v->rules[v->n_rules++] = r;
    }
    usual_prepare(v);
}

static void no_table(struct validator *v, const struct record *labels)
{
    struct buf shown = {0};
    for (int i = 0; i < labels->n && i < 5; i++) {
        buf_text(&shown, i == 0 ? "" : ", ");
        text_show(&shown, labels->cells[i].text, labels->cells[i].len, 20);
    }
    struct finding f = {.code = FINDING_UNMATCHED_HEADER,
                        .severity = SEVERITY_ERROR,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .line = labels->line,
                        .value = buf_str(&shown)};
    note(v, &f);
    buf_release(&shown);
}

static void start_table(struct validator *v, const struct record *labels, enum labels_kind kind)
{
    v->t = &v->setting->contract->tables[v->table];
    v->no_label = 0;
    v->untitled = false;
    v->is_csv = kind == LABELS_HEADER;
    v->below_labels = true;
    v->labels_hash = layout_hash(labels);
    v->labels_line = labels->line;
    v->labels_row = labels->row;
    for (int i = 0; i < MAX_FIELDS; i++) {
        v->column_of[i] = -1;
        v->values[i] = VALUE_BLANK; /* what no column gives: a row may have no pole, no month */
    }
    memset(v->blank_start, 0, sizeof v->blank_start);
    for (size_t i = 0; i < v->t->n_missing; i++) {
        unsigned char c = (unsigned char)v->t->missing[i][0];
        v->blank_start[c] = true;
        if (c >= 'a' && c <= 'z')
            v->blank_start[c - 'a' + 'A'] = true;
    }
}

void labels_take(struct validator *v, int table, const struct record *labels, enum labels_kind kind)
{
    int first = kind == LABELS_MORE ? v->n_columns : 0;
    if (kind != LABELS_MORE) {
        v->table = table;
        v->header_ok = v->table >= 0;
        if (v->header_ok)
            start_table(v, labels, kind);
        else
            no_table(v, labels);
    }
    if (!v->header_ok)
        return;
    v->n_columns = labels->n;
    for (int i = first; i < labels->n; i++)
        take_label(v, i, labels);
    for (int i = first; i < labels->n; i++)
        unknown_label(v, i, labels);
    if (kind == LABELS_HEADER) {
        missing_labels(v, labels);
        for (int i = 0; i < v->t->n_fields; i++)
            v->receipt->columns[v->table] |= (uint64_t)(v->column_of[i] >= 0) << i;
    }
    for (int i = 0; i < v->t->n_fields; i++)
        v->receipt->places[v->table][i] = (uint16_t)(v->column_of[i] + 1);
    choose_rules(v);
}
