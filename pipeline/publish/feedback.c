#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "publish/feedback_parts.h"

enum {
    MAX_LISTED = 20000 /* rows of the list of findings */,
    ADVICE_WIDTH = 70,
    VALUE_WIDTH = 22,
    INDENT = 2
};

bool feedback_is_due(const struct receipt *r)
{
    return r->by_severity[SEVERITY_ERROR] > 0 || r->by_severity[SEVERITY_WARNING] > 0;
}

const char *response_keep(struct response *r, struct buf *text)
{
    char *kept = arena_copy(&r->arena, buf_str(text), text->len);
    buf_release(text);
    return kept;
}

const char *response_tab(const struct response *r, int sheet)
{
    int table = r->feedback->rows->sheets[sheet].table;
    return table < 0 ? form_words(r->f.lang, SAY_TAB_FILE) : r->contract->tables[table].name;
}

void response_cell_name(uint32_t row, uint32_t column, struct buf *out)
{
    const struct finding place = {.row = row + 1, .column = column + 1};
    finding_cell(&place, out);
}

void response_advice(const struct response *r, const struct finding *f, struct buf *out)
{
    finding_message(r->contract, f, r->f.lang, out);
    if (f->suggestion != NULL)
        form_say(out, r->f.lang, SAY_SUGGESTION, (const char *const[]){f->suggestion, NULL});
}

/* ---- the list of findings, and their places ---- */

static bool is_same_cause(const struct finding *a, const struct finding *b)
{
    return a->code == b->code && a->table == b->table && a->field == b->field &&
           a->rule == b->rule && a->severity == b->severity;
}

/* The same cause with more of its places, when the second reading has it. */
static const struct cause *fuller(const struct response *r, const struct cause *c)
{
    const struct receipt *again = r->feedback->again;
    for (int i = 0; again != NULL && i < again->n_causes; i++)
        if (again->causes[i].n_places >= c->n_places &&
            is_same_cause(&again->causes[i].places[0], &c->places[0]))
            return &again->causes[i];
    return c;
}

/* The finding, with a cell where the second reading finds one that it lacks. */
static const struct finding *with_cell(struct response *r, const struct finding *f)
{
    struct finding found = *f;
    if (!feedback_find_cell(r->feedback->rows, r->feedback->again, &found))
        return f;
    struct finding *kept = arena_array(&r->arena, 1, sizeof *kept);
    *kept = found;
    return kept;
}

static void list_findings(struct response *r)
{
    size_t room = 0;
    for (int i = 0; i < r->receipt->n_causes; i++)
        room += (size_t)fuller(r, &r->receipt->causes[i])->n_places;
    r->list = arena_array(&r->arena, room + 1, sizeof *r->list);
    for (int severity = SEVERITY_ERROR; severity <= SEVERITY_WARNING; severity++) {
        for (int i = 0; i < r->receipt->n_causes; i++) {
            const struct cause *c = fuller(r, &r->receipt->causes[i]);
            if ((int)c->places[0].severity != severity)
                continue;
            for (int k = 0; k < c->n_places && r->n_list < MAX_LISTED; k++) {
                struct remark_row *row = &r->list[r->n_list++];
                row->finding = with_cell(r, &c->places[k]);
                if (feedback_place(r->feedback->rows, row->finding, &row->sheet, &row->row,
                                   &row->column) == -1)
                    row->sheet = -1;
            }
        }
    }
}

static int place_order(const void *a, const void *b)
{
    const struct remark_row *x = *(struct remark_row *const *)a;
    const struct remark_row *y = *(struct remark_row *const *)b;
    if (x->sheet != y->sheet)
        return x->sheet < y->sheet ? -1 : 1;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x > y) - (x < y); /* as listed */
}

static void sort_places(struct response *r)
{
    r->by_place = arena_array(&r->arena, r->n_list + 1, sizeof(struct remark_row *));
    for (size_t i = 0; i < r->n_list; i++)
        if (r->list[i].sheet >= 0)
            r->by_place[r->n_by_place++] = &r->list[i];
    if (r->n_by_place > 1)
        qsort(r->by_place, r->n_by_place, sizeof(struct remark_row *), place_order);
}

/* ---- Constats ---- */

static const char *severity_words(const struct response *r, enum severity s)
{
    return form_words(r->f.lang, s == SEVERITY_ERROR     ? SAY_ERROR
                                 : s == SEVERITY_WARNING ? SAY_WARNING
                                                         : SAY_INFO);
}

