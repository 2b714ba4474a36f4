/*
 * The rules for workbooks (W01 to W42), as far as a program sees them in the file: one row a rule
 * in the table of lint.c, with what it says and what to do. They are asked of every workbook before
 * an edition may be published, and by `ptce lint-workbook` of any .xlsx, whoever wrote it.
 *
 *     struct lint_report report = {0};
 *     if (lint_file(contract, path, &report, err) == -1) …no workbook: damaged, encrypted …
 *     for (size_t i = 0; i < report.count; i++)
 *         …report.list[i].rule->id, .sheet, .cell, .what…
 *     lint_release(&report);
 *
 * A rule that a kind of workbook cannot break (a template has no contents sheet) is not asked of
 * it. The kind is the file's property `category`.
 */
#ifndef PTCE_PUBLISH_LINT_H
#define PTCE_PUBLISH_LINT_H

#include "model/contract.h"
#include "publish/xlsx.h"

enum { LINT_STATISTICS = 1, LINT_TEMPLATE = 2, LINT_FEEDBACK = 4, LINT_ANY = 7 };

struct lint;

struct lint_rule {
    const char *id;
    unsigned kinds; /* LINT_… bits: the workbooks it is asked of */
    void (*check)(struct lint *l);
    const char *says; /* what holds in a good workbook */
    const char *todo; /* what to do about one that breaks it */
};

struct lint_finding {
    const struct lint_rule *rule;
    const char *sheet; /* "" = the file */
    char cell[16];     /* "" = the sheet */
    const char *what;
};

struct lint_report {
    struct lint_finding *list; /* by rule, then place; at most MAX_PLACES_PER_CAUSE a rule */
    size_t count;
    size_t not_shown;
    size_t cap;
    struct arena arena;
};

int lint_file(const struct contract *c, const char *path, struct lint_report *ret, struct err *err);
/* The same of a workbook that has been read. */
void lint_book(const struct contract *c, struct xlsx *x, struct lint_report *ret);
void lint_release(struct lint_report *r);

/* The rules, in order. */
const struct lint_rule *lint_rules(size_t *ret_count);

/* ---- what the rules' functions are given (lint_*.c) ---- */

enum { LINT_NO_CELL = -1 };

struct lint {
    const struct contract *contract;
    const struct xlsx *x;
    const char *file_name;
    unsigned kind; /* of the workbook: one LINT_… bit */
    const struct lint_rule *rule;
    struct lint_report *report;
    size_t found; /* of the rule */
};

/* The rule is broken here. sheet NULL = the file; row LINT_NO_CELL = the sheet as a whole. */
void lint_say(struct lint *l, const struct xlsx_sheet *sheet, int row, int col, const char *format,
              ...) __attribute__((format(printf, 5, 6)));

/* Finding one's way: lint_look.c. */
bool lint_is_label(const char *text, const char *const *labels); /* one of them, up to NULL */
const struct xlsx_table *lint_table(const struct xlsx_sheet *s); /* the first; NULL = none */
const char *lint_header(const struct xlsx_sheet *s, const struct xlsx_table *t, int col);
int lint_column(const struct xlsx_sheet *s, const struct xlsx_table *t,
                const char *const *labels); /* the column with one of these titles, -1 = none */
bool lint_is_code_column(const struct xlsx_sheet *s, const struct xlsx_table *t, int col);
/* A column that holds a number, or shorthands alone; a table that has one. */
bool lint_is_number_column(const struct xlsx_table *t, int col);
bool lint_has_numbers(const struct xlsx_sheet *s);
void lint_find_numbers(struct xlsx *x); /* once, before the two above are asked */
bool lint_is_date(const char *code);
bool lint_is_bold(const struct lint *l, const struct xlsx_cell *c);
bool lint_is_total(const struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                   int row);              /* all of its cells are bold */
const char *const *lint_marks(void);      /* all shorthands: "[x]", "[c]" …, NULL */
bool lint_is_shorthand(const char *text); /* one of them and nothing else */
bool lint_has_mark(const char *text, const char *mark);
const struct xlsx_sheet *lint_contents(const struct xlsx *x); /* the sheet of links, or NULL */
const struct xlsx_sheet *lint_notes_sheet(const struct xlsx *x);
int lint_note_at(const char *p); /* "[note 12]": 12; 0 = no such thing */
/* Mark the notes that the sheet's cells refer to, from a column on. */
void lint_notes_of(const struct xlsx_sheet *s, int first_col, bool *used, int most);
/* The row above the table whose text in column A begins with one of these, -1 = none. */
int lint_above(const struct xlsx_sheet *s, const char *const *starts);
/* "Notes : 4 (feuille…": the number behind a word, -1 = none. */
long lint_number_behind(const char *text, const char *word);

void lint_w01(struct lint *l);
void lint_w02(struct lint *l);
void lint_w03(struct lint *l);
void lint_w04(struct lint *l);
void lint_w05(struct lint *l);
void lint_w06(struct lint *l);
void lint_w07(struct lint *l);
void lint_w08(struct lint *l);
void lint_w09(struct lint *l);
void lint_w10(struct lint *l);
void lint_w11(struct lint *l);
void lint_w12(struct lint *l);
void lint_w13(struct lint *l);
void lint_w14(struct lint *l);
void lint_w15(struct lint *l);
void lint_w16(struct lint *l);
void lint_w17(struct lint *l);
void lint_w18(struct lint *l);
void lint_w19(struct lint *l);
void lint_w20(struct lint *l);
void lint_w21(struct lint *l);
void lint_w22(struct lint *l);
void lint_w23(struct lint *l);
void lint_w24(struct lint *l);
void lint_w25(struct lint *l);
void lint_w26(struct lint *l);
void lint_w27(struct lint *l);
void lint_w28(struct lint *l);
void lint_w29(struct lint *l);
void lint_w30(struct lint *l);
void lint_w31(struct lint *l);
void lint_w32(struct lint *l);
void lint_w33(struct lint *l);
void lint_w34(struct lint *l);
void lint_w35(struct lint *l);
void lint_w36(struct lint *l);
void lint_w37(struct lint *l);
void lint_w38(struct lint *l);
void lint_w39(struct lint *l);
void lint_w40(struct lint *l);
void lint_w41(struct lint *l);
void lint_w42(struct lint *l);

#endif
