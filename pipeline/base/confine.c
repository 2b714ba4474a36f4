#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/confine.h"
#include "base/sanitized.h"

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#endif

enum { MAX_OPEN_FILES = 64 };

/* How many of Landlock's rights the kernel knows, 0 = it has no Landlock. */
static int landlock_version(void)
{
    long v = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return v < 0 ? 0 : (int)v;
}

bool confine_knows_paths(void)
{
    return landlock_version() > 0;
}

/* Every right to files that this version knows, so that each is refused where no rule gives it. */
static uint64_t all_rights(int version)
{
    uint64_t first = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; /* version 1: the lowest 13 bits */
    uint64_t refer = UINT64_C(1) << 13;                      /* 2 */
    uint64_t truncate = UINT64_C(1) << 14;                   /* 3 */
    return first | (version >= 2 ? refer : 0) | (version >= 3 ? truncate : 0);
}

static const uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

static uint64_t writing(int version)
{
    return reading | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |
           LANDLOCK_ACCESS_FS_REMOVE_FILE | (version >= 3 ? UINT64_C(1) << 14 : 0);
}

static int allow(int rules, const char *path, uint64_t rights, struct err *err)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights};
    struct stat st;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd == -1)
        return errno == ENOENT ? 0 : err_sys(err, "cannot open %s", path);
    if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
        rule.allowed_access &= ~(uint64_t)LANDLOCK_ACCESS_FS_READ_DIR;
    rule.parent_fd = fd;
    int rc = 0;
    if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == -1 &&
        errno != EBADFD) /* a pipe: no rule is about it */
        rc = err_sys(err, "cannot confine this process to %s", path);
    (void)close(fd);
    return rc;
}

static int confine_paths(const struct confinement *c, struct err *err)
{
    int version = landlock_version();
    if (version == 0)
        return 0;
    struct landlock_ruleset_attr attr = {.handled_access_fs = all_rights(version)};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (rules == -1)
        return err_sys(err, "cannot make a set of Landlock rules");
    int rc = 0;
    for (size_t i = 0; rc == 0 && c->readable[i] != NULL; i++)
        rc = allow(rules, c->readable[i], reading, err);
    if (rc == 0 && c->writable != NULL)
        rc = allow(rules, c->writable, writing(version), err);
    if (rc == 0 && syscall(SYS_landlock_restrict_self, rules, 0) == -1)
        rc = err_sys(err, "cannot confine this process to its folder");
    (void)close(rules);
    return rc;
}

static int limit(int resource, uint64_t value, struct err *err)
{
    struct rlimit r = {value, value};
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)resource, &now) == 0 && now.rlim_max < value)
        return 0; /* it is bounded closer already */
    if (setrlimit((__rlimit_resource_t)resource, &r) == -1)
        return err_sys(err, "cannot limit this process");
    return 0;
}

static int confine_resources(const struct confinement *c, struct err *err)
{
    if (limit(RLIMIT_CORE, 0, err) == -1 || limit(RLIMIT_NOFILE, MAX_OPEN_FILES, err) == -1)
        return -1;
#if !SANITIZED
    if ((c->writable == NULL && !c->prints && limit(RLIMIT_FSIZE, 0, err) == -1) ||
        (c->max_memory > 0 && limit(RLIMIT_AS, (uint64_t)c->max_memory, err) == -1))
        return -1;
#endif
    return c->max_seconds > 0 ? limit(RLIMIT_CPU, (uint64_t)c->max_seconds, err) : 0;
}

#if defined(MACHINE) && !SANITIZED

/* What reading, memory and leaving need; glibc's own needs are among them. */
static const int calls[] = {
    SYS_read,
    SYS_pread64,
    SYS_readv,
    SYS_write,
    SYS_writev,
    SYS_openat,
    SYS_close,
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_lseek,
    SYS_getdents64,
    SYS_fcntl,
    SYS_fadvise64,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_getrandom,
    SYS_clock_gettime,
    SYS_rt_sigreturn,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_sigaltstack,
    SYS_getpid,
    SYS_gettid,
    SYS_tgkill,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_exit,
    SYS_exit_group,
    SYS_restart_syscall,
#ifdef SYS_open
    SYS_open,
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
#endif
};

/* And what making, naming and removing files do; temporary ones are in memory
 * (publish/workbook_tmpfile.c). */
static const int writing_calls[] = {
    SYS_pwrite64, SYS_ftruncate, SYS_fsync,    SYS_fdatasync, SYS_fchmod,
    SYS_fchmodat, SYS_renameat,  SYS_unlinkat, SYS_dup3,      SYS_memfd_create,
#ifdef SYS_open
    SYS_chmod,    SYS_rename,    SYS_unlink,   SYS_dup2,
#endif
};

enum {
    N_CALLS = sizeof calls / sizeof *calls,
    N_WRITING = sizeof writing_calls / sizeof *writing_calls,
    MAX_STEPS = N_CALLS + N_WRITING + 8
};

static int confine_calls(const struct confinement *c, struct err *err)
{
    struct sock_filter steps[MAX_STEPS];
    unsigned short n = 0;
    const unsigned count = N_CALLS + (c->writable == NULL ? 0 : N_WRITING);
    const struct sock_filter load_machine =
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    const struct sock_filter is_ours = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0);
    const struct sock_filter kill = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    const struct sock_filter load_call =
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    const struct sock_filter refuse = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    const struct sock_filter go_on = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    steps[n++] = load_machine;
    steps[n++] = is_ours;
    steps[n++] = kill;
    steps[n++] = load_call;
    for (unsigned i = 0; i < count; i++) { /* found: over the rest and the refusal */
        int call = i < N_CALLS ? calls[i] : writing_calls[i - N_CALLS];
        steps[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call,
                                                  (uint8_t)(count - i), 0);
    }
    steps[n++] = refuse;
    steps[n++] = go_on;
    struct sock_fprog program = {.len = n, .filter = steps};
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == -1 && errno != ENOSYS)
        return err_sys(err, "cannot confine the system calls of this process");
    return 0;
}

#else

static int confine_calls(const struct confinement *c, struct err *err)
{
    (void)c;
    (void)err;
    return 0;
}

#endif

int confine(const struct confinement *c, struct err *err)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
        return err_sys(err, "cannot give up new privileges");
    if (confine_resources(c, err) == -1 || confine_paths(c, err) == -1)
        return -1;
    return confine_calls(c, err);
}
