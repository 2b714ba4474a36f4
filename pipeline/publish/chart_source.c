#include "model/indicator.h"
#include "model/period.h"
#include "publish/chart_source.h"

const char *chart_source_place(const struct chart_source *s)
{
    return s->region == REGION_FRANCE ? "France" : s->regions->entries[s->region].label[s->lang];
}

const char *chart_source_name(const struct chart_source *s, int series)
{
    const struct report_item *it = &s->chart->series[series];
    return it->title[0] != NULL ? it->title[s->lang]
                                : s->contract->indicators[it->indicator].label[s->lang];
}

const struct figure *chart_source_figure(const struct chart_source *s, int series, int region,
                                         int32_t month)
{
    const struct report_item *it = &s->chart->series[series];
    return figures_find(&s->edition->figures, it->indicator, it->window, region, it->breakdown,
                        it->member, month);
}

const struct figure *chart_source_member(const struct chart_source *s, int series, int breakdown,
                                         int member)
{
    const struct report_item *it = &s->chart->series[series];
    return figures_find(&s->edition->figures, it->indicator, it->window, s->region, breakdown,
                        member, s->edition->period);
}

/* The response rate of the table that the chart's first series is of; NULL = none. */
static const struct figure *response(const struct chart_source *s, int region)
{
    const struct contract *c = s->contract;
    int rate = contract_indicator(c, "Q01");
    int tables = contract_breakdown(c, "table");
    const struct indicator *ind = &c->indicators[s->chart->series[0].indicator];
    int table = ind->of >= 0 ? c->indicators[ind->of].table : ind->table;
    if (ind->kind == KIND_COVERAGE)
        table = s->chart->series[0].member;
    if (rate == -1 || tables == -1 || table < 0)
        return NULL;
    return figures_find(&s->edition->figures, rate, WINDOW_MONTH, region, tables, table,
                        s->edition->period);
}

bool chart_source_expected(const struct chart_source *s, int region)
{
    const struct figure *f = response(s, region);
    return f != NULL && f->denominator != VALUE_BLANK && f->denominator > 0;
}

bool chart_source_known(const struct figure *f)
{
    return f != NULL && figure_stands(f) && f->value != VALUE_BLANK;
}

bool chart_source_provisional(const struct figure *f)
{
    return chart_source_known(f) && f->flag != FLAG_NONE;
}

void chart_source_period(const struct chart_source *s, struct buf *out)
{
    char first[NUMBER_TEXT];
    char last[NUMBER_TEXT];
    period_words(s->edition->period - 11, s->lang, first, sizeof first);
    period_words(s->edition->period, s->lang, last, sizeof last);
    if (s->chart->series[0].window == WINDOW_12_MONTHS)
        chart_text_say(out, s->lang, TEXT_PERIOD_YEAR, (const char *const[]){first, last});
    else
        buf_text(out, last);
}

struct chart_unit chart_source_unit(const struct chart_source *s, int series, int64_t largest)
{
    return chart_unit_of(s->contract, s->chart->series[series].indicator, s->lang, largest);
}

void chart_source_head(const struct chart_source *s, struct drawing *d, struct buf *headline,
                       const char *unit_name, const char *period)
{
    const char *args[] = {unit_name};
    chart_text_fill(&d->title, s->chart->measure[s->lang], false, args);
    buf_printf(&d->title, ", %s, %s", chart_source_place(s), period);
    drawing_head(d, buf_str(headline), buf_str(&d->title));
    buf_text(&d->headline, buf_str(headline));
    buf_printf(&d->desc, "%s. %s.", s->chart->shape[s->lang], buf_str(headline));
    if (s->edition->notice[0] != '\0')
        buf_printf(&d->desc, " %s", s->edition->notice);
    buf_release(headline);
}

