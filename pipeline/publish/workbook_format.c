/* The closed list of formats, and the guard every text passes. */
#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "publish/workbook_sheet.h"

enum { BODY_SIZE = 12, HEADING_SIZE = 14, TITLE_SIZE = 16, MAX_CELL_CHARS = 32767 };

static const char font[] = "Arial"; /* on every machine; Liberation Sans has its widths */

/* One row a style: what differs from plain text. Number formats are US codes, which Excel and Calc
 * show as the reader's country writes numbers; months and days are French or English. */
static const struct look {
    const char *number[2];
    int size;
    bool bold;
    bool right;
    bool wrap;
    bool indent;
    bool low;  /* at the bottom of its row */
    bool left; /* a date stands left, as the label it is */
    bool header;
    bool link;
} looks[STYLES] = {
    [STYLE_TEXT] = {.size = BODY_SIZE},
    [STYLE_WRAPPED] = {.size = BODY_SIZE, .wrap = true},
    [STYLE_INDENTED] = {.size = BODY_SIZE, .wrap = true, .left = true, .indent = true},
    [STYLE_TITLE] = {.size = TITLE_SIZE, .bold = true},
    [STYLE_HEADING] = {.size = HEADING_SIZE, .bold = true, .low = true},
    [STYLE_NOTICE] = {.size = BODY_SIZE, .bold = true, .wrap = true},
    [STYLE_HEADER_LEFT] = {.size = BODY_SIZE, .bold = true, .wrap = true, .header = true},
    [STYLE_HEADER_RIGHT] =
        {.size = BODY_SIZE, .bold = true, .wrap = true, .header = true, .right = true},
    [STYLE_HEADER_INDENTED] = {.size = BODY_SIZE,
                               .bold = true,
                               .wrap = true,
                               .header = true,
                               .left = true,
                               .indent = true},
    [STYLE_LINK] = {.size = BODY_SIZE, .link = true},
    [STYLE_SHORTHAND] = {.size = BODY_SIZE, .right = true},
    [STYLE_DATE] = {{"[$-40C]d mmmm yyyy", "[$-809]d mmmm yyyy"}, .size = BODY_SIZE, .left = true},
    [STYLE_MONTH] = {{"[$-40C]mmmm yyyy", "[$-809]mmmm yyyy"}, .size = BODY_SIZE, .left = true},
    [STYLE_INTEGER] = {{"#,##0", "#,##0"}, .size = BODY_SIZE, .right = true},
    [STYLE_DECIMAL] = {{"#,##0.0", "#,##0.0"}, .size = BODY_SIZE, .right = true},
    [STYLE_PERCENT] = {{"0.0\"\u00a0%\"", "0.0\"%\""}, .size = BODY_SIZE, .right = true},
    [STYLE_CHANGE_INTEGER] = {{"+#,##0;-#,##0;0", "+#,##0;-#,##0;0"},
                              .size = BODY_SIZE,
                              .right = true},
    [STYLE_CHANGE_DECIMAL] = {{"+#,##0.0;-#,##0.0;0.0", "+#,##0.0;-#,##0.0;0.0"},
                              .size = BODY_SIZE,
                              .right = true},
    [STYLE_CHANGE_PERCENT] = {{"+#,##0.0\"\u00a0%\";-#,##0.0\"\u00a0%\";0.0\"\u00a0%\"",
                               "+#,##0.0\"%\";-#,##0.0\"%\";0.0\"%\""},
                              .size = BODY_SIZE,
                              .right = true},
};

