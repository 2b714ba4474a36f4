#include <string.h>

#include "model/figure.h"
#include "model/indicator.h"
#include "unit.h"

static const char header[] =
    "indicator,window,region,breakdown,member,month,value,numerator,denominator,poles,flag\n";

/* Lines in the order of the file, of every kind of member, scale, window and flag. */
static const char *const lines[] = {
    "P01,month,FR,total,,2026-10,60,60,,60,",
    "P01,month,FR,region_2013,82,2026-10,0,0,,0,",
    "P01,month,84,total,,2026-09,7,7,,7,",
    "P01,month,84,total,,2026-10,7,7,,7,",
    "P04,month,FR,region_2013,,2026-10,16,16,,,",
    "P04,month,FR,region,,2026-10,13,13,,,",
    "J01,month,84,sector,energie,2026-10,1234,1234,,12,",
    "J02,month,FR,total,,2026-10,1234.05,1234.05,,12,",
    "J03,month,FR,total,,2026-10,10.5,21,2,2,",
    "J08,month,FR,total,,2026-10,-3,-3,,12,",
    "J08,ytd,FR,total,,2026-10,-13,-13,,12,",
    "J08,12m,FR,total,,2026-10,13,13,,12,",
    "J13,month,84,total,,2026-10,,,,,c",
    "J13,month,93,total,,2026-10,,0,0,0,x",
    "F01,month,FR,funder_purpose,europe/formation,2026-10,1000.00,1000.00,,1,",
    "F02,month,FR,funder,dette,2026-10,-0.01,-0.01,,1,",
    "Q01,month,FR,table,emplois,2026-10,87.5,7,8,7,",
};

/* The text of all, from its pieces, each of which says its figures when it is read. */
static void format(const struct figures *f, struct buf *out)
{
    struct buf piece = {0};
    struct err err = {0};
    size_t to = 0;
    do {
        size_t from = to;
        to = figures_format(f, unit_contract(), from, &piece);
        assert_int_equal(figures_check(f, unit_contract(), from, to, "f", &piece, &err), 0);
        buf_add(out, piece.data, piece.len);
    } while (to < f->count);
    buf_release(&piece);
}

static void read_lines(struct figures *f)
{
    struct buf text = {0};
    struct err err = {0};
    buf_text(&text, header);
    for (size_t i = 0; i < COUNT(lines); i++)
        buf_printf(&text, "%s\n", lines[i]);
    const char *path = unit_put("figures.csv", text.data, text.len);
    unit_int("figures.csv", "status", figures_read(f, unit_contract(), path, &err), 0);
    unit_text("figures.csv", "message", err.text, "");
    struct buf back = {0};
    format(f, &back);
    unit_text("figures.csv", "written again", buf_str(&back), text.data);
    buf_release(&back);
    buf_release(&text);
}

static void test_round_trip(void **state)
{
    (void)state;
    struct figures f = {0};
    read_lines(&f);
    assert_int_equal(f.count, COUNT(lines));
    assert_int_equal(f.list[7].value, 123405);
    assert_int_equal(f.list[9].value, -3);
    assert_int_equal(f.list[12].flag, FLAG_WITHHELD);
    assert_int_equal(f.list[12].value, VALUE_BLANK);
    assert_int_equal(f.list[13].flag, FLAG_NOT_AVAILABLE);
    assert_int_equal(f.list[13].denominator, 0);
    figures_release(&f);
    unit_end();
}

static void find_all(const struct figures *list)
{
    const struct figures f = *list;
    for (size_t i = 0; i < f.count; i++) {
        const struct figure *g = &f.list[i];
        unit_int(lines[i], "found",
                 figures_find(&f, g->indicator, g->window, g->region, g->breakdown, g->member,
                              g->month) == g,
                 1);
        unit_int(lines[i], "a year on",
                 figures_find(&f, g->indicator, g->window, g->region, g->breakdown, g->member,
                              g->month + 12) == NULL,
                 1);
        unit_int(lines[i], "another region",
                 figures_find(&f, g->indicator, g->window, g->region + 3, g->breakdown, g->member,
                              g->month) == NULL,
                 1);
    }
}

/* Each line is found again by its coordinates, and none is at its neighbours'; with an index too.
 */
static void test_find(void **state)
{
    (void)state;
    struct figures f = {0};
    struct figures none = {0};
    read_lines(&f);
    find_all(&f);
    figures_index(&f);
    find_all(&f);
    assert_null(figures_find(&none, 0, 1, 0, 0, 0, 0));
    figures_index(&none);
    assert_null(figures_find(&none, 0, 1, 0, 0, 0, 0));
    for (size_t i = 0; i < f.count; i++) {
        *figures_add(&none) = f.list[i];
        if (i == 0)
            figures_index(&none); /* which does not know the others */
    }
    find_all(&none);
    figures_release(&none);
    figures_release(&f);
    unit_end();
}

static void test_sort(void **state)
{
    (void)state;
    struct figures f = {0};
    struct figures mixed = {0};
    read_lines(&f);
    for (size_t i = 0; i < f.count; i++)
        *figures_add(&mixed) = f.list[(i * 7 + 3) % f.count];
    figures_sort(&mixed);
    for (size_t i = 0; i < f.count; i++)
        unit_int(lines[i], "its place", memcmp(&mixed.list[i], &f.list[i], sizeof *f.list), 0);
    figures_release(&mixed);
    figures_sort(&mixed);
    figures_release(&f);
    unit_end();
}

