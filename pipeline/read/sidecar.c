#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "model/limits.h"
#include "read/sidecar.h"

/* A total as text. A JSON number has passed through a double, which is exact to 15 digits: more
 * must be given as a text. */
static const char *total_text(struct sidecar *s, json_t *value)
{
    char text[64];
    if (json_is_string(value))
        return arena_text(&s->arena, json_string_value(value));
    if (json_is_integer(value))
        (void)snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
    else
        (void)snprintf(text, sizeof text, "%.15g", json_real_value(value));
    return arena_text(&s->arena, text);
}

static bool take_sums(struct sidecar *s, json_t *sums)
{
    const char *key;
    json_t *value;
    if (!json_is_object(sums))
        return false;
    s->sums = arena_array(&s->arena, json_object_size(sums) + 1, sizeof *s->sums);
    json_object_foreach(sums, key, value)
    {
        if (!json_is_string(value) && !json_is_number(value))
            return false;
        s->sums[s->n_sums++] = (struct control_total){.field = arena_text(&s->arena, key),
                                                      .text = total_text(s, value)};
    }
    return true;
}

static bool take_count(json_t *value, int64_t *ret)
{
    *ret = json_is_integer(value) ? (int64_t)json_integer_value(value) : -1;
    return *ret >= 0;
}

static bool take_hash(struct sidecar *s, json_t *value)
{
    if (!json_is_string(value) || json_string_length(value) != 64)
        return false;
    char *hex = arena_text(&s->arena, json_string_value(value));
    for (char *p = hex; *p != '\0'; p++)
        if (*p >= 'A' && *p <= 'F')
            *p = (char)(*p - 'A' + 'a');
    s->sha256 = hex;
    return strspn(hex, "0123456789abcdef") == 64;
}

static bool take_members(struct sidecar *s, json_t *root)
{
    const char *key;
    json_t *value;
    bool good = json_is_object(root);
    json_object_foreach(root, key, value)
    {
        if (strcmp(key, "sha256") == 0)
            good = take_hash(s, value) && good;
        else if (strcmp(key, "bytes") == 0)
            good = take_count(value, &s->bytes) && good;
        else if (strcmp(key, "rows") == 0)
            good = take_count(value, &s->rows) && good;
        else if (strcmp(key, "sums") == 0)
            good = take_sums(s, value) && good;
        else
            good = false;
    }
    return good;
}

int sidecar_read(struct sidecar *ret, const char *path, struct err *err)
{
    struct buf text = {0};
    *ret = (struct sidecar){.bytes = -1, .rows = -1};
    if (file_read(path, MAX_SIDECAR_BYTES, &text, err) == -1)
        return -1;
    size_t mark = text_starts(buf_str(&text), "\xEF\xBB\xBF") ? 3 : 0;
    json_t *root = json_loadb(text.data + mark, text.len - mark, JSON_REJECT_DUPLICATES, NULL);
    ret->bad = root == NULL || !take_members(ret, root);
    json_decref(root);
    buf_release(&text);
    return 0;
}

void sidecar_release(struct sidecar *s)
{
    arena_release(&s->arena);
}
