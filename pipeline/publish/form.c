#include <errno.h>
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "publish/form.h"
#include "publish/workbook_finish.h"

enum {
    BODY_SIZE = 12,
    HEADING_SIZE = FINISH_HEADING_2,
    TITLE_SIZE = FINISH_HEADING_1,
    PAPER_A4 = 9
};
enum { LINE_HEIGHT = 16, MAX_LINES = 26 /* Excel's rows are at most 409 points high */ };
enum { MAX_FORM_CHARS = 32000 /* Excel's limit is 32,767 units of UTF-16 */ };
enum { MAX_COMMENT_CHARS = 1000, COMMENT_WIDTH = 320, COMMENT_LINE = 18 };

static const char font[] = "Arial";
static char author[] = "ptce"; /* of comments; the library takes no const */

/* One row a style: what differs from plain text. */
static const struct look {
    const char *number;
    int size; /* 0 = body */
    bool bold;
    bool wrap;
    bool open; /* may be changed on a protected sheet */
    bool link;
    bool left;
    bool indent; /* implies left */
    bool low;    /* at the foot of its row */
    lxw_color_t fill;
    lxw_color_t colour;
    uint8_t border;
    uint8_t bottom;
    lxw_color_t border_colour;
} looks[FORM_STYLES] = {
    [FORM_TITLE] = {.size = TITLE_SIZE, .bold = true},
    [FORM_HEADING] = {.size = HEADING_SIZE, .bold = true, .low = true},
    [FORM_LINE] = {0},
    [FORM_WRAPPED] = {.number = "@", .wrap = true},
    [FORM_TEXT] = {.wrap = true},
    [FORM_ASIDE] = {.wrap = true, .indent = true},
    [FORM_STRONG] = {.bold = true, .wrap = true},
    [FORM_LINK] = {.link = true, .colour = 0x0B4F9E},
    [FORM_REQUIRED] = {.number = "@",
                       .bold = true,
                       .wrap = true,
                       .fill = 0x12436D,
                       .colour = 0xFFFFFF,
                       .bottom = LXW_BORDER_THICK},
    [FORM_HEADER] = {.number = "@", .wrap = true, .fill = 0xE8EDF3, .bottom = LXW_BORDER_THIN},
    [FORM_HEADER_ASIDE] =
        {.number = "@", .wrap = true, .indent = true, .fill = 0xE8EDF3, .bottom = LXW_BORDER_THIN},
    [FORM_CELL] = {.number = "@"},
    [FORM_COUNT] = {.number = "0"},
    [FORM_TALLY] = {.number = "0", .left = true},
    [FORM_DECIMAL] = {.number = "0.00"},
    [FORM_DAY] = {.number = "yyyy-mm-dd"},
    [FORM_OPEN_CELL] = {.number = "@", .open = true},
    [FORM_OPEN_COUNT] = {.number = "0", .open = true},
    [FORM_OPEN_DECIMAL] = {.number = "0.00", .open = true},
    [FORM_OPEN_DAY] = {.number = "yyyy-mm-dd", .open = true},
    [FORM_WRONG] = {.number = "\"▲ \"@",
                    .bold = true,
                    .fill = 0xFBE3E0,
                    .border = LXW_BORDER_MEDIUM,
                    .border_colour = 0xA3140B},
    [FORM_DOUBTFUL] = {.number = "\"○ \"@",
                       .fill = 0xFFF4D6,
                       .border = LXW_BORDER_DASHED,
                       .border_colour = 0x7A4F00},
};

