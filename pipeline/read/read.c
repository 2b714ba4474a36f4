#include <string.h>

#include "base/text.h"
#include "read/charset.h"
#include "read/csv.h"
#include "read/dialect.h"
#include "read/format.h"
#include "read/json.h"
#include "read/read.h"
#include "read/source.h"

/* What is being read, and for whom. */
struct reader {
    const struct contract *contract;
    const struct read_options *options;
    const struct sink *sink;
};

/* Passing CSV records on: nothing before the header, the labels, then rows. */
struct csv_pass {
    const struct sink *sink;
    const struct dialect *dialect;
    uint32_t skipped; /* records above the header */
    int n_labels;
};

static struct finding remark(enum finding_code code, const char *value)
{
    return (struct finding){.code = code,
                            .severity = finding_severity(code),
                            .table = -1,
                            .field = -1,
                            .rule = -1,
                            .value = value};
}

/* A row that is one quoted cell, with a delimiter for each column in it: a spreadsheet of another
 * country opened the file, did not split it, and saved it so. Told, and handed on as damaged. */
static bool is_wrapped_row(const struct csv_pass *p, const struct record *record)
{
    struct cell cells[MAX_FIELDS];
    const struct cell *whole = &record->cells[0];
    int n = 0;
    if (record->n != 1 || record->damaged || p->n_labels < 3)
        return false;
    const char *end = whole->text + whole->len;
    for (const char *at = whole->text; at != NULL && n < MAX_FIELDS; n++) {
        const char *stop = memchr(at, p->dialect->delimiter, (size_t)(end - at));
        cells[n] = (struct cell){
            .text = at, .len = (uint32_t)((stop == NULL ? end : stop) - at), .line = whole->line};
        at = stop == NULL ? NULL : stop + 1;
    }
    if (n != p->n_labels)
        return false;
    struct finding f = remark(FINDING_DIALECT_ERROR, "");
    f.line = record->line;
    f.row = record->row;
    f.variant = "row";
    p->sink->finding(p->sink->ctx, &f);
    struct record damaged = {
        .cells = cells, .n = n, .line = record->line, .row = record->row, .damaged = true};
    p->sink->row(p->sink->ctx, &damaged);
    return true;
}

static void on_record(void *ctx, const struct record *record)
{
    struct csv_pass *p = ctx;
    if (record->line > p->dialect->header_line) {
        if (record->n != 1 || !is_wrapped_row(p, record))
            p->sink->row(p->sink->ctx, record);
    } else if (record->line == p->dialect->header_line) {
        p->n_labels = record->n;
        p->sink->labels(p->sink->ctx, p->dialect->table, record, LABELS_HEADER);
        if (p->skipped > 0) {
            char count[16];
            (void)snprintf(count, sizeof count, "%u", p->skipped);
            struct finding f = remark(FINDING_PREAMBLE_ROWS, count);
            f.line = 1;
            p->sink->finding(p->sink->ctx, &f);
        }
    } else if (record->n > 0 && !(p->dialect->sep_line && record->line == 1)) {
        p->skipped++;
    }
}

static void on_fault(void *ctx, const struct finding *f)
{
    const struct csv_pass *p = ctx;
    p->sink->finding(p->sink->ctx, f);
}

/* *ret_whole: read to the end, but for damaged rows. */
static int csv_blocks(struct csv_reader *r, struct source *s, const char *text, size_t len,
                      bool *ret_whole, struct err *err)
{
    int got = 1;
    bool ok = true;
    while (got == 1 && ok) {
        ok = csv_reader_feed(r, text, len);
        if (ok)
            got = source_next(s, &text, &len, err);
    }
    *ret_whole = got == 0 && ok && !s->invalid && csv_reader_end(r);
    return got == -1 ? -1 : 0;
}

static int read_csv(const struct reader *reader, struct source *s, const char *text, size_t len,
                    struct reading *about, struct err *err)
{
    const struct sink *sink = reader->sink;
    struct dialect dialect;
    dialect_detect(reader->contract, text, len, &dialect);
    if (dialect.matched < 2) {
        struct finding f = remark(
            dialect.wrapped ? FINDING_DIALECT_ERROR : FINDING_UNMATCHED_HEADER, dialect.first_line);
        f.line = dialect.wrapped ? dialect.header_line : 1;
        sink->finding(sink->ctx, &f);
        return 0;
    }
    if ((reader->options->tables >> dialect.table & 1) == 0)
        return 0;
    struct buf how = {0};
    dialect_words(&dialect, reader->options->lang, &how);
    (void)snprintf(about->how, sizeof about->how, "CSV, %s, %s", encoding_name(s->encoding),
                   how.data);
    buf_release(&how);
    struct csv_pass pass = {.sink = sink, .dialect = &dialect};
    bool whole = false;
    struct csv_reader *r = csv_reader_new(dialect.delimiter, on_record, &pass);
    csv_reader_quoting(r, dialect.quote, dialect.backslash);
    csv_reader_faults(r, on_fault);
    if (reader->options->libcsv_only)
        csv_reader_libcsv_only(r);
    int rc = csv_blocks(r, s, text, len, &whole, err);
    about->lines = csv_reader_lines(r);
    about->complete = rc == 0 && whole && !s->invalid;
    csv_reader_free(r);
    return rc;
}

