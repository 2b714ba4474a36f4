/* JSON: labels before rows, every cell in reach, lines that only grow; and the same of everything
 * with the guard in front of jansson and without. */
#include <string.h>

#include "fuzz.h"
#include "read/read.h"

struct state {
    uint32_t line;
    bool labelled;
    uint64_t hash; /* of all that was handed on */
};

static void mix(struct state *s, uint64_t n)
{
    s->hash = (s->hash ^ n) * UINT64_C(1099511628211);
}

static void touch(struct state *s, const struct record *record)
{
    mix(s, (uint64_t)record->line << 32 | record->row);
    mix(s, (uint64_t)record->n << 1 | record->damaged);
    for (int i = 0; i < record->n; i++) {
        const struct cell *cell = &record->cells[i];
        mix(s, (uint64_t)cell->line << 32 | cell->len);
        mix(s, cell->kind);
        for (uint32_t k = 0; k < cell->len; k++)
            mix(s, (unsigned char)cell->text[k]);
    }
}

static void on_labels(void *ctx, int table, const struct record *labels, enum labels_kind kind)
{
    struct state *s = ctx;
    MUST(table < fuzz_contract()->n_tables);
    (void)kind;
    s->labelled = true;
    touch(s, labels);
}

static void on_row(void *ctx, const struct record *row)
{
    struct state *s = ctx;
    MUST(s->labelled && row->n >= 0 && row->n <= MAX_COLUMNS && row->line >= s->line);
    s->line = row->line;
    touch(s, row);
}

static void on_finding(void *ctx, const struct finding *f)
{
    MUST(f->code < FINDING_CODES);
    mix(ctx, (uint64_t)f->line << 32 | f->code);
}

static void on_restart(void *ctx)
{
    *(struct state *)ctx = (struct state){0};
}

static uint64_t read_file(const char *path, bool jansson_only)
{
    struct state s = {0};
    struct sink sink = {.ctx = &s,
                        .labels = on_labels,
                        .row = on_row,
                        .finding = on_finding,
                        .restart = on_restart};
    struct read_options options = {.tables = (unsigned)READ_ALL_TABLES,
                                   .libcsv_only = jansson_only};
    struct reading about;
    struct err err = {0};
    MUST(read_delivery(fuzz_contract(), path, &options, &sink, &about, &err) == 0);
    mix(&s, about.lines << 1 | about.complete);
    return s.hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    MUST(text != NULL);
    text[0] = size % 2 == 0 ? '[' : '{';
    memcpy(text + 1, data, size);
    const char *path = fuzz_file(text, size + 1);
    MUST(read_file(path, false) == read_file(path, true));
    free(text);
    return 0;
}