static const struct field *field_of(const struct response *r, const struct finding *f)
{
    return f->table >= 0 && f->field >= 0 ? &r->contract->tables[f->table].fields[f->field] : NULL;
}

static void put_place(struct response *r, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                      const struct remark_row *remark)
{
    struct buf cell = {0};
    if (remark->sheet < 0) {
        finding_cell(remark->finding, &cell);
        form_text(&r->f, sheet, row, col, FORM_TEXT, buf_str(&cell));
    } else {
        struct buf text = {0};
        response_cell_name(remark->row, remark->column, &cell);
        buf_printf(&text, "%s %s", response_tab(r, remark->sheet), cell.data);
        form_link(&r->f, sheet, row, col, response_tab(r, remark->sheet), cell.data, text.data);
        buf_release(&text);
    }
    buf_release(&cell);
}

/* What should stand there. */
static void expect(const struct response *r, const struct finding *f, struct buf *out)
{
    const struct field *field = field_of(r, f);
    int region = r->feedback->facts->delivery->region;
    const struct codelist *regions = contract_list(r->contract, "regions");
    if (f->code == FINDING_REGION_MISMATCH && region >= 0)
        form_say(out, r->f.lang, SAY_OF_REGION,
                 (const char *const[]){regions->entries[region].label[r->f.lang], NULL});
    else if (f->code == FINDING_FOREIGN_KEY)
        buf_text(out, form_words(r->f.lang, SAY_OF_REGISTER));
    else if (field != NULL)
        field_expectation(field, r->f.lang, out);
}

static void put_remark(struct response *r, lxw_worksheet *sheet, lxw_row_t row,
                       const struct remark_row *remark)
{
    const struct finding *f = remark->finding;
    const struct field *field = field_of(r, f);
    struct buf advice = {0};
    struct buf expected = {0};
    response_advice(r, f, &advice);
    expect(r, f, &expected);
    form_text(&r->f, sheet, row, 0, f->severity == SEVERITY_ERROR ? FORM_STRONG : FORM_TEXT,
              severity_words(r, f->severity));
    put_place(r, sheet, row, 1, remark);
    if (f->line > 0)
        form_number(&r->f, sheet, row, 2, FORM_TALLY, f->line, 0);
    if (field != NULL)
        form_text(&r->f, sheet, row, 3, FORM_TEXT, field->title[r->f.lang]);
    if (f->value != NULL)
        form_text(&r->f, sheet, row, 4, FORM_WRAPPED, f->value);
    form_text(&r->f, sheet, row, 5, FORM_ASIDE, buf_str(&expected));
    form_text(&r->f, sheet, row, 6, FORM_ASIDE, buf_str(&advice));
    form_text(&r->f, sheet, row, 7, FORM_ASIDE, finding_name(f->code));
    size_t lines = form_lines(buf_str(&advice), ADVICE_WIDTH);
    size_t other = form_lines(buf_str(&expected), VALUE_WIDTH);
    other = f->value != NULL && form_lines(f->value, VALUE_WIDTH - 4) > other
                ? form_lines(f->value, VALUE_WIDTH - 4)
                : other;
    form_height(&r->f, sheet, row, lines > other ? lines : other);
    buf_release(&advice);
    buf_release(&expected);
}

static void put_titles(struct response *r, lxw_worksheet *sheet, lxw_row_t row,
                       const enum form_words *titles, const int *widths, int n)
{
    for (int c = 0; c < n; c++) {
        if (widths != NULL)
            form_width(&r->f, sheet, (lxw_col_t)c, widths[c]);
        form_text(&r->f, sheet, row, (lxw_col_t)c, FORM_HEADER, form_words(r->f.lang, titles[c]));
    }
}

static void put_findings(struct response *r)
{
    static const enum form_words titles[] = {SAY_SEVERITY, SAY_WHERE,          SAY_LINE,
                                             SAY_COLUMN,   SAY_VALUE,          SAY_EXPECTED_TITLE,
                                             SAY_ADVICE,   SAY_CODE_OF_FINDING};
    static const int widths[] = {
        12, 22, 9, 26, VALUE_WIDTH, VALUE_WIDTH + 4, ADVICE_WIDTH + INDENT, 24 + INDENT};
    lxw_worksheet *sheet = form_sheet(&r->f, form_words(r->f.lang, SAY_TAB_FINDINGS));
    put_titles(r, sheet, 0, titles, widths, 8);
    for (int c = 5; c < 8; c++) /* as the cells below, behind columns of wrapped text */
        form_text(&r->f, sheet, 0, (lxw_col_t)c, FORM_HEADER_ASIDE,
                  form_words(r->f.lang, titles[c]));
    for (size_t i = 0; i < r->n_list && form_ok(&r->f); i++)
        put_remark(r, sheet, (lxw_row_t)i + 1, &r->list[i]);
    if (form_ok(&r->f))
        worksheet_freeze_panes(sheet, 1, 0);
    form_height(&r->f, sheet, 0, 2);
    form_page(&r->f, sheet, FORM_ACROSS);
}

