#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/file.h"
#include "model/figure.h"
#include "model/indicator.h"
#include "model/period.h"

static const char header[] = FIGURE_KEY_HEADER ",value,numerator,denominator,poles,flag\n";
enum {
    MONTH_TEXT = 7,
    N_NUMBERS = 4,
    KEY_TEXT = 512,
    PIECE_ROWS = 4096, /* of text: what a processor's cache holds */
    FIRST_ROOM = 1024
};

void figures_room(struct figures *f, size_t count)
{
    if (count <= f->cap)
        return;
    f->cap = count;
    f->list = mem_resize_full(f->list, f->cap, sizeof *f->list);
}

struct figure *figures_add(struct figures *f)
{
    if (f->count == f->cap)
        figures_room(f, f->cap == 0 ? FIRST_ROOM : f->cap * 2);
    f->n_runs = 0; /* an index ends where the list ended */
    f->list[f->count] = (struct figure){0};
    return &f->list[f->count++];
}

void figures_release(struct figures *f)
{
    free(f->list);
    free(f->runs);
    *f = (struct figures){0};
}

static int compare_any(const void *a, const void *b)
{
    return figure_compare(a, b);
}

void figures_sort(struct figures *f)
{
    bool sorted = true; /* as they nearly always are */
    for (size_t i = 1; sorted && i < f->count; i++)
        sorted = figure_compare(&f->list[i - 1], &f->list[i]) < 0;
    if (!sorted)
        qsort(f->list, f->count, sizeof *f->list, compare_any);
}

/* The figures of an indicator, a window and a region. */
static bool same_run(const struct figure *a, const struct figure *b)
{
    return a->indicator == b->indicator && a->window == b->window && a->region == b->region;
}

void figures_index(struct figures *f)
{
    free(f->runs);
    f->runs = mem_array(f->count + 1, sizeof *f->runs);
    f->n_runs = 0;
    for (size_t i = 0; i < f->count; i++)
        if (i == 0 || !same_run(&f->list[i - 1], &f->list[i]))
            f->runs[f->n_runs++] = i;
    f->runs = mem_resize(f->runs, f->n_runs + 1, sizeof *f->runs);
    f->runs[f->n_runs] = f->count;
}

/* The run that the key would stand in. */
static void narrow(const struct figures *f, const struct figure *key, size_t *low, size_t *high)
{
    size_t first = 0;
    size_t behind = f->n_runs;
    while (behind - first > 1) {
        size_t mid = first + (behind - first) / 2;
        if (figure_compare(&f->list[f->runs[mid]], key) <= 0)
            first = mid;
        else
            behind = mid;
    }
    if (f->n_runs > 0) {
        *low = f->runs[first];
        *high = f->runs[first + 1];
    }
}

