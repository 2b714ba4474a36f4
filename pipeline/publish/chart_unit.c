#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "model/indicator.h"
#include "publish/chart_unit.h"

struct chart_unit chart_unit_of(const struct contract *c, int indicator, enum lang lang,
                                int64_t largest)
{
    return (struct chart_unit){
        .indicator = &c->indicators[indicator],
        .lang = lang,
        .money = chart_text_money_unit(largest),
    };
}

/* A count: whole, whatever its decimals. */
static int64_t whole(const struct chart_unit *u, int64_t value)
{
    int64_t rounded = value;
    (void)decimal_ratio(value, decimal_pow10(u->indicator->decimals), 0, &rounded);
    return rounded;
}

static bool is_money(const struct chart_unit *u)
{
    return u->indicator->money && !u->indicator->percent;
}

void chart_unit_short(const struct chart_unit *u, int64_t value, char ret_text[NUMBER_TEXT])
{
    if (u->indicator->percent)
        chart_text_percent(u->lang, value, u->indicator->decimals, ret_text);
    else if (is_money(u))
        chart_text_money(u->lang, value, u->money, ret_text);
    else
        chart_text_number(u->lang, whole(u, value), 0, ret_text);
}

void chart_unit_bare(const struct chart_unit *u, int64_t value, char ret_text[NUMBER_TEXT])
{
    if (is_money(u))
        chart_text_money_bare(u->lang, value, u->money, ret_text);
    else
        chart_unit_short(u, value, ret_text);
}

/* "personnes par pôle" of one is "personne par pôle", "people" "person"; abbreviations stay. */
static void add_unit(const struct chart_unit *u, bool is_one, char *text)
{
    const char *unit = u->indicator->unit[u->lang];
    size_t len = strcspn(unit, " ");
    size_t used = strlen(text);
    const char *gap = u->lang == LANG_FR ? "\u00A0" : " ";
    bool is_people = len == 6 && text_starts(unit, "people");
    size_t kept = is_one && len > 3 && unit[len - 1] == 's' ? len - 1 : len;
    if (is_one && is_people)
        (void)snprintf(text + used, NUMBER_TEXT - used, "%sperson%.40s", gap, unit + len);
    else
        (void)snprintf(text + used, NUMBER_TEXT - used, "%s%.*s%.40s", gap, (int)kept, unit,
                       unit + len);
}

void chart_unit_long(const struct chart_unit *u, int64_t value, char ret_text[NUMBER_TEXT])
{
    chart_unit_short(u, value, ret_text);
    int64_t n = whole(u, value);
    if (!u->indicator->percent && !is_money(u))
        add_unit(u, n == 1 || n == -1 || (n == 0 && u->lang == LANG_FR), ret_text);
}

void chart_unit_tic(const struct chart_unit *u, int64_t value, int64_t step,
                    char ret_text[NUMBER_TEXT])
{
    if (value == 0 && !u->indicator->percent) {
        chart_text_number(u->lang, 0, 0, ret_text);
        return;
    }
    if (u->indicator->percent) {
        int decimals = step % decimal_pow10(u->indicator->decimals) == 0 ? 0 : 1;
        int64_t rounded = value;
        (void)decimal_ratio(value, decimal_pow10(u->indicator->decimals), decimals, &rounded);
        chart_text_percent(u->lang, rounded, decimals, ret_text);
        return;
    }
    struct chart_unit tic = *u;
    int64_t least = chart_unit_least(u) * 10;
    while (is_money(u) && tic.money.decimals > 0 && step % least == 0) {
        tic.money.decimals--;
        least *= 10;
    }
    chart_unit_short(&tic, value, ret_text);
}

void chart_unit_cell(const struct chart_unit *u, int64_t value, char ret_text[NUMBER_TEXT])
{
    if (is_money(u))
        chart_text_number(u->lang, whole(u, value), 0, ret_text);
    else
        chart_text_number(u->lang, value, u->indicator->decimals, ret_text);
}

void chart_unit_title(const struct chart_unit *u, struct buf *out)
{
    buf_printf(out, "%s (%s)", u->indicator->label[u->lang], u->indicator->unit[u->lang]);
}

int64_t chart_unit_least(const struct chart_unit *u)
{
    if (!is_money(u))
        return u->indicator->percent ? 1 : decimal_pow10(u->indicator->decimals);
    int zeros = u->money.scale == MONEY_MEGA ? 8 : u->money.scale == MONEY_KILO ? 5 : 2;
    return decimal_pow10(zeros - u->money.decimals);
}