/* Lines that do not fit the contract. */
static const char *const bad[] = {
    "Z99,month,FR,total,,2026-10,60,60,,60,",
    "P01,week,FR,total,,2026-10,60,60,,60,",
    "P01,month,99,total,,2026-10,60,60,,60,",
    "P01,month,fr,total,,2026-10,60,60,,60,",
    "P01,month,FR,colour,,2026-10,60,60,,60,",
    "P01,month,FR,total,energie,2026-10,60,60,,60,",
    "P01,month,FR,sector,energies,2026-10,60,60,,60,",
    "P01,month,FR,total,,2026-13,60,60,,60,",
    "P01,month,FR,total,,,60,60,,60,",
    "P01,month,FR,total,,2026-10,60.5,60,,60,",
    "P01,month,FR,total,,2026-10,sixty,60,,60,",
    "P01,month,FR,total,,2026-10,60,60,,6O,",
    "J02,month,FR,total,,2026-10,1.234,1.234,,60,",
    "F01,month,FR,funder_purpose,europe,2026-10,1.00,1.00,,1,",
    "F01,month,FR,funder_purpose,europe/,2026-10,1.00,1.00,,1,",
    "F01,month,FR,funder_purpose,/formation,2026-10,1.00,1.00,,1,",
    "F01,month,FR,funder_purpose,europe/x,2026-10,1.00,1.00,,1,",
    "Q01,month,FR,table,jobs,2026-10,87.5,7,8,7,",
    "P01,month,FR,total,,2026-10,60,60,,60",
    "P01,month,FR,total,,2026-10,60,60,,60,,",
    "P01,month,FR,total,,2026-10,60,\"60,,60,",
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct figures f;
        struct err err = {0};
        struct buf text = {0};
        buf_printf(&text, "%s%s\n%s\n", header, lines[0], bad[i]);
        const char *path = unit_put("bad.csv", text.data, text.len);
        unit_int(bad[i], "status", figures_read(&f, unit_contract(), path, &err), -1);
        unit_has(bad[i], "message", err.text, "row 3");
        unit_int(bad[i], "figures left", (int64_t)f.count, 0);
        figures_release(&f);
        buf_release(&text);
    }
    struct figures f;
    struct err err = {0};
    const char *path = unit_put("bad.csv", BYTES("a,b\n"));
    assert_int_equal(figures_read(&f, unit_contract(), path, &err), -1);
    unit_has("another file", "message", err.text, "not a file of figures");
    unit_end();
}

/* What is changed in the text, and the row that is then told. */
static const struct {
    const char *from, *to;
    const char *row;
} changed[] = {
    {"2026-10,60,60,,60,\n", "2026-10,60,60,,61,\n", "row 2"},
    {"84,total,,2026-09,7", "84,total,,2026-09,8", "row 4"},
    {"84,total,,2026-09,7,7", "84,total,,2026-09,7,8", "row 4"},
    {"84,total,,2026-09", "84,total,,2026-08", "row 4"},
    {"total,,2026-10,10.5,21,2", "total,,2026-10,10.5,21,3", "row 10"},
    {"93,total,,2026-10,,0,0,0,x", "93,total,,2026-10,,0,0,0,c", "row 15"},
    {"2026-10,87.5,7,8,7,\n", "2026-10,87.5,7,8,7,", ""}, /* the last line feed says nothing */
    {"Q01,month,FR,table,emplois,2026-10,87.5,7,8,7,\n", "", "row 17"},
    {"2026-10,87.5,7,8,7,\n", "2026-10,87.5,7,8,7,\nQ01,month,FR,table,emplois,2026-11,1,1,1,1,\n",
     "row 19"},
    {"indicator,", "indicators,", "not a file of figures"},
};

static void test_check(void **state)
{
    (void)state;
    struct figures f = {0};
    struct buf text = {0};
    struct err err = {0};
    read_lines(&f);
    format(&f, &text);
    assert_int_equal(figures_check(&f, unit_contract(), 0, f.count, "figures.csv", &text, &err), 0);
    for (size_t i = 0; i < COUNT(changed); i++) {
        const char *at = strstr(text.data, changed[i].from);
        struct buf other = {0};
        err = (struct err){0};
        assert_non_null(at);
        buf_add(&other, text.data, (size_t)(at - text.data));
        buf_printf(&other, "%s%s", changed[i].to, at + strlen(changed[i].from));
        int rc = figures_check(&f, unit_contract(), 0, f.count, "figures.csv", &other, &err);
        unit_int(changed[i].to, "status", rc, changed[i].row[0] == '\0' ? 0 : -1);
        unit_has(changed[i].to, "message", err.text, changed[i].row);
        buf_release(&other);
    }
    buf_release(&text);
    figures_release(&f);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_find),
        cmocka_unit_test(test_sort),       cmocka_unit_test(test_bad),
        cmocka_unit_test(test_check),
    };
    return UNIT_RUN(tests);
}
