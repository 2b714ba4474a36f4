#include <string.h>

#include "aggregate/states.h"
#include "model/period.h"

/* What stands of a unit says how it weighs and whether it may still change. */
static void describe(struct unit_state *s, const struct timeline *timeline,
                     const struct contract *c)
{
    const struct table *t = &c->tables[s->table];
    const struct standing *unit = timeline_find(timeline, s->table, s->pole, s->month);
    struct timeline_row row;
    s->weight = VALUE_BLANK;
    if (unit == NULL)
        return;
    if (t->weight_field >= 0 && unit->nil)
        s->weight = 0;
    timeline_open(timeline, s->table, unit, &row);
    while (timeline_next(&row)) {
        if (t->weight_field >= 0)
            s->weight = row.values[t->weight_field];
        int64_t word = t->n_provisional == 0 ? VALUE_BLANK : row.values[t->provisional_field];
        s->provisional =
            s->provisional || (VALUE_IS_SET(word) && (t->provisional >> word & 1) != 0);
    }
}

void states_make(struct partial *p, const struct claims *claims, const struct timeline *timeline,
                 const struct deliveries *deliveries, const struct contract *c)
{
    p->states = mem_array(claims->units.count, sizeof *p->states);
    for (uint32_t i = 0; i < claims->units.count; i++) {
        const struct claim_state *state = &claims->states[i];
        int32_t key[3];
        memcpy(key, map_key(&claims->units, i), sizeof key);
        if (key[0] == TABLE_POLES)
            continue;
        struct unit_state *s = &p->states[p->n_states++];
        *s = (struct unit_state){
            .table = key[0], .pole = key[1], .month = key[2], .state = state->claim};
        if (state->first_good >= 0)
            s->received = instant_day(deliveries->list[state->first_good].received);
        describe(s, timeline, c);
    }
}
