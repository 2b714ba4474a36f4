#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/limits.h"
#include "model/period.h"
#include "publish/card.h"
#include "publish/jsondoc.h"

void card_add(struct card *card, const char *name, const char *sha256, const char *sidecar)
{
    uint32_t i = map_put(&card->names, name, strlen(name));
    if (i < card->n_deliveries)
        return;
    if ((card->n_deliveries & (card->n_deliveries - 1)) == 0) /* room is doubled at powers of two */
        card->deliveries =
            mem_resize(card->deliveries, card->n_deliveries == 0 ? 1 : card->n_deliveries * 2,
                       sizeof *card->deliveries);
    struct card_delivery *d = &card->deliveries[card->n_deliveries++];
    *d = (struct card_delivery){.name = map_key(&card->names, i)};
    (void)snprintf(d->sha256, sizeof d->sha256, "%s", sha256);
    (void)snprintf(d->sidecar, sizeof d->sidecar, "%s", sidecar);
}

void card_release(struct card *card)
{
    free(card->deliveries);
    free(card->uses);
    map_release(&card->names);
    map_release(&card->held);
    held_release(&card->corrections);
    *card = (struct card){0};
}

static json_t *text_or_null(const char *text)
{
    return text[0] == '\0' ? json_null() : json_string(text);
}

static json_t *delivery_list(const struct card *card)
{
    json_t *list = json_array();
    for (size_t i = 0; i < card->n_deliveries; i++) {
        const struct card_delivery *d = &card->deliveries[i];
        json_t *o = json_object();
        jsondoc_set(o, "delivery", json_string(d->name));
        jsondoc_set(o, "sha256", text_or_null(d->sha256));
        if (d->sidecar[0] != '\0')
            jsondoc_set(o, "sidecar", json_string(d->sidecar));
        (void)json_array_append_new(list, o);
    }
    return list;
}

/* Reasons and names stay with the chamber's receipt: an edition names nobody. */
static json_t *override_list(const struct card *card)
{
    json_t *list = json_array();
    const struct overrides *all = card->used;
    for (int i = 0; card->uses != NULL && i < all->count; i++) {
        const struct override *used = &all->list[i];
        const struct codelist *regions = contract_list(all->contract, "regions");
        char to[DAY_TEXT];
        if (card->uses[i] == 0)
            continue;
        json_t *o = json_object();
        day_format(used->to, to);
        jsondoc_set(
            o, "region",
            json_string(used->region == CODE_NONE ? "*" : regions->entries[used->region].code));
        jsondoc_set(o, "code", json_string(used->code_text));
        jsondoc_set(o, "column", json_string(used->column));
        jsondoc_set(o, "pole", json_string(used->pole));
        jsondoc_set(o, "to", json_string(to));
        jsondoc_set(o, "uses", json_integer((json_int_t)card->uses[i]));
        (void)json_array_append_new(list, o);
    }
    return list;
}

/* The corrections of definitive months that were taken, or those that were not. */
static json_t *correction_list(const struct held_list *all, bool taken)
{
    json_t *list = json_array();
    for (size_t i = 0; i < all->count; i++) {
        const struct held_unit *u = &all->list[i];
        char month[PERIOD_TEXT];
        if (u->taken != taken)
            continue;
        json_t *o = json_object();
        period_format(u->month, month);
        jsondoc_set(o, "delivery", json_string(u->delivery));
        jsondoc_set(o, "table", json_string(u->table));
        jsondoc_set(o, "pole", json_string(u->pole));
        jsondoc_set(o, "month", json_string(month));
        if (taken)
            jsondoc_set(o, "reason", json_string(all->reason));
        (void)json_array_append_new(list, o);
    }
    return list;
}

void card_format(const struct card *card, struct buf *out)
{
    char when[INSTANT_TEXT];
    char month[PERIOD_TEXT];
    json_t *root = json_object();
    instant_format(card->cutoff, when);
    period_format(card->period, month);
    jsondoc_set(root, "edition", json_string(card->id));
    jsondoc_set(root, "period", json_string(month));
    jsondoc_set(root, "cutoff", json_string(when));
    jsondoc_set(root, "lang", json_string(card->lang == LANG_EN ? "en" : "fr"));
    jsondoc_set(root, "deadline", json_integer(card->deadline_day));
    jsondoc_set(root, "program", json_string(card->program));
    jsondoc_set(root, "contract", json_string(card->contract));
    jsondoc_set(root, "overrides", text_or_null(card->overrides));
    jsondoc_set(root, "overrides_used", override_list(card));
    jsondoc_set(root, "previous", text_or_null(card->previous));
    jsondoc_set(root, "after", text_or_null(card->after));
    period_format(card->definitive, month);
    jsondoc_set(root, "definitive", card->definitive == 0 ? json_null() : json_string(month));
    jsondoc_set(root, "held_back", correction_list(&card->corrections, false));
    jsondoc_set(root, "reasons", correction_list(&card->corrections, true));
    jsondoc_set(root, "deliveries", delivery_list(card));
    jsondoc_print(root, out);
}

