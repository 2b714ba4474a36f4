/* A buffered file; Windows-1252 is made when the buffer leaves. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <stdlib.h>

#include "campaign.h"

enum { BUFFER = 1 << 20, ROW_MAX = 1 << 14 };

void out_open(struct out *out, const char *path)
{
    out->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (out->fd == -1)
        die(path, strerror(errno));
    out->data = mem_new(BUFFER, 1);
    out->length = 0;
    out->cp1252 = false;
    out->path = path;
}

/* UTF-8 to Windows-1252 in place; it only gets shorter. */
static void to_cp1252(struct out *out)
{
    unsigned char *from = (unsigned char *)out->data, *to = from, *end = from + out->length;

    while (from < end) {
        if (*from < 0x80) {
            *to++ = *from++;
        } else if (*from < 0xE0) {
            *to++ = (unsigned char)(((*from & 0x1F) << 6) | (from[1] & 0x3F));
            from += 2;
        } else { /* the euro sign, the apostrophe; nothing else is asked for */
            *to++ = from[2] == 0xAC ? 0x80 : 0x92;
            from += 3;
        }
    }
    out->length = (size_t)(to - (unsigned char *)out->data);
}

static void flush(struct out *out)
{
    size_t done = 0;

    if (out->cp1252)
        to_cp1252(out);
    while (done < out->length) {
        ssize_t n = write(out->fd, out->data + done, out->length - done);

        if (n == -1 && errno != EINTR)
            die(out->path, strerror(errno));
        done += n > 0 ? (size_t)n : 0;
    }
    out->length = 0;
}

void out_row(struct out *out)
{
    if (out->length > BUFFER - ROW_MAX)
        flush(out);
}

void out_close(struct out *out)
{
    flush(out);
    if (close(out->fd) == -1)
        die(out->path, strerror(errno));
    free(out->data);
}

void out_byte(struct out *out, char byte)
{
    if (out->length == BUFFER)
        die(out->path, "a row is too long");
    out->data[out->length++] = byte;
}

void out_bytes(struct out *out, const char *bytes, size_t length)
{
    if (length > BUFFER - out->length)
        die(out->path, "a row is too long");
    (void)memcpy(out->data + out->length, bytes, length);
    out->length += length;
}

void out_text(struct out *out, const char *text)
{
    out_bytes(out, text, strlen(text));
}

void out_directory(const char *path)
{
    if (mkdir(path, 0755) == -1 && errno != EEXIST)
        die(path, strerror(errno));
}
