/*
 * campaign --out DIR [--truth DIR] [--plan] …: write synthetic returns, and the truth about them.
 * See campaign.h for the idea, usage() for the options. Same options, same bytes.
 */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "campaign.h"

enum format { FORMAT_CSV, FORMAT_JSON, FORMAT_MIXED };

struct options {
    const char *out, *truth;
    bool plan, monthly;
    int regions, poles, months, end, mess, corrections, rows_per_month;
    uint64_t seed;
    enum format format;
};

static void usage(void)
{
    (void)fputs("usage: campaign --out DIR [--truth DIR] [--plan] [--regions N] [--poles N]\n"
                "                [--months N] [--end AAAA-MM] [--seed S] [--mess PERCENT]\n"
                "                [--format csv|json|mixed] [--rows-per-month N]\n"
                "                [--region-files whole|month] [--corrections PERCENT]\n",
                stderr);
}

static int number(const char *text, int low, int high)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < low || value > high)
        die_usage("not a number in the range", text);
    return (int)value;
}

/* AAAA-MM as an absolute month. */
static int month(const char *text)
{
    char year[5] = "";

    if (strlen(text) != 7 || text[4] != '-')
        die_usage("not a month AAAA-MM", text);
    (void)memcpy(year, text, 4);
    return number(year, 1990, 2199) * 12 + number(text + 5, 1, 12) - 1;
}

static int choice(const char *text, const char *const *names)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], text) == 0)
            return i;
    die_usage("not one of the choices", text);
}

static void set_option(struct options *options, int letter, const char *value)
{
    static const char *const formats[] = {"csv", "json", "mixed", NULL};
    static const char *const files[] = {"whole", "month", NULL};

    switch (letter) {
    case 'o': options->out = value; break;
    case 't': options->truth = value; break;
    case 'p': options->plan = true; break;
    case 'r': options->regions = number(value, 1, N_REGIONS); break;
    case 'n': options->poles = number(value, 1, 999); break;
    case 'm': options->months = number(value, 1, 240); break;
    case 'e': options->end = month(value); break;
    case 's': options->seed = (uint64_t)number(value, 0, INT_MAX); break;
    case 'x': options->mess = number(value, 0, 100); break;
    case 'c': options->corrections = number(value, 0, 100); break;
    case 'f': options->format = (enum format)choice(value, formats); break;
    case 'w': options->rows_per_month = number(value, 0, 10000000); break;
    case 'g': options->monthly = choice(value, files) == 1; break;
    default: usage(); exit(2);
    }
}

static struct options parse(int argc, char **argv)
{
    static const struct option longs[] = {
        {"out", required_argument, NULL, 'o'},
        {"truth", required_argument, NULL, 't'},
        {"plan", no_argument, NULL, 'p'},
        {"regions", required_argument, NULL, 'r'},
        {"poles", required_argument, NULL, 'n'},
        {"months", required_argument, NULL, 'm'},
        {"end", required_argument, NULL, 'e'},
        {"seed", required_argument, NULL, 's'},
        {"mess", required_argument, NULL, 'x'},
        {"corrections", required_argument, NULL, 'c'},
        {"format", required_argument, NULL, 'f'},
        {"rows-per-month", required_argument, NULL, 'w'},
        {"region-files", required_argument, NULL, 'g'},
        {NULL, 0, NULL, 0},
    };
    struct options options = {.regions = 3,
                              .poles = 5,
                              .months = 13,
                              .seed = 2013,
                              .rows_per_month = 3,
                              .end = 2026 * 12 + 9};
    int letter;

    while ((letter = getopt_long(argc, argv, "", longs, NULL)) != -1)
        set_option(&options, letter, optarg);
    if (options.out == NULL || optind != argc) {
        usage();
        exit(2);
    }
    return options;
}

/* The sender's folder, made. */
static void make_folder(const struct options *options, const struct region *region,
                        char folder[PATH_MAX])
{
    if (snprintf(folder, PATH_MAX, "%s/%s-%s", options->out, region->code, region->slug) >=
        PATH_MAX - 300)
        die_usage("the name is too long", options->out);
    out_directory(folder);
}

static void run_plan(const struct options *options, struct truth *truth)
{
    char folder[PATH_MAX];

    for (int i = 0; i < n_plan_regions; i++) {
        const struct plan_region *planned = &plan_regions[i];
        struct world world = {.region = region_find(planned->code),
                              .plan = true,
                              .n_poles = planned->poles,
                              .n_months = 13,
                              .first_month = 2025 * 12 + 9};

        world.few_columns = planned->few_columns;
        world.plan_operational = planned->operational;
        world.plan_entrants = planned->entrants;
        world.plan_closed = planned->closed;
        world.plan_nil_months = planned->nil_months;
        world.plan_places = planned->places;
        world.rng = rng_new(options->seed, (uint64_t)i);
        world_build(&world, options->rows_per_month);
        make_folder(options, world.region, folder);
        for (int d = 0; d < n_plan_deliveries; d++) {
            struct delivery delivery = plan_delivery(d);

            if (strcmp(delivery.region, planned->code) == 0)
                truth_verdict(truth, &world, delivery.name,
                              delivery_write(&world, &delivery, folder));
        }
        truth_region(truth, &world);
        world_release(&world);
    }
}

