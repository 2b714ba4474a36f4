#include <string.h>
#include <strings.h>

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

void dialect_words(const struct dialect *d, enum lang lang, struct buf *out)
{
    const char *name = NULL;
    for (int i = 0; i < N_DELIMITERS; i++)
        if (delimiters[i].delimiter == d->delimiter)
            name = delimiters[i].name[lang];
    if (name == NULL)
        buf_char(out, d->delimiter);
    else
        buf_text(out, name);
    if (d->quote == '\'')
        buf_text(out, lang == LANG_FR ? ", guillemets '" : ", quotes '");
    if (d->backslash)
        buf_text(out, lang == LANG_FR ? ", échappement \\" : ", escapes \\");
}

struct search {
    const struct contract *contract;
    char delimiter;
    int seen; /* records looked at */
    bool sure;
    bool whole; /* … and every cell of it is a title: under no other delimiter are there more */
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

/* A line of titles for sure: the first such is the header, whatever follows it. */
static bool is_header(int matched, int n)
{
    return matched >= 3 || (matched == 2 && n <= 4);
}

/* Would the only cell of a line be the titles, if it were cut at the delimiters it holds? */
static bool is_wrapped_header(const struct search *s, const struct cell *cell)
{
    struct cell cells[MAX_FIELDS];
    struct record record = {.cells = cells};
    const char *end = cell->text + cell->len;
    for (const char *p = cell->text; p != NULL && record.n < MAX_FIELDS; record.n++) {
        const char *stop = memchr(p, s->delimiter, (size_t)(end - p));
        cells[record.n] = (struct cell){
            .text = p, .len = (uint32_t)((stop == NULL ? end : stop) - p), .line = cell->line};
        p = stop == NULL ? NULL : stop + 1;
    }
    int matched;
    (void)dialect_table(s->contract, &record, &matched);
    return is_header(matched, record.n);
}

static void on_record(void *ctx, const struct record *record)
{
    struct search *s = ctx;
    int n;
    if (s->seen++ >= MAX_PREAMBLE_RECORDS || s->sure)
        return;
    if (record->n == 1 && record->cells[0].len > 0 && is_wrapped_header(s, &record->cells[0])) {
        s->best->wrapped = true;
        if (s->best->matched < 2)
            s->best->header_line = record->line;
    }
    int table = dialect_table(s->contract, record, &n);
    s->sure = is_header(n, record->n);
    s->whole = s->sure && n == record->n;
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
    while (at < len && s->seen < MAX_PREAMBLE_RECORDS && !s->sure) {
        size_t n = len - at < PIECE ? len - at : PIECE;
        if (!csv_reader_feed(r, sample + at, n))
            return;
        at += n;
    }
    if (at == len && len < SAMPLE_BYTES)
        (void)csv_reader_end(r);
}

/* True when there is no need to try another. */
static bool try_delimiter(const struct contract *c, char delimiter, const char *sample, size_t len,
                          struct dialect *best)
{
    struct search s = {.contract = c, .delimiter = delimiter, .best = best};
    struct csv_reader *r = csv_reader_new(delimiter, on_record, &s);
    csv_reader_lax(r);
    feed_top(&s, r, sample, len);
    csv_reader_free(r);
    return s.whole;
}

/* How the cells of the header and of the row below it are quoted, and whether all can be read so.
 */
struct look {
    uint32_t header_line;
    int rows;        /* from the header on */
    int apostrophes; /* cells that start and end with one */
};

static void look_at(void *ctx, const struct record *record)
{
    struct look *l = ctx;
    if (record->n == 0 || record->line < l->header_line || l->rows++ > 1)
        return;
    for (int i = 0; i < record->n; i++) {
        const struct cell *cell = &record->cells[i];
        l->apostrophes += cell->len >= 2 && cell->text[0] == '\'' &&
                          cell->text[cell->len - 1] == '\'' &&
                          strchr("=+-@", cell->text[1]) == NULL;
    }
}

/* Read the sample strictly; false when there is a fault before its last line. */
static bool reads_well(const struct dialect *d, const char *sample, size_t len, struct look *look)
{
    struct csv_reader *r = csv_reader_new(d->delimiter, look_at, look);
    csv_reader_quoting(r, d->quote, d->backslash);
    (void)csv_reader_feed(r, sample, len);
    bool well = csv_reader_fault(r) == NULL;
    csv_reader_free(r);
    return well;
}

static void detect_quotes(const char *sample, size_t len, struct dialect *d)
{
    struct look look = {.header_line = d->header_line};
    bool well = reads_well(d, sample, len, &look);
    if (look.apostrophes > 0)
        d->quote = '\'';
    const char escape[] = {'\\', d->quote, '\0'};
    if (memmem(sample, len, escape, 2) == NULL || (well && d->quote == '"'))
        return;
    struct look again = {.header_line = d->header_line};
    d->backslash = !reads_well(d, sample, len, &again);
    if (d->backslash) {
        again = (struct look){.header_line = d->header_line};
        d->backslash = reads_well(d, sample, len, &again);
    }
}

/* "sep=;" on the first line, as Excel writes it. */
static char take_sep(const char *sample, size_t len)
{
    bool quoted = len > 0 && sample[0] == '"';
    const char *p = sample + quoted;
    size_t left = len - quoted;
    if (left < 6 || strncasecmp(p, "sep=", 4) != 0)
        return '\0';
    const char *behind = p + 5 + quoted;
    bool alone = behind < sample + len && (*behind == '\n' || *behind == '\r');
    char c = p[4];
    bool usable =
        c == '\t' || (c > ' ' && c < 127 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z') &&
                      !(c >= 'A' && c <= 'Z') && c != '"' && c != '\'' && c != '_');
    return alone && usable ? c : '\0';
}

void dialect_detect(const struct contract *c, const char *sample, size_t len,
                    struct dialect *ret_dialect)
{
    *ret_dialect = (struct dialect){.delimiter = ';', .quote = '"', .table = -1};
    char sep = take_sep(sample, len);
    ret_dialect->sep_line = sep != '\0';
    bool found = sep != '\0' && try_delimiter(c, sep, sample, len, ret_dialect);
    for (int i = 0; i < N_DELIMITERS && !found; i++)
        if (delimiters[i].delimiter != sep)
            found = try_delimiter(c, delimiters[i].delimiter, sample, len, ret_dialect);
    if (ret_dialect->matched > 0)
        detect_quotes(sample, len, ret_dialect);
    struct buf shown = {0};
    const char *end = memchr(sample, '\n', len);
    text_show(&shown, sample, end == NULL ? len : (size_t)(end - sample), 60);
    (void)snprintf(ret_dialect->first_line, sizeof ret_dialect->first_line, "%s", buf_str(&shown));
    buf_release(&shown);
}
