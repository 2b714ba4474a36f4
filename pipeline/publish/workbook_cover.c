/* The first sheet: title, warning, the month in sentences, and what a reader must know. */
#include "base/decimal.h"
#include "publish/edition.h"
#include "publish/workbook_book.h"

void book_add_number(struct book *b, const struct indicator *ind, int64_t value, struct buf *out)
{
    int shown = ind->money ? 0 : ind->decimals > 1 ? 1 : ind->decimals;
    int64_t rounded = value;
    if (decimal_ratio(value, decimal_pow10(ind->decimals - shown), 0, &rounded) == -1) {
        rounded = value;
        shown = ind->decimals;
    }
    if (ind->money && b->lang == LANG_EN)
        buf_text(out, "€");
    workbook_number(out, b->lang, rounded, shown);
    if (ind->percent)
        buf_text(out, b->lang == LANG_FR ? "\u00a0%" : "%");
    if (ind->money && b->lang == LANG_FR)
        buf_text(out, "\u00a0€");
}

const char *book_sentence(struct book *b, const struct report_sentence *s)
{
    struct buf out = {0};
    if (b->region != REGION_FRANCE && s->national_only)
        return NULL;
    for (int i = 0; i < s->n_parts[b->lang]; i++) {
        const struct report_part *part = &s->parts[b->lang][i];
        int64_t value = 0;
        buf_text(&out, part->text);
        if (part->month)
            buf_text(&out, book_month(b, b->edition->period));
        if (part->territory)
            buf_text(&out, book_territory(b, b->region));
        if (part->figure.indicator == -1)
            continue;
        struct place p = {.indicator = part->figure.indicator,
                          .window = part->figure.window,
                          .region = b->region,
                          .breakdown = part->figure.breakdown,
                          .member = part->figure.member,
                          .month = b->edition->period};
        if (book_figure(b, &p, &value) != NO_SHORTHAND) {
            buf_release(&out);
            return NULL;
        }
        book_add_number(b, &b->contract->indicators[p.indicator], value, &out);
    }
    return book_keep(b, &out);
}

static void date_line(struct book_sheet *s, int32_t day)
{
    if (s->n_lines < MAX_BOOK_LINES)
        s->lines[s->n_lines++] = (struct book_line){.style = STYLE_DATE, .day = day};
}

static void section(struct book *b, struct book_sheet *s, enum workbook_text heading,
                    const char *text)
{
    book_line(s, STYLE_HEADING, book_words(b, heading));
    if (text != NULL)
        book_line(s, STYLE_WRAPPED, text);
}

static void summary(struct book *b, struct book_sheet *s)
{
    section(b, s, TEXT_COVER_SUMMARY, NULL);
    for (int i = 0; i < b->report->n_sentences; i++) {
        const char *text = book_sentence(b, &b->report->sentences[i]);
        if (text != NULL)
            book_line(s, STYLE_WRAPPED, text);
    }
    for (int t = 0; t < b->contract->n_tables; t++)
        if (b->contract->tables[t].coverage != COVERAGE_NONE)
            book_line(s, STYLE_WRAPPED, book_response(b, t, b->region));
}

/* "12 novembre 2026, 06:00" */
static const char *cutoff(struct book *b)
{
    char stamp[INSTANT_TEXT];
    struct buf out = {0};
    int year;
    int month;
    int day;
    int32_t on = instant_day(b->edition->cutoff);
    instant_format(b->edition->cutoff, stamp);
    day_split(on, &year, &month, &day);
    buf_printf(&out, "%d%s %s, %.5s", day, day == 1 && b->lang == LANG_FR ? "er" : "",
               book_month(b, day_period(on)), stamp + sizeof "AAAA-MM-JJ");
    return book_keep(b, &out);
}

static void dates(struct book *b, struct book_sheet *s)
{
    section(b, s, TEXT_COVER_PUBLISHED, NULL);
    date_line(s, instant_day(b->edition->cutoff));
    section(b, s, TEXT_COVER_NEXT, NULL);
    date_line(s, edition_next_release(b->edition));
    section(b, s, TEXT_COVER_STATUS, SAY(b, TEXT_COVER_STATUS_TEXT, b->edition->id, cutoff(b)));
    book_line(s, STYLE_WRAPPED, book_words(b, TEXT_COVER_REVISIONS));
}

static void reading(struct book *b, struct book_sheet *s)
{
    section(b, s, TEXT_COVER_SHORTHANDS, book_words(b, TEXT_NOT_AVAILABLE));
    book_line(s, STYLE_WRAPPED, book_words(b, TEXT_WITHHELD));
    book_line(s, STYLE_WRAPPED, book_words(b, TEXT_NOT_APPLICABLE));
    book_line(s, STYLE_WRAPPED, book_words(b, TEXT_PROVISIONAL));
    book_line(s, STYLE_WRAPPED, book_words(b, TEXT_REVISED));
    section(b, s, TEXT_COVER_NOTES, book_words(b, TEXT_COVER_NOTES_TEXT));
    section(b, s, TEXT_COVER_CONTACT, book_words(b, TEXT_COVER_CONTACT_TEXT));
    section(b, s, TEXT_COVER_LICENCE, book_words(b, TEXT_COVER_LICENCE_TEXT));
    book_line(s, STYLE_WRAPPED, book_words(b, TEXT_COVER_GEOGRAPHY));
}

void book_fill_cover(struct book *b, struct book_sheet *s)
{
    char period[PERIOD_TEXT];
    period_format(b->edition->period, period);
    book_line(s, STYLE_TITLE, s->title);
    if (b->edition->notice[0] != '\0')
        book_line(s, STYLE_NOTICE, SAY(b, TEXT_COVER_NOTICE, b->edition->notice));
    summary(b, s);
    section(b, s, TEXT_COVER_UNIVERSE,
            SAY(b, TEXT_COVER_UNIVERSE_TEXT, book_territory(b, b->region),
                book_month(b, b->edition->period), period));
    section(b, s, TEXT_COVER_SOURCE, book_words(b, TEXT_COVER_SOURCE_TEXT));
    dates(b, s);
    reading(b, s);
}