/* ---- Resume ---- */

static void count_text(struct response *r, uint64_t n, struct buf *out)
{
    char text[DECIMAL_TEXT];
    (void)decimal_format((int64_t)n, 0, ',', r->f.lang == LANG_EN ? "," : "\u202f", text);
    buf_text(out, text);
}

static const char *number(struct response *r, uint64_t n)
{
    struct buf out = {0};
    count_text(r, n, &out);
    return response_keep(r, &out);
}

/* A line of the summary: it may run over the columns beside it, which are empty. */
static void put_line(struct response *r, lxw_worksheet *sheet, lxw_row_t *row,
                     enum form_style style, enum form_words id, const char *const *args)
{
    struct buf text = {0};
    form_say(&text, r->f.lang, id, args);
    form_text(&r->f, sheet, *row, 0, style, text.data);
    if (style == FORM_TITLE || style == FORM_HEADING)
        form_height(&r->f, sheet, *row, 2);
    (*row)++;
    buf_release(&text);
}
#define LINE(id, ...)                                                                              \
    put_line(r, sheet, &row, FORM_LINE, id, (const char *const[]){__VA_ARGS__, NULL})

static lxw_row_t put_facts(struct response *r, lxw_worksheet *sheet)
{
    const struct receipt_facts *facts = r->feedback->facts;
    const struct receipt *receipt = r->receipt;
    const struct codelist *regions = contract_list(r->contract, "regions");
    struct buf name = {0};
    char when[INSTANT_TEXT];
    lxw_row_t row = 0;
    text_show(&name, facts->delivery->name, strlen(facts->delivery->name), 80);
    put_line(r, sheet, &row, FORM_TITLE, SAY_FEEDBACK_TITLE,
             (const char *const[]){buf_str(&name), NULL});
    instant_format(facts->delivery->received, when);
    when[10] = '\0';
    if (!facts->is_check)
        LINE(SAY_RECEIVED, regions->entries[facts->delivery->region].label[r->f.lang], when);
    put_line(r, sheet, &row, FORM_HEADING, SAY_VERDICT,
             (const char *const[]){state_title(receipt_state(receipt), r->f.lang), NULL});
    form_text(&r->f, sheet, row++, 0, FORM_LINE, receipt_verdict(facts));
    uint64_t rows = 0;
    for (int t = 0; t < MAX_TABLES; t++)
        rows += receipt->rows[t];
    LINE(SAY_COUNTS, number(r, receipt->by_severity[SEVERITY_ERROR]),
         number(r, receipt->by_severity[SEVERITY_WARNING]),
         number(r, receipt->by_severity[SEVERITY_INFO]));
    LINE(SAY_ROWS_READ, number(r, rows), number(r, receipt->rows_error),
         number(r, receipt->rows_warning));
    buf_release(&name);
    return row;
}

