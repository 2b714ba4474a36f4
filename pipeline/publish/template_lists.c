/* The sheet of lists, and what the cells of a column accept: drop-down lists by range (a list
 * within the rule may hold 255 bytes at most), bounds, dates, lengths. */
#include <stdlib.h>
#include <string.h>

#include "model/period.h"
#include "publish/template_parts.h"

enum { FIRST_LIST_ROW = 2, CODE_WIDTH = 26, LABEL_WIDTH = 36 };
enum { FIRST_YEAR = 1990 }; /* no pole, contract or funding is older */

static void add_listing(struct template *t, enum input_kind kind, const struct codelist *codes,
                        const char *title)
{
    for (int i = 0; i < t->n_listings; i++)
        if (t->listings[i].kind == kind && t->listings[i].codes == codes)
            return;
    if (t->n_listings == MAX_LISTINGS)
        return;
    t->listings[t->n_listings] =
        (struct listing){.kind = kind, .codes = codes, .title = title, .column = t->n_listings * 2};
    t->n_listings++;
}

static const struct listing *listing_of(const struct template *t, enum input_kind kind,
                                        const struct codelist *codes)
{
    for (int i = 0; i < t->n_listings; i++)
        if (t->listings[i].kind == kind && t->listings[i].codes == codes)
            return &t->listings[i];
    return NULL;
}

/* Of the lists of places, what lies in the region. */
static bool is_offered(const struct template *t, const struct codelist *codes, int entry)
{
    const char *code = contract_list(t->contract, "regions")->entries[t->facts->region].code;
    if (strcmp(codes->name, "regions") == 0)
        return entry == t->facts->region;
    const char *parent = codelist_parent(codes, entry, "region");
    return parent[0] == '\0' || strcmp(parent, code) == 0;
}

static int count_codes(const struct template *t, const struct codelist *codes)
{
    int n = 0;
    for (int i = 0; i < codes->count; i++)
        n += is_offered(t, codes, i);
    return n;
}

void template_list(struct template *t)
{
    enum lang lang = t->f.lang;
    add_listing(t, INPUT_POLE, NULL, form_words(lang, SAY_LIST_POLES));
    add_listing(t, INPUT_MONTH, NULL, form_words(lang, SAY_LIST_MONTHS));
    add_listing(t, INPUT_YES_NO, NULL, form_words(lang, SAY_LIST_YES_NO));
    for (int i = 0; i < t->contract->n_tables; i++) {
        const struct table *table = &t->contract->tables[i];
        for (int k = 0; k < table->n_fields; k++) {
            const struct field *f = &table->fields[k];
            if (f->codes != NULL && f->codes->count <= INPUT_LONGEST_LIST)
                add_listing(t, INPUT_CODES, f->codes, f->title[lang]);
        }
    }
    for (int i = 0; i < t->n_listings; i++) {
        struct listing *l = &t->listings[i];
        l->count = l->kind == INPUT_POLE    ? t->facts->n_poles
                   : l->kind == INPUT_MONTH ? MONTHS_LISTED
                   : l->codes == NULL       ? 2
                                            : count_codes(t, l->codes);
    }
}

/* ---- the sheet ---- */

static void put_pair(struct template *t, lxw_worksheet *sheet, const struct listing *l, int i,
                     const char *code, const char *label)
{
    form_text(&t->f, sheet, (lxw_row_t)(FIRST_LIST_ROW + i), (lxw_col_t)l->column, FORM_CELL, code);
    if (label[0] != '\0')
        form_text(&t->f, sheet, (lxw_row_t)(FIRST_LIST_ROW + i), (lxw_col_t)(l->column + 1),
                  FORM_CELL, label);
}

static void put_months(struct template *t, lxw_worksheet *sheet, const struct listing *l)
{
    for (int i = 0; i < l->count; i++) {
        char code[PERIOD_TEXT];
        char label[64];
        period_format(t->facts->run->period - i, code);
        period_words(t->facts->run->period - i, t->f.lang, label, sizeof label);
        put_pair(t, sheet, l, i, code, label);
    }
}

static void put_listing(struct template *t, lxw_worksheet *sheet, const struct listing *l)
{
    lxw_col_t col = (lxw_col_t)l->column;
    form_width(&t->f, sheet, col, CODE_WIDTH);
    form_width(&t->f, sheet, col + 1, LABEL_WIDTH);
    form_text(&t->f, sheet, 0, col, FORM_HEADING, l->title);
    form_text(&t->f, sheet, 1, col, FORM_HEADER, form_words(t->f.lang, SAY_CODE));
    form_text(&t->f, sheet, 1, col + 1, FORM_HEADER, form_words(t->f.lang, SAY_LABEL));
    if (l->kind == INPUT_POLE) {
        for (int i = 0; i < l->count; i++)
            put_pair(t, sheet, l, i, t->facts->poles[i].code, t->facts->poles[i].name);
    } else if (l->kind == INPUT_MONTH) {
        put_months(t, sheet, l);
    } else if (l->codes == NULL) {
        put_pair(t, sheet, l, 0, form_words(t->f.lang, SAY_YES), "");
        put_pair(t, sheet, l, 1, form_words(t->f.lang, SAY_NO), "");
    } else {
        int n = 0;
        for (int i = 0; i < l->codes->count; i++)
            if (is_offered(t, l->codes, i))
                put_pair(t, sheet, l, n++, l->codes->entries[i].code,
                         l->codes->entries[i].label[t->f.lang]);
    }
}

