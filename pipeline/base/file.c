#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

int newfile_open(struct newfile *f, const char *folder, const char *name, mode_t mode,
                 struct err *err)
{
    struct buf path = {0};
    buf_printf(&path, "%s/.%.200s.%ld.tmp", folder, name, (long)getpid());
    *f = (struct newfile){.fd = -1,
                          .folder = mem_text(folder),
                          .name = mem_text(name),
                          .temporary = buf_detach(&path)};
    f->fd = open(f->temporary, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode);
    if (f->fd == -1) {
        (void)err_sys(err, "cannot create %s", f->temporary);
        newfile_abandon(f);
        return -1;
    }
    return 0;
}

int file_write(int fd, const char *bytes, size_t len, const char *path, struct err *err)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            return err_sys(err, "cannot write %s", path);
        bytes += n;
        len -= (size_t)n;
    }
    return 0;
}

/* Read back what was written last: does the file end with these bytes, behind f->written? */
static int check_written(const struct newfile *f, const char *bytes, size_t len, struct err *err)
{
    enum { BLOCK = 64 * 1024 };
    char block[BLOCK];
    size_t at = 0;
    ssize_t n;
    while ((n = pread(f->fd, block, BLOCK, f->written + (off_t)at)) != 0) {
        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            return err_sys(err, "cannot read %s", f->temporary);
        if ((size_t)n > len - at || memcmp(block, bytes + at, (size_t)n) != 0)
            break;
        at += (size_t)n;
    }
    return n == 0 && at == len
               ? 0
               : err_set(err, "%s does not hold what was written to it", f->temporary);
}

int newfile_write(struct newfile *f, const char *bytes, size_t len, struct err *err)
{
    if (file_write(f->fd, bytes, len, f->temporary, err) == -1 ||
        check_written(f, bytes, len, err) == -1)
        return -1;
    f->written += (off_t)len;
    return 0;
}

static void newfile_release(struct newfile *f)
{
    if (f->fd != -1)
        (void)close(f->fd);
    free(f->folder);
    free(f->name);
    free(f->temporary);
    *f = (struct newfile){.fd = -1};
}

void newfile_abandon(struct newfile *f)
{
    if (f->fd != -1)
        (void)unlink(f->temporary);
    newfile_release(f);
}

int newfile_commit(struct newfile *f, struct err *err)
{
    int rc = -1;
    struct buf path = {0};
    buf_printf(&path, "%s/%s", f->folder, f->name);
    if (fsync(f->fd) == -1) {
        (void)err_sys(err, "cannot sync %s", f->temporary);
        goto out;
    }
    int fd = f->fd;
    f->fd = -1;
    if (close(fd) == -1) {
        (void)err_sys(err, "cannot close %s", f->temporary);
        goto out;
    }
    rc = rename(f->temporary, path.data);
    if (rc == -1)
        (void)err_sys(err, "cannot rename %s to %s", f->temporary, path.data);
out:
    if (rc == -1)
        (void)unlink(f->temporary);
    newfile_release(f);
    buf_release(&path);
    return rc;
}

int file_put(const char *folder, const char *name, const char *bytes, size_t len, mode_t mode,
             struct err *err)
{
    struct newfile f;
    if (newfile_open(&f, folder, name, mode, err) == -1)
        return -1;
    if (newfile_write(&f, bytes, len, err) == -1) {
        newfile_abandon(&f);
        return -1;
    }
    return newfile_commit(&f, err);
}

int file_put_changed(const char *folder, const char *name, const char *bytes, size_t len,
                     mode_t mode, bool *ret_changed, struct err *err)
{
    struct buf path = {0};
    struct buf old = {0};
    struct err ignored = {0};
    buf_printf(&path, "%s/%s", folder, name);
    *ret_changed = file_read(path.data, len, &old, &ignored) == -1 || old.len != len ||
                   memcmp(buf_str(&old), bytes, len) != 0;
    buf_release(&path);
    buf_release(&old);
    return *ret_changed ? file_put(folder, name, bytes, len, mode, err) : 0;
}

