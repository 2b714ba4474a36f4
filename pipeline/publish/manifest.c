#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/map.h"
#include "model/limits.h"
#include "publish/manifest.h"

static const char list_name[] = "SHA256SUMS";

void audit_add(struct audit *a, enum audit_kind kind, const char *path)
{
    struct buf key = {0};
    uint32_t before = a->told.count;
    buf_printf(&key, "%d %s", (int)kind, path);
    bool is_new = map_put(&a->told, key.data, key.len) == before;
    buf_release(&key);
    if (!is_new)
        return;
    if (a->n_problems == a->cap) {
        a->cap = a->cap == 0 ? 16 : a->cap * 2;
        a->problems = mem_resize(a->problems, a->cap, sizeof *a->problems);
    }
    a->problems[a->n_problems++] = (struct audit_problem){kind, mem_text(path)};
}

void audit_release(struct audit *a)
{
    for (size_t i = 0; i < a->n_problems; i++)
        free(a->problems[i].path);
    free(a->problems);
    map_release(&a->told);
    *a = (struct audit){0};
}

/* The files below folder, as paths from there, in order; anything that is no file or folder too. */
static int list_files(const char *folder, const char *below, struct map *files, struct err *err)
{
    struct buf path = {0};
    struct names names;
    buf_printf(&path, "%s%s%s", folder, below[0] == '\0' ? "" : "/", below);
    int rc = names_read_hidden(&names, path.data, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        struct buf child = {0};
        struct stat st;
        buf_printf(&child, "%s%s%s", below, below[0] == '\0' ? "" : "/", names.names[i]);
        buf_cut(&path, 0);
        buf_printf(&path, "%s/%s", folder, child.data);
        if (lstat(path.data, &st) == -1)
            rc = err_sys(err, "cannot look at %s", path.data);
        else if (S_ISDIR(st.st_mode))
            rc = list_files(folder, child.data, files, err);
        else if (strcmp(child.data, list_name) != 0)
            (void)map_put(files, child.data, child.len);
        buf_release(&child);
    }
    names_release(&names);
    buf_release(&path);
    return rc;
}

int manifest_write(const char *folder, struct err *err)
{
    struct map files = {0};
    struct buf text = {0};
    struct buf path = {0};
    int rc = list_files(folder, "", &files, err);
    for (uint32_t i = 0; rc == 0 && i < files.count; i++) {
        char hex[DIGEST_HEX];
        buf_cut(&path, 0);
        buf_printf(&path, "%s/%s", folder, map_key(&files, i));
        rc = digest_file(path.data, hex, err);
        buf_printf(&text, "%s  %s\n", hex, map_key(&files, i));
    }
    if (rc == 0)
        rc = file_put(folder, list_name, buf_str(&text), text.len, 0644, err);
    map_release(&files);
    buf_release(&text);
    buf_release(&path);
    return rc;
}

bool audit_same(struct audit *a, const char *path, const char *sha256)
{
    char hex[DIGEST_HEX];
    struct stat st;
    struct err unreadable = {0};
    a->files++;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
           digest_file(path, hex, &unreadable) == 0 && strncmp(hex, sha256, strlen(sha256)) == 0;
}

/* One line of the list: the file it names is taken out of `left`. False when it is no such line. */
static bool check_line(const char *line, size_t len, const char *folder, const char *shown,
                       struct map *files, bool *seen, struct audit *audit)
{
    enum { AT_NAME = DIGEST_HEX - 1 + 2 };
    struct buf path = {0};
    struct buf where = {0};
    char hex[DIGEST_HEX];
    if (len <= AT_NAME || strspn(line, "0123456789abcdef") != DIGEST_HEX - 1)
        return false;
    memcpy(hex, line, DIGEST_HEX - 1);
    hex[DIGEST_HEX - 1] = '\0';
    uint32_t i = map_find(files, line + AT_NAME, len - AT_NAME);
    buf_printf(&path, "%s/%.*s", folder, (int)(len - AT_NAME), line + AT_NAME);
    buf_printf(&where, "%s/%.*s", shown, (int)(len - AT_NAME), line + AT_NAME);
    if (i == MAP_NONE) {
        audit_add(audit, AUDIT_MISSING, where.data);
    } else {
        seen[i] = true;
        if (!audit_same(audit, path.data, hex))
            audit_add(audit, AUDIT_DIFFERS, where.data);
    }
    buf_release(&path);
    buf_release(&where);
    return true;
}

int manifest_check(const char *folder, const char *shown, struct audit *audit, struct err *err)
{
    struct map files = {0};
    struct buf text = {0};
    struct buf path = {0};
    struct err unreadable = {0};
    int rc = list_files(folder, "", &files, err);
    bool *seen = mem_array((size_t)files.count + 1, sizeof *seen);
    buf_printf(&path, "%s/%s", folder, list_name);
    bool whole = rc == 0 && file_read(path.data, MAX_EDITION_FILE, &text, &unreadable) == 0;
    const char *line = buf_str(&text);
    while (whole && *line != '\0') {
        size_t len = strcspn(line, "\n");
        whole = check_line(line, len, folder, shown, &files, seen, audit);
        line += len + (line[len] == '\n');
    }
    buf_cut(&path, 0);
    buf_printf(&path, "%s/%s", shown, list_name);
    if (rc == 0 && !whole)
        audit_add(audit, text.len == 0 ? AUDIT_UNKNOWN : AUDIT_DIFFERS, path.data);
    for (uint32_t i = 0; whole && i < files.count; i++) {
        buf_cut(&path, 0);
        buf_printf(&path, "%s/%s", shown, map_key(&files, i));
        if (!seen[i])
            audit_add(audit, AUDIT_FOREIGN, path.data);
    }
    free(seen);
    map_release(&files);
    buf_release(&text);
    buf_release(&path);
    return rc;
}
