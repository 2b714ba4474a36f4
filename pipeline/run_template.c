#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "publish/form.h"
#include "publish/template.h"
#include "run_region.h"
#include "run_worker.h"
#include "run_template.h"

/* How far back an event of funding is still shown. */
enum { REMINDER_MONTHS = 12 };

/* The rows of one table that were declared last, by pole (financements: by file). */
struct latest {
    struct map keys;
    const char ***rows;
    uint32_t cap;
};

struct gathering {
    const struct regions *regions;
    const struct contract *contract;
    int region;
    int32_t month;
    struct arena arena;
    struct latest latest[MAX_TABLES];
    struct template_facts facts;
};

/* What a row is the newest of, and the text that orders its versions: dates and months are ISO. */
static int key_field(const struct table *t)
{
    int id = table_field(t, "id_financement");
    return id >= 0 ? id : t->pole_field;
}

static int order_field(const struct table *t)
{
    int day = table_field(t, "date_evenement");
    return day >= 0 ? day : t->time_field;
}

/* Is the row of this time a reminder? Of the month itself and later nothing is. */
static bool is_asked_for(const struct gathering *g, int table, int32_t time)
{
    if (g->contract->tables[table].is_register)
        return true;
    if (time > g->month - (table == TABLE_EMPLOIS))
        return false;
    return table != TABLE_FINANCEMENTS || time > g->month - REMINDER_MONTHS;
}

static void keep_row(struct gathering *g, int table, const char **cells)
{
    const struct table *t = &g->contract->tables[table];
    struct latest *l = &g->latest[table];
    const char *key = cells[key_field(t)];
    const char *when = cells[order_field(t)];
    if (key == NULL || when == NULL)
        return;
    uint32_t before = l->keys.count;
    uint32_t i = map_put(&l->keys, key, strlen(key));
    if (l->keys.count > l->cap) {
        l->cap = l->cap == 0 ? 64 : l->cap * 2;
        l->rows = mem_resize(l->rows, l->cap, sizeof *l->rows);
    }
    /* Deliveries come newest first: of two versions of the same time the first one stands. */
    if (i < before && strcmp(l->rows[i][order_field(t)], when) >= 0)
        return;
    const char **copy = arena_array(&g->arena, (size_t)t->n_fields, sizeof *copy);
    for (int k = 0; k < t->n_fields; k++)
        copy[k] = cells[k] == NULL ? NULL : arena_text(&g->arena, cells[k]);
    l->rows[i] = copy;
}

static int read_deliveries(struct gathering *g, struct err *err)
{
    const struct deliveries *list = &g->regions->list[g->region].deliveries;
    int rc = run_worker_settle(g->regions, &g->regions->list[g->region], err);
    for (int i = list->count - 1; rc == 0 && i >= 0; i--) {
        struct canonical canonical = {0};
        struct receipt receipt = {0};
        struct setting like = {.canonical = &canonical};
        if (list->list[i].same_as >= 0)
            continue;
        rc = run_worker_again(g->regions, g->region, i, &like, &receipt, err);
        for (size_t k = 0; rc == 0 && k < canonical.n_rows; k++) {
            const struct canonical_row *row = &canonical.rows[k];
            const struct unit *u = &receipt.units[row->unit];
            if (!u->bad && !u->nil && is_asked_for(g, row->table, u->time))
                keep_row(g, row->table, row->cells);
        }
        canonical_release(&canonical);
        receipt_release(&receipt);
    }
    return rc;
}

/* ---- the facts ---- */

static void add_row(struct template_rows *rows, const char **cells, const char *name)
{
    if (rows->count == rows->cap) {
        rows->cap = rows->cap == 0 ? 32 : rows->cap * 2;
        rows->list = mem_resize(rows->list, (size_t)rows->cap, sizeof *rows->list);
    }
    rows->list[rows->count++] = (struct template_row){.cells = cells, .name = name};
}

static const char *name_of(const struct pole *p, int32_t month)
{
    const struct pole_row *row = register_at_or_first(p, month);
    return row == NULL ? "" : row->name;
}

static const char **blank_row(struct gathering *g, int table, const char *code)
{
    const struct table *t = &g->contract->tables[table];
    const char **cells = arena_array(&g->arena, (size_t)t->n_fields, sizeof *cells);
    cells[t->pole_field] = code;
    return cells;
}

/* A row for each pole that is expected to declare, and beside it what it declared last. */
static void fill_poles(struct gathering *g, int table, const struct pole *p)
{
    const struct table *t = &g->contract->tables[table];
    char month[PERIOD_TEXT];
    if (t->coverage != COVERAGE_POLE || !register_expects(&g->regions->poles, p, t, g->month))
        return;
    const char **cells = blank_row(g, table, p->code);
    period_format(g->month, month);
    cells[t->time_field] = arena_text(&g->arena, month);
    add_row(&g->facts.filled[table], cells, name_of(p, g->month));
    uint32_t i = map_find(&g->latest[table].keys, p->code, strlen(p->code));
    add_row(&g->facts.reminder[table],
            i == MAP_NONE ? blank_row(g, table, p->code) : g->latest[table].rows[i],
            name_of(p, g->month));
}

