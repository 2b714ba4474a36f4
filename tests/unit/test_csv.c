#include <string.h>

#include "model/limits.h"
#include "read/csv.h"
#include "unit.h"
#include "unit_read.h"

/* Text with ; between cells, and what comes out of it (unit_read.h). */
static const struct {
    const char *name;
    const char *text;
    size_t len;
    const char *want;
    int64_t lines;
} rows[] = {
    {"nothing", BYTES(""), "", 0},
    {"plain", BYTES("a;b\n1;2\n"), "1/1 a|b;2/2 1|2;", 2},
    {"no last newline", BYTES("a;b\n1;2"), "1/1 a|b;2/2 1|2…;", 2},
    {"CRLF", BYTES("a;b\r\n1;2\r\n"), "1/1 a|b;2/2 1|2;", 2},
    {"CRLF, no last", BYTES("a;b\r\n1;2"), "1/1 a|b;2/2 1|2…;", 2},
    {"lone CR", BYTES("a;b\r1;2\r\n"), "1/1 a|b;2/2 1|2;", 2},
    {"lone CR, no last", BYTES("a;b\r1;2"), "1/1 a|b;2/2 1|2…;", 2},
    {"all kinds", BYTES("a\nb\r\nc\rd\n"), "1/1 a;2/2 b;3/3 c;4/4 d;", 4},
    {"CR at the end of CRLF", BYTES("a\r\r\nb\n"), "1/1 a;2/2 ;3/3 b;", 3},
    {"empty cells", BYTES(";;\n1;;\n;;3\n"), "1/1 ||;2/2 1||;3/3 ||3;", 3},
    {"blanks about cells", BYTES(" a ; b\t;c d \n"), "1/1 a|b|c d;", 1},
    {"blank lines", BYTES("a\n\n\nb\n"), "1/1 a;2/2 ;3/3 ;4/4 b;", 4},
    {"blank lines, CRLF", BYTES("a\r\n\r\nb\r\n"), "1/1 a;2/2 ;3/3 b;", 3},
    {"blank lines, CR", BYTES("a\r\rb\n"), "1/1 a;2/2 ;3/3 b;", 3},
    {"blank lines first and last", BYTES("\n\na\n\n\n"), "1/1 ;2/2 ;3/3 a;4/4 ;5/5 ;", 5},
    {"a line of blanks", BYTES("a\n   \nb;c\n"), "1/1 a;2/2 ;3/3 b|c;", 3},
    {"a line of a tab, CRLF", BYTES("a\r\n\t\r\nb\r\n"), "1/1 a;2/2 ;3/3 b;", 3},
    {"blanks last", BYTES("a\n  "), "1/1 a;", 2},
    {"ends in a quoted break", BYTES("a\n\"b\nc\""), "1/1 a;2/2 b↵c…;", 3},
    {"quotes", BYTES("\"a\";\"b;c\"\n\"d\"\"e\";\"\"\n"), "1/1 a|b;c;2/2 d\"e|;", 2},
    {"only doubled quotes", BYTES("\"\"\"\"\n\"\"\n"), "1/1 \";2/2 ;", 2},
    {"blanks in quotes", BYTES("\" a \"; \"b\" ;c\n"), "1/1  a |b|c;", 1},
    {"break in the first cell", BYTES("\"a\nb\";c\nd;e\n"), "1/1 a↵b|c@2;3/2 d|e;", 3},
    {"break in the last cell", BYTES("a;\"b\nc\"\nd;e\n"), "1/1 a|b↵c;3/2 d|e;", 3},
    {"breaks in two cells", BYTES("\"a\n\";\"\nb\";c\nd\n"), "1/1 a↵|↵b@2|c@3;4/2 d;", 4},
    {"CRLF in quotes", BYTES("\"a\r\nb\";c\r\nd;e\r\n"), "1/1 a←↵b|c@2;3/2 d|e;", 3},
    {"CR in quotes", BYTES("\"a\rb\";c\rd;e\n"), "1/1 a←b|c@2;3/2 d|e;", 3},
    {"blank lines in quotes", BYTES("\"a\n\n\nb\"\nc\n"), "1/1 a↵↵↵b;5/2 c;", 5},
    {"blank line first in quotes", BYTES("\"\n\na\"\nc\n"), "1/1 ↵↵a;4/2 c;", 4},
    {"blank lines, then a break", BYTES("a\n\n\"b\nc\"\n\nd\n"), "1/1 a;2/2 ;3/3 b↵c;5/4 ;6/5 d;",
     6},
    {"NUL", BYTES("a\0b;c\n"), "1/1 a\0b|c;", 1},
    {"ends in a quote", BYTES("a;\"b\""), "1/1 a|b…;", 1},
    {"stray quote", BYTES("a\nb\"c\nd\n"), "1/1 a;2/2 b\"c†;3/3 d;!stray-quote@2;", 3},
    {"stray quote in the last line", BYTES("a\nb;c\"d"), "1/1 a;2/2 b|c\"d†;!stray-quote@2;", 2},
    {"text behind a quote", BYTES("a\n\n\"b\"c;d\ne\n"),
     "1/1 a;2/2 ;3/3 b\"c|d†;4/4 e;!stray-quote@3;", 4},
    {"quote behind a break", BYTES("\"a\nb\"\";c\"\n\"d\ne\"f\n"),
     "1/1 a↵b\";c;3/2 d†;4/3 e\"f†;!unclosed-quote@3;", 4},
    {"quoted quote, badly", BYTES("a;\"le \"grand\" pôle\"\n"),
     "1/1 a|le \"grand\" pôle†;!stray-quote@1;", 1},
    {"unclosed quote", BYTES("a\n\"b\nc\nd\n"), "1/1 a;2/2 b†;3/3 c;4/4 d;!unclosed-quote@2;", 4},
    {"unclosed in a later cell", BYTES("a\n\nb;c;\"d\n\ne\n"),
     "1/1 a;2/2 ;3/3 b|c|d†;4/4 ;5/5 e;!unclosed-quote@3;", 5},
    {"unclosed behind a break", BYTES("\"a\nb\";\"c\nd"), "2/1 a↵b|c†;3/2 d…;!unclosed-quote@2;",
     3},
    {"unclosed at the very end", BYTES("a\nb;\""), "1/1 a;2/2 b|†;!unclosed-quote@2;", 2},
};

