#include <assert.h>
#include <string.h>

#include "base/decimal.h"

__extension__ typedef __int128 wide; /* holds any product of two int64_t */

int64_t decimal_pow10(int n)
{
    assert(n >= 0 && n <= 18);
    int64_t p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

size_t decimal_format(int64_t units, int decimals, char point, const char *group, char *ret_text)
{
    char text[DECIMAL_TEXT];
    char *const end = text + sizeof text;
    char *p = end;
    uint64_t u = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
    size_t glen = strlen(group);
    assert(glen <= 3);
    for (int n = 0; n < decimals; n++, u /= 10) /* from the last digit on */
        *--p = (char)('0' + u % 10);
    if (decimals > 0)
        *--p = point;
    int n = 0;
    do {
        if (glen > 0 && n > 0 && n % 3 == 0) {
            p -= glen;
            memcpy(p, group, glen);
        }
        *--p = (char)('0' + u % 10);
        n++;
    } while ((u /= 10) > 0);
    if (units < 0)
        *--p = '-';
    size_t len = (size_t)(end - p);
    memcpy(ret_text, p, len);
    ret_text[len] = '\0';
    return len;
}

int decimal_parse(const char *text, size_t len, int decimals, int64_t *ret_units)
{
    size_t i = 0;
    bool negative = len > 0 && text[0] == '-';
    if (negative)
        i++;
    int64_t units = 0;
    int seen = 0;
    int behind = -1; /* digits behind the point, -1 before it */
    for (; i < len; i++) {
        if (text[i] == '.' && behind == -1 && seen > 0) {
            behind = 0;
            continue;
        }
        if (text[i] < '0' || text[i] > '9' || behind == decimals)
            return -1;
        if (seen < DECIMAL_SAFE_DIGITS)
            units = units * 10 + (text[i] - '0');
        else if (__builtin_mul_overflow(units, 10, &units) ||
                 __builtin_add_overflow(units, text[i] - '0', &units))
            return -1;
        seen++;
        behind += behind >= 0;
    }
    if (seen == 0 || behind == 0)
        return -1;
    int64_t scale = decimal_pow10(decimals - (behind > 0 ? behind : 0));
    if (__builtin_mul_overflow(units, scale, &units))
        return -1;
    *ret_units = negative ? -units : units;
    return 0;
}

int decimal_ratio(int64_t numerator, int64_t denominator, int decimals, int64_t *ret_units)
{
    if (denominator == 0)
        return -1;
    wide n = (wide)numerator * decimal_pow10(decimals);
    wide d = denominator;
    if (d < 0) {
        n = -n;
        d = -d;
    }
    bool negative = n < 0;
    if (negative)
        n = -n;
    wide q = (2 * n + d) / (2 * d);
    if (q > INT64_MAX)
        return -1;
    *ret_units = negative ? -(int64_t)q : (int64_t)q;
    return 0;
}
