#include "publish/opendata.h"

#include <string.h>

#include "base/csvfile.h"
#include "base/digest.h"
#include "base/file.h"
#include "model/indicator.h"
#include "publish/jsondoc.h"

enum { MAX_HEADER = 4096 };

#define PROFILES "https://datapackage.org/profiles/2.0/"

/* ---- the lists of codes ---- */

static void add_row(struct buf *out, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csvfile_add_cell(out, cells[i] == NULL ? "" : cells[i], i == 0);
    buf_char(out, '\n');
}

void opendata_catalogue(const struct contract *c, struct buf *out)
{
    buf_text(out, "indicator,label_fr,label_en,unit_fr,unit_en,decimals,note_fr,note_en\n");
    for (int i = 0; i < c->n_indicators; i++) {
        const struct indicator *ind = &c->indicators[i];
        char decimals[16];
        (void)snprintf(decimals, sizeof decimals, "%d", ind->decimals);
        add_row(out,
                (const char *const[]){ind->id, ind->label[0], ind->label[1], ind->unit[0],
                                      ind->unit[1], decimals, ind->note[0], ind->note[1]},
                8);
    }
}

void opendata_regions(const struct contract *c, struct buf *out)
{
    const struct codelist *regions = contract_list(c, "regions");
    buf_text(out, "region,label_fr,label_en\nFR,France,France\n");
    for (int i = 0; i < regions->count; i++) {
        const struct code_entry *e = &regions->entries[i];
        add_row(out, (const char *const[]){e->code, e->label[0], e->label[1]}, 3);
    }
}

static void member_row(const struct contract *c, int breakdown, int member, struct buf *out)
{
    struct buf code = {0};
    struct buf label[2] = {{0}};
    breakdown_member_code(c, breakdown, member, &code);
    for (int lang = 0; lang < 2; lang++)
        breakdown_member_label(c, breakdown, member, (enum lang)lang, &label[lang]);
    add_row(out,
            (const char *const[]){c->breakdowns[breakdown].id, buf_str(&code), buf_str(&label[0]),
                                  buf_str(&label[1])},
            4);
    buf_release(&code);
    buf_release(&label[0]);
    buf_release(&label[1]);
}

/* A breakdown as a whole is a row too, with an empty member: figures can refer to it. */
void opendata_members(const struct contract *c, struct buf *out)
{
    buf_text(out, "breakdown,member,label_fr,label_en\n");
    for (int b = 0; b < c->n_breakdowns; b++) {
        const struct breakdown *br = &c->breakdowns[b];
        add_row(out, (const char *const[]){br->id, "", br->title[0], br->title[1]}, 4);
        for (int m = 0; br->by != BY_TOTAL && m < br->n_members; m++)
            member_row(c, b, m, out);
    }
}

/* ---- datapackage.json ---- */

static json_t *word_list(const char *words)
{
    json_t *list = json_array();
    while (*words != '\0') {
        size_t n = strcspn(words, " ");
        (void)json_array_append_new(list, json_stringn(words, n));
        words += n + (words[n] == ' ');
    }
    return list;
}

static json_t *column_value(const struct opendata_column *column, enum lang lang)
{
    json_t *o = json_object();
    json_t *constraints = json_object();
    jsondoc_set(o, "name", jsondoc_text(column->name));
    jsondoc_set(o, "type", jsondoc_text(column->type));
    jsondoc_set(o, "title", jsondoc_text(column->title[lang]));
    if (column->about[lang] != NULL)
        jsondoc_set(o, "description", jsondoc_text(column->about[lang]));
    if (column->may_be_empty)
        jsondoc_set(o, "missingValues", json_array());
    if (column->required)
        jsondoc_set(constraints, "required", json_true());
    if (column->at_least_0)
        jsondoc_set(constraints, "minimum", json_integer(0));
    if (column->allowed != NULL)
        jsondoc_set(constraints, "enum", word_list(column->allowed));
    if (json_object_size(constraints) > 0)
        jsondoc_set(o, "constraints", constraints);
    else
        json_decref(constraints);
    return o;
}