static void on_record(void *ctx, const struct record *record)
{
    unit_add_record(ctx, record);
}

/* Feed the text in pieces that end at `cut`, then every `step` bytes; what came out. */
static int64_t read_pieces(const char *text, size_t len, size_t cut, size_t step, struct buf *out)
{
    struct csv_reader *r = csv_reader_new(';', on_record, out);
    size_t at = 0;
    bool ok = true;
    while (ok && at < len) {
        size_t to = at < cut ? cut : at + step;
        to = to > len ? len : to;
        char *piece = memcpy(mem_alloc(to - at), text + at, to - at);
        ok = csv_reader_feed(r, piece, to - at); /* nothing of a piece is used behind the call */
        free(piece);
        at = to;
    }
    ok = ok && csv_reader_end(r);
    const struct finding *fault = csv_reader_fault(r);
    unit_int("fault", "ended the reading", !ok, 0);
    if (fault != NULL)
        unit_add_finding(out, fault);
    int64_t lines = csv_reader_lines(r);
    csv_reader_free(r);
    return lines;
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out = {0};
        int64_t lines = read_pieces(rows[i].text, rows[i].len, rows[i].len, 1, &out);
        unit_text(rows[i].name, "records", buf_str(&out), rows[i].want);
        unit_int(rows[i].name, "lines", lines, rows[i].lines);
        buf_release(&out);
    }
    unit_end();
}

