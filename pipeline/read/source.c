#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utf8proc.h>

#include "base/text.h"
#include "read/source.h"

int source_open(struct source *s, const char *path, struct err *err)
{
    memset(s, 0, sizeof *s);
    s->path = path;
    s->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (s->fd == -1)
        return err_sys(err, "cannot open %s", path);
    (void)posix_fadvise(s->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    return 0;
}

int source_rewind(struct source *s, enum encoding encoding, struct err *err)
{
    if (lseek(s->fd, 0, SEEK_SET) == -1)
        return err_sys(err, "cannot read %s again", s->path);
    s->started = encoding == ENCODING_1252 || (s->guessed && encoding == s->encoding);
    s->position = 0;
    s->encoding = encoding;
    s->invalid = s->ended = false;
    s->carried = s->carried_at = 0;
    return 0;
}

void source_close(struct source *s)
{
    if (s->fd != -1)
        (void)close(s->fd);
    s->fd = -1;
    digest_free(s->digest);
    s->digest = NULL;
    buf_release(&s->text);
}

void source_want_digest(struct source *s)
{
    s->digest = digest_new();
}

/* The next bytes of the file, 0 at its end; those not seen before go into the digest. */
static ssize_t read_bytes(struct source *s, char *to, size_t room)
{
    ssize_t n;
    do
        n = read(s->fd, to, room);
    while (n == -1 && errno == EINTR);
    if (n <= 0)
        return n;
    s->position += n;
    if (s->digest != NULL && s->position > s->digested) {
        size_t fresh = (size_t)(s->position - s->digested);
        digest_add(s->digest, to + ((size_t)n - fresh), fresh);
        s->digested = s->position;
    }
    return n;
}

int source_digest(struct source *s, char ret_hex[DIGEST_HEX], struct err *err)
{
    ssize_t n = 0;
    if (lseek(s->fd, s->digested, SEEK_SET) == -1)
        return err_sys(err, "cannot read %s again", s->path);
    s->position = s->digested;
    while ((n = read_bytes(s, s->raw, SAMPLE_BYTES)) > 0)
        ;
    if (n == -1)
        return err_sys(err, "cannot read %s", s->path);
    digest_finish(s->digest, ret_hex);
    s->digest = NULL;
    return 0;
}

const char *encoding_name(enum encoding e)
{
    static const char *const names[] = {"UTF-8", "UTF-8", "Windows-1252", "UTF-16", "UTF-16"};
    return names[e];
}

/* UTF-16 without a mark: text of our alphabet has a NUL in every other byte. */
static void take_pattern(struct source *s, size_t len)
{
    size_t nul[2] = {0, 0};
    size_t n = len < 512 ? len & ~(size_t)1 : 512;
    for (size_t i = 0; i < n; i++)
        nul[i & 1] += s->raw[i] == '\0';
    if (n < 8 || nul[0] + nul[1] < n / 2 - n / 16)
        return;
    s->guessed = nul[1] > n / 2 - n / 16 || nul[0] > n / 2 - n / 16;
    if (s->guessed)
        s->encoding = nul[1] > nul[0] ? ENCODING_UTF16LE : ENCODING_UTF16BE;
}

/* Length of the byte order mark at the start, which also sets the encoding. */
static size_t take_mark(struct source *s, size_t len)
{
    static const struct {
        const char *mark;
        size_t len;
        enum encoding encoding;
    } marks[] = {{"\xEF\xBB\xBF", 3, ENCODING_UTF8_BOM},
                 {"\xFF\xFE", 2, ENCODING_UTF16LE},
                 {"\xFE\xFF", 2, ENCODING_UTF16BE}};
    s->started = true;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (len >= marks[i].len && memcmp(s->raw, marks[i].mark, marks[i].len) == 0) {
            s->encoding = marks[i].encoding;
            return marks[i].len;
        }
    }
    take_pattern(s, len);
    return 0;
}

static unsigned unit_at(const struct source *s, const char *p)
{
    unsigned a = (unsigned char)p[0];
    unsigned b = (unsigned char)p[1];
    return s->encoding == ENCODING_UTF16LE ? a | b << 8 : a << 8 | b;
}

/* Convert UTF-16 and return how many bytes were used; a lone surrogate makes it invalid. */
static size_t convert_utf16(struct source *s, const char *bytes, size_t len)
{
    size_t i = 0;
    buf_cut(&s->text, 0);
    while (len - i >= 2) {
        unsigned u = unit_at(s, bytes + i);
        size_t used = 2;
        if (u >= 0xD800 && u <= 0xDBFF) {
            if (len - i < 4)
                break;
            unsigned low = unit_at(s, bytes + i + 2);
            if (low < 0xDC00 || low > 0xDFFF)
                s->invalid = true;
            u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
            used = 4;
        } else if (u >= 0xDC00 && u <= 0xDFFF) {
            s->invalid = true;
        }
        if (s->invalid)
            break;
        utf8proc_uint8_t enc[4];
        utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)u, enc);
        buf_add(&s->text, (const char *)enc, (size_t)n);
        i += used;
    }
    return i;
}

