/* Forms are written in child processes, read back, and only then given their names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crew.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/limits.h"
#include "publish/form.h"
#include "publish/xlsx.h"

/* Its path while it is being written: in the same folder, under a name nobody reads. */
static char *temporary_path(const char *path)
{
    struct buf out = {0};
    const char *slash = strrchr(path, '/');
    int folder = slash == NULL ? 0 : (int)(slash - path) + 1;
    buf_printf(&out, "%.*s.%s.new", folder, path, path + folder);
    return buf_detach(&out);
}

/* All its parts are there and whole: the library says nothing of a full temporary folder. */
static int read_back(const char *path, struct err *err)
{
    struct xlsx x;
    if (xlsx_read(&x, path, err) == -1)
        return -1;
    int rc = 0;
    if (x.n_faults > 0)
        rc = err_set(err, "%s: %s %s", path, x.faults[0].part, x.faults[0].what);
    else if (x.n_sheets == 0)
        rc = err_set(err, "%s: has no sheet", path);
    xlsx_release(&x);
    return rc;
}

/* In a child, that may have written others before. */
static int write_one(void *arg, int out_fd, struct err *err)
{
    const struct form_job *job = arg;
    static bool quiet;
    (void)out_fd;
    if (!quiet && freopen("/dev/null", "w", stderr) == NULL) /* the library has words of its own */
        return err_sys(err, "cannot open /dev/null");
    quiet = true;
    char *temporary = temporary_path(job->path);
    int rc = job->write(job->arg, temporary, err);
    if (rc == 0)
        rc = read_back(temporary, err);
    if (rc == 0 && chmod(temporary, (mode_t)job->mode) == -1)
        rc = err_sys(err, "cannot set the rights of %s", temporary);
    if (rc == 0)
        rc = file_sync(temporary, err);
    free(temporary);
    return rc;
}

/* In the parent: what the child left takes its place, or goes. */
static void settle(struct form_job *job, const struct child_job *child)
{
    char *temporary = temporary_path(job->path);
    job->failed = child->failed;
    job->reported = child->reported;
    job->why = child->why;
    if (!job->failed && rename(temporary, job->path) == -1) {
        job->failed = job->reported = true;
        (void)err_sys(&job->why, "cannot rename %s", temporary);
    }
    if (job->failed)
        (void)unlink(temporary);
    free(temporary);
}

int form_write_all(struct form_job *jobs, size_t n, int at_once, struct err *err)
{
    struct child_job *children = mem_array(n, sizeof *children);
    for (size_t i = 0; i < n; i++)
        children[i] = (struct child_job){.name = jobs[i].path, .run = write_one, .arg = &jobs[i]};
    struct child_pool pool = {.at_once = at_once,
                              .timeout_s = WRITER_TIMEOUT_S,
                              .max_bytes = 4096,
                              .max_memory = MAX_WRITER_MEMORY};
    int rc = crew_run(children, n, &pool, err);
    for (size_t i = 0; i < n; i++) {
        if (rc == -1)
            children[i].failed = true;
        settle(&jobs[i], &children[i]);
        buf_release(&children[i].out);
    }
    free(children);
    return rc == -1 ? -1 : 0;
}
