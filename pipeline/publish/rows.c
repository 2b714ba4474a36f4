#include <string.h>

#include "base/csvfile.h"
#include "publish/rows.h"

static bool is_accepted(const struct accepted *file, const struct canonical_row *row)
{
    return !file->receipt->units[row->unit].bad;
}

unsigned rows_tables(const struct accepted *files, size_t n)
{
    unsigned tables = 0;
    for (size_t f = 0; f < n; f++)
        for (size_t i = 0; i < files[f].canonical->n_rows; i++)
            if (is_accepted(&files[f], &files[f].canonical->rows[i]))
                tables |= 1U << files[f].canonical->rows[i].table;
    return tables;
}

static uint64_t columns_of(const struct accepted *files, size_t n, int table)
{
    uint64_t columns = 0;
    for (size_t f = 0; f < n; f++)
        columns |= files[f].canonical->columns[table];
    return columns;
}

/* A text that a spreadsheet would take for a formula is given the mark of a text. */
static void add_csv_cell(struct buf *out, const struct field *f, const char *text, bool first)
{
    struct buf marked = {0};
    bool is_text = f->type == FIELD_STRING && f->codes == NULL;
    if (text != NULL && is_text && strchr("=+-@", text[0]) != NULL)
        buf_char(&marked, '\'');
    buf_text(&marked, text == NULL ? "" : text);
    csvfile_add_cell(out, buf_str(&marked), first);
    buf_release(&marked);
}

void rows_csv(const struct contract *c, const struct accepted *files, size_t n, int table,
              struct buf *out)
{
    const struct table *t = &c->tables[table];
    uint64_t columns = columns_of(files, n, table);
    bool first = true;
    for (int i = 0; i < t->n_fields; i++) {
        if ((columns >> i & 1) == 0)
            continue;
        csvfile_add_cell(out, t->fields[i].name, first);
        first = false;
    }
    buf_char(out, '\n');
    for (size_t f = 0; f < n; f++) {
        for (size_t k = 0; k < files[f].canonical->n_rows; k++) {
            const struct canonical_row *row = &files[f].canonical->rows[k];
            if (row->table != table || !is_accepted(&files[f], row))
                continue;
            first = true;
            for (int i = 0; i < t->n_fields; i++) {
                if ((columns >> i & 1) == 0)
                    continue;
                add_csv_cell(out, &t->fields[i], row->cells[i], first);
                first = false;
            }
            buf_char(out, '\n');
        }
    }
}

static void add_json_text(struct buf *out, const char *text)
{
    buf_char(out, '"');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\')
            buf_printf(out, "\\%c", *p);
        else if ((unsigned char)*p < 0x20)
            buf_printf(out, "\\u%04x", (unsigned)*p);
        else
            buf_char(out, *p);
    }
    buf_char(out, '"');
}

/* Numbers and truth values as they are, with their decimals; everything else is a text. */
static void add_json_value(struct buf *out, const struct field *f, const char *text)
{
    bool bare = f->type == FIELD_INTEGER || f->type == FIELD_NUMBER || f->type == FIELD_YEAR ||
                f->type == FIELD_BOOLEAN;
    if (bare)
        buf_text(out, text);
    else
        add_json_text(out, text);
}

static void add_json_rows(struct buf *out, const struct table *t, int table,
                          const struct accepted *file, bool *first)
{
    for (size_t k = 0; k < file->canonical->n_rows; k++) {
        const struct canonical_row *row = &file->canonical->rows[k];
        const char *mark = "{";
        if (row->table != table || !is_accepted(file, row))
            continue;
        buf_text(out, *first ? "\n" : ",\n");
        *first = false;
        for (int i = 0; i < t->n_fields; i++) {
            if (row->cells[i] == NULL)
                continue;
            buf_printf(out, "%s\"%s\": ", mark, t->fields[i].name);
            add_json_value(out, &t->fields[i], row->cells[i]);
            mark = ", ";
        }
        buf_char(out, '}');
    }
}

void rows_json(const struct contract *c, const struct accepted *files, size_t n, unsigned tables,
               struct buf *out)
{
    const char *mark = "{";
    for (int t = 0; t < c->n_tables; t++) {
        bool first = true;
        if ((tables >> t & 1) == 0)
            continue;
        buf_printf(out, "%s\"%s\": [", mark, c->tables[t].name);
        for (size_t f = 0; f < n; f++)
            add_json_rows(out, &c->tables[t], t, &files[f], &first);
        buf_text(out, "\n]");
        mark = ",\n";
    }
    buf_text(out, tables == 0 ? "{}\n" : "}\n");
}
