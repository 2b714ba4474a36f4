/*
 * What stands in a drop folder and is not a chamber's own file is refused, with its reason: when it
 * is looked at, and again when it is opened, for it may have been changed in between. All of it
 * once with openat2 and once on a kernel that does not know it.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "collect/copy.h"
#include "unit.h"

enum { OTHER_USER = 65533, OTHER_GROUP = 65532 };

static struct drop drop;

static void in_drop(char path[PATH_MAX], const char *name)
{
    (void)snprintf(path, PATH_MAX, "%s/returns/84-x/%s", unit_folder(), name);
}

static void make_file(const char *path)
{
    (void)unit_put("returns/84-x/file.csv", BYTES("a;b\n1;2\n"));
    char from[PATH_MAX];
    in_drop(from, "file.csv");
    assert_int_equal(rename(from, path), 0);
}

static void make_link(const char *path)
{
    assert_int_equal(symlink(unit_put("secret", BYTES("secret\n")), path), 0);
}

static void make_dangling(const char *path)
{
    assert_int_equal(symlink("nowhere", path), 0);
}

static void make_magic(const char *path)
{
    assert_int_equal(symlink("/proc/self/fd/0", path), 0);
}

static void make_hard_link(const char *path)
{
    assert_int_equal(link(unit_put("secret", BYTES("secret\n")), path), 0);
}

static void make_fifo(const char *path)
{
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void make_socket(const char *path)
{
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    (void)snprintf(at.sun_path, sizeof at.sun_path, "%.100s", path);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    (void)close(fd);
}

static void make_device(const char *path)
{
    if (geteuid() == 0 && mknod(path, S_IFCHR | 0600, (dev_t)(1 << 8 | 5)) == 0) /* /dev/zero */
        return;
    make_fifo(path); /* only root makes one */
}

static void make_folder(const char *path)
{
    assert_int_equal(mkdir(path, 0700), 0);
}

static const struct {
    const char *name;
    void (*make)(const char *path);
    enum drop_answer looked;
    enum drop_answer read;
    const char *why;
} rows[] = {
    {"file", make_file, DROP_OK, DROP_OK, ""},
    {"link to a secret", make_link, DROP_REFUSED, DROP_REFUSED, "link"},
    {"link to nothing", make_dangling, DROP_REFUSED, DROP_REFUSED, "link"},
    {"link to a descriptor", make_magic, DROP_REFUSED, DROP_REFUSED, "link"},
    {"hard link to a secret", make_hard_link, DROP_REFUSED, DROP_REFUSED,
     "hard link: the file has another name"},
    {"FIFO", make_fifo, DROP_REFUSED, DROP_REFUSED, "special file"},
    {"socket", make_socket, DROP_REFUSED, DROP_REFUSED, "special file"},
    {"device", make_device, DROP_REFUSED, DROP_REFUSED, "special file"},
    {"folder", make_folder, DROP_REFUSED, DROP_REFUSED, "folder"},
};

