/*
 * Open what stands in a folder that others write to, and nothing that it leads away to.
 *
 *     int fd = below_open(folder, "emplois.csv", O_RDONLY, BELOW_SAME_DISK);
 *     if (fd == -1) …errno: ELOOP a link, EXDEV another disk, ENOENT gone…
 *
 * The kernel refuses links of every kind and what leads out of the folder (openat2, Linux 5.6).
 * Where it does not know that call, or a filter hides it, one name is opened without following a
 * link, and the disk is compared: a file of the same disk that is mounted there is then not seen.
 */
#ifndef PTCE_BASE_BELOW_H
#define PTCE_BASE_BELOW_H

enum { BELOW_SAME_DISK = 1 }; /* nothing that is mounted there */

/* Open folder/name, one name without a slash. A pipe or device is not waited for. The caller owns
 * the descriptor, which no child inherits. -1 with errno. */
int below_open(int folder, const char *name, int flags, int how);

#endif