/* Turn raw[skip..len) into text; what a character cut at the end leaves is carried over. */
static void decode(struct source *s, size_t skip, size_t len, const char **ret_text,
                   size_t *ret_len)
{
    const char *bytes = s->raw + skip;
    size_t n = len - skip;
    size_t used = 0;
    switch (s->encoding) {
    case ENCODING_UTF8:
    case ENCODING_UTF8_BOM:
        used = text_valid(bytes, n);
        *ret_text = bytes;
        *ret_len = used;
        if (used < n && (s->ended || !text_is_cut(bytes + used, n - used)))
            s->invalid = true;
        break;
    case ENCODING_1252:
        buf_cut(&s->text, 0);
        used = text_from_1252(&s->text, bytes, n);
        s->invalid = used < n;
        *ret_text = s->text.data;
        *ret_len = s->text.len;
        break;
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        used = convert_utf16(s, bytes, n);
        if (s->ended && used < n)
            s->invalid = true;
        *ret_text = buf_str(&s->text);
        *ret_len = s->text.len;
        break;
    }
    s->carried = n - used; /* moved to the front at the next call */
    s->carried_at = skip + used;
}

int source_next(struct source *s, const char **ret_text, size_t *ret_len, struct err *err)
{
    if (s->ended || s->invalid)
        return 0;
    static const size_t block = SAMPLE_BYTES;
    size_t len = s->carried;
    memmove(s->raw, s->raw + s->carried_at, len);
    while (len < block) {
        ssize_t n = read_bytes(s, s->raw + len, block - len);
        if (n == -1)
            return err_sys(err, "cannot read %s", s->path);
        if (n == 0) {
            s->ended = true;
            break;
        }
        len += (size_t)n;
    }
    s->raw_len = len;
    size_t skip = s->started ? 0 : take_mark(s, len);
    decode(s, skip, len, ret_text, ret_len);
    return *ret_len == 0 && (s->ended || s->invalid) ? 0 : 1;
}

/* How many characters of accents there are among the bytes, as UTF-8 writes the French ones. */
static bool has_french(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == 0xC2 || c == 0xC3 || c == 0xC5 || c == 0xE2)
            return true;
    }
    return false;
}

int source_find_bad(struct source *s, struct bad_bytes *ret, struct err *err)
{
    const char *text = NULL;
    size_t len = 0;
    int got;
    *ret = (struct bad_bytes){.line = 1, .column = 1};
    if (source_rewind(s, s->encoding, err) == -1)
        return -1;
    while ((got = source_next(s, &text, &len, err)) == 1) {
        ret->utf8_above = ret->utf8_above || has_french(text, len);
        size_t from = 0;
        for (size_t i = 0; i < len; i++) {
            bool lone_cr = text[i] == '\r' && i + 1 < len && text[i + 1] != '\n';
            if (text[i] != '\n' && !lone_cr)
                continue;
            ret->line++;
            ret->column = 1;
            from = i + 1;
        }
        ret->column += (uint32_t)text_chars(text + from, len - from);
        if (s->invalid)
            break;
    }
    if (got == -1)
        return -1;
    const char *bad = s->raw + s->carried_at;
    ret->byte = s->carried > 0 ? (unsigned char)*bad : 0;
    ret->cut = s->ended && s->encoding != ENCODING_1252 && s->carried > 0 &&
               (s->encoding > ENCODING_1252 || text_is_cut(bad, s->carried));
    return 0;
}

int source_length(const struct source *s, int64_t *ret_length, int64_t *ret_bytes, struct err *err)
{
    char block[4096];
    struct stat st;
    if (fstat(s->fd, &st) == -1)
        return err_sys(err, "cannot read %s", s->path);
    *ret_bytes = *ret_length = st.st_size;
    while (*ret_length > 0) {
        int64_t from =
            *ret_length > (int64_t)sizeof block ? *ret_length - (int64_t)sizeof block : 0;
        ssize_t n = pread(s->fd, block, (size_t)(*ret_length - from), from);
        if (n == -1 && errno == EINTR)
            continue;
        if (n <= 0)
            return err_sys(err, "cannot read %s", s->path);
        while (n > 0 && block[n - 1] == '\0')
            n--;
        *ret_length = from + n;
        if (n > 0)
            break;
    }
    return 0;
}
