#include <stdio.h>
#include <string.h>

#include "model/override.h"
#include "unit.h"
#include "unit_poles.h"
#include "unit_take.h"

#define HEAD "region,code,column,pole,from,to,reason,signed_by\n"
#define TO   "2026-01-01,2026-06-30"

/* A file, and what the complaint about it says ("" = none). */
static const struct {
    const char *name;
    const char *text;
    const char *why;
} files[] = {
    {"the header alone", HEAD, ""},
    {"a rule, a column, a pole", HEAD "84,E01,effectif_total,PTCE-84-003," TO ",why,who\n", ""},
    {"a code for all regions", HEAD "*,structure-change,,," TO ",why,who\n", ""},
    {"columns in another order",
     "code,region,pole,column,to,from,signed_by,reason\n"
     "E01,84,,,2026-06-30,2026-01-01,who,why\n",
     ""},
    {"empty", "", "empty"},
    {"a column is missing", "region,code,column,pole,from,to,reason\n",
     "the column signed_by is missing"},
    {"a cell too few", HEAD "84,E01,,," TO ",why\n", "row 2 has not as many cells"},
    {"no such region", HEAD "99,E01,,," TO ",why,who\n", "line 2: region \"99\" is neither"},
    {"no region", HEAD ",E01,,," TO ",why,who\n", "line 2: region \"\" is neither"},
    {"no such code", HEAD "84,E01,,," TO ",why,who\n84,E99,,," TO ",why,who\n",
     "line 3: code \"E99\" is neither"},
    {"nothing left to count", HEAD "84,type-error,,," TO ",why,who\n",
     "line 2: code \"type-error\" leaves nothing to count"},
    {"an information", HEAD "84,blank-row,,," TO ",why,who\n", "line 2: code \"blank-row\" is an"},
    {"no such column", HEAD "84,E01,effectif,," TO ",why,who\n",
     "line 2: column \"effectif\" is no"},
    {"no pole", HEAD "84,E01,,84-003," TO ",why,who\n", "line 2: pole \"84-003\" is not"},
    {"no date", HEAD "84,E01,,,01/01/2026,2026-06-30,why,who\n",
     "line 2: from \"01/01/2026\" is no"},
    {"ends before it begins", HEAD "84,E01,,,2026-06-30,2026-06-29,why,who\n",
     "line 2: to \"2026-06-29\" is before"},
    {"for no reason", HEAD "84,E01,,," TO ",,who\n", "line 2: reason \"\" must say why"},
    {"by nobody", HEAD "84,E01,,," TO ",why,\n", "line 2: signed_by \"\" must say who"},
};

static int read_text(const char *text, struct overrides *ret, struct err *err)
{
    return overrides_read(ret, unit_contract(), unit_put("overrides.csv", text, strlen(text)), err);
}

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct overrides o;
        struct err err = {0};
        int rc = read_text(files[i].text, &o, &err);
        unit_int(files[i].name, "result", rc, files[i].why[0] == '\0' ? 0 : -1);
        unit_has(files[i].name, "complaint", err.text, files[i].why);
        if (rc == -1)
            unit_has(files[i].name, "complaint", err.text, "override-error: ");
        else
            unit_int(files[i].name, "digest", (int64_t)strlen(o.digest), 64);
        if (rc == 0)
            overrides_release(&o);
    }
    unit_end();
}

static void test_none(void **state)
{
    (void)state;
    struct overrides o;
    struct err err = {0};
    unit_int("no file", "result", overrides_read(&o, unit_contract(), unit_path("elsewhere"), &err),
             0);
    unit_int("no file", "overrides", o.count, 0);
    unit_text("no file", "digest", o.digest, "");
    overrides_release(&o);
    unit_end();
}

/* Women and men add up to one too many; the FTE are few for the headcount. */
#define JOBS                                                                                       \
    "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee\n"                \
    "PTCE-84-003;2026-10;10;4;6;4;5;6;provisoire\n"

