/* A worksheet part: cells, widths, links, page. */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/limits.h"
#include "publish/xlsx.h"

struct sheet_reading {
    struct xlsx *x;
    struct xlsx_sheet *s;
    int row, col; /* where the next cell without a name stands */
    struct xlsx_cell *cell;
    const char *pane; /* the active one of several */
    char type;        /* of the cell: s, i (inline), t (text of a formula), n, b, e */
    struct buf text;  /* of an inline text */
};

static bool is_on(const char *const *attrs, const char *name)
{
    const char *value = xml_attr(attrs, name);
    return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static double real(const char *const *attrs, const char *name)
{
    const char *value = xml_attr(attrs, name);
    return value == NULL ? 0 : strtod(value, NULL);
}

/* ---- rows and cells ---- */

static void on_row(struct sheet_reading *r, const char *const *attrs)
{
    long row = xml_number(attrs, "r", r->row + 2);
    r->row = row < 1 || row > 1048576 ? r->row + 1 : (int)row - 1;
    r->col = 0;
    struct xlsx_row *made = xlsx_add(r->x, &r->s->rows, &r->s->n_rows, sizeof *made);
    *made = (struct xlsx_row){r->row, real(attrs, "ht"), is_on(attrs, "hidden")};
}

static void on_cell(struct sheet_reading *r, const char *const *attrs)
{
    struct xlsx_range at;
    const char *name = xml_attr(attrs, "r");
    const char *type = xml_attr(attrs, "t");
    if (r->x->n_cells >= MAX_BOOK_CELLS) {
        if (r->x->n_cells++ == MAX_BOOK_CELLS)
            xlsx_fault(r->x, r->s->part, "has more cells than are looked at");
        r->cell = NULL;
        return;
    }
    r->x->n_cells++;
    if (name != NULL && xlsx_range(name, strlen(name), &at)) {
        r->row = at.row;
        r->col = at.col;
    }
    struct xlsx_sheet *s = r->s;
    const struct xlsx_cell *last = s->n_cells > 0 ? &s->cells[s->n_cells - 1] : NULL;
    if (last != NULL && (last->row > r->row || (last->row == r->row && last->col >= r->col)))
        xlsx_fault(r->x, s->part, "has its cells out of order");
    r->cell = xlsx_add(r->x, &s->cells, &s->n_cells, sizeof *r->cell);
    long format = xml_number(attrs, "s", 0);
    *r->cell = (struct xlsx_cell){.row = r->row,
                                  .col = r->col,
                                  .format = format < 0 || format > 65535 ? 0 : (int)format,
                                  .text = ""};
    r->type = type == NULL                     ? 'n'
              : strcmp(type, "inlineStr") == 0 ? 'i'
              : strcmp(type, "str") == 0       ? 't'
                                               : type[0];
    r->col++;
    buf_cut(&r->text, 0);
}

/* -?\d+(\.\d+)?(E[+-]\d+)? */
static bool number_ok(const char *t)
{
    t += *t == '-';
    if (!isdigit((unsigned char)*t))
        return false;
    while (isdigit((unsigned char)*t))
        t++;
    if (*t == '.') {
        if (!isdigit((unsigned char)*++t))
            return false;
        while (isdigit((unsigned char)*t))
            t++;
    }
    if (*t == 'E') {
        t++;
        if (*t != '+' && *t != '-')
            return false;
        if (!isdigit((unsigned char)*++t))
            return false;
        while (isdigit((unsigned char)*t))
            t++;
    }
    return *t == '\0';
}

static void set_value(struct sheet_reading *r, const char *text)
{
    struct xlsx_cell *c = r->cell;
    char *end;
    long n;
    switch (r->type) {
    case 's':
        n = strtol(text, &end, 10);
        c->kind = XLSX_TEXT;
        if (*end == '\0' && *text != '\0' && n >= 0 && n < r->x->n_strings)
            c->text = r->x->strings[n];
        else
            xlsx_fault(r->x, r->s->part, "has a cell whose text is not there");
        return;
    case 'b': c->kind = XLSX_BOOLEAN; break;
    case 'e': c->kind = XLSX_ERROR; break;
    case 'n':
        c->kind = XLSX_NUMBER;
        c->number = strtod(text, NULL);
        r->x->bad_numbers = r->x->bad_numbers || !number_ok(text);
        if (!number_ok(text))
            xlsx_fault(r->x, r->s->part, "has a cell whose number is no number");
        break;
    default: c->kind = XLSX_TEXT; break;
    }
    c->text = xlsx_keep(r->x, text);
}

/* ---- everything else ---- */

static void on_columns(struct sheet_reading *r, const char *const *attrs)
{
    struct xlsx_columns *c = xlsx_add(r->x, &r->s->columns, &r->s->n_columns, sizeof *c);
    *c = (struct xlsx_columns){(int)xml_number(attrs, "min", 1) - 1,
                               (int)xml_number(attrs, "max", 1) - 1, real(attrs, "width"),
                               is_on(attrs, "hidden")};
}

static void on_merge(struct sheet_reading *r, const char *const *attrs)
{
    if (r->s->merge == NULL)
        r->s->merge = xlsx_keep(r->x, xml_attr(attrs, "ref"));
}

static void on_filter(struct sheet_reading *r, const char *const *attrs)
{
    r->s->filter = xlsx_keep(r->x, xml_attr(attrs, "ref"));
}

static void on_link(struct sheet_reading *r, const char *const *attrs)
{
    struct xlsx_link *l = xlsx_add(r->x, &r->s->links, &r->s->n_links, sizeof *l);
    const char *ref = xml_attr(attrs, "ref");
    if (ref == NULL || !xlsx_range(ref, strlen(ref), &l->at))
        xlsx_fault(r->x, r->s->part, "has a link without a cell");
    l->location = xlsx_keep(r->x, xml_attr(attrs, "location"));
}

static void on_pane(struct sheet_reading *r, const char *const *attrs)
{
    const char *state = xml_attr(attrs, "state");
    r->s->frozen = state != NULL && text_starts(state, "frozen");
    const char *active = xml_attr(attrs, "activePane");
    r->pane = xlsx_keep(r->x, active == NULL ? "topLeft" : active);
}

static void on_selection(struct sheet_reading *r, const char *const *attrs)
{
    const char *active = xml_attr(attrs, "activeCell");
    const char *pane = xml_attr(attrs, "pane");
    bool is_active = r->pane == NULL || (pane != NULL && strcmp(pane, r->pane) == 0);
    if (active != NULL && is_active)
        r->s->active = xlsx_keep(r->x, active);
}

static void on_fit(struct sheet_reading *r, const char *const *attrs)
{
    r->s->fit_page = is_on(attrs, "fitToPage");
}

static void on_page(struct sheet_reading *r, const char *const *attrs)
{
    const char *way = xml_attr(attrs, "orientation");
    r->s->paper = xml_number(attrs, "paperSize", 1);
    r->s->fit_wide = xml_number(attrs, "fitToWidth", 1);
    r->s->fit_high = xml_number(attrs, "fitToHeight", 1);
    r->s->landscape = way != NULL && strcmp(way, "landscape") == 0;
}

static void on_protection(struct sheet_reading *r, const char *const *attrs)
{
    r->s->is_protected = is_on(attrs, "sheet");
    r->s->password = xml_attr(attrs, "password") != NULL || xml_attr(attrs, "hashValue") != NULL;
}

static void on_validation(struct sheet_reading *r, const char *const *attrs)
{
    struct xlsx_validation *v = xlsx_add(r->x, &r->s->validations, &r->s->n_validations, sizeof *v);
    const char *cells = xml_attr(attrs, "sqref");
    const char *type = xml_attr(attrs, "type");
    *v = (struct xlsx_validation){.cells = xlsx_keep(r->x, cells == NULL ? "" : cells),
                                  .type = xlsx_keep(r->x, type == NULL ? "none" : type),
                                  .prompt = xml_attr(attrs, "prompt") != NULL,
                                  .error = xml_attr(attrs, "error") != NULL};
}

static void on_table(struct sheet_reading *r, const char *const *attrs)
{
    const char *part = xlsx_related(r->x, r->s->part, xml_attr(attrs, "id"));
    if (part != NULL)
        xlsx_read_table(r->x, r->s, part);
}

static void on_drawing(struct sheet_reading *r, const char *const *attrs)
{
    const char *part = xlsx_related(r->x, r->s->part, xml_attr(attrs, "id"));
    if (part != NULL)
        xlsx_read_drawing(r->x, r->s, part);
}

static void on_formula(struct sheet_reading *r, const char *const *attrs)
{
    (void)attrs;
    if (r->cell != NULL)
        r->cell->formula = true;
}

static const struct {
    const char *name;
    void (*start)(struct sheet_reading *r, const char *const *attrs);
} elements[] = {
    {"c", on_cell},
    {"row", on_row},
    {"f", on_formula},
    {"col", on_columns},
    {"mergeCell", on_merge},
    {"autoFilter", on_filter},
    {"hyperlink", on_link},
    {"pane", on_pane},
    {"selection", on_selection},
    {"pageSetUpPr", on_fit},
    {"pageSetup", on_page},
    {"sheetProtection", on_protection},
    {"dataValidation", on_validation},
    {"tablePart", on_table},
    {"drawing", on_drawing},
};

static void on_start(void *arg, const char *name, const char *const *attrs)
{
    struct sheet_reading *r = arg;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(elements[i].name, name) == 0) {
            elements[i].start(r, attrs);
            return;
        }
}

