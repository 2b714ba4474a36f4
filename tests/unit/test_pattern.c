#include <string.h>

#include "base/pattern.h"
#include "unit.h"

static const struct {
    const char *source;
    const char *text;
    size_t len;
    bool want;
} rows[] = {
    {"PTCE-[0-9A-Z]{2}-[0-9]{3}", BYTES("PTCE-84-001"), true},
    {"PTCE-[0-9A-Z]{2}-[0-9]{3}", BYTES("PTCE-2A-001"), true},
    {"PTCE-[0-9A-Z]{2}-[0-9]{3}", BYTES(" PTCE-84-001"), false},
    {"PTCE-[0-9A-Z]{2}-[0-9]{3}", BYTES("PTCE-84-0012"), false},
    {"PTCE-[0-9A-Z]{2}-[0-9]{3}", BYTES("PTCE-84-001\n"), false},
    {"PTCE-[0-9A-Z]{2}-[0-9]{3}", BYTES("ptce-84-001"), false},
    {"[0-9]{9}", BYTES("123456789"), true},
    {"[0-9]{9}", BYTES("12345678"), false},
    {"[0-9]{9}", BYTES("12345678\0"), false},
    {"a|bc", BYTES("a"), true},
    {"a|bc", BYTES("bc"), true},
    {"a|bc", BYTES("ac"), false},
    {"a|bc", BYTES("ab"), false},
    {"a|bc", BYTES("abc"), false},
    {"", BYTES(""), true},
    {"", BYTES("a"), false},
    {".", BYTES("é"), true},
    {".", BYTES("e\xCC\x81"), false},
    {".*", BYTES("\xFF"), false},
    {"[[:alpha:]]*", BYTES("abc"), true},
    {"(?i)oui", BYTES("OUI"), true},
};

static void test_matches(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = {0};
        struct pattern *p = pattern_new(rows[i].source, &err);
        unit_text(rows[i].source, "error", err.text, "");
        if (p != NULL)
            unit_int(rows[i].source, rows[i].text, pattern_matches(p, rows[i].text, rows[i].len),
                     rows[i].want);
        pattern_free(p);
    }
    unit_end();
}

static const char *const bad[] = {"(",  ")",      "[a",    "a{3,2}",   "*",
                                  "\\", "(?<n>a", "[z-a]", "\\p{Nope}"};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct err err = {0};
        struct pattern *p = pattern_new(bad[i], &err);
        unit_int(bad[i], "refused", p == NULL, 1);
        unit_has(bad[i], "message", err.text, bad[i]);
        pattern_free(p);
    }
    pattern_free(NULL);
    unit_end();
}

/* A pattern that would search for ages gives up: no match, soon. */
static void test_careless(void **state)
{
    (void)state;
    static char text[5001];
    struct err err = {0};
    struct pattern *p = pattern_new("(a+)+b", &err);
    memset(text, 'a', sizeof text - 1);
    assert_non_null(p);
    assert_false(pattern_matches(p, text, sizeof text - 1));
    assert_true(pattern_matches(p, "aaab", 4));
    pattern_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_careless),
    };
    return UNIT_RUN(tests);
}
