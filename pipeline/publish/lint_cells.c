/* W23, W24, W26 to W32: what cells hold and how they look. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/period.h"
#include "publish/lint.h"
#include "publish/lint_shown.h"

enum { BODY_SIZE = 12, TITLE_SIZE = 14 };

/* For each cell below the header of each first table. */
typedef void cell_rule(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                       const struct xlsx_cell *c);

static void each_cell(struct lint *l, cell_rule *rule)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        for (int k = 0; t != NULL && k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            if (c->row > t->at.row && c->row <= t->at.last_row && c->col >= t->at.col &&
                c->col <= t->at.last_col && c->kind != XLSX_BLANK)
                rule(l, s, t, c);
        }
    }
}

/* Digits with their signs and spaces: "1 234,5", "-3 %". */
static bool looks_like_number(const char *text, const char **ret_end)
{
    static const char *const inside[] = {" ", "\u00a0", "\u202f", ",", ".", NULL};
    bool digit = false;
    const char *p = text;
    if (*p == '-' || *p == '+')
        p++;
    else if (text_starts(p, "−"))
        p += strlen("−");
    while (*p != '\0') {
        size_t n = isdigit((unsigned char)*p) ? 1 : 0;
        digit = digit || n > 0;
        for (int i = 0; n == 0 && digit && inside[i] != NULL; i++)
            if (text_starts(p, inside[i]))
                n = strlen(inside[i]);
        if (n == 0)
            break;
        p += n;
    }
    *ret_end = p;
    return digit;
}

static void one_type(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                     const struct xlsx_cell *c)
{
    const char *rest;
    if (c->kind != XLSX_TEXT || lint_is_shorthand(c->text))
        return;
    if (lint_is_number_column(t, c->col))
        lint_say(l, s, c->row, c->col, "a text in a column of numbers: %s", c->text);
    else if (looks_like_number(c->text, &rest) &&
             ((isalpha((unsigned char)rest[0]) && rest[1] == '\0') || lint_is_shorthand(rest)))
        lint_say(l, s, c->row, c->col, "a number and its flag in one cell: %s", c->text);
}

void lint_w23(struct lint *l)
{
    each_cell(l, one_type);
}

static void code_is_text(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                         const struct xlsx_cell *c)
{
    if (!lint_is_code_column(s, t, c->col))
        return;
    if (c->kind == XLSX_NUMBER)
        lint_say(l, s, c->row, c->col, "a code stored as a number: %s", c->text);
    else if (isdigit((unsigned char)c->text[0]) && c->text[1] == '\0')
        lint_say(l, s, c->row, c->col, "a code that has lost its zeros: %s", c->text);
}

void lint_w24(struct lint *l)
{
    each_cell(l, code_is_text);
}

/* ---- fonts ---- */

static bool is_sans_serif(const char *name)
{
    static const char *const known[] = {
        "Arial", "Liberation Sans", "Helvetica",   "Calibri",   "Carlito",  "Verdana",   "Tahoma",
        "Aptos", "Marianne",        "DejaVu Sans", "Open Sans", "Segoe UI", "Noto Sans", NULL};
    return name != NULL && lint_is_label(name, known);
}

void lint_w26(struct lint *l)
{
    const char *first = NULL;
    bool *seen = mem_array((size_t)l->x->n_formats + 1, sizeof *seen);
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        for (int k = 0; k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            const struct xlsx_font *f = &l->x->fonts[xlsx_format(l->x, c)->font];
            bool title = c->row == 0 && c->col == 0 && (i == 0 || l->kind == LINT_STATISTICS);
            double least = title ? TITLE_SIZE : BODY_SIZE;
            if (c->kind == XLSX_BLANK || (c->format < l->x->n_formats && seen[c->format]))
                continue;
            if (c->format < l->x->n_formats)
                seen[c->format] = true;
            const char *name = f->name == NULL ? "" : f->name;
            if (first == NULL)
                first = name;
            if (!is_sans_serif(name) || strcmp(name, first) != 0)
                lint_say(l, s, c->row, c->col, "the font is \"%s\"", name);
            if (f->size < least)
                lint_say(l, s, c->row, c->col, "the text has %g points, less than %g", f->size,
                         least);
            if (f->italic)
                lint_say(l, s, c->row, c->col, "the text is in italics");
        }
    }
    free(seen);
}

