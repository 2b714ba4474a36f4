/*
 * A delivery: one file as it was received, in the archive for good. Its name in the archive says
 * all that is known of it:
 *
 *     outputs/archive/84/20261112T060000.0017Z-0123456789ab-emplois_2026-10.csv
 *                        received        nth  SHA-256 begins  the sender's name
 *
 * nth is the place among what was taken in within that second, so that byte order of the names is
 * the order of reception. In the sender's name every byte other than A-Z a-z 0-9 . _ - is written
 * as %XX, so two names never become one. The sidecar that came with it (model/sidecar.h) stands
 * beside it, under its name and ".meta.json".
 */
#ifndef PTCE_MODEL_DELIVERY_H
#define PTCE_MODEL_DELIVERY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/map.h"

enum { DELIVERY_SHA = 12, DELIVERY_NAME_AT = 35 /* where the sender's name begins */ };

struct delivery {
    int region;    /* entry of the list regions */
    char *stem;    /* the name in the archive: also the stem of its receipts */
    char *name;    /* the sender's */
    char *path;    /* in the archive */
    char *sidecar; /* in the archive, NULL = none */
    char sha[DELIVERY_SHA + 1];
    int64_t received; /* instant */
    int sequence;     /* nth */
    int64_t bytes;    /* by deliveries_measure … */
    int64_t mtime_ns; /* … as this: the sender's, kept on the copy */
    int bytes_of;     /* the first delivery of the same bytes and sidecar, -1 = none before it */
    int same_as; /* an earlier one that is judged the same, or counted (run_worker.h), -1 = none: it
                  * counts, not this */
};

struct deliveries {
    struct delivery *list; /* of one region, in the order of reception */
    int count;
    int cap;
};

/* The archive name of a file. The caller frees it. */
char *delivery_stem(int64_t received, int sequence, const char *sha, const char *name);

/* Read a stem back into the fields it holds; -1 when it is no delivery's. */
int delivery_parse(const char *stem, struct delivery *ret);

/* The month that a sender's name holds: AAAA-MM, AAAA_MM or AAAAMM, but for a part of a longer
 * number or of a date. False = none, or more than one. */
bool delivery_month(const char *name, int32_t *ret_month);

/* All deliveries of a region, from the listing of its archive folder. A file that does not belong
 * there is an error: the archive is the system of record. */
int deliveries_read(struct deliveries *ret_list, const char *root, int region, const char *code,
                    struct err *err);

/* How large each is, and its time. The listing says all else, and an archive of years is listed
 * every quarter of an hour. */
int deliveries_measure(struct deliveries *list, struct err *err);

/* Keep only those that are in the set, as "<code>/<stem>". */
int deliveries_keep(struct deliveries *list, const char *code, const struct map *only,
                    struct err *err);
void deliveries_release(struct deliveries *list);

#endif