static lxw_format *format_new(lxw_workbook *workbook, const struct look *look)
{
    lxw_format *f = workbook_add_format(workbook);
    if (f == NULL)
        return NULL;
    format_set_font_name(f, font);
    format_set_font_size(f, look->size == 0 ? BODY_SIZE : look->size);
    format_set_align(f, look->low ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_TOP);
    if (look->left)
        format_set_align(f, LXW_ALIGN_LEFT);
    if (look->indent)
        format_set_indent(f, 1);
    if (look->number != NULL)
        format_set_num_format(f, look->number);
    if (look->bold)
        format_set_bold(f);
    if (look->wrap)
        format_set_text_wrap(f);
    if (look->open)
        format_set_unlocked(f);
    if (look->link)
        format_set_underline(f, LXW_UNDERLINE_SINGLE);
    if (look->fill != 0) {
        format_set_pattern(f, LXW_PATTERN_SOLID);
        format_set_fg_color(f, look->fill);
    }
    if (look->colour != 0)
        format_set_font_color(f, look->colour);
    if (look->bottom != 0)
        format_set_bottom(f, look->bottom);
    if (look->border != 0) {
        format_set_border(f, look->border);
        format_set_border_color(f, look->border_colour);
    }
    return f;
}

bool form_ok(const struct form *f)
{
    return !err_is_set(f->err);
}

void form_check(struct form *f, lxw_error error)
{
    if (error == LXW_NO_ERROR)
        return;
    const char *what = lxw_strerror(error);
    int len = (int)strlen(what) - text_ends(what, ".");
    if (errno != 0)
        (void)err_sys(f->err, "%s: %.*s", f->path, len, what);
    else
        (void)err_set(f->err, "%s: %.*s", f->path, len, what);
}

