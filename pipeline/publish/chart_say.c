#include "base/decimal.h"
#include "model/indicator.h"
#include "model/period.h"
#include "publish/chart_say.h"

enum { TIMES = 3, NAME_WORDS = 5, HALF = 500 };

static void agree(const struct chart_source *s, struct buf *out, enum text id,
                  const char *const *args)
{
    chart_text_agree(out, s->lang, id, s->chart->plural[s->lang], args);
}

static void say_since(const struct chart_source *s, const struct change *c, enum text a_year,
                      struct buf *out)
{
    char month[NUMBER_TEXT];
    if (c->is_year) {
        enum text same = a_year == TEXT_IN_A_YEAR ? TEXT_IN_A_YEAR_SAME : TEXT_OVER_A_YEAR_SAME;
        chart_text_say(out, s->lang, c->is_same ? same : a_year, NULL);
        return;
    }
    period_words(c->since, s->lang, month, sizeof month);
    chart_text_say(out, s->lang, TEXT_SINCE, (const char *const[]){month});
}

/* "3,2 points": the difference of two percentages. */
static void say_points(const struct chart_source *s, const struct chart_unit *u, int64_t points,
                       struct buf *out)
{
    char number[NUMBER_TEXT];
    int64_t size = points < 0 ? -points : points;
    chart_text_number(s->lang, size, u->indicator->decimals, number);
    bool is_one = size < 2 * decimal_pow10(u->indicator->decimals);
    chart_text_say(out, s->lang, is_one ? TEXT_POINT : TEXT_POINTS, (const char *const[]){number});
}

static void say_percent(const struct chart_source *s, int64_t tenths, struct buf *out)
{
    char number[NUMBER_TEXT];
    chart_text_percent(s->lang, tenths < 0 ? -tenths : tenths, 1, number);
    buf_text(out, number);
}

/* "passe de 12 à 120 personnes", where a percentage says little. */
static void say_from_to(const struct chart_source *s, const struct chart_unit *u,
                        const struct change *c, struct buf *out)
{
    char from[NUMBER_TEXT];
    char to[NUMBER_TEXT];
    chart_unit_bare(u, c->from, from);
    chart_unit_long(u, c->to, to);
    agree(s, out, TEXT_GOES, (const char *const[]){s->chart->subject[s->lang], from, to});
}

void chart_say_change(const struct chart_source *s, const struct chart_unit *u,
                      const struct change *c, struct buf *out)
{
    const char *subject = s->chart->subject[s->lang];
    bool is_percent = u->indicator->percent;
    int64_t tenths = is_percent ? c->to - c->from : chart_text_share(c->to - c->from, c->from);
    struct buf size = {0};
    struct buf since = {0};
    if (tenths == 0 && (is_percent || c->from != 0 || c->to == 0)) {
        say_since(s, c, TEXT_OVER_A_YEAR, &since);
        agree(s, out, TEXT_STABLE, (const char *const[]){subject, buf_str(&since)});
    } else if (!is_percent && (c->from <= 0 || c->to < 0 || c->to / c->from >= TIMES)) {
        say_from_to(s, u, c, out);
    } else {
        say_since(s, c, TEXT_IN_A_YEAR, &since);
        if (is_percent)
            say_points(s, u, tenths, &size);
        else
            say_percent(s, tenths, &size);
        enum text up = is_percent ? TEXT_POINTS_UP : TEXT_UP;
        enum text down = is_percent ? TEXT_POINTS_DOWN : TEXT_DOWN;
        agree(s, out, tenths < 0 ? down : up,
              (const char *const[]){subject, buf_str(&size), buf_str(&since)});
    }
    buf_release(&size);
    buf_release(&since);
}

void chart_say_value(const struct chart_source *s, const struct chart_unit *u, int64_t value,
                     struct buf *out)
{
    char text[NUMBER_TEXT];
    chart_unit_long(u, value, text);
    agree(s, out, value == 0 ? TEXT_ZERO : TEXT_VALUE,
          (const char *const[]){s->chart->subject[s->lang], text});
}

