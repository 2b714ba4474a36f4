/*
 * ptce with a clock: linked instead of ptce with --wrap, it is the same program but for a line more
 * in the file that $DATA_TIMES names when an edition's data/ stands, described and synced: wall
 * seconds since the program started, processor seconds of it and its workers, and the peak in MB of
 * the largest of them. What a rebuild does beyond (holding it against the edition made then) is not
 * in it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "publish/opendata.h"

static struct timespec start;

__attribute__((constructor)) static void note_start(void)
{
    (void)clock_gettime(CLOCK_MONOTONIC, &start);
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static void note_data(void)
{
    struct timespec end;
    struct rusage all[2];
    double work = 0;
    long peak = 0;
    char line[80];
    (void)clock_gettime(CLOCK_MONOTONIC, &end);
    (void)getrusage(RUSAGE_SELF, &all[0]);
    (void)getrusage(RUSAGE_CHILDREN, &all[1]);
    for (int i = 0; i < 2; i++) {
        work += seconds(all[i].ru_utime) + seconds(all[i].ru_stime);
        peak = all[i].ru_maxrss > peak ? all[i].ru_maxrss : peak;
    }
    double wall = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    int len = snprintf(line, sizeof line, "%.4f %.4f %.1f\n", wall, work, (double)peak / 1000);
    const char *path = getenv("DATA_TIMES");
    int fd = path == NULL ? -1 : open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (fd == -1 || write(fd, line, (size_t)len) != len || close(fd) == -1)
        abort();
}

/* The linker's names: __real_ is the program's own function, called where __wrap_ is. */
int __real_opendata_describe(const struct run *run, const struct edition *edition,
                             const char *folder, struct err *err);
int __wrap_opendata_describe(const struct run *run, const struct edition *edition,
                             const char *folder, struct err *err);

int __wrap_opendata_describe(const struct run *run, const struct edition *edition,
                             const char *folder, struct err *err)
{
    int rc = __real_opendata_describe(run, edition, folder, err);
    if (rc == 0)
        note_data();
    return rc;
}
