#include <stdio.h>
#include <string.h>

#include "publish/workbook_book.h"

char *book_keep(struct book *b, struct buf *text)
{
    char *kept = arena_copy(&b->arena, buf_str(text), text->len);
    buf_release(text);
    return kept;
}

char *book_say(struct book *b, enum workbook_text id, const char *const *args)
{
    struct buf out = {0};
    workbook_say(&out, b->lang, id, args);
    return book_keep(b, &out);
}

const char *book_words(struct book *b, enum workbook_text id)
{
    return book_say(b, id, NULL);
}

const char *book_territory(struct book *b, int region)
{
    return region == REGION_FRANCE ? book_words(b, TEXT_FRANCE)
                                   : b->regions->entries[region].label[b->lang];
}

const char *book_month(struct book *b, int32_t month)
{
    char text[64];
    period_words(month, b->lang, text, sizeof text);
    return arena_text(&b->arena, text);
}

/* The names of months and tables begin with a letter of ASCII in both languages. */
const char *book_title_case(struct book *b, const char *text)
{
    char *copy = arena_text(&b->arena, text);
    if (copy[0] >= 'a' && copy[0] <= 'z')
        copy[0] = (char)(copy[0] - 'a' + 'A');
    return copy;
}

static const char *lower_case(struct book *b, const char *text)
{
    char *copy = arena_text(&b->arena, text);
    if (copy[0] >= 'A' && copy[0] <= 'Z')
        copy[0] = (char)(copy[0] - 'A' + 'a');
    return copy;
}

const char *book_noted(struct book *b, const char *text, int note)
{
    char number[16];
    struct buf out = {0};
    if (note == REPORT_NO_NOTE)
        return text;
    (void)snprintf(number, sizeof number, "%d", b->note_number[note]);
    buf_text(&out, text);
    buf_text(&out, SAY(b, TEXT_NOTE_MARK, number));
    return book_keep(b, &out);
}

void book_line(struct book_sheet *s, enum style style, const char *text)
{
    if (s->n_lines < MAX_BOOK_LINES)
        s->lines[s->n_lines++] = (struct book_line){.style = style, .text = text};
}

bool book_is_national(const struct book *b, const struct report_item *it)
{
    return b->contract->breakdowns[it->breakdown].national_only;
}

/* ---- figures ---- */

static bool has_breakdown(const struct indicator *ind, int breakdown)
{
    for (int i = 0; i < ind->n_breakdowns; i++)
        if (ind->breakdowns[i] == breakdown)
            return true;
    return false;
}

/* Was anything expected that the figure could stand on? */
static bool was_expected(const struct book *b, const struct place *p)
{
    int table = b->contract->indicators[p->indicator].table;
    if (table == -1 || p->breakdown != b->total)
        return false;
    const struct coverage_row *row =
        coverage_find(&b->edition->coverage, table, p->region, p->month);
    return row != NULL && row->expected > 0;
}

char book_figure(const struct book *b, const struct place *p, int64_t *ret_value)
{
    const struct indicator *ind = &b->contract->indicators[p->indicator];
    if ((ind->windows & p->window) == 0 || !has_breakdown(ind, p->breakdown))
        return 'z';
    const struct figure *f = figures_find(&b->edition->figures, p->indicator, p->window, p->region,
                                          p->breakdown, p->member, p->month);
    if (f == NULL)
        return p->month != b->edition->period || was_expected(b, p) ? 'x' : 'z';
    if (f->flag == FLAG_WITHHELD)
        return 'c';
    if (f->flag == FLAG_NOT_AVAILABLE || f->value == VALUE_BLANK)
        return 'x';
    *ret_value = f->value;
    return NO_SHORTHAND;
}

bool book_is_provisional(const struct book *b, const struct place *p)
{
    const struct figure *f = figures_find(&b->edition->figures, p->indicator, p->window, p->region,
                                          p->breakdown, p->member, p->month);
    return f != NULL && f->flag == FLAG_PROVISIONAL;
}