/* A string of the object; "" when it is null or absent. False when it is longer than its place. */
static bool take_text(json_t *object, const char *key, char *ret, size_t cap)
{
    const char *text = json_string_value(json_object_get(object, key));
    int n = snprintf(ret, cap, "%s", text == NULL ? "" : text);
    return n >= 0 && (size_t)n < cap;
}

static bool take_deliveries(struct card *card, json_t *list)
{
    size_t i;
    json_t *o;
    json_array_foreach(list, i, o)
    {
        char sha256[DIGEST_HEX];
        char sidecar[DIGEST_HEX];
        const char *name =
            json_string_value(json_is_string(o) ? o : json_object_get(o, "delivery"));
        if (name == NULL || !take_text(o, "sha256", sha256, sizeof sha256) ||
            !take_text(o, "sidecar", sidecar, sizeof sidecar))
            return false;
        card_add(card, name, sha256, sidecar);
    }
    return json_is_array(list);
}

/* What was held back. A card of an older program says nothing of it. */
static bool take_corrections(struct card *card, json_t *root)
{
    json_t *list = json_object_get(root, "held_back");
    const char *definitive = json_string_value(json_object_get(root, "definitive"));
    struct buf key = {0};
    size_t i;
    json_t *o;
    const char *reason = json_string_value(
        json_object_get(json_array_get(json_object_get(root, "reasons"), 0), "reason"));
    bool ok =
        definitive == NULL || period_parse(definitive, strlen(definitive), &card->definitive) == 0;
    if (reason != NULL)
        card->corrections.reason = arena_text(&card->corrections.arena, reason);
    json_array_foreach(list, i, o)
    {
        const char *delivery = json_string_value(json_object_get(o, "delivery"));
        const char *table = json_string_value(json_object_get(o, "table"));
        const char *pole = json_string_value(json_object_get(o, "pole"));
        const char *month = json_string_value(json_object_get(o, "month"));
        int32_t period;
        ok = ok && delivery != NULL && table != NULL && pole != NULL && month != NULL &&
             period_parse(month, strlen(month), &period) == 0;
        if (!ok)
            break;
        holding_key(&key, delivery, table, pole, period);
        (void)map_put(&card->held, key.data, key.len);
    }
    buf_release(&key);
    return ok;
}

static bool take_card(struct card *card, json_t *root)
{
    char month[PERIOD_TEXT];
    char when[INSTANT_TEXT];
    char lang[8];
    int number;
    if (!take_text(root, "edition", card->id, sizeof card->id) ||
        !take_text(root, "period", month, sizeof month) ||
        !take_text(root, "cutoff", when, sizeof when) ||
        !take_text(root, "lang", lang, sizeof lang) ||
        !take_text(root, "program", card->program, sizeof card->program) ||
        !take_text(root, "contract", card->contract, sizeof card->contract) ||
        !take_text(root, "overrides", card->overrides, sizeof card->overrides) ||
        !take_text(root, "previous", card->previous, sizeof card->previous) ||
        !take_text(root, "after", card->after, sizeof card->after) || !take_corrections(card, root))
        return false;
    card->lang = strcmp(lang, "en") == 0 ? LANG_EN : LANG_FR;
    json_t *deadline = json_object_get(root, "deadline");
    card->deadline_day =
        json_is_integer(deadline) ? (int)json_integer_value(deadline) : DEADLINE_DAY;
    return editions_parse(card->id, &card->period, &number) == 0 &&
           strncmp(month, card->id, 7) == 0 && instant_parse(when, &card->cutoff) == 0 &&
           take_deliveries(card, json_object_get(root, "deliveries"));
}

int card_read(struct card *ret, const char *folder, struct err *err)
{
    struct buf path = {0};
    struct buf text = {0};
    json_error_t why;
    json_t *root = NULL;
    *ret = (struct card){0};
    buf_printf(&path, "%s/edition.json", folder);
    int rc = file_read(path.data, MAX_EDITION_FILE, &text, err);
    if (rc == 0) {
        root = json_loadb(buf_str(&text), text.len, JSON_REJECT_DUPLICATES, &why);
        if (root == NULL)
            rc = err_set(err, "%s: line %d: %s", path.data, why.line, why.text);
        else if (!take_card(ret, root))
            rc = err_set(err, "%s: not the card of an edition", path.data);
    }
    json_decref(root);
    if (rc == -1)
        card_release(ret);
    buf_release(&path);
    buf_release(&text);
    return rc;
}

int card_at(struct card *ret, const char *root, int32_t period, int64_t instant, struct err *err)
{
    char month[PERIOD_TEXT];
    int last = editions_last(root, period, err);
    period_format(period, month);
    *ret = (struct card){0};
    for (int n = last; n > 0; n--) {
        char id[EDITION_ID];
        struct buf folder = {0};
        (void)snprintf(id, sizeof id, "%s.%d", month, n);
        editions_path(root, id, &folder);
        int rc = file_exists(folder.data) ? card_read(ret, folder.data, err) : 0;
        buf_release(&folder);
        if (rc == -1)
            return -1;
        if (ret->id[0] != '\0' && ret->cutoff <= instant)
            return 0;
        card_release(ret);
    }
    return last == -1 ? -1 : 0;
}