/* How to read the workbook, and what is not in it. */
static lxw_row_t put_legend(struct response *r, lxw_worksheet *sheet, lxw_row_t row)
{
    const struct feedback_rows *rows = r->feedback->rows;
    uint64_t left_out = 0;
    uint64_t told =
        r->receipt->by_severity[SEVERITY_ERROR] + r->receipt->by_severity[SEVERITY_WARNING];
    for (int i = 0; i < rows->n_sheets; i++)
        left_out += rows->sheets[i].left_out;
    put_line(r, sheet, &row, FORM_HEADING, SAY_HOW_TO_READ, NULL);
    if (rows->n_sheets == 0) {
        put_line(r, sheet, &row, FORM_LINE, SAY_NO_ROWS, NULL);
    } else {
        put_line(r, sheet, &row, FORM_LINE, rows->is_csv ? SAY_ROWS_CSV : SAY_ROWS_JSON, NULL);
        form_height(&r->f, sheet, row, 1);
        form_text(&r->f, sheet, row++, 0, FORM_WRONG, form_words(r->f.lang, SAY_LEGEND_ERROR));
        form_height(&r->f, sheet, row, 1);
        form_text(&r->f, sheet, row++, 0, FORM_DOUBTFUL, form_words(r->f.lang, SAY_LEGEND_WARNING));
        put_line(r, sheet, &row, FORM_LINE, SAY_LEGEND, NULL);
    }
    put_line(r, sheet, &row, FORM_LINE, SAY_CORRECT, NULL);
    if (left_out > 0)
        LINE(SAY_ROWS_LEFT_OUT, number(r, left_out), number(r, MAX_FEEDBACK_ROWS));
    if (rows->cut)
        LINE(SAY_CELLS_CUT, number(r, MAX_FEEDBACK_CHARS), number(r, MAX_FEEDBACK_COLUMNS));
    if (told > r->n_list)
        LINE(SAY_FINDINGS_LEFT_OUT, number(r, told - r->n_list), number(r, MAX_FEEDBACK_PLACES));
    return row;
}

/* The first row of the list that is of this cause. */
static const struct remark_row *first_of(const struct response *r, const struct finding *f)
{
    for (size_t i = 0; i < r->n_list; i++)
        if (is_same_cause(r->list[i].finding, f))
            return &r->list[i];
    return NULL;
}

static void put_causes(struct response *r, lxw_worksheet *sheet, lxw_row_t row)
{
    static const enum form_words titles[] = {SAY_CAUSE, SAY_SEVERITY, SAY_COLUMN, SAY_NUMBER,
                                             SAY_FIRST_PLACE};
    put_line(r, sheet, &row, FORM_HEADING, SAY_CAUSES, NULL);
    put_titles(r, sheet, row++, titles, NULL, 5);
    for (int severity = 0; severity < SEVERITIES; severity++) {
        for (int i = 0; i < r->receipt->n_causes && form_ok(&r->f); i++) {
            const struct cause *c = &r->receipt->causes[i];
            const struct finding *f = &c->places[0];
            const struct field *field = field_of(r, f);
            const struct remark_row *first = first_of(r, f);
            if ((int)f->severity != severity)
                continue;
            form_text(&r->f, sheet, row, 0, FORM_TEXT, finding_title(r->contract, f, r->f.lang));
            form_text(&r->f, sheet, row, 1, FORM_TEXT, severity_words(r, f->severity));
            if (field != NULL)
                form_text(&r->f, sheet, row, 2, FORM_TEXT, field->title[r->f.lang]);
            form_number(&r->f, sheet, row, 3, FORM_TALLY, (int64_t)c->count, 0);
            if (first != NULL)
                put_place(r, sheet, row, 4, first);
            row++;
        }
    }
}

static void put_summary(struct response *r)
{
    static const int widths[] = {48, 14, 36, 12, 24};
    lxw_worksheet *sheet = form_sheet(&r->f, form_words(r->f.lang, SAY_TAB_SUMMARY));
    for (int c = 0; c < 5; c++)
        form_width(&r->f, sheet, (lxw_col_t)c, widths[c]);
    put_causes(r, sheet, put_legend(r, sheet, put_facts(r, sheet)));
    form_page(&r->f, sheet, FORM_UPRIGHT);
}

int feedback_write(const struct feedback *feedback, const char *path, struct err *err)
{
    const struct receipt_facts *facts = feedback->facts;
    struct response r = {.feedback = feedback,
                         .contract = facts->run->contract,
                         .receipt = facts->receipt,
                         .f = {.err = err, .lang = facts->run->lang}};
    struct buf title = {0};
    form_say(&title, r.f.lang, SAY_FEEDBACK_TITLE,
             (const char *const[]){facts->delivery->name, NULL});
    struct form_card card = {.title = title.data,
                             .subject = facts->delivery->name,
                             .creator = form_words(r.f.lang, SAY_CREATOR),
                             .category = form_words(r.f.lang, SAY_CATEGORY_FEEDBACK),
                             .created = facts->delivery->received};
    form_open(&r.f, path, &card);
    list_findings(&r);
    sort_places(&r);
    put_summary(&r);
    put_findings(&r);
    for (int i = 0; i < feedback->rows->n_sheets; i++)
        response_rows(&r, i);
    response_units(&r);
    int rc = form_close(&r.f);
    buf_release(&title);
    arena_release(&r.arena);
    return rc;
}
