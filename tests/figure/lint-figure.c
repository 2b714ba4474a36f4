/*
 * Hold figures against the rules C01 to C20 of the design: what can be seen in the files.
 *
 *     lint-figure FILE.svg…          with FILE.png and FILE.csv beside each
 *
 * Prints "FILE: RULE: what is wrong", a line each; ends with 1 when there is one. C05 (the same
 * bytes again) needs a second run: tests/e2e/figures.sh.
 */
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "lint.h"

enum { MAX_TABLE = 1024 * 1024 };

static const char *path_now;
static int n_wrong;

void lint_wrong(const char *rule, const char *what, const char *detail)
{
    printf("%s: %s: %s%s%s\n", path_now, rule, what, detail[0] == '\0' ? "" : ": ", detail);
    n_wrong++;
}

static bool starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static void well_formed(const struct figure_file *f)
{
    static const char *const allowed[] = {"svg",  "title",   "desc",   "rect",
                                          "path", "polygon", "circle", "text"};
    if (f->svg.wrong != NULL)
        lint_wrong("C01", "not well-formed", f->svg.wrong);
    for (size_t i = 0; i < f->svg.count; i++) {
        const struct svg_element *e = &f->svg.list[i];
        size_t k = 0;
        while (k < sizeof allowed / sizeof allowed[0] && !svg_is(e, allowed[k]))
            k++;
        if (k == sizeof allowed / sizeof allowed[0])
            lint_wrong("C01", "an element that has no place here", e->name);
        for (int a = 0; a < e->n_attributes; a++)
            if (starts(e->keys[a], "on") || strstr(e->keys[a], "href") != NULL ||
                strstr(e->values[a], "url(") != NULL)
                lint_wrong("C01", "a script or a link", e->keys[a]);
    }
}

static void described(const struct figure_file *f)
{
    char want[300];
    const char *lang = svg_value(f->root, "lang");
    (void)snprintf(want, sizeof want, "%s-title %s-desc", f->stem, f->stem);
    if (strcmp(svg_value(f->root, "role"), "img") != 0)
        lint_wrong("C02", "role is not img", "");
    if (strcmp(lang, "fr") != 0 && strcmp(lang, "en") != 0)
        lint_wrong("C02", "lang", lang);
    if (strcmp(svg_value(f->root, "aria-labelledby"), want) != 0)
        lint_wrong("C02", "aria-labelledby is not", want);
    if (strlen(f->title) <= 15)
        lint_wrong("C02", "title is short", f->title);
    if (strlen(f->desc) <= 40)
        lint_wrong("C02", "desc is short", f->desc);
}

static void no_traces(const struct figure_file *f)
{
    static const char *const traces[] = {"gnuplot", ".tsv", "using 1",
                                         "$1",      "<!--", "rgb variable"};
    for (size_t i = 0; i < sizeof traces / sizeof traces[0]; i++)
        if (strcasestr(buf_str(&f->svg.bytes), traces[i]) != NULL)
            lint_wrong("C03", "a trace of the drawing program", traces[i]);
}

static void own_ids(const struct figure_file *f)
{
    for (size_t i = 0; i < f->svg.count; i++) {
        const char *id = svg_value(&f->svg.list[i], "id");
        if (id[0] == '\0')
            continue;
        if (!starts(id, f->stem) || id[strlen(f->stem)] != '-')
            lint_wrong("C04", "an id without the figure's prefix", id);
        for (size_t k = 0; k < i; k++)
            if (strcmp(svg_value(&f->svg.list[k], "id"), id) == 0)
                lint_wrong("C04", "an id twice", id);
    }
}

static void real_text(const struct figure_file *f)
{
    if (svg_number(f->root, "width") != 1000)
        lint_wrong("C06", "not 1000 wide", svg_value(f->root, "width"));
    if (svg_value(f->root, "font-family")[0] == '\0')
        lint_wrong("C06", "no font", "");
    for (size_t i = 0; i < f->svg.count; i++) {
        const struct svg_element *e = &f->svg.list[i];
        if (e != f->root && svg_value(e, "font-family")[0] != '\0')
            lint_wrong("C06", "a second font", svg_value(e, "font-family"));
        if (svg_is(e, "text") && svg_number(e, "font-size") < 11)
            lint_wrong("C06", "text below 11", e->text);
    }
}

static void not_rotated(const struct figure_file *f)
{
    for (size_t i = 0; i < f->svg.count; i++)
        if (svg_value(&f->svg.list[i], "transform")[0] != '\0' ||
            svg_value(&f->svg.list[i], "rotate")[0] != '\0')
            lint_wrong("C07", "moved or rotated", f->svg.list[i].name);
}

