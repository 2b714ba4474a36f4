/* A confined process reads its folder, and can do none of the rest; each is tried in a child. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/confine.h"
#include "base/sanitized.h"
#include "unit.h"

static const char *inside;  /* in the folder it may read */
static const char *outside; /* beside it */
static const char *own;     /* in the folder a writer may write */

static int try_inside(void)
{
    return open(inside, O_RDONLY | O_CLOEXEC);
}

static int try_outside(void)
{
    return open(outside, O_RDONLY | O_CLOEXEC);
}

static int try_above(void)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/../../secret", inside);
    return open(path, O_RDONLY | O_CLOEXEC);
}

static int try_passwd(void)
{
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static int try_write(void)
{
    return open(inside, O_WRONLY | O_CLOEXEC);
}

static int try_make(void)
{
    return open(unit_path("allowed/new"), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

/* In the folder that a writer may write: a file is made, named anew and removed. */
static int try_own(void)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s.new", own);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd == -1 || write(fd, "text", 4) != 4 || fsync(fd) == -1 || close(fd) == -1)
        return -1;
    return rename(path, own) == -1 ? -1 : unlink(own);
}

static int try_remove(void)
{
    return unlink(inside);
}

static int try_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static int try_run(void)
{
    char *const argv[] = {(char[]){"true"}, NULL};
    return execv("/bin/true", argv);
}

static int try_fork(void)
{
    return fork();
}

static int try_signal(void)
{
    return kill(getppid(), 0);
}

static int try_memory(void)
{
    void *p = mmap(NULL, (size_t)1 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? -1 : 0;
}

static int try_little_memory(void)
{
    void *p = malloc((size_t)8 << 20);
    int rc = p == NULL ? -1 : 0;
    free(p);
    return rc;
}

#define OWN "making a file of its own"
static const struct {
    const char *what;
    int (*attempt)(void);
    bool allowed;
    bool by_path; /* Landlock's affair */
    bool by_call; /* seccomp's, or a limit's: not in sanitized builds */
} attempts[] = {
    {"reading its folder", try_inside, true, false, false},
    {"8 MiB", try_little_memory, true, false, false},
    {"reading beside it", try_outside, false, true, false},
    {"reading above it", try_above, false, true, false},
    {"reading /etc/passwd", try_passwd, false, true, false},
    {"writing a file of its folder", try_write, false, true, false},
    {"making a file there", try_make, false, true, false},
    {"removing one", try_remove, false, true, false},
    {"a socket", try_socket, false, false, true},
    {"another program", try_run, false, true, false},
    {"another process", try_fork, false, false, true},
    {"a signal to another", try_signal, false, false, true},
    {"a gibibyte", try_memory, false, false, true},
    {OWN, try_own, false, true, false}, /* a reader has none */
};

/* 1 = it could, 0 = it could not, -1 = the child was killed or not confined. */
static int attempt_as(int (*attempt)(void), const struct confinement *c)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        struct err err = {0};
        if (confine(c, &err) == -1)
            _exit(9);
        _exit(attempt() != -1 ? 1 : 0);
    }
    if (pid == -1 || waitpid(pid, &status, 0) == -1 || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status) == 9 ? -1 : WEXITSTATUS(status);
}

static int attempt_confined(int (*attempt)(void), const char *writable)
{
    const char *const readable[] = {unit_path("allowed"), "/nowhere", NULL};
    return attempt_as(
        attempt,
        &(struct confinement){.readable = readable, .writable = writable, .max_memory = 512 << 20});
}

/* A reader, and with `writable` a writer, which may do one thing more. */
static void try_all(const char *writable)
{
    for (size_t i = 0; i < COUNT(attempts); i++) {
        if ((attempts[i].by_path && !confine_knows_paths()) ||
            (attempts[i].by_call && SANITIZED != 0))
            continue;
        bool is_own = writable != NULL && strcmp(attempts[i].what, OWN) == 0;
        unit_int(attempts[i].what, "possible", attempt_confined(attempts[i].attempt, writable),
                 attempts[i].allowed || is_own);
    }
}

static void test_confined(void **state)
{
    char folder[512];
    (void)state;
    inside = unit_put("allowed/file", "text", 4);
    outside = unit_put("secret", "text", 4);
    own = unit_put("own/file", "text", 4);
    if (!confine_knows_paths())
        print_message("# this kernel has no Landlock: what is by path is not tried\n");
    (void)snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(own, '/') - own), own);
    try_all(NULL);
    try_all(folder);
    unit_end();
}

static int output;

static int try_print(void)
{
    return write(output, "text", 4) == 4 ? 0 : -1;
}

static int try_neighbour(void)
{
    return open(unit_path("allowed/neighbour"), O_RDONLY | O_CLOEXEC);
}

/* Files may be named one by one; what is open for writing grows when the process prints. */
static void test_files(void **state)
{
    (void)state;
    int ends[2];
    char pipe_path[64];
    assert_int_equal(pipe(ends), 0);
    (void)snprintf(pipe_path, sizeof pipe_path, "/proc/self/fd/%d", ends[0]);
    inside = unit_put("allowed/file", "text", 4);
    output = open(unit_put("allowed/neighbour", "text", 4), O_WRONLY | O_APPEND | O_CLOEXEC);
    assert_int_not_equal(output, -1);
    const char *const readable[] = {inside, pipe_path, NULL};
    struct confinement c = {.readable = readable, .prints = true};
    unit_int("a file", "possible", attempt_as(try_inside, &c), 1);
    unit_int("printing", "possible", attempt_as(try_print, &c), 1);
    if (confine_knows_paths())
        unit_int("its neighbour", "possible", attempt_as(try_neighbour, &c), 0);
    c.prints = false;
    if (!SANITIZED)
        unit_int("printing, unasked", "possible", attempt_as(try_print, &c) == 1, 0);
    (void)close(output);
    (void)close(ends[0]);
    (void)close(ends[1]);
    unit_end();
}

/* Without confinement everything here is possible: else the test above shows nothing. */
static void test_unconfined(void **state)
{
    (void)state;
    unit_int("reading beside it", "possible", try_outside() != -1, 1);
    unit_int("a socket", "possible", try_socket() != -1, 1);
    unit_int("a gibibyte", "possible", try_memory() != -1, 1);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_confined),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_unconfined),
    };
    return UNIT_RUN(tests);
}
