#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "read/read.h"
#include "unit.h"
#include "unit_read.h"

/* What is told of a text: "variant@line:column;" for a fault of syntax, "code@line:column;" for
 * another, "N;" for each row with cells at line N, "(N);" for a damaged one. */
static void on_labels(void *ctx, int table, const struct record *labels, enum labels_kind kind)
{
    (void)ctx;
    (void)table;
    (void)labels;
    (void)kind;
}

static void on_row(void *ctx, const struct record *row)
{
    buf_printf(ctx, row->damaged && row->n == 0 ? "(%u);" : "%u;", row->line);
}

static void on_finding(void *ctx, const struct finding *f)
{
    bool words = f->code == FINDING_FORMAT_ERROR && f->variant != NULL;
    buf_printf(ctx, "%s@%u:%s;", words ? f->variant : finding_name(f->code), f->line,
               f->other == NULL ? "" : f->other);
}

static void on_restart(void *ctx)
{
    buf_text(ctx, "restart;");
}

static bool told(const char *text, size_t len, struct buf *out)
{
    struct reading about;
    struct err err = {0};
    struct sink sink = {.ctx = out,
                        .labels = on_labels,
                        .row = on_row,
                        .finding = on_finding,
                        .restart = on_restart};
    const char *path = unit_put("delivery", text, len);
    struct read_options options = {.tables = (unsigned)READ_ALL_TABLES};
    if (read_delivery(unit_contract(), path, &options, &sink, &about, &err) == -1)
        fail_msg("%s", err.text);
    return about.complete;
}

struct row {
    const char *text;
    size_t len;
    const char *want;
    bool complete;
};

static void run(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf out = {0};
        bool complete = told(rows[i].text, rows[i].len, &out);
        unit_text(rows[i].text, "told", buf_str(&out), rows[i].want);
        unit_int(rows[i].text, "complete", complete, rows[i].complete);
        buf_release(&out);
    }
    unit_end();
}

