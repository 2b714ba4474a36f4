#include "publish/receipt_words.h"

static const struct {
    const char *fr;
    const char *en;
} words[WORDS] = {
    [W_TITLE] = {"RETOUR PTCE : ACCUSÉ DE CONTRÔLE", "PTCE RETURN: VALIDATION RECEIPT"},
    [W_FILE] = {"Fichier", "File"},
    [W_REGION] = {"Région", "Region"},
    [W_RECEIVED] = {"Reçu le", "Received on"},
    [W_SIZE] = {"Taille", "Size"},
    [W_BYTES] = {"octets", "bytes"},
    [W_SHA] = {"Empreinte SHA-256", "SHA-256 begins"},
    [W_READ_AS] = {"Lu comme", "Read as"},
    [W_ROWS] = {"Lignes lues", "Rows read"},
    [W_IN_ERROR] = {"en erreur", "in error"},
    [W_IN_WARNING] = {"en alerte", "with a warning"},
    [W_VERDICT] = {"VERDICT", "VERDICT"},
    [W_ERRORS] = {"À CORRIGER", "TO CORRECT"},
    [W_WARNINGS] = {"À VÉRIFIER", "TO CHECK"},
    [W_INFOS] = {"POUR INFORMATION", "FOR INFORMATION"},
    [W_LINE] = {"ligne", "line"},
    [W_CELL] = {"cellule", "cell"},
    [W_MORE] = {"autres endroits du même genre :", "more places of the same kind:"},
    [W_UNITS] = {"DÉCLARATIONS", "DECLARATIONS"},
    [W_ACCEPTED] = {"retenues", "accepted"},
    [W_REJECTED] = {"rejetées", "rejected"},
    [W_HELD] = {"mises de côté", "held back"},
    [W_ONE_REJECTED] = {"rejetée", "rejected"},
    [W_KEPT] = {"la version précédente reste comptée", "the version before it still counts"},
    [W_NEWER] = {"une version plus récente est comptée", "a newer version counts"},
    [W_EMPTY] = {"Ce fichier ne contient aucune déclaration : rien n’est retenu.",
                 "There is no declaration in this file: nothing is used."},
    [W_ALL_HELD] =
        {"Mis de côté : rien n’en est compté tant que l’équipe nationale n’a pas décidé.",
         "Held back: nothing of it counts until the national team has decided."},
    [W_EXPECTED] = {"ENCORE ATTENDU POUR", "STILL EXPECTED FOR"},
    [W_NOTHING_EXPECTED] = {"Rien : tous les pôles attendus ont déclaré.",
                            "Nothing: all expected poles have declared."},
    [W_ADVICE] = {"QUE FAIRE", "WHAT TO DO"},
    [W_ADVICE_CORRECT] =
        {"Corrigez à la source, enregistrez sous un autre nom et déposez le fichier dans le même "
         "dossier. Les déclarations retenues n’ont pas à être envoyées de nouveau ; une "
         "déclaration "
         "envoyée deux fois ne compte qu’une fois, la dernière bonne remplace les autres.",
         "Correct it at the source, save it under another name and put it into the same folder. "
         "Accepted declarations need not be sent again; one sent twice counts once, the last good "
         "one "
         "replaces the others."},
    [W_ADVICE_NOTHING] = {"Rien. Merci.", "Nothing. Thank you."},
    [W_WHOLE] = {"Une déclaration (un pôle, un mois) est retenue entière ou pas du tout.",
                 "A declaration (a pole, a month) is accepted whole or not at all."},
    [W_INTEGRATED] = {"Ce qui est retenu est dans l’édition du mois.",
                      "What is used is in the month's edition."},
    [W_REPLACED] = {"Ce retour est remplacé par un envoi plus récent.",
                    "This return is replaced by a newer one."},
    [W_DEADLINE] = {"Date limite", "Deadline"},
    [W_DEADLINE_PAST] = {"Date limite dépassée", "Deadline passed"},
    [W_ADVICE_CHECK] = {"Vérifiez les points ci-dessus. S’ils sont exacts, vous n’avez rien à "
                        "faire ; sinon, corrigez "
                        "et déposez de nouveau le fichier sous un autre nom.",
                        "Check the points above. If they are right there is nothing to do; else "
                        "correct them and send "
                        "the file again under another name."},
    [W_ADVICE_REPLACED] =
        {"Rien : ce qui est rejeté ici a été envoyé depuis, et c’est la version plus récente qui "
         "compte.",
         "Nothing: what is rejected here was sent again since, and the newer version counts."},
    [W_ADVICE_TELL] =
        {"Prévenez l’équipe nationale, avec le nom de ce fichier : c’est chez nous que sa lecture "
         "a "
         "échoué. Le fichier n’est pas en cause, ne le corrigez pas ; il est gardé tel que reçu.",
         "Tell the national team, with the name of this file: it is on our side that reading it "
         "failed. The file is not to blame, do not correct it; it is kept as received."},
    [W_NONE_USED] = {"Rien n’a été retenu de ce fichier.", "Nothing of this file was used."},
    [W_ERRORS_PAST] = {"CORRIGÉ DEPUIS", "CORRECTED SINCE"},
    [W_WARNINGS_PAST] = {"REMPLACÉ DEPUIS", "REPLACED SINCE"},
    [W_ADVICE_PAST] =
        {"Rien : tout ce que contenait ce fichier a été envoyé de nouveau depuis, et c’est la "
         "version "
         "plus récente qui compte.",
         "Nothing: all that this file held was sent again since, and the newer version counts."},
    [W_ADVICE_UNREAD] =
        {"Ce qui a été lu de ce fichier a été envoyé de nouveau depuis, et c’est la version plus "
         "récente qui compte. Si ce qui n’a pas pu être lu l’a été aussi, vous n’avez rien à faire "
         "; "
         "sinon, corrigez-le, enregistrez sous un autre nom et déposez le fichier dans le même "
         "dossier.",
         "What was read of this file was sent again since, and the newer version counts. If what "
         "could "
         "not be read was sent again too there is nothing to do; else correct it, save it under "
         "another name and put the file into the same folder."},
    [W_ADVICE_OTHERS] =
        {"Rien pour ce fichier. Les retours encore attendus, plus haut, sont à envoyer à part.",
         "Nothing for this file. The returns still expected, above, are to be sent as well."},
    [W_SOME_CORRECTED] =
        {"Certaines déclarations ont été rejetées ; elles ont été envoyées de nouveau depuis.",
         "Some declarations were rejected; they were sent again since."},
    [W_WAS_USED] = {"Retenu à son arrivée, avec des points à vérifier.",
                    "Used when it came, with points to check."},
    [W_SAME_OF] = {"… de même pour :", "… the same of:"},
};

const char *receipt_word(enum receipt_word w, enum lang lang)
{
    return lang == LANG_EN ? words[w].en : words[w].fr;
}
