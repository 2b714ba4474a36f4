/* The poles of a region, what they are and when that changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "campaign.h"

int date_of(int absolute_month, int day)
{
    return (absolute_month / 12) * 10000 + (absolute_month % 12 + 1) * 100 + day;
}

/* Luhn's sum of `length` digits whose last is the check digit, modulo 10. */
static int luhn(const char *digits, int length)
{
    int sum = 0;

    for (int i = 0; i < length; i++) {
        int digit = digits[i] - '0';

        if ((length - i) % 2 == 0)
            digit *= 2;
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10;
}

/* A SIRET: nine digits and all fourteen satisfy Luhn; never that of La Poste. */
static void make_siret(struct rng *rng, char siret[15])
{
    siret[0] = (char)('4' + rng_range(rng, 0, 4));
    for (int i = 1; i < 8; i++)
        siret[i] = (char)('0' + rng_range(rng, 0, 9));
    siret[8] = '0';
    siret[8] = (char)('0' + (10 - luhn(siret, 9)) % 10);
    (void)memcpy(siret + 9, "0001", 4);
    siret[12] = (char)('1' + rng_range(rng, 0, 4));
    siret[13] = '0';
    siret[13] = (char)('0' + (10 - luhn(siret, 14)) % 10);
    siret[14] = '\0';
}

static void add_row(struct world *world, int pole, int date, int status, const int *members)
{
    struct register_row *row = &world->rows[world->n_rows++];

    row->pole = pole;
    row->date = date;
    row->status = status;
    for (int i = 0; i < N_MEMBER_KINDS; i++)
        row->members[i] = members[i];
}

static void pole_place(struct world *world, struct pole *pole, int n)
{
    char code[4] = "";
    int count = 1, wanted;
    const char *at = world->plan_places;

    pole->place = place_of_region(world->region->code, n);
    if (at == NULL)
        return;
    for (const char *p = at; *p != '\0'; p++)
        count += *p == ' ';
    for (wanted = n % count; wanted > 0; wanted--)
        at = strchr(at, ' ') + 1;
    (void)snprintf(code, sizeof code, "%.*s", (int)strcspn(at, " "), at);
    pole->place = place_of_departement(code);
    if (pole->place == NULL || strcmp(pole->place->region, world->region->code) != 0)
        die("no such département in the region", code);
}

static void pole_identity(struct world *world, struct pole *pole, int n)
{
    struct rng *rng = &world->rng;
    int same = 1;

    (void)snprintf(pole->code, sizeof pole->code, "PTCE-%s-%03d", world->region->code,
                   (n + 1) % 1000);
    pole_place(world, pole, n);
    pole->sector = rng_range(rng, 0, N_SECTORS - 1);
    pole->second_sector = rng_chance(rng, 50) ? (pole->sector + rng_range(rng, 1, 5)) % 14 : -1;
    for (int i = 0; i < n; i++)
        same += world->poles[i].sector == pole->sector && world->poles[i].place == pole->place;
    if (same == 1)
        (void)snprintf(pole->name, sizeof pole->name, "%s %s", sector_names[pole->sector],
                       pole->place->town);
    else
        (void)snprintf(pole->name, sizeof pole->name, "%s %s %d", sector_names[pole->sector],
                       pole->place->town, same);
    make_siret(rng, pole->siret);
    pole->form = rng_chance(rng, 60) ? rng_range(rng, 0, 1) : rng_range(rng, 2, N_FORMS - 1);
    pole->scale = rng_range(rng, 0, 99) < 60 ? 1 : rng_range(rng, 0, N_SCALES - 1);
}

/* What a pole is worth: operational ones are older and larger. */
static void pole_size(struct world *world, struct pole *pole)
{
    struct rng *rng = &world->rng;
    int year = pole->operational ? rng_range(rng, 2009, 2018) : rng_range(rng, 2016, 2023);

    pole->created = year * 10000 + rng_range(rng, 1, 12) * 100 + rng_range(rng, 1, 28);
    if (pole->operational)
        pole->labelled = (year + rng_range(rng, 1, 3)) * 10000 + rng_range(rng, 1, 12) * 100 + 1;
    pole->witness = pole->operational ? year <= 2012 : rng_range(rng, -1, 0);
    pole->qpv = rng_range(rng, -1, 1);
    pole->zrr = pole->qpv == 1 ? 0 : rng_range(rng, -1, 1);
    pole->target = pole->operational ? rng_range(rng, 90, 320) : rng_range(rng, 18, 90);
    if (pole->operational && rng_chance(rng, 12))
        pole->target = 440;
    pole->turnover = -1;
    if (rng_chance(rng, 80)) {
        pole->turnover = (int64_t)pole->target * rng_range(rng, 12000, 33000) * 100;
        pole->turnover += rng_range(rng, 0, 99);
        pole->turnover_year = 2024;
    }
    pole->team_fte = rng_range(rng, 50, pole->operational ? 700 : 280);
    pole->last_month = world->n_months - 1;
}

/* The status a pole ends in. */
static int final_status(struct world *world, const struct pole *pole, int n)
{
    int lot = rng_range(&world->rng, 0, 99);

    if (pole->closed != 0)
        return ST_CLOS;
    if (world->plan && n >= world->n_poles - world->plan_closed - world->plan_entrants)
        return ST_PROJET;
    if (pole->operational)
        return !world->plan && lot < 5 ? ST_SUSPENDU
               : lot < 45              ? ST_CONSOLIDATION
                                       : ST_OPERATIONNEL;
    return lot < 35 ? ST_PROJET : lot < 70 ? ST_EMERGENT : ST_CONSTRUCTION;
}

static void change_members(struct rng *rng, int members[N_MEMBER_KINDS])
{
    members[0] += rng_range(rng, 0, 2);
    members[1] += rng_range(rng, 0, 1);
    members[4] += rng_range(rng, 0, 1);
}

/* The register rows of a pole: its state before the campaign, then what changes. */
static void pole_history(struct world *world, struct pole *pole, int n, int status)
{
    struct rng *rng = &world->rng;
    int members[N_MEMBER_KINDS] = {rng_range(rng, 4, 12), rng_range(rng, 1, 4),
                                   rng_range(rng, 0, 3), rng_range(rng, 0, 2), 0};
    int before = status, start = date_of(world->first_month - rng_range(rng, 3, 30), 15);
    int moved = world->n_months > 4 ? rng_range(rng, 2, world->n_months - 2) : 0;
    bool entrant = world->plan && n >= world->n_poles - world->plan_closed - world->plan_entrants;
    bool last = n == world->n_poles - 1;

    if (status == ST_CLOS)
        before = ST_CONSTRUCTION;
    else if (moved > 0 && status > ST_PROJET && rng_chance(rng, 30) && !last)
        before = status - 1;
    else
        moved = 0;
    if (status == ST_CLOS) {
        moved = pole->closed - 1;
        start = date_of(world->first_month - 20, 1);
    } else if (entrant) {
        pole->entrant = true;
        pole->nil_months = world->plan_nil_months;
        pole->first_month = 3 + n % 2;
        start = date_of(world->first_month + pole->first_month, 1 + 4 * (n % 3));
        pole->created = start;
        pole->witness = 0;
    }
    if (!entrant && pole->created > start)
        pole->created = start - 10000;
    add_row(world, n, start, before, members);
    if (moved > 0) {
        change_members(rng, members);
        add_row(world, n, date_of(world->first_month + moved, rng_range(rng, 2, 27)), status,
                members);
    }
    if (world->plan ? last && world->plan_closed == 0 : moved == 0 && rng_chance(rng, 15)) {
        members[0] += 2;
        add_row(world, n, date_of(world->first_month + world->n_months / 2, 9), status, members);
    }
}

void register_build(struct world *world)
{
    int operational = world->plan ? world->plan_operational : world->n_poles * 3 / 10;

    world->poles = mem_new((size_t)world->n_poles, sizeof *world->poles);
    world->rows = mem_new((size_t)world->n_poles * 3, sizeof *world->rows);
    for (int i = 0; i < world->n_poles; i++) {
        struct pole *pole = &world->poles[i];

        pole->operational = i < operational;
        if (world->plan && i >= world->n_poles - world->plan_closed)
            pole->closed = 8; /* the eighth month */
        pole_identity(world, pole, i);
        pole_size(world, pole);
        pole_history(world, pole, i, final_status(world, pole, i));
        if (pole->closed != 0) {
            pole->last_month = pole->closed - 2;
            pole->closed = world->rows[world->n_rows - 1].date;
        }
    }
}

int world_row_month(const struct world *world, const struct register_row *row)
{
    int month = row->date / 10000 * 12 + row->date / 100 % 100 - 1 - world->first_month;

    return month < -1 ? -1 : month;
}

bool world_has_funding(const struct world *world, int pole, int month)
{
    for (size_t i = world->month_start[month]; i < world->month_start[month + 1]; i++)
        if (world->events[i].pole == pole && !world->events[i].dropped)
            return true;
    return false;
}

void world_build(struct world *world, int events_per_month)
{
    register_build(world);
    jobs_build(world);
    funding_build(world, events_per_month);
}

void world_release(struct world *world)
{
    free(world->poles);
    free(world->rows);
    free(world->jobs);
    free(world->dossiers);
    free(world->events);
    free(world->month_start);
    free(world->funding_delivered);
}
