/* What a workbook does with texts from outside: kept to the letter, or refused by name. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "publish/workbook_sheet.h"
#include "publish/xlsx.h"
#include "unit.h"

/* A text of n letters, the arena's. */
static struct arena texts;

static const char *repeated(const char *letter, size_t n)
{
    size_t len = strlen(letter);
    char *text = arena_alloc(&texts, n * len + 1);
    for (size_t i = 0; i < n; i++)
        memcpy(text + i * len, letter, len);
    return text;
}

/* Write one sheet with one table that holds the text as header, cell and line; read it back. */
static int write_and_read(const char *text, const char *tab, const char *other_tab,
                          struct xlsx *ret, struct err *err)
{
    struct run run = {.contract = unit_contract(), .period = unit_month("2026-10")};
    struct report report = {0};
    struct edition *edition = mem_alloc(sizeof *edition);
    edition->period = run.period;
    struct book book = {
        .run = &run, .report = &report, .edition = edition, .region = REGION_FRANCE};
    book_init(&book);
    book.sheets = arena_array(&book.arena, 2, sizeof *book.sheets);
    const char *tabs[] = {tab, other_tab};
    for (int i = 0; i < 2 && tabs[i] != NULL; i++) {
        struct book_sheet *s = &book.sheets[book.n_sheets++];
        s->tab = arena_text(&book.arena, tabs[i]);
        s->title = arena_text(&book.arena, "Titre");
        book_line(s, STYLE_TITLE, s->title);
        book_line(s, STYLE_TEXT, text);
        grid_init(&s->grid, &book.arena, 2);
        grid_column(&s->grid, "Code", false);
        grid_column(&s->grid, "Nom", false);
        grid_rows(&s->grid, 1);
        grid_text(&s->grid, 0, 0, "1");
        grid_text(&s->grid, 0, 1, text);
    }
    const char *path = unit_path("texts.xlsx");
    struct writer w = {.book = &book, .err = err};
    writer_open(&w, path);
    for (int i = 0; i < book.n_sheets; i++)
        writer_sheet(&w, &book.sheets[i]);
    int rc = writer_close(&w);
    if (rc == 0)
        rc = xlsx_read(ret, path, err);
    book_release(&book);
    free(edition);
    return rc;
}

static void test_texts(void **state)
{
    (void)state;
    const struct {
        const char *name;
        const char *text;
        const char *refused; /* a part of what is said; NULL = kept */
    } rows[] = {
        {"equals", "=1+1", NULL},
        {"plus", "+33", NULL},
        {"minus", "-1", NULL},
        {"at", "@SUM(A1)", NULL},
        {"command", "=cmd|' /C calc'!A0", NULL},
        {"quotes", "\"l’un\" et 'l''autre'", NULL},
        {"markup", "<b>&amp;</b> ]]> <!-- -->", NULL},
        {"emoji", "pôle \xF0\x9F\x8C\xB1 vert", NULL},
        {"right to left", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", NULL},
        {"a link", "http://example.org/?a=1&b=2", NULL},
        {"blanks at the ends", "  a  ", NULL},
        {"300 letters", repeated("a", 300), NULL},
        {"32,767 letters", repeated("a", 32767), NULL},
        {"32,768 letters", repeated("a", 32768), "too long"},
        {"16,384 emoji, of two units each", repeated("\xF0\x9F\x8C\xB1", 16384), "too long"},
        {"a bell", "a\ab", "control"},
        {"a line break", "a\nb", "control"},
        {"a control of Latin-1",
         "a\xC2\x85"
         "b",
         "control"},
        {"not UTF-8", "P\xF4le", "UTF-8"},
        {"accent apart", "Po\xCC\x82le", "NFC"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct xlsx x = {0};
        struct err err = {0};
        int rc = write_and_read(rows[i].text, "Feuille", NULL, &x, &err);
        unit_int(rows[i].name, "status", rc, rows[i].refused == NULL ? 0 : -1);
        if (rows[i].refused != NULL)
            unit_has(rows[i].name, "error", err.text, rows[i].refused);
        if (rc == -1)
            continue;
        unit_text(rows[i].name, "line", xlsx_text(&x.sheets[0], 1, 0), rows[i].text);
        unit_text(rows[i].name, "cell", xlsx_text(&x.sheets[0], 3, 1), rows[i].text);
        unit_int(rows[i].name, "formula", xlsx_at(&x.sheets[0], 3, 1)->formula, false);
        unit_int(rows[i].name, "links", x.sheets[0].n_links, 0);
        unit_int(rows[i].name, "faults", x.n_faults, 0);
        unit_int(rows[i].name, "heading", xlsx_format(&x, xlsx_at(&x.sheets[0], 0, 0))->builtin,
                 16);
        unit_text(rows[i].name, "language", x.language, "fr-FR");
        xlsx_release(&x);
    }
    arena_release(&texts);
    unit_end();
}

/* Sheets whose names clash, also in capitals only, or that no sheet can have. */
static void test_tabs(void **state)
{
    (void)state;
    static const struct {
        const char *tab;
        const char *other;
        int rc;
    } rows[] = {
        {"Emplois", "Poles", 0},
        {"Emplois", "Emplois", -1},
        {"Emplois", "EMPLOIS", -1},
        {"Emplois/Poles", NULL, -1},
        {"Un_nom_de_feuille_beaucoup_trop_long", NULL, -1},
        {"'Emplois'", NULL, -1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct xlsx x = {0};
        struct err err = {0};
        int rc = write_and_read("a", rows[i].tab, rows[i].other, &x, &err);
        unit_int(rows[i].tab, rows[i].other == NULL ? "alone" : rows[i].other, rc, rows[i].rc);
        if (rc == -1)
            unit_has(rows[i].tab, "error", err.text, "no sheet can be called");
        else
            xlsx_release(&x);
    }
    unit_end();
}

/* The library's temporary files are ours, in memory (publish/workbook_tmpfile.c): with
 * constant_memory it opens the first when a sheet is added. */
static void test_temporary(void **state)
{
    (void)state;
    char folder[] = "/";
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
    lxw_workbook *book = workbook_new_opt("/dev/null", &options);
    assert_non_null(book);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    assert_non_null(sheet);
    assert_non_null(sheet->optimize_tmpfile);
    char link[64];
    char file[64] = "";
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fileno(sheet->optimize_tmpfile));
    assert_int_not_equal(readlink(link, file, sizeof file - 1), -1);
    unit_has("temporary", "file", file, "/memfd:workbook");
    lxw_workbook_free(book);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts), cmocka_unit_test(test_tabs),
                                       cmocka_unit_test(test_temporary)};
    return UNIT_RUN(tests);
}
