/*
 * The words and numbers of the charts, in French and English: one table of texts, with places for
 * what differs, and numbers as each language writes them.
 *
 *     char share[NUMBER_TEXT];
 *     chart_text_percent(lang, 182, 1, share);                              "18,2 %"
 *     chart_text_say(&out, lang, TEXT_TOP, (const char *const[]){name, share, of});
 *
 * A text holds places {1}, {2} … for what differs, and forms [singular|plural] that agree with the
 * subject of the sentence: "{1} progresse[|nt] de {2}". Texts of report.json follow the same rules.
 *
 * French: decimal comma, U+202F between thousands, U+00A0 before % and €; both: U+2212 for minus.
 */
#ifndef PTCE_PUBLISH_CHART_TEXT_H
#define PTCE_PUBLISH_CHART_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/contract.h"

enum text {
    TEXT_READING,
    TEXT_FIELD,
    TEXT_SOURCE,
    TEXT_ANSWERS_ONE,
    TEXT_ANSWERS,
    TEXT_NOT_AVAILABLE,
    TEXT_NOT_AVAILABLE_SHORT,
    TEXT_NEITHER,
    TEXT_WITHHELD,
    TEXT_PROVISIONAL,
    TEXT_LABELLED,
    TEXT_IN_MONTH,
    TEXT_IN_A_YEAR,
    TEXT_OVER_A_YEAR,
    TEXT_SINCE,
    TEXT_IN_A_YEAR_SAME,
    TEXT_OVER_A_YEAR_SAME,
    TEXT_UP,
    TEXT_DOWN,
    TEXT_STABLE,
    TEXT_GOES,
    TEXT_POINTS_UP,
    TEXT_POINTS_DOWN,
    TEXT_POINT,
    TEXT_POINTS,
    TEXT_VALUE,
    TEXT_ZERO,
    TEXT_MISSING,
    TEXT_HIDDEN,
    TEXT_TOP,
    TEXT_TOGETHER,
    TEXT_TIED,
    TEXT_RISING,
    TEXT_RISING_ALL,
    TEXT_PERIOD_SPAN,
    TEXT_PERIOD_YEAR,
    TEXT_PERIOD_TO_DATE,
    TEXT_PERIOD_THIS_YEAR,
    TEXT_AXIS_FROM,
    TEXT_MAXIMUM,
    TEXT_OTHERS,
    TEXT_MONTH,
    TEXT_ROW_REGION,
    TEXT_SHARE,
    TEXT_TOTAL,
    TEXT_SIGN_OF,
    TEXT_ANSWERED,
    TEXT_FRANCE_AT,
    TEXT_OF_EXPECTED,
    TEXT_YEAR_AT,
    TEXT_SIZE_KEY,
    TEXT_CLASS,
    TEXTS
};

enum { NUMBER_TEXT = 96, MAX_TEXT_ARGS = 4 };

/* Add a text in the singular, with {1} to {4} replaced by args. */
void chart_text_say(struct buf *out, enum lang lang, enum text id, const char *const *args);
/* The same of a text that may be plural, and of a text of the contract. */
void chart_text_agree(struct buf *out, enum lang lang, enum text id, bool is_plural,
                      const char *const *args);
void chart_text_fill(struct buf *out, const char *text, bool is_plural, const char *const *args);

void chart_text_number(enum lang lang, int64_t value, int decimals, char ret_text[NUMBER_TEXT]);
void chart_text_percent(enum lang lang, int64_t value, int decimals, char ret_text[NUMBER_TEXT]);

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
