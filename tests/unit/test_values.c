#include <string.h>

#include "model/period.h"
#include "unit.h"
#include "validate/values.h"

/* Spaces a spreadsheet writes between thousands. */
#define NBSP  "\u00A0"
#define NNBSP "\u202F"
#define THIN  "\u2009"

/* DOMAIN 5. `code` "" = nothing to say; `number` in hundredths when two decimals are asked for. */
static const struct {
    const char *text;
    int decimals;
    int64_t number;
    const char *code;
    const char *words; /* the suggestion; of a refusal, its {other} */
} numbers[] = {
    {"0", 2, 0, "", ""},
    {"1234", 2, 123400, "", ""},
    {"1234,5", 2, 123450, "", ""},
    {"1234,56", 2, 123456, "", ""},
    {"1234.56", 2, 123456, "", ""},
    {"0,07", 2, 7, "", ""},
    {"007", 0, 7, "", ""},
    {"-5", 0, -5, "", ""},
    {"-0,5", 2, -50, "", ""},
    {"1,230", 2, 123, "normalized-value", "1,23"},
    {"12,00", 0, 12, "normalized-value", "12"},
    {"1234.560", 2, 123456, "normalized-value", "1234,56"},
    {"1 234,56", 2, 123456, "normalized-value", "1234,56"},
    {"1" NBSP "234,56", 2, 123456, "normalized-value", "1234,56"},
    {"1" NNBSP "234,56", 2, 123456, "normalized-value", "1234,56"},
    {"1" THIN "234,56", 2, 123456, "normalized-value", "1234,56"},
    {"12 345 678", 0, 12345678, "normalized-value", "12345678"},
    {"-1 234", 0, -1234, "normalized-value", "-1234"},
    {"1.234,56", 2, 123456, "normalized-value", "1234,56"},
    {"1.234.567,89", 2, 123456789, "normalized-value", "1234567,89"},
    {"1,234.56", 2, 123456, "normalized-value", "1234,56"},
    {"1,234,567.89", 2, 123456789, "normalized-value", "1234567,89"},
    {"1.234.567", 2, 123456700, "normalized-value", "1234567,00"},
    {"12,50 €", 2, 1250, "normalized-value", "12,50"},
    {"12,50€", 2, 1250, "normalized-value", "12,50"},
    {"12,50" NBSP "€", 2, 1250, "normalized-value", "12,50"},
    {"1 250 EUR", 2, 125000, "normalized-value", "1250,00"},
    {"1250 eur", 2, 125000, "normalized-value", "1250,00"},
    {"12 k€", 2, 1200000, "normalized-value", "12000,00"},
    {"1,5 K€", 2, 150000, "normalized-value", "1500,00"},
    {"0,00001 k€", 2, 1, "normalized-value", "0,01"},
    {"0,000001 k€", 2, VALUE_BAD, "precision-error", "2"},
    {"1.234", 2, VALUE_BAD, "ambiguous-value", "1234 ou 1,234"},
    {"1.234", 0, VALUE_BAD, "ambiguous-value", "1234 ou 1,234"},
    {"123.456", 2, VALUE_BAD, "ambiguous-value", "123456 ou 123,456"},
    {"1.234 €", 2, VALUE_BAD, "ambiguous-value", "1234 ou 1,234"},
    {"1234.567", 2, VALUE_BAD, "precision-error", "2"},
    {"1,234", 2, VALUE_BAD, "precision-error", "2"},
    {"1,5", 0, VALUE_BAD, "precision-error", "0"},
    {"1,001", 0, VALUE_BAD, "precision-error", "0"},
    {"12 34", 0, VALUE_BAD, "type-error", ""},
    {"1 23,50", 2, VALUE_BAD, "type-error", ""},
    {"1234 567", 0, VALUE_BAD, "type-error", ""},
    {"12.50,00", 2, VALUE_BAD, "type-error", ""},
    {"1.2,5", 2, VALUE_BAD, "type-error", ""},
    {"1 23", 0, VALUE_BAD, "type-error", ""},
    {"12 34 567", 0, VALUE_BAD, "type-error", ""},
    {"1  234", 0, VALUE_BAD, "type-error", ""},
    {"1,234,567", 2, VALUE_BAD, "type-error", ""},
    {"1,2.3,4", 2, VALUE_BAD, "type-error", ""},
    {"1.2.3", 2, VALUE_BAD, "type-error", ""},
    {"1,", 2, VALUE_BAD, "type-error", ""},
    {"1.", 2, VALUE_BAD, "type-error", ""},
    {",5", 2, VALUE_BAD, "type-error", ""},
    {".5", 2, VALUE_BAD, "type-error", ""},
    {"1..2", 2, VALUE_BAD, "type-error", ""},
    {"--1", 0, VALUE_BAD, "type-error", ""},
    {"1-", 0, VALUE_BAD, "type-error", ""},
    {"- 1", 0, VALUE_BAD, "type-error", ""},
    {"+1", 0, 1, "normalized-value", "1"},
    {"−"
     "5",
     0, -5, "normalized-value", "-5"},
    {"€ 12,50", 2, 1250, "normalized-value", "12,50"},
    {"12,5 euros", 2, 1250, "normalized-value", "12,50"},
    {"1,2 M€", 2, 120000000, "normalized-value", "1200000,00"},
    {"12 \xC2\xA4", 0, 12, "mojibake", "12"},
    {"€ 12 €", 0, VALUE_BAD, "type-error", ""},
    {"12 ETP", 0, VALUE_BAD, "type-error", ""},
    {"999999999999999999", 0, 999999999999999999, "", ""},
    {"9999999999999999999", 0, VALUE_BAD, "type-error", ""},
    {"1_000", 0, VALUE_BAD, "type-error", ""},
    {"1'000", 0, VALUE_BAD, "type-error", ""},
    {"１２", 0, VALUE_BAD, "type-error", ""},
    {"NaN", 2, VALUE_BAD, "type-error", ""},
    {"inf", 2, VALUE_BAD, "type-error", ""},
    {"1e5", 2, VALUE_BAD, "type-error", ""},
    {"1E+05", 2, VALUE_BAD, "type-error", ""},
    {"0x1A", 0, VALUE_BAD, "type-error", ""},
    {"douze", 0, VALUE_BAD, "type-error", ""},
    {"12 personnes", 0, VALUE_BAD, "type-error", ""},
    {"12 $", 2, VALUE_BAD, "type-error", ""},
    {"12 k", 2, VALUE_BAD, "type-error", ""},
    {"1O", 0, VALUE_BAD, "type-error", ""},
    {"999999999999999999", 2, VALUE_BAD, "type-error", ""},
    {"9999999999999999999999999999999999999999", 0, VALUE_BAD, "type-error", ""},
};

