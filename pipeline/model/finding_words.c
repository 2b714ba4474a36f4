#include "model/finding_words.h"

/*
 * The words. {value} the value received, {column} the column's title, {expected} what the column
 * expects, {other} what the value was compared with, {suggestion} a value to paste.
 */
const struct finding_words finding_words[FINDING_CODES] = {
    [FINDING_UNKNOWN_SENDER] =
        {"unknown-sender",
         SEVERITY_ERROR,
         {"Expéditeur inconnu", "Unknown sender"},
         {"Le dossier « {value} » ne commence par aucun code de région. Déposez vos fichiers dans "
          "le "
          "dossier de votre région, par exemple « 84-auvergne-rhone-alpes ».",
          "The folder “{value}” starts with no region code. Put your files into your region's "
          "folder, for example “84-auvergne-rhone-alpes”."}},
    [FINDING_REGION_MISMATCH] =
        {"region-mismatch",
         SEVERITY_ERROR,
         {"Pôle d’une autre région", "Pole of another region"},
         {"« {value} » relève de la région {other}, pas de la vôtre. Retirez cette ligne : la "
          "CRESS de "
          "l’autre région la déclare.",
          "“{value}” belongs to region {other}, not to yours. Remove this row: the other region's "
          "chamber declares it."}},
    [FINDING_SIZE_LIMIT] =
        {"size-limit",
         SEVERITY_ERROR,
         {"Trop grand", "Too large"},
         {"{value} : au-delà de la limite de {other}. Vérifiez que c’est le bon fichier, puis "
          "partagez-le en plusieurs.",
          "{value}: beyond the limit of {other}. Check that it is the right file, then split it."}},
    [FINDING_PATH_ERROR] =
        {"path-error",
         SEVERITY_ERROR,
         {"Ce n’est pas un fichier ordinaire", "Not a regular file"},
         {"« {value} » n’est pas un fichier ordinaire ou ne peut être lu ({other}). Déposez une "
          "copie du fichier lui-même.",
          "“{value}” is not a regular file or cannot be read ({other}). Put a copy of the file "
          "itself there."}},
    [FINDING_UNSTABLE_FILE] =
        {"unstable-file",
         SEVERITY_INFO,
         {"Envoi en cours", "Upload under way"},
         {"« {value} » vient d’être modifié : il sera pris au prochain passage.",
          "“{value}” has just changed: it will be taken in next time."}},
    [FINDING_DUPLICATE_DELIVERY] =
        {"duplicate-delivery",
         SEVERITY_INFO,
         {"Fichier déjà reçu", "File already received"},
         {"Ce fichier est identique, octet pour octet, à « {value} » déjà reçu. Il ne compte "
          "qu’une "
          "fois ; vous n’avez rien à faire.",
          "This file is the same, byte for byte, as “{value}” received before. It counts once; "
          "there is nothing to do."}},
    [FINDING_SOURCE_ERROR] =
        {"source-error",
         SEVERITY_ERROR,
         {"Fichier vide ou illisible", "Empty or unreadable file"},
         {"Le fichier ne contient rien ({value}). Ouvrez-le pour vérifier, enregistrez-le de "
          "nouveau et "
          "déposez-le encore.",
          "The file holds nothing ({value}). Open it to check, save it again and send it again."}},
    [FINDING_FORMAT_ERROR] = {"format-error",
                              SEVERITY_ERROR,
                              {"Fichier illisible", "Unreadable file"},
                              {"{value}. {other}", "{value}. {other}"}},
    [FINDING_ENCODING_ERROR] =
        {"encoding-error",
         SEVERITY_ERROR,
         {"Caractères illisibles", "Unreadable characters"},
         {"L’encodage des caractères ne peut être lu ({value}). Dans Excel : Fichier, Enregistrer "
          "sous, "
          "« CSV UTF-8 (délimité par des virgules) ».",
          "The character encoding cannot be read ({value}). In Excel: File, Save As, “CSV UTF-8 "
          "(Comma delimited)”."}},
    [FINDING_ENCODING_GUESS] =
        {"encoding-guess",
         SEVERITY_INFO,
         {"Encodage reconnu", "Encoding recognised"},
         {"Le fichier a été lu comme du {value}. Si des accents sont faux ci-dessous, "
          "enregistrez-le en "
          "« CSV UTF-8 ».",
          "The file was read as {value}. If accents look wrong below, save it as “CSV UTF-8”."}},
    [FINDING_CONTROL_CHARACTER] =
        {"control-character",
         SEVERITY_ERROR,
         {"Caractère invisible", "Invisible character"},
         {"La colonne « {column} » contient un caractère invisible ({value}). Retapez la cellule à "
          "la "
          "main.",
          "The column “{column}” holds an invisible character ({value}). Type the cell again by "
          "hand."}},
    [FINDING_DIALECT_ERROR] =
        {"dialect-error",
         SEVERITY_ERROR,
         {"Colonnes non reconnues", "Columns not recognised"},
         {"Les colonnes ne sont séparées ni par des points-virgules, ni par des virgules, ni par "
          "des "
          "tabulations. Enregistrez de nouveau en CSV.",
          "The columns are separated neither by semicolons nor by commas nor by tabs. Save it as "
          "CSV again."}},
    [FINDING_UNCLOSED_QUOTE] =
        {"unclosed-quote",
         SEVERITY_ERROR,
         {"Guillemet jamais refermé", "Quote never closed"},
         {"Un guillemet (\") s’ouvre ici et n’est jamais refermé : la suite du fichier ne peut "
          "être lue. "
          "Supprimez-le ou refermez-le, ou enregistrez de nouveau depuis Excel.",
          "A quote (\") opens here and is never closed: the rest of the file cannot be read. "
          "Remove "
          "or close it, or save again from Excel."}},
    [FINDING_STRAY_QUOTE] =
        {"stray-quote",
         SEVERITY_ERROR,
         {"Guillemet mal placé", "Misplaced quote"},
         {"Un guillemet (\") est mal placé sur cette ligne, près de {value} : la suite ne peut "
          "être lue. "
          "Supprimez-le ou doublez-le (\"\"), ou enregistrez de nouveau depuis Excel.",
          "A quote (\") is misplaced on this line, near {value}: the rest cannot be read. Remove "
          "it "
          "or double it (\"\"), or save again from Excel."}},
    [FINDING_TRUNCATED_FILE] =
        {"truncated-file",
         SEVERITY_ERROR,
         {"Fichier sans doute coupé", "File probably cut"},
         {"Le fichier s’arrête sur cette ligne sans fin de ligne : rien ne dit que « {value} » est "
          "entier "
          "dans « {column} ». Enregistrez de nouveau le fichier depuis votre tableur et déposez-le "
          "encore.",
          "The file stops on this line without a line end: nothing says that “{value}” is whole in "
          "“{column}”. Save the file again from your spreadsheet and send it again."}},
    [FINDING_PREAMBLE_ROWS] =
        {"preamble-rows",
         SEVERITY_INFO,
         {"Lignes au-dessus des titres", "Lines above the header"},
         {"{value} ligne(s) au-dessus des titres de colonnes ont été passées.",
          "{value} line(s) above the column titles were skipped."}},
    [FINDING_DUPLICATE_PROPERTY] =
        {"duplicate-property",
         SEVERITY_ERROR,
         {"Propriété en double", "Duplicate property"},
         {"La propriété {value} figure deux fois dans le même objet. Gardez-en une seule.",
          "The property {value} stands twice in the same object. Keep one."}},
    [FINDING_NESTING_ERROR] =
        {"nesting-error",
         SEVERITY_ERROR,
         {"Structure JSON inattendue", "Unexpected JSON structure"},
         {"{value} : chaque retour est un objet simple dont les valeurs sont des textes, des "
          "nombres ou "
          "vrai/faux.",
          "{value}: each return is a plain object whose values are texts, numbers or true/false."}},
    [FINDING_NO_DATA] = {"no-data",
                         SEVERITY_WARNING,
                         {"Aucune ligne", "No rows"},
                         {"Le fichier a des titres de colonnes mais aucune ligne. Si le pôle n’a "
                          "rien à déclarer, mettez statut_donnee à « neant ».",
                          "The file has column titles but no row. If there is nothing to declare, "
                          "set statut_donnee to “neant”."}},
    [FINDING_UNMATCHED_HEADER] =
        {"unmatched-header",
         SEVERITY_ERROR,
         {"Titres de colonnes introuvables", "No column titles found"},
         {"Aucune ligne du début du fichier ne porte les titres attendus (trouvé : {value}). La "
          "première "
          "ligne doit être celle des titres, par exemple « code_pole ; mois ; effectif_total ».",
          "No line at the top of the file has the expected titles (found: {value}). The first line "
          "must be that of the titles, such as “code_pole ; mois ; effectif_total”."}},
    [FINDING_MISSING_LABEL] =
        {"missing-label",
         SEVERITY_ERROR,
         {"Colonne obligatoire absente", "Required column missing"},
         {"La colonne « {column} » ({value}) est obligatoire et n’y est pas. Ajoutez-la, remplie "
          "pour "
          "chaque ligne.",
          "The column “{column}” ({value}) is required and is not there. Add it, filled in for "
          "every row."}},
    [FINDING_EXTRA_LABEL] = {"extra-label",
                             SEVERITY_WARNING,
                             {"Colonne inconnue", "Unknown column"},
                             {"La colonne « {value} » n’est pas attendue : elle n’est pas lue.",
                              "The column “{value}” is not expected: it is not read."}},
    [FINDING_BLANK_LABEL] =
        {"blank-label",
         SEVERITY_WARNING,
         {"Colonne sans titre", "Column without a title"},
         {"Une colonne n’a pas de titre : elle n’est pas lue. Donnez-lui son titre ou "
          "supprimez-la.",
          "A column has no title: it is not read. Give it its title or remove it."}},
    [FINDING_DUPLICATE_LABEL] =
        {"duplicate-label",
         SEVERITY_ERROR,
         {"Colonne en double", "Duplicate column"},
         {"La colonne « {column} » figure deux fois (« {value} »). Gardez-en une seule.",
          "The column “{column}” stands twice (“{value}”). Keep one."}},
    [FINDING_INCORRECT_LABEL] =
        {"incorrect-label",
         SEVERITY_ERROR,
         {"Titre de colonne mal écrit", "Misspelt column title"},
         {"La colonne « {value} » n’est pas attendue ; vous vouliez sans doute dire « {suggestion} "
          "». "
          "Corrigez le titre.",
          "The column “{value}” is not expected; you probably mean “{suggestion}”. Correct the "
          "title."}},
    [FINDING_LABEL_VARIANT] = {"label-variant",
                               SEVERITY_INFO,
                               {"Titre de colonne reconnu", "Column title recognised"},
                               {"« {value} » a été lu comme « {suggestion} ».",
                                "“{value}” was read as “{suggestion}”."}},
    [FINDING_BLANK_ROW] = {"blank-row",
                           SEVERITY_INFO,
                           {"Ligne vide", "Blank row"},
                           {"Une ligne vide a été passée.", "A blank row was skipped."}},
    [FINDING_EXTRA_CELL] = {"extra-cell",
                            SEVERITY_ERROR,
                            {"Cellule en trop", "Extra cell"},
                            {"La ligne a plus de cellules qu’il n’y a de titres ({value}). Un "
                             "séparateur s’est sans doute "
                             "glissé dans un texte ou un nombre.",
                             "The row has more cells than there are titles ({value}). A separator "
                             "has probably slipped "
                             "into a text or a number."}},
    [FINDING_MISSING_CELL] =
        {"missing-cell",
         SEVERITY_ERROR,
         {"Ligne incomplète", "Incomplete row"},
         {"La ligne s’arrête avant la colonne « {column} » : elle a {value} cellules pour {other} "
          "titres. Complétez-la, ou enregistrez de nouveau le fichier.",
          "The row ends before the column “{column}”: it has {value} cells for {other} titles. "
          "Complete it, or save the file again."}},
    [FINDING_DUPLICATE_ROW] = {"duplicate-row",
                               SEVERITY_WARNING,
                               {"Ligne en double", "Duplicate row"},
                               {"Cette ligne répète la ligne {other}.",
                                "This row repeats line {other}."}},
    [FINDING_PRIMARY_KEY] =
        {"primary-key",
         SEVERITY_ERROR,
         {"Déclaration en double", "Declared twice"},
         {"{value} figure déjà à la ligne {other}. Gardez une seule des deux lignes.",
          "{value} stands on line {other} already. Keep one of the two rows."}},
    [FINDING_FOREIGN_KEY] =
        {"foreign-key",
         SEVERITY_ERROR,
         {"Pôle inconnu", "Unknown pole"},
         {"Le pôle « {value} » n’est pas au registre. Corrigez le code, ou envoyez d’abord le pôle "
          "dans "
          "le fichier « poles ».",
          "The pole “{value}” is not in the register. Correct the code, or first send the pole in "
          "the “poles” file."}},
    [FINDING_TOTAL_ROW] =
        {"total-row",
         SEVERITY_INFO,
         {"Ligne de total", "Total row"},
         {"La ligne de total « {value} » n’est pas une déclaration : elle a été passée.",
          "The total row “{value}” is no declaration: it was skipped."}},
    [FINDING_TYPE_ERROR] = {"type-error",
                            SEVERITY_ERROR,
                            {"Valeur refusée", "Value refused"},
                            {"« {value} » dans « {column} » : il faut {expected}.",
                             "“{value}” in “{column}”: expected {expected}."}},
    [FINDING_CONSTRAINT_ERROR] = {"constraint-error",
                                  SEVERITY_ERROR,
                                  {"Valeur hors des règles", "Value against the rules"},
                                  {"« {value} » dans « {column} » : {other}.",
                                   "“{value}” in “{column}”: {other}."}},
    [FINDING_NORMALIZED_VALUE] = {"normalized-value",
                                  SEVERITY_INFO,
                                  {"Valeur comprise autrement qu’écrite",
                                   "Value read otherwise than written"},
                                  {"« {value} » dans « {column} » a été lu comme « {suggestion} ».",
                                   "“{value}” in “{column}” was read as “{suggestion}”."}},
    [FINDING_AMBIGUOUS_VALUE] =
        {"ambiguous-value",
         SEVERITY_ERROR,
         {"Valeur ambiguë", "Ambiguous value"},
         {"« {value} » dans « {column} » peut se lire de deux façons ({other}). Écrivez le nombre "
          "sans "
          "point : les milliers collés, une virgule pour les décimales.",
          "“{value}” in “{column}” can be read in two ways ({other}). Write the number without "
          "thousands marks."}},
    [FINDING_PRECISION_ERROR] =
        {"precision-error",
         SEVERITY_ERROR,
         {"Trop de décimales", "Too many decimals"},
         {"« {value} » dans « {column} » a plus de décimales que permis (permis : {other}). "
          "Arrondissez "
          "vous-même.",
          "“{value}” in “{column}” has more decimals than allowed (allowed: {other}). Round it "
          "yourself."}},
    [FINDING_SPREADSHEET_ERROR] = {"spreadsheet-error",
                                   SEVERITY_ERROR,
                                   {"Erreur de formule", "Formula error"},
                                   {"« {value} » dans « {column} » est une erreur de votre "
                                    "tableur. Corrigez la formule de cette "
                                    "cellule, ou tapez la valeur.",
                                    "“{value}” in “{column}” is an error of your spreadsheet. "
                                    "Correct this cell's formula, or "
                                    "type the value."}},
    [FINDING_SIRET_VALUE] =
        {"siret-value",
         SEVERITY_ERROR,
         {"SIRET incorrect", "Wrong SIRET"},
         {"« {value} » dans « {column} » : le tableur a réduit le SIRET à une puissance de dix et "
          "ses "
          "derniers chiffres sont perdus. Mettez la colonne au format Texte, puis recopiez le "
          "SIRET.",
          "“{value}” in “{column}”: the spreadsheet has cut the SIRET to a power of ten and its "
          "last "
          "digits are lost. Format the column as text, then type the SIRET again."}},
    [FINDING_REGION_CODE] = {"region-code",
                             SEVERITY_ERROR,
                             {"Code de région inconnu", "Unknown region code"},
                             {"« {value} » dans « {column} » n’est le code d’aucune région "
                              "actuelle. Codes sur deux chiffres, "
                              "comme 84 pour Auvergne-Rhône-Alpes ; colonne au format Texte.",
                              "“{value}” in “{column}” is the code of no current region. Two "
                              "digits, such as 84; format "
                              "the column as text."}},
    [FINDING_DEPARTEMENT_CODE] = {"departement-code",
                                  SEVERITY_ERROR,
                                  {"Code de département inconnu", "Unknown département code"},
                                  {"« {value} » dans « {column} » n’est le code d’aucun "
                                   "département. Exemples : 01, 69, 2A, 974 ; "
                                   "colonne au format Texte.",
                                   "“{value}” in “{column}” is the code of no département. "
                                   "Examples: 01, 69, 2A, 974; format "
                                   "the column as text."}},
    [FINDING_COMMUNE_CODE] =
        {"commune-code",
         SEVERITY_ERROR,
         {"Code de commune inconnu", "Unknown commune code"},
         {"« {value} » dans « {column} » n’est le code INSEE d’aucune commune. C’est le code à "
          "cinq "
          "caractères (69123 pour Lyon), pas le code postal.",
          "“{value}” in “{column}” is the INSEE code of no commune. It has five characters (69123 "
          "for Lyon) and is not the postal code."}},
    [FINDING_COMPARE_COLUMNS] = {"compare-columns-value",
                                 SEVERITY_ERROR,
                                 {"Deux colonnes se contredisent", "Two columns contradict"},
                                 {"« {value} » contre « {other} ».",
                                  "“{value}” against “{other}”."}},
    [FINDING_SUM_COLUMNS] = {"sum-columns-value",
                             SEVERITY_ERROR,
                             {"Somme inexacte", "Sum does not match"},
                             {"« {value} » mais la somme fait {other}.",
                              "“{value}” but the sum is {other}."}},
    [FINDING_COHESIVE_COLUMNS] = {"cohesive-columns-value",
                                  SEVERITY_ERROR,
                                  {"Colonnes à remplir ensemble", "Columns that go together"},
                                  {"Remplissez toutes ces colonnes ou aucune.",
                                   "Fill in all of these columns or none."}},
    [FINDING_CODE_CONSISTENCY] = {"code-consistency",
                                  SEVERITY_ERROR,
                                  {"Codes incohérents", "Inconsistent codes"},
                                  {"« {value} » n’est pas dans « {other} ».",
                                   "“{value}” is not in “{other}”."}},
    [FINDING_PLAUSIBILITY] = {"plausibility",
                              SEVERITY_WARNING,
                              {"Valeur à vérifier", "Value to check"},
                              {"« {value} » dans « {column} » est inhabituel.",
                               "“{value}” in “{column}” is unusual."}},
    [FINDING_WORKER_FAILED] =
        {"source-error",
         SEVERITY_ERROR,
         {"Lecture interrompue", "Reading stopped"},
         {"La lecture de ce fichier a échoué ({value}). Signalez-le à l’équipe nationale ; vos "
          "autres envois ne sont pas touchés.",
          "Reading this file failed ({value}). Tell the national team; your other files "
          "are not affected."}},
};