static lxw_format *format_new(struct writer *w, const struct look *look, bool strong, bool middle)
{
    lxw_format *f = workbook_add_format(w->workbook);
    if (f == NULL)
        return NULL;
    format_set_font_name(f, font);
    format_set_font_size(f, look->size);
    format_set_align(f, look->header || look->low ? LXW_ALIGN_VERTICAL_BOTTOM
                        : middle                  ? LXW_ALIGN_VERTICAL_CENTER
                                                  : LXW_ALIGN_VERTICAL_TOP);
    if (look->bold || strong)
        format_set_bold(f);
    if (look->wrap)
        format_set_text_wrap(f);
    if (look->header)
        format_set_bottom(f, LXW_BORDER_THIN);
    if (strong)
        format_set_top(f, LXW_BORDER_THIN);
    if (look->right)
        format_set_align(f, LXW_ALIGN_RIGHT);
    if (look->left)
        format_set_align(f, LXW_ALIGN_LEFT);
    if (look->indent)
        format_set_indent(f, 1); /* else a full line touches the column beside it */
    if (look->number[0] != NULL)
        format_set_num_format(f, look->number[w->book->lang]);
    if (look->link) {
        format_set_underline(f, LXW_UNDERLINE_SINGLE);
        format_set_font_color(f, 0x0B4F9E); /* 7.7:1 on white */
    }
    return f;
}

void writer_formats(struct writer *w)
{
    /* The first format is the workbook's own: empty cells, and the width of a column's unit. */
    lxw_format *own = STAILQ_FIRST(w->workbook->formats);
    if (own != NULL) {
        format_set_font_name(own, font);
        format_set_font_size(own, BODY_SIZE);
    }
    for (int i = 0; i < STYLES * 4 && writer_ok(w); i++) {
        bool strong = (i & 1) != 0;
        bool middle = (i & 2) != 0;
        lxw_format *f = format_new(w, &looks[i / 4], strong, middle);
        w->formats[i / 4][strong][middle] = f;
        if (f == NULL)
            writer_check(w, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
}

bool writer_format_known(const char *code)
{
    for (int i = 0; i < STYLES; i++)
        for (int lang = LANG_FR; lang <= LANG_EN; lang++)
            if (looks[i].number[lang] != NULL && strcmp(looks[i].number[lang], code) == 0)
                return true;
    return false;
}

bool writer_ok(const struct writer *w)
{
    return !err_is_set(w->err);
}

void writer_check(struct writer *w, lxw_error error)
{
    bool machine = error == LXW_ERROR_CREATING_XLSX_FILE || error == LXW_ERROR_CREATING_TMPFILE ||
                   error == LXW_ERROR_READING_TMPFILE || error == LXW_ERROR_ZIP_FILE_OPERATION ||
                   error == LXW_ERROR_ZIP_FILE_ADD || error == LXW_ERROR_ZIP_CLOSE;
    if (error == LXW_NO_ERROR)
        return;
    const char *what = lxw_strerror(error);
    int len = (int)strlen(what) - text_ends(what, ".");
    if (machine && errno != 0)
        (void)err_sys(w->err, "%s: %.*s", w->path, len, what);
    else
        (void)err_set(w->err, "%s: %.*s", w->path, len, what);
}

static bool is_plain_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80 || (unsigned char)*text < 0x20 || *text == 0x7f)
            return false;
    return true;
}

static bool has_control(const char *text)
{
    const unsigned char *p = (const unsigned char *)text;
    for (; *p != '\0'; p++)
        if (*p < 0x20 || *p == 0x7f || (*p == 0xC2 && p[1] < 0xA0))
            return true;
    return false;
}

/* As spreadsheets count them, in UTF-16: a character beyond U+FFFF is two. */
static size_t cell_chars(const char *text, size_t len)
{
    size_t n = text_chars(text, len);
    for (size_t i = 0; i < len; i++)
        n += (unsigned char)text[i] >= 0xF0;
    return n;
}

bool writer_text_ok(struct writer *w, const char *text)
{
    if (!writer_ok(w))
        return false;
    size_t len = strlen(text);
    const char *why = NULL;
    if (text_valid(text, len) != len)
        why = "not UTF-8";
    else if (cell_chars(text, len) > MAX_CELL_CHARS)
        why = "too long for a cell";
    else if (!is_plain_ascii(text) && has_control(text))
        why = "with a control character";
    else if (!text_is_nfc(text, len))
        why = "not in Unicode form NFC";
    if (why == NULL)
        return true;
    struct buf shown = {0};
    text_show(&shown, text, len, 60);
    (void)err_set(w->err, "%s: a text is %s: \"%s\"", w->path, why, buf_str(&shown));
    buf_release(&shown);
    return false;
}
