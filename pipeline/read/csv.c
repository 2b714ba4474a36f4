#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/limits.h"
#include "read/csv.h"

struct csv_reader {
    struct csv_parser parser;
    char delimiter;
    csv_record *on_record;
    void *ctx;
    struct buf pending; /* a line that the last piece cut */
    struct buf text;    /* the cells of the record under way */
    struct cell *cells;
    int n;
    int cap;
    uint32_t line;        /* being fed, from 1 */
    uint32_t row;         /* records and blank lines so far */
    uint32_t record_line; /* where the record under way began; 0 = none has */
    uint32_t cell_line;   /* where the cell under way began */
    bool ended;           /* something was emitted on this line */
    bool overflow;
    bool unended;   /* in the last line, which has no end */
    bool has_quote; /* in the piece being fed: saves looking for one in each line */
    bool has_cr;
    struct finding fault; /* code FINDING_CODES = none */
    char fault_text[120];
};

/* libcsv grows its cell by this: a cell past the limit must not take the memory. */
static void *limited_realloc(void *old, size_t size)
{
    return size > MAX_CELL_BYTES + 256 ? NULL : realloc(old, size);
}

static void grow_cells(struct csv_reader *r)
{
    r->cap = r->cap == 0 ? 64 : r->cap * 2;
    r->cells = mem_resize(r->cells, (size_t)r->cap, sizeof *r->cells);
}

static void on_cell(void *bytes, size_t len, void *arg)
{
    struct csv_reader *r = arg;
    if (r->n == MAX_COLUMNS || r->text.len + len > MAX_RECORD_BYTES) {
        r->overflow = true;
        return;
    }
    if (r->n == r->cap)
        grow_cells(r);
    r->cells[r->n++] = (struct cell){.len = (uint32_t)len, .line = r->cell_line};
    buf_room(&r->text, len);
    memcpy(r->text.data + r->text.len, bytes, len);
    r->text.len += len;
    r->cell_line = r->line;
}

static void on_row(int c, void *arg)
{
    (void)c;
    struct csv_reader *r = arg;
    const char *text = r->text.data;
    r->row++;
    r->ended = true;
    for (int i = 0; i < r->n; i++) {
        r->cells[i].text = text;
        text += r->cells[i].len;
    }
    struct record record = {
        .cells = r->cells, .n = r->n, .line = r->record_line, .row = r->row, .unended = r->unended};
    if (!r->overflow)
        r->on_record(r->ctx, &record);
    r->n = 0;
    r->text.len = 0;
    r->record_line = 0;
}

struct csv_reader *csv_reader_new(char delimiter, csv_record *on_record, void *ctx)
{
    struct csv_reader *r = mem_alloc(sizeof *r);
    r->on_record = on_record;
    r->ctx = ctx;
    r->delimiter = delimiter;
    r->fault.code = FINDING_CODES;
    (void)csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&r->parser, (unsigned char)delimiter);
    csv_set_realloc_func(&r->parser, limited_realloc);
    buf_room(&r->text, 4096);
    return r;
}

void csv_reader_lax(struct csv_reader *r)
{
    (void)csv_set_opts(&r->parser, 0);
}

static void set_fault(struct csv_reader *r, enum finding_code code, uint32_t line, const char *near,
                      size_t len)
{
    struct buf shown = {0};
    text_show(&shown, near, len, 30);
    (void)snprintf(r->fault_text, sizeof r->fault_text, "%s", buf_str(&shown));
    buf_release(&shown);
    r->fault = (struct finding){.code = code,
                                .severity = SEVERITY_ERROR,
                                .table = -1,
                                .field = -1,
                                .rule = -1,
                                .line = line,
                                .value = r->fault_text};
}

static void parse_fault(struct csv_reader *r, const char *text, size_t len, size_t used)
{
    int code = csv_error(&r->parser);
    size_t from = used > 15 ? used - 15 : 0;
    while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80)
        from--;
    if (code == CSV_EPARSE) {
        set_fault(r, FINDING_STRAY_QUOTE, r->line, text + from, len - from);
    } else {
        set_fault(r, FINDING_SIZE_LIMIT, r->line, "", 0);
        r->fault.variant = "cell";
    }
}

static void add_plain_cell(struct csv_reader *r, const char *text, const char *end)
{
    while (text < end && (*text == ' ' || *text == '\t'))
        text++;
    while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    r->cells[r->n++] = (struct cell){.text = text, .len = (uint32_t)(end - text), .line = r->line};
}

/*
 * A line that begins a record and holds no quote is cut at its delimiters here, as libcsv would do
 * it (blanks around a cell dropped), without a copy: most lines are such, and libcsv's machine
 * takes a step a byte. False, with nothing done, for every other line: it is libcsv's.
 */
static bool plain_line(struct csv_reader *r, const char *text, size_t len)
{
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    if (len == 0 || len > MAX_CELL_BYTES || (r->has_quote && memchr(text, '"', len) != NULL))
        return false;
    const char *end = text + len;
    const char *stop;
    r->n = 0;
    for (const char *p = text; p != NULL; p = stop == end ? NULL : stop + 1) {
        if (r->n == MAX_COLUMNS) {
            r->n = 0;
            return false;
        }
        if (r->n == r->cap)
            grow_cells(r);
        stop = memchr(p, r->delimiter, (size_t)(end - p));
        stop = stop == NULL ? end : stop;
        add_plain_cell(r, p, stop);
    }
    if (r->n == 1 && r->cells[0].len == 0) { /* nothing but blanks */
        r->n = 0;
        return false;
    }
    struct record record = {
        .cells = r->cells, .n = r->n, .line = r->line, .row = ++r->row, .unended = r->unended};
    r->on_record(r->ctx, &record);
    r->n = 0;
    return true;
}

