/* Headers, and rows that are none: labels, widths, blank and total rows. */
#include "unit.h"
#include "unit_take.h"

#define REST  "effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee"
#define JOBS  "code_pole;mois;" REST
#define CELLS "10;8,5;6;4;4;6;definitif"
#define GOOD  "PTCE-84-001;2026-10;" CELLS "\n"
#define UNIT  "emplois PTCE-84-001 2026-10 good;"
#define BAD   "emplois PTCE-84-001 2026-10 bad;"

static const struct unit_row labels[] = {
    {"titles",
     "Code du pôle;Mois;Effectif total;Emplois en ETP;CDI;CDD;Femmes;Hommes;Statut de la "
     "donnée\n" GOOD,
     "", UNIT},
    {"another case", "CODE_POLE;mois;" REST "\n" GOOD, "I label-variant code_pole@1;", UNIT},
    {"an alias", "code_pole;Période;" REST "\n" GOOD, "I label-variant mois@1;", UNIT},
    {"another order", "mois;code_pole;" REST "\n2026-10;PTCE-84-001;" CELLS "\n", "", UNIT},
    {"a required column missing",
     "code_pole;mois;effectif_total;cdi;cdd;femmes;hommes;statut_donnee\n"
     "PTCE-84-001;2026-10;10;6;4;4;6;definitif\nPTCE-84-001;2026-09;10;6;4;4;6;definitif\n",
     "E missing-label etp_total@1;", BAD "emplois PTCE-84-001 2026-09 bad;"},
    {"a required column misspelt",
     "code_pole;mois;efectif_total;etp_total;cdi;cdd;femmes;hommes;"
     "statut_donnee\n" GOOD,
     "E incorrect-label@1;", BAD},
    {"an optional column misspelt", JOBS ";temps_partie\nPTCE-84-001;2026-10;" CELLS ";3\n",
     "E incorrect-label@1;", BAD},
    {"an unknown column like one that is there",
     "femme;" JOBS "\n3;PTCE-84-001;2026-10;" CELLS "\n", "W extra-label@1;", UNIT},
    {"a column of nothing we know", JOBS ";Remarques\nPTCE-84-001;2026-10;" CELLS ";rien\n",
     "W extra-label@1;", UNIT},
    {"a column twice", JOBS ";mois\nPTCE-84-001;2026-10;" CELLS ";2026-10\n",
     "E duplicate-label mois@1;", BAD},
    {"a column and its alias", JOBS ";Effectifs\nPTCE-84-001;2026-10;" CELLS ";10\n",
     "E duplicate-label effectif_total@1;", BAD},
    {"an untitled column, empty", JOBS ";\nPTCE-84-001;2026-10;" CELLS ";\n", "I blank-label@1;",
     UNIT},
    {"an untitled column with something in it",
     JOBS ";\nPTCE-84-001;2026-10;" CELLS ";\nPTCE-84-001;2026-09;" CELLS
          ";x\nPTCE-84-001;2026-08;" CELLS ";y\n",
     "W blank-label@3;", UNIT "emplois PTCE-84-001 2026-09 good;emplois PTCE-84-001 2026-08 good;"},
    {"a header alone", JOBS "\n", "W no-data@0;", ""},
    {"a header and blank lines", JOBS "\n\n;;;;;;;;\n", "I blank-row@2;I blank-row@3;W no-data@0;",
     ""},
    {"no header at all", "PTCE-84-001;2026-10;10\nPTCE-84-002;2026-10;10\n",
     "E unmatched-header@1;", ""},
    {"titles above", "Retour de la CRESS;;\n\n" JOBS "\n" GOOD, "I preamble-rows@1;", UNIT},
    {"JSON: a property missing",
     "[{\"code_pole\":\"PTCE-84-001\",\"mois\":\"2026-10\",\"effectif_total\":10,\"cdi\":6,"
     "\"cdd\":4,\"femmes\":4,\"hommes\":6,\"statut_donnee\":\"definitif\"}]",
     "E constraint-error etp_total@1;", BAD},
    {"JSON: a property unknown",
     "[{\"code_pole\":\"PTCE-84-001\",\"mois\":\"2026-10\",\"effectif_total\":10,\"etp_total\":8."
     "50,"
     "\"cdi\":6,\"cdd\":4,\n\"femmes\":4,\"hommes\":\"6\",\"statut_donnee\":\"definitif\",\"note\":"
     "1}]",
     "W extra-label@1;I normalized-value hommes@2;", UNIT},
    {"JSON: true for a number",
     "[{\"code_pole\":\"PTCE-84-001\",\"mois\":\"2026-10\",\"effectif_total\":10,\"etp_total\":8."
     "50,"
     "\"cdi\":6,\"cdd\":4,\n\"femmes\":4,\"hommes\":6,\"rqth\":\ntrue,\"statut_donnee\":"
     "\"definitif\"}]",
     "E type-error rqth@3;", BAD},
    {"JSON: an exponent",
     "[{\"code_pole\":\"PTCE-84-001\",\"mois\":\"2026-10\",\"effectif_total\":1e1,\"etp_total\":8."
     "50,"
     "\"cdi\":6,\"cdd\":4,\"femmes\":4,\"hommes\":6,\"statut_donnee\":\"definitif\"}]",
     "E type-error effectif_total@1;", BAD},
};

static void test_labels(void **state)
{
    (void)state;
    unit_check(labels, COUNT(labels));
}