/* Lists: one fault, its place, its words; reading ends. */
static const struct row lists[] = {
    {BYTES("[{\"cdi\":1,}]"), "json-trailing-comma@1:11;", false},
    {BYTES("[{\"cdi\":1,,\"cdd\":2}]"), "json-trailing-comma@1:11;", false},
    {BYTES("[{\"cdi\":1},\n ]"), "1;json-trailing-comma@2:2;", false},
    {BYTES("{\"poles\":[],}"), "json-trailing-comma@1:13;", false},
    {BYTES("[{\"cdi\":1 /* l'\"un */}]"), "json-comment@1:11;", false},
    {BYTES("[{\"cdi\":1}, // deux\n{\"cdi\":2}]"), "1;json-comment@1:13;", false},
    {BYTES("# octobre\n[{\"cdi\":1}]"), "unmatched-header@1:;", false},
    {BYTES("[ # octobre\n{\"cdi\":1}]"), "json-comment@1:3;", false},
    {BYTES("[{'cdi':1}]"), "json-quotes@1:3;", false},
    {BYTES("[{\"é\":1,\t“cdi”:1}]"), "json-quotes@1:10;", false},
    {BYTES("[{\"cdi\":'1'}]"), "json-quotes@1:9;", false},
    {BYTES("[{\"cdi\":« 1 »}]"), "json-quotes@1:9;", false},
    {BYTES("['a']"), "json-quotes@1:2;", false},
    {BYTES("[{\"a\":1,cdi:1}]"), "json-key@1:9;", false},
    {BYTES("[{cdi:1}]"), "json-key@1:3;", false},
    {BYTES("{emplois:[{\"cdi\":1}]}"), "json-key@1:2;", false},
    {BYTES("[{1:1}]"), "json-key@1:3;", false},
    {BYTES("[{\"cdi\":NaN}]"), "json-word@1:9;", false},
    {BYTES("[{\"cdi\":-Infinity}]"), "json-word@1:9;", false},
    {BYTES("[{\"cdi\":undefined}]"), "json-word@1:9;", false},
    {BYTES("[{\"cdi\":None}]"), "json-word@1:9;", false},
    {BYTES("[{\"cdi\":\n True}]"), "json-word@2:2;", false},
    {BYTES("[{\"cdi\":définitif}]"), "json-word@1:9;", false},
    {BYTES("[{\"cdi\":01}]"), "json-leading@1:9;", false},
    {BYTES("[{\"cdi\":-01}]"), "json-leading@1:9;", false},
    {BYTES("[{\"cdi\":+1}]"), "json-leading@1:9;", false},
    {BYTES("[{\"cdi\":.5}]"), "json-number-form@1:9;", false},
    {BYTES("[{\"cdi\":1.}]"), "json-number-form@1:9;", false},
    {BYTES("[{\"cdi\":2026-10-06}]"), "json-number-form@1:9;", false},
    {BYTES("[{\"cdi\":12€}]"), "json-number-form@1:9;", false},
    {BYTES("[{\"cdi\":98,40}]"), "json-decimal-comma@1:12;", false},
    {BYTES("[{\"cdi\":1e400}]"), "json-number@1:9;", false},
    {BYTES("[{\"cdi\":,\"cdd\":1}]"), "json-value-missing@1:9;", false},
    {BYTES("[{\"cdi\":}]"), "json-value-missing@1:9;", false},
    {BYTES("[{\"cdi\" 1}]"), "json-colon@1:9;", false},
    {BYTES("[{\"cdi\"}]"), "json-colon@1:8;", false},
    {BYTES("[{\"cdi\":\"é\\n\\ud83d\"}]"), "json-surrogate@1:13;", false},
    {BYTES("[{\"cdi\":\"\\ude00\\ud83d\"}]"), "json-surrogate@1:10;", false},
    {BYTES("[{\"cdi\":\"\\ud83d\\u0041\"}]"), "json-surrogate@1:10;", false},
    {BYTES("[{\"cdi\":\"C:\\xls\"}]"), "json-escape@1:12;", false},
    {BYTES("[{\"cdi\":\"\\u12g4\"}]"), "json-escape@1:10;", false},
    {BYTES("[{\"cdi\":\"a\\u0000\"}]"), "json-nul@1:11;", false},
    {BYTES("[{\"cdi\":\"a\tb\"}]"), "json-control@1:11;", false},
    {BYTES("[{\"cdi\":\"é\nb\"}]"), "json-newline@1:11;", false},
    {BYTES("[{\"cdi\":\"é\\\nb\"}]"), "json-escape@1:11;", false},
    {BYTES("[{\"cdi\":1 \"cdd\":2}]"), "json-comma@1:11;", false},
    {BYTES("[{\"cdi\":1 000}]"), "json-comma@1:11;", false},
    {BYTES("[{\"cdi\":1;\"cdd\":2}]"), "json-comma-object@1:10;", false},
    {BYTES("[{\"cdi\":1]"), "json-comma-object@1:10;", false},
    {BYTES("[{\"cdi\":1}{\"cdi\":2}]"), "1;json-comma@1:11;", false},
    {BYTES("[{\"cdi\":1};{\"cdi\":2}]"), "1;json-comma-list@1:11;", false},
    {BYTES("[{\"cdi\":1,\n {\"cdi\":2}]"), "json-unclosed@2:2;", false},
    {BYTES("[{\"cdi\":1}"), "1;json-open-list@1:11;", false},
    {BYTES("[{\"cdi\":1"), "json-open@1:2;", false},
    {BYTES("[{\"cdi\":NaN"), "json-word@1:9;", false},
    {BYTES("[[1]]"), "json-object-expected@1:2;", false},
    {BYTES("{\"poles\":[],\"emplois\":[],\n \"poles\":[]}"), "json-list-twice@2:2;", false},
    {BYTES("{\"poles\":[],\"jobs\":[]}"), "json-table-name@1:13;", false},
    {BYTES("{\"poles\":[],\"emplois\" []}"), "json-colon@1:23;", false},
    {BYTES("[{\"cdi\":1}] fin"), "1;json-end-expected@1:13;", false},
    /* places: objects behind others on a line, many characters of more than a byte, many lines */
    {BYTES("[{\"a\":\"éàü€😀\"},{\"a\":\"é\"},\t{\"a\":NaN}]"), "1;1;json-word@1:32;", false},
    {BYTES("\xEF\xBB\xBF[{\"a\":NaN}]"), "json-word@1:7;", false},
    {BYTES("[\r\n{\"a\":1,\r\n\"b\":2,\r\n  \"é\": 3,\r\n  \"d\": 04}]"), "json-leading@5:8;",
     false},
    {BYTES("[{\"a\":1},{\"b\":1,\n\"é\":1,  \"b\":2}]"), "1;duplicate-property@2:9;", false},
    {BYTES("[{\"a\":1},{\"b\":1,\n\"é\":  [2]}]"), "1;nesting-error@2:7;", false},
    {BYTES("[{\"a\":\n[[[[[[[[1]]]]]]]]}]"), "nesting-error@2:8;", false},
    /* NUL: jansson would take 123\0 for a whole value */
    {BYTES("[{\"a\":123\0}]"), "json-nul@1:10;", false},
    {BYTES("[{\"a\":123}\0]"), "1;json-nul@1:11;", false},
};

