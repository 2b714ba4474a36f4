/*
 * What one run is told: folders, the clock, the month. Everything below commands.c takes the time,
 * the language and the number of processors from here and from nowhere else.
 */
#ifndef PTCE_MODEL_RUN_H
#define PTCE_MODEL_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "model/contract.h"
#include "model/override.h"
#include "model/period.h"

struct holding;       /* model/holding.h */
struct trace_request; /* aggregate/trace.h */

struct run {
    const char *root;          /* holds inputs/ and outputs/ */
    const char *contract_path; /* the contract's folder */
    const struct contract *contract;
    const char *overrides_path; /* of inputs/overrides.csv, or of those of an earlier time */
    const struct overrides *overrides;
    int64_t now;    /* the instant of the run */
    int32_t period; /* the month the edition is of */
    int64_t settle_s;
    int keep_months;               /* of receipts and superseded editions, 0 = all … */
    int64_t keep_from;             /* … and where they begin: run_keep_from() in run_prune.h */
    int keep_editions;             /* of a month; 0 = all */
    int deadline_day;              /* of the next month: returns are due by its end */
    const struct map *deliveries;  /* only these, as "84/<stem>"; NULL = all of the archive */
    const struct holding *holding; /* of a past edition; NULL = by the editions there are */
    const char *reason;            /* why corrections of definitive months are taken; NULL = no */
    char *const *partials;         /* files (run_partial.h), in the place of workers; NULL = none */
    int n_partials;
    const struct trace_request *trace; /* what ptce explain asks about; NULL = nothing */
    int jobs;                          /* processes at once, at least 1 */
    enum lang lang;
    bool libcsv_only; /* every record is left to the libraries */
    bool quiet;
    bool colours; /* on a terminal */
    bool verbose;
    /* Say that `done` of `count` parts of a stage are done; NULL = nobody listens. */
    void (*progress)(const struct run *run, const char *stage, size_t done, size_t count);
};

#define PTCE_VERSION "0.1.0"

#endif
