/*
 * The commands that change something below outputs/: collect and run. They hold the lock while they
 * work, say what they did, and leave outputs/status.json behind, whether they succeed or fail.
 */
#ifndef PTCE_COMMANDS_RUN_H
#define PTCE_COMMANDS_RUN_H

#include "commands_options.h"

int run_command_collect(const struct options *o);

/* The edition of one month, o->run.period. */
int run_command_month(const struct options *o);

/* The same, of what is in the archive, from the partials of o->run. */
int run_command_merge(const struct options *o);

/* The partial of a region, into a file; changes nothing else and needs no lock. */
int run_command_partial(const struct options *o, int region, const char *path);

/* The editions of all months that are due (run_due.h): what cron starts every day. */
int run_command_due(const struct options *o);

/* A command of that name could not even begin, for this reason: say so, and in the status too.
 * Returns the exit status. */
int run_command_failed(const struct options *o, const char *command, const struct err *err);

#endif
