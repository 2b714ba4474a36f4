/*
 * Texts of the forms: what outside text becomes in a cell, and the words of our own in two
 * languages. French is typographically right: ’ « » and U+00A0 before : ; ! ? %.
 */
#ifndef PTCE_PUBLISH_FORM_TEXT_H
#define PTCE_PUBLISH_FORM_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "model/lang.h"

enum form_words {
    SAY_REQUIRED,
    SAY_OPTIONAL,
    SAY_CHOOSE,
    SAY_EXPECTED,
    SAY_YES,
    SAY_NO,
    SAY_CREATOR,
    SAY_TEMPLATE,
    SAY_TAB_README,
    SAY_TAB_REMINDER,
    SAY_TAB_COLUMNS,
    SAY_TAB_LISTS,
    SAY_REFUSED,
    SAY_POLE,
    SAY_NOT_DECLARED,
    SAY_SHEET,
    SAY_COLUMN,
    SAY_MUST,
    SAY_EXPECTED_TITLE,
    SAY_DESCRIPTION,
    SAY_CODE,
    SAY_LABEL,
    SAY_LIST_POLES,
    SAY_LIST_MONTHS,
    SAY_LIST_YES_NO,
    FORM_WORDS
};

/* Add the text with args[i] for {i}; args ends with NULL, or is NULL. */
void form_fill(struct buf *out, const char *text, const char *const *args);
void form_say(struct buf *out, enum lang lang, enum form_words id, const char *const *args);
const char *form_words(enum lang lang, enum form_words id); /* one without arguments */

/* Add text as a cell can hold it: UTF-8, control characters (not line ends and tabs) and stray
 * bytes as \xNN, what XML has no room for as U+FFFD, at most max_chars characters and an ellipsis.
 * False when some of it is not there for its length. */
bool form_clean(struct buf *out, const char *text, size_t len, size_t max_chars);

/* How many lines a text takes in a column so many characters wide. */
size_t form_lines(const char *text, size_t width);

/* Add at most max_chars characters of a text, cut at a blank, with an ellipsis. */
void form_shorten(struct buf *out, const char *text, size_t max_chars);

#endif
