/*
 * The fixed words of the pages and of the feed, French and English, in one table (page_text.c).
 * What the contract words (indicators, code lists, sentences, notes) is not here, nor what the
 * workbooks say in the same words (workbook_text.h).
 *
 *     page_say(&out, lang, PAGE_NEXT, (const char *const[]){"10 décembre 2026", NULL});
 */
#ifndef PTCE_PUBLISH_PAGE_TEXT_H
#define PTCE_PUBLISH_PAGE_TEXT_H

#include <stdint.h>

#include "base/buf.h"
#include "model/lang.h"

enum page_text {
    PAGE_LANG,
    PAGE_PLAN,
    PAGE_SKIP,
    PAGE_CONTENTS,
    PAGE_PUBLISHED,
    PAGE_NEXT,
    PAGE_EDITION,
    PAGE_NOTICE,
    PAGE_LABEL,
    PAGE_DESCRIPTION,
    PAGE_TO_FRANCE,
    PAGE_KEY_POINTS,
    PAGE_NO_KEY_POINT,
    PAGE_CHARTS,
    PAGE_CHART_TABLE,
    PAGE_FILE,
    PAGE_BYTES,
    PAGE_KILOBYTES,
    PAGE_MEGABYTES,
    PAGE_REGIONS,
    PAGE_REGIONS_CAPTION,
    PAGE_RESPONSE,
    PAGE_WORKBOOK,
    PAGE_WORKBOOK_OF,
    PAGE_REVISIONS,
    PAGE_FIRST_EDITION,
    PAGE_NO_REVISION,
    PAGE_ONE_REVISION,
    PAGE_SOME_REVISIONS,
    PAGE_REVISIONS_CAPTION,
    PAGE_REVISIONS_SHOWN,
    PAGE_ONE_HELD,
    PAGE_SOME_HELD,
    PAGE_ONE_TAKEN,
    PAGE_SOME_TAKEN,
    PAGE_HELD_ITEM,
    PAGE_HELD_MORE,
    PAGE_OVER_12_MONTHS,
    PAGE_SINCE_JANUARY,
    PAGE_LAST_KNOWN,
    PAGE_BEFORE,
    PAGE_NOW,
    PAGE_DIFFERENCE,
    PAGE_CAUSE,
    PAGE_CAUSE_LATE,
    PAGE_CAUSE_CORRECTION,
    PAGE_CAUSE_REGISTER,
    PAGE_CAUSE_CONTRACT,
    PAGE_CAUSE_OVERRIDE,
    PAGE_CAUSE_PROGRAM,
    PAGE_COVERAGE,
    PAGE_DATA,
    PAGE_DATA_CAPTION,
    PAGE_DATA_FILE,
    PAGE_DATA_CONTENTS,
    PAGE_DATA_LINK,
    PAGE_DATA_PACKAGE,
    PAGE_METHOD,
    PAGE_NOTE,
    PAGE_SIGNS,
    PAGE_GLOSSARY,
    PAGE_CONTACT,
    PAGE_ACCESSIBILITY,
    PAGE_ACCESSIBILITY_MADE,
    PAGE_ACCESSIBILITY_STATE,
    PAGE_ACCESSIBILITY_RIGHTS,
    PAGE_CAPTION,
    PAGE_LIST_ENTRY,
    PAGE_LIST_TITLE,
    PAGE_LIST_FEED,
    PAGE_LIST_LAST,
    PAGE_LIST_ALL,
    PAGE_LIST_MONTH,
    PAGE_LIST_EDITION,
    PAGE_LIST_PUBLISHED,
    PAGE_LIST_CHANGES,
    PAGE_NEW_MONTH,
    PAGE_REVISED_EDITION,
    PAGE_LARGEST,
    PAGE_TEXTS
};

/* Add the text, with args[i] for {i}; args ends with NULL, or is NULL. */
void page_say(struct buf *out, enum lang lang, enum page_text id, const char *const *args);

/* A text without places. */
const char *page_words(enum lang lang, enum page_text id);

/* Add a file's size as it is said: "850 octets", "12 ko", "1,4 Mo" (a ko is 1,000 bytes). */
void page_say_size(struct buf *out, enum lang lang, int64_t bytes);

/* Add "12 novembre 2026" / "12 November 2026". */
void page_say_day(struct buf *out, enum lang lang, int32_t day);

#endif
