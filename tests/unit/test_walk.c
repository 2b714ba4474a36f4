/*
 * Walks the tables of the program and the contract, and says what has no words, no rule or no test.
 * Run from the top of the tree, where the tests are.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/finding.h"
#include "model/indicator.h"
#include "unit.h"

/* Checks that no rule of the contract uses, and where they are tested instead. */
static const struct {
    enum check check;
    const char *where;
} elsewhere[] = {{CHECKS, "(none today)"}};

static const char *const check_names[CHECKS] = {
    [CHECK_SUM] = "sum",           [CHECK_COMPARE] = "compare",
    [CHECK_COHESIVE] = "cohesive", [CHECK_SIRET] = "siret",
    [CHECK_RANGE] = "range",       [CHECK_CONSISTENCY] = "consistency",
    [CHECK_RATIO] = "ratio",       [CHECK_MONTH_WINDOW] = "month window",
    [CHECK_ZERO] = "zero",         [CHECK_NEAR_MONTH] = "near month",
    [CHECK_GAP] = "gap",           [CHECK_SCALE] = "scale",
    [CHECK_CHANGE] = "change",     [CHECK_SHARE] = "share",
    [CHECK_STOCK_FLOW] = "flow",   [CHECK_REPEATED] = "repeated",
    [CHECK_REVISION] = "revision", [CHECK_TRANSITION] = "transition",
    [CHECK_LIMIT] = "limit",       [CHECK_STAGE] = "stage",
    [CHECK_TWICE] = "twice",
};

static void test_checks(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    int rules[CHECKS] = {0};
    for (int t = 0; t < c->n_tables; t++)
        for (int i = 0; i < c->tables[t].n_rules; i++)
            rules[c->tables[t].rules[i].check]++;
    for (int k = 0; k < CHECKS; k++) {
        bool named = false;
        for (size_t i = 0; i < COUNT(elsewhere); i++)
            named = named || (int)elsewhere[i].check == k;
        unit_int("a check", "has a name here", check_names[k] != NULL, 1);
        if (rules[k] == 0 && !named)
            unit_text(check_names[k], "rule of the contract", NULL, "one at least");
    }
    unit_end();
}

/* The parts of a sentence, in alphabetical order: {value}{sum}… */
static const char *const parts[] = {"{column}", "{expected}", "{other}", "{suggestion}",
                                    "{sum}",    "{total}",    "{unit}",  "{value}"};

static void same_parts(const char *row, const char *fr, const char *en)
{
    for (size_t i = 0; i < COUNT(parts); i++)
        unit_int(row, parts[i], strstr(fr, parts[i]) != NULL, strstr(en, parts[i]) != NULL);
    for (const char *p = strchr(fr, '{'); p != NULL; p = strchr(p + 1, '{')) {
        bool known = false;
        for (size_t i = 0; i < COUNT(parts); i++)
            known = known || strncmp(p, parts[i], strlen(parts[i])) == 0;
        unit_int(row, p, known, 1);
    }
}

static void check_words(const char *row, const char *what, const char *const words[2])
{
    for (int lang = LANG_FR; lang <= LANG_EN; lang++)
        if (words[lang] == NULL || words[lang][0] == '\0')
            unit_text(row, what, NULL, lang == LANG_FR ? "in French" : "in English");
}

/* Rules: an id of their own in the table, and words with the same parts in both languages. */
static void test_rules(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    for (int t = 0; t < c->n_tables; t++) {
        for (int i = 0; i < c->tables[t].n_rules; i++) {
            const struct rule *r = &c->tables[t].rules[i];
            check_words(r->id, "message", r->text);
            same_parts(r->id, r->text[LANG_FR], r->text[LANG_EN]);
            unit_int(r->id, "French is not English", strcmp(r->text[0], r->text[1]) != 0, 1);
            for (int k = 0; k < i; k++)
                unit_int(r->id, "stands twice", strcmp(r->id, c->tables[t].rules[k].id) == 0, 0);
        }
    }
    unit_end();
}

static void test_findings(void **state)
{
    (void)state;
    for (int i = 0; i < FINDING_CODES; i++) {
        enum finding_code code = (enum finding_code)i;
        const char *name = finding_name(code);
        if (name == NULL) {
            unit_int("a finding code without a name", "number", i, -1);
            continue;
        }
        unit_int(name, "severity", finding_severity(code) < SEVERITIES, 1);
        for (int lang = LANG_FR; lang <= LANG_EN; lang++) {
            struct finding f = {.code = code,
                                .table = -1,
                                .field = -1,
                                .rule = -1,
                                .value = "the value",
                                .other = "another"};
            struct buf out = {0};
            finding_message(unit_contract(), &f, (enum lang)lang, &out);
            unit_int(name, lang == LANG_FR ? "French words" : "English words", out.len > 10, 1);
            unit_int(name, "parts left over", strchr(buf_str(&out), '{') != NULL, 0);
            buf_release(&out);
            unit_int(name, "title", finding_title(unit_contract(), &f, (enum lang)lang)[0] != 0, 1);
        }
        for (int k = 0; k < i; k++)
            unit_int(name, "stands twice", strcmp(name, finding_name((enum finding_code)k)) == 0,
                     0);
    }
    unit_end();
}

