/* The sender's rows with their faults marked, and the declarations. */
#include <string.h>

#include "base/text.h"
#include "model/period.h"
#include "publish/feedback_parts.h"

enum { REMARK_WIDTH = 60, NARROWEST = 9, WIDEST = 40, WIDEST_WORD = 24, MAX_UNITS_SHOWN = 5000 };

/* The marks of one cell: those from *at on that stand at its place. */
static size_t marks_at(const struct response *r, size_t at, int sheet, uint32_t row,
                       uint32_t column)
{
    size_t n = 0;
    while (at + n < r->n_by_place && r->by_place[at + n]->sheet == sheet &&
           r->by_place[at + n]->row == row && r->by_place[at + n]->column == column)
        n++;
    return n;
}

static bool has_error(const struct response *r, size_t at, size_t n)
{
    for (size_t i = at; i < at + n; i++)
        if (r->by_place[i]->finding->severity == SEVERITY_ERROR)
            return true;
    return false;
}

/* A marked cell: its text (a blank one says that it is), and a comment. */
static void put_marked(struct response *r, lxw_worksheet *sheet, const char *text, size_t at,
                       size_t n)
{
    const struct remark_row *first = r->by_place[at];
    struct buf advice = {0};
    for (size_t i = at; i < at + n; i++) {
        if (i > at)
            buf_text(&advice, "\n");
        response_advice(r, r->by_place[i]->finding, &advice);
    }
    bool blank = text == NULL || text[0] == '\0';
    form_text(&r->f, sheet, first->row, (lxw_col_t)first->column,
              has_error(r, at, n) ? FORM_WRONG : FORM_DOUBTFUL,
              blank ? form_words(r->f.lang, SAY_BLANK) : text);
    if (r->n_comments < MAX_FEEDBACK_COMMENTS) {
        form_comment(&r->f, sheet, first->row, (lxw_col_t)first->column, buf_str(&advice));
        r->n_comments++;
    }
    buf_release(&advice);
}

/* Behind the row, in words: "▲ C: Valeur refusée". */
static void add_row_remark(const struct response *r, size_t at, struct buf *out)
{
    const struct remark_row *remark = r->by_place[at];
    struct buf cell = {0};
    response_cell_name(remark->row, remark->column, &cell);
    cell.data[strcspn(cell.data, "0123456789")] = '\0';
    if (out->len > 0)
        buf_text(out, "\n");
    buf_printf(out, "%s %s%s %s", remark->finding->severity == SEVERITY_ERROR ? "▲" : "○",
               cell.data, r->f.lang == LANG_EN ? ":" : "\u00a0:",
               finding_title(r->contract, remark->finding, r->f.lang));
    buf_release(&cell);
}

/* One row; returns the number of the first mark behind it. */
static size_t put_row(struct response *r, lxw_worksheet *sheet, int s,
                      const struct feedback_row *row, size_t at, bool labels)
{
    const struct feedback_sheet *own = &r->feedback->rows->sheets[s];
    struct buf remarks = {0};
    size_t lines = 1;
    for (uint32_t c = 0; c < (uint32_t)own->n_columns; c++) {
        const char *text = (int)c < row->n ? row->cells[c] : NULL;
        size_t n = marks_at(r, at, s, row->at - 1, c);
        if (n > 0)
            put_marked(r, sheet, text, at, n);
        else if (text != NULL && text[0] != '\0')
            form_text(&r->f, sheet, row->at - 1, (lxw_col_t)c, labels ? FORM_HEADER : FORM_CELL,
                      text);
        for (size_t i = at; i < at + n; i++)
            add_row_remark(r, i, &remarks);
        at += n;
    }
    while (at < r->n_by_place && r->by_place[at]->sheet == s && r->by_place[at]->row == row->at - 1)
        add_row_remark(r, at++, &remarks); /* of cells behind the widest row */
    if (labels)
        form_text(&r->f, sheet, row->at - 1, (lxw_col_t)own->n_columns, FORM_HEADER,
                  form_words(r->f.lang, SAY_ROW_REMARKS));
    else if (remarks.len > 0)
        form_text(&r->f, sheet, row->at - 1, (lxw_col_t)own->n_columns, FORM_STRONG, remarks.data);
    lines = labels ? 3 : form_lines(buf_str(&remarks), REMARK_WIDTH);
    form_height(&r->f, sheet, row->at - 1, lines);
    buf_release(&remarks);
    return at;
}

/* A title wraps between its words; names of columns are one word. */
static size_t longest_word(const char *title)
{
    size_t longest = 0;
    while (*title != '\0') {
        size_t len = strcspn(title, " -");
        size_t chars = text_chars(title, len) + 2;
        longest = chars > longest ? chars : longest;
        title += len + (title[len] != '\0');
    }
    return longest < WIDEST_WORD ? longest : WIDEST_WORD;
}

