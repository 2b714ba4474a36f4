/* The editions there are, and what each of them brought. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/figure.h"
#include "publish/card.h"
#include "publish/changes.h"
#include "publish/feed.h"
#include "publish/page_text.h"
#include "publish/workbook_text.h"

static const char *territory(const struct contract *c, int region, enum lang lang)
{
    return region == REGION_FRANCE ? "France"
                                   : contract_list(c, "regions")->entries[region].label[lang];
}

/* The first of the changes that has a value before and after. */
static void say_largest(const struct run *run, const struct changes *changes, struct buf *out)
{
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *c = &changes->list[i];
        const struct indicator *ind = &run->contract->indicators[c->indicator];
        struct buf what = {0};
        struct buf now = {0};
        struct buf before = {0};
        char month[64];
        bool whole = change_say_value(ind, run->lang, c->now, &now) &&
                     change_say_value(ind, run->lang, c->before, &before);
        period_words(c->month, run->lang, month, sizeof month);
        change_say_what(run->contract, run->lang, c, &what);
        if (whole)
            page_say(out, run->lang, PAGE_LARGEST,
                     (const char *const[]){what.data,
                                           territory(run->contract, c->region, run->lang), month,
                                           now.data, before.data, NULL});
        buf_release(&what);
        buf_release(&now);
        buf_release(&before);
        if (whole)
            return;
    }
}

/* "Nouvelle édition de ce mois. 120 valeurs publiées auparavant ont changé. La plus forte …" */
static void say_changes(const struct run *run, const char *folder, const struct release *r,
                        const char *previous, struct buf *out)
{
    struct buf path = {0};
    struct buf count = {0};
    struct changes changes;
    struct err ignored = {0};
    page_say(out, run->lang, r->number == 1 ? PAGE_NEW_MONTH : PAGE_REVISED_EDITION, NULL);
    buf_printf(&path, "%s/data/revisions.csv", folder);
    if (previous[0] != '\0' && changes_read(&changes, run->contract, path.data, &ignored) == 0) {
        workbook_number(&count, run->lang, (int64_t)changes.count, 0);
        buf_char(out, ' ');
        page_say(out, run->lang,
                 changes.count == 0   ? PAGE_NO_REVISION
                 : changes.count == 1 ? PAGE_ONE_REVISION
                                      : PAGE_SOME_REVISIONS,
                 (const char *const[]){count.data, NULL});
        say_largest(run, &changes, out);
        changes_release(&changes);
    }
    buf_release(&path);
    buf_release(&count);
}

static void take(struct release_list *l, const struct run *run, const char *editions,
                 const char *id)
{
    struct buf path = {0};
    struct buf words = {0};
    struct release r = {0};
    struct card card = {0};
    struct err ignored = {0};
    buf_printf(&path, "%s/%s", editions, id);
    /* The card must be of the edition that its folder says it is. */
    bool good =
        editions_parse(id, &r.period, &r.number) == 0 && card_read(&card, path.data, &ignored) == 0;
    if (good && strcmp(card.id, id) == 0) {
        r.cutoff = card.cutoff;
        say_changes(run, path.data, &r, card.previous, &words);
        buf_text(&path, "/index.html");
        r.has_page = file_exists(path.data);
        r.id = arena_text(&l->arena, id);
        r.changes = arena_text(&l->arena, buf_str(&words));
        l->list[l->count++] = r;
    }
    if (good)
        card_release(&card);
    buf_release(&path);
    buf_release(&words);
}

static int compare(const void *a, const void *b)
{
    const struct release *x = a;
    const struct release *y = b;
    if (x->period != y->period)
        return x->period > y->period ? -1 : 1;
    return x->number == y->number ? 0 : x->number > y->number ? -1 : 1;
}

int release_list_read(struct release_list *ret, const struct run *run, struct err *err)
{
    struct buf editions = {0};
    struct names names;
    *ret = (struct release_list){0};
    buf_printf(&editions, "%s/outputs/editions", run->root);
    int rc = names_read(&names, editions.data, err);
    if (rc == 0) {
        ret->list = arena_array(&ret->arena, names.count + 1, sizeof *ret->list);
        for (size_t i = 0; i < names.count; i++)
            take(ret, run, editions.data, names.names[i]);
        qsort(ret->list, ret->count, sizeof *ret->list, compare);
        names_release(&names);
    }
    buf_release(&editions);
    return rc;
}

void release_list_release(struct release_list *l)
{
    arena_release(&l->arena);
    *l = (struct release_list){0};
}
