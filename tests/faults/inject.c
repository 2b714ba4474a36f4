/*
 * Run a command and let the n-th of its file-changing system calls go wrong. All its processes are
 * counted together, by the kernel (seccomp stops them, ptrace tells), so that neither stdio nor a
 * library's child escapes. A call counts when it changes a file or folder below FOLDER, or syncs
 * one; with @NAME in FOLDER's place, each that a process of that name makes.
 *
 *     inject LOG FOLDER list       - command…    a line a call into LOG, nothing goes wrong
 *     inject LOG FOLDER kill       N command…    all processes are killed before call N
 *     inject LOG FOLDER kill-after N command…    … when it is done
 *     inject LOG FOLDER kill-one   N command…    only the process that makes it
 *     inject LOG FOLDER EIO        N command…    it fails, once (ENOSPC, EDQUOT, EINTR as well)
 *     inject LOG FOLDER full       N command…    from it on no call that needs space succeeds
 *     inject LOG FOLDER short      N command…    a write takes half of its bytes
 *     inject LOG FOLDER lost       N command…    a write that takes nothing says it took all
 *     inject LOG FOLDER SIGTERM    N command…    the first process gets a signal (SIGINT, SIGHUP)
 *     inject LOG FOLDER cut        N command…    FOLDER's file system is shut down, nothing flushed
 *
 * LOG holds "NUMBER result call path [path to]", tab between, and at its end "fired TIMES of
 * CALLS". The exit status is the command's, or 128 and its signal; 125 when this program itself
 * failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"

#ifndef __x86_64__
int main(void)
{
    (void)fprintf(stderr, "inject: knows the registers of x86-64 alone\n");
    return 125;
}
#else

#define SHUT_DOWN        _IOR('X', 125, uint32_t) /* FS_IOC_SHUTDOWN, of ext4 and xfs */
#define WITHOUT_FLUSHING 2u
#define MAX_TRACED       1024
#define MAX_CALLS        64
#define OWN_FAILURE      125

enum action { LIST, KILL, KILL_AFTER, KILL_ONE, FAIL, FULL, SHORT, LOST, SIGNAL, CUT };

static const struct {
    const char *name;
    enum action action;
    int value;
} actions[] = {
    {"list", LIST, 0},
    {"kill", KILL, 0},
    {"kill-after", KILL_AFTER, 0},
    {"EIO", FAIL, EIO},
    {"ENOSPC", FAIL, ENOSPC},
    {"EDQUOT", FAIL, EDQUOT},
    {"EINTR", FAIL, EINTR},
    {"full", FULL, ENOSPC},
    {"short", SHORT, 0},
    {"lost", LOST, 0},
    {"SIGTERM", SIGNAL, SIGTERM},
    {"SIGINT", SIGNAL, SIGINT},
    {"SIGHUP", SIGNAL, SIGHUP},
    {"cut", CUT, 0},
    {"kill-one", KILL_ONE, 0},
};

/* A process that is in a call we want the end of. */
struct traced {
    pid_t pid;
    bool in_call;
    uint64_t length; /* what a shortened write was to take */
    long number;
    const struct call *call;
    char path[PATH_ROOM];
    char to[PATH_ROOM];
};

static struct {
    FILE *log;
    char folder[PATH_ROOM];
    int folder_fd;
    const char *program; /* whose calls count, NULL = all that are about the folder */
    enum action action;
    int value;
    long nth;
    long count;
    long fired;
    pid_t first;
    int status;
    struct traced traced[MAX_TRACED];
} s;

static void die(const char *what)
{
    perror(what);
    exit(OWN_FAILURE);
}

static struct traced *find(pid_t pid)
{
    struct traced *free_place = NULL;
    for (size_t i = 0; i < MAX_TRACED; i++) {
        if (s.traced[i].pid == pid)
            return &s.traced[i];
        if (s.traced[i].pid == 0 && free_place == NULL)
            free_place = &s.traced[i];
    }
    if (free_place == NULL)
        die("inject: too many processes");
    *free_place = (struct traced){.pid = pid};
    return free_place;
}

