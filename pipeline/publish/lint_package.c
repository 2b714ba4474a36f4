/* W01 to W09, W14, W41: the package, its properties, its names. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "model/period.h"
#include "publish/lint.h"

enum { MAX_FILE_NAME = 60 };

void lint_w01(struct lint *l)
{
    const struct xlsx *x = l->x;
    for (size_t i = 0; i < x->zip.count; i++)
        if (x->zip.parts[i].timed) {
            lint_say(l, NULL, LINT_NO_CELL, 0, "part %s carries the time it was written",
                     x->zip.parts[i].name);
            break;
        }
    if (x->created != NULL && x->modified != NULL && strcmp(x->created, x->modified) != 0)
        lint_say(l, NULL, LINT_NO_CELL, 0, "modified (%s) is not created (%s)", x->modified,
                 x->created);
}

/* The faults of the reading are of form (W02) or of parts that are not there (W03). */
static bool is_of_package(const struct xlsx_fault *f)
{
    static const char *const words[] = {"not there", "content type", "announced", NULL};
    for (int i = 0; words[i] != NULL; i++)
        if (strstr(f->what, words[i]) != NULL)
            return true;
    return false;
}

void lint_w02(struct lint *l)
{
    for (int i = 0; i < l->x->n_faults; i++)
        if (!is_of_package(&l->x->faults[i]))
            lint_say(l, NULL, LINT_NO_CELL, 0, "part %s: %s", l->x->faults[i].part,
                     l->x->faults[i].what);
}

void lint_w03(struct lint *l)
{
    for (int i = 0; i < l->x->n_faults; i++)
        if (is_of_package(&l->x->faults[i]))
            lint_say(l, NULL, LINT_NO_CELL, 0, "part %s %s", l->x->faults[i].part,
                     l->x->faults[i].what);
}

void lint_w04(struct lint *l)
{
    const struct xlsx *x = l->x;
    if (x->macro)
        lint_say(l, NULL, LINT_NO_CELL, 0, "it holds a macro");
    if (x->outside)
        lint_say(l, NULL, LINT_NO_CELL, 0, "it has a link to another file or place");
    for (int i = 0; i < x->n_sheets; i++)
        for (int k = 0; k < x->sheets[i].n_cells; k++) {
            const struct xlsx_cell *c = &x->sheets[i].cells[k];
            if (c->formula)
                lint_say(l, &x->sheets[i], c->row, c->col, "a formula");
            else if (c->kind == XLSX_ERROR)
                lint_say(l, &x->sheets[i], c->row, c->col, "%s", c->text);
        }
}

/* A control character, also in the form _x0007_ in which Excel writes it (_x005F_ is an underscore
 * of the text). A sender's own line breaks are shown to the sender. */
static bool has_control(const char *text, bool line_breaks)
{
    const unsigned char *p = (const unsigned char *)text;
    for (; *p != '\0'; p++) {
        while (text_starts((const char *)p, "_x005F_"))
            p += strlen("_x005F_");
        if ((*p < 0x20 && !(line_breaks && *p == '\n')) || *p == 0x7f ||
            (*p == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0) ||
            (*p == '_' && text_starts((const char *)p, "_x00") && p[4] < '2' && p[4] != '\0' &&
             p[5] != '\0' && p[6] == '_'))
            return true;
        if (*p == '\0')
            break;
    }
    return false;
}

void lint_w05(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        for (int k = 0; k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            if (c->kind != XLSX_TEXT)
                continue;
            if (has_control(c->text, l->kind == LINT_FEEDBACK))
                lint_say(l, s, c->row, c->col, "a control character or line break: %s", c->text);
            else if (!text_is_nfc(c->text, strlen(c->text)))
                lint_say(l, s, c->row, c->col, "not in Unicode form NFC: %s", c->text);
        }
    }
}

/* Does the title name France or a region of the contract? */
static bool names_territory(const struct lint *l, const char *title)
{
    const struct codelist *regions = contract_list(l->contract, "regions");
    if (strstr(title, "France") != NULL)
        return true;
    for (int i = 0; regions != NULL && i < regions->count; i++)
        if (strstr(title, regions->entries[i].label[LANG_FR]) != NULL ||
            strstr(title, regions->entries[i].label[LANG_EN]) != NULL)
            return true;
    return false;
}

/* A month in words and its year, or AAAA-MM. */
static bool names_month(const char *title)
{
    for (int lang = LANG_FR; lang <= LANG_EN; lang++)
        for (int m = 0; m < 12; m++) {
            char words[64];
            int32_t january;
            (void)period_parse("2000-01", 7, &january);
            period_words(january + m, (enum lang)lang, words, sizeof words);
            words[strlen(words) - 4] = '\0'; /* its year */
            const char *at = strstr(title, words);
            if (at != NULL && strlen(at) >= strlen(words) + 4 &&
                text_is_digits(at + strlen(words), 4))
                return true;
        }
    for (const char *p = title; *p != '\0'; p++) {
        int32_t month;
        if (strlen(p) >= 7 && p[4] == '-' && period_parse(p, 7, &month) == 0)
            return true;
    }
    return false;
}

