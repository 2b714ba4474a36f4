/* Rows of cells, held against the contract: values, constraints, rules. */
#include "unit.h"
#include "unit_take.h"

/* A jobs table with all its required columns, some others, and one good row of it. */
#define JOBS "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee"
#define GOOD "PTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif\n"
#define UNIT "emplois PTCE-84-001 2026-10 good;"
#define BAD  "emplois PTCE-84-001 2026-10 bad;"
#define FUNDS                                                                                      \
    "id_financement;code_pole;mois;type_financeur;finalite;nature;etape;montant;date_evenement"
#define FUND      "A1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;accorde;1500;2026-10-15"
#define FUND_UNIT "financements PTCE-84-001 2026-10 good;"
#define FUND_BAD  "financements PTCE-84-001 2026-10 bad;"

static const struct unit_row cells[] = {
    {"all good", JOBS "\n" GOOD, "", UNIT},
    {"blank optional cells", JOBS ";rqth;deld\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;;n/c\n",
     "", UNIT},
    {"missing in all its spellings",
     JOBS ";rqth;deld;residents_qpv;residents_zrr\n"
          "PTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;ND;n.d.;-;S.O.\n",
     "", UNIT},
    {"a blank required cell", JOBS "\nPTCE-84-001;2026-10;;8,5;6;4;4;6;definitif\n",
     "E constraint-error effectif_total@2;", BAD},
    {"n/c in a required cell", JOBS "\nPTCE-84-001;2026-10;10;n/c;6;4;4;6;definitif\n",
     "E constraint-error etp_total@2;", BAD},
    {"below the minimum", JOBS "\nPTCE-84-001;2026-10;10;8,5;-1;4;4;6;definitif\n",
     "E constraint-error cdi@2;", BAD},
    {"no number", JOBS "\nPTCE-84-001;2026-10;dix;8,5;6;4;4;6;definitif\n",
     "E type-error effectif_total@2;", BAD},
    {"too many decimals", JOBS "\nPTCE-84-001;2026-10;10;8,555;6;4;4;6;definitif\n",
     "E precision-error etp_total@2;", BAD},
    {"half a person", JOBS "\nPTCE-84-001;2026-10;10;8,5;6;4;4,5;6;definitif\n",
     "E precision-error femmes@2;", BAD},
    {"ambiguous", JOBS "\nPTCE-84-001;2026-10;10;1.234;6;4;4;6;definitif\n",
     "E ambiguous-value etp_total@2;", BAD},
    {"a spreadsheet's error", JOBS "\nPTCE-84-001;2026-10;10;#REF!;6;4;4;6;definitif\n",
     "E spreadsheet-error etp_total@2;", BAD},
    {"a spreadsheet's error in a code", JOBS "\n#N/A;2026-10;10;8,5;6;4;4;6;definitif\n",
     "E spreadsheet-error code_pole@2;", ""},
    {"another way to write", JOBS "\nPTCE-84-001;10/2026;10;8,5 ;6;4;4;6;Définitif\n",
     "I normalized-value mois@2;I normalized-value statut_donnee@2;", UNIT},
    {"an unknown code", JOBS "\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;final ou presque\n",
     "E type-error statut_donnee@2;", BAD},
    {"a control character", JOBS "\nPTCE\x01-84-001;2026-10;10;8,5;6;4;4;6;definitif\n",
     "E control-character code_pole@2;", ""},
    {"a code that is none", JOBS "\nPOLE-84;2026-10;10;8,5;6;4;4;6;definitif\n",
     "E constraint-error code_pole@2;", ""},
    {"a month that is none", JOBS "\nPTCE-84-001;2026-13;10;8,5;6;4;4;6;definitif\n",
     "E type-error mois@2;", ""},
    {"two faults in a row, one in another",
     JOBS "\nPTCE-84-001;2026-10;dix;8,5;-6;4;4;6;definitif\nPTCE-84-001;2026-09;10;8,5;x;4;4;6;"
          "definitif\nPTCE-84-001;2026-08;10;8,5;6;4;4;6;definitif\n",
     "E type-error effectif_total@2;E constraint-error cdi@2;E type-error cdi@3;",
     BAD "emplois PTCE-84-001 2026-09 bad;emplois PTCE-84-001 2026-08 good;"},
};

