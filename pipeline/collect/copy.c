#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "collect/copy.h"
#include "model/delivery.h"
#include "model/limits.h"
#include "model/sidecar.h"

static enum copy_result refuse(struct copy_job *job, const char *why)
{
    (void)snprintf(job->drop->why, sizeof job->drop->why, "%s", why);
    return COPY_REFUSED;
}

/* What the folder answered, as a result of copying. */
static enum copy_result result_of(enum drop_answer answer)
{
    switch (answer) {
    case DROP_OK: return COPY_DONE;
    case DROP_GONE: return COPY_CHANGED;
    case DROP_REFUSED: return COPY_REFUSED;
    case DROP_FAILED: break;
    }
    return COPY_FAILED;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Does the copy hold the bytes that were hashed on their way? Once it is in the archive, what the
 * sender sent is not looked at again. */
static enum copy_result check_copy(const struct newfile *f, const char *sha, struct err *err)
{
    char hex[DIGEST_HEX];
    if (digest_file(f->temporary, hex, err) == -1)
        return COPY_FAILED;
    if (strcmp(hex, sha) == 0)
        return COPY_DONE;
    (void)err_set(err, "%s does not hold what was written to it", f->temporary);
    return COPY_FAILED;
}

/* Copy all of fd to out, and hash it. */
static enum copy_result copy_bytes(struct copy_job *job, int fd, int out, char sha[DIGEST_HEX],
                                   const struct stat *before, struct err *err)
{
    struct digest *d = digest_new();
    char block[64 * 1024];
    int64_t total = 0;
    enum copy_result result = COPY_DONE;
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n == -1 && errno == EINTR)
            continue;
        if (n == -1)
            result = refuse(job, strerror(errno));
        if (n <= 0)
            break;
        total += n;
        digest_add(d, block, (size_t)n);
        if (total > MAX_DELIVERY_BYTES) {
            result = COPY_CHANGED;
            break;
        }
        if (file_write(out, block, (size_t)n, job->archive, err) == -1) {
            result = COPY_FAILED;
            break;
        }
    }
    digest_finish(d, sha);
    struct stat after;
    if (result == COPY_DONE &&
        (fstat(fd, &after) == -1 || !is_same(before, &after) || total != before->st_size))
        result = COPY_CHANGED;
    return result;
}

/* The sidecar, if one came: in the archive before its file is, so that no file is there without its
 * own. What is beyond the limit is left out: it is no sidecar then, which is told. */
static enum copy_result copy_sidecar(struct copy_job *job, const char *stem, struct err *err)
{
    struct buf name = {0};
    struct buf text = {0};
    struct stat st;
    int fd;
    buf_printf(&name, "%s" SIDECAR_ENDING, job->name);
    enum copy_result result = result_of(drop_read(job->drop, name.data, &fd, &st, err));
    if (result != COPY_DONE) {
        buf_release(&name);
        return result == COPY_CHANGED ? COPY_DONE : result; /* none, or one we may not read */
    }
    ssize_t n = 1;
    while (n > 0 && text.len < MAX_SIDECAR_BYTES) {
        buf_room(&text, MAX_SIDECAR_BYTES - text.len);
        n = read(fd, text.data + text.len, MAX_SIDECAR_BYTES - text.len);
        text.len += n > 0 ? (size_t)n : 0;
        n = n == -1 && errno == EINTR ? 1 : n;
    }
    if (n == -1)
        result = refuse(job, strerror(errno));
    (void)close(fd);
    buf_cut(&name, 0);
    buf_printf(&name, "%s" SIDECAR_ENDING, stem);
    if (result == COPY_DONE &&
        file_put(job->archive, name.data, buf_str(&text), text.len, 0640, err) == -1)
        result = COPY_FAILED;
    buf_release(&name);
    buf_release(&text);
    return result;
}

enum copy_result copy_to_archive(struct copy_job *job, struct err *err)
{
    struct stat st;
    char sha[DIGEST_HEX];
    int fd;
    enum copy_result result = result_of(drop_read(job->drop, job->name, &fd, &st, err));
    if (result != COPY_DONE)
        return result;
    struct newfile f;
    if (newfile_open(&f, job->archive, "intake", 0640, err) == -1) {
        (void)close(fd);
        return COPY_FAILED;
    }
    result = copy_bytes(job, fd, f.fd, sha, &st, err);
    (void)close(fd);
    if (result == COPY_DONE)
        result = check_copy(&f, sha, err);
    struct timespec times[2] = {st.st_mtim, st.st_mtim};
    if (result == COPY_DONE && futimens(f.fd, times) == -1) {
        (void)err_sys(err, "cannot set the time of %s", f.temporary);
        result = COPY_FAILED;
    }
    char *stem = delivery_stem(job->received, job->sequence, sha, job->name);
    if (result == COPY_DONE)
        result = copy_sidecar(job, stem, err);
    if (result != COPY_DONE) {
        free(stem);
        newfile_abandon(&f);
        return result;
    }
    free(f.name);
    f.name = stem;
    return newfile_commit(&f, err) == -1 ? COPY_FAILED : COPY_DONE;
}