static void on_end(void *arg, const char *name, const char *text)
{
    struct sheet_reading *r = arg;
    if (strcmp(name, "v") == 0 && r->cell != NULL) {
        set_value(r, text);
    } else if (strcmp(name, "t") == 0 && r->type == 'i') {
        buf_text(&r->text, text);
    } else if (strcmp(name, "is") == 0 && r->cell != NULL) {
        r->cell->kind = XLSX_TEXT;
        r->cell->text = arena_copy(&r->x->arena, buf_str(&r->text), r->text.len);
    } else if (strcmp(name, "formula1") == 0 && r->s->n_validations > 0) {
        r->s->validations[r->s->n_validations - 1].source = xlsx_keep(r->x, text);
    } else if (text_ends(name, "Header") || text_ends(name, "Footer")) {
        buf_text(&r->s->margins, text);
        buf_char(&r->s->margins, '\n');
    }
}

/* A table may claim the whole sheet: it is looked at as far as there can be cells. */
static void limit_table(struct xlsx *x, const struct xlsx_sheet *s, struct xlsx_table *t)
{
    int last = s->n_cells == 0 ? 0 : s->cells[s->n_cells - 1].row;
    int64_t area = (int64_t)(t->at.last_row - t->at.row + 1) * (t->at.last_col - t->at.col + 1);
    if (t->at.last_row <= last + MAX_PLACES_PER_CAUSE && area <= MAX_BOOK_CELLS)
        return;
    xlsx_fault(x, t->part, "is a table that reaches far beyond its cells");
    t->at.last_row = t->at.row;
}

void xlsx_read_sheet(struct xlsx *x, struct xlsx_sheet *s)
{
    struct sheet_reading r = {.x = x, .s = s, .row = -1};
    struct xml_reader reader = {.arg = &r, .start = on_start, .end = on_end};
    s->paper = -1;
    if (s->part == NULL || zip_find(&x->zip, s->part) == NULL)
        xlsx_fault(x, s->part == NULL ? "xl/workbook.xml" : s->part, "a sheet is not there");
    else
        xlsx_parse(x, s->part, &reader);
    buf_release(&r.text);
    for (int i = 0; i < s->n_tables; i++)
        limit_table(x, s, &s->tables[i]);
}
