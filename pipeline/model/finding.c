#include <string.h>

#include "model/finding.h"

static const struct {
    const char *name;
    enum severity severity;
} codes[FINDING_CODES] = {
    [FINDING_UNKNOWN_SENDER] = {"unknown-sender", SEVERITY_ERROR},
    [FINDING_REGION_MISMATCH] = {"region-mismatch", SEVERITY_ERROR},
    [FINDING_PERIOD_MISMATCH] = {"period-mismatch", SEVERITY_ERROR},
    [FINDING_SIZE_LIMIT] = {"size-limit", SEVERITY_ERROR},
    [FINDING_PATH_ERROR] = {"path-error", SEVERITY_ERROR},
    [FINDING_UNSTABLE_FILE] = {"unstable-file", SEVERITY_INFO},
    [FINDING_DUPLICATE_DELIVERY] = {"duplicate-delivery", SEVERITY_INFO},
    [FINDING_HASH_COUNT] = {"hash-count", SEVERITY_ERROR},
    [FINDING_BYTE_COUNT] = {"byte-count", SEVERITY_ERROR},
    [FINDING_ROW_COUNT] = {"row-count", SEVERITY_ERROR},
    [FINDING_CONTROL_TOTAL] = {"control-total", SEVERITY_ERROR},
    [FINDING_SOURCE_ERROR] = {"source-error", SEVERITY_ERROR},
    [FINDING_FORMAT_ERROR] = {"format-error", SEVERITY_ERROR},
    [FINDING_ENCODING_ERROR] = {"encoding-error", SEVERITY_ERROR},
    [FINDING_ENCODING_GUESS] = {"encoding-guess", SEVERITY_INFO},
    [FINDING_MOJIBAKE] = {"mojibake", SEVERITY_WARNING},
    [FINDING_CONTROL_CHARACTER] = {"control-character", SEVERITY_ERROR},
    [FINDING_DIALECT_ERROR] = {"dialect-error", SEVERITY_ERROR},
    [FINDING_UNCLOSED_QUOTE] = {"unclosed-quote", SEVERITY_ERROR},
    [FINDING_STRAY_QUOTE] = {"stray-quote", SEVERITY_ERROR},
    [FINDING_MIXED_TERMINATORS] = {"mixed-line-terminators", SEVERITY_INFO},
    [FINDING_TRUNCATED_FILE] = {"truncated-file", SEVERITY_ERROR},
    [FINDING_PREAMBLE_ROWS] = {"preamble-rows", SEVERITY_INFO},
    [FINDING_FOOTER_ROWS] = {"footer-rows", SEVERITY_INFO},
    [FINDING_UNITS_ROW] = {"units-row", SEVERITY_INFO},
    [FINDING_REPEATED_HEADER] = {"repeated-header", SEVERITY_INFO},
    [FINDING_MULTIPLE_TABLES] = {"multiple-tables", SEVERITY_ERROR},
    [FINDING_DUPLICATE_PROPERTY] = {"duplicate-property", SEVERITY_ERROR},
    [FINDING_NESTING_ERROR] = {"nesting-error", SEVERITY_ERROR},
    [FINDING_NO_DATA] = {"no-data", SEVERITY_WARNING},
    [FINDING_UNMATCHED_HEADER] = {"unmatched-header", SEVERITY_ERROR},
    [FINDING_MISSING_LABEL] = {"missing-label", SEVERITY_ERROR},
    [FINDING_EXTRA_LABEL] = {"extra-label", SEVERITY_WARNING},
    [FINDING_BLANK_LABEL] = {"blank-label", SEVERITY_WARNING},
    [FINDING_DUPLICATE_LABEL] = {"duplicate-label", SEVERITY_ERROR},
    [FINDING_INCORRECT_LABEL] = {"incorrect-label", SEVERITY_ERROR},
    [FINDING_LABEL_VARIANT] = {"label-variant", SEVERITY_INFO},
    [FINDING_BLANK_ROW] = {"blank-row", SEVERITY_INFO},
    [FINDING_EXTRA_CELL] = {"extra-cell", SEVERITY_ERROR},
    [FINDING_MISSING_CELL] = {"missing-cell", SEVERITY_ERROR},
    [FINDING_PRIMARY_KEY] = {"primary-key", SEVERITY_ERROR},
    [FINDING_FOREIGN_KEY] = {"foreign-key", SEVERITY_ERROR},
    [FINDING_TOTAL_ROW] = {"total-row", SEVERITY_INFO},
    [FINDING_TYPE_ERROR] = {"type-error", SEVERITY_ERROR},
    [FINDING_CONSTRAINT_ERROR] = {"constraint-error", SEVERITY_ERROR},
    [FINDING_NORMALIZED_VALUE] = {"normalized-value", SEVERITY_INFO},
    [FINDING_AMBIGUOUS_VALUE] = {"ambiguous-value", SEVERITY_ERROR},
    [FINDING_PRECISION_ERROR] = {"precision-error", SEVERITY_ERROR},
    [FINDING_SPREADSHEET_ERROR] = {"spreadsheet-error", SEVERITY_ERROR},
    [FINDING_FORMULA_VALUE] = {"formula-value", SEVERITY_WARNING},
    [FINDING_SIRET_VALUE] = {"siret-value", SEVERITY_ERROR},
    [FINDING_REGION_CODE] = {"region-code", SEVERITY_ERROR},
    [FINDING_DEPARTEMENT_CODE] = {"departement-code", SEVERITY_ERROR},
    [FINDING_COMMUNE_CODE] = {"commune-code", SEVERITY_ERROR},
    [FINDING_COMPARE_COLUMNS] = {"compare-columns-value", SEVERITY_ERROR},
    [FINDING_SUM_COLUMNS] = {"sum-columns-value", SEVERITY_ERROR},
    [FINDING_COHESIVE_COLUMNS] = {"cohesive-columns-value", SEVERITY_ERROR},
    [FINDING_CODE_CONSISTENCY] = {"code-consistency", SEVERITY_ERROR},
    [FINDING_PLAUSIBILITY] = {"plausibility", SEVERITY_WARNING},
    [FINDING_STRUCTURE_CHANGE] = {"structure-change", SEVERITY_WARNING},
    [FINDING_PERIOD_GAP] = {"period-gap", SEVERITY_WARNING},
    [FINDING_PERIOD_CHANGE] = {"period-change", SEVERITY_WARNING},
    [FINDING_STOCK_FLOW] = {"stock-flow", SEVERITY_WARNING},
    [FINDING_UNIT_CHANGE] = {"unit-change", SEVERITY_WARNING},
    [FINDING_REPEATED_RETURN] = {"repeated-return", SEVERITY_WARNING},
    [FINDING_STATUS_TRANSITION] = {"status-transition", SEVERITY_WARNING},
    [FINDING_CUMULATIVE_LIMIT] = {"cumulative-limit", SEVERITY_WARNING},
    [FINDING_REVISION_LIMIT] = {"revision-limit", SEVERITY_WARNING},
    [FINDING_HELD_CORRECTION] = {"held-correction", SEVERITY_WARNING},
    [FINDING_OVERRIDE_APPLIED] = {"override-applied", SEVERITY_INFO},
    [FINDING_OVERRIDE_EXPIRED] = {"override-expired", SEVERITY_WARNING},
};

