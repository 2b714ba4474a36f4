/* What the contract says in words: labels, canonical values, expectations. */
#include <string.h>

#include "base/decimal.h"
#include "model/indicator.h"
#include "model/period.h"

void breakdown_member_code(const struct contract *c, int b, int member, struct buf *out)
{
    const struct breakdown *br = &c->breakdowns[b];
    if (member < 0 || br->by == BY_TOTAL)
        return;
    if (br->by == BY_CROSS) {
        int n = c->breakdowns[br->second].n_members;
        breakdown_member_code(c, br->first, member / n, out);
        buf_char(out, '/');
        breakdown_member_code(c, br->second, member % n, out);
    } else if (br->by == BY_TABLES) {
        buf_text(out, c->tables[member].name);
    } else {
        buf_text(out, br->codes->entries[member].code);
    }
}

void breakdown_member_label(const struct contract *c, int b, int member, enum lang lang,
                            struct buf *out)
{
    const struct breakdown *br = &c->breakdowns[b];
    if (member < 0 || br->by == BY_TOTAL) {
        buf_text(out, br->title[lang]);
    } else if (br->by == BY_CROSS) {
        int n = c->breakdowns[br->second].n_members;
        breakdown_member_label(c, br->first, member / n, lang, out);
        buf_text(out, " – ");
        breakdown_member_label(c, br->second, member % n, lang, out);
    } else if (br->by == BY_TABLES) {
        buf_text(out, c->tables[member].title[lang]);
    } else {
        buf_text(out, br->codes->entries[member].label[lang]);
    }
}

static void format_codes(const struct field *f, int64_t value, struct buf *out)
{
    if (f->type == FIELD_STRING) {
        buf_text(out, f->codes->entries[value].code);
        return;
    }
    bool first = true;
    for (int i = 0; i < f->codes->count; i++) {
        if (((uint64_t)value >> i & 1) == 0)
            continue;
        if (!first)
            buf_char(out, f->delimiter);
        buf_text(out, f->codes->entries[i].code);
        first = false;
    }
}

void field_format(const struct field *f, int64_t value, char point, struct buf *out)
{
    char text[DECIMAL_TEXT];
    if (!VALUE_IS_SET(value))
        return;
    switch (f->type) {
    case FIELD_STRING:
    case FIELD_LIST:
        if (f->codes != NULL)
            format_codes(f, value, out);
        return;
    case FIELD_BOOLEAN: buf_text(out, value != 0 ? "true" : "false"); return;
    case FIELD_DATE: day_format((int32_t)value, text); break;
    case FIELD_YEARMONTH: period_format((int32_t)value, text); break;
    case FIELD_INTEGER:
    case FIELD_NUMBER:
    case FIELD_YEAR: (void)decimal_format(value, f->decimals, point, "", text); break;
    }
    buf_text(out, text);
}

static const char *const expectations[][2] = {
    [FIELD_STRING] = {"un texte", "a text"},
    [FIELD_INTEGER] = {"un nombre entier, comme 1250", "a whole number, such as 1250"},
    [FIELD_NUMBER] = {"un nombre, comme 1250,50", "a number, such as 1250.50"},
    [FIELD_BOOLEAN] = {"oui ou non", "yes or no (oui, non)"},
    [FIELD_DATE] = {"une date, comme 28/02/2026", "a date, such as 2026-02-28"},
    [FIELD_YEARMONTH] = {"un mois, comme 2026-02", "a month, such as 2026-02"},
    [FIELD_YEAR] = {"une année, comme 2026", "a year, such as 2026"},
    [FIELD_LIST] = {"des codes séparés par |", "codes separated by |"},
};

void field_expectation(const struct field *f, enum lang lang, struct buf *out)
{
    if (f->codes == NULL) {
        buf_text(out, f->expected[lang] != NULL ? f->expected[lang] : expectations[f->type][lang]);
        if (f->example != NULL)
            buf_printf(out, lang == LANG_FR ? ", par exemple %s" : ", such as %s", f->example);
        return;
    }
    if (f->codes->count > 20) {
        buf_text(out, lang == LANG_FR ? "un code de la liste « " : "a code of the list “");
        buf_text(out, f->codes->name);
        buf_text(out, lang == LANG_FR ? " »" : "”");
        return;
    }
    buf_text(out, lang == LANG_FR ? "l’un de ces codes : " : "one of these codes: ");
    for (int i = 0; i < f->codes->count; i++) {
        buf_text(out, i == 0 ? "" : ", ");
        buf_text(out, f->codes->entries[i].code);
    }
}

static void print_table(const struct table *t, enum lang lang, struct buf *out)
{
    buf_printf(out, "%s (%s)\n", t->name, t->title[lang]);
    for (int i = 0; i < t->n_fields; i++) {
        const struct field *f = &t->fields[i];
        bool key = false;
        for (int k = 0; k < t->n_keys; k++)
            key = key || t->keys[k] == i;
        buf_printf(out, "  %-28s %-9s ", f->name,
                   key           ? (lang == LANG_FR ? "clé" : "key")
                   : f->required ? (lang == LANG_FR ? "requis" : "required")
                                 : "");
        field_expectation(f, lang, out);
        buf_char(out, '\n');
    }
    for (int i = 0; i < t->n_rules; i++)
        buf_printf(out, "  %s %-7s %s\n", t->rules[i].id,
                   t->rules[i].is_error ? "error" : "warning", t->rules[i].text[lang]);
    buf_char(out, '\n');
}

void contract_print(const struct contract *c, enum lang lang, struct buf *out)
{
    for (int i = 0; i < c->n_tables; i++)
        print_table(&c->tables[i], lang, out);
    for (int i = 0; i < c->n_indicators; i++) {
        const struct indicator *ind = &c->indicators[i];
        buf_printf(out, "%s  %s (%s)\n", ind->id, ind->label[lang], ind->unit[lang]);
    }
    buf_printf(out, "\nsha256 %s\n", c->digest);
}
