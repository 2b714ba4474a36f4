/*
 * Feedback workbooks: a delivery is read once more, with more places of each cause and its rows,
 * and written as outputs/receipts/<region>/<stem>.xlsx. In child processes (publish/form.h).
 */
#ifndef PTCE_RUN_FEEDBACK_H
#define PTCE_RUN_FEEDBACK_H

#include "publish/receipt.h"
#include "run_region.h"

/* What a workbook is made of; the facts' texts and the regions are borrowed. */
struct feedback_task {
    const struct regions *regions;
    int region;
    int delivery;
    struct receipt_facts facts;
    char *path;
};

/* Write the workbooks of all tasks, run->jobs together. A child that dies costs its own workbook
 * and is counted in ret_failed, the first of them told in ret_why; what the machine refuses is -1
 * with err. */
int feedback_write_all(struct feedback_task *tasks, size_t n, int jobs, size_t *ret_failed,
                       struct err *ret_why, struct err *err);

/* The same for a file that was checked outside any run. */
int feedback_check_file(const struct setting *setting, const char *source,
                        const struct receipt_facts *facts, const char *path, struct err *err);

#endif
