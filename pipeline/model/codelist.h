/*
 * A code list: the values a coded column may hold, in their order, with labels. One CSV file each
 * under contract/codes. A value of a coded column is carried through the program as the number of
 * its entry, from 0.
 *
 * Geography is code lists too; a list can then name its parent (departements.csv has the columns
 * region and region_2013), read by codelist_parent.
 *
 * A list of LARGE_LIST codes or more (the communes) is one of codes alone: its labels are not
 * unique, and a text means an entry by its code only. Its file must be in the order of its codes,
 * of digits and capital letters; nothing is then built when it is read.
 */
#ifndef PTCE_MODEL_CODELIST_H
#define PTCE_MODEL_CODELIST_H

#include <stdint.h>

#include "base/csvfile.h"
#include "base/err.h"
#include "base/map.h"
#include "base/text.h"

enum { CODE_NONE = -1, LARGE_LIST = 200 };

struct code_entry {
    const char *code;
    const char *label[2]; /* French, English */
    const char *group;    /* a code of another list, or "" */
};

/* A place in the table of a small list's codes, by their bytes. */
struct code_slot {
    uint64_t head; /* text_head, text_tail */
    uint64_t tail;
    uint32_t len; /* 0 = free */
    int entry;
};

struct codelist {
    char *name;
    struct csvfile file;
    struct code_entry *entries;
    int count;
    struct map by_code;      /* its numbers are entry numbers; empty for a large list */
    struct map by_fold;      /* folds of codes and labels; so is this */
    int *fold_entry;         /* what a fold stands for; CODE_NONE when for two entries */
    struct code_slot *slots; /* NULL: none are built, the list is large */
    uint32_t n_slots;        /* a power of two, at least four times as many as codes */
    int code_digits; /* length of the codes when all are as long and mostly digits; else 0 */
};

int codelist_read(struct codelist *ret_list, const char *name, const char *path, struct err *err);

/* The entry with just this code, or CODE_NONE. */
int codelist_find(const struct codelist *l, const char *code, size_t len);

static inline uint32_t code_slot_of(const struct codelist *l, uint64_t head, uint64_t tail,
                                    uint32_t len)
{
    uint64_t h = (head ^ tail * UINT64_C(0xFF51AFD7ED558CCD) ^ len) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> 40) & (l->n_slots - 1);
}

/* The same in a list that has slots, for a code of which 8 bytes behind its end can be read. */
static inline int codelist_find_roomy(const struct codelist *l, const char *code, uint32_t len)
{
    uint64_t head = text_head(code, len);
    uint64_t tail = text_tail(code, len);
    for (uint32_t s = code_slot_of(l, head, tail, len); l->slots[s].len != 0;
         s = (s + 1) & (l->n_slots - 1)) {
        const struct code_slot *slot = &l->slots[s];
        if (slot->head == head && slot->tail == tail && slot->len == len &&
            (len <= 16 || memcmp(code, l->entries[slot->entry].code, len) == 0))
            return slot->entry;
    }
    return CODE_NONE;
}

/* The entry a person means by this text: its label, or its code in another case, without accents,
 * or without the zeros a spreadsheet drops. CODE_NONE when none or several. */
int codelist_guess(const struct codelist *l, const char *text, size_t len);

/* The entry whose code or label is nearest to a text, CODE_NONE when none is near or the list is
 * long. */
int codelist_nearest(const struct codelist *l, const char *text, size_t len);

/* The text of entry i in another column of the list's file, "" when the file has none. */
const char *codelist_parent(const struct codelist *l, int i, const char *column);

void codelist_release(struct codelist *l);

#endif
