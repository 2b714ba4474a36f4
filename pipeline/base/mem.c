#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

/* Blocks of an arena: small at first, as there may be one for each of ten thousand deliveries. */
enum { FIRST_BLOCK = 1024, ARENA_BLOCK = 64 * 1024 };
enum { LARGE_PAGE = 2 * 1024 * 1024, HEAP_STEP = 8 * 1024 * 1024 };
/* At once: malloc takes nothing larger than 32 MB from the heap. */
enum { MOST_EXPECTED = 24 * 1024 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size;
    _Alignas(16) char data[];
};

static bool is_child;

static void out_of_memory(void)
{
    static const char text[] = "ptce: out of memory\n";
    ssize_t ignored = is_child ? 0 : write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(MEM_EXIT);
}

void mem_child(void)
{
    is_child = true;
}

/* Both are advice: they may not be taken. */
static void get_now(char *p, size_t length)
{
    (void)madvise(p, length, MADV_HUGEPAGE);
    (void)madvise(p, length, MADV_POPULATE_WRITE);
}

void mem_start(void)
{
    (void)mallopt(M_TOP_PAD, HEAP_STEP);
    (void)mallopt(M_TRIM_THRESHOLD, HEAP_STEP);
    (void)mallopt(M_MMAP_THRESHOLD, HEAP_STEP / 2);
    char *start = malloc(LARGE_PAGE); /* more than there is: the heap grows by a step */
    if (start == NULL)
        return;
    char *first = start + (LARGE_PAGE - (uintptr_t)start % LARGE_PAGE) % LARGE_PAGE;
    uintptr_t end = (uintptr_t)sbrk(0);
    uintptr_t length = end - (uintptr_t)first;
    if ((uintptr_t)first < end && length <= 2 * (uintptr_t)HEAP_STEP) /* not so when sanitized */
        get_now(first, length);
    free(start);
}

void mem_expect(size_t bytes)
{
    bytes = bytes > MOST_EXPECTED ? MOST_EXPECTED : bytes;
    bytes = (bytes / LARGE_PAGE + 1) * LARGE_PAGE;
    (void)mallopt(M_MMAP_THRESHOLD, (int)(bytes + 2 * LARGE_PAGE));
    (void)mallopt(M_TRIM_THRESHOLD, (int)(2 * (bytes + HEAP_STEP)));
    char *start = malloc(bytes + LARGE_PAGE); /* from the end of the heap, and back to it */
    if (start != NULL)
        get_now(start + (LARGE_PAGE - (uintptr_t)start % LARGE_PAGE) % LARGE_PAGE, bytes);
    free(start);
    (void)mallopt(M_MMAP_THRESHOLD, HEAP_STEP / 2);
}

void mem_trim(void)
{
    (void)malloc_trim(0);
}

void *mem_array(size_t count, size_t size)
{
    void *p = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);
    if (p == NULL)
        out_of_memory();
    return p;
}

void *mem_alloc(size_t size)
{
    return mem_array(1, size);
}

/* Of a large array its mapping, to whole pages: all of it is meant, for one cut in two cannot grow
 * in place. Of a small one nothing. */
static void advise(void *array, size_t bytes, int advice)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    char *p = array;
    uintptr_t before = (uintptr_t)p % page;
    if (bytes < HEAP_STEP / 2)
        return;
    uintptr_t end = (uintptr_t)p + malloc_usable_size(p);
    uintptr_t length = end + (page - end % page) % page - ((uintptr_t)p - before);
    (void)madvise(p - before, length, advice);
}

void *mem_resize(void *old, size_t count, size_t size)
{
    void *p = reallocarray(old, count == 0 ? 1 : count, size);
    if (p == NULL)
        out_of_memory();
    advise(p, count * size, MADV_HUGEPAGE);
    return p;
}

void *mem_resize_full(void *old, size_t count, size_t size)
{
    void *p = mem_resize(old, count, size);
    advise(p, count * size, MADV_POPULATE_WRITE);
    return p;
}

char *mem_text(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(mem_alloc(size), text, size);
}

void *arena_alloc(struct arena *a, size_t size)
{
    size = (size + 7) & ~(size_t)7;
    if (a->blocks == NULL || a->blocks->size - a->used < size) {
        size_t room = a->blocks == NULL ? FIRST_BLOCK : 2 * a->blocks->size;
        room = room > ARENA_BLOCK ? ARENA_BLOCK : room;
        room = room < size ? size : room;
        struct arena_block *b = mem_alloc(sizeof *b + room);
        b->size = room;
        b->next = a->blocks;
        a->blocks = b;
        a->used = 0;
    }
    void *p = a->blocks->data + a->used;
    a->used += size;
    a->total += size;
    return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        out_of_memory();
    return arena_alloc(a, bytes);
}

char *arena_copy(struct arena *a, const char *bytes, size_t len)
{
    char *p = arena_alloc(a, len + 1);
    if (len > 0)
        memcpy(p, bytes, len);
    return p;
}

char *arena_text(struct arena *a, const char *text)
{
    return arena_copy(a, text, strlen(text));
}

void arena_release(struct arena *a)
{
    while (a->blocks != NULL) {
        struct arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    a->used = 0;
    a->total = 0;
}
