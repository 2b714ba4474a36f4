#include <string.h>

#include "publish/feedback_rows.h"
#include "unit.h"

/* A record of n cells "A", "B" … at a row. */
static void send(struct sink *sink, uint32_t row, int n, int table, enum labels_kind kind,
                 bool labels)
{
    static const char letters[] = "ABCDEFGHIJ";
    struct cell cells[MAX_FEEDBACK_COLUMNS + 10];
    for (int i = 0; i < n; i++)
        cells[i] = (struct cell){.text = &letters[i % 10], .len = 1};
    struct record record = {.cells = cells, .n = n, .line = row, .row = row};
    if (labels)
        sink->labels(sink->ctx, table, &record, kind);
    else
        sink->row(sink->ctx, &record);
}

static void send_labels(struct sink *sink, uint32_t row, int n, int table, enum labels_kind kind)
{
    send(sink, row, n, table, kind, true);
}

static void send_row(struct sink *sink, uint32_t row, int n)
{
    send(sink, row, n, -1, LABELS_HEADER, false);
}

/* Where a finding stands: sheet, row and column from 0; sheet -1 = nowhere. */
struct place {
    int table;
    uint32_t row;
    uint32_t column;
    int sheet;
    uint32_t at;
    uint32_t of;
};

static void check_places(const struct feedback_rows *rows, const struct place *places, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct finding f = {
            .table = places[i].table, .row = places[i].row, .column = places[i].column};
        char name[64];
        int sheet = -1;
        uint32_t row = 0;
        uint32_t column = 0;
        (void)snprintf(name, sizeof name, "table %d row %u column %u", f.table, f.row, f.column);
        if (feedback_place(rows, &f, &sheet, &row, &column) == -1)
            sheet = -1;
        unit_int(name, "sheet", sheet, places[i].sheet);
        unit_int(name, "row", row, places[i].at);
        unit_int(name, "column", column, places[i].of);
    }
}

static void test_csv(void **state)
{
    static const struct place places[] = {
        {0, 3, 1, 0, 2, 0},
        {0, 4, 2, 0, 3, 1},
        {0, 7, 3, 0, 6, 2},
        {0, 5, 1, -1, 0, 0},
        {0, 0, 1, -1, 0, 0},
        {0, 4, 0, -1, 0, 0},
        {0, 7, 9, 0, 6, 8},
        {1, 7, 3, 0, 6, 2},
        {0, MAX_FEEDBACK_ROWS, 1, 0, 4999, 0},
        {0, 7, 300, -1, 0, 0},
        {0, MAX_FEEDBACK_ROWS + 1, 1, -1, 0, 0},
    };
    struct feedback_rows rows = {0};
    struct sink sink = feedback_sink(&rows, unit_contract());
    (void)state;
    send_labels(&sink, 3, 3, 0, LABELS_HEADER);
    send_row(&sink, 4, 3);
    sink.restart(sink.ctx); /* the file is read again, in another encoding */
    send_labels(&sink, 3, 3, 0, LABELS_HEADER);
    send_row(&sink, 4, 3);
    send_row(&sink, 7, 5);
    send_row(&sink, MAX_FEEDBACK_ROWS, 1);
    send_row(&sink, MAX_FEEDBACK_ROWS + 1, 1);
    send_row(&sink, MAX_FEEDBACK_ROWS + 2, MAX_FEEDBACK_COLUMNS + 5);
    unit_int("csv", "sheets", rows.n_sheets, 1);
    unit_int("csv", "rows", rows.sheets[0].n_rows, 4);
    unit_int("csv", "columns", rows.sheets[0].n_columns, 5);
    unit_int("csv", "left out", (int64_t)rows.sheets[0].left_out, 2);
    unit_int("csv", "cut", rows.cut, 0);
    unit_text("csv", "cell", rows.sheets[0].rows[2].cells[4], "E");
    check_places(&rows, places, COUNT(places));
    feedback_rows_release(&rows);
    unit_end();
}

