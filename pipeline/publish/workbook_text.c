#include <string.h>

#include "base/decimal.h"
#include "publish/workbook_text.h"

static const char *const texts[WORKBOOK_TEXTS][2] = {
    [TEXT_TABLE_TITLE] = {"Tableau {0}\u00a0: {1}, {2}, {3}", "Table {0}: {1}, {2}, {3}"},
    [TEXT_FRANCE] = {"France", "France"},
    [TEXT_AND_FRANCE] = {"{0} et France", "{0} and France"},
    [TEXT_RANGE] = {"{0} à {1}", "{0} to {1}"},
    [TEXT_TWELVE_MONTHS] = {"{0} à {1}", "{0} to {1}"},
    [TEXT_NOTE_MARK] = {" [note {0}]", " [note {0}]"},
    [TEXT_ABOUT_TABLE] = {"Tableaux\u00a0: 1. Notes\u00a0: {0} (feuille Notes). "
                          "Abréviations\u00a0: {1}. {2}",
                          "Tables: 1. Notes: {0} (sheet Notes). Shorthands: {1}. {2}"},
    [TEXT_FROZEN] = {"Volets figés\u00a0: oui (pour les libérer\u00a0: Affichage, Figer les "
                     "volets).",
                     "Frozen panes: yes (to undo: View, Freeze Panes)."},
    [TEXT_NOT_FROZEN] = {"Volets figés\u00a0: non.", "Frozen panes: no."},
    [TEXT_SHORTHANDS] = {"Abréviations\u00a0: {0}.", "Shorthands: {0}."},
    [TEXT_NOT_AVAILABLE] = {"[x] non disponible", "[x] not available"},
    [TEXT_WITHHELD] = {"[c] secret statistique", "[c] withheld (confidential)"},
    [TEXT_NOT_APPLICABLE] = {"[z] sans objet", "[z] not applicable"},
    [TEXT_PROVISIONAL] = {"[p] provisoire", "[p] provisional"},
    [TEXT_REVISED] = {"[r] révisé", "[r] revised"},
    [TEXT_MARKS] = {"Marques", "Marks"},
    [TEXT_NO_MARK] = {"aucune", "none"},
    [TEXT_WHOLE_ROW] = {"toute la ligne", "the whole row"},
    [TEXT_BUT] = {", sauf ", ", but "},
    [TEXT_OF_MONTH] = {"mois", "month"},
    [TEXT_OF_YEAR] = {"depuis janvier", "since January"},
    [TEXT_OF_12_MONTHS] = {"douze mois", "twelve months"},
    [TEXT_WINDOW] = {"Durée", "Duration"},
    [TEXT_BREAKDOWN] = {"Ventilation", "Breakdown"},
    [TEXT_BEFORE] = {"Publié avant", "Published before"},
    [TEXT_NOW] = {"Publié maintenant", "Published now"},
    [TEXT_DIFFERENCE] = {"Écart (points pour un\u00a0%)", "Difference (points for a %)"},
    [TEXT_ONE_HELD] = {"Une correction d’un mois définitif est mise de côté, la valeur publiée "
                       "reste comptée\u00a0: {1}.",
                       "One correction of a definitive month is held back, the published value "
                       "still counts: {1}."},
    [TEXT_SOME_HELD] = {"{0} corrections de mois définitifs sont mises de côté, les valeurs "
                        "publiées restent comptées\u00a0: {1}.",
                        "{0} corrections of definitive months are held back, the published values "
                        "still count: {1}."},
    [TEXT_HELD_ITEM] = {"{0}, pôle {1}, {2}", "{0}, pole {1}, {2}"},
    [TEXT_HELD_MORE] = {"et {0} autres, dans le fichier held-back.csv",
                        "and {0} more, in the file held-back.csv"},
    [TEXT_CAUSE] = {"Motif", "Reason"},
    [TEXT_UNIVERSE] = {"Champ\u00a0: {0}, {1}.", "Scope: {0}, {1}."},
    [TEXT_SOURCE] = {"Source\u00a0: retours des CRESS, plan d’action national PTCE.",
                     "Source: returns of the CRESS, PTCE national action plan."},
    [TEXT_READING] = {"Lecture\u00a0: {0}", "Reading: {0}"},
    [TEXT_ABOUT_PICTURES] =
        {"Graphiques\u00a0: {0}. Chacun est précédé de son titre et suivi de ce "
         "qu’il montre.",
         "Charts: {0}. Each stands below its title; what it shows is said "
         "below it."},
    [TEXT_ABOUT_CHARTS] =
        {"Graphiques\u00a0: {0}, tracés depuis les cellules des tableaux, dont ils "
         "suivent les changements.",
         "Charts: {0}, drawn from the cells of the tables, which they follow."},
    [TEXT_ALT_LINE] = {"Courbe, {0}, {1}\u00a0: de {2} ({3}) à {4} ({5}), feuille {6}.",
                       "Line chart, {0}, {1}: from {2} ({3}) to {4} ({5}), sheet {6}."},
    [TEXT_ALT_BARS] =
        {"Diagramme en barres, {0}, {1}\u00a0: le plus élevé est {2} ({3}), le plus bas "
         "{4} ({5}), feuille {6}.",
         "Bar chart, {0}, {1}: the highest is {2} ({3}), the lowest {4} ({5}), sheet "
         "{6}."},
    [TEXT_RESPONSE] = {"Taux de réponse, {0}, {1}\u00a0: {2} ({3} {4} sur {5}).",
                       "Response rate, {0}, {1}: {2} ({3} {4} of {5})."},
    [TEXT_RESPONSE_NONE] = {"Taux de réponse, {0}, {1}\u00a0: non disponible (aucun retour "
                            "attendu).",
                            "Response rate, {0}, {1}: not available (no return expected)."},
    [TEXT_POLE] = {"pôle", "pole"},
    [TEXT_POLES] = {"pôles", "poles"},
    [TEXT_POLE_NAME] = {"Pôle", "Pole"},
    [TEXT_POLE_STATUS] = {"Statut", "Status"},
    [TEXT_POLE_SECTOR] = {"Secteur principal", "Main sector"},
    [TEXT_POLE_DEPARTEMENT] = {"Département", "Département"},
    [TEXT_IN_MONTH] = {"{0}, dans le mois", "{0}, in the month"},
    [TEXT_YEAR_TO_DATE] = {"{0}, depuis janvier", "{0}, since January"},
    [TEXT_OVER_12_MONTHS] = {"{0}, sur douze mois", "{0}, over twelve months"},
    [TEXT_PREVIOUS] = {"{0}, mois précédent", "{0}, previous month"},
    [TEXT_CHANGE] = {"{0}, évolution sur un mois", "{0}, change over a month"},
    [TEXT_YEAR_AGO] = {"{0}, un an plus tôt", "{0}, a year before"},
    [TEXT_COLUMN_YTD] = {"Depuis janvier {0}", "Since January {0}"},
    [TEXT_COLUMN_12M] = {"Sur douze mois", "Over twelve months"},
    [TEXT_COLUMN_CHANGE] = {"Évolution sur un mois (unité ou points)",
                            "Change over a month (unit or points)"},
    [TEXT_COLUMN_CHANGE_PERCENT] = {"Évolution sur un mois (%)", "Change over a month (%)"},
    [TEXT_COLUMN_CONSTANT] = {"À périmètre constant, sur un mois (% ou points)",
                              "Like for like, over a month (% or points)"},
    [TEXT_COLUMN_CONSTANT_POLES] = {"Pôles ayant déclaré les deux mois (nombre)",
                                    "Poles that declared both months (number)"},
    [TEXT_COLUMN_CONSTANT_YEAR] = {"À périmètre constant, sur un an (% ou points)",
                                   "Like for like, over a year (% or points)"},
    [TEXT_COLUMN_CONSTANT_YEAR_POLES] = {"Pôles ayant déclaré à un an d’écart (nombre)",
                                         "Poles that declared a year apart (number)"},
    [TEXT_WITH_TERRITORY] = {"{0}, {1}", "{0}, {1}"},
    [TEXT_WITH_UNIT] = {"{0} ({1})", "{0} ({1})"},
    [TEXT_CODE] = {"Code", "Code"},
    [TEXT_REGION] = {"Région", "Region"},
    [TEXT_TERRITORY] = {"Territoire", "Territory"},
    [TEXT_CHARACTERISTIC] = {"Caractéristique", "Characteristic"},
    [TEXT_CATEGORY] = {"Catégorie", "Category"},
    [TEXT_MONTH] = {"Mois", "Month"},
    [TEXT_PERIOD] = {"Période (AAAA-MM)", "Period (YYYY-MM)"},
    [TEXT_INDICATOR] = {"Indicateur", "Indicator"},
    [TEXT_UNIT] = {"Unité", "Unit"},
    [TEXT_DEFINITION] = {"Définition", "Definition"},
    [TEXT_NATURE] = {"Calcul", "Calculation"},
    [TEXT_UNDECLARED] = {"Non déclaré", "Not declared"},
    [TEXT_TOTAL] = {"Ensemble", "Total"},
    [TEXT_SHEET] = {"Feuille", "Sheet"},
    [TEXT_TITLE] = {"Titre", "Title"},
    [TEXT_NOTE] = {"Note", "Note"},
    [TEXT_TABLE] = {"Table", "Table"},
    [TEXT_EXPECTED] = {"Retours attendus (nombre)", "Returns expected (number)"},
    [TEXT_DECLARED] = {"Retours reçus et bons (nombre)", "Returns received and good (number)"},
    [TEXT_REJECTED] = {"Retours reçus en erreur (nombre)", "Returns received with errors (number)"},
    [TEXT_MISSING] = {"Retours non reçus (nombre)", "Returns not received (number)"},
    [TEXT_LATE] = {"dont reçus après l’échéance (nombre)",
                   "of which received after the deadline (number)"},
    [TEXT_PROVISIONAL_RETURNS] = {"dont déclarés provisoires (nombre)",
                                  "of which declared provisional (number)"},
    [TEXT_WEIGHT_EXPECTED] = {"Effectif connu des pôles attendus (personnes)",
                              "Known headcount of the poles expected (people)"},
    [TEXT_WEIGHT_DECLARED] = {"Effectif connu des pôles ayant répondu (personnes)",
                              "Known headcount of the poles that answered (people)"},
    [TEXT_WEIGHTED_RATE] = {"Taux de réponse pondéré par l’effectif (%)",
                            "Response rate weighted by headcount (%)"},
    [TEXT_RATE] = {"Taux de réponse (%)", "Response rate (%)"},
    [TEXT_KIND_STOCK] = {"Valeur à la fin du mois, jamais additionnée sur plusieurs mois.",
                         "Value at the end of the month, never added over months."},
    [TEXT_KIND_FLOW] = {"Somme des déclarations du mois\u00a0; s’additionne sur plusieurs mois.",
                        "Sum of what was declared for the month; adds up over months."},
    [TEXT_KIND_RATIO] = {"Rapport de deux sommes, arrondi une seule fois.",
                         "Ratio of two sums, rounded once."},
    [TEXT_KIND_MEAN] = {"Somme divisée par le nombre de pôles déclarants.",
                        "Sum divided by the number of poles that declared."},
    [TEXT_KIND_DISTINCT] = {"Nombre de catégories différentes.", "Number of different categories."},
    [TEXT_KIND_SHARE] = {"Part d’une catégorie dans le total.",
                         "Share of a category in the total."},
    [TEXT_KIND_COVERAGE] = {"Retours reçus et bons rapportés aux retours attendus.",
                            "Returns received and good as a share of those expected."},
    [TEXT_KIND_MEDIAN] = {"Valeur du pôle du milieu.", "Value of the pole in the middle."},
    [TEXT_KIND_COHORT] = {"Part d’un groupe de pôles, fixé douze mois plus tôt.",
                          "Share of a group of poles set twelve months before."},
    [TEXT_KIND_TRANSITION] =
        {"Nombre de passages dans le mois\u00a0; s’additionne sur plusieurs mois.",
         "Number of changes in the month; adds up over months."},
    [TEXT_KIND_OPEN] = {"Solde des dossiers ouverts à la fin du mois.",
                        "Balance of the files open at the end of the month."},
    [TEXT_KIND_OUTCOME] = {"Rapport de deux sommes, sur tous les dossiers jusqu’à la fin du mois.",
                           "Ratio of two sums, over all files up to the end of the month."},
    [TEXT_KIND_DEPENDENCE] =
        {"Part des pôles dont une origine domine les ressources de douze mois.",
         "Share of poles where one origin dominates twelve months’ resources."},
    [TEXT_KIND_TOP] = {"Part de la plus grande catégorie.", "Share of the largest category."},
    [TEXT_KIND_QUOTIENT] = {"Rapport de deux chiffres publiés.", "Ratio of two published figures."},
    [TEXT_KIND_LINES] = {"Lignes rapportées aux lignes lues.", "Lines as a share of lines read."},
    [TEXT_KIND_DELAY] = {"Médiane de jours.", "Median of days."},
    [TEXT_COVER_TITLE] = {"{0} – {1}, {2}", "{0} – {1}, {2}"},
    [TEXT_COVER_NOTICE] = {"Avertissement\u00a0: {0}", "Warning: {0}"},
    [TEXT_COVER_SUMMARY] = {"En résumé", "Summary"},
    [TEXT_COVER_UNIVERSE] = {"Champ", "Scope"},
    [TEXT_COVER_UNIVERSE_TEXT] =
        {"Pôles territoriaux de coopération économique (PTCE) inscrits au registre du plan "
         "d’action national, emplois et financements qu’ils ont déclarés. Territoire\u00a0: {0}. "
         "Mois\u00a0: {1} ({2}).",
         "Territorial poles of economic co-operation (PTCE) in the register of the national action "
         "plan, and the jobs and funding they declared. Territory: {0}. Month: {1} ({2})."},
    [TEXT_COVER_SOURCE] = {"Source", "Source"},
    [TEXT_COVER_SOURCE_TEXT] =
        {"Retours des CRESS (chambres régionales de l’économie sociale et solidaire), plan "
         "d’action "
         "national PTCE.",
         "Returns of the CRESS (regional chambers of the social and solidarity economy), PTCE "
         "national action plan."},
    [TEXT_COVER_PUBLISHED] = {"Paru le", "Published"},
    [TEXT_COVER_NEXT] = {"Prochaine parution", "Next release"},
    [TEXT_COVER_STATUS] = {"Statut", "Status"},
    [TEXT_COVER_STATUS_TEXT] = {"Édition {0}, arrêtée sur les retours reçus au {1} (UTC).",
                                "Edition {0}, from the returns received by {1} (UTC)."},
    [TEXT_COVER_REVISIONS] =
        {"Les retours tardifs ou corrigés entrent dans les éditions suivantes\u00a0: les chiffres "
         "de tous les mois peuvent être révisés.",
         "Late or corrected returns enter the following editions: the figures of every month can "
         "be revised."},
    [TEXT_COVER_SHORTHANDS] = {"Abréviations", "Shorthands"},
    [TEXT_COVER_NOTES] = {"Notes", "Notes"},
    [TEXT_COVER_NOTES_TEXT] =
        {"Un renvoi comme «\u00a0note 1\u00a0» entre crochets mène à la feuille Notes. Les "
         "indicateurs sont définis dans la feuille Definitions.",
         "A mark such as “note 1” in brackets leads to the sheet Notes. The indicators are defined "
         "in the sheet Definitions."},
    [TEXT_COVER_CONTACT] = {"Contact", "Contact"},
    [TEXT_COVER_CONTACT_TEXT] =
        {"Pour toute question, adressez-vous à votre CRESS ou à l’équipe nationale du plan.",
         "For any question, turn to your CRESS or to the national team of the plan."},
    [TEXT_COVER_LICENCE] = {"Licence", "Licence"},
    [TEXT_COVER_LICENCE_TEXT] =
        {"Licence Ouverte 2.0 (Etalab)\u00a0: réutilisation libre, en citant la source et la date "
         "de parution.",
         "Licence Ouverte / Open Licence 2.0 (Etalab): free re-use, with the source and the date "
         "of "
         "publication named."},
    [TEXT_COVER_GEOGRAPHY] =
        {"Codes et noms des régions\u00a0: Insee, Code officiel géographique, via Etalab "
         "(découpage administratif), Licence Ouverte.",
         "Codes and names of the regions: Insee, Code officiel géographique, through Etalab "
         "(decoupage-administratif), Licence Ouverte."},
    [TEXT_FOOTER] = {"&C&\"Arial,Regular\"Page &P/&N", "&C&\"Arial,Regular\"Page &P/&N"},
    [TEXT_CREATOR] = {"Plan d’action national PTCE", "PTCE national action plan"},
    [TEXT_KEYWORDS] = {"PTCE, économie sociale et solidaire, emploi, financement, {0}, {1}",
                       "PTCE, social and solidarity economy, jobs, funding, {0}, {1}"},
    [TEXT_CATEGORY_OF_FILE] = {"Statistiques", "Statistics"},
};

void workbook_say(struct buf *out, enum lang lang, enum workbook_text id, const char *const *args)
{
    const char *text = texts[id][lang];
    int n_args = 0;
    while (args != NULL && args[n_args] != NULL)
        n_args++;
    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        buf_add(out, text, plain);
        text += plain;
        if (*text == '\0')
            return;
        int i = text[1] - '0'; /* our own table: {digit} and nothing else */
        if (i >= 0 && i < n_args)
            buf_text(out, args[i]);
        text += 3;
    }
}

void workbook_number(struct buf *out, enum lang lang, int64_t units, int decimals)
{
    char text[DECIMAL_TEXT];
    if (units < 0) {
        buf_text(out, "−");
        units = -units;
    }
    size_t n = lang == LANG_FR ? decimal_format(units, decimals, ',', "\u202f", text)
                               : decimal_format(units, decimals, '.', ",", text);
    buf_add(out, text, n);
}
