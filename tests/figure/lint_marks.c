#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lint.h"

static bool starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* A key of up to four series only where each square stands on its own part of a bar. */
void lint_direct_labels(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    if (m->n_keys == 0 || m->n_keys > 4 || m->n_areas > 0)
        return;
    for (size_t i = 0; i < m->n_keys; i++) {
        bool is_direct = false;
        bool is_below = false; /* a part that only rows below have */
        for (size_t k = 0; k < m->n_bars; k++) {
            bool is_its = strcmp(m->bars[k].fill, m->keys[i].fill) == 0;
            bool is_first = m->bars[k].top - m->keys[i].bottom < 40;
            is_direct =
                is_direct || (is_its && is_first && m->bars[k].right > m->keys[i].left - 300);
            is_below = is_below || (is_its && !is_first);
        }
        if (!is_direct && !is_below)
            lint_wrong("C10", "a key for four series or fewer", m->keys[i].fill);
    }
}

/* Bars in one row, from left to right, must start where all rows do. */
static bool is_row_start(const struct marks *m, const struct shape *bar)
{
    for (size_t i = 0; i < m->n_bars; i++)
        if (fabs(m->bars[i].top - bar->top) < 1 && m->bars[i].left < bar->left - 0.5)
            return false;
    return true;
}

/* Where the axis of the bars has its zero; -1 = nowhere. */
static double zero_of(const struct marks *m)
{
    for (size_t i = 0; i < m->n_labels; i++) {
        const struct label *l = &m->labels[i];
        if (strcmp(l->anchor, "middle") == 0 &&
            (strcmp(l->text, "0") == 0 || strcmp(l->text, "0\u00A0%") == 0 ||
             strcmp(l->text, "0%") == 0))
            return (l->left + l->right) / 2;
    }
    return -1;
}

void lint_from_zero(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    double zero = zero_of(m);
    for (size_t i = 0; i < m->n_bars; i++) {
        const struct shape *b = &m->bars[i];
        if (is_row_start(m, b) && fabs(b->left - zero) > 1 && fabs(b->right - zero) > 1)
            lint_wrong("C12", "a bar that does not start at zero", b->fill);
    }
}

/* The name of the row at this height. */
static const char *row_name(const struct marks *m, double y)
{
    for (size_t i = 0; i < m->n_labels; i++)
        if (strcmp(m->labels[i].anchor, "end") == 0 && m->labels[i].top < y &&
            m->labels[i].bottom > y)
            return m->labels[i].text;
    return "";
}

void lint_sorted(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    double zero = zero_of(m);
    double before = 1e9;
    double row = -1;
    for (size_t i = 0; i < m->n_bars; i++) {
        const struct shape *b = &m->bars[i];
        bool is_negative = b->left < zero - 1;
        double length = (b->right - b->left) * (is_negative ? -1 : 1);
        double middle = (b->top + b->bottom) / 2;
        bool is_single = b->bottom - b->top < 17.5 && b->bottom - b->top > 16.5;
        if (!is_single || !is_row_start(m, b) || middle <= row)
            continue;
        if (length > before + 0.1 && !starts(row_name(m, middle), f->is_french ? "Autre" : "Other"))
            lint_wrong("C13", "bars are not in order", row_name(m, middle));
        before = length;
        row = middle;
    }
}

/* The number printed behind a bar, at its height and beyond its end; false = none. */
static bool number_behind(const struct marks *m, const struct shape *b, double *value, double *half)
{
    double y = (b->top + b->bottom) / 2;
    const struct label *found = NULL;
    for (size_t i = 0; i < m->n_labels; i++) {
        const struct label *l = &m->labels[i];
        if (l->top < y && l->bottom > y && l->left > b->right - 1 &&
            (found == NULL || l->left < found->left))
            found = l;
    }
    return found != NULL && marks_number(found->text, value, half);
}

/* Single bars are as long as the numbers behind them say, to a unit of the page. */
void lint_lengths(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    double longest = 0;
    double most = 0;
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < m->n_bars; i++) {
            const struct shape *b = &m->bars[i];
            double value = 0;
            double half = 0;
            if (b->bottom - b->top > 18 || !number_behind(m, b, &value, &half) || value < 0)
                continue;
            double length = b->right - b->left;
            if (turn == 0 && value > most) {
                most = value;
                longest = length;
            } else if (turn == 1 && most > 0) {
                double slack = 1 + half * 2 * longest / most;
                if (fabs(length - value * longest / most) > slack)
                    lint_wrong("C14", "a bar is not as long as its number says",
                               row_name(m, (b->top + b->bottom) / 2));
            }
        }
}

static bool is_circle(const struct shape *d)
{
    return strcmp(d->fill, "#F46A25") == 0;
}

/* The number in a circle, or at its right. */
static bool number_of_circle(const struct marks *m, const struct shape *d, double *value,
                             double *half)
{
    double y = (d->top + d->bottom) / 2;
    double x = (d->left + d->right) / 2;
    for (size_t i = 0; i < m->n_labels; i++) {
        const struct label *l = &m->labels[i];
        bool is_inside = fabs((l->left + l->right) / 2 - x) < 2;
        bool is_beside = l->left > d->right && l->left < d->right + 9;
        if (l->top < y && l->bottom > y && (is_inside || is_beside))
            return marks_number(l->text, value, half);
    }
    return false;
}

