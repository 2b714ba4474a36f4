/*
 * The system calls that change files and folders, and what each of them is about.
 *
 *     for (size_t i = 0; i < calls_count; i++) … calls[i] …
 *     call_paths(&calls[i], pid, &registers, path, to);
 *
 * Paths are those of a stopped process: read from its memory, its descriptors and its folder.
 */
#ifndef PTCE_TESTS_CALLS_H
#define PTCE_TESTS_CALLS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/user.h>

enum { PATH_ROOM = PATH_MAX + 1 };

/* Where a call names what it changes: arguments, -1 = it has none. `at`: the folder of the path. */
struct call {
    long number;
    const char *name;
    int fd;
    int at, path;
    int to_at, to; /* where a rename leads */
    bool needs_space;
};

extern const struct call calls[];
extern const size_t calls_count;

/* What the call changes, and where a rename leads ("" = nowhere). Empty when it cannot be said. */
void call_paths(const struct call *c, pid_t pid, const struct user_regs_struct *r,
                char path[PATH_ROOM], char to[PATH_ROOM]);

#endif
