/*
 * Shares of women below the national level that stand on fewer than five persons, or leave fewer
 * than five on the other side, are not published, nor is what would give them away: in each line of
 * a table that adds up (regions to France, sectors to a region) where just one cell is withheld,
 * the smallest other one is withheld too, until no line has a single one. (Source: DOMAIN 4.)
 */
#include "aggregate/indicators.h"

enum { FEWEST_PERSONS = 5 };

static bool is_trait(const struct contract *c, const struct figure *f)
{
    const struct indicator *ind = &c->indicators[f->indicator];
    return ind->persons && f->region != REGION_FRANCE;
}

static void hide(struct figure *f)
{
    f->flag = FLAG_WITHHELD;
    f->value = f->numerator = f->denominator = VALUE_BLANK;
    f->poles = VALUE_BLANK;
}

static bool stands_on_few(const struct figure *f)
{
    return figure_stands(f) && f->denominator > 0 &&
           (f->numerator < FEWEST_PERSONS || f->denominator - f->numerator < FEWEST_PERSONS);
}

/* Same indicator, window and month. */
static bool same_table(const struct figure *a, const struct figure *b)
{
    return a->indicator == b->indicator && a->window == b->window && a->month == b->month;
}

/* Does b stand in the line of a: across regions (same member), or within a region? */
static bool same_line(const struct contract *c, const struct figure *a, const struct figure *b,
                      bool across)
{
    if (!same_table(a, b))
        return false;
    if (across)
        return b->region != REGION_FRANCE && a->breakdown == b->breakdown && a->member == b->member;
    return a->region == b->region && c->breakdowns[b->breakdown].by != BY_COLUMNS;
}

/* The line of a hidden figure, among those of its indicator: is it the only one hidden? Then hide
 * the smallest other. */
static bool protect_line(const struct contract *c, struct figure *list, size_t count, size_t at,
                         bool across)
{
    struct figure *smallest = NULL;
    for (size_t i = 0; i < count; i++) {
        struct figure *b = &list[i];
        if (i == at || !same_line(c, &list[at], b, across))
            continue;
        if (b->flag == FLAG_WITHHELD)
            return false;
        if (figure_stands(b) && (smallest == NULL || b->denominator < smallest->denominator))
            smallest = b;
    }
    for (size_t i = 0; smallest == NULL && across && i < count; i++) {
        struct figure *b = &list[i]; /* alone in its line, it is France's figure: hide that */
        if (b->region == REGION_FRANCE && same_table(&list[at], b) && figure_stands(b) &&
            b->breakdown == list[at].breakdown && b->member == list[at].member)
            smallest = b;
    }
    if (smallest == NULL)
        return false;
    hide(smallest);
    return true;
}

static void withhold_indicator(const struct contract *c, struct figure *list, size_t count)
{
    bool changed = false;
    for (size_t i = 0; i < count; i++) {
        if (is_trait(c, &list[i]) && stands_on_few(&list[i])) {
            hide(&list[i]);
            changed = true;
        }
    }
    while (changed) {
        changed = false;
        for (size_t i = 0; i < count; i++) {
            if (list[i].flag != FLAG_WITHHELD)
                continue;
            changed = protect_line(c, list, count, i, true) || changed;
            changed = protect_line(c, list, count, i, false) || changed;
        }
    }
}

void withhold(const struct contract *c, struct figures *figures)
{
    size_t i = 0;
    while (i < figures->count) {
        size_t n = 1;
        while (i + n < figures->count &&
               figures->list[i + n].indicator == figures->list[i].indicator)
            n++;
        if (c->indicators[figures->list[i].indicator].persons)
            withhold_indicator(c, &figures->list[i], n);
        i += n;
    }
}