static void test_cells(void **state)
{
    (void)state;
    unit_check(cells, COUNT(cells));
}

static const struct unit_row rules[] = {
    {"sum", JOBS "\nPTCE-84-001;2026-10;10;8,5;6;4;4;5;definitif\n",
     "E sum-columns-value effectif_total@2;", BAD},
    {"sum with an optional part",
     JOBS ";genre_non_precise\nPTCE-84-001;2026-10;10;8,5;6;4;4;5;definitif;1\n", "", UNIT},
    {"sum with an optional part, blank",
     JOBS ";genre_non_precise\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;\n", "", UNIT},
    {"some parts: at most", JOBS "\nPTCE-84-001;2026-10;10;8,5;6;1;4;6;definitif\n", "", UNIT},
    {"some parts: above", JOBS "\nPTCE-84-001;2026-10;10;8,5;7;4;4;6;definitif\n",
     "E sum-columns-value effectif_total@2;", BAD},
    {"all parts: below",
     JOBS ";interim;alternance;contrats_aides;cddi_insertion;autres_contrats\n"
          "PTCE-84-001;2026-10;10;8,5;6;1;4;6;definitif;0;0;0;0;0\n",
     "E sum-columns-value effectif_total@2;", BAD},
    {"a bad part is told once", JOBS "\nPTCE-84-001;2026-10;10;8,5;6;4;4;x;definitif\n",
     "E type-error hommes@2;", BAD},
    {"compare", JOBS ";temps_partiel\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;11\n",
     "E compare-columns-value temps_partiel@2;", BAD},
    {"compare, equal", JOBS ";temps_partiel\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;10\n", "",
     UNIT},
    {"compare decimals", JOBS ";etp_insertion\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;8,51\n",
     "E compare-columns-value etp_insertion@2;", BAD},
    {"cohesive: some blank",
     JOBS ";age_moins_26;age_26_29;age_30_49;age_50_54;age_55_plus;age_inconnu\n"
          "PTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;1;2;3;4;0;\n",
     "E cohesive-columns-value age_moins_26@2;", BAD},
    {"cohesive: none",
     JOBS ";age_moins_26;age_26_29;age_30_49;age_50_54;age_55_plus;age_inconnu\n"
          "PTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;;;;;;\n",
     "", UNIT},
    {"cohesive: all, and they add up",
     JOBS ";age_moins_26;age_26_29;age_30_49;age_50_54;age_55_plus;age_inconnu\n"
          "PTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;1;2;3;4;0;0\n",
     "", UNIT},
    {"cohesive: columns missing",
     JOBS ";age_moins_26;age_26_29\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif;1;2\n",
     "E cohesive-columns-value age_moins_26@2;", BAD},
    {"zero implies zero", JOBS "\nPTCE-84-001;2026-10;0;0,5;0;0;0;0;definitif\n",
     "E compare-columns-value effectif_total@2;", BAD},
    {"zero and zero", JOBS "\nPTCE-84-001;2026-10;0;0;0;0;0;0;definitif\n", "", UNIT},
    {"ratio, just", JOBS "\nPTCE-84-001;2026-10;10;5,00;6;4;4;6;definitif\n", "", UNIT},
    {"ratio, below", JOBS "\nPTCE-84-001;2026-10;10;4,99;6;4;4;6;definitif\n",
     "W plausibility etp_total@2;", UNIT},
    {"ratio, above", JOBS "\nPTCE-84-001;2026-10;10;10,01;6;4;4;6;definitif\n",
     "W plausibility etp_total@2;", UNIT},
    {"range",
     JOBS "\nPTCE-84-001;2026-10;1200;1000;1100;100;600;600;definitif\nPTCE-84-001;2026-09;"
          "1201;1000;1101;100;601;600;definitif\n",
     "W plausibility effectif_total@3;", UNIT "emplois PTCE-84-001 2026-09 good;"},
    {"this month", JOBS "\nPTCE-84-001;2026-11;10;8,5;6;4;4;6;definitif\n", "",
     "emplois PTCE-84-001 2026-11 good;"},
    {"a month to come", JOBS "\nPTCE-84-001;2026-12;10;8,5;6;4;4;6;definitif\n",
     "E constraint-error mois@2;", "emplois PTCE-84-001 2026-12 bad;"},
    {"24 months ago", JOBS "\nPTCE-84-001;2024-11;10;8,5;6;4;4;6;definitif\n", "",
     "emplois PTCE-84-001 2024-11 good;"},
    {"25 months ago", JOBS "\nPTCE-84-001;2024-10;10;8,5;6;4;4;6;definitif\n",
     "W plausibility mois@2;", "emplois PTCE-84-001 2024-10 good;"},
};

