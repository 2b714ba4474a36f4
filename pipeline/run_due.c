#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/limits.h"
#include "publish/card.h"
#include "publish/receipt.h"
#include "run_due.h"
#include "run_region.h"

/* The months that a delivery speaks of, read from its receipt when they are first asked for. */
struct spoken {
    bool is_read;
    bool months[MAX_DUE_MONTHS];
};

struct look {
    const struct run *run;
    const struct status *status;
    struct regions regions;
    struct spoken **spoken; /* by region, by delivery */
    int32_t first;
    int32_t latest;
    bool unanswered;
};

int32_t due_latest(const struct run *run)
{
    int32_t today = instant_day(run->now);
    int32_t period = day_period(today) - 1;
    return today > period_deadline(period, run->deadline_day) ? period : period - 1;
}

static int look_open(struct look *x, struct err *err)
{
    int32_t first = x->latest;
    x->latest = due_latest(x->run);
    x->first = x->latest;
    if (regions_load(&x->regions, x->run, err) == -1 ||
        editions_first(x->run->root, x->latest - MAX_DUE_MONTHS + 1, &first, err) == -1)
        return -1;
    if (first != EDITIONS_NONE && first < x->latest)
        x->first = first;
    x->spoken = mem_array((size_t)x->regions.count, sizeof *x->spoken);
    for (int r = 0; r < x->regions.count; r++)
        x->spoken[r] =
            mem_array((size_t)x->regions.list[r].deliveries.count + 1, sizeof **x->spoken);
    return 0;
}

static void look_close(struct look *x)
{
    for (int r = 0; x->spoken != NULL && r < x->regions.count; r++)
        free(x->spoken[r]);
    free(x->spoken);
    regions_release(&x->regions);
}

/* Does the delivery speak of the month? One whose receipt is not there any more is no news. */
static bool speaks_of(struct look *x, int r, int i, int32_t period)
{
    struct spoken *s = &x->spoken[r][i];
    if (!s->is_read) {
        const struct codelist *codes = contract_list(x->run->contract, "regions");
        struct buf path = {0};
        struct receipt_span span = {.first = x->first, .count = MAX_DUE_MONTHS, .ret = s->months};
        buf_printf(&path, "%s/outputs/receipts/%s/%s.json", x->run->root, codes->entries[r].code,
                   x->regions.list[r].deliveries.list[i].stem);
        x->unanswered = x->unanswered || !file_exists(path.data);
        receipt_months(x->run->contract, path.data, &span);
        s->is_read = true;
        buf_release(&path);
    }
    return s->months[period - x->first];
}

/* How many deliveries the card does not have, that count for the month. */
static int64_t count_news(struct look *x, const struct card *card, int32_t period)
{
    const struct codelist *codes = contract_list(x->run->contract, "regions");
    bool all = period == x->latest || card->id[0] == '\0';
    struct buf name = {0};
    int64_t news = 0;
    for (int r = 0; r < x->regions.count; r++) {
        const struct deliveries *list = &x->regions.list[r].deliveries;
        for (int i = 0; i < list->count; i++) {
            buf_cut(&name, 0);
            buf_printf(&name, "%s/%s", codes->entries[r].code, list->list[i].stem);
            if (map_find(&card->names, name.data, name.len) == MAP_NONE &&
                list->list[i].same_as < 0 && (all || speaks_of(x, r, i, period)))
                news++;
        }
    }
    buf_release(&name);
    return news;
}

static int look_at(struct look *x, int32_t period, struct due *ret, struct err *err)
{
    struct due_month m = {.period = period};
    struct card card = {0};
    int number = editions_last(x->run->root, period, err);
    int rc = number == -1 ? -1 : 0;
    if (number > 0) {
        char month[PERIOD_TEXT];
        struct buf folder = {0};
        period_format(period, month);
        (void)snprintf(m.edition, sizeof m.edition, "%s.%d", month, number);
        editions_path(x->run->root, m.edition, &folder);
        rc = card_read(&card, folder.data, err);
        buf_release(&folder);
    }
    if (rc == 0) {
        m.news = count_news(x, &card, period);
        const struct status_month *before = status_month(x->status, period);
        bool known =
            before != NULL && strcmp(before->edition, m.edition) == 0 && before->news >= m.news;
        if (!known && (m.news > 0 || number == 0))
            ret->months[ret->count++] = m;
    }
    card_release(&card);
    return rc;
}

int run_due(const struct run *run, const struct status *status, struct due *ret, struct err *err)
{
    struct look x = {.run = run, .status = status};
    int rc = look_open(&x, err);
    ret->latest = x.latest;
    ret->months = mem_array(MAX_DUE_MONTHS, sizeof *ret->months);
    for (int32_t p = x.first; rc == 0 && p <= x.latest; p++)
        rc = look_at(&x, p, ret, err);
    ret->unanswered = x.unanswered;
    look_close(&x);
    return rc;
}

void due_release(struct due *d)
{
    free(d->months);
    *d = (struct due){0};
}

void due_looked(const struct due_month *m, const char *edition, struct status *status)
{
    bool is_new = strcmp(edition, m->edition) != 0; /* it has all that there was */
    status_set_month(
        status, &(struct status_month){.period = m->period, .news = is_new ? 0 : m->news}, edition);
}