static const char *code_name(enum finding_code code)
{
    return code == FINDING_CODES ? "" : finding_name(code);
}

static struct value nothing_yet(void)
{
    return (struct value){.number = VALUE_BAD, .code = FINDING_CODES};
}

static void test_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        struct value v = nothing_yet();
        const char *text = numbers[i].text;
        value_number(text, strlen(text), numbers[i].decimals, "EUR", &v);
        unit_int(text, "number", v.number, numbers[i].number);
        unit_text(text, "code", code_name(v.code), numbers[i].code);
        unit_text(text, "words", v.number == VALUE_BAD ? v.other : v.suggestion, numbers[i].words);
    }
    unit_end();
}

static const struct {
    const char *text;
    int decimals;
    int64_t number;
    const char *code;
} json_numbers[] = {
    {"0", 2, 0, ""},
    {"1234.1", 2, 123410, ""},
    {"1234.10", 2, 123410, ""},
    {"1.234", 2, VALUE_BAD, "precision-error"},
    {"1.230", 2, 123, ""},
    {"12.0", 0, 12, ""},
    {"-3", 0, -3, ""},
    {"1e5", 2, VALUE_BAD, "type-error"},
    {"1E2", 2, VALUE_BAD, "type-error"},
    {"12345678901234567890.12", 2, VALUE_BAD, "type-error"},
    {"0.1000000000000000055511151231257827", 2, VALUE_BAD, "precision-error"},
};

static void test_json_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(json_numbers); i++) {
        struct value v = nothing_yet();
        const char *text = json_numbers[i].text;
        value_json_number(text, strlen(text), json_numbers[i].decimals, &v);
        unit_int(text, "number", v.number, json_numbers[i].number);
        unit_text(text, "code", code_name(v.code), json_numbers[i].code);
    }
    unit_end();
}

