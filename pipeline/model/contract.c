#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "model/contract_json.h"

static const char *const table_names[MAX_TABLES] = {"poles", "emplois", "financements"};

static void load_lists(struct loader *l, const char *folder)
{
    struct names names;
    struct buf path = {0};
    struct err why = {0};
    buf_printf(&path, "%s/codes", folder);
    l->file = "codes";
    if (names_read(&names, path.data, &why) == -1)
        (void)load_fail(l, "%s", why.text);
    struct contract *c = l->contract;
    c->lists = arena_array(&c->arena, names.count + 1, sizeof *c->lists);
    for (size_t i = 0; i < names.count && load_ok(l); i++) {
        if (!text_ends(names.names[i], ".csv"))
            continue;
        char *name = mem_text(names.names[i]);
        name[strlen(name) - 4] = '\0';
        buf_cut(&path, 0);
        buf_printf(&path, "%s/codes/%s", folder, names.names[i]);
        if (codelist_read(&c->lists[c->n_lists], name, path.data, &why) == -1)
            (void)load_fail(l, "%s", why.text);
        else
            c->n_lists++;
        free(name);
    }
    names_release(&names);
    buf_release(&path);
}

static void load_tables(struct loader *l, const char *folder)
{
    struct contract *c = l->contract;
    c->tables = arena_array(&c->arena, MAX_TABLES, sizeof *c->tables);
    for (int i = 0; i < MAX_TABLES && load_ok(l); i++) {
        char file[64];
        (void)snprintf(file, sizeof file, "tables/%s.json", table_names[i]);
        l->file = file;
        load_place(l, "%s", "");
        json_t *root = load_json(l, folder);
        if (load_ok(l))
            load_table(l, root, &c->tables[i]);
        c->n_tables++;
        if (load_ok(l))
            load_rules(l, root, &c->tables[i]);
        if (load_ok(l) && strcmp(c->tables[i].name, table_names[i]) != 0)
            (void)load_fail(l, "its name must be \"%s\"", table_names[i]);
        json_decref(root);
        l->file = "tables";
    }
}

static void load_regions(struct loader *l)
{
    const struct codelist *regions = contract_list(l->contract, "regions");
    l->file = "codes/regions.csv";
    load_place(l, "%s", "");
    if (regions == NULL || regions->count > MAX_MEMBERS)
        (void)load_fail(l, "1 to %d regions are needed", MAX_MEMBERS);
}

/* One digest over the names and bytes of all files of the contract, so that an edition can say
 * which contract it was made with. */
static int add_folder(struct digest *d, const char *folder, const char *sub, struct err *err)
{
    struct names names;
    struct buf path = {0};
    buf_printf(&path, "%s%s", folder, sub);
    int rc = names_read(&names, path.data, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        if (!text_ends(names.names[i], ".json") && !text_ends(names.names[i], ".csv"))
            continue;
        char hex[DIGEST_HEX];
        buf_cut(&path, 0);
        buf_printf(&path, "%s%s/%s", folder, sub, names.names[i]);
        rc = digest_file(path.data, hex, err);
        digest_add(d, names.names[i], strlen(names.names[i]));
        digest_add(d, hex, DIGEST_HEX - 1);
    }
    names_release(&names);
    buf_release(&path);
    return rc;
}

int contract_digest(const char *folder, char ret_hex[CONTRACT_DIGEST], struct err *err)
{
    struct digest *d = digest_new();
    int rc = add_folder(d, folder, "", err);
    rc = rc == 0 ? add_folder(d, folder, "/tables", err) : rc;
    rc = rc == 0 ? add_folder(d, folder, "/codes", err) : rc;
    digest_finish(d, ret_hex);
    return rc;
}

static void load_digest(struct loader *l, const char *folder)
{
    struct err why = {0};
    if (contract_digest(folder, l->contract->digest, &why) == -1)
        (void)load_fail(l, "%s", why.text);
}

/* What others can write decides nothing: no file of the contract, and no folder they stand in. */
static void load_rights(struct loader *l, const char *folder)
{
    static const char *const subs[] = {"", "/tables", "/codes"};
    struct err why = {0};
    for (size_t s = 0; load_ok(l) && s < sizeof subs / sizeof *subs; s++) {
        struct buf path = {0};
        struct names names = {0};
        buf_printf(&path, "%s%s", folder, subs[s]);
        size_t len = path.len;
        int rc = file_exists(path.data) ? file_rights(path.data, S_IWOTH, false, &why) : 0;
        if (rc == 0)
            rc = names_read(&names, path.data, &why);
        for (size_t i = 0; rc == 0 && i < names.count; i++) {
            buf_cut(&path, len);
            buf_printf(&path, "/%s", names.names[i]);
            rc = file_rights(path.data, S_IWOTH, false, &why);
        }
        if (rc == -1)
            (void)load_fail(l, "%s", why.text);
        names_release(&names);
        buf_release(&path);
    }
}

struct contract *contract_new(const char *folder, struct err *err)
{
    struct contract *c = mem_alloc(sizeof *c);
    struct loader l = {.contract = c, .err = err, .file = "contract"};
    load_rights(&l, folder);
    if (load_ok(&l))
        load_lists(&l, folder);
    if (load_ok(&l))
        load_tables(&l, folder);
    if (load_ok(&l))
        load_regions(&l);
    if (load_ok(&l)) {
        l.file = "indicators.json";
        load_place(&l, "%s", "");
        json_t *root = load_json(&l, folder);
        if (load_ok(&l))
            load_indicators(&l, root);
        json_decref(root);
    }
    if (load_ok(&l))
        load_messages(&l, folder);
    if (load_ok(&l))
        load_digest(&l, folder);
    if (load_ok(&l))
        return c;
    contract_free(c);
    return NULL;
}

void contract_free(struct contract *c)
{
    if (c == NULL)
        return;
    for (int i = 0; i < c->n_tables; i++) {
        for (int k = 0; k < c->tables[i].n_fields; k++)
            pattern_free(c->tables[i].fields[k].pattern);
        map_release(&c->tables[i].labels);
        free(c->tables[i].label_field);
    }
    for (int i = 0; i < c->n_lists; i++)
        codelist_release(&c->lists[i]);
    map_release(&c->message_keys);
    arena_release(&c->arena);
    free(c);
}

const struct codelist *contract_list(const struct contract *c, const char *name)
{
    for (int i = 0; i < c->n_lists; i++)
        if (strcmp(c->lists[i].name, name) == 0)
            return &c->lists[i];
    return NULL;
}

int contract_table(const struct contract *c, const char *name)
{
    for (int i = 0; i < c->n_tables; i++)
        if (strcmp(c->tables[i].name, name) == 0)
            return i;
    return -1;
}
