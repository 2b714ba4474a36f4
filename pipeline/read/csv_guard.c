#include <string.h>

#include "model/limits.h"
#include "read/csv_guard.h"
#include "read/csv_marks.h"

/* A walk over the marks of a text. */
struct walk {
    const char *text;
    size_t len;
    size_t block;  /* of the bits in hand */
    uint64_t bits; /* marks still to come in it, the first lowest */
    struct marks marks;
};

static void look_at(struct walk *w, size_t block)
{
    char rest[MARKS_BLOCK] = {0};
    w->block = block;
    if (w->len - block >= MARKS_BLOCK) {
        w->bits = marks_find(&w->marks, w->text + block);
        return;
    }
    memcpy(rest, w->text + block, w->len - block);
    w->bits = marks_find(&w->marks, rest) & ((UINT64_C(1) << (w->len - block)) - 1);
}

/* The place of the next mark, or len. */
static inline size_t next_mark(struct walk *w)
{
    while (w->bits == 0) {
        if (w->len - w->block <= MARKS_BLOCK)
            return w->len;
        look_at(w, w->block + MARKS_BLOCK);
    }
    size_t at = w->block + (size_t)__builtin_ctzll(w->bits);
    w->bits &= w->bits - 1;
    return at;
}

/* The cell from `from` to `to`, without the blanks around it: libcsv drops them. */
static inline struct cell cell_of(const char *from, const char *to, uint32_t line)
{
    if (from < to && ((unsigned char)*from <= ' ' || (unsigned char)to[-1] <= ' ')) {
        while (from < to && (*from == ' ' || *from == '\t'))
            from++;
        while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
            to--;
    }
    return (struct cell){.text = from, .len = (uint32_t)(to - from), .line = line};
}

/* A quoted cell whose opening quote, at `from`, has just been walked over: the mark behind its
 * closing quote, or len when it is not a whole one. */
static size_t take_quoted(const struct csv_guard *g, struct walk *w, int n, size_t from)
{
    size_t at;
    do {
        at = next_mark(w);
        if (at == w->len || w->text[at] == '\n' || w->text[at] == '\r')
            return w->len;
    } while (w->text[at] != g->quote);
    g->cells[n] = (struct cell){
        .text = w->text + from + 1, .len = (uint32_t)(at - from - 1), .line = g->line + 1};
    return next_mark(w) == at + 1 ? at + 1 : w->len;
}

/* The length of the line end at text[at], 0 when the record does not end there as it should. */
static size_t end_of_line(const struct csv_guard *g, struct walk *w, size_t at)
{
    char want = g->line_end;
    if (w->text[at] == '\n')
        return want == '\n' || want == '\0' ? 1 : 0;
    if (w->text[at] != '\r' || next_mark(w) != at + 1 || at + 1 == w->len ||
        w->text[at + 1] != '\n')
        return 0;
    return want == 'B' || want == '\0' ? 2 : 0;
}

/* Cut the record that starts at `start`. Returns where the next one starts, 0 when it is not
 * regular. */
static inline size_t cut(const struct csv_guard *g, struct walk *w, size_t start, int *ret_n)
{
    size_t from = start;
    size_t at;
    int n = 0;
    for (;; n++, from = at + 1) {
        at = next_mark(w);
        if (at == w->len || n == MAX_COLUMNS)
            return 0;
        g->cells[n] = cell_of(w->text + from, w->text + at, g->line + 1);
        if (w->text[at] == g->delimiter)
            continue;
        if (w->text[at] == g->quote && at == from && g->quoted)
            at = take_quoted(g, w, n, from);
        if (at == w->len)
            return 0;
        if (w->text[at] != g->delimiter)
            break;
    }
    size_t end = end_of_line(g, w, at);
    bool blank = n == 0 && g->cells[0].len == 0;
    *ret_n = n + 1;
    return end == 0 || blank || at - start > MAX_CELL_BYTES ? 0 : at + end;
}

void csv_guard_begin(struct csv_guard *g, const char *text, size_t len)
{
    g->has_quote = memchr(text, g->quote, len) != NULL;
    g->has_double = g->quote != '"' && memchr(text, '"', len) != NULL;
    g->has_cr = memchr(text, '\r', len) != NULL;
}

size_t csv_guard_take(struct csv_guard *g, const char *text, size_t len)
{
    struct walk w = {.text = text, .len = len, .marks = {.bytes = {g->delimiter, '\n'}, .n = 2}};
    size_t start = 0;
    size_t next;
    int n;
    if (len == 0)
        return 0;
    if (g->has_quote)
        w.marks.bytes[w.marks.n++] = g->quote;
    if (g->has_double)
        w.marks.bytes[w.marks.n++] = '"';
    if (g->has_cr)
        w.marks.bytes[w.marks.n++] = '\r';
    look_at(&w, 0);
    while ((next = cut(g, &w, start, &n)) != 0) {
        struct record record = {.cells = g->cells,
                                .n = n,
                                .line = ++g->line,
                                .row = ++g->row,
                                .roomy = len - next >= RECORD_ROOM};
        g->on_record(g->ctx, &record);
        start = next;
    }
    return start;
}