/* Relative luminance as WCAG 2.2 has it, of "FFRRGGBB". */
static double luminance(const char *rgb)
{
    double sum = 0;
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    size_t len = strlen(rgb);
    for (int i = 0; i < 3; i++) {
        char pair[3] = {'0', '0', '\0'};
        if (len >= 6)
            memcpy(pair, rgb + len - 6 + (size_t)i * 2, 2);
        double v = (double)strtol(pair, NULL, 16) / 255;
        sum += weight[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(const char *text, const char *ground)
{
    double a = luminance(text == NULL ? "000000" : text);
    double b = luminance(ground == NULL ? "FFFFFF" : ground);
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

void lint_w27(struct lint *l)
{
    double *of = mem_array((size_t)l->x->n_formats + 1, sizeof *of); /* 0 = not worked out yet */
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        for (int k = 0; k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            const struct xlsx_format *f = xlsx_format(l->x, c);
            const char *rgb = l->x->fonts[f->font].rgb;
            bool known = f->fill == NULL || f->fill[0] != '?';
            double *ratio = &of[c->format < l->x->n_formats ? c->format : l->x->n_formats];
            if (*ratio == 0)
                *ratio = contrast(rgb, f->fill);
            if (c->kind != XLSX_BLANK && known && *ratio < 4.5)
                lint_say(l, s, c->row, c->col, "the contrast of text and ground is %.1f", *ratio);
            if (f->fill != NULL && l->kind == LINT_STATISTICS)
                lint_say(l, s, c->row, c->col, "the cell is filled");
        }
    }
    free(of);
}

/* ---- widths ---- */

static double row_height(const struct xlsx_sheet *s, int row)
{
    int low = 0;
    int high = s->n_rows;
    while (low < high) {
        int mid = (low + high) / 2;
        if (s->rows[mid].row < row)
            low = mid + 1;
        else
            high = mid;
    }
    return low < s->n_rows && s->rows[low].row == row ? s->rows[low].height : 0;
}

static void check_width(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_cell *c,
                        bool is_header)
{
    const struct xlsx_format *f = xlsx_format(l->x, c);
    const struct xlsx_font *font = &l->x->fonts[f->font];
    double width = xlsx_width(s, c->col);
    double scale = (font->bold ? 1.06 : 1.0) * (font->size > 0 ? font->size / BODY_SIZE : 1);
    if (c->kind == XLSX_NUMBER) {
        if (lint_shown_chars(f->number, c->number) * scale > width + 0.5)
            lint_say(l, s, c->row, c->col, "the number does not fit: ####");
        return;
    }
    double chars = lint_text_width(c->text) * scale;
    if (is_header && !f->wrap)
        lint_say(l, s, c->row, c->col, "the header is not wrapped");
    const char *next = xlsx_text(s, c->row, c->col + 1);
    /* A feedback workbook shows the sender's rows a line each, however long its texts are. */
    if (!f->wrap && l->kind != LINT_FEEDBACK && chars > width + 0.5 && next[0] != '\0')
        lint_say(l, s, c->row, c->col, "the text is cut: %s", c->text);
    double height = row_height(s, c->row);
    int lines = lint_text_lines(c->text, (width + 0.5) / scale);
    if (f->wrap && height > 0 && lines * font->size * 1.1 > height + 1)
        lint_say(l, s, c->row, c->col, "the row is too low for the text: %s", c->text);
}

void lint_w28(struct lint *l)
{
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        for (int k = 0; k < s->n_cells; k++) {
            const struct xlsx_cell *c = &s->cells[k];
            bool header = t != NULL && c->row == t->at.row;
            if (c->kind == XLSX_TEXT || c->kind == XLSX_NUMBER)
                check_width(l, s, c, header);
        }
    }
}

/* ---- sides ---- */

static bool is_right(const struct xlsx_format *f)
{
    return f->align != NULL && strcmp(f->align, "right") == 0;
}

static void sides(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                  const struct xlsx_cell *c)
{
    const struct xlsx_format *f = xlsx_format(l->x, c);
    bool numbers = lint_is_number_column(t, c->col);
    bool left = f->align == NULL || strcmp(f->align, "left") == 0;
    if (numbers && c->kind == XLSX_NUMBER && f->align != NULL && !is_right(f))
        lint_say(l, s, c->row, c->col, "the number does not stand right");
    else if (numbers && c->kind == XLSX_TEXT && !is_right(f))
        lint_say(l, s, c->row, c->col, "the shorthand does not stand right, as numbers do");
    else if (!numbers && !left)
        lint_say(l, s, c->row, c->col, "the label does not stand left");
}

void lint_w29(struct lint *l)
{
    each_cell(l, sides);
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        for (int c = t == NULL ? 1 : t->at.col; t != NULL && c <= t->at.last_col; c++) {
            const struct xlsx_cell *h = xlsx_at(s, t->at.row, c);
            bool numbers = lint_is_number_column(t, c);
            if (h != NULL && numbers != is_right(xlsx_format(l->x, h)))
                lint_say(l, s, t->at.row, c, "the header stands %s, its column %s",
                         numbers ? "left" : "right", numbers ? "right" : "left");
        }
    }
}

/* ---- numbers, dates, formats ---- */

static void number_is_number(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                             const struct xlsx_cell *c)
{
    const char *rest;
    if (c->kind == XLSX_NUMBER && !lint_format_known(xlsx_format(l->x, c)->number))
        lint_say(l, s, c->row, c->col, "the format %s is not of the list",
                 xlsx_format(l->x, c)->number);
    if (c->kind == XLSX_TEXT && !lint_is_code_column(s, t, c->col) &&
        looks_like_number(c->text, &rest) &&
        (rest[0] == '\0' || strcmp(rest, "%") == 0 || strcmp(rest, "€") == 0))
        lint_say(l, s, c->row, c->col, "a number stored as text: %s", c->text);
}

void lint_w30(struct lint *l)
{
    each_cell(l, number_is_number);
}

/* 12/11/2026, 2026-11-12 */
static bool looks_like_date(const char *text)
{
    size_t len = strlen(text);
    if (len == 10 && text[4] == '-' && text[7] == '-')
        return text_is_digits(text, 4) && text_is_digits(text + 5, 2);
    return len == 10 && (text[2] == '/' || text[2] == '.') && text[5] == text[2] &&
           text_is_digits(text, 2) && text_is_digits(text + 6, 4);
}

static void date_is_date(struct lint *l, const struct xlsx_sheet *s, const struct xlsx_table *t,
                         const struct xlsx_cell *c)
{
    if (c->kind == XLSX_TEXT && looks_like_date(c->text))
        lint_say(l, s, c->row, c->col, "a date stored as text: %s", c->text);
    if (c->kind != XLSX_NUMBER || !lint_is_date(xlsx_format(l->x, c)->number))
        return;
    int32_t month =
        c->number > 0 && c->number < 200000 ? day_period((int32_t)c->number - 25569) : -1;
    char iso[PERIOD_TEXT] = "";
    if (month >= 0)
        period_format(month, iso);
    for (int k = t->at.col; k <= t->at.last_col; k++)
        if (text_starts(xlsx_text(s, c->row, k), iso) && iso[0] != '\0')
            return;
    lint_say(l, s, c->row, c->col, "the month does not also stand as %s", iso);
}

void lint_w31(struct lint *l)
{
    each_cell(l, date_is_date);
}

void lint_w32(struct lint *l)
{
    static const char *const unit[] = {"Unité", "Unit", NULL};
    for (int i = 0; i < l->x->n_sheets; i++) {
        const struct xlsx_sheet *s = &l->x->sheets[i];
        const struct xlsx_table *t = lint_table(s);
        int units = t == NULL ? -1 : lint_column(s, t, unit);
        for (int c = t == NULL ? 1 : t->at.col; t != NULL && c <= t->at.last_col; c++)
            for (int r = t->at.row + 1; r <= t->at.last_row; r++) {
                const struct xlsx_cell *a = xlsx_at(s, r, c);
                const struct xlsx_cell *b = NULL;
                bool number = a != NULL && a->kind == XLSX_NUMBER;
                for (int q = t->at.row + 1; number && q < r && b == NULL; q++) {
                    const struct xlsx_cell *one = xlsx_at(s, q, c);
                    if (one != NULL && one->kind == XLSX_NUMBER &&
                        (units == -1 ||
                         strcmp(xlsx_text(s, q, units), xlsx_text(s, r, units)) == 0))
                        b = one;
                }
                if (b == NULL)
                    continue;
                if (strcmp(xlsx_format(l->x, a)->number, xlsx_format(l->x, b)->number) != 0)
                    lint_say(l, s, r, c, "the format is %s, further up it is %s",
                             xlsx_format(l->x, a)->number, xlsx_format(l->x, b)->number);
            }
    }
}
