#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/codelist.h"
#include "model/limits.h"

enum { FOLD_MAX = 200 };

static void add_fold(struct codelist *l, const char *text, int entry)
{
    char key[FOLD_MAX];
    size_t len = text_fold(text, strlen(text), key, sizeof key);
    if (len == 0)
        return;
    uint32_t before = l->by_fold.count;
    uint32_t i = map_put(&l->by_fold, key, len);
    if (i == before)
        l->fold_entry[i] = entry;
    else if (l->fold_entry[i] != entry)
        l->fold_entry[i] = CODE_NONE;
}

/* Codes of one length that are digits but for a letter (2A004): zeros may have been dropped. */
static int digits_of(const struct codelist *l)
{
    size_t len = l->count > 0 ? strlen(l->entries[0].code) : 0;
    for (int i = 0; i < l->count; i++) {
        const char *code = l->entries[i].code;
        if (len < 2 || code[0] < '0' || code[0] > '9')
            return 0;
        if (strlen(code) < len)
            len = strlen(code);
    }
    return (int)len;
}

int codelist_read(struct codelist *ret_list, const char *name, const char *path, struct err *err)
{
    struct codelist l = {.name = mem_text(name)};
    if (csvfile_read(&l.file, path, MAX_CONTRACT_FILE, err) == -1)
        goto fail;
    int code = csvfile_column(&l.file, "code");
    int fr = csvfile_column(&l.file, "label_fr");
    int en = csvfile_column(&l.file, "label_en");
    int group = csvfile_column(&l.file, "group");
    if (code == -1 || fr == -1) {
        (void)err_set(err, "%s: needs the columns code and label_fr", path);
        goto fail;
    }
    l.entries = mem_array(l.file.n_rows, sizeof *l.entries);
    l.fold_entry = mem_array(l.file.n_rows * 3, sizeof *l.fold_entry);
    for (size_t r = 0; r < l.file.n_rows; r++) {
        struct code_entry *e = &l.entries[r];
        e->code = csvfile_cell(&l.file, r, code);
        e->label[0] = csvfile_cell(&l.file, r, fr);
        e->label[1] = csvfile_cell(&l.file, r, en == -1 ? fr : en);
        e->group = csvfile_cell(&l.file, r, group);
        if (e->code[0] == '\0' || map_put(&l.by_code, e->code, strlen(e->code)) != r) {
            (void)err_set(err, "%s: row %zu: code \"%s\" is empty or stands twice", path, r + 2,
                          e->code);
            goto fail;
        }
        l.count++;
    }
    for (int i = 0; i < l.count; i++)
        add_fold(&l, l.entries[i].code, i);
    for (int i = 0; i < l.count && l.count < 200; i++) {
        add_fold(&l, l.entries[i].label[0], i);
        add_fold(&l, l.entries[i].label[1], i);
    }
    l.code_digits = digits_of(&l);
    *ret_list = l;
    return 0;
fail:
    codelist_release(&l);
    return -1;
}

int codelist_find(const struct codelist *l, const char *code, size_t len)
{
    uint32_t i = map_find(&l->by_code, code, len);
    return i == MAP_NONE ? CODE_NONE : (int)i;
}

int codelist_guess(const struct codelist *l, const char *text, size_t len)
{
    char key[FOLD_MAX];
    if (l->code_digits > 0 && (memchr(text, '.', len) != NULL || memchr(text, ',', len) != NULL))
        return CODE_NONE; /* "1.0" is a number, and not département 10 */
    size_t n = text_fold(text, len, key, sizeof key);
    uint32_t i = map_find(&l->by_fold, key, n);
    if (i != MAP_NONE)
        return l->fold_entry[i];
    if (n == 0 || (int)n + 1 != l->code_digits || !text_is_digits(key, n))
        return CODE_NONE;
    char padded[FOLD_MAX + 1] = "0";
    memcpy(padded + 1, key, n + 1);
    return codelist_find(l, padded, n + 1);
}

int codelist_nearest(const struct codelist *l, const char *text, size_t len)
{
    char key[FOLD_MAX];
    size_t n = text_fold(text, len, key, sizeof key);
    size_t best = n < 5 ? 2 : n < 9 ? 3 : 4; /* one, two or three edits away at most */
    int found = CODE_NONE;
    for (uint32_t i = 0; n >= 3 && l->count < 200 && i < l->by_fold.count; i++) {
        size_t d = text_distance(key, map_key(&l->by_fold, i), best);
        if (d >= best)
            continue;
        best = d;
        found = l->fold_entry[i];
    }
    return found;
}

const char *codelist_parent(const struct codelist *l, int i, const char *column)
{
    return csvfile_cell(&l->file, (size_t)i, csvfile_column(&l->file, column));
}

void codelist_release(struct codelist *l)
{
    free(l->name);
    free(l->entries);
    free(l->fold_entry);
    map_release(&l->by_code);
    map_release(&l->by_fold);
    csvfile_release(&l->file);
    *l = (struct codelist){0};
}
