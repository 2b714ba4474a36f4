/* messages.csv: code or code/variant, titre, title, texte, text, exemple. A variant without a title
 * has its code's. An example fills the sentence in for docs/messages.md:
 * value|other|suggestion|field. */
#include <assert.h>
#include <string.h>

#include "base/csvfile.h"
#include "model/contract_json.h"
#include "model/finding.h"

static const char *const columns[] = {"code", "titre", "title", "texte", "text", "exemple"};
enum { CODE, TITLE_FR, TITLE_EN, TEXT_FR, TEXT_EN, EXAMPLE, COLUMNS };

static const struct message *message_find(const struct contract *c, const char *key, size_t len)
{
    uint32_t i = map_find(&c->message_keys, key, len);
    return i == MAP_NONE ? NULL : &c->messages[i];
}

/* One row. The words of a code stand above those of its variants. */
static void take_row(struct loader *l, const char *const cells[COLUMNS])
{
    struct contract *c = l->contract;
    const char *slash = strchr(cells[CODE], '/');
    size_t len = slash == NULL ? strlen(cells[CODE]) : (size_t)(slash - cells[CODE]);
    const struct message *base = slash == NULL ? NULL : message_find(c, cells[CODE], len);
    char code[64];
    assert(c->messages != NULL);
    (void)snprintf(code, sizeof code, "%.*s", (int)len, cells[CODE]);
    load_place(l, "%s", cells[CODE]);
    if (finding_by_name(code) == FINDING_CODES)
        (void)load_fail(l, "no such code");
    else if (message_find(c, cells[CODE], strlen(cells[CODE])) != NULL)
        (void)load_fail(l, "stands twice");
    else if (slash != NULL && base == NULL)
        (void)load_fail(l, "the words of %s must stand above it", code);
    else if (cells[TEXT_FR][0] == '\0' || cells[TEXT_EN][0] == '\0')
        (void)load_fail(l, "a text is missing");
    else if (base == NULL && (cells[TITLE_FR][0] == '\0' || cells[TITLE_EN][0] == '\0'))
        (void)load_fail(l, "a title is missing");
    if (!load_ok(l))
        return;
    struct message *m = &c->messages[map_put(&c->message_keys, cells[CODE], strlen(cells[CODE]))];
    m->key = arena_text(&c->arena, cells[CODE]);
    for (int i = 0; i < 2; i++) {
        const char *title = cells[TITLE_FR + i];
        bool own = base == NULL || title[0] != '\0';
        m->title[i] = own ? arena_text(&c->arena, title) : base->title[i];
        m->text[i] = arena_text(&c->arena, cells[TEXT_FR + i]);
    }
    m->example = arena_text(&c->arena, cells[EXAMPLE]);
    c->n_messages++;
}

void load_messages(struct loader *l, const char *folder)
{
    struct contract *c = l->contract;
    struct csvfile f = {0};
    struct buf path = {0};
    struct err why = {0};
    int at[COLUMNS] = {0};
    l->file = "messages.csv";
    load_place(l, "%s", "");
    buf_printf(&path, "%s/messages.csv", folder);
    if (csvfile_read(&f, path.data, MAX_CONTRACT_FILE, &why) == -1)
        (void)load_fail(l, "%s", why.text);
    for (int i = 0; i < COLUMNS && load_ok(l); i++) {
        at[i] = csvfile_column(&f, columns[i]);
        if (at[i] == -1)
            (void)load_fail(l, "the column %s is missing", columns[i]);
    }
    c->messages = arena_array(&c->arena, f.n_rows + 1, sizeof *c->messages);
    for (size_t r = 0; r < f.n_rows && load_ok(l); r++) {
        const char *cells[COLUMNS];
        for (int i = 0; i < COLUMNS; i++)
            cells[i] = csvfile_cell(&f, r, at[i]);
        take_row(l, cells);
    }
    for (int i = 0; i < FINDING_CODES && load_ok(l); i++) {
        const char *name = finding_name((enum finding_code)i);
        load_place(l, "%s", name);
        if (message_find(c, name, strlen(name)) == NULL)
            (void)load_fail(l, "has no words");
    }
    csvfile_release(&f);
    buf_release(&path);
}
