/*
 * A finding is a fault of the data, or a remark on it: which code, how grave, where, what was
 * found, what was expected. Findings are values handed on; nothing prints where they arise.
 *
 * A finding of a rule of the contract (rule >= 0) is worded by that rule, one of a field's
 * constraint by the field's own message when it has one, every other by contract/messages.csv — the
 * one place where this program's words to the chambers stand, in French and English: the row
 * "code/variant", or "code".
 */
#ifndef PTCE_MODEL_FINDING_H
#define PTCE_MODEL_FINDING_H

#include <stdint.h>

#include "base/buf.h"
#include "model/contract.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_INFO, SEVERITIES };

/* Frictionless's names where they exist. */
enum finding_code {
    FINDING_UNKNOWN_SENDER,
    FINDING_REGION_MISMATCH,
    FINDING_PERIOD_MISMATCH,
    FINDING_SIZE_LIMIT,
    FINDING_PATH_ERROR,
    FINDING_UNSTABLE_FILE,
    FINDING_DUPLICATE_DELIVERY,
    FINDING_HASH_COUNT,
    FINDING_BYTE_COUNT,
    FINDING_ROW_COUNT,
    FINDING_CONTROL_TOTAL,
    FINDING_SOURCE_ERROR,
    FINDING_FORMAT_ERROR,
    FINDING_ENCODING_ERROR,
    FINDING_ENCODING_GUESS,
    FINDING_MOJIBAKE,
    FINDING_CONTROL_CHARACTER,
    FINDING_DIALECT_ERROR,
    FINDING_UNCLOSED_QUOTE,
    FINDING_STRAY_QUOTE,
    FINDING_MIXED_TERMINATORS,
    FINDING_TRUNCATED_FILE,
    FINDING_PREAMBLE_ROWS,
    FINDING_FOOTER_ROWS,
    FINDING_UNITS_ROW,
    FINDING_REPEATED_HEADER,
    FINDING_MULTIPLE_TABLES,
    FINDING_DUPLICATE_PROPERTY,
    FINDING_NESTING_ERROR,
    FINDING_NO_DATA,
    FINDING_UNMATCHED_HEADER,
    FINDING_MISSING_LABEL,
    FINDING_EXTRA_LABEL,
    FINDING_BLANK_LABEL,
    FINDING_DUPLICATE_LABEL,
    FINDING_INCORRECT_LABEL,
    FINDING_LABEL_VARIANT,
    FINDING_BLANK_ROW,
    FINDING_EXTRA_CELL,
    FINDING_MISSING_CELL,
    FINDING_PRIMARY_KEY,
    FINDING_FOREIGN_KEY,
    FINDING_TOTAL_ROW,
    FINDING_TYPE_ERROR,
    FINDING_CONSTRAINT_ERROR,
    FINDING_NORMALIZED_VALUE,
    FINDING_AMBIGUOUS_VALUE,
    FINDING_PRECISION_ERROR,
    FINDING_SPREADSHEET_ERROR,
    FINDING_FORMULA_VALUE,
    FINDING_SIRET_VALUE,
    FINDING_REGION_CODE,
    FINDING_DEPARTEMENT_CODE,
    FINDING_COMMUNE_CODE,
    FINDING_COMPARE_COLUMNS,
    FINDING_SUM_COLUMNS,
    FINDING_COHESIVE_COLUMNS,
    FINDING_CODE_CONSISTENCY,
    FINDING_PLAUSIBILITY,
    FINDING_STRUCTURE_CHANGE,
    FINDING_PERIOD_GAP,
    FINDING_PERIOD_CHANGE,
    FINDING_STOCK_FLOW,
    FINDING_UNIT_CHANGE,
    FINDING_REPEATED_RETURN,
    FINDING_STATUS_TRANSITION,
    FINDING_CUMULATIVE_LIMIT,
    FINDING_REVISION_LIMIT,
    FINDING_HELD_CORRECTION,
    FINDING_OVERRIDE_APPLIED,
    FINDING_OVERRIDE_EXPIRED,
    FINDING_CODES
};

struct finding {
    enum finding_code code;
    enum severity severity;
    int table;              /* -1 = none */
    int field;              /* -1 = none */
    int rule;               /* of the table, -1 = none */
    uint32_t line;          /* physical line, from 1; 0 = the whole file */
    uint32_t row;           /* row as a spreadsheet counts, from 1; 0 = none */
    uint32_t column;        /* from 1; 0 = none */
    const char *value;      /* as received; NULL = none. All texts are UTF-8 */
    const char *other;      /* what it is compared with: the sum, the other column's value … */
    const char *variant;    /* which constraint, which format …: chooses the words; NULL = none */
    const char *suggestion; /* a value to paste; NULL = none */
    const char *unit;       /* the pole and month it speaks of, where no row says so; NULL = none */
};

const char *finding_name(enum finding_code code);
enum finding_code finding_by_name(const char *name); /* FINDING_CODES = none */
enum severity finding_severity(enum finding_code code);
const char *severity_name(enum severity s);

/* A short name for the cause: "Valeur refusée", "Somme inexacte" … */
const char *finding_title(const struct contract *c, const struct finding *f, enum lang lang);

/* Add the whole sentence: what is wrong, what was expected, what to do. */
void finding_message(const struct contract *c, const struct finding *f, enum lang lang,
                     struct buf *out);

/* "D14": the cell's name in a spreadsheet, nothing when it has no place. */
void finding_cell(const struct finding *f, struct buf *out);

#endif
