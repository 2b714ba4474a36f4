/*
 * The contract: what a return must look like and what is made of it, read once from the files of
 * one folder, checked whole, and never changed after.
 *
 *     tables/NAME.json   Table Schema v2 with our "ptce:" properties   → struct table
 *     codes/NAME.csv     code lists                                     → struct codelist
 *     messages.csv       what the chambers are told, in two languages    → struct message
 *     indicators.json    the indicator catalogue                        → struct indicator
 *
 *     struct contract *c = contract_new(folder, err);
 *     if (c == NULL) …  err.text starts with "schema-error: "  (exit status 2)
 *     contract_free(c);
 *
 * Anything in those files that this program does not support is a schema-error, never ignored.
 * All pointers handed out are the contract's.
 */
#ifndef PTCE_MODEL_CONTRACT_H
#define PTCE_MODEL_CONTRACT_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/pattern.h"
#include "model/codelist.h"
#include "model/lang.h"
#include "model/limits.h"

/* What a cell became: a number in the field's own units (cents, hundredths, days, months, entry of
 * a code list, bits of a list, number of an interned text), or one of these two. */
#define VALUE_BLANK     INT64_MIN       /* not declared; never 0 */
#define VALUE_BAD       (INT64_MIN + 1) /* there is a finding; the rules leave it alone */
#define VALUE_IS_SET(v) ((v) > VALUE_BAD)

enum field_type {
    FIELD_STRING,
    FIELD_INTEGER,
    FIELD_NUMBER,
    FIELD_BOOLEAN,
    FIELD_DATE,
    FIELD_YEARMONTH,
    FIELD_YEAR,
    FIELD_LIST
};

/* What a number says of persons, and where it is withheld when it stands on few of them. */
enum trait { TRAIT_NONE, TRAIT_BELOW_NATIONAL, TRAIT_ALWAYS };

struct field_message {
    const char *constraint; /* "pattern", "required" …: which constraint it speaks of */
    const char *text[2];
};

struct field {
    const char *name;
    const char *title[2];
    const char *description;
    const char *example;     /* of a text without codes; NULL = none */
    const char *expected[2]; /* "un code de pôle", in the place of "un texte"; NULL = none */
    const char *unit;        /* "EUR", "ETP" … or "" */
    enum field_type type;
    int decimals;
    char delimiter; /* between the items of a list */
    bool required;
    bool kept; /* its values are handed on to aggregate */
    enum trait trait;
    bool interned; /* a text kept: its value is a number in a map */
    bool has_minimum;
    bool has_maximum;
    bool above_minimum; /* exclusiveMinimum */
    bool below_maximum;
    int64_t minimum;
    int64_t maximum;
    size_t min_length;
    size_t max_length;       /* 0 = any */
    struct pattern *pattern; /* NULL = any */
    const char *pattern_text;
    const struct codelist *codes; /* NULL = not coded */
    const char **aliases;
    size_t n_aliases;
    const struct field_message *messages;
    size_t n_messages;
};

enum check {
    CHECK_SUM,          /* fields add up to `field` */
    CHECK_COMPARE,      /* field op other */
    CHECK_COHESIVE,     /* all of fields (and field) or none */
    CHECK_SIRET,        /* field is a SIRET */
    CHECK_RANGE,        /* minimum ≤ field ≤ maximum */
    CHECK_CONSISTENCY,  /* code `field` lies in code `other` */
    CHECK_MONTH_WINDOW, /* not after the month of reception, not older than max_age before it */
    CHECK_RATIO,        /* minimum ≤ field ÷ other ≤ maximum, in thousandths */
    CHECK_ZERO,         /* field 0 implies other 0 */
    CHECK_NEAR_MONTH,   /* date `field` within `months` of month `other` */
    /* over time: aggregate/history.c */
    CHECK_GAP,        /* an expected month between two declared ones */
    CHECK_SCALE,      /* field 10, 100 or 1000 times its own history */
    CHECK_CHANGE,     /* field far from the month before */
    CHECK_SHARE,      /* field ÷ other far from the month before */
    CHECK_STOCK_FLOW, /* field = the month before + fields[0] − fields[1] */
    CHECK_REPEATED,   /* all of fields the same, month after month */
    CHECK_REVISION,   /* field far from what the same unit said before */
    CHECK_TRANSITION, /* from a status to one it may not lead to */
    CHECK_LIMIT,      /* Σ of some stages above Σ of others, or above field `other` */
    CHECK_STAGE,      /* a stage without another one before it */
    CHECK_TWICE,      /* two ids alike in all of fields */
    CHECKS,
    CHECK_OVER_TIME = CHECK_GAP /* the first of them */
};

enum compare { COMPARE_LE, COMPARE_LT, COMPARE_GE, COMPARE_GT, COMPARE_EQ };

/* What the checks over time are told. Numbers are in the field's own units, ratios in thousandths.
 */
enum { MAX_ROLES = 21 }; /* rules on events that belong together, of a table */

struct span {
    int64_t absolute; /* the larger of the limits counts: this … */
    int64_t relative; /* … this part of what is compared with … */
    int64_t spread;   /* … so many times the median deviation of its own changes; 0 = none */
    int64_t points;   /* values that a history needs to have one */
    int64_t least;    /* smaller values are left alone */
    int64_t part;     /* CHECK_LIMIT: this part of the limit */
    int same;         /* events alike in this field belong together; -1 = none */
    int on;           /* the date that puts events in order; -1 = the month alone */
    int role;         /* CHECK_LIMIT, CHECK_STAGE: its number among such rules of the table */
    int stage;        /* a coded field, and its codes as bits: */
    uint64_t sum;
    uint64_t less;
    uint64_t limit;
    int where; /* only rows with one of these codes in this field; -1 = all */
    uint64_t where_in;
    int *rank; /* CHECK_TRANSITION: of each code in the chain, -1 = not in it */
    int pair[2];
    uint64_t ends;
};

