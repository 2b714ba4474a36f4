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

static bool is_large(const struct codelist *l)
{
    return l->file.n_rows >= LARGE_LIST;
}

/* Digits and capital letters: such a code's fold is itself, in small letters. */
static bool is_own_fold(const char *code)
{
    while ((*code >= '0' && *code <= '9') || (*code >= 'A' && *code <= 'Z'))
        code++;
    return *code == '\0';
}

/* Can entry i, just read, be told from the others? */
static bool check_code(struct codelist *l, int i)
{
    const char *code = l->entries[i].code;
    if (code[0] == '\0')
        return false;
    if (!is_large(l))
        return map_put(&l->by_code, code, strlen(code)) == (uint32_t)i;
    return is_own_fold(code) && (i == 0 || strcmp(l->entries[i - 1].code, code) < 0);
}

static int read_entries(struct codelist *l, const char *path, struct err *err)
{
    int code = csvfile_column(&l->file, "code");
    int fr = csvfile_column(&l->file, "label_fr");
    int en = csvfile_column(&l->file, "label_en");
    int group = csvfile_column(&l->file, "group");
    if (code == -1 || fr == -1)
        return err_set(err, "%s: needs the columns code and label_fr", path);
    l->entries = mem_array(l->file.n_rows, sizeof *l->entries);
    for (size_t r = 0; r < l->file.n_rows; r++) {
        struct code_entry *e = &l->entries[r];
        e->code = csvfile_cell(&l->file, r, code);
        e->label[0] = csvfile_cell(&l->file, r, fr);
        e->label[1] = csvfile_cell(&l->file, r, en == -1 ? fr : en);
        e->group = csvfile_cell(&l->file, r, group);
        if (!check_code(l, (int)r))
            return err_set(err, "%s: row %zu: code \"%s\" is empty or stands twice%s", path, r + 2,
                           e->code, is_large(l) ? ", or the list is not in order" : "");
        l->count++;
    }
    return 0;
}

static void build_slots(struct codelist *l)
{
    char code[FOLD_MAX + 8] = {0};
    l->n_slots = 16;
    while (l->n_slots < (uint32_t)l->count * 4)
        l->n_slots *= 2;
    l->slots = mem_array(l->n_slots, sizeof *l->slots);
    for (int i = 0; i < l->count; i++) {
        size_t len = strlen(l->entries[i].code);
        if (len > FOLD_MAX)
            continue; /* it is found the long way */
        memcpy(code, l->entries[i].code, len);
        uint64_t head = text_head(code, len);
        uint64_t tail = text_tail(code, len);
        uint32_t s = code_slot_of(l, head, tail, (uint32_t)len);
        while (l->slots[s].len != 0)
            s = (s + 1) & (l->n_slots - 1);
        l->slots[s] = (struct code_slot){head, tail, (uint32_t)len, i};
    }
}

int codelist_read(struct codelist *ret_list, const char *name, const char *path, struct err *err)
{
    struct codelist l = {.name = mem_text(name)};
    if (csvfile_read(&l.file, path, MAX_CONTRACT_FILE, err) == -1 ||
        read_entries(&l, path, err) == -1) {
        codelist_release(&l);
        return -1;
    }
    if (!is_large(&l)) {
        l.fold_entry = mem_array(l.file.n_rows * 3, sizeof *l.fold_entry);
        for (int i = 0; i < l.count; i++)
            add_fold(&l, l.entries[i].code, i);
        for (int i = 0; i < l.count; i++) {
            add_fold(&l, l.entries[i].label[0], i);
            add_fold(&l, l.entries[i].label[1], i);
        }
        build_slots(&l);
    }
    l.code_digits = digits_of(&l);
    *ret_list = l;
    return 0;
}

/* The entry of a large list, by halves. */
static int find_sorted(const struct codelist *l, const char *code, size_t len)
{
    int low = 0;
    int high = l->count;
    while (low < high) {
        int i = low + (high - low) / 2;
        const char *other = l->entries[i].code;
        int order = strncmp(other, code, len);
        if (order == 0 && other[len] == '\0')
            return i;
        if (order < 0)
            low = i + 1;
        else
            high = i;
    }
    return CODE_NONE;
}

int codelist_find(const struct codelist *l, const char *code, size_t len)
{
    if (is_large(l))
        return memchr(code, '\0', len) == NULL ? find_sorted(l, code, len) : CODE_NONE;
    uint32_t i = map_find(&l->by_code, code, len);
    return i == MAP_NONE ? CODE_NONE : (int)i;
}

/* The entry that a fold stands for. */
static int find_fold(const struct codelist *l, const char *key, size_t len)
{
    char code[FOLD_MAX];
    if (is_large(l)) {
        for (size_t i = 0; i < len; i++)
            code[i] = key[i] >= 'a' && key[i] <= 'z' ? (char)(key[i] - 'a' + 'A') : key[i];
        return len == 0 ? CODE_NONE : find_sorted(l, code, len);
    }
    uint32_t i = map_find(&l->by_fold, key, len);
    return i == MAP_NONE ? CODE_NONE : l->fold_entry[i];
}

int codelist_guess(const struct codelist *l, const char *text, size_t len)
{
    char key[FOLD_MAX];
    if (l->code_digits > 0 && (memchr(text, '.', len) != NULL || memchr(text, ',', len) != NULL))
        return CODE_NONE; /* "1.0" is a number, and not département 10 */
    size_t n = text_fold(text, len, key, sizeof key);
    int i = find_fold(l, key, n);
    if (i != CODE_NONE)
        return i;
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
    for (uint32_t i = 0; n >= 3 && i < l->by_fold.count; i++) {
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
    free(l->slots);
    map_release(&l->by_code);
    map_release(&l->by_fold);
    csvfile_release(&l->file);
    *l = (struct codelist){0};
}
