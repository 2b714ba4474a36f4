/*
 * The fixed words of the workbooks, French and English, in one table (workbook_text.c). What the
 * contract words (indicators, code lists, sheets, notes) is not here.
 *
 *     workbook_say(&out, lang, TEXT_NEXT, (const char *const[]){"a", "b", NULL});
 *
 * puts "a" for {0} and "b" for {1}. French is typographically right: ’ « » and U+00A0 before : ; %
 * €.
 */
#ifndef PTCE_PUBLISH_WORKBOOK_TEXT_H
#define PTCE_PUBLISH_WORKBOOK_TEXT_H

#include <stdint.h>

#include "base/buf.h"
#include "model/contract.h"

enum workbook_text {
    TEXT_TABLE_TITLE,
    TEXT_FRANCE,
    TEXT_AND_FRANCE,
    TEXT_RANGE,
    TEXT_TWELVE_MONTHS,
    TEXT_NOTE_MARK,
    TEXT_ABOUT_TABLE,
    TEXT_FROZEN,
    TEXT_NOT_FROZEN,
    TEXT_SHORTHANDS,
    TEXT_NOT_AVAILABLE,
    TEXT_WITHHELD,
    TEXT_NOT_APPLICABLE,
    TEXT_REVISED,
    TEXT_MARKS,
    TEXT_NO_MARK,
    TEXT_OF_MONTH,
    TEXT_OF_YEAR,
    TEXT_OF_12_MONTHS,
    TEXT_WINDOW,
    TEXT_BREAKDOWN,
    TEXT_BEFORE,
    TEXT_NOW,
    TEXT_DIFFERENCE,
    TEXT_CAUSE,
    TEXT_UNIVERSE,
    TEXT_SOURCE,
    TEXT_READING,
    TEXT_ABOUT_PICTURES,
    TEXT_ABOUT_CHARTS,
    TEXT_ALT_LINE,
    TEXT_ALT_BARS,
    TEXT_RESPONSE,
    TEXT_RESPONSE_NONE,
    TEXT_POLE,
    TEXT_POLES,
    TEXT_IN_MONTH,
    TEXT_YEAR_TO_DATE,
    TEXT_OVER_12_MONTHS,
    TEXT_PREVIOUS,
    TEXT_CHANGE,
    TEXT_YEAR_AGO,
    TEXT_COLUMN_YTD,
    TEXT_COLUMN_12M,
    TEXT_COLUMN_CHANGE,
    TEXT_COLUMN_CHANGE_PERCENT,
    TEXT_WITH_TERRITORY,
    TEXT_WITH_UNIT,
    TEXT_CODE,
    TEXT_REGION,
    TEXT_TERRITORY,
    TEXT_CHARACTERISTIC,
    TEXT_CATEGORY,
    TEXT_MONTH,
    TEXT_PERIOD,
    TEXT_INDICATOR,
    TEXT_UNIT,
    TEXT_DEFINITION,
    TEXT_NATURE,
    TEXT_TOTAL,
    TEXT_UNDECLARED,
    TEXT_SHEET,
    TEXT_TITLE,
    TEXT_NOTE,
    TEXT_TABLE,
    TEXT_EXPECTED,
    TEXT_DECLARED,
    TEXT_REJECTED,
    TEXT_MISSING,
    TEXT_RATE,
    TEXT_KIND_STOCK,
    TEXT_KIND_FLOW,
    TEXT_KIND_RATIO,
    TEXT_KIND_MEAN,
    TEXT_KIND_DISTINCT,
    TEXT_KIND_SHARE,
    TEXT_KIND_COVERAGE,
    TEXT_KIND_MEDIAN,
    TEXT_KIND_COHORT,
    TEXT_KIND_TRANSITION,
    TEXT_KIND_OPEN,
    TEXT_KIND_OUTCOME,
    TEXT_KIND_DEPENDENCE,
    TEXT_KIND_TOP,
    TEXT_KIND_QUOTIENT,
    TEXT_KIND_LINES,
    TEXT_KIND_DELAY,
    TEXT_COVER_TITLE,
    TEXT_COVER_NOTICE,
    TEXT_COVER_SUMMARY,
    TEXT_COVER_UNIVERSE,
    TEXT_COVER_UNIVERSE_TEXT,
    TEXT_COVER_SOURCE,
    TEXT_COVER_SOURCE_TEXT,
    TEXT_COVER_PUBLISHED,
    TEXT_COVER_NEXT,
    TEXT_COVER_STATUS,
    TEXT_COVER_STATUS_TEXT,
    TEXT_COVER_REVISIONS,
    TEXT_COVER_SHORTHANDS,
    TEXT_COVER_NOTES,
    TEXT_COVER_NOTES_TEXT,
    TEXT_COVER_CONTACT,
    TEXT_COVER_CONTACT_TEXT,
    TEXT_COVER_LICENCE,
    TEXT_COVER_LICENCE_TEXT,
    TEXT_COVER_GEOGRAPHY,
    TEXT_FOOTER,
    TEXT_CREATOR,
    TEXT_KEYWORDS,
    TEXT_CATEGORY_OF_FILE,
    WORKBOOK_TEXTS
};

/* Add the text, with args[i] for {i}; args ends with NULL, or is NULL. */
void workbook_say(struct buf *out, enum lang lang, enum workbook_text id, const char *const *args);

/* Add a number as it is read: 1 234,5 with narrow no-break spaces in French, 1,234.5 in English. */
void workbook_number(struct buf *out, enum lang lang, int64_t units, int decimals);

#endif
