#include <stdlib.h>
#include <string.h>

#include "base/csvfile.h"
#include "base/decimal.h"
#include "model/indicator.h"
#include "model/period.h"
#include "model/roster.h"

enum { POLE_COLUMNS = 6, VALUE_COLUMNS = 6 };

struct roster_pole *roster_add_pole(struct roster *r, const char *code, const char *name)
{
    if (r->n_poles == r->poles_cap) {
        r->poles_cap = r->poles_cap == 0 ? 64 : r->poles_cap * 2;
        r->poles = mem_resize(r->poles, r->poles_cap, sizeof *r->poles);
    }
    struct roster_pole *p = &r->poles[r->n_poles++];
    *p = (struct roster_pole){.code = arena_text(&r->arena, code),
                              .name = arena_text(&r->arena, name),
                              .departement = -1,
                              .sector = -1,
                              .status = -1};
    return p;
}

struct roster_value *roster_add_value(struct roster *r)
{
    if (r->n_values == r->values_cap) {
        r->values_cap = r->values_cap == 0 ? 256 : r->values_cap * 2;
        r->values = mem_resize(r->values, r->values_cap, sizeof *r->values);
    }
    r->values[r->n_values] = (struct roster_value){0};
    return &r->values[r->n_values++];
}

void roster_release(struct roster *r)
{
    free(r->poles);
    free(r->values);
    arena_release(&r->arena);
    *r = (struct roster){0};
}

/* The list of a coded field of the register. */
static const struct codelist *list_of(const struct contract *c, const char *field)
{
    const struct table *t = &c->tables[TABLE_POLES];
    int f = table_field(t, field);
    return f == -1 ? NULL : t->fields[f].codes;
}

static const char *code_of(const struct codelist *list, int entry)
{
    return list == NULL || entry < 0 ? "" : list->entries[entry].code;
}

void roster_format_poles(const struct roster *r, const struct contract *c, struct buf *out)
{
    buf_text(out, "pole,name,region,departement,sector,status\n");
    for (size_t i = 0; i < r->n_poles; i++) {
        const struct roster_pole *p = &r->poles[i];
        csvfile_add_cell(out, p->code, 1);
        csvfile_add_cell(out, p->name, 0);
        csvfile_add_cell(out, code_of(contract_list(c, "regions"), p->region), 0);
        csvfile_add_cell(out, code_of(list_of(c, ROSTER_DEPARTEMENT), p->departement), 0);
        csvfile_add_cell(out, code_of(list_of(c, ROSTER_SECTOR), p->sector), 0);
        csvfile_add_cell(out, code_of(list_of(c, ROSTER_STATUS), p->status), 0);
        buf_char(out, '\n');
    }
}

void roster_format_values(const struct roster *r, const struct contract *c, struct buf *out)
{
    buf_text(out, "pole,indicator,window,month,value,flag\n");
    for (size_t i = 0; i < r->n_values; i++) {
        const struct roster_value *v = &r->values[i];
        const struct indicator *ind = &c->indicators[v->indicator];
        char month[PERIOD_TEXT];
        char text[DECIMAL_TEXT];
        period_format(v->month, month);
        buf_printf(out, "%s,%s,%s,%s,", r->poles[v->pole].code, ind->id,
                   figure_window_name(v->window), month);
        if (v->value != VALUE_BLANK)
            buf_add(out, text, decimal_format(v->value, ind->decimals, '.', "", text));
        buf_char(out, ',');
        if (v->flag != '\0')
            buf_char(out, v->flag);
        buf_char(out, '\n');
    }
}

/* An entry of a list, -1 for a blank cell; false when the list has no such code. */
static bool read_code(const struct codelist *list, const char *code, int *ret)
{
    *ret = code[0] == '\0' || list == NULL ? -1 : codelist_find(list, code, strlen(code));
    return code[0] == '\0' || *ret >= 0;
}

