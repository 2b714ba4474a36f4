/* Jobs month by month: stocks follow from the month before, and every sum is kept. */
#include "campaign.h"

/* What stays the same in a pole, in thousandths of its jobs. */
struct traits {
    int open_ended, temporary, apprentices, subsidised, integration;
    int women, unsaid, part_time, fte, ages[N_AGES];
    bool tells_ages, tells_moves, tells_saved;
};

static struct traits pole_traits(struct rng *rng, const struct pole *pole)
{
    struct traits traits = {0};
    int young = rng_range(rng, 90, 250);
    bool integrates = pole->sector <= 1 || rng_chance(rng, 25);

    traits.integration = integrates ? rng_range(rng, 100, 300) : 0;
    traits.open_ended = rng_range(rng, 500, 680);
    traits.temporary = rng_chance(rng, 25) ? rng_range(rng, 5, 25) : 0;
    traits.apprentices = rng_range(rng, 15, 60);
    traits.subsidised = rng_range(rng, 0, 30);
    traits.women = integrates ? rng_range(rng, 330, 480) : rng_range(rng, 450, 690);
    traits.unsaid = rng_chance(rng, 20) ? rng_range(rng, 5, 20) : 0;
    traits.part_time = rng_range(rng, 150, 420);
    traits.fte = rng_range(rng, 8300, 9300);
    traits.ages[0] = young;
    traits.ages[1] = rng_range(rng, 80, 130);
    traits.ages[2] = 720 - young;
    traits.ages[3] = rng_range(rng, 40, 70);
    traits.ages[5] = rng_chance(rng, 30) ? rng_range(rng, 5, 25) : 0;
    traits.tells_ages = rng_chance(rng, 85);
    traits.tells_moves = rng_chance(rng, 92);
    traits.tells_saved = rng_chance(rng, 70);
    return traits;
}

