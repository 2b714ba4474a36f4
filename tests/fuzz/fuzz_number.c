/* A number that is accepted is the same number when its canonical text is read again, and so is a
 * value proposed for pasting. */
#include <string.h>

#include "base/decimal.h"
#include "fuzz.h"
#include "validate/values.h"

static void check(const char *text, size_t len, int decimals, const char *unit)
{
    struct value v = {.code = FINDING_CODES};
    struct value again = {.code = FINDING_CODES};
    char canonical[DECIMAL_TEXT];
    value_number(text, len, decimals, unit, &v);
    if (VALUE_IS_SET(v.number)) {
        size_t n = decimal_format(v.number, decimals, ',', "", canonical);
        value_number(canonical, n, decimals, unit, &again);
        MUST(again.number == v.number);
    }
    if (v.suggestion[0] != '\0') {
        value_number(v.suggestion, strlen(v.suggestion), decimals, unit, &again);
        MUST(VALUE_IS_SET(again.number));
        MUST(!VALUE_IS_SET(v.number) || again.number == v.number);
    }
    value_json_number(text, len, decimals, &v);
    if (VALUE_IS_SET(v.number)) {
        size_t n = decimal_format(v.number, decimals, '.', "", canonical);
        value_json_number(canonical, n, decimals, &again);
        MUST(again.number == v.number);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const units[] = {"", "EUR", "ETP"};
    char text[256];
    if (size > sizeof text - 1)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    for (int decimals = 0; decimals <= 2; decimals += 2)
        for (size_t u = 0; u < sizeof units / sizeof *units; u++)
            check(text, size, decimals, units[u]);
    return 0;
}
