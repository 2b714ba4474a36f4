/*
 * The floor that the workbooks are measured against: a bare libxlsxwriter loop that writes the very
 * cells of the workbooks given, read from them before the clock starts: the same sheets, texts,
 * numbers, formats and pictures, and nothing else (no tables, links, heights, native charts;
 * nothing read back). Its temporary files are the library's own, in FOLDER.
 *
 *     workbook_floor FOLDER FILE.xlsx…    writes them one after the other into FOLDER and removes
 * them; prints books, sheets, cells, wall, processor and, of the latter, the kernel's seconds
 */
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/mem.h"
#include "base/text.h"
#include "publish/xlsx.h"

struct counts {
    int books;
    int sheets;
    int cells;
    double wall;
    double processor;
    double kernel; /* of the processor's */
};

static double wall_now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double kernel_now(void)
{
    struct rusage u;
    (void)getrusage(RUSAGE_SELF, &u);
    return seconds(u.ru_stime);
}

static double processor_now(void)
{
    struct rusage u;
    (void)getrusage(RUSAGE_SELF, &u);
    return seconds(u.ru_utime) + seconds(u.ru_stime);
}

static void look_alike(lxw_format *f, const struct xlsx *x, const struct xlsx_format *like)
{
    const struct xlsx_font *font = &x->fonts[like->font];
    format_set_font_name(f, font->name);
    format_set_font_size(f, font->size);
    format_set_num_format(f, like->number);
    if (font->bold)
        format_set_bold(f);
    if (like->wrap)
        format_set_text_wrap(f);
    if (like->align != NULL)
        format_set_align(f, strcmp(like->align, "right") == 0 ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
}

static int write_cells(lxw_workbook *book, lxw_format **formats, const struct xlsx_sheet *s)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book, s->name);
    for (int i = 0; i < s->n_cells; i++) {
        const struct xlsx_cell *c = &s->cells[i];
        lxw_error e = c->kind == XLSX_NUMBER
                          ? worksheet_write_number(sheet, (lxw_row_t)c->row, (lxw_col_t)c->col,
                                                   c->number, formats[c->format])
                          : worksheet_write_string(sheet, (lxw_row_t)c->row, (lxw_col_t)c->col,
                                                   c->text, formats[c->format]);
        if (e != LXW_NO_ERROR)
            return -1;
    }
    return 0;
}

/* All of them on the last sheet: where they stand costs nothing. */
static int write_pictures(lxw_workbook *book, const struct xlsx *x)
{
    lxw_worksheet *sheet = workbook_get_worksheet_by_name(book, x->sheets[x->n_sheets - 1].name);
    for (size_t i = 0; i < x->zip.count; i++) {
        const struct zip_part *p = &x->zip.parts[i];
        if (text_ends(p->name, ".png") &&
            worksheet_insert_image_buffer(sheet, (lxw_row_t)i, 1, (const unsigned char *)p->data,
                                          p->len) != LXW_NO_ERROR)
            return -1;
    }
    return 0;
}

static int write_book(const struct xlsx *x, char *folder, const char *path)
{
    enum { MAX_FORMATS = 1000 };
    lxw_format *formats[MAX_FORMATS];
    lxw_workbook_options options = {.tmpdir = folder};
    lxw_workbook *book = workbook_new_opt(path, &options);
    int rc = book == NULL || x->n_formats > MAX_FORMATS ? -1 : 0;
    for (int i = 0; rc == 0 && i < x->n_formats; i++) {
        formats[i] = workbook_add_format(book);
        look_alike(formats[i], x, &x->formats[i]);
    }
    for (int i = 0; rc == 0 && i < x->n_sheets; i++)
        rc = write_cells(book, formats, &x->sheets[i]);
    if (rc == 0)
        rc = write_pictures(book, x);
    if (book != NULL && workbook_close(book) != LXW_NO_ERROR)
        rc = -1;
    return rc;
}

static int measure(const char *file, char *folder, struct counts *counts, struct err *err)
{
    struct xlsx x;
    struct buf path = {0};
    if (xlsx_read(&x, file, err) == -1)
        return -1;
    buf_printf(&path, "%s/floor.xlsx", folder);
    double wall = wall_now();
    double processor = processor_now();
    double kernel = kernel_now();
    int rc = write_book(&x, folder, path.data);
    counts->wall += wall_now() - wall;
    counts->processor += processor_now() - processor;
    counts->kernel += kernel_now() - kernel;
    if (rc == -1)
        rc = err_set(err, "%s cannot be written again", file);
    (void)unlink(path.data);
    counts->books++;
    counts->sheets += x.n_sheets;
    for (int i = 0; i < x.n_sheets; i++)
        counts->cells += x.sheets[i].n_cells;
    buf_release(&path);
    xlsx_release(&x);
    return rc;
}

int main(int argc, char **argv)
{
    struct counts counts = {0};
    struct err err = {0};
    mem_start(); /* as ptce does: else it is the heap's growing and shrinking that is measured */
    for (int i = 2; i < argc; i++)
        if (measure(argv[i], argv[1], &counts, &err) == -1) {
            (void)fprintf(stderr, "workbook_floor: %s\n", err.text);
            return 1;
        }
    (void)printf("%d books %d sheets %d cells %.4f wall %.4f processor %.4f kernel\n", counts.books,
                 counts.sheets, counts.cells, counts.wall, counts.processor, counts.kernel);
    return 0;
}
