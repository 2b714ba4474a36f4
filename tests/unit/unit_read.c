#include "unit_read.h"
#include "read/read.h"
#include "unit.h"

static void add_cell(struct buf *out, const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_NUMBER: buf_char(out, '#'); break;
    case CELL_TRUE: buf_text(out, "true"); return;
    case CELL_FALSE: buf_text(out, "false"); return;
    case CELL_NULL: buf_char(out, '~'); return;
    case CELL_TEXT:
    case CELL_STRING: break;
    }
    for (uint32_t i = 0; i < cell->len; i++) {
        if (cell->text[i] == '\n')
            buf_text(out, "↵");
        else if (cell->text[i] == '\r')
            buf_text(out, "←");
        else
            buf_char(out, cell->text[i]);
    }
}

void unit_add_record(struct buf *out, const struct record *record)
{
    buf_printf(out, "%u/%u ", record->line, record->row);
    for (int i = 0; i < record->n; i++) {
        buf_text(out, i == 0 ? "" : "|");
        add_cell(out, &record->cells[i]);
        if (record->cells[i].line != record->line)
            buf_printf(out, "@%u", record->cells[i].line);
    }
    buf_text(out, record->damaged ? "†" : "");
    buf_text(out, record->unended ? "…;" : ";");
}

void unit_add_finding(struct buf *out, const struct finding *f)
{
    buf_printf(out, "!%s@%u;", finding_name(f->code), f->line);
}

static void on_labels(void *ctx, int table, const struct record *labels, enum labels_kind kind)
{
    buf_printf(ctx, "%s%s ", table < 0 ? "?" : unit_contract()->tables[table].name,
               kind == LABELS_MORE ? "+" : "");
    unit_add_record(ctx, labels);
}

static void on_row(void *ctx, const struct record *row)
{
    unit_add_record(ctx, row);
}

static void on_finding(void *ctx, const struct finding *f)
{
    unit_add_finding(ctx, f);
}

static void on_restart(void *ctx)
{
    buf_text(ctx, "restart;");
}

struct sink unit_sink(struct buf *out)
{
    return (struct sink){.ctx = out,
                         .labels = on_labels,
                         .row = on_row,
                         .finding = on_finding,
                         .restart = on_restart};
}

bool unit_read(const char *text, size_t len, unsigned tables, struct buf *out)
{
    struct reading about;
    struct err err = {0};
    struct sink sink = unit_sink(out);
    const char *path = unit_put("delivery", text, len);
    struct read_options options = {.tables = tables};
    if (read_delivery(unit_contract(), path, &options, &sink, &about, &err) == -1)
        fail_msg("%s", err.text);
    return about.complete;
}
