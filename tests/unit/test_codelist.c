#include <string.h>

#include "model/codelist.h"
#include "unit.h"

/* What a text means in a list of the contract: exactly, and to a person. "" = nothing. */
static const struct {
    const char *list;
    const char *text;
    const char *find;
    const char *guess;
} meanings[] = {
    {"statut", "operationnel", "operationnel", "operationnel"},
    {"statut", "Opérationnel", "", "operationnel"},
    {"statut", "OPERATIONNEL", "", "operationnel"},
    {"statut", "Operational", "", "operationnel"},
    {"statut", " en construction ", "", "construction"},
    {"statut", "operationel", "", ""},
    {"statut", "", "", ""},
    {"statut", "—", "", ""},
    {"regions", "84", "84", "84"},
    {"regions", "1", "", "01"},
    {"regions", "01", "01", "01"},
    {"regions", "001", "", ""},
    {"regions", "ile de france", "", "11"},
    {"regions", "Île-de-France", "", "11"},
    {"regions", "Brittany", "", "53"},
    {"regions", "82", "", ""},
    {"regions", "9", "", ""},
    {"departements", "1", "", "01"},
    {"departements", "2A", "2A", "2A"},
    {"departements", "2a", "", "2A"},
    {"departements", "20", "", ""},
    {"departements", "974", "974", "974"},
    {"departements", "75", "75", "75"},
    {"departements", "Corse-du-Sud", "", "2A"},
    {"communes", "01004", "01004", "01004"},
    {"communes", "1004", "", "01004"},
    {"communes", "2a004", "", "2A004"},
    {"communes", "104", "", ""},
    {"communes", "Ambérieu-en-Bugey", "", ""}, /* names of communes are not unique */
    {"type_financeur", "État", "", "etat"},
    {"type_financeur", "region", "region", "region"},
    {"secteur", "eco activites", "", "eco_activites"},
    {"etape", "Versé", "", "verse"},
    {"etape", "Paid back", "", "reverse"},
};

static const char *code_at(const struct codelist *l, int i)
{
    return i == CODE_NONE ? "" : l->entries[i].code;
}

static void test_meanings(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(meanings); i++) {
        const struct codelist *l = contract_list(unit_contract(), meanings[i].list);
        const char *text = meanings[i].text;
        assert_non_null(l);
        unit_text(text, "find", code_at(l, codelist_find(l, text, strlen(text))), meanings[i].find);
        unit_text(text, "guess", code_at(l, codelist_guess(l, text, strlen(text))),
                  meanings[i].guess);
    }
    unit_end();
}

static const struct {
    const char *list;
    const char *code;
    const char *column;
    const char *want;
} parents[] = {
    {"departements", "75", "region", "11"},
    {"departements", "69", "region", "84"},
    {"departements", "69", "region_2013", "82"},
    {"departements", "63", "region_2013", "83"},
    {"departements", "974", "region", "04"},
    {"communes", "01004", "departement", "01"},
    {"departements", "69", "continent", ""},
    {"type_financeur", "epci", "group", "public_local"},
};

static void test_parents(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(parents); i++)
        unit_text(parents[i].code, parents[i].column,
                  codelist_parent(contract_list(unit_contract(), parents[i].list),
                                  unit_code(parents[i].list, parents[i].code), parents[i].column),
                  parents[i].want);
    unit_end();
}

/* Geography as DOMAIN 3 gives it. */
static void test_geography(void **state)
{
    (void)state;
    assert_int_equal(contract_list(unit_contract(), "regions")->count, 18);
    assert_int_equal(contract_list(unit_contract(), "regions_2013")->count, 27);
    assert_int_equal(contract_list(unit_contract(), "departements")->count, 101);
    const struct codelist *communes = contract_list(unit_contract(), "communes");
    assert_true(communes->count > 34000);
    for (int i = 0; i < communes->count; i++) {
        const char *in = codelist_parent(communes, i, "departement");
        if (strlen(communes->entries[i].code) != 5 ||
            strncmp(communes->entries[i].code, in, strlen(in)) != 0)
            unit_text(communes->entries[i].code, "departement", in, "its first characters");
    }
    unit_end();
}

