#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/limits.h"
#include "read/csv.h"
#include "read/csv_guard.h"
#include "read/csv_quotes.h"
#include "read/lines.h"

struct csv_reader {
    struct csv_parser parser;
    struct csv_guard guard; /* and what it shares with libcsv's side: cells, line, row */
    bool libcsv_only;
    csv_record *on_record;
    void *ctx;
    struct buf pending; /* a line that the last piece cut */
    struct buf text;    /* the cells of the record under way */
    struct buf raw;     /* its lines, while libcsv has it */
    struct buf again;   /* lines to be read once more, behind a quote that was never closed … */
    size_t again_at;    /* … and how many of their bytes have been */
    size_t again_sum;   /* bytes read again so far */
    int n_faults;
    struct csv_quoting quoting;
    struct buf rewritten;
    int n;                /* cells of the record under way */
    uint32_t record_line; /* where the record under way began; 0 = none has */
    uint32_t cell_line;   /* where the cell under way began */
    bool ended;           /* something was emitted on this line */
    bool overflow;
    bool unended;  /* in the last line, which has no end */
    bool rewrites; /* another quoting than libcsv's */
    char line_end; /* of the first line: '\n', '\r' or 'B' for both; 0 = not seen */
    bool mixed;    /* another line end has been told */
    bool dead;     /* reading has ended in a fault */
    csv_fault *on_fault;
    struct finding fault; /* the first; code FINDING_CODES = none */
    char fault_text[120];
};

/* libcsv grows its cell by this: a cell past the limit must not take the memory. */
static void *limited_realloc(void *old, size_t size)
{
    return size > MAX_CELL_BYTES + 256 ? NULL : realloc(old, size);
}

static void on_cell(void *bytes, size_t len, void *arg)
{
    struct csv_reader *r = arg;
    if (r->n == MAX_COLUMNS || r->text.len + len > MAX_RECORD_BYTES) {
        r->overflow = true;
        return;
    }
    r->guard.cells[r->n++] = (struct cell){.len = (uint32_t)len, .line = r->cell_line};
    buf_room(&r->text, len);
    memcpy(r->text.data + r->text.len, bytes, len);
    r->text.len += len;
    r->cell_line = r->guard.line;
}

static void on_row(int c, void *arg)
{
    (void)c;
    struct csv_reader *r = arg;
    const char *text = r->text.data;
    r->guard.row++;
    r->ended = true;
    for (int i = 0; i < r->n; i++) {
        r->guard.cells[i].text = text;
        text += r->guard.cells[i].len;
    }
    struct record record = {.cells = r->guard.cells,
                            .n = r->n,
                            .line = r->record_line,
                            .row = r->guard.row,
                            .unended = r->unended};
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
    r->guard = (struct csv_guard){.delimiter = delimiter,
                                  .quote = '"',
                                  .quoted = true,
                                  .on_record = on_record,
                                  .ctx = ctx,
                                  .cells = mem_array(MAX_COLUMNS, sizeof *r->guard.cells)};
    r->quoting = (struct csv_quoting){.delimiter = delimiter, .quote = '"'};
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

void csv_reader_libcsv_only(struct csv_reader *r)
{
    r->libcsv_only = true;
}

void csv_reader_quoting(struct csv_reader *r, char quote, bool backslash)
{
    r->quoting.quote = quote;
    r->quoting.backslash = backslash;
    r->rewrites = quote != '"' || backslash;
    r->guard.quote = quote;
    r->guard.quoted = !r->rewrites;
}

void csv_reader_faults(struct csv_reader *r, csv_fault *on_fault)
{
    r->on_fault = on_fault;
}

static void tell(struct csv_reader *r, const struct finding *f)
{
    if (r->on_fault != NULL)
        r->on_fault(r->ctx, f);
    if (r->fault.code == FINDING_CODES)
        r->fault = *f;
}

/* A fault that ends the reading, or (variant NULL) one of a quote, behind which it goes on. */
static void set_fault(struct csv_reader *r, enum finding_code code, uint32_t line,
                      const char *variant, const char *near, size_t len)
{
    struct buf shown = {0};
    char text[sizeof r->fault_text];
    text_show(&shown, near, len, 30);
    (void)snprintf(text, sizeof text, "%s", buf_str(&shown));
    buf_release(&shown);
    if (r->fault.code == FINDING_CODES)
        memcpy(r->fault_text, text, sizeof text);
    struct finding f = {.code = code,
                        .severity = SEVERITY_ERROR,
                        .variant = variant,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .line = line,
                        .value = r->fault.code == FINDING_CODES ? r->fault_text : text};
    tell(r, &f);
    r->dead = variant != NULL;
}

/* Cells of a damaged record as far as they can be split: at every delimiter, without quotes. */
static void send_damaged(struct csv_reader *r, const char *text, size_t len)
{
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    const char *end = text + len;
    r->n = 0;
    for (const char *p = text; p != NULL && r->n < MAX_COLUMNS;) {
        const char *stop = memchr(p, r->guard.delimiter, (size_t)(end - p));
        const char *from = p;
        const char *to = stop == NULL ? end : stop;
        while (from < to && (*from == ' ' || *from == r->quoting.quote))
            from++;
        while (to > from && (to[-1] == ' ' || to[-1] == r->quoting.quote))
            to--;
        r->guard.cells[r->n++] =
            (struct cell){.text = from, .len = (uint32_t)(to - from), .line = r->guard.line};
        p = stop == NULL ? NULL : stop + 1;
    }
    struct record record = {.cells = r->guard.cells,
                            .n = r->n,
                            .line = r->guard.line,
                            .row = ++r->guard.row,
                            .damaged = true};
    r->on_record(r->ctx, &record);
}

/* A fault of quoting: the record ends with the line on which the cell at fault began, as a damaged
 * row, and what follows it is read again. */
static void resume(struct csv_reader *r, uint32_t opened)
{
    uint32_t count = opened - r->record_line + 1;
    size_t kept = lines_length(&r->raw, count);
    struct buf again = {0};
    r->guard.line = opened;
    send_damaged(r, r->raw.data, kept);
    buf_add(&again, r->raw.data + kept, r->raw.len - kept);
    if (r->again.len > r->again_at)
        buf_add(&again, r->again.data + r->again_at, r->again.len - r->again_at);
    r->again_sum += r->raw.len - kept;
    buf_release(&r->again);
    r->again = again;
    r->again_at = 0;
    csv_free(&r->parser);
    (void)csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&r->parser, (unsigned char)r->guard.delimiter);
    csv_set_realloc_func(&r->parser, limited_realloc);
    r->quoting.inside = false;
    r->n = 0;
    r->text.len = 0;
    r->record_line = 0;
    r->overflow = false;
    r->unended = false;
    if (++r->n_faults >= MAX_QUOTE_FAULTS || r->again_sum > MAX_READ_AGAIN)
        r->dead = true;
}

