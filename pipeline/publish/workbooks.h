/* All workbooks of an edition: one child process each, several at once, each verified after. */
#ifndef PTCE_PUBLISH_WORKBOOKS_H
#define PTCE_PUBLISH_WORKBOOKS_H

#include "model/edition.h"
#include "model/run.h"
#include "publish/chart.h"

/* France and each region present, into folder, whose charts are drawn already. -1 with err when one
 * of them fails. */
int workbooks_write(const struct run *run, const struct edition *edition,
                    const struct chart_list *charts, const bool *region_present, const char *folder,
                    size_t *ret_count, struct err *err);

#endif
