/*
 * ptce with a clock around its workbooks: linked instead of ptce with --wrap, it is the same
 * program but for a line more in the file that $WORKBOOK_TIMES names, for each of
 *
 *     written    all workbooks of an edition, with their reading back, by all workers
 *     verified   the reading back and checking of one of them
 *
 * followed by wall, processor and, of the latter, the kernel's seconds.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "publish/workbook_verify.h"
#include "publish/workbooks.h"

struct moment {
    double wall;
    double processor;
    double kernel; /* of the processor's */
};

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static struct moment now(int who)
{
    struct timespec t;
    struct rusage u;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    (void)getrusage(who, &u);
    return (struct moment){(double)t.tv_sec + (double)t.tv_nsec / 1e9,
                           seconds(u.ru_utime) + seconds(u.ru_stime), seconds(u.ru_stime)};
}

/* One write a line: workers append to the same file. */
static void note(const char *what, struct moment since, int who)
{
    struct moment end = now(who);
    char line[80];
    int len = snprintf(line, sizeof line, "%s %.4f %.4f %.4f\n", what, end.wall - since.wall,
                       end.processor - since.processor, end.kernel - since.kernel);
    const char *path = getenv("WORKBOOK_TIMES");
    int fd = path == NULL ? -1 : open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (fd == -1 || write(fd, line, (size_t)len) != len || close(fd) == -1)
        abort();
}

/* The linker's names: __real_ is the program's own function, called where __wrap_ is. */
int __real_workbooks_write(const struct run *run, const struct edition *edition,
                           const struct chart_list *charts, const bool *region_present,
                           const char *folder, size_t *ret_count, struct err *err);
int __wrap_workbooks_write(const struct run *run, const struct edition *edition,
                           const struct chart_list *charts, const bool *region_present,
                           const char *folder, size_t *ret_count, struct err *err);
int __real_workbook_verify(const struct book *book, const char *path, struct err *err);
int __wrap_workbook_verify(const struct book *book, const char *path, struct err *err);

int __wrap_workbooks_write(const struct run *run, const struct edition *edition,
                           const struct chart_list *charts, const bool *region_present,
                           const char *folder, size_t *ret_count, struct err *err)
{
    struct moment start = now(RUSAGE_CHILDREN);
    int rc = __real_workbooks_write(run, edition, charts, region_present, folder, ret_count, err);
    note("written", start, RUSAGE_CHILDREN);
    return rc;
}

int __wrap_workbook_verify(const struct book *book, const char *path, struct err *err)
{
    struct moment start = now(RUSAGE_SELF);
    int rc = __real_workbook_verify(book, path, err);
    note("verified", start, RUSAGE_SELF);
    return rc;
}