void lint_w06(struct lint *l)
{
    const char *title = l->x->title;
    if (title == NULL || title[0] == '\0')
        lint_say(l, NULL, LINT_NO_CELL, 0, "the document has no title");
    else if (!names_territory(l, title))
        lint_say(l, NULL, LINT_NO_CELL, 0, "the title names no territory: %s", title);
    else if (!names_month(title))
        lint_say(l, NULL, LINT_NO_CELL, 0, "the title names no month: %s", title);
}

void lint_w07(struct lint *l)
{
    const char *language = l->x->language;
    if (language == NULL)
        lint_say(l, NULL, LINT_NO_CELL, 0, "no language is given");
    else if (strcmp(language, "fr-FR") != 0 && strcmp(language, "en-GB") != 0)
        lint_say(l, NULL, LINT_NO_CELL, 0, "the language is %s, not fr-FR or en-GB", language);
}

void lint_w08(struct lint *l)
{
    const struct xlsx *x = l->x;
    if (x->creator == NULL || x->creator[0] == '\0')
        lint_say(l, NULL, LINT_NO_CELL, 0, "no creator: which organisation publishes it?");
    if (x->keywords == NULL || x->keywords[0] == '\0')
        lint_say(l, NULL, LINT_NO_CELL, 0, "no keywords");
    if (x->created == NULL || strlen(x->created) < 10)
        lint_say(l, NULL, LINT_NO_CELL, 0, "no date of creation");
}

static bool is_draft(const char *name)
{
    static const char *const words[] = {"draft", "final", "brouillon", "-v1", "-v2",
                                        "-v3",   "copie", "copy",      NULL};
    for (int i = 0; words[i] != NULL; i++)
        if (strstr(name, words[i]) != NULL)
            return true;
    return false;
}

void lint_w09(struct lint *l)
{
    const char *name = l->file_name;
    size_t len = strlen(name);
    size_t stem = text_ends(name, ".xlsx") ? len - 5 : 0;
    bool good = stem > 0 && len <= MAX_FILE_NAME;
    for (size_t i = 0; i < stem; i++)
        good = good && (islower((unsigned char)name[i]) || isdigit((unsigned char)name[i]) ||
                        name[i] == '-');
    if (!good || is_draft(name))
        lint_say(l, NULL, LINT_NO_CELL, 0, "the file is called %s", name);
    else if (!names_month(name))
        lint_say(l, NULL, LINT_NO_CELL, 0, "the file's name has no month AAAA-MM: %s", name);
}

void lint_w14(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const char *name = l->x->sheets[i].name;
        bool good = name[0] != '\0' && strlen(name) <= 31;
        for (const char *p = name; *p != '\0'; p++)
            good = good && (unsigned char)*p < 0x80 &&
                   (isalnum((unsigned char)*p) || *p == '_' || *p == '-');
        if (!good)
            lint_say(l, &l->x->sheets[i], LINT_NO_CELL, 0, "a tab is called \"%s\"", name);
    }
}

/* "Sheet!$A$1:$B$2", "'A sheet'!$6:$6", several of them by commas. */
static bool leads_somewhere(const struct xlsx *x, const char *refers)
{
    if (refers == NULL || refers[0] == '\0' || strstr(refers, "#REF!") != NULL)
        return false;
    while (*refers != '\0') {
        const char *bang = strchr(refers, '!');
        if (bang == NULL)
            return false;
        bool quoted = refers[0] == '\'' && bang > refers + 1 && bang[-1] == '\'';
        const char *name = refers + quoted;
        size_t len = (size_t)(bang - refers) - (quoted ? 2 : 0);
        if (xlsx_sheet(x, name, len) == NULL)
            return false;
        const char *comma = strchr(bang, ',');
        if (comma == NULL)
            return bang[1] != '\0';
        refers = comma + 1;
    }
    return false;
}

void lint_w41(struct lint *l)
{
    for (int i = 0; i < l->x->n_names; i++) {
        const struct xlsx_name *n = &l->x->names[i];
        if (!leads_somewhere(l->x, n->refers) || n->sheet >= l->x->n_sheets)
            lint_say(l, NULL, LINT_NO_CELL, 0, "the name %s stands for %s, which is not there",
                     n->name == NULL ? "" : n->name, n->refers == NULL ? "nothing" : n->refers);
    }
}
