#include <string.h>

#include "base/text.h"
#include "unit.h"

/* RFC 3629, section 4: where each row of its grammar begins and ends. */
static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    int64_t valid;
    bool cut;
} sequences[] = {
    {"nothing", BYTES(""), 0, false},
    {"ASCII", BYTES("abc\x7F"), 4, false},
    {"NUL", BYTES("a\0b"), 3, false},
    {"continuation alone", BYTES("a\x80"), 1, false},
    {"continuation BF", BYTES("\xBF"), 0, false},
    {"overlong C0", BYTES("\xC0\x80"), 0, false},
    {"overlong C1", BYTES("\xC1\xBF"), 0, false},
    {"first of two", BYTES("\xC2\x80"), 2, false},
    {"last of two", BYTES("\xDF\xBF"), 2, false},
    {"two, cut", BYTES("ab\xC3"), 2, true},
    {"two, low second", BYTES("\xC3\x7F"), 0, false},
    {"two, high second", BYTES("\xC3\xC0"), 0, false},
    {"overlong E0 9F", BYTES("\xE0\x9F\xBF"), 0, false},
    {"overlong E0 9F, cut", BYTES("\xE0\x9F"), 0, false},
    {"first of three", BYTES("\xE0\xA0\x80"), 3, false},
    {"three, cut at one", BYTES("\xE2"), 0, true},
    {"three, cut at two", BYTES("x\xE2\x82"), 1, true},
    {"three, bad second", BYTES("\xE2\x28\xA1"), 0, false},
    {"three, bad third", BYTES("\xE2\x82\x28"), 0, false},
    {"last before surrogates", BYTES("\xED\x9F\xBF"), 3, false},
    {"first surrogate", BYTES("\xED\xA0\x80"), 0, false},
    {"first surrogate, cut", BYTES("\xED\xA0"), 0, false},
    {"last surrogate", BYTES("\xED\xBF\xBF"), 0, false},
    {"first behind surrogates", BYTES("\xEE\x80\x80"), 3, false},
    {"last of three", BYTES("\xEF\xBF\xBF"), 3, false},
    {"overlong F0 8F", BYTES("\xF0\x8F\xBF\xBF"), 0, false},
    {"overlong F0 8F, cut", BYTES("\xF0\x8F"), 0, false},
    {"first of four", BYTES("\xF0\x90\x80\x80"), 4, false},
    {"four, cut at one", BYTES("\xF0"), 0, true},
    {"four, cut at two", BYTES("\xF0\x9F"), 0, true},
    {"four, cut at three", BYTES("abc\xF0\x9F\x98"), 3, true},
    {"four, bad fourth", BYTES("\xF0\x9F\x98\x41"), 0, false},
    {"last of four", BYTES("\xF4\x8F\xBF\xBF"), 4, false},
    {"beyond the last", BYTES("\xF4\x90\x80\x80"), 0, false},
    {"beyond the last, cut", BYTES("\xF4\x90"), 0, false},
    {"F5", BYTES("\xF5\x80\x80\x80"), 0, false},
    {"FE", BYTES("\xFE"), 0, false},
    {"FF", BYTES("\xFF"), 0, false},
    {"bad behind eight", BYTES("12345678\x80"), 8, false},
    {"bad within the second eight",
     BYTES("1234567890\xFF"
           "12345"),
     10, false},
    {"cut behind sixteen", BYTES("1234567890123456\xC3"), 16, true},
};

static void test_sequences(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sequences); i++) {
        const char *bytes = sequences[i].bytes;
        size_t valid = text_valid(bytes, sequences[i].len);
        unit_int(sequences[i].name, "valid bytes", (int64_t)valid, sequences[i].valid);
        unit_int(sequences[i].name, "cut", text_is_cut(bytes + valid, sequences[i].len - valid),
                 sequences[i].cut);
    }
    unit_end();
}

/* The same question answered by decoding the number and looking at its range. */
static bool decodes(const unsigned char *p, size_t len)
{
    uint32_t c = len == 2 ? p[0] & 0x1FU : len == 3 ? p[0] & 0x0FU : p[0] & 0x07U;
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned head[5] = {0, 0, 0xC0, 0xE0, 0xF0};
    static const unsigned mask[5] = {0, 0, 0xE0, 0xF0, 0xF8};
    if ((p[0] & mask[len]) != head[len])
        return false;
    for (size_t i = 1; i < len; i++) {
        if (p[i] < 0x80 || p[i] > 0xBF)
            return false;
        c = c << 6 | (p[i] & 0x3FU);
    }
    return c >= least[len] && c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
}

