#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "model/period.h"
#include "validate/values.h"

static void refuse(struct value *v, enum finding_code code)
{
    v->number = VALUE_BAD;
    v->code = code;
}

/* The length of a space between thousands at text: blank, U+00A0, U+202F, U+2009; 0 = none. */
static size_t group_space(const char *text, size_t len)
{
    if (len >= 1 && text[0] == ' ')
        return 1;
    if (len >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    if (len >= 3 && (memcmp(text, "\xE2\x80\xAF", 3) == 0 || memcmp(text, "\xE2\x80\x89", 3) == 0))
        return 3;
    return 0;
}

enum { NUMBER_MAX = 40 };

/* A number pulled apart: its digits and the marks between them. */
struct numeral {
    char digits[NUMBER_MAX];
    int n;
    int behind; /* digits behind the decimal mark, -1 = no mark */
    int groups; /* marks or spaces between thousands */
    int dots;
    int commas;
    int thousand; /* "k€": times 1,000 */
    bool negative;
    bool changed; /* not written plainly */
};

/* A unit written behind the number: " €", "EUR", "k€". False when something else stands there. */
static bool take_unit(const char *text, size_t len, struct numeral *m)
{
    while (len > 0 && group_space(text, len) > 0) {
        size_t n = group_space(text, len);
        text += n;
        len -= n;
    }
    if (len == 0)
        return true;
    m->changed = true;
    if (*text == 'k' || *text == 'K') {
        m->thousand = 3;
        text++;
        len--;
    }
    return (len == 3 && memcmp(text, "\xE2\x82\xAC", 3) == 0) ||
           (len == 3 && strncasecmp(text, "EUR", 3) == 0);
}

/* Take the numeral apart; the places of its marks are judged by the caller. */
static bool take_numeral(const char *text, size_t len, struct numeral *m)
{
    size_t i = 0;
    int since_mark = 0; /* digits since the last mark */
    m->behind = -1;
    if (len > 0 && text[0] == '-') {
        m->negative = true;
        i = 1;
    }
    while (i < len) {
        char c = text[i];
        size_t space = group_space(text + i, len - i);
        if (c >= '0' && c <= '9') {
            if (m->n == NUMBER_MAX - 1)
                return false;
            m->digits[m->n++] = c;
            since_mark++;
            i++;
        } else if (c == '.' || c == ',') {
            m->dots += c == '.';
            m->commas += c == ',';
            bool grouped = m->groups > 0 || m->dots + m->commas > 1;
            if (m->n == 0 || (grouped && since_mark != 3))
                return false;
            since_mark = 0;
            i++;
        } else if (space > 0 && i + space < len && text[i + space] >= '0' &&
                   text[i + space] <= '9') {
            if (m->dots + m->commas > 0 || m->n == 0 || (m->groups > 0 && since_mark != 3) ||
                (m->groups == 0 && m->n > 3))
                return false;
            m->groups++;
            m->changed = true;
            since_mark = 0;
            i += space;
        } else {
            break;
        }
    }
    if (m->groups > 0 && m->dots + m->commas == 0 && since_mark != 3)
        return false;
    m->behind = m->dots + m->commas > 0 ? since_mark : -1;
    return m->n > 0 && take_unit(text + i, len - i, m);
}

/* Which of dots and commas is the decimal mark? False = it cannot be told, or neither. */
static bool settle_marks(const char *text, size_t len, struct numeral *m, struct value *v)
{
    bool thousand = m->dots == 1 || memcmp(m->digits + (m->n < 3 ? 0 : m->n - 3), "000", 3) == 0;
    if (m->dots + m->commas == 1 && thousand && m->behind == 3 && m->n <= 6 && m->groups == 0) {
        refuse(v, FINDING_AMBIGUOUS_VALUE);
        (void)snprintf(v->other, sizeof v->other, "%.*s ou %.*s,%.3s", m->n, m->digits, m->n - 3,
                       m->digits, m->digits + m->n - 3);
        return false;
    }
    if (m->dots + m->commas <= 1)
        return true;
    const char *last_dot = memrchr(text, '.', len);
    const char *last_comma = memrchr(text, ',', len);
    m->changed = true;
    if (m->dots > 1 && m->commas == 0 && m->behind == 3) { /* 1.234.567 */
        m->behind = -1;
        return true;
    }
    if (m->dots >= 1 && m->commas == 1 && last_comma > last_dot) /* 1.234,56 */
        return true;
    if (m->commas >= 1 && m->dots == 1 && last_dot > last_comma) /* 1,234.56 */
        return true;
    refuse(v, FINDING_TYPE_ERROR);
    return false;
}

/* The digits as an integer with `decimals` decimals. */
static void scale_numeral(struct numeral *m, int decimals, struct value *v)
{
    int behind = m->behind < 0 ? 0 : m->behind;
    int want = decimals + m->thousand; /* k€ has three more */
    if (m->behind == 0) {
        refuse(v, FINDING_TYPE_ERROR);
        return;
    }
    while (behind > want && m->digits[m->n - 1] == '0') {
        m->n--;
        behind--;
    }
    if (behind > want) {
        refuse(v, FINDING_PRECISION_ERROR);
        (void)snprintf(v->other, sizeof v->other, "%d", decimals);
        return;
    }
    int64_t units = 0;
    for (int i = 0; i < m->n + want - behind; i++) {
        int digit = i < m->n ? m->digits[i] - '0' : 0;
        if (__builtin_mul_overflow(units, 10, &units) ||
            __builtin_add_overflow(units, digit, &units) || units > INT64_MAX / 16) {
            refuse(v, FINDING_TYPE_ERROR);
            return;
        }
    }
    v->number = m->negative ? -units : units;
}

void value_json_number(const char *text, size_t len, int decimals, struct value *ret)
{
    struct numeral m = {0};
    if (len >= NUMBER_MAX || !take_numeral(text, len, &m) || m.changed || m.commas > 0)
        refuse(ret, FINDING_TYPE_ERROR); /* an exponent */
    else
        scale_numeral(&m, decimals, ret);
}

void value_number(const char *text, size_t len, int decimals, struct value *ret)
{
    struct numeral m = {0};
    if (len >= NUMBER_MAX * 2 || !take_numeral(text, len, &m)) {
        refuse(ret, FINDING_TYPE_ERROR);
        return;
    }
    if (!settle_marks(text, len, &m, ret))
        return;
    scale_numeral(&m, decimals, ret);
    if (ret->number != VALUE_BAD && m.changed) {
        ret->code = FINDING_NORMALIZED_VALUE;
        (void)decimal_format(ret->number, decimals, ',', "", ret->suggestion);
    }
}

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

void value_date(const char *text, size_t len, struct value *ret)
{
    int part[3];
    int digits[3];
    int32_t day;
    if (day_parse(text, len, &day) == 0) {
        ret->number = day;
        return;
    }
    size_t cut = cut_midnight(text, len);
    int n = take_parts(text, cut, part, digits);
    bool ok = serial_day(text, len, &day);
    if (n == 3 && digits[0] == 4)
        ok = day_from(part[0], part[1], part[2], &day) == 0;
    else if (n == 3 && digits[0] <= 2 && digits[1] <= 2)
        ok = day_from(full_year(part[2], digits[2]), part[1], part[0], &day) == 0;
    if (!ok) {
        refuse(ret, FINDING_TYPE_ERROR);
        return;
    }
    ret->number = day;
    ret->code = FINDING_NORMALIZED_VALUE;
    day_format(day, ret->suggestion);
}

/* "févr-26", "octobre 2026": the month's first letters, without accents. */
static bool word_month(const char *text, size_t len, int32_t *ret_period)
{
    static const char *const names[12] = {"janvier",   "fevrier", "mars",     "avril",
                                          "mai",       "juin",    "juillet",  "aout",
                                          "septembre", "octobre", "novembre", "decembre"};
    char key[40];
    size_t n = text_fold(text, len, key, sizeof key);
    size_t letters = 0;
    while (letters < n && (key[letters] < '0' || key[letters] > '9'))
        letters++;
    int64_t year;
    if (letters < 3 || text_int(key + letters, n - letters, 0, 9999, &year) == -1)
        return false;
    int found = -1;
    for (int m = 0; m < 12; m++) {
        if (letters <= strlen(names[m]) && memcmp(names[m], key, letters) == 0) {
            if (found != -1)
                return false; /* "jui" */
            found = m;
        }
    }
    int y = full_year((int)year, (int)(n - letters));
    if (found == -1 || y < YEAR_FIRST || y > YEAR_LAST)
        return false;
    *ret_period = period_of(y, found + 1);
    return true;
}

void value_month(const char *text, size_t len, struct value *ret)
{
    int part[3];
    int digits[3];
    int32_t period;
    int32_t day;
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
    } else if (word_month(text, len, &period)) {
        year = period_year(period);
        month = period_month(period);
    }
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12) {
        refuse(ret, FINDING_TYPE_ERROR);
        return;
    }
    ret->number = period_of(year, month);
    ret->code = FINDING_NORMALIZED_VALUE;
    period_format((int32_t)ret->number, ret->suggestion);
}