static bool read_pole(const struct csvfile *f, size_t row, const struct contract *c,
                      struct roster *r)
{
    const char *cell[POLE_COLUMNS];
    for (int i = 0; i < POLE_COLUMNS; i++)
        cell[i] = csvfile_cell(f, row, i);
    struct roster_pole *p = roster_add_pole(r, cell[0], cell[1]);
    return read_code(contract_list(c, "regions"), cell[2], &p->region) && p->region >= 0 &&
           read_code(list_of(c, ROSTER_DEPARTEMENT), cell[3], &p->departement) &&
           read_code(list_of(c, ROSTER_SECTOR), cell[4], &p->sector) &&
           read_code(list_of(c, ROSTER_STATUS), cell[5], &p->status);
}

static bool read_window(const char *name, unsigned *ret)
{
    static const unsigned all[] = {WINDOW_MONTH, WINDOW_YEAR_TO_DATE, WINDOW_12_MONTHS};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *ret = all[i];
        if (strcmp(figure_window_name(all[i]), name) == 0)
            return true;
    }
    return false;
}

/* The values of a pole stand together, in the order of the poles. */
static bool read_value(const struct csvfile *f, size_t row, const struct contract *c,
                       struct roster *r)
{
    const char *cell[VALUE_COLUMNS];
    for (int i = 0; i < VALUE_COLUMNS; i++)
        cell[i] = csvfile_cell(f, row, i);
    size_t pole = r->n_values == 0 ? 0 : (size_t)r->values[r->n_values - 1].pole;
    while (pole < r->n_poles && strcmp(r->poles[pole].code, cell[0]) != 0)
        pole++;
    struct roster_value *v = roster_add_value(r);
    v->pole = (int)pole;
    v->indicator = contract_indicator(c, cell[1]);
    v->flag = cell[5][0];
    v->value = VALUE_BLANK;
    if (pole == r->n_poles || v->indicator == -1 || strlen(cell[5]) > 1 ||
        (v->flag != '\0' && strchr("pxcz", v->flag) == NULL) ||
        (cell[4][0] == '\0') != (v->flag != '\0' && v->flag != 'p'))
        return false;
    return read_window(cell[2], &v->window) &&
           period_parse(cell[3], strlen(cell[3]), &v->month) == 0 &&
           (cell[4][0] == '\0' ||
            decimal_parse(cell[4], strlen(cell[4]), c->indicators[v->indicator].decimals,
                          &v->value) == 0);
}

typedef bool read_row(const struct csvfile *f, size_t row, const struct contract *c,
                      struct roster *r);

static int read_file(struct roster *r, const struct contract *c, const char *path, size_t columns,
                     read_row *row, struct err *err)
{
    struct csvfile f;
    if (csvfile_read(&f, path, MAX_EDITION_FILE, err) == -1)
        return -1;
    int rc = 0;
    if (f.n_columns != columns)
        rc = err_set(err, "%s: not a file of poles", path);
    for (size_t i = 0; rc == 0 && i < f.n_rows; i++)
        if (!row(&f, i, c, r))
            rc = err_set(err, "%s: row %zu does not fit the contract", path, i + 2);
    csvfile_release(&f);
    return rc;
}

int roster_read(struct roster *ret, const struct contract *c, const char *poles_path,
                const char *values_path, struct err *err)
{
    *ret = (struct roster){0};
    int rc = read_file(ret, c, poles_path, POLE_COLUMNS, read_pole, err);
    if (rc == 0)
        rc = read_file(ret, c, values_path, VALUE_COLUMNS, read_value, err);
    if (rc == -1)
        roster_release(ret);
    return rc;
}

const struct roster_value *roster_find(const struct roster *r, int pole, int indicator,
                                       unsigned window)
{
    for (size_t i = 0; i < r->n_values; i++) {
        const struct roster_value *v = &r->values[i];
        if (v->pole == pole && v->indicator == indicator && v->window == window)
            return v;
    }
    return NULL;
}
