#include <string.h>

#include "read/source.h"
#include "unit.h"

/* What a file says as UTF-8, its encoding, and whether it was what it seemed. */
static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    const char *want;
    enum encoding encoding;
    bool invalid;
} rows[] = {
    {"nothing", BYTES(""), "", ENCODING_UTF8, false},
    {"ASCII", BYTES("abc\n"), "abc\n", ENCODING_UTF8, false},
    {"UTF-8", BYTES("é€😀"), "é€😀", ENCODING_UTF8, false},
    {"UTF-8 with a mark", BYTES("\xEF\xBB\xBFé"), "é", ENCODING_UTF8_BOM, false},
    {"a mark alone", BYTES("\xEF\xBB\xBF"), "", ENCODING_UTF8_BOM, false},
    {"half a mark", BYTES("\xEF\xBB"), "", ENCODING_UTF8, true},
    {"two marks", BYTES("\xEF\xBB\xBF\xEF\xBB\xBFx"), "\uFEFFx", ENCODING_UTF8_BOM, false},
    {"Windows-1252", BYTES("ab\xE9"), "ab", ENCODING_UTF8, true},
    {"Windows-1252 behind a mark",
     BYTES("\xEF\xBB\xBF"
           "ab\xE9"),
     "ab", ENCODING_UTF8_BOM, true},
    {"a character cut by the end", BYTES("ab\xC3"), "ab", ENCODING_UTF8, true},
    {"a surrogate in UTF-8", BYTES("a\xED\xA0\x80"), "a", ENCODING_UTF8, true},
    {"UTF-16LE",
     BYTES("\xFF\xFE"
           "a\0\xE9\0\xAC\x20\x3D\xD8\x00\xDE"),
     "aé€😀", ENCODING_UTF16LE, false},
    {"UTF-16BE", BYTES("\xFE\xFF\0a\0\xE9\x20\xAC\xD8\x3D\xDE\x00"), "aé€😀", ENCODING_UTF16BE,
     false},
    {"UTF-16, a mark alone", BYTES("\xFF\xFE"), "", ENCODING_UTF16LE, false},
    {"UTF-16, half a unit",
     BYTES("\xFF\xFE"
           "a\0b"),
     "a", ENCODING_UTF16LE, true},
    {"UTF-16, half a pair",
     BYTES("\xFF\xFE"
           "a\0\x3D\xD8"),
     "a", ENCODING_UTF16LE, true},
    {"UTF-16, high without low",
     BYTES("\xFF\xFE"
           "a\0\x3D\xD8"
           "b\0"),
     "a", ENCODING_UTF16LE, true},
    {"UTF-16, low without high",
     BYTES("\xFF\xFE"
           "a\0\x00\xDE"
           "b\0"),
     "a", ENCODING_UTF16LE, true},
};

/* Add all blocks; how many there were. */
static int read_all(struct source *s, struct buf *out)
{
    const char *text = NULL;
    size_t len = 0;
    struct err err = {0};
    int blocks = 0;
    int got;
    while ((got = source_next(s, &text, &len, &err)) == 1) {
        buf_add(out, text, len);
        blocks++;
    }
    unit_int("source_next", "status", got, 0);
    return blocks;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct source s;
        struct err err = {0};
        struct buf out = {0};
        const char *path = unit_put("file", rows[i].bytes, rows[i].len);
        assert_int_equal(source_open(&s, path, &err), 0);
        (void)read_all(&s, &out);
        unit_text(rows[i].name, "text", buf_str(&out), rows[i].want);
        unit_int(rows[i].name, "encoding", s.encoding, rows[i].encoding);
        unit_int(rows[i].name, "invalid", s.invalid, rows[i].invalid);
        source_close(&s);
        buf_release(&out);
    }
    unit_end();
}

