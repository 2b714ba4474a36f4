#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "model/contract.h"
#include "model/indicator.h"
#include "unit.h"

#define JOBS  "tables/emplois.json"
#define POLES "tables/poles.json"
#define FUNDS "tables/financements.json"
#define IND   "indicators.json"
#define WORDS "messages.csv"
#define SPOT  "custom_checks[4]: "

/* A file of the contract, a part of it and what stands there instead (NULL = the file is gone), and
 * what the complaint says: the place, and why. */
static const struct {
    const char *file;
    const char *from;
    const char *to;
    const char *place;
    const char *why;
} changes[] = {
    {JOBS, "", NULL, "", "No such file"},
    {JOBS, "\"fields\": [", "\"fields\": [,", "line ", "column "},
    {JOBS, "\"name\": \"emplois\",", "\"name\": \"emplois\", \"name\": \"emplois\",", "line ",
     "duplicate"},
    {JOBS, "\"name\": \"emplois\",", "\"name\": \"jobs\",", "", "its name must be \"emplois\""},
    {JOBS, "\"name\": \"emplois\",", "\"name\": 7,", "", "\"name\" must be a string"},
    {JOBS, "\"fieldsMatch\"", "\"fieldMatch\"", "", "\"fieldMatch\" is not supported"},
    {JOBS, "\"primaryKey\": [\"code_pole\", \"mois\"]", "\"primaryKey\": [\"code_pole\", \"moi\"]",
     "", "there is no field \"moi\""},
    {JOBS, "\"primaryKey\": [\"code_pole\", \"mois\"]", "\"primaryKey\": \"code_pole\"", "",
     "\"primaryKey\" must be a list"},
    {JOBS, "\"ptce:unit\": [\"code_pole\", \"mois\"]", "\"ptce:unit\": [\"code_pole\"]", "",
     "ptce:unit must name"},
    {JOBS, "\"ptce:unit\": [\"code_pole\", \"mois\"]", "\"ptce:unit\": [\"code_pole\", \"cdi\"]",
     "", "must be a date or a yearmonth"},
    {JOBS, "\"missingValues\": [\"\"", "\"missingValues\": [0", "", "must be a list of strings"},
    {JOBS, "\"value\": \"neant\"", "\"value\": \"rien\"", "", "\"rien\" is no code"},
    {JOBS, "\"field\": \"statut_donnee\", \"value\"", "\"field\": \"cdi\", \"value\"", "",
     "is no code"},
    {JOBS, "\"level\": \"pole\"", "\"level\": \"country\"", "", "level must be pole or region"},
    {JOBS, "\"statuses\": [\"projet\"", "\"statuses\": [\"projets\"", "", "no status \"projets\""},
    {JOBS, "\"resource\": \"poles\"", "\"resource\": \"regions\"", "", "foreignKeys: "},
    {JOBS, "\"type\": \"yearmonth\"", "\"type\": \"month\"",
     "fields[1]: ", "type \"month\" is not supported"},
    {JOBS, "\"title\": \"Mois\"", "\"title\": \"Mois\", \"colour\": \"red\"",
     "fields[1]: ", "\"colour\" is not supported"},
    {JOBS, "\"name\": \"mois\"", "\"name\": \"code_pole\"",
     "fields[1]: ", "the field \"code_pole\" stands twice"},
    {JOBS, "\"name\": \"mois\", ", "", "fields[1]: ", "\"name\" is missing"},
    {JOBS, "PTCE-[0-9A-Z]{2}", "PTCE-[0-9A-Z{2}", "fields[0]: ", "pattern "},
    {JOBS, "\"example\": \"PTCE-84-012\"", "\"example\": \"PTCE-84\"",
     "fields[0]: ", "is not of its own pattern"},
    {JOBS, "\"example\": \"PTCE-84-012\"", "\"example\": \"\"",
     "fields[0]: ", "the example is empty"},
    {JOBS, "\"example\": \"PTCE-84-012\"", "\"example\": 84012", "fields[0]: ", "must be a string"},
    {JOBS, "\"title\": \"Mois\"", "\"title\": \"Mois\", \"example\": \"2026-02\"",
     "fields[1]: ", "need a string without codes"},
    {POLES, "\"maxLength\": 120", "\"maxLength\": 12", "fields[1]: ", "too short or too long"},
    {JOBS, "\"required\": true", "\"required\": \"yes\"", "fields[0]: ", "true or false"},
    {JOBS, "\"minimum\": 0", "\"least\": 0", "fields[2]: ", "\"least\" is not supported"},
    {JOBS, "\"minimum\": 0", "\"minimum\": \"0\"", "fields[2]: ", "must be a number"},
    {JOBS, "\"minimum\": 0", "\"minimum\": 0.5", "fields[2]: ", "more than 0 decimals"},
    {JOBS, "\"ptce:decimals\": 2", "\"ptce:decimals\": 9", "fields[3]: ", "0 to 4"},
    {JOBS, "\"ptce:trait\": \"always\"", "\"ptce:trait\": \"sometimes\"", "fields[",
     "always or below-national"},
    {JOBS, "\"ptce:codes\": \"statut_donnee\"", "\"ptce:codes\": \"humeur\"", "fields[",
     "no code list \"humeur\""},
    {POLES, "\"ptce:codes\": \"regions\"", "\"ptce:codes\": 1", "fields[", "must be a string"},
    {POLES, "\"type\": \"list\"", "\"type\": \"integer\"", "fields[", "needs a string or a list"},
    {JOBS, "\"name\": \"cohesive-columns-value\"", "\"name\": \"coherent\"",
     "custom_checks[2]: ", "check \"coherent\" is not supported"},
    {JOBS, "\"column\": \"temps_partiel\"", "\"column\": \"temps_plein\"", SPOT,
     "there is no field \"temps_plein\""},
    {JOBS, "\"column\": \"temps_partiel\", ", "", SPOT, "names no column"},
    {JOBS, ", \"column2\": \"effectif_total\"", "", SPOT, "names only one column"},
    {JOBS, "\"op\": \"<=\"", "\"op\": \"=<\"", SPOT, "operator \"=<\" is not supported"},
    {JOBS, "\"op\": \"<=\"", "\"operator\": \"<=\"", SPOT, "\"operator\" is not supported"},
    {JOBS, "\"columns\": [\"femmes\", ", "\"columns\": [\"filles\", ",
     "custom_checks[0]: ", "there is no field \"filles\""},
    {JOBS, "\"ptce:partial\": \"at-most\"", "\"ptce:partial\": \"sometimes\"",
     "custom_checks[1]: ", "at-most or skip"},
    {JOBS, "\"ptce:id\": \"E01\",", "", "custom_checks[0]: ", "\"ptce:id\" is missing"},
    {JOBS, "\"severity\": \"warning\"", "\"severity\": \"grave\"",
     "ptce:rules[0]: ", "severity must be error or warning"},
    {JOBS, "\"check\": \"period-gap\",\n      \"severity\": \"warning\"",
     "\"check\": \"period-gap\",\n      \"severity\": \"error\"",
     "ptce:rules[4]: ", "severity of a rule over time must be warning"},
    {JOBS, "\"check\": \"ratio-range\"", "\"check\": \"ratio\"",
     "ptce:rules[1]: ", "check \"ratio\" is not supported"},
    {JOBS, "\"maximum\": 1200", "\"maximum\": 1200.5", "ptce:rules[3]: ", "more than 0 decimals"},
    {JOBS, "\"maximum\": 1200", "\"maximun\": 1200", "ptce:rules[3]: ", "\"maximun\" is not"},
    {JOBS, "\"future\": \"error\"", "\"future\": \"warning\"", "ptce:rules[0]: ", "must be error"},
    {JOBS, "\"ptce:id\": \"E01\"", "\"ptce:id\": \"E01\", \"id\": \"E01\"",
     "custom_checks[0]: ", "\"id\" is not supported"},
    {JOBS, "\"spread\": 3", "\"spred\": 3", "ptce:rules[7]: ", "\"spred\" is not supported"},
    {JOBS, "\"absolute\": 2", "\"absolute\": -2", "ptce:rules[8]: ", "never below 0"},
    {JOBS, "\"columns\": [\"entrees\", ", "\"columns\": [", "ptce:rules[8]: ", "what goes out"},
    {JOBS, "\"columns\": [\"entrees\", ", "\"columns\": [\"entree\", ",
     "ptce:rules[8]: ", "no field \"entree\""},
    {POLES, "\"chain\": [\"projet\"", "\"chain\": [\"project\"",
     "ptce:rules[5]: ", "\"project\" is no code"},
    {POLES, "\"pair\": [\"operationnel\", ", "\"pair\": [", "ptce:rules[5]: ", "two codes"},
    {FUNDS, "\"same\": \"id_financement\"", "\"same\": \"identifiant\"",
     "ptce:rules[3]: ", "no field \"identifiant\""},
    {FUNDS, "\"sum\": [\"verse\"]", "\"sum\": [\"paye\"]",
     "ptce:rules[3]: ", "\"paye\" is no code"},
    {FUNDS, "\"in\": [\"etat\"", "\"in\": [\"roi\"", "ptce:rules[7]: ", "\"roi\" is no code"},
    {POLES, "\"parent\": \"code_region\"", "\"parent\": \"nom_pole\"",
     "ptce:rules[0]: ", "needs two coded columns"},
    {POLES, "\"parent\": \"code_region\"", "\"parent\": \"echelle\"",
     "ptce:rules[0]: ", "does not say its echell"},
    {IND, "\"breakdowns\": [", "\"breakdowns\": [{},", "breakdowns[0]: ", "\"id\" is missing"},
    {IND, "\"by\": \"pole\"", "\"by\": \"planet\"",
     "breakdowns[1]: ", "\"planet\" is not supported"},
    {IND, "\"codes\": \"secteur\"", "\"codes\": \"secteurs\"",
     "breakdowns[1]: ", "no code list \"secteurs\""},
    {IND, "\"codes\": \"secteur\"", "\"codes\": \"statut\"",
     "breakdowns[1]: ", "not those of the field"},
    {IND, "\"through\": \"region_2013\"", "\"through\": \"region_1980\"",
     "breakdowns[3]: ", "region_1980 of 01"},
    {IND, "\"of\": [\"funder\", \"purpose\"]", "\"of\": [\"funder\", \"sector\"]", "breakdowns[",
     "can be crossed"},
    {IND, "\"id\": \"J02\"", "\"id\": \"J01\"", "indicators[", "\"J01\" stands twice"},
    {IND, "\"kind\": \"distinct\"", "\"kind\": \"unique\"", "indicators[", "kind \"unique\""},
    {IND, "\"of\": \"P01\"", "\"of\": \"P99\"", "indicators[", "no indicator \"P99\" stands above"},
    {IND, "\"sum\": \"etp_total\"", "\"sum\": \"etp\"", "indicators[", "there is no field \"etp\""},
    {IND, "\"sum\": \"etp_total\"", "\"sum\": \"mois\"", "indicators[", "\"mois\" is no number"},
    {IND, "\"in\": [\"accorde\"]", "\"in\": [\"accordes\"]", "indicators[",
     "\"accordes\" is not in"},
    {IND, "\"in\": [\"accorde\"]", "\"im\": [\"accorde\"]", "indicators[",
     "\"im\" is not supported"},
    {IND, "\"windows\": [\"month\"", "\"windows\": [\"week\"", "indicators[", "window \"week\""},
    {IND, "\"by_pole\": [\"month\"]", "\"by_pole\": [\"12m\"]", "indicators[", "by_pole: only"},
    {IND, "\"sum\": \"effectif_total\"}]}, \"breakdowns\"", "\"sum\": \"rqth\"}]}, \"breakdowns\"",
     "indicators[", "not shown pole by pole"},
    {IND, "\"money\": true", "\"monnaie\": true", "indicators[", "\"monnaie\" is not supported"},
    {IND, "\"kind\": \"ratio\"", "\"kind\": \"stock\"", "indicators[", "or more is there"},
    {IND, "\"kind\": \"flow\"", "\"kind\": \"open\"", "indicators[", "what it needs is missing"},
    {IND, "\"kind\": \"transition\"", "\"kind\": \"quotient\"", "indicators[", "or more is there"},
    {IND, "\"entry\": \"first\"", "\"entry\": \"once\"", "indicators[", "\"first\" or \"each\""},
    {IND, "\"lag\": 12", "\"lag\": 13", "indicators[", "lag must be 0 to 12"},
    {IND, "\"sum_of\": [\"nb_membres_ess\"]", "\"sum_of\": [\"membres\"]", "indicators[",
     "there is no field \"membres\""},
    {IND, "\"latest_by\": \"annee_ca\"", "\"latest_by\": \"nb_membres\"", "indicators[",
     "a year of the register"},
    {IND, "\"over\": \"funder\"", "\"over\": \"sector\"", "indicators[", "no breakdown \"sector\""},
    {IND, "\"file\": {\"id\": \"id_financement\"", "\"file\": {\"ids\": \"id_financement\"",
     "indicators[", "\"ids\" is not supported"},
    {IND, "\"breakdowns\": [\"total\", \"funder\", \"award_year\"]",
     "\"breakdowns\": [\"total\", \"sex\"]", "indicators[", "is of another table"},
    {IND, "\"breakdowns\": [\"total\", \"funder\", \"award_year\"]",
     "\"breakdowns\": [\"total\", \"total\"]", "indicators[", "\"total\" is listed twice"},
    {IND, "\"count\": true", "\"count\": false", "indicators[", "a term needs sum or count"},
    {"codes/statut.csv", "emergent,", "projet,", "", "row 3: code \"projet\""},
    {"codes/statut.csv", "label_fr", "libelle", "", "needs the columns code and label_fr"},
    {"codes/statut.csv", ",5,operationnel", ",5", "", "has not as many cells"},
    {"codes/secteur.csv", "", NULL, "", "there is no code list \"secteur\""},
    {WORDS, "", NULL, "", "No such file"},
    {WORDS, "code,titre", "code,title_fr", "", "the column titre is missing"},
    {WORDS, "stray-quote,", "stray-quotes,", "stray-quotes", "no such code"},
    {WORDS, "stray-quote,", "encoding-error/x,", "stray-quote", "has no words"},
    {WORDS, "format-error/pdf", "format-error/xls", "format-error/xls", "stands twice"},
    {WORDS, "size-limit/cell", "type-error/cell", "type-error/cell", "must stand above it"},
    {WORDS, "blank-row,Ligne vide", "blank-row,", "blank-row", "a title is missing"},
    {WORDS, ",A blank row was skipped.", ",", "blank-row", "a text is missing"},
};

