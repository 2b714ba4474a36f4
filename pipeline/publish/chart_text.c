#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "publish/chart_text.h"

#define NB   "\u00A0" /* the space that never ends a line */
#define THIN "\u202F"

/* French, English. A headline stays within ten words with the longest names and numbers. */
static const char *const texts[TEXTS][2] = {
    [TEXT_READING] = {"Lecture" NB ": {1}.", "Reading: {1}."},
    [TEXT_FIELD] = {"Champ" NB ": {1}.", "Coverage: {1}."},
    [TEXT_SOURCE] = {"Source" NB ": retours des CRESS, plan d’action national PTCE.",
                     "Source: returns of the CRESS, PTCE national action plan."},
    [TEXT_ANSWERS_ONE] = {"Retours reçus pour {1}" NB ": {2}" NB "sur" NB "{3}" NB "attendu.",
                          "Returns received for {1}: {2} of {3} expected."},
    [TEXT_ANSWERS] = {"Retours reçus pour {1}" NB ": {2}" NB "sur" NB "{3}" NB "attendus.",
                      "Returns received for {1}: {2} of {3} expected."},
    [TEXT_NOT_AVAILABLE] = {"non disponible", "not available"},
    [TEXT_NOT_AVAILABLE_SHORT] = {"n.d.", "n/a"},
    [TEXT_NEITHER] = {"non disponible ou non diffusé", "not available or withheld"},
    [TEXT_WITHHELD] = {"non diffusé", "withheld"},
    [TEXT_PROVISIONAL] = {"Tirets et marques évidées" NB ": valeurs provisoires.",
                          "Dashes and hollow marks: provisional values."},
    [TEXT_LABELLED] = {"{1}" NB ": {2}", "{1}: {2}"},
    [TEXT_IN_MONTH] = {"{1} ({2})", "{1} ({2})"},
    [TEXT_IN_A_YEAR] = {"en un an", "in a year"},
    [TEXT_OVER_A_YEAR] = {"sur un an", "over a year"},
    [TEXT_IN_A_YEAR_SAME] = {"en un an à périmètre constant", "in a year, same poles"},
    [TEXT_OVER_A_YEAR_SAME] = {"sur un an à périmètre constant", "over a year, same poles"},
    [TEXT_SINCE] = {"depuis {1}", "since {1}"},
    [TEXT_UP] = {"{1} progresse[|nt] de {2} {3}", "{1} rise[s|] by {2} {3}"},
    [TEXT_DOWN] = {"{1} recule[|nt] de {2} {3}", "{1} fall[s|] by {2} {3}"},
    [TEXT_STABLE] = {"{1} [est|sont] stable[|s] {2}", "{1} [is|are] stable {2}"},
    [TEXT_GOES] = {"{1} passe[|nt] de {2} à {3}", "{1} go[es|] from {2} to {3}"},
    [TEXT_POINTS_UP] = {"{1} gagne[|nt] {2} {3}", "{1} gain[s|] {2} {3}"},
    [TEXT_POINTS_DOWN] = {"{1} perd[|ent] {2} {3}", "{1} lose[s|] {2} {3}"},
    [TEXT_POINT] = {"{1}" NB "point", "{1} point"},
    [TEXT_POINTS] = {"{1}" NB "points", "{1} points"},
    [TEXT_VALUE] = {"{1} attei[nt|gnent] {2}", "{1} reach[es|] {2}"},
    [TEXT_ZERO] = {"{1}" NB ": {2}", "{1}: {2}"},
    [TEXT_MISSING] = {"{1} n[’est|e sont] pas disponible[|s]", "{1} [is|are] not available"},
    [TEXT_HIDDEN] = {"{1} [est|sont] sous secret statistique", "{1} [is|are] withheld"},
    [TEXT_TOP] = {"{1} en tête, {2} {3}", "{1} first, with {2} {3}"},
    [TEXT_TOGETHER] = {"{1} régions réunissent {2} {3}", "{1} regions hold {2} {3}"},
    [TEXT_TIED] = {"{1} ex æquo en tête, {2} {3} chacun", "{1} tied first, each with {2} {3}"},
    [TEXT_RISING] = {"{1} progresse[|nt] dans {2} des {3} régions",
                     "{1} rise[s|] in {2} of {3} regions"},
    [TEXT_RISING_ALL] = {"{1} progresse[|nt] dans les {2} régions",
                         "{1} rise[s|] in all {2} regions"},
    [TEXT_PERIOD_SPAN] = {"{1} à {2}", "{1} to {2}"},
    [TEXT_PERIOD_YEAR] = {"douze mois, {1} à {2}", "twelve months, {1} to {2}"},
    [TEXT_PERIOD_TO_DATE] = {"cumul depuis janvier, {1} et {2}",
                             "to date from January, {1} and {2}"},
    [TEXT_PERIOD_THIS_YEAR] = {"cumul depuis janvier {1}", "to date from January {1}"},
    [TEXT_AXIS_FROM] = {" – axe à partir de {1}", " – axis from {1}"},
    [TEXT_MAXIMUM] = {"Maximum" NB ": {1} en {2}.", "Highest: {1} in {2}."},
    [TEXT_OTHERS] = {"Autres", "Others"},
    [TEXT_MONTH] = {"Mois", "Month"},
    [TEXT_ROW_REGION] = {"Région", "Region"},
    [TEXT_SHARE] = {"Part (%)", "Share (%)"},
    [TEXT_TOTAL] = {"Total", "Total"},
    [TEXT_SIGN_OF] = {"Signe" NB ": {1}", "Flag: {1}"},
    [TEXT_ANSWERED] = {"Rapport", "Ratio"},
    [TEXT_FRANCE_AT] = {"France" NB ": {1}", "France: {1}"},
    [TEXT_OF_EXPECTED] = {"{1} sur {2}", "{1} of {2}"},
    [TEXT_YEAR_AT] = {"{1}" NB ": {2}", "{1}: {2}"},
    [TEXT_CLASS] = {"{1} à moins de {2}", "{1} to under {2}"},
    [TEXT_SIZE_KEY] = {"Surface du cercle" NB ": {1}", "Area of the circle: {1}"},
};

