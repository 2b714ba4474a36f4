/* The pages of docs/ that are made from the contract. */
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "model/finding.h"

/* A cell of a Markdown table. */
static void add_cell(struct buf *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        buf_text(out, *p == '|' ? "\\|" : *p == '\n' ? " " : (char[]){*p, '\0'});
}

/* "poles.code_region", or a field of the table of jobs. */
static void take_field(const struct contract *c, const char *name, struct finding *f)
{
    const char *dot = strchr(name, '.');
    char table[32] = "emplois";
    if (dot != NULL)
        (void)snprintf(table, sizeof table, "%.*s", (int)(dot - name), name);
    f->table = contract_table(c, table);
    f->field = f->table < 0 || name[0] == '\0'
                   ? -1
                   : table_field(&c->tables[f->table], dot == NULL ? name : dot + 1);
}

/* The sentence of a message, filled in with its example. */
static void add_example(const struct contract *c, const struct message *m, enum lang lang,
                        struct buf *out)
{
    char parts[4][120] = {{0}};
    const char *p = m->example;
    for (int i = 0; i < 4; i++) {
        size_t n = strcspn(p, "|");
        (void)snprintf(parts[i], sizeof parts[i], "%.*s", (int)n, p);
        p += p[n] == '\0' ? n : n + 1;
    }
    char code[64];
    const char *slash = strchr(m->key, '/');
    (void)snprintf(code, sizeof code, "%.*s", (int)strcspn(m->key, "/"), m->key);
    struct finding f = {.code = finding_by_name(code),
                        .rule = -1,
                        .line = 14,
                        .value = parts[0],
                        .other = parts[1],
                        .suggestion = parts[2][0] == '\0' ? NULL : parts[2],
                        .variant = slash == NULL ? NULL : slash + 1,
                        .unit = lang == LANG_EN ? "PTCE-84-001, October 2026"
                                                : "PTCE-84-001, octobre 2026"};
    take_field(c, parts[3], &f);
    finding_message(c, &f, lang, out);
}

void contract_print_messages(const struct contract *c, struct buf *out)
{
    static const char *const severities[] = {"erreur", "alerte", "information"};
    buf_text(out,
             "# Ce que ptce dit d’un fichier\n\n"
             "Cette page est faite par `ptce contract messages` à partir de "
             "`pipeline/contract/messages.csv` : ne la modifiez pas à la main. Une erreur rejette "
             "la déclaration où elle se trouve (ou tout le fichier quand elle porte sur lui) ; une "
             "alerte est à vérifier ; une information dit ce qui a été lu autrement qu’écrit. Les "
             "règles de chaque tableau (sommes, seuils…) ont leurs propres phrases, dans "
             "`pipeline/contract/tables/`.\n");
    for (int i = 0; i < c->n_messages; i++) {
        const struct message *m = &c->messages[i];
        struct buf text = {0};
        char code[64];
        (void)snprintf(code, sizeof code, "%.*s", (int)strcspn(m->key, "/"), m->key);
        if (strchr(m->key, '/') == NULL)
            buf_printf(out, "\n## %s (%s)\n\n*%s*, in English: *%s*\n\n", code,
                       severities[finding_severity(finding_by_name(code))], m->title[LANG_FR],
                       m->title[LANG_EN]);
        buf_printf(out, "- `%s`\n", m->key);
        for (int lang = LANG_FR; lang <= LANG_EN; lang++) {
            buf_cut(&text, 0);
            add_example(c, m, (enum lang)lang, &text);
            buf_printf(out, "  - %s\n", buf_str(&text));
        }
        buf_release(&text);
    }
}

static void add_columns(const struct table *t, struct buf *out)
{
    buf_text(out, "| Titre | Nom | Obligatoire | Ce qu’il faut écrire | Description |\n"
                  "|---|---|---|---|---|\n");
    for (int i = 0; i < t->n_fields; i++) {
        const struct field *f = &t->fields[i];
        struct buf expected = {0};
        if (f->codes != NULL)
            buf_printf(&expected, "un code de la liste « %s »", f->codes->name);
        else
            field_expectation(f, LANG_FR, &expected);
        buf_text(out, "| ");
        add_cell(out, f->title[LANG_FR]);
        buf_printf(out, " | `%s` | %s | ", f->name, f->required ? "oui" : "");
        add_cell(out, buf_str(&expected));
        buf_text(out, " | ");
        add_cell(out, f->description == NULL ? "" : f->description);
        buf_text(out, " |\n");
        buf_release(&expected);
    }
}

static void add_codes(const struct codelist *l, struct buf *out)
{
    buf_text(out, "| Code | Libellé |\n|---|---|\n");
    for (int i = 0; i < l->count; i++) {
        buf_printf(out, "| `%s` | ", l->entries[i].code);
        add_cell(out, l->entries[i].label[LANG_FR]);
        buf_text(out, " |\n");
    }
}

/* {{colonnes emplois}} or {{codes statut}}: the table in its place. */
static int add_marked(const struct contract *c, const char *mark, size_t len, struct buf *out,
                      struct err *err)
{
    char word[16];
    char name[48];
    char line[80];
    (void)snprintf(line, sizeof line, "%.*s", (int)len, mark);
    if (sscanf(line, "{{%15s %47[a-z_0-9]}}", word, name) != 2)
        return err_set(err, "guide.md: not understood: %s", line);
    int table = contract_table(c, name);
    const struct codelist *list = contract_list(c, name);
    if (strcmp(word, "colonnes") == 0 && table >= 0)
        add_columns(&c->tables[table], out);
    else if (strcmp(word, "codes") == 0 && list != NULL)
        add_codes(list, out);
    else
        return err_set(err, "guide.md: there is no %s %s", word, name);
    return 0;
}

int contract_print_guide(const struct contract *c, const char *folder, struct buf *out,
                         struct err *err)
{
    struct buf path = {0};
    struct buf guide = {0};
    buf_printf(&path, "%s/guide.md", folder);
    int rc = file_read(path.data, MAX_CONTRACT_FILE, &guide, err);
    for (const char *p = buf_str(&guide); rc == 0 && *p != '\0';) {
        size_t n = strcspn(p, "\n");
        if (text_starts(p, "{{"))
            rc = add_marked(c, p, n, out, err);
        else
            buf_printf(out, "%.*s\n", (int)n, p);
        p += p[n] == '\0' ? n : n + 1;
    }
    buf_release(&path);
    buf_release(&guide);
    return rc;
}
