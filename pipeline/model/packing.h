/*
 * How the values of a row lie in words of four bytes: a code of a list or a truth value in one
 * byte, four to a word; anything else in a word of its own, as base/narrow.h has it.
 *
 *     struct packing p;
 *     packing_make(&p, table, kept, n_kept);         p.n_words to a row
 *     packing_put(&p, words, k, v);                  of every value, in their order
 *     packing_get(&p, words, k)                      → v; INT32_MIN = blank
 */
#ifndef PTCE_MODEL_PACKING_H
#define PTCE_MODEL_PACKING_H

#include "model/contract.h"

enum { PACKING_WHOLE = -1, PACKING_BLANK = 0xFF };

struct packing {
    int n_words;
    int word[MAX_FIELDS];  /* of each value: where it is … */
    int shift[MAX_FIELDS]; /* … and of a byte its place there, else PACKING_WHOLE */
};

/* `kept`: the fields of the values. */
void packing_make(struct packing *p, const struct table *t, const int *kept, int n_kept);

/* A byte holds what is from 0 up to PACKING_BLANK; what is not is blank. */
static inline void packing_put(const struct packing *p, int32_t *words, int k, int32_t v)
{
    int32_t *word = &words[p->word[k]];
    if (p->shift[k] == PACKING_WHOLE) {
        *word = v;
        return;
    }
    uint32_t byte = v >= 0 && v < PACKING_BLANK ? (uint32_t)v : PACKING_BLANK;
    uint32_t others = p->shift[k] == 0 ? 0 : (uint32_t)*word;
    *word = (int32_t)(others | byte << p->shift[k]);
}

static inline int32_t packing_get(const struct packing *p, const int32_t *words, int k)
{
    int32_t word = words[p->word[k]];
    if (p->shift[k] == PACKING_WHOLE)
        return word;
    uint32_t byte = (uint32_t)word >> p->shift[k] & 0xFF;
    return byte == PACKING_BLANK ? INT32_MIN : (int32_t)byte;
}

#endif