static void test_lists(void **state)
{
    (void)state;
    run(lists, COUNT(lists));
}

/* One object a line: a fault costs its line. */
static const struct row by_line[] = {
    {BYTES("{\"a\":1}\n{\"a\":\n{\"a\":3}\n"), "1;json-line-cut@2:6;(2);3;", true},
    {BYTES("{\"a\":1}\n{\"a\":\"x\n{\"a\":3}\n"), "1;json-line-cut@2:8;(2);3;", true},
    {BYTES("{\"a\":1}\n{\"a\":NaN}\n{\"a\":3}\n"), "1;json-word@2:6;(2);3;", true},
    {BYTES("{\"a\":1}\n{\"a\":1,\"a\":2}\n{\"a\":3}\n"), "1;duplicate-property@2:8;(2);3;", true},
    {BYTES("{\"a\":1}\n{\"a\":[1]}\n{\"a\":3}\n"), "1;nesting-error@2:6;(2);3;", true},
    {BYTES("{\"a\":1}\n{\"a\":[[[[[[[[1]]]]]]]]}\n{\"a\":3}"), "1;nesting-error@2:13;(2);3;", true},
    {BYTES("{\"a\":1}\n\n# fin\n{\"a\":4}\n"), "1;json-comment@3:1;(3);4;", true},
    {BYTES("{\"a\":1}\n]\n{\"a\":3}\n"), "1;json-object-expected@2:1;(2);3;", true},
    {BYTES("{\"a\":1}\n{\"a\":2} x\n{\"a\":3}\n"), "1;json-end-expected@2:9;(2);3;", true},
    {BYTES("{\"a\":1}\n{\"a\":2"), "1;json-line-cut@2:7;(2);", true},
    {BYTES("{\"a\":1}\n{\"a\":\"2"), "1;json-line-cut@2:8;(2);", true},
    {BYTES("{\"a\":1},\n{\"a\":2}\n"), "json-no-list@1:8;(1);2;", true},
    {BYTES("{\"a\":\n{\"a\":2}\n"), "json-line-cut@1:6;(1);2;", true},
    {BYTES("{\"a\":NaN}\n{\"a\":[]}\n{\"a\":2}\n"), "json-word@1:6;nesting-error@2:6;(1);(2);3;",
     true},
    {BYTES("{\"a\":NaN}\n{\"a\":[]}\n"), "json-word@1:6;nesting-error@2:6;", false},
    {BYTES("{\"a\":1}\r\n{\"a\":NaN}\r\n{\"a\":3}"), "1;json-word@2:6;(2);3;", true},
    /* not one a line: reading ends */
    {BYTES("{\"a\":NaN}"), "json-word@1:6;", false},
    {BYTES("{\"a\":2"), "json-open@1:1;", false},
    {BYTES("{\n\"a\":1}\n{\"a\":NaN}\n{\"a\":3}\n"), "1;json-word@3:6;", false},
    {BYTES("{\"a\":1}{\"a\":2}\n{\"a\":NaN}\n{\"a\":3}\n"), "1;1;json-word@2:6;", false},
    {BYTES("{\n\"a\":1},\n{\n\"a\":2}\n"), "1;json-no-list@2:7;", false},
    {BYTES("{\n\"a\":1}\n{\n\"a\":2}\n{\n\"a\":3\n}\n"), "1;3;5;", true},
    {BYTES("{\"a\":1}\n{\n\"a\":2}\n{\"a\":3}\n"), "1;2;4;", true},
};

