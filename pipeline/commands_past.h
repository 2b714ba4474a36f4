/* The commands that look back: ptce run --as-of, ptce verify. */
#ifndef PTCE_COMMANDS_PAST_H
#define PTCE_COMMANDS_PAST_H

#include "model/run.h"

/* Each returns the exit status. */
int past_command_rebuild(const struct run *run, int64_t instant, const char *output);
int past_command_verify(const struct run *run);

#endif
