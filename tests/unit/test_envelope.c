/* What comes with the bytes of a delivery: its name, its sidecar. */
#include <string.h>

#include "base/digest.h"
#include "model/period.h"
#include "read/read.h"
#include "read/sidecar.h"
#include "unit.h"
#include "unit_poles.h"
#include "unit_take.h"

#define JOBS "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee\n"
#define ONE  "PTCE-84-001;2026-10;10;8,5;6;4;4;6;definitif\n"
#define TWO  "PTCE-84-002;2026-09;20;17;12;8;8;12;definitif\n"
#define GOOD "emplois PTCE-84-001 2026-10 good;emplois PTCE-84-002 2026-09 good;"
#define BAD  "emplois PTCE-84-001 2026-10 bad;emplois PTCE-84-002 2026-09 bad;"
/* sha256sum of JOBS ONE TWO */
#define HASH "1c94726b4bd5ea3db76a713b0adacc5d4ed015c14f1faafb97bc2034a3071132"

static const struct {
    const char *name;
    const char *file;
    const char *text;
    const char *sidecar; /* NULL = none */
    const char *findings;
    const char *units;
} rows[] = {
    {"no sidecar", "emplois.csv", JOBS ONE TWO, NULL, "", GOOD},
    {"nothing said", "emplois.csv", JOBS ONE TWO, "{}", "", GOOD},
    {"all said", "emplois.csv", JOBS ONE TWO,
     "\xEF\xBB\xBF{\"sha256\":\"" HASH "\",\"bytes\":167,\"rows\":2,"
     "\"sums\":{\"effectif_total\":30,\"etp_total\":\"25.50\",\"cdi\":\"18\"}}",
     "", GOOD},
    {"other bytes", "emplois.csv", JOBS ONE TWO, "{\"bytes\":999,\"rows\":9}", "E byte-count@0;",
     BAD},
    {"another hash", "emplois.csv", JOBS ONE TWO,
     "{\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\"rows\":9}",
     "E hash-count@0;", BAD},
    {"cut at the end of a row", "emplois.csv", JOBS ONE, "{\"rows\":2}", "E row-count@0;",
     "emplois PTCE-84-001 2026-10 bad;"},
    {"rows without totals and blanks", "emplois.csv",
     JOBS ONE ";;;;;;;;\n" TWO "TOTAL;;30;25,5;;;;;\n", "{\"rows\":2}",
     "I blank-row@3;I total-row@5;", GOOD},
    {"another sum", "emplois.csv", JOBS ONE TWO, "{\"sums\":{\"cdi\":19,\"cdd\":11}}",
     "E control-total cdi@0;E control-total cdd@0;", BAD},
    {"a sum as a number with decimals", "emplois.csv", JOBS ONE TWO,
     "{\"sums\":{\"etp_total\":25.5}}", "", GOOD},
    {"a sum of a column that is not there", "emplois.csv", JOBS ONE TWO, "{\"sums\":{\"rqth\":1}}",
     "E control-total rqth@0;", BAD},
    {"a sum of a column that is no number", "emplois.csv", JOBS ONE TWO, "{\"sums\":{\"mois\":1}}",
     "E control-total@0;", BAD},
    {"a sum that is no number", "emplois.csv", JOBS ONE TWO, "{\"sums\":{\"cdi\":\"dix-huit\"}}",
     "E control-total@0;", BAD},
    {"no JSON", "emplois.csv", JOBS ONE TWO, "rows: 2", "E format-error@0;", BAD},
    {"a list", "emplois.csv", JOBS ONE TWO, "[]", "E format-error@0;", BAD},
    {"something else in it", "emplois.csv", JOBS ONE TWO, "{\"row\":2}", "E format-error@0;", BAD},
    {"twice the same", "emplois.csv", JOBS ONE TWO, "{\"rows\":2,\"rows\":2}", "E format-error@0;",
     BAD},
    {"a negative count", "emplois.csv", JOBS ONE TWO, "{\"rows\":-1}", "E format-error@0;", BAD},
    {"a short hash", "emplois.csv", JOBS ONE TWO, "{\"sha256\":\"abc\"}", "E format-error@0;", BAD},
    {"JSON returns are counted too", "a.json",
     "[{\"code_pole\":\"PTCE-84-001\",\"mois\":\"2026-10\",\"statut_donnee\":\"neant\"}]",
     "{\"rows\":2}", "E row-count@0;", "emplois PTCE-84-001 2026-10 bad;"},

    {"its month", "emplois-2026-10.csv", JOBS ONE TWO, NULL, "", GOOD},
    {"its month, run together", "emplois_202609_v2.csv", JOBS ONE TWO, NULL, "", GOOD},
    {"another month", "emplois-2026-08.csv", JOBS ONE TWO, NULL, "E period-mismatch@0;", BAD},
    {"another month, run together", "emplois202608.csv", JOBS ONE TWO, NULL, "E period-mismatch@0;",
     BAD},
    {"a day is no month", "emplois-2026-08-12.csv", JOBS ONE TWO, NULL, "", GOOD},
    {"a day run together", "emplois-20260812.csv", JOBS ONE TWO, NULL, "", GOOD},
    {"two months", "emplois-2026-01-2026-08.csv", JOBS ONE TWO, NULL, "", GOOD},
    {"no month", "emplois-2026-13.csv", JOBS ONE TWO, NULL, "", GOOD},
    {"a year", "emplois-2026.csv", JOBS ONE TWO, NULL, "", GOOD},
    {"the register has no month", "poles-2026-08.csv",
     "code_pole;nom_pole;date_effet;statut;code_region;code_departement;secteur_principal\n"
     "PTCE-84-050;Neuf;2026-10-01;projet;84;01;energie\n",
     NULL, "", "poles PTCE-84-050 2026-10-01 good;"},
};

static void test_rows(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    struct setting setting = {.contract = unit_contract(),
                              .poles = &poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11")};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct unit_taken t;
        struct sidecar sidecar = {0};
        struct err err = {0};
        char sha[DIGEST_HEX];
        struct buf findings = {0};
        struct buf units = {0};
        struct envelope e = {.name = rows[i].file,
                             .bytes = (int64_t)strlen(rows[i].text),
                             .sha256 = sha,
                             .sidecar_name = "x.meta.json"};
        if (rows[i].sidecar != NULL) {
            const char *path = unit_put("sidecar", rows[i].sidecar, strlen(rows[i].sidecar));
            assert_int_equal(sidecar_read(&sidecar, path, &err), 0);
            e.sidecar = &sidecar;
        }
        struct digest *d = digest_new();
        digest_add(d, rows[i].text, strlen(rows[i].text));
        digest_finish(d, sha);
        unit_take_with(rows[i].text, strlen(rows[i].text), &setting, &e, &t);
        unit_add_findings(&t.receipt, &findings);
        unit_add_units(&t.receipt, &units);
        unit_text(rows[i].name, "findings", buf_str(&findings), rows[i].findings);
        unit_text(rows[i].name, "units", buf_str(&units), rows[i].units);
        sidecar_release(&sidecar);
        buf_release(&findings);
        buf_release(&units);
        unit_taken_release(&t);
    }
    register_release(&poles);
    unit_end();
}

static void test_no_file(void **state)
{
    (void)state;
    struct sidecar sidecar;
    struct err err = {0};
    assert_int_equal(sidecar_read(&sidecar, "/no/such/file", &err), -1);
    unit_has("no file", "why", err.text, "/no/such/file");
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows), cmocka_unit_test(test_no_file)};
    return UNIT_RUN(tests);
}
