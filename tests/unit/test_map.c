#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "unit.h"

static const struct {
    const char *key;
    size_t len;
    uint32_t number;
} keys[] = {
    {BYTES("b"), 0},        {BYTES("a"), 1},         {BYTES("b"), 0},        {BYTES(""), 2},
    {BYTES(""), 2},         {BYTES("a\0b"), 3},      {BYTES("a\0c"), 4},     {BYTES("a"), 1},
    {BYTES("12345678"), 5}, {BYTES("123456789"), 6}, {BYTES("12345678"), 5}, {BYTES("\0"), 7},
    {BYTES("\0\0"), 8},     {BYTES("a\0b"), 3},
};

static void test_order(void **state)
{
    (void)state;
    struct map m = {0};
    assert_int_equal(map_find(&m, "a", 1), MAP_NONE);
    for (size_t i = 0; i < COUNT(keys); i++)
        unit_int(keys[i].key, "number", map_put(&m, keys[i].key, keys[i].len), keys[i].number);
    for (size_t i = 0; i < COUNT(keys); i++) {
        unit_int(keys[i].key, "found", map_find(&m, keys[i].key, keys[i].len), keys[i].number);
        unit_int(keys[i].key, "kept",
                 memcmp(map_key(&m, keys[i].number), keys[i].key, keys[i].len + 1), 0);
    }
    assert_int_equal(m.count, 9);
    assert_int_equal(map_find(&m, "c", 1), MAP_NONE);
    map_release(&m);
    assert_int_equal(map_find(&m, "a", 1), MAP_NONE);
    unit_end();
}

/* Many keys, and those put before it grew are still where they were. */
static void test_growth(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    struct map m = {0};
    char key[32];
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < MANY; i++) {
            int len = snprintf(key, sizeof key, "PTCE-%u", i * 7919);
            if (map_put(&m, key, (size_t)len) != i)
                unit_int(key, "number", map_put(&m, key, (size_t)len), i);
        }
    }
    assert_int_equal(m.count, MANY);
    assert_string_equal(map_key(&m, MANY - 1), "PTCE-791892081");
    map_release(&m);
    unit_end();
}

/* It names long files in the archive, so it is the same in every run. */
static const struct {
    const char *bytes;
    size_t len;
    uint64_t seed;
    uint64_t other_seed;
} hashes[] = {
    {BYTES(""), 0, 1},
    {BYTES("a"), 0, 1},
    {BYTES("12345678"), 0, 1},
    {BYTES("123456789"), 0, 1},
};

static void test_hash(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(hashes); i++) {
        uint64_t h = map_hash(hashes[i].bytes, hashes[i].len, hashes[i].seed);
        unit_int(hashes[i].bytes, "same again",
                 h == map_hash(hashes[i].bytes, hashes[i].len, hashes[i].seed), 1);
        unit_int(hashes[i].bytes, "same under another seed",
                 h == map_hash(hashes[i].bytes, hashes[i].len, hashes[i].other_seed), 0);
        for (size_t k = 0; k < i; k++)
            unit_int(hashes[i].bytes, hashes[k].bytes,
                     h == map_hash(hashes[k].bytes, hashes[k].len, hashes[k].seed), 0);
    }
    /* a trailing NUL is a byte like any other */
    assert_true(map_hash("a", 1, 0) != map_hash("a\0", 2, 0));
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_hash),
    };
    return UNIT_RUN(tests);
}
