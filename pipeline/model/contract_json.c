#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "model/contract_json.h"

void load_place(struct loader *l, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(l->place, sizeof l->place, format, ap);
    va_end(ap);
}

int load_fail(struct loader *l, const char *format, ...)
{
    char why[400];
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(why, sizeof why, format, ap);
    va_end(ap);
    return err_set(l->err, "schema-error: %s: %s%s%s", l->file, l->place,
                   l->place[0] == '\0' ? "" : ": ", why);
}

bool load_ok(const struct loader *l)
{
    return !err_is_set(l->err);
}

json_t *load_json(struct loader *l, const char *folder)
{
    struct buf path = {0};
    struct buf text = {0};
    struct err why = {0};
    json_error_t bad;
    json_t *root = NULL;
    buf_printf(&path, "%s/%s", folder, l->file);
    if (file_read(path.data, MAX_CONTRACT_FILE, &text, &why) == -1)
        (void)load_fail(l, "%s", why.text);
    else if ((root = json_loadb(text.data, text.len, JSON_REJECT_DUPLICATES, &bad)) == NULL)
        (void)load_fail(l, "line %d, column %d: %s", bad.line, bad.column, bad.text);
    else if (!json_is_object(root))
        (void)load_fail(l, "expected an object");
    buf_release(&path);
    buf_release(&text);
    return root;
}

void load_keys(struct loader *l, json_t *object, const char *const *known)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        size_t i = 0;
        while (known[i] != NULL && strcmp(known[i], key) != 0)
            i++;
        if (known[i] == NULL)
            (void)load_fail(l, "\"%s\" is not supported here", key);
    }
}

const char *load_text(struct loader *l, json_t *object, const char *key)
{
    json_t *v = json_object_get(object, key);
    if (v == NULL)
        return NULL;
    if (!json_is_string(v)) {
        (void)load_fail(l, "\"%s\" must be a string", key);
        return NULL;
    }
    return arena_text(&l->contract->arena, json_string_value(v));
}

const char *load_text_needed(struct loader *l, json_t *object, const char *key)
{
    const char *text = load_text(l, object, key);
    if (text == NULL)
        (void)load_fail(l, "\"%s\" is missing", key);
    return text == NULL ? "" : text;
}

bool load_bool(struct loader *l, json_t *object, const char *key)
{
    json_t *v = json_object_get(object, key);
    if (v != NULL && !json_is_boolean(v))
        (void)load_fail(l, "\"%s\" must be true or false", key);
    return json_is_true(v);
}

int64_t load_int(struct loader *l, json_t *object, const char *key, int64_t absent)
{
    json_t *v = json_object_get(object, key);
    if (v == NULL)
        return absent;
    if (!json_is_integer(v)) {
        (void)load_fail(l, "\"%s\" must be a whole number", key);
        return absent;
    }
    return json_integer_value(v);
}

void load_texts(struct loader *l, json_t *object, const char *key, const char *ret_texts[2])
{
    ret_texts[0] = ret_texts[1] = NULL;
    json_t *v = json_object_get(object, key);
    if (v == NULL)
        return;
    if (!json_is_object(v)) {
        (void)load_fail(l, "\"%s\" must be an object with fr and en", key);
        return;
    }
    ret_texts[0] = load_text(l, v, "fr");
    ret_texts[1] = load_text(l, v, "en");
    if (ret_texts[0] == NULL)
        ret_texts[0] = ret_texts[1];
    if (ret_texts[1] == NULL)
        ret_texts[1] = ret_texts[0];
}

const char **load_list(struct loader *l, json_t *object, const char *key, size_t *ret_count)
{
    *ret_count = 0;
    json_t *v = json_object_get(object, key);
    if (v == NULL)
        return NULL;
    if (!json_is_array(v)) {
        (void)load_fail(l, "\"%s\" must be a list of strings", key);
        return NULL;
    }
    const char **list = arena_array(&l->contract->arena, json_array_size(v) + 1, sizeof *list);
    for (size_t i = 0; i < json_array_size(v); i++) {
        const char *text = json_string_value(json_array_get(v, i));
        if (text == NULL) {
            (void)load_fail(l, "\"%s\" must be a list of strings", key);
            return NULL;
        }
        list[(*ret_count)++] = arena_text(&l->contract->arena, text);
    }
    return list;
}

bool load_scaled(struct loader *l, json_t *object, const char *key, int decimals, int64_t *ret)
{
    json_t *v = json_object_get(object, key);
    if (v == NULL)
        return false;
    if (!json_is_number(v)) {
        (void)load_fail(l, "\"%s\" must be a number", key);
        return false;
    }
    /* Bounds of plausibility, written by us: a double holds each of them exactly once scaled. */
    double scaled = json_number_value(v);
    for (int i = 0; i < decimals; i++)
        scaled *= 10;
    if (fabs(scaled) > 9e15 || fabs(scaled - nearbyint(scaled)) > 1e-6) {
        (void)load_fail(l, "\"%s\" has more than %d decimals or is too large", key, decimals);
        return false;
    }
    *ret = (int64_t)nearbyint(scaled);
    return true;
}