static void set_widths(struct response *r, lxw_worksheet *sheet, const struct feedback_sheet *own)
{
    for (int c = 0; c < own->n_columns; c++) {
        bool titled = own->n_rows > 0 && c < own->rows[0].n;
        size_t widest = titled ? longest_word(own->rows[0].cells[c]) : 0;
        widest = widest < NARROWEST ? NARROWEST : widest;
        for (uint32_t i = 1; i < own->n_rows && i < 200; i++) {
            size_t chars =
                c < own->rows[i].n
                    ? text_chars(own->rows[i].cells[c], strlen(own->rows[i].cells[c])) + 3
                    : 0;
            widest = chars > widest ? chars : widest;
        }
        form_width(&r->f, sheet, (lxw_col_t)c, (double)(widest > WIDEST ? WIDEST : widest));
    }
    form_width(&r->f, sheet, (lxw_col_t)own->n_columns, REMARK_WIDTH);
}

void response_rows(struct response *r, int s)
{
    const struct feedback_sheet *own = &r->feedback->rows->sheets[s];
    lxw_worksheet *sheet = form_sheet(&r->f, response_tab(r, s));
    uint32_t next = 1; /* rows that the file passes over are there, and empty */
    size_t at = 0;
    char range[32];
    while (at < r->n_by_place && r->by_place[at]->sheet < s)
        at++;
    for (uint32_t i = 0; i < own->n_rows && form_ok(&r->f); i++) {
        for (; next < own->rows[i].at; next++)
            form_height(&r->f, sheet, next - 1, 1);
        at = put_row(r, sheet, s, &own->rows[i], at, i == 0);
        next = own->rows[i].at + 1;
    }
    if (own->left_out > 0) {
        struct buf text = {0};
        char count[24];
        (void)snprintf(count, sizeof count, "%llu", (unsigned long long)own->left_out);
        form_say(&text, r->f.lang, SAY_MORE_ROWS, (const char *const[]){count, NULL});
        form_text(&r->f, sheet, next - 1, 0, FORM_LINE, text.data);
        buf_release(&text);
    }
    set_widths(r, sheet, own);
    (void)snprintf(range, sizeof range, "A1:IV%d", MAX_FEEDBACK_ROWS + 1);
    if (form_ok(&r->f)) {
        form_check(&r->f, worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
        worksheet_freeze_panes(sheet, own->rows[0].at, 1);
    }
    form_page(&r->f, sheet, FORM_WIDE);
}

static enum form_words unit_words(const struct unit *u, bool after_edition)
{
    if (u->bad)
        return u->kept ? SAY_UNIT_KEPT : u->replaced ? SAY_UNIT_NEWER : SAY_UNIT_REJECTED;
    if (u->replaced)
        return SAY_UNIT_REPLACED;
    return after_edition && u->used ? SAY_UNIT_USED : SAY_UNIT_ACCEPTED;
}

static void put_unit(struct response *r, lxw_worksheet *sheet, lxw_row_t row, const struct unit *u)
{
    const struct table *t = &r->contract->tables[u->table];
    char time[DAY_TEXT];
    if (t->is_register)
        day_format(u->time, time);
    else
        period_format(u->time, time);
    form_text(&r->f, sheet, row, 0, FORM_CELL, t->title[r->f.lang]);
    form_text(&r->f, sheet, row, 1, FORM_CELL, map_key(&r->receipt->poles, u->pole));
    form_text(&r->f, sheet, row, 2, FORM_CELL, time);
    form_number(&r->f, sheet, row, 3, FORM_TALLY, u->line, 0);
    form_number(&r->f, sheet, row, 4, FORM_TALLY, u->rows, 0);
    form_text(&r->f, sheet, row, 5, u->bad ? FORM_STRONG : FORM_TEXT,
              form_words(r->f.lang, unit_words(u, r->feedback->facts->after_edition)));
}

void response_units(struct response *r)
{
    static const enum form_words titles[] = {SAY_TABLE,      SAY_POLE, SAY_PERIOD,
                                             SAY_FIRST_LINE, SAY_ROWS, SAY_STATE};
    static const int widths[] = {18, 16, 14, 16, 10, 70};
    if (r->receipt->n_units == 0)
        return;
    lxw_worksheet *sheet = form_sheet(&r->f, form_words(r->f.lang, SAY_TAB_UNITS));
    for (int c = 0; c < 6; c++) {
        form_width(&r->f, sheet, (lxw_col_t)c, widths[c]);
        form_text(&r->f, sheet, 0, (lxw_col_t)c, FORM_HEADER, form_words(r->f.lang, titles[c]));
    }
    lxw_row_t row = 1;
    for (uint32_t i = 0; i < r->receipt->n_units && i < MAX_UNITS_SHOWN && form_ok(&r->f); i++)
        put_unit(r, sheet, row++, &r->receipt->units[i]);
    if (r->receipt->n_units > MAX_UNITS_SHOWN)
        form_text(&r->f, sheet, row, 0, FORM_CELL, "…");
    if (form_ok(&r->f))
        worksheet_freeze_panes(sheet, 1, 0);
    form_page(&r->f, sheet, FORM_ACROSS);
}
