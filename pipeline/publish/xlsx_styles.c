/* xl/styles.xml: what a cell looks like, as far as a rule asks. */
#include <stdlib.h>
#include <string.h>

#include "publish/xlsx.h"

struct code {
    long id;
    const char *code;
};

struct styles {
    struct xlsx *x;
    struct code *codes;
    int n_codes;
    const char **fills;
    int n_fills;
    bool in_fonts, in_cells, in_font, in_fill;
    long *bases; /* of each format: the style it stands on */
    int n_bases;
};

/* The formats that have numbers and no code in the file (ECMA-376 18.8.30), as far as used. */
static const struct code builtin_codes[] = {
    {0, "General"},     {1, "0"},         {2, "0.00"},         {3, "#,##0"},
    {4, "#,##0.00"},    {9, "0%"},        {10, "0.00%"},       {11, "0.00E+00"},
    {14, "mm-dd-yy"},   {15, "d-mmm-yy"}, {16, "d-mmm"},       {17, "mmm-yy"},
    {18, "h:mm AM/PM"}, {20, "h:mm"},     {22, "m/d/yy h:mm"}, {49, "@"},
};

static const char *code_of(const struct styles *s, long id)
{
    for (int i = 0; i < s->n_codes; i++)
        if (s->codes[i].id == id)
            return s->codes[i].code;
    for (size_t i = 0; i < sizeof builtin_codes / sizeof *builtin_codes; i++)
        if (builtin_codes[i].id == id)
            return builtin_codes[i].code;
    return "?";
}

static bool flag(const char *const *attrs)
{
    const char *value = xml_attr(attrs, "val");
    return value == NULL || (strcmp(value, "0") != 0 && strcmp(value, "false") != 0);
}

static void font_property(struct styles *s, const char *name, const char *const *attrs)
{
    struct xlsx *x = s->x;
    struct xlsx_font *f = &x->fonts[x->n_fonts - 1];
    const char *value = xml_attr(attrs, "val");
    if (strcmp(name, "b") == 0)
        f->bold = flag(attrs);
    else if (strcmp(name, "i") == 0)
        f->italic = flag(attrs);
    else if (strcmp(name, "sz") == 0)
        f->size = value == NULL ? 0 : strtod(value, NULL);
    else if (strcmp(name, "name") == 0)
        f->name = xlsx_keep(x, value);
    else if (strcmp(name, "color") == 0)
        f->rgb = xlsx_keep(x, xml_attr(attrs, "rgb"));
}

static void add_format(struct styles *s, const char *const *attrs)
{
    struct xlsx *x = s->x;
    struct xlsx_format *f = xlsx_add(x, &x->formats, &x->n_formats, sizeof *f);
    long fill = xml_number(attrs, "fillId", 0);
    long font = xml_number(attrs, "fontId", 0);
    *f = (struct xlsx_format){.number = code_of(s, xml_number(attrs, "numFmtId", 0)),
                              .font = font >= 0 && font < x->n_fonts ? (int)font : 0,
                              .fill = fill > 0 && fill < s->n_fills ? s->fills[fill] : NULL,
                              .builtin = -1};
    long *base = xlsx_add(x, &s->bases, &s->n_bases, sizeof *base);
    *base = xml_number(attrs, "xfId", 0);
}

static void on_fill(struct styles *s, const char *name, const char *const *attrs)
{
    const char *pattern = xml_attr(attrs, "patternType");
    if (strcmp(name, "fill") == 0) {
        const char **slot = xlsx_add(s->x, &s->fills, &s->n_fills, sizeof *slot);
        *slot = NULL;
    } else if (strcmp(name, "patternFill") == 0 && pattern != NULL && s->n_fills > 0 &&
               strcmp(pattern, "none") != 0) {
        s->fills[s->n_fills - 1] = "?";
    } else if (strcmp(name, "fgColor") == 0 && s->n_fills > 0 && s->fills[s->n_fills - 1] != NULL &&
               xml_attr(attrs, "rgb") != NULL) {
        s->fills[s->n_fills - 1] = xlsx_keep(s->x, xml_attr(attrs, "rgb"));
    }
}

static void on_start(void *arg, const char *name, const char *const *attrs)
{
    struct styles *s = arg;
    struct xlsx *x = s->x;
    if (strcmp(name, "numFmt") == 0) {
        struct code *c = xlsx_add(x, &s->codes, &s->n_codes, sizeof *c);
        const char *code = xml_attr(attrs, "formatCode");
        *c = (struct code){xml_number(attrs, "numFmtId", -1), xlsx_keep(x, code ? code : "?")};
    } else if (strcmp(name, "fonts") == 0) {
        s->in_fonts = true;
    } else if (strcmp(name, "font") == 0 && s->in_fonts) {
        (void)xlsx_add(x, &x->fonts, &x->n_fonts, sizeof *x->fonts);
        s->in_font = true;
    } else if (s->in_font) {
        font_property(s, name, attrs);
    } else if (strcmp(name, "fills") == 0) {
        s->in_fill = true;
    } else if (s->in_fill) {
        on_fill(s, name, attrs);
    } else if (strcmp(name, "cellXfs") == 0) {
        s->in_cells = true;
    } else if (strcmp(name, "xf") == 0 && s->in_cells) {
        add_format(s, attrs);
    } else if (s->in_cells && x->n_formats > 0 && strcmp(name, "alignment") == 0) {
        struct xlsx_format *f = &x->formats[x->n_formats - 1];
        const char *wrap = xml_attr(attrs, "wrapText");
        f->align = xlsx_keep(x, xml_attr(attrs, "horizontal"));
        f->wrap = wrap != NULL && (strcmp(wrap, "1") == 0 || strcmp(wrap, "true") == 0);
    } else if (s->in_cells && x->n_formats > 0 && strcmp(name, "protection") == 0) {
        x->formats[x->n_formats - 1].unlocked = xml_number(attrs, "locked", 1) == 0;
    } else if (strcmp(name, "cellStyle") == 0) {
        long style = xml_number(attrs, "xfId", -1);
        for (int i = 0; i < s->n_bases; i++)
            if (s->bases[i] == style)
                x->formats[i].builtin = xml_number(attrs, "builtinId", -1);
    }
}

static void on_end(void *arg, const char *name, const char *text)
{
    struct styles *s = arg;
    (void)text;
    s->in_font = s->in_font && strcmp(name, "font") != 0;
    s->in_fonts = s->in_fonts && strcmp(name, "fonts") != 0;
    s->in_fill = s->in_fill && strcmp(name, "fills") != 0;
    s->in_cells = s->in_cells && strcmp(name, "cellXfs") != 0;
}

void xlsx_read_styles(struct xlsx *x)
{
    struct styles s = {.x = x};
    struct xml_reader r = {.arg = &s, .start = on_start, .end = on_end};
    xlsx_parse(x, "xl/styles.xml", &r);
    if (x->n_fonts == 0)
        (void)xlsx_add(x, &x->fonts, &x->n_fonts, sizeof *x->fonts);
}
