#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/period.h"
#include "publish/template.h"
#include "publish/template_input.h"
#include "publish/template_parts.h"
#include "publish/workbook.h"

enum { HEADER_LINES = 4, FIRST_WIDTH = 16, WIDEST = 34, REMINDER_WIDTH = 44, MOST_WIDTH = 90 };

const char *template_keep(struct template *t, struct buf *text)
{
    char *kept = arena_copy(&t->arena, buf_str(text), text->len);
    buf_release(text);
    return kept;
}

const char *template_reminder_tab(struct template *t, int table)
{
    struct buf tab = {0};
    form_say(&tab, t->f.lang, SAY_TAB_REMINDER,
             (const char *const[]){t->contract->tables[table].name, NULL});
    return template_keep(t, &tab);
}

/* ---- cells ---- */

/* The style of a field's cells, open or closed. */
static enum form_style cell_style(const struct field *f, bool open)
{
    switch (f->type) {
    case FIELD_INTEGER:
    case FIELD_YEAR: return open ? FORM_OPEN_COUNT : FORM_COUNT;
    case FIELD_NUMBER:
        if (f->decimals > 0)
            return open ? FORM_OPEN_DECIMAL : FORM_DECIMAL;
        return open ? FORM_OPEN_COUNT : FORM_COUNT;
    case FIELD_DATE: return open ? FORM_OPEN_DAY : FORM_DAY;
    case FIELD_STRING:
    case FIELD_BOOLEAN:
    case FIELD_YEARMONTH:
    case FIELD_LIST: break;
    }
    return open ? FORM_OPEN_CELL : FORM_CELL;
}

/* "1234.50" in units of 10^-decimals. */
static int canonical_number(const char *text, int decimals, int64_t *ret)
{
    struct buf digits = {0};
    const char *point = strchr(text, '.');
    size_t behind = point == NULL ? 0 : strlen(point + 1);
    buf_text(&digits, text);
    if (point != NULL) {
        buf_cut(&digits, (size_t)(point - text));
        buf_text(&digits, point + 1);
    }
    for (; behind < (size_t)decimals; behind++)
        buf_char(&digits, '0');
    int rc = behind > (size_t)decimals
                 ? -1
                 : text_int(digits.data, digits.len, 0, INT64_C(999999999999999), ret);
    buf_release(&digits);
    return rc;
}

/* A value in its canonical form, as what it is. */
static void put_value(struct template *t, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                      const struct field *f, const char *text, bool open)
{
    enum form_style style = cell_style(f, open);
    int64_t number;
    int32_t day;
    if (text == NULL || text[0] == '\0')
        return;
    bool numeric = f->type == FIELD_INTEGER || f->type == FIELD_YEAR || f->type == FIELD_NUMBER;
    if (numeric && canonical_number(text, f->decimals, &number) == 0)
        form_number(&t->f, sheet, row, col, style, number, f->decimals);
    else if (f->type == FIELD_DATE && day_parse(text, strlen(text), &day) == 0)
        form_day(&t->f, sheet, row, col, style, day);
    else if (f->type == FIELD_BOOLEAN)
        form_text(&t->f, sheet, row, col, style,
                  form_words(t->f.lang, strcmp(text, "true") == 0 ? SAY_YES : SAY_NO));
    else
        form_text(&t->f, sheet, row, col, style, text);
}

/* Wide enough for the longest word of the title and for the values. */
static double column_width(const struct table *t, int field, enum lang lang)
{
    const struct field *f = &t->fields[field];
    size_t widest = f->type == FIELD_STRING ? FIRST_WIDTH : 11;
    for (const char *p = f->title[lang]; *p != '\0';) {
        size_t n = strcspn(p, " ");
        size_t chars = text_chars(p, n) + 2;
        widest = chars > widest ? chars : widest;
        p += n + (p[n] == ' ');
    }
    if (f->type == FIELD_STRING && f->codes == NULL && f->max_length == 0 && f->pattern == NULL)
        widest = widest < 22 ? 22 : widest;
    for (int i = 0; f->codes != NULL && f->codes->code_digits == 0 && i < f->codes->count; i++) {
        size_t chars = strlen(f->codes->entries[i].code) + 2;
        widest = chars > widest ? chars : widest;
    }
    if (f->max_length >= 40)
        widest = WIDEST;
    return (double)(widest > WIDEST ? WIDEST : widest);
}