static void open_drop(void)
{
    struct err err = {0};
    assert_int_equal(file_make_folders(unit_path("returns/84-x"), 0755, &err), 0);
    int returns = open(unit_path("returns"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_not_equal(returns, -1);
    assert_int_equal(drop_open(&drop, returns, "84-x", LANG_EN, &err), DROP_OK);
    (void)close(returns);
}

static void remove_it(const char *path)
{
    struct err err = {0};
    assert_int_equal(file_remove_tree(path, &err), 0);
}

/* Copied into an archive: what came of it. */
static enum copy_result copied(const char *name)
{
    struct err err = {0};
    assert_int_equal(file_make_folders(unit_path("archive"), 0750, &err), 0);
    struct copy_job job = {
        .drop = &drop, .name = name, .archive = unit_path("archive"), .received = 1, .sequence = 1};
    return copy_to_archive(&job, &err);
}

static void check_rows(const char *kernel)
{
    for (size_t i = 0; i < COUNT(rows); i++) {
        char path[PATH_MAX];
        char row[80];
        struct stat st;
        struct err err = {0};
        int fd = -1;
        (void)snprintf(row, sizeof row, "%s, %s", rows[i].name, kernel);
        in_drop(path, "x.csv");
        rows[i].make(path);
        drop.why[0] = '\0';
        unit_int(row, "looked at", drop_look(&drop, "x.csv", &st), rows[i].looked);
        unit_text(row, "looked at: why", drop.why, rows[i].why);
        drop.why[0] = '\0';
        unit_int(row, "opened", drop_read(&drop, "x.csv", &fd, &st, &err), rows[i].read);
        unit_text(row, "opened: why", drop.why, rows[i].why);
        unit_int(row, "a descriptor", fd != -1, rows[i].read == DROP_OK);
        if (fd != -1)
            (void)close(fd);
        /* As the file of a delivery, and as what is said of one. */
        unit_int(row, "copied", copied("x.csv"),
                 rows[i].read == DROP_OK ? COPY_DONE : COPY_REFUSED);
        remove_it(path);
        in_drop(path, "y.csv");
        make_file(path);
        char beside[PATH_MAX];
        in_drop(beside, "y.csv.meta.json");
        rows[i].make(beside);
        unit_int(row, "copied with it as its sidecar", copied("y.csv"),
                 rows[i].read == DROP_OK ? COPY_DONE : COPY_REFUSED);
        remove_it(path);
        remove_it(beside);
    }
}

/* Whose file it is, in a folder of whom. Only root can make these. */
static const struct {
    const char *name;
    uid_t folder_owner, file_owner;
    gid_t file_group;
    mode_t folder_mode;
    enum drop_answer want;
} owners[] = {
    {"the chamber's own", OTHER_USER, OTHER_USER, 0, 0755, DROP_OK},
    {"put there by root", OTHER_USER, 0, 0, 0755, DROP_OK},
    {"another's, in a folder all may write to", OTHER_USER, 1234, 0, 0777, DROP_REFUSED},
    {"another's, with rights for the group", OTHER_USER, 1234, OTHER_GROUP, 0755, DROP_REFUSED},
    {"another's of the group that shares it", OTHER_USER, 1234, OTHER_GROUP, 02775, DROP_OK},
};

static void check_owners(void)
{
    for (size_t i = 0; geteuid() == 0 && i < COUNT(owners); i++) {
        char path[PATH_MAX];
        struct stat st;
        in_drop(path, "x.csv");
        make_file(path);
        assert_int_equal(chown(path, owners[i].file_owner, owners[i].file_group), 0);
        assert_int_equal(fchown(drop.fd, owners[i].folder_owner, OTHER_GROUP), 0);
        assert_int_equal(fchmod(drop.fd, owners[i].folder_mode), 0);
        drop_release(&drop);
        open_drop();
        unit_int(owners[i].name, "looked at", drop_look(&drop, "x.csv", &st), owners[i].want);
        remove_it(path);
    }
}

/* The folder's place is taken by a link while it is held: what is read is what it was. */
static void check_swapped(void)
{
    char path[PATH_MAX];
    struct err err = {0};
    struct stat st;
    struct drop other;
    int fd = -1;
    in_drop(path, "x.csv");
    make_file(path);
    (void)unit_put("elsewhere/x.csv", BYTES("secret\n"));
    assert_int_equal(rename(unit_path("returns/84-x"), unit_path("aside")), 0);
    assert_int_equal(symlink(unit_path("elsewhere"), unit_path("returns/84-x")), 0);
    unit_int("folder swapped", "opened", drop_read(&drop, "x.csv", &fd, &st, &err), DROP_OK);
    unit_int("folder swapped", "its size", st.st_size, 8);
    (void)close(fd);
    int returns = open(unit_path("returns"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    unit_int("folder is a link", "opened", drop_open(&other, returns, "84-x", LANG_EN, &err),
             DROP_REFUSED);
    drop_release(&other);
    (void)close(returns);
    unit_int("out of the folder", "opened", drop_read(&drop, "../x.csv", &fd, &st, &err),
             DROP_REFUSED);
    assert_int_equal(unlink(unit_path("returns/84-x")), 0);
    assert_int_equal(rename(unit_path("aside"), unit_path("returns/84-x")), 0);
}

static void test_drop(void **state)
{
    (void)state;
    open_drop();
    check_rows("openat2");
    check_swapped();
    check_owners();
    drop_release(&drop);
    unit_end();
}

/* openat2 answers what it does where there is none. */
static void hide_openat2(int error)
{
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = COUNT(steps), .filter = steps};
    assert_int_equal(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), 0);
    assert_int_equal(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program), 0);
}

static void test_without_openat2(void **state)
{
    (void)state;
    open_drop();
    hide_openat2(ENOSYS);
    assert_int_equal(syscall(SYS_openat2, 0, "", NULL, 0), -1);
    assert_int_equal(errno, ENOSYS);
    check_rows("no openat2");
    check_swapped();
    drop_release(&drop);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_drop),
        cmocka_unit_test(test_without_openat2),
    };
    return UNIT_RUN(tests);
}
