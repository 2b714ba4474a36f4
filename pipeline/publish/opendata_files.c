/* What stands in the files of data/: one entry a file, one line a column. */
#include "publish/opendata.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define INDICATOR                                                                                  \
    {                                                                                              \
        .name = "indicator", .type = "string", .title = {"Indicateur", "Indicator"},               \
        .required = true                                                                           \
    }
#define WINDOW                                                                                     \
    {                                                                                              \
        .name = "window", .type = "string", .title = {"Période couverte", "Period covered"},       \
        .required = true, .allowed = "month ytd 12m known", .about = {                             \
            "month\u00a0: le mois\u00a0; ytd\u00a0: de janvier au mois\u00a0; 12m\u00a0: "         \
            "les douze mois jusqu’au mois\u00a0; known\u00a0: la dernière valeur connue de "    \
            "chaque pôle, d’un an au plus.",                                                       \
            "month: the month; ytd: from January to the month; 12m: the twelve months to "         \
            "the month; known: the last known value of each pole, a year old at most."             \
        }                                                                                          \
    }
#define REGION                                                                                     \
    {                                                                                              \
        .name = "region", .type = "string", .title = {"Territoire", "Territory"},                  \
        .required = true, .about = {                                                               \
            "FR pour la France, sinon le code officiel de la région.",                             \
            "FR for France, else the region’s official code."                                    \
        }                                                                                          \
    }
#define BREAKDOWN                                                                                  \
    {                                                                                              \
        .name = "breakdown", .type = "string", .title = {"Répartition", "Breakdown"},              \
        .required = true                                                                           \
    }
#define MEMBER                                                                                     \
    {                                                                                              \
        .name = "member", .type = "string", .title = {"Modalité", "Member"}, .may_be_empty = true, \
        .about = {                                                                                 \
            "Vide pour la répartition dans son ensemble.",                                         \
            "Empty for the breakdown as a whole."                                                  \
        }                                                                                          \
    }
#define MONTH(column, fr, en)                                                                      \
    {                                                                                              \
        .name = (column), .type = "yearmonth", .title = {(fr), (en)}, .required = true             \
    }
#define RETURNS(column, fr, en)                                                                    \
    {                                                                                              \
        .name = (column), .type = "integer", .title = {(fr), (en)}, .required = true,              \
        .at_least_0 = true                                                                         \
    }

#define FLAG(column, fr, en)                                                                       \
    {                                                                                              \
        .name = (column), .type = "string", .title = {(fr), (en)}, .allowed = "x c p", .about = {  \
            "x\u00a0: non disponible\u00a0; c\u00a0: secret statistique\u00a0; p\u00a0: "          \
            "provisoire.",                                                                         \
            "x: not available; c: withheld (confidential); p: provisional."                        \
        }                                                                                          \
    }

static const struct opendata_column figure_columns[] = {
    INDICATOR,
    WINDOW,
    REGION,
    BREAKDOWN,
    MEMBER,
    MONTH("month", "Mois (le dernier de la période)", "Month (the last of the period)"),
    {.name = "value",
     .type = "number",
     .title = {"Valeur", "Value"},
     .about = {"Dans l’unité de l’indicateur\u00a0; vide quand flag dit pourquoi.",
               "In the indicator’s unit; empty where flag says why."}},
    {.name = "numerator",
     .type = "number",
     .title = {"Numérateur ou somme", "Numerator or sum"},
     .about = {"Ce qui a été additionné avant tout arrondi.",
               "What was added up before any rounding."}},
    {.name = "denominator", .type = "number", .title = {"Dénominateur", "Denominator"}},
    {.name = "poles",
     .type = "integer",
     .title = {"Pôles déclarants", "Poles that declared"},
     .at_least_0 = true,
     .about = {"Sur plusieurs mois, le plus grand nombre en un mois.",
               "Over several months, the most in one of them."}},
    FLAG("flag", "Signe", "Flag"),
};
static const struct opendata_reference figure_references[] = {
    {"indicator", "indicator", "indicators"},
    {"region", "region", "regions"},
    {"breakdown member", "breakdown member", "members"},
};