static const struct {
    const char *name;
    const char *line;
    const char *day;
    const char *findings;
    const char *units;
    int64_t uses;
} uses[] = {
    {"none", "", "2026-11-05", "E sum-columns-value effectif_total@2;W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 bad;", 0},
    {"an error becomes a warning and its unit counts", "84,E01,,,2026-11-01,2026-11-30,why,who\n",
     "2026-11-05",
     "I override-applied effectif_total@2;W sum-columns-value effectif_total@2;"
     "W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 good;", 1},
    {"on its last day",
     "84,sum-columns-value,effectif_total,PTCE-84-003,2026-11-01,2026-11-05,w,w\n", "2026-11-05",
     "I override-applied effectif_total@2;W sum-columns-value effectif_total@2;"
     "W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 good;", 1},
    {"a day later", "84,E01,,,2026-11-01,2026-11-04,why,who\n", "2026-11-05",
     "W override-expired effectif_total@2;E sum-columns-value effectif_total@2;"
     "W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 bad;", 0},
    {"a day before it begins", "84,E01,,,2026-11-06,2026-11-30,why,who\n", "2026-11-05",
     "E sum-columns-value effectif_total@2;W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 bad;", 0},
    {"a warning is silenced", "*,plausibility,etp_total,,2026-11-01,2026-11-30,why,who\n",
     "2026-11-05", "E sum-columns-value effectif_total@2;I override-applied etp_total@2;",
     "emplois PTCE-84-003 2026-10 bad;", 1},
    {"of another region", "11,E01,,,2026-11-01,2026-11-30,why,who\n", "2026-11-05",
     "E sum-columns-value effectif_total@2;W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 bad;", 0},
    {"of another pole", "84,E01,,PTCE-84-001,2026-11-01,2026-11-30,why,who\n", "2026-11-05",
     "E sum-columns-value effectif_total@2;W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 bad;", 0},
    {"of another column", "84,sum-columns-value,cdi,,2026-11-01,2026-11-30,why,who\n", "2026-11-05",
     "E sum-columns-value effectif_total@2;W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 bad;", 0},
    {"of another rule on the same column", "84,E02,,,2026-11-01,2026-11-30,why,who\n", "2026-11-05",
     "E sum-columns-value effectif_total@2;W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 bad;", 0},
    {"the one that is in force, not the one that ended",
     "84,E01,,,2025-01-01,2025-12-31,why,who\n84,E01,,,2026-11-01,2026-11-30,why,who\n",
     "2026-11-05",
     "I override-applied effectif_total@2;W sum-columns-value effectif_total@2;"
     "W plausibility etp_total@2;",
     "emplois PTCE-84-003 2026-10 good;", 1},
};

static void take(size_t i, const char *text)
{
    struct overrides o;
    struct err err = {0};
    struct buf file = {0};
    struct buf findings = {0};
    struct buf units = {0};
    struct pole_register poles;
    struct unit_taken t;
    unit_poles(&poles);
    buf_printf(&file, "%s%s", HEAD, uses[i].line);
    if (read_text(file.data, &o, &err) == -1)
        fail_msg("%s", err.text);
    struct setting setting = {.contract = unit_contract(),
                              .poles = &poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11"),
                              .day = unit_day(uses[i].day),
                              .overrides = &o};
    unit_take(text, strlen(text), &setting, &t);
    unit_add_findings(&t.receipt, &findings);
    unit_add_units(&t.receipt, &units);
    unit_text(uses[i].name, "findings", findings.data, uses[i].findings);
    unit_text(uses[i].name, "units", units.data, uses[i].units);
    int64_t count = 0;
    for (uint32_t k = 0; k < t.receipt.n_overrides; k++)
        count += (int64_t)t.receipt.overrides[k];
    unit_int(uses[i].name, "uses", count, uses[i].uses);
    unit_taken_release(&t);
    register_release(&poles);
    overrides_release(&o);
    buf_release(&file);
    buf_release(&findings);
    buf_release(&units);
}

static void test_uses(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(uses); i++)
        take(i, JOBS);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_uses),
    };
    return UNIT_RUN(tests);
}
