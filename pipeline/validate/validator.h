/*
 * Inside validate: the state of one delivery under way, and what its parts ask of each other.
 * labels.c maps columns to fields, layout.c knows the rows that are no declarations, cells.c reads
 * values, checks.c holds the contract's rules, units.c files rows under their units, validate.c
 * drives them row by row.
 */
#ifndef PTCE_VALIDATE_VALIDATOR_H
#define PTCE_VALIDATE_VALIDATOR_H

#include "validate/validate.h"

enum { COLUMN_UNTITLED = -1, COLUMN_IGNORED = -2 };
enum { POLE_NONE = -1, POLE_OTHER_REGION = -2 };

/* A row whose pole or month could not be read: what it might have belonged to. */
struct orphan {
    int table;
    uint32_t pole; /* MAP_NONE = any */
    int64_t time;  /* VALUE_BAD = any */
};

/* The primary keys seen in one table, by the highest bits of their hashes: hashes of 64 bits, which
 * stand for the keys, and their lines. In parts, so that a large one can grow, by and by, without
 * being there twice. A key's place is by its next bits, so that the places of a larger part come in
 * the same order. Three words and not two wider ones: a row's key costs one look at memory. */
struct key_slot {
    uint32_t low; /* of the hash; it and high are 0 = free */
    uint32_t high;
    uint32_t line;
};

enum { KEY_PART_BITS = 4, KEY_PARTS = 1 << KEY_PART_BITS };

struct keys {
    struct key_slot *slots;
    uint32_t n_slots;
    uint32_t count;
};

/* How the usual cell of a column is read (usual.c). */
enum usual_kind {
    USUAL_NONE, /* always the long way */
    USUAL_NUMBER,
    USUAL_MONTH,
    USUAL_DATE,
    USUAL_CODE,
    USUAL_POLE,
    USUAL_TEXT
};

struct usual {
    enum usual_kind kind;
    int column;
    int field;
    unsigned cells; /* a bit for each kind of cell that may be usual */
    int decimals;
    int64_t low;
    int64_t high;
    const struct codelist *codes;
    size_t min_length;
    size_t max_length;
    uint64_t head; /* of the last usual cell: its bytes, what it was */
    uint64_t tail;
    uint32_t len;
    uint32_t days; /* of a date's month; value is the day before its first */
    int64_t value;
};

/* Sums of the numbers of a table, by field: of all rows, and since the last subtotal. */
struct sums {
    int64_t all[MAX_FIELDS];
    int64_t part[MAX_FIELDS];
    uint64_t unknown; /* a bit for each field with a cell that could not be read or added */
};

struct validator {
    const struct setting *setting;
    struct receipt *receipt;
    struct returns *returns;

    /* the table under way, set by labels() */
    int table; /* -1 = none */
    const struct table *t;
    int field_of[MAX_COLUMNS]; /* of each column, or COLUMN_… */
    bool untitled;             /* a column has no title (and nothing below it so far) */
    int n_columns;
    bool is_csv;
    bool below_labels;    /* nothing but blank rows so far */
    uint64_t labels_hash; /* layout_hash */
    uint32_t labels_line;
    uint32_t labels_row;
    int numbers[MAX_FIELDS]; /* fields that are numbers and have a column */
    int n_numbers;
    int column_of[MAX_FIELDS];                /* -1 = not there */
    const struct rule *rules[MAX_FIELDS * 4]; /* those whose columns are all there */
    int n_rules;
    uint64_t siret_fields;
    int required[MAX_FIELDS]; /* required fields, but for those in no_label */
    int n_required;
    uint64_t no_label; /* required fields whose column is missing: told once */
    bool header_ok;
    bool table_bad[MAX_TABLES];     /* nothing of the table can be used */
    bool blank_start[256];          /* first bytes of texts that may mean "not declared" */
    bool plain_start[256];          /* first bytes of texts of which nothing is to be said */
    struct usual usual[MAX_FIELDS]; /* of the columns that are read, in their order */
    int n_usual;
    bool *known; /* per receipt.poles: read before in this table, and found good */
    uint32_t n_known;
    uint32_t known_cap;
    uint64_t required_bits; /* a bit for each of required */
    bool required_absent;   /* one of them has no column (JSON) */

    /* the row under way */
    const struct record *row;
    int64_t values[MAX_FIELDS];
    uint64_t blanks; /* a bit for each value that is VALUE_BLANK, as far as usual_read read it */
    bool row_error;
    bool row_warning;
    bool normalized; /* the cell under way has been told to be read otherwise than written */
    bool quiet;      /* the fault of the row is told: no more of it */

    /* units and keys */
    uint32_t last_pole;
    uint32_t *unit_slots;
    uint32_t n_unit_slots;
    uint32_t last_unit;
    int *register_of; /* per receipt.poles: pole of the register, POLE_NONE, POLE_OTHER_REGION */
    uint32_t register_cap;
    struct keys keys[MAX_TABLES][KEY_PARTS];
    uint64_t key; /* of the row under way: its hash */
    struct orphan *orphans;
    uint32_t n_orphans;
    uint32_t orphans_cap;
    uint64_t rows_seen[MAX_TABLES];
    struct sums sums[MAX_TABLES];
};

/* Note a finding of the row under way on a field (its cell's place and text), or -1 for the row. */
void note_field(struct validator *v, enum finding_code code, int field, const struct finding *more);
/* Note a finding without a cell. */
void note(struct validator *v, const struct finding *f);

/* labels.c */
void labels_take(struct validator *v, int table, const struct record *labels,
                 enum labels_kind kind);

/* layout.c: true when the row is no declaration (blank, units, total, note, titles again): it has
 * been dealt with. */
bool layout_takes(struct validator *v, const struct record *row);
void layout_add(struct validator *v); /* the row's numbers to the sums */
uint64_t layout_hash(const struct record *labels);

/* canonical.c: keep the row under way, of a unit, in canonical form. */
void canonical_take(struct validator *v, uint32_t unit);

/* cells.c: the value of a cell in a field; its faults are noted. */
int64_t cell_value(struct validator *v, int field, const struct cell *cell);
/* Add the text of a cell as it counts. */
void cell_text(const struct validator *v, int field, const struct cell *cell, struct buf *out);

/* usual.c: the same for a whole row whose cells stand in their columns, and whose record is roomy.
 */
void usual_prepare(struct validator *v);
void usual_read(struct validator *v, const struct record *row);

/* checks.c: hold the row's values against the contract's rules. */
void checks_run(struct validator *v);

/* units.c */
void units_expect_key(struct validator *v); /* the values are read: have memory look for the key */
void units_file_row(struct validator *v);   /* the row under way is read: file it */
void units_finish(struct validator *v);     /* judge what orphans and bad tables touch */
void units_release(struct validator *v);

#endif
