#include <string.h>

#include "read/csv.h"
#include "read/csv_marks.h"
#include "unit.h"

/* What a reader says of a text, in a line a record or fault. */
static void on_record(void *ctx, const struct record *r)
{
    struct buf *log = ctx;
    buf_printf(log, "row %u line %u%s%s:", r->row, r->line, r->unended ? " unended" : "",
               r->damaged ? " damaged" : "");
    for (int i = 0; i < r->n; i++) {
        buf_printf(log, " %u/%u[", r->cells[i].line, r->cells[i].len);
        buf_add(log, r->cells[i].text, r->cells[i].len);
        buf_char(log, ']');
    }
    buf_char(log, '\n');
}

static void on_fault(void *ctx, const struct finding *f)
{
    buf_printf(ctx, "%s line %u %s %s\n", finding_name(f->code), f->line,
               f->value == NULL ? "-" : f->value, f->variant == NULL ? "-" : f->variant);
}

struct way {
    char delimiter;
    char quote;
    bool backslash;
    bool libcsv_only;
};

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Read a text in pieces of random lengths, or in one. Every piece is a copy of just its length, so
 * that a sanitizer sees a look behind it. */
static void read_text(const struct way *way, const struct buf *text, uint32_t seed, struct buf *log)
{
    struct csv_reader *r = csv_reader_new(way->delimiter, on_record, log);
    csv_reader_quoting(r, way->quote, way->backslash);
    csv_reader_faults(r, on_fault);
    if (way->libcsv_only)
        csv_reader_libcsv_only(r);
    bool ok = true;
    for (size_t at = 0; at < text->len && ok;) {
        size_t n = seed % 3 == 0 ? text->len : 1 + next_random(&seed) % (seed % 3 == 1 ? 5 : 200);
        n = n < text->len - at ? n : text->len - at;
        char *piece = mem_resize(NULL, n, 1);
        memcpy(piece, text->data + at, n);
        ok = csv_reader_feed(r, piece, n);
        free(piece);
        at += n;
    }
    ok = ok && csv_reader_end(r);
    buf_printf(log, "%s, %u lines\n", ok ? "whole" : "not whole", csv_reader_lines(r));
    csv_reader_free(r);
}

/* Pieces that texts are made of: what a cell may be, and what goes wrong between cells. */
static const char *const words[] = {"a",
                                    "bc",
                                    "12,5",
                                    "PTCE-84-001",
                                    "",
                                    " x ",
                                    "\t",
                                    " ",
                                    "é",
                                    "\"q\"",
                                    "\"a;b\"",
                                    "\"\"",
                                    "\"a\nb\"",
                                    "\"d\"\"\"",
                                    " \"p\" ",
                                    "x\"",
                                    "\"",
                                    "'s'",
                                    "l'e",
                                    "\\\"",
                                    "\"\\\"",
                                    "\"z\" ",
                                    "\r",
                                    ("a cell of more than sixty-four bytes, "
                                     "so that it spans two blocks of the text")};
static const char *const ends[] = {"\n", "\n", "\n", "\r\n", "\r", "\n\n", " \n", ";\n", ";;\n"};

/* Mostly regular (kind 0), or anything at all. */
static void make_text(uint32_t seed, char delimiter, struct buf *out)
{
    uint32_t kind = next_random(&seed) % 4;
    uint32_t end = next_random(&seed) % 3 == 0 ? 3 : 0;
    uint32_t lines = 1 + next_random(&seed) % 12;
    for (uint32_t i = 0; i < lines; i++) {
        uint32_t cells = 1 + next_random(&seed) % 6;
        for (uint32_t k = 0; k < cells; k++) {
            bool odd = next_random(&seed) % (kind == 0 ? 40 : kind == 1 ? 10 : 2) == 0;
            uint32_t of = kind == 3 ? 12 : 6;
            buf_text(out, words[next_random(&seed) % (odd ? (uint32_t)COUNT(words) : of)]);
            if (k + 1 < cells)
                buf_char(out, delimiter);
        }
        bool odd = next_random(&seed) % (kind == 0 ? 60 : 8) == 0;
        buf_text(out, ends[odd ? next_random(&seed) % (uint32_t)COUNT(ends) : end]);
    }
    if (next_random(&seed) % 4 == 0)
        buf_cut(out, out->len - 1);
}

static const struct way ways[] = {{';', '"', false, false},
                                  {',', '"', false, false},
                                  {'\t', '"', false, false},
                                  {';', '\'', false, false},
                                  {';', '"', true, false}};

/* With the guard and by libcsv alone: the same records and faults, of any text in any pieces. */
static void test_same_as_libcsv(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 20000; seed++) {
        struct way way = ways[seed % COUNT(ways)];
        struct buf text = {0};
        struct buf guarded = {0};
        struct buf alone = {0};
        char name[32];
        make_text(seed * 7919, way.delimiter, &text);
        if (seed % 10 == 0 && text.len > 0) /* any byte at all */
            text.data[seed % text.len] = (char)(seed >> 3);
        read_text(&way, &text, seed, &guarded);
        way.libcsv_only = true;
        read_text(&way, &text, seed, &alone);
        (void)snprintf(name, sizeof name, "seed %u", seed);
        unit_text(name, text.data, buf_str(&guarded), buf_str(&alone));
        buf_release(&text);
        buf_release(&guarded);
        buf_release(&alone);
    }
    unit_end();
}

/* Sixty-four bytes, by words and by vectors. */
static void test_marks(void **state)
{
    (void)state;
    struct marks m = {.bytes = {';', '\n', '\'', '\r', '"'}};
    uint32_t seed = 1;
    for (int i = 0; i < 5000; i++) {
        char block[MARKS_BLOCK];
        uint64_t want = 0;
        m.n = 2 + i % 4;
        for (int k = 0; k < MARKS_BLOCK; k++) {
            uint32_t any = next_random(&seed);
            block[k] = any % 3 == 0 ? m.bytes[any / 3 % MARKS_MAX] : (char)(any >> 4);
            if (i % 2 == 0 && any % 5 == 0)
                block[k] = (char)(m.bytes[any / 5 % MARKS_MAX] ^ (any % 7 == 0 ? 0x80 : 1));
            for (int j = 0; j < m.n; j++)
                want |= (uint64_t)(block[k] == m.bytes[j]) << k;
        }
        unit_int("words", "marks", (int64_t)marks_by_words(&m, block), (int64_t)want);
        unit_int("vectors", "marks", (int64_t)marks_find(&m, block), (int64_t)want);
    }
    unit_end();
}

/* As many columns as there may be, and more. */
static void test_wide(void **state)
{
    (void)state;
    for (int cells = MAX_COLUMNS - 1; cells <= MAX_COLUMNS + 1; cells++) {
        struct way way = ways[0];
        struct buf text = {0};
        struct buf guarded = {0};
        struct buf alone = {0};
        buf_text(&text, "a;b\n");
        for (int i = 0; i < cells; i++)
            buf_text(&text, i + 1 < cells ? "c;" : "d\n1;2\n");
        read_text(&way, &text, 0, &guarded);
        way.libcsv_only = true;
        read_text(&way, &text, 0, &alone);
        unit_text("wide", "records", buf_str(&guarded), buf_str(&alone));
        unit_has("wide", "end", buf_str(&alone), cells > MAX_COLUMNS ? "not whole" : "row 3");
        buf_release(&text);
        buf_release(&guarded);
        buf_release(&alone);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_libcsv),
        cmocka_unit_test(test_wide),
        cmocka_unit_test(test_marks),
    };
    return UNIT_RUN(tests);
}
