#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/period.h"

static int number(const char *text, size_t len, int64_t low, int64_t high)
{
    int64_t v;
    return text_int(text, len, low, high, &v) == -1 ? -1 : (int)v;
}

int32_t period_of(int year, int month)
{
    return year * 12 + month - 1;
}

int period_year(int32_t period)
{
    return period / 12;
}

int period_month(int32_t period)
{
    return period % 12 + 1;
}

/* Two digits as a number, -1 when they are not: the inner loop of every date. */
static int pair(const char *p)
{
    unsigned a = (unsigned)(p[0] - '0');
    unsigned b = (unsigned)(p[1] - '0');
    return a > 9 || b > 9 ? -1 : (int)(a * 10 + b);
}

/* AAAA-MM at text, of which 7 bytes can be read. */
static int parse_month(const char *text, int *ret_year, int *ret_month)
{
    int century = pair(text);
    int rest = pair(text + 2);
    int month = pair(text + 5);
    if (century == -1 || rest == -1 || text[4] != '-' || month < 1 || month > 12)
        return -1;
    *ret_year = century * 100 + rest;
    *ret_month = month;
    return *ret_year < YEAR_FIRST || *ret_year > YEAR_LAST ? -1 : 0;
}

int period_parse(const char *text, size_t len, int32_t *ret_period)
{
    int year;
    int month;
    if (len != 7 || parse_month(text, &year, &month) == -1)
        return -1;
    *ret_period = period_of(year, month);
    return 0;
}

void period_format(int32_t period, char ret_text[PERIOD_TEXT])
{
    int year = period_year(period);
    int month = period_month(period);
    const char text[] = {(char)('0' + year / 1000 % 10),
                         (char)('0' + year / 100 % 10),
                         (char)('0' + year / 10 % 10),
                         (char)('0' + year % 10),
                         '-',
                         (char)('0' + month / 10),
                         (char)('0' + month % 10),
                         '\0'};
    memcpy(ret_text, text, sizeof text);
}

static const char *const months[2][12] = {
    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
     "octobre", "novembre", "décembre"},
    {"January", "February", "March", "April", "May", "June", "July", "August", "September",
     "October", "November", "December"}};
static const char *const short_months[2][12] = {
    {"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
     "déc."},
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}};

void period_words(int32_t period, enum lang lang, char *ret_text, size_t cap)
{
    (void)snprintf(ret_text, cap, "%s %d", months[lang][period_month(period) - 1],
                   period_year(period));
}

void period_short(int32_t period, enum lang lang, char *ret_text, size_t cap)
{
    (void)snprintf(ret_text, cap, "%s %d", short_months[lang][period_month(period) - 1],
                   period_year(period));
}

/* Days from 1970-01-01 to the first day of a year and month, by counting the days of the years
 * before and of the months before (March first, so that a leap day comes last). */
static int32_t day_of_month_start(int year, int month)
{
    int y = month <= 2 ? year - 1 : year;
    int m = month <= 2 ? month + 9 : month - 3; /* March = 0 */
    int days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5;
    return days - 719468; /* the same sum for 1970-01-01 */
}

int32_t period_last_day(int32_t period)
{
    int32_t next = period + 1;
    return day_of_month_start(period_year(next), period_month(next)) - 1;
}

int32_t period_deadline(int32_t period, int day)
{
    return period_last_day(period) + day;
}

int day_from(int year, int month, int day, int32_t *ret_day)
{
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 || day > 31)
        return -1;
    int32_t d = day_of_month_start(year, month) + day - 1;
    if (d > period_last_day(period_of(year, month)))
        return -1;
    *ret_day = d;
    return 0;
}

int day_parse(const char *text, size_t len, int32_t *ret_day)
{
    int year;
    int month;
    if (len != 10 || text[7] != '-' || parse_month(text, &year, &month) == -1)
        return -1;
    return day_from(year, month, pair(text + 8), ret_day);
}

void day_split(int32_t day, int *ret_year, int *ret_month, int *ret_day)
{
    int year = 1970 + day / (day < 0 ? 365 : 366) - 1; /* never too late; a few years too early */
    while (day_of_month_start(year + 1, 1) <= day)
        year++;
    int month = 1;
    while (month < 12 && day_of_month_start(year, month + 1) <= day)
        month++;
    *ret_year = year;
    *ret_month = month;
    *ret_day = day - day_of_month_start(year, month) + 1;
}

void day_format(int32_t day, char ret_text[DAY_TEXT])
{
    int y;
    int m;
    int d;
    day_split(day, &y, &m, &d);
    (void)snprintf(ret_text, DAY_TEXT, "%04d-%02d-%02d", y, m, d);
}

int32_t day_period(int32_t day)
{
    int y;
    int m;
    int d;
    day_split(day, &y, &m, &d);
    return period_of(y, m);
}

int instant_parse(const char *text, int64_t *ret_instant)
{
    size_t len = strlen(text);
    int32_t day;
    if (len < 10 || day_parse(text, 10, &day) == -1)
        return -1;
    if (len == 10) {
        *ret_instant = (int64_t)day * DAY_S;
        return 0;
    }
    if (len != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
        return -1;
    int h = number(text + 11, 2, 0, 23);
    int m = number(text + 14, 2, 0, 59);
    int s = number(text + 17, 2, 0, 59);
    if (h == -1 || m == -1 || s == -1)
        return -1;
    *ret_instant = (int64_t)day * DAY_S + h * 3600 + m * 60 + s;
    return 0;
}

int32_t instant_day(int64_t instant)
{
    int64_t day = instant / DAY_S;
    return (int32_t)(instant % DAY_S < 0 ? day - 1 : day);
}

static void instant_print(int64_t instant, const char *format, char ret_text[INSTANT_TEXT])
{
    int y;
    int m;
    int d;
    int32_t day = instant_day(instant);
    day_split(day, &y, &m, &d);
    int s = (int)(instant - (int64_t)day * DAY_S);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    (void)snprintf(ret_text, INSTANT_TEXT, format, y, m, d, s / 3600, s / 60 % 60, s % 60);
#pragma GCC diagnostic pop
}

void instant_format(int64_t instant, char ret_text[INSTANT_TEXT])
{
    instant_print(instant, "%04d-%02d-%02dT%02d:%02d:%02dZ", ret_text);
}

void instant_compact(int64_t instant, char ret_text[INSTANT_TEXT])
{
    instant_print(instant, "%04d%02d%02dT%02d%02d%02d", ret_text);
}
