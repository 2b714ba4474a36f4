#include <string.h>

#include "base/csvfile.h"
#include "unit.h"

/* What a file says, rows between « / » and cells between « | »; or a part of the complaint. */
static const struct {
    const char *name;
    const char *text;
    size_t len;
    const char *want;
    const char *error;
} files[] = {
    {"plain", BYTES("a,b\n1,2\n"), "a|b/1|2", NULL},
    {"no last newline", BYTES("a,b\n1,2"), "a|b/1|2", NULL},
    {"CRLF", BYTES("a,b\r\n1,2\r\n"), "a|b/1|2", NULL},
    {"header alone", BYTES("a,b\n"), "a|b", NULL},
    {"empty cells", BYTES("a,b,c\n,,\n1,,3\n"), "a|b|c/||/1||3", NULL},
    {"quotes", BYTES("a,b\n\"1,5\",\"x \"\"y\"\"\"\n\"l\nm\",\"\"\n"), "a|b/1,5|x \"y\"/l\nm|",
     NULL},
    {"blank lines", BYTES("a,b\n\n1,2\n\n"), "a|b/1|2", NULL},
    {"blanks around cells", BYTES("a , b\n \t1\t, 2 3 \n"), "a|b/1|2 3", NULL},
    {"blanks around quotes", BYTES("a , b\n \"1\" , 2 3 \n"), "a|b/1|2 3", NULL},
    {"a line of blanks", BYTES("a,b\n \t\n1,2\n"), "a|b/1|2", NULL},
    {"lone returns", BYTES("a,b\r1,2\r"), "a|b/1|2", NULL},
    {"one column", BYTES("a\nx\ny\n"), "a/x/y", NULL},
    {"empty", BYTES(""), NULL, "empty"},
    {"only blank lines", BYTES("\n\n"), NULL, "empty"},
    {"short row", BYTES("a,b\n1,2\n3\n"), NULL, "row 3 has not as many cells"},
    {"long row", BYTES("a,b\n1,2,3\n4\n"), NULL, "row 2 has not as many cells"},
    {"stray quote", BYTES("a,b\n1,2\nx\"y,2\n"), NULL, "row 3 is not well-formed"},
    {"text behind a quote", BYTES("a,b\n\"1\"2,2\n"), NULL, "row 2 is not well-formed"},
    {"unclosed quote", BYTES("a,b\n\"1,2\n"), NULL, "row 2 is not well-formed"},
    {"too large", BYTES("a,b\n1,2345678901234567890123456789012345678901234567890123456789012345"),
     NULL, "larger than 60 bytes"},
};

static void add_row(struct buf *out, const struct csvfile *f, size_t row)
{
    for (size_t i = 0; i < f->n_columns; i++)
        buf_printf(out, "%s%s", i == 0 ? (row == 0 ? "" : "/") : "|",
                   row == 0 ? f->header[i] : csvfile_cell(f, row - 1, (int)i));
}

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct csvfile f;
        struct err err = {0};
        struct buf have = {0};
        const char *path = unit_put("f.csv", files[i].text, files[i].len);
        int rc = csvfile_read(&f, path, 60, &err);
        unit_int(files[i].name, "status", rc, files[i].error == NULL ? 0 : -1);
        for (size_t r = 0; rc == 0 && r <= f.n_rows; r++)
            add_row(&have, &f, r);
        if (files[i].error == NULL)
            unit_text(files[i].name, "cells", buf_str(&have), files[i].want);
        else
            unit_has(files[i].name, "message", err.text, files[i].error);
        if (rc == -1)
            unit_int(files[i].name, "rows left", (int64_t)f.n_rows, 0);
        csvfile_release(&f);
        buf_release(&have);
    }
    struct csvfile f;
    struct err err = {0};
    assert_int_equal(csvfile_read(&f, unit_path("none.csv"), 100, &err), -1);
    unit_has("none", "message", err.text, "none.csv");
    unit_end();
}

static void test_columns(void **state)
{
    (void)state;
    struct csvfile f;
    struct err err = {0};
    const char *path = unit_put("f.csv", BYTES("code,label_fr\n84,AURA\n"));
    assert_int_equal(csvfile_read(&f, path, 100, &err), 0);
    assert_int_equal(csvfile_column(&f, "label_fr"), 1);
    assert_int_equal(csvfile_column(&f, "label"), -1);
    assert_string_equal(csvfile_cell(&f, 0, 1), "AURA");
    assert_string_equal(csvfile_cell(&f, 0, -1), "");
    csvfile_release(&f);
}

static const char *const cells[] = {"",     "plain",        "a,b", "say \"x\"", "two\nlines",
                                    "a\rb", "é €",          "\"",  ",",         "=1+1",
                                    "a b",  "a\r\nb,\"c\"", "x"};

/* What is written is read back, first and last in its row. */
static void test_round_trip(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        struct csvfile f;
        struct err err = {0};
        struct buf out = {0};
        buf_text(&out, "a,b,c\n");
        csvfile_add_cell(&out, cells[i], 1);
        csvfile_add_cell(&out, "-", 0);
        csvfile_add_cell(&out, cells[i], 0);
        buf_char(&out, '\n');
        const char *path = unit_put("f.csv", out.data, out.len);
        unit_int(cells[i], "status", csvfile_read(&f, path, 1000, &err), 0);
        if (f.n_rows == 1) {
            unit_text(cells[i], "first", csvfile_cell(&f, 0, 0), cells[i]);
            unit_text(cells[i], "last", csvfile_cell(&f, 0, 2), cells[i]);
        }
        unit_int(cells[i], "rows", (int64_t)f.n_rows, 1);
        csvfile_release(&f);
        buf_release(&out);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_round_trip),
    };
    return UNIT_RUN(tests);
}