int file_read(const char *path, size_t max, struct buf *out, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1)
        return err_sys(err, "cannot open %s", path);
    enum { BLOCK = 64 * 1024 };
    size_t start = out->len;
    struct stat st;
    int rc = 0;
    if (fstat(fd, &st) == 0 && st.st_size > 0 && (size_t)st.st_size <= max)
        buf_room(out, (size_t)st.st_size + BLOCK);
    for (;;) {
        buf_room(out, BLOCK);
        ssize_t n = read(fd, out->data + out->len, BLOCK);
        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            rc = err_sys(err, "cannot read %s", path);
        if (n <= 0)
            break;
        out->len += (size_t)n;
        if (out->len - start > max) {
            rc = err_set(err, "%s: larger than %zu bytes", path, max);
            break;
        }
    }
    out->data[out->len] = '\0';
    (void)close(fd);
    return rc;
}

/* Read up to cap bytes, all that there are; -1 with err. */
static ssize_t read_block(int fd, char *block, size_t cap, const char *path, struct err *err)
{
    size_t len = 0;
    for (ssize_t n; len < cap && (n = read(fd, block + len, cap - len)) != 0;) {
        if (n == -1 && errno != EINTR)
            return err_sys(err, "cannot read %s", path);
        len += n > 0 ? (size_t)n : 0;
    }
    return (ssize_t)len;
}

static int open_file(const char *path, int *ret_fd, size_t *ret_bytes, struct err *err)
{
    struct stat st;
    *ret_fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*ret_fd == -1)
        return err_sys(err, "cannot open %s", path);
    if (fstat(*ret_fd, &st) == -1) {
        (void)err_sys(err, "cannot look at %s", path);
        (void)close(*ret_fd);
        return -1;
    }
    *ret_bytes = (size_t)st.st_size;
    return 0;
}

int file_begin(const char *path, char *ret_text, size_t cap, size_t *ret_bytes, struct err *err)
{
    int fd;
    if (open_file(path, &fd, ret_bytes, err) == -1)
        return -1;
    ssize_t n = read_block(fd, ret_text, cap - 1, path, err);
    ret_text[n == -1 ? 0 : n] = '\0';
    (void)close(fd);
    return n == -1 ? -1 : 0;
}

int file_same(const char *a, const char *b, bool *ret_same, struct err *err)
{
    enum { BLOCK = 64 * 1024 };
    char one[BLOCK];
    char two[BLOCK];
    size_t bytes[2] = {0};
    int fd[2];
    if (open_file(a, &fd[0], &bytes[0], err) == -1)
        return -1;
    if (open_file(b, &fd[1], &bytes[1], err) == -1) {
        (void)close(fd[0]);
        return -1;
    }
    ssize_t n = 1;
    for (*ret_same = bytes[0] == bytes[1]; *ret_same && n > 0;) {
        n = read_block(fd[0], one, BLOCK, a, err);
        ssize_t m = n == -1 ? -1 : read_block(fd[1], two, BLOCK, b, err);
        *ret_same = n >= 0 && n == m && memcmp(one, two, (size_t)n) == 0;
        n = m == -1 ? -1 : n;
    }
    (void)close(fd[0]);
    (void)close(fd[1]);
    return n == -1 ? -1 : 0;
}

static int sync_path(const char *path, int flags, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    if (fd == -1)
        return err_sys(err, "cannot open %s", path);
    int rc = fsync(fd);
    if (rc == -1)
        (void)err_sys(err, "cannot sync %s", path);
    (void)close(fd);
    return rc;
}

int file_sync(const char *path, struct err *err)
{
    return sync_path(path, O_NOFOLLOW, err);
}

int file_sync_folder(const char *path, struct err *err)
{
    return sync_path(path, O_DIRECTORY, err);
}

int file_make_folders(const char *path, mode_t mode, struct err *err)
{
    struct buf above = {0};
    const char *slash = strrchr(path, '/');
    int rc = mkdir(path, mode);
    if (rc == -1 && errno == EEXIST)
        return 0;
    buf_add(&above, slash == NULL ? "." : path, slash == NULL ? 1 : (size_t)(slash - path));
    if (above.len == 0)
        buf_char(&above, '/');
    if (rc == -1 && errno == ENOENT && slash != NULL && strcmp(above.data, path) != 0) {
        rc = file_make_folders(above.data, mode, err);
        if (rc == -1)
            goto out;
        rc = mkdir(path, mode);
    }
    rc = rc == -1 ? err_sys(err, "cannot create folder %s", path)
                  : file_sync_folder(above.data, err);
out:
    buf_release(&above);
    return rc;
}

