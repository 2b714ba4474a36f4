/*
 * The words of the findings, in one table: a row a code. finding.c puts them together.
 */
#ifndef PTCE_MODEL_FINDING_WORDS_H
#define PTCE_MODEL_FINDING_WORDS_H

#include "model/finding.h"

struct finding_words {
    const char *name;
    enum severity severity;
    const char *title[2]; /* by enum lang */
    const char *text[2];
};

extern const struct finding_words finding_words[FINDING_CODES];

#endif
