#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "run_partial.h"

#define FIRST_WORD "ptce-kept"

static const char *code_of(const struct regions *r, int region)
{
    return contract_list(r->run->contract, "regions")->entries[region].code;
}

static void make_key(const struct regions *r, char ret_hex[DIGEST_HEX])
{
    const struct run *run = r->run;
    struct digest *d = digest_new();
    struct buf text = {0};
    buf_printf(&text, "%s\n%s\n%s\n%d %d\n%s\n%d %s\n", PTCE_VERSION, run->contract->digest,
               run->overrides->digest, (int)run->period, (int)run->lang, r->after,
               run->reason != NULL, run->reason != NULL ? run->reason : "");
    for (int i = 0; i < r->count; i++) {
        const struct region_part *part = &r->list[i];
        buf_printf(&text, "%s %d\n", code_of(r, i), part->n_excluded);
        for (int k = 0; k < part->deliveries.count; k++)
            buf_printf(&text, "%s\n", part->deliveries.list[k].stem);
    }
    digest_add(d, text.data, text.len);
    digest_finish(d, ret_hex);
    buf_release(&text);
}

static int put(const char *path, const struct buf *text, struct err *err)
{
    const char *slash = strrchr(path, '/');
    char *folder = mem_text(slash == NULL ? "." : slash == path ? "/" : path);
    if (slash != NULL && slash != path)
        folder[slash - path] = '\0';
    int rc = file_put(folder, slash == NULL ? path : slash + 1, text->data, text->len, 0640, err);
    free(folder);
    return rc;
}

static int format(struct regions *r, int region, struct buf *ret, struct err *err)
{
    const struct region_part *part = &r->list[region];
    const struct partial_frame frame = regions_frame(r, part);
    char key[DIGEST_HEX];
    if (part->n_excluded > 0)
        return err_set(err, "region %s: a delivery cannot be read: %s; ptce run sets it aside",
                       code_of(r, region), part->why.text);
    make_key(r, key);
    struct buf lines = {0}; /* they are counted */
    partial_format(&part->partial, &frame, &lines);
    buf_printf(ret, FIRST_WORD " %s %s\n", code_of(r, region), key);
    buf_add(ret, lines.data, lines.len);
    buf_release(&lines);
    return 0;
}

int run_partial_write(const struct run *run, int region, const char *path, struct err *err)
{
    struct regions r = {0};
    struct buf text = {0};
    bool *which = NULL;
    int rc = regions_load(&r, run, err);
    if (rc == 0 && !r.list[region].present)
        rc = err_set(err, "region %s has sent nothing yet", code_of(&r, region));
    if (rc == 0)
        rc = regions_register(&r, err);
    if (rc == 0) {
        which = mem_array((size_t)r.count, sizeof *which);
        which[region] = true;
        rc = regions_validate(&r, which, err);
    }
    if (rc == 0)
        rc = format(&r, region, &text, err);
    if (rc == 0)
        rc = put(path, &text, err);
    free(which);
    buf_release(&text);
    regions_release(&r);
    return rc;
}

/* The region of a first line "ptce-kept 84 <key>", -1 when it is not one. */
static int parse_first(const struct regions *r, const char *line, size_t len,
                       char ret_key[DIGEST_HEX])
{
    size_t before = sizeof FIRST_WORD; /* its NUL stands for the blank */
    const char *blank = len > before ? memchr(line + before, ' ', len - before) : NULL;
    if (blank == NULL || memcmp(line, FIRST_WORD " ", before) != 0 ||
        (size_t)(line + len - blank) != DIGEST_HEX)
        return -1;
    memcpy(ret_key, blank + 1, DIGEST_HEX - 1);
    ret_key[DIGEST_HEX - 1] = '\0';
    for (int i = 0; i < r->count; i++) {
        const char *code = code_of(r, i);
        if (strlen(code) == (size_t)(blank - line) - before &&
            memcmp(code, line + before, strlen(code)) == 0)
            return i;
    }
    return -1;
}

static int take_text(struct regions *r, const char *path, const struct buf *text, const char *key,
                     struct err *err)
{
    char found[DIGEST_HEX] = "";
    const char *end = memchr(buf_str(text), '\n', text->len);
    size_t first = end == NULL ? 0 : (size_t)(end - text->data);
    int region = parse_first(r, buf_str(text), first, found);
    if (region == -1)
        return err_set(err, "%s is not a partial of ptce aggregate", path);
    if (strcmp(found, key) != 0)
        return err_set(err,
                       "%s was made of other deliveries, another month, contract or program: "
                       "make it again",
                       path);
    struct region_part *part = &r->list[region];
    if (part->done)
        return err_set(err, "%s: region %s is there twice", path, code_of(r, region));
    const struct partial_frame frame = regions_frame(r, part);
    struct err why = {0};
    if (partial_parse(&part->partial, &frame, end + 1, text->len - first - 1, &why) == -1)
        return err_set(err, "%s: %s", path, why.text);
    region_take_repeats(part);
    part->done = true;
    return 0;
}

int run_partials_take(struct regions *r, char *const *files, int n, struct err *err)
{
    char key[DIGEST_HEX];
    int rc = regions_hold(r, err);
    make_key(r, key);
    for (int i = 0; rc == 0 && i < n; i++) {
        struct buf text = {0};
        rc = file_read(files[i], MAX_PARTIAL_BYTES, &text, err);
        if (rc == 0)
            rc = take_text(r, files[i], &text, key, err);
        buf_release(&text);
    }
    for (int i = 0; rc == 0 && i < r->count; i++)
        if (r->list[i].present && !r->list[i].done)
            rc = err_set(err, "region %s: its partial is missing", code_of(r, i));
    return rc;
}
