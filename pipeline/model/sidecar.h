/*
 * A sidecar: what a sender says of a file it sends, in NAME.meta.json beside NAME, so that a file
 * cut on its way is never taken for the whole:
 *
 *     {"sha256": "9f86d0…", "bytes": 10240, "rows": 120, "sums": {"montant": "1234567.80"}}
 *
 * All of it is optional; anything else in it makes it `bad`. Rows are rows of data, sums are exact
 * decimals of a column over all rows.
 */
#ifndef PTCE_MODEL_SIDECAR_H
#define PTCE_MODEL_SIDECAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

#define SIDECAR_ENDING ".meta.json"

struct control_total {
    const char *field;
    const char *text; /* "1234567.80" */
};

struct sidecar {
    struct arena arena;
    bool bad;           /* no such JSON */
    const char *sha256; /* NULL = not said */
    int64_t bytes;      /* -1 = not said */
    int64_t rows;       /* -1 = not said */
    struct control_total *sums;
    int n_sums;
};

#endif