static const char *const copied[] = {JOBS, POLES, FUNDS, IND, WORDS};

static void read_original(const char *file, struct buf *out)
{
    struct buf path = {0};
    struct err err = {0};
    buf_printf(&path, "%s/%s", unit_contract_folder(), file);
    if (file_read(path.data, MAX_CONTRACT_FILE, out, &err) == -1)
        fail_msg("%s", err.text);
    buf_release(&path);
}

static void put_copy(const char *file, const struct buf *text)
{
    struct buf name = {0};
    buf_printf(&name, "contract/%s", file);
    (void)unit_put(name.data, text->data, text->len);
    buf_release(&name);
}

static void restore(const char *file)
{
    struct buf text = {0};
    read_original(file, &text);
    put_copy(file, &text);
    buf_release(&text);
}

/* A copy of the contract, but for the long list of communes. */
static const char *make_copy(void)
{
    struct names names;
    struct err err = {0};
    struct buf path = {0};
    buf_printf(&path, "%s/codes", unit_contract_folder());
    assert_int_equal(names_read(&names, path.data, &err), 0);
    for (size_t i = 0; i < names.count; i++) {
        buf_cut(&path, 0);
        buf_printf(&path, "codes/%s", names.names[i]);
        restore(path.data);
    }
    names_release(&names);
    for (size_t i = 0; i < COUNT(copied); i++)
        restore(copied[i]);
    (void)unit_put("contract/codes/communes.csv", BYTES("code,label_fr,departement\n01001,X,01\n"));
    buf_release(&path);
    return unit_path("contract");
}

