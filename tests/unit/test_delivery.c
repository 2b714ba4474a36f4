#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "model/delivery.h"
#include "model/limits.h"
#include "model/period.h"
#include "unit.h"

static const char sha[] = "0123456789abcdef0123456789abcdef";

/* A sender's name, and how the archive writes it. */
static const struct {
    const char *name;
    const char *want;
} names[] = {
    {"emplois_2026-10.csv", "emplois_2026-10.csv"},
    {"A.Z-09_", "A.Z-09_"},
    {"mes emplois.csv", "mes%20emplois.csv"},
    {"pôles.csv", "p%C3%B4les.csv"},
    {"100%.csv", "100%25.csv"},
    {"%41.csv", "%2541.csv"},
    {"a%C3%B4b", "a%25C3%25B4b"},
    {"../../etc/passwd", "..%2F..%2Fetc%2Fpasswd"},
    {"-rf", "-rf"},
    {"$(reboot);`x`", "%24%28reboot%29%3B%60x%60"},
    {"a\nb\tc", "a%0Ab%09c"},
    {"\xFF\x01", "%FF%01"},
    {"a~0123456789abcdef", "a%7E0123456789abcdef"},
    {"=cmd|' /C calc'!A0.csv", "%3Dcmd%7C%27%20%2FC%20calc%27%21A0.csv"},
};

static void test_names(void **state)
{
    (void)state;
    int64_t received;
    assert_int_equal(instant_parse("2026-11-12T06:00:00Z", &received), 0);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct delivery d = {0};
        char *stem = delivery_stem(received, 17, sha, names[i].name);
        unit_int(names[i].name, "prefix",
                 strncmp(stem, "20261112T060000.0017Z-0123456789ab-", DELIVERY_NAME_AT), 0);
        unit_text(names[i].name, "name", stem + DELIVERY_NAME_AT, names[i].want);
        unit_int(names[i].name, "status", delivery_parse(stem, &d), 0);
        unit_text(names[i].name, "read back", d.name, names[i].name);
        unit_text(names[i].name, "stem", d.stem, stem);
        unit_text(names[i].name, "sha", d.sha, "0123456789ab");
        unit_int(names[i].name, "received", d.received, received);
        unit_int(names[i].name, "sequence", d.sequence, 17);
        unit_int(names[i].name, "same as", d.same_as, -1);
        free(d.stem);
        free(d.name);
        free(stem);
    }
    unit_end();
}

/* Names too long for the archive are cut, and stay apart. */
static void test_long_names(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "é", " ", "%"};
    for (size_t i = 0; i < COUNT(parts); i++) {
        struct buf name = {0};
        char *stems[2];
        while (name.len < 250)
            buf_text(&name, parts[i]);
        for (int k = 0; k < 2; k++) {
            struct delivery d = {0};
            buf_printf(&name, "%d", k);
            stems[k] = delivery_stem(0, 1, sha, name.data);
            unit_int(parts[i], "longest", (int64_t)strlen(stems[k]), MAX_ARCHIVE_NAME);
            unit_int(parts[i], "status", delivery_parse(stems[k], &d), 0);
            free(d.stem);
            free(d.name);
            buf_cut(&name, name.len - 1);
        }
        unit_int(parts[i], "apart", strcmp(stems[0], stems[1]) != 0, 1);
        char *again = delivery_stem(0, 1, sha, (buf_text(&name, "1"), name.data));
        unit_text(parts[i], "again", again, stems[1]);
        free(again);
        free(stems[0]);
        free(stems[1]);
        buf_release(&name);
    }
    unit_end();
}

static const char *const refused[] = {
    "",
    "emplois.csv",
    "20261112T060000.0017Z-0123456789ab-",
    "20261112T060000.0017Z-0123456789ab",
    "20261112 060000.0017Z-0123456789ab-a",
    "20261112T060000,0017Z-0123456789ab-a",
    "20261112T060000.0017X-0123456789ab-a",
    "20261112T060000.0017Z_0123456789ab-a",
    "20261112T060000.0017Z-0123456789ab_a",
    "20261312T060000.0017Z-0123456789ab-a",
    "20260230T060000.0017Z-0123456789ab-a",
    "2026111xT060000.0017Z-0123456789ab-a",
    "20261112T06000x.0017Z-0123456789ab-a",
    "20261112T060000.001xZ-0123456789ab-a",
    "20261112T060000.-017Z-0123456789ab-a",
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct delivery d = {0};
        unit_int(refused[i], "status", delivery_parse(refused[i], &d), -1);
        free(d.stem);
        free(d.name);
    }
    unit_end();
}