static void test_rules(void **state)
{
    (void)state;
    unit_check(rules, COUNT(rules));
}

static const struct unit_row funds[] = {
    {"good", FUNDS "\n" FUND "\n", "", FUND_UNIT},
    {"two events of a month",
     FUNDS "\n" FUND "\nA1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;"
           "verse;500;2026-10-20\n",
     "", "financements PTCE-84-001 2026-10 good ×2;"},
    {"an amount of nothing",
     FUNDS "\nA1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;accorde;0;2026-10-15\n",
     "E constraint-error montant@2;", FUND_BAD},
    {"a small amount",
     FUNDS "\nA1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;accorde;99,99;2026-10-15\n",
     "W plausibility montant@2;", FUND_UNIT},
    {"a great amount",
     FUNDS "\nA1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;accorde;5000000,01;2026-10-15\n",
     "W plausibility montant@2;", FUND_UNIT},
    {"euros",
     FUNDS "\nA1;PTCE-84-001;2026-10;État;Ingénierie;numeraire;accorde;1 500,00 €;"
           "15/10/2026\n",
     "I normalized-value type_financeur@2;I normalized-value finalite@2;I normalized-value "
     "montant@2;I normalized-value date_evenement@2;",
     FUND_UNIT},
    {"the month before",
     FUNDS "\nA1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;accorde;1500;2026-09-01\n", "",
     FUND_UNIT},
    {"two months before",
     FUNDS "\nA1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;accorde;1500;2026-08-31\n",
     "W plausibility date_evenement@2;", FUND_UNIT},
    {"the month behind",
     FUNDS "\nA1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;accorde;1500;2026-11-30\n", "",
     FUND_UNIT},
    {"two months behind",
     FUNDS "\nA1;PTCE-84-001;2026-10;etat;ingenierie;numeraire;accorde;1500;2026-12-01\n",
     "W plausibility date_evenement@2;", FUND_UNIT},
    {"dates in the wrong order",
     FUNDS ";date_decision;date_convention\n" FUND ";2026-10-02;2026-10-01\n",
     "E compare-columns-value date_decision@2;", FUND_BAD},
    {"a SIRET", FUNDS ";siret_financeur\n" FUND ";73282932000074\n", "", FUND_UNIT},
    {"a SIRET in scientific notation", FUNDS ";siret_financeur\n" FUND ";7,32829E+13\n",
     "E siret-value siret_financeur@2;", FUND_BAD},
    {"a SIRET with blanks", FUNDS ";siret_financeur\n" FUND ";732 829 320 00074\n",
     "I normalized-value siret_financeur@2;", FUND_UNIT},
    {"a SIRET that is none", FUNDS ";siret_financeur\n" FUND ";73282932000075\n",
     "E siret-value siret_financeur@2;", FUND_BAD},
    {"a year", FUNDS ";exercice\n" FUND ";2026\n", "", FUND_UNIT},
    {"a year that is none", FUNDS ";exercice\n" FUND ";26\n", "E type-error exercice@2;", FUND_BAD},
};