static void put_titles(struct template *t, lxw_worksheet *sheet, const struct table *table,
                       const int *order)
{
    for (int c = 0; c < table->n_fields; c++) {
        const struct field *f = &table->fields[order[c]];
        form_text(&t->f, sheet, 0, (lxw_col_t)c, f->required ? FORM_REQUIRED : FORM_HEADER,
                  f->title[t->f.lang]);
    }
    form_height(&t->f, sheet, 0, HEADER_LINES);
}

/* ---- a sheet to fill in ---- */

static void put_filled(struct template *t, lxw_worksheet *sheet, int table, const int *order)
{
    const struct table *tb = &t->contract->tables[table];
    const struct template_rows *rows = &t->facts->filled[table];
    for (int r = 0; r < rows->count && form_ok(&t->f); r++) {
        const struct template_row *row = &rows->list[r];
        for (int c = 0; c < tb->n_fields; c++)
            put_value(t, sheet, (lxw_row_t)r + 1, (lxw_col_t)c, &tb->fields[order[c]],
                      row->cells[order[c]], true);
        if (!tb->is_register && row->name[0] != '\0')
            form_comment(&t->f, sheet, (lxw_row_t)r + 1, 0, row->name);
    }
}

static void protect(struct form *f, lxw_worksheet *sheet)
{
    lxw_protection allowed = {.format_cells = LXW_TRUE,
                              .format_columns = LXW_TRUE,
                              .format_rows = LXW_TRUE,
                              .insert_rows = LXW_TRUE,
                              .delete_rows = LXW_TRUE,
                              .sort = LXW_TRUE};
    if (form_ok(f))
        worksheet_protect(sheet, NULL, &allowed);
}