static const struct unit_row rows[] = {
    {"blank rows", JOBS "\n\n" GOOD ";;;;;;;;\n  \n", "I blank-row@2;I blank-row@4;I blank-row@5;",
     UNIT},
    {"a total", JOBS "\n" GOOD "TOTAL;;10;8,5;6;4;4;6;\n", "I total-row@3;", UNIT},
    {"a total in the second cell", JOBS "\n" GOOD ";Total général;10;8,5;6;4;4;6;\n",
     "I total-row@3;", UNIT},
    {"a subtotal", JOBS "\n" GOOD "Sous-total : ;;10;8,5;6;4;4;6;\n", "I total-row@3;", UNIT},
    {"a total of each block and of all",
     JOBS "\n" GOOD "Sous-total;;10;8,5;6;4;4;6;\nPTCE-84-002;2026-10;" CELLS
          "\nSous-total;;10;;;;;;\n;Total général;20;17,00;12;;;;\n",
     "I total-row@3;I total-row@5;I total-row@6;", UNIT "emplois PTCE-84-002 2026-10 good;"},
    {"a total that differs", JOBS "\n" GOOD "TOTAL;;11;8,5;6;4;4;7;\n",
     "W total-row effectif_total@3;W total-row hommes@3;", UNIT},
    {"a total over a cell that cannot be read",
     JOBS "\n" GOOD "PTCE-84-002;2026-10;x;8,5;6;4;4;6;definitif\nTOTAL;;11;17;12;8;8;12;\n",
     "E type-error effectif_total@3;I total-row@4;", UNIT "emplois PTCE-84-002 2026-10 bad;"},
    {"a pole called total is one", JOBS "\nPTCE-84-001;2026-10;" CELLS "\n", "", UNIT},
    {"a total word within another", JOBS "\nTotalement;;10;8,5;6;4;4;6;\n" GOOD,
     "E constraint-error code_pole@2;E constraint-error mois@2;E constraint-error statut_donnee@2;",
     UNIT},
    {"units below the titles", JOBS "\nPTCE-RR-NNN;AAAA-MM;(pers.);ETP;;;;;\n" GOOD,
     "I units-row@2;", UNIT},
    {"units further down", JOBS "\n" GOOD "code;AAAA-MM;(pers.);8,5;6;4;4;6;definitif\n",
     "E constraint-error code_pole@3;E type-error mois@3;E type-error effectif_total@3;", UNIT},
    {"notes below",
     JOBS "\n" GOOD ";;;;;;;;\nSource : CRESS\n(1) provisoire\n;;* sauf le pôle 3;;;;;;\n",
     "I blank-row@3;I footer-rows@4;I footer-rows@5;I footer-rows@6;", UNIT},
    {"a word alone is no note", JOBS "\n" GOOD "Lyon\n",
     "E missing-cell mois@3;E constraint-error code_pole@3;", UNIT},
    {"a note that the end cuts", JOBS "\n" GOOD "Fait à Ly",
     "E missing-cell mois@3;E constraint-error code_pole@3;", UNIT},
    {"titles again", JOBS "\n" GOOD JOBS "\nPTCE-84-002;2026-10;" CELLS "\n",
     "I repeated-header@3;", UNIT "emplois PTCE-84-002 2026-10 good;"},
    {"another table below",
     JOBS "\n" GOOD ";;;;;;;;\nid_financement;code_pole;montant;etape\nX;Y;1;2\n",
     "I blank-row@3;E multiple-tables@4;", BAD},
    {"the same table with other columns below",
     JOBS "\n" GOOD "code_pole;mois;effectif_total\nPTCE-84-002;2026-10;7\n",
     "E multiple-tables@3;", BAD},
    {"a short row", JOBS "\nPTCE-84-001;2026-10;10;8,5;6;4;4;6\n",
     "E missing-cell statut_donnee@2;", BAD},
    {"a very short row", JOBS "\nPTCE-84-001;2026-10\n", "E missing-cell effectif_total@2;", BAD},
    {"a row of one cell", JOBS "\nLyon\n", "E missing-cell mois@2;E constraint-error code_pole@2;",
     ""},
    {"a long row", JOBS "\nPTCE-84-001;2026-10;" CELLS ";x\n", "E extra-cell@2;", BAD},
    {"empty cells behind a row", JOBS "\nPTCE-84-001;2026-10;" CELLS ";;;\n", "I extra-cell@2;",
     UNIT},
    {"a quoted break moves the lines",
     JOBS ";Remarques\nPTCE-84-001;2026-10;" CELLS ";\"un\ndeux\ntrois\"\nPTCE-84-001;x;" CELLS
          ";\n",
     "W extra-label@1;E type-error mois@5;", UNIT},
    {"an end in the middle of a number",
     "statut_donnee;code_pole;mois;effectif_total;etp_total;cdi;cdd;hommes;femmes\n"
     "definitif;PTCE-84-001;2026-10;10;8,5;6;4;6;4",
     "E truncated-file femmes@2;", BAD},
    {"an end behind a whole code", JOBS "\nPTCE-84-001;2026-10;" CELLS, "", UNIT},
    {"an end in the middle of a code", JOBS "\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;defini",
     "E type-error statut_donnee@2;", BAD},
    {"an unclosed quote", JOBS "\n" GOOD "\"PTCE-84-001;2026-09;" CELLS "\n", "E unclosed-quote@3;",
     UNIT "emplois PTCE-84-001 2026-09 bad;"},
    {"a stray quote", JOBS "\n" GOOD "PTCE\"-84-001;2026-09;" CELLS "\n", "E stray-quote@3;", UNIT},
};

static void test_rows(void **state)
{
    (void)state;
    unit_check(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_rows),
    };
    return UNIT_RUN(tests);
}