int file_remove_tree(const char *path, struct err *err)
{
    struct stat st;
    if (lstat(path, &st) == -1)
        return errno == ENOENT ? 0 : err_sys(err, "cannot look at %s", path);
    if (!S_ISDIR(st.st_mode))
        return unlink(path) == -1 ? err_sys(err, "cannot remove %s", path) : 0;
    DIR *d = opendir(path);
    if (d == NULL)
        return err_sys(err, "cannot open folder %s", path);
    int rc = 0;
    struct dirent *e;
    while (rc == 0 && (e = readdir(d)) != NULL) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        struct buf child = {0};
        buf_printf(&child, "%s/%s", path, e->d_name);
        rc = file_remove_tree(child.data, err);
        buf_release(&child);
    }
    (void)closedir(d);
    if (rc == 0 && rmdir(path) == -1)
        rc = err_sys(err, "cannot remove folder %s", path);
    return rc;
}

int file_rights(const char *path, mode_t others, bool ours, struct err *err)
{
    struct stat st;
    if (stat(path, &st) == -1)
        return err_sys(err, "cannot look at %s", path);
    if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return err_set(err, "%s is neither a file nor a folder", path);
    if ((st.st_mode & others) != 0)
        return err_set(err, "%s can be written by others: chmod %so-w %s", path,
                       (others & S_IWGRP) != 0 ? "g" : "", path);
    if (ours && st.st_uid != 0 && st.st_uid != geteuid())
        return err_set(err, "%s belongs to another user: chown root %s", path, path);
    return 0;
}

bool file_exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int by_byte(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The listing tells on most file systems; what is gone again is none. */
static bool is_regular(DIR *d, const struct dirent *e)
{
    struct stat st;
    if (e->d_type != DT_UNKNOWN)
        return e->d_type == DT_REG;
    return fstatat(dirfd(d), e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode);
}

/* d is closed. ret_others: NULL = they are not asked for. */
static int read_names(struct names *ret_list, struct map *ret_others, DIR *d, const char *path,
                      bool hidden, struct err *err)
{
    *ret_list = (struct names){0};
    if (d == NULL)
        return errno == ENOENT ? 0 : err_sys(err, "cannot open folder %s", path);
    size_t cap = 0;
    struct dirent *e;
    errno = 0;
    while ((e = readdir(d)) != NULL) {
        bool own = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
        if (own || (!hidden && e->d_name[0] == '.'))
            continue;
        if (ret_list->count == cap) {
            cap = cap == 0 ? 32 : cap * 2;
            ret_list->names = mem_resize(ret_list->names, cap, sizeof *ret_list->names);
        }
        ret_list->names[ret_list->count++] = mem_text(e->d_name);
        if (ret_others != NULL && !is_regular(d, e))
            (void)map_put(ret_others, e->d_name, strlen(e->d_name));
        errno = 0;
    }
    int rc = errno == 0 ? 0 : err_sys(err, "cannot read folder %s", path);
    (void)closedir(d);
    if (rc == -1) {
        names_release(ret_list);
        return -1;
    }
    if (ret_list->count > 0)
        qsort(ret_list->names, ret_list->count, sizeof *ret_list->names, by_byte);
    return 0;
}

int names_read(struct names *ret_list, const char *path, struct err *err)
{
    return read_names(ret_list, NULL, opendir(path), path, false, err);
}

int names_read_files(struct names *ret_list, struct map *ret_others, const char *path,
                     struct err *err)
{
    return read_names(ret_list, ret_others, opendir(path), path, false, err);
}

int names_read_open(struct names *ret_list, int folder, struct err *err)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd == -1 ? NULL : fdopendir(fd);
    if (d != NULL)
        return read_names(ret_list, NULL, d, "of returns", false, err);
    *ret_list = (struct names){0};
    (void)err_sys(err, "cannot open a folder again");
    if (fd != -1)
        (void)close(fd);
    return -1;
}

int names_read_hidden(struct names *ret_list, const char *path, struct err *err)
{
    return read_names(ret_list, NULL, opendir(path), path, true, err);
}

void names_release(struct names *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->names[i]);
    free(list->names);
    *list = (struct names){0};
}

int file_sync_tree(const char *path, struct err *err)
{
    struct names names;
    if (names_read(&names, path, err) == -1)
        return -1;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        struct buf child = {0};
        buf_printf(&child, "%s/%s", path, names.names[i]);
        rc = file_is_folder(child.data) ? file_sync_tree(child.data, err)
                                        : file_sync(child.data, err);
        buf_release(&child);
    }
    names_release(&names);
    return rc == 0 ? file_sync_folder(path, err) : -1;
}