static const char *count_text(struct book *b, int64_t count)
{
    struct buf out = {0};
    workbook_number(&out, b->lang, count, 0);
    return book_keep(b, &out);
}

const char *book_response(struct book *b, int table, int region)
{
    const struct table *t = &b->contract->tables[table];
    const char *name = lower_case(b, t->title[b->lang]);
    const char *territory = book_territory(b, region);
    struct place p = {.indicator = b->response,
                      .window = WINDOW_MONTH,
                      .region = region,
                      .breakdown = b->response_by,
                      .member = table,
                      .month = b->edition->period};
    const struct coverage_row *row =
        coverage_find(&b->edition->coverage, table, region, b->edition->period);
    int64_t rate = 0;
    if (b->response == -1 || row == NULL || book_figure(b, &p, &rate) != NO_SHORTHAND)
        return SAY(b, TEXT_RESPONSE_NONE, name, territory);
    struct buf percent = {0};
    workbook_number(&percent, b->lang, rate, b->contract->indicators[b->response].decimals);
    buf_text(&percent, b->lang == LANG_FR ? "\u00a0%" : "%");
    enum workbook_text unit = row->declared >= 2 ? TEXT_POLES : TEXT_POLE;
    return SAY(b, TEXT_RESPONSE, name, territory, book_keep(b, &percent),
               count_text(b, row->declared), book_words(b, unit), count_text(b, row->expected));
}

/* ---- sheets, notes, titles ---- */

/* Give the note a number at its first use; count it once a sheet. */
static void number_note(struct book *b, struct book_sheet *s, int note)
{
    if (note == REPORT_NO_NOTE)
        return;
    if (b->note_number[note] == 0)
        b->note_number[note] = ++b->n_notes;
    if (b->note_sheet[note] != s) {
        b->note_sheet[note] = s;
        s->n_notes++;
    }
}

static void number_notes(struct book *b, struct book_sheet *s)
{
    const struct report_sheet *spec = s->spec;
    for (int i = 0; i < spec->n_notes; i++)
        number_note(b, s, spec->notes[i]);
    for (int i = 0; i < spec->n_lines; i++)
        if (b->region == REGION_FRANCE || !book_is_national(b, &spec->lines[i]))
            number_note(b, s, spec->lines[i].note);
    for (int i = 0; i < spec->n_columns; i++)
        number_note(b, s, spec->columns[i].note);
}

/* The months a sheet is about: a series, twelve months when all it shows are such, or one. */
static const char *sheet_period(struct book *b, const struct report_sheet *spec)
{
    int32_t last = b->edition->period;
    int months = spec->rows == REPORT_MONTHS ? spec->months : 1;
    bool rolling = spec->n_columns > 0 && spec->n_lines == 0 && spec->rows != REPORT_MONTHS;
    for (int i = 0; i < spec->n_columns; i++)
        rolling = rolling && spec->columns[i].window == WINDOW_12_MONTHS;
    if (rolling)
        months = 12;
    if (months == 1)
        return book_month(b, last);
    return SAY(b, TEXT_RANGE, book_month(b, last - months + 1), book_month(b, last));
}

/* "France", or "Bretagne et France". */
static const char *geography_of(struct book *b, const struct report_sheet *spec)
{
    const char *name = book_territory(b, b->region);
    return b->region == REGION_FRANCE || spec->rows == REPORT_POLES ? name
                                                                    : SAY(b, TEXT_AND_FRANCE, name);
}

