#include <string.h>

#include "aggregate/perimeter.h"
#include "base/decimal.h"

static const int months_back[PERIMETER_MONTHS] = {0, 1, 12};

int perimeter_months_back(int i)
{
    return months_back[i];
}

void perimeter_init(struct perimeter *p, int32_t period)
{
    memset(p, 0, sizeof *p);
    p->period = period;
}

bool perimeter_compares(const struct perimeter *p, int32_t month)
{
    bool any = false;
    for (int i = 0; i < PERIMETER_MONTHS; i++)
        any = any || month == p->period - months_back[i];
    return any;
}

void perimeter_note(struct perimeter *p, int indicator, int32_t month, int64_t numerator,
                    int64_t denominator)
{
    for (int i = 0; i < PERIMETER_MONTHS; i++) {
        if (month != p->period - months_back[i])
            continue;
        if (!decimal_add(&p->pole[indicator][i].numerator, numerator) ||
            !decimal_add(&p->pole[indicator][i].denominator, denominator))
            p->overflow = true;
        p->pole[indicator][i].declared = true;
    }
}

static void add(struct perimeter *p, int64_t *sum, int64_t more)
{
    if (!decimal_add(sum, more))
        p->overflow = true;
}

void perimeter_end_pole(struct perimeter *p, const struct contract *c,
                        bool present[MAX_TABLES][PERIMETER_MONTHS])
{
    for (int i = 0; i < c->n_indicators; i++) {
        int table = c->indicators[i].table;
        for (int a = 0; a < AGAINSTS; a++) {
            bool both = true;
            struct pair *pair = &p->pairs[i][a];
            for (int k = 0; k < 2; k++) {
                int at = k == 0 ? 0 : a + 1;
                both = both && (p->pole[i][at].declared || (table >= 0 && present[table][at]));
            }
            if (!both)
                continue;
            pair->poles++;
            for (int k = 0; k < 2; k++) {
                int at = k == 0 ? 0 : a + 1;
                add(p, &pair->numerator[k], p->pole[i][at].numerator);
                add(p, &pair->denominator[k], p->pole[i][at].denominator);
            }
        }
    }
    memset(p->pole, 0, sizeof p->pole);
}

void perimeter_merge(struct perimeter *into, const struct perimeter *from)
{
    for (int i = 0; i < MAX_INDICATORS; i++) {
        for (int a = 0; a < AGAINSTS; a++) {
            const struct pair *more = &from->pairs[i][a];
            struct pair *pair = &into->pairs[i][a];
            pair->poles += more->poles;
            for (int k = 0; k < 2; k++) {
                add(into, &pair->numerator[k], more->numerator[k]);
                add(into, &pair->denominator[k], more->denominator[k]);
            }
        }
    }
    into->overflow = into->overflow || from->overflow;
}