static const struct opendata_column indicator_columns[] = {
    INDICATOR,
    {.name = "label_fr", .type = "string", .title = {"Nom", "Name in French"}, .required = true},
    {.name = "label_en",
     .type = "string",
     .title = {"Nom en anglais", "Name in English"},
     .required = true},
    {.name = "unit_fr", .type = "string", .title = {"Unité", "Unit in French"}},
    {.name = "unit_en", .type = "string", .title = {"Unité en anglais", "Unit in English"}},
    RETURNS("decimals", "Décimales publiées", "Decimals published"),
    {.name = "note_fr", .type = "string", .title = {"Définition", "Definition in French"}},
    {.name = "note_en",
     .type = "string",
     .title = {"Définition en anglais", "Definition in English"}},
};

static const struct opendata_column region_columns[] = {
    REGION,
    {.name = "label_fr", .type = "string", .title = {"Nom", "Name in French"}, .required = true},
    {.name = "label_en",
     .type = "string",
     .title = {"Nom en anglais", "Name in English"},
     .required = true},
};

static const struct opendata_column member_columns[] = {
    BREAKDOWN,
    MEMBER,
    {.name = "label_fr", .type = "string", .title = {"Nom", "Name in French"}, .required = true},
    {.name = "label_en",
     .type = "string",
     .title = {"Nom en anglais", "Name in English"},
     .required = true},
};

static const struct opendata_column coverage_columns[] = {
    {.name = "table",
     .type = "string",
     .title = {"Table déclarée", "Table declared"},
     .required = true},
    REGION,
    MONTH("month", "Mois", "Month"),
    RETURNS("expected", "Retours attendus", "Returns expected"),
    RETURNS("declared", "Retours reçus et bons", "Returns received and good"),
    RETURNS("rejected", "Retours reçus en erreur", "Returns received with errors"),
    RETURNS("missing", "Retours non reçus", "Returns not received"),
    {.name = "late",
     .type = "integer",
     .title = {"Retours reçus en retard", "Returns received late"},
     .at_least_0 = true},
    {.name = "weight_expected",
     .type = "number",
     .title = {"Effectif connu des pôles attendus", "Known headcount of the poles expected"},
     .at_least_0 = true},
    {.name = "weight_declared",
     .type = "number",
     .title = {"Effectif connu des pôles déclarants", "Known headcount of the poles that declared"},
     .at_least_0 = true},
    RETURNS("provisional", "Retours qui se disent provisoires",
            "Returns that say they are provisional"),
};
static const struct opendata_reference coverage_references[] = {{"region", "region", "regions"}};

static const struct opendata_column revision_columns[] = {
    INDICATOR,
    WINDOW,
    REGION,
    BREAKDOWN,
    MEMBER,
    MONTH("month", "Mois", "Month"),
    {.name = "previous_edition",
     .type = "string",
     .title = {"Édition précédente", "Previous edition"},
     .required = true},
    {.name = "before",
     .type = "number",
     .title = {"Valeur publiée avant", "Value published before"},
     .about = {"Vide quand aucune valeur n’était publiée.", "Empty where no value was published."}},
    {.name = "now",
     .type = "number",
     .title = {"Valeur de cette édition", "Value of this edition"}},
    {.name = "difference",
     .type = "number",
     .title = {"Écart, en points pour un pourcentage", "Difference, in points for a percentage"}},
    {.name = "cause",
     .type = "string",
     .title = {"Cause", "Cause"},
     .about =
         {"late-return, correction, register, contract, override, program, ou plusieurs joints "
          "par +.",
          "late-return, correction, register, contract, override, program, or several "
          "joined by +."}},
    FLAG("before_flag", "Signe publié avant", "Flag published before"),
    FLAG("now_flag", "Signe de cette édition", "Flag of this edition"),
};
static const struct opendata_column summary_columns[] = {
    INDICATOR,
    WINDOW,
    RETURNS("figures", "Valeurs révisées", "Values revised"),
    RETURNS("totals", "Dont totaux de la France", "Of these, totals of France"),
    {.name = "mean_absolute",
     .type = "number",
     .title = {"Écart absolu moyen des totaux", "Mean absolute difference of the totals"},
     .at_least_0 = true},
    {.name = "largest_absolute",
     .type = "number",
     .title = {"Plus grand écart absolu", "Largest absolute difference"},
     .at_least_0 = true},
    {.name = "largest_month",
     .type = "yearmonth",
     .title = {"Mois de ce plus grand écart", "Month of that largest difference"}},
};
static const struct opendata_reference summary_references[] = {
    {"indicator", "indicator", "indicators"}};