/* Lists of JSON: rows numbered through the file, a sheet each, labels in its first row. */
static void test_json(void **state)
{
    static const struct place places[] = {
        {1, 1, 1, 0, 1, 0}, {1, 2, 4, 0, 2, 3},  {2, 3, 1, 1, 1, 0},
        {2, 0, 2, 1, 0, 1}, {1, 3, 1, -1, 0, 0}, {0, 1, 1, -1, 0, 0},
    };
    struct feedback_rows rows = {0};
    struct sink sink = feedback_sink(&rows, unit_contract());
    (void)state;
    send_labels(&sink, 0, 3, 1, LABELS_FIRST);
    send_row(&sink, 1, 3);
    send_labels(&sink, 0, 4, 1, LABELS_MORE);
    send_row(&sink, 2, 4);
    send_labels(&sink, 0, 2, 2, LABELS_FIRST);
    send_row(&sink, 3, 2);
    unit_int("json", "sheets", rows.n_sheets, 2);
    unit_int("json", "columns", rows.sheets[0].n_columns, 4);
    unit_text("json", "new label", rows.sheets[0].rows[0].cells[3], "D");
    check_places(&rows, places, COUNT(places));
    feedback_rows_release(&rows);
    unit_end();
}

/* What is too long or too wide is cut, and that is known. */
static void test_cut(void **state)
{
    struct feedback_rows rows = {0};
    struct sink sink = feedback_sink(&rows, unit_contract());
    char text[MAX_FEEDBACK_CHARS + 2];
    struct cell cell = {.text = text, .len = sizeof text};
    struct record record = {.cells = &cell, .n = 1, .line = 2, .row = 2};
    (void)state;
    memset(text, 'x', sizeof text);
    send_labels(&sink, 1, MAX_FEEDBACK_COLUMNS + 5, 0, LABELS_HEADER);
    unit_int("wide", "cut", rows.cut, 1);
    unit_int("wide", "columns", rows.sheets[0].n_columns, MAX_FEEDBACK_COLUMNS);
    rows.cut = false;
    sink.row(sink.ctx, &record);
    unit_int("long", "cut", rows.cut, 1);
    unit_int("long", "bytes", (int64_t)strlen(rows.sheets[0].rows[1].cells[0]),
             MAX_FEEDBACK_CHARS - 1 + 3);
    feedback_rows_release(&rows);
    unit_end();
}

/* A finding that names a line alone gets its cell: where the field was read, in the row of the
 * line. */
static void test_cells(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t line;
        int table;
        int field;
        uint32_t column; /* what it has already */
        bool found;
        uint32_t row;
        uint32_t at;
    } finds[] = {
        {"a cell", 7, 1, 3, 0, true, 7, 5},
        {"the first row", 6, 1, 3, 0, true, 6, 5},
        {"no such line", 9, 1, 3, 0, false, 0, 0},
        {"the whole file", 0, 1, 3, 0, false, 0, 0},
        {"a field that was not read", 7, 1, 4, 0, false, 0, 0},
        {"no field", 7, 1, -1, 0, false, 0, 0},
        {"no table", 7, -1, -1, 0, false, 0, 0},
        {"a cell of its own", 7, 1, 3, 2, false, 0, 2},
    };
    struct feedback_rows rows = {0};
    struct receipt again = {.places = {[1] = {[3] = 5}}};
    struct sink sink = feedback_sink(&rows, unit_contract());
    send_labels(&sink, 5, 6, 1, LABELS_HEADER);
    send_row(&sink, 6, 6);
    send_row(&sink, 7, 6);
    for (size_t i = 0; i < COUNT(finds); i++) {
        struct finding f = {.line = finds[i].line,
                            .table = finds[i].table,
                            .field = finds[i].field,
                            .column = finds[i].column};
        unit_int(finds[i].name, "found", feedback_find_cell(&rows, &again, &f), finds[i].found);
        unit_int(finds[i].name, "row", f.row, finds[i].row);
        unit_int(finds[i].name, "column", f.column, finds[i].at);
    }
    feedback_rows_release(&rows);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_cut),
    };
    return UNIT_RUN(tests);
}