static void change(size_t i)
{
    struct buf text = {0};
    struct buf other = {0};
    read_original(changes[i].file, &text);
    const char *at = strstr(text.data, changes[i].from);
    unit_int(changes[i].file, changes[i].from, at != NULL, 1);
    if (changes[i].to == NULL) {
        buf_printf(&other, "contract/%s", changes[i].file);
        unit_int(changes[i].file, "removed", unlink(unit_path(other.data)), 0);
    } else if (at != NULL) {
        buf_add(&other, text.data, (size_t)(at - text.data));
        buf_text(&other, changes[i].to);
        buf_text(&other, at + strlen(changes[i].from));
        put_copy(changes[i].file, &other);
    }
    buf_release(&text);
    buf_release(&other);
}

/* Anything wrong is refused, with its file and place. */
static void test_changes(void **state)
{
    (void)state;
    const char *folder = make_copy();
    struct err good = {0};
    struct contract *c = contract_new(folder, &good);
    unit_text("the copy", "message", good.text, "");
    contract_free(c);
    for (size_t i = 0; i < COUNT(changes); i++) {
        struct err err = {0};
        const char *row = changes[i].to == NULL ? "(gone)" : changes[i].to;
        change(i);
        c = contract_new(folder, &err);
        unit_int(row, "refused", c == NULL, 1);
        unit_int(row, "a schema-error", strncmp(err.text, "schema-error: ", 14), 0);
        if (strncmp(changes[i].file, "codes/", 6) != 0)
            unit_has(row, "message", err.text, changes[i].file);
        unit_has(row, "message", err.text, changes[i].place);
        unit_has(row, "message", err.text, changes[i].why);
        contract_free(c);
        restore(changes[i].file);
    }
    unit_end();
}

