#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "unit.h"

static void test_empty(void **state)
{
    (void)state;
    struct buf b = {0};
    assert_string_equal(buf_str(&b), "");
    buf_cut(&b, 0);
    buf_add(&b, "", 0);
    assert_string_equal(b.data, "");
    buf_release(&b);
    assert_null(b.data);
    buf_release(&b);
    char *text = buf_detach(&b);
    assert_string_equal(text, "");
    assert_int_equal(b.cap, 0);
    free(text);
}

static void test_adding(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_text(&b, "one");
    buf_char(&b, ' ');
    buf_add(&b, "two, not this", 3);
    buf_printf(&b, "%c%d|%s", ' ', 3, "");
    assert_string_equal(b.data, "one two 3|");
    assert_int_equal(b.len, 10);
    buf_add(&b, "\0x", 2);
    assert_int_equal(b.len, 12);
    assert_int_equal(b.data[12], '\0');
    buf_cut(&b, 3);
    assert_string_equal(b.data, "one");
    char *text = buf_detach(&b);
    assert_string_equal(text, "one");
    assert_int_equal(b.len, 0);
    free(text);
}

/* Lengths about the sizes at which it grows. */
static const size_t lengths[] = {1, 126, 127, 128, 129, 255, 256, 257, 4095, 4096, 100000};

static void test_growth(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(lengths); i++) {
        struct buf by_char = {0};
        struct buf by_print = {0};
        for (size_t k = 0; k < lengths[i]; k++)
            buf_char(&by_char, (char)('a' + k % 26));
        buf_printf(&by_print, "%s", by_char.data);
        unit_int("by char", "length", (int64_t)strlen(by_char.data), (int64_t)lengths[i]);
        unit_int("by print", "length", (int64_t)by_print.len, (int64_t)lengths[i]);
        unit_int("by print", "end", by_print.data[by_print.len], '\0');
        unit_int("both", "bytes", memcmp(by_char.data, by_print.data, lengths[i]), 0);
        buf_release(&by_char);
        buf_release(&by_print);
    }
    unit_end();
}

static void test_room(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_text(&b, "abc");
    buf_room(&b, 1000000);
    assert_true(b.cap > 1000003);
    assert_string_equal(b.data, "abc");
    memset(b.data + 3, 'x', 1000000);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_adding),
        cmocka_unit_test(test_growth),
        cmocka_unit_test(test_room),
    };
    return UNIT_RUN(tests);
}
