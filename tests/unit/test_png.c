#include <string.h>

#include "publish/png.h"
#include "unit.h"

/* A signature, a part of two bytes, one of none. */
static const char whole[] = "\x89PNG\r\n\x1A\n"
                            "\0\0\0\2IDATab"
                            "sum1"
                            "\0\0\0\0IEND"
                            "sum2";
enum { WHOLE = sizeof whole - 1, SECOND = PNG_FIRST + 14 };

static void test_parts(void **state)
{
    (void)state;
    struct png_part p;
    assert_true(png_part(whole, WHOLE, PNG_FIRST, &p));
    assert_true(png_is(&p, "IDAT") && !png_is(&p, "IEND"));
    assert_int_equal(p.at, PNG_FIRST);
    assert_int_equal(p.len, 2);
    assert_memory_equal(p.content, "ab", 2);
    assert_int_equal(p.end, SECOND);
    assert_true(png_part(whole, WHOLE, p.end, &p) && png_is(&p, "IEND"));
    assert_int_equal(p.end, WHOLE);
    assert_false(png_part(whole, WHOLE, p.end, &p));
}

/* Cut anywhere, of another kind, longer than there is. */
static void test_faults(void **state)
{
    (void)state;
    struct png_part p;
    char bytes[WHOLE];
    for (size_t len = 0; len < SECOND; len++)
        assert_false(png_part(whole, len, PNG_FIRST, &p));
    for (size_t len = SECOND; len < WHOLE; len++)
        assert_false(png_part(whole, len, SECOND, &p));
    memcpy(bytes, whole, WHOLE);
    bytes[0] = 'x';
    assert_false(png_part(bytes, WHOLE, PNG_FIRST, &p));
    memcpy(bytes, whole, WHOLE);
    memset(bytes + PNG_FIRST, 0xFF, 4);
    assert_false(png_part(bytes, WHOLE, PNG_FIRST, &p));
    assert_false(png_part(whole, WHOLE, WHOLE + 1, &p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parts), cmocka_unit_test(test_faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
