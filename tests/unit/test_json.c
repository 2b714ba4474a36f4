#include <stdlib.h>
#include <string.h>

#include "read/read.h"
#include "unit.h"
#include "unit_read.h"

/* What comes out of a text (unit_read.h), and whether it is read to its end. */
static const struct {
    const char *name;
    const char *text;
    size_t len;
    const char *want;
    bool complete;
} rows[] = {
    {"an array", BYTES("[{\"code_pole\":\"P\",\"mois\":\"M\",\"cdi\":5}]"),
     "emplois 1/0 code_pole|mois|cdi;1/1 P|M|#5;", true},
    {"an object of arrays",
     BYTES("{\"poles\":[{\"code_pole\":\"P\"}],\n\"emplois\":[{\"cdi\":1},\n{\"cdi\":2}]}\n"),
     "poles 1/0 code_pole;1/1 P;emplois 2/0 cdi;2/2 #1;3/3 #2;", true},
    {"one object a line", BYTES("{\"cdi\":1,\"cdd\":2}\n{\"cdi\":3,\"cdd\":4}\n"),
     "emplois 1/0 cdi|cdd;1/1 #1|#2;2/2 #3|#4;", true},
    {"objects without lines", BYTES("{\"cdi\":1}{\"cdi\":2}"), "emplois 1/0 cdi;1/1 #1;1/2 #2;",
     true},
    {"byte order mark", BYTES("\xEF\xBB\xBF[{\"cdi\":1}]"), "emplois 1/0 cdi;1/1 #1;", true},
    {"UTF-16", BYTES("\xFF\xFE[\0{\0\"\0c\0d\0i\0\"\0:\0001\0}\0]\0"), "emplois 1/0 cdi;1/1 #1;",
     true},
    {"kinds of values",
     BYTES("[{\"cdi\":null,\"cdd\":true,\"deld\":false,\"rqth\":\"\",\"femmes\":\"12\"}]"),
     "emplois 1/0 cdi|cdd|deld|rqth|femmes;1/1 ~|true|false||12;", true},
    {"numbers keep their text",
     BYTES("[{\"cdi\":1234.10,\"cdd\":-0.0,\"deld\":12345678901234567890.12,\"rqth\":1E2 ,"
           "\"femmes\":1e400}]"),
     "!format-error@1;", false},
    {"numbers keep their text, none too large",
     BYTES("[{\"cdi\":1234.10,\"cdd\":-0.0,\"deld\":12345678901234567890.12,\"rqth\":1E2 ,"
           "\"femmes\":007.}]"),
     "!format-error@1;", false},
    {"number texts",
     BYTES("[{\"cdi\":1234.10 ,\"cdd\":-0.0,\"deld\":123456789012345678901234,\"rqth\": 1E2\n}]"),
     "emplois 1/0 cdi|cdd|deld|rqth;1/1 #1234.10|#-0.0|#123456789012345678901234|#1E2;", true},
    {"lines", BYTES("[\n\n{\n\"cdi\":\n1,\"cdd\"\n:2\n},{\"cdi\":3,\n\"cdd\":4}]"),
     "emplois 3/0 cdi|cdd;3/1 #1@5|#2@6;7/2 #3|#4@8;", true},
    {"escapes", BYTES("[{\"cdi\":\"\\u00e9\\n\\\"}],\\\\\",\"cdd\":\"\\ud83d\\ude00\"}]"),
     "emplois 1/0 cdi|cdd;1/1 é↵\"}],\\|😀;", true},
    {"brackets in strings", BYTES("[{\"cdi\":\"}{][\",\"cdd\":\"\\\"\"}]"),
     "emplois 1/0 cdi|cdd;1/1 }{][|\";", true},
    {"another order, fewer, more",
     BYTES("[{\"cdi\":1,\"cdd\":2},{\"cdd\":4,\"cdi\":3},{\"cdd\":5},{\"deld\":6,\"cdi\":7}]"),
     "emplois 1/0 cdi|cdd;1/1 #1|#2;1/2 #3|#4;1/3 ~|#5;emplois+ 1/0 cdi|cdd|deld;1/4 #7|~|#6;",
     true},
    {"no table", BYTES("[{\"x\":1}]"), "? 1/0 x;1/1 #1;", true},
    {"empty array", BYTES("[]"), "", true},
    {"empty arrays", BYTES("{\"poles\":[ ],\"emplois\" : []}"), "", true},
    {"duplicate key", BYTES("[{\"cdi\":1},\n{\"cdi\":1,\n\"cdi\":2}]"),
     "emplois 1/0 cdi;1/1 #1;!duplicate-property@3;", false},
    {"nested object", BYTES("[{\"cdi\":1,\n\"cdd\":{\"a\":1}}]"), "!nesting-error@2;", false},
    {"nested array", BYTES("[{\"cdi\":1,\"cdd\":[1,2]}]"), "!nesting-error@1;", false},
    {"depth", BYTES("[{\"cdi\":[[[[[[[[1]]]]]]]]}]"), "!nesting-error@1;", false},
    {"NaN", BYTES("[{\"cdi\":NaN}]"), "!format-error@1;", false},
    {"Infinity", BYTES("[{\"cdi\":-Infinity}]"), "!format-error@1;", false},
    {"too large a number", BYTES("[\n{\"cdi\":1e400}]"), "!format-error@2;", false},
    {"leading zero", BYTES("[{\"cdi\":01}]"), "!format-error@1;", false},
    {"comment", BYTES("[{\"cdi\":1 /* one */}]"), "!format-error@1;", false},
    {"single quotes", BYTES("[{'cdi':1}]"), "!format-error@1;", false},
    {"comma behind the last", BYTES("[{\"cdi\":1,}]"), "!format-error@1;", false},
    {"comma behind the last object", BYTES("[{\"cdi\":1},]"),
     "emplois 1/0 cdi;1/1 #1;!format-error@1;", false},
    {"no comma", BYTES("[{\"cdi\":1}\n{\"cdi\":2}]"), "emplois 1/0 cdi;1/1 #1;!format-error@2;",
     false},
    {"lone surrogate", BYTES("[{\"cdi\":\"\\ud83d\"}]"), "!format-error@1;", false},
    {"NUL", BYTES("[{\"cdi\":\"a\\u0000b\"}]"), "!format-error@1;", false},
    {"line break in a string", BYTES("[{\"cdi\":\"a\nb\"}]"), "!format-error@1;", false},
    {"numbers in the array", BYTES("[1,2]"), "!format-error@1;", false},
    {"something behind", BYTES("[{\"cdi\":1}]\n]"), "emplois 1/0 cdi;1/1 #1;!format-error@2;",
     false},
    {"text behind objects", BYTES("{\"cdi\":1}\nx"),
     "emplois 1/0 cdi;1/1 #1;!format-error@2;2/2 †;", true},
    {"unknown table", BYTES("{\"jobs\":[{\"cdi\":1}]}"), "!format-error@1;", false},
    {"no array", BYTES("{\"poles\":[],\"emplois\":{\"cdi\":1}}"), "!format-error@1;", false},
    {"in Windows-1252", BYTES("[{\"cdi\":\"\xE9\"}]"),
     "restart;emplois 1/0 cdi;1/1 é;!encoding-guess@0;", true},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out = {0};
        bool complete = unit_read(rows[i].text, rows[i].len, (unsigned)READ_ALL_TABLES, &out);
        unit_text(rows[i].name, "records", buf_str(&out), rows[i].want);
        unit_int(rows[i].name, "complete", complete, rows[i].complete);
        buf_release(&out);
    }
    unit_end();
}

