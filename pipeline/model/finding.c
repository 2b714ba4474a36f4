#include <string.h>

#include "model/finding.h"
#include "model/finding_words.h"

static const char *const severities[SEVERITIES] = {"error", "warning", "info"};

const char *finding_name(enum finding_code code)
{
    return finding_words[code].name;
}

enum finding_code finding_by_name(const char *name)
{
    for (int i = 0; i < FINDING_CODES; i++)
        if (strcmp(finding_words[i].name, name) == 0)
            return (enum finding_code)i;
    return FINDING_CODES;
}

enum severity finding_severity(enum finding_code code)
{
    return finding_words[code].severity;
}

const char *severity_name(enum severity s)
{
    return severities[s];
}

const char *finding_title(enum finding_code code, enum lang lang)
{
    return finding_words[code].title[lang];
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
        field == NULL || f->constraint == NULL ? NULL : field_message(field, f->constraint, lang);
    return own != NULL ? own : finding_words[f->code].text[lang];
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
    else if (strncmp(name, "column", 6) == 0 && field != NULL)
        text = field->title[lang];
    else if (strncmp(name, "expected", 8) == 0 && field != NULL)
        field_expectation(field, lang, out);
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
