#include "publish/page_text.h"

#include "base/decimal.h"
#include "model/period.h"
#include "publish/page_html.h"
#include "publish/workbook_text.h"

#define NB "\u00a0"

static const char *const texts[PAGE_TEXTS][2] = {
    [PAGE_LANG] = {"fr", "en"},
    [PAGE_PLAN] = {"Plan d’action national PTCE", "PTCE national action plan"},
    [PAGE_SKIP] = {"Aller au contenu", "Skip to content"},
    [PAGE_CONTENTS] = {"Sommaire", "Contents"},
    [PAGE_PUBLISHED] = {"Paru le {0}", "Published {0}"},
    [PAGE_NEXT] = {"Prochaine parution" NB ": {0}", "Next release: {0}"},
    [PAGE_EDITION] = {"Édition {0}", "Edition {0}"},
    [PAGE_NOTICE] = {"Avertissement", "Notice"},
    [PAGE_LABEL] = {"{0}" NB ": ", "{0}: "},
    [PAGE_DESCRIPTION] =
        {"Emplois, financements et réponses des pôles territoriaux de coopération économique, {0}.",
         "Jobs, funding and returns of the territorial poles of economic co-operation, {0}."},
    [PAGE_TO_FRANCE] = {"Page nationale", "National page"},
    [PAGE_KEY_POINTS] = {"Points clés", "Key points"},
    [PAGE_NO_KEY_POINT] = {"Les chiffres du mois ne suffisent à aucun point clé.",
                           "The month’s figures do not suffice for any key point."},
    [PAGE_CHARTS] = {"Graphiques", "Charts"},
    [PAGE_CHART_TABLE] = {"Les données de ce graphique, en tableau",
                          "The data of this chart, as a table"},
    [PAGE_FILE] = {"{0}, {1}", "{0}, {1}"},
    [PAGE_BYTES] = {"{0}" NB "octets", "{0} bytes"},
    [PAGE_KILOBYTES] = {"{0}" NB "ko", "{0}" NB "kB"},
    [PAGE_MEGABYTES] = {"{0}" NB "Mo", "{0}" NB "MB"},
    [PAGE_REGIONS] = {"Régions", "Regions"},
    [PAGE_REGIONS_CAPTION] = {"Page et classeur de chaque région où un pôle est inscrit au "
                              "registre, {0}",
                              "Page and workbook of each region with a pole in the register, {0}"},
    [PAGE_RESPONSE] = {"Taux de réponse, {0}", "Response rate, {0}"},
    [PAGE_WORKBOOK] = {"Classeur", "Workbook"},
    [PAGE_WORKBOOK_OF] = {"Classeur Excel, {0}", "Excel workbook, {0}"},
    [PAGE_REVISIONS] = {"Révisions", "Revisions"},
    [PAGE_FIRST_EDITION] = {"Il n’y a pas d’édition antérieure à laquelle comparer celle-ci.",
                            "There is no earlier edition to compare this one with."},
    [PAGE_NO_REVISION] = {"Aucune valeur publiée auparavant n’a changé.",
                          "No value published before has changed."},
    [PAGE_ONE_REVISION] = {"Une valeur publiée auparavant a changé.",
                           "One value published before has changed."},
    [PAGE_SOME_REVISIONS] = {"{0} valeurs publiées auparavant ont changé.",
                             "{0} values published before have changed."},
    [PAGE_REVISIONS_CAPTION] = {"Valeurs révisées, {0}", "Revised values, {0}"},
    [PAGE_ONE_HELD] = {"Une correction d’un mois définitif est mise de côté" NB
                       ": la valeur publiée reste comptée, jusqu’à la décision de l’équipe "
                       "nationale.",
                       "One correction of a definitive month is held back: the published value "
                       "counts until the national team decides."},
    [PAGE_SOME_HELD] = {"{0} corrections de mois définitifs sont mises de côté" NB
                        ": les valeurs publiées restent comptées, jusqu’à la décision de l’équipe "
                        "nationale.",
                        "{0} corrections of definitive months are held back: the published values "
                        "count until the national team decides."},
    [PAGE_ONE_TAKEN] = {"Une correction d’un mois définitif a été prise. Raison" NB ": {1}",
                        "One correction of a definitive month was taken. Reason: {1}"},
    [PAGE_SOME_TAKEN] = {"{0} corrections de mois définitifs ont été prises. Raison" NB ": {1}",
                         "{0} corrections of definitive months were taken. Reason: {1}"},
    [PAGE_HELD_ITEM] = {"{0}, pôle {1}, {2}", "{0}, pole {1}, {2}"},
    [PAGE_HELD_MORE] = {"et {0} autres, dans le fichier held-back.csv",
                        "and {0} more, in the file held-back.csv"},
    [PAGE_REVISIONS_SHOWN] =
        {"Les {0} premières des {1}" NB ": les totaux d’abord, puis par écart relatif décroissant. "
         "Toutes sont dans le fichier revisions.csv.",
         "The first {0} of {1}: totals first, then by falling relative difference. All are in the "
         "file revisions.csv."},
    [PAGE_OVER_12_MONTHS] = {"sur douze mois", "over twelve months"},
    [PAGE_SINCE_JANUARY] = {"depuis janvier", "since January"},
    [PAGE_LAST_KNOWN] = {"dernier connu", "last known"},
    [PAGE_BEFORE] = {"Publié avant", "Published before"},
    [PAGE_NOW] = {"Dans cette édition", "In this edition"},
    [PAGE_DIFFERENCE] = {"Écart (points pour un\u00a0%)", "Difference (points for a %)"},
    [PAGE_CAUSE] = {"Cause", "Cause"},
    [PAGE_CAUSE_LATE] = {"retour tardif", "late return"},
    [PAGE_CAUSE_CORRECTION] = {"correction", "correction"},
    [PAGE_CAUSE_REGISTER] = {"registre des pôles", "register of poles"},
    [PAGE_CAUSE_CONTRACT] = {"règles de calcul", "rules of calculation"},
    [PAGE_CAUSE_OVERRIDE] = {"dérogation", "override"},
    [PAGE_CAUSE_PROGRAM] = {"version du programme", "program version"},
    [PAGE_COVERAGE] = {"Couverture des réponses", "Coverage of the returns"},
    [PAGE_DATA] = {"Données et classeurs", "Data and workbooks"},
    [PAGE_DATA_CAPTION] = {"Fichiers de cette édition", "Files of this edition"},
    [PAGE_DATA_FILE] = {"Fichier", "File"},
    [PAGE_DATA_CONTENTS] = {"Contenu", "Contents"},
    [PAGE_DATA_LINK] = {"Lien", "Link"},
    [PAGE_DATA_PACKAGE] = {"Description de toutes les colonnes, tailles et empreintes (Data "
                           "Package 2.0).",
                           "Description of all columns, sizes and hashes (Data Package 2.0)."},
    [PAGE_METHOD] = {"Méthode", "Method"},
    [PAGE_NOTE] = {"Note {0}", "Note {0}"},
    [PAGE_SIGNS] =
        {"Signes employés" NB ": {0}" NB "; {1}" NB "; {2}" NB "; {3}. Dans le fichier CSV d’un "
         "graphique, la lettre est dans une colonne à part, une par valeur.",
         "Signs used: {0}; {1}; {2}; {3}. In the CSV file of a chart the letter stands in a "
         "column of its own, one for each value."},
    [PAGE_GLOSSARY] = {"Définitions", "Definitions"},
    [PAGE_CONTACT] = {"Contact et réutilisation", "Contact and re-use"},
    [PAGE_ACCESSIBILITY] = {"Accessibilité" NB ": non conforme", "Accessibility: not compliant"},
    [PAGE_ACCESSIBILITY_MADE] =
        {"Cette page est faite pour être lue au clavier, par une synthèse vocale, agrandie, "
         "imprimée ou sans image" NB ": chaque graphique a un texte de remplacement et ses données "
         "en tableau.",
         "This page is made to be read by keyboard, by a screen reader, enlarged, printed or "
         "without images: each chart has an alternative text and its data as a table."},
    [PAGE_ACCESSIBILITY_STATE] =
        {"Elle n’a pas fait l’objet d’un audit de conformité au référentiel général d’amélioration "
         "de l’accessibilité (RGAA)" NB "; elle est donc déclarée non conforme.",
         "It has not been audited against the French accessibility standard (RGAA) and is "
         "therefore declared not compliant."},
    [PAGE_ACCESSIBILITY_RIGHTS] =
        {"Pour signaler un défaut, écrivez au contact ci-dessus" NB "; sans réponse satisfaisante, "
         "vous pouvez saisir le Défenseur des droits.",
         "To report a fault, write to the contact above; without a satisfactory answer you can "
         "turn to the Défenseur des droits."},
    [PAGE_CAPTION] = {"{0}, {1}, {2}", "{0}, {1}, {2}"},
    [PAGE_LIST_ENTRY] = {"PTCE, {0}" NB ": édition {1}", "PTCE, {0}: edition {1}"},
    [PAGE_LIST_TITLE] = {"Pôles territoriaux de coopération économique" NB ": éditions",
                         "Territorial poles of economic co-operation (PTCE): editions"},
    [PAGE_LIST_FEED] = {"Suivre les parutions (flux Atom)", "Follow the releases (Atom feed)"},
    [PAGE_LIST_LAST] = {"Dernier mois paru", "Latest month"},
    [PAGE_LIST_ALL] = {"Toutes les éditions", "All editions"},
    [PAGE_LIST_MONTH] = {"Mois", "Month"},
    [PAGE_LIST_EDITION] = {"Édition", "Edition"},
    [PAGE_LIST_PUBLISHED] = {"Parution", "Published"},
    [PAGE_LIST_CHANGES] = {"Ce qui a changé", "What has changed"},
    [PAGE_NEW_MONTH] = {"Premiers chiffres de ce mois.", "First figures of this month."},
    [PAGE_REVISED_EDITION] = {"Nouvelle édition de ce mois.", "New edition of this month."},
    [PAGE_LARGEST] = {" La plus forte révision" NB ": {0}, {1}, {2}" NB ": {3} au lieu de {4}.",
                      " The largest revision: {0}, {1}, {2}: {3} instead of {4}."},
};