static int read_json(const struct reader *reader, struct source *s, struct reading *about,
                     struct err *err)
{
    struct json_result result = {.tables = reader->options->tables,
                                 .jansson_only = reader->options->libcsv_only};
    (void)snprintf(about->how, sizeof about->how, "JSON, %s", encoding_name(s->encoding));
    int rc = json_read(reader->contract, s, reader->sink, &result, err);
    about->lines = result.lines;
    about->complete = rc == 0 && result.complete;
    return rc;
}

/* What makes the bytes unreadable whatever their format: told, and nothing is read. */
static int refuse_bytes(const struct reader *reader, struct source *s, const char *text, size_t len,
                        bool *ret_refused, struct err *err)
{
    int64_t length = 0;
    int64_t bytes = 0;
    char offset[24];
    struct finding f = remark(FINDING_FORMAT_ERROR, NULL);
    f.variant = format_other(s->raw, s->raw_len);
    if (f.variant == NULL && s->encoding >= ENCODING_UTF16LE)
        f.variant = format_other(text, len);
    *ret_refused = f.variant != NULL;
    if (!*ret_refused && s->encoding < ENCODING_UTF16LE) {
        if (source_length(s, &length, &bytes, err) == -1)
            return -1;
        *ret_refused = length < bytes;
        (void)snprintf(offset, sizeof offset, "%lld", (long long)length + 1);
        f = remark(FINDING_TRUNCATED_FILE, offset);
        f.variant = "nul";
    }
    if (!*ret_refused && s->encoding == ENCODING_1252) {
        struct dialect d;
        dialect_detect(reader->contract, text, len, &d);
        f = remark(FINDING_ENCODING_ERROR,
                   charset_hint(reader->contract, s->raw, s->raw_len, d.matched));
        f.variant = "other";
        *ret_refused = f.value != NULL;
    }
    if (*ret_refused) {
        reader->sink->finding(reader->sink->ctx, &f);
        s->invalid = false; /* known for what it is: nothing more to say of its bytes */
    }
    return 0;
}

/* One pass over the source in its present encoding. */
static int read_once(const struct reader *reader, struct source *s, struct reading *about,
                     struct err *err)
{
    const char *text = "";
    size_t len = 0;
    bool refused = false;
    if (source_next(s, &text, &len, err) == -1 ||
        refuse_bytes(reader, s, text, len, &refused, err) == -1)
        return -1;
    if (refused || s->invalid)
        return 0;
    enum format format = format_detect(text, len);
    if (format == FORMAT_CSV)
        return read_csv(reader, s, text, len, about, err);
    if (format == FORMAT_JSON) {
        enum encoding encoding = s->encoding; /* json.c starts from the first byte again */
        if (source_rewind(s, encoding, err) == -1)
            return -1;
        return read_json(reader, s, about, err);
    }
    struct finding f = remark(FINDING_SOURCE_ERROR, NULL);
    reader->sink->finding(reader->sink->ctx, &f);
    return 0;
}

static void note_guess(const struct reader *reader, const struct reading *about, const char *name)
{
    struct finding f = remark(FINDING_ENCODING_GUESS, name);
    if (about->how[0] != '\0')
        reader->sink->finding(reader->sink->ctx, &f);
}

/* Bytes that are not of the file's encoding: where, and what that makes of it. */
static void note_bad(const struct reader *reader, const struct bad_bytes *bad, const char *variant)
{
    char byte[16];
    char column[16];
    (void)snprintf(byte, sizeof byte, "0x%02X", bad->byte);
    (void)snprintf(column, sizeof column, "%u", bad->column);
    struct finding f = remark(FINDING_ENCODING_ERROR, byte);
    f.variant = bad->cut ? "cut" : variant;
    f.other = column;
    f.line = bad->line;
    reader->sink->finding(reader->sink->ctx, &f);
}

/* The bytes were not what they were taken for: once more as Windows-1252 when nothing speaks
 * against it. */
static int read_again(const struct reader *reader, struct source *s, struct reading *about,
                      struct err *err)
{
    struct bad_bytes bad;
    bool was_utf8 = s->encoding == ENCODING_UTF8;
    about->complete = false;
    if (source_find_bad(s, &bad, err) == -1)
        return -1;
    if (!was_utf8 || bad.utf8_above) {
        note_bad(reader, &bad, was_utf8 ? "mixed" : NULL);
        return 0;
    }
    reader->sink->restart(reader->sink->ctx);
    *about = (struct reading){0};
    if (source_rewind(s, ENCODING_1252, err) == -1 || read_once(reader, s, about, err) == -1)
        return -1;
    if (!s->invalid) {
        note_guess(reader, about, "Windows-1252 (Excel)");
        return 0;
    }
    about->complete = false;
    if (source_find_bad(s, &bad, err) == -1)
        return -1;
    note_bad(reader, &bad, NULL);
    return 0;
}

int read_delivery(const struct contract *c, const char *path, const struct read_options *options,
                  const struct sink *sink, struct reading *ret_about, struct err *err)
{
    struct reader reader = {.contract = c, .options = options, .sink = sink};
    struct source s;
    *ret_about = (struct reading){0};
    if (source_open(&s, path, err) == -1)
        return -1;
    if (options->sha256 != NULL)
        source_want_digest(&s);
    int rc = read_once(&reader, &s, ret_about, err);
    if (rc == 0 && s.invalid)
        rc = read_again(&reader, &s, ret_about, err);
    else if (rc == 0 && s.guessed)
        note_guess(&reader, ret_about, "UTF-16");
    if (rc == 0 && options->sha256 != NULL)
        rc = source_digest(&s, options->sha256, err);
    source_close(&s);
    return rc;
}