static bool all_decodes(const unsigned char *p, size_t len)
{
    if (len == 0)
        return true;
    if (p[0] < 0x80)
        return all_decodes(p + 1, len - 1);
    for (size_t k = 2; k <= 4 && k <= len; k++)
        if (decodes(p, k))
            return all_decodes(p + k, len - k);
    return false;
}

static void test_all_sequences(void **state)
{
    (void)state;
    static const unsigned char ends[] = {0x00, 0x7F, 0x80, 0x8F, 0x90,
                                         0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    int wrong = 0;
    for (unsigned a = 0x80; a < 0x100; a++) {
        for (unsigned b = 0; b < 0x100; b++) {
            unsigned char p[4] = {(unsigned char)a, (unsigned char)b, 0, 0};
            wrong += (text_valid((const char *)p, 2) == 2) != all_decodes(p, 2);
            for (size_t k = 0; k < sizeof ends; k++) {
                p[2] = ends[k];
                wrong += (text_valid((const char *)p, 3) == 3) != all_decodes(p, 3);
                for (size_t m = 0; m < sizeof ends; m++) {
                    p[3] = ends[m];
                    wrong += (text_valid((const char *)p, 4) == 4) != all_decodes(p, 4);
                }
            }
        }
    }
    assert_int_equal(wrong, 0);
}

static const struct {
    const char *bytes;
    const char *want;
} windows[] = {
    {"P\xF4le", "Pôle"},          {"\x80", "€"}, {"l\x92\x9Cuvre", "l’œuvre"}, {"a\x81z", "a"},
    {"\xA4\xA0\xFF", "¤\u00A0ÿ"}, {"", ""},
};

static void test_1252(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(windows); i++) {
        struct buf out = {0};
        buf_text(&out, ">");
        (void)text_from_1252(&out, windows[i].bytes, strlen(windows[i].bytes));
        unit_text(windows[i].want, "text", out.data + 1, windows[i].want);
        buf_release(&out);
    }
    for (unsigned b = 0; b < 0x100;
         b++) { /* every byte but five becomes one character of good UTF-8 */
        struct buf out = {0};
        char byte = (char)b;
        bool none = b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D;
        unit_int("a byte", "taken", (int64_t)text_from_1252(&out, &byte, 1), !none);
        unit_int("a byte", "valid", (int64_t)text_valid(out.data, out.len), (int64_t)out.len);
        unit_int("a byte", "characters", (int64_t)text_chars(buf_str(&out), out.len), !none);
        buf_release(&out);
    }
    unit_end();
}

static const struct {
    const char *text;
    size_t cap;
    const char *want;
} folds[] = {
    {"Région ", 50, "region"},
    {"REGION", 50, "region"},
    {"ré-gion", 50, "region"},
    {"re\u0301gion", 50, "region"},
    {"Montant (€)", 50, "montant"},
    {"N° PTCE", 50, "nptce"},
    {"Œuvre, œuf", 50, "oeuvreoeuf"},
    {"Æ æ", 50, "aeae"},
    {"ÇÀÉÎÔÙŸ", 50, "caeiouy"},
    {"ﬁn", 50, "fin"},
    {"１２", 50, "12"},
    {"code_pole\n", 50, "codepole"},
    {"\xFF"
     "a\xC3",
     50, "a"},
    {"", 50, ""},
    {"—", 50, ""},
    {"region", 4, "reg"},
    {"region", 1, ""},
    {"aœ", 3, "ao"},
};

static void test_fold(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(folds); i++) {
        char key[50];
        memset(key, '#', sizeof key);
        size_t len = text_fold(folds[i].text, strlen(folds[i].text), key, folds[i].cap);
        unit_text(folds[i].text, "fold", key, folds[i].want);
        unit_int(folds[i].text, "length", (int64_t)len, (int64_t)strlen(folds[i].want));
        if (folds[i].cap < sizeof key)
            unit_int(folds[i].text, "byte behind", key[folds[i].cap], '#');
    }
    unit_end();
}

static const struct {
    const char *text;
    size_t len;
    size_t max;
    const char *want;
} shown[] = {
    {BYTES("Pôle"), 10, "Pôle"},
    {BYTES("a\nb\tc\rd"), 20, "a\\x0Ab\\x09c\\x0Dd"},
    {BYTES("a\0b"), 20, "a\\x00b"},
    {BYTES("\x1B[31m"), 20, "\\x1B[31m"},
    {BYTES("\xFF"
           "a\xC3"),
     20, "\\xFFa\\xC3"},
    {BYTES("\u202Egpj"), 20, "\\x202Egpj"},
    {BYTES("a\u2028b"), 20, "a\\x2028b"},
    {BYTES("abcdef"), 6, "abcdef"},
    {BYTES("abcdef"), 5, "abcde…"},
    {BYTES("éééé"), 2, "éé…"},
    {BYTES("abc"), 0, "…"},
    {BYTES(""), 0, ""},
};

