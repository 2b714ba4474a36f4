/*
 * A growing string of bytes, always with a NUL behind its last byte.
 *
 *     struct buf b = {0};
 *     buf_printf(&b, "%s/%s", folder, name);
 *     use(b.data, b.len);
 *     buf_release(&b);
 */
#ifndef PTCE_BASE_BUF_H
#define PTCE_BASE_BUF_H

#include <stddef.h>

struct buf {
    char *data; /* NULL until something is added */
    size_t len;
    size_t cap;
};

void buf_add(struct buf *b, const char *bytes, size_t len);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_room(struct buf *b, size_t more); /* make room for `more` bytes behind len */
void buf_cut(struct buf *b, size_t len);   /* keep the first `len` bytes */
const char *buf_str(const struct buf *b);  /* "" when empty; borrowed */
char *buf_detach(struct buf *b);           /* the string, now the caller's; b is empty */
void buf_release(struct buf *b);

#endif
