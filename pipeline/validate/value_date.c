#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/period.h"
#include "validate/values.h"

/* Up to three numbers with / - or . between them; returns how many, 0 = something else. */
static int take_parts(const char *text, size_t len, int ret_part[3], int ret_digits[3])
{
    int n = 0;
    size_t i = 0;
    while (n < 3) {
        int digits = 0;
        int v = 0;
        while (i < len && text[i] >= '0' && text[i] <= '9' && digits < 4) {
            v = v * 10 + (text[i++] - '0');
            digits++;
        }
        if (digits == 0)
            return 0;
        ret_part[n] = v;
        ret_digits[n++] = digits;
        if (i == len)
            return n;
        if (text[i] != '/' && text[i] != '-' && text[i] != '.')
            return 0;
        i++;
    }
    return 0;
}

static int full_year(int year, int digits)
{
    return digits == 4 ? year : digits == 2 ? (year < 70 ? 2000 + year : 1900 + year) : -1;
}

/* Excel's day 1 is 1900-01-01 and its 1900 has a 29 February: from 1900-03-01 on, day 25569 is
 * 1970-01-01. Serials from 1990 to 2099 are taken for dates. */
static bool serial_day(const char *text, size_t len, int32_t *ret_day)
{
    int64_t n;
    if (len != 5 || text_int(text, len, 32874, 73050, &n) == -1)
        return false;
    *ret_day = (int32_t)(n - 25569);
    return true;
}

static size_t cut_midnight(const char *text, size_t len)
{
    static const char *const tails[] = {" 00:00:00", "T00:00:00", " 00:00"};
    for (int i = 0; i < 3; i++) {
        size_t n = strlen(tails[i]);
        if (len > n && memcmp(text + len - n, tails[i], n) == 0)
            return len - n;
    }
    return len;
}

/* The month that a text begins the French name of ("févr.", "oct"), 0 = none or several. */
static int month_named(const char *text, size_t len)
{
    static const char *const names[12] = {"janvier",   "fevrier", "mars",     "avril",
                                          "mai",       "juin",    "juillet",  "aout",
                                          "septembre", "octobre", "novembre", "decembre"};
    char key[24];
    int found = 0;
    size_t n = text_fold(text, len, key, sizeof key);
    for (int m = 0; m < 12 && n >= 3; m++) {
        if (n > strlen(names[m]) || memcmp(names[m], key, n) != 0)
            continue;
        if (found != 0)
            return 0; /* "jui" */
        found = m + 1;
    }
    return found;
}

/* Numbers and words apart: "3 février 2026" is 3, fevrier, 2026. */
struct token {
    const char *text;
    size_t len;
};

static int take_tokens(const char *text, size_t len, struct token ret[4])
{
    int n = 0;
    for (size_t i = 0; i < len;) {
        size_t space = value_space(text + i, len - i);
        if (space > 0 || text[i] == '-' || text[i] == '.' || text[i] == '/') {
            i += space > 0 ? space : 1;
            continue;
        }
        bool digit = text[i] >= '0' && text[i] <= '9';
        size_t from = i;
        while (i < len && value_space(text + i, len - i) == 0 && strchr("-./", text[i]) == NULL &&
               (text[i] >= '0' && text[i] <= '9') == digit)
            i++;
        if (n == 4)
            return 0;
        ret[n++] = (struct token){text + from, i - from};
    }
    return n;
}

static int token_year(const struct token *t)
{
    int64_t year;
    if (!text_is_digits(t->text, t->len) || text_int(t->text, t->len, 0, 9999, &year) == -1)
        return -1;
    return full_year((int)year, (int)t->len);
}

/* "3 février 2026", "03-févr-26". */
static bool word_day(const char *text, size_t len, int32_t *ret_day)
{
    struct token t[4];
    int64_t day;
    if (take_tokens(text, len, t) != 3 || t[0].len > 2 ||
        text_int(t[0].text, t[0].len, 1, 31, &day) == -1)
        return false;
    int month = month_named(t[1].text, t[1].len);
    return month > 0 && day_from(token_year(&t[2]), month, (int)day, ret_day) == 0;
}