/* Is what the chart is about there, and not to be told? */
static bool is_withheld(const struct chart_source *s)
{
    /* of France: its figure, which comes before the regions', or one of theirs */
    int last = s->region == REGION_FRANCE ? s->regions->count - 1 : s->region;
    for (int region = s->region; region <= last; region++) {
        const struct figure *f = chart_source_figure(s, 0, region, s->edition->period);
        if (f != NULL && f->flag == FLAG_WITHHELD)
            return true;
    }
    return false;
}

void chart_say_missing(const struct chart_source *s, struct buf *out)
{
    agree(s, out, is_withheld(s) ? TEXT_HIDDEN : TEXT_MISSING,
          (const char *const[]){s->chart->subject[s->lang]});
}

void chart_say_name(const char *name, struct buf *out)
{
    int words = 0;
    for (const char *p = name; *p != '\0'; p++) {
        if (*p == ' ' && ++words == NAME_WORDS) {
            buf_text(out, "…");
            return;
        }
        buf_char(out, *p);
    }
}

/* What stands in for the headlines below when there is nothing to compare; false = there is. */
static bool say_little(const struct chart_source *s, const struct chart_unit *u,
                       const struct chart_rows *rows, int64_t whole, struct buf *out)
{
    int64_t top = 0;
    size_t n_top = chart_rows_top(rows, &top);
    if (n_top == 0) {
        chart_say_missing(s, out);
    } else if (rows->n_known == 1) {
        char value[NUMBER_TEXT];
        chart_unit_long(u, top, value);
        chart_say_name(rows->list[0].name, out);
        struct buf name = *out;
        *out = (struct buf){0};
        chart_text_say(out, s->lang, TEXT_LABELLED, (const char *const[]){buf_str(&name), value});
        buf_release(&name);
    } else if (top <= 0 || whole <= 0) {
        chart_say_value(s, u, whole, out);
    } else {
        return false;
    }
    return true;
}

void chart_say_top(const struct chart_source *s, const struct chart_unit *u,
                   const struct chart_rows *rows, int64_t whole, struct buf *out)
{
    char share[NUMBER_TEXT];
    char number[NUMBER_TEXT];
    struct buf name = {0};
    int64_t top = 0;
    size_t n_top = chart_rows_top(rows, &top);
    if (say_little(s, u, rows, whole, out))
        return;
    chart_text_percent(s->lang, chart_text_share(top, whole), 1, share);
    chart_text_number(s->lang, (int64_t)n_top, 0, number);
    for (size_t i = 0; i < rows->n_known && name.len == 0; i++)
        if (rows->list[i].value == top)
            chart_say_name(rows->list[i].name, &name);
    const char *args[] = {n_top > 1 ? number : buf_str(&name), share, s->chart->of[s->lang]};
    chart_text_say(out, s->lang, n_top > 1 ? TEXT_TIED : TEXT_TOP, args);
    buf_release(&name);
}

void chart_say_together(const struct chart_source *s, const struct chart_unit *u,
                        const struct chart_rows *rows, int64_t whole, struct buf *out)
{
    char share[NUMBER_TEXT];
    char number[NUMBER_TEXT];
    int64_t sum = 0;
    size_t n = 0;
    if (say_little(s, u, rows, whole, out))
        return;
    while (n < rows->n_known && chart_text_share(sum, whole) < HALF)
        (void)decimal_add(&sum, rows->list[n++].value);
    if (n < 2) {
        chart_say_top(s, u, rows, whole, out);
        return;
    }
    chart_text_percent(s->lang, chart_text_share(sum, whole), 1, share);
    chart_text_number(s->lang, (int64_t)n, 0, number);
    chart_text_say(out, s->lang, TEXT_TOGETHER,
                   (const char *const[]){number, share, s->chart->of[s->lang]});
}