/* No more regions and breakdowns than a figure has numbers for. */
static void test_limits(void **state)
{
    (void)state;
    const char *folder = make_copy();
    struct err err = {0};
    struct buf many = {0};
    buf_text(&many, "code,label_fr,label_en,order,group\n");
    for (int i = 1; i <= MAX_MEMBERS + 1; i++)
        buf_printf(&many, "R%03d,région %d,region %d,%d,metropole\n", i, i, i, i);
    put_copy("codes/regions.csv", &many);
    assert_null(contract_new(folder, &err));
    unit_has("regions", "message", err.text, "codes/regions.csv: 1 to 256 regions are needed");
    restore("codes/regions.csv");

    err = (struct err){0};
    buf_cut(&many, 0);
    buf_text(&many, "{\"breakdowns\": [");
    for (int i = 0; i <= MAX_BREAKDOWNS; i++)
        buf_printf(&many, "{\"id\": \"b%d\", \"title\": {\"fr\": \"b\", \"en\": \"b\"}}%s", i,
                   i == MAX_BREAKDOWNS ? "], \"indicators\": []}" : ",");
    put_copy(IND, &many);
    assert_null(contract_new(folder, &err));
    unit_has("breakdowns", "message", err.text, "more than 256 breakdowns");
    restore(IND);
    buf_release(&many);
    unit_end();
}