void value_boolean(const char *text, size_t len, struct value *ret)
{
    static const char *const words[2][8] = {{"non", "n", "faux", "0", "false", "no"},
                                            {"oui", "o", "vrai", "1", "true", "x", "yes"}};
    char key[16];
    size_t n = text_fold(text, len, key, sizeof key);
    for (int v = 0; v < 2; v++) {
        for (int i = 0; i < 8 && words[v][i] != NULL; i++) {
            if (strlen(words[v][i]) == n && memcmp(words[v][i], key, n) == 0) {
                ret->number = v;
                return;
            }
        }
    }
    refuse(ret, FINDING_TYPE_ERROR);
}

bool value_is_spreadsheet_error(const char *text, size_t len)
{
    static const char *const errors[] = {"#REF!",  "#DIV/0!", "#N/A",     "#VALEUR!", "#VALUE!",
                                         "#NOM?",  "#NAME?",  "#NOMBRE!", "#NUM!",    "#NUL!",
                                         "#NULL!", "#SPILL!", "#CALC!"};
    size_t hashes = 0;
    while (hashes < len && text[hashes] == '#')
        hashes++;
    if (len >= 3 && hashes == len)
        return true;
    if (len > 4 && memcmp(text, "Err:", 4) == 0)
        return true;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (len == strlen(errors[i]) && memcmp(text, errors[i], len) == 0)
            return true;
    return false;
}