static void parse_fault(struct csv_reader *r, const char *text, size_t len, size_t used)
{
    size_t from = used > 15 ? used - 15 : 0;
    uint32_t opened = r->cell_line;
    while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80)
        from--;
    if (opened == r->guard.line && csv_error(&r->parser) != CSV_EPARSE) {
        set_fault(r, FINDING_SIZE_LIMIT, r->guard.line, "cell", "", 0);
    } else if (opened == r->guard.line) {
        set_fault(r, FINDING_STRAY_QUOTE, opened, NULL, text + from, len - from);
        resume(r, opened);
    } else {
        set_fault(r, FINDING_UNCLOSED_QUOTE, opened, NULL, "", 0);
        resume(r, opened);
    }
}

/* The line ends are not all of one kind: told once. */
static void check_line_end(struct csv_reader *r, const char *text, size_t len)
{
    char last = len > 0 ? text[len - 1] : '\0';
    char kind = last == '\n' && len > 1 && text[len - 2] == '\r' ? 'B' : last;
    if (kind == r->line_end || (kind != 'B' && kind != '\n' && kind != '\r') || r->mixed)
        return;
    if (r->line_end == '\0') {
        r->line_end = kind;
        return;
    }
    r->mixed = true;
    struct finding f = {.code = FINDING_MIXED_TERMINATORS,
                        .severity = SEVERITY_INFO,
                        .table = -1,
                        .field = -1,
                        .rule = -1,
                        .line = r->guard.line};
    if (r->on_fault != NULL)
        r->on_fault(r->ctx, &f);
}

