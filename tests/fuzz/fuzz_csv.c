/* CSV: the records, faults and lines do not depend on where the pieces are cut. The first byte
 * chooses delimiter, quote and the length of the pieces. */
#include <string.h>

#include "fuzz.h"
#include "model/limits.h"
#include "read/csv.h"

struct trace {
    uint64_t hash;
    uint32_t last_line;
};

static void mix(struct trace *t, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++)
        t->hash = (t->hash ^ p[i]) * UINT64_C(1099511628211);
}

static void on_record(void *ctx, const struct record *record)
{
    struct trace *t = ctx;
    const uint32_t place[] = {record->line, record->row, (uint32_t)record->n,
                              (uint32_t)record->damaged << 1 | (uint32_t)record->unended};
    MUST(record->n >= 0 && record->n <= MAX_COLUMNS);
    MUST(record->line >= t->last_line);
    t->last_line = record->line;
    mix(t, place, sizeof place);
    for (int i = 0; i < record->n; i++) {
        MUST(record->cells[i].line >= record->line || record->damaged);
        mix(t, &record->cells[i].len, sizeof record->cells[i].len);
        mix(t, record->cells[i].text, record->cells[i].len);
    }
}

static void on_fault(void *ctx, const struct finding *f)
{
    struct trace *t = ctx;
    mix(t, &f->code, sizeof f->code);
    mix(t, &f->line, sizeof f->line);
}

static struct trace read_in_pieces(uint8_t how, const char *text, size_t len, size_t piece)
{
    static const char delimiters[] = {';', ',', '\t', '|'};
    struct trace t = {.hash = UINT64_C(14695981039346656037)};
    struct csv_reader *r = csv_reader_new(delimiters[how & 3], on_record, &t);
    csv_reader_quoting(r, (how & 4) != 0 ? '\'' : '"', (how & 8) != 0);
    csv_reader_faults(r, on_fault);
    bool ok = true;
    for (size_t at = 0; ok && at < len; at += piece)
        ok = csv_reader_feed(r, text + at, len - at < piece ? len - at : piece);
    ok = ok && csv_reader_end(r);
    uint32_t end[] = {ok, csv_reader_lines(r)};
    mix(&t, end, sizeof end);
    csv_reader_free(r);
    return t;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const char *text = (const char *)data + 1;
    struct trace whole = read_in_pieces(data[0], text, size - 1, size);
    struct trace cut = read_in_pieces(data[0], text, size - 1, 1 + (data[0] >> 4));
    MUST(whole.hash == cut.hash);
    return 0;
}