/* Give a share of the files another style, and a third of those a fault. */
static void make_mess(const struct options *options, struct rng *rng, struct delivery *delivery,
                      const char *stranger)
{
    static const enum fault faults[] = {F_SUM,     F_TEXT,   F_CODE, F_UNKNOWN,
                                        F_FOREIGN, F_COLUMN, F_XLSX, F_QUOTE};
    bool json = style_find(delivery->style)->json != JSON_NONE;

    if (!rng_chance(rng, options->mess) || delivery->tables == POLES)
        return;
    if (!json && !rng_chance(rng, 33)) {
        delivery->style = style_messy(rng_range(rng, 0, 99))->name;
        return;
    }
    delivery->fault = faults[rng_range(rng, 0, json ? 5 : 7)];
    if (json && rng_chance(rng, 30))
        delivery->fault = F_JSON;
    delivery->month = rng_range(rng, delivery->from, delivery->to);
    delivery->pole = rng_range(rng, 1, options->poles);
    if (delivery->fault == F_UNKNOWN || delivery->fault == F_FOREIGN)
        delivery->other = stranger;
}

/* Of a share of the monthly files, ten days later: two poles' units once more, corrected. What the
 * file before lost comes late with it. */
static void correct_month(const struct options *options, struct world *world, struct truth *truth,
                          const struct delivery *sent, const char *folder, struct rng *rng)
{
    struct delivery delivery = *sent;
    char name[96];
    size_t length = strlen(sent->name);
    size_t stem = (size_t)(strrchr(sent->name, '.') - sent->name);

    if (options->corrections == 0 || !rng_chance(rng, options->corrections))
        return;
    (void)snprintf(name, sizeof name, "%.8s20%.*s_corrige%.*s", sent->name, (int)stem - 10,
                   sent->name + 10, (int)(length - stem), sent->name + stem);
    delivery.name = name;
    delivery.fault = F_NONE;
    delivery.other = NULL;
    delivery.correction = true;
    delivery.from_pole = rng_range(rng, 1, options->poles);
    delivery.to_pole =
        delivery.from_pole < options->poles ? delivery.from_pole + 1 : options->poles;
    truth_verdict(truth, world, name, delivery_write(world, &delivery, folder));
}

/* The files of one region and table, whole or a month each. */
static void run_table(const struct options *options, struct world *world, struct truth *truth,
                      const struct delivery *model, struct rng *rng)
{
    enum table table = model->tables == POLES  ? T_POLES
                       : model->tables == JOBS ? T_JOBS
                                               : T_FUNDING;
    bool monthly = options->monthly && table != T_POLES;
    int files = monthly ? options->months : 1, absolute = world->first_month;
    char folder[PATH_MAX], name[80], stranger[16];
    const char *ending = style_find(model->style)->json != JSON_NONE ? "json" : "csv";

    make_folder(options, world->region, folder);
    for (int i = 0; i < files; i++) {
        struct delivery delivery = *model;
        int sent = absolute + 1 + (monthly ? i : options->months - 1);
        int data = absolute + i, day = table == T_POLES ? 3 : 10;

        if (monthly) {
            delivery.from = delivery.to = i;
            (void)snprintf(name, sizeof name, "%04d-%02d-%02d_%s_%04d-%02d.%s", sent / 12,
                           sent % 12 + 1, day, table_names[table], data / 12, data % 12 + 1,
                           ending);
        } else {
            (void)snprintf(name, sizeof name, "%04d-%02d-%02d_%s.%s", sent / 12, sent % 12 + 1, day,
                           table_names[table], ending);
        }
        delivery.name = name;
        (void)snprintf(stranger, sizeof stranger, "PTCE-%s-999", world->region->code);
        if (options->regions > 1 && rng_chance(rng, 50))
            (void)snprintf(stranger, sizeof stranger, "PTCE-%s-001",
                           world->region == &regions[0] ? regions[1].code : regions[0].code);
        make_mess(options, rng, &delivery, stranger);
        truth_verdict(truth, world, name, delivery_write(world, &delivery, folder));
        if (monthly)
            correct_month(options, world, truth, &delivery, folder, rng);
    }
}

static void run_regions(const struct options *options, struct truth *truth)
{
    static const char *const shapes[] = {"array", "object", "lines"};

    for (int i = 0; i < options->regions; i++) {
        struct world world = {.region = &regions[i],
                              .n_poles = options->poles,
                              .n_months = options->months,
                              .first_month = options->end - options->months + 1};
        struct rng mess = rng_new(options->seed, 1000 + (uint64_t)i);
        bool json =
            options->format == FORMAT_JSON || (options->format == FORMAT_MIXED && i % 2 == 1);
        struct delivery model = {.style = json ? shapes[i / 2 % 3] : "plain"};

        world.rng = rng_new(options->seed, (uint64_t)i);
        world_build(&world, options->rows_per_month);
        for (int table = 0; table < N_TABLES; table++) {
            model.tables = 1u << table;
            model.from = table == T_POLES ? -1 : 0;
            model.to = options->months - 1;
            run_table(options, &world, truth, &model, &mess);
        }
        truth_region(truth, &world);
        world_release(&world);
    }
}

int main(int argc, char **argv)
{
    struct options options = parse(argc, argv);
    static struct truth truth;

    out_directory(options.out);
    tables_begin();
    truth_open(&truth, options.truth);
    if (options.plan)
        run_plan(&options, &truth);
    else
        run_regions(&options, &truth);
    truth_close(&truth);
    return 0;
}
