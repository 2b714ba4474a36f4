#include <string.h>

#include "base/decimal.h"
#include "unit.h"

static const struct {
    int64_t units;
    int decimals;
    char point;
    const char *group;
    const char *want;
} formats[] = {
    {0, 0, '.', "", "0"},
    {0, 2, '.', "", "0.00"},
    {5, 2, ',', "", "0,05"},
    {-5, 2, ',', "", "-0,05"},
    {50, 2, ',', "", "0,50"},
    {123456, 2, '.', "", "1234.56"},
    {123456, 0, '.', ",", "123,456"},
    {999, 0, '.', " ", "999"},
    {1000, 0, '.', " ", "1 000"},
    {-1000, 0, '.', " ", "-1 000"},
    {-100000, 2, ',', " ", "-1 000,00"},
    {99999, 2, ',', " ", "999,99"},
    {1234567890, 2, ',', "\xE2\x80\xAF",
     "12\xE2\x80\xAF"
     "345\xE2\x80\xAF"
     "678,90"},
    {1, 6, '.', " ", "0.000001"},
    {1000000000, 6, '.', " ", "1 000.000000"},
    {INT64_MAX, 0, '.', "", "9223372036854775807"},
    {INT64_MIN, 0, '.', "", "-9223372036854775808"},
    {INT64_MAX, 2, ',', " ", "92 233 720 368 547 758,07"},
    {INT64_MIN, 2, ',', " ", "-92 233 720 368 547 758,08"},
};

static void test_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(formats); i++) {
        char text[DECIMAL_TEXT];
        size_t len = decimal_format(formats[i].units, formats[i].decimals, formats[i].point,
                                    formats[i].group, text);
        unit_text(formats[i].want, "text", text, formats[i].want);
        unit_int(formats[i].want, "length", (int64_t)len, (int64_t)strlen(formats[i].want));
    }
    unit_end();
}

enum { UNTOUCHED = -77 };

static const struct {
    const char *text;
    int decimals;
    int rc;
    int64_t units;
} parses[] = {
    {"0", 0, 0, 0},
    {"0", 2, 0, 0},
    {"-0", 2, 0, 0},
    {"007", 0, 0, 7},
    {"1234.56", 2, 0, 123456},
    {"1234.5", 2, 0, 123450},
    {"1234", 2, 0, 123400},
    {"-0.01", 2, 0, -1},
    {"9223372036854775807", 0, 0, INT64_MAX},
    {"92233720368547758.07", 2, 0, INT64_MAX},
    {"-9223372036854775807", 0, 0, -INT64_MAX},
    {"9223372036854775808", 0, -1, UNTOUCHED},
    {"92233720368547758.08", 2, -1, UNTOUCHED},
    {"92233720368547759", 2, -1, UNTOUCHED},
    {"99999999999999999999", 0, -1, UNTOUCHED},
    {"", 0, -1, UNTOUCHED},
    {"-", 0, -1, UNTOUCHED},
    {".", 2, -1, UNTOUCHED},
    {".5", 2, -1, UNTOUCHED},
    {"5.", 2, -1, UNTOUCHED},
    {"5.0", 0, -1, UNTOUCHED},
    {"1.234", 2, -1, UNTOUCHED},
    {"1.2.3", 4, -1, UNTOUCHED},
    {"1,5", 2, -1, UNTOUCHED},
    {"+5", 0, -1, UNTOUCHED},
    {" 5", 0, -1, UNTOUCHED},
    {"5 ", 0, -1, UNTOUCHED},
    {"1 000", 0, -1, UNTOUCHED},
    {"--5", 0, -1, UNTOUCHED},
    {"5-", 0, -1, UNTOUCHED},
    {"1e3", 0, -1, UNTOUCHED},
    {"0x10", 0, -1, UNTOUCHED},
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(parses); i++) {
        int64_t units = UNTOUCHED;
        int rc = decimal_parse(parses[i].text, strlen(parses[i].text), parses[i].decimals, &units);
        unit_int(parses[i].text, "status", rc, parses[i].rc);
        unit_int(parses[i].text, "units", units, parses[i].units);
    }
    int64_t units = UNTOUCHED;
    assert_int_equal(decimal_parse("12345", 3, 0, &units), 0); /* no further than its length */
    assert_int_equal(units, 123);
    unit_end();
}

