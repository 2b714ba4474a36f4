/*
 * The indicator catalogue, contract/indicators.json, compiled.
 *
 * A measure is what one accepted row adds: a sum of signed terms, each a field (or a count of one)
 * for the rows that pass its filters. An indicator is a measure, or a ratio of two, over a kind of
 * time, in some breakdowns. The register enters as one row a pole and month: its row in force at
 * the month's end.
 *
 * A breakdown says which member a row belongs to:
 *     by pole      an attribute of the pole in that month (sector, status, 2013 region)
 *     by row       a coded field of the row, or its group (funder, purpose)
 *     by columns   a field each (sex, age): the member's field takes the place of the measure's
 *     by tables    a member a table of the contract (coverage)
 *     crossed      two others (funder × purpose): member = a × members(b) + b
 */
#ifndef PTCE_MODEL_INDICATOR_H
#define PTCE_MODEL_INDICATOR_H

#include <stdbool.h>
#include <stdint.h>

#include "model/codelist.h"
#include "model/contract.h"

enum {
    MAX_TERMS = 4,
    MAX_FILTERS = 4,
    MAX_BREAKDOWNS_PER_INDICATOR = 8,
    MAX_MEMBERS = 256,
    WINDOW_MONTH = 1,
    WINDOW_YEAR_TO_DATE = 2,
    WINDOW_12_MONTHS = 4
};

enum breakdown_by { BY_TOTAL, BY_POLE, BY_ROW, BY_COLUMNS, BY_CROSS, BY_TABLES };

struct breakdown {
    const char *id; /* "total", "sector", "funder_purpose" … */
    const char *title[2];
    enum breakdown_by by;
    int table;                    /* BY_ROW, BY_COLUMNS: whose fields; -1 for the others */
    int field;                    /* BY_POLE: of poles; BY_ROW: of the table */
    const struct codelist *codes; /* the members, NULL for total and crossed */
    int *member_of;               /* entry of the field's list → member; NULL = the same */
    int *columns;                 /* BY_COLUMNS: the field of each member */
    int first;                    /* BY_CROSS: the two breakdowns */
    int second;
    int n_members;
    bool national_only;
};

struct filter {
    int field;
    uint64_t in; /* bits of the field's code list */
};

struct term {
    int sign;
    int field; /* -1 = count one */
    struct filter filters[MAX_FILTERS];
    int n_filters;
};

struct measure {
    struct term terms[MAX_TERMS];
    int n_terms;   /* 0 = no measure */
    bool need_all; /* declared only when all terms' fields are; else when one is */
};

enum kind {
    KIND_STOCK,    /* the month's value */
    KIND_FLOW,     /* adds over months */
    KIND_RATIO,    /* Σ numerator ÷ Σ denominator, over rows that declare both */
    KIND_MEAN,     /* numerator ÷ declaring poles */
    KIND_DISTINCT, /* members (of breakdown `over`, or regions) where `of` is above 0 */
    KIND_SHARE,    /* a member of `of` ÷ its total */
    KIND_COVERAGE  /* units received ÷ expected, a member a table */
};

struct indicator {
    const char *id;
    const char *label[2];
    const char *unit[2]; /* "personnes", "€", "%" … as shown behind the number's title */
    const char *note[2];
    const char *statement; /* what the plan says that this answers, by its key; "" = none */
    enum kind kind;
    int decimals; /* of the published value; a ratio in percent has its factor in `percent` */
    bool percent;
    bool money;   /* the measure is in cents */
    bool persons; /* on a trait of persons: withheld below the national level when few */
    int table;
    struct measure numerator;
    struct measure denominator;
    int of; /* KIND_DISTINCT, KIND_SHARE: another indicator, -1 else */
    int breakdowns[MAX_BREAKDOWNS_PER_INDICATOR]; /* numbers in contract.breakdowns */
    int n_breakdowns;
    unsigned windows; /* WINDOW_… bits */
    int sum_decimals; /* decimals of numerator and denominator sums */
};

int contract_indicator(const struct contract *c, const char *id); /* -1 = none */
int contract_breakdown(const struct contract *c, const char *id); /* -1 = none */

/* The published code of member m of breakdown b: "" for total, "a/b" for crossed. */
void breakdown_member_code(const struct contract *c, int b, int member, struct buf *out);
void breakdown_member_label(const struct contract *c, int b, int member, enum lang lang,
                            struct buf *out);

#endif
