/* The column of marks: what in a row is revised or provisional. */
#include <string.h>

#include "publish/workbook_figures.h"

/* What names a column in a mark: its title without note and unit. */
static size_t name_bytes(const char *title)
{
    const char *note = strstr(title, " [note ");
    size_t len = note == NULL ? strlen(title) : (size_t)(note - title);
    const char *unit = strstr(title, " (");
    for (const char *next = unit; next != NULL; next = strstr(next + 1, " ("))
        unit = next;
    if (unit != NULL && len > 0 && title[len - 1] == ')' && unit < title + len)
        len = (size_t)(unit - title);
    return len;
}

/* In a region's workbook a column and France's beside it, marked alike, have their title said once:
 * "Pôles recensés" for "Pôles recensés, Bretagne ; Pôles recensés, France". */
static bool joins(struct book *b, struct buf *names, const char *title, size_t len)
{
    struct buf regional = {0};
    const char *france = book_territory(b, REGION_FRANCE);
    size_t tail = strlen(france) + 2;
    bool pair = b->region != REGION_FRANCE && len > tail &&
                memcmp(title + len - tail, ", ", 2) == 0 &&
                memcmp(title + len - strlen(france), france, strlen(france)) == 0;
    if (pair) {
        buf_add(&regional, title, len - tail);
        buf_printf(&regional, ", %s", book_territory(b, b->region));
        pair = names->len >= regional.len &&
               memcmp(names->data + names->len - regional.len, regional.data, regional.len) == 0;
    }
    if (pair)
        buf_cut(names, names->len - regional.len + len - tail);
    buf_release(&regional);
    return pair;
}

void marks_note(struct book *b, struct marks *of, const char *title, bool revised, bool provisional)
{
    size_t len = name_bytes(title);
    bool marked[N_MARKS] = {[MARK_REVISED] = revised, [MARK_PROVISIONAL] = provisional};
    for (int i = 0; i < N_MARKS; i++) {
        struct buf *names = marked[i] ? &of->where[i] : &of->rest[i];
        of->count[i] += marked[i];
        if (joins(b, names, title, len))
            continue;
        if (names->len > 0)
            buf_text(names, b->lang == LANG_FR ? "\u00a0; " : "; ");
        buf_add(names, title, len);
    }
}

/* The columns that one mark is about, in the fewest words. */
static void add_columns(struct book *b, const struct marks *of, enum row_mark i, struct buf *out)
{
    bool whole = of->count[i] > 1 && of->rest[i].len == 0;
    bool nearly = of->count[i] > 1 && of->rest[i].len < of->where[i].len;
    if (whole || nearly)
        buf_text(out, book_words(b, TEXT_WHOLE_ROW));
    if (nearly && !whole)
        buf_printf(out, "%s%s", book_words(b, TEXT_BUT), of->rest[i].data);
    if (!nearly)
        buf_text(out, of->where[i].data);
}

/* "[r] Octobre 2026. [p] toute la ligne": one mark after the other, or that there is none. */
static const char *marks_text(struct book *b, const struct marks *of)
{
    static const char *const letters[N_MARKS] = {
        [MARK_REVISED] = "[r]", [MARK_PROVISIONAL] = "[p]"};
    struct buf out = {0};
    for (int i = 0; i < N_MARKS; i++) {
        if (of->count[i] == 0)
            continue;
        buf_printf(&out, "%s%s ", out.len > 0 ? ". " : "", letters[i]);
        add_columns(b, of, (enum row_mark)i, &out);
    }
    return out.len == 0 ? book_words(b, TEXT_NO_MARK) : book_keep(b, &out);
}

void marks_column(struct book *b, struct grid *g, struct marks *marks)
{
    bool any = false;
    for (int r = 0; r < g->n_rows; r++)
        any = any || marks[r].count[MARK_REVISED] > 0 || marks[r].count[MARK_PROVISIONAL] > 0;
    int at = any ? grid_widen(g, book_words(b, TEXT_MARKS)) : -1;
    for (int r = 0; r < g->n_rows; r++) {
        bool strong = grid_at(g, r, 0)->strong;
        if (any)
            grid_text(g, r, at, marks_text(b, &marks[r]));
        if (any)
            grid_at(g, r, at)->strong = strong;
        for (int i = 0; i < N_MARKS; i++) {
            buf_release(&marks[r].where[i]);
            buf_release(&marks[r].rest[i]);
        }
    }
}