static void has_head_and_foot(const struct figure_file *f)
{
    struct buf headline = {0};
    bool has_field = false;
    bool has_source = false;
    int words = 1;
    for (size_t i = 0; i < f->marks.n_labels; i++) {
        const struct label *l = &f->marks.labels[i];
        if (l->is_bold) {
            buf_text(&headline, headline.len > 0 ? " " : "");
            buf_text(&headline, l->text);
        }
        has_field = has_field || starts(l->text, f->is_french ? "Champ\u00A0: " : "Coverage: ");
        has_source = has_source || starts(l->text, f->is_french ? "Source\u00A0: " : "Source: ");
    }
    for (size_t i = 0; i < headline.len; i++)
        words += headline.data[i] == ' ';
    if (headline.len == 0 || words > 10)
        lint_wrong("C08", "no headline, or more than ten words", buf_str(&headline));
    if (headline.len > 0 && strstr(f->desc, headline.data) == NULL)
        lint_wrong("C08", "the description does not state the finding", headline.data);
    if (strchr(f->title, ',') == NULL)
        lint_wrong("C08", "the subtitle has not measure, geography and period", f->title);
    if (!has_field || !has_source)
        lint_wrong("C08", "Champ or Source is missing", "");
    buf_release(&headline);
}

/* Numbers as French has them; years stand without groups. */
static void numbers(const struct figure_file *f)
{
    for (size_t i = 0; f->is_french && i < f->marks.n_labels; i++) {
        const char *text = f->marks.labels[i].text;
        if (starts(text, "Source"))
            continue; /* names licences */
        for (const char *p = text; *p != '\0'; p++) {
            size_t digits = strspn(p, "0123456789");
            bool begins = p == text || !isdigit((unsigned char)p[-1]);
            bool is_year = digits == 4 && (starts(p, "19") || starts(p, "20") || starts(p, "21"));
            if (begins && digits > 3 && !is_year)
                lint_wrong("C09", "a number without groups", text);
            if (p[0] == '.' && p > text && isdigit((unsigned char)p[-1]) &&
                isdigit((unsigned char)p[1]))
                lint_wrong("C09", "a decimal point", text);
            if (p[0] == '-' && isdigit((unsigned char)p[1]) && (p == text || p[-1] == ' '))
                lint_wrong("C09", "a hyphen for a minus", text);
            if (p[0] == '%' && p - text >= 3 && !starts(p - 2, "\u00A0") &&
                isdigit((unsigned char)p[-1]))
                lint_wrong("C09", "no space before %", text);
        }
    }
}

static void palette(const struct figure_file *f)
{
    static const char colours[] =
        "#12436D #28A197 #801650 #F46A25 #3D3D3D #A285D1 #2073BC #7A5C1E #6BACE6 #D3E2EF #AAC6DE "
        "#7EA6C8 #5182AD #2B5C8A #DEDBD5 #8FA6BC #BFC5CC #DDE2E7 #1F2933 #52606D #FFFFFF none";
    static const char *const keys[] = {"fill", "stroke"};
    for (size_t i = 0; i < f->svg.count; i++)
        for (int k = 0; k < 2; k++) {
            const char *value = svg_value(&f->svg.list[i], keys[k]);
            if (value[0] != '\0' && strstr(colours, value) == NULL)
                lint_wrong("C11", "a colour of no palette", value);
        }
}

/* All lines of a grid are as long, and all run the same way. */
static void grids(const struct figure_file *f)
{
    const struct marks *m = &f->marks;
    int across = 0;
    int down = 0;
    for (size_t i = 0; i < m->n_grid; i++) {
        double width = m->grid[i].right - m->grid[i].left;
        double height = m->grid[i].bottom - m->grid[i].top;
        across += width > height;
        down += height > width;
        if (i > 0 && (fabs(width - (m->grid[0].right - m->grid[0].left)) > 0.1 ||
                      fabs(height - (m->grid[0].bottom - m->grid[0].top)) > 0.1))
            lint_wrong("C17", "panels of different sizes", "");
    }
    if (across > 0 && down > 0)
        lint_wrong("C19", "a grid on both axes", "");
    for (size_t i = 0; i < f->svg.count; i++)
        if (svg_is(&f->svg.list[i], "path") &&
            strpbrk(svg_value(&f->svg.list[i], "d"), "Aa") != NULL)
            lint_wrong("C19", "an arc", "");
}

