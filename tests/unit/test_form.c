#include <string.h>

#include "base/text.h"
#include "publish/form_text.h"
#include "publish/template_input.h"
#include "unit.h"

/* What outside text becomes in a cell of at most so many characters. */
static const struct {
    const char *text;
    size_t len;
    size_t max;
    const char *cell;
    bool whole;
} cleaned[] = {
    {BYTES("Pôle Énergies"), 100, "Pôle Énergies", true},
    {BYTES(""), 100, "", true},
    {BYTES("=1+1"), 100, "=1+1", true},
    {BYTES("a\r\nb\tc\rd"), 100, "a\nb c\nd", true},
    {BYTES("a\0b\x1b[31m\x7f"), 100, "a\\x00b\\x1B[31m\\x7F", true},
    {BYTES("caf\xe9 !"), 100, "caf\\xE9 !", true},
    {BYTES("\xc3"), 100, "\\xC3", true},
    {BYTES("\xed\xa0\x80x"), 100, "\\xED\\xA0\\x80x", true},
    {BYTES("a\xc2\x85z"), 100, "a\\x85z", true},
    {BYTES("\xef\xbf\xbe\xef\xbf\xbf"), 100, "\xef\xbf\xbd\xef\xbf\xbd", true},
    {BYTES("\xf0\x9f\x9a\xb2 vélo"), 100, "\xf0\x9f\x9a\xb2 vélo", true},
    {BYTES("éééé"), 4, "éééé", true},
    {BYTES("ééééé"), 4, "ééé…", false},
    {BYTES("\xe9\xe9\xe9"), 2, "\\xE9…", false},
};

static void test_clean(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cleaned); i++) {
        struct buf out = {0};
        bool whole = form_clean(&out, cleaned[i].text, cleaned[i].len, cleaned[i].max);
        unit_text(cleaned[i].cell, "cell", buf_str(&out), cleaned[i].cell);
        unit_int(cleaned[i].cell, "whole", whole, cleaned[i].whole);
        buf_release(&out);
    }
    unit_end();
}

static const struct {
    const char *text;
    const char *part;
} escaped[] = {
    {"a_x0041_b", "a_x005F_x0041_b"},
    {"_x004g_", "_x004g_"},
    {"_x0041", "_x0041"},
    {"_x00e9__x0041_", "_x005F_x00e9__x005F_x0041_"},
    {"_X0041_", "_X0041_"},
    {"_", "_"},
};

static void test_escape(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(escaped); i++) {
        struct buf out = {0};
        form_escape(&out, escaped[i].text);
        unit_text(escaped[i].text, "part", buf_str(&out), escaped[i].part);
        buf_release(&out);
    }
    unit_end();
}

static const struct {
    const char *text;
    size_t max;
    const char *want;
} shortened[] = {
    {"Effectif total", 14, "Effectif total"},
    {"Effectif total du pôle", 16, "Effectif total…"},
    {"Rémunérations", 6, "Rémun…"},
    {"", 5, ""},
};

static void test_shorten(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(shortened); i++) {
        struct buf out = {0};
        form_shorten(&out, shortened[i].text, shortened[i].max);
        unit_text(shortened[i].text, "shortened", buf_str(&out), shortened[i].want);
        buf_release(&out);
    }
    unit_end();
}

static const struct {
    const char *text;
    size_t width;
    size_t lines;
} heights[] = {
    {"", 10, 1},
    {"un deux", 10, 1},
    {"un deux trois", 10, 2},
    {"un\ndeux", 10, 2},
    {"abcdefghijkl", 10, 2},
    {"é é é é é", 9, 1},
    {"un deux\n\n", 10, 3},
    {"aaaa bbbb cccc", 4, 3},
};

static void test_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(heights); i++)
        unit_int(heights[i].text, "lines", (int64_t)form_lines(heights[i].text, heights[i].width),
                 (int64_t)heights[i].lines);
    unit_end();
}

static const struct {
    const char *pattern;
    int64_t chars; /* 0 = not known */
} patterns[] = {
    {"PTCE-[0-9A-Z]{2}-[0-9]{3}", 11},
    {"[0-9]{9}", 9},
    {"abc", 3},
    {"a{2}b", 3},
    {"[0-9]+", 0},
    {"a|b", 0},
    {"[0-9", 0},
    {"a{2,3}", 0},
    {"a{2", 0},
    {"(ab)", 0},
    {"a{0}", 0},
    {".", 0},
    {"\\d", 0},
    {"", 0},
    {"[0-9]?", 0},
    {"a{999999}", 0},
};

static void test_patterns(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(patterns); i++)
        unit_int(patterns[i].pattern, "characters",
                 (int64_t)input_pattern_chars(patterns[i].pattern), patterns[i].chars);
    unit_end();
}

