/*
 * One run at a time in a root, and a clean one to begin with.
 *
 *     rc = run_lock(run, &fd, err);     0, or 1 when another run has it, or -1 with err
 *     close(fd);                        gives it back; so does the end of the process, whatever it
 * was
 *
 * Whoever gets the lock is alone: what stands in outputs/ under a temporary name was left by a run
 * that was killed, and is removed; what that run had given its name and not synced is synced, so
 * that this run may build on it.
 */
#ifndef PTCE_RUN_LOCK_H
#define PTCE_RUN_LOCK_H

#include "base/err.h"
#include "model/run.h"

int run_lock(const struct run *run, int *ret_fd, struct err *err);

#endif