static const struct opendata_column comparison_columns[] = {
    INDICATOR,
    REGION,
    MONTH("month", "Mois", "Month"),
    {.name = "against",
     .type = "string",
     .title = {"Comparé à", "Compared with"},
     .required = true,
     .allowed = "previous year",
     .about = {"previous\u00a0: le mois précédent\u00a0; year\u00a0: le même mois un an plus tôt.",
               "previous: the month before; year: the same month a year before."}},
    {.name = "poles",
     .type = "integer",
     .title = {"Pôles déclarants aux deux mois", "Poles that declared both months"},
     .at_least_0 = true},
    {.name = "now", .type = "number", .title = {"Valeur du mois", "Value of the month"}},
    {.name = "before", .type = "number", .title = {"Valeur d’avant", "Value before"}},
};
static const struct opendata_reference comparison_references[] = {
    {"indicator", "indicator", "indicators"},
    {"region", "region", "regions"},
};

static const struct opendata_column pole_columns[] = {
    {.name = "pole",
     .type = "string",
     .title = {"Code du pôle", "Code of the pole"},
     .required = true},
    {.name = "name", .type = "string", .title = {"Nom", "Name"}, .required = true},
    REGION,
    {.name = "departement", .type = "string", .title = {"Département", "Département"}},
    {.name = "sector",
     .type = "string",
     .title = {"Secteur principal", "Main sector"},
     .about = {"Un code de la répartition sector.", "A code of the breakdown sector."}},
    {.name = "status",
     .type = "string",
     .title = {"Statut", "Status"},
     .about = {"Un code de la répartition status.", "A code of the breakdown status."}},
};
static const struct opendata_reference pole_references[] = {{"region", "region", "regions"}};

static const struct opendata_column pole_figure_columns[] = {
    {.name = "pole",
     .type = "string",
     .title = {"Code du pôle", "Code of the pole"},
     .required = true},
    INDICATOR,
    WINDOW,
    MONTH("month", "Mois", "Month"),
    {.name = "value", .type = "number", .title = {"Valeur", "Value"}},
    {.name = "flag",
     .type = "string",
     .title = {"Signe", "Flag"},
     .allowed = "x c z p",
     .about =
         {"x\u00a0: non disponible\u00a0; c\u00a0: secret statistique\u00a0; z\u00a0: sans objet "
          "(aucun retour attendu)\u00a0; p\u00a0: provisoire.",
          "x: not available; c: withheld (confidential); z: not applicable (no return "
          "expected); p: provisional."}},
};
static const struct opendata_reference pole_figure_references[] = {
    {"pole", "pole", "poles"},
    {"indicator", "indicator", "indicators"},
};

static const struct opendata_column held_columns[] = {
    REGION,
    {.name = "table",
     .type = "string",
     .title = {"Table déclarée", "Table declared"},
     .required = true},
    {.name = "pole", .type = "string", .title = {"Pôle", "Pole"}, .required = true},
    MONTH("month", "Mois corrigé", "Month corrected"),
    {.name = "received", .type = "date", .title = {"Reçue le", "Received on"}},
    {.name = "delivery", .type = "string", .title = {"Envoi", "Delivery"}, .required = true},
    {.name = "decision",
     .type = "string",
     .title = {"Décision", "Decision"},
     .required = true,
     .allowed = "held taken",
     .about = {"held\u00a0: mise de côté\u00a0; taken\u00a0: prise, pour la raison donnée.",
               "held: held back; taken: taken, for the reason given."}},
    {.name = "reason", .type = "string", .title = {"Raison", "Reason"}},
};
static const struct opendata_reference held_references[] = {{"region", "region", "regions"}};

