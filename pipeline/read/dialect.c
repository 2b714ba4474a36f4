#include <string.h>

#include "base/text.h"
#include "read/csv.h"
#include "read/dialect.h"

static const struct {
    char delimiter;
    const char *name[2];
} delimiters[] = {{';', {"point-virgule", "semicolon"}},
                  {',', {"virgule", "comma"}},
                  {'\t', {"tabulation", "tab"}},
                  {'|', {"barre verticale", "vertical bar"}}};
enum { N_DELIMITERS = sizeof delimiters / sizeof *delimiters };

const char *dialect_name(char delimiter, enum lang lang)
{
    for (int i = 0; i < N_DELIMITERS; i++)
        if (delimiters[i].delimiter == delimiter)
            return delimiters[i].name[lang];
    return "";
}

struct search {
    const struct contract *contract;
    char delimiter;
    int seen; /* records looked at */
    struct dialect *best;
};

/* How many different columns of a table the cells of a record name. */
static int count_matches(const struct table *t, const struct record *record)
{
    uint64_t fields = 0;
    for (int i = 0; i < record->n; i++) {
        int f = table_match_label(t, record->cells[i].text, record->cells[i].len);
        if (f >= 0)
            fields |= UINT64_C(1) << f;
    }
    return __builtin_popcountll(fields);
}

int dialect_table(const struct contract *c, const struct record *record, int *ret_matched)
{
    int table = -1;
    *ret_matched = 0;
    for (int t = 0; t < c->n_tables; t++) {
        int n = count_matches(&c->tables[t], record);
        if (n > *ret_matched) {
            *ret_matched = n;
            table = t;
        }
    }
    return table;
}

static void on_record(void *ctx, const struct record *record)
{
    struct search *s = ctx;
    int n;
    if (s->seen++ >= MAX_PREAMBLE_RECORDS)
        return;
    int table = dialect_table(s->contract, record, &n);
    if (n > s->best->matched) {
        s->best->matched = n;
        s->best->table = table;
        s->best->delimiter = s->delimiter;
        s->best->header_line = record->line;
    }
}

/* Feed the sample until the header can stand no lower. */
static void feed_top(const struct search *s, struct csv_reader *r, const char *sample, size_t len)
{
    enum { PIECE = 4096 };
    size_t at = 0;
    while (at < len && s->seen < MAX_PREAMBLE_RECORDS) {
        size_t n = len - at < PIECE ? len - at : PIECE;
        if (!csv_reader_feed(r, sample + at, n))
            return;
        at += n;
    }
    if (at == len && len < SAMPLE_BYTES)
        (void)csv_reader_end(r);
}

void dialect_detect(const struct contract *c, const char *sample, size_t len,
                    struct dialect *ret_dialect)
{
    *ret_dialect = (struct dialect){.delimiter = ';', .table = -1};
    for (int i = 0; i < N_DELIMITERS; i++) {
        struct search s = {
            .contract = c, .delimiter = delimiters[i].delimiter, .best = ret_dialect};
        struct csv_reader *r = csv_reader_new(s.delimiter, on_record, &s);
        csv_reader_lax(r);
        feed_top(&s, r, sample, len);
        csv_reader_free(r);
    }
    struct buf shown = {0};
    const char *end = memchr(sample, '\n', len);
    text_show(&shown, sample, end == NULL ? len : (size_t)(end - sample), 60);
    (void)snprintf(ret_dialect->first_line, sizeof ret_dialect->first_line, "%s", buf_str(&shown));
    buf_release(&shown);
}
