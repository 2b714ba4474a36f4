#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/revisions.h"
#include "model/indicator.h"
#include "model/period.h"

/* Months behind the last one of which it is known what is new; what is older counts as the first.
 */
enum { NEWS_MONTHS = 120, WINDOWS = 4 /* WINDOW_MONTH to WINDOW_KNOWN */ };

/* What is new of one region since the edition before. */
struct news {
    uint8_t causes[MAX_TABLES][NEWS_MONTHS]; /* CAUSE_… bits of the declarations, by month */
    bool any_register;
};

struct revising {
    const struct revision_source *source;
    int n_regions;
    struct news *news; /* by region */
    int32_t first;     /* the month of news[…].causes[…][0] */
    bool *published;   /* by indicator, window, breakdown: the edition before had such figures */
};

static void unit_key(const struct receipt *r, const struct unit *u, struct buf *key)
{
    const struct map_entry *pole = &r->poles.entries[u->pole];
    int32_t head[2] = {u->table, u->time};
    char bytes[sizeof head];
    memcpy(bytes, head, sizeof head);
    buf_cut(key, 0);
    buf_add(key, bytes, sizeof bytes);
    buf_add(key, pole->key, pole->len);
}

/* Had the edition before taken unit k of delivery i, if it was good? */
static bool was_taken(const struct revision_part *part, int i, uint32_t k)
{
    return part->known[i] && (part->was_held[i] == NULL || !part->was_held[i][k]);
}

/* The units of which the edition before knew a good version. */
static void list_known(const struct revision_part *part, struct map *known)
{
    struct buf key = {0};
    for (int i = 0; i < part->partial->n_receipts; i++) {
        const struct receipt *r = &part->partial->receipts[i];
        for (uint32_t k = 0; part->known[i] && k < r->n_units; k++) {
            if (r->units[k].bad || !was_taken(part, i, k))
                continue;
            unit_key(r, &r->units[k], &key);
            (void)map_put(known, key.data, key.len);
        }
    }
    buf_release(&key);
}

static void note_unit(struct revising *x, struct news *news, const struct unit *u, bool was_known)
{
    if (x->source->contract->tables[u->table].is_register) {
        news->any_register = true;
        return;
    }
    int32_t m = u->time - x->first;
    if (m >= NEWS_MONTHS)
        return;
    news->causes[u->table][m < 0 ? 0 : m] |= was_known ? CAUSE_CORRECTION : CAUSE_LATE_RETURN;
}

static void find_news(struct revising *x, const struct revision_part *part, struct news *news)
{
    struct map known = {0};
    struct buf key = {0};
    bool listed = false;
    for (int i = 0; part->partial != NULL && i < part->partial->n_receipts; i++) {
        const struct receipt *r = &part->partial->receipts[i];
        for (uint32_t k = 0; k < r->n_units; k++) {
            if (!r->units[k].used || was_taken(part, i, k))
                continue;
            if (!listed)
                list_known(part, &known);
            listed = true;
            unit_key(r, &r->units[k], &key);
            note_unit(x, news, &r->units[k], map_find(&known, key.data, key.len) != MAP_NONE);
        }
    }
    buf_release(&key);
    map_release(&known);
}

/* Bits of the tables whose declarations an indicator is made of. */
static unsigned tables_of(const struct contract *c, const struct figure *f)
{
    const struct indicator *ind = &c->indicators[f->indicator];
    if (ind->kind == KIND_COVERAGE)
        return f->member >= 0 ? 1U << f->member : UINT_MAX;
    if (ind->kind == KIND_LINES || ind->kind == KIND_DELAY)
        return UINT_MAX;
    unsigned tables = ind->table >= 0 ? 1U << ind->table : 0;
    if (ind->of >= 0 && c->indicators[ind->of].table >= 0)
        tables |= 1U << c->indicators[ind->of].table;
    if (ind->by >= 0 && c->indicators[ind->by].table >= 0)
        tables |= 1U << c->indicators[ind->by].table;
    return tables;
}

/* How many months, the figure's the last, a declaration may be of to have touched it. */
static int32_t months_of(const struct contract *c, const struct figure *f)
{
    const struct indicator *ind = &c->indicators[f->indicator];
    if (ind->file.id >= 0) /* what was asked or awarded at any time before */
        return NEWS_MONTHS;
    if (f->window == WINDOW_YEAR_TO_DATE)
        return period_month(f->month);
    int32_t lagged = ind->kind == KIND_RATIO ? 1 : 0; /* against the month before */
    return (f->window == WINDOW_12_MONTHS || f->window == WINDOW_KNOWN ? 12 : 1) + lagged;
}

static bool splits_by_pole(const struct contract *c, int b)
{
    const struct breakdown *br = &c->breakdowns[b];
    return br->by == BY_POLE || (br->by == BY_CROSS && (c->breakdowns[br->first].by == BY_POLE ||
                                                        c->breakdowns[br->second].by == BY_POLE));
}

