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
    SAY_EXAMPLE,
    SAY_EXPECTED,
    SAY_YES,
    SAY_NO,
    SAY_CREATOR,
    SAY_CATEGORY_TEMPLATE,
    SAY_CATEGORY_FEEDBACK,
    SAY_TEMPLATE,
    SAY_TAB_README,
    SAY_TAB_REMINDER,
    SAY_TAB_COLUMNS,
    SAY_TAB_LISTS,
    SAY_REFUSED,
    SAY_POLE,
    SAY_NOT_DECLARED,
    SAY_REMINDERS_LEFT_OUT,
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
    SAY_SUGGESTION,
    SAY_TAB_FILE,
    SAY_TAB_SUMMARY,
    SAY_TAB_FINDINGS,
    SAY_TAB_UNITS,
    SAY_ERROR,
    SAY_WARNING,
    SAY_INFO,
    SAY_SEVERITY,
    SAY_WHERE,
    SAY_LINE,
    SAY_VALUE,
    SAY_ADVICE,
    SAY_CODE_OF_FINDING,
    SAY_CAUSE,
    SAY_OF_REGION,
    SAY_OF_REGISTER,
    SAY_NUMBER,
    SAY_FIRST_PLACE,
    SAY_CAUSES,
    SAY_FEEDBACK_TITLE,
    SAY_RECEIVED,
    SAY_VERDICT,
    SAY_COUNTS,
    SAY_ROWS_READ,
    SAY_HOW_TO_READ,
    SAY_NO_ROWS,
    SAY_ROWS_CSV,
    SAY_ROWS_JSON,
    SAY_LEGEND_ERROR,
    SAY_LEGEND_WARNING,
    SAY_LEGEND,
    SAY_CORRECT,
    SAY_ROWS_LEFT_OUT,
    SAY_CELLS_CUT,
    SAY_FINDINGS_LEFT_OUT,
    SAY_BLANK,
    SAY_ROW_REMARKS,
    SAY_MORE_ROWS,
    SAY_UNIT_KEPT,
    SAY_UNIT_NEWER,
    SAY_UNIT_REJECTED,
    SAY_UNIT_REPLACED,
    SAY_UNIT_USED,
    SAY_UNIT_ACCEPTED,
    SAY_TABLE,
    SAY_PERIOD,
    SAY_FIRST_LINE,
    SAY_ROWS,
    SAY_STATE,
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

/* Add text as a part of the file holds it: _x0041_ in a cell would be read as A, and is written as
 * _x005F_x0041_ (ECMA-376 part 1, 22.9.2.19). The last step, once. */
void form_escape(struct buf *out, const char *text);

/* How many lines a text takes in a column so many characters wide. */
size_t form_lines(const char *text, size_t width);

/* Add at most max_chars characters of a text, cut at a blank, with an ellipsis. */
void form_shorten(struct buf *out, const char *text, size_t max_chars);

#endif
