#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/limits.h"
#include "publish/lint.h"

static const struct lint_rule rules[] = {
    /* The package. */
    {"W01", LINT_ANY, lint_w01, "the file says nothing of when and where it was written",
     "give all parts of the archive the time 1980-01-01 and set the property `created`"},
    {"W02", LINT_ANY, lint_w02, "every part is well-formed, every number is one",
     "write the file again; a full disk or a comma as decimal sign are the usual causes"},
    {"W03", LINT_ANY, lint_w03, "the package is whole: any program can open it",
     "write every part that a relation or content type names, and name every part"},
    {"W04", LINT_ANY, lint_w04, "no macro, no link to another file, no formula",
     "save as .xlsx without macros; write values in place of formulas and links"},
    {"W05", LINT_ANY, lint_w05, "texts are Unicode NFC without control characters",
     "clean the text where it comes from"},
    /* Metadata. */
    {"W06", LINT_STATISTICS | LINT_TEMPLATE, lint_w06,
     "the title names the period and the territory",
     "set the property title: subject, territory, month and year"},
    {"W07", LINT_ANY, lint_w07, "the document's language is given",
     "set the property language, as fr-FR"},
    {"W08", LINT_ANY, lint_w08, "organisation, keywords and date of creation are given",
     "set the properties creator, keywords, created"},
    {"W09", LINT_STATISTICS | LINT_TEMPLATE, lint_w09,
     "the file's name is letters a to z, digits and hyphens, at most 60, with the period",
     "rename it, as ptce-france-2026-10.xlsx; no draft, final or v2"},
    /* Structure. */
    {"W10", LINT_ANY, lint_w10, "it opens on the first sheet, each sheet at A1",
     "select A1 of every sheet, then the first sheet, and save"},
    {"W11", LINT_STATISTICS, lint_w11, "the cover says all that a reader must know",
     "add the heading that is missing, and a line below it"},
    {"W12", LINT_STATISTICS, lint_w12, "a contents table leads to every sheet",
     "list each other sheet once: a link to its A1, and its title word for word"},
    {"W13", LINT_STATISTICS, lint_w13, "every note used is defined, every one defined is used",
     "add the note to the sheet Notes, or take it out"},
    {"W14", LINT_ANY, lint_w14, "tabs are ASCII letters, digits, _ and -",
     "rename the tab without accents and spaces"},
    {"W15", LINT_STATISTICS | LINT_FEEDBACK, lint_w15, "nothing is blank or hidden",
     "show or remove the sheet, row or column"},
    {"W16", LINT_STATISTICS, lint_w16,
     "one table a sheet, from column A, with nothing below or beside it",
     "move what stands around the table above it, or to a sheet of its own"},
    {"W17", LINT_ANY, lint_w17,
     "A1 is the title, in the style Heading 1; of a table: number, measure (unit), place, period",
     "write as “Tableau 3 : Emplois (personnes), France, octobre 2026”"},
    {"W18", LINT_STATISTICS, lint_w18, "what a reader must know of a table stands above it",
     "A2: how many tables, notes, shorthands, and whether panes are frozen; then Champ, Source"},
    {"W19", LINT_STATISTICS, lint_w19,
     "tables are marked, with a name of their own and headers that say what and in which unit",
     "name the table, give each column a header of its own, the unit in brackets"},
    {"W20", LINT_ANY, lint_w20, "no merged cells", "unmerge; write the text in the first cell"},
    {"W21", LINT_STATISTICS, lint_w21, "no empty cell in a table",
     "write the number, or why there is none: [x], [c], [z]"},
    {"W22", LINT_STATISTICS, lint_w22,
     "no filter; panes are frozen only where a table is larger than a screen, and it says so",
     "remove the filter; freeze over 25 rows or 8 columns and declare it in A2"},
    {"W23", LINT_STATISTICS, lint_w23, "a column holds numbers or texts, flags stand apart",
     "put the flag into a column of its own"},
    {"W24", LINT_STATISTICS, lint_w24, "codes are texts, with their zeros",
     "write the code as text"},
    {"W25", LINT_STATISTICS, lint_w25,
     "a total is the sum of its parts; the same figure is the same in every sheet",
     "write both from the same source"},
    /* Format. */
    {"W26", LINT_ANY, lint_w26, "one sans-serif font, 12 points and more, no italics",
     "use Arial 12, titles 14 or more, bold where needed"},
    {"W27", LINT_ANY, lint_w27, "text can be read: contrast of 4.5 and more, no fills",
     "use automatic colours"},
    {"W28", LINT_ANY, lint_w28, "headers are wrapped, nothing is cut, no ####",
     "widen the column, or wrap the text and heighten the row"},
    {"W29", LINT_STATISTICS, lint_w29, "numbers and their headers right, labels left",
     "align the cell"},
    {"W30", LINT_STATISTICS, lint_w30, "numbers are numbers, in formats of a closed list",
     "store the number as a number; use one of the workbook's formats"},
    {"W31", LINT_STATISTICS, lint_w31, "dates are dates; months also stand as AAAA-MM",
     "write the date as a date; add a column with the month as AAAA-MM"},
    {"W32", LINT_STATISTICS, lint_w32, "one format a column (a unit, where a column says it)",
     "use one number format"},
    /* Change. */
    {"W33", LINT_STATISTICS, lint_w33,
     "key indicators: value, previous month, difference with its sign, in %, a year before",
     "add the sheet Points_cles with these columns"},
    {"W34", LINT_STATISTICS, lint_w34, "what is marked [r] stands on the sheet Revisions",
     "list series, period, before, now, difference and reason on Revisions"},
    {"W35", LINT_STATISTICS, lint_w35, "a shorthand is of the list and explained on its sheet",
     "explain it above the table, as “[x] non disponible”"},
    /* Print. */
    {"W36", LINT_ANY, lint_w36,
     "A4, one page wide, landscape when wide, header row repeated, page &P of &N",
     "set up the page"},
    {"W37", LINT_ANY, lint_w37, "nothing stands in header or footer alone",
     "leave the page number; write the rest into a cell"},
    /* Graphics. */
    {"W38", LINT_ANY, lint_w38,
     "each picture and chart has a text that says its finding, and stands clear of tables",
     "write the alternative text: type, subject, finding; draw from a table's cells"},
    /* Template, feedback. */
    {"W39", LINT_TEMPLATE, lint_w39,
     "protected without password, inputs open and checked as they are typed",
     "protect the sheet, unlock the inputs, give each a validation with prompt and error"},
    {"W40", LINT_FEEDBACK, lint_w40, "each finding leads to the cell it speaks of",
     "link the finding to the sender's cell"},
    {"W41", LINT_ANY, lint_w41, "defined names lead somewhere", "remove or mend the name"},
    {"W42", LINT_ANY, lint_w42, "no personal data; what is withheld cannot be worked out",
     "remove it; withhold a second cell of the same total"},
};