static void make_title(struct book *b, struct book_sheet *s, int *table)
{
    const struct report_sheet *spec = s->spec;
    const char *title = spec->title[b->lang];
    char number[16];
    if (spec->rows == REPORT_COVER) {
        title = SAY(b, TEXT_COVER_TITLE, title, book_territory(b, b->region),
                    book_month(b, b->edition->period));
    } else if (spec->rows == REPORT_COVERAGE || spec->rows == REPORT_REVISIONS ||
               spec->rows == REPORT_POLES || report_rows_are_figures(spec->rows)) {
        (void)snprintf(number, sizeof number, "%d", ++*table);
        title =
            SAY(b, TEXT_TABLE_TITLE, number, title, geography_of(b, spec), sheet_period(b, spec));
    }
    for (int i = 0; i < spec->n_notes; i++)
        title = book_noted(b, title, spec->notes[i]);
    s->title = arena_text(&b->arena, title);
}

static void find_response(struct book *b)
{
    const struct contract *c = b->contract;
    b->response = -1;
    for (int i = 0; i < c->n_indicators && b->response == -1; i++)
        if (c->indicators[i].kind == KIND_COVERAGE)
            b->response = i;
    if (b->response != -1)
        b->response_by = c->indicators[b->response].breakdowns[0];
}

void book_init(struct book *b)
{
    const struct report *r = b->report;
    b->lang = b->run->lang;
    b->contract = b->run->contract;
    b->regions = contract_list(b->contract, "regions");
    b->total = contract_breakdown(b->contract, "total");
    find_response(b);
    b->note_number = arena_array(&b->arena, (size_t)r->n_notes + 1, sizeof *b->note_number);
    b->note_sheet = arena_array(&b->arena, (size_t)r->n_notes + 1, sizeof *b->note_sheet);
    b->sheets = arena_array(&b->arena, (size_t)r->n_sheets + 1, sizeof *b->sheets);
    int table = 0;
    for (int i = 0; i < r->n_sheets; i++) {
        const struct report_sheet *spec = &r->sheets[i];
        bool regional = b->region != REGION_FRANCE;
        if ((regional && spec->national_only) ||
            (spec->rows == REPORT_PICTURES && book_pictures(b) == 0) ||
            (spec->rows == REPORT_POLES && (!regional || book_poles(b) == 0)))
            continue;
        struct book_sheet *s = &b->sheets[b->n_sheets++];
        s->spec = spec;
        s->tab = arena_text(&b->arena, regional && spec->regional_tab != NULL ? spec->regional_tab
                                                                              : spec->tab);
        number_notes(b, s);
        make_title(b, s, &table);
    }
}

/* ---- the lines above a table ---- */

static int shorthands_line(struct book *b, const struct grid *g, struct buf *out)
{
    static const struct {
        char letter;
        enum workbook_text text;
    } all[] = {{'x', TEXT_NOT_AVAILABLE},
               {'c', TEXT_WITHHELD},
               {'z', TEXT_NOT_APPLICABLE},
               {'p', TEXT_PROVISIONAL},
               {'r', TEXT_REVISED}};
    int n = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!grid_has_shorthand(g, all[i].letter))
            continue;
        if (n++ > 0)
            buf_text(out, b->lang == LANG_FR ? "\u00a0; " : "; ");
        buf_text(out, book_words(b, all[i].text));
    }
    return n;
}

static void about_lines(struct book *b, struct book_sheet *s)
{
    struct buf shorthands = {0};
    char notes[16];
    char count[16];
    (void)snprintf(count, sizeof count, "%d", shorthands_line(b, &s->grid, &shorthands));
    (void)snprintf(notes, sizeof notes, "%d", s->n_notes);
    enum workbook_text frozen = grid_is_large(&s->grid) ? TEXT_FROZEN : TEXT_NOT_FROZEN;
    book_line(s, STYLE_TEXT, SAY(b, TEXT_ABOUT_TABLE, notes, count, book_words(b, frozen)));
    if (shorthands.len > 0)
        book_line(s, STYLE_TEXT, SAY(b, TEXT_SHORTHANDS, shorthands.data));
    buf_release(&shorthands);
}

