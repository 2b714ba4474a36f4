/*
 * The table of a chart as a CSV file: what stands beside its pictures in graphiques/. First the
 * name of the row, then the values, then as many signs: those of data/figures.csv, in columns of
 * their own, so that a value is a number or empty.
 */
#ifndef PTCE_PUBLISH_CHART_TABLE_H
#define PTCE_PUBLISH_CHART_TABLE_H

#include "base/buf.h"
#include "model/lang.h"
#include "publish/chart.h"

/* Add the file's text. Numbers lose their groups and get a decimal point, words stay as they are.
 */
void chart_table_csv(const struct chart_table *t, enum lang lang, struct buf *out);

#endif
