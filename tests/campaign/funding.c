/* Funding: dossiers go from request to payment, an event at a time. */
#include <stdlib.h>

#include "campaign.h"

/* The dossiers of one pole that have not ended; the oldest first. */
struct queue {
    int32_t *open;
    int length, room, numbered;
};

static void queue_push(struct queue *queue, int32_t dossier)
{
    if (queue->length == queue->room) {
        queue->room = queue->room > 0 ? queue->room * 2 : 16;
        queue->open = mem_grow(queue->open, (size_t)queue->room, sizeof *queue->open);
    }
    queue->open[queue->length++] = dossier;
}

static int32_t dossier_new(struct world *world, int pole, struct queue *queue)
{
    static const int8_t usual_purpose[] = {0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    struct rng *rng = &world->rng;
    struct dossier *dossier;
    int most = rng_chance(rng, 75) ? 8 : N_FUNDERS - 1;

    if (world->n_dossiers == world->max_dossiers) {
        world->max_dossiers = world->max_dossiers > 0 ? world->max_dossiers * 2 : 1024;
        world->dossiers =
            mem_grow(world->dossiers, (size_t)world->max_dossiers, sizeof *world->dossiers);
    }
    dossier = &world->dossiers[world->n_dossiers];
    *dossier = (struct dossier){.pole = pole, .number = ++queue->numbered, .stage = -1};
    dossier->funder = (int8_t)rng_range(rng, 0, most);
    dossier->purpose = usual_purpose[rng_range(rng, 0, 11)];
    if (dossier->funder == 15)
        dossier->nature = (int8_t)(rng_chance(rng, 80) ? 2 : 3);
    else if (dossier->funder == 16)
        dossier->nature = (int8_t)rng_range(rng, 2, 4);
    else
        dossier->nature = (int8_t)(rng_chance(rng, 94) ? 0 : 1);
    dossier->scheme = (int8_t)(rng_chance(rng, 30) ? rng_range(rng, 1, 5) : 0);
    dossier->asked = (int64_t)rng_range(rng, 3000, 60000) * 100;
    if (rng_chance(rng, 25))
        dossier->asked *= rng_range(rng, 2, 5);
    if (rng_chance(rng, 40))
        dossier->asked += rng_range(rng, 1, 99);
    if (rng_chance(rng, world->plan ? 20 : 60)) {
        /* Three dossiers may be of one project. */
        dossier->cofunding = dossier->number - dossier->number % 3 + 1;
        dossier->project_total = 100000000;
        if (world->plan) /* as before the dossiers were of one: the numbers that follow stay */
            (void)rng_next(rng);
    }
    return world->n_dossiers++;
}

/* The stage after this one, and its amount. */
static int64_t next_stage(struct rng *rng, struct dossier *dossier)
{
    int64_t left = dossier->granted - dossier->paid, amount = 0;
    int lot = rng_range(rng, 0, 99);

    switch (dossier->stage) {
    case -1: dossier->stage = EV_DEMANDE; return dossier->asked;
    case EV_DEMANDE:
    case EV_INSTRUIT:
        if (dossier->stage == EV_DEMANDE && lot < 25) {
            dossier->stage = EV_INSTRUIT;
            return dossier->asked;
        }
        dossier->ended = lot >= 86;
        dossier->stage = lot >= 97 ? EV_ABANDONNE : lot >= 86 ? EV_REFUSE : EV_ACCORDE;
        if (dossier->ended)
            return dossier->asked;
        dossier->granted = dossier->asked * rng_range(rng, 60, 100) / 100;
        return dossier->granted;
    case EV_ACCORDE:
        if (lot < 50) {
            dossier->stage = EV_CONVENTIONNE;
            return dossier->granted;
        }
        break;
    case EV_VERSE:
        if (left == 0) { /* paid in full: a part goes back */
            dossier->stage = EV_REVERSE;
            dossier->ended = true;
            return dossier->granted * rng_range(rng, 6, 15) / 100;
        }
        break;
    default: break;
    }
    dossier->stage = EV_VERSE;
    dossier->payments++;
    amount = dossier->payments >= 3 ? left : left * rng_range(rng, 40, 70) / 100;
    if (rng_chance(rng, 30) || amount < 20000)
        amount = left;
    dossier->paid += amount;
    dossier->ended = dossier->paid == dossier->granted && !rng_chance(rng, 3);
    return amount;
}

/* The next event of a dossier, in `month`, from `day` on; false when the month is over. */
static bool step(struct world *world, int32_t id, int month)
{
    struct dossier *dossier = &world->dossiers[id];
    int low = dossier->month == month && dossier->stage >= 0 ? dossier->day + 1 : 1;
    struct event *event;

    if (low > 26)
        return false;
    if (world->n_events == world->max_events) {
        world->max_events = world->max_events > 0 ? world->max_events * 2 : 1024;
        world->events = mem_grow(world->events, world->max_events, sizeof *world->events);
    }
    event = &world->events[world->n_events++];
    dossier->month = month;
    dossier->day = rng_range(&world->rng, low, low + (28 - low) / 2);
    *event = (struct event){.dossier = id, .month = (int16_t)month};
    event->pole = (int16_t)dossier->pole;
    event->day = (int8_t)dossier->day;
    event->amount = next_stage(&world->rng, dossier);
    event->stage = dossier->stage;
    return true;
}

/* `quota` events of a pole in a month: dossiers under way first, then new ones. */
static void pole_month(struct world *world, struct queue *queue, int pole, int month, int quota)
{
    int kept = 0, done = 0;

    for (int i = 0; i < queue->length; i++) {
        int32_t id = queue->open[i];

        if (done < quota && rng_chance(&world->rng, 70))
            done += step(world, id, month);
        if (!world->dossiers[id].ended)
            queue->open[kept++] = id;
    }
    queue->length = kept;
    while (done < quota) {
        int32_t id = dossier_new(world, pole, queue);

        done += step(world, id, month);
        /* In the sample, a dossier may go through several stages in a month. */
        while (world->plan && done < quota && !world->dossiers[id].ended &&
               rng_chance(&world->rng, 60) && step(world, id, month))
            done++;
        if (!world->dossiers[id].ended)
            queue_push(queue, id);
    }
}

void funding_build(struct world *world, int events_per_month)
{
    struct queue *queues = mem_new((size_t)world->n_poles, sizeof *queues);
    size_t months = (size_t)world->n_months;

    world->month_start = mem_new(months + 1, sizeof *world->month_start);
    world->funding_delivered = mem_new(months * (size_t)world->n_poles, sizeof(bool));
    for (int m = 0; m < world->n_months; m++) {
        world->month_start[m] = world->n_events;
        for (int i = 0; i < world->n_poles; i++) {
            const struct pole *pole = &world->poles[i];
            int quota = events_per_month;

            if (m < pole->first_month || m > pole->last_month)
                continue;
            if (world->plan)
                quota = rng_range(&world->rng, pole->operational ? 3 : 1,
                                  events_per_month + (pole->operational ? 3 : 1));
            pole_month(world, &queues[i], i, m, quota);
        }
    }
    world->month_start[months] = world->n_events;
    for (int i = 0; i < world->n_poles; i++)
        free(queues[i].open);
    free(queues);
}

/* The first payment is less by a tenth (without one, the first amount); the last event of the unit
 * never was. */
void world_correct_funding(struct world *world, int pole, int month)
{
    struct event *changed = NULL, *last = NULL;

    for (size_t i = world->month_start[month]; i < world->month_start[month + 1]; i++) {
        struct event *event = &world->events[i];

        if (event->pole != pole)
            continue;
        if (changed == NULL || (event->stage == EV_VERSE && changed->stage != EV_VERSE))
            changed = event;
        last = event;
    }
    if (changed == NULL)
        return;
    changed->amount -= changed->amount / 10;
    if (last != changed)
        last->dropped = true;
}
