/*
 * The charts of an edition: four figures, each as SVG (for pages) and PNG (for documents), drawn by
 * gnuplot from the edition's figures and from nothing else.
 *
 *     if (charts_write(run, edition, "outputs/editions/.new-1/charts", err) == -1) …
 *     for (size_t i = 0; i < chart_count(); i++)
 *         …folder/chart_file(i).svg, folder/chart_file(i).png…
 *
 * The way of a figure: chart_<name>.c turns figures into a drawing (chart_drawing.h: headline,
 * axis, marks, labels); the drawing gives a script of fixed text and numbers and a data file that
 * holds all other text; one gnuplot process a figure and format writes to a pipe; chart_svg.c
 * rewrites what came back. Only when all of them are whole are the files put in the folder.
 *
 * Adding a figure: a file chart_<name>.c and a row in the table of chart.c.
 */
#ifndef PTCE_PUBLISH_CHART_H
#define PTCE_PUBLISH_CHART_H

#include <stddef.h>

#include "base/err.h"
#include "model/edition.h"
#include "model/run.h"

/* Write all charts of the edition into `folder`, which exists; run->jobs processes at once, texts
 * in run->lang. A figure that is missing is drawn as "not available". 0, or -1 with err (no
 * gnuplot, a figure that failed, a full disk) and none of the files in the folder. */
int charts_write(const struct run *run, const struct edition *edition, const char *folder,
                 struct err *err);

size_t chart_count(void);

/* The file name of chart i without its ending: "emplois-25-mois". */
const char *chart_file(size_t i);

#endif
