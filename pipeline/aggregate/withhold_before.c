/* What the edition before withheld, whose readers have both. */
#include "aggregate/withhold.h"
#include "model/indicator.h"
#include "model/limits.h"

/* The indicator that says how many poles declared a table, -1 = the catalogue has none. */
static int response_indicator(const struct contract *c)
{
    for (int i = 0; i < c->n_indicators; i++)
        if (c->indicators[i].kind == KIND_COVERAGE && !c->indicators[i].weighted)
            return i;
    return -1;
}

/* Poles that declared the table of a figure in a month, as an edition says. */
static int64_t declared(const struct contract *c, const struct figures *f, const struct figure *of,
                        int32_t month)
{
    int response = response_indicator(c);
    if (response == -1)
        return 0;
    const struct figure *found =
        figures_find(f, response, WINDOW_MONTH, of->region, c->indicators[response].breakdowns[0],
                     c->indicators[of->indicator].table, month);
    return found == NULL || found->numerator == VALUE_BLANK ? 0 : found->numerator;
}

/* Has no other pole declared any of its months since? */
static bool is_as_before(const struct contract *c, const struct figures *before,
                         const struct figures *figures, const struct figure *f)
{
    int32_t first = f->window == WINDOW_KNOWN ? f->month - (KNOWN_MONTHS - 1)
                                              : figure_window_first(f->window, f->month);
    for (int32_t m = first; m <= f->month; m++)
        if (declared(c, before, f, m) != declared(c, figures, f, m))
            return false;
    return true;
}

void withhold_before(const struct contract *c, const struct figures *before,
                     const struct figures *figures, bool *hidden, bool *known)
{
    for (size_t i = 0; before != NULL && i < before->count; i++) {
        const struct figure *f = &before->list[i];
        if (f->flag == FLAG_NOT_AVAILABLE || !withhold_has_trait(c, f->indicator, f->breakdown))
            continue;
        const struct figure *now = figures_find(figures, f->indicator, f->window, f->region,
                                                f->breakdown, f->member, f->month);
        if (now != NULL && now->flag != FLAG_NOT_AVAILABLE && is_as_before(c, before, figures, f))
            (f->flag == FLAG_WITHHELD ? hidden : known)[now - figures->list] = true;
    }
}
