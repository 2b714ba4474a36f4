#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "publish/manifest.h"
#include "unit.h"

static const char *const kinds[AUDIT_KINDS] = {
    [AUDIT_DIFFERS] = "differs ",
    [AUDIT_MISSING] = "missing ",
    [AUDIT_FOREIGN] = "foreign ",
    [AUDIT_UNKNOWN] = "unknown ",
};

static void put(const char *name, const char *text)
{
    (void)unit_put(name, text, strlen(text));
}

/* A folder as an edition is: a file, an empty one, one below, a hidden one, and its list. */
static void make(void)
{
    put("e/edition.json", "{}\n");
    put("e/empty.csv", "");
    put("e/data/figures.csv", "indicator\n");
    put("e/.hidden", "x");
    (void)unlink(unit_path("e/data/more.csv"));
    (void)unlink(unit_path("e/link"));
    assert_int_equal(manifest_write(unit_path("e"), &(struct err){0}), 0);
}

static void say(struct buf *out)
{
    struct audit audit = {0};
    struct err err = {0};
    assert_int_equal(manifest_check(unit_path("e"), "editions/e", &audit, &err), 0);
    for (size_t i = 0; i < audit.n_problems; i++)
        buf_printf(out, "%s%s%s", i == 0 ? "" : ", ", kinds[audit.problems[i].kind],
                   audit.problems[i].path);
    audit_release(&audit);
    assert_int_equal(audit.n_problems, 0);
}

/* The list is in order, with the hashes of sha256sum(1): of nothing, of "x", and so on. */
static void test_list(void **state)
{
    (void)state;
    static const char want[] =
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  .hidden\n"
        "837f575b06f1712a91b0ef49b75afea429f48df31288a350baf03930d1f18fa3  data/figures.csv\n"
        "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356  edition.json\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty.csv\n";
    char have[1024] = "";
    make();
    FILE *f = fopen(unit_path("e/SHA256SUMS"), "r");
    assert_non_null(f);
    have[fread(have, 1, sizeof have - 1, f)] = '\0';
    assert_int_equal(fclose(f), 0);
    unit_text("the list", "text", have, want);
    unit_end();
}

static void nothing(void)
{
}

static void longer(void)
{
    put("e/data/figures.csv", "indicator\nx\n");
}

static void emptied(void)
{
    put("e/edition.json", "");
}

static void gone(void)
{
    assert_int_equal(unlink(unit_path("e/empty.csv")), 0);
}

static void gone_and_more(void)
{
    gone();
    put("e/data/more.csv", "x");
}

static void linked(void)
{
    assert_int_equal(symlink("edition.json", unit_path("e/link")), 0);
}

static void became_link(void)
{
    assert_int_equal(unlink(unit_path("e/empty.csv")), 0);
    assert_int_equal(symlink(".hidden", unit_path("e/empty.csv")), 0);
}

static void no_list(void)
{
    assert_int_equal(unlink(unit_path("e/SHA256SUMS")), 0);
}

static void list_of_words(void)
{
    put("e/SHA256SUMS", "what is this\n");
}

static void list_is_empty(void)
{
    put("e/SHA256SUMS", "");
}

static const struct {
    const char *name;
    void (*change)(void);
    const char *found;
} rows[] = {
    {"as it was written", nothing, ""},
    {"a file is longer", longer, "differs editions/e/data/figures.csv"},
    {"a file is empty", emptied, "differs editions/e/edition.json"},
    {"a file is gone", gone, "missing editions/e/empty.csv"},
    {"one is gone, one is new", gone_and_more,
     "missing editions/e/empty.csv, foreign editions/e/data/more.csv"},
    {"a link that nobody made", linked, "foreign editions/e/link"},
    {"a file became a link", became_link, "differs editions/e/empty.csv"},
    {"there is no list", no_list, "unknown editions/e/SHA256SUMS"},
    {"the list is empty", list_is_empty,
     "foreign editions/e/.hidden, foreign editions/e/data/figures.csv, "
     "foreign editions/e/edition.json, foreign editions/e/empty.csv"},
    {"the list is none", list_of_words, "differs editions/e/SHA256SUMS"},
};

static void test_check(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf found = {0};
        (void)unlink(unit_path("e/empty.csv"));
        make();
        rows[i].change();
        say(&found);
        unit_text(rows[i].name, "found", buf_str(&found), rows[i].found);
        buf_release(&found);
    }
    unit_end();
}

static void test_same(void **state)
{
    (void)state;
    static const char sha256[] = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    static const struct {
        const char *name, *file, *sha256;
        bool same;
    } same[] = {
        {"the whole hash", "e/.hidden", sha256, true},
        {"how it begins", "e/.hidden", "2d711642b726", true},
        {"another", "e/.hidden", "2d711642b727", false},
        {"another file", "e/empty.csv", sha256, false},
        {"a folder", "e/data", sha256, false},
        {"no file", "e/none", sha256, false},
    };
    struct audit audit = {0};
    make();
    for (size_t i = 0; i < COUNT(same); i++)
        unit_int(same[i].name, "same", audit_same(&audit, unit_path(same[i].file), same[i].sha256),
                 same[i].same);
    unit_int("all", "looked at", (int64_t)audit.files, (int64_t)COUNT(same));
    audit_release(&audit);
    unit_end();
}

/* A folder that is not there cannot be written to; to a look it is one without a list. */
static void test_no_folder(void **state)
{
    (void)state;
    struct audit audit = {0};
    struct err err = {0};
    assert_int_equal(manifest_write(unit_path("none"), &err), -1);
    err = (struct err){0};
    assert_int_equal(manifest_check(unit_path("none"), "editions/none", &audit, &err), 0);
    assert_int_equal(audit.n_problems, 1);
    assert_int_equal(audit.problems[0].kind, AUDIT_UNKNOWN);
    audit_release(&audit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_same),
        cmocka_unit_test(test_no_folder),
    };
    return UNIT_RUN(tests);
}
