/*
 * Text is UTF-8 in Unicode form NFC, with a length; outside text is never trusted to be either
 * until text_valid has seen it.
 *
 * The *fold* of a text is what two spellings of the same label or code have in common: letters and
 * digits only, lower case, without accents ("Région ", "REGION" and "ré-gion" fold to "region").
 */
#ifndef PTCE_BASE_TEXT_H
#define PTCE_BASE_TEXT_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"

/* The length of the longest valid UTF-8 start of bytes (len when all of it is). A sequence cut
 * short by the end counts as not valid, so the rest can be carried over to the next block. */
size_t text_valid(const char *bytes, size_t len);

/* True when what text_valid left (`rest` of `len` bytes) is only the beginning of a character. */
bool text_is_cut(const char *rest, size_t len);

/* Add the UTF-8 form of Windows-1252 bytes, up to one of the five that stand for no character.
 * Returns how many bytes were taken. */
size_t text_from_1252(struct buf *out, const char *bytes, size_t len);

/* Write the fold of text into ret_key, at most cap - 1 bytes and a NUL. Returns its length. */
size_t text_fold(const char *text, size_t len, char *ret_key, size_t cap);

/* Add text in Unicode form NFC. False, and nothing added, when it is not UTF-8. */
bool text_nfc(struct buf *out, const char *text, size_t len);
/* Is it in that form already? */
bool text_is_nfc(const char *text, size_t len);

/* Narrow a text by the blanks and invisible characters at its ends: no-break and zero-width spaces,
 * byte order marks, soft hyphens. True when there were any. */
bool text_trim(const char **text, size_t *len);
/* Add the text without the invisible characters (not the blanks) inside it. */
void text_add_visible(struct buf *out, const char *text, size_t len);

/* "PÃ´le" is "Pôle" written as UTF-8, read as Windows-1252 and written once more. Adds the repaired
 * form; false, and nothing added, when the text shows no such thing. */
bool text_repair(struct buf *out, const char *text, size_t len);

/* The number of characters (code points) of valid UTF-8. */
size_t text_chars(const char *text, size_t len);

/* Add text for a terminal, a log line or a mail: control characters, line breaks and invalid bytes
 * as \xNN, at most max_chars characters and an ellipsis. */
void text_show(struct buf *out, const char *text, size_t len, size_t max_chars);

/* Distance of edits between two folds, at most `limit` + 1. */
size_t text_distance(const char *a, const char *b, size_t limit);

/* The first and the last eight bytes of a text as numbers, of which 8 bytes behind its end can be
 * read: two texts of one length, from 1 to 16, are the same when both are. The tail of a text of up
 * to 8 is 0. */
static inline uint64_t text_head(const char *text, size_t len)
{
    uint64_t word;
    memcpy(&word, text, 8);
    word = le64toh(word);
    return len >= 8 ? word : word & ((UINT64_C(1) << (8 * len)) - 1);
}

static inline uint64_t text_tail(const char *text, size_t len)
{
    return len > 8 ? text_head(text + len - 8, 8) : 0;
}

bool text_is_digits(const char *text, size_t len);
bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);

/* Read a whole text of digits as a number from `low` to `high`; 0, or -1 and *ret is left alone. */
int text_int(const char *text, size_t len, int64_t low, int64_t high, int64_t *ret);

#endif
