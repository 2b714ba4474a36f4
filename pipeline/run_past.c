#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "publish/kept.h"
#include "run.h"
#include "run_holding.h"
#include "run_past.h"

static int open_overrides(struct past *past, struct err *err)
{
    struct buf path = {0};
    int rc = 0;
    if (past->card.overrides[0] == '\0')
        return 0;
    kept_overrides_path(past->run.root, past->card.overrides, &path);
    rc = overrides_read(&past->overrides, past->run.contract, path.data, err);
    if (rc == 0 && strcmp(past->overrides.digest, past->card.overrides) != 0)
        rc = err_set(err, "%s is damaged (see: ptce verify)", path.data);
    buf_release(&path);
    return rc;
}

/* The contract that was kept. Where it says what the one of today says, file by file, that one has
 * been read already. */
static int open_contract(struct past *past, struct err *err)
{
    const char *path = past->contract_path.data;
    char digest[CONTRACT_DIGEST];
    if (contract_digest(path, digest, err) == -1)
        return -1;
    if (strcmp(digest, past->card.contract) != 0)
        return err_set(err, "%s is damaged: not the contract of edition %s (see: ptce verify)",
                       path, past->card.id);
    if (strcmp(digest, past->run.contract->digest) == 0)
        return 0;
    past->contract = contract_new(path, err);
    past->run.contract = past->contract;
    return past->contract == NULL ? -1 : 0;
}

int past_open(struct past *ret, const struct run *run, const char *id, struct err *err)
{
    struct buf folder = {0};
    *ret = (struct past){.run = *run};
    editions_path(run->root, id, &folder);
    int rc = editions_there(run->root, id, err);
    if (rc == 0)
        rc = card_read(&ret->card, folder.data, err);
    buf_release(&folder);
    if (rc == -1)
        return -1;
    kept_contract_path(run->root, ret->card.contract, &ret->contract_path);
    if (!file_exists(ret->contract_path.data)) {
        (void)err_set(err, "the contract of edition %s was not kept: there is no %s", id,
                      ret->contract_path.data);
        goto fail;
    }
    if (open_contract(ret, err) == -1 || open_overrides(ret, err) == -1 ||
        run_holding_of(run->root, &ret->card, &ret->holding, err) == -1)
        goto fail;
    ret->run.overrides = &ret->overrides;
    ret->run.contract_path = ret->contract_path.data;
    ret->run.period = ret->card.period;
    ret->run.now = ret->card.cutoff;
    ret->run.deadline_day = ret->card.deadline_day;
    ret->run.deliveries = &ret->card.names;
    ret->run.holding = &ret->holding;
    ret->run.reason = ret->card.corrections.reason;
    return 0;
fail:
    past_release(ret);
    return -1;
}

void past_release(struct past *past)
{
    card_release(&past->card);
    overrides_release(&past->overrides);
    holding_release(&past->holding);
    contract_free(past->contract);
    buf_release(&past->contract_path);
    *past = (struct past){0};
}

/* Add the names of the files of folder `a` that are not the same in `b`. */
static int compare_folders(const char *a, const char *b, bool twice, struct buf *out,
                           struct err *err)
{
    struct names names;
    int rc = names_read(&names, a, err);
    for (size_t i = 0; rc == 0 && i < names.count; i++) {
        struct buf one = {0};
        struct buf two = {0};
        buf_printf(&one, "%s/%s", a, names.names[i]);
        buf_printf(&two, "%s/%s", b, names.names[i]);
        bool same = file_exists(two.data);
        if (same && twice)
            rc = file_same(one.data, two.data, &same, err);
        if (!same)
            buf_printf(out, "%s%s", out->len > 0 ? ", " : "", names.names[i]);
        buf_release(&one);
        buf_release(&two);
    }
    names_release(&names);
    return rc;
}

/* The edition that stood then, or one that it went by, may have been pruned. */
static int find_pruned(const struct run *run, const struct card *card, int64_t instant,
                       struct rebuilt *r, struct err *err)
{
    struct pruned_edition *list;
    size_t count;
    int64_t cutoff = card->id[0] == '\0' ? INT64_MIN : card->cutoff;
    int rc = editions_pruned(run->root, &list, &count, err);
    for (size_t i = 0; rc == 0 && i < count; i++) {
        int32_t period;
        int number;
        if (strcmp(list[i].id, card->previous) == 0 || strcmp(list[i].id, card->after) == 0)
            (void)snprintf(r->without, sizeof r->without, "%s", list[i].id);
        if (editions_parse(list[i].id, &period, &number) == 0 && period == run->period &&
            list[i].cutoff <= instant && list[i].cutoff >= cutoff) {
            cutoff = list[i].cutoff;
            r->is_pruned = true;
            r->pruned_at = list[i].at;
            (void)snprintf(r->id, sizeof r->id, "%s", list[i].id);
        }
    }
    if (rc == 0)
        free(list);
    return rc;
}

static int compare_data(const struct run *run, struct rebuilt *r, struct err *err)
{
    struct buf published = {0};
    struct buf made = {0};
    editions_path(run->root, r->id, &published);
    buf_text(&published, "/data");
    buf_printf(&made, "%s/data", r->folder.data);
    int rc = compare_folders(made.data, published.data, true, &r->different, err);
    if (rc == 0)
        rc = compare_folders(published.data, made.data, false, &r->different, err);
    buf_release(&published);
    buf_release(&made);
    return rc;
}

/* Where it goes: nothing that is there is written over, but an earlier rebuild. */
static int make_folder(const struct run *run, const char *output, struct rebuilt *r,
                       struct err *err)
{
    struct names names;
    if (output == NULL) {
        buf_printf(&r->folder, "%s/outputs/rebuilt/%s", run->root, r->id);
        if (file_remove_tree(r->folder.data, err) == -1)
            return -1;
    } else {
        buf_text(&r->folder, output);
        if (names_read_hidden(&names, output, err) == -1)
            return -1;
        size_t count = names.count;
        names_release(&names);
        if (count > 0)
            return err_set(err, "%s is not empty: a rebuild writes over nothing", output);
    }
    return file_make_folders(r->folder.data, 0755, err);
}

int past_rebuild(const struct run *run, int64_t instant, const char *output, struct rebuilt *ret,
                 struct err *err)
{
    struct past past = {0};
    struct card card = {0};
    struct outcome *outcome = mem_alloc(sizeof *outcome);
    char month[PERIOD_TEXT];
    char when[INSTANT_TEXT];
    period_format(run->period, month);
    instant_format(instant, when);
    int rc = card_at(&card, run->root, run->period, instant, err);
    (void)snprintf(ret->id, sizeof ret->id, "%s", card.id);
    if (rc == 0)
        rc = find_pruned(run, &card, instant, ret, err);
    if (rc == -1 || ret->is_pruned || ret->without[0] != '\0')
        goto out;
    if (card.id[0] == '\0')
        rc = err_set(err, "no edition of %s had been made by %s", month, when);
    if (rc == 0)
        rc = past_open(&past, run, card.id, err);
    if (rc == 0)
        rc = make_folder(run, output, ret, err);
    if (rc == 0) {
        past.run.lang = past.card.lang;
        rc = run_again(&past.run, &past.card, ret->folder.data, outcome, err);
    }
    if (rc == 0)
        rc = compare_data(run, ret, err);
out:
    outcome_release(outcome);
    free(outcome);
    past_release(&past);
    card_release(&card);
    return rc;
}

void rebuilt_release(struct rebuilt *r)
{
    buf_release(&r->folder);
    buf_release(&r->different);
}
