/*
 * What an edition changed of what was published before: its data/revisions.csv, the rows that
 * matter most first — totals of France, then other totals, then the rest; in each by falling
 * relative difference, then in the order of the file. The page shows the first, the feed the first
 * of all.
 *
 *     struct changes c = {0};
 *     if (changes_read(&c, contract, "…/2026-10.2/data/revisions.csv", err) == -1) …
 *     c.there     false: the edition has no such file
 *     changes_release(&c);
 */
#ifndef PTCE_PUBLISH_CHANGES_H
#define PTCE_PUBLISH_CHANGES_H

#include <stdbool.h>

#include "base/csvfile.h"
#include "model/contract.h"
#include "model/indicator.h"

struct change {
    size_t row; /* of the file */
    int indicator;
    int region; /* REGION_FRANCE, or an entry of the list regions */
    int32_t month;
    const char *window; /* as the file has them */
    const char *breakdown;
    const char *member;
    const char *before; /* "" = none was published */
    const char *now;
    const char *difference; /* "" = one of them is no number */
    const char *before_flag;
    const char *now_flag;
    const char *cause;
    int rank;      /* 0 = a total of France */
    int64_t share; /* |difference| ÷ |before| in ten-thousandths; INT64_MAX when before is 0, -1
                      without a difference */
};

struct changes {
    struct csvfile file;
    struct change *list;
    size_t count;
    bool there;
};

/* 0 (also when there is no such file), or -1 with err when it is no file of revisions. */
int changes_read(struct changes *ret, const struct contract *c, const char *path, struct err *err);
void changes_release(struct changes *c);

/* Add what changed: "Effectif total, Secteur principal : énergie". */
void change_say_what(const struct contract *c, enum lang lang, const struct change *change,
                     struct buf *out);

/* Add a value of the file as it is read: "6 856", "59,4 %". False, and nothing added, when it is
 * none. */
bool change_say_value(const struct indicator *ind, enum lang lang, const char *text,
                      struct buf *out);

#endif
