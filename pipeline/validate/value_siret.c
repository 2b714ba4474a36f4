#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "validate/values.h"

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

/* La Poste's establishments may have a digit sum that is a multiple of five instead. */
static bool is_siret(const char digits[14])
{
    int sum = 0;
    for (size_t i = 0; i < 14; i++)
        sum += digits[i] - '0';
    bool la_poste = memcmp(digits, "356000000", 9) == 0;
    return sum > 0 && luhn(digits, 9) == 0 && (luhn(digits, 14) == 0 || (la_poste && sum % 5 == 0));
}

bool value_siret(const char *text, size_t len, struct value *ret)
{
    char digits[16];
    size_t n = 0;
    for (size_t i = 0; i < len;) {
        size_t space = value_space(text + i, len - i);
        if (space == 0 && n < 15)
            digits[n++] = text[i];
        i += space == 0 ? 1 : space;
    }
    ret->code = FINDING_SIRET_VALUE;
    if (memchr(text, 'E', len) != NULL && memchr(text, '+', len) != NULL) {
        ret->variant = "scientific";
        return false;
    }
    if (n == 13 &&
        text_is_digits(digits, n)) { /* a zero lost in front is proposed, never put back */
        memmove(digits + 1, digits, 13);
        digits[0] = '0';
        ret->variant = "zero-lost";
        if (is_siret(digits))
            (void)snprintf(ret->suggestion, sizeof ret->suggestion, "%.14s", digits);
        return false;
    }
    if (n == 9 && text_is_digits(digits, n) && luhn(digits, 9) == 0)
        ret->variant = "siren";
    if (n != 14 || !text_is_digits(digits, n) || !is_siret(digits))
        return false;
    if (n != len) {
        ret->code = FINDING_NORMALIZED_VALUE;
        (void)snprintf(ret->suggestion, sizeof ret->suggestion, "%.14s", digits);
    } else {
        ret->code = FINDING_CODES;
    }
    return true;
}
