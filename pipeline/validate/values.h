/*
 * Texts → values, one function a type, each a small grammar (DOMAIN 5): what is plain, what is
 * tolerated and said, what is refused and why.
 */
#ifndef PTCE_VALIDATE_VALUES_H
#define PTCE_VALIDATE_VALUES_H

#include <stdint.h>

#include "model/contract.h"
#include "model/finding.h"

struct value {
    int64_t number;         /* VALUE_BAD when refused */
    enum finding_code code; /* FINDING_CODES = nothing to say */
    const char *variant;    /* of the finding */
    char other[64];         /* {other} of the finding */
    char suggestion[64];    /* {suggestion}, "" = none */
};

/* The length of a space that may stand between thousands: blank, U+00A0, U+202F, U+2009; 0 = none.
 */
size_t value_space(const char *text, size_t len);
void value_refuse(struct value *v, enum finding_code code, const char *variant);

/* Numbers: digits, then French habits (spaces between thousands, comma); `unit` is the column's
 * ("EUR", "ETP", ""): its signs may stand beside the number. */
void value_number(const char *text, size_t len, int decimals, const char *unit, struct value *ret);
/* Plain digits, with a decimal comma or point where there are decimals: the usual number. */
static inline bool value_plain_number(const char *text, size_t len, int decimals, int64_t *ret)
{
    int64_t n = 0;
    size_t i = 0;
    int behind = 0;
    unsigned digit;
    if (len == 0 || len > 15)
        return false;
    while (i < len && (digit = (unsigned char)text[i] - (unsigned)'0') <= 9) {
        n = n * 10 + digit;
        i++;
    }
    if (i > 0 && i + 2 <= len && (text[i] == ',' || text[i] == '.')) {
        if (len - i - 1 > (size_t)decimals)
            return false;
        for (i++; i < len && (digit = (unsigned char)text[i] - (unsigned)'0') <= 9; i++, behind++)
            n = n * 10 + digit;
    }
    if (i != len)
        return false;
    for (; behind < decimals; behind++)
        n *= 10;
    *ret = n;
    return true;
}

enum { YEAR_LOW = 1900, YEAR_HIGH = 2199 }; /* of a column of years */

/* The text of a JSON number: a point is the decimal mark, always. */
void value_json_number(const char *text, size_t len, int decimals, struct value *ret);
void value_date(const char *text, size_t len, struct value *ret);
void value_month(const char *text, size_t len, struct value *ret);
void value_boolean(const char *text, size_t len, struct value *ret);

/* True for #REF!, #N/A, ##### and their like. */
bool value_is_spreadsheet_error(const char *text, size_t len);

/* A text that starts otherwise is none: a quick look before the long one. */
static inline bool value_may_be_error(const char *text)
{
    return text[0] == '#' || text[0] == 'E';
}

/* A SIRET: 14 digits whose check digits hold. Returns true, or false with ret->code set. */
bool value_siret(const char *text, size_t len, struct value *ret);

#endif
