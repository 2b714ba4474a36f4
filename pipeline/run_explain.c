#include <stdlib.h>
#include <string.h>

#include "model/indicator.h"
#include "run.h"
#include "run_explain.h"
#include "run_region.h"

/* The explanation as it is being made. */
struct explaining {
    struct explanation *x;
    struct past *past;
    const struct contract *c;
    const struct regions *regions;
    struct figures published;
    bool parts[128]; /* by indicator: the figure is made of its sums */
    unsigned tables; /* of the parts */
    int32_t first;   /* months of the window */
    int32_t last;
};

static struct explain_line *add_line(struct explanation *x)
{
    if (x->count == x->cap) {
        x->cap = x->cap == 0 ? 64 : x->cap * 2;
        x->lines = mem_resize(x->lines, x->cap, sizeof *x->lines);
    }
    x->lines[x->count] = (struct explain_line){.indicator = -1,
                                               .table = -1,
                                               .pole = "",
                                               .delivery = "",
                                               .file = "",
                                               .numerator = VALUE_BLANK,
                                               .denominator = VALUE_BLANK};
    return &x->lines[x->count++];
}

static bool is_total(const struct contract *c, int breakdown)
{
    return c->breakdowns[breakdown].by == BY_TOTAL;
}

/* The indicators whose sums one is made of. */
static void find_parts(struct explaining *e, int indicator)
{
    const struct indicator *ind = &e->c->indicators[indicator];
    e->parts[indicator] = true;
    if (ind->table >= 0)
        e->tables |= 1U << ind->table;
    if (ind->of >= 0)
        find_parts(e, ind->of);
    if (ind->by >= 0)
        find_parts(e, ind->by);
}

/* Does a sum belong to the figure? Of the indicators it is made of, the totals do too. */
static bool is_part(const struct explaining *e, const struct slot *slot, int member, int32_t month)
{
    const struct figure *f = &e->x->published;
    bool known = f->window == WINDOW_KNOWN && slot->indicator == f->indicator;
    if (!e->parts[slot->indicator] || slot->known != known || month < e->first || month > e->last)
        return false;
    if (slot->indicator != f->indicator && is_total(e->c, slot->breakdown))
        return true;
    return slot->breakdown == f->breakdown && (f->member == -1 || member == f->member);
}

static bool in_scope(const struct explaining *e, int region)
{
    return e->x->published.region == REGION_FRANCE || e->x->published.region == region;
}

static void list_counted(struct explaining *e, int region)
{
    const struct region_part *part = &e->regions->list[region];
    const struct trace *t = &part->partial.trace;
    for (size_t i = 0; i < t->count; i++) {
        const struct traced *one = &t->list[i];
        const struct slot *slot = &part->partial.cube->slots[one->slot];
        if (!is_part(e, slot, one->member, one->month))
            continue;
        struct explain_line *l = add_line(e->x);
        l->indicator = slot->indicator;
        l->breakdown = slot->breakdown;
        l->member = one->member;
        l->region = region;
        l->pole = arena_text(&e->x->arena, e->regions->poles.poles[one->pole].code);
        l->month = one->month;
        l->table = one->table;
        l->numerator = one->numerator;
        if (e->c->indicators[slot->indicator].denominator.n_terms > 0)
            l->denominator = one->denominator;
        if (one->delivery < 0)
            continue;
        const struct delivery *d = &part->deliveries.list[one->delivery];
        l->delivery = arena_text(&e->x->arena, d->stem);
        l->file = arena_text(&e->x->arena, d->name);
        l->line = one->line;
    }
}

/* Does the register file the pole under the figure's member? Rows say it themselves otherwise. */
static bool pole_fits(const struct explaining *e, int pole, int32_t month)
{
    const struct figure *f = &e->x->published;
    const struct breakdown *b = &e->c->breakdowns[f->breakdown];
    if (b->by != BY_POLE || f->member == -1)
        return true;
    int64_t v = register_at_or_first(&e->regions->poles.poles[pole], month)->values[b->field];
    if (!VALUE_IS_SET(v))
        return false;
    return (b->member_of == NULL ? (int)v : b->member_of[v]) == f->member;
}

/* Did a row of the unit add anything? */
static bool added(const struct explaining *e, int region, int delivery, const struct unit *u,
                  int pole)
{
    const struct region_part *part = &e->regions->list[region];
    const struct trace *t = &part->partial.trace;
    for (size_t i = 0; i < t->count; i++) {
        const struct traced *one = &t->list[i];
        if (one->pole == pole && one->month == u->time && one->table == u->table &&
            one->delivery == delivery &&
            is_part(e, &part->partial.cube->slots[one->slot], one->member, one->month))
            return true;
    }
    return false;
}

static enum explain_why why_not(const struct explaining *e, int region, int delivery,
                                const struct unit *u, int pole)
{
    if (pole < 0)
        return WHY_UNKNOWN;
    if (u->bad)
        return u->kept ? WHY_OLDER_KEPT : u->replaced ? WHY_SUPERSEDED : WHY_REJECTED;
    if (u->held)
        return WHY_HELD;
    if (u->replaced)
        return WHY_SUPERSEDED;
    return u->repeated || added(e, region, delivery, u, pole) ? WHY_COUNTED : WHY_UNDECLARED;
}

