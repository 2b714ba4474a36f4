#include <stdlib.h>
#include <string.h>

#include "read/json_guard.h"
#include "read/read.h"
#include "unit.h"
#include "unit_read.h"

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static const char *const keys[] = {"code_pole", "mois", "cdi", "cdd", "femmes", "x", "", "é"};

/* Values that are plain, and then all that a guard might take for plain. */
static const char *const values[] = {
    "\"PTCE-84-001\"", "\"2026-10\"", "12", "0", "-3.50", "\"\"", "null", "true", "false",
    "\"é à\"", "\"a value of more than sixteen bytes\"", "1234567.25", "\"}{][,:\"", "-0", "0.0",
    "\"\x7F\"",
    /* odd from here on */
    "\"a\\\"b\"", "\"\\u00e9\"", "\"tab\there\"", "\"line\nend\"", "01", "-", "1.", ".5", "1e3",
    "1E400", "nul", "nullx", "truefalse", "NaN", "'q'", "[1]", "{\"a\":1}", "\"open", "12abc", "+1",
    "123456789012345678901234567890123456789012345678901234567890", "\"\\", "", "1 2", "\"a\"\"b\"",
    "\"12345678\\\"", "\"1234567\\n\"", "\"\x01\"", "\"1234567\x1F\"", "--1", "-01", "0x1"};
enum { PLAIN = 16 };

static const char *const blanks[] = {"", "", "", " ", "\n", "\r\n", "\t", "  \n ", "\f"};

static void add_blank(struct buf *out, uint32_t *seed, uint32_t odds)
{
    bool odd = next_random(seed) % odds == 0;
    buf_text(out, blanks[next_random(seed) % (odd ? (uint32_t)COUNT(blanks) : 4)]);
}

static void add_object(struct buf *out, uint32_t *seed, uint32_t odds)
{
    uint32_t n = next_random(seed) % 7;
    uint32_t first = next_random(seed) % 3;
    buf_char(out, '{');
    for (uint32_t i = 0; i < n; i++) {
        bool odd = next_random(seed) % odds == 0;
        uint32_t key = odd ? next_random(seed) % (uint32_t)COUNT(keys) : (first + i) % 5;
        add_blank(out, seed, odds);
        buf_printf(out, "\"%s\"", keys[key]);
        add_blank(out, seed, odds);
        buf_text(out, next_random(seed) % (odds * 4) == 0 ? ";" : ":");
        add_blank(out, seed, odds);
        odd = next_random(seed) % odds == 0;
        buf_text(out, values[next_random(seed) % (odd ? (uint32_t)COUNT(values) : PLAIN)]);
        add_blank(out, seed, odds);
        if (i + 1 < n || next_random(seed) % (odds * 4) == 0)
            buf_char(out, ',');
    }
    buf_text(out, next_random(seed) % (odds * 8) == 0 ? "" : "}");
}

/* Any of the three shapes, mostly regular or mostly not. */
static void make_text(uint32_t seed, uint32_t objects, struct buf *out)
{
    static const char *const opens[] = {"[", "{\"emplois\":[", ""};
    static const char *const betweens[] = {",", ",\n", "\n"};
    static const char *const closes[] = {"]", "]}", "\n"};
    uint32_t shape = next_random(&seed) % 3;
    uint32_t odds = objects > 100 ? 4000 : next_random(&seed) % 3 == 0 ? 4 : 60;
    buf_text(out, opens[shape]);
    for (uint32_t i = 0; i < objects; i++) {
        add_object(out, &seed, odds);
        if (i + 1 < objects)
            buf_text(out, betweens[next_random(&seed) % odds == 0 ? next_random(&seed) % 3
                                   : shape == 2                   ? 2
                                                                  : next_random(&seed) % 2]);
    }
    buf_text(out, closes[shape]);
}

