#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/below.h"
#include "collect/drop.h"

enum why {
    WHY_NO_FOLDER,
    WHY_LINK,
    WHY_FOLDER,
    WHY_SPECIAL,
    WHY_NAMES,
    WHY_OWNER,
    WHY_DISK,
    WHY_RIGHTS,
    WHYS
};

static const char *const whys[WHYS][2] = {
    [WHY_NO_FOLDER] = {"ce n’est pas un dossier, ou c’est un lien",
                       "it is no folder, or it is a link"},
    [WHY_LINK] = {"lien", "link"},
    [WHY_FOLDER] = {"dossier", "folder"},
    [WHY_SPECIAL] = {"fichier spécial", "special file"},
    [WHY_NAMES] = {"lien dur : le fichier a un autre nom", "hard link: the file has another name"},
    [WHY_OWNER] = {"il appartient à un autre que le dossier",
                   "it belongs to another than the folder"},
    [WHY_DISK] = {"il est sur un autre disque", "it is on another disk"},
    [WHY_RIGHTS] = {"droits insuffisants", "permission denied"},
};

static enum drop_answer refuse(struct drop *d, enum why why)
{
    (void)snprintf(d->why, sizeof d->why, "%s", whys[why][d->lang]);
    return DROP_REFUSED;
}

/* Why a call failed: what stands there, or this machine. */
static enum drop_answer refuse_error(struct drop *d, int error, const char *name, struct err *err)
{
    switch (error) {
    case ENOENT:
    case ENAMETOOLONG: return DROP_GONE; /* the sidecar of a name of 255 bytes */
    case ELOOP: return refuse(d, WHY_LINK);
    case EXDEV: return refuse(d, WHY_DISK);
    case ENXIO:
    case ENODEV: return refuse(d, WHY_SPECIAL);
    case EACCES:
    case EPERM: return refuse(d, WHY_RIGHTS);
    case EMFILE:
    case ENFILE:
    case ENOMEM:
        errno = error;
        (void)err_sys(err, "cannot open %s", name);
        return DROP_FAILED;
    default: (void)snprintf(d->why, sizeof d->why, "%s", strerror(error)); return DROP_REFUSED;
    }
}

static bool may_send(const struct drop *d, const struct stat *st)
{
    bool shared = (d->st.st_mode & S_IWGRP) != 0 && st->st_gid == d->st.st_gid;
    return st->st_uid == d->st.st_uid || st->st_uid == 0 || st->st_uid == geteuid() || shared;
}

static enum drop_answer judge(struct drop *d, const struct stat *st)
{
    if (S_ISDIR(st->st_mode))
        return refuse(d, WHY_FOLDER);
    if (!S_ISREG(st->st_mode))
        return refuse(d, S_ISLNK(st->st_mode) ? WHY_LINK : WHY_SPECIAL);
    if (st->st_nlink > 1)
        return refuse(d, WHY_NAMES);
    return may_send(d, st) ? DROP_OK : refuse(d, WHY_OWNER);
}

enum drop_answer drop_open(struct drop *d, int returns, const char *name, enum lang lang,
                           struct err *err)
{
    *d = (struct drop){.lang = lang};
    d->fd = below_open(returns, name, O_RDONLY | O_DIRECTORY, 0);
    if (d->fd == -1 && (errno == ENOTDIR || errno == ELOOP))
        return refuse(d, WHY_NO_FOLDER);
    if (d->fd == -1 || fstat(d->fd, &d->st) == -1)
        return refuse_error(d, errno, name, err);
    return DROP_OK;
}

enum drop_answer drop_names(struct drop *d, struct names *ret, struct err *err)
{
    struct err why = {0};
    errno = 0;
    if (names_read_open(ret, d->fd, &why) == 0)
        return DROP_OK;
    return refuse_error(d, errno, "a drop folder", err);
}

enum drop_answer drop_look(struct drop *d, const char *name, struct stat *ret)
{
    if (fstatat(d->fd, name, ret, AT_SYMLINK_NOFOLLOW) == -1)
        return DROP_GONE;
    return judge(d, ret);
}

enum drop_answer drop_read(struct drop *d, const char *name, int *ret_fd, struct stat *ret_st,
                           struct err *err)
{
    enum drop_answer answer;
    int fd = below_open(d->fd, name, O_RDONLY, BELOW_SAME_DISK);
    if (fd == -1 || fstat(fd, ret_st) == -1)
        answer = refuse_error(d, errno, name, err);
    else
        answer = judge(d, ret_st);
    if (answer == DROP_OK)
        *ret_fd = fd;
    else if (fd != -1)
        (void)close(fd);
    return answer;
}

void drop_release(struct drop *d)
{
    if (d->fd != -1)
        (void)close(d->fd);
    d->fd = -1;
}