/* Fields, tables, lists, breakdowns and indicators speak both languages. */
static void test_labels(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    for (int t = 0; t < c->n_tables; t++) {
        check_words(c->tables[t].name, "title", c->tables[t].title);
        for (int i = 0; i < c->tables[t].n_fields; i++) {
            const struct field *f = &c->tables[t].fields[i];
            check_words(f->name, "title", f->title);
            for (size_t k = 0; k < f->n_messages; k++)
                check_words(f->name, f->messages[k].constraint, f->messages[k].text);
        }
    }
    for (int i = 0; i < c->n_lists; i++)
        for (int k = 0; k < c->lists[i].count; k++)
            check_words(c->lists[i].entries[k].code, "label", c->lists[i].entries[k].label);
    for (int i = 0; i < c->n_breakdowns; i++)
        check_words(c->breakdowns[i].id, "title", c->breakdowns[i].title);
    for (int i = 0; i < c->n_indicators; i++) {
        check_words(c->indicators[i].id, "label", c->indicators[i].label);
        check_words(c->indicators[i].id, "unit", c->indicators[i].unit);
    }
    unit_end();
}

/* Every kind of indicator, breakdown and window is used: a kind that is not could not be seen to
 * fail. Each breakdown is one of some indicator, or a part of one that is crossed. */
static void test_catalogue(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    int kinds[INDICATOR_KINDS] = {0};
    int by[BY_TABLES + 1] = {0};
    unsigned windows = 0;
    for (int i = 0; i < c->n_indicators; i++) {
        kinds[c->indicators[i].kind]++;
        windows |= c->indicators[i].windows;
    }
    for (int b = 0; b < c->n_breakdowns; b++) {
        int uses = 0;
        by[c->breakdowns[b].by]++;
        for (int i = 0; i < c->n_indicators; i++)
            for (int k = 0; k < c->indicators[i].n_breakdowns; k++)
                uses += c->indicators[i].breakdowns[k] == b;
        for (int k = 0; k < c->n_breakdowns; k++)
            uses += c->breakdowns[k].by == BY_CROSS &&
                    (c->breakdowns[k].first == b || c->breakdowns[k].second == b);
        unit_int(c->breakdowns[b].id, "used", uses > 0, 1);
    }
    for (size_t k = 0; k < COUNT(kinds); k++)
        if (kinds[k] == 0)
            unit_int("a kind of indicator that none is of", "number", (int64_t)k, -1);
    for (size_t k = 0; k < COUNT(by); k++)
        if (by[k] == 0)
            unit_int("a kind of breakdown that none is of", "number", (int64_t)k, -1);
    assert_int_equal(windows, WINDOW_MONTH | WINDOW_YEAR_TO_DATE | WINDOW_12_MONTHS | WINDOW_KNOWN);
    unit_end();
}

/* Add all files under a folder, those whose names end so. */
static void add_files(const char *folder, const char *ending, int depth, struct buf *out)
{
    struct names names;
    struct err err = {0};
    if (depth == 0 || names_read(&names, folder, &err) == -1)
        return;
    for (size_t i = 0; i < names.count; i++) {
        struct buf path = {0};
        size_t len = strlen(names.names[i]);
        size_t end = strlen(ending);
        buf_printf(&path, "%s/%s", folder, names.names[i]);
        if (len >= end && strcmp(names.names[i] + len - end, ending) == 0)
            (void)file_read(path.data, MAX_EDITION_FILE, out, &err);
        add_files(path.data, ending, depth - 1, out);
        buf_release(&path);
    }
    names_release(&names);
}

/* The word in the text, not as a part of a longer one. */
static bool has_word(const char *text, const char *word)
{
    static const char inside[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    size_t len = strlen(word);
    for (const char *p = strstr(text, word); p != NULL; p = strstr(p + 1, word))
        if ((p == text || strchr(inside, p[-1]) == NULL) &&
            (p[len] == '\0' || strchr(inside, p[len]) == NULL))
            return true;
    return false;
}

/* Every finding code stands in a test: a table here, a case, or a run end to end. */
static void test_tested(void **state)
{
    (void)state;
    struct buf text = {0};
    if (!file_exists("tests/unit/test_walk.c"))
        skip();
    add_files("tests/unit", ".c", 1, &text);
    add_files("tests/cases", "", 3, &text);
    add_files("tests/e2e", ".sh", 1, &text);
    add_files("tests/corpus", ".expected", 2, &text);
    for (int i = 0; i < FINDING_CODES; i++)
        if (!has_word(buf_str(&text), finding_name((enum finding_code)i)))
            unit_text(finding_name((enum finding_code)i), "test", NULL, "one at least");
    const struct contract *c = unit_contract();
    for (int i = 0; i < c->n_indicators; i++)
        if (!has_word(buf_str(&text), c->indicators[i].id))
            print_message("# no test names the indicator %s\n", c->indicators[i].id);
    buf_release(&text);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_checks),    cmocka_unit_test(test_rules),
        cmocka_unit_test(test_findings),  cmocka_unit_test(test_labels),
        cmocka_unit_test(test_catalogue), cmocka_unit_test(test_tested),
    };
    return UNIT_RUN(tests);
}
