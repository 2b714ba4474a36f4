#include <string.h>

#include "base/csvfile.h"
#include "base/text.h"
#include "publish/chart_table.h"
#include "publish/chart_text.h"

/* A cell of the table taken apart: what it says and the letter of its sign, "" = none. */
struct parts {
    size_t len; /* of what it says */
    char sign[2];
};

/* "1 843 [p]" says 1 843, which is provisional; "[x]" says nothing. */
static struct parts take_apart(const char *cell)
{
    size_t len = strlen(cell);
    struct parts p = {len, ""};
    if (len < 3 || cell[len - 3] != '[' || strchr("xczp", cell[len - 2]) == NULL ||
        cell[len - 1] != ']')
        return p;
    p.sign[0] = cell[len - 2];
    p.len -= 3;
    if (p.len >= strlen("\u00a0") && text_starts(cell + p.len - strlen("\u00a0"), "\u00a0"))
        p.len -= strlen("\u00a0");
    return p;
}

/* What a cell says as programs read it: a number without groups, with a decimal point; words. */
static void add_plain(enum lang lang, const char *cell, size_t len, struct buf *out)
{
    static const char *const groups[] = {"\u202f", "\u00a0"};
    struct buf plain = {0};
    const char *end = cell + len;
    bool number = len > 0;
    for (const char *p = cell; p < end && number;) {
        if (*p >= '0' && *p <= '9')
            buf_char(&plain, *p++);
        else if (text_starts(p, groups[0]))
            p += strlen(groups[0]);
        else if (text_starts(p, groups[1]))
            p += strlen(groups[1]);
        else if (text_starts(p, "\u2212") && plain.len == 0)
            buf_char(&plain, '-'), p += strlen("\u2212");
        else if (*p == (lang == LANG_FR ? ',' : '.'))
            buf_char(&plain, '.'), p++;
        else if (*p == ',')
            p++;
        else
            number = *p == '%' && ++p == end;
    }
    if (number)
        buf_add(out, buf_str(&plain), plain.len);
    else
        buf_add(out, cell, len);
    buf_release(&plain);
}

static void add_titles(const struct chart_table *t, enum lang lang, struct buf *out)
{
    for (size_t c = 0; c < t->n_columns; c++)
        csvfile_add_cell(out, t->titles[c], c == 0);
    for (size_t c = 1; c < t->n_columns; c++) {
        struct buf title = {0};
        chart_text_say(&title, lang, TEXT_SIGN_OF, (const char *const[]){t->titles[c]});
        csvfile_add_cell(out, buf_str(&title), 0);
        buf_release(&title);
    }
    buf_char(out, '\n');
}

static void add_row(const struct chart_table *t, enum lang lang, const char *const *cells,
                    struct buf *out)
{
    csvfile_add_cell(out, cells[0], 1);
    for (size_t c = 1; c < t->n_columns; c++) {
        struct buf plain = {0};
        add_plain(lang, cells[c], take_apart(cells[c]).len, &plain);
        csvfile_add_cell(out, buf_str(&plain), 0);
        buf_release(&plain);
    }
    for (size_t c = 1; c < t->n_columns; c++)
        csvfile_add_cell(out, take_apart(cells[c]).sign, 0);
    buf_char(out, '\n');
}

void chart_table_csv(const struct chart_table *t, enum lang lang, struct buf *out)
{
    if (t->n_columns == 0)
        return;
    add_titles(t, lang, out);
    for (size_t row = 0; row < t->n_rows; row++)
        add_row(t, lang, t->cells + row * t->n_columns, out);
}
