/*
 * What a daily run has to do. A month is due when its deadline has passed and it has no edition, or
 * has news: deliveries that its last edition did not have and that speak of it. Of the latest month
 * whose deadline has passed every new delivery is news, since its edition holds the series of the
 * months before. Months are looked at from the first that has an edition, two years back at most;
 * where there is no edition at all, the latest alone is due.
 *
 *     struct due due = {0};
 *     run_due(run, &status, &due, err);
 *     for (i < due.count) …run_month…, then due_looked(&due, i, edition, &status)
 *     due_release(&due);
 *
 * A run that finds news but makes no new edition of them (they were in error, or say the same) is
 * remembered in the status, so that the next day does not do it again.
 */
#ifndef PTCE_RUN_DUE_H
#define PTCE_RUN_DUE_H

#include "model/run.h"
#include "publish/statusfile.h"

struct due_month {
    int32_t period;
    char edition[EDITION_ID]; /* its last one, "" = none */
    int64_t news;             /* deliveries that are not in it */
};

struct due {
    int32_t latest; /* the last month whose deadline has passed */
    struct due_month *months;
    size_t count;
    bool unanswered; /* a delivery has no receipt yet, so what it speaks of is not known */
};

/* Reads what is there, writes nothing. -1 with err. */
int run_due(const struct run *run, const struct status *status, struct due *ret, struct err *err);
void due_release(struct due *d);

/* The month was run, and `edition` stands now ("" = none). */
void due_looked(const struct due_month *m, const char *edition, struct status *status);

/* The last month whose returns were due before today. */
int32_t due_latest(const struct run *run);

#endif
