#include <stdlib.h>
#include <string.h>

#include "base/csvfile.h"
#include "base/file.h"
#include "model/delivery.h"
#include "model/holding.h"
#include "model/limits.h"
#include "model/period.h"

static const char header[] = "region,table,pole,month,received,delivery,decision,reason\n";
static const char *const decisions[] = {"held", "taken"};

void holding_release(struct holding *h)
{
    map_release(&h->known);
    map_release(&h->held);
    *h = (struct holding){0};
}

void holding_key(struct buf *out, const char *delivery, const char *table, const char *pole,
                 int32_t month)
{
    char text[PERIOD_TEXT];
    period_format(month, text);
    buf_cut(out, 0);
    buf_printf(out, "%s %s %s %s", delivery, table, pole, text);
}

bool holding_accepted(const struct holding *h, const char *delivery, const char *table,
                      const char *pole, int32_t month)
{
    struct buf key = {0};
    bool accepted = map_find(&h->known, delivery, strlen(delivery)) != MAP_NONE;
    if (accepted && h->held.count > 0) {
        holding_key(&key, delivery, table, pole, month);
        accepted = map_find(&h->held, key.data, key.len) == MAP_NONE;
    }
    buf_release(&key);
    return accepted;
}

void held_add(struct held_list *l, const struct held_unit *u)
{
    if (l->count == l->cap) {
        l->cap = l->cap == 0 ? 16 : l->cap * 2;
        l->list = mem_resize(l->list, l->cap, sizeof *l->list);
    }
    l->list[l->count++] = (struct held_unit){.delivery = arena_text(&l->arena, u->delivery),
                                             .table = arena_text(&l->arena, u->table),
                                             .pole = arena_text(&l->arena, u->pole),
                                             .month = u->month,
                                             .taken = u->taken};
    l->taken += u->taken;
}

void held_release(struct held_list *l)
{
    arena_release(&l->arena);
    free(l->list);
    *l = (struct held_list){0};
}

/* "84/<stem>": the day it was received, "" when it is no delivery's. */
static void received_day(const char *delivery, char ret[DAY_TEXT])
{
    const char *slash = strchr(delivery, '/');
    struct delivery d = {0};
    ret[0] = '\0';
    if (slash == NULL || delivery_parse(slash + 1, &d) == -1)
        return;
    day_format(instant_day(d.received), ret);
    free(d.name);
    free(d.stem);
}

void held_format(const struct held_list *l, struct buf *out)
{
    buf_text(out, header);
    for (size_t i = 0; i < l->count; i++) {
        const struct held_unit *u = &l->list[i];
        char month[PERIOD_TEXT];
        char day[DAY_TEXT];
        period_format(u->month, month);
        received_day(u->delivery, day);
        buf_printf(out, "%.*s", (int)strcspn(u->delivery, "/"), u->delivery);
        const char *cells[] = {u->table,
                               u->pole,
                               month,
                               day,
                               u->delivery,
                               decisions[u->taken],
                               u->taken && l->reason != NULL ? l->reason : ""};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
            csvfile_add_cell(out, cells[k], 0);
        buf_char(out, '\n');
    }
}

static bool take_row(struct held_list *l, const struct csvfile *f, size_t row)
{
    const char *month = csvfile_cell(f, row, csvfile_column(f, "month"));
    const char *decision = csvfile_cell(f, row, csvfile_column(f, "decision"));
    struct held_unit u = {.delivery = csvfile_cell(f, row, csvfile_column(f, "delivery")),
                          .table = csvfile_cell(f, row, csvfile_column(f, "table")),
                          .pole = csvfile_cell(f, row, csvfile_column(f, "pole")),
                          .taken = strcmp(decision, decisions[1]) == 0};
    if (period_parse(month, strlen(month), &u.month) == -1 || u.delivery[0] == '\0' ||
        (!u.taken && strcmp(decision, decisions[0]) != 0))
        return false;
    if (u.taken)
        l->reason = arena_text(&l->arena, csvfile_cell(f, row, csvfile_column(f, "reason")));
    held_add(l, &u);
    return true;
}

int held_read(struct held_list *ret, const char *path, struct err *err)
{
    struct csvfile f = {0};
    int rc = 0;
    *ret = (struct held_list){0};
    if (!file_exists(path))
        return 0;
    if (csvfile_read(&f, path, MAX_EDITION_FILE, err) == -1)
        return -1;
    for (size_t i = 0; rc == 0 && i < f.n_rows; i++)
        if (!take_row(ret, &f, i))
            rc = err_set(err, "%s: row %zu is no correction", path, i + 2);
    csvfile_release(&f);
    if (rc == -1)
        held_release(ret);
    return rc;
}
