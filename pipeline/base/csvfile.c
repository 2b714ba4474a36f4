#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csvfile.h"
#include "base/file.h"

struct loader {
    struct csvfile *file;
    const char **row;
    size_t n;
    size_t cap;
    size_t bad_row; /* 0 = none; counted from 1 with the header */
    size_t row_no;
    size_t rows_ahead; /* room to make at first */
};

static void add_cell(struct loader *l, const char *text)
{
    if (l->n == l->cap) {
        l->cap = l->cap == 0 ? 16 : l->cap * 2;
        l->row = mem_resize(l->row, l->cap, sizeof *l->row);
    }
    l->row[l->n++] = text;
}

static void on_cell(void *bytes, size_t len, void *arg)
{
    struct loader *l = arg;
    add_cell(l, arena_copy(&l->file->arena, bytes == NULL ? "" : bytes, len));
}

static void on_row(int c, void *arg)
{
    (void)c;
    struct loader *l = arg;
    struct csvfile *f = l->file;
    l->row_no++;
    if (f->header == NULL) {
        f->header = arena_array(&f->arena, l->n, sizeof *f->header);
        memcpy(f->header, l->row, l->n * sizeof *f->header);
        f->n_columns = l->n;
    } else if (l->n != f->n_columns) {
        if (l->bad_row == 0)
            l->bad_row = l->row_no;
    } else {
        if (f->n_rows == f->cap) {
            f->cap = f->cap == 0 ? l->rows_ahead : f->cap * 2;
            f->cells = mem_resize(f->cells, f->cap * f->n_columns, sizeof *f->cells);
        }
        memcpy(f->cells + f->n_rows * f->n_columns, l->row, l->n * sizeof *f->cells);
        f->n_rows++;
    }
    l->n = 0;
}

/* The cell from p to end, ended there by a NUL, without the blanks around it. */
static char *trim(char *p, char *end)
{
    while (end > p && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    while (p < end && (*p == ' ' || *p == '\t'))
        p++;
    *end = '\0';
    return p;
}

/* A file without quotes is cut in place, as libcsv would cut it: the large lists are such, and
 * every run reads them. */
static void cut_plain(struct loader *l, char *text, size_t len)
{
    char *end = text + len;
    size_t lines = 1;
    for (const char *p = text; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        lines++;
    l->rows_ahead = lines;
    for (char *p = text; p < end;) {
        char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop == NULL ? end : stop;
        for (char *comma; (comma = memchr(p, ',', (size_t)(stop - p))) != NULL; p = comma + 1)
            add_cell(l, trim(p, comma));
        char *last = trim(p, stop);
        if (l->n > 0 || *last != '\0') {
            add_cell(l, last);
            on_row('\n', l);
        }
        p = stop + 1;
    }
}

static int cut_quoted(struct loader *l, const struct buf *text, const char *path, struct err *err)
{
    struct csv_parser parser;
    int rc = 0;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        return err_set(err, "%s: cannot start the CSV parser", path);
    if (csv_parse(&parser, text->data, text->len, on_cell, on_row, l) != text->len ||
        csv_fini(&parser, on_cell, on_row, l) != 0)
        rc = err_set(err, "%s: row %zu is not well-formed CSV", path, l->row_no + 1);
    csv_free(&parser);
    return rc;
}

int csvfile_read(struct csvfile *ret_file, const char *path, size_t max, struct err *err)
{
    *ret_file = (struct csvfile){0};
    struct loader l = {.file = ret_file, .rows_ahead = 64};
    struct buf text = {0};
    int rc = file_read(path, max, &text, err);
    if (rc == -1)
        goto out;
    if (text.len > 0 &&
        (memchr(text.data, '"', text.len) != NULL || memchr(text.data, '\r', text.len) != NULL)) {
        rc = cut_quoted(&l, &text, path, err);
    } else if (text.len > 0) {
        size_t len = text.len;
        ret_file->text = buf_detach(&text);
        cut_plain(&l, ret_file->text, len);
    }
    if (rc == 0 && l.bad_row != 0)
        rc = err_set(err, "%s: row %zu has not as many cells as the header", path, l.bad_row);
    else if (rc == 0 && ret_file->header == NULL)
        rc = err_set(err, "%s: empty", path);
out:
    free(l.row);
    buf_release(&text);
    if (rc == -1)
        csvfile_release(ret_file);
    return rc;
}

int csvfile_column(const struct csvfile *f, const char *name)
{
    for (size_t i = 0; i < f->n_columns; i++)
        if (strcmp(f->header[i], name) == 0)
            return (int)i;
    return -1;
}

const char *csvfile_cell(const struct csvfile *f, size_t row, int column)
{
    return column < 0 ? "" : f->cells[row * f->n_columns + (size_t)column];
}

void csvfile_release(struct csvfile *f)
{
    free(f->cells);
    free(f->text);
    arena_release(&f->arena);
    *f = (struct csvfile){0};
}

void csvfile_add_cell(struct buf *out, const char *text, int first)
{
    if (!first)
        buf_char(out, ',');
    if (strpbrk(text, ",\"\r\n") == NULL) {
        buf_text(out, text);
        return;
    }
    buf_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            buf_char(out, '"');
        buf_char(out, *text);
    }
    buf_char(out, '"');
}
