#include <string.h>

#include "model/period.h"
#include "unit.h"

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

enum { FIRST_YEAR = 1970 };

/* Every day from the first to the last a return can speak of, counted one by one. */
static void test_every_day(void **state)
{
    (void)state;
    int32_t day = 0;
    for (int y = FIRST_YEAR; y <= YEAR_LAST; y++) {
        for (int m = 1; m <= 12; m++) {
            for (int d = 1; d <= month_days(y, m); d++, day++) {
                char want[DAY_TEXT + 16];
                char text[DAY_TEXT];
                int32_t from = 0;
                (void)snprintf(want, sizeof want, "%04d-%02d-%02d", y, m, d);
                day_format(day, text);
                unit_text(want, "text", text, want);
                unit_int(want, "status", day_from(y, m, d, &from), 0);
                unit_int(want, "day", from, day);
                unit_int(want, "period", day_period(day), period_of(y, m));
            }
            unit_int("a month", "last day", period_last_day(period_of(y, m)), day - 1);
        }
    }
    unit_end();
}

static const struct {
    const char *text;
    int rc;
    int year;
    int month;
} months[] = {
    {"2026-10", 0, 2026, 10}, {"1900-01", 0, 1900, 1}, {"2199-12", 0, 2199, 12},
    {"1899-12", -1, 0, 0},    {"2200-01", -1, 0, 0},   {"2026-00", -1, 0, 0},
    {"2026-13", -1, 0, 0},    {"2026-1", -1, 0, 0},    {"2026-010", -1, 0, 0},
    {"2026/10", -1, 0, 0},    {"202610", -1, 0, 0},    {"", -1, 0, 0},
    {" 2026-1", -1, 0, 0},    {"2026-1 ", -1, 0, 0},   {"-026-10", -1, 0, 0},
    {"2O26-10", -1, 0, 0},    {"2026-+1", -1, 0, 0},   {"2026-10-01", -1, 0, 0},
};

static void test_months(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(months); i++) {
        int32_t p = -1;
        char text[PERIOD_TEXT];
        int rc = period_parse(months[i].text, strlen(months[i].text), &p);
        unit_int(months[i].text, "status", rc, months[i].rc);
        if (rc == -1) {
            unit_int(months[i].text, "left alone", p, -1);
            continue;
        }
        period_format(p, text);
        unit_text(months[i].text, "text", text, months[i].text);
        unit_int(months[i].text, "year", period_year(p), months[i].year);
        unit_int(months[i].text, "month", period_month(p), months[i].month);
    }
    assert_int_equal(unit_month("2026-01") - unit_month("2025-12"), 1);
    unit_end();
}

static const struct {
    const char *text;
    int rc;
} days[] = {
    {"2024-02-29", 0},  {"2026-02-29", -1}, {"2100-02-29", -1}, {"2000-02-29", 0},
    {"1900-02-29", -1}, {"2026-04-30", 0},  {"2026-04-31", -1}, {"2026-12-31", 0},
    {"2026-01-00", -1}, {"2026-01-32", -1}, {"2026-00-10", -1}, {"2026-13-10", -1},
    {"1899-12-31", -1}, {"2200-01-01", -1}, {"2026-1-1", -1},   {"2026-01-1 ", -1},
    {"2026-01_01", -1}, {"2026/01/01", -1}, {"20260101", -1},   {"2026-01-01T", -1},
    {"", -1},
};

static void test_days(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(days); i++) {
        int32_t day = INT32_MAX;
        int rc = day_parse(days[i].text, strlen(days[i].text), &day);
        unit_int(days[i].text, "status", rc, days[i].rc);
        unit_int(days[i].text, "left alone", day == INT32_MAX, days[i].rc == -1);
    }
    unit_end();
}

static const struct {
    const char *text;
    int rc;
    int64_t want;
    const char *format;
    const char *compact;
} instants[] = {
    {"1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z", "19700101T000000"},
    {"1970-01-01", 0, 0, "1970-01-01T00:00:00Z", "19700101T000000"},
    {"2026-11-12T06:00:00Z", 0, 1794463200, "2026-11-12T06:00:00Z", "20261112T060000"},
    {"1969-12-31T23:59:59Z", 0, -1, "1969-12-31T23:59:59Z", "19691231T235959"},
    {"1900-01-01T00:00:01Z", 0, -2208988799, "1900-01-01T00:00:01Z", "19000101T000001"},
    {"2199-12-31T23:59:59Z", 0, 7258118399, "2199-12-31T23:59:59Z", "21991231T235959"},
    {"2026-11-12T24:00:00Z", -1, 0, NULL, NULL},
    {"2026-11-12T06:60:00Z", -1, 0, NULL, NULL},
    {"2026-11-12T06:00:60Z", -1, 0, NULL, NULL},
    {"2026-11-12T06:00:00", -1, 0, NULL, NULL},
    {"2026-11-12T06:00:00+01:00", -1, 0, NULL, NULL},
    {"2026-11-12 06:00:00Z", -1, 0, NULL, NULL},
    {"2026-02-30T06:00:00Z", -1, 0, NULL, NULL},
    {"2026-11", -1, 0, NULL, NULL},
    {"", -1, 0, NULL, NULL},
};

static void test_instants(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(instants); i++) {
        int64_t t = 0;
        char text[INSTANT_TEXT];
        int rc = instant_parse(instants[i].text, &t);
        unit_int(instants[i].text, "status", rc, instants[i].rc);
        if (rc == -1)
            continue;
        unit_int(instants[i].text, "instant", t, instants[i].want);
        instant_format(t, text);
        unit_text(instants[i].text, "format", text, instants[i].format);
        instant_compact(t, text);
        unit_text(instants[i].text, "compact", text, instants[i].compact);
        instant_format(t, text);
        text[10] = '\0';
        unit_int(instants[i].text, "day", instant_day(t), unit_day(text));
    }
    unit_end();
}

static void test_words(void **state)
{
    (void)state;
    char text[40];
    period_words(unit_month("2026-08"), LANG_FR, text, sizeof text);
    unit_text("August", "French", text, "août 2026");
    period_words(unit_month("2026-08"), LANG_EN, text, sizeof text);
    unit_text("August", "English", text, "August 2026");
    period_short(unit_month("2026-01"), LANG_FR, text, sizeof text);
    unit_text("January", "short", text, "janv. 2026");
    period_short(unit_month("2026-12"), LANG_EN, text, sizeof text);
    unit_text("December", "short", text, "Dec 2026");
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day), cmocka_unit_test(test_months),
        cmocka_unit_test(test_days),      cmocka_unit_test(test_instants),
        cmocka_unit_test(test_words),
    };
    return UNIT_RUN(tests);
}