static unsigned causes_in(const struct revising *x, const struct figure *f, int region)
{
    const struct contract *c = x->source->contract;
    const struct news *news = &x->news[region];
    unsigned tables = tables_of(c, f);
    unsigned causes = 0;
    int32_t last = f->month - x->first;
    for (int32_t m = last - months_of(c, f) + 1; m <= last; m++)
        for (int t = 0; m < NEWS_MONTHS && t < c->n_tables; t++)
            causes |= (tables >> t & 1) != 0 ? news->causes[t][m < 0 ? 0 : m] : 0;
    bool of_register = (tables >> TABLE_POLES & 1) != 0 || splits_by_pole(c, f->breakdown) ||
                       c->indicators[f->indicator].kind == KIND_COVERAGE;
    return causes | (news->any_register && of_register ? (unsigned)CAUSE_REGISTER : 0);
}

/* All that is new in a region. */
static unsigned all_causes(const struct revising *x, int region)
{
    unsigned causes = x->news[region].any_register ? CAUSE_REGISTER : 0;
    for (int t = 0; t < MAX_TABLES; t++)
        for (int m = 0; m < NEWS_MONTHS; m++)
            causes |= x->news[region].causes[t][m];
    return causes;
}

static unsigned causes_of(const struct revising *x, const struct figure *f)
{
    int first = f->region == REGION_FRANCE ? 0 : f->region;
    int last = f->region == REGION_FRANCE ? x->n_regions - 1 : f->region;
    unsigned causes = x->source->general;
    for (int r = first; r <= last; r++)
        causes |= causes_in(x, f, r);
    for (int r = 0; causes == 0 && r < x->n_regions; r++)
        causes |= all_causes(x, r);
    return causes != 0 ? causes : (unsigned)CAUSE_PROGRAM;
}

static size_t series_of(const struct revising *x, const struct figure *f)
{
    size_t window = (size_t)__builtin_ctz(f->window);
    size_t n = (size_t)x->source->contract->n_breakdowns;
    return ((size_t)f->indicator * WINDOWS + window) * n + (size_t)f->breakdown;
}

static void add_revision(struct revising *x, const struct figure *before, const struct figure *now,
                         struct revisions *out)
{
    const struct figure *f = now != NULL ? now : before;
    struct revision *r = revisions_add(out);
    *r = (struct revision){.indicator = f->indicator,
                           .window = f->window,
                           .region = f->region,
                           .breakdown = f->breakdown,
                           .member = f->member,
                           .month = f->month,
                           .before = before == NULL ? VALUE_BLANK : before->value,
                           .now = now == NULL ? VALUE_BLANK : now->value,
                           .difference = VALUE_BLANK,
                           .before_flag = before == NULL ? FLAG_NOT_AVAILABLE : before->flag,
                           .now_flag = now == NULL ? FLAG_NOT_AVAILABLE : now->flag,
                           .causes = causes_of(x, f)};
    if (VALUE_IS_SET(r->before) && VALUE_IS_SET(r->now) &&
        __builtin_sub_overflow(r->now, r->before, &r->difference))
        r->difference = VALUE_BLANK;
}

/* A figure that one side does not have at all: crossed members are listed where there is something,
 * so that nothing and 0 are the same there. */
static bool says_something(const struct figure *f)
{
    return VALUE_IS_SET(f->value) && f->value != 0;
}

/* Both lists are in order: walk them together. */
static void compare_figures(struct revising *x, struct revisions *out)
{
    const struct figures *a = x->source->before;
    const struct figures *b = x->source->now;
    int32_t first = INT32_MAX;
    int32_t last = INT32_MIN;
    int32_t first_now = INT32_MAX;
    for (size_t i = 0; i < a->count; i++) {
        first = a->list[i].month < first ? a->list[i].month : first;
        last = a->list[i].month > last ? a->list[i].month : last;
        x->published[series_of(x, &a->list[i])] = true;
    }
    for (size_t i = 0; i < b->count; i++)
        first_now = b->list[i].month < first_now ? b->list[i].month : first_now;
    size_t i = 0;
    size_t k = 0;
    while (i < a->count || k < b->count) {
        const struct figure *old = i < a->count ? &a->list[i] : NULL;
        const struct figure *new = k < b->count ? &b->list[k] : NULL;
        int order = old == NULL ? 1 : new == NULL ? -1 : figure_compare(old, new);
        i += order <= 0;
        k += order >= 0;
        if (order == 0 && old->value != new->value)
            add_revision(x, old, new, out);
        else if (order < 0 && old->month >= first_now && says_something(old))
            add_revision(x, old, NULL, out);
        else if (order > 0 && new->month >= first &&new->month <= last && says_something(new) &&
                 x->published[series_of(x, new)])
            add_revision(x, NULL, new, out);
    }
}

void revisions_make(const struct revision_source *s, struct revisions *ret)
{
    struct revising x = {.source = s, .n_regions = contract_list(s->contract, "regions")->count};
    int32_t last = 0;
    for (size_t i = 0; i < s->now->count; i++)
        last = s->now->list[i].month > last ? s->now->list[i].month : last;
    x.first = last - NEWS_MONTHS + 1;
    x.news = mem_array((size_t)x.n_regions, sizeof *x.news);
    x.published = mem_array(
        (size_t)s->contract->n_indicators * WINDOWS * (size_t)s->contract->n_breakdowns + 1,
        sizeof *x.published);
    for (int r = 0; r < x.n_regions; r++)
        find_news(&x, &s->parts[r], &x.news[r]);
    compare_figures(&x, ret);
    free(x.news);
    free(x.published);
}
