/*
 * ptce doctor: does this machine have what the runs need? A line a thing, "ok", "warning" or
 * "error", with what to do. Writes nothing. Exit status by the worst: 0, 1 a warning, 3 an error.
 */
#ifndef PTCE_COMMANDS_DOCTOR_H
#define PTCE_COMMANDS_DOCTOR_H

#include "commands_options.h"

/* `usual` is the configuration's usual place, `crontab` that of cron's file. */
int doctor_command(const struct options *o, const char *usual, const char *crontab);

/* Add the versions of the libraries at work: "libcsv 3.0.3, jansson 2.14, …". */
void doctor_libraries(struct buf *out);

#endif
