/*
 * An error is the machine's: a disk, a child process, a missing file. The first one wins, so that a
 * chain of callers that each add their own view cannot bury the cause.
 *
 *     struct err err = {0};
 *     if (thing_do(..., &err) == -1)
 *         fprintf(stderr, "ptce: %s\n", err.text);        (only commands.c prints)
 *
 * Faults of the data are findings (model/finding.h), ours are asserts; neither belongs here.
 */
#ifndef PTCE_BASE_ERR_H
#define PTCE_BASE_ERR_H

#include <stdbool.h>

struct err {
    char text[768]; /* one line, no newline; empty while nothing is wrong */
};

/* Say what is wrong, unless something already is. Always returns -1, so `return err_set(…)`. */
int err_set(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with ": " and the system's word for errno behind it. */
int err_sys(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

bool err_is_set(const struct err *err);

#endif