const struct lint_rule *lint_rules(size_t *ret_count)
{
    *ret_count = sizeof rules / sizeof *rules;
    return rules;
}

void lint_say(struct lint *l, const struct xlsx_sheet *sheet, int row, int col, const char *format,
              ...)
{
    struct lint_report *r = l->report;
    char text[512];
    va_list args;
    if (l->found++ >= MAX_PLACES_PER_CAUSE) {
        r->not_shown++;
        return;
    }
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct buf shown = {0};
    text_show(&shown, text, strlen(text), sizeof text);
    if (r->count == r->cap) {
        r->cap = r->cap == 0 ? 16 : r->cap * 2;
        r->list = mem_resize(r->list, r->cap, sizeof *r->list);
    }
    struct lint_finding *f = &r->list[r->count++];
    *f = (struct lint_finding){.rule = l->rule,
                               .sheet = arena_text(&r->arena, sheet == NULL ? "" : sheet->name),
                               .what = arena_text(&r->arena, buf_str(&shown))};
    if (row >= 0)
        xlsx_name_cell(row, col, f->cell, sizeof f->cell);
    buf_release(&shown);
}

static unsigned kind_of(const struct xlsx *x)
{
    static const struct {
        const char *category;
        unsigned kind;
    } kinds[] = {{"Modèle", LINT_TEMPLATE},
                 {"Template", LINT_TEMPLATE},
                 {"Réponse", LINT_FEEDBACK},
                 {"Feedback", LINT_FEEDBACK}};
    for (size_t i = 0; x->category != NULL && i < sizeof kinds / sizeof *kinds; i++)
        if (text_starts(x->category, kinds[i].category))
            return kinds[i].kind;
    return LINT_STATISTICS;
}

void lint_book(const struct contract *c, struct xlsx *x, struct lint_report *ret)
{
    const char *slash = strrchr(x->path, '/');
    unsigned kind = kind_of(x);
    lint_find_numbers(x);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct lint l = {.contract = c,
                         .x = x,
                         .file_name = slash == NULL ? x->path : slash + 1,
                         .kind = kind,
                         .rule = &rules[i],
                         .report = ret};
        if ((rules[i].kinds & kind) != 0)
            rules[i].check(&l);
    }
}

int lint_file(const struct contract *c, const char *path, struct lint_report *ret, struct err *err)
{
    struct xlsx x;
    if (xlsx_read(&x, path, err) == -1)
        return -1;
    lint_book(c, &x, ret);
    xlsx_release(&x);
    return 0;
}

void lint_release(struct lint_report *r)
{
    free(r->list);
    arena_release(&r->arena);
    *r = (struct lint_report){0};
}
