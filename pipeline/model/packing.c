#include "model/packing.h"

static bool fits_a_byte(const struct field *f)
{
    return f->type == FIELD_BOOLEAN ||
           (f->type == FIELD_STRING && f->codes != NULL && f->codes->count <= PACKING_BLANK);
}

void packing_make(struct packing *p, const struct table *t, const int *kept, int n_kept)
{
    enum { BYTES = 4, BITS = 8 };
    int used = BYTES; /* of the word that takes bytes */
    int bytes = 0;    /* that word */
    p->n_words = 0;
    for (int k = 0; k < n_kept; k++) {
        p->shift[k] = PACKING_WHOLE;
        if (!fits_a_byte(&t->fields[kept[k]])) {
            p->word[k] = p->n_words++;
            continue;
        }
        if (used == BYTES) {
            used = 0;
            bytes = p->n_words++;
        }
        p->word[k] = bytes;
        p->shift[k] = BITS * used++;
    }
}
