/* Rows filed under their units: keys, nil declarations, the register, rows that belong nowhere. */
#include <string.h>

#include "unit.h"
#include "unit_poles.h"
#include "unit_take.h"

#define JOBS  "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee"
#define CELLS "10;8,5;6;4;4;6;definitif\n"
#define UNIT  "emplois PTCE-84-001 2026-10 good;"
#define BAD   "emplois PTCE-84-001 2026-10 bad;"
#define FUNDS                                                                                      \
    "code_pole;mois;id_financement;type_financeur;finalite;nature;etape;montant;date_evenement\n"
#define CELL2 "etat;ingenierie;numeraire;accorde;1500;2026-10-15\n"
#define CELLX "etat;ingenierie;numeraire;accorde;x;2026-10-15\n"

static const struct unit_row units[] = {
    {"a row twice", JOBS "\nPTCE-84-001;2026-10;" CELLS "PTCE-84-001;2026-10;" CELLS,
     "E primary-key code_pole@3;", "emplois PTCE-84-001 2026-10 bad ×2;"},
    {"a row twice, the second one bad",
     JOBS "\nPTCE-84-001;2026-10;" CELLS "PTCE-84-001;2026-10;10;8,5;6;4;4;x;definitif\n",
     "E type-error hommes@3;E primary-key code_pole@3;", "emplois PTCE-84-001 2026-10 bad ×2;"},
    {"other months and poles",
     JOBS "\nPTCE-84-001;2026-10;" CELLS "PTCE-84-001;2026-09;" CELLS "PTCE-84-002;2026-10;" CELLS,
     "", UNIT "emplois PTCE-84-001 2026-09 good;emplois PTCE-84-002 2026-10 good;"},
    {"the same event twice", FUNDS "PTCE-84-001;2026-10;A1;" CELL2 "PTCE-84-001;2026-10;A1;" CELL2,
     "E primary-key id_financement@3;", "financements PTCE-84-001 2026-10 bad ×2;"},
    {"one bad event of three",
     FUNDS "PTCE-84-001;2026-10;A1;" CELL2 "PTCE-84-001;2026-10;A2;" CELLX
           "PTCE-84-001;2026-10;A3;" CELL2 "PTCE-84-001;2026-09;A4;" CELL2,
     "E type-error montant@3;",
     "financements PTCE-84-001 2026-10 bad ×3;financements PTCE-84-001 2026-09 good;"},
    {"an event of a pole that cannot be read: all of its month",
     FUNDS "PTCE-84-001;2026-10;A1;" CELL2 "PTCE;2026-10;A2;" CELL2 "PTCE-84-002;2026-09;A3;" CELL2,
     "E constraint-error code_pole@3;",
     "financements PTCE-84-001 2026-10 bad;financements PTCE-84-002 2026-09 good;"},
    {"an event of a month that cannot be read: all of its pole",
     FUNDS "PTCE-84-001;2026-10;A1;" CELL2 "PTCE-84-001;bientôt;A2;" CELL2
           "PTCE-84-002;2026-10;A3;" CELL2,
     "E type-error mois@3;",
     "financements PTCE-84-001 2026-10 bad;financements PTCE-84-002 2026-10 good;"},
    {"an event of neither: everything",
     FUNDS "PTCE-84-001;2026-10;A1;" CELL2 ";;A2;" CELL2 "PTCE-84-002;2026-09;A3;" CELL2,
     "E constraint-error code_pole@3;E constraint-error mois@3;",
     "financements PTCE-84-001 2026-10 bad;financements PTCE-84-002 2026-09 bad;"},
    {"a month of jobs that cannot be read: nothing else",
     JOBS "\nPTCE-84-001;2026-10;" CELLS "PTCE-84-001;bientôt;" CELLS, "E type-error mois@3;",
     UNIT},
    {"a nil", JOBS "\nPTCE-84-001;2026-10;;;;;;;neant\n", "", "emplois PTCE-84-001 2026-10 nil;"},
    {"a nil with zeros", JOBS "\nPTCE-84-001;2026-10;0;0;0;0;0;0;neant\n", "",
     "emplois PTCE-84-001 2026-10 nil;"},
    {"a nil with a number", JOBS "\nPTCE-84-001;2026-10;;;;4;;6;neant\n",
     "E constraint-error cdd@2;", BAD},
    {"a nil of no month", JOBS "\nPTCE-84-001;;;;;;;;neant\n", "E constraint-error mois@2;", ""},
    {"a pole nobody knows", JOBS "\nPTCE-84-099;2026-10;" CELLS, "E foreign-key code_pole@2;",
     "emplois PTCE-84-099 2026-10 bad;"},
    {"a pole of another region", JOBS "\nPTCE-11-001;2026-10;" CELLS,
     "E region-mismatch code_pole@2;", "emplois PTCE-11-001 2026-10 bad;"},
    {"a pole of another region beside one's own",
     JOBS "\nPTCE-84-001;2026-10;" CELLS "PTCE-11-001;2026-10;" CELLS "PTCE-11-001;2026-09;" CELLS,
     "E region-mismatch code_pole@3;E region-mismatch code_pole@4;",
     UNIT "emplois PTCE-11-001 2026-10 bad;emplois PTCE-11-001 2026-09 bad;"},
    {"a new pole in the register",
     "code_pole;nom_pole;date_effet;statut;code_region;code_departement;secteur_principal\n"
     "PTCE-84-050;Neuf;2026-10-01;projet;84;01;energie\n"
     "PTCE-84-050;Neuf;2026-11-01;emergent;84;01;energie\n",
     "", "poles PTCE-84-050 2026-10-01 good;poles PTCE-84-050 2026-11-01 good;"},
    {"somebody else's pole in the register",
     "code_pole;nom_pole;date_effet;statut;code_region;code_departement;secteur_principal\n"
     "PTCE-11-001;À nous;2026-10-01;clos;84;01;energie\n"
     "PTCE-84-051;Là-bas;2026-10-01;projet;11;75;energie\n",
     "E region-mismatch code_pole@2;E region-mismatch code_pole@3;",
     "poles PTCE-11-001 2026-10-01 bad;poles PTCE-84-051 2026-10-01 bad;"},
    {"JSON of two tables",
     "{\"emplois\":[{\"code_pole\":\"PTCE-84-001\",\"mois\":\"2026-10\",\"effectif_total\":null,"
     "\"statut_donnee\":\"neant\"}],\"financements\":[{\"id_financement\":\"A1\",\"code_pole\":"
     "\"PTCE-84-001\",\"mois\":\"2026-10\",\"type_financeur\":\"etat\",\"finalite\":\"ingenierie\","
     "\"nature\":\"numeraire\",\"etape\":\"verse\",\"montant\":1234.10,\"date_evenement\":"
     "\"2026-10-15\"}]}",
     "", "emplois PTCE-84-001 2026-10 nil;financements PTCE-84-001 2026-10 good;"},
    {"a JSON file that was cut",
     "[{\"code_pole\":\"PTCE-84-001\",\"mois\":\"2026-10\",\"statut_donnee\":\"neant\"},",
     "E format-error@1;", BAD},
};