/* "févr-26", "octobre 2026". */
static bool word_month(const char *text, size_t len, int32_t *ret_period)
{
    struct token t[4];
    if (take_tokens(text, len, t) != 2)
        return false;
    int month = month_named(t[0].text, t[0].len);
    int year = token_year(&t[1]);
    if (month == 0 || year < YEAR_FIRST || year > YEAR_LAST)
        return false;
    *ret_period = period_of(year, month);
    return true;
}

/* A date that cannot be: the 29th of another February, or the month first. */
static void refuse_date(const int part[3], const int digits[3], struct value *ret)
{
    int year = digits[0] == 4 ? part[0] : full_year(part[2], digits[2]);
    int month = part[1];
    int day = digits[0] == 4 ? part[2] : part[0];
    int32_t swapped;
    if (month > 12 && day_from(year, day, month, &swapped) == 0) {
        value_refuse(ret, FINDING_TYPE_ERROR, "month-first");
        (void)snprintf(ret->suggestion, sizeof ret->suggestion, "%02d/%02d/%04d", month, day, year);
    } else if (month >= 1 && month <= 12 && day >= 29 && day <= 31) {
        value_refuse(ret, FINDING_TYPE_ERROR, "calendar");
    } else {
        value_refuse(ret, FINDING_TYPE_ERROR, NULL);
    }
}

void value_date(const char *text, size_t len, struct value *ret)
{
    int part[3] = {0};
    int digits[3] = {0};
    int32_t day;
    int64_t compact;
    if (day_parse(text, len, &day) == 0) {
        ret->number = day;
        return;
    }
    size_t cut = cut_midnight(text, len);
    int n = take_parts(text, cut, part, digits);
    bool ok = serial_day(text, len, &day) || (n == 0 && word_day(text, cut, &day));
    if (n == 3 && digits[0] == 4)
        ok = day_from(part[0], part[1], part[2], &day) == 0;
    else if (n == 3 && digits[0] <= 2 && digits[1] <= 2)
        ok = day_from(full_year(part[2], digits[2]), part[1], part[0], &day) == 0;
    else if (len == 8 && text_int(text, len, 19000101, 21991231, &compact) == 0)
        ok = day_from((int)(compact / 10000), (int)(compact / 100 % 100), (int)(compact % 100),
                      &day) == 0;
    if (!ok && n == 3) {
        refuse_date(part, digits, ret);
        return;
    }
    if (!ok) {
        value_refuse(ret, FINDING_TYPE_ERROR, NULL);
        return;
    }
    ret->number = day;
    ret->code = FINDING_NORMALIZED_VALUE;
    day_format(day, ret->suggestion);
}

void value_month(const char *text, size_t len, struct value *ret)
{
    int part[3];
    int digits[3];
    int32_t period;
    int32_t day;
    int64_t compact;
    if (period_parse(text, len, &period) == 0) {
        ret->number = period;
        return;
    }
    size_t cut = cut_midnight(text, len);
    int n = take_parts(text, cut, part, digits);
    int year = -1;
    int month = -1;
    if (n == 2) { /* 02/2026 or 2026/2 */
        int y = digits[0] == 4 ? 0 : 1;
        year = digits[y] == 4 ? part[y] : -1;
        month = part[1 - y];
    } else if (n == 3) { /* a spreadsheet's date: the first of the month */
        struct value date = {0};
        value_date(text, cut, &date);
        year = date.number != VALUE_BAD ? period_year(day_period((int32_t)date.number)) : -1;
        month = year != -1 ? period_month(day_period((int32_t)date.number)) : -1;
    } else if (serial_day(text, len, &day)) {
        year = period_year(day_period(day));
        month = period_month(day_period(day));
    } else if (len == 6 && text_int(text, len, 190001, 219912, &compact) == 0) {
        year = (int)(compact / 100);
        month = (int)(compact % 100);
    } else if (word_month(text, len, &period)) {
        year = period_year(period);
        month = period_month(period);
    }
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12) {
        value_refuse(ret, FINDING_TYPE_ERROR, NULL);
        return;
    }
    ret->number = period_of(year, month);
    ret->code = FINDING_NORMALIZED_VALUE;
    period_format((int32_t)ret->number, ret->suggestion);
}
