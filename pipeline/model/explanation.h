/*
 * An explanation: what a published figure is made of, row by row of the returns, and the
 * declarations that might have added to it and do not, with why. Made by run_explain, written by
 * publish/explanation.
 */
#ifndef PTCE_MODEL_EXPLANATION_H
#define PTCE_MODEL_EXPLANATION_H

#include "base/mem.h"
#include "model/figure.h"

enum explain_why {
    WHY_COUNTED,
    WHY_REJECTED,   /* an error in it, and no good version */
    WHY_OLDER_KEPT, /* an error in it: the version before counts on */
    WHY_SUPERSEDED, /* a newer version counts */
    WHY_HELD,       /* a correction of a definitive month, held back */
    WHY_UNDECLARED, /* it says nothing of this figure: the column is blank, or no row is about it */
    WHY_UNKNOWN,    /* of a pole that is not in the register */
    WHY_MISSING,    /* expected, not received */
    WHY_LATE,       /* received after the edition was made */
    WHYS
};

struct explain_line {
    enum explain_why why;
    int indicator; /* whose sum it adds to: the figure's, or one that it is made of; -1 = none */
    int breakdown;
    int member;
    int region;
    const char *pole;     /* "" = of a whole delivery */
    int32_t month;        /* 0 = none */
    int table;            /* -1 = none */
    const char *delivery; /* "" = none: the register, or missing */
    const char *file;     /* the sender's name */
    uint32_t line;
    int64_t numerator; /* VALUE_BLANK when it is not counted */
    int64_t denominator;
    bool nil;   /* a declared nil */
    int change; /* of a revision: 1 = added since, -1 = taken away; else 0 */
};

struct explanation {
    struct arena arena;
    char edition[32];
    struct figure published;
    char since[32];       /* the edition it is compared with, "" = none … */
    struct figure before; /* … and what that one published */
    struct figure made;   /* from the lines */
    bool same;
    struct explain_line *lines;
    size_t count;
    size_t cap;
    size_t checked; /* figures; of the query without an indicator: all but those withheld */
    size_t withheld;
    struct buf differing; /* their coordinates, a line each */
};

void explanation_release(struct explanation *x);

#endif
