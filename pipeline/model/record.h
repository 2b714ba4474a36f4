/*
 * What read hands to validate: the bytes of one delivery as labels and rows of cells, each with its
 * place in the sender's file. Formats differ only up to here.
 *
 *     labels(ctx, table, &record, kind)   a table begins: its column labels (table -1: none known)
 *     row(ctx, &record)                   one row under the last labels
 *     finding(ctx, &finding)              something is wrong with the bytes themselves
 *     restart(ctx)                        forget everything: the file is read again, in another
 * encoding
 *
 * Texts are UTF-8 and live until the call returns.
 */
#ifndef PTCE_MODEL_RECORD_H
#define PTCE_MODEL_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "model/finding.h"

enum cell_kind {
    CELL_TEXT,   /* CSV */
    CELL_STRING, /* a JSON string */
    CELL_NUMBER, /* a JSON number: its own text */
    CELL_TRUE,
    CELL_FALSE,
    CELL_NULL /* JSON null, or a property that is not there */
};

struct cell {
    const char *text;
    uint32_t len;
    uint32_t line;
    enum cell_kind kind;
};

struct record {
    const struct cell *cells;
    int n;
    uint32_t line; /* where it begins */
    uint32_t row;  /* as a spreadsheet counts */
    bool unended;  /* the file stops without a line end behind it: perhaps in the middle of it */
    bool damaged;  /* a fault told already lies in it: cells as far as they can be split */
    bool roomy;    /* RECORD_ROOM bytes can be read behind every cell, whatever they are */
};

enum { RECORD_ROOM = 8 };

enum labels_kind {
    LABELS_HEADER, /* CSV: these are all the columns there are */
    LABELS_FIRST,  /* JSON: the properties of the first object; others may come */
    LABELS_MORE    /* JSON: the same and one or more new ones behind them */
};

struct sink {
    void *ctx;
    void (*labels)(void *ctx, int table, const struct record *labels, enum labels_kind kind);
    void (*row)(void *ctx, const struct record *row);
    void (*finding)(void *ctx, const struct finding *finding);
    void (*restart)(void *ctx);
};

#endif