static void test_show(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(shown); i++) {
        struct buf out = {0};
        text_show(&out, shown[i].text, shown[i].len, shown[i].max);
        unit_text(shown[i].want, "shown", buf_str(&out), shown[i].want);
        buf_release(&out);
    }
    unit_end();
}

static const struct {
    const char *a;
    const char *b;
    size_t limit;
    int64_t want;
} distances[] = {
    {"", "", 3, 0},
    {"femmes", "femmes", 3, 0},
    {"femmes", "femme", 3, 1},
    {"effectiftotal", "efectiftotal", 3, 1},
    {"mois", "moins", 3, 1},
    {"kitten", "sitting", 3, 3},
    {"kitten", "sitting", 5, 3},
    {"kitten", "sitting", 2, 3},
    {"", "abc", 5, 3},
    {"abc", "", 5, 3},
    {"abc", "xyz", 1, 2},
    {"ab", "ba", 5, 2},
    {"0123456789012345678901234567890123456789012345678901234567890123", "", 70, 71},
};

static void test_distance(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(distances); i++)
        unit_int(distances[i].a, distances[i].b,
                 (int64_t)text_distance(distances[i].a, distances[i].b, distances[i].limit),
                 distances[i].want);
    unit_end();
}

static const struct {
    const char *text;
    int64_t low;
    int64_t high;
    int rc;
    int64_t want;
} numbers[] = {
    {"0", 0, 9, 0, 0},
    {"0042", 0, 99, 0, 42},
    {"9", 0, 9, 0, 9},
    {"10", 0, 9, -1, -7},
    {"3", 4, 9, -1, -7},
    {"", 0, 9, -1, -7},
    {"-1", -5, 9, -1, -7},
    {"+1", 0, 9, -1, -7},
    {" 1", 0, 9, -1, -7},
    {"1 ", 0, 9, -1, -7},
    {"1a", 0, 9, -1, -7},
    {"1.0", 0, 9, -1, -7},
    {"9223372036854775807", 0, INT64_MAX, 0, INT64_MAX},
    {"9223372036854775808", 0, INT64_MAX, -1, -7},
};

static void test_small(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        int64_t v = -7;
        int rc =
            text_int(numbers[i].text, strlen(numbers[i].text), numbers[i].low, numbers[i].high, &v);
        unit_int(numbers[i].text, "status", rc, numbers[i].rc);
        unit_int(numbers[i].text, "value", v, numbers[i].want);
    }
    assert_false(text_is_digits("", 0));
    assert_true(text_is_digits("12x", 2));
    assert_true(text_starts("total", "tot") && text_starts("a", "") && !text_starts("to", "tot"));
    assert_true(text_ends("a.csv", ".csv") && text_ends("a", "") && !text_ends("csv", ".csv"));
    assert_int_equal(text_chars("Pôle €", strlen("Pôle €")), 6);
    unit_end();
}

static void test_nfc(void **state)
{
    (void)state;
    struct buf out = {0};
    assert_true(text_nfc(&out, "e\u0301", 3));
    assert_string_equal(out.data, "é");
    assert_true(text_nfc(&out, "a\0b", 3));
    assert_int_equal(out.len, 5);
    assert_false(text_nfc(&out, "\xFF", 1));
    assert_int_equal(out.len, 5);
    buf_release(&out);
}

/* Every character of up to three bytes: text_is_nfc looks closely only at what may have another
 * form. */
static void test_is_nfc(void **state)
{
    (void)state;
    for (unsigned c = 1; c < 0x10000; c++) {
        char text[] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3F)),
                       (char)(0x80 | (c & 0x3F)), 'e', '\0'};
        char *start = c >= 0x800 ? text : c >= 0x80 ? text + 1 : text + 2;
        if (c >= 0xD800 && c < 0xE000)
            continue;
        *start = c >= 0x800 ? text[0] : (char)(c >= 0x80 ? 0xC0 | c >> 6 : c);
        struct buf form = {0};
        assert_true(text_nfc(&form, start, strlen(start)));
        if (text_is_nfc(start, strlen(start)) != (strcmp(buf_str(&form), start) == 0))
            fail_msg("U+%04X", c);
        buf_release(&form);
    }
    assert_false(text_is_nfc("e\u0301", 3));
    assert_false(text_is_nfc("\xFF", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sequences), cmocka_unit_test(test_all_sequences),
        cmocka_unit_test(test_1252),      cmocka_unit_test(test_fold),
        cmocka_unit_test(test_show),      cmocka_unit_test(test_distance),
        cmocka_unit_test(test_small),     cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_is_nfc),
    };
    return UNIT_RUN(tests);
}