/* SIRET numbers and codes are texts on purpose: no green corners. */
static void quiet_columns(struct template *t, lxw_worksheet *sheet)
{
    char range[32];
    (void)snprintf(range, sizeof range, "A1:BZ%d", MAX_TEMPLATE_ROWS + 1);
    if (form_ok(&t->f))
        form_check(&t->f, worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
}

static void data_sheet(struct template *t, int table)
{
    const struct table *tb = &t->contract->tables[table];
    int order[MAX_FIELDS];
    lxw_worksheet *sheet = form_sheet(&t->f, tb->name);
    if (sheet == NULL)
        return;
    input_order(tb, order);
    for (int c = 0; c < tb->n_fields && form_ok(&t->f); c++) {
        const struct field *f = &tb->fields[order[c]];
        form_check(&t->f, worksheet_set_column(sheet, (lxw_col_t)c, (lxw_col_t)c,
                                               column_width(tb, order[c], t->f.lang),
                                               t->f.formats[cell_style(f, true)]));
        template_validate(t, sheet, tb, order[c], c);
    }
    put_titles(t, sheet, tb, order);
    put_filled(t, sheet, table, order);
    quiet_columns(t, sheet);
    if (form_ok(&t->f))
        worksheet_freeze_panes(sheet, 1, tb->is_register ? 1 : 2);
    protect(&t->f, sheet);
    form_page(&t->f, sheet, FORM_WIDE);
}

/* ---- a reminder: the same columns, the same rows, what was declared last ---- */

/* Below the last row: how many files are not shown. */
static void put_left_out(struct template *t, lxw_worksheet *sheet, const struct template_rows *rows)
{
    char counts[2][16];
    struct buf text = {0};
    (void)snprintf(counts[0], sizeof counts[0], "%d", rows->left_out);
    (void)snprintf(counts[1], sizeof counts[1], "%d", rows->count);
    form_say(&text, t->f.lang, SAY_REMINDERS_LEFT_OUT,
             (const char *const[]){counts[0], counts[1], NULL});
    form_text(&t->f, sheet, (lxw_row_t)rows->count + 1, 0, FORM_STRONG, text.data);
    form_height(&t->f, sheet, (lxw_row_t)rows->count + 1, form_lines(text.data, REMINDER_WIDTH));
    buf_release(&text);
}

static void put_reminder(struct template *t, lxw_worksheet *sheet, const struct table *tb,
                         const struct template_rows *rows, const int *order)
{
    for (int r = 0; r < rows->count && form_ok(&t->f); r++) {
        const struct template_row *row = &rows->list[r];
        struct buf pole = {0};
        buf_printf(&pole, "%s  %s", row->cells[order[0]], row->name);
        for (int c = 1; c < tb->n_fields; c++)
            put_value(t, sheet, (lxw_row_t)r + 1, (lxw_col_t)c, &tb->fields[order[c]],
                      row->cells[order[c]], false);
        form_text(&t->f, sheet, (lxw_row_t)r + 1, 0, FORM_CELL, pole.data);
        if (row->cells[tb->time_field] == NULL)
            form_text(&t->f, sheet, (lxw_row_t)r + 1, 1, FORM_CELL,
                      form_words(t->f.lang, SAY_NOT_DECLARED));
        buf_release(&pole);
    }
    if (rows->left_out > 0)
        put_left_out(t, sheet, rows);
}

/* As wide as the widest text that stands in it; of the first column, with the pole's name. */
static double reminder_width(const struct template *t, const struct table *tb,
                             const struct template_rows *rows, int field, bool first)
{
    double width = first ? REMINDER_WIDTH : column_width(tb, field, t->f.lang);
    for (int r = 0; r < rows->count; r++) {
        const char *text = rows->list[r].cells[field];
        size_t chars = text == NULL ? 0 : text_chars(text, strlen(text)) + 2;
        if (first)
            chars += text_chars(rows->list[r].name, strlen(rows->list[r].name)) + 2;
        if ((double)chars > width)
            width = (double)chars;
    }
    return width < MOST_WIDTH ? width : MOST_WIDTH;
}

static void reminder_sheet(struct template *t, int table)
{
    const struct table *tb = &t->contract->tables[table];
    int order[MAX_FIELDS];
    if (t->facts->reminder[table].count == 0)
        return;
    lxw_worksheet *sheet = form_sheet(&t->f, template_reminder_tab(t, table));
    if (sheet == NULL)
        return;
    input_order(tb, order);
    for (int c = 0; c < tb->n_fields; c++)
        form_width(&t->f, sheet, (lxw_col_t)c,
                   reminder_width(t, tb, &t->facts->reminder[table], order[c], c == 0));
    put_titles(t, sheet, tb, order);
    put_reminder(t, sheet, tb, &t->facts->reminder[table], order);
    quiet_columns(t, sheet);
    if (form_ok(&t->f))
        worksheet_freeze_panes(sheet, 1, 1);
    protect(&t->f, sheet);
    form_page(&t->f, sheet, FORM_WIDE);
}

/* ---- the workbook ---- */

static void make_version(struct template *t)
{
    struct buf text = {0};
    buf_printf(&text, "%s-%.8s", PTCE_VERSION, t->contract->digest);
    t->version = template_keep(t, &text);
}

int template_write(void *arg, const char *path, struct err *err)
{
    const struct template_facts *facts = arg;
    struct template t = {.facts = facts,
                         .contract = facts->run->contract,
                         .f = {.err = err, .lang = facts->run->lang}};
    const struct codelist *regions = contract_list(t.contract, "regions");
    char month[64];
    struct buf title = {0};
    period_words(facts->run->period, t.f.lang, month, sizeof month);
    t.region = regions->entries[facts->region].label[t.f.lang];
    form_say(&title, t.f.lang, SAY_TEMPLATE, (const char *const[]){t.region, month, NULL});
    t.title = template_keep(&t, &title);
    make_version(&t);
    struct form_card card = {.title = t.title,
                             .subject = t.region,
                             .creator = form_words(t.f.lang, SAY_CREATOR),
                             .category = form_words(t.f.lang, SAY_CATEGORY_TEMPLATE),
                             .created = facts->run->now,
                             .property = "ptce-template",
                             .value = t.version};
    form_open(&t.f, path, &card);
    template_list(&t); /* where each list will stand, before anything refers to it */
    template_readme(&t);
    for (int i = TABLE_EMPLOIS; i <= TABLE_FINANCEMENTS; i++)
        data_sheet(&t, i);
    data_sheet(&t, TABLE_POLES);
    for (int i = 0; i < t.contract->n_tables; i++)
        reminder_sheet(&t, i);
    template_columns(&t);
    template_lists(&t);
    int rc = form_close(&t.f);
    arena_release(&t.arena);
    return rc;
}

void template_name(const struct run *run, int region, struct buf *out)
{
    struct buf name = {0};
    workbook_name(run, region, &name); /* ptce-84-auvergne-rhone-alpes-2026-10.xlsx */
    buf_printf(out, "%s%s", run->lang == LANG_EN ? "template" : "modele", name.data + 4);
    buf_release(&name);
}
