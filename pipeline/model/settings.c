#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "model/limits.h"
#include "model/period.h"
#include "model/settings.h"

enum kind { KIND_PATH, KIND_LANG, KIND_NUMBER, KIND_MAIL, KIND_COMMAND, KIND_USER };

/* Every setting: its name in the file and as an option, and what it may be. */
static const struct setting {
    const char *name;
    enum kind kind;
    size_t at; /* in struct settings */
    int64_t low;
    int64_t high;
    const char *allowed;
} table[] = {
    {"root", KIND_PATH, offsetof(struct settings, root), 0, 0, "a folder"},
    {"contract", KIND_PATH, offsetof(struct settings, contract), 0, 0, "a folder"},
    {"lang", KIND_LANG, offsetof(struct settings, lang), 0, 0, "a language (fr or en)"},
    {"deadline", KIND_NUMBER, offsetof(struct settings, deadline_day), 1, 28,
     "a day of the month (1 to 28)"},
    {"settle", KIND_NUMBER, offsetof(struct settings, settle_s), 0, MAX_SETTLE_S,
     "a number of seconds (0 to 86400)"},
    {"jobs", KIND_NUMBER, offsetof(struct settings, jobs), 1, MAX_JOBS,
     "a number of processes (1 to 64)"},
    {"keep", KIND_NUMBER, offsetof(struct settings, keep_months), 0, MAX_KEEP,
     "a number of months (1 to 1200; 0: for ever)"},
    {"keep-editions", KIND_NUMBER, offsetof(struct settings, keep_editions), 0, MAX_KEEP,
     "a number of editions a month (1 to 1200; 0: all)"},
    {"mail", KIND_MAIL, offsetof(struct settings, mail), 0, 0,
     "an address, or several joined by commas"},
    {"ping", KIND_COMMAND, offsetof(struct settings, ping), 0, 0, "a shell command"},
    {"user", KIND_USER, offsetof(struct settings, user), 0, 0, "the name of a user"},
};
enum { N_SETTINGS = sizeof table / sizeof *table };

void settings_init(struct settings *s)
{
    *s = (struct settings){
        .root = ".", .lang = "fr", .deadline_day = DEADLINE_DAY, .settle_s = DEFAULT_SETTLE_S};
}

void settings_release(struct settings *s)
{
    arena_release(&s->arena);
    *s = (struct settings){0};
}

