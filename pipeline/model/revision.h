/*
 * A revision: a published value that differs from what the edition before said of the same figure.
 * Those of an edition are data/revisions.csv, which is read back by what draws them:
 *
 *     indicator,window,region,breakdown,member,month,previous_edition,before,now,difference,cause,…
 *     J01,month,84,total,,2026-09,2026-09.2,1234,1240,6,late-return,,
 *
 * The edition before is the last one of the same month; for the first edition of a month the last
 * one of the nearest earlier month, whose series overlap. A figure is `[r]` when it stands here.
 *
 * before + difference = now, exactly, in the decimals of the indicator. Where one side published no
 * number (its flag says why; a figure that was not there at all has the flag x) there is no
 * difference. Figures of the whole series are compared, also the months long past.
 */
#ifndef PTCE_MODEL_REVISION_H
#define PTCE_MODEL_REVISION_H

#include "model/figure.h"

enum revision_cause {
    CAUSE_LATE_RETURN = 1, /* a declaration that had not come by then */
    CAUSE_CORRECTION = 2,  /* one that stands in the place of an earlier one */
    CAUSE_REGISTER = 4,    /* rows of the register */
    CAUSE_CONTRACT = 8,    /* another contract: indicators, rules, code lists */
    CAUSE_OVERRIDE = 16,   /* other overrides */
    CAUSE_PROGRAM = 32,    /* another version of the program */
    CAUSES = 6
};

struct revision {
    int indicator;
    unsigned window; /* one WINDOW_… bit */
    int region;      /* entry of the list regions, or REGION_FRANCE */
    int breakdown;
    int member; /* -1 = the breakdown as a whole */
    int32_t month;
    int64_t before; /* in the indicator's decimals; VALUE_BLANK with a flag */
    int64_t now;
    int64_t difference; /* VALUE_BLANK when one of them is */
    enum figure_flag before_flag;
    enum figure_flag now_flag;
    unsigned causes; /* CAUSE_… bits, at least one */
};

struct revisions {
    char previous[32];     /* the edition compared with, "" = none: then the list is empty */
    struct revision *list; /* in the order of the figures */
    size_t count;
    size_t cap;
};

struct revision *revisions_add(struct revisions *r); /* zeroed */
void revisions_release(struct revisions *r);

void revisions_format(const struct revisions *r, const struct contract *c, struct buf *out);
int revisions_read(struct revisions *ret, const struct contract *c, const char *path,
                   struct err *err);

/* The revision of a figure, NULL when it has none: is it `[r]`? */
const struct revision *revisions_find(const struct revisions *r, const struct figure *f);

/* "late-return", bit by bit; the words a reader sees are "retour tardif", "late return". */
const char *cause_name(enum revision_cause cause);
void cause_words(unsigned causes, enum lang lang, struct buf *out); /* joined by ", " */

/* How much an indicator was revised in one window. */
struct revision_summary {
    int indicator;
    unsigned window;
    size_t figures;  /* revised, of all regions and breakdowns */
    size_t totals;   /* of these, totals of France with a difference: what follows is about them */
    int64_t mean;    /* of |difference|, rounded once; VALUE_BLANK when there is none */
    int64_t largest; /* |difference| */
    int32_t month;   /* of the largest, the last when there are several; 0 = none */
};

/* One for each indicator and window with a revision, in the order of the figures; *ret_list is the
 * caller's to free. Returns how many. -1 with err when a sum does not fit. */
int revisions_summary(const struct revisions *r, const struct contract *c,
                      struct revision_summary **ret_list, struct err *err);

/* data/revisions-summary.csv:
 *     indicator,window,figures,totals,mean_absolute,largest_absolute,largest_month */
int revisions_format_summary(const struct revisions *r, const struct contract *c, struct buf *out,
                             struct err *err);

#endif