/* `want` "" = refused; `said` says that the way it was written is an info. */
static const struct {
    const char *text;
    const char *want;
    bool said;
} dates[] = {
    {"2026-02-03", "2026-02-03", false},
    {"03/02/2026", "2026-02-03", true}, /* the day comes first */
    {"3/2/2026", "2026-02-03", true},
    {"3/2/26", "2026-02-03", true},
    {"03-02-2026", "2026-02-03", true},
    {"03.02.2026", "2026-02-03", true},
    {"31/12/69", "2069-12-31", true},
    {"1/1/70", "1970-01-01", true},
    {"2026/2/3", "2026-02-03", true},
    {"2026-2-3", "2026-02-03", true},
    {"2026-02-03 00:00:00", "2026-02-03", true},
    {"2026-02-03T00:00:00", "2026-02-03", true},
    {"03/02/2026 00:00", "2026-02-03", true},
    {"46056", "2026-02-03", true}, /* a spreadsheet's serial day */
    {"32874", "1990-01-01", true},
    {"73050", "2099-12-31", true},
    {"29/02/2024", "2024-02-29", true},
    {"29/02/2026", "", false},
    {"31/04/2026", "", false},
    {"00/01/2026", "", false},
    {"2026-02-30", "", false},
    {"03/02/026", "", false},
    {"03/02/20266", "", false},
    {"003/02/2026", "", false},
    {"03/02", "", false},
    {"03/02/2026 14:30", "", false},
    {"2026-02-03T00:00:00Z", "", false},
    {"32873", "", false},
    {"73051", "", false},
    {"046056", "", false},
    {"46056,5", "", false},
    {"3 février 2026", "2026-02-03", true},
    {"03-févr-26", "2026-02-03", true},
    {"3 jui 2026", "", false},
    {"31 février 2026", "", false},
    {"20260203", "2026-02-03", true},
    {"20261303", "", false},
    {"demain", "", false},
    {"1899-12-31", "", false},
};

static void test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(dates); i++) {
        struct value v = nothing_yet();
        const char *want = dates[i].want;
        value_date(dates[i].text, strlen(dates[i].text), &v);
        unit_int(dates[i].text, "day", v.number, want[0] == '\0' ? VALUE_BAD : unit_day(want));
        unit_text(dates[i].text, "code", code_name(v.code),
                  want[0] == '\0' ? "type-error"
                  : dates[i].said ? "normalized-value"
                                  : "");
        unit_text(dates[i].text, "suggestion", v.suggestion, dates[i].said ? want : "");
    }
    unit_end();
}

static const struct {
    const char *text;
    const char *want;
    bool said;
} months[] = {
    {"2026-02", "2026-02", false},
    {"02/2026", "2026-02", true},
    {"2/2026", "2026-02", true},
    {"2026/02", "2026-02", true},
    {"2026-2", "2026-02", true},
    {"02-2026", "2026-02", true},
    {"01/02/2026", "2026-02", true},
    {"2026-02-01 00:00:00", "2026-02", true},
    {"46054", "2026-02", true},
    {"févr-26", "2026-02", true},
    {"févr.-26", "2026-02", true},
    {"FEVRIER 2026", "2026-02", true},
    {"octobre 2026", "2026-10", true},
    {"oct 26", "2026-10", true},
    {"août-26", "2026-08", true},
    {"aout 2026", "2026-08", true},
    {"déc. 2026", "2026-12", true},
    {"juin-26", "2026-06", true},
    {"juil-26", "2026-07", true},
    {"mars 2026", "2026-03", true},
    {"mai 2026", "2026-05", true},
    {"jui-26", "", false},
    {"ma 2026", "", false},
    {"janvierr 2026", "", false},
    {"octobre", "", false},
    {"2026 octobre", "", false},
    {"octobre 026", "", false},
    {"13/2026", "", false},
    {"00/2026", "", false},
    {"2026-13", "", false},
    {"02/26", "", false},
    {"2026", "", false},
    {"202602", "2026-02", true},
    {"202613", "", false},
    {"T1 2026", "", false},
    {"1899-12", "", false},
    {"2200-01", "", false},
};

static void test_months(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(months); i++) {
        struct value v = nothing_yet();
        const char *want = months[i].want;
        value_month(months[i].text, strlen(months[i].text), &v);
        unit_int(months[i].text, "month", v.number, want[0] == '\0' ? VALUE_BAD : unit_month(want));
        unit_text(months[i].text, "code", code_name(v.code),
                  want[0] == '\0'  ? "type-error"
                  : months[i].said ? "normalized-value"
                                   : "");
        unit_text(months[i].text, "suggestion", v.suggestion, months[i].said ? want : "");
    }
    unit_end();
}

