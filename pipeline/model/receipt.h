/*
 * A receipt: what one delivery turned out to be. Causes with exact counts and their first places,
 * the units it holds, and its state. What the chamber reads is written from it (publish/receipt).
 */
#ifndef PTCE_MODEL_RECEIPT_H
#define PTCE_MODEL_RECEIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "base/mem.h"
#include "model/finding.h"

enum state {
    STATE_RECEIVED,   /* recu */
    STATE_UNREADABLE, /* rejete-technique */
    STATE_GOOD,       /* conforme */
    STATE_RESERVED,   /* conforme-avec-reserves */
    STATE_PARTIAL,    /* partiel */
    STATE_REJECTED,   /* rejete */
    STATES
};

enum use {
    USE_NONE,     /* nothing of it is in the edition */
    USE_FULL,     /* integre */
    USE_REPLACED, /* remplace: newer deliveries stand in its place */
};

/* All findings of one code on one column or rule. */
struct cause {
    struct finding *places; /* the first of them */
    int n_places;
    int cap;
    uint64_t count; /* all of them */
};

/* A unit of return: (table, pole, month), or (pole, date) for the register. Taken whole or not. */
struct unit {
    int table;
    uint32_t pole; /* number in receipt.poles */
    int32_t time;  /* month, or day for the register */
    uint32_t line; /* where it first stands */
    uint32_t rows;
    bool bad;      /* an error in one of its rows */
    bool warned;   /* a warning in one of its rows, of those that are not in the timeline also over
                      time */
    bool nil;      /* a declared nil */
    bool used;     /* its figures are in the totals */
    bool replaced; /* a newer delivery holds a good version */
    bool kept;     /* bad, and an older delivery's good version counts on */
    bool aside; /* of a definitive month, and no edition has accepted it (aggregate/aside.h) … */
    bool held;  /* … held back: other values than those that count */
    bool repeated; /* … the same values as those that count */
    bool released; /* … taken for a reason, and held back without */
};

struct receipt {
    struct arena arena;
    int max_places;       /* kept of one cause; 0 = MAX_PLACES_PER_CAUSE */
    struct cause *causes; /* in the order of first sight */
    int n_causes;
    int causes_cap;
    struct map cause_keys;
    uint32_t last_cause; /* asked for last */
    uint64_t by_severity[SEVERITIES];
    uint64_t lines; /* physical lines of the file */
    uint64_t rows[MAX_TABLES];
    uint64_t columns[MAX_TABLES]; /* of a CSV: a bit for each field that has a column */
    /* Where each field was read, column from 1, 0 = nowhere; not handed on by a partial. */
    uint16_t places[MAX_TABLES][MAX_FIELDS];
    uint64_t rows_error;
    uint64_t rows_warning;
    bool unreadable;  /* the bytes could not be read to their end */
    bool again;       /* it counts for nothing: an earlier delivery of the same bytes does */
    char sha256[65];  /* of the bytes in the archive, as they were read; "" = not read */
    char reading[80]; /* how it was read: "CSV, UTF-8, ;" */
    struct map poles;
    struct unit *units; /* in the order of first sight */
    uint32_t n_units;
    uint32_t units_cap;
    uint64_t *overrides; /* uses of each override (model/override.h) */
    uint32_t n_overrides;
};

void receipt_release(struct receipt *r);

/* False when the cause of this finding has all the places that are kept; it is counted then, and
 * its texts need not be made. True: make them and call receipt_add. */
bool receipt_wants(struct receipt *r, const struct finding *f);

/* Would it be kept, with its texts? Counts nothing. */
bool receipt_keeps(struct receipt *r, const struct finding *f);

/* Note a finding: counted always, kept when it is among the first of its cause. Texts are copied.
 */
void receipt_add(struct receipt *r, const struct finding *f);

/* Count a use of override number i. */
void receipt_count_override(struct receipt *r, uint32_t i);

enum state receipt_state(const struct receipt *r);
enum use receipt_use(const struct receipt *r);
/* Does a newer good version stand for each unit that is rejected here? */
bool receipt_all_replaced(const struct receipt *r);
/* Does one stand for every unit of it, so that nothing is left to correct or to check? */
bool receipt_is_past(const struct receipt *r);
/* Was it not read because of us: its worker died of it? Then there is nothing for the sender to
 * correct. */
bool receipt_is_our_failure(const struct receipt *r);
const char *state_name(enum state s);                  /* "conforme" */
const char *state_title(enum state s, enum lang lang); /* "retenu en partie" */
const char *state_words(enum state s, enum lang lang); /* a sentence */

#endif
