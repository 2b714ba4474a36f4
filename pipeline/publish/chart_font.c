#include <stdint.h>
#include <string.h>

#include "publish/chart_font.h"

enum { EM = 1000, WIDE = 1000, SPACE = 0x20, LAST_ASCII = 0x7E };

/* Advance widths of U+0020 to U+007E in thousandths of the font size. */
static const int16_t ascii[][LAST_ASCII - SPACE + 1] = {
    [FONT_PLAIN] = {278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
                    556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
                    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
                    667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
                    333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
                    556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584},
    [FONT_BOLD] = {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
                   556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
                   975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
                   667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
                   333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
                   611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584}};

/* The letter whose width U+00C0 to U+00FF have. */
static const char latin[] = "AAAAAA@CEEEEIIIIDNOOOOO+OUUUUYPEaaaaaa%ceeeeIIIIonooooo+Euuuuypy";

static const struct {
    uint32_t letter;
    int width;
} others[] = {{0x00A0, 278}, {0x00AB, 556}, {0x00B0, 400}, {0x00BB, 556},
              {0x0153, 944}, {0x2013, 556}, {0x2018, 278}, {0x2019, 278},
              {0x202F, 278}, {0x20AC, 556}, {0x2212, 584}};

/* The letter at *text, and *text moved behind it. */
static uint32_t next_letter(const char **text)
{
    const unsigned char *p = (const unsigned char *)*text;
    int more = p[0] < 0x80 ? 0 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : 3;
    uint32_t letter = more == 0 ? p[0] : p[0] & (0x3Fu >> more);
    int i = 1;
    for (; i <= more && p[i] != '\0'; i++)
        letter = letter << 6 | (p[i] & 0x3Fu);
    *text += i;
    return letter;
}

static int letter_width(uint32_t letter, enum font_face face)
{
    if (letter >= SPACE && letter <= LAST_ASCII)
        return ascii[face][letter - SPACE];
    if (letter >= 0xC0 && letter <= 0xFF)
        return ascii[face][latin[letter - 0xC0] - SPACE];
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (others[i].letter == letter)
            return others[i].width;
    return WIDE;
}

int chart_font_face_width(const char *text, size_t len, enum font_face face, int size)
{
    const char *end = text + len;
    int64_t sum = 0;
    while (text < end)
        sum += letter_width(next_letter(&text), face);
    return (int)((sum * size + EM - 1) / EM);
}

int chart_font_width(const char *text, size_t len, int size)
{
    return chart_font_face_width(text, len, FONT_PLAIN, size);
}

size_t chart_font_line(const char *text, int size, int width)
{
    size_t fits = 0;  /* bytes that fit */
    size_t space = 0; /* bytes before the last space among them */
    int64_t sum = 0;
    for (const char *p = text; *p != '\0';) {
        if (*p == ' ')
            space = (size_t)(p - text);
        sum += letter_width(next_letter(&p), FONT_PLAIN);
        if (sum * size > (int64_t)width * EM && fits > 0)
            return space > 0 ? space : fits;
        fits = (size_t)(p - text);
    }
    return fits;
}

/* The bytes up to where a line may end next. */
static size_t word_bytes(const char *text)
{
    size_t len = strcspn(text, " -");
    return text[len] == '-' ? len + 1 : len;
}

int chart_font_lines(const char *text, enum font_face face, int size, int width, int *ret_widest)
{
    int lines = 1;
    int used = 0;
    int widest = 0;
    while (*text != '\0') {
        size_t len = word_bytes(text);
        size_t spaces = strspn(text + len, " ");
        int word = chart_font_face_width(text, len, face, size);
        if (used > 0 && used + word > width) {
            lines++;
            used = 0;
        }
        for (; word > width && width > 0; word -= width) {
            lines++;
            widest = width;
        }
        widest = used + word > widest ? used + word : widest;
        used += word + chart_font_face_width(text + len, spaces, face, size);
        text += len + spaces;
    }
    if (ret_widest != NULL)
        *ret_widest = widest;
    return lines;
}

void chart_font_cut(struct buf *out, const char *text, int size, int width)
{
    static const char ellipsis[] = "…";
    size_t len = strlen(text);
    if (chart_font_width(text, len, size) <= width) {
        buf_text(out, text);
        return;
    }
    int room = width - chart_font_width(ellipsis, sizeof ellipsis - 1, size);
    size_t fits = 0;
    for (const char *p = text; *p != '\0';) {
        (void)next_letter(&p);
        if (chart_font_width(text, (size_t)(p - text), size) > room)
            break;
        fits = (size_t)(p - text);
    }
    buf_add(out, text, fits);
    buf_text(out, ellipsis);
}
