#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "model/limits.h"
#include "publish/png.h"
#include "publish/workbook_finish.h"
#include "publish/zip.h"

static const char *const languages[] = {[LANG_FR] = "fr-FR", [LANG_EN] = "en-GB"};

/* The built-in styles: their numbers are ECMA-376's (18.8.7), their names are shown translated. */
static const struct heading {
    int size;
    int builtin;
    const char *name;
} headings[] = {{FINISH_HEADING_1, 16, "Heading 1"}, {FINISH_HEADING_2, 17, "Heading 2"}};
enum { N_HEADINGS = sizeof headings / sizeof *headings };

/* Put `what` before the first `mark` of the text. */
static int insert(const struct buf *old, const char *mark, const char *what, struct buf *out,
                  struct err *err)
{
    const char *at = strstr(buf_str(old), mark);
    if (at == NULL)
        return err_set(err, "a part has no %s", mark);
    buf_add(out, old->data, (size_t)(at - old->data));
    buf_text(out, what);
    buf_text(out, at);
    return 0;
}

static int edit_core(enum lang lang, const struct buf *old, struct buf *out, struct err *err)
{
    char text[64];
    (void)snprintf(text, sizeof text, "<dc:language>%s</dc:language>", languages[lang]);
    return insert(old, "</cp:coreProperties>", text, out, err);
}

/* Which font of the list has this size? -1 = none. */
static int font_of_size(const char *styles, int size)
{
    char mark[32];
    (void)snprintf(mark, sizeof mark, "<sz val=\"%d\"/>", size);
    const char *end = strstr(styles, "</fonts>");
    const char *p = strstr(styles, "<fonts");
    int n = -1;
    while (p != NULL && end != NULL && (p = strstr(p, "<font>")) != NULL && p < end) {
        const char *close = strstr(p, "</font>");
        const char *found = strstr(p, mark);
        n++;
        if (found != NULL && close != NULL && found < close)
            return n;
        p += sizeof "<font>" - 1;
    }
    return -1;
}

/* The formats of a font now stand on the heading's style. */
static void point_formats(struct buf *styles, int font, int style)
{
    char from[64];
    struct buf out = {0};
    const char *p = styles->data;
    const char *cells = strstr(p, "<cellXfs");
    (void)snprintf(from, sizeof from, " fontId=\"%d\" ", font);
    while (*p != '\0') {
        const char *xf = strstr(p, "<xf ");
        if (xf == NULL)
            break;
        const char *end = strchr(xf, '>');
        const char *id = strstr(xf, from);
        const char *base = strstr(xf, "xfId=\"0\"");
        size_t upto = (size_t)(end - p);
        if (xf > cells && id != NULL && id < end && base != NULL && base < end) {
            buf_add(&out, p, (size_t)(base - p));
            buf_printf(&out, "xfId=\"%d\"", style);
            p = base + sizeof "xfId=\"0\"" - 1;
        } else {
            buf_add(&out, p, upto);
            p = end;
        }
    }
    buf_text(&out, p);
    buf_release(styles);
    *styles = out;
}

/* libxlsxwriter writes one style, Normal, as number 0; the headings follow it. */
static int edit_styles(const struct buf *old, struct buf *out, struct err *err)
{
    static const char bases[] = "<cellStyleXfs count=\"1\">";
    static const char names[] = "<cellStyles count=\"1\">";
    struct buf styles = {0};
    struct buf base_list = {0};
    struct buf name_list = {0};
    int n = 1;
    if (strstr(buf_str(old), bases) == NULL || strstr(buf_str(old), names) == NULL)
        return err_set(err, "part xl/styles.xml is not as libxlsxwriter writes it");
    buf_add(&styles, old->data, old->len);
    for (int i = 0; i < N_HEADINGS; i++) {
        int font = font_of_size(styles.data, headings[i].size);
        if (font == -1)
            continue;
        point_formats(&styles, font, n);
        buf_printf(&base_list,
                   "<xf numFmtId=\"0\" fontId=\"%d\" fillId=\"0\" borderId=\"0\" "
                   "applyFont=\"1\"/>",
                   font);
        buf_printf(&name_list, "<cellStyle name=\"%s\" xfId=\"%d\" builtinId=\"%d\"/>",
                   headings[i].name, n, headings[i].builtin);
        n++;
    }
    const char *a = strstr(styles.data, bases);
    const char *b = strstr(a, "</cellStyleXfs>");
    const char *c = strstr(b, names);
    const char *d = strstr(c, "</cellStyles>");
    buf_add(out, styles.data, (size_t)(a - styles.data));
    buf_printf(out, "<cellStyleXfs count=\"%d\">", n);
    buf_add(out, a + sizeof bases - 1, (size_t)(b - a) - (sizeof bases - 1));
    buf_text(out, buf_str(&base_list));
    buf_add(out, b, (size_t)(c - b));
    buf_printf(out, "<cellStyles count=\"%d\">", n);
    buf_add(out, c + sizeof names - 1, (size_t)(d - c) - (sizeof names - 1));
    buf_text(out, buf_str(&name_list));
    buf_text(out, d);
    buf_release(&styles);
    buf_release(&base_list);
    buf_release(&name_list);
    return 0;
}

/* ---- pictures ---- */

/* A stand-in is the picture's own beginning, where its size stands, a part that nobody but us knows
 * and that names the file, and the last part. Nothing reads a part of an unknown kind. */
static const char name_kind[] = "naMe";
static const char last_part[] = "\0\0\0\0IEND\xAE\x42\x60\x82";

static bool find_part(const struct buf *png, const char *kind, struct png_part *ret)
{
    for (size_t at = PNG_FIRST; png_part(buf_str(png), png->len, at, ret); at = ret->end)
        if (png_is(ret, kind))
            return true;
    return false;
}

int finish_stand_in(const char *file, struct buf *out, struct err *err)
{
    struct buf png = {0};
    struct png_part image = {0};
    size_t len = strlen(file);
    const char length[] = {0, 0, (char)(len >> 8), (char)len};
    int rc = file_read(file, MAX_BOOK_BYTES, &png, err);
    if (rc == 0 && (len > UINT16_MAX || !find_part(&png, "IDAT", &image)))
        rc = err_set(err, "%s: not a picture as gnuplot draws it", file);
    if (rc == 0) {
        buf_add(out, png.data, image.at);
        buf_add(out, length, sizeof length);
        buf_text(out, name_kind);
        buf_text(out, file);
        buf_add(out, "sum.", PNG_CHECKSUM); /* nobody asks for it */
        buf_add(out, last_part, sizeof last_part - 1);
    }
    buf_release(&png);
    return rc;
}

static int put_picture(const struct buf *stand_in, struct buf *out, struct err *err)
{
    struct png_part part;
    struct buf file = {0};
    if (!find_part(stand_in, name_kind, &part))
        return err_set(err, "a picture is not one of ours");
    buf_add(&file, part.content, part.len);
    int rc = file_read(buf_str(&file), MAX_BOOK_BYTES, out, err);
    buf_release(&file);
    return rc;
}

static int edit(void *arg, const char *name, const struct buf *old, struct buf *out,
                struct err *err)
{
    const enum lang *lang = arg;
    if (strcmp(name, "docProps/core.xml") == 0)
        return edit_core(*lang, old, out, err);
    if (text_ends(name, ".png"))
        return put_picture(old, out, err);
    return edit_styles(old, out, err);
}

int workbook_finish(const char *path, enum lang lang, struct err *err)
{
    static const char *const names[] = {"docProps/core.xml", "xl/styles.xml", "xl/media/", NULL};
    return zip_rewrite(path, names, edit, &lang, err);
}
