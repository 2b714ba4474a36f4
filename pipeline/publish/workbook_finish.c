#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "model/limits.h"
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

/* A PNG is its signature, then parts: length (4 bytes, the highest first), kind, content, checksum.
 * The size stands in those before IDAT; nothing reads further than the kind of a part it does not
 * know. */
enum { PNG_SIGNATURE = 8, PNG_LENGTH = 4, PNG_KIND = 4, PNG_CHECKSUM = 4 };
static const char png_name_kind[] = "naMe";
static const char png_end[] = "\0\0\0\0IEND\xAE\x42\x60\x82";

static uint32_t png_length(const char *at)
{
    const unsigned char *p = (const unsigned char *)at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Where the part of this kind begins; 0 = there is none. */
static size_t png_find(const struct buf *png, const char *kind)
{
    size_t at = PNG_SIGNATURE;
    while (at + PNG_LENGTH + PNG_KIND + PNG_CHECKSUM <= png->len) {
        if (memcmp(png->data + at + PNG_LENGTH, kind, PNG_KIND) == 0)
            return at;
        at += (size_t)PNG_LENGTH + PNG_KIND + png_length(png->data + at) + PNG_CHECKSUM;
    }
    return 0;
}

int finish_stand_in(const char *file, struct buf *out, struct err *err)
{
    struct buf png = {0};
    size_t len = strlen(file);
    const char length[] = {0, 0, (char)(len >> 8), (char)len};
    int rc = file_read(file, MAX_BOOK_BYTES, &png, err);
    size_t image = rc == 0 ? png_find(&png, "IDAT") : 0;
    if (rc == 0 && (image == 0 || len > UINT16_MAX))
        rc = err_set(err, "%s: not a picture as gnuplot draws it", file);
    if (rc == 0) {
        buf_add(out, png.data, image);
        buf_add(out, length, sizeof length);
        buf_text(out, png_name_kind);
        buf_text(out, file);
        buf_add(out, "sum.", PNG_CHECKSUM); /* nobody asks for it */
        buf_add(out, png_end, sizeof png_end - 1);
    }
    buf_release(&png);
    return rc;
}

static int put_picture(const struct buf *stand_in, struct buf *out, struct err *err)
{
    size_t at = png_find(stand_in, png_name_kind);
    if (at == 0)
        return err_set(err, "a picture is not one of ours");
    char *file = mem_alloc((size_t)png_length(stand_in->data + at) + 1);
    memcpy(file, stand_in->data + at + PNG_LENGTH + PNG_KIND, png_length(stand_in->data + at));
    int rc = file_read(file, MAX_BOOK_BYTES, out, err);
    free(file);
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
