#include <string.h>

#include "read/format.h"
#include "read/read.h"
#include "unit.h"
#include "unit_read.h"

static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    const char *other; /* NULL = may be CSV or JSON */
    enum format format;
} rows[] = {
    {"xlsx, ods, zip", BYTES("PK\003\004\024\0"), "workbook", FORMAT_CSV},
    {"empty zip", BYTES("PK\005\006\0"), "zip", FORMAT_CSV},
    {"xls", BYTES("\xD0\xCF\x11\xE0\xA1"), "xls", FORMAT_CSV},
    {"pdf", BYTES("%PDF-1.7\n"), "pdf", FORMAT_CSV},
    {"gzip", BYTES("\x1F\x8B\x08"), "gzip", FORMAT_CSV},
    {"rtf", BYTES("{\\rtf1"), "rtf", FORMAT_CSV},
    {"html", BYTES("<!DOCTYPE html>"), "html", FORMAT_CSV},
    {"PK alone", BYTES("PK"), NULL, FORMAT_CSV},
    {"xlsx, cut in its mark", "PK\003\004", 3, NULL, FORMAT_CSV},
    {"PK in a header", BYTES("PK;mois\n"), NULL, FORMAT_CSV},
    {"CSV", BYTES("code_pole;mois\n"), NULL, FORMAT_CSV},
    {"CSV behind blanks", BYTES("\n \t\r\ncode_pole;mois\n"), NULL, FORMAT_CSV},
    {"array", BYTES("[{}]"), NULL, FORMAT_JSON},
    {"object", BYTES("{\"a\":1}"), NULL, FORMAT_JSON},
    {"array behind blanks", BYTES(" \r\n\t["), NULL, FORMAT_JSON},
    {"quoted text", BYTES("\"a\";\"b\"\n"), NULL, FORMAT_CSV},
    {"nothing", BYTES(""), NULL, FORMAT_EMPTY},
    {"blanks", BYTES(" \r\n\t \n"), NULL, FORMAT_EMPTY},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *other = format_other(rows[i].bytes, rows[i].len);
        unit_text(rows[i].name, "other", other == NULL ? "" : other,
                  rows[i].other == NULL ? "" : rows[i].other);
        if (other == NULL)
            unit_int(rows[i].name, "format", format_detect(rows[i].bytes, rows[i].len),
                     rows[i].format);
    }
    unit_end();
}

/* Whole files, through the reader: what is told, and whether they are read. */
static const struct {
    const char *name;
    const char *bytes;
    size_t len;
    const char *want;
    bool complete;
} files[] = {
    {"xlsx", BYTES("PK\003\004\024\0\xFF"), "!format-error@0;", false},
    {"pdf with bytes of all kinds", BYTES("%PDF-1.7\n\xFF\xFE\x80"), "!format-error@0;", false},
    {"nothing", BYTES(""), "!source-error@0;", false},
    {"blank lines", BYTES("\n\n \n"), "!source-error@0;", false},
    {"a mark alone", BYTES("\xEF\xBB\xBF"), "!source-error@0;", false},
    {"no header", BYTES("a;b\n1;2\n"), "!unmatched-header@1;", false},
    {"one label", BYTES("mois\n2026-10\n"), "!unmatched-header@1;", false},
    {"CSV", BYTES("mois;cdi\nM;1\n"), "emplois 1/1 mois|cdi;2/2 M|1;", true},
    {"CSV behind a mark", BYTES("\xEF\xBB\xBFmois;cdi\nM;1\n"), "emplois 1/1 mois|cdi;2/2 M|1;",
     true},
    {"marked, quoted header", BYTES("\xEF\xBB\xBF\"mois\";cdi\nM;1\n"),
     "emplois 1/1 mois|cdi;2/2 M|1;", true},
    {"Excel's Unicode text",
     BYTES("\xFF\xFEm\0o\0i\0s\0\t\0c\0d\0i\0\n\0M\0\t\0"
           "1\0\n\0"),
     "emplois 1/1 mois|cdi;2/2 M|1;", true},
    {"Windows-1252", BYTES("mois;Salari\xE9s form\xE9s\nM;1\n"),
     "restart;emplois 1/1 mois|Salariés formés;2/2 M|1;!encoding-guess@0;", true},
    {"a title above", BYTES("Retour\n\nmois;cdi\nM;1\n"),
     "emplois 3/3 mois|cdi;!preamble-rows@1;4/4 M|1;", true},
    {"stray quote", BYTES("mois;cdi\nM;1\nM\";2\nM;3\n"),
     "emplois 1/1 mois|cdi;2/2 M|1;!stray-quote@3;3/3 M|2†;4/4 M|3;", true},
    {"unclosed quote", BYTES("mois;cdi\nM;1\n\"M;2\nM;3\n"),
     "emplois 1/1 mois|cdi;2/2 M|1;!unclosed-quote@3;3/3 M|2†;4/4 M|3;", true},
    {"UTF-16 cut in a character", BYTES("\xFF\xFEm\0o\0i\0s\0\t\0c\0d\0i\0\n\0M"),
     "!encoding-error@2;", false},
};

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct buf out = {0};
        bool complete = unit_read(files[i].bytes, files[i].len, (unsigned)READ_ALL_TABLES, &out);
        unit_text(files[i].name, "records", buf_str(&out), files[i].want);
        unit_int(files[i].name, "complete", complete, files[i].complete);
        buf_release(&out);
    }
    unit_end();
}

/* Bytes that are not UTF-8 stand far down: all is forgotten and read again. */
static void test_late_1252(void **state)
{
    (void)state;
    struct buf text = {0};
    struct buf out = {0};
    buf_text(&text, "mois;cdi\n");
    for (int i = 0; i < 20000; i++)
        buf_text(&text, "2026-10;1\n");
    buf_text(&text, "\xE9;2\n");
    assert_true(unit_read(text.data, text.len, (unsigned)READ_ALL_TABLES, &out));
    const char *again = strstr(out.data, "restart;");
    assert_non_null(again);
    unit_int("again", "from the start",
             strncmp(again, "restart;emplois 1/1 mois|cdi;2/2 2026-10|1;", 40), 0);
    unit_has("again", "last row", again, ";20002/20002 é|2;!encoding-guess@0;");
    buf_release(&text);
    buf_release(&out);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_late_1252),
    };
    return UNIT_RUN(tests);
}
