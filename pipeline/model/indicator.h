/*
 * The indicator catalogue, contract/indicators.json, compiled.
 *
 * A measure is what one accepted row adds: a sum of signed terms, each a field (or a count of one)
 * for the rows that pass its filters. Fields and filters may look at the same pole's row some
 * months before ("lag"). The register enters as one row a pole and month: its row in force at the
 * month's end.
 *
 * The kind of an indicator says which rows add to it, and how its sums become a figure:
 *
 *     stock       rows; the month's sum. Over several months: the mean of the months
 *     flow        rows; sums add over months
 *     ratio       rows that declare both; Σ numerator ÷ Σ denominator over the window
 *     mean        rows; numerator ÷ declaring poles
 *     median      rows; the middle one of the poles' values
 *     cohort      rows, as a ratio, but never added over months: the measure itself looks back
 *     transition  a row of the register that passes where the pole's row before did not ("entry":
 *                 "each"), or where none before did ("first"); a flow
 *     open        events of one file ("file": its id), from the first event that passes "from"
 *                 until one passes "until": the sum over all files, as they stand in the month
 *     outcome     the same, as a ratio of two sums
 *     dependence  poles whose largest part over twelve months ("over" a breakdown) is more than
 *                 "above" per cent of the whole ÷ poles with anything
 *     distinct    how many members of a breakdown (regions, for one without members) of another
 *                 indicator ("of") are above 0
 *     top         the largest member of "of" ÷ all its members
 *     share       a member of "of" ÷ its total
 *     quotient    the figure of "of" ÷ the figure of "by", same window
 *     coverage    units received ÷ expected, a member a table; "weighted": by last known headcount
 *     lines       rows in error, or ("warnings") with a warning, ÷ rows read
 *     delay       median days between a unit's deadline and its first good version
 *
 * A breakdown says which member a row belongs to:
 *     by pole       an attribute of the pole in that month (sector, status, 2013 region)
 *     by row        a coded field of the row, or its group (funder, purpose)
 *     by columns    a field each (sex, age): the member's field takes the place of the measure's
 *     by file-year  the year in which the file first passed "from"
 *     by tables     a member a table of the contract (coverage)
 *     crossed       two others (funder × purpose): member = a × members(b) + b
 */
#ifndef PTCE_MODEL_INDICATOR_H
#define PTCE_MODEL_INDICATOR_H

#include <stdbool.h>
#include <stdint.h>

#include "model/codelist.h"
#include "model/contract.h"

enum {
    MAX_TERMS = 6,
    MAX_FILTERS = 4,
    MAX_FILTER_FIELDS = 4,
    MAX_LAG = 12,
    MAX_INDICATORS = 128,
    MAX_BREAKDOWNS_PER_INDICATOR = 8,
    MAX_MEMBERS = 256, /* and regions */
    MAX_BREAKDOWNS = 256,
    WINDOW_MONTH = 1,
    WINDOW_YEAR_TO_DATE = 2,
    WINDOW_12_MONTHS = 4,
    WINDOW_KNOWN = 8 /* last known: of each pole its last declared month, a year old at most */
};

enum breakdown_by { BY_TOTAL, BY_POLE, BY_ROW, BY_COLUMNS, BY_CROSS, BY_FILE_YEAR, BY_TABLES };

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

/* A coded field is in `in`, or the sum of some fields reaches a minimum. The first kind, asked of
 * the row itself, is a mark of its table (contract.h), so that a row's filters are a mask. */
struct filter {
    bool is_mark;
    int field;   /* -1 = the sum */
    uint64_t in; /* bits of the field's code list */
    int fields[MAX_FILTER_FIELDS];
    int n_fields;
    int64_t minimum;
    int lag; /* months before */
};

struct filters {
    struct filter list[MAX_FILTERS];
    int count; /* 0 = every row passes */
    uint64_t marks;
    bool more; /* there are others than marks */
};

struct term {
    int sign;
    int field; /* -1 = count one */
    int lag;   /* months before */
    /* Of the register: the value that stands beside the highest of this field (a year), at most
     * `years` before the month's; -1 = that of the row in force. */
    int latest_by;
    int years;
    struct filters where;
};

struct measure {
    struct term terms[MAX_TERMS];
    int n_terms;   /* 0 = no measure */
    bool need_all; /* declared only when all terms' fields are; else when one is */
};

/* Events that belong together, and from when until when they count. */
struct file {
    int id;               /* the field that names them; -1 = no file */
    struct filters from;  /* none = from the first event */
    struct filters until; /* none = for good */
};

enum kind {
    KIND_STOCK,
    KIND_FLOW,
    KIND_RATIO,
    KIND_MEAN,
    KIND_MEDIAN,
    KIND_COHORT,
    KIND_TRANSITION,
    KIND_OPEN,
    KIND_OUTCOME,
    KIND_DEPENDENCE,
    KIND_DISTINCT,
    KIND_TOP,
    KIND_SHARE,
    KIND_QUOTIENT,
    KIND_COVERAGE,
    KIND_LINES,
    KIND_DELAY
};

enum { INDICATOR_KINDS = KIND_DELAY + 1 };

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
    int of; /* another indicator, -1 else */
    int by; /* KIND_QUOTIENT: the other one, -1 else */
    struct file file;
    int over;                                     /* KIND_DEPENDENCE: a breakdown, -1 else */
    int above;                                    /* KIND_DEPENDENCE: per cent */
    bool first_only;                              /* KIND_TRANSITION */
    bool weighted;                                /* KIND_COVERAGE */
    bool warnings;                                /* KIND_LINES */
    int breakdowns[MAX_BREAKDOWNS_PER_INDICATOR]; /* numbers in contract.breakdowns */
    int n_breakdowns;
    unsigned windows;  /* WINDOW_… bits */
    int fewest_poles;  /* what stands on fewer is withheld; 0 = no such mask (aggregate/mask.h) */
    int largest_share; /* so is that of which one pole makes more, in per cent; 0 = no such mask */
    unsigned by_pole;  /* of these, those published pole by pole (model/roster.h) */
    int sum_decimals;  /* of the numerator */
    int base_decimals; /* of the denominator */
};

int contract_indicator(const struct contract *c, const char *id); /* -1 = none */
int contract_breakdown(const struct contract *c, const char *id); /* -1 = none */

/* The k of a breakdown among those of an indicator, and of its total; -1 = not among them. */
int indicator_breakdown(const struct indicator *ind, int breakdown);
int indicator_total(const struct contract *c, const struct indicator *ind);

/* The published code of member m of breakdown b: "" for total, "a/b" for crossed. */
void breakdown_member_code(const struct contract *c, int b, int member, struct buf *out);
void breakdown_member_label(const struct contract *c, int b, int member, enum lang lang,
                            struct buf *out);

#endif