/* Sum of the digits with every second one from the right doubled (ISO/IEC 7812-1). */
static int luhn(const char *digits, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++) {
        int d = digits[n - 1 - i] - '0';
        if (i % 2 == 1)
            d = d > 4 ? 2 * d - 9 : 2 * d;
        sum += d;
    }
    return sum % 10;
}

bool value_siret(const char *text, size_t len, struct value *ret)
{
    char digits[16];
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        size_t space = group_space(text + i, len - i);
        if (space == 0 && n < 15)
            digits[n++] = text[i];
        i += space == 0 ? 1 : space;
    }
    ret->code = FINDING_SIRET_VALUE;
    if (memchr(text, 'E', len) != NULL && memchr(text, '+', len) != NULL) {
        ret->variant = "siret-scientific";
        return false;
    }
    if (n != 14 || !text_is_digits(digits, n))
        return false;
    int sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += digits[i] - '0';
    bool la_poste = memcmp(digits, "356000000", 9) == 0;
    bool good = luhn(digits, 9) == 0 && (luhn(digits, 14) == 0 || (la_poste && sum % 5 == 0));
    if (sum == 0 || !good)
        return false;
    if (n != len) {
        ret->code = FINDING_NORMALIZED_VALUE;
        (void)snprintf(ret->suggestion, sizeof ret->suggestion, "%.14s", digits);
    } else {
        ret->code = FINDING_CODES;
    }
    return true;
}