static int part(int total, int thousandths)
{
    return (int)(((int64_t)total * thousandths + 500) / 1000);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static void jobs_contracts(struct jobs *jobs, const struct traits *traits)
{
    int shares[N_CONTRACTS] = {
        traits->open_ended,  0, traits->temporary, traits->apprentices, traits->subsidised,
        traits->integration, 2};
    int left = jobs->total;

    for (int i = 0; i < N_CONTRACTS; i++) {
        if (i == 1)
            continue;
        jobs->contracts[i] = least(left, part(jobs->total, shares[i]));
        left -= jobs->contracts[i];
    }
    jobs->contracts[1] = left; /* fixed-term contracts are the rest */
}

static void jobs_persons(struct jobs *jobs, const struct traits *traits)
{
    int left = jobs->total, integration = jobs->contracts[5];

    jobs->women = part(jobs->total, traits->women);
    jobs->unsaid = least(jobs->total - jobs->women, part(jobs->total, traits->unsaid));
    jobs->men = jobs->total - jobs->women - jobs->unsaid;
    jobs->part_time = part(jobs->total, traits->part_time);
    for (int i = 0; i < N_AGES; i++) {
        if (i == 4)
            continue;
        jobs->ages[i] = least(left, part(jobs->total, traits->ages[i]));
        left -= jobs->ages[i];
    }
    jobs->ages[4] = left;
    for (int i = 0; i < N_AGES && !traits->tells_ages; i++)
        jobs->ages[i] = -1;
    jobs->insertion = least(jobs->total, (integration * 5 + 3) / 4);
    jobs->insertion_fte = (int64_t)jobs->insertion * 80; /* below what jobs_fte gives */
}

/* Full-time equivalents, between 0.80 and 0.97 of the jobs. */
static void jobs_fte(struct rng *rng, struct jobs *jobs, const struct traits *traits)
{
    int ratio = traits->fte + rng_range(rng, -120, 120);

    jobs->fte = ((int64_t)jobs->total * ratio + 50) / 100;
}

static void jobs_moves(struct rng *rng, struct jobs *jobs, const struct traits *traits, int before,
                       int target)
{
    int pull = target - before > 0 ? 4 : -1;

    jobs->entries = part(before, rng_range(rng, 5, 35)) + (rng_chance(rng, 30) ? 1 : 0);
    jobs->exits = part(before, rng_range(rng, 5, 30));
    jobs->entries += pull > 0 ? rng_range(rng, 0, 1 + before / 60) : 0;
    jobs->exits = least(before > 0 ? before - 1 : 0, jobs->exits + (pull < 0 ? 1 : 0));
    if (before == 0)
        jobs->entries = 3; /* the first ones after a nil */
    jobs->total = before + jobs->entries - jobs->exits;
    if (jobs->total > 1195) {
        jobs->exits += jobs->total - 1195;
        jobs->total = 1195;
    }
    jobs->created = jobs->entries > 0 ? rng_range(rng, 0, jobs->entries) : 0;
    jobs->consolidated = rng_range(rng, 0, 1 + before / 80);
    jobs->saved = traits->tells_saved ? (rng_chance(rng, 15) ? rng_range(rng, 1, 6) : 0) : -1;
    jobs->taken_over = traits->tells_saved || rng_chance(rng, 40) ? rng_chance(rng, 8) * 2 : -1;
    jobs->cut = jobs->exits > 0 ? rng_range(rng, 0, jobs->exits) : 0;
    if (!traits->tells_moves)
        jobs->entries = jobs->exits = -1;
}

/* A declared nil: nobody, and nothing else said. */
static void jobs_nil(struct jobs *jobs)
{
    *jobs = (struct jobs){.present = true, .nil = true};
    jobs->insertion = jobs->entries = jobs->exits = -1;
    jobs->created = jobs->consolidated = jobs->saved = jobs->taken_over = jobs->cut = -1;
    jobs->insertion_fte = -1;
    for (int i = 0; i < N_AGES; i++)
        jobs->ages[i] = -1;
    for (int i = 2; i < N_CONTRACTS; i++)
        jobs->contracts[i] = -1;
    jobs->part_time = jobs->unsaid = -1;
}

static void jobs_pole(struct world *world, int n)
{
    struct rng *rng = &world->rng;
    const struct pole *pole = &world->poles[n];
    struct traits traits = pole_traits(rng, pole);
    int total = pole->target - rng_range(rng, 0, pole->target / 6);

    if (pole->entrant)
        total = pole->nil_months > 0 ? 0 : 3;
    for (int m = pole->first_month; m <= pole->last_month; m++) {
        struct jobs *jobs = &world->jobs[(size_t)m * (size_t)world->n_poles + (size_t)n];

        if (m < pole->first_month + pole->nil_months) {
            jobs_nil(jobs);
            continue;
        }
        jobs->present = true;
        jobs->settled = m < world->n_months - 2;
        jobs_moves(rng, jobs, &traits, total, pole->target);
        total = jobs->total;
        jobs_contracts(jobs, &traits);
        jobs_persons(jobs, &traits);
        jobs_fte(rng, jobs, &traits);
    }
}

void jobs_build(struct world *world)
{
    world->jobs = mem_new((size_t)world->n_months * (size_t)world->n_poles, sizeof *world->jobs);
    for (int i = 0; i < world->n_poles; i++) {
        struct pole *pole = &world->poles[i];

        if (i == 0 && world->plan_operational == 3)
            pole->target = 1200; /* the one pole known to be that large */
        /* Some projects begin to send returns during the campaign; there are no gaps. */
        if (world->plan && !pole->operational && pole->closed == 0 && pole->first_month == 0 &&
            rng_chance(&world->rng, 15))
            pole->first_month = rng_range(&world->rng, 1, 6);
        jobs_pole(world, i);
    }
}

void world_correct_jobs(struct world *world, int pole, int month)
{
    struct jobs *jobs = &world->jobs[(size_t)month * (size_t)world->n_poles + (size_t)pole];

    if (!jobs->present || jobs->nil)
        return;
    jobs->total += 2;
    jobs->women += 1;
    jobs->men += 1;
    jobs->contracts[0] += 2;
    jobs->fte += 180;
    jobs->created += 2;
    if (jobs->entries >= 0)
        jobs->entries += 2;
    if (jobs->ages[2] >= 0)
        jobs->ages[2] += 2;
    jobs->corrected = true;
}