struct rule {
    const char *id;
    enum check check;
    bool is_error; /* else a warning */
    int field;
    int other;
    int *fields;
    int n_fields;
    uint64_t optional; /* CHECK_SUM: bit i = fields[i] may be blank and then counts for nothing */
    bool partial_at_most; /* CHECK_SUM: with blanks, the sum must stay ≤ field */
    enum compare compare;
    bool has_minimum;
    bool has_maximum;
    int64_t minimum;
    int64_t maximum;
    int64_t months;
    const char *parent_column; /* CHECK_CONSISTENCY: the column of field's list that names other */
    struct span span;          /* checks over time */
    const char *text[2];
};

enum coverage_level { COVERAGE_NONE, COVERAGE_POLE, COVERAGE_REGION };

/* "This coded field is one of these", asked of a row once, however many filters do. */
struct field_mark {
    int field;
    uint64_t in;
};

enum { MAX_MARKS = 64 };

struct table {
    const char *name;
    const char *title[2];
    struct field *fields;
    int n_fields;
    int *keys; /* the primary key */
    int n_keys;
    int pole_field;   /* the two fields that name the unit: code_pole … */
    int time_field;   /* … and mois (or date_effet for the register) */
    bool key_is_unit; /* a unit has one row */
    bool is_register;
    int nil_field; /* -1 = the table has no declared nil */
    int nil_value;
    int weight_field; /* of a response: the field that says how much a unit weighs; -1 = none */
    int provisional_field; /* the field that says a unit may still change … */
    uint64_t provisional;  /* … and the codes by which it does */
    int n_provisional;     /* 0 = the table has no such word */
    bool pole_is_foreign;  /* code_pole must be in the register */
    enum coverage_level coverage;
    uint64_t expected_statuses; /* bits of the list statut: poles expected to send this table */
    const char **missing;       /* texts that mean "not declared" */
    size_t n_missing;
    struct rule *rules;
    int n_rules;
    struct field_mark *marks; /* what the catalogue asks of its coded fields (indicator.h) … */
    int n_marks;
    int marked[MAX_MARKS]; /* … the fields asked, and for each code which are true of it */
    uint64_t *mark_bits[MAX_MARKS];
    int n_marked;
    struct map labels; /* folds of names, titles, aliases */
    int *label_field;  /* the field a fold names */
};

enum { TABLE_POLES, TABLE_EMPLOIS, TABLE_FINANCEMENTS, MAX_TABLES };

struct indicator;
struct breakdown;

/* What is said of a finding: a row of messages.csv. */
struct message {
    const char *key; /* "stray-quote", "format-error/pdf" */
    const char *title[2];
    const char *text[2];
    const char *example; /* "value|other|suggestion|field" */
};

enum { CONTRACT_DIGEST = 65 };

struct contract {
    struct arena arena;
    struct table *tables; /* in the order of the enum above */
    int n_tables;
    struct codelist *lists;
    int n_lists;
    struct message *messages;
    int n_messages;
    struct map message_keys;
    struct breakdown *breakdowns; /* model/indicator.h */
    int n_breakdowns;
    struct indicator *indicators;
    int n_indicators;
    char digest[CONTRACT_DIGEST]; /* of the folder */
};

struct contract *contract_new(const char *folder, struct err *err);
void contract_free(struct contract *c);

/* The digest of a contract's folder: SHA-256 over the names and bytes of its .json and .csv files,
 * in name order. */
int contract_digest(const char *folder, char ret_hex[CONTRACT_DIGEST], struct err *err);

const struct codelist *contract_list(const struct contract *c, const char *name); /* NULL = none */
int contract_table(const struct contract *c, const char *name);                   /* -1 = none */
int table_field(const struct table *t, const char *name);                         /* -1 = none */

/* The field a column label means, through case, accents, spaces, punctuation and aliases; -1. */
int table_match_label(const struct table *t, const char *label, size_t len);

/* The field with the nearest name or title, -1 when none is near. */
int table_nearest_label(const struct table *t, const char *label, size_t len);

/* The contract's own sentence for a broken constraint of a field, NULL when it has none. */
const char *field_message(const struct field *f, const char *constraint, enum lang lang);

/* The marks that are true of a row, as bits. `values` is by field. */
static inline uint64_t table_marks(const struct table *t, const int64_t *values)
{
    uint64_t marks = 0;
    for (int i = 0; i < t->n_marked; i++) {
        int64_t v = values[t->marked[i]];
        marks |= VALUE_IS_SET(v) ? t->mark_bits[i][v] : 0;
    }
    return marks;
}

/* Add a value of a field in its canonical form (ISO dates, codes, decimal `point`); nothing for
 * VALUE_BLANK. Interned texts are not known here and print as nothing. */
void field_format(const struct field *f, int64_t value, char point, struct buf *out);

/* What the field expects, for a person: "un nombre entier", "une date (JJ/MM/AAAA)" … */
void field_expectation(const struct field *f, enum lang lang, struct buf *out);

/* Describe the contract for `ptce contract`. */
void contract_print(const struct contract *c, enum lang lang, struct buf *out);

/* The pages of docs/ that are made from the contract, in Markdown: every message with an example;
 * and the guide of `folder` (guide.md), its lines {{colonnes TABLE}} and {{codes LISTE}} replaced
 * by tables. -1 with err when the guide cannot be read or names what is not there. */
void contract_print_messages(const struct contract *c, struct buf *out);
int contract_print_guide(const struct contract *c, const char *folder, struct buf *out,
                         struct err *err);

#endif