static void fill_register(struct gathering *g, const struct pole *p)
{
    const struct table *t = &g->contract->tables[TABLE_POLES];
    uint32_t i = map_find(&g->latest[TABLE_POLES].keys, p->code, strlen(p->code));
    if (i == MAP_NONE)
        return;
    const char **cells = g->latest[TABLE_POLES].rows[i];
    const char *status = cells[table_field(t, "statut")];
    if (status != NULL && strcmp(status, "clos") == 0)
        return;
    add_row(&g->facts.filled[TABLE_POLES], cells, name_of(p, g->month));
}

static int by_code(const void *a, const void *b)
{
    const struct pole *const *x = a;
    const struct pole *const *y = b;
    return strcmp((*x)->code, (*y)->code);
}

/* A file of funding, by its last event. */
struct event {
    const char *id;
    const char *when;
    const char **cells;
};

static int by_id(const void *a, const void *b)
{
    const struct event *x = a;
    const struct event *y = b;
    return strcmp(x->id, y->id);
}

static int newest_first(const void *a, const void *b)
{
    const struct event *x = a;
    const struct event *y = b;
    int order = strcmp(y->when, x->when);
    return order != 0 ? order : by_id(a, b);
}

/* The files of funding in the order of their names; of too many, those that moved last. */
static void remind_funding(struct gathering *g)
{
    const struct table *t = &g->contract->tables[TABLE_FINANCEMENTS];
    const struct latest *l = &g->latest[TABLE_FINANCEMENTS];
    const struct pole_register *poles = &g->regions->poles;
    size_t n = l->keys.count;
    size_t shown = n < MAX_REMINDERS ? n : MAX_REMINDERS;
    struct event *events = mem_array(n, sizeof *events);
    for (size_t i = 0; i < n; i++)
        events[i] =
            (struct event){l->rows[i][key_field(t)], l->rows[i][order_field(t)], l->rows[i]};
    if (n > shown)
        qsort(events, n, sizeof *events, newest_first);
    if (shown > 1)
        qsort(events, shown, sizeof *events, by_id);
    for (size_t i = 0; i < shown; i++) {
        const char *code = events[i].cells[t->pole_field];
        int pole = code == NULL ? -1 : register_find(poles, code, strlen(code));
        add_row(&g->facts.reminder[TABLE_FINANCEMENTS], events[i].cells,
                pole < 0 ? "" : name_of(&poles->poles[pole], g->month));
    }
    g->facts.reminder[TABLE_FINANCEMENTS].left_out = (int)(n - shown);
    free(events);
}

static void make_facts(struct gathering *g)
{
    const struct pole_register *all = &g->regions->poles;
    const struct pole **own = mem_array((size_t)all->count, sizeof(const struct pole *));
    struct template_pole *poles =
        arena_array(&g->arena, (size_t)all->count + 1, sizeof *g->facts.poles);
    int n = 0;
    for (int i = 0; i < all->count; i++)
        if (all->poles[i].region == g->region)
            own[n++] = &all->poles[i];
    if (n > 1)
        qsort(own, (size_t)n, sizeof(const struct pole *), by_code);
    for (int i = 0; i < n; i++) {
        poles[i] = (struct template_pole){.code = own[i]->code, .name = name_of(own[i], g->month)};
        fill_register(g, own[i]);
        for (int t = 0; t < g->contract->n_tables; t++)
            fill_poles(g, t, own[i]);
    }
    remind_funding(g);
    g->facts.poles = poles;
    g->facts.n_poles = n;
    free(own);
}

/* The name of the region's drop folder: as it is, or as it ought to be called. */
static int find_folder(struct gathering *g, const struct run *run, struct err *err)
{
    const char *code = contract_list(g->contract, "regions")->entries[g->region].code;
    struct names names;
    struct buf path = {0};
    buf_printf(&path, "%s/inputs/returns", run->root);
    int rc = names_read(&names, path.data, err);
    for (size_t i = 0; rc == 0 && i < names.count && g->facts.folder == NULL; i++)
        if (strncmp(names.names[i], code, strlen(code)) == 0 &&
            strchr("-_", names.names[i][strlen(code)]) != NULL)
            g->facts.folder = arena_text(&g->arena, names.names[i]);
    if (rc == 0)
        names_release(&names);
    if (g->facts.folder == NULL)
        g->facts.folder = code;
    buf_release(&path);
    return rc;
}

static void gathering_release(struct gathering *g)
{
    for (int i = 0; i < MAX_TABLES; i++) {
        free(g->facts.filled[i].list);
        free(g->facts.reminder[i].list);
        free(g->latest[i].rows);
        map_release(&g->latest[i].keys);
    }
    arena_release(&g->arena);
}

static int write_template(struct gathering *g, const char *path, struct err *err)
{
    struct form_job job = {.write = template_write, .arg = &g->facts, .path = path, .mode = 0644};
    if (form_write_all(&job, 1, 1, err) == -1)
        return -1;
    return job.failed ? err_set(err, "%s", job.why.text) : 0;
}

int run_template(const struct run *run, int region, const char *path, struct err *err)
{
    struct regions regions = {0};
    struct gathering g = {.regions = &regions,
                          .contract = run->contract,
                          .region = region,
                          .month = run->period,
                          .facts = {.run = run, .region = region}};
    int rc = regions_load(&regions, run, err);
    if (rc == 0)
        rc = regions_register(&regions, err);
    if (rc == 0)
        rc = read_deliveries(&g, err);
    if (rc == 0)
        rc = find_folder(&g, run, err);
    if (rc == 0) {
        make_facts(&g);
        rc = write_template(&g, path, err);
    }
    gathering_release(&g);
    regions_release(&regions);
    return rc;
}