static uint32_t big_endian(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static void sizes(const struct figure_file *f)
{
    enum { WIDTH = 16, HEIGHT = 20, COLOUR = 25, RGB = 2, LEAST = 1600, MAX_SVG = 200000 };
    const struct buf *png = &f->png;
    if (f->svg.bytes.len > MAX_SVG)
        lint_wrong("C20", "over 200 kB", "");
    if (png->len < 64 || memcmp(png->data + png->len - 8, "IEND\xAE\x42\x60\x82", 8) != 0)
        lint_wrong("C20", "the PNG is not whole", "");
    else if (big_endian(png->data + WIDTH) < LEAST || png->data[COLOUR] != RGB)
        lint_wrong("C20", "the PNG is narrow or not opaque", "");
    else {
        double wanted = big_endian(png->data + WIDTH) * svg_number(f->root, "height") /
                        svg_number(f->root, "width");
        if (fabs(big_endian(png->data + HEIGHT) - wanted) >= 1)
            lint_wrong("C20", "the PNG is not of the SVG's shape", "");
    }
}

static void (*const rules[])(const struct figure_file *f) = {described,
                                                             no_traces,
                                                             own_ids,
                                                             real_text,
                                                             not_rotated,
                                                             has_head_and_foot,
                                                             numbers,
                                                             lint_direct_labels,
                                                             palette,
                                                             lint_from_zero,
                                                             lint_sorted,
                                                             lint_lengths,
                                                             lint_areas,
                                                             lint_lines,
                                                             lint_inside_and_apart,
                                                             lint_absent_is_not_zero,
                                                             lint_hollow,
                                                             grids,
                                                             sizes};

const char *lint_sign(const struct figure_file *f, size_t row, size_t column)
{
    return csvfile_cell(&f->table, row, (int)(column + f->n_values));
}

/* A column of signs for each of values, named after it; a value stands where no sign says why not.
 */
static void signs(struct figure_file *f)
{
    const struct csvfile *t = &f->table;
    f->n_values = t->n_columns / 2;
    if (t->n_columns % 2 == 0) {
        lint_wrong("C16", "values without a column of signs each", "");
        f->n_values = 0;
    }
    for (size_t c = 1; c <= f->n_values; c++) {
        char want[300];
        (void)snprintf(want, sizeof want, "%s%s",
                       f->is_french ? "Signe\u00A0: " : "Flag: ", t->header[c]);
        if (strcmp(t->header[c + f->n_values], want) != 0)
            lint_wrong("C16", "no column of signs", want);
        for (size_t r = 0; r < t->n_rows; r++) {
            const char *sign = lint_sign(f, r, c);
            bool is_empty = csvfile_cell(t, r, (int)c)[0] == '\0';
            bool is_absent = strlen(sign) == 1 && strchr("xcz", sign[0]) != NULL;
            if (is_empty != is_absent || (!is_absent && sign[0] != '\0' && strcmp(sign, "p") != 0))
                lint_wrong("C16", "a sign that does not go with its value", want);
        }
    }
}

static bool lint(struct figure_file *f, const char *path)
{
    struct buf png = {0};
    struct err err = {0};
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    path_now = path;
    if (strlen(name) < 5 || !svg_read(&f->svg, path))
        return false;
    (void)snprintf(f->stem, sizeof f->stem, "%.*s", (int)strlen(name) - 4, name);
    buf_printf(&png, "%.*s.png", (int)strlen(path) - 4, path);
    if (file_read(png.data, 64 * 1024 * 1024, &f->png, &err) == -1)
        lint_wrong("C20", "no PNG", "");
    buf_cut(&png, 0);
    buf_printf(&png, "%.*s.csv", (int)strlen(path) - 4, path);
    if (csvfile_read(&f->table, png.data, MAX_TABLE, &err) == -1)
        lint_wrong("C14", "no table beside it", err.text);
    well_formed(f);
    f->root = &f->svg.list[0];
    f->title = f->desc = "";
    for (size_t i = 0; i < f->svg.count; i++) {
        if (svg_is(&f->svg.list[i], "title"))
            f->title = f->svg.list[i].text;
        if (svg_is(&f->svg.list[i], "desc"))
            f->desc = f->svg.list[i].text;
    }
    f->is_french = f->svg.count > 0 && strcmp(svg_value(f->root, "lang"), "en") != 0;
    if (f->table.n_columns > 0)
        signs(f);
    marks_read(&f->marks, &f->svg);
    for (size_t i = 0;
         f->svg.wrong == NULL && f->n_values > 0 && i < sizeof rules / sizeof rules[0]; i++)
        rules[i](f);
    buf_release(&png);
    buf_release(&f->png);
    csvfile_release(&f->table);
    f->table = (struct csvfile){0};
    f->n_values = 0;
    svg_release(&f->svg);
    return true;
}

int main(int argc, char **argv)
{
    static struct figure_file file;
    for (int i = 1; i < argc; i++)
        if (!lint(&file, argv[i])) {
            (void)fprintf(stderr, "lint-figure: %s cannot be read\n", argv[i]);
            return 2;
        }
    return n_wrong > 0 || argc < 2 ? EXIT_FAILURE : EXIT_SUCCESS;
}
