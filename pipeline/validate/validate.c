#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/period.h"
#include "validate/validator.h"

/* What the pole's cell of the row under way says, as it stands: it may not be read yet. */
static void name_pole(const struct validator *v, struct override_about *about)
{
    int column = v->column_of[v->t->pole_field];
    if (column < 0 || column >= v->row->n)
        return;
    about->pole = v->row->cells[column].text;
    about->pole_len = v->row->cells[column].len;
    (void)text_trim(&about->pole, &about->pole_len);
}

/* Is the finding silenced? It may come back a warning. */
static bool overridden(struct validator *v, bool in_row, struct finding *f)
{
    struct override_about about = {
        .region = v->setting->region, .day = v->setting->day, .lang = v->setting->lang};
    if (v->setting->overrides == NULL || v->setting->overrides->count == 0)
        return false;
    if (in_row)
        name_pole(v, &about);
    return override_apply(v->setting->overrides, &about, v->receipt, f);
}

void note(struct validator *v, const struct finding *given)
{
    struct finding f = *given;
    if (overridden(v, false, &f))
        return;
    receipt_add(v->receipt, &f);
    v->row_error = v->row_error || f.severity == SEVERITY_ERROR;
    v->row_warning = v->row_warning || f.severity == SEVERITY_WARNING;
}

/* `more` may give other, constraint, suggestion; a rule as its number + 1, with its severity. */
void note_field(struct validator *v, enum finding_code code, int field, const struct finding *more)
{
    static const struct finding nothing;
    more = more == NULL ? &nothing : more;
    int column = field < 0 ? -1 : v->column_of[field];
    const struct cell *cell = column >= 0 && column < v->row->n ? &v->row->cells[column] : NULL;
    struct finding f = *more;
    f.code = code;
    f.severity = more->rule > 0 ? more->severity : finding_severity(code);
    if (code == FINDING_SIRET_VALUE)
        f.severity = SEVERITY_ERROR;
    f.table = v->table;
    f.field = field;
    f.rule = more->rule - 1;
    f.line = cell == NULL ? v->row->line : cell->line;
    f.row = v->row->row;
    f.column = (uint32_t)(column + 1);
    v->normalized = v->normalized || code == FINDING_NORMALIZED_VALUE || code == FINDING_MOJIBAKE;
    if (!v->quiet && overridden(v, true, &f))
        return;
    v->row_error = v->row_error || f.severity == SEVERITY_ERROR;
    v->row_warning = v->row_warning || f.severity == SEVERITY_WARNING;
    if (v->quiet)
        return;
    if (!receipt_wants(v->receipt, &f))
        return;
    struct buf shown = {0};
    if (cell != NULL)
        text_show(&shown, cell->text, cell->len, MAX_SHOWN_CHARS);
    f.value = buf_str(&shown);
    receipt_add(v->receipt, &f);
    buf_release(&shown);
}

/* False: a separator too many, the cells behind it are not those of their columns. */
static bool check_width(struct validator *v, const struct record *row)
{
    char have[16];
    char want[16];
    if (row->n == v->n_columns)
        return true;
    (void)snprintf(have, sizeof have, "%d", row->n);
    (void)snprintf(want, sizeof want, "%d", v->n_columns);
    if (row->n < v->n_columns) {
        struct finding f = {.code = FINDING_MISSING_CELL,
                            .severity = SEVERITY_ERROR,
                            .table = v->table,
                            .field = v->field_of[row->n] < 0 ? -1 : v->field_of[row->n],
                            .rule = -1,
                            .line = row->line,
                            .row = row->row,
                            .column = (uint32_t)row->n + 1,
                            .value = have,
                            .other = want};
        note(v, &f);
        return true;
    }
    int extra = v->n_columns;
    while (extra < row->n && row->cells[extra].len == 0)
        extra++;
    bool empty = extra == row->n;
    extra = empty ? v->n_columns : extra;
    struct finding f = {.code = FINDING_EXTRA_CELL,
                        .severity = empty ? SEVERITY_INFO : SEVERITY_ERROR,
                        .variant = empty ? "empty" : NULL,
                        .table = v->table,
                        .field = -1,
                        .rule = -1,
                        .line = row->cells[extra].line,
                        .row = row->row,
                        .column = (uint32_t)extra + 1,
                        .value = have,
                        .other = want};
    note(v, &f);
    return empty;
}

/* Under a column without a title something is written: say so, once a column. */
static void check_untitled(struct validator *v, const struct record *row)
{
    for (int i = 0; i < row->n && i < v->n_columns; i++) {
        if (v->field_of[i] != COLUMN_UNTITLED || row->cells[i].len == 0)
            continue;
        struct finding f = {.code = FINDING_BLANK_LABEL,
                            .severity = SEVERITY_WARNING,
                            .table = v->table,
                            .field = -1,
                            .rule = -1,
                            .line = row->cells[i].line,
                            .row = row->row,
                            .column = (uint32_t)i + 1};
        v->field_of[i] = COLUMN_IGNORED;
        note(v, &f);
    }
}

