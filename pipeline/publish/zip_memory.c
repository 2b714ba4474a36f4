#include <string.h>

#include "publish/zip_memory.h"

static voidpf on_open(voidpf opaque, const void *name, int mode)
{
    struct zip_memory *m = opaque;
    (void)name;
    (void)mode;
    m->at = 0;
    return m;
}

static uLong on_read(voidpf opaque, voidpf stream, void *ret_bytes, uLong size)
{
    struct zip_memory *m = stream;
    size_t left = m->at < m->bytes.len ? m->bytes.len - m->at : 0;
    size_t n = size < left ? size : left;
    (void)opaque;
    if (n > 0)
        memcpy(ret_bytes, m->bytes.data + m->at, n);
    m->at += n;
    return n;
}

/* Over what is there, then behind it. minizip goes back to complete the head of a part, never
 * beyond the end. */
static uLong on_write(voidpf opaque, voidpf stream, const void *bytes, uLong size)
{
    struct zip_memory *m = stream;
    (void)opaque;
    if (m->at > m->bytes.len)
        return 0;
    size_t over = m->bytes.len - m->at < size ? m->bytes.len - m->at : size;
    if (over > 0)
        memcpy(m->bytes.data + m->at, bytes, over);
    buf_add(&m->bytes, (const char *)bytes + over, size - over);
    m->at += size;
    return size;
}

static ZPOS64_T on_tell(voidpf opaque, voidpf stream)
{
    const struct zip_memory *m = stream;
    (void)opaque;
    return m->at;
}

static long on_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
    struct zip_memory *m = stream;
    size_t from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                  : origin == ZLIB_FILEFUNC_SEEK_CUR ? m->at
                                                     : m->bytes.len;
    (void)opaque;
    return __builtin_add_overflow(from, offset, &m->at) ? -1 : 0;
}

static int on_close(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

zlib_filefunc64_def zip_memory_calls(struct zip_memory *m)
{
    return (zlib_filefunc64_def){.zopen64_file = on_open,
                                 .zread_file = on_read,
                                 .zwrite_file = on_write,
                                 .ztell64_file = on_tell,
                                 .zseek64_file = on_seek,
                                 .zclose_file = on_close,
                                 .zerror_file = on_close, /* never an error */
                                 .opaque = m};
}