static void test_by_line(void **state)
{
    (void)state;
    run(by_line, COUNT(by_line));
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, part)) != NULL; p++)
        n++;
    return n;
}

/* A thousand lines may be wrong, not one more. */
static void test_bad_lines(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        struct buf text = {0};
        struct buf out = {0};
        buf_text(&text, "{\"a\":1}\n");
        for (int i = 0; i < MAX_JSON_BAD_LINES + more; i++)
            buf_text(&text, "{\"a\":1, \"b\n");
        buf_text(&text, "{\"a\":2}\n");
        unit_int("bad lines", "complete", told(text.data, text.len, &out), more == 0);
        unit_int("bad lines", "damaged", (int)count(buf_str(&out), "("), MAX_JSON_BAD_LINES);
        buf_release(&text);
        buf_release(&out);
    }
    unit_end();
}

/* `part` many times, with its number in place of @. */
static void repeat(struct buf *text, const char *part, int n)
{
    size_t before = strcspn(part, "@");
    for (int i = 0; i < n; i++) {
        buf_add(text, part, before);
        if (part[before] == '@')
            buf_printf(text, "%d%s", i, part + before + 1);
    }
}

/* Made to cost memory or time: refused within a second (the sanitizers' builds are slow: ten). */
static void test_hostile(void **state)
{
    (void)state;
    static const struct {
        const char *start;
        const char *part;
        int times;
        const char *end;
        const char *want;
    } rows[] = {
        {"[{\"a\":", "[", 1 << 20, "", "nesting-error@1:14;"},
        {"", "[", 1 << 20, "", "json-object-expected@1:2;"},
        {"", "{\"a\":", 1 << 18, "", "nesting-error@1:41;"},
        {"[{\"z\":1", ",\"@\":1", 90000, "", "json-open@1:2;"},
        {"[{\"z\":1", ",\"@\":1", 120000, "", "size-limit@1:2;"},
        {"[{\"z\":1", ",\"@\":1", 100000, "}]", "size-limit@1:"},
        {"[{\"z\":1}", ",{\"@\":1}", 100000, "", "size-limit@1:"},
        {"[{\"z\":1", ",[]", 1 << 18, "", "json-name-expected@1:9;"},
        {"{\"z\":1", " ", 1 << 22, "", "size-limit@1:1;"},
        {"{\"z\":1}\n", "{\"a\":{@\n", 3000, "", "(1001);"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf text = {0};
        struct buf out = {0};
        buf_text(&text, rows[i].start);
        repeat(&text, rows[i].part, rows[i].times);
        buf_text(&text, rows[i].end);
        clock_t start = clock();
        unit_int(rows[i].start, "complete", told(text.data, text.len, &out), false);
        unit_int(rows[i].part, "slow", clock() - start > 10 * CLOCKS_PER_SEC, false);
        unit_has(rows[i].part, "told", buf_str(&out), rows[i].want);
        buf_release(&text);
        buf_release(&out);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_by_line),
        cmocka_unit_test(test_bad_lines),
        cmocka_unit_test(test_hostile),
    };
    return UNIT_RUN(tests);
}
