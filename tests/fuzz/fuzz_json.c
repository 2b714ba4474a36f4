/* JSON: labels before rows, every cell in reach, lines that only grow. */
#include <string.h>

#include "fuzz.h"
#include "read/read.h"

struct state {
    uint32_t line;
    bool labelled;
    uint64_t sum;
};

static void touch(struct state *s, const struct record *record)
{
    for (int i = 0; i < record->n; i++)
        for (uint32_t k = 0; k < record->cells[i].len; k++)
            s->sum += (unsigned char)record->cells[i].text[k];
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
    (void)ctx;
    MUST(f->code < FINDING_CODES);
}

static void on_restart(void *ctx)
{
    *(struct state *)ctx = (struct state){0};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct state s = {0};
    struct sink sink = {.ctx = &s,
                        .labels = on_labels,
                        .row = on_row,
                        .finding = on_finding,
                        .restart = on_restart};
    struct read_options options = {.tables = (unsigned)READ_ALL_TABLES};
    struct reading about;
    struct err err = {0};
    char *text = malloc(size + 1);
    MUST(text != NULL);
    text[0] = size % 2 == 0 ? '[' : '{';
    memcpy(text + 1, data, size);
    MUST(read_delivery(fuzz_contract(), fuzz_file(text, size + 1), &options, &sink, &about, &err) ==
         0);
    free(text);
    return 0;
}
