#include <stdlib.h>

#include "publish/feedback_rows.h"
#include "publish/form_text.h"

static void add_cells(struct feedback_rows *f, struct feedback_row *row,
                      const struct record *record)
{
    struct buf text = {0};
    row->n = record->n > MAX_FEEDBACK_COLUMNS ? MAX_FEEDBACK_COLUMNS : record->n;
    f->cut = f->cut || row->n < record->n;
    row->cells = arena_array(&f->arena, (size_t)row->n + 1, sizeof *row->cells);
    for (int i = 0; i < row->n; i++) {
        const struct cell *cell = &record->cells[i];
        const char *bare = cell->kind == CELL_TRUE    ? "true"
                           : cell->kind == CELL_FALSE ? "false"
                                                      : NULL;
        buf_cut(&text, 0);
        if (bare != NULL)
            buf_text(&text, bare);
        else if (!form_clean(&text, cell->text, cell->len, MAX_FEEDBACK_CHARS))
            f->cut = true;
        row->cells[i] = text.len == 0 ? "" : arena_copy(&f->arena, text.data, text.len);
    }
    buf_release(&text);
}

/* Where the next row goes: where it stands in a CSV, below the last one of a list of JSON. */
static uint32_t next_place(const struct feedback_rows *f, const struct feedback_sheet *s,
                           uint32_t source)
{
    uint32_t last = s->n_rows == 0 ? 0 : s->rows[s->n_rows - 1].at;
    return f->is_csv ? source : last + 1;
}

static void add_row(struct feedback_rows *f, struct feedback_sheet *s, const struct record *record)
{
    uint32_t at = next_place(f, s, record->row);
    if (at > MAX_FEEDBACK_ROWS || (s->n_rows > 0 && at <= s->rows[s->n_rows - 1].at)) {
        s->left_out++;
        return;
    }
    if (s->n_rows == s->cap) {
        s->cap = s->cap == 0 ? 64 : s->cap * 2;
        s->rows = mem_resize(s->rows, s->cap, sizeof *s->rows);
    }
    struct feedback_row *row = &s->rows[s->n_rows++];
    *row = (struct feedback_row){.source = record->row, .line = record->line, .at = at};
    add_cells(f, row, record);
    s->n_columns = row->n > s->n_columns ? row->n : s->n_columns;
}

static void on_labels(void *ctx, int table, const struct record *labels, enum labels_kind kind)
{
    struct feedback_rows *f = ctx;
    struct feedback_sheet *s = f->n_sheets == 0 ? NULL : &f->sheets[f->n_sheets - 1];
    f->is_csv = kind == LABELS_HEADER;
    if (kind == LABELS_MORE && s != NULL && s->n_rows > 0) {
        add_cells(f, &s->rows[0], labels);
        s->n_columns = s->rows[0].n > s->n_columns ? s->rows[0].n : s->n_columns;
        return;
    }
    if (s == NULL || (!f->is_csv && f->n_sheets < MAX_FEEDBACK_SHEETS)) {
        s = &f->sheets[f->n_sheets++];
        *s = (struct feedback_sheet){.table = table};
    }
    add_row(f, s, labels);
}

static void on_row(void *ctx, const struct record *record)
{
    struct feedback_rows *f = ctx;
    if (f->n_sheets > 0)
        add_row(f, &f->sheets[f->n_sheets - 1], record);
}

static void on_finding(void *ctx, const struct finding *finding)
{
    (void)ctx;
    (void)finding;
}

static void on_restart(void *ctx)
{
    struct feedback_rows *f = ctx;
    const struct contract *c = f->contract;
    feedback_rows_release(f);
    f->contract = c;
}

struct sink feedback_sink(struct feedback_rows *rows, const struct contract *c)
{
    rows->contract = c;
    return (struct sink){.ctx = rows,
                         .labels = on_labels,
                         .row = on_row,
                         .finding = on_finding,
                         .restart = on_restart};
}

/* The labels of a JSON have row 0; its rows are numbered from 1. Both rise. */
static const struct feedback_row *find_row(const struct feedback_sheet *s, uint32_t source)
{
    uint32_t low = 0;
    uint32_t high = s->n_rows;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->rows[middle].source < source)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->n_rows && s->rows[low].source == source ? &s->rows[low] : NULL;
}

int feedback_place(const struct feedback_rows *rows, const struct finding *f, int *ret_sheet,
                   uint32_t *ret_row, uint32_t *ret_column)
{
    if (f->column == 0 || f->column > MAX_FEEDBACK_COLUMNS || (rows->is_csv && f->row == 0))
        return -1;
    for (int i = 0; i < rows->n_sheets; i++) {
        const struct feedback_sheet *s = &rows->sheets[i];
        if (!rows->is_csv && s->table != f->table)
            continue;
        const struct feedback_row *row = find_row(s, f->row);
        if (row == NULL)
            continue;
        *ret_sheet = i;
        *ret_row = row->at - 1;
        *ret_column = f->column - 1;
        return 0;
    }
    return -1;
}

bool feedback_find_cell(const struct feedback_rows *rows, const struct receipt *again,
                        struct finding *f)
{
    if (again == NULL || f->column > 0 || f->line == 0 || f->table < 0 || f->field < 0 ||
        again->places[f->table][f->field] == 0)
        return false;
    for (int i = 0; i < rows->n_sheets; i++) {
        const struct feedback_sheet *s = &rows->sheets[i];
        for (uint32_t k = 0; k < s->n_rows && (rows->is_csv || s->table == f->table); k++) {
            if (s->rows[k].line != f->line || s->rows[k].source == 0)
                continue;
            f->row = s->rows[k].source;
            f->column = again->places[f->table][f->field];
            return true;
        }
    }
    return false;
}

void feedback_rows_release(struct feedback_rows *rows)
{
    for (int i = 0; i < rows->n_sheets; i++)
        free(rows->sheets[i].rows);
    arena_release(&rows->arena);
    *rows = (struct feedback_rows){0};
}
