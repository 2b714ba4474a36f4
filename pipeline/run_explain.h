/*
 * What a published figure is made of: each row of a return that adds to it, and the declarations
 * that might have and do not, with why. The figure is made once more from the listed rows alone and
 * must come out as it was published.
 *
 *     struct explanation x = {0};
 *     explain_make(&x, &past, run, &query, err);      x.lines; x.same says whether it came out
 *     explanation_release(&x);
 */
#ifndef PTCE_RUN_EXPLAIN_H
#define PTCE_RUN_EXPLAIN_H

#include "model/explanation.h"
#include "run_past.h"

struct explain_query {
    const char *indicator; /* NULL = every published figure: nothing is listed, all are checked */
    const char *window;    /* NULL = the indicator's first */
    const char *region;    /* code; NULL = France */
    const char *breakdown; /* NULL = total */
    const char *member;
    const char *edition; /* NULL = the last of run->period */
    int32_t month;       /* 0 = the edition's */
};

/* `past` is opened here and the caller's to release, after what was made with its contract. */
int explain_make(struct explanation *ret, struct past *past, const struct run *run,
                 const struct explain_query *query, struct err *err);

/* Leave of `now` only the rows that `before`, of an earlier edition and the same figure, does not
 * have as they are, and those that it has and `now` has not. *ret_adds_up: what was published
 * before, plus these, is what is published now. */
void explain_since(struct explanation *now, const struct explanation *before, bool *ret_adds_up);

#endif