static void list_left_out(struct explaining *e, int region)
{
    const struct region_part *part = &e->regions->list[region];
    for (int i = 0; part->done && i < part->partial.n_receipts; i++) {
        const struct receipt *r = &part->partial.receipts[i];
        const struct delivery *d = &part->deliveries.list[i];
        for (uint32_t k = 0; d->same_as < 0 && k < r->n_units; k++) {
            const struct unit *u = &r->units[k];
            const struct map_entry *code = &r->poles.entries[u->pole];
            if (e->c->tables[u->table].is_register || (e->tables >> u->table & 1) == 0 ||
                u->time < e->first || u->time > e->last)
                continue;
            int pole = register_find(&e->regions->poles, code->key, code->len);
            enum explain_why why = why_not(e, region, i, u, pole);
            if (why == WHY_COUNTED || (pole >= 0 && !pole_fits(e, pole, u->time)))
                continue;
            struct explain_line *l = add_line(e->x);
            l->why = why;
            l->region = region;
            l->pole = arena_copy(&e->x->arena, code->key, code->len);
            l->month = u->time;
            l->table = u->table;
            l->delivery = arena_text(&e->x->arena, d->stem);
            l->file = arena_text(&e->x->arena, d->name);
            l->line = u->line;
            l->nil = u->nil;
        }
    }
}

static bool has_come(const struct partial *p, int table, int pole, int32_t month)
{
    for (int i = 0; i < p->n_states; i++)
        if (p->states[i].table == table && p->states[i].pole == pole && p->states[i].month == month)
            return p->states[i].state != CLAIM_NONE;
    return false;
}

static void list_missing(struct explaining *e, int region, int table)
{
    const struct pole_register *poles = &e->regions->poles;
    for (int p = 0; p < poles->count; p++) {
        if (poles->poles[p].region != region)
            continue;
        for (int32_t m = e->first; m <= e->last; m++) {
            if (!register_expects(poles, &poles->poles[p], &e->c->tables[table], m) ||
                !pole_fits(e, p, m) || has_come(&e->regions->list[region].partial, table, p, m))
                continue;
            struct explain_line *l = add_line(e->x);
            l->why = WHY_MISSING;
            l->region = region;
            l->pole = arena_text(&e->x->arena, poles->poles[p].code);
            l->month = m;
            l->table = table;
        }
    }
}

/* What the archive holds now and the edition did not know. */
static int list_late(struct explaining *e, int region, struct err *err)
{
    const char *code = contract_list(e->c, "regions")->entries[region].code;
    struct deliveries all;
    struct buf name = {0};
    if (deliveries_read(&all, e->past->run.root, region, code, err) == -1)
        return -1;
    for (int i = 0; i < all.count; i++) {
        buf_cut(&name, 0);
        buf_printf(&name, "%s/%s", code, all.list[i].stem);
        if (map_find(&e->past->card.names, name.data, name.len) != MAP_NONE)
            continue;
        struct explain_line *l = add_line(e->x);
        l->why = WHY_LATE;
        l->region = region;
        l->delivery = arena_text(&e->x->arena, all.list[i].stem);
        l->file = arena_text(&e->x->arena, all.list[i].name);
    }
    buf_release(&name);
    deliveries_release(&all);
    return 0;
}

static int list_region(struct explaining *e, int region, struct err *err)
{
    list_counted(e, region);
    list_left_out(e, region);
    for (int t = 0; t < e->c->n_tables; t++)
        if ((e->tables >> t & 1) != 0 && e->c->tables[t].coverage == COVERAGE_POLE)
            list_missing(e, region, t);
    return list_late(e, region, err);
}

/* The flag says how sure a number is, not what it is. */
static bool is_same(const struct figure *a, const struct figure *b)
{
    return a->value == b->value && a->numerator == b->numerator &&
           a->denominator == b->denominator && a->poles == b->poles;
}

static const struct figure *find_made(const struct figures *figures, const struct figure *f)
{
    return figures_find(figures, f->indicator, f->window, f->region, f->breakdown, f->member,
                        f->month);
}

static int view_one(void *arg, const struct regions *regions, const struct figures *figures,
                    struct err *err)
{
    struct explaining *e = arg;
    struct explanation *x = e->x;
    e->regions = regions;
    const struct figure *made = find_made(figures, &x->published);
    if (made != NULL)
        x->made = *made;
    x->checked = x->published.flag != FLAG_WITHHELD;
    x->withheld = x->published.flag == FLAG_WITHHELD;
    x->same = x->withheld != 0 || (made != NULL && is_same(made, &x->published));
    int rc = 0;
    for (int r = 0; rc == 0 && r < regions->count; r++)
        if (in_scope(e, r))
            rc = list_region(e, r, err);
    return rc;
}

