#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "base/mem.h"
#include "base/sanitized.h"
#include "unit.h"

/* Sizes asked of one arena, one after the other: small, about a block, far beyond one. */
static const size_t sizes[] = {0,  1,     7,    8,       9, 100, 65535, 65536, 65537,
                               24, 60000, 6000, 1 << 20, 3, 16,  65528, 1,     5 << 20};

static void test_arena(void **state)
{
    (void)state;
    struct arena a = {0};
    unsigned char *pieces[COUNT(sizes)];
    size_t total = 0;
    for (size_t i = 0; i < COUNT(sizes); i++) {
        pieces[i] = arena_alloc(&a, sizes[i]);
        unit_int("piece", "alignment", (int64_t)((uintptr_t)pieces[i] % 8), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            total += pieces[i][k];
        memset(pieces[i], (int)i + 1, sizes[i]);
    }
    unit_int("arena", "bytes not zeroed", (int64_t)total, 0);
    for (size_t i = 0; i < COUNT(sizes); i++)
        for (size_t k = 0; k < sizes[i]; k++)
            if (pieces[i][k] != i + 1)
                unit_int("piece", "written over", pieces[i][k], (int64_t)i + 1);
    assert_true(a.total >= (6 << 20));
    arena_release(&a);
    assert_null(a.blocks);
    assert_int_equal(a.total, 0);
    arena_release(&a);
    unit_end();
}

/* A delivery has an arena: ten thousand that hold little take little. */
static void test_many_arenas(void **state)
{
    (void)state;
    enum { MANY = 10000, MOST = 2048 };
    struct arena *list = mem_array(MANY, sizeof *list);
    size_t before = mallinfo2().uordblks;
    for (int i = 0; i < MANY; i++)
        (void)arena_text(&list[i], "a finding");
    unit_int("an arena", "holds too much",
             !SANITIZED && mallinfo2().uordblks - before > (size_t)MANY * MOST, 0);
    for (int i = 0; i < MANY; i++)
        arena_release(&list[i]);
    free(list);
    unit_end();
}

static void test_copies(void **state)
{
    (void)state;
    struct arena a = {0};
    assert_string_equal(arena_text(&a, ""), "");
    assert_string_equal(arena_text(&a, "text"), "text");
    assert_string_equal(arena_copy(&a, "12345678", 4), "1234");
    assert_memory_equal(arena_copy(&a, "a\0b", 3), "a\0b", 4);
    assert_string_equal(arena_copy(&a, "", 0), "");
    const int64_t *list = arena_array(&a, 1000, sizeof *list);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list[i], 0);
    arena_release(&a);
}

static void test_heap(void **state)
{
    (void)state;
    int *list = mem_array(0, sizeof *list); /* nothing is something one can free */
    assert_non_null(list);
    list = mem_resize(list, 3, sizeof *list);
    list[2] = 7;
    list = mem_resize(list, 1000, sizeof *list);
    assert_int_equal(list[2], 7);
    free(list);
    char *text = mem_text("text");
    assert_string_equal(text, "text");
    free(text);
    const char *zeros = mem_alloc(64);
    for (int i = 0; i < 64; i++)
        assert_int_equal(zeros[i], 0);
    free((void *)(uintptr_t)zeros);
}

/* What is expected waits at the end of the heap, and is zeroed when it is asked for again. */
static void test_expected(void **state)
{
    (void)state;
    enum { PIECE = 1 << 20, PIECES = 22 };
    char *pieces[PIECES];
    size_t set = 0;
    mem_expect((size_t)PIECES * PIECE);
    unit_int("expected", "is not there", !SANITIZED && mallinfo2().keepcost < PIECES * PIECE, 0);
    size_t heap = mallinfo2().arena;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < PIECES; i++) {
            pieces[i] = mem_array(PIECE, 1);
            for (size_t k = 0; k < PIECE; k += 64)
                set += pieces[i][k] != 0;
            memset(pieces[i], 1, PIECE);
        }
        unit_int("expected", "was fetched again", mallinfo2().arena != heap, 0);
        for (int i = 0; i < PIECES; i++)
            free(pieces[i]);
    }
    unit_int("expected", "bytes not zeroed", (int64_t)set, 0);
    mem_expect(SIZE_MAX); /* so much at the most, and it is there */
    unit_int("expected", "too much is there", mallinfo2().arena > heap + 4 * PIECE, 0);
    unit_end();
}

static void test_full(void **state)
{
    (void)state;
    enum { MANY = 1 << 20 };
    int64_t *list = mem_resize_full(NULL, MANY, sizeof *list);
    for (int64_t i = 0; i < MANY; i++)
        list[i] = i;
    list = mem_resize_full(list, (size_t)2 * MANY, sizeof *list);
    int64_t kept = 0;
    for (int64_t i = 0; i < MANY; i++)
        kept += list[i] == i;
    unit_int("a large list", "kept", kept, MANY);
    free(list);
    unit_end();
}

static int ask_too_much(void *arg, int out_fd, struct err *err)
{
    (void)arg;
    (void)out_fd;
    (void)err;
    struct arena a = {0};
    (void)arena_array(&a, SIZE_MAX / 4, 8);
    return 0;
}

/* The process ends with MEM_EXIT, at once. */
static void test_too_much(void **state)
{
    (void)state;
    struct child_job job = {.name = "greedy", .run = ask_too_much};
    struct child_pool pool = {.at_once = 1, .timeout_s = 20, .max_bytes = 100};
    struct err err = {0};
    assert_int_equal(children_run(&job, 1, &pool, &err), 1);
    assert_string_equal(job.why.text, "greedy: ran out of memory");
    buf_release(&job.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena),    cmocka_unit_test(test_many_arenas),
        cmocka_unit_test(test_copies),   cmocka_unit_test(test_heap),
        cmocka_unit_test(test_expected), cmocka_unit_test(test_full),
        cmocka_unit_test(test_too_much),
    };
    return UNIT_RUN(tests);
}
