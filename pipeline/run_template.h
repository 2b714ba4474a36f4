/*
 * The template of a region: its poles and what it declared last, from the archive, into a workbook.
 *
 *     run_template(run, region, path, err)
 */
#ifndef PTCE_RUN_TEMPLATE_H
#define PTCE_RUN_TEMPLATE_H

#include "model/run.h"

/* Write the template for run->period to path: 0, or -1 with err. */
int run_template(const struct run *run, int region, const char *path, struct err *err);

#endif