/* What the cells of a column accept. Bounds in the field's units. */
static const struct {
    int table;
    const char *field;
    enum input_kind kind;
    int64_t low;
    int64_t high;
} inputs[] = {
    {TABLE_EMPLOIS, "code_pole", INPUT_POLE, 0, 0},
    {TABLE_POLES, "code_pole", INPUT_TEXT, 11, 11},
    {TABLE_EMPLOIS, "mois", INPUT_MONTH, 0, 0},
    {TABLE_EMPLOIS, "effectif_total", INPUT_WHOLE, 0, 999999999},
    {TABLE_EMPLOIS, "etp_total", INPUT_DECIMAL, 0, 99999999900},
    {TABLE_EMPLOIS, "statut_donnee", INPUT_CODES, 0, 0},
    {TABLE_FINANCEMENTS, "montant", INPUT_DECIMAL, 1, 99999999900},
    {TABLE_FINANCEMENTS, "siret_financeur", INPUT_TEXT, 14, 14},
    {TABLE_FINANCEMENTS, "date_evenement", INPUT_DAY, 0, 0},
    {TABLE_FINANCEMENTS, "exercice", INPUT_WHOLE, 1900, 2199},
    {TABLE_FINANCEMENTS, "nom_financeur", INPUT_TEXT, 1, 250},
    {TABLE_POLES, "nom_pole", INPUT_TEXT, 1, 120},
    {TABLE_POLES, "code_departement", INPUT_CODES, 0, 0},
    {TABLE_POLES, "code_commune", INPUT_TEXT, 5, 5},
    {TABLE_POLES, "code_epci", INPUT_TEXT, 9, 9},
    {TABLE_POLES, "en_qpv", INPUT_YES_NO, 0, 0},
    {TABLE_POLES, "secteurs_secondaires", INPUT_TEXT, 1, 250},
};

static void test_inputs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(inputs); i++) {
        const struct table *t = &unit_contract()->tables[inputs[i].table];
        struct input input;
        input_of(t, unit_field(inputs[i].table, inputs[i].field), &input);
        bool text = input.kind == INPUT_TEXT;
        unit_int(inputs[i].field, "kind", input.kind, inputs[i].kind);
        unit_int(inputs[i].field, "low", text ? (int64_t)input.min_chars : input.minimum,
                 inputs[i].low);
        unit_int(inputs[i].field, "high", text ? (int64_t)input.max_chars : input.maximum,
                 inputs[i].high);
    }
    unit_end();
}

/* Keys, then what is required, then the rest: each field once. */
static void test_order(void **state)
{
    (void)state;
    for (int i = 0; i < MAX_TABLES; i++) {
        const struct table *t = &unit_contract()->tables[i];
        int order[MAX_FIELDS];
        uint64_t seen = 0;
        bool optional = false;
        input_order(t, order);
        for (int k = 0; k < t->n_fields; k++) {
            unit_int(t->fields[order[k]].name, "seen before", (int64_t)(seen >> order[k] & 1), 0);
            seen |= UINT64_C(1) << order[k];
            optional = optional || !t->fields[order[k]].required;
            unit_int(t->fields[order[k]].name, "required behind an optional one",
                     optional && t->fields[order[k]].required, 0);
        }
    }
    unit_end();
}

/* What is said fits, says something, and names no value that nobody has sent. */
static void test_texts(void **state)
{
    (void)state;
    for (int i = 0; i < MAX_TABLES; i++) {
        const struct table *t = &unit_contract()->tables[i];
        for (int k = 0; k < t->n_fields * 2; k++) {
            const struct field *f = &t->fields[k / 2];
            struct buf text[2] = {{0}, {0}};
            input_prompt(f, (enum lang)(k % 2), &text[0]);
            input_complaint(f, (enum lang)(k % 2), &text[1]);
            for (int n = 0; n < 2; n++) {
                size_t chars = text_chars(buf_str(&text[n]), text[n].len);
                unit_int(f->name, "fits", chars > 8 && chars <= INPUT_MESSAGE_CHARS, 1);
                unit_int(f->name, "holes", strchr(buf_str(&text[n]), '{') != NULL, 0);
                buf_release(&text[n]);
            }
        }
    }
    struct buf text = {0};
    const struct table *t = &unit_contract()->tables[TABLE_POLES];
    input_complaint(&t->fields[unit_field(TABLE_POLES, "code_epci")], LANG_FR, &text);
    unit_text("code_epci", "complaint", buf_str(&text),
              "Écrivez les neuf chiffres de son numéro SIREN, sans espace.");
    buf_release(&text);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clean),    cmocka_unit_test(test_escape),
        cmocka_unit_test(test_shorten),  cmocka_unit_test(test_lines),
        cmocka_unit_test(test_patterns), cmocka_unit_test(test_inputs),
        cmocka_unit_test(test_order),    cmocka_unit_test(test_texts),
    };
    return UNIT_RUN(tests);
}