static const struct {
    const char *name;
    const char *text;
    const char *error; /* NULL = good */
    int digits;
} files[] = {
    {"digits", "code,label_fr\n01,Un\n2A,Deux\n971,Trois\n", NULL, 2},
    {"words", "code,label_fr\nun,Un\n", NULL, 0},
    {"one digit", "code,label_fr\n1,Un\n2,Deux\n", NULL, 0},
    {"no entries", "code,label_fr\n", NULL, 0},
    {"twice", "code,label_fr\nun,Un\ndeux,Deux\nun,Trois\n", "row 4: code \"un\"", 0},
    {"empty code", "code,label_fr\n,Un\n", "row 2: code \"\"", 0},
    {"no code", "id,label_fr\nun,Un\n", "needs the columns", 0},
    {"no label", "code,label\nun,Un\n", "needs the columns", 0},
    {"no CSV", "code,label_fr\n\"un,Un\n", "well-formed", 0},
};

/* A list of codes 1000, 1001 … of which one line is another: large lists are found by halves. */
static const struct {
    const char *name;
    int rows;
    const char *odd; /* in the place of code 1099 */
    const char *error;
} large[] = {
    {"in order", 200, "1099", NULL},
    {"letters", 200, "1098A", NULL},
    {"out of order", 200, "1001", "row 101: code \"1001\" is empty or stands twice, or"},
    {"twice", 200, "1098", "row 101: code \"1098\""},
    {"small letters", 200, "1098a", "row 101: code \"1098a\""},
    {"empty", 200, "", "row 101: code \"\""},
    {"not large: any order", 199, "1a", NULL},
};

static void test_large(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(large); i++) {
        struct codelist l = {0};
        struct err err = {0};
        struct buf text = {0};
        buf_text(&text, "code,label_fr\n");
        for (int k = 0; k < large[i].rows; k++)
            buf_printf(&text, k == 99 ? "%.0d%s,Un\n" : "%d%s,Un\n", k == 99 ? 0 : 1000 + k,
                       k == 99 ? large[i].odd : "");
        const char *path = unit_put("list.csv", text.data, text.len);
        int rc = codelist_read(&l, "list", path, &err);
        unit_int(large[i].name, "status", rc, large[i].error == NULL ? 0 : -1);
        unit_has(large[i].name, "message", err.text, large[i].error == NULL ? "" : large[i].error);
        for (int k = 0; k < l.count; k++)
            unit_int(l.entries[k].code, "find",
                     codelist_find(&l, l.entries[k].code, strlen(l.entries[k].code)), k);
        if (rc == 0) {
            unit_int(large[i].name, "before", codelist_find(&l, "0999", 4), CODE_NONE);
            unit_int(large[i].name, "behind", codelist_find(&l, "1200", 4), CODE_NONE);
            unit_int(large[i].name, "a start", codelist_find(&l, "100", 3), CODE_NONE);
            unit_int(large[i].name, "longer", codelist_find(&l, "10001", 5), CODE_NONE);
            unit_int(large[i].name, "a NUL", codelist_find(&l, "1000\0x", 6), CODE_NONE);
        }
        codelist_release(&l);
        buf_release(&text);
    }
    unit_end();
}

static void test_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(files); i++) {
        struct codelist l = {0};
        struct err err = {0};
        const char *path = unit_put("list.csv", files[i].text, strlen(files[i].text));
        int rc = codelist_read(&l, "list", path, &err);
        unit_int(files[i].name, "status", rc, files[i].error == NULL ? 0 : -1);
        unit_has(files[i].name, "message", err.text, files[i].error == NULL ? "" : files[i].error);
        unit_int(files[i].name, "digits", l.code_digits, files[i].digits);
        codelist_release(&l);
    }
    unit_end();
}

/* A label that two entries have means neither; English falls back to French. */
static void test_ambiguous(void **state)
{
    (void)state;
    struct codelist l = {0};
    struct err err = {0};
    const char *path = unit_put("list.csv", BYTES("code,label_fr\na,Même\nb,MEME\nc,Autre\n"));
    assert_int_equal(codelist_read(&l, "list", path, &err), 0);
    assert_int_equal(codelist_guess(&l, "meme", 4), CODE_NONE);
    assert_int_equal(codelist_guess(&l, "autre", 5), 2);
    assert_string_equal(l.entries[2].label[1], "Autre");
    assert_string_equal(l.entries[2].group, "");
    codelist_release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_large),   cmocka_unit_test(test_meanings),
        cmocka_unit_test(test_parents), cmocka_unit_test(test_geography),
        cmocka_unit_test(test_files),   cmocka_unit_test(test_ambiguous),
    };
    return UNIT_RUN(tests);
}
