/*
 * Where the header of a CSV file stands and what separates its columns: the delimiter and line
 * under which the labels meet the contract best, and how cells are quoted. Never guessed from
 * statistics alone.
 */
#ifndef PTCE_READ_DIALECT_H
#define PTCE_READ_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/record.h"

struct dialect {
    char delimiter;
    char quote;           /* '"' or '\'' */
    bool backslash;       /* \" stands for a quote */
    bool sep_line;        /* the first line says the delimiter: sep=; */
    int table;            /* the table its labels fit */
    bool wrapped;         /* no header, but a line that is one quoted cell would be one if split */
    int matched;          /* labels that are columns of that table; 0 = no header found */
    uint32_t header_line; /* physical line of the header, from 1 */
    char first_line[200]; /* what the file starts with, for a complaint */
};

/* Look at the first block of a file. */
void dialect_detect(const struct contract *c, const char *sample, size_t len,
                    struct dialect *ret_dialect);

/* The table whose columns most cells of a record name (-1 = none), and how many they are. */
int dialect_table(const struct contract *c, const struct record *record, int *ret_matched);

/* Add how it is written: "point-virgule, guillemets '". */
void dialect_words(const struct dialect *d, enum lang lang, struct buf *out);

#endif