/* "Retours reçus pour octobre 2026 : 18 sur 20 attendus.", when the figures say so. */
static void say_answers(const struct chart_source *s, struct buf *out)
{
    char month[NUMBER_TEXT];
    char declared[NUMBER_TEXT];
    char expected[NUMBER_TEXT];
    const struct figure *f = response(s, s->region);
    if (!chart_source_known(f) || f->denominator == VALUE_BLANK || f->numerator == VALUE_BLANK)
        return;
    period_words(s->edition->period, s->lang, month, sizeof month);
    chart_text_number(s->lang, f->numerator, 0, declared);
    chart_text_number(s->lang, f->denominator, 0, expected);
    buf_char(out, ' ');
    chart_text_say(out, s->lang, f->denominator == 1 ? TEXT_ANSWERS_ONE : TEXT_ANSWERS,
                   (const char *const[]){month, declared, expected});
}

void chart_source_foot(const struct chart_source *s, struct drawing *d)
{
    struct buf universe = {0};
    const char *place = chart_source_place(s);
    chart_text_fill(&universe, s->chart->universe[s->lang], false, &place);
    chart_text_say(&d->field, s->lang, TEXT_FIELD, (const char *const[]){buf_str(&universe)});
    say_answers(s, &d->field);
    drawing_foot(d, buf_str(&d->field));
    chart_text_say(&d->source, s->lang, TEXT_SOURCE, NULL);
    if (s->chart->credit[0] != NULL)
        buf_printf(&d->source, " %s", s->chart->credit[s->lang]);
    drawing_foot(d, buf_str(&d->source));
    if (d->has_provisional) {
        struct buf key = {0};
        chart_text_say(&key, s->lang, TEXT_PROVISIONAL, NULL);
        drawing_foot(d, buf_str(&key));
        buf_release(&key);
    }
    drawing_foot(d, s->edition->notice);
    d->y += PAGE_MARGIN / 2;
    buf_release(&universe);
}

void chart_source_describe(const struct chart_source *s, struct drawing *d, const char *what,
                           const char *value)
{
    buf_char(&d->desc, ' ');
    chart_text_say(&d->desc, s->lang, TEXT_LABELLED, (const char *const[]){what, value});
    if (!text_ends(value, "."))
        buf_char(&d->desc, '.');
}

void chart_source_read(const struct chart_source *s, struct drawing *d, const char *row,
                       const char *value)
{
    char month[NUMBER_TEXT];
    struct buf sentence = {0};
    if (d->reading.len > 0)
        return;
    period_words(s->edition->period, s->lang, month, sizeof month);
    chart_text_fill(&sentence, s->chart->reading[s->lang], false,
                    (const char *const[]){row, value, month});
    chart_text_say(&d->reading, s->lang, TEXT_READING, (const char *const[]){buf_str(&sentence)});
    buf_release(&sentence);
}

static void add_cell(struct drawing *d, const char *text, bool is_provisional)
{
    struct buf cell = {0};
    buf_printf(&cell, "%s%s", text, is_provisional ? "\u00A0[p]" : "");
    drawing_cell(d, buf_str(&cell));
    buf_release(&cell);
}

void chart_source_number(const struct chart_unit *u, struct drawing *d, int64_t value,
                         bool is_provisional)
{
    char text[NUMBER_TEXT];
    chart_unit_cell(u, value, text);
    add_cell(d, text, is_provisional);
}

void chart_source_text(struct drawing *d, const char *text, const struct figure *f)
{
    if (chart_source_known(f))
        add_cell(d, text, chart_source_provisional(f));
    else
        drawing_cell(d, f != NULL && f->flag == FLAG_WITHHELD ? "[c]" : "[x]");
}

void chart_source_cell(const struct chart_unit *u, struct drawing *d, const struct figure *f)
{
    char text[NUMBER_TEXT] = "";
    if (chart_source_known(f))
        chart_unit_cell(u, f->value, text);
    chart_source_text(d, text, f);
}

void chart_source_absent(const struct chart_source *s, const struct figure *f, struct buf *out)
{
    bool is_withheld = f != NULL && f->flag == FLAG_WITHHELD;
    chart_text_say(out, s->lang, is_withheld ? TEXT_WITHHELD : TEXT_NOT_AVAILABLE, NULL);
}
