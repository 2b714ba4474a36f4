#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/text.h"
#include "model/delivery.h"
#include "model/period.h"
#include "publish/card.h"
#include "publish/feed.h"
#include "run_prune.h"

int run_keep_from(struct run *run, struct err *err)
{
    char newest[EDITION_ID];
    int32_t period;
    int32_t day;
    int number;
    run->keep_from = 0;
    if (run->keep_months == 0)
        return 0;
    if (editions_before(run->root, INT32_MAX, newest, err) == -1)
        return -1;
    if (editions_parse(newest, &period, &number) == -1)
        return 0;
    period -= run->keep_months - 1;
    if (day_from(period_year(period), period_month(period), 1, &day) == 0)
        run->keep_from = (int64_t)day * DAY_S;
    return 0;
}

/* It gets a name of those that a later run removes when this one is killed. */
static int remove_folder(const struct run *run, const char *below, const char *name,
                         struct err *err)
{
    struct buf path = {0};
    struct buf aside = {0};
    buf_printf(&path, "%s/outputs/%s/%s", run->root, below, name);
    buf_printf(&aside, "%s/outputs/%s/.new-pruned-%s", run->root, below, name);
    int rc = file_remove_tree(aside.data, err);
    if (rc == 0 && rename(path.data, aside.data) == -1)
        rc = err_sys(err, "cannot rename %s", path.data);
    if (rc == 0)
        rc = file_remove_tree(aside.data, err);
    buf_release(&path);
    buf_release(&aside);
    return rc;
}

/* The line in the list comes first: what is gone is always told of. */
static int remove_edition(const struct run *run, const char *id, int64_t cutoff, struct err *err)
{
    int rc = editions_note_pruned(run->root, id, cutoff, run->now, err);
    return rc == 0 ? remove_folder(run, "editions", id, err) : rc;
}

/* The editions that those that stand went by. */
static int find_needed(const struct run *run, const struct names *names, struct map *needed,
                       struct err *err)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < names->count; i++) {
        struct card card = {0};
        struct buf folder = {0};
        int32_t period;
        int number;
        editions_path(run->root, names->names[i], &folder);
        if (editions_parse(names->names[i], &period, &number) == 0 &&
            editions_last(run->root, period, err) == number)
            rc = card_read(&card, folder.data, err);
        (void)map_put(needed, card.previous, strlen(card.previous));
        (void)map_put(needed, card.after, strlen(card.after));
        card_release(&card);
        buf_release(&folder);
    }
    return rc;
}

static bool is_over(int32_t period, int64_t instant)
{
    return (int64_t)period_last_day(period) * DAY_S < instant;
}

/* The editions of one month. */
static int prune_month(const struct run *run, int32_t period, const struct map *needed,
                       struct pruned *ret, struct err *err)
{
    int last = editions_last(run->root, period, err);
    char month[PERIOD_TEXT];
    int newest = 0; /* of those that are there, from the last on */
    int rc = last == -1 ? -1 : 0;
    period_format(period, month);
    for (int n = last; rc == 0 && n > 0; n--) {
        char id[EDITION_ID];
        struct buf folder = {0};
        struct card card = {0};
        (void)snprintf(id, sizeof id, "%s.%d", month, n);
        editions_path(run->root, id, &folder);
        if (file_exists(folder.data)) {
            rc = card_read(&card, folder.data, err);
            newest++;
            bool old = (card.cutoff < run->keep_from && is_over(period, run->keep_from)) ||
                       (run->keep_editions > 0 && newest > run->keep_editions);
            if (rc == 0 && n != last && old && map_find(needed, id, strlen(id)) == MAP_NONE) {
                rc = remove_edition(run, id, card.cutoff, err);
                ret->editions += rc == 0;
            }
        }
        card_release(&card);
        buf_release(&folder);
    }
    return rc;
}

static int prune_editions(const struct run *run, struct pruned *ret, struct err *err)
{
    struct names names = {0};
    struct buf folder = {0};
    struct map needed = {0};
    int32_t before = -1;
    buf_printf(&folder, "%s/outputs/editions", run->root);
    int rc = names_read(&names, folder.data, err);
    if (rc == 0)
        rc = find_needed(run, &names, &needed, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        int32_t period;
        int number;
        if (editions_parse(names.names[i], &period, &number) == -1 || period == before)
            continue;
        before = period; /* the names of a month stand together */
        rc = prune_month(run, period, &needed, ret, err);
    }
    if (rc == 0 && ret->editions > 0)
        rc = file_sync_folder(folder.data, err);
    if (rc == 0 && ret->editions > 0)
        rc = feed_write(run, err);
    map_release(&needed);
    names_release(&names);
    buf_release(&folder);
    return rc;
}

