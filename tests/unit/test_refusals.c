/* What is said of a value that is refused, and the value to paste. */
#include <string.h>

#include "unit.h"
#include "validate/values.h"

/* What a refused number is said to be, and the value to paste: which is accepted. */
static const struct {
    const char *text;
    const char *variant;
    const char *suggestion;
} refusals[] = {
    {"1e5", "exponent", ""},
    {"1,5E+3", "exponent", ""},
    {"12 %", "percent", ""},
    {"=A1+B2", "formula", ""},
    {"(12)", "sign-behind", ""},
    {"12-", "sign-behind", ""},
    {"1_000", "separators", "1000,00"},
    {"1'234,50", "separators", "1234,50"},
    {"\uFF11\uFF12", "full-width", "12,00"},
    {",5", "incomplete", "0,50"},
    {"12,", "incomplete", ""},
    {"99999999999999999999", "too-large", ""},
    {"douze", "", ""},
    {"NaN", "", ""},
};

static const struct {
    const char *text;
    const char *variant;
    const char *suggestion;
} refused_dates[] = {
    {"02/13/2026", "month-first", "13/02/2026"},
    {"2026-13-01", "month-first", "13/01/2026"},
    {"29/02/2026", "calendar", ""},
    {"2026-04-31", "calendar", ""},
    {"32/01/2026", "", ""},
    {"13/13/2026", "", ""},
    {"demain", "", ""},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        struct value v = {.code = FINDING_CODES};
        const char *text = refusals[i].text;
        value_number(text, strlen(text), 2, "EUR", &v);
        unit_int(text, "refused", v.number == VALUE_BAD && v.code == FINDING_TYPE_ERROR, 1);
        unit_text(text, "variant", v.variant == NULL ? "" : v.variant, refusals[i].variant);
        unit_text(text, "suggestion", v.suggestion, refusals[i].suggestion);
        struct value pasted = {.code = FINDING_CODES};
        if (v.suggestion[0] != '\0')
            value_number(v.suggestion, strlen(v.suggestion), 2, "EUR", &pasted);
        unit_text(text, "pasted", pasted.code == FINDING_CODES ? "" : finding_name(pasted.code),
                  "");
    }
    for (size_t i = 0; i < COUNT(refused_dates); i++) {
        struct value v = {.code = FINDING_CODES};
        const char *text = refused_dates[i].text;
        value_date(text, strlen(text), &v);
        unit_int(text, "refused", v.number == VALUE_BAD && v.code == FINDING_TYPE_ERROR, 1);
        unit_text(text, "variant", v.variant == NULL ? "" : v.variant, refused_dates[i].variant);
        unit_text(text, "suggestion", v.suggestion, refused_dates[i].suggestion);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_refusals)};
    return UNIT_RUN(tests);
}
