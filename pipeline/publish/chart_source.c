#include "model/indicator.h"
#include "publish/chart_source.h"

int chart_source_init(struct chart_source *ret_source, const struct run *run,
                      const struct edition *edition, struct err *err)
{
    const struct contract *c = run->contract;
    *ret_source = (struct chart_source){
        .contract = c,
        .edition = edition,
        .regions = contract_list(c, "regions"),
        .lang = run->lang,
        .headcount = contract_indicator(c, "J01"),
        .fte = contract_indicator(c, "J02"),
        .awarded = contract_indicator(c, "F01"),
        .response = contract_indicator(c, "Q01"),
        .total = contract_breakdown(c, "total"),
        .funder = contract_breakdown(c, "funder"),
        .purpose = contract_breakdown(c, "purpose"),
        .funder_purpose = contract_breakdown(c, "funder_purpose"),
        .table = contract_breakdown(c, "table"),
    };
    const struct chart_source *s = ret_source;
    if (s->regions == NULL || s->headcount == -1 || s->fte == -1 || s->awarded == -1 ||
        s->response == -1)
        return err_set(err, "charts: the contract needs the list regions and the indicators "
                            "J01, J02, F01, Q01");
    if (s->total == -1 || s->funder == -1 || s->purpose == -1 || s->funder_purpose == -1 ||
        s->table == -1)
        return err_set(err, "charts: the contract needs the breakdowns total, funder, purpose, "
                            "funder_purpose, table");
    return 0;
}

const struct figure *chart_source_month(const struct chart_source *s, int indicator, int region,
                                        int32_t month)
{
    return figures_find(&s->edition->figures, indicator, WINDOW_MONTH, region, s->total, 0, month);
}

const struct figure *chart_source_awarded(const struct chart_source *s, int breakdown, int member)
{
    return figures_find(&s->edition->figures, s->awarded, WINDOW_12_MONTHS, REGION_FRANCE,
                        breakdown, member, s->edition->period);
}

const struct figure *chart_source_response(const struct chart_source *s, int table, int region)
{
    return figures_find(&s->edition->figures, s->response, WINDOW_MONTH, region, s->table, table,
                        s->edition->period);
}

bool chart_source_known(const struct figure *f)
{
    return f != NULL && figure_stands(f) && f->value != VALUE_BLANK;
}

void chart_source_head(const struct chart_source *s, struct drawing *d, enum text desc,
                       struct buf *headline, struct buf *subtitle)
{
    drawing_head(d, buf_str(headline), buf_str(subtitle));
    buf_text(&d->headline, buf_str(headline));
    buf_text(&d->title, buf_str(subtitle));
    chart_text_say(&d->desc, s->lang, desc, (const char *const[]){buf_str(headline)});
    if (s->edition->notice[0] != '\0')
        buf_printf(&d->desc, " %s", s->edition->notice);
    buf_release(headline);
    buf_release(subtitle);
}

/* "Retours reçus pour octobre 2026 : 18 sur 20 attendus.", when the figures say so. */
static void say_answers(const struct chart_source *s, int table, struct buf *out)
{
    char month[NUMBER_TEXT];
    char declared[NUMBER_TEXT];
    char expected[NUMBER_TEXT];
    const struct figure *f = chart_source_response(s, table, REGION_FRANCE);
    if (!chart_source_known(f) || f->denominator == VALUE_BLANK || f->numerator == VALUE_BLANK)
        return;
    period_words(s->edition->period, s->lang, month, sizeof month);
    chart_text_number(s->lang, f->numerator, 0, declared);
    chart_text_number(s->lang, f->denominator, 0, expected);
    buf_char(out, ' ');
    chart_text_say(out, s->lang, f->denominator == 1 ? TEXT_ANSWERS_ONE : TEXT_ANSWERS,
                   (const char *const[]){month, declared, expected});
}

void chart_source_foot(const struct chart_source *s, struct drawing *d, enum text field)
{
    struct buf text = {0};
    chart_text_say(&text, s->lang, field, NULL);
    say_answers(s, field == TEXT_FUNDING_FIELD ? TABLE_FINANCEMENTS : TABLE_EMPLOIS, &text);
    drawing_foot(d, buf_str(&text));
    buf_text(&d->field, buf_str(&text));
    chart_text_say(&d->source, s->lang, TEXT_SOURCE, NULL);
    drawing_foot(d, buf_str(&d->source));
    drawing_foot(d, s->edition->notice);
    d->y += PAGE_MARGIN / 2;
    buf_release(&text);
}

void chart_source_describe(const struct chart_source *s, struct drawing *d, const char *what,
                           const char *value)
{
    buf_char(&d->desc, ' ');
    chart_text_say(&d->desc, s->lang, TEXT_LABELLED, (const char *const[]){what, value});
    buf_char(&d->desc, '.');
}

void chart_source_read(const struct chart_source *s, struct drawing *d, const char *what,
                       const char *value)
{
    char month[NUMBER_TEXT];
    if (d->reading.len > 0)
        return;
    period_words(s->edition->period, s->lang, month, sizeof month);
    chart_text_say(&d->reading, s->lang, TEXT_READING, (const char *const[]){month, what, value});
}

int64_t chart_source_step(int64_t span, int64_t least)
{
    static const int64_t factors[] = {1, 2, 5};
    for (int64_t power = least;; power *= 10)
        for (int i = 0; i < 3; i++)
            if (span <= 5 * factors[i] * power || power > INT64_MAX / 1000)
                return factors[i] * power;
}
