/*
 * The workbooks that funders read: one for France, one for each region beside France. What is in
 * them is contract/report.json (model/report.h); every number comes from the edition's figures and
 * coverage, and nothing is computed anew but differences between two months.
 *
 *     workbook_name(run, region, &name);                 ptce-84-auvergne-rhone-alpes-2026-10.xlsx
 *     workbook_write(run, report, edition, charts, region, path, err)      in a child process:
 * TRAPS.md
 *
 * Same report, edition and language: same bytes, whatever the clock, the folder and the locale
 * (LC_NUMERIC must be "C", as it is unless somebody calls setlocale).
 */
#ifndef PTCE_PUBLISH_WORKBOOK_H
#define PTCE_PUBLISH_WORKBOOK_H

#include "base/buf.h"
#include "base/err.h"
#include "model/edition.h"
#include "model/report.h"
#include "model/run.h"
#include "publish/chart.h"

/* The edition's charts: what they say, and the folder where they stand as PNG. */
struct workbook_charts {
    const struct chart_list *list;
    const char *folder;
};

/* Write the workbook of a region (entry of the list regions), or of REGION_FRANCE, read it back and
 * hold it against what was written and against the rules for workbooks. 0, or -1 with err; what
 * stands at path is then worthless. */
int workbook_write(const struct run *run, const struct report *report,
                   const struct edition *edition, const struct workbook_charts *charts, int region,
                   const char *path, struct err *err);

/* Add its file name: letters a to z, digits and hyphens, geography and period (OUTPUTS W09). */
void workbook_name(const struct run *run, int region, struct buf *out);

/* Add how a territory is named in file names: "france", "84-auvergne-rhone-alpes". */
void workbook_territory(const struct run *run, int region, struct buf *out);

#endif
