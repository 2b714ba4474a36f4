#include <string.h>

#include "publish/form_text.h"

static const char *const words[FORM_WORDS][2] = {
    [SAY_REQUIRED] = {"Obligatoire.", "Required."},
    [SAY_OPTIONAL] = {"Facultatif.", "Optional."},
    [SAY_CHOOSE] = {"Choisissez dans la liste (feuille Listes).",
                    "Choose from the list (sheet Lists)."},
    [SAY_EXPECTED] = {"Attendu\u00a0: {0}.", "Expected: {0}."},
    [SAY_YES] = {"oui", "yes"},
    [SAY_NO] = {"non", "no"},
    [SAY_CREATOR] = {"Plan d’action national PTCE", "PTCE national action plan"},
    [SAY_TEMPLATE] = {"Modèle de retour PTCE\u00a0: {0}, {1}", "PTCE return template: {0}, {1}"},
    [SAY_TAB_README] = {"Lisez-moi", "Read-me"},
    [SAY_TAB_REMINDER] = {"Rappel_{0}", "Reminder_{0}"},
    [SAY_TAB_COLUMNS] = {"Colonnes", "Columns"},
    [SAY_TAB_LISTS] = {"Listes", "Lists"},
    [SAY_REFUSED] = {"Valeur refusée", "Value refused"},
    [SAY_POLE] = {"Pôle", "Pole"},
    [SAY_NOT_DECLARED] = {"aucune déclaration", "no declaration"},
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
