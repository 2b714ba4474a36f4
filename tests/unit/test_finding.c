#include <string.h>

#include "model/finding.h"
#include "unit.h"

static const struct {
    uint32_t column;
    uint32_t row;
    const char *want;
} cells[] = {
    {1, 1, "A1"},   {4, 14, "D14"}, {26, 2, "Z2"},     {27, 2, "AA2"},
    {52, 3, "AZ3"}, {53, 3, "BA3"}, {702, 9, "ZZ9"},   {703, 9, "AAA9"},
    {0, 5, ""},     {5, 0, ""},     {1024, 7, "AMJ7"}, {16384, 1048576, "XFD1048576"},
};

static void test_cells(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cells); i++) {
        struct finding f = {.column = cells[i].column, .row = cells[i].row};
        struct buf out = {0};
        finding_cell(&f, &out);
        unit_text(cells[i].want, "cell", buf_str(&out), cells[i].want);
        buf_release(&out);
    }
    unit_end();
}

/* What a sentence holds: the words of a rule, of a field's message, of the code; its parts. */
static const struct {
    const char *name;
    struct finding f;
    const char *field;
    const char *rule;
    const char *parts[4];
} messages[] = {
    {"a code's words",
     {.code = FINDING_DUPLICATE_DELIVERY, .table = -1, .field = -1, .rule = -1, .value = "a.csv"},
     NULL,
     NULL,
     {"« a.csv »", "“a.csv”"}},
    {"a rule's words",
     {.code = FINDING_SUM_COLUMNS, .table = 1, .value = "10", .other = "9"},
     "effectif_total",
     "E01",
     {"L’effectif total est 10", "The total headcount is 10"}},
    {"a field's message",
     {.code = FINDING_CONSTRAINT_ERROR,
      .table = 1,
      .rule = -1,
      .variant = "required",
      .value = "",
      .other = "never shown"},
     "code_pole",
     NULL,
     {"Le code du pôle manque", "The pole code is missing"}},
    {"no message of its own",
     {.code = FINDING_CONSTRAINT_ERROR,
      .table = 1,
      .rule = -1,
      .variant = "minimum",
      .value = "-5",
      .other = "au moins 0"},
     "cdi",
     NULL,
     {"-5", "-5"}},
    {"a variant's words",
     {.code = FINDING_FORMAT_ERROR, .variant = "pdf", .table = -1, .field = -1, .rule = -1},
     NULL,
     NULL,
     {"C’est un document PDF.", "This is a PDF document."}},
    {"an unknown variant has its code's words",
     {.code = FINDING_FORMAT_ERROR, .variant = "vhs", .table = -1, .field = -1, .rule = -1},
     NULL,
     NULL,
     {"ni un CSV ni un JSON", "neither CSV nor JSON"}},
    {"a place in the file",
     {.code = FINDING_FORMAT_ERROR,
      .variant = "json-cut",
      .table = -1,
      .field = -1,
      .rule = -1,
      .line = 7,
      .other = "12"},
     NULL,
     NULL,
     {"ligne 7, colonne 12 : le texte", "line 7, column 12: the text"}},
    {"a suggestion",
     {.code = FINDING_NORMALIZED_VALUE,
      .table = 1,
      .rule = -1,
      .value = "1 234",
      .suggestion = "1234"},
     "cdi",
     NULL,
     {"1234", "1234"}},
    {"a value that looks like a part",
     {.code = FINDING_TYPE_ERROR, .table = 1, .rule = -1, .value = "{other}", .other = "WRONG"},
     "cdi",
     NULL,
     {"{other}", "{other}"}},
};

static int rule_of(const struct table *t, const char *id)
{
    for (int i = 0; i < t->n_rules; i++)
        if (strcmp(t->rules[i].id, id) == 0)
            return i;
    return -1;
}

static void test_messages(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    for (size_t i = 0; i < COUNT(messages); i++) {
        struct finding f = messages[i].f;
        if (messages[i].field != NULL)
            f.field = unit_field(f.table, messages[i].field);
        if (messages[i].rule != NULL)
            f.rule = rule_of(&c->tables[f.table], messages[i].rule);
        for (int lang = LANG_FR; lang <= LANG_EN; lang++) {
            struct buf out = {0};
            finding_message(c, &f, (enum lang)lang, &out);
            unit_has(messages[i].name, "sentence", buf_str(&out), messages[i].parts[lang]);
            unit_int(messages[i].name, "what must not be in it",
                     strstr(out.data, "WRONG") == NULL && strstr(out.data, "never") == NULL, 1);
            buf_release(&out);
        }
    }
    unit_end();
}

static void test_names(void **state)
{
    (void)state;
    for (int i = 0; i < FINDING_CODES; i++) {
        unit_int(finding_name((enum finding_code)i), "by its name",
                 finding_by_name(finding_name((enum finding_code)i)), i);
    }
    assert_int_equal(finding_by_name("no-such-code"), FINDING_CODES);
    assert_int_equal(finding_by_name(""), FINDING_CODES);
    assert_string_equal(severity_name(SEVERITY_ERROR), "error");
    assert_string_equal(severity_name(SEVERITY_WARNING), "warning");
    assert_string_equal(severity_name(SEVERITY_INFO), "info");
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_names),
    };
    return UNIT_RUN(tests);
}
