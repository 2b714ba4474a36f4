#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/below.h"

static int open_plainly(int folder, const char *name, int flags, int how)
{
    struct stat above;
    struct stat st;
    int fd = openat(folder, name, flags | O_NOFOLLOW);
    if (fd == -1 || (how & BELOW_SAME_DISK) == 0)
        return fd;
    if (fstat(folder, &above) == 0 && fstat(fd, &st) == 0 && above.st_dev == st.st_dev)
        return fd;
    (void)close(fd);
    errno = EXDEV;
    return -1;
}

int below_open(int folder, const char *name, int flags, int how)
{
    if (name[0] == '\0' || strchr(name, '/') != NULL) {
        errno = EINVAL;
        return -1;
    }
    flags |= O_NONBLOCK | O_CLOEXEC;
    struct open_how asked = {.flags = (__u64)flags,
                             .resolve =
                                 RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
    if ((how & BELOW_SAME_DISK) != 0)
        asked.resolve |= RESOLVE_NO_XDEV;
    int fd = (int)syscall(SYS_openat2, folder, name, &asked, sizeof asked);
    /* EPERM is what a container's filter answers for calls it does not know. */
    if (fd == -1 && (errno == ENOSYS || errno == EPERM))
        fd = open_plainly(folder, name, flags, how);
    return fd;
}