/* Characters put about the border of two blocks, byte by byte. */
static const struct {
    const char *name;
    const char *mark;
    size_t mark_len;
    const char *filler; /* what the block is filled with: its bytes, and what they say */
    size_t filler_len;
    const char *bytes;
    size_t len;
    const char *want;
} borders[] = {
    {"two bytes", BYTES(""), BYTES("x"), BYTES("é"), "é"},
    {"three bytes", BYTES(""), BYTES("x"), BYTES("€"), "€"},
    {"four bytes", BYTES(""), BYTES("x"), BYTES("😀"), "😀"},
    {"four bytes behind a mark", BYTES("\xEF\xBB\xBF"), BYTES("x"), BYTES("😀"), "😀"},
    {"UTF-16LE pair", BYTES("\xFF\xFE"), BYTES("x\0"), BYTES("\x3D\xD8\x00\xDE"), "😀"},
    {"UTF-16BE pair", BYTES("\xFE\xFF"), BYTES("\0x"), BYTES("\xD8\x3D\xDE\x00"), "😀"},
    {"UTF-16LE unit", BYTES("\xFF\xFE"), BYTES("x\0"), BYTES("\xE9\0"), "é"},
};

static void test_borders(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(borders); i++) {
        for (size_t before = 0; before < 8; before++) {
            struct buf file = {0};
            struct buf out = {0};
            struct buf want = {0};
            struct source s;
            struct err err = {0};
            buf_add(&file, borders[i].mark, borders[i].mark_len);
            while (file.len + before < SAMPLE_BYTES) {
                buf_add(&file, borders[i].filler, borders[i].filler_len);
                buf_char(&want, 'x');
            }
            buf_add(&file, borders[i].bytes, borders[i].len);
            buf_add(&file, borders[i].filler, borders[i].filler_len);
            buf_printf(&want, "%sx", borders[i].want);
            const char *path = unit_put("file", file.data, file.len);
            assert_int_equal(source_open(&s, path, &err), 0);
            (void)read_all(&s, &out);
            unit_int(borders[i].name, "invalid", s.invalid, false);
            unit_int(borders[i].name, "same text", strcmp(out.data, want.data), 0);
            source_close(&s);
            buf_release(&file);
            buf_release(&out);
            buf_release(&want);
        }
    }
    unit_end();
}

/* Not UTF-8, and only far behind the first block: read again as Windows-1252. */
static void test_again(void **state)
{
    (void)state;
    struct buf file = {0};
    struct buf out = {0};
    struct source s;
    struct err err = {0};
    for (int i = 0; i < 2 * SAMPLE_BYTES; i++)
        buf_char(&file, 'x');
    buf_text(&file, "\xE9\x80");
    const char *path = unit_put("file", file.data, file.len);
    assert_int_equal(source_open(&s, path, &err), 0);
    assert_true(read_all(&s, &out) >= 2);
    assert_true(s.invalid);
    buf_cut(&out, 0);
    assert_int_equal(source_rewind(&s, ENCODING_1252, &err), 0);
    (void)read_all(&s, &out);
    assert_false(s.invalid);
    assert_int_equal(out.len, 2 * SAMPLE_BYTES + strlen("é€"));
    assert_string_equal(out.data + 2 * SAMPLE_BYTES, "é€");
    /* as 1252 a byte order mark is three letters */
    source_close(&s);
    path = unit_put("file", BYTES("\xEF\xBB\xBF"));
    buf_cut(&out, 0);
    assert_int_equal(source_open(&s, path, &err), 0);
    assert_int_equal(source_rewind(&s, ENCODING_1252, &err), 0);
    (void)read_all(&s, &out);
    assert_string_equal(out.data, "ï»¿");
    source_close(&s);
    buf_release(&file);
    buf_release(&out);
    unit_end();
}

static void test_machine(void **state)
{
    (void)state;
    struct source s;
    struct err err = {0};
    const char *text;
    size_t len;
    assert_int_equal(source_open(&s, unit_path("none"), &err), -1);
    unit_has("none", "message", err.text, "none");
    err = (struct err){0};
    assert_int_equal(source_open(&s, unit_folder(), &err), 0);
    assert_int_equal(source_next(&s, &text, &len, &err), -1);
    unit_has("a folder", "message", err.text, unit_folder());
    source_close(&s);
    for (int e = ENCODING_UTF8; e <= ENCODING_UTF16BE; e++)
        assert_true(strlen(encoding_name((enum encoding)e)) > 3);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_borders),
        cmocka_unit_test(test_again),
        cmocka_unit_test(test_machine),
    };
    return UNIT_RUN(tests);
}
