/*
 * outputs/status.json: how the last runs went, for whoever watches over them. It is written whole
 * or not at all, after every collect and run that had the lock, and also after one that failed.
 *
 *     {"written": "2026-11-12T06:00:09Z", "program": "ptce 0.1.0", "command": "run",
 *      "exit_status": 0, "failing": false,
 *      "last_success": {"at": "…", "command": "run"} or null,
 *      "last_run": "…" or null                                  the last run that did not fail
 *      "last_failure": {"at": "…", "command": "run", "exit_status": 3, "cause": "…"} or null,
 *      "failures_in_a_row": 0,
 *      "editions": ["2026-10.1"]                                new ones of this run
 *      "deliveries": {"total": 312, "new": 4, "accepted": …, "errors": …, …},
 *      "next_due": {"period": "2026-11", "on": "2026-12-11"},
 *      "looked_at": [{"period": "2026-10", "edition": "2026-10.1", "news": 2}, …]}
 *
 * looked_at is what run_due.h remembers: without the file one run more is made, and nothing else
 * is lost with it.
 */
#ifndef PTCE_PUBLISH_STATUSFILE_H
#define PTCE_PUBLISH_STATUSFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/limits.h"
#include "publish/editions.h"

struct status_event {
    int64_t at;       /* instant, 0 = never */
    char command[16]; /* "run" */
    int exit_status;
    char cause[768]; /* of a failure, one line */
};

struct status_month {
    int32_t period;
    char edition[EDITION_ID];
    int64_t news; /* deliveries that a run looked at and made no new edition of */
};

struct status_count {
    const char *name; /* "total"; static */
    uint64_t n;
};

struct status {
    struct status_event now; /* the run that writes it */
    struct status_event success;
    struct status_event run; /* the last run, as against collect, that did not fail */
    struct status_event failure;
    int64_t failures; /* in a row, up to now */
    char editions[MAX_DUE_MONTHS][EDITION_ID];
    size_t n_editions;
    struct status_count counts[12];
    size_t n_counts;
    int32_t next_period;
    int32_t next_day;
    struct status_month months[MAX_DUE_MONTHS];
    size_t n_months;
};

/* What stands in the file, of it only what the next one keeps: events, failures, months. A file
 * that is not there or damaged gives nothing. */
void status_read(struct status *ret, const char *root);

/* Take `now` for a success or a failure (exit status over 1), and write the file. */
int status_write(struct status *s, const char *root, struct err *err);

/* What is remembered of a month, NULL = nothing; and remember, in the place of the oldest when
 * there is no room. */
const struct status_month *status_month(const struct status *s, int32_t period);
void status_set_month(struct status *s, const struct status_month *m, const char *edition);

#endif