static json_t *unknown_column(const char *name, size_t len)
{
    json_t *o = json_object();
    jsondoc_set(o, "name", json_stringn(name, len));
    jsondoc_set(o, "type", jsondoc_text("any"));
    return o;
}

/* The columns of the file's first line, in its order, as the table describes them. Our names of
 * columns are never quoted. */
static json_t *field_list(const struct opendata_file *file, const char *text, enum lang lang)
{
    json_t *list = json_array();
    for (size_t n = 0; *text != '\0' && *text != '\n'; text += n + (text[n] == ',')) {
        n = strcspn(text, ",\n");
        const struct opendata_column *column = NULL;
        for (size_t k = 0; k < file->n_columns && column == NULL; k++)
            if (strncmp(file->columns[k].name, text, n) == 0 && file->columns[k].name[n] == '\0')
                column = &file->columns[k];
        (void)json_array_append_new(list, column == NULL ? unknown_column(text, n)
                                                         : column_value(column, lang));
    }
    return list;
}

static json_t *reference_list(const struct opendata_file *file)
{
    json_t *list = json_array();
    for (size_t i = 0; i < file->n_references; i++) {
        const struct opendata_reference *r = &file->references[i];
        json_t *o = json_object();
        json_t *to = json_object();
        jsondoc_set(o, "fields", word_list(r->here));
        jsondoc_set(to, "resource", jsondoc_text(r->name));
        jsondoc_set(to, "fields", word_list(r->there));
        jsondoc_set(o, "reference", to);
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *schema_value(const struct opendata_file *file, const char *text, enum lang lang)
{
    json_t *o = json_object();
    jsondoc_set(o, "$schema", jsondoc_text(PROFILES "tableschema.json"));
    jsondoc_set(o, "fields", field_list(file, text, lang));
    jsondoc_set(o, "missingValues", json_pack("[s]", ""));
    if (file->key != NULL)
        jsondoc_set(o, "primaryKey", word_list(file->key));
    if (file->n_references > 0)
        jsondoc_set(o, "foreignKeys", reference_list(file));
    return o;
}

static json_t *dialect_value(void)
{
    json_t *o = json_object();
    jsondoc_set(o, "$schema", jsondoc_text(PROFILES "tabledialect.json"));
    jsondoc_set(o, "delimiter", jsondoc_text(","));
    jsondoc_set(o, "lineTerminator", jsondoc_text("\n"));
    jsondoc_set(o, "quoteChar", jsondoc_text("\""));
    jsondoc_set(o, "doubleQuote", json_true());
    jsondoc_set(o, "header", json_true());
    return o;
}

/* What is known of a file as it stands. */
struct facts {
    char header[MAX_HEADER];
    char hash[DIGEST_HEX];
    size_t bytes;
};

static json_t *resource_value(const struct opendata_file *file, const struct facts *facts,
                              enum lang lang)
{
    json_t *o = json_object();
    jsondoc_set(o, "$schema", jsondoc_text(PROFILES "dataresource.json"));
    jsondoc_set(o, "name", jsondoc_text(file->name));
    jsondoc_set(o, "path", json_pack("s+", file->name, ".csv"));
    jsondoc_set(o, "type", jsondoc_text("table"));
    jsondoc_set(o, "title", jsondoc_text(file->title[lang]));
    jsondoc_set(o, "description", jsondoc_text(file->about[lang]));
    jsondoc_set(o, "format", jsondoc_text("csv"));
    jsondoc_set(o, "mediatype", jsondoc_text("text/csv"));
    jsondoc_set(o, "encoding", jsondoc_text("utf-8"));
    jsondoc_set(o, "bytes", json_integer((json_int_t)facts->bytes));
    jsondoc_set(o, "hash", json_pack("s+", "sha256:", facts->hash));
    jsondoc_set(o, "dialect", dialect_value());
    jsondoc_set(o, "schema", schema_value(file, facts->header, lang));
    return o;
}

/* Add the file to the list, when the edition has it. */
static int add_resource(json_t *list, const struct opendata_file *file, const char *data,
                        enum lang lang, struct err *err)
{
    struct buf path = {0};
    struct facts facts = {0};
    int rc = 0;
    buf_printf(&path, "%s/%s.csv", data, file->name);
    if (file_exists(path.data))
        rc = file_begin(path.data, facts.header, sizeof facts.header, &facts.bytes, err);
    if (rc == 0 && facts.bytes > 0)
        rc = digest_file(path.data, facts.hash, err);
    if (rc == 0 && facts.bytes > 0)
        (void)json_array_append_new(list, resource_value(file, &facts, lang));
    buf_release(&path);
    return rc;
}

/* Who made it, as roles: no person is named in what is published. */
static json_t *contributor_list(enum lang lang)
{
    static const struct {
        const char *title[2];
        const char *role;
    } all[] = {
        {{"Équipe nationale du plan d’action PTCE", "National team of the PTCE action plan"},
         "publisher"},
        {{"Chambres régionales de l’économie sociale et solidaire (CRESS)",
          "Regional chambers of the social and solidarity economy (CRESS)"},
         "contributor"},
    };
    json_t *list = json_array();
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        json_t *o = json_object();
        jsondoc_set(o, "title", jsondoc_text(all[i].title[lang]));
        jsondoc_set(o, "roles", json_pack("[s]", all[i].role));
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *licence_list(void)
{
    json_t *o = json_object();
    json_t *list = json_array();
    jsondoc_set(o, "name", jsondoc_text("etalab-2.0"));
    jsondoc_set(o, "title", jsondoc_text("Licence Ouverte / Open Licence 2.0"));
    jsondoc_set(o, "path", jsondoc_text(OPENDATA_LICENCE));
    (void)json_array_append_new(list, o);
    return list;
}

static json_t *package_value(const struct run *run, const struct edition *edition)
{
    static const char *const title[] = {"Pôles territoriaux de coopération économique",
                                        "Territorial poles of economic co-operation"};
    json_t *root = json_object();
    char month[64];
    char period[PERIOD_TEXT];
    char created[INSTANT_TEXT];
    struct buf text = {0};
    period_words(edition->period, run->lang, month, sizeof month);
    period_format(edition->period, period);
    instant_format(edition->cutoff, created);
    jsondoc_set(root, "$schema", jsondoc_text(PROFILES "datapackage.json"));
    jsondoc_set(root, "name", json_pack("s+", "ptce-", period));
    buf_printf(&text, "%s (PTCE), %s", title[run->lang], month);
    jsondoc_set(root, "title", jsondoc_text(text.data));
    if (edition->notice[0] != '\0')
        jsondoc_set(root, "description", jsondoc_text(edition->notice));
    jsondoc_set(root, "version", jsondoc_text(edition->id));
    jsondoc_set(root, "created", jsondoc_text(created));
    jsondoc_set(root, "licenses", licence_list());
    jsondoc_set(root, "contributors", contributor_list(run->lang));
    jsondoc_set(root, "keywords", json_pack("[ssss]", "PTCE", "ESS", "emploi", "financement"));
    buf_release(&text);
    return root;
}

int opendata_describe(const struct run *run, const struct edition *edition, const char *folder,
                      struct err *err)
{
    struct buf data = {0};
    struct buf text = {0};
    json_t *root = package_value(run, edition);
    json_t *list = json_array();
    size_t n_files;
    const struct opendata_file *files = opendata_files(&n_files);
    int rc = 0;
    buf_printf(&data, "%s/data", folder);
    for (size_t i = 0; rc == 0 && i < n_files; i++)
        rc = add_resource(list, &files[i], data.data, run->lang, err);
    jsondoc_set(root, "resources", list);
    jsondoc_print(root, &text);
    if (rc == 0)
        rc = file_put(data.data, OPENDATA_PACKAGE, text.data, text.len, 0644, err);
    buf_release(&data);
    buf_release(&text);
    return rc;
}
