#include <fcntl.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "model/limits.h"
#include "publish/zip.h"
#include "publish/zip_memory.h"

enum { BLOCK = 64 * 1024, MAX_NAME = 256, ZIP_LEVEL = 6 };

/* 1 January 1980, 0:00, in the words of DOS: what a writer gives that has no clock. */
enum { NO_TIME = (1 << 21) | (1 << 16) };

/* Unpack the current part; minizip compares its checksum when it is closed. */
static int unpack(unzFile in, size_t most, struct buf *out)
{
    int n = 0;
    buf_cut(out, 0);
    buf_room(out, 1);
    out->data[0] = '\0';
    if (unzOpenCurrentFile(in) != UNZ_OK)
        return -1;
    do {
        buf_room(out, BLOCK);
        n = unzReadCurrentFile(in, out->data + out->len, BLOCK);
        if (n > 0) {
            out->len += (size_t)n;
            out->data[out->len] = '\0';
        }
    } while (n > 0 && out->len <= most);
    bool long_one = out->len > most;
    int closed = unzCloseCurrentFile(in);
    return n == 0 && !long_one && closed == UNZ_OK ? 0 : -1;
}

static unzFile open_bytes(struct zip_memory *m)
{
    zlib_filefunc64_def calls = zip_memory_calls(m);
    return unzOpen2_64("", &calls);
}

static bool name_ok(const struct zip *z, const char *name)
{
    if (name[0] == '/' || name[0] == '\0' || strstr(name, "..") != NULL ||
        strchr(name, '\\') != NULL || text_valid(name, strlen(name)) != strlen(name))
        return false;
    return zip_find(z, name) == NULL;
}