static const struct setting *find(const char *name)
{
    for (int i = 0; i < N_SETTINGS; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

/* Made of these characters alone, and not mistaken for an option. */
static bool is_made_of(const char *value, const char *characters)
{
    return value[0] != '\0' && value[0] != '-' && value[strspn(value, characters)] == '\0';
}

static bool is_allowed(enum kind kind, const char *value)
{
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    switch (kind) {
    case KIND_LANG: return strcmp(value, "fr") == 0 || strcmp(value, "en") == 0;
    case KIND_MAIL: return is_made_of(value, LETTERS "@.,_+-");
    case KIND_USER: return is_made_of(value, LETTERS "_.-") && strlen(value) <= 32;
    case KIND_PATH:
    case KIND_COMMAND: return value[0] != '\0';
    case KIND_NUMBER: break;
    }
    return false;
#undef LETTERS
}

int settings_set(struct settings *s, const char *name, const char *value, const char **ret_allowed)
{
    const struct setting *t = find(name);
    int64_t n;
    if (t == NULL) {
        *ret_allowed = NULL;
        return -1;
    }
    char *place = (char *)s + t->at;
    if (t->kind == KIND_NUMBER && text_int(value, strlen(value), t->low, t->high, &n) == 0) {
        memcpy(place, &n, sizeof n);
        return 0;
    }
    if (t->kind == KIND_NUMBER || !is_allowed(t->kind, value)) {
        *ret_allowed = t->allowed;
        return -1;
    }
    const char *copy = arena_text(&s->arena, value);
    memcpy(place, &copy, sizeof copy);
    return 0;
}

/* One line of a file, and what was set before it. */
struct reader {
    struct settings *s;
    const char *path;
    size_t line;
    size_t set_on[N_SETTINGS]; /* 0 = not yet */
};

/* FILE:LINE: key: "text" expected. */
static int wrong(const struct reader *r, struct err *err, const char *key, const char *text,
                 const char *expected)
{
    struct buf shown = {0};
    text_show(&shown, text, strlen(text), MAX_SHOWN_CHARS);
    (void)err_set(err, "conf-error: %s:%zu: %s%s\"%s\"%s", r->path, r->line, key,
                  key[0] == '\0' ? "" : ": ", buf_str(&shown), expected);
    buf_release(&shown);
    return -1;
}

static int no_such_key(const struct reader *r, const char *key, struct err *err)
{
    struct buf expected = {0};
    buf_text(&expected, " is no setting; there are");
    for (int i = 0; i < N_SETTINGS; i++)
        buf_printf(&expected, "%s %s", i == 0 ? "" : ",", table[i].name);
    (void)wrong(r, err, "", key, buf_str(&expected));
    buf_release(&expected);
    return -1;
}

static int take_pair(struct reader *r, const char *key, const char *value, struct err *err)
{
    const struct setting *t = find(key);
    const char *allowed;
    struct buf expected = {0};
    int rc = 0;
    if (t == NULL)
        return no_such_key(r, key, err);
    size_t *before = &r->set_on[t - table];
    if (*before != 0) {
        buf_printf(&expected, " is set twice: first on line %zu", *before);
        rc = wrong(r, err, "", key, buf_str(&expected));
    } else if (t->kind == KIND_PATH && value[0] != '/') {
        buf_printf(&expected, " is not a whole path, from / on");
        rc = wrong(r, err, key, value, buf_str(&expected));
    } else if (settings_set(r->s, key, value, &allowed) == -1) {
        buf_printf(&expected, " is not %s", allowed);
        rc = wrong(r, err, key, value, buf_str(&expected));
    }
    *before = r->line;
    buf_release(&expected);
    return rc;
}

/* A line without its end, cut in place. */
static int take_line(struct reader *r, char *line, size_t len, struct err *err)
{
    const char *start = line;
    if (len > 0 && line[len - 1] == '\r')
        line[--len] = '\0';
    if (strlen(line) != len || text_valid(line, len) != len)
        return wrong(r, err, "", line, ": not text in UTF-8");
    (void)text_trim(&start, &len);
    if (len == 0 || *start == '#')
        return 0;
    const char *equals = memchr(start, '=', len);
    if (equals == NULL)
        return wrong(r, err, "", start, " is neither \"key = value\" nor a comment (#)");
    const char *value = equals + 1;
    size_t value_len = len - (size_t)(value - start);
    size_t key_len = (size_t)(equals - start);
    (void)text_trim(&value, &value_len);
    (void)text_trim(&start, &key_len);
    line[(size_t)(value - line) + value_len] = '\0';
    line[(size_t)(start - line) + key_len] = '\0';
    return take_pair(r, start, value, err);
}

int settings_read(struct settings *s, const char *path, struct err *err)
{
    struct reader r = {.s = s, .path = path};
    struct buf text = {0};
    struct err why = {0};
    int rc = 0;
    if (file_rights(path, S_IWGRP | S_IWOTH, true, &why) == -1 ||
        file_read(path, MAX_SETTINGS_BYTES, &text, &why) == -1)
        rc = err_set(err, "conf-error: %s", why.text);
    for (size_t at = 0; rc == 0 && at < text.len;) {
        char *end = memchr(text.data + at, '\n', text.len - at);
        size_t len = end == NULL ? text.len - at : (size_t)(end - text.data) - at;
        text.data[at + len] = '\0';
        r.line++;
        rc = take_line(&r, text.data + at, len, err);
        at += len + 1;
    }
    buf_release(&text);
    return rc;
}

static void print_value(const struct settings *s, const struct setting *t, struct buf *out)
{
    const char *place = (const char *)s + t->at;
    const char *text;
    int64_t n;
    if (t->kind == KIND_NUMBER) {
        memcpy(&n, place, sizeof n);
        buf_printf(out, "%" PRId64, n);
        return;
    }
    memcpy(&text, place, sizeof text);
    buf_text(out, text == NULL ? "" : text);
}

int settings_print(const struct settings *s, const char *name, struct buf *out)
{
    bool found = false;
    for (int i = 0; i < N_SETTINGS; i++) {
        if (name != NULL && strcmp(name, table[i].name) != 0)
            continue;
        if (name == NULL)
            buf_printf(out, "%s = ", table[i].name);
        print_value(s, &table[i], out);
        buf_char(out, '\n');
        found = true;
    }
    return found ? 0 : -1;
}
