/*
 * Memory that is there or the process ends. A run that cannot have the few megabytes it needs has
 * nothing better to do than to stop at once: what it was building stays in a temporary folder,
 * nothing is published, and the next run starts clean. So no caller tests for NULL, and no path
 * exists that is only taken when memory is short.
 *
 * On failure one line goes to standard error (not from a child) and the process leaves with
 * MEM_EXIT.
 *
 * An arena gives pieces of memory that are all freed together: one a delivery, one a stage.
 *
 *     struct arena a = {0};
 *     char *copy = arena_text(&a, text, len);
 *     arena_release(&a);
 */
#ifndef PTCE_BASE_MEM_H
#define PTCE_BASE_MEM_H

#include <stddef.h>

enum { MEM_EXIT = 3 }; /* "failed, nothing published", as in DESIGN 6 */

/* Call first: the heap grows in large steps and is kept, of large pages where the system has them.
 * A page that is touched for the first time costs as much as reading a hundred rows, on a virtual
 * machine ten times that; large pages that are asked for in one call a hundredth of it. */
void mem_start(void);
/* About so much will be asked for, in pieces: have it now, so. After a fork; before it, it would be
 * shared and every page copied. */
void mem_expect(size_t bytes);
/* In a child: without memory, leave without a word. Its parent sees MEM_EXIT and says so. */
void mem_child(void);

void *mem_alloc(size_t size); /* zeroed */
/* Give what is free back to the system: behind something large. */
void mem_trim(void);

void *mem_array(size_t count, size_t size);                  /* zeroed; count * size is checked */
void *mem_resize(void *old, size_t count, size_t size);      /* the new part is not zeroed */
void *mem_resize_full(void *old, size_t count, size_t size); /* … and all of it will be written */
char *mem_text(const char *text);

struct arena_block;

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used;                /* bytes taken in the newest block */
    size_t total;               /* bytes asked for in all */
};

void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned to 8 */
void *arena_array(struct arena *a, size_t count, size_t size);
char *arena_copy(struct arena *a, const char *bytes, size_t len); /* NUL behind it */
char *arena_text(struct arena *a, const char *text);
void arena_release(struct arena *a);

#endif
