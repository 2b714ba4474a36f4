#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "unit.h"

/* The names in a folder, those of temporary files too, with a blank between them. */
static char *listing(const char *path)
{
    struct names list;
    struct err err = {0};
    struct buf out = {0};
    assert_int_equal(names_read_hidden(&list, path, &err), 0);
    for (size_t i = 0; i < list.count; i++)
        buf_printf(&out, "%s%s", i == 0 ? "" : " ", list.names[i]);
    names_release(&list);
    return buf_detach(&out);
}

static const char *new_folder(const char *name)
{
    struct err err = {0};
    const char *path = unit_path(name);
    assert_int_equal(file_make_folders(path, 0700, &err), 0);
    return path;
}

static void is_listing(const char *path, const char *want)
{
    char *have = listing(path);
    unit_text(path, "listing", have, want);
    free(have);
}

static void is_content(const char *path, const char *want)
{
    struct buf have = {0};
    struct err err = {0};
    assert_int_equal(file_read(path, 1000, &have, &err), 0);
    unit_text(path, "content", buf_str(&have), want);
    buf_release(&have);
}

static void test_commit_and_abandon(void **state)
{
    (void)state;
    const char *folder = new_folder("new");
    struct newfile f;
    struct err err = {0};
    assert_int_equal(newfile_open(&f, folder, "a.txt", 0640, &err), 0);
    assert_int_equal(newfile_write(&f, "one", 3, &err), 0);
    assert_false(file_exists(unit_path("new/a.txt"))); /* not before it is whole */
    assert_int_equal(newfile_commit(&f, &err), 0);
    is_listing(folder, "a.txt");
    is_content(unit_path("new/a.txt"), "one");
    struct stat st;
    assert_int_equal(stat(unit_path("new/a.txt"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);

    assert_int_equal(newfile_open(&f, folder, "a.txt", 0640, &err), 0);
    assert_int_equal(newfile_write(&f, "two", 3, &err), 0);
    newfile_abandon(&f);
    is_listing(folder, "a.txt");
    is_content(unit_path("new/a.txt"), "one");

    assert_int_equal(file_put(folder, "a.txt", "two", 3, 0640, &err), 0);
    is_content(unit_path("new/a.txt"), "two");
    unit_end();
}

static void test_changed(void **state)
{
    (void)state;
    const char *folder = new_folder("changed");
    static const struct {
        const char *bytes;
        size_t len;
        bool changed;
    } writes[] = {{BYTES("one"), true},  {BYTES("one"), false}, {BYTES("on"), true},
                  {BYTES("one"), true},  {BYTES("onf"), true},  {BYTES(""), true},
                  {BYTES(""), false},    {BYTES("a\0b"), true}, {BYTES("a\0c"), true},
                  {BYTES("a\0c"), false}};
    for (size_t i = 0; i < COUNT(writes); i++) {
        bool changed = !writes[i].changed;
        struct err err = {0};
        unit_int(
            writes[i].bytes, "status",
            file_put_changed(folder, "f", writes[i].bytes, writes[i].len, 0600, &changed, &err), 0);
        unit_int(writes[i].bytes, "changed", changed, writes[i].changed);
    }
    unit_end();
}

/* Where nothing can be written: -1, a message that names the place, nothing left behind. */
static void test_refused(void **state)
{
    (void)state;
    const char *folder = new_folder("refused");
    (void)unit_put("refused/plain", "x", 1);
    (void)new_folder("refused/taken/inside");
    const struct {
        const char *folder;
        const char *name;
    } rows[] = {{unit_path("refused/missing"), "f"},
                {unit_path("refused/plain"), "f"},
                {"/proc", "f"},
                {folder, "taken"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};
        unit_int(rows[i].folder, "status",
                 file_put(rows[i].folder, rows[i].name, "x", 1, 0600, &err), -1);
        unit_has(rows[i].folder, "message", err.text, rows[i].folder);
        unit_has(rows[i].folder, "message", err.text, ": ");
    }
    is_listing(folder, "plain taken");
    /* somebody has put a link where the temporary file would go */
    struct buf trap = {0};
    struct err err = {0};
    buf_printf(&trap, "%s/.f.%ld.tmp", folder, (long)getpid());
    assert_int_equal(symlink(unit_path("refused/plain"), trap.data), 0);
    assert_int_equal(file_put(folder, "f", "x", 1, 0600, &err), -1);
    is_content(unit_path("refused/plain"), "x");
    buf_release(&trap);
    unit_end();
}

/* A disk that fills up while a file is written: the old file stays. */
static void test_full(void **state)
{
    (void)state;
    const char *folder = new_folder("full");
    static char much[100000];
    struct rlimit limit;
    struct err err = {0};
    bool changed;
    memset(much, 'x', sizeof much);
    assert_int_equal(file_put(folder, "f", "old", 3, 0600, &err), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    struct rlimit small = {.rlim_cur = 50000, .rlim_max = limit.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int rc = file_put_changed(folder, "f", much, sizeof much, 0600, &changed, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(rc, -1);
    unit_has("full", "message", err.text, "cannot write");
    is_listing(folder, "f");
    is_content(unit_path("full/f"), "old");
    unit_end();
}

static void test_names(void **state)
{
    (void)state;
    const char *folder = new_folder("names");
    static const char *const made[] = {"b",   "a",       "é",   "Z",  "a-",
                                       "a.b", ".hidden", "a b", "10", "9"};
    for (size_t i = 0; i < COUNT(made); i++) {
        struct buf name = {0};
        buf_printf(&name, "names/%s", made[i]);
        (void)unit_put(name.data, "", 0);
        buf_release(&name);
    }
    is_listing(folder, ".hidden 10 9 Z a a b a- a.b b é");
    struct names list;
    struct err err = {0};
    assert_int_equal(names_read(&list, folder, &err), 0);
    assert_int_equal(list.count, COUNT(made) - 1);
    assert_string_equal(list.names[0], "10");
    names_release(&list);
    assert_int_equal(names_read(&list, unit_path("no such folder"), &err), 0);
    assert_int_equal(list.count, 0);
    assert_int_equal(names_read(&list, unit_path("names/a"), &err), -1);
    unit_has("a file", "message", err.text, "names/a");
    unit_end();
}

static void test_read(void **state)
{
    (void)state;
    struct buf out = {0};
    struct err err = {0};
    const char *path = unit_put("read", "12345", 5);
    buf_text(&out, ">");
    assert_int_equal(file_read(path, 5, &out, &err), 0);
    assert_string_equal(out.data, ">12345");
    assert_int_equal(file_read(path, 4, &out, &err), -1);
    unit_has("too large", "message", err.text, "larger than 4 bytes");
    err = (struct err){0};
    assert_int_equal(file_read(unit_path("none"), 4, &out, &err), -1);
    unit_has("missing", "message", err.text, "No such file");
    err = (struct err){0};
    assert_int_equal(file_read(unit_folder(), 4, &out, &err), -1);
    assert_true(file_exists(path) && !file_exists(unit_path("none")));
    buf_release(&out);
    unit_end();
}

/* Two texts, the second of which `at` makes different there; and what is told. */
static void test_same(void **state)
{
    enum { LONG = 200 * 1000 };
    static const struct {
        const char *what;
        size_t len[2];
        size_t at; /* LONG = nowhere */
        bool same;
    } pairs[] = {
        {"empty", {0, 0}, LONG, true},
        {"one byte", {1, 1}, LONG, true},
        {"another byte", {1, 1}, 0, false},
        {"one is empty", {0, 1}, LONG, false},
        {"a part of the other", {1000, 1001}, LONG, false},
        {"long", {LONG, LONG}, LONG, true},
        {"the last byte", {LONG, LONG}, LONG - 1, false},
        {"behind a block", {LONG, LONG}, 64 * 1024, false},
    };
    (void)state;
    struct buf text = {0};
    buf_room(&text, LONG);
    memset(text.data, 'a', LONG);
    for (size_t i = 0; i < COUNT(pairs); i++) {
        struct err err = {0};
        bool same = !pairs[i].same;
        (void)unit_put("one", text.data, pairs[i].len[0]);
        text.data[pairs[i].at] = 'b';
        (void)unit_put("two", text.data, pairs[i].len[1]);
        text.data[pairs[i].at] = 'a';
        unit_int(pairs[i].what, "status",
                 file_same(unit_path("one"), unit_path("two"), &same, &err), 0);
        unit_int(pairs[i].what, "same", same, pairs[i].same);
    }
    struct err err = {0};
    bool same = true;
    unit_int("no second", "status", file_same(unit_path("one"), unit_path("none"), &same, &err),
             -1);
    unit_has("no second", "message", err.text, "none");
    buf_release(&text);
    unit_end();
}

static void test_begin(void **state)
{
    char text[4];
    size_t bytes = 0;
    struct err err = {0};
    (void)state;
    assert_int_equal(file_begin(unit_put("begin", "12345", 5), text, 4, &bytes, &err), 0);
    assert_string_equal(text, "123");
    assert_int_equal(bytes, 5);
    assert_int_equal(file_begin(unit_put("begin", "1", 1), text, 4, &bytes, &err), 0);
    assert_string_equal(text, "1");
    assert_int_equal(bytes, 1);
    assert_int_equal(file_begin(unit_path("none"), text, 4, &bytes, &err), -1);
}

static void test_trees(void **state)
{
    (void)state;
    struct err err = {0};
    (void)new_folder("tree/a/b/c");
    (void)new_folder("kept");
    (void)unit_put("tree/a/b/.f", "x", 1);
    (void)unit_put("kept/f", "x", 1);
    assert_int_equal(symlink(unit_path("kept"), unit_path("tree/a/link")), 0);
    assert_int_equal(file_make_folders(unit_path("tree/a/b"), 0700, &err), 0);
    assert_int_equal(file_remove_tree(unit_path("tree"), &err), 0);
    assert_false(file_exists(unit_path("tree")));
    assert_true(file_exists(unit_path("kept/f"))); /* no link was followed */
    assert_int_equal(file_remove_tree(unit_path("tree"), &err), 0);
    assert_int_equal(file_make_folders(unit_path("kept/f/g"), 0700, &err), -1);
    unit_has("under a file", "message", err.text, "kept/f");
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_commit_and_abandon),
        cmocka_unit_test(test_changed),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_same),
        cmocka_unit_test(test_begin),
        cmocka_unit_test(test_trees),
    };
    return UNIT_RUN(tests);
}