/* The digest says which contract it is: any byte of any file changes it. */
static void test_digest(void **state)
{
    (void)state;
    static const char *const files[] = {JOBS, IND, WORDS, "codes/statut.csv"};
    const char *folder = make_copy();
    char first[65];
    struct err err = {0};
    struct contract *c = contract_new(folder, &err);
    assert_non_null(c);
    memcpy(first, c->digest, sizeof first);
    contract_free(c);
    for (size_t i = 0; i < COUNT(files); i++) {
        struct buf text = {0};
        read_original(files[i], &text);
        buf_char(&text, '\n');
        put_copy(files[i], &text);
        c = contract_new(folder, &err);
        assert_non_null(c);
        unit_int(files[i], "same digest", strcmp(c->digest, first) == 0, 0);
        contract_free(c);
        restore(files[i]);
        buf_release(&text);
    }
    c = contract_new(folder, &err);
    assert_non_null(c);
    unit_text("as before", "digest", c->digest, first);
    contract_free(c);
    assert_null(contract_new(unit_path("nowhere"), &err));
    unit_end();
}

/* The contract of the tree, as DOMAIN gives it. */
static void test_real(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    assert_int_equal(c->n_tables, 3);
    const struct table *jobs = &c->tables[TABLE_EMPLOIS];
    assert_true(c->tables[TABLE_POLES].is_register && !jobs->is_register);
    assert_true(jobs->key_is_unit && !c->tables[TABLE_FINANCEMENTS].key_is_unit);
    assert_true(jobs->pole_is_foreign && !c->tables[TABLE_POLES].pole_is_foreign);
    assert_int_equal(jobs->coverage, COVERAGE_POLE);
    assert_int_equal(c->tables[TABLE_FINANCEMENTS].coverage, COVERAGE_REGION);
    assert_int_equal(jobs->nil_field, unit_field(TABLE_EMPLOIS, "statut_donnee"));
    assert_int_equal(jobs->nil_value, unit_code("statut_donnee", "neant"));
    const struct field *f = &jobs->fields[unit_field(TABLE_EMPLOIS, "etp_total")];
    assert_true(f->required && f->has_minimum && f->minimum == 0 && !f->has_maximum);
    assert_int_equal(f->decimals, 2);
    f = &c->tables[TABLE_FINANCEMENTS].fields[unit_field(TABLE_FINANCEMENTS, "montant")];
    assert_true(f->above_minimum && f->minimum == 0);
    assert_int_equal(contract_table(c, "financements"), TABLE_FINANCEMENTS);
    assert_int_equal(contract_table(c, "jobs"), -1);
    assert_null(contract_list(c, "nothing"));
    assert_int_equal(contract_indicator(c, "Z00"), -1);
    assert_int_equal(contract_breakdown(c, "nothing"), -1);
    contract_free(NULL);
}