static const struct {
    int64_t numerator;
    int64_t denominator;
    int decimals;
    int rc;
    int64_t want;
} ratios[] = {
    {1, 3, 1, 0, 3},
    {2, 3, 1, 0, 7},
    {1, 2, 0, 0, 1},
    {-1, 2, 0, 0, -1},
    {1, -2, 0, 0, -1},
    {-1, -2, 0, 0, 1},
    {3, 2, 0, 0, 2},
    {5, 2, 0, 0, 3},
    {-5, 2, 0, 0, -3},
    {1, 20, 1, 0, 1},
    {1, 21, 1, 0, 0},
    {49, 100, 0, 0, 0},
    {125, 1000, 2, 0, 13},
    {-125, 1000, 2, 0, -13},
    {135, 1000, 2, 0, 14},
    {0, 5, 3, 0, 0},
    {7, 7, 3, 0, 1000},
    {INT64_MAX, 1, 0, 0, INT64_MAX},
    {INT64_MIN + 1, 1, 0, 0, INT64_MIN + 1},
    {INT64_MAX, INT64_MAX, 18, 0, 1000000000000000000},
    {INT64_MAX, 10, 1, 0, INT64_MAX},
    {1, 0, 0, -1, UNTOUCHED},
    {0, 0, 0, -1, UNTOUCHED},
    {INT64_MAX, 1, 1, -1, UNTOUCHED},
    {INT64_MAX, 1, 18, -1, UNTOUCHED},
};

static void test_ratio(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ratios); i++) {
        char row[80];
        int64_t units = UNTOUCHED;
        (void)snprintf(row, sizeof row, "%lld / %lld, %d", (long long)ratios[i].numerator,
                       (long long)ratios[i].denominator, ratios[i].decimals);
        int rc =
            decimal_ratio(ratios[i].numerator, ratios[i].denominator, ratios[i].decimals, &units);
        unit_int(row, "status", rc, ratios[i].rc);
        unit_int(row, "ratio", units, ratios[i].want);
    }
    unit_end();
}

static const struct {
    int64_t sum;
    int64_t more;
    bool ok;
    int64_t want;
} sums[] = {
    {1, 2, true, 3},
    {INT64_MAX - 1, 1, true, INT64_MAX},
    {INT64_MAX, 1, false, INT64_MAX},
    {INT64_MIN + 1, -1, true, INT64_MIN},
    {INT64_MIN, -1, false, INT64_MIN},
    {INT64_MAX, INT64_MIN, true, -1},
};

static void test_add(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sums); i++) {
        int64_t sum = sums[i].sum;
        bool ok = decimal_add(&sum, sums[i].more);
        unit_int("sum", "ok", ok, sums[i].ok);
        unit_int("sum", "value", sum, sums[i].want);
    }
    unit_end();
}

/* What is written can be read back, at every scale. */
static void test_round_trip(void **state)
{
    (void)state;
    for (int decimals = 0; decimals <= DECIMAL_MAX_SCALE; decimals++) {
        for (int64_t v = 1; v < INT64_MAX / 7; v = v * 7 + decimals) {
            char text[DECIMAL_TEXT];
            int64_t back = 0;
            size_t len = decimal_format(-v, decimals, '.', "", text);
            unit_int(text, "status", decimal_parse(text, len, decimals, &back), 0);
            unit_int(text, "value", back, -v);
        }
    }
    assert_int_equal(decimal_pow10(0), 1);
    assert_int_equal(decimal_pow10(18), 1000000000000000000);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format),     cmocka_unit_test(test_parse),
        cmocka_unit_test(test_ratio),      cmocka_unit_test(test_add),
        cmocka_unit_test(test_round_trip),
    };
    return UNIT_RUN(tests);
}
