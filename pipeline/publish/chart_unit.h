/*
 * How the numbers of an indicator are written in a chart: beside a mark, in a sentence, on an axis,
 * in the table. Money is in the unit that suits the largest amount of the chart.
 *
 *     struct chart_unit u = chart_unit_of(contract, indicator, LANG_FR, largest);
 *     chart_unit_short(&u, 184300, text)       "1 843"    "18,2 %"   "1,84 M€"
 *     chart_unit_long(&u, 184300, text)        "1 843 personnes"     "1,84 M€"
 */
#ifndef PTCE_PUBLISH_CHART_UNIT_H
#define PTCE_PUBLISH_CHART_UNIT_H

#include "model/contract.h"
#include "publish/chart_text.h"

struct chart_unit {
    const struct indicator *indicator;
    enum lang lang;
    struct money_unit money;
};

struct chart_unit chart_unit_of(const struct contract *c, int indicator, enum lang lang,
                                int64_t largest);

void chart_unit_short(const struct chart_unit *u, int64_t value, char ret_text[NUMBER_TEXT]);
void chart_unit_long(const struct chart_unit *u, int64_t value, char ret_text[NUMBER_TEXT]);
/* Without a unit, for places where it stands beside: "1,84". */
void chart_unit_bare(const struct chart_unit *u, int64_t value, char ret_text[NUMBER_TEXT]);
/* A tic of an axis with tics `step` apart: as many decimals as that asks for. */
void chart_unit_tic(const struct chart_unit *u, int64_t value, int64_t step,
                    char ret_text[NUMBER_TEXT]);
/* A cell of the table: all decimals of a count, whole euros; the column's title has the unit. */
void chart_unit_cell(const struct chart_unit *u, int64_t value, char ret_text[NUMBER_TEXT]);
void chart_unit_title(const struct chart_unit *u,
                      struct buf *out); /* "Effectif total (personnes)" */

/* The smallest distance of tics. */
int64_t chart_unit_least(const struct chart_unit *u);

#endif