/* Give the line to libcsv. */
static void parse_line(struct csv_reader *r, const char *text, size_t len)
{
    bool first = r->record_line == 0;
    if (first) {
        r->record_line = r->guard.line;
        r->cell_line = r->guard.line;
        buf_cut(&r->raw, 0);
    }
    buf_add(&r->raw, text, len);
    bool whole = text[len - 1] == '\n' || text[len - 1] == '\r';
    if (r->rewrites) {
        buf_cut(&r->rewritten, 0);
        csv_quotes_rewrite(&r->quoting, text, len, &r->rewritten);
        text = r->rewritten.data;
        len = r->rewritten.len;
    } else if (first && memmem(text, len, "=\"", 2) != NULL) {
        buf_cut(&r->rewritten, 0);
        if (csv_quotes_formula(r->guard.delimiter, text, len, &r->rewritten)) {
            text = r->rewritten.data;
            len = r->rewritten.len;
        }
    }
    r->ended = false;
    size_t used = csv_parse(&r->parser, text, len, on_cell, on_row, r);
    if (used != len) {
        parse_fault(r, text, len, used);
    } else if (r->overflow) {
        set_fault(r, FINDING_SIZE_LIMIT, r->record_line == 0 ? r->guard.line : r->record_line,
                  "columns", "", 0);
    } else if (whole && !r->ended && r->n == 0 && r->parser.quoted == 0) {
        r->record_line =
            0; /* a line of nothing or blanks: libcsv drops it, a spreadsheet shows it */
        struct record blank = {
            .cells = r->guard.cells, .line = r->guard.line, .row = ++r->guard.row};
        r->on_record(r->ctx, &blank);
    }
}

/* One line with its terminator (or the last one without). */
static void feed_line(struct csv_reader *r, const char *text, size_t len)
{
    r->guard.line++;
    parse_line(r, text, len);
    if (!r->mixed && r->record_line == 0 && r->n_faults == 0)
        check_line_end(r, text, len);
}

/* Lines behind a quote that was never closed, once more. */
static void feed_again(struct csv_reader *r)
{
    while (r->again_at < r->again.len && !r->dead) {
        const char *text = r->again.data + r->again_at;
        size_t left = r->again.len - r->again_at;
        size_t n = line_end(text, left, true);
        r->unended = n == 0 && text[left - 1] != '\r';
        n = n == 0 ? left : n;
        r->again_at += n;
        struct buf line = {0}; /* resume puts another text in its place */
        buf_add(&line, text, n);
        feed_line(r, line.data, line.len);
        buf_release(&line);
    }
}

/* What the guard takes of a text. It holds a line that ends otherwise than the first did for
 * another's affair as long as that is still to be told. */
static size_t take_regular(struct csv_reader *r, const char *text, size_t len)
{
    if (r->libcsv_only || r->record_line != 0 || r->line_end == '\0')
        return 0;
    r->guard.line_end = r->mixed || r->n_faults > 0 ? '\0' : r->line_end;
    return csv_guard_take(&r->guard, text, len);
}

/* Feed the whole lines of text; what is behind the last of them waits for the next piece. */
static bool feed_lines(struct csv_reader *r, const char *text, size_t len)
{
    csv_guard_begin(&r->guard, text, len);
    while (len > 0 && !r->dead) {
        size_t n = take_regular(r, text, len);
        text += n;
        len -= n;
        n = line_end(text, len, r->guard.has_cr);
        if (n == 0) {
            buf_add(&r->pending, text, len);
            break;
        }
        feed_line(r, text, n);
        if (r->again_at < r->again.len)
            feed_again(r);
        text += n;
        len -= n;
    }
    return !r->dead;
}

bool csv_reader_feed(struct csv_reader *r, const char *text, size_t len)
{
    while (r->pending.len > 0 && len > 0) {
        size_t n = rest_of_line(&r->pending, text, len);
        buf_add(&r->pending, text, n);
        text += n;
        len -= n;
        if (r->pending.len > MAX_RECORD_BYTES) {
            set_fault(r, FINDING_SIZE_LIMIT, r->guard.line + 1, "line", "", 0);
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
    if (r->pending.len > 0) { /* the last line, without its end */
        buf_add(&r->again, r->pending.data, r->pending.len);
        buf_cut(&r->pending, 0);
        feed_again(r);
    }
    while (!r->dead && r->record_line != 0 && csv_fini(&r->parser, on_cell, on_row, r) != 0) {
        uint32_t opened = r->cell_line;
        set_fault(r, FINDING_UNCLOSED_QUOTE, opened, NULL, "", 0);
        resume(r, opened);
        feed_again(r);
    }
    return !r->dead;
}

const struct finding *csv_reader_fault(const struct csv_reader *r)
{
    return r->fault.code == FINDING_CODES ? NULL : &r->fault;
}

uint32_t csv_reader_lines(const struct csv_reader *r)
{
    return r->guard.line;
}

void csv_reader_free(struct csv_reader *r)
{
    if (r == NULL)
        return;
    csv_free(&r->parser);
    free(r->guard.cells);
    buf_release(&r->pending);
    buf_release(&r->text);
    buf_release(&r->raw);
    buf_release(&r->again);
    buf_release(&r->rewritten);
    free(r);
}
