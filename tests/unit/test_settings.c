#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/settings.h"
#include "unit.h"

/* A file, what is set then ("lang=en settle=5"), and what the complaint about it says. */
static const struct {
    const char *name;
    const char *text;
    size_t len;
    const char *set;
    const char *why;
} files[] = {
    {"empty", BYTES(""), "root=. lang=fr deadline=10 settle=60 user=", ""},
    {"comments and blank lines", BYTES("# root = /a\n\n   # lang = en\n \t\n"), "root=. lang=fr",
     ""},
    {"everything",
     BYTES("root = /var/lib/ptce\ncontract=/usr/share/x\nlang\t=\ten\ndeadline = 15\nsettle = 0\n"
           "jobs = 4\nuser = ptce\n"),
     "root=/var/lib/ptce contract=/usr/share/x lang=en deadline=15 settle=0 jobs=4 user=ptce", ""},
    {"no last line end, a mark, Windows line ends", BYTES("\xEF\xBB\xBFlang = en\r\nsettle = 5\r"),
     "lang=en settle=5", ""},
    {"blanks, = and # in a value", BYTES("root = /srv/a b = c # d \n"), "root=/srv/a b = c # d",
     ""},
    {"an unknown key", BYTES("lang = en\nrooot = /srv\n"), "",
     ":2: \"rooot\" is no setting; there are root, contract, lang, deadline, settle, jobs, keep"},
    {"a key in capitals", BYTES("Lang = en\n"), "", ":1: \"Lang\" is no setting"},
    {"no key", BYTES(" = en\n"), "", ":1: \"\" is no setting"},
    {"twice", BYTES("lang = en\n\nlang = en\n"), "", ":3: \"lang\" is set twice: first on line 1"},
    {"no equals sign", BYTES("lang en\n"), "",
     ":1: \"lang en\" is neither \"key = value\" nor a comment (#)"},
    {"no value", BYTES("lang =\n"), "", ":1: lang: \"\" is not a language (fr or en)"},
    {"no such language", BYTES("lang = de\n"), "", ":1: lang: \"de\" is not a language (fr or en)"},
    {"a comment behind a value", BYTES("lang = en # English\n"), "",
     ":1: lang: \"en # English\" is not a language"},
    {"seconds with a unit", BYTES("settle = 60s\n"), "",
     ":1: settle: \"60s\" is not a number of seconds (0 to 86400)"},
    {"seconds beyond", BYTES("settle = 86401\n"), "", "is not a number of seconds"},
    {"seconds below", BYTES("settle = -1\n"), "", "is not a number of seconds"},
    {"a number beyond any", BYTES("settle = 99999999999999999999\n"), "", "is not a number"},
    {"no processes", BYTES("jobs = 0\n"), "", "jobs: \"0\" is not a number of processes (1 to 64)"},
    {"a deadline that February has not", BYTES("deadline = 29\n"), "",
     "deadline: \"29\" is not a day of the month (1 to 28)"},
    {"a path that is not whole", BYTES("root = srv/ptce\n"), "",
     ":1: root: \"srv/ptce\" is not a whole path, from / on"},
    {"a user that is an option", BYTES("user = -ptce\n"), "", "is not the name of a user"},
    {"a user with a blank", BYTES("user = a b\n"), "", "is not the name of a user"},
    {"a NUL", BYTES("lang = en\nuser = a\0b\n"), "", ":2: \"user = a\": not text in UTF-8"},
    {"Windows-1252",
     BYTES("root = /srv/donn\xE9"
           "es\n"),
     "", "not text in UTF-8"},
    {"an escape sequence is shown, not sent", BYTES("\x1B[31m = 1\n"), "", "\"\\x1B[31m\""},
};

