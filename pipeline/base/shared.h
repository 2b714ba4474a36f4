/*
 * Numbers in memory that a process and its children share: what a child wrote there can be read
 * when it is dead.
 *
 *     int *at = shared_numbers(18, -1, err);      NULL with err: no memory to share
 *     … children write at[i] …
 *     shared_release(at, 18);
 */
#ifndef PTCE_BASE_SHARED_H
#define PTCE_BASE_SHARED_H

#include <stddef.h>

#include "base/err.h"

int *shared_numbers(size_t count, int value, struct err *err);
void shared_release(int *list, size_t count);

#endif
