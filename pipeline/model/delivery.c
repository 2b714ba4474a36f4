#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "base/text.h"
#include "model/delivery.h"
#include "model/limits.h"
#include "model/period.h"
#include "model/sidecar.h"

/* 20261112T060000.0017Z- and twelve digits of the hash and a dash. */
enum { AT_SEQUENCE = 16, AT_SHA = 22 };

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

char *delivery_stem(int64_t received, int sequence, const char *sha, const char *name)
{
    char when[INSTANT_TEXT];
    struct buf b = {0};
    instant_compact(received, when);
    buf_printf(&b, "%s.%04dZ-%.*s-", when, sequence, DELIVERY_SHA, sha);
    for (const char *p = name; *p != '\0'; p++) {
        if (is_plain(*p))
            buf_char(&b, *p);
        else
            buf_printf(&b, "%%%02X", (unsigned char)*p);
    }
    if (b.len > MAX_ARCHIVE_NAME) { /* too long: its hash keeps it apart from its like */
        uint64_t h = map_hash(name, strlen(name), 0);
        buf_cut(&b, MAX_ARCHIVE_NAME - 17);
        buf_printf(&b, "~%016llx", (unsigned long long)h);
    }
    return buf_detach(&b);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static char *decode_name(const char *text)
{
    struct buf b = {0};
    for (const char *p = text; *p != '\0'; p++) {
        int high = *p == '%' ? hex_digit(p[1]) : -1;
        int low = high == -1 ? -1 : hex_digit(p[2]);
        if (low != -1) {
            buf_char(&b, (char)(high * 16 + low));
            p += 2;
        } else {
            buf_char(&b, *p);
        }
    }
    return buf_detach(&b);
}

int delivery_parse(const char *stem, struct delivery *ret)
{
    int64_t part[6];
    static const int at[6] = {0, 4, 6, 9, 11, 13};
    int32_t day;
    int64_t sequence;
    if (strlen(stem) <= DELIVERY_NAME_AT || stem[8] != 'T' || stem[15] != '.' || stem[20] != 'Z' ||
        stem[21] != '-' || stem[DELIVERY_NAME_AT - 1] != '-')
        return -1;
    for (int i = 0; i < 6; i++)
        if (text_int(stem + at[i], i == 0 ? 4 : 2, 0, 9999, &part[i]) == -1)
            return -1;
    if (day_from((int)part[0], (int)part[1], (int)part[2], &day) == -1 ||
        text_int(stem + AT_SEQUENCE, 4, 0, MAX_DELIVERIES_PER_SECOND, &sequence) == -1)
        return -1;
    ret->received = (int64_t)day * 86400 + part[3] * 3600 + part[4] * 60 + part[5];
    ret->sequence = (int)sequence;
    memcpy(ret->sha, stem + AT_SHA, DELIVERY_SHA);
    ret->sha[DELIVERY_SHA] = '\0';
    ret->stem = mem_text(stem);
    ret->name = decode_name(stem + DELIVERY_NAME_AT);
    ret->bytes_of = -1;
    ret->same_as = -1;
    return 0;
}

static int add(struct deliveries *list, const char *folder, const char *name, int region,
               struct err *err)
{
    struct delivery d = {.region = region};
    struct buf path = {0};
    if (delivery_parse(name, &d) == -1)
        return err_set(err, "%s/%s: not a delivery: take it out of the archive", folder, name);
    buf_printf(&path, "%s/%s", folder, name);
    d.path = buf_detach(&path);
    if (list->count == list->cap) {
        list->cap = list->cap == 0 ? 64 : list->cap * 2;
        list->list = mem_resize(list->list, (size_t)list->cap, sizeof *list->list);
    }
    list->list[list->count++] = d;
    return 0;
}

static int not_regular(const struct delivery *d, struct err *err)
{
    return err_set(err, "%s: not a regular file: the archive is damaged", d->path);
}

int deliveries_measure(struct deliveries *list, struct err *err)
{
    for (int i = 0; i < list->count; i++) {
        struct delivery *d = &list->list[i];
        struct stat st;
        if (lstat(d->path, &st) == -1 || !S_ISREG(st.st_mode))
            return not_regular(d, err);
        d->bytes = st.st_size;
        d->mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
    }
    return 0;
}

/* A sidecar stands behind its delivery in the listing. One without a delivery is of a copy that was
 * cut short, before its file was received. */
static void add_sidecar(struct deliveries *list, const char *folder, const char *name)
{
    struct delivery *last = list->count == 0 ? NULL : &list->list[list->count - 1];
    size_t len = strlen(name) - strlen(SIDECAR_ENDING);
    if (last == NULL || strlen(last->stem) != len || memcmp(last->stem, name, len) != 0)
        return;
    struct buf path = {0};
    buf_printf(&path, "%s/%s", folder, name);
    last->sidecar = buf_detach(&path);
}

bool delivery_month(const char *name, int32_t *ret_month)
{
    int found = 0;
    for (const char *p = name; *p != '\0'; p++) {
        char text[PERIOD_TEXT];
        if ((p != name && (p[-1] >= '0' && p[-1] <= '9')) || !text_is_digits(p, strnlen(p, 4)) ||
            strnlen(p, 4) < 4)
            continue;
        const char *m = p[4] == '-' || p[4] == '_' ? p + 5 : p + 4;
        if (strnlen(m, 2) < 2 || !text_is_digits(m, 2) || (m[2] >= '0' && m[2] <= '9'))
            continue;
        if (m > p + 4 && m[2] == p[4] && strnlen(m + 3, 2) == 2 && text_is_digits(m + 3, 2) &&
            (m[5] < '0' || m[5] > '9'))
            continue; /* a day follows */
        (void)snprintf(text, sizeof text, "%.4s-%.2s", p, m);
        found += period_parse(text, 7, ret_month) == 0;
    }
    return found == 1;
}

/* What a delivery is known by: its bytes and its sidecar, and two months, 0 = none. */
static int same_key(const struct delivery *d, int32_t named, int32_t received, struct buf *key,
                    struct err *err)
{
    buf_cut(key, 0);
    buf_printf(key, "%.*s %d %d ", DELIVERY_SHA, d->sha, (int)named, (int)received);
    return d->sidecar == NULL ? 0 : file_read(d->sidecar, MAX_SIDECAR_BYTES, key, err);
}

/* The number under which this key was first seen; it is seen from now on. */
static int first_of(struct map *seen, int *first, const struct buf *key, int i)
{
    uint32_t before = seen->count;
    uint32_t k = map_put(seen, key->data, key->len);
    if (k == before)
        first[k] = i;
    return first[k];
}

/* The same bytes with the same sidecar are the same delivery when nothing else would have them
 * judged otherwise: the month that the name says (none says nothing) and the month of reception,
 * which is what "to come" goes by. Else a file that was refused for its name, or because it came
 * too early, would be a duplicate of the refused one when it comes again as it should. Whether the
 * first was refused is found by reading it, by whoever reads (run_worker_settle). */
static int find_same(struct deliveries *list, struct err *err)
{
    struct map seen = {0};
    struct buf key = {0};
    int rc = 0;
    int *first = mem_array((size_t)list->count * 3, sizeof *first);
    for (int i = 0; rc == 0 && i < list->count; i++) {
        struct delivery *d = &list->list[i];
        int32_t received = day_period(instant_day(d->received));
        int32_t named = 0;
        if (!delivery_month(d->name, &named))
            named = 0;
        rc = same_key(d, 0, 0, &key, err);
        int bytes = first_of(&seen, first, &key, i);
        rc = rc == 0 ? same_key(d, 0, received, &key, err) : rc;
        uint32_t nameless = map_find(&seen, key.data, key.len);
        int same = nameless == MAP_NONE ? i : first[nameless];
        rc = rc == 0 ? same_key(d, named, received, &key, err) : rc;
        int alike = first_of(&seen, first, &key, i);
        same = alike < same ? alike : same;
        d->bytes_of = bytes < i ? bytes : -1;
        d->same_as = same < i ? same : -1;
    }
    free(first);
    buf_release(&key);
    map_release(&seen);
    return rc;
}

int deliveries_read(struct deliveries *ret_list, const char *root, int region, const char *code,
                    struct err *err)
{
    struct buf folder = {0};
    struct names names;
    struct map others = {0};
    *ret_list = (struct deliveries){0};
    buf_printf(&folder, "%s/outputs/archive/%s", root, code);
    int rc = names_read_files(&names, &others, folder.data, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        const char *name = names.names[i];
        if (text_ends(name, SIDECAR_ENDING)) {
            add_sidecar(ret_list, folder.data, name);
            continue;
        }
        rc = add(ret_list, folder.data, name, region, err);
        if (rc == 0 && map_find(&others, name, strlen(name)) != MAP_NONE)
            rc = not_regular(&ret_list->list[ret_list->count - 1], err);
    }
    rc = rc == 0 ? find_same(ret_list, err) : rc;
    if (rc == -1)
        deliveries_release(ret_list);
    names_release(&names);
    map_release(&others);
    buf_release(&folder);
    return rc;
}

static void release_one(struct delivery *d)
{
    free(d->stem);
    free(d->name);
    free(d->path);
    free(d->sidecar);
}

int deliveries_keep(struct deliveries *list, const char *code, const struct map *only,
                    struct err *err)
{
    struct buf name = {0};
    int n = 0;
    for (int i = 0; i < list->count; i++) {
        struct delivery *d = &list->list[i];
        buf_cut(&name, 0);
        buf_printf(&name, "%s/%s", code, d->stem);
        d->bytes_of = -1;
        d->same_as = -1;
        if (map_find(only, name.data, name.len) == MAP_NONE)
            continue;
        struct delivery passed_over = list->list[n];
        list->list[n++] = *d;
        *d = passed_over;
    }
    while (list->count > n)
        release_one(&list->list[--list->count]);
    buf_release(&name);
    return find_same(list, err);
}

void deliveries_release(struct deliveries *list)
{
    for (int i = 0; i < list->count; i++)
        release_one(&list->list[i]);
    free(list->list);
    *list = (struct deliveries){0};
}