/* Columns without a title in which nothing stood: once a table. */
static void note_untitled(struct validator *v)
{
    int column = 0;
    while (column < v->n_columns && v->field_of[column] != COLUMN_UNTITLED)
        column++;
    if (!v->header_ok || !v->untitled || column == v->n_columns)
        return;
    struct finding f = {.code = FINDING_BLANK_LABEL,
                        .severity = SEVERITY_INFO,
                        .variant = "empty",
                        .table = v->table,
                        .field = -1,
                        .rule = -1,
                        .line = v->labels_line,
                        .row = v->labels_row,
                        .column = (uint32_t)column + 1};
    note(v, &f);
}

static void read_cells(struct validator *v, const struct record *row, bool in_place)
{
    int n = row->n < v->n_columns ? row->n : v->n_columns;
    if (in_place && row->roomy && row->n >= v->n_columns) {
        usual_read(v, row);
        return;
    }
    v->blanks = UINT64_MAX;
    v->quiet = !in_place; /* cells that have moved are not judged, but for the unit they may name */
    for (int i = 0; i < n; i++) {
        int field = v->field_of[i];
        if (field >= 0)
            v->values[field] = in_place || field == v->t->pole_field || field == v->t->time_field
                                   ? cell_value(v, field, &row->cells[i])
                                   : VALUE_BAD;
    }
    v->quiet = false;
    for (int i = n; i < v->n_columns; i++)
        if (v->field_of[i] >= 0)
            v->values[v->field_of[i]] = VALUE_BAD;
}

/* Could no part of a longer text be read like this cell? A full date, a month, a code that begins
 * no other. */
static bool is_whole(const struct field *f, const struct cell *cell, int64_t value)
{
    int32_t period;
    int32_t day;
    int longer = 0;
    if (f->type == FIELD_DATE)
        return cell->len == 10 && (day_parse(cell->text, cell->len, &day) == 0 ||
                                   (cell->text[2] == '/' && cell->text[5] == '/'));
    if (f->type == FIELD_YEARMONTH)
        return period_parse(cell->text, cell->len, &period) == 0;
    if (f->type != FIELD_STRING || f->codes == NULL || !VALUE_IS_SET(value))
        return false;
    const char *code = f->codes->entries[value].code;
    for (int i = 0; i < f->codes->count; i++)
        longer += text_starts(f->codes->entries[i].code, code);
    return longer == 1 && strlen(code) == cell->len && memcmp(code, cell->text, cell->len) == 0;
}

/* The last cell of a file that stops without a line end: half a number is a number too, and a blank
 * may be one of which nothing came. */
static void check_end(struct validator *v, const struct record *row)
{
    int field = row->n == v->n_columns ? v->field_of[row->n - 1] : -1;
    if (field < 0 || v->values[field] == VALUE_BAD)
        return; /* short, or refused: told already; or a column that is not read */
    if (!is_whole(&v->t->fields[field], &row->cells[row->n - 1], v->values[field]))
        note_field(v, FINDING_TRUNCATED_FILE, field, NULL);
}

static bool is_nil(const struct validator *v)
{
    return v->t->nil_field >= 0 && v->column_of[v->t->nil_field] >= 0 &&
           v->values[v->t->nil_field] == v->t->nil_value;
}

/* A declared nil says nothing else: a number beside it is a contradiction. */
static void check_nil(struct validator *v)
{
    for (int i = 0; i < v->t->n_fields; i++) {
        enum field_type type = v->t->fields[i].type;
        if ((type != FIELD_INTEGER && type != FIELD_NUMBER) || v->column_of[i] < 0)
            continue;
        if (VALUE_IS_SET(v->values[i]) && v->values[i] != 0) {
            struct finding more = {.variant = "nil"};
            note_field(v, FINDING_CONSTRAINT_ERROR, i, &more);
            return;
        }
    }
}

static void check_required(struct validator *v, bool nil)
{
    if ((v->blanks & v->required_bits) == 0 && !v->required_absent)
        return;
    for (int k = 0; k < v->n_required; k++) {
        int i = v->required[k];
        if (v->column_of[i] >= 0 && v->values[i] != VALUE_BLANK)
            continue;
        if (nil && i != v->t->pole_field && i != v->t->time_field)
            continue;
        struct finding more = {.variant = "required"};
        note_field(v, FINDING_CONSTRAINT_ERROR, i, &more);
        v->values[i] = VALUE_BAD;
    }
}