/* A file that was cut, wherever: never complete, and never without a finding. */
static const char *const cut[] = {
    "[{\"code_pole\":\"P é\",\"cdi\":12.50},\n {\"code_pole\":\"\\u00e9\\\"\",\"cdi\":null}]",
    "{\"poles\": [{\"code_pole\":\"P\"}], \"emplois\": [{\"cdi\":true}]}",
};

static void test_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cut); i++) {
        for (size_t len = 1; len < strlen(cut[i]); len++) {
            struct buf out = {0};
            char row[40];
            (void)snprintf(row, sizeof row, "text %zu, cut at %zu", i, len);
            unit_int(row, "complete", unit_read(cut[i], len, (unsigned)READ_ALL_TABLES, &out),
                     false);
            unit_has(row, "findings", buf_str(&out), "!");
            buf_release(&out);
        }
    }
    unit_end();
}

/* Only some tables are wanted: the others are passed over without a word. */
static const struct {
    const char *text;
    unsigned tables;
    const char *want;
} wanted[] = {
    {"[{\"cdi\":1},{\"cdi\":2}]", 1U << TABLE_POLES, ""},
    {"[{\"nom_pole\":\"P\"}]", 1U << TABLE_POLES, "poles 1/0 nom_pole;1/1 P;"},
    {"{\"emplois\":[{\"cdi\":1}],\"poles\":[{\"nom_pole\":\"P\"}]}", 1U << TABLE_POLES,
     "poles 1/0 nom_pole;1/2 P;"},
    {"{\"poles\":[{\"nom_pole\":\"P\"}],\"emplois\":[{\"cdi\":1}]}", 1U << TABLE_POLES,
     "poles 1/0 nom_pole;1/1 P;"},
};

