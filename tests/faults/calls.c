/* x86-64 alone: inject.c says so. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "calls.h"

#ifdef __x86_64__

const struct call calls[] = {
    {SYS_write, "write", 0, -1, -1, -1, -1, true},
    {SYS_pwrite64, "pwrite", 0, -1, -1, -1, -1, true},
    {SYS_writev, "writev", 0, -1, -1, -1, -1, true},
    {SYS_ftruncate, "ftruncate", 0, -1, -1, -1, -1, true},
    {SYS_fallocate, "fallocate", 0, -1, -1, -1, -1, true},
    {SYS_sendfile, "sendfile", 0, -1, -1, -1, -1, true},
    {SYS_copy_file_range, "copy_file_range", 2, -1, -1, -1, -1, true},
    {SYS_open, "open", -1, -1, 0, -1, -1, true},
    {SYS_creat, "creat", -1, -1, 0, -1, -1, true},
    {SYS_openat, "openat", -1, 0, 1, -1, -1, true},
    {SYS_mkdir, "mkdir", -1, -1, 0, -1, -1, true},
    {SYS_mkdirat, "mkdirat", -1, 0, 1, -1, -1, true},
    {SYS_symlink, "symlink", -1, -1, 1, -1, -1, true},
    {SYS_symlinkat, "symlinkat", -1, 1, 2, -1, -1, true},
    {SYS_link, "link", -1, -1, 0, -1, 1, true},
    {SYS_linkat, "linkat", -1, 0, 1, 2, 3, true},
    {SYS_rename, "rename", -1, -1, 0, -1, 1, true},
    {SYS_renameat, "renameat", -1, 0, 1, 2, 3, true},
    {SYS_renameat2, "renameat2", -1, 0, 1, 2, 3, true},
    {SYS_unlink, "unlink", -1, -1, 0, -1, -1, false},
    {SYS_unlinkat, "unlinkat", -1, 0, 1, -1, -1, false},
    {SYS_rmdir, "rmdir", -1, -1, 0, -1, -1, false},
    {SYS_truncate, "truncate", -1, -1, 0, -1, -1, false},
    {SYS_chmod, "chmod", -1, -1, 0, -1, -1, false},
    {SYS_fchmod, "fchmod", 0, -1, -1, -1, -1, false},
    {SYS_fchmodat, "fchmodat", -1, 0, 1, -1, -1, false},
    {SYS_utimensat, "utimensat", 0, -1, -1, -1, -1, false}, /* futimens is this call */
    {SYS_fsync, "fsync", 0, -1, -1, -1, -1, true},
    {SYS_fdatasync, "fdatasync", 0, -1, -1, -1, -1, true},
};
const size_t calls_count = sizeof calls / sizeof *calls;

static uint64_t argument(const struct user_regs_struct *r, int i)
{
    const uint64_t all[] = {r->rdi, r->rsi, r->rdx, r->r10, r->r8, r->r9};
    return all[i];
}

static void read_link(pid_t pid, const char *what, char path[PATH_ROOM])
{
    char name[64];
    (void)snprintf(name, sizeof name, "/proc/%ld/%s", (long)pid, what);
    ssize_t n = readlink(name, path, PATH_ROOM - 1);
    path[n > 0 ? n : 0] = '\0';
}

static void path_of_fd(pid_t pid, int fd, char path[PATH_ROOM])
{
    char what[32];
    (void)snprintf(what, sizeof what, "fd/%d", fd);
    read_link(pid, what, path);
}

static void path_at(pid_t pid, int at, uint64_t address, char path[PATH_ROOM])
{
    char text[PATH_ROOM] = "";
    char base[PATH_ROOM] = "";
    for (size_t have = 0; have < sizeof text - 1;) { /* up to a page's end at a time */
        size_t room = 4096 - (address + have) % 4096;
        room = room < sizeof text - 1 - have ? room : sizeof text - 1 - have;
        struct iovec local = {text + have, room};
        struct iovec remote = {(void *)(uintptr_t)(address + have), room};
        ssize_t n = process_vm_readv(pid, &local, 1, &remote, 1, 0);
        if (n <= 0 || memchr(text + have, '\0', (size_t)n) != NULL)
            break;
        have += (size_t)n;
    }
    if (text[0] != '/' && at == AT_FDCWD)
        read_link(pid, "cwd", base);
    else if (text[0] != '/')
        path_of_fd(pid, at, base);
    int n = snprintf(path, PATH_ROOM, "%s%s%s", base, base[0] == '\0' ? "" : "/", text);
    if (n < 0 || n >= PATH_ROOM)
        path[0] = '\0';
}

void call_paths(const struct call *c, pid_t pid, const struct user_regs_struct *r,
                char path[PATH_ROOM], char to[PATH_ROOM])
{
    path[0] = to[0] = '\0';
    if (c->fd >= 0) {
        path_of_fd(pid, (int)argument(r, c->fd), path);
        return;
    }
    path_at(pid, c->at < 0 ? AT_FDCWD : (int)argument(r, c->at), argument(r, c->path), path);
    if (c->to >= 0)
        path_at(pid, c->to_at < 0 ? AT_FDCWD : (int)argument(r, c->to_at), argument(r, c->to), to);
}

#endif
