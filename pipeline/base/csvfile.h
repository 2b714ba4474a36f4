/*
 * Small CSV files of our own making (code lists, figures of an edition): UTF-8, comma, a header
 * line, all of it in memory. What chambers send is read by read/csv.c, not by this.
 *
 *     struct csvfile f = {0};
 *     if (csvfile_read(&f, path, MAX_CONTRACT_FILE, err) == -1) …
 *     int col = csvfile_column(&f, "label_fr");            -1 when there is none
 *     for (size_t r = 0; r < f.n_rows; r++) use(csvfile_cell(&f, r, col));
 *     csvfile_release(&f);
 */
#ifndef PTCE_BASE_CSVFILE_H
#define PTCE_BASE_CSVFILE_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct csvfile {
    struct arena arena; /* the cells' texts are here … */
    char *text;         /* … or here, when the file was cut in place */
    const char **header;
    size_t n_columns;
    const char **cells; /* n_rows × n_columns */
    size_t n_rows;
    size_t cap;
};

/* 0, or -1 with err: unreadable, over `max` bytes, not CSV, or a row of another width. */
int csvfile_read(struct csvfile *ret_file, const char *path, size_t max, struct err *err);
int csvfile_column(const struct csvfile *f, const char *name);
const char *csvfile_cell(const struct csvfile *f, size_t row, int column); /* "" for column -1 */
void csvfile_release(struct csvfile *f);

struct buf;
/* Add one cell to a line being written, quoted where needed; `first` says no comma before it. */
void csvfile_add_cell(struct buf *out, const char *text, int first);

#endif
