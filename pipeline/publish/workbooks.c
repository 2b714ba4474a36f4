#include <errno.h>
#include <stdlib.h>
#include <sys/statvfs.h>

#include "base/crew.h"
#include "base/mem.h"
#include "model/limits.h"
#include "publish/workbook.h"
#include "publish/workbooks.h"

struct job {
    const struct run *run;
    const struct report *report;
    const struct edition *edition;
    const struct workbook_charts *charts;
    int region;
    char *path;
};

/* In the child: libxlsxwriter may crash when memory is short (TRAPS), and then only here. */
static int write_one(void *arg, int out_fd, struct err *err)
{
    const struct job *job = arg;
    (void)out_fd;
    if (freopen("/dev/null", "w", stderr) ==
        NULL) /* the library has words of its own for an error */
        return err_sys(err, "cannot open /dev/null");
    return workbook_write(job->run, job->report, job->edition, job->charts, job->region, job->path,
                          err);
}

static int run_jobs(const struct run *run, struct job *jobs, size_t n, struct err *err)
{
    struct child_job *children = mem_array(n, sizeof *children);
    for (size_t i = 0; i < n; i++)
        children[i] = (struct child_job){.name = jobs[i].path, .run = write_one, .arg = &jobs[i]};
    struct child_pool pool = {.at_once = run->jobs,
                              .timeout_s = WRITER_TIMEOUT_S,
                              .max_bytes = 4096,
                              .max_memory = MAX_WRITER_MEMORY};
    int failed = crew_run(children, n, &pool, err);
    for (size_t i = 0; i < n; i++) {
        if (failed != -1 && children[i].failed)
            (void)err_set(err, "%s", children[i].why.text);
        buf_release(&children[i].out);
    }
    free(children);
    return failed == 0 ? 0 : -1;
}

/* The library says nothing of a full disk: see that there is room before it starts. */
static int check_room(const char *folder, size_t books, struct err *err)
{
    struct statvfs fs;
    if (statvfs(folder, &fs) == -1)
        return err_sys(err, "cannot look at %s", folder);
    uint64_t need = (uint64_t)books * BOOK_ROOM;
    uint64_t have = (uint64_t)fs.f_bavail * fs.f_frsize;
    if (have >= need)
        return 0;
    errno = ENOSPC;
    return err_sys(err, "%s: %zu workbooks need %llu KiB", folder, books,
                   (unsigned long long)need / 1024);
}

int workbooks_write(const struct run *run, const struct edition *edition,
                    const struct chart_list *charts, const bool *region_present, const char *folder,
                    size_t *ret_count, struct err *err)
{
    const struct codelist *regions = contract_list(run->contract, "regions");
    struct report *report = report_new(run->contract, run->contract_path, err);
    if (report == NULL)
        return -1;
    struct job *jobs = mem_array((size_t)regions->count + 1, sizeof *jobs);
    struct buf pictures = {0};
    buf_printf(&pictures, "%s/graphiques", folder);
    struct workbook_charts drawn = {.list = charts, .folder = pictures.data};
    size_t n = 0;
    for (int r = REGION_FRANCE; r < regions->count; r++) {
        struct buf path = {0};
        if (r != REGION_FRANCE && !region_present[r])
            continue;
        buf_printf(&path, "%s/", folder);
        workbook_name(run, r, &path);
        jobs[n++] = (struct job){.run = run,
                                 .report = report,
                                 .edition = edition,
                                 .charts = &drawn,
                                 .region = r,
                                 .path = buf_detach(&path)};
    }
    int rc = check_room(folder, n, err);
    if (rc == 0)
        rc = run_jobs(run, jobs, n, err);
    for (size_t i = 0; i < n; i++)
        free(jobs[i].path);
    free(jobs);
    buf_release(&pictures);
    report_free(report);
    *ret_count = n;
    return rc;
}