/* Reception, in order: the bytes of the stems are in the same order. */
static const struct {
    const char *when;
    int sequence;
    const char *sha;
    const char *name;
} order[] = {
    {"1999-12-31T23:59:59Z", 9999, "ffffffffffff", "zz"},
    {"2026-09-30T23:59:59Z", 1, "ffffffffffff", "zz"},
    {"2026-10-01T00:00:00Z", 1, "ffffffffffff", "zz"},
    {"2026-10-01T00:00:00Z", 2, "eeeeeeeeeeee", "yy"},
    {"2026-10-01T00:00:00Z", 10, "dddddddddddd", "xx"},
    {"2026-10-01T00:00:00Z", 9999, "cccccccccccc", "ww"},
    {"2026-10-01T00:00:01Z", 1, "bbbbbbbbbbbb", "é"},
    {"2026-10-01T10:00:00Z", 1, "aaaaaaaaaaaa", "-"},
    {"2026-10-02T00:00:00Z", 1, "000000000000", "."},
};

static void test_order(void **state)
{
    (void)state;
    char *before = NULL;
    for (size_t i = 0; i < COUNT(order); i++) {
        int64_t t = 0;
        unit_int(order[i].when, "status", instant_parse(order[i].when, &t), 0);
        char *stem = delivery_stem(t, order[i].sequence, order[i].sha, order[i].name);
        if (before != NULL)
            unit_int(stem, "behind the one before", strcmp(before, stem) < 0, 1);
        free(before);
        before = stem;
    }
    free(before);
    unit_end();
}

static const char *const archive[] = {
    "20261001T000000.0001Z-aaaaaaaaaaaa-emplois.csv",
    "20261001T000000.0002Z-bbbbbbbbbbbb-poles.csv",
    "20261002T000000.0001Z-aaaaaaaaaaaa-emplois-bis.csv",
    "20261003T000000.0001Z-aaaaaaaaaaaa-emplois-ter.csv",
};

static void test_archive(void **state)
{
    (void)state;
    static const int same_as[] = {-1, -1, 0, 0};
    struct deliveries list;
    struct err err = {0};
    for (size_t i = COUNT(archive); i-- > 0;) {
        struct buf path = {0};
        buf_printf(&path, "outputs/archive/84/%s", archive[i]);
        (void)unit_put(path.data, "12345", i);
        buf_release(&path);
    }
    assert_int_equal(deliveries_read(&list, unit_folder(), 15, "84", &err), 0);
    assert_int_equal(list.count, COUNT(archive));
    assert_int_equal(deliveries_measure(&list, &err), 0);
    for (int i = 0; i < list.count; i++) {
        unit_text("archive", "stem", list.list[i].stem, archive[i]);
        unit_int(archive[i], "same as", list.list[i].same_as, same_as[i]);
        unit_int(archive[i], "bytes", list.list[i].bytes, i);
        unit_int(archive[i], "region", list.list[i].region, 15);
        unit_int(archive[i], "path", file_exists(list.list[i].path), 1);
    }
    assert_int_equal(unlink(list.list[1].path), 0);
    assert_int_equal(deliveries_measure(&list, &err), -1);
    unit_has("gone since it was listed", "message", err.text, "not a regular file");
    err = (struct err){0};
    deliveries_release(&list);
    assert_int_equal(deliveries_read(&list, unit_folder(), 0, "01", &err), 0);
    assert_int_equal(list.count, 0);
    deliveries_release(&list);
    unit_end();
}

/* What does not belong in an archive stops the run: it is the system of record. */
static void test_damaged(void **state)
{
    (void)state;
    struct deliveries list;
    struct err err = {0};
    (void)unit_put("outputs/archive/11/notes.txt", "", 0);
    assert_int_equal(deliveries_read(&list, unit_folder(), 0, "11", &err), -1);
    unit_has("a foreign file", "message", err.text, "notes.txt: not a delivery");
    err = (struct err){0};
    const char *target = unit_put("target", "x", 1);
    (void)unit_put("outputs/archive/24/.keep", "", 0);
    assert_int_equal(
        symlink(target, unit_path("outputs/archive/24/20261001T000000.0001Z-aaaaaaaaaaaa-a.csv")),
        0);
    assert_int_equal(deliveries_read(&list, unit_folder(), 0, "24", &err), -1);
    unit_has("a link", "message", err.text, "not a regular file");
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),   cmocka_unit_test(test_long_names),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_order),
        cmocka_unit_test(test_archive), cmocka_unit_test(test_damaged),
    };
    return UNIT_RUN(tests);
}
