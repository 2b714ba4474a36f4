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

enum { CODE_NONE = -1, LARGE_LIST = 200 };

struct code_entry {
    const char *code;
    const char *label[2]; /* French, English */
    const char *group;    /* a code of another list, or "" */
};

struct codelist {
    char *name;
    struct csvfile file;
    struct code_entry *entries;
    int count;
    struct map by_code; /* its numbers are entry numbers; empty for a large list */
    struct map by_fold; /* folds of codes and labels; so is this */
    int *fold_entry;    /* what a fold stands for; CODE_NONE when for two entries */
    int code_digits;    /* length of the codes when all are as long and mostly digits; else 0 */
};

int codelist_read(struct codelist *ret_list, const char *name, const char *path, struct err *err);

/* The entry with just this code, or CODE_NONE. */
int codelist_find(const struct codelist *l, const char *code, size_t len);

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
