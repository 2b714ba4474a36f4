/*
 * How a field of the contract is filled in on a sheet: in which order the columns stand, what a
 * cell accepts, what is said before and after. Pure: nothing here knows libxlsxwriter.
 *
 *     input_order(table, order);                 the columns: keys, required, others
 *     input_of(table, order[i], &input);         what a cell of the column accepts
 *     input_prompt(field, lang, &text);          said when the cell is chosen
 *     input_complaint(field, lang, &text);       said when what was typed is refused
 */
#ifndef PTCE_PUBLISH_TEMPLATE_INPUT_H
#define PTCE_PUBLISH_TEMPLATE_INPUT_H

#include "base/buf.h"
#include "model/contract.h"

enum input_kind {
    INPUT_CODES,   /* one of a code list, shown as a drop-down list */
    INPUT_POLE,    /* one of the region's poles */
    INPUT_MONTH,   /* one of the months listed */
    INPUT_YES_NO,  /* oui or non */
    INPUT_WHOLE,   /* a whole number between two */
    INPUT_DECIMAL, /* a number between two */
    INPUT_DAY,     /* a date */
    INPUT_TEXT,    /* a text of so many characters */
    INPUT_KINDS
};

struct input {
    enum input_kind kind;
    int64_t minimum; /* in the field's units (INPUT_WHOLE, INPUT_DECIMAL) … */
    int64_t maximum;
    size_t min_chars; /* INPUT_TEXT */
    size_t max_chars;
};

/* Lists longer than this are typed, not chosen from: the communes. */
enum { INPUT_LONGEST_LIST = 110 };

/* Excel shows no more. */
enum { INPUT_TITLE_CHARS = 32, INPUT_MESSAGE_CHARS = 255 };

/* Put the fields of the table into ret_order (t->n_fields of them): its keys, the other required
 * ones, the rest, each part as the contract has it. */
void input_order(const struct table *t, int *ret_order);

void input_of(const struct table *t, int field, struct input *ret);

void input_prompt(const struct field *f, enum lang lang, struct buf *out);
void input_complaint(const struct field *f, enum lang lang, struct buf *out);

/* The number of characters of every text that a pattern matches: literals, classes and {n} only;
 * 0 = not known. */
size_t input_pattern_chars(const char *pattern);

#endif
