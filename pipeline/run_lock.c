#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "run_lock.h"

/* The folders of outputs/ that files are written into, and whether their own folders are too. */
static const struct {
    const char *path;
    bool each_below;
} written[] = {{"", false},          {"/archive", true},    {"/receipts", true},
               {"/editions", false}, {"/contracts", false}, {"/overrides", false},
               {"/rebuilt", false}};

/* A name that only a file or folder under way has: newfile's, an edition's, a form's. The last is
 * libxlsxwriter's, which takes the name away at once; a kill may come between. */
static bool is_left_over(const char *name)
{
    if (name[0] == '.')
        return text_ends(name, ".tmp") || text_ends(name, ".new") || text_starts(name, ".new-");
    return text_starts(name, "tmp.");
}

static int clean_folder(const char *path, bool each_below, struct err *err)
{
    struct names names;
    if (!file_is_folder(path))
        return 0;
    if (names_read_hidden(&names, path, err) == -1)
        return -1;
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        struct buf below = {0};
        bool left_over = is_left_over(names.names[i]);
        if (!left_over && !each_below)
            continue;
        buf_printf(&below, "%s/%s", path, names.names[i]);
        if (left_over)
            rc = file_remove_tree(below.data, err);
        else if (file_is_folder(below.data))
            rc = clean_folder(below.data, false, err);
        buf_release(&below);
    }
    names_release(&names);
    return rc == 0 ? file_sync_folder(path, err) : -1;
}

static int clean(const char *outputs, struct err *err)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof written / sizeof *written; i++) {
        struct buf path = {0};
        buf_printf(&path, "%s%s", outputs, written[i].path);
        rc = clean_folder(path.data, written[i].each_below, err);
        buf_release(&path);
    }
    return rc;
}

static int take(const char *path, int *ret_fd, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd == -1)
        return err_sys(err, "cannot open the lock %s", path);
    if (flock(fd, LOCK_EX | LOCK_NB) == -1) {
        int rc = errno == EWOULDBLOCK ? 1 : err_sys(err, "cannot lock %s", path);
        (void)close(fd);
        return rc;
    }
    *ret_fd = fd;
    return 0;
}

int run_lock(const struct run *run, int *ret_fd, struct err *err)
{
    struct buf path = {0};
    struct buf outputs = {0};
    int rc = -1;
    buf_printf(&path, "%s/inputs/returns", run->root);
    buf_printf(&outputs, "%s/outputs", run->root);
    if (!file_exists(path.data)) {
        (void)err_set(err, "there is no folder %s", path.data);
        goto out;
    }
    if (file_make_folders(outputs.data, 0755, err) == -1)
        goto out;
    buf_cut(&path, 0);
    buf_printf(&path, "%s/.lock", outputs.data);
    rc = take(path.data, ret_fd, err);
    if (rc == 0 && clean(outputs.data, err) == -1) {
        (void)close(*ret_fd);
        *ret_fd = -1;
        rc = -1;
    }
out:
    buf_release(&path);
    buf_release(&outputs);
    return rc;
}
