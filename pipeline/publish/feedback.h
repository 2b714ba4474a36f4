/*
 * The feedback workbook of a receipt: what was found, cell by cell, in the sender's own rows.
 *
 *     Resume         the verdict, how to read the workbook, the causes with their counts
 *     Constats       a row a finding: where (a link), what was received, what to do
 *     emplois …      the sender's rows, faulty cells marked by a border and a sign, with a comment
 *     Declarations   each pole and month: accepted, rejected, replaced
 *
 * Counts are the receipt's. `again` is the receipt of a second reading that kept more places of
 * each cause; where it has none, the receipt's own places are shown.
 *
 *     if (feedback_is_due(receipt)) feedback_write(&feedback, path, err);     in a child: form.h
 */
#ifndef PTCE_PUBLISH_FEEDBACK_H
#define PTCE_PUBLISH_FEEDBACK_H

#include "publish/feedback_rows.h"
#include "publish/receipt.h"

struct feedback {
    const struct receipt_facts *facts;
    const struct receipt *again;
    const struct feedback_rows *rows;
};

bool feedback_is_due(const struct receipt *r); /* it has an error or a warning */

int feedback_write(const struct feedback *feedback, const char *path, struct err *err);

#endif
