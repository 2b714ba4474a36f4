#include <stdlib.h>
#include <string.h>

#include "model/indicator.h"
#include "model/revision.h"
#include "unit.h"

static const char header[] =
    "indicator,window,region,breakdown,member,month,previous_edition,before,now,"
    "difference,cause,before_flag,now_flag\n";

/* Of every cause, scale, sign and flag, in the order of the figures. */
static const char *const lines[] = {
    "J01,month,FR,total,,2026-08,2026-09.2,100,110,10,late-return,,",
    "J01,month,FR,total,,2026-09,2026-09.2,110,95,-15,correction,,",
    "J01,month,84,sector,energie,2026-09,2026-09.2,10,,,register+contract,,x",
    "J02,month,FR,total,,2026-09,2026-09.2,10.00,9.95,-0.05,late-return+correction,,",
    "J02,month,84,total,,2026-09,2026-09.2,,9.95,,override,x,",
    "J08,ytd,FR,total,,2026-09,2026-09.2,-3,4,7,program,,",
    "J13,month,84,total,,2026-09,2026-09.2,,51.5,,late-return,c,",
    ("F01,12m,FR,funder_purpose,europe/formation,2026-09,2026-09.2,0.00,1000.00,1000.00,"
     "late-return+correction+register+contract+override+program,,"),
};

static void read_lines(struct revisions *r)
{
    struct buf text = {0};
    struct buf back = {0};
    struct err err = {0};
    buf_text(&text, header);
    for (size_t i = 0; i < COUNT(lines); i++)
        buf_printf(&text, "%s\n", lines[i]);
    const char *path = unit_put("revisions.csv", text.data, text.len);
    unit_int("revisions.csv", "status", revisions_read(r, unit_contract(), path, &err), 0);
    unit_text("revisions.csv", "message", err.text, "");
    revisions_format(r, unit_contract(), &back);
    unit_text("revisions.csv", "written again", buf_str(&back), text.data);
    buf_release(&text);
    buf_release(&back);
}

static void test_round_trip(void **state)
{
    (void)state;
    struct revisions r = {0};
    read_lines(&r);
    assert_int_equal(r.count, COUNT(lines));
    assert_string_equal(r.previous, "2026-09.2");
    for (size_t i = 0; i < r.count; i++) {
        const struct revision *v = &r.list[i];
        struct figure f =
            figure_at(v->indicator, v->window, v->region, v->breakdown, v->member, v->month);
        unit_int(lines[i], "found", revisions_find(&r, &f) == v, 1);
        f.month += 12;
        unit_int(lines[i], "a year on", revisions_find(&r, &f) == NULL, 1);
    }
    revisions_release(&r);
    unit_end();
}

static void test_summary(void **state)
{
    (void)state;
    struct revisions r = {0};
    struct buf text = {0};
    struct err err = {0};
    read_lines(&r);
    assert_int_equal(revisions_format_summary(&r, unit_contract(), &text, &err), 0);
    /* J01: (10 + 15) / 2 = 12.5, half away from zero; J13 and F01 have no total of France. */
    unit_text("summary", "text", text.data,
              "indicator,window,figures,totals,mean_absolute,largest_absolute,largest_month\n"
              "J01,month,3,2,13,15,2026-09\n"
              "J02,month,2,1,0.05,0.05,2026-09\n"
              "J08,ytd,1,1,7,7,2026-09\n"
              "J13,month,1,0,,,\n"
              "F01,12m,1,0,,,\n");
    buf_cut(&text, 0);
    struct revisions none = {0};
    assert_int_equal(revisions_format_summary(&none, unit_contract(), &text, &err), 0);
    unit_text("no revision", "text", text.data,
              "indicator,window,figures,totals,mean_absolute,largest_absolute,largest_month\n");
    none.list = r.list;
    none.count = 2;
    none.list[0].difference = none.list[1].difference = INT64_MAX;
    assert_int_equal(revisions_format_summary(&none, unit_contract(), &text, &err), -1);
    unit_has("too large", "message", err.text, "J01");
    revisions_release(&r);
    buf_release(&text);
    unit_end();
}

static const char *const bad[] = {
    "J99,month,FR,total,,2026-08,2026-09.2,100,110,10,late-return,,",
    "J01,month,FR,total,,2026-08,2026-09.2,100,110,10,,,",
    "J01,month,FR,total,,2026-08,2026-09.2,100,110,10,late,,",
    "J01,month,FR,total,,2026-08,2026-09.2,100,110,10,late-return+,,y",
    "J01,month,FR,total,,2026-08,2026-09.2,1OO,110,10,late-return,,",
    "J01,month,FR,total,,2026-08,2026-09.2,100,110,10,late-return,",
};

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct revisions r;
        struct err err = {0};
        struct buf text = {0};
        buf_printf(&text, "%s%s\n%s\n", header, lines[0], bad[i]);
        const char *path = unit_put("bad.csv", text.data, text.len);
        unit_int(bad[i], "status", revisions_read(&r, unit_contract(), path, &err), -1);
        unit_has(bad[i], "message", err.text, "row 3");
        buf_release(&text);
    }
    unit_end();
}

static void test_words(void **state)
{
    (void)state;
    struct buf text = {0};
    cause_words(CAUSE_LATE_RETURN | CAUSE_REGISTER, LANG_FR, &text);
    unit_text("words", "French", buf_str(&text), "retour tardif, registre des pôles");
    unit_text("name", "correction", cause_name(CAUSE_CORRECTION), "correction");
    buf_release(&text);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_summary),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_words),
    };
    return UNIT_RUN(tests);
}
