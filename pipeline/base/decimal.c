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
    char digits[32];
    int n = 0;
    uint64_t u = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
    do {
        digits[n++] = (char)('0' + u % 10);
        u /= 10;
    } while (u > 0 || n <= decimals);

    char *p = ret_text;
    size_t glen = strlen(group);
    assert(glen <= 3);
    if (units < 0)
        *p++ = '-';
    for (int i = n - 1; i >= 0; i--) {
        *p++ = digits[i];
        int left = i - decimals; /* digits of the whole part still to come */
        if (left > 0 && left % 3 == 0) {
            memcpy(p, group, glen);
            p += glen;
        }
        if (left == 0 && decimals > 0)
            *p++ = point;
    }
    *p = '\0';
    return (size_t)(p - ret_text);
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
        if (__builtin_mul_overflow(units, 10, &units) ||
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
