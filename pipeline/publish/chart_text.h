/*
 * The words and numbers of the charts, in French and English: one table of texts, with places for
 * what differs, and numbers as each language writes them.
 *
 *     char share[NUMBER_TEXT];
 *     chart_text_percent(lang, 182, 1, share);                              "18,2 %"
 *     chart_text_say(&out, lang, TEXT_REGIONS_TOP, (const char *const[]){name, share});
 *
 * French: decimal comma, U+202F between thousands, U+00A0 before % and €; both: U+2212 for minus.
 */
#ifndef PTCE_PUBLISH_CHART_TEXT_H
#define PTCE_PUBLISH_CHART_TEXT_H

#include <stdint.h>

#include "base/buf.h"
#include "model/contract.h"

enum text {
    TEXT_SOURCE,
    TEXT_READING,
    TEXT_MONTH,
    TEXT_ANSWERS_ONE,
    TEXT_ANSWERS,
    TEXT_NOT_AVAILABLE,
    TEXT_WITHHELD,
    TEXT_PERSON,
    TEXT_PERSONS,
    TEXT_FTE,
    TEXT_LABELLED,
    TEXT_IN_MONTH,
    TEXT_IN_A_YEAR,
    TEXT_OVER_A_YEAR,
    TEXT_SINCE,
    TEXT_MORE_THAN,
    TEXT_JOBS_UP,
    TEXT_JOBS_DOWN,
    TEXT_JOBS_STABLE,
    TEXT_JOBS_TIMES,
    TEXT_JOBS_FROM_ZERO,
    TEXT_JOBS_FIRST,
    TEXT_JOBS_MISSING,
    TEXT_JOBS_SUBTITLE,
    TEXT_JOBS_MONTHS,
    TEXT_JOBS_AXIS,
    TEXT_JOBS_DESC,
    TEXT_JOBS_FIELD,
    TEXT_REGIONS_TOP,
    TEXT_REGIONS_TIE,
    TEXT_REGIONS_ONE,
    TEXT_REGIONS_ZERO,
    TEXT_REGIONS_MISSING,
    TEXT_REGIONS_SUBTITLE,
    TEXT_REGIONS_DESC,
    TEXT_REGIONS_FIELD,
    TEXT_FUNDING_TOP,
    TEXT_FUNDING_TIE,
    TEXT_FUNDING_ONE,
    TEXT_FUNDING_ZERO,
    TEXT_FUNDING_MISSING,
    TEXT_FUNDING_SUBTITLE,
    TEXT_FUNDING_OTHERS,
    TEXT_FUNDING_DESC,
    TEXT_FUNDING_FIELD,
    TEXT_RESPONSE_RATE,
    TEXT_RESPONSE_ALL,
    TEXT_RESPONSE_NONE,
    TEXT_RESPONSE_ONLY_YES,
    TEXT_RESPONSE_ONLY_NO,
    TEXT_RESPONSE_MISSING,
    TEXT_RESPONSE_SUBTITLE,
    TEXT_RESPONSE_OF,
    TEXT_RESPONSE_FRANCE,
    TEXT_RESPONSE_DESC,
    TEXT_RESPONSE_FIELD,
    TEXTS
};

enum { NUMBER_TEXT = 96, MAX_TEXT_ARGS = 3 };

/* Add a text with {1}, {2}, {3} replaced by args. */
void chart_text_say(struct buf *out, enum lang lang, enum text id, const char *const *args);

void chart_text_number(enum lang lang, int64_t value, int decimals, char ret_text[NUMBER_TEXT]);
void chart_text_percent(enum lang lang, int64_t value, int decimals, char ret_text[NUMBER_TEXT]);

/* "1 personne", "2 310 personnes". */
void chart_text_people(enum lang lang, int64_t value, char ret_text[NUMBER_TEXT]);

/* The part of a whole in tenths of a percent, rounded half away from zero; 0 of a whole of 0. */
int64_t chart_text_share(int64_t part, int64_t whole);

/* Money is written in the unit that suits the largest amount of a figure. */
struct money_unit {
    enum { MONEY_EURO, MONEY_KILO, MONEY_MEGA } scale;
    int decimals;
};

struct money_unit chart_text_money_unit(int64_t largest_cents);
void chart_text_money(enum lang lang, int64_t cents, struct money_unit unit,
                      char ret_text[NUMBER_TEXT]); /* "1,2 M€" */
void chart_text_money_bare(enum lang lang, int64_t cents, struct money_unit unit,
                           char ret_text[NUMBER_TEXT]);                    /* "1,2" */
const char *chart_text_money_name(enum lang lang, struct money_unit unit); /* "millions d’euros" */

#endif