size_t figures_begin(const struct figures *f, const struct figure *key)
{
    size_t low = 0;
    size_t high = f->count;
    narrow(f, key, &low, &high);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (figure_compare(&f->list[mid], key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

const struct figure *figures_find(const struct figures *f, int indicator, unsigned window,
                                  int region, int breakdown, int member, int32_t month)
{
    const struct figure key = figure_at(indicator, window, region, breakdown, member, month);
    size_t at = figures_begin(f, &key);
    return at < f->count && figure_compare(&f->list[at], &key) == 0 ? &f->list[at] : NULL;
}

/* ---- the text ---- */

/* Do two figures differ in their months alone? Then their rows begin with the same words. */
static bool same_series(const struct figure *a, const struct figure *b)
{
    return a->indicator == b->indicator && a->window == b->window && a->region == b->region &&
           a->breakdown == b->breakdown && a->member == b->member;
}

static char *put_number(char *p, int64_t value, int decimals)
{
    *p++ = ',';
    return value == VALUE_BLANK ? p : p + decimal_format(value, decimals, '.', "", p);
}

static void format_row(const struct figure *f, const struct indicator *ind, const struct buf *words,
                       struct buf *out)
{
    buf_room(out, words->len + MONTH_TEXT + (size_t)N_NUMBERS * (1 + DECIMAL_TEXT) + PERIOD_TEXT);
    char *p = out->data + out->len;
    memcpy(p, words->data, words->len);
    p += words->len;
    period_format(f->month, p);
    p += MONTH_TEXT;
    p = put_number(p, f->value, ind->decimals);
    p = put_number(p, f->numerator, ind->sum_decimals);
    p = put_number(p, f->denominator, ind->base_decimals);
    p = put_number(p, f->poles, 0);
    *p++ = ',';
    for (const char *flag = figure_flag_name(f->flag); *flag != '\0'; flag++)
        *p++ = *flag;
    *p++ = '\n';
    *p = '\0';
    out->len = (size_t)(p - out->data);
}

size_t figures_format(const struct figures *f, const struct contract *c, size_t from,
                      struct buf *out)
{
    struct buf words = {0}; /* of the series, up to its month */
    size_t to = f->count - from < PIECE_ROWS ? f->count : from + PIECE_ROWS;
    buf_cut(out, 0);
    if (from == 0)
        buf_text(out, header);
    for (size_t i = from; i < to; i++) {
        const struct figure *g = &f->list[i];
        if (i == from || !same_series(g, g - 1)) {
            buf_cut(&words, 0);
            figure_format_key(g, c, &words);
            buf_cut(&words, words.len - MONTH_TEXT);
        }
        format_row(g, &c->indicators[g->indicator], &words, out);
    }
    buf_release(&words);
    return to;
}

/* A file of figures being read: the rows of a series begin with the same words. */
struct reading {
    const struct contract *c;
    struct figure series; /* the last one … */
    char words[KEY_TEXT]; /* … and its words, up to the month */
    size_t len;           /* 0 = none yet */
    const char *at;
    const char *end;
    size_t row; /* counted from 1 with the header */
};

/* The words of a line, up to its month: what they say. */
static bool read_words(struct reading *r, const char *line, const char *end)
{
    char *cells[FIGURE_KEY_COLUMNS];
    char month[] = "2000-01"; /* each row's own is read by itself */
    char key[KEY_TEXT];
    const char *p = line;
    int n = 0;
    cells[n++] = key;
    for (; p < end && n < FIGURE_KEY_COLUMNS; p++) {
        if (p - line >= KEY_TEXT)
            return false;
        key[p - line] = *p;
        if (*p == ',') {
            key[p - line] = '\0';
            cells[n++] = key + (p - line) + 1;
        }
    }
    if (n < FIGURE_KEY_COLUMNS)
        return false;
    cells[n - 1] = month;
    if (!figure_parse_key(&r->series, r->c, (const char *const *)cells))
        return false;
    r->len = (size_t)(p - line);
    memcpy(r->words, line, r->len);
    return true;
}

/* The cell at *p, a comma behind it, as a number. */
static bool read_number(const char **p, const char *end, int decimals, int64_t *ret)
{
    const char *comma = memchr(*p, ',', (size_t)(end - *p));
    if (comma == NULL)
        return false;
    size_t len = (size_t)(comma - *p);
    const char *text = *p;
    *ret = VALUE_BLANK;
    *p = comma + 1;
    return len == 0 || decimal_parse(text, len, decimals, ret) == 0;
}

static bool read_row(struct reading *r, const char *line, const char *end, struct figure *g)
{
    bool known = r->len > 0 && (size_t)(end - line) > r->len && memcmp(line, r->words, r->len) == 0;
    if (!known && !read_words(r, line, end))
        return false;
    *g = r->series;
    const char *p = line + r->len;
    if (end - p <= MONTH_TEXT || period_parse(p, MONTH_TEXT, &g->month) == -1 ||
        p[MONTH_TEXT] != ',')
        return false;
    p += MONTH_TEXT + 1;
    const struct indicator *ind = &r->c->indicators[g->indicator];
    if (!read_number(&p, end, ind->decimals, &g->value) ||
        !read_number(&p, end, ind->sum_decimals, &g->numerator) ||
        !read_number(&p, end, ind->base_decimals, &g->denominator) ||
        !read_number(&p, end, 0, &g->poles) || end - p > 1)
        return false;
    enum figure_flag flag;
    if (!figure_parse_flag((const char[]){p < end ? *p : '\0', '\0'}, &flag))
        return false;
    g->flag = (uint8_t)flag;
    return true;
}

static size_t count_lines(const struct buf *text)
{
    const char *end = text->data + text->len;
    size_t n = 1;
    for (const char *p = text->data; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        n++;
    return n;
}

static int begin(struct reading *r, const struct contract *c, const char *name,
                 const struct buf *text, struct err *err)
{
    size_t head = sizeof header - 1;
    if (text->len < head || memcmp(text->data, header, head) != 0)
        return err_set(err, "%s: not a file of figures", name);
    r->c = c;
    r->at = text->data + head;
    r->end = text->data + text->len;
    r->row = 1;
    return 0;
}

/* Read the row that r->row then counts: 1, 0 at the end, -1 when it does not fit the contract. */
static int next_row(struct reading *r, struct figure *ret)
{
    const char *line = r->at;
    if (line >= r->end)
        return 0;
    const char *stop = memchr(line, '\n', (size_t)(r->end - line));
    stop = stop == NULL ? r->end : stop;
    r->at = stop + 1;
    r->row++;
    return read_row(r, line, stop, ret) ? 1 : -1;
}

static bool says_the_same(const struct figure *a, const struct figure *b)
{
    return figure_compare(a, b) == 0 && a->value == b->value && a->numerator == b->numerator &&
           a->denominator == b->denominator && a->poles == b->poles && a->flag == b->flag;
}

int figures_check(const struct figures *f, const struct contract *c, size_t from, size_t to,
                  const char *name, const struct buf *piece, struct err *err)
{
    struct reading r = {.c = c, .at = piece->data, .end = piece->data + piece->len};
    struct figure g;
    if (from == 0 && begin(&r, c, name, piece, err) == -1)
        return -1;
    r.row = from + 1;
    while (from < to && next_row(&r, &g) == 1 && says_the_same(&g, &f->list[from]))
        from++;
    if (from < to || next_row(&r, &g) != 0)
        return err_set(err, "%s: row %zu does not say what was worked out", name, r.row);
    return 0;
}

/* ret_unknown: NULL = every row must fit; else counts those that do not. */
static int parse(struct figures *ret_figures, const struct contract *c, const char *name,
                 const struct buf *text, size_t *ret_unknown, struct err *err)
{
    struct reading r = {0};
    int got;
    if (begin(&r, c, name, text, err) == -1)
        return -1;
    figures_room(ret_figures, count_lines(text));
    while ((got = next_row(&r, figures_add(ret_figures))) != 0) {
        if (got == 1)
            continue;
        ret_figures->count--;
        if (ret_unknown == NULL) {
            figures_release(ret_figures);
            return err_set(err, "%s: row %zu does not fit the contract", name, r.row);
        }
        ++*ret_unknown;
    }
    ret_figures->count--; /* the end */
    return 0;
}

static int read_figures(struct figures *ret_figures, const struct contract *c, const char *path,
                        size_t *ret_unknown, struct err *err)
{
    struct buf text = {0};
    *ret_figures = (struct figures){0};
    int rc = file_read(path, MAX_EDITION_FILE, &text, err);
    if (rc == 0)
        rc = parse(ret_figures, c, path, &text, ret_unknown, err);
    if (rc == 0)
        figures_sort(ret_figures);
    buf_release(&text);
    return rc;
}

int figures_read(struct figures *ret_figures, const struct contract *c, const char *path,
                 struct err *err)
{
    return read_figures(ret_figures, c, path, NULL, err);
}

int figures_read_known(struct figures *ret_figures, const struct contract *c, const char *path,
                       struct err *err)
{
    size_t unknown = 0;
    return read_figures(ret_figures, c, path, &unknown, err);
}
