/* Dates, months, booleans, SIRET: what is accepted reads the same in canonical form, and so does a
 * value proposed for pasting. */
#include <string.h>

#include "fuzz.h"
#include "model/period.h"
#include "validate/values.h"

typedef void reader(const char *text, size_t len, struct value *ret);

static void check_suggestion(reader *read, const struct value *v)
{
    struct value again = {.code = FINDING_CODES};
    if (v->suggestion[0] == '\0')
        return;
    read(v->suggestion, strlen(v->suggestion), &again);
    MUST(VALUE_IS_SET(again.number));
    MUST(!VALUE_IS_SET(v->number) || again.number == v->number);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[128];
    char canonical[DAY_TEXT];
    struct value v = {.code = FINDING_CODES};
    struct value again = {.code = FINDING_CODES};
    if (size > sizeof text - 1)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    value_date(text, size, &v);
    if (VALUE_IS_SET(v.number)) {
        day_format((int32_t)v.number, canonical);
        value_date(canonical, strlen(canonical), &again);
        MUST(again.number == v.number && again.code == FINDING_CODES);
    }
    check_suggestion(value_date, &v);
    v = again = (struct value){.code = FINDING_CODES};
    value_month(text, size, &v);
    if (VALUE_IS_SET(v.number)) {
        period_format((int32_t)v.number, canonical);
        value_month(canonical, strlen(canonical), &again);
        MUST(again.number == v.number && again.code == FINDING_CODES);
    }
    check_suggestion(value_month, &v);
    v = (struct value){.code = FINDING_CODES};
    value_boolean(text, size, &v);
    MUST(!VALUE_IS_SET(v.number) || v.number == 0 || v.number == 1);
    v = (struct value){.code = FINDING_CODES};
    (void)value_siret(text, size, &v);
    (void)value_is_spreadsheet_error(text, size);
    return 0;
}
