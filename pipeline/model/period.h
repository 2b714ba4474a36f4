/*
 * A period is a calendar month, counted from January of year 0, so that months subtract. A day is
 * counted from 1970-01-01, as the Gregorian calendar goes on in both directions. An instant is in
 * seconds from there, UTC.
 *
 *     int32_t p;
 *     if (period_parse("2026-10", 7, &p) == -1) …not a month…
 *     period_format(p - 1, text)                    "2026-09"
 *     period_last_day(p)                            the day count of 2026-10-31
 *
 * Nothing here reads the clock or the time zone, or allocates.
 */
#ifndef PTCE_MODEL_PERIOD_H
#define PTCE_MODEL_PERIOD_H

#include <stddef.h>
#include <stdint.h>

#include "model/lang.h"

enum { PERIOD_TEXT = 16, DAY_TEXT = 16, INSTANT_TEXT = 32 };
enum { DAY_S = 86400 };
enum { YEAR_FIRST = 1900, YEAR_LAST = 2199 }; /* what a return can speak of */

/* Returns of a month are due by the end of this day of the next, where nobody says another. */
enum { DEADLINE_DAY = 10 };

int period_parse(const char *text, size_t len, int32_t *ret_period); /* AAAA-MM; 0 or -1 */
void period_format(int32_t period, char ret_text[PERIOD_TEXT]);
int32_t period_of(int year, int month); /* month 1 to 12 */
int period_year(int32_t period);
int period_month(int32_t period); /* 1 to 12 */
int32_t period_last_day(int32_t period);
/* The day by whose end returns of a month are due: the day-th of the next month, 1 to 28. */
int32_t period_deadline(int32_t period, int day);

/* "octobre 2026" / "October 2026". */
void period_words(int32_t period, enum lang lang, char *ret_text, size_t cap);
/* "oct. 2026" / "Oct 2026". */
void period_short(int32_t period, enum lang lang, char *ret_text, size_t cap);

int day_parse(const char *text, size_t len, int32_t *ret_day); /* AAAA-MM-JJ; 0 or -1 */
int day_from(int year, int month, int day, int32_t *ret_day);  /* -1 when there is no such day */
void day_split(int32_t day, int *ret_year, int *ret_month, int *ret_day);
void day_format(int32_t day, char ret_text[DAY_TEXT]);
int32_t day_period(int32_t day);

/* AAAA-MM-JJThh:mm:ssZ (or a bare AAAA-MM-JJ: midnight); 0 or -1. */
int instant_parse(const char *text, int64_t *ret_instant);
void instant_format(int64_t instant, char ret_text[INSTANT_TEXT]);  /* 2026-11-12T06:00:00Z */
void instant_compact(int64_t instant, char ret_text[INSTANT_TEXT]); /* 20261112T060000 */
int32_t instant_day(int64_t instant);

#endif