static const struct opendata_file files[] = {
    {.name = "figures",
     .title = {"Tous les chiffres", "All figures"},
     .about = {"Un chiffre publié par ligne\u00a0: indicateur, période, territoire, répartition, "
               "modalité, mois.",
               "One published figure a row: indicator, period, territory, breakdown, member, "
               "month."},
     .key = "indicator window region breakdown member month",
     .columns = figure_columns,
     .n_columns = COUNT(figure_columns),
     .references = figure_references,
     .n_references = COUNT(figure_references)},
    {.name = "indicators",
     .title = {"Les indicateurs", "The indicators"},
     .about = {"Nom, unité et définition de chaque indicateur.",
               "Name, unit and definition of each indicator."},
     .key = "indicator",
     .columns = indicator_columns,
     .n_columns = COUNT(indicator_columns)},
    {.name = "regions",
     .title = {"Les territoires", "The territories"},
     .about = {"Codes et noms des régions, d’après le Code officiel géographique (Insee).",
               "Codes and names of the regions, from the Code officiel géographique (Insee)."},
     .key = "region",
     .columns = region_columns,
     .n_columns = COUNT(region_columns)},
    {.name = "members",
     .title = {"Les répartitions", "The breakdowns"},
     .about = {"Codes et noms des modalités de chaque répartition.",
               "Codes and names of the members of each breakdown."},
     .key = "breakdown member",
     .columns = member_columns,
     .n_columns = COUNT(member_columns)},
    {.name = "coverage",
     .title = {"Couverture des réponses", "Coverage of the returns"},
     .about = {"Retours attendus et reçus par table, territoire et mois.",
               "Returns expected and received by table, territory and month."},
     .key = "table region month",
     .columns = coverage_columns,
     .n_columns = COUNT(coverage_columns),
     .references = coverage_references,
     .n_references = COUNT(coverage_references)},
    {.name = "revisions",
     .title = {"Révisions", "Revisions"},
     .about = {"Les valeurs déjà publiées qui ont changé.",
               "The values already published that have changed."},
     .key = "indicator window region breakdown member month",
     .columns = revision_columns,
     .n_columns = COUNT(revision_columns),
     .references = figure_references,
     .n_references = COUNT(figure_references)},
    {.name = "revisions-summary",
     .title = {"Ampleur des révisions", "Size of the revisions"},
     .about = {"Par indicateur et période, combien de valeurs ont changé et de combien.",
               "By indicator and period, how many values have changed and by how much."},
     .key = "indicator window",
     .columns = summary_columns,
     .n_columns = COUNT(summary_columns),
     .references = summary_references,
     .n_references = COUNT(summary_references)},
    {.name = "held-back",
     .title = {"Corrections de mois définitifs", "Corrections of definitive months"},
     .about =
         {"Les corrections reçues pour des mois définitifs\u00a0: mises de côté, ou prises pour "
          "une raison.",
          "The corrections received for definitive months: held back, or taken for a reason."},
     .key = "table pole month delivery",
     .columns = held_columns,
     .n_columns = COUNT(held_columns),
     .references = held_references,
     .n_references = COUNT(held_references)},
    {.name = "comparisons",
     .title = {"Comparaisons à périmètre constant", "Comparisons at constant perimeter"},
     .about = {"Deux mois comparés sur les seuls pôles qui ont déclaré les deux.",
               "Two months compared on the poles alone that declared both."},
     .key = "indicator region month against",
     .columns = comparison_columns,
     .n_columns = COUNT(comparison_columns),
     .references = comparison_references,
     .n_references = COUNT(comparison_references)},
    {.name = "poles",
     .title = {"Les pôles", "The poles"},
     .about = {"Les pôles inscrits au registre à la fin du mois.",
               "The poles in the register at the end of the month."},
     .key = "pole",
     .columns = pole_columns,
     .n_columns = COUNT(pole_columns),
     .references = pole_references,
     .n_references = COUNT(pole_references)},
    {.name = "pole-figures",
     .title = {"Les chiffres de chaque pôle", "The figures of each pole"},
     .about = {"Ce que chaque pôle a déclaré, sans ce qui décrit des personnes.",
               "What each pole declared, without what describes persons."},
     .key = "pole indicator window month",
     .columns = pole_figure_columns,
     .n_columns = COUNT(pole_figure_columns),
     .references = pole_figure_references,
     .n_references = COUNT(pole_figure_references)},
};

const struct opendata_file *opendata_files(size_t *ret_count)
{
    *ret_count = COUNT(files);
    return files;
}
