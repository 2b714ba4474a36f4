/*
 * Exact numbers: an int64_t of units with a declared number of decimals (money in cents has two).
 * Nothing here knows a double.
 *
 *     decimal_format(123456, 2, '.', "", text)      "1234.56"
 *     decimal_ratio(1, 3, 1, &permille)             round(1 ÷ 3 × 10¹), half away from zero
 */
#ifndef PTCE_BASE_DECIMAL_H
#define PTCE_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DECIMAL_TEXT = 64, DECIMAL_MAX_SCALE = 6, DECIMAL_SAFE_DIGITS = 18 /* any int64_t holds */ };

/* Write `units` with `decimals` digits behind `point` and `group` between the thousands ("" =
 * none). `ret_text` holds DECIMAL_TEXT bytes. Returns its length. */
size_t decimal_format(int64_t units, int decimals, char point, const char *group, char *ret_text);

/* Read `[-]digits[.digits]` over the whole of text, as decimal_format writes it with '.' and no
 * groups: at most `decimals` digits behind the point. 0, or -1 and *ret_units is left alone. */
int decimal_parse(const char *text, size_t len, int decimals, int64_t *ret_units);

/* round(numerator × 10^decimals ÷ denominator), half away from zero, by 128-bit integers.
 * -1 when the denominator is 0 or the result does not fit. */
int decimal_ratio(int64_t numerator, int64_t denominator, int decimals, int64_t *ret_units);

/* *sum += more. False when it would overflow (and *sum is left alone). */
static inline bool decimal_add(int64_t *sum, int64_t more)
{
    int64_t r;
    if (__builtin_add_overflow(*sum, more, &r))
        return false;
    *sum = r;
    return true;
}

int64_t decimal_pow10(int n); /* 0 ≤ n ≤ 18 */

#endif
