#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "publish/lint.h"
#include "publish/workbook_sheet.h"
#include "publish/workbook_verify.h"

/* Is this cell of the file what the grid asked for? */
static bool is_same(const struct xlsx_cell *have, const struct grid_cell *want)
{
    double number = (double)want->value / (double)decimal_pow10(want->decimals);
    switch (want->kind) {
    case GRID_TEXT:
    case GRID_LINK:
        return have != NULL && have->kind == XLSX_TEXT && strcmp(have->text, want->text) == 0;
    case GRID_NUMBER: return have != NULL && have->kind == XLSX_NUMBER && have->number == number;
    case GRID_DATE:
        return have != NULL && have->kind == XLSX_NUMBER &&
               have->number == writer_serial(want->value);
    case GRID_EMPTY: break;
    }
    return have == NULL;
}

static int verify_sheet(const struct book_sheet *want, const struct xlsx_sheet *have,
                        const char *path, struct err *err)
{
    char name[16];
    for (int i = 0; i < want->n_lines; i++) {
        const char *text = want->lines[i].text;
        if (text != NULL && strcmp(xlsx_text(have, i, 0), text) != 0)
            return err_set(err, "%s: %s!A%d is not as it was written", path, want->tab, i + 1);
    }
    for (int r = 0; r < want->grid.n_rows; r++)
        for (int c = 0; c < want->grid.n_columns; c++) {
            int row = want->n_lines + 1 + r;
            if (is_same(xlsx_at(have, row, c), grid_at(&want->grid, r, c)))
                continue;
            xlsx_name_cell(row, c, name, sizeof name);
            return err_set(err, "%s: %s!%s is not as it was written", path, want->tab, name);
        }
    return 0;
}

/* Is it what a chamber wrote that a rule finds strange (a pole called 2026, say)? No edition waits
 * for that. */
static bool is_outside(const struct book *book, const struct lint_finding *f)
{
    for (int i = 0; i < book->n_sheets; i++) {
        const struct book_sheet *s = &book->sheets[i];
        for (int k = 0; strcmp(s->tab, f->sheet) == 0 && k < s->grid.n_rows * s->grid.n_columns;
             k++) {
            char name[16];
            xlsx_name_cell(s->n_lines + 1 + k / s->grid.n_columns, k % s->grid.n_columns, name,
                           sizeof name);
            if (s->grid.cells[k].outside && strcmp(name, f->cell) == 0)
                return true;
        }
    }
    return false;
}

/* The first finding stands for all. */
static int ask_rules(const struct book *book, struct xlsx *x, struct err *err)
{
    struct lint_report report = {0};
    int rc = 0;
    lint_book(book->contract, x, &report);
    for (size_t i = 0; rc == 0 && i < report.count; i++) {
        const struct lint_finding *f = &report.list[i];
        if (!is_outside(book, f))
            rc = err_set(err, "%s: %s: %s%s%s: %s (%s)", x->path, f->rule->id, f->sheet,
                         f->cell[0] == '\0' ? "" : "!", f->cell, f->what, f->rule->says);
    }
    lint_release(&report);
    return rc;
}

int workbook_verify(const struct book *book, const char *path, struct err *err)
{
    struct xlsx x;
    if (xlsx_read(&x, path, err) == -1)
        return -1;
    int rc = x.n_sheets == book->n_sheets
                 ? 0
                 : err_set(err, "%s: has %d of its %d sheets", path, x.n_sheets, book->n_sheets);
    for (int i = 0; rc == 0 && i < book->n_sheets; i++)
        rc = verify_sheet(&book->sheets[i], &x.sheets[i], path, err);
    if (rc == 0)
        rc = ask_rules(book, &x, err);
    xlsx_release(&x);
    return rc;
}
