/*
 * Files and folders, whole or not at all. A file is written under a temporary name in its own
 * folder, synced, renamed, and the folder synced: a reader or a power cut finds the old bytes or
 * the new ones. A failed fsync is final; nothing is tried again on the same file.
 *
 *     struct newfile f;
 *     if (newfile_open(&f, "outputs/receipts/84", "a.txt", 0640, err) == -1) …
 *     newfile_write(&f, bytes, len, err);
 *     newfile_commit(&f, err)  or  newfile_abandon(&f);
 *
 *     struct names list;                             the names in a folder, sorted by byte
 *     if (names_read(&list, path, err) == -1) …
 *     names_release(&list);
 */
#ifndef PTCE_BASE_FILE_H
#define PTCE_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"

struct newfile {
    int fd;
    char *folder;
    char *name;
    char *temporary; /* its path while it is being written */
    off_t written;   /* bytes, by newfile_write */
};

int newfile_open(struct newfile *f, const char *folder, const char *name, mode_t mode,
                 struct err *err);

/* Write more bytes, and read them back: -1 also where the file does not hold them. */
int newfile_write(struct newfile *f, const char *bytes, size_t len, struct err *err);
int newfile_commit(struct newfile *f, struct err *err); /* f is released either way */
void newfile_abandon(struct newfile *f);

/* All of it in one call: write bytes as folder/name. */
int file_put(const char *folder, const char *name, const char *bytes, size_t len, mode_t mode,
             struct err *err);

/* The same, unless the file already holds just these bytes. *ret_changed says which. */
int file_put_changed(const char *folder, const char *name, const char *bytes, size_t len,
                     mode_t mode, bool *ret_changed, struct err *err);

/* Write all of the bytes to an open descriptor. */
int file_write(int fd, const char *bytes, size_t len, const char *path, struct err *err);

/* Add the whole file to out. -1 with err when it cannot be read or is over max bytes. */
int file_read(const char *path, size_t max, struct buf *out, struct err *err);

/* The first cap - 1 bytes of a file, or fewer, ended by a NUL; and how many it has. */
int file_begin(const char *path, char *ret_text, size_t cap, size_t *ret_bytes, struct err *err);

/* Do two files hold the same bytes? */
int file_same(const char *a, const char *b, bool *ret_same, struct err *err);

int file_sync(const char *path, struct err *err);
int file_sync_folder(const char *path, struct err *err);
/* Every file and folder below path without those whose name starts with a dot, the deepest first.
 */
int file_sync_tree(const char *path, struct err *err);
/* Like mkdir -p; what it makes is synced into the folder it stands in. */
int file_make_folders(const char *path, mode_t mode, struct err *err);
int file_remove_tree(const char *path, struct err *err); /* follows no link */
bool file_exists(const char *path);
bool file_is_folder(const char *path); /* itself, not what a link points to */

/* Is it so that nobody else can have written a file or folder: none of the bits of its mode that
 * are in `others` is set, and with `ours` it belongs to root or to this user? -1 with err, that
 * says what to do about it, when it is not so or there is no such file. */
int file_rights(const char *path, mode_t others, bool ours, struct err *err);

struct names {
    char **names;
    size_t count;
};

/* The names in a folder without those that start with a dot. A missing folder gives none. */
int names_read(struct names *ret_list, const char *path, struct err *err);
/* The same, and in ret_others those of them that are no regular files. */
int names_read_files(struct names *ret_list, struct map *ret_others, const char *path,
                     struct err *err);
/* The same of a folder that is open, and stays so. */
int names_read_open(struct names *ret_list, int folder, struct err *err);
/* The same with those that start with a dot, but for . and .. */
int names_read_hidden(struct names *ret_list, const char *path, struct err *err);
void names_release(struct names *list);

#endif