void template_lists(struct template *t)
{
    lxw_worksheet *sheet = form_sheet(&t->f, form_words(t->f.lang, SAY_TAB_LISTS));
    for (int i = 0; i < t->n_listings && form_ok(&t->f); i++)
        put_listing(t, sheet, &t->listings[i]);
    if (!form_ok(&t->f))
        return;
    form_check(&t->f,
               worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:BZ1000"));
    worksheet_freeze_panes(sheet, FIRST_LIST_ROW, 0);
    worksheet_protect(sheet, NULL, NULL);
    form_page(&t->f, sheet, FORM_WIDE);
}

/* ---- what a cell accepts ---- */

static void add_column(struct buf *out, int column)
{
    if (column >= 26)
        buf_char(out, (char)('A' + column / 26 - 1));
    buf_char(out, (char)('A' + column % 26));
}

static void add_range(const struct template *t, const struct listing *l, struct buf *out)
{
    int last = FIRST_LIST_ROW + (l->count > 0 ? l->count : 1);
    buf_printf(out, "=%s!$", form_words(t->f.lang, SAY_TAB_LISTS));
    add_column(out, l->column);
    buf_printf(out, "$%d:$", FIRST_LIST_ROW + 1);
    add_column(out, l->column);
    buf_printf(out, "$%d", last);
}

static double in_units(int64_t value, int decimals)
{
    double n = (double)value;
    while (decimals-- > 0)
        n /= 10;
    return n;
}

static void accept_numbers(lxw_data_validation *v, uint8_t kind, double low, double high)
{
    v->validate = kind;
    v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    v->minimum_number = low;
    v->maximum_number = high;
}

static void accept_days(lxw_data_validation *v)
{
    v->validate = LXW_VALIDATION_TYPE_DATE;
    v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    v->minimum_datetime = (lxw_datetime){.year = FIRST_YEAR, .month = 1, .day = 1};
    v->maximum_datetime = (lxw_datetime){.year = YEAR_LAST, .month = 12, .day = 31};
}

/* What is of the wrong kind is refused; a length is only a warning, the checks know better. */
static void accept(const struct template *t, const struct field *f, const struct input *input,
                   struct buf *range, lxw_data_validation *v)
{
    switch (input->kind) {
    case INPUT_CODES:
    case INPUT_POLE:
    case INPUT_MONTH:
    case INPUT_YES_NO:
        add_range(t, listing_of(t, input->kind, input->kind == INPUT_CODES ? f->codes : NULL),
                  range);
        v->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        v->value_formula = range->data;
        return;
    case INPUT_WHOLE:
        accept_numbers(v, LXW_VALIDATION_TYPE_INTEGER, in_units(input->minimum, f->decimals),
                       in_units(input->maximum, f->decimals));
        return;
    case INPUT_DECIMAL:
        accept_numbers(v, LXW_VALIDATION_TYPE_DECIMAL, in_units(input->minimum, f->decimals),
                       in_units(input->maximum, f->decimals));
        return;
    case INPUT_DAY: accept_days(v); return;
    case INPUT_TEXT:
    case INPUT_KINDS:
        accept_numbers(v, LXW_VALIDATION_TYPE_LENGTH, (double)input->min_chars,
                       (double)input->max_chars);
        v->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
        return;
    }
}

void template_validate(struct template *t, lxw_worksheet *sheet, const struct table *table,
                       int field, int column)
{
    const struct field *f = &table->fields[field];
    struct input input;
    struct buf range = {0};
    struct buf title = {0};
    struct buf prompt = {0};
    struct buf complaint = {0};
    lxw_data_validation v = {.ignore_blank = LXW_VALIDATION_ON};
    input_of(table, field, &input);
    accept(t, f, &input, &range, &v);
    form_shorten(&title, f->title[t->f.lang], INPUT_TITLE_CHARS);
    input_prompt(f, t->f.lang, &prompt);
    input_complaint(f, t->f.lang, &complaint);
    char *refused = mem_text(form_words(t->f.lang, SAY_REFUSED));
    v.input_title = title.data;
    v.input_message = prompt.data;
    v.error_title = refused;
    v.error_message = complaint.data;
    if (form_ok(&t->f))
        form_check(&t->f,
                   worksheet_data_validation_range(sheet, 1, (lxw_col_t)column, MAX_TEMPLATE_ROWS,
                                                   (lxw_col_t)column, &v));
    free(refused);
    buf_release(&range);
    buf_release(&title);
    buf_release(&prompt);
    buf_release(&complaint);
}