/* "root=. lang=fr" of those that the row names. */
static void show(const struct settings *s, const char *like, struct buf *out)
{
    static const char *const names[] = {"root",   "contract", "lang", "deadline",
                                        "settle", "jobs",     "user"};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct buf value = {0};
        struct buf key = {0};
        buf_printf(&key, "%s=", names[i]);
        unit_int(names[i], "print", settings_print(s, names[i], &value), 0);
        if (strstr(like, key.data) != NULL)
            buf_printf(out, "%s%s%.*s", out->len > 0 ? " " : "", key.data, (int)value.len - 1,
                       value.data);
        buf_release(&value);
        buf_release(&key);
    }
}

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct settings s;
        struct err err = {0};
        struct buf got = {0};
        settings_init(&s);
        const char *path = unit_put("ptce.conf", files[i].text, files[i].len);
        int rc = settings_read(&s, path, &err);
        unit_int(files[i].name, "result", rc, files[i].why[0] == '\0' ? 0 : -1);
        unit_has(files[i].name, "complaint", err.text, files[i].why);
        if (rc == -1) {
            unit_has(files[i].name, "complaint", err.text, "conf-error: ");
            unit_has(files[i].name, "complaint", err.text, path);
        } else {
            show(&s, files[i].set, &got);
            unit_text(files[i].name, "settings", buf_str(&got), files[i].set);
        }
        buf_release(&got);
        settings_release(&s);
    }
    unit_end();
}

/* Who could have written the file. */
static const struct {
    const char *name;
    mode_t mode;
    uid_t owner; /* 0 = this user */
    const char *why;
} rights[] = {
    {"ours alone", 0600, 0, ""},
    {"others read", 0644, 0, ""},
    {"the group writes", 0664, 0, "can be written by others: chmod go-w "},
    {"all write", 0646, 0, "can be written by others: chmod go-w "},
    {"another's", 0644, 65534, "belongs to another user: chown root "},
};

static void test_rights(void **state)
{
    (void)state;
    const char *path = unit_put("ptce.conf", "", 0);
    for (size_t i = 0; i < COUNT(rights); i++) {
        struct settings s;
        struct err err = {0};
        if (rights[i].owner != 0 && geteuid() != 0)
            continue; /* only root gives files away */
        unit_int(rights[i].name, "chmod", chmod(path, rights[i].mode), 0);
        if (rights[i].owner != 0)
            unit_int(rights[i].name, "chown", chown(path, rights[i].owner, (gid_t)-1), 0);
        settings_init(&s);
        unit_int(rights[i].name, "result", settings_read(&s, path, &err),
                 rights[i].why[0] == '\0' ? 0 : -1);
        unit_has(rights[i].name, "complaint", err.text, rights[i].why);
        settings_release(&s);
    }
    unit_end();
}

static void test_no_file(void **state)
{
    (void)state;
    struct settings s;
    struct err err = {0};
    settings_init(&s);
    unit_int("no file", "result", settings_read(&s, unit_path("nowhere"), &err), -1);
    unit_has("no file", "complaint", err.text, "No such file");
    err = (struct err){0};
    unit_int("a device", "result", settings_read(&s, "/dev/null", &err), -1);
    unit_has("a device", "complaint", err.text, "neither a file nor a folder");
    settings_release(&s);
    unit_end();
}

static void test_options_win(void **state)
{
    (void)state;
    struct settings s;
    struct err err = {0};
    const char *allowed = "";
    settings_init(&s);
    unit_int("file", "result",
             settings_read(&s, unit_put("o.conf", BYTES("root = /a\nlang = en\n")), &err), 0);
    unit_int("option", "result", settings_set(&s, "root", "b", &allowed), 0);
    unit_text("option", "root", s.root, "b");
    unit_text("file", "lang", s.lang, "en");
    unit_int("bad option", "result", settings_set(&s, "lang", "de", &allowed), -1);
    unit_text("bad option", "allowed", allowed, "a language (fr or en)");
    unit_text("bad option", "lang", s.lang, "en");
    unit_int("no option", "result", settings_set(&s, "colour", "red", &allowed), -1);
    unit_int("no option", "allowed", allowed == NULL, 1);
    settings_release(&s);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_rights),
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_options_win),
    };
    return UNIT_RUN(tests);
}
