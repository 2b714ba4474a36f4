#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "publish/chart_text.h"

#define NB   "\u00A0" /* the space that never ends a line */
#define THIN "\u202F"

/* French, English. A headline stays within ten words with the longest names and numbers. */
static const char *const texts[TEXTS][2] = {
    [TEXT_SOURCE] = {"Source" NB ": retours des CRESS, plan d’action national PTCE.",
                     "Source: returns of the CRESS, PTCE national action plan."},
    [TEXT_READING] = {"Lecture" NB ": en {1}, {2}" NB ": {3}.", "Reading: in {1}, {2}: {3}."},
    [TEXT_MONTH] = {"Mois", "Month"},
    [TEXT_ANSWERS_ONE] = {"Retours reçus pour {1}" NB ": {2} sur {3} attendu.",
                          "Returns received for {1}: {2} of {3} expected."},
    [TEXT_ANSWERS] = {"Retours reçus pour {1}" NB ": {2} sur {3} attendus.",
                      "Returns received for {1}: {2} of {3} expected."},
    [TEXT_NOT_AVAILABLE] = {"non disponible", "not available"},
    [TEXT_WITHHELD] = {"non diffusé", "withheld"},
    [TEXT_PERSON] = {"{1}" NB "personne", "{1} person"},
    [TEXT_PERSONS] = {"{1}" NB "personnes", "{1} people"},
    [TEXT_FTE] = {"{1}" NB "ETP", "{1} FTE"},
    [TEXT_LABELLED] = {"{1}" NB ": {2}", "{1}: {2}"},
    [TEXT_IN_MONTH] = {"{1} ({2})", "{1} ({2})"},
    [TEXT_IN_A_YEAR] = {"en un an", "in a year"},
    [TEXT_OVER_A_YEAR] = {"sur un an", "over a year"},
    [TEXT_SINCE] = {"depuis {1}", "since {1}"},
    [TEXT_MORE_THAN] = {"plus de {1}", "over {1}"},
    [TEXT_JOBS_UP] = {"L’effectif déclaré progresse de {1} {2}",
                      "Declared headcount rises by {1} {2}"},
    [TEXT_JOBS_DOWN] = {"L’effectif déclaré recule de {1} {2}",
                        "Declared headcount falls by {1} {2}"},
    [TEXT_JOBS_STABLE] = {"L’effectif déclaré est stable {1}", "Declared headcount is stable {1}"},
    [TEXT_JOBS_TIMES] = {"Effectif multiplié par {1} {2}", "Headcount multiplied by {1} {2}"},
    [TEXT_JOBS_FROM_ZERO] = {"L’effectif déclaré passe de 0 à {1}",
                             "Declared headcount goes from 0 to {1}"},
    [TEXT_JOBS_FIRST] = {"Effectif déclaré" NB ": {1}", "Declared headcount: {1}"},
    [TEXT_JOBS_MISSING] = {"Effectif non disponible pour {1}", "Headcount not available for {1}"},
    [TEXT_JOBS_SUBTITLE] = {"Effectif (personnes) et équivalents temps plein (ETP) en fin de mois, "
                            "France, {1}",
                            "Headcount (people) and full-time equivalents (FTE) at the end of the "
                            "month, France, {1}"},
    [TEXT_JOBS_MONTHS] = {"{1} à {2}", "{1} to {2}"},
    [TEXT_JOBS_AXIS] = {" – axe à partir de {1}", " – axis from {1}"},
    [TEXT_JOBS_DESC] = {"Deux courbes mensuelles, l’effectif et les ETP. {1}.",
                        "Two monthly lines, headcount and FTE. {1}."},
    [TEXT_JOBS_FIELD] = {"Champ" NB ": France, pôles ayant répondu" NB
                         "; les pôles sans réponse ne sont pas estimés.",
                         "Coverage: France, poles that answered; poles without an answer are not "
                         "estimated."},
    [TEXT_REGIONS_TOP] = {"{1} en tête, {2} de l’effectif", "{1} first, with {2} of headcount"},
    [TEXT_REGIONS_TIE] = {"Effectif le plus élevé" NB ": {1} régions à égalité",
                          "Highest headcount: {1} regions tied"},
    [TEXT_REGIONS_ONE] = {"Une seule région a répondu" NB ": {1}", "Only one region answered: {1}"},
    [TEXT_REGIONS_ZERO] = {"Aucun emploi déclaré par les régions",
                           "No jobs declared by any region"},
    [TEXT_REGIONS_MISSING] = {"Effectif par région non disponible",
                              "Headcount by region not available"},
    [TEXT_REGIONS_SUBTITLE] = {"Effectif total (personnes) à la fin du mois, par région, France, "
                               "{1}",
                               "Total headcount (people) at the end of the month, by region, "
                               "France, {1}"},
    [TEXT_REGIONS_DESC] =
        {"Barres horizontales, une par région, de la plus grande à la plus petite. "
         "{1}.",
         "Horizontal bars, one a region, from the largest to the smallest. {1}."},
    [TEXT_REGIONS_FIELD] = {"Champ" NB ": régions où au moins un pôle est attendu, pôles ayant "
                            "répondu" NB "; les pôles sans réponse ne sont pas estimés.",
                            "Coverage: regions with at least one pole expected, poles that "
                            "answered; poles without an answer are not estimated."},
    [TEXT_FUNDING_TOP] = {"{1} en tête, {2} des financements", "{1} first, with {2} of funding"},
    [TEXT_FUNDING_TIE] = {"Financements accordés" NB ": {1} origines à égalité",
                          "Funding awarded: {1} origins tied"},
    [TEXT_FUNDING_ONE] = {"Une seule origine" NB ": {1}", "Only one origin: {1}"},
    [TEXT_FUNDING_ZERO] = {"Aucun financement accordé en douze mois",
                           "No funding awarded in twelve months"},
    [TEXT_FUNDING_MISSING] = {"Financements accordés non disponibles",
                              "Funding awarded not available"},
    [TEXT_FUNDING_SUBTITLE] =
        {"Financements accordés ({1}) par origine et finalité, France, douze "
         "mois, {2} à {3}",
         "Funding awarded ({1}) by origin and purpose, France, twelve months, "
         "{2} to {3}"},
    [TEXT_FUNDING_OTHERS] = {"Autres finalités", "Other purposes"},
    [TEXT_FUNDING_DESC] = {"Barres horizontales empilées, une par origine des fonds, découpées par "
                           "finalité. {1}.",
                           "Stacked horizontal bars, one an origin of funds, split by purpose. "
                           "{1}."},
    [TEXT_FUNDING_FIELD] = {"Champ" NB ": France, subventions et apports en nature accordés aux "
                            "pôles, hors prêts, garanties et apports en capital. Du fait des "
                            "arrondis, une somme peut différer de son total.",
                            "Coverage: France, grants and contributions in kind awarded to poles; "
                            "loans, guarantees and capital are left out. Sums may differ from "
                            "totals by rounding."},
    [TEXT_RESPONSE_RATE] = {"{1} des pôles attendus ont répondu",
                            "{1} of the poles expected answered"},
    [TEXT_RESPONSE_ALL] = {"Tous les pôles attendus ont répondu", "All poles expected answered"},
    [TEXT_RESPONSE_NONE] = {"Aucun pôle attendu n’a répondu",
                            "None of the poles expected answered"},
    [TEXT_RESPONSE_ONLY_YES] = {"Le seul pôle attendu a répondu",
                                "The only pole expected answered"},
    [TEXT_RESPONSE_ONLY_NO] = {"Le seul pôle attendu n’a pas répondu",
                               "The only pole expected did not answer"},
    [TEXT_RESPONSE_MISSING] = {"Taux de réponse non disponible", "Response rate not available"},
    [TEXT_RESPONSE_SUBTITLE] = {"Taux de réponse sur l’emploi (% des pôles attendus), par région, "
                                "France, {1}",
                                "Response rate on jobs (% of the poles expected), by region, "
                                "France, {1}"},
    [TEXT_RESPONSE_OF] = {"{1} sur {2}", "{1} of {2}"},
    [TEXT_RESPONSE_FRANCE] = {"France" NB ": {1}", "France: {1}"},
    [TEXT_RESPONSE_DESC] = {"Points sur un axe de 0 à 100" NB "%, un par région, et la France en "
                            "ligne de référence. {1}.",
                            "Dots on an axis from 0 to 100%, one a region, and France as a line of "
                            "reference. {1}."},
    [TEXT_RESPONSE_FIELD] = {"Champ" NB ": régions où au moins un pôle est attendu d’après le "
                             "registre. Un retour compte s’il est reçu et sans erreur.",
                             "Coverage: regions with at least one pole expected by the register. A "
                             "return counts when it was received without errors."},
};

void chart_text_say(struct buf *out, enum lang lang, enum text id, const char *const *args)
{
    for (const char *p = texts[id][lang]; *p != '\0'; p++) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '0' + MAX_TEXT_ARGS && p[2] == '}') {
            buf_text(out, args[p[1] - '1']);
            p += 2;
        } else {
            buf_char(out, *p);
        }
    }
}

/* The same into a text of fixed size; numbers and our own words always fit. */
static void say_short(enum lang lang, enum text id, const char *arg, char ret_text[NUMBER_TEXT])
{
    struct buf out = {0};
    chart_text_say(&out, lang, id, &arg);
    assert(out.len < NUMBER_TEXT);
    memcpy(ret_text, buf_str(&out), out.len + 1);
    buf_release(&out);
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

void chart_text_people(enum lang lang, int64_t value, char ret_text[NUMBER_TEXT])
{
    char number[NUMBER_TEXT];
    bool one = value == 1 || (lang == LANG_FR && value == 0);
    chart_text_number(lang, value, 0, number);
    say_short(lang, one ? TEXT_PERSON : TEXT_PERSONS, number, ret_text);
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