static void on_labels(void *ctx, int table, const struct record *labels, enum labels_kind kind)
{
    struct validator *v = ctx;
    const struct sink *also = v->setting->also;
    labels_take(v, table, labels, kind);
    if (also != NULL)
        also->labels(also->ctx, table, labels, kind);
}

/* A row with a fault that has been told: the pole and month it names, if its cells are all there,
 * so that their unit is rejected; else it might be of any. */
static void take_damaged(struct validator *v, const struct record *row)
{
    const int named[] = {v->t->pole_field, v->t->time_field};
    v->quiet = true;
    for (int i = 0; i < v->t->n_fields; i++)
        v->values[i] = v->column_of[i] < 0 ? VALUE_BLANK : VALUE_BAD;
    for (int i = 0; i < 2 && row->n == v->n_columns; i++)
        if (v->column_of[named[i]] >= 0)
            v->values[named[i]] = cell_value(v, named[i], &row->cells[v->column_of[named[i]]]);
    v->row_error = true;
    units_expect_key(v);
    units_file_row(v);
    v->quiet = false;
}

static void take_row(struct validator *v, const struct record *row)
{
    bool in_place = check_width(v, row);
    read_cells(v, row, in_place);
    units_expect_key(v);
    if (row->unended)
        check_end(v, row);
    if (v->untitled)
        check_untitled(v, row);
    layout_add(v);
    bool nil = is_nil(v);
    check_required(v, nil);
    if (nil)
        check_nil(v);
    else
        checks_run(v);
    units_file_row(v);
}

static void on_row(void *ctx, const struct record *row)
{
    struct validator *v = ctx;
    const struct sink *also = v->setting->also;
    if (also != NULL)
        also->row(also->ctx, row);
    if (!v->header_ok || (v->is_csv && !row->damaged && layout_takes(v, row)))
        return;
    v->row = row;
    v->row_error = v->row_warning = false;
    v->rows_seen[v->table]++;
    if (row->damaged)
        take_damaged(v, row);
    else
        take_row(v, row);
    v->receipt->rows[v->table]++;
    v->receipt->rows_error += v->row_error;
    v->receipt->rows_warning += v->row_warning;
}

static void on_finding(void *ctx, const struct finding *f)
{
    struct validator *v = ctx;
    struct finding mine = *f;
    if (!overridden(v, false, &mine))
        receipt_add(v->receipt, &mine);
}

static void forget(struct validator *v)
{
    units_release(v);
    v->table = -1;
    v->header_ok = false;
    v->n_columns = 0;
    v->last_pole = v->last_unit = UINT32_MAX;
    memset(v->table_bad, 0, sizeof v->table_bad);
    memset(v->rows_seen, 0, sizeof v->rows_seen);
    memset(v->sums, 0, sizeof v->sums);
}

static void on_restart(void *ctx)
{
    struct validator *v = ctx;
    const struct sink *also = v->setting->also;
    int max_places = v->receipt->max_places;
    forget(v);
    receipt_release(v->receipt);
    v->receipt->max_places = max_places;
    if (v->setting->canonical != NULL)
        canonical_release(v->setting->canonical);
    if (also != NULL)
        also->restart(also->ctx);
    returns_release(v->returns);
    returns_init(v->returns, v->setting->contract);
}

struct validator *validator_new(const struct setting *s, struct receipt *receipt,
                                struct returns *returns)
{
    struct validator *v = mem_alloc(sizeof *v);
    v->setting = s;
    v->receipt = receipt;
    v->returns = returns;
    returns_init(returns, s->contract);
    forget(v);
    return v;
}

struct sink validator_sink(struct validator *v)
{
    return (struct sink){
        .ctx = v, .labels = on_labels, .row = on_row, .finding = on_finding, .restart = on_restart};
}

void validator_finish(struct validator *v)
{
    note_untitled(v);
    if (v->header_ok && v->rows_seen[v->table] == 0 && !v->receipt->unreadable) {
        struct finding f = {.code = FINDING_NO_DATA,
                            .severity = SEVERITY_WARNING,
                            .table = v->table,
                            .field = -1,
                            .rule = -1};
        note(v, &f);
    }
    uint64_t rows = 0;
    for (int t = 0; t < MAX_TABLES; t++)
        rows += v->receipt->rows[t];
    if (!v->header_ok && rows == 0 && v->receipt->n_causes == 0 && !v->receipt->unreadable) {
        struct finding f = {.code = FINDING_NO_DATA,
                            .severity = SEVERITY_WARNING,
                            .table = -1,
                            .field = -1,
                            .rule = -1}; /* JSON: an empty list */
        note(v, &f);
    }
    units_finish(v);
}

void validator_free(struct validator *v)
{
    if (v == NULL)
        return;
    units_release(v);
    free(v);
}