static void test_funds(void **state)
{
    (void)state;
    unit_check(funds, COUNT(funds));
}

#define POLES   "code_pole;nom_pole;date_effet;statut;code_region;code_departement;secteur_principal"
#define POLE    "PTCE-84-001;Un pôle;2026-10-01;projet;84;01;energie"
#define E20     "éééééééééééééééééééé"
#define E60     E20 E20 E20
#define POLE_OK "poles PTCE-84-001 2026-10-01 good;"
#define POLE_NO "poles PTCE-84-001 2026-10-01 bad;"

static const struct unit_row poles_rows[] = {
    {"good", POLES "\n" POLE "\n", "", POLE_OK},
    {"a département of another region",
     POLES "\nPTCE-84-001;Un pôle;2026-10-01;projet;84;75;energie\n",
     "E code-consistency code_departement@2;", POLE_NO},
    {"a commune of another département", POLES ";code_commune\n" POLE ";69123\n",
     "E code-consistency code_commune@2;", POLE_NO},
    {"a commune of its département", POLES ";code_commune\n" POLE ";1004\n",
     "I normalized-value code_commune@2;", POLE_OK},
    {"codes that are none",
     POLES ";code_commune\nPTCE-84-001;Un pôle;2026-10-01;projet;82;20;energie;00000\n",
     "E region-code code_region@2;E departement-code code_departement@2;"
     "E commune-code code_commune@2;",
     POLE_NO},
    {"a lost zero", POLES "\nPTCE-84-001;Un pôle;2026-10-01;projet;84;1;energie\n",
     "I normalized-value code_departement@2;", POLE_OK},
    {"a list of sectors", POLES ";secteurs_secondaires\n" POLE ";mobilite| numerique |\n", "",
     POLE_OK},
    {"a sector of the list is none", POLES ";secteurs_secondaires\n" POLE ";mobilite|magie\n",
     "E type-error secteurs_secondaires@2;", POLE_NO},
    {"members add up", POLES ";nb_membres;nb_membres_ess;nb_membres_hors_ess\n" POLE ";12;7;6\n",
     "E sum-columns-value nb_membres@2;", POLE_NO},
    {"few members", POLES ";nb_membres\n" POLE ";2\n", "W plausibility nb_membres@2;", POLE_OK},
    {"a turnover", POLES ";ca_consolide_annuel\n" POLE ";15000000,01\n",
     "W plausibility ca_consolide_annuel@2;", POLE_OK},
    {"too much of a turnover", POLES ";ca_consolide_annuel\n" POLE ";100000000,01\n",
     "E constraint-error ca_consolide_annuel@2;", POLE_NO},
    {"a boolean", POLES ";en_qpv;en_zrr\n" POLE ";VRAI;peut-être\n", "E type-error en_zrr@2;",
     POLE_NO},
    {"a date that is none", POLES ";date_creation\n" POLE ";31/02/2020\n",
     "E type-error date_creation@2;", POLE_NO},
    {"a name of 120 letters", POLES "\nPTCE-84-001;" E60 E60 ";2026-10-01;projet;84;01;energie\n",
     "", POLE_OK},
    {"a name of 121 letters", POLES "\nPTCE-84-001;x" E60 E60 ";2026-10-01;projet;84;01;energie\n",
     "E constraint-error nom_pole@2;", POLE_NO},
};

static void test_poles(void **state)
{
    (void)state;
    unit_check(poles_rows, COUNT(poles_rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_rules),
        cmocka_unit_test(test_funds),
        cmocka_unit_test(test_poles),
    };
    return UNIT_RUN(tests);
}