/* A finding with its words and column. */
static void on_finding(void *ctx, const struct finding *f)
{
    buf_printf(ctx, "!%s/%s@%u:%s %s;", finding_name(f->code), f->variant == NULL ? "" : f->variant,
               f->line, f->other == NULL ? "" : f->other, f->value == NULL ? "" : f->value);
}

static void read_text(const char *path, bool jansson_only, struct buf *log)
{
    struct sink sink = unit_sink(log);
    struct read_options options = {.tables = (unsigned)READ_ALL_TABLES,
                                   .libcsv_only = jansson_only};
    struct reading about;
    struct err err = {0};
    sink.finding = on_finding;
    if (read_delivery(unit_contract(), path, &options, &sink, &about, &err) == -1)
        fail_msg("%s", err.text);
    buf_printf(log, " %s, %llu lines", about.complete ? "whole" : "not whole",
               (unsigned long long)about.lines);
}

static void compare(uint32_t seed, const struct buf *text)
{
    struct buf guarded = {0};
    struct buf alone = {0};
    char name[32];
    const char *path = unit_put("delivery", text->data, text->len);
    read_text(path, false, &guarded);
    read_text(path, true, &alone);
    (void)snprintf(name, sizeof name, "seed %u", seed);
    unit_text(name, text->len < 2000 ? text->data : "a long text", buf_str(&guarded),
              buf_str(&alone));
    buf_release(&guarded);
    buf_release(&alone);
}

/* With the guard and by jansson alone: the same cells, lines and findings, of any text. */
static void test_same_as_jansson(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 2500; seed++) {
        struct buf text = {0};
        make_text(seed * 7919, 1 + seed % 5, &text);
        if (seed % 10 == 0) /* any byte at all */
            text.data[seed % text.len] = (char)(seed >> 3);
        if (seed % 7 == 0) /* and any end */
            buf_cut(&text, text.len - seed % text.len);
        compare(seed, &text);
        buf_release(&text);
    }
    unit_end();
}

/* Objects over the ends of the blocks that a file is read in. */
static void test_blocks(void **state)
{
    (void)state;
    for (uint32_t seed = 1; seed <= 12; seed++) {
        struct buf text = {0};
        make_text(seed * 104729, 3000, &text);
        compare(seed, &text);
        buf_release(&text);
    }
    unit_end();
}

/* Which objects the guard takes: it must take most. */
static const struct {
    const char *text;
    size_t len; /* 0 = left to jansson */
} objects[] = {{"{\"a\":1,\"b\":\"x\"}", 15},
               {"{\"b\":null , \"a\":-0.5} ", 21},
               {"{\"a\":true,\n\"b\":false}", 21},
               {"{\"a\":\"0123456789 é\"}]", 21},
               {"{\"a\":1,\"a\":2}", 0},
               {"{\"c\":1}", 0},
               {"{}", 0},
               {"{\"a\":1e3}", 0},
               {"{\"a\":\"\\n\"}", 0},
               {"{\"a\":\"1234567\x1F\"}", 0},
               {"{\"a\":12345678901234567890123456789012345678901}", 0},
               {"{\"a\":[]}", 0},
               {"{\"a\":1", 0},
               {"{\"a\":\"", 0}};

static void test_takes(void **state)
{
    (void)state;
    struct map names = {0};
    struct cell cells[2];
    (void)map_put(&names, "a", 1);
    (void)map_put(&names, "b", 1);
    for (size_t i = 0; i < COUNT(objects); i++) {
        struct json_guard guard = {.keys = &names, .cells = cells};
        uint32_t lines = 0;
        size_t len = strlen(objects[i].text);
        char *copy = mem_resize(NULL, len, 1); /* a sanitizer sees a look behind it */
        memcpy(copy, objects[i].text, len);
        unit_int(objects[i].text, "length", (int64_t)json_guard_take(&guard, copy, len, 1, &lines),
                 (int64_t)objects[i].len);
        free(copy);
    }
    map_release(&names);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_as_jansson),
                                       cmocka_unit_test(test_blocks), cmocka_unit_test(test_takes)};
    return UNIT_RUN(tests);
}
