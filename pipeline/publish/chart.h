/*
 * The charts of an edition, each as SVG (for pages) and PNG (for documents), drawn by gnuplot from
 * the edition's figures and from nothing else.
 *
 *     struct chart_list charts = {0};
 *     if (charts_write(run, edition, "outputs/editions/.new-1/graphiques", &charts, err) == -1) …
 *     for (size_t i = 0; i < charts.count; i++)
 *         …folder/charts.list[i].file.svg, folder/charts.list[i].file.png…
 *     chart_list_release(&charts);
 *
 * The list says in words and in a small table what each chart shows, made by the same code from the
 * same figures as the drawing: a page or a workbook needs no gnuplot to carry them. All its texts
 * are in run->lang, valid UTF-8 without control characters, and not escaped for any format.
 *
 * The way of a figure: chart_<name>.c turns figures into a drawing (chart_drawing.h: headline,
 * axis, marks, labels); the drawing gives a script of fixed text and numbers and a data file that
 * holds all other text; gnuplot processes, each of several figures, write to a pipe; chart_svg.c
 * rewrites what came back. Only when all of them are whole are the files put in the folder.
 */
#ifndef PTCE_PUBLISH_CHART_H
#define PTCE_PUBLISH_CHART_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/edition.h"
#include "model/run.h"

/* What a chart shows, cell by cell, as text ready to be read: numbers as its labels have them,
 * "[x]" not available, "[c]" withheld. The first column names the row. */
struct chart_table {
    const char *const *titles; /* n_columns, with units where the cells have none */
    const char *const *cells;  /* n_rows × n_columns, row by row */
    size_t n_columns;
    size_t n_rows;
};

struct chart {
    const char *file;     /* the stem of its two files: "emplois-25-mois", "emplois-25-mois-84" */
    int region;           /* an entry of the list regions, or REGION_FRANCE */
    const char *headline; /* what it says: the figure's title, without full stop */
    const char *subtitle; /* measure, unit, geography, period */
    const char *desc;     /* for those who do not see it: alternative text, whole sentences */
    const char *field;    /* "Champ : …" */
    const char *reading;  /* "Lecture : …", a sentence with a number of it; "" = no number */
    const char *source;   /* "Source : …" */
    int width;            /* of the SVG, in its units; the PNG has twice as many pixels */
    int height;
    struct chart_table table;
};

/* France first, then regions by code; in each the order of the report. */
struct chart_list {
    struct arena arena; /* holds the texts */
    struct chart *list;
    size_t count;
};

/* Write all charts of the edition into `folder`, which exists; run->jobs processes at once. A
 * figure that is missing is drawn as "not available". 0 and *ret_list (zeroed before), or -1 with
 * err (no gnuplot, a figure that failed, a full disk), none of the files in the folder and an empty
 * list. */
int charts_write(const struct run *run, const struct edition *edition, const char *folder,
                 struct chart_list *ret_list, struct err *err);

/* The chart of a region (or REGION_FRANCE) with this stem, the region's code left off; NULL = none.
 */
const struct chart *chart_list_find(const struct chart_list *l, int region, const char *name);

void chart_list_release(struct chart_list *l);

#endif
