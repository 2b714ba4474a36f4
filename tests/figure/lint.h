/*
 * The rules of lint-figure: a figure as it was read, and what to say of it.
 */
#ifndef PTCE_TESTS_LINT_H
#define PTCE_TESTS_LINT_H

#include "base/csvfile.h"
#include "marks.h"

struct figure_file {
    struct svg svg;
    struct marks marks;
    const struct svg_element *root;
    const char *title;
    const char *desc;
    char stem[128];
    struct buf png;
    struct csvfile table;
    size_t n_values; /* its columns 1 to n_values; their signs are the n_values columns after */
    bool is_french;
};

/* The sign of a value in the table: "", "x", "c", "z" or "p". */
const char *lint_sign(const struct figure_file *f, size_t row, size_t column);
void lint_wrong(const char *rule, const char *what, const char *detail);

/* Rules on marks and labels (lint_marks.c). */
void lint_direct_labels(const struct figure_file *f);
void lint_from_zero(const struct figure_file *f);
void lint_sorted(const struct figure_file *f);
void lint_lengths(const struct figure_file *f);
void lint_areas(const struct figure_file *f);
void lint_inside_and_apart(const struct figure_file *f);
void lint_absent_is_not_zero(const struct figure_file *f);
void lint_hollow(const struct figure_file *f);

/* … and of lines (lint_lines.c). */
void lint_lines(const struct figure_file *f);

#endif