static int prune_receipts(const struct run *run, const char *code, struct pruned *ret,
                          struct err *err)
{
    struct names names = {0};
    struct buf folder = {0};
    size_t before = ret->receipts;
    buf_printf(&folder, "%s/outputs/receipts/%s", run->root, code);
    int rc = names_read(&names, folder.data, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        struct delivery d = {0};
        struct buf path = {0};
        buf_printf(&path, "%s/%s", folder.data, names.names[i]);
        if (delivery_parse(names.names[i], &d) == 0 && d.received < run->keep_from) {
            rc = unlink(path.data) == -1 ? err_sys(err, "cannot remove %s", path.data) : 0;
            ret->receipts += rc == 0;
        }
        free(d.stem);
        free(d.name);
        buf_release(&path);
    }
    if (rc == 0 && ret->receipts > before)
        rc = file_sync_folder(folder.data, err);
    names_release(&names);
    buf_release(&folder);
    return rc;
}

/* What the editions that are there were made with, under the names of its files, and they. */
static int find_used(const struct run *run, struct map *used, struct err *err)
{
    struct names names = {0};
    struct buf path = {0};
    buf_printf(&path, "%s/outputs/editions", run->root);
    int rc = names_read(&names, path.data, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        struct card card = {0};
        int32_t period;
        int number;
        if (editions_parse(names.names[i], &period, &number) == -1)
            continue;
        buf_cut(&path, 0);
        editions_path(run->root, names.names[i], &path);
        rc = card_read(&card, path.data, err);
        buf_cut(&path, 0);
        buf_printf(&path, "%s.csv", card.overrides);
        (void)map_put(used, path.data, path.len);
        (void)map_put(used, card.contract, strlen(card.contract));
        (void)map_put(used, names.names[i], strlen(names.names[i]));
        card_release(&card);
    }
    names_release(&names);
    buf_release(&path);
    return rc;
}

/* A name that this program gives: a hash, or an edition's number. What else is there is nobody's to
 * remove; verify tells of it. */
static bool is_ours(const char *name)
{
    enum { HASH = 16 };
    int32_t period;
    int number;
    return strspn(name, "0123456789abcdef") >= HASH || editions_parse(name, &period, &number) == 0;
}

static int prune_unused(const struct run *run, struct pruned *ret, struct err *err)
{
    static const char *const folders[] = {"contracts", "overrides", "rebuilt"};
    struct map used = {0};
    int rc = find_used(run, &used, err);
    for (size_t f = 0; rc == 0 && f < sizeof folders / sizeof *folders; f++) {
        struct names names = {0};
        struct buf path = {0};
        size_t before = ret->others;
        buf_printf(&path, "%s/outputs/%s", run->root, folders[f]);
        rc = names_read(&names, path.data, err);
        for (size_t i = 0; rc == 0 && i < names.count; i++) {
            if (!is_ours(names.names[i]) ||
                map_find(&used, names.names[i], strlen(names.names[i])) != MAP_NONE)
                continue;
            rc = remove_folder(run, folders[f], names.names[i], err);
            ret->others += rc == 0;
        }
        if (rc == 0 && ret->others > before)
            rc = file_sync_folder(path.data, err);
        names_release(&names);
        buf_release(&path);
    }
    map_release(&used);
    return rc;
}

int run_prune(const struct run *run, struct pruned *ret, struct err *err)
{
    const struct codelist *codes = contract_list(run->contract, "regions");
    int rc = 0;
    if (run->keep_from > 0 || run->keep_editions > 0)
        rc = prune_editions(run, ret, err);
    if (rc == 0 && (run->keep_from > 0 || run->keep_editions > 0))
        rc = prune_unused(run, ret, err);
    for (int r = 0; rc == 0 && run->keep_from > 0 && r < codes->count; r++)
        rc = prune_receipts(run, codes->entries[r].code, ret, err);
    return rc;
}
