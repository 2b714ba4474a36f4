#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/limits.h"
#include "model/period.h"
#include "run_holding.h"

/* What a card accepted and held back. */
static void take_card(struct holding *h, const struct card *card)
{
    for (size_t i = 0; i < card->n_deliveries; i++)
        (void)map_put(&h->known, card->deliveries[i].name, strlen(card->deliveries[i].name));
    for (uint32_t i = 0; i < card->held.count; i++)
        (void)map_put(&h->held, map_key(&card->held, i), card->held.entries[i].len);
}

static bool later(const struct card *a, const struct card *b)
{
    return a->cutoff != b->cutoff ? a->cutoff > b->cutoff : a->period > b->period;
}

/* The card of the edition made last: every month's last edition is looked at, since an older month
 * may have been run again. Of two made in one second, the later month's. */
static int find_newest(const char *root, int32_t *ret_period, struct card *ret, struct err *err)
{
    int rc = 0;
    int32_t period = INT32_MAX;
    *ret_period = 0;
    for (;;) {
        char id[EDITION_ID] = "";
        int32_t found;
        int number;
        struct buf folder = {0};
        struct card card = {0};
        rc = period == INT32_MIN ? 0 : editions_before(root, period, id, err);
        if (rc == -1 || id[0] == '\0' || editions_parse(id, &found, &number) == -1)
            return rc;
        *ret_period = *ret_period == 0 ? found : *ret_period;
        period = found - 1;
        editions_path(root, id, &folder);
        rc = card_read(&card, folder.data, err);
        buf_release(&folder);
        if (rc == -1)
            return -1;
        if (ret->id[0] == '\0' || later(&card, ret)) {
            card_release(ret);
            *ret = card;
        } else {
            card_release(&card);
        }
    }
}

int run_holding_find(const struct run *run, struct holding *ret, char ret_after[EDITION_ID],
                     struct err *err)
{
    struct card card = {0};
    int32_t period;
    *ret = (struct holding){.release = run->reason != NULL};
    int rc = find_newest(run->root, &period, &card, err);
    if (rc == 0 && card.id[0] != '\0') {
        ret->definitive = period - PROVISIONAL_MONTHS;
        take_card(ret, &card);
    }
    (void)snprintf(ret_after, EDITION_ID, "%s", rc == 0 ? card.id : "");
    card_release(&card);
    return rc;
}

int run_holding_of(const char *root, const struct card *card, struct holding *ret, struct err *err)
{
    struct card after = {0};
    struct buf folder = {0};
    int rc = 0;
    *ret = (struct holding){.definitive = card->definitive,
                            .release = card->corrections.reason != NULL};
    if (card->after[0] == '\0')
        return 0;
    editions_path(root, card->after, &folder);
    rc = editions_there(root, card->after, err);
    if (rc == 0)
        rc = card_read(&after, folder.data, err);
    if (rc == 0)
        take_card(ret, &after);
    card_release(&after);
    buf_release(&folder);
    return rc;
}

void run_held(const struct regions *regions, struct held_list *ret)
{
    const struct contract *c = regions->run->contract;
    struct buf name = {0};
    ret->reason =
        regions->run->reason == NULL ? NULL : arena_text(&ret->arena, regions->run->reason);
    for (int r = 0; r < regions->count; r++) {
        const struct region_part *part = &regions->list[r];
        for (int i = 0; part->done && i < part->partial.n_receipts; i++) {
            const struct receipt *receipt = &part->partial.receipts[i];
            buf_cut(&name, 0);
            buf_printf(&name, "%s/%s", contract_list(c, "regions")->entries[r].code,
                       part->deliveries.list[i].stem);
            for (uint32_t k = 0; k < receipt->n_units; k++) {
                const struct unit *u = &receipt->units[k];
                if (u->held || u->released)
                    held_add(ret, &(struct held_unit){.delivery = name.data,
                                                      .table = c->tables[u->table].name,
                                                      .pole = map_key(&receipt->poles, u->pole),
                                                      .month = u->time,
                                                      .taken = u->released});
            }
        }
    }
    buf_release(&name);
}

bool *run_was_held(const struct contract *c, const struct card *card, const char *delivery,
                   const struct receipt *receipt)
{
    struct buf key = {0};
    bool *held = NULL;
    for (uint32_t k = 0; card->held.count > 0 && k < receipt->n_units; k++) {
        const struct unit *u = &receipt->units[k];
        if (c->tables[u->table].is_register)
            continue;
        holding_key(&key, delivery, c->tables[u->table].name, map_key(&receipt->poles, u->pole),
                    u->time);
        if (map_find(&card->held, key.data, key.len) == MAP_NONE)
            continue;
        if (held == NULL)
            held = mem_array(receipt->n_units, sizeof *held);
        held[k] = true;
    }
    buf_release(&key);
    return held;
}