static bool is_below(const char *path)
{
    size_t n = strlen(s.folder);
    return strncmp(path, s.folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

static bool is_of_program(pid_t pid)
{
    char path[64];
    char name[32] = "";
    (void)snprintf(path, sizeof path, "/proc/%ld/comm", (long)pid);
    FILE *f = fopen(path, "re");
    if (f != NULL) {
        if (fgets(name, sizeof name, f) != NULL)
            name[strcspn(name, "\n")] = '\0';
        (void)fclose(f);
    }
    return strcmp(name, s.program) == 0;
}

/* ---- what goes wrong
 * ------------------------------------------------------------------------------ */

static void kill_all(void)
{
    for (size_t i = 0; i < MAX_TRACED; i++)
        if (s.traced[i].pid != 0)
            (void)kill(s.traced[i].pid, SIGKILL);
}

static void write_log(const struct traced *t, const char *result)
{
    (void)fprintf(s.log, "%ld\t%s\t%s\t%s%s%s\n", t->number, result, t->call->name, t->path,
                  t->to[0] == '\0' ? "" : "\t", t->to);
}

static void set_registers(pid_t pid, const struct user_regs_struct *r)
{
    if (ptrace(PTRACE_SETREGS, pid, NULL, r) == -1)
        die("inject: cannot set registers");
}

/* The call is passed over, and ends with this: an error below zero. */
static void pass_over(pid_t pid, struct user_regs_struct *r, long long result)
{
    r->orig_rax = (unsigned long long)-1;
    r->rax = (unsigned long long)result;
    set_registers(pid, r);
}

static void shut_down(void)
{
    uint32_t how = WITHOUT_FLUSHING;
    if (ioctl(s.folder_fd, SHUT_DOWN, &how) == -1)
        die("inject: cannot shut the file system down");
}

/* A counted call begins. Returns how its process is to go on: with or without a stop at its end. */
static int begin(struct traced *t, struct user_regs_struct *r)
{
    bool due = t->number == s.nth;
    switch (s.action) {
    case LIST: t->in_call = true; return PTRACE_SYSCALL;
    case KILL_AFTER: t->in_call = due; return due ? PTRACE_SYSCALL : PTRACE_CONT;
    case FULL: due = t->number >= s.nth && t->call->needs_space; break;
    case SHORT: due = due && t->call->number == SYS_write && r->rdx > 1; break;
    case LOST:
        due = due && (t->call->number == SYS_write || t->call->number == SYS_pwrite64);
        break;
    default: break;
    }
    if (!due)
        return PTRACE_CONT;
    s.fired++;
    write_log(t, "fired");
    switch (s.action) {
    case KILL: kill_all(); break;
    case KILL_ONE: (void)kill(t->pid, SIGKILL); break;
    case FAIL:
    case FULL: pass_over(t->pid, r, -s.value); break;
    case LOST: pass_over(t->pid, r, (long long)r->rdx); break;
    case SIGNAL: (void)kill(s.first, s.value); break;
    case CUT: shut_down(); break;
    default: /* SHORT: the register is to be what it was when the call is over */
        t->length = r->rdx;
        r->rdx /= 2;
        set_registers(t->pid, r);
        t->in_call = true;
        return PTRACE_SYSCALL;
    }
    return PTRACE_CONT;
}

/* The call of t is over. */
static void end(struct traced *t)
{
    struct user_regs_struct r;
    char result[32];
    t->in_call = false;
    if (s.action == KILL_AFTER) {
        s.fired++;
        write_log(t, "fired");
        kill_all();
        return;
    }
    if (ptrace(PTRACE_GETREGS, t->pid, NULL, &r) == -1)
        return;
    if (s.action == SHORT) {
        r.rdx = t->length;
        set_registers(t->pid, &r);
        return;
    }
    (void)snprintf(result, sizeof result, "%lld", (long long)r.rax);
    write_log(t, result);
}

static int on_call(struct traced *t)
{
    struct user_regs_struct r;
    if (ptrace(PTRACE_GETREGS, t->pid, NULL, &r) == -1)
        return PTRACE_CONT;
    t->call = NULL;
    for (size_t i = 0; i < calls_count; i++)
        if (calls[i].number == (long)r.orig_rax)
            t->call = &calls[i];
    if (t->call == NULL)
        return PTRACE_CONT;
    call_paths(t->call, t->pid, &r, t->path, t->to);
    bool counts = s.program == NULL ? is_below(t->path) || is_below(t->to) : is_of_program(t->pid);
    if (!counts)
        return PTRACE_CONT;
    t->number = ++s.count;
    return begin(t, &r);
}

/* ---- following the processes
 * --------------------------------------------------------------------- */

/* Stop at the calls of the table; an open only when it may make or empty a file. */
static void ask_for_stops(void)
{
    struct sock_filter steps[MAX_CALLS * 4];
    unsigned short n = 0;
    const uint32_t making = O_CREAT | O_TRUNC;
    const struct sock_filter stop = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    const struct sock_filter go_on = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const struct sock_filter load_number =
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    steps[n++] = load_number;
    for (size_t i = 0; i < calls_count; i++) {
        bool opens = calls[i].number == SYS_open || calls[i].number == SYS_openat;
        uint32_t flags = (uint32_t)offsetof(struct seccomp_data, args) +
                         (calls[i].number == SYS_openat ? 16 : 8);
        steps[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                                  (uint32_t)calls[i].number, 0, opens ? 4 : 1);
        if (opens) {
            steps[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, flags);
            steps[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, making, 1, 0);
            steps[n++] = go_on;
        }
        steps[n++] = stop;
    }
    steps[n++] = go_on;
    struct sock_fprog program = {.len = n, .filter = steps};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == -1)
        die("inject: cannot set the filter");
}

static void start(char **command)
{
    int ready[2];
    char byte;
    if (pipe(ready) == -1)
        die("inject: pipe");
    s.first = fork();
    if (s.first == -1)
        die("inject: fork");
    if (s.first == 0) {
        (void)close(ready[1]);
        while (read(ready[0], &byte, 1) == -1 && errno == EINTR)
            ;
        (void)close(ready[0]);
        ask_for_stops();
        (void)signal(SIGINT, SIG_DFL); /* what a shell starts in the background ignores it */
        (void)execvp(command[0], command);
        die(command[0]);
    }
    long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
    if (ptrace(PTRACE_SEIZE, s.first, NULL, (void *)options) == -1)
        die("inject: ptrace");
    (void)find(s.first);
    (void)close(ready[0]);
    (void)close(ready[1]);
}

/* A process has stopped: what for, and how does it go on? */
static void on_stop(struct traced *t, int status)
{
    int event = status >> 16;
    int signal_to_give = 0;
    int how = PTRACE_CONT;
    if (event == PTRACE_EVENT_SECCOMP)
        how = on_call(t);
    else if (event == PTRACE_EVENT_STOP && WSTOPSIG(status) != SIGTRAP)
        how = PTRACE_LISTEN;
    else if (event == 0 && t->in_call && WSTOPSIG(status) == SIGTRAP)
        end(t);
    else if (event == 0)
        signal_to_give = WSTOPSIG(status);
    if (t->in_call)
        how = PTRACE_SYSCALL;
    (void)ptrace(how, t->pid, NULL, (void *)(long)signal_to_give);
}

static void follow(void)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, __WALL)) != -1 || errno == EINTR) {
        if (pid == -1)
            continue;
        struct traced *t = find(pid);
        if (WIFSTOPPED(status)) {
            on_stop(t, status);
            continue;
        }
        t->pid = 0;
        if (pid == s.first)
            s.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
}

int main(int argc, char **argv)
{
    bool known = false;
    if (argc < 6) {
        (void)fprintf(stderr, "usage: inject LOG FOLDER ACTION N command...\n");
        return OWN_FAILURE;
    }
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].name, argv[3]) == 0) {
            s.action = actions[i].action;
            s.value = actions[i].value;
            known = true;
        }
    s.nth = strtol(argv[4], NULL, 10);
    s.log = fopen(argv[1], "we");
    s.program = argv[2][0] == '@' ? argv[2] + 1 : NULL;
    s.folder_fd = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!known || s.log == NULL ||
        (s.program == NULL && (s.folder_fd == -1 || realpath(argv[2], s.folder) == NULL)))
        die("inject: no such action, log or folder");
    start(argv + 5);
    follow();
    (void)fprintf(s.log, "fired %ld of %ld\n", s.fired, s.count);
    if (fclose(s.log) != 0)
        die("inject: log");
    return s.status;
}

#endif
