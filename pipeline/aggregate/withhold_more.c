/* What is withheld because the audit asks for it, and in the comparisons. */
#include "aggregate/mask.h"
#include "aggregate/withhold.h"
#include "model/indicator.h"

/* How far around a figure more is hidden. */
enum around { AROUND_ITSELF, AROUND_LINE, AROUND_TABLE, AROUND_MONTH, AROUNDS };

static bool is_around(const struct figure *f, const struct figure *of, enum around how)
{
    if (f->indicator != of->indicator || f->month != of->month)
        return false;
    bool table = f->breakdown == of->breakdown && f->window == of->window;
    switch (how) {
    case AROUND_ITSELF: return table && f->region == of->region && f->member == of->member;
    case AROUND_LINE: return table && f->region == of->region;
    case AROUND_TABLE: return table;
    default: return true;
    }
}

/* Of what a mask hides, which is hidden in every month: its breakdown, then all of it. */
static bool more_of_masked(struct figures *figures, const struct figure *of)
{
    bool any = false;
    for (int whole = 0; !any && whole <= 1; whole++) {
        for (size_t i = 0; i < figures->count; i++) {
            struct figure *f = &figures->list[i];
            if (f->indicator != of->indicator || f->flag == FLAG_WITHHELD ||
                f->flag == FLAG_NOT_AVAILABLE || (!whole && f->breakdown != of->breakdown))
                continue;
            withhold_figure(f);
            any = true;
        }
    }
    return any;
}

bool withhold_more(const struct contract *c, struct figures *figures, size_t where)
{
    const struct figure of = figures->list[where];
    bool any = false;
    if (mask_covers(c, of.indicator) && !withhold_is_trait(c, &of))
        return more_of_masked(figures, &of);
    for (int how = AROUND_ITSELF; !any && how < AROUNDS; how++) {
        for (size_t i = 0; i < figures->count; i++) {
            struct figure *f = &figures->list[i];
            bool free_total =
                c->breakdowns[f->breakdown].by == BY_TOTAL && !withhold_is_trait(c, f);
            if (!is_around(f, &of, (enum around)how) || f->flag == FLAG_WITHHELD ||
                f->flag == FLAG_NOT_AVAILABLE || free_total)
                continue;
            withhold_figure(f);
            any = true;
        }
    }
    return any;
}

void withhold_comparisons(const struct figures *figures, struct comparisons *comparisons)
{
    static const int months_back[AGAINSTS] = {[AGAINST_PREVIOUS] = 1, [AGAINST_YEAR] = 12};
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *f = &figures->list[i];
        for (size_t k = 0; f->flag == FLAG_WITHHELD && k < comparisons->count; k++) {
            struct comparison *x = &comparisons->list[k];
            if (x->indicator == f->indicator && x->region == f->region &&
                (f->month == x->month || f->month == x->month - months_back[x->against]))
                x->now = x->before = VALUE_BLANK;
        }
    }
}
