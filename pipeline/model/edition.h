/*
 * An edition: what one run publishes for one month, under outputs/editions/<id>/.
 */
#ifndef PTCE_MODEL_EDITION_H
#define PTCE_MODEL_EDITION_H

#include "model/comparison.h"
#include "model/coverage.h"
#include "model/figure.h"
#include "model/holding.h"
#include "model/lang.h"
#include "model/revision.h"
#include "model/roster.h"

struct edition {
    char id[32];      /* "2026-10.1" */
    int number;       /* the 1 of it */
    int32_t period;   /* the month it is about; its figures end there */
    int64_t cutoff;   /* instant of the run: what had arrived by then is in it */
    int deadline_day; /* returns of a month are due by this day of the next */
    char notice[512]; /* a warning for every cover ("données fictives …"), "" = none */
    enum lang notice_lang;
    struct figures figures; /* read back from data/figures.csv */
    struct coverage coverage;
    struct comparisons comparisons;
    struct roster roster;       /* of the month's poles, one by one */
    struct revisions revisions; /* read back from data/revisions.csv */
    struct held_list held;      /* read back from data/held-back.csv */
};

#endif
