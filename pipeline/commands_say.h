/* What the commands print: progress on standard error, summaries on standard output. */
#ifndef PTCE_COMMANDS_SAY_H
#define PTCE_COMMANDS_SAY_H

#include "run.h"

/* One line a stage; on a terminal the same line moves on. */
void say_progress(const struct run *run, const char *stage, size_t done, size_t count);
void say_stage_end(const struct run *run);

void say_collect(const struct run *run, const struct outcome *o);
void say_run(const struct run *run, const struct outcome *o);
void say_status(const struct run *run, const struct outcome *o);

struct receipt;
/* A checked file: for people, or as the JSON of a receipt. */
void say_check(const struct run *run, const char *path, int64_t bytes,
               const struct receipt *receipt, bool json);

#endif