static int read_part(struct zip *z, unzFile in, size_t *total, struct buf *part, const char *path,
                     struct err *err)
{
    char name[MAX_NAME];
    unz_file_info64 info; /* not optional, whatever its comment says */
    if (unzGetCurrentFileInfo64(in, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
        info.size_filename >= sizeof name)
        return err_set(err, "%s: its list of parts cannot be read", path);
    if (!name_ok(z, name))
        return err_set(err, "%s: a part has a name that no part can have, or that another has",
                       path);
    if ((info.flag & 1) != 0)
        return err_set(err, "%s: encrypted: it cannot be looked at", path);
    if (unpack(in, MAX_BOOK_BYTES - *total, part) == -1)
        return err_set(err, "%s: part %s is damaged or too large", path, name);
    *total += part->len;
    z->parts[z->count++] = (struct zip_part){.name = arena_text(&z->arena, name),
                                             .data = arena_copy(&z->arena, part->data, part->len),
                                             .len = part->len,
                                             .timed = info.dosDate != NO_TIME};
    return 0;
}

int zip_read(struct zip *ret_zip, const char *path, struct err *err)
{
    struct zip_memory file = {0};
    struct err why = {0};
    struct buf part = {0};
    size_t total = 0;
    unz_global_info64 global = {0};
    int rc = 0;
    *ret_zip = (struct zip){0};
    if (file_read(path, MAX_BOOK_BYTES, &file.bytes, &why) == -1) {
        buf_release(&file.bytes);
        return err_set(err, "%s: not a workbook: it cannot be opened as an archive (%s)", path,
                       why.text);
    }
    unzFile in = open_bytes(&file);
    if (in == NULL || unzGetGlobalInfo64(in, &global) != UNZ_OK)
        rc = err_set(err, "%s: not a workbook: it cannot be opened as an archive", path);
    else if (global.number_entry > MAX_BOOK_PARTS)
        rc = err_set(err, "%s: more than %d parts", path, MAX_BOOK_PARTS);
    if (rc == 0)
        ret_zip->parts =
            arena_array(&ret_zip->arena, (size_t)global.number_entry + 1, sizeof *ret_zip->parts);
    for (size_t i = 0; rc == 0 && i < global.number_entry; i++) {
        int moved = i == 0 ? unzGoToFirstFile(in) : unzGoToNextFile(in);
        if (moved != UNZ_OK)
            rc = err_set(err, "%s: its list of parts cannot be read", path);
        else
            rc = read_part(ret_zip, in, &total, &part, path, err);
    }
    if (in != NULL)
        (void)unzClose(in);
    buf_release(&file.bytes);
    buf_release(&part);
    if (rc == -1)
        zip_release(ret_zip);
    return rc;
}

void zip_release(struct zip *z)
{
    arena_release(&z->arena);
    *z = (struct zip){0};
}

const struct zip_part *zip_find(const struct zip *z, const char *name)
{
    for (size_t i = 0; i < z->count; i++)
        if (strcmp(z->parts[i].name, name) == 0)
            return &z->parts[i];
    return NULL;
}

/* ---- writing anew ---- */

struct rewriting {
    unzFile in;
    zipFile out;
    const char *const *names;
    zip_edit *edit;
    void *arg;
};

static bool is_edited(const struct rewriting *r, const char *name)
{
    for (int i = 0; r->names[i] != NULL; i++)
        if (text_ends(r->names[i], "/") ? text_starts(name, r->names[i])
                                        : strcmp(r->names[i], name) == 0)
            return true;
    return false;
}

static int put_edited(struct rewriting *r, const char *name, const zip_fileinfo *when,
                      struct err *err)
{
    struct buf old = {0};
    struct buf new = {0};
    int method = text_ends(name, ".png") ? 0 : Z_DEFLATED; /* packed already */
    int rc = 0;
    if (unpack(r->in, MAX_BOOK_BYTES, &old) == -1)
        rc = err_set(err, "part %s is damaged", name);
    if (rc == 0)
        rc = r->edit(r->arg, name, &old, &new, err);
    if (rc == 0 && (zipOpenNewFileInZip(r->out, name, when, NULL, 0, NULL, 0, NULL, method,
                                        ZIP_LEVEL) != ZIP_OK ||
                    zipWriteInFileInZip(r->out, new.data, (unsigned)new.len) != ZIP_OK ||
                    zipCloseFileInZip(r->out) != ZIP_OK))
        rc = err_set(err, "part %s cannot be written", name);
    buf_release(&old);
    buf_release(&new);
    return rc;
}

/* The packed bytes as they are. */
static int put_raw(struct rewriting *r, const char *name, const zip_fileinfo *when,
                   const unz_file_info64 *info, struct err *err)
{
    char block[BLOCK];
    int method = 0;
    int level = 0;
    int n = 0;
    if (unzOpenCurrentFile2(r->in, &method, &level, 1) != UNZ_OK)
        return err_set(err, "part %s cannot be read", name);
    bool good = zipOpenNewFileInZip2(r->out, name, when, NULL, 0, NULL, 0, NULL, method, level,
                                     1) == ZIP_OK;
    while (good && (n = unzReadCurrentFile(r->in, block, sizeof block)) > 0)
        good = zipWriteInFileInZip(r->out, block, (unsigned)n) == ZIP_OK;
    good = good && n == 0 &&
           zipCloseFileInZipRaw64(r->out, info->uncompressed_size, info->crc) == ZIP_OK;
    (void)unzCloseCurrentFile(r->in);
    return good ? 0 : err_set(err, "part %s cannot be written", name);
}

static int put_part(struct rewriting *r, struct err *err)
{
    char name[MAX_NAME];
    unz_file_info64 info;
    if (unzGetCurrentFileInfo64(r->in, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK)
        return err_set(err, "its list of parts cannot be read");
    zip_fileinfo when = {.dosDate = info.dosDate};
    return is_edited(r, name) ? put_edited(r, name, &when, err)
                              : put_raw(r, name, &when, &info, err);
}

static int put_parts(struct rewriting *r, struct err *err)
{
    if (r->in == NULL || r->out == NULL)
        return err_set(err, "not an archive");
    int moved = unzGoToFirstFile(r->in);
    while (moved == UNZ_OK && put_part(r, err) == 0)
        moved = unzGoToNextFile(r->in);
    return err_is_set(err) ? -1 : 0;
}

/* In place of the file at `path`, which stays when it cannot be written. */
static int replace(const char *path, const struct buf *bytes, struct err *err)
{
    struct buf temporary = {0};
    buf_printf(&temporary, "%s.tmp", path);
    int fd = open(temporary.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    int rc = fd == -1 ? err_sys(err, "cannot create %s", temporary.data)
                      : file_write(fd, buf_str(bytes), bytes->len, temporary.data, err);
    if (fd != -1 && close(fd) == -1 && rc == 0)
        rc = err_sys(err, "cannot close %s", temporary.data);
    if (rc == 0 && rename(temporary.data, path) == -1)
        rc = err_sys(err, "cannot rename %s", temporary.data);
    if (rc == -1)
        (void)unlink(temporary.data);
    buf_release(&temporary);
    return rc;
}

int zip_rewrite(const char *path, const char *const *names, zip_edit *edit, void *arg,
                struct err *err)
{
    struct zip_memory old = {0};
    struct zip_memory new = {0};
    struct err why = {0};
    zlib_filefunc64_def calls = zip_memory_calls(&new);
    struct rewriting r = {.names = names, .edit = edit, .arg = arg};
    int rc = file_read(path, MAX_BOOK_BYTES, &old.bytes, &why);
    if (rc == 0) {
        r.in = open_bytes(&old);
        r.out = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &calls);
        rc = put_parts(&r, &why);
    }
    if (r.in != NULL)
        (void)unzClose(r.in);
    if (r.out != NULL && zipClose(r.out, NULL) != ZIP_OK && rc == 0)
        rc = err_set(&why, "it cannot be finished");
    if (rc == 0)
        rc = replace(path, &new.bytes, &why);
    if (rc == -1)
        (void)err_set(err, "%s: %s", path, why.text);
    buf_release(&old.bytes);
    buf_release(&new.bytes);
    return rc;
}