static const char *const severities[SEVERITIES] = {"error", "warning", "info"};

const char *finding_name(enum finding_code code)
{
    return codes[code].name;
}

enum finding_code finding_by_name(const char *name)
{
    for (int i = 0; i < FINDING_CODES; i++)
        if (strcmp(codes[i].name, name) == 0)
            return (enum finding_code)i;
    return FINDING_CODES;
}

enum severity finding_severity(enum finding_code code)
{
    return codes[code].severity;
}

const char *severity_name(enum severity s)
{
    return severities[s];
}

/* The words of "code/variant", or of "code". */
static const struct message *words_of(const struct contract *c, const struct finding *f)
{
    char key[80];
    const char *name = finding_name(f->code);
    int n = snprintf(key, sizeof key, "%s/%s", name, f->variant == NULL ? "" : f->variant);
    uint32_t i =
        f->variant == NULL || n < 0 ? MAP_NONE : map_find(&c->message_keys, key, (size_t)n);
    if (i == MAP_NONE)
        i = map_find(&c->message_keys, name, strlen(name));
    return &c->messages[i]; /* one for each code: the loader has seen to it */
}

const char *finding_title(const struct contract *c, const struct finding *f, enum lang lang)
{
    return words_of(c, f)->title[lang];
}

static const struct field *field_of(const struct contract *c, const struct finding *f)
{
    return f->table < 0 || f->field < 0 ? NULL : &c->tables[f->table].fields[f->field];
}

static const char *template_of(const struct contract *c, const struct finding *f, enum lang lang)
{
    const struct field *field = field_of(c, f);
    if (f->rule >= 0)
        return c->tables[f->table].rules[f->rule].text[lang];
    const char *own =
        field == NULL || f->variant == NULL ? NULL : field_message(field, f->variant, lang);
    return own != NULL ? own : words_of(c, f)->text[lang];
}

/* The text of one placeholder, found by its first letters. */
static void add_part(const struct contract *c, const struct finding *f, const char *name,
                     enum lang lang, struct buf *out)
{
    const struct field *field = field_of(c, f);
    const char *text = "";
    if (strncmp(name, "value", 5) == 0 || strncmp(name, "total", 5) == 0)
        text = f->value;
    else if (strncmp(name, "other", 5) == 0 || strncmp(name, "sum", 3) == 0)
        text = f->other;
    else if (strncmp(name, "suggestion", 10) == 0)
        text = f->suggestion;
    else if (strncmp(name, "unit", 4) == 0)
        text = f->unit;
    else if (strncmp(name, "column", 6) == 0 && field != NULL)
        text = field->title[lang];
    else if (strncmp(name, "expected", 8) == 0 && field != NULL)
        field_expectation(field, lang, out);
    else if (strncmp(name, "line", 4) == 0)
        buf_printf(out, "%u", f->line);
    buf_text(out, text == NULL ? "" : text);
}

void finding_message(const struct contract *c, const struct finding *f, enum lang lang,
                     struct buf *out)
{
    bool shown = false;
    for (const char *p = template_of(c, f, lang); *p != '\0'; p++) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        if (end == NULL) {
            buf_char(out, *p);
            continue;
        }
        shown = shown || strncmp(p, "{suggestion}", 12) == 0;
        add_part(c, f, p + 1, lang, out);
        p = end;
    }
    if (f->suggestion != NULL && !shown) {
        buf_text(out, lang == LANG_FR ? " Valeur proposée : « " : " Suggested value: “");
        buf_text(out, f->suggestion);
        buf_text(out, lang == LANG_FR ? " »." : "”.");
    }
}

void finding_cell(const struct finding *f, struct buf *out)
{
    if (f->column == 0 || f->row == 0)
        return;
    char letters[8];
    int n = 0;
    for (uint32_t c = f->column; c > 0 && n < 7; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    while (n > 0)
        buf_char(out, letters[--n]);
    buf_printf(out, "%u", f->row);
}
