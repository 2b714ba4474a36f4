/*
 * Which editions there are, by the names of the folders under outputs/editions, and which of them
 * stands where. A name is a month, a dot and a number from 1.
 */
#ifndef PTCE_PUBLISH_EDITIONS_H
#define PTCE_PUBLISH_EDITIONS_H

#include <stdint.h>

#include "base/err.h"

enum { EDITION_ID = 32 };

/* "2026-10.1" → month and number; -1 when it is no edition's name. */
int editions_parse(const char *id, int32_t *ret_period, int *ret_number);

/* The number of the last edition of a month, 0 = there is none; -1 with err. */
int editions_last(const char *root, int32_t period, struct err *err);

/* The first month from `from` on that has an edition; EDITIONS_NONE when there is none. */
enum { EDITIONS_NONE = INT32_MAX };
int editions_first(const char *root, int32_t from, int32_t *ret_period, struct err *err);

/* The edition that a new one of this month is compared with: the last of the month itself, else the
 * last of the nearest month before it; "" = none. */
int editions_before(const char *root, int32_t period, char ret_id[EDITION_ID], struct err *err);

/* outputs/pruned.csv lists the editions that were there and are not kept any more: "edition,cutoff,
 * pruned" and a line each. Add one; -1 with err. */
int editions_note_pruned(const char *root, const char *id, int64_t cutoff, int64_t now,
                         struct err *err);

struct pruned_edition {
    char id[EDITION_ID];
    int64_t cutoff;
    int64_t at; /* when it was removed */
};

/* Those of the list, in its order; the caller frees it. -1 with err when it is damaged. */
int editions_pruned(const char *root, struct pruned_edition **ret_list, size_t *ret_count,
                    struct err *err);

/* 0 when this edition is there; else -1, with err that says whether it was pruned, and when. */
int editions_there(const char *root, const char *id, struct err *err);

/* Where an edition is: root/outputs/editions/<id>. */
struct buf;
void editions_path(const char *root, const char *id, struct buf *out);

#endif