void lint_areas(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    double most = 0;
    double widest = 0;
    if (m->n_areas == 0)
        return;
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < m->n_discs; i++) {
            const struct shape *d = &m->discs[i];
            double value = 0;
            double half = 0;
            if (!is_circle(d))
                continue;
            if (!number_of_circle(m, d, &value, &half)) {
                lint_wrong("C18", "a circle without a number", "");
                continue;
            }
            double width = d->right - d->left;
            if (turn == 0 && value > most) {
                most = value;
                widest = width;
            } else if (turn == 1) {
                double want = value / most;
                double is = width * width / (widest * widest);
                double slack = 0.01 * want + 2 * half / most + 0.05 * width / (widest * widest);
                if (fabs(is - want) > slack)
                    lint_wrong("C18", "the area of a circle is not as its number says", "");
            }
        }
    if (m->n_frames < 5)
        lint_wrong("C18", "fewer than five insets", "");
    if (m->n_keys < 1 || m->n_keys > 6)
        lint_wrong("C18", "more than five classes, or none for what is not available", "");
}

void lint_inside_and_apart(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    double height = svg_number(f->root, "height");
    for (size_t i = 0; i < m->n_labels; i++) {
        const struct label *a = &m->labels[i];
        if (a->left < 0 || a->right > 1000 || a->top < 0 || a->bottom > height)
            lint_wrong("C15", "text outside", a->text);
        for (size_t k = 0; k < i; k++) {
            const struct label *b = &m->labels[k];
            if (a->left < b->right && b->left < a->right && a->top < b->bottom &&
                b->top < a->bottom) {
                char both[400];
                (void)snprintf(both, sizeof both, "%.150s / %.150s", a->text, b->text);
                lint_wrong("C15", "texts overlap", both);
            }
        }
    }
}

/* Beside "non disponible" or "non diffusé" stands no mark. */
void lint_absent_is_not_zero(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    for (size_t i = 0; i < m->n_labels; i++) {
        const struct label *l = &m->labels[i];
        double y = (l->top + l->bottom) / 2;
        if (m->n_areas > 0 ||
            (!starts(l->text, "non disponible") && !starts(l->text, "non diffusé") &&
             !starts(l->text, "not available") && !starts(l->text, "withheld")))
            continue;
        for (size_t k = 0; k < m->n_bars; k++)
            if (m->bars[k].top < y && m->bars[k].bottom > y)
                lint_wrong("C16", "a bar where there is no value", row_name(m, y));
        for (size_t k = 0; k < m->n_discs; k++)
            if (m->discs[k].top < y && m->discs[k].bottom > y)
                lint_wrong("C16", "a dot where there is no value", row_name(m, y));
    }
}

static bool is_inside(const struct shape *a, const struct shape *b)
{
    return a->left >= b->left && a->right <= b->right && a->top >= b->top && a->bottom <= b->bottom;
}

/* The name of the row this mark is in: the nearest, one of two bars in a row is beside its name. */
static const char *name_near(const struct marks *m, double y)
{
    const char *name = "";
    double nearest = 14; /* half a row and no more */
    for (size_t i = 0; i < m->n_labels; i++) {
        const struct label *l = &m->labels[i];
        double away = fabs((l->top + l->bottom) / 2 - y);
        if (strcmp(l->anchor, "end") == 0 && away < nearest) {
            nearest = away;
            name = l->text;
        }
    }
    return name;
}

/* A bar or a dot with white in it. */
static bool is_hollow(const struct marks *m, const struct shape *s)
{
    for (size_t i = 0; i < m->n_insides; i++)
        if (is_inside(&m->insides[i], s))
            return true;
    return false;
}

/* The row of the table that a row of the figure shows; its name may be cut. -1 = none. */
static int table_row(const struct csvfile *table, const char *name)
{
    const char *cut = strstr(name, "…");
    size_t len = cut == NULL ? strlen(name) : (size_t)(cut - name);
    for (size_t r = 0; r < table->n_rows && len > 0; r++) {
        const char *cell = csvfile_cell(table, r, 0);
        if (strncmp(cell, name, len) == 0 && (cut != NULL || cell[len] == '\0'))
            return (int)r;
    }
    return -1;
}

static bool is_provisional_row(const struct figure_file *f, size_t row)
{
    for (size_t c = 1; c <= f->n_values; c++)
        if (strcmp(lint_sign(f, row, c), "p") == 0)
            return true;
    return false;
}

/* Bars and dots of provisional values are hollow, and no others: as far as a row tells, of which
 * all cells are provisional or none is. A bar of a few units has no room for a rim. */
void lint_hollow(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    const struct shape *lists[] = {m->bars, m->discs};
    const size_t counts[] = {m->n_bars, m->n_discs};
    if (m->n_areas > 0)
        return;
    for (int kind = 0; kind < 2; kind++)
        for (size_t i = 0; i < counts[kind]; i++) {
            const struct shape *s = &lists[kind][i];
            const char *name = name_near(m, (s->top + s->bottom) / 2);
            int row = table_row(&f->table, name);
            if (row == -1)
                continue;
            bool is_provisional = is_provisional_row(f, (size_t)row);
            if (is_provisional && !is_hollow(m, s) && s->right - s->left > 6)
                lint_wrong("C16", "a provisional value that is not hollow", name);
            if (!is_provisional && is_hollow(m, s))
                lint_wrong("C16", "a hollow mark of a value that is not provisional", name);
        }
}
