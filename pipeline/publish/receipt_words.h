/* The fixed words of a receipt's text, in French and English. */
#ifndef PTCE_PUBLISH_RECEIPT_WORDS_H
#define PTCE_PUBLISH_RECEIPT_WORDS_H

#include "model/lang.h"

enum receipt_word {
    W_TITLE,
    W_FILE,
    W_REGION,
    W_RECEIVED,
    W_SIZE,
    W_BYTES,
    W_SHA,
    W_READ_AS,
    W_ROWS,
    W_IN_ERROR,
    W_IN_WARNING,
    W_VERDICT,
    W_ERRORS,
    W_WARNINGS,
    W_INFOS,
    W_LINE,
    W_CELL,
    W_MORE,
    W_UNITS,
    W_ACCEPTED,
    W_REJECTED,
    W_HELD,
    W_ONE_REJECTED,
    W_KEPT,
    W_NEWER,
    W_EMPTY,
    W_ALL_HELD,
    W_EXPECTED,
    W_NOTHING_EXPECTED,
    W_ADVICE,
    W_ADVICE_CORRECT,
    W_ADVICE_NOTHING,
    W_WHOLE,
    W_INTEGRATED,
    W_REPLACED,
    W_DEADLINE,
    W_DEADLINE_PAST,
    W_ADVICE_CHECK,
    W_ADVICE_REPLACED,
    W_ADVICE_TELL,
    W_NONE_USED,
    W_ERRORS_PAST,
    W_WARNINGS_PAST,
    W_ADVICE_PAST,
    W_ADVICE_UNREAD,
    W_ADVICE_OTHERS,
    W_SOME_CORRECTED,
    W_WAS_USED,
    W_SAME_OF,
    WORDS
};

const char *receipt_word(enum receipt_word w, enum lang lang);

#endif