void page_say(struct buf *out, enum lang lang, enum page_text id, const char *const *args)
{
    page_html_form(out, texts[id][lang], args);
}

const char *page_words(enum lang lang, enum page_text id)
{
    return texts[id][lang];
}

void page_say_size(struct buf *out, enum lang lang, int64_t bytes)
{
    struct buf number = {0};
    enum page_text unit = bytes < 1000      ? PAGE_BYTES
                          : bytes < 1000000 ? PAGE_KILOBYTES
                                            : PAGE_MEGABYTES;
    int64_t value = bytes;
    if (unit == PAGE_KILOBYTES)
        (void)decimal_ratio(bytes, 1000, 0, &value);
    if (unit == PAGE_MEGABYTES)
        (void)decimal_ratio(bytes, 1000000, 1, &value);
    workbook_number(&number, lang, value, unit == PAGE_MEGABYTES ? 1 : 0);
    page_say(out, lang, unit, (const char *const[]){buf_str(&number), NULL});
    buf_release(&number);
}

void page_say_day(struct buf *out, enum lang lang, int32_t day)
{
    int year;
    int month;
    int number;
    char words[64];
    day_split(day, &year, &month, &number);
    period_words(day_period(day), lang, words, sizeof words);
    buf_printf(out, "%d%s %s", number, number == 1 && lang == LANG_FR ? "er" : "", words);
}
