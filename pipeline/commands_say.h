/* What the commands print: progress on standard error, summaries on standard output. */
#ifndef PTCE_COMMANDS_SAY_H
#define PTCE_COMMANDS_SAY_H

#include "run.h"

/* Exit status: see ptce(1). */
enum { EXIT_OK = 0, EXIT_DATA = 1, EXIT_USAGE = 2, EXIT_FAILED = 3, EXIT_BUSY = 75 };

/* Complaints, and the exit status that goes with them. */
int say_usage(const char *why, const char *what);
int say_failure(const struct err *err);

/* One line a stage; on a terminal the same line moves on. */
void say_progress(const struct run *run, const char *stage, size_t done, size_t count);
void say_stage_end(const struct run *run);

void say_collect(const struct run *run, const struct outcome *o);
void say_run(const struct run *run, const struct outcome *o);
/* No edition is due before that of `next`. */
void say_nothing_due(const struct run *run, int32_t next);
void say_status(const struct run *run, const struct outcome *o);

/* The reports of ptce check; to standard error when rows go to standard output. On a terminal the
 * headings of a text are in colour. */
void say_report(const struct run *run, const char *text, size_t len, bool aside, bool json);
void say_no_register(const struct run *run);

#endif
