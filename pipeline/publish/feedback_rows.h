/*
 * The sender's own rows, read once more to be shown to the sender: in its own order, a CSV's at the
 * very rows and columns where the sender's spreadsheet has them, a JSON's list by list. Bounded
 * (MAX_FEEDBACK_…): what is beyond is counted and left out.
 *
 *     struct feedback_rows rows = {0};
 *     struct sink sink = feedback_sink(&rows, contract);
 *     …the file is read with &sink as setting.also…
 *     feedback_rows_release(&rows);
 */
#ifndef PTCE_PUBLISH_FEEDBACK_ROWS_H
#define PTCE_PUBLISH_FEEDBACK_ROWS_H

#include "base/mem.h"
#include "model/receipt.h"
#include "model/record.h"

struct feedback_row {
    uint32_t source; /* the row as findings name it */
    uint32_t line;   /* where it begins in the sender's file */
    uint32_t at;     /* its row on the sheet, from 1 */
    int n;
    const char **cells; /* as a cell can hold them (form_clean) */
};

struct feedback_sheet {
    int table;                 /* -1 = not known */
    struct feedback_row *rows; /* in the order of the file: labels, then rows */
    uint32_t n_rows;
    uint32_t cap;
    int n_columns;     /* of the widest row */
    uint64_t left_out; /* rows beyond the limit */
};

enum { MAX_FEEDBACK_SHEETS = 4 /* a list of JSON for each table, and one that is none */ };

struct feedback_rows {
    struct arena arena;
    const struct contract *contract;
    bool is_csv;
    bool cut; /* a cell or a row was longer than what is shown */
    struct feedback_sheet sheets[MAX_FEEDBACK_SHEETS];
    int n_sheets;
};

struct sink feedback_sink(struct feedback_rows *rows, const struct contract *c);

/* The place of a finding: 0 and its sheet, row and column (from 0), or -1: it is not shown there.
 */
int feedback_place(const struct feedback_rows *rows, const struct finding *f, int *ret_sheet,
                   uint32_t *ret_row, uint32_t *ret_column);

/* A finding over time names a line and no cell: add its row, and its column where the file was read
 * again. False when it has a cell already, or none can be found. */
bool feedback_find_cell(const struct feedback_rows *rows, const struct receipt *again,
                        struct finding *f);

void feedback_rows_release(struct feedback_rows *rows);

#endif
