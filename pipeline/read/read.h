/*
 * read: the bytes of a delivery → labels, rows of cells, and findings on the bytes
 * (model/record.h).
 *
 *     read_delivery(contract, path, &options, &sink, &about, err)
 *
 * What a file is, is decided by its first bytes, not by its name. CSV goes through libcsv, JSON
 * through jansson element by element: memory does not grow with the file. UTF-8 is assumed until a
 * byte says otherwise; then sink.restart is called and the file is read again as Windows-1252.
 *
 * Faults of the file are findings; -1 is only for the machine's (a disk that cannot be read).
 */
#ifndef PTCE_READ_READ_H
#define PTCE_READ_READ_H

#include "base/err.h"
#include "model/contract.h"
#include "model/record.h"

struct reading {
    char how[80];   /* "CSV, UTF-8, point-virgule": for the receipt; "" = not read */
    uint64_t lines; /* physical lines gone through */
    bool complete;  /* read to the end */
};

enum { READ_ALL_TABLES = ~0 };

struct read_options {
    unsigned tables;  /* a bit for each that is wanted: a file of others is not read to its end */
    enum lang lang;   /* of reading.how */
    bool libcsv_only; /* nor jansson: no guard (csv_guard.h, json_guard.h) in front of them */
    char *sha256;     /* out: DIGEST_HEX bytes, of the whole file; NULL = not wanted */
};

int read_delivery(const struct contract *c, const char *path, const struct read_options *options,
                  const struct sink *sink, struct reading *ret_about, struct err *err);

#endif