static const struct {
    const char *text;
    int64_t want;
} booleans[] = {
    {"VRAI", 1},
    {"vrai", 1},
    {"oui", 1},
    {"OUI", 1},
    {"o", 1},
    {"x", 1},
    {"X", 1},
    {"1", 1},
    {"true", 1},
    {"Yes", 1},
    {"FAUX", 0},
    {"non", 0},
    {"Non", 0},
    {"n", 0},
    {"0", 0},
    {"false", 0},
    {"no", 0},
    {"2", VALUE_BAD},
    {"ou", VALUE_BAD},
    {"ouii", VALUE_BAD},
    {"?", VALUE_BAD},
    {"peut-être", VALUE_BAD},
    {"oui et non, selon les jours", VALUE_BAD},
};

static void test_booleans(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(booleans); i++) {
        struct value v = nothing_yet();
        value_boolean(booleans[i].text, strlen(booleans[i].text), &v);
        unit_int(booleans[i].text, "value", v.number, booleans[i].want);
        unit_text(booleans[i].text, "code", code_name(v.code),
                  booleans[i].want == VALUE_BAD ? "type-error" : "");
    }
    unit_end();
}

static const struct {
    const char *text;
    bool want;
} spreadsheet_errors[] = {
    {"#REF!", true},   {"#DIV/0!", true},  {"#N/A", true},    {"#VALEUR!", true},
    {"#VALUE!", true}, {"#NOM?", true},    {"#NUL!", true},   {"#####", true},
    {"###", true},     {"########", true}, {"Err:510", true}, {"Err:5", true},
    {"##", false},     {"#", false},       {"#12", false},    {"#REF", false},
    {"Err:", false},   {"err:510", false}, {"# 12", false},   {"REF!", false},
    {"Erreur", false}, {"", false},
};

static void test_spreadsheet_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(spreadsheet_errors); i++) {
        const char *text = spreadsheet_errors[i].text;
        unit_int(text, "an error", value_is_spreadsheet_error(text, strlen(text)),
                 spreadsheet_errors[i].want);
        if (spreadsheet_errors[i].want)
            unit_int(text, "quick look", value_may_be_error(text), true);
    }
    unit_end();
}

static const struct {
    const char *text;
    bool good;
    const char *code;
    const char *constraint;
} sirets[] = {
    {"73282932000074", true, "", ""},
    {"35600000009075", true, "", ""},
    {"35600000000048", true, "", ""}, /* La Poste's head office */
    {"732 829 320 00074", true, "normalized-value", ""},
    {"732" NBSP "829" NBSP "320" NBSP "00074", true, "normalized-value", ""},
    {"35600000000049", false, "siret-value", ""},
    {"73282932000075", false, "siret-value", ""},
    {"73282932100074", false, "siret-value", ""},
    {"00000000000000", false, "siret-value", ""},
    {"7328293200007", false, "siret-value", "zero-lost"},
    {"732829320000744", false, "siret-value", ""},
    {"732829320", false, "siret-value", "siren"},
    {"732829321", false, "siret-value", ""},
    {"7328293200007A", false, "siret-value", ""},
    {"73282932000074.0", false, "siret-value", ""},
    {"7,32829E+13", false, "siret-value", "scientific"},
    {"7.32829E+13", false, "siret-value", "scientific"},
    {"", false, "siret-value", ""},
};

static void test_sirets(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sirets); i++) {
        struct value v = {.code = FINDING_CODES};
        const char *text = sirets[i].text;
        unit_int(text, "good", value_siret(text, strlen(text), &v), sirets[i].good);
        unit_text(text, "code", code_name(v.code), sirets[i].code);
        unit_text(text, "constraint", v.variant == NULL ? "" : v.variant, sirets[i].constraint);
        if (v.code == FINDING_NORMALIZED_VALUE)
            unit_text(text, "suggestion", v.suggestion, "73282932000074");
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),

        cmocka_unit_test(test_json_numbers),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_booleans),
        cmocka_unit_test(test_spreadsheet_errors),
        cmocka_unit_test(test_sirets),
    };
    return UNIT_RUN(tests);
}
