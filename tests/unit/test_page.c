/* What the pages are made of: escaping, forms, sizes, texts, the day of the next release. */
#include <string.h>

#include "publish/edition.h"
#include "publish/page_html.h"
#include "publish/page_text.h"
#include "unit.h"

static void test_escape(void **state)
{
    static const struct {
        const char *text;
        const char *html;
    } rows[] = {
        {"", ""},
        {"Pôle de Lyon", "Pôle de Lyon"},
        {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"a & b &amp; c", "a &amp; b &amp;amp; c"},
        {"]]>", "]]&gt;"},
        {"\" onload='x'", "&quot; onload=&#39;x&#39;"},
        {"a\tb\nc\rd", "a b c d"},
        {"\x1b[31m\x01\x7f", "\uFFFD[31m\uFFFD\uFFFD"},
        {"\xef\xbf\xbe|\xef\xbf\xbf|\xef\xbf\xbd", "\uFFFD|\uFFFD|\uFFFD"},
        {"\xff<\xc3", "\uFFFD&lt;\uFFFD"},
        {"caf\xe9 & \xc3\xa9", "caf\uFFFD &amp; é"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = {0};
        page_html_text(&out, rows[i].text);
        assert_string_equal(buf_str(&out), rows[i].html);
        buf_release(&out);
    }
}

static void test_forms(void **state)
{
    struct buf out = {0};
    (void)state;
    HTML(&out, "<a href=\"{0}\">{1}</a>{0}", "a\"b", "{0}<");
    assert_string_equal(out.data, "<a href=\"a&quot;b\">{0}&lt;</a>a&quot;b");
    buf_cut(&out, 0);
    HTML(&out, "{0}{x}{", "a");
    assert_string_equal(out.data, "a{x}{");
    buf_cut(&out, 0);
    page_html_form(&out, "{1} {0}", (const char *const[]){"<", "&", NULL});
    assert_string_equal(out.data, "& <");
    buf_release(&out);
}

static void test_sizes(void **state)
{
    static const struct {
        int64_t bytes;
        const char *words[2];
    } rows[] = {
        {0, {"0\u00a0octets", "0 bytes"}},
        {999, {"999\u00a0octets", "999 bytes"}},
        {1000, {"1\u00a0ko", "1\u00a0kB"}},
        {12499, {"12\u00a0ko", "12\u00a0kB"}},
        {12500, {"13\u00a0ko", "13\u00a0kB"}},
        {1000000, {"1,0\u00a0Mo", "1.0\u00a0MB"}},
        {3960643, {"4,0\u00a0Mo", "4.0\u00a0MB"}},
        {1234567890, {"1\u202f234,6\u00a0Mo", "1,234.6\u00a0MB"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int lang = 0; lang < 2; lang++) {
            struct buf out = {0};
            page_say_size(&out, (enum lang)lang, rows[i].bytes);
            assert_string_equal(out.data, rows[i].words[lang]);
            buf_release(&out);
        }
    }
}

/* The places a text has, as bits. */
static unsigned places(const char *text)
{
    unsigned bits = 0;
    for (; *text != '\0'; text++)
        if (text[0] == '{' && text[1] >= '0' && text[1] <= '9' && text[2] == '}')
            bits |= 1U << (text[1] - '0');
    return bits;
}

static void test_texts(void **state)
{
    (void)state;
    for (int i = 0; i < PAGE_TEXTS; i++) {
        const char *fr = page_words(LANG_FR, (enum page_text)i);
        const char *en = page_words(LANG_EN, (enum page_text)i);
        assert_non_null(fr);
        assert_non_null(en);
        assert_true(fr[0] != '\0' && en[0] != '\0');
        assert_int_equal(places(fr), places(en));
        assert_null(strchr(fr, '\''));
        assert_null(strstr(fr, " :"));
        assert_null(strstr(fr, " ;"));
        assert_null(strstr(fr, " %"));
    }
}

static void test_next_release(void **state)
{
    static const struct {
        const char *period;
        const char *cutoff;
        int deadline;
        const char *next;
    } rows[] = {
        {"2026-10", "2026-11-12T06:00:00Z", 10, "2026-12-11"},
        {"2026-10", "2026-11-11T06:00:00Z", 10, "2026-12-11"},
        {"2026-10", "2026-11-02T06:00:00Z", 10, "2026-12-11"}, /* early: this month's is this one */
        {"2026-10", "2026-12-10T23:59:59Z", 10, "2026-12-11"},
        {"2026-10", "2026-12-11T00:00:00Z", 10, "2027-01-11"}, /* late: never a day in the past */
        {"2026-10", "2027-02-28T06:00:00Z", 10, "2027-03-11"},
        {"2026-12", "2027-01-11T06:00:00Z", 10, "2027-02-11"},
        {"2026-10", "2026-11-21T06:00:00Z", 20, "2026-12-21"},
        {"2027-01", "2027-03-01T06:00:00Z", 28, "2027-03-29"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char day[DAY_TEXT];
        struct edition *e = mem_alloc(sizeof *e);
        assert_int_equal(period_parse(rows[i].period, 7, &e->period), 0);
        assert_int_equal(instant_parse(rows[i].cutoff, &e->cutoff), 0);
        e->deadline_day = rows[i].deadline;
        day_format(edition_next_release(e), day);
        assert_string_equal(day, rows[i].next);
        free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escape),       cmocka_unit_test(test_forms),
        cmocka_unit_test(test_sizes),        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_next_release),
    };
    return cmocka_run_group_tests_name("page", tests, NULL, NULL);
}