static int view_all(void *arg, const struct regions *regions, const struct figures *figures,
                    struct err *err)
{
    struct explaining *e = arg;
    struct explanation *x = e->x;
    (void)regions;
    (void)err;
    for (size_t i = 0; i < e->published.count; i++) {
        const struct figure *f = &e->published.list[i];
        const struct figure *made = find_made(figures, f);
        if (f->flag == FLAG_WITHHELD) {
            x->withheld++;
            continue;
        }
        x->checked++;
        if (made != NULL && is_same(made, f))
            continue;
        figure_format_key(f, e->c, &x->differing);
        buf_char(&x->differing, '\n');
    }
    x->same = x->differing.len == 0;
    return 0;
}

/* Ask for the sums of the parts, or for all. */
static int trace_parts(struct explaining *e, run_view *view, struct err *err)
{
    struct past *past = e->past;
    struct cube *shape = cube_new(e->c, past->run.period);
    bool *slots = mem_array((size_t)shape->n_slots + 1, sizeof *slots);
    for (int i = 0; i < shape->n_slots; i++)
        slots[i] = view == view_all || e->parts[shape->slots[i].indicator];
    struct trace_request request = {.slots = slots,
                                    .first_month = view == view_all ? INT32_MIN : e->first,
                                    .last_month = view == view_all ? INT32_MAX : e->last};
    past->run.trace = &request;
    int rc = run_traced(&past->run, &past->card, view, e, err);
    past->run.trace = NULL;
    free(slots);
    cube_free(shape);
    return rc;
}

static int find_window(const struct indicator *ind, const struct explain_query *q, unsigned *ret)
{
    for (unsigned w = 1; w != 0; w <<= 1) {
        if ((ind->windows & w) == 0 ||
            (q->window != NULL && strcmp(figure_window_name(w), q->window) != 0))
            continue;
        *ret = w;
        return 0;
    }
    return -1;
}

/* The figure that is asked about. */
static int find_figure(struct explaining *e, const struct explain_query *q, struct err *err)
{
    struct figure key;
    char month[PERIOD_TEXT];
    int indicator = contract_indicator(e->c, q->indicator);
    unsigned window;
    if (indicator == -1)
        return err_set(err, "no such indicator: %s", q->indicator);
    if (find_window(&e->c->indicators[indicator], q, &window) == -1)
        return err_set(err, "%s has no window %s", q->indicator, q->window);
    period_format(q->month != 0 ? q->month : e->past->card.period, month);
    const char *cells[] = {q->indicator,
                           figure_window_name(window),
                           q->region == NULL ? "FR" : q->region,
                           q->breakdown == NULL ? "total" : q->breakdown,
                           q->member == NULL ? "" : q->member,
                           month};
    const struct figure *found = NULL;
    if (figure_parse_key(&key, e->c, cells))
        found = find_made(&e->published, &key);
    if (found == NULL)
        return err_set(err, "edition %s has no figure %s,%s,%s,%s,%s,%s", e->past->card.id,
                       cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
    e->x->published = *found;
    return 0;
}

static int find_edition(const struct run *run, const struct explain_query *q,
                        char ret_id[EDITION_ID], struct err *err)
{
    char month[PERIOD_TEXT];
    int32_t period;
    int number;
    if (q->edition != NULL) {
        if (editions_parse(q->edition, &period, &number) == -1)
            return err_set(err, "not an edition (2026-10.1): %s", q->edition);
        (void)snprintf(ret_id, EDITION_ID, "%s", q->edition);
        return 0;
    }
    number = editions_last(run->root, run->period, err);
    period_format(run->period, month);
    if (number == 0)
        return err_set(err, "there is no edition of %s", month);
    (void)snprintf(ret_id, EDITION_ID, "%s.%d", month, number);
    return number > 0 ? 0 : -1;
}

int explain_make(struct explanation *ret, struct past *past, const struct run *run,
                 const struct explain_query *query, struct err *err)
{
    struct explaining e = {.x = ret, .past = past};
    char id[EDITION_ID] = "";
    struct buf path = {0};
    int rc = find_edition(run, query, id, err);
    if (rc == 0)
        rc = past_open(past, run, id, err);
    if (rc == -1)
        return -1;
    (void)snprintf(ret->edition, sizeof ret->edition, "%s", id);
    e.c = past->run.contract;
    editions_path(run->root, id, &path);
    buf_text(&path, "/data/figures.csv");
    rc = figures_read(&e.published, e.c, path.data, err);
    if (rc == 0 && query->indicator != NULL) {
        rc = find_figure(&e, query, err);
        if (rc == 0) {
            find_parts(&e, ret->published.indicator);
            e.last = ret->published.month;
            e.first = figure_window_first(ret->published.window, e.last);
            rc = trace_parts(&e, view_one, err);
        }
    } else if (rc == 0) {
        rc = trace_parts(&e, view_all, err);
    }
    figures_release(&e.published);
    buf_release(&path);
    return rc;
}