/* One line with its terminator (or the last one without). */
static bool feed_line(struct csv_reader *r, const char *text, size_t len)
{
    r->line++;
    if (r->record_line == 0) {
        if (plain_line(r, text, len))
            return true;
        r->record_line = r->line;
        r->cell_line = r->line;
    }
    r->ended = false;
    size_t used = csv_parse(&r->parser, text, len, on_cell, on_row, r);
    if (used != len) {
        parse_fault(r, text, len, used);
        return false;
    }
    if (r->overflow) {
        set_fault(r, FINDING_SIZE_LIMIT, r->record_line == 0 ? r->line : r->record_line, "", 0);
        r->fault.variant = "columns";
        return false;
    }
    bool whole = text[len - 1] == '\n' || text[len - 1] == '\r';
    if (whole && !r->ended && r->n == 0 && r->parser.quoted == 0) {
        r->row++; /* a line of nothing or blanks: libcsv drops it, a spreadsheet shows it */
        r->record_line = 0;
    }
    return true;
}

/* The end of the line that starts at text: behind \n, \r\n or a lone \r; 0 when it is not there. */
static size_t line_end(const struct csv_reader *r, const char *text, size_t len)
{
    const char *lf = memchr(text, '\n', len);
    size_t n = lf == NULL ? len : (size_t)(lf - text) + 1;
    const char *cr = r->has_cr ? memchr(text, '\r', n) : NULL;
    if (cr != NULL && (size_t)(cr - text) + 1 < n && cr[1] != '\n')
        return (size_t)(cr - text) + 1;
    if (cr != NULL && lf == NULL && (size_t)(cr - text) + 1 < len)
        return (size_t)(cr - text) + 1;
    return lf == NULL ? 0 : n;
}

/* Feed the whole lines of text; what is behind the last of them waits for the next piece. */
static bool feed_lines(struct csv_reader *r, const char *text, size_t len)
{
    r->has_quote = memchr(text, '"', len) != NULL;
    r->has_cr = memchr(text, '\r', len) != NULL;
    while (len > 0) {
        size_t n = line_end(r, text, len);
        if (n == 0) {
            buf_add(&r->pending, text, len);
            break;
        }
        if (!feed_line(r, text, n))
            return false;
        text += n;
        len -= n;
    }
    return true;
}

/* Bytes of text that end the waiting line: its line feed, or the byte that shows that a carriage
 * return stands alone. */
static size_t rest_of_line(const struct buf *pending, const char *text, size_t len)
{
    bool after_cr = pending->data[pending->len - 1] == '\r';
    size_t n = 0;
    while (n < len && !after_cr && text[n] != '\n')
        after_cr = text[n++] == '\r';
    return n < len ? n + 1 : n;
}

bool csv_reader_feed(struct csv_reader *r, const char *text, size_t len)
{
    while (r->pending.len > 0 && len > 0) {
        size_t n = rest_of_line(&r->pending, text, len);
        buf_add(&r->pending, text, n);
        text += n;
        len -= n;
        if (r->pending.len > MAX_RECORD_BYTES) {
            set_fault(r, FINDING_SIZE_LIMIT, r->line + 1, "", 0);
            r->fault.variant = "line";
            return false;
        }
        struct buf whole = r->pending;
        r->pending = (struct buf){0};
        bool ok = feed_lines(r, whole.data, whole.len);
        buf_release(&whole);
        if (!ok)
            return false;
    }
    return feed_lines(r, text, len);
}

bool csv_reader_end(struct csv_reader *r)
{
    if (r->pending.len > 0) {
        struct buf whole = r->pending;
        r->pending = (struct buf){0};
        size_t at = 0;
        bool ok = true;
        r->has_quote = r->has_cr = true;
        while (ok && at < whole.len) {
            size_t n = line_end(r, whole.data + at, whole.len - at);
            r->unended = n == 0 && whole.data[whole.len - 1] != '\r';
            n = n == 0 ? whole.len - at : n;
            ok = feed_line(r, whole.data + at, n);
            at += n;
        }
        buf_release(&whole);
        if (!ok)
            return false;
    }
    if (csv_fini(&r->parser, on_cell, on_row, r) != 0) {
        set_fault(r, FINDING_UNCLOSED_QUOTE, r->cell_line, "", 0);
        return false;
    }
    return true;
}

const struct finding *csv_reader_fault(const struct csv_reader *r)
{
    return r->fault.code == FINDING_CODES ? NULL : &r->fault;
}

uint32_t csv_reader_lines(const struct csv_reader *r)
{
    return r->line;
}

void csv_reader_free(struct csv_reader *r)
{
    if (r == NULL)
        return;
    csv_free(&r->parser);
    free(r->cells);
    buf_release(&r->pending);
    buf_release(&r->text);
    free(r);
}