static void make_formats(struct form *f)
{
    lxw_format *own = STAILQ_FIRST(f->workbook->formats);
    if (own != NULL) { /* empty cells, and the unit of a column's width */
        format_set_font_name(own, font);
        format_set_font_size(own, BODY_SIZE);
    }
    for (int i = 0; i < FORM_STYLES && form_ok(f); i++) {
        f->formats[i] = format_new(f->workbook, &looks[i]);
        if (f->formats[i] == NULL)
            form_check(f, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
}

/* A text as the library is to write it. */
static void library_text(struct buf *out, const char *text, size_t max_chars)
{
    struct buf clean = {0};
    (void)form_clean(&clean, text, strlen(text), max_chars);
    form_escape(out, buf_str(&clean));
    buf_release(&clean);
}

/* A copy for the library, which takes texts as char *. */
static char *clean_copy(const char *text)
{
    struct buf out = {0};
    (void)form_clean(&out, text, strlen(text), 250);
    return buf_detach(&out);
}

void form_open(struct form *f, const char *path, const struct form_card *card)
{
    /* Only if its temporary files were not ours, in memory (workbook_tmpfile.c). */
    struct buf folder = {0};
    buf_text(&folder, path);
    char *slash = strrchr(folder.data, '/');
    if (slash != NULL)
        *slash = '\0';
    lxw_workbook_options options = {.tmpdir =
                                        slash == NULL || slash == folder.data ? NULL : folder.data};
    f->path = path;
    errno = 0;
    f->workbook = workbook_new_opt(path, &options);
    buf_release(&folder);
    if (f->workbook == NULL) {
        form_check(f, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    make_formats(f);
    char *title = clean_copy(card->title);
    char *subject = clean_copy(card->subject);
    char *creator = clean_copy(card->creator);
    char *category = clean_copy(card->category);
    lxw_doc_properties p = {.title = title,
                            .subject = subject,
                            .author = creator,
                            .company = creator,
                            .keywords = subject,
                            .category = category,
                            .created = (time_t)card->created};
    form_check(f, workbook_set_properties(f->workbook, &p));
    if (card->property != NULL)
        form_check(f,
                   workbook_set_custom_property_string(f->workbook, card->property, card->value));
    free(title);
    free(subject);
    free(creator);
    free(category);
}

lxw_worksheet *form_sheet(struct form *f, const char *tab)
{
    if (!form_ok(f))
        return NULL;
    lxw_worksheet *sheet = workbook_add_worksheet(f->workbook, tab);
    if (sheet == NULL)
        (void)err_set(f->err, "%s: no sheet can be called \"%s\"", f->path, tab);
    return sheet;
}

int form_close(struct form *f)
{
    errno = 0;
    if (f->workbook != NULL && form_ok(f))
        form_check(f, workbook_close(f->workbook));
    else if (f->workbook != NULL)
        lxw_workbook_free(f->workbook);
    f->workbook = NULL;
    return form_ok(f) ? workbook_finish(f->path, f->lang, f->err) : -1;
}

void form_text(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
               enum form_style style, const char *text)
{
    struct buf clean = {0};
    if (!form_ok(f))
        return;
    library_text(&clean, text, MAX_FORM_CHARS);
    form_check(f, worksheet_write_string(sheet, row, col, buf_str(&clean), f->formats[style]));
    buf_release(&clean);
}

void form_number(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                 enum form_style style, int64_t value, int decimals)
{
    /* Exact: both are whole numbers that a double holds, and their quotient is rounded once. */
    double number = (double)value / (double)decimal_pow10(decimals);
    if (form_ok(f))
        form_check(f, worksheet_write_number(sheet, row, col, number, f->formats[style]));
}

void form_day(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
              enum form_style style, int32_t day)
{
    form_number(f, sheet, row, col, style, (int64_t)day + 25569, 0); /* days from 1899-12-30 */
}

void form_link(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const char *tab,
               const char *cell, const char *text)
{
    struct buf url = {0};
    struct buf clean = {0};
    if (!form_ok(f))
        return;
    buf_printf(&url, "internal:'%s'!%s", tab, cell);
    library_text(&clean, text, 255);
    form_check(f, worksheet_write_url_opt(sheet, row, col, url.data, f->formats[FORM_LINK],
                                          buf_str(&clean), NULL));
    buf_release(&url);
    buf_release(&clean);
}

void form_comment(struct form *f, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                  const char *text)
{
    struct buf clean = {0};
    if (!form_ok(f))
        return;
    library_text(&clean, text, MAX_COMMENT_CHARS);
    size_t lines = 2 + text_chars(buf_str(&clean), clean.len) / 42;
    for (const char *p = buf_str(&clean); *p != '\0'; p++)
        lines += *p == '\n';
    lxw_comment_options options = {.width = COMMENT_WIDTH,
                                   .height = (uint16_t)(lines * COMMENT_LINE),
                                   .author = author,
                                   .font_size = 10};
    form_check(f, worksheet_write_comment_opt(sheet, row, col, buf_str(&clean), &options));
    buf_release(&clean);
}

void form_width(struct form *f, lxw_worksheet *sheet, lxw_col_t col, double width)
{
    if (form_ok(f))
        form_check(f, worksheet_set_column(sheet, col, col, width, NULL));
}

void form_height(struct form *f, lxw_worksheet *sheet, lxw_row_t row, size_t lines)
{
    if (lines > MAX_LINES)
        lines = MAX_LINES;
    if (form_ok(f))
        form_check(f, worksheet_set_row(sheet, row, (double)lines * LINE_HEIGHT + 3, NULL));
}

void form_page(struct form *f, lxw_worksheet *sheet, enum form_paper paper)
{
    if (!form_ok(f))
        return;
    worksheet_set_paper(sheet, PAPER_A4);
    if (paper != FORM_UPRIGHT && paper != FORM_ONE_PAGE) {
        worksheet_set_landscape(sheet);
        form_check(f, worksheet_repeat_rows(sheet, 0, 0));
    }
    if (paper == FORM_WIDE) {
        worksheet_print_across(sheet);
        form_check(f, worksheet_repeat_columns(sheet, 0, 0));
    } else {
        worksheet_fit_to_pages(sheet, 1, paper == FORM_ONE_PAGE);
    }
    form_check(f, worksheet_set_footer(sheet, "&CPage &P/&N"));
}
