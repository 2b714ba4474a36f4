/*
 * One object of a JSON return: a record under the properties met so far. The guard (json_guard.h)
 * reads one that is plainly regular. For every other its extent is found by a small scanner
 * (strings, depth), jansson reads it, and the scanner's second walk over it gives each value its
 * place and each number its text.
 */
#ifndef PTCE_READ_JSON_RECORD_H
#define PTCE_READ_JSON_RECORD_H

#include "base/map.h"
#include "model/contract.h"
#include "model/record.h"
#include "read/json_text.h"

struct json_reader {
    const struct contract *contract;
    const struct sink *sink;
    struct json_text text;
    bool failed;     /* a fault was told: stop */
    bool done;       /* no more is wanted: stop */
    bool unwanted;   /* the list under way is of a table that is not wanted */
    unsigned tables; /* wanted */
    unsigned named;  /* lists met in an object of arrays */
    struct map keys; /* properties seen in this table, in order: the columns */
    bool labelled;
    bool of_tables; /* an object of arrays */
    bool by_line;   /* objects not in a list, each alone on its line so far */
    int table;      /* named by an object of arrays, or by the first object's properties */
    uint32_t objects;
    uint32_t bad_lines;
    uint32_t waiting; /* of them, above the first labels … */
    uint32_t waiting_lines[MAX_JSON_BAD_LINES];
    struct cell *cells;
    uint32_t cells_cap;
    bool jansson_only;
};

/* Tell a fault at window[at + ahead]. Where the bytes stop being text the reader says so himself.
 */
void json_record_fault(struct json_reader *r, size_t ahead, enum finding_code code,
                       const char *variant, const char *value);

/* A fault of syntax; `variant` chooses the words unless what stands there says more. */
void json_record_syntax(struct json_reader *r, size_t ahead, const char *variant);

/* Read the object at window[at]. */
void json_record_read(struct json_reader *r);

/* Is the file one object a line, so that a fault ends with its line? The first line alone does not
 * tell: the next must look like one too. */
bool json_record_stands(struct json_reader *r);

/* Go on behind a line with a fault, which counts as a row that might have been any. */
void json_record_resume(struct json_reader *r);

#endif