/* Wherever the text is cut, the same comes out. */
static void test_pieces(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t cut = 0; cut <= rows[i].len; cut++) {
            for (size_t step = 1; step <= rows[i].len + 2; step += rows[i].len + 1) {
                struct buf out = {0};
                int64_t lines = read_pieces(rows[i].text, rows[i].len, cut, step, &out);
                unit_text(rows[i].name, "records, in pieces", buf_str(&out), rows[i].want);
                unit_int(rows[i].name, "lines, in pieces", lines, rows[i].lines);
                buf_release(&out);
            }
        }
    }
    unit_end();
}

/* A text made of one thing many times, and what comes of it. */
static const struct {
    const char *name;
    const char *head;
    char filler;
    size_t times;
    const char *tail;
    int64_t records;
    const char *fault;
} limits[] = {
    {"as many columns", "a\n", ';', MAX_COLUMNS - 1, "\n", 2, ""},
    {"a column too many", "a\n", ';', MAX_COLUMNS, "\n", 1, "!size-limit@2;"},
    {"a column too many, quoted", "a\n\"x\"", ';', MAX_COLUMNS, "\n", 1, "!size-limit@2;"},
    {"a long cell", "a\n", 'x', MAX_CELL_BYTES, "\nb\n", 3, ""},
    {"a cell too long", "a\n", 'x', MAX_CELL_BYTES + 1000, "\nb\n", 1, "!size-limit@2;"},
    {"a quoted cell too long", "a\n\"", 'x', MAX_CELL_BYTES + 1000, "\"\nb\n", 1, "!size-limit@2;"},
    {"a line too long", "a\n", 'x', 2 * MAX_RECORD_BYTES, "\nb\n", 1, "!size-limit@2;"},
    {"never a newline", "", 'x', 2 * MAX_RECORD_BYTES, "", 0, "!size-limit@1;"},
    {"many lines", "", '\n', 100000, "a", 100001, ""},
    {"a quote open over many lines", "a\n\"", '\n', MAX_CELL_BYTES + 1000, "b\n",
     MAX_CELL_BYTES + 1002, "!unclosed-quote@2;"},
    {"as many faults as are told", "\"", '\"', 0, "a\n", 1, "!unclosed-quote@1;"},
};

static void count_record(void *ctx, const struct record *record)
{
    (void)record;
    ++*(int64_t *)ctx;
}

static void test_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(limits); i++) {
        struct buf text = {0};
        struct buf fault = {0};
        int64_t records = 0;
        struct csv_reader *r = csv_reader_new(';', count_record, &records);
        buf_text(&text, limits[i].head);
        for (size_t k = 0; k < limits[i].times; k++)
            buf_char(&text, limits[i].filler);
        buf_text(&text, limits[i].tail);
        bool ok = true;
        for (size_t at = 0; ok && at < text.len; at += 65536)
            ok = csv_reader_feed(r, text.data + at, text.len - at < 65536 ? text.len - at : 65536);
        if (ok)
            (void)csv_reader_end(r);
        if (csv_reader_fault(r) != NULL)
            unit_add_finding(&fault, csv_reader_fault(r));
        unit_int(limits[i].name, "records", records, limits[i].records);
        unit_text(limits[i].name, "fault", buf_str(&fault), limits[i].fault);
        csv_reader_free(r);
        buf_release(&text);
        buf_release(&fault);
    }
    unit_end();
}

/* Looking at a sample: quotes out of place are passed over. */
static void test_lax(void **state)
{
    (void)state;
    struct buf out = {0};
    struct csv_reader *r = csv_reader_new(',', on_record, &out);
    csv_reader_lax(r);
    assert_true(csv_reader_feed(r, BYTES("a,b\"c\n1,\"2")));
    assert_true(csv_reader_end(r));
    assert_null(csv_reader_fault(r));
    unit_text("lax", "records", buf_str(&out), "1/1 a|b\"c;2/2 1|2…;");
    csv_reader_free(r);
    csv_reader_free(NULL);
    buf_release(&out);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_lax),
    };
    return UNIT_RUN(tests);
}