static bool shows_table(const struct book *b, const struct report_sheet *spec, int table)
{
    for (int i = 0; i < spec->n_columns; i++)
        if (spec->columns[i].indicator != -1 &&
            b->contract->indicators[spec->columns[i].indicator].table == table)
            return true;
    for (int i = 0; i < spec->n_lines; i++)
        if (b->contract->indicators[spec->lines[i].indicator].table == table)
            return true;
    return false;
}

static void table_lines(struct book *b, struct book_sheet *s)
{
    const struct report_sheet *spec = s->spec;
    book_line(s, STYLE_TITLE, s->title);
    about_lines(b, s);
    if (spec->universe[b->lang] != NULL)
        book_line(s, STYLE_TEXT,
                  SAY(b, TEXT_UNIVERSE, spec->universe[b->lang], geography_of(b, spec)));
    const char *held = spec->rows == REPORT_REVISIONS ? book_held(b) : NULL;
    if (held != NULL)
        book_line(s, STYLE_TEXT, held);
    for (int t = 0; t < b->contract->n_tables; t++) {
        if (b->contract->tables[t].coverage == COVERAGE_NONE || !shows_table(b, spec, t))
            continue;
        if (b->region != REGION_FRANCE)
            book_line(s, STYLE_TEXT, book_response(b, t, b->region));
        if (b->region == REGION_FRANCE || spec->rows != REPORT_POLES)
            book_line(s, STYLE_TEXT, book_response(b, t, REGION_FRANCE));
    }
    if (spec->universe[b->lang] != NULL)
        book_line(s, STYLE_TEXT, book_words(b, TEXT_SOURCE));
    const char *reading =
        spec->reading.n_parts[b->lang] == 0 ? NULL : book_sentence(b, &spec->reading);
    if (reading != NULL)
        book_line(s, STYLE_TEXT, SAY(b, TEXT_READING, lower_case(b, reading)));
}

/* A sheet whose tables have nothing to draw (a region that has sent nothing yet) is left out. */
static void fill_charts(struct book *b)
{
    for (int i = 0; i < b->n_sheets; i++) {
        if (b->sheets[i].spec->rows != REPORT_CHARTS)
            continue;
        book_fill_charts(b, &b->sheets[i]);
        if (b->sheets[i].n_graphics > 0)
            continue;
        b->n_sheets--;
        memmove(&b->sheets[i], &b->sheets[i + 1], (size_t)(b->n_sheets - i) * sizeof *b->sheets);
        i--;
    }
}

void book_fill(struct book *b)
{
    for (int i = 0; i < b->n_sheets; i++) {
        struct book_sheet *s = &b->sheets[i];
        switch (s->spec->rows) {
        case REPORT_COVER: book_fill_cover(b, s); continue;
        case REPORT_PICTURES: book_fill_pictures(b, s); continue;
        case REPORT_CHARTS: continue;   /* below: it draws the tables of the others */
        case REPORT_CONTENTS: continue; /* below: when it is known which sheets there are */
        case REPORT_NOTES: book_fill_notes(b, s); break;
        case REPORT_DEFINITIONS: book_fill_definitions(b, s); break;
        case REPORT_COVERAGE: book_fill_coverage(b, s); break;
        case REPORT_POLES: book_fill_poles(b, s); break;
        case REPORT_REVISIONS: book_fill_revisions(b, s); break; /* behind those that mark them */
        case REPORT_REGIONS:
        case REPORT_MEMBERS:
        case REPORT_MONTHS:
        case REPORT_INDICATORS:
        case REPORT_CROSSED: book_fill_figures(b, s); break;
        }
        table_lines(b, s);
    }
    fill_charts(b);
    for (int i = 0; i < b->n_sheets; i++) {
        if (b->sheets[i].spec->rows != REPORT_CONTENTS)
            continue;
        book_fill_contents(b, &b->sheets[i]);
        table_lines(b, &b->sheets[i]);
    }
}

void book_release(struct book *b)
{
    arena_release(&b->arena);
}
