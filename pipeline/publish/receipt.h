/*
 * What a chamber gets back for each delivery: a text for a mail and a JSON for programs, in
 * outputs/receipts/<region>/<stem>.txt and .json. They hold that sender's data only.
 *
 *     struct receipt_facts facts = {…};
 *     receipt_text(&facts, &out);          plain French (or English)
 *     receipts_json(&facts, 1, &out);      Frictionless's report keys, ours beside them
 *     receipt_write(&facts, folder, &changed, err);
 */
#ifndef PTCE_PUBLISH_RECEIPT_H
#define PTCE_PUBLISH_RECEIPT_H

#include "model/delivery.h"
#include "model/receipt.h"
#include "model/run.h"

struct receipt_facts {
    const struct run *run;
    const struct delivery *delivery;
    const struct receipt *receipt;
    bool is_check;      /* of a file that was not received: ptce check */
    bool after_edition; /* the figures are out: say whether this delivery is in them */
    int32_t month;      /* the last month it speaks of, 0 = none */
    const char *const
        *missing; /* poles of the region still expected for that month: "name (code)" */
    size_t n_missing;
};

/* What the verdict means for the sender: a sentence. */
const char *receipt_verdict(const struct receipt_facts *facts);

void receipt_text(const struct receipt_facts *facts, struct buf *out);
/* One report, a task for each. */
void receipts_json(const struct receipt_facts *list, size_t n, struct buf *out);

/* Mark in `ret` which months from `first` on the declarations of a written receipt (its JSON) are
 * of; one that is not there or cannot be read marks none. */
struct receipt_span {
    int32_t first;
    int count;
    bool *ret;
};
void receipt_months(const struct contract *c, const char *path, const struct receipt_span *span);

/* Does the folder hold just this receipt (its JSON, which says all that the others say)? */
bool receipt_is_current(const struct receipt_facts *facts, const char *folder);

/* Write both files, those whose bytes changed. */
int receipt_write(const struct receipt_facts *facts, const char *folder, bool *ret_changed,
                  struct err *err);

#endif