/* Labels: the field they name, and the one that is near. */
static const struct {
    const char *label;
    const char *match;
    const char *nearest;
} labels[] = {
    {"effectif_total", "effectif_total", "effectif_total"},
    {"Effectif total", "effectif_total", "effectif_total"},
    {"EFFECTIF-TOTAL ", "effectif_total", "effectif_total"},
    {"Total headcount", "effectif_total", "effectif_total"},
    {"Nombre de salariés", "effectif_total", "effectif_total"},
    {"efectif_total", "", "effectif_total"},
    {"femes", "", "femmes"},
    {"mis", "", ""},
    {"Remarques", "", ""},
    {"", "", ""},
    {"€", "", ""},
};

static void test_labels(void **state)
{
    (void)state;
    const struct table *t = &unit_contract()->tables[TABLE_EMPLOIS];
    for (size_t i = 0; i < COUNT(labels); i++) {
        const char *label = labels[i].label;
        int match = table_match_label(t, label, strlen(label));
        int nearest = table_nearest_label(t, label, strlen(label));
        unit_text(label, "match", match < 0 ? "" : t->fields[match].name, labels[i].match);
        unit_text(label, "nearest", nearest < 0 ? "" : t->fields[nearest].name, labels[i].nearest);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits), cmocka_unit_test(test_changes),
        cmocka_unit_test(test_digest), cmocka_unit_test(test_real),
        cmocka_unit_test(test_labels),
    };
    return UNIT_RUN(tests);
}