static void test_wanted(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(wanted); i++) {
        struct buf out = {0};
        struct buf got = {0};
        unit_int(wanted[i].text, "complete",
                 unit_read(wanted[i].text, strlen(wanted[i].text), wanted[i].tables, &out), true);
        /* rows are counted over the file: how those passed over count is not ours to say */
        buf_text(&got, buf_str(&out));
        for (char *p = got.data; p != NULL && (p = strstr(p, "/2 P")) != NULL; p++)
            p[1] = '1';
        struct buf want = {0};
        buf_text(&want, wanted[i].want);
        for (char *p = want.data; p != NULL && (p = strstr(p, "/2 P")) != NULL; p++)
            p[1] = '1';
        unit_text(wanted[i].text, "records", buf_str(&got), buf_str(&want));
        buf_release(&out);
        buf_release(&got);
        buf_release(&want);
    }
    unit_end();
}

/* An array far longer than a block: nothing is lost at the borders, and the lines hold. */
static void test_long(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    struct buf text = {0};
    struct buf out = {0};
    buf_char(&text, '[');
    for (int i = 1; i <= MANY; i++)
        buf_printf(&text, "%s{\"cdi\":%d,\"cdd\":\"é%d\"}", i == 1 ? "" : ",\n", i, i);
    buf_char(&text, ']');
    assert_true(unit_read(text.data, text.len, (unsigned)READ_ALL_TABLES, &out));
    const char *p = strchr(out.data, ';') + 1;
    for (int i = 1; i <= MANY; i++) {
        char want[60];
        int n = snprintf(want, sizeof want, "%d/%d #%d|é%d;", i, i, i, i);
        if (strncmp(p, want, (size_t)n) != 0)
            fail_msg("row %d: %.60s", i, p);
        p += n;
    }
    assert_int_equal(*p, '\0');
    buf_release(&text);
    buf_release(&out);
}

/* One object of a million blanks and more is refused; many properties too. */
static void test_limits(void **state)
{
    (void)state;
    struct buf text = {0};
    struct buf out = {0};
    buf_text(&text, "[{\"cdi\":1},\n{\"cdi\":\"");
    for (int i = 0; i <= MAX_RECORD_BYTES; i++)
        buf_char(&text, 'x');
    buf_text(&text, "\"}]");
    assert_false(unit_read(text.data, text.len, (unsigned)READ_ALL_TABLES, &out));
    unit_text("long", "records", buf_str(&out), "emplois 1/0 cdi;1/1 #1;!size-limit@2;");
    buf_cut(&text, 0);
    buf_cut(&out, 0);
    buf_text(&text, "[{\"cdi\":1");
    for (int i = 0; i < MAX_COLUMNS; i++)
        buf_printf(&text, ",\n\"x%d\":1", i);
    buf_text(&text, "}]");
    assert_false(unit_read(text.data, text.len, (unsigned)READ_ALL_TABLES, &out));
    unit_text("wide", "records", buf_str(&out), "!size-limit@1025;");
    buf_release(&text);
    buf_release(&out);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows), cmocka_unit_test(test_cut),    cmocka_unit_test(test_wanted),
        cmocka_unit_test(test_long), cmocka_unit_test(test_limits),
    };
    return UNIT_RUN(tests);
}