/* The form of "[one|many]" that is wanted; *text is moved to its last character. */
static void add_form(struct buf *out, const char **text, bool is_plural)
{
    const char *one = *text + 1;
    size_t n_one = strcspn(one, "|]");
    const char *many = one + n_one + (one[n_one] == '|');
    size_t n_many = strcspn(many, "]");
    if (is_plural)
        buf_add(out, many, n_many);
    else
        buf_add(out, one, n_one);
    *text = many + n_many - (many[n_many] == '\0');
}

void chart_text_fill(struct buf *out, const char *text, bool is_plural, const char *const *args)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '0' + MAX_TEXT_ARGS && p[2] == '}') {
            buf_text(out, args[p[1] - '1']);
            p += 2;
        } else if (*p == '[') {
            add_form(out, &p, is_plural);
        } else {
            buf_char(out, *p);
        }
    }
}

void chart_text_agree(struct buf *out, enum lang lang, enum text id, bool is_plural,
                      const char *const *args)
{
    chart_text_fill(out, texts[id][lang], is_plural, args);
}

void chart_text_say(struct buf *out, enum lang lang, enum text id, const char *const *args)
{
    chart_text_fill(out, texts[id][lang], false, args);
}

void chart_text_number(enum lang lang, int64_t value, int decimals, char ret_text[NUMBER_TEXT])
{
    char digits[DECIMAL_TEXT];
    (void)decimal_format(value, decimals, lang == LANG_FR ? ',' : '.', lang == LANG_FR ? THIN : ",",
                         digits);
    bool negative = digits[0] == '-';
    (void)snprintf(ret_text, NUMBER_TEXT, "%s%s", negative ? "\u2212" : "", digits + negative);
}

void chart_text_percent(enum lang lang, int64_t value, int decimals, char ret_text[NUMBER_TEXT])
{
    char number[NUMBER_TEXT];
    chart_text_number(lang, value, decimals, number);
    (void)snprintf(ret_text, NUMBER_TEXT, "%.80s%s", number, lang == LANG_FR ? NB "%" : "%");
}

int64_t chart_text_share(int64_t part, int64_t whole)
{
    int64_t tenths;
    return decimal_ratio(part, whole, 3, &tenths) == -1 ? 0 : tenths;
}

static const struct {
    int zeros; /* cents in one unit, as a power of ten */
    const char *form[2][2];
    const char *name[2];
} moneys[] = {
    [MONEY_EURO] = {2, {{"", NB "€"}, {"€", ""}}, {"euros", "euros"}},
    [MONEY_KILO] = {5, {{"", NB "k€"}, {"€", "k"}}, {"milliers d’euros", "thousands of euros"}},
    [MONEY_MEGA] = {8, {{"", NB "M€"}, {"€", "m"}}, {"millions d’euros", "millions of euros"}},
};

struct money_unit chart_text_money_unit(int64_t largest_cents)
{
    int64_t euros = largest_cents / 100;
    if (euros >= 10 * 1000 * 1000)
        return (struct money_unit){MONEY_MEGA, 1};
    if (euros >= 1000 * 1000)
        return (struct money_unit){MONEY_MEGA, 2};
    return (struct money_unit){euros >= 10 * 1000 ? MONEY_KILO : MONEY_EURO, 0};
}

void chart_text_money_bare(enum lang lang, int64_t cents, struct money_unit unit,
                           char ret_text[NUMBER_TEXT])
{
    int64_t rounded = 0;
    (void)decimal_ratio(cents, decimal_pow10(moneys[unit.scale].zeros), unit.decimals, &rounded);
    chart_text_number(lang, rounded, unit.decimals, ret_text);
}

void chart_text_money(enum lang lang, int64_t cents, struct money_unit unit,
                      char ret_text[NUMBER_TEXT])
{
    char number[NUMBER_TEXT];
    chart_text_money_bare(lang, cents, unit, number);
    (void)snprintf(ret_text, NUMBER_TEXT, "%s%.80s%s", moneys[unit.scale].form[lang][0], number,
                   moneys[unit.scale].form[lang][1]);
}

const char *chart_text_money_name(enum lang lang, struct money_unit unit)
{
    return moneys[unit.scale].name[lang];
}
