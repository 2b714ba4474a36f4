#include <string.h>

#include "publish/form_text.h"

static const char *const words[FORM_WORDS][2] = {
    [SAY_REQUIRED] = {"Obligatoire.", "Required."},
    [SAY_OPTIONAL] = {"Facultatif.", "Optional."},
    [SAY_CHOOSE] = {"Choisissez dans la liste (feuille Listes).",
                    "Choose from the list (sheet Lists)."},
    [SAY_EXAMPLE] = {"Exemple\u00a0: {0}.", "Example: {0}."},
    [SAY_EXPECTED] = {"Attendu\u00a0: {0}.", "Expected: {0}."},
    [SAY_YES] = {"oui", "yes"},
    [SAY_NO] = {"non", "no"},
    [SAY_CREATOR] = {"Plan d’action national PTCE", "PTCE national action plan"},
    [SAY_CATEGORY_TEMPLATE] = {"Modèle", "Template"},
    [SAY_CATEGORY_FEEDBACK] = {"Réponse", "Feedback"},
    [SAY_TEMPLATE] = {"Modèle de retour PTCE\u00a0: {0}, {1}", "PTCE return template: {0}, {1}"},
    [SAY_TAB_README] = {"Lisez-moi", "Read-me"},
    [SAY_TAB_REMINDER] = {"Rappel_{0}", "Reminder_{0}"},
    [SAY_TAB_COLUMNS] = {"Colonnes", "Columns"},
    [SAY_TAB_LISTS] = {"Listes", "Lists"},
    [SAY_REFUSED] = {"Valeur refusée", "Value refused"},
    [SAY_POLE] = {"Pôle", "Pole"},
    [SAY_NOT_DECLARED] = {"aucune déclaration", "no declaration"},
    [SAY_REMINDERS_LEFT_OUT] =
        {"Dossiers non repris\u00a0: {0}. Cette feuille montre les {1} dossiers dont le dernier "
         "événement est le plus récent.",
         "Files not shown: {0}. This sheet shows the {1} files with the latest last event."},
    [SAY_SHEET] = {"Feuille", "Sheet"},
    [SAY_COLUMN] = {"Colonne", "Column"},
    [SAY_MUST] = {"À remplir", "To be filled in"},
    [SAY_EXPECTED_TITLE] = {"Ce qui est attendu", "What is expected"},
    [SAY_DESCRIPTION] = {"Ce que la colonne contient", "Name in the contract"},
    [SAY_CODE] = {"Code", "Code"},
    [SAY_LABEL] = {"Libellé", "Label"},
    [SAY_LIST_POLES] = {"Pôles de la région", "Poles of the region"},
    [SAY_LIST_MONTHS] = {"Mois", "Months"},
    [SAY_LIST_YES_NO] = {"Oui ou non", "Yes or no"},
    [SAY_SUGGESTION] = {" Valeur proposée\u00a0: «\u00a0{0}\u00a0».", " Proposed value: “{0}”."},
    [SAY_TAB_FILE] = {"Fichier", "File"},
    [SAY_TAB_SUMMARY] = {"Resume", "Summary"},
    [SAY_TAB_FINDINGS] = {"Constats", "Findings"},
    [SAY_TAB_UNITS] = {"Declarations", "Declarations"},
    [SAY_ERROR] = {"Erreur", "Error"},
    [SAY_WARNING] = {"Alerte", "Warning"},
    [SAY_INFO] = {"Information", "Information"},
    [SAY_SEVERITY] = {"Gravité", "Severity"},
    [SAY_WHERE] = {"Cellule", "Cell"},
    [SAY_LINE] = {"Ligne du fichier", "Line of the file"},
    [SAY_VALUE] = {"Valeur reçue", "Value received"},
    [SAY_ADVICE] = {"Ce qui ne va pas, ce qu’il faut faire", "What is wrong, what to do"},
    [SAY_CODE_OF_FINDING] = {"Code", "Code"},
    [SAY_CAUSE] = {"Constat", "Finding"},
    [SAY_OF_REGION] = {"un pôle de la région {0}", "a pole of region {0}"},
    [SAY_OF_REGISTER] = {"un pôle du registre", "a pole of the register"},
    [SAY_NUMBER] = {"Nombre", "Number"},
    [SAY_FIRST_PLACE] = {"Premier endroit", "First place"},
    [SAY_CAUSES] = {"Constats par genre", "Findings by kind"},
    [SAY_FEEDBACK_TITLE] = {"Réponse à votre envoi\u00a0: {0}", "Feedback on your file: {0}"},
    [SAY_RECEIVED] = {"{0}, reçu le {1}", "{0}, received on {1}"},
    [SAY_VERDICT] = {"Verdict\u00a0: {0}", "Verdict: {0}"},
    [SAY_COUNTS] = {"Erreurs\u00a0: {0}\u00a0; alertes\u00a0: {1}\u00a0; informations\u00a0: {2}",
                    "Errors: {0}; warnings: {1}; remarks: {2}"},
    [SAY_ROWS_READ] = {"Lignes lues\u00a0: {0} (en erreur\u00a0: {1}\u00a0; en alerte\u00a0: {2})",
                       "Rows read: {0} (in error: {1}; with a warning: {2})"},
    [SAY_HOW_TO_READ] = {"Lire ce classeur", "How to read this workbook"},
    [SAY_NO_ROWS] =
        {"Les lignes de ce fichier n’ont pas pu être lues\u00a0: seuls les constats sont donnés.",
         "The rows of this file could not be read: only the findings are given."},
    [SAY_ROWS_CSV] =
        {"Vos lignes sont reprises dans votre ordre, aux mêmes lignes et colonnes que dans votre "
         "tableur.",
         "Your rows are shown in your order, at the same rows and columns as in your spreadsheet."},
    [SAY_ROWS_JSON] =
        {"Vos objets sont repris dans votre ordre, un par ligne, une feuille par tableau.",
         "Your objects are shown in your order, one a row, a sheet for each table."},
    [SAY_LEGEND_ERROR] = {"erreur\u00a0: à corriger", "error: to be corrected"},
    [SAY_LEGEND_WARNING] = {"alerte\u00a0: à vérifier", "warning: to be checked"},
    [SAY_LEGEND] =
        {"Placez-vous sur une cellule marquée pour lire ce qu’il faut faire\u00a0; "
         "«\u00a0(vide)\u00a0» remplace une cellule vide.",
         "Move to a marked cell to read what to do; “(empty)” stands for an empty cell."},
    [SAY_CORRECT] = {"Corrigez dans votre fichier, pas ici\u00a0: ce classeur n’est pas relu. "
                     "Déposez le fichier corrigé sous un autre nom.",
                     "Correct your own file, not this workbook: it is not read again. Send the "
                     "corrected file under another name."},
    [SAY_ROWS_LEFT_OUT] =
        {"Lignes non reprises\u00a0: {0} (seules les {1} premières lignes le sont).",
         "Rows not shown: {0} (only the first {1} rows are)."},
    [SAY_CELLS_CUT] =
        {"Des cellules de plus de {0} caractères, ou au-delà de la colonne {1}, sont abrégées.",
         "Cells of more than {0} characters, or beyond column {1}, are cut short."},
    [SAY_FINDINGS_LEFT_OUT] = {"Constats non détaillés\u00a0: {0} (au plus {1} par genre)\u00a0; "
                               "les nombres ci-dessous les comptent.",
                               "Findings not listed one by one: {0} (at most {1} of a kind); the "
                               "numbers below count them."},
    [SAY_BLANK] = {"(vide)", "(empty)"},
    [SAY_ROW_REMARKS] = {"Constats de la ligne", "Findings of the row"},
    [SAY_MORE_ROWS] = {"Lignes suivantes non reprises\u00a0: {0}", "More rows, not shown: {0}"},
    [SAY_UNIT_KEPT] = {"rejetée\u00a0; la version précédente reste comptée",
                       "rejected; the version before it still counts"},
    [SAY_UNIT_NEWER] = {"rejetée\u00a0; une version plus récente est comptée",
                        "rejected; a newer version counts"},
    [SAY_UNIT_REJECTED] = {"rejetée", "rejected"},
    [SAY_UNIT_REPLACED] = {"remplacée par un envoi plus récent", "replaced by a newer file"},
    [SAY_UNIT_USED] = {"retenue, comptée dans l’édition du mois",
                       "accepted, counted in the month's edition"},
    [SAY_UNIT_ACCEPTED] = {"retenue", "accepted"},
    [SAY_TABLE] = {"Table", "Table"},
    [SAY_PERIOD] = {"Mois ou date", "Month or date"},
    [SAY_FIRST_LINE] = {"Première ligne", "First line"},
    [SAY_ROWS] = {"Lignes", "Rows"},
    [SAY_STATE] = {"État", "State"},
};

void form_fill(struct buf *out, const char *text, const char *const *args)
{
    int n_args = 0;
    while (args != NULL && args[n_args] != NULL)
        n_args++;
    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        buf_add(out, text, plain);
        text += plain;
        if (*text == '\0')
            return;
        int i = text[1] - '0'; /* our own texts: {digit} and nothing else */
        if (i >= 0 && i < n_args)
            buf_text(out, args[i]);
        text += 3;
    }
}

void form_say(struct buf *out, enum lang lang, enum form_words id, const char *const *args)
{
    form_fill(out, words[id][lang], args);
}

const char *form_words(enum lang lang, enum form_words id)
{
    return words[id][lang];
}