static void test_units(void **state)
{
    (void)state;
    unit_check(units, COUNT(units));
}

/* Values kept for those that add up: exact, by field; none of a bad row. */
static void test_kept(void **state)
{
    (void)state;
    struct pole_register poles;
    struct unit_taken t;
    unit_poles(&poles);
    struct setting setting = {.contract = unit_contract(),
                              .poles = &poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11")};
    static const char text[] =
        JOBS "\nPTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif\n"
             "PTCE-84-002;2026-10;x;8,5;6;4;4;6;definitif\n"
             "PTCE-84-002;2026-08;1 200;1234.56;600;600;600;600;provisoire\n";
    unit_take(BYTES(text), &setting, &t);
    const struct rows *rows = &t.returns.rows[TABLE_EMPLOIS];
    assert_int_equal(rows->count, 2);
    const struct {
        uint32_t row;
        const char *field;
        int64_t want;
    } values[] = {
        {0, "effectif_total", 10},         {0, "etp_total", 850},       {0, "femmes", 4},
        {0, "emplois_crees", VALUE_BLANK}, {1, "effectif_total", 1200}, {1, "etp_total", 123456}};
    for (size_t i = 0; i < COUNT(values); i++) {
        int slot = rows->slot[unit_field(TABLE_EMPLOIS, values[i].field)];
        assert_true(slot >= 0);
        int64_t got[MAX_FIELDS];
        rows_read(rows, values[i].row, got);
        unit_int(values[i].field, "value", got[slot], values[i].want);
    }
    unit_int("second", "unit", rows_unit(rows, 1), 2);
    unit_taken_release(&t);
    register_release(&poles);
    unit_end();
}

/* Without a register nothing is looked up; without a region every pole is the sender's. */
static const struct {
    bool register_known;
    const char *region;
    const char *text;
    const char *findings;
} settings[] = {
    {false, "84", JOBS "\nPTCE-99-999;2026-10;" CELLS, ""},
    {true, "", JOBS "\nPTCE-11-001;2026-10;" CELLS, ""},
    {true, "", JOBS "\nPTCE-99-999;2026-10;" CELLS, "E foreign-key code_pole@2;"},
    {true, "11", JOBS "\nPTCE-11-001;2026-10;" CELLS, ""},
};

static void test_settings(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    for (size_t i = 0; i < COUNT(settings); i++) {
        struct unit_taken t;
        struct buf findings = {0};
        const char *region = settings[i].region;
        struct setting setting = {.contract = unit_contract(),
                                  .poles = settings[i].register_known ? &poles : NULL,
                                  .region =
                                      region[0] == '\0' ? CODE_NONE : unit_code("regions", region),
                                  .month = unit_month("2026-11")};
        unit_take(settings[i].text, strlen(settings[i].text), &setting, &t);
        unit_add_findings(&t.receipt, &findings);
        unit_text(settings[i].text, "findings", buf_str(&findings), settings[i].findings);
        buf_release(&findings);
        unit_taken_release(&t);
    }
    register_release(&poles);
    unit_end();
}

/* Many units and rows: each once, keys told apart, the receipt's counts exact. */
static void test_many(void **state)
{
    (void)state;
    enum { POLES = 300, MONTHS = 24 };
    struct unit_taken t;
    struct buf text = {0};
    struct setting setting = {
        .contract = unit_contract(), .region = CODE_NONE, .month = unit_month("2026-11")};
    buf_text(&text, JOBS "\n");
    for (int m = 0; m < MONTHS; m++)
        for (int p = 0; p < POLES; p++)
            buf_printf(&text, "PTCE-84-%03d;%04d-%02d;" CELLS, p, 2025 + m / 12, m % 12 + 1);
    buf_text(&text, "PTCE-84-000;2025-01;" CELLS);
    setting.month = unit_month("2026-12");
    unit_take(text.data, text.len, &setting, &t);
    assert_int_equal(t.receipt.n_units, POLES * MONTHS);
    assert_int_equal(t.receipt.rows[TABLE_EMPLOIS], POLES * MONTHS + 1);
    assert_int_equal(t.receipt.rows_error, 1);
    assert_int_equal(t.receipt.lines, POLES * MONTHS + 2);
    for (uint32_t i = 0; i < t.receipt.n_units; i++)
        assert_true(t.receipt.units[i].bad == (i == 0));
    assert_int_equal(t.returns.rows[TABLE_EMPLOIS].count, POLES * MONTHS);
    assert_string_equal(t.receipt.causes[0].places[0].other, "2");
    unit_taken_release(&t);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_kept),
        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_many),
    };
    return UNIT_RUN(tests);
}
