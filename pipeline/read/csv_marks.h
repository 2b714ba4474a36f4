/*
 * Which of 64 bytes are marks (a delimiter, a line end, a quote): a bit each, the first lowest.
 * With the vectors that every x86-64 has, or with eight bytes in a word anywhere; both say the
 * same.
 */
#ifndef PTCE_READ_CSV_MARKS_H
#define PTCE_READ_CSV_MARKS_H

#include <endian.h>
#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { MARKS_BLOCK = 64, MARKS_MAX = 5 };

struct marks {
    char bytes[MARKS_MAX];
    int n; /* 2 to MARKS_MAX */
};

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (unsigned char)(b))

/* A byte is a mark when the difference of the two is zero. */
static inline uint64_t marks_by_words(const struct marks *m, const char *p)
{
    uint64_t found = 0;
    for (int i = 0; i < MARKS_BLOCK / 8; i++) {
        uint64_t word;
        uint64_t others = EACH_BYTE(0xFF);
        memcpy(&word, p + 8 * i, 8);
        word = le64toh(word);
        for (int k = 0; k < m->n; k++) {
            uint64_t x = word ^ EACH_BYTE(m->bytes[k]);
            others &= ((x & EACH_BYTE(0x7F)) + EACH_BYTE(0x7F)) | x; /* high bit: differs */
        }
        uint64_t same = (~others & EACH_BYTE(0x80)) >> 7;
        found |= same * UINT64_C(0x0102040810204080) >> 56 << (8 * i); /* eight bits together */
    }
    return found;
}

#ifdef __SSE2__
static inline uint64_t marks_find(const struct marks *m, const char *p)
{
    uint64_t found = 0;
    for (int i = 0; i < MARKS_BLOCK / 16; i++) {
        __m128i bytes;
        memcpy(&bytes, p + 16 * i, 16);
        __m128i same = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(m->bytes[0])),
                                    _mm_cmpeq_epi8(bytes, _mm_set1_epi8(m->bytes[1])));
        for (int k = 2; k < m->n; k++)
            same = _mm_or_si128(same, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(m->bytes[k])));
        found |= (uint64_t)(uint32_t)_mm_movemask_epi8(same) << (16 * i);
    }
    return found;
}
#else
static inline uint64_t marks_find(const struct marks *m, const char *p)
{
    return marks_by_words(m, p);
}
#endif

#endif
