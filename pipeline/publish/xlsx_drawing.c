/* Tables, pictures and charts of a sheet. */
#include <stdlib.h>
#include <string.h>

#include "publish/xlsx.h"

/* ---- tables ---- */

struct table_reading {
    struct xlsx *x;
    struct xlsx_table *t;
};

static void on_table(void *arg, const char *name, const char *const *attrs)
{
    struct table_reading *r = arg;
    if (strcmp(name, "table") == 0) {
        const char *ref = xml_attr(attrs, "ref");
        const char *shown = xml_attr(attrs, "displayName");
        r->t->name = xlsx_keep(r->x, shown == NULL ? "" : shown);
        if (ref == NULL || !xlsx_range(ref, strlen(ref), &r->t->at))
            xlsx_fault(r->x, r->t->part, "is a table without a range");
    } else if (strcmp(name, "tableColumn") == 0) {
        const char **slot = xlsx_add(r->x, &r->t->columns, &r->t->n_columns, sizeof *slot);
        const char *title = xml_attr(attrs, "name");
        *slot = xlsx_keep(r->x, title == NULL ? "" : title);
    } else if (strcmp(name, "autoFilter") == 0) {
        r->t->filter = true;
    }
}

void xlsx_read_table(struct xlsx *x, struct xlsx_sheet *s, const char *part)
{
    struct table_reading r = {.x = x, .t = xlsx_add(x, &s->tables, &s->n_tables, sizeof *r.t)};
    struct xml_reader reader = {.arg = &r, .start = on_table};
    *r.t = (struct xlsx_table){.part = part, .name = ""};
    xlsx_parse(x, part, &reader);
}

/* ---- drawings ---- */

struct drawing_reading {
    struct xlsx *x;
    struct xlsx_sheet *s;
    const char *part;
    struct xlsx_drawing *d;
    bool from; /* inside the corner where it begins */
};

static void end_chart(void *arg, const char *name, const char *text)
{
    struct drawing_reading *r = arg;
    if (strcmp(name, "f") != 0)
        return;
    const char **slot = xlsx_add(r->x, &r->d->ranges, &r->d->n_ranges, sizeof *slot);
    *slot = xlsx_keep(r->x, text);
}

static void on_drawing(void *arg, const char *name, const char *const *attrs)
{
    struct drawing_reading *r = arg;
    if (strcmp(name, "twoCellAnchor") == 0 || strcmp(name, "oneCellAnchor") == 0 ||
        strcmp(name, "absoluteAnchor") == 0) {
        r->d = xlsx_add(r->x, &r->s->drawings, &r->s->n_drawings, sizeof *r->d);
        *r->d = (struct xlsx_drawing){.alt = ""};
    } else if (strcmp(name, "from") == 0) {
        r->from = true;
    } else if (strcmp(name, "cNvPr") == 0 && r->d != NULL) {
        const char *alt = xml_attr(attrs, "descr");
        r->d->alt = xlsx_keep(r->x, alt == NULL ? "" : alt);
    } else if (strcmp(name, "chart") == 0 && r->d != NULL) {
        const char *chart = xlsx_related(r->x, r->part, xml_attr(attrs, "id"));
        struct xml_reader reader = {.arg = r, .end = end_chart};
        r->d->chart = true;
        if (chart != NULL)
            xlsx_parse(r->x, chart, &reader);
    }
}

static void end_drawing(void *arg, const char *name, const char *text)
{
    struct drawing_reading *r = arg;
    if (strcmp(name, "from") == 0)
        r->from = false;
    else if (r->from && r->d != NULL && strcmp(name, "row") == 0)
        r->d->row = (int)strtol(text, NULL, 10);
    else if (r->from && r->d != NULL && strcmp(name, "col") == 0)
        r->d->col = (int)strtol(text, NULL, 10);
}

void xlsx_read_drawing(struct xlsx *x, struct xlsx_sheet *s, const char *part)
{
    struct drawing_reading r = {.x = x, .s = s, .part = part};
    struct xml_reader reader = {.arg = &r, .start = on_drawing, .end = end_drawing};
    xlsx_parse(x, part, &reader);
}
