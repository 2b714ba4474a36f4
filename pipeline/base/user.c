#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/user.h"

enum { PASSWD_BYTES = 16 * 1024 };

bool user_is_root(void)
{
    return geteuid() == 0;
}

/* No root among real, effective and saved ids, and no way back to it. */
static bool is_for_good(uid_t uid, gid_t gid)
{
    uid_t u[3];
    gid_t g[3];
    if (getresuid(&u[0], &u[1], &u[2]) == -1 || getresgid(&g[0], &g[1], &g[2]) == -1)
        return false;
    for (int i = 0; i < 3; i++)
        if (u[i] != uid || g[i] != gid)
            return false;
    return uid == 0 || setuid(0) == -1;
}

int user_become(const char *name, struct err *err)
{
    struct passwd entry;
    struct passwd *found = NULL;
    char *text = mem_alloc(PASSWD_BYTES);
    int rc = -1;
    int why = getpwnam_r(name, &entry, text, PASSWD_BYTES, &found);
    if (found == NULL) {
        errno = why;
        (void)(why != 0 ? err_sys(err, "cannot look for the user %s", name)
                        : err_set(err, "there is no user %s", name));
    } else if (geteuid() == entry.pw_uid && getuid() == entry.pw_uid) {
        rc = 0;
    } else if (geteuid() != 0) {
        (void)err_set(err, "only root can run as the user %s", name);
    } else if (initgroups(name, entry.pw_gid) == -1 || setgid(entry.pw_gid) == -1 ||
               setuid(entry.pw_uid) == -1) {
        (void)err_sys(err, "cannot become the user %s", name);
    } else if (!is_for_good(entry.pw_uid, entry.pw_gid)) {
        (void)err_set(err, "cannot give up the rights of root");
    } else {
        rc = 0;
    }
    free(text);
    return rc;
}
