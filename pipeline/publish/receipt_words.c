#include "publish/receipt_words.h"

static const struct {
    const char *fr;
    const char *en;
} words[] = {
    {"RETOUR PTCE : ACCUSÉ DE CONTRÔLE", "PTCE RETURN: VALIDATION RECEIPT"},
    {"Fichier", "File"},
    {"Région", "Region"},
    {"Reçu le", "Received on"},
    {"Taille", "Size"},
    {"octets", "bytes"},
    {"Empreinte SHA-256", "SHA-256 begins"},
    {"Lu comme", "Read as"},
    {"Lignes lues", "Rows read"},
    {"en erreur", "in error"},
    {"en alerte", "with a warning"},
    {"VERDICT", "VERDICT"},
    {"À CORRIGER", "TO CORRECT"},
    {"À VÉRIFIER", "TO CHECK"},
    {"POUR INFORMATION", "FOR INFORMATION"},
    {"ligne", "line"},
    {"cellule", "cell"},
    {"autres endroits du même genre :", "more places of the same kind:"},
    {"DÉCLARATIONS", "DECLARATIONS"},
    {"retenues", "accepted"},
    {"rejetées", "rejected"},
    {"mises de côté", "held back"},
    {"rejetée", "rejected"},
    {"la version précédente reste comptée", "the version before it still counts"},
    {"une version plus récente est comptée", "a newer version counts"},
    {"Ce fichier ne contient aucune déclaration : rien n’est retenu.",
     "There is no declaration in this file: nothing is used."},
    {"Mis de côté : rien n’en est compté tant que l’équipe nationale n’a pas décidé.",
     "Held back: nothing of it counts until the national team has decided."},
    {"ENCORE ATTENDU POUR", "STILL EXPECTED FOR"},
    {"Rien : tous les pôles attendus ont déclaré.", "Nothing: all expected poles have declared."},
    {"QUE FAIRE", "WHAT TO DO"},
    {"Corrigez à la source, enregistrez sous un autre nom et déposez le fichier dans le même "
     "dossier. Les déclarations retenues n’ont pas à être envoyées de nouveau ; une déclaration "
     "envoyée deux fois ne compte qu’une fois, la dernière bonne remplace les autres.",
     "Correct it at the source, save it under another name and put it into the same folder. "
     "Accepted declarations need not be sent again; one sent twice counts once, the last good one "
     "replaces the others."},
    {"Rien. Merci.", "Nothing. Thank you."},
    {"Une déclaration (un pôle, un mois) est retenue entière ou pas du tout.",
     "A declaration (a pole, a month) is accepted whole or not at all."},
    {"Ce qui est retenu est dans l’édition du mois.", "What is used is in the month's edition."},
    {"Ce retour est remplacé par un envoi plus récent.", "This return is replaced by a newer one."},
    {"Date limite", "Deadline"},
    {"Date limite dépassée", "Deadline passed"},
    {"Vérifiez les points ci-dessus. S’ils sont exacts, vous n’avez rien à faire ; sinon, corrigez "
     "et déposez de nouveau le fichier sous un autre nom.",
     "Check the points above. If they are right there is nothing to do; else correct them and send "
     "the file again under another name."},
    {"Rien : ce qui est rejeté ici a été envoyé depuis, et c’est la version plus récente qui "
     "compte.",
     "Nothing: what is rejected here was sent again since, and the newer version counts."},
    {"Prévenez l’équipe nationale, avec le nom de ce fichier : c’est chez nous que sa lecture a "
     "échoué. Le fichier n’est pas en cause, ne le corrigez pas ; il est gardé tel que reçu.",
     "Tell the national team, with the name of this file: it is on our side that reading it "
     "failed. The file is not to blame, do not correct it; it is kept as received."},
    {"Rien n’a été retenu de ce fichier.", "Nothing of this file was used."},
    {"CORRIGÉ DEPUIS", "CORRECTED SINCE"},
    {"REMPLACÉ DEPUIS", "REPLACED SINCE"},
    {"Rien : tout ce que contenait ce fichier a été envoyé de nouveau depuis, et c’est la version "
     "plus récente qui compte.",
     "Nothing: all that this file held was sent again since, and the newer version counts."},
    {"Ce qui a été lu de ce fichier a été envoyé de nouveau depuis, et c’est la version plus "
     "récente qui compte. Si ce qui n’a pas pu être lu l’a été aussi, vous n’avez rien à faire ; "
     "sinon, corrigez-le, enregistrez sous un autre nom et déposez le fichier dans le même "
     "dossier.",
     "What was read of this file was sent again since, and the newer version counts. If what could "
     "not be read was sent again too there is nothing to do; else correct it, save it under "
     "another name and put the file into the same folder."},
    {"Rien pour ce fichier. Les retours encore attendus, plus haut, sont à envoyer à part.",
     "Nothing for this file. The returns still expected, above, are to be sent as well."},
    {"Certaines déclarations ont été rejetées ; elles ont été envoyées de nouveau depuis.",
     "Some declarations were rejected; they were sent again since."},
    {"Retenu à son arrivée, avec des points à vérifier.",
     "Used when it came, with points to check."},
    {"… de même pour :", "… the same of:"},
};

_Static_assert(sizeof words / sizeof *words == WORDS, "a word each");

const char *receipt_word(enum receipt_word w, enum lang lang)
{
    return lang == LANG_EN ? words[w].en : words[w].fr;
}
