#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"
#include "base/text.h"
#include "base/user.h"
#include "model/outlines.h"
#include "model/report.h"
#include "commands.h"
#include "commands_check.h"
#include "commands_doctor.h"
#include "commands_explain.h"
#include "commands_past.h"
#include "commands_run.h"
#include "commands_lint.h"
#include "commands_options.h"
#include "commands_say.h"
#include "commands_template.h"
#include "run.h"

#ifndef PTCE_CONTRACT_DIR
#define PTCE_CONTRACT_DIR "/usr/local/share/ptce/contract"
#endif
#ifndef PTCE_CONFIG
#define PTCE_CONFIG "/etc/ptce/ptce.conf"
#endif
#ifndef PTCE_CRONTAB
#define PTCE_CRONTAB "/etc/cron.d/ptce"
#endif

static int take_period(struct options *o)
{
    if (o->n_words > 1)
        return say_usage("too many arguments: ", o->words[1]);
    if (o->n_words == 1 && period_parse(o->words[0], strlen(o->words[0]), &o->run.period) == -1)
        return say_usage("not a month (AAAA-MM): ", o->words[0]);
    return EXIT_OK;
}

static int command_collect(struct options *o)
{
    if (o->n_words > 0)
        return say_usage("collect takes no argument: ", o->words[0]);
    return run_command_collect(o);
}

static int command_run(struct options *o)
{
    int status = take_period(o);
    if (status != EXIT_OK)
        return status;
    if (o->output != NULL && !o->is_past)
        return say_usage("--output goes with --as-of: ", o->output);
    if (o->reason != NULL && o->is_past)
        return say_usage("--reason does not go with --as-of: ", o->reason);
    o->run.reason = o->reason;
    if (o->is_past)
        return past_command_rebuild(&o->run, o->as_of, o->output);
    return o->n_words > 0 ? run_command_month(o) : run_command_due(o);
}

/* aggregate [AAAA-MM] --region R --partial FILE, or aggregate [AAAA-MM] --merge FILE… */
static int command_aggregate(struct options *o)
{
    const struct codelist *regions = contract_list(o->run.contract, "regions");
    if (o->n_words > 0 && period_parse(o->words[0], strlen(o->words[0]), &o->run.period) == 0) {
        o->words++;
        o->n_words--;
    }
    o->run.reason = o->reason;
    if (o->merge == (o->partial != NULL))
        return say_usage("aggregate takes --region and --partial, or --merge", "");
    if (o->merge) {
        if (o->n_words == 0)
            return say_usage("--merge needs files", "");
        o->run.partials = o->words;
        o->run.n_partials = o->n_words;
        return run_command_merge(o);
    }
    if (o->n_words > 0)
        return say_usage("too many arguments: ", o->words[0]);
    if (o->check.region == NULL)
        return say_usage("--partial needs --region", "");
    int region = codelist_find(regions, o->check.region, strlen(o->check.region));
    return region == -1 ? say_usage("no such region: ", o->check.region)
                        : run_command_partial(o, region, o->partial);
}

static int command_explain(struct options *o)
{
    struct explain_request *e = &o->explain;
    if (o->n_words > 1)
        return say_usage("too many arguments: ", o->words[1]);
    if ((o->n_words == 0) != e->all)
        return say_usage("explain takes an indicator, or --all", "");
    e->query.indicator = o->n_words == 1 ? o->words[0] : NULL;
    e->query.region = o->check.region;
    e->format = o->check.json ? EXPLAIN_JSON : e->format;
    return explain_figure(&o->run, e);
}

/* Is there anything of ours below the root? Nothing found in a folder that is none is no good news.
 */
static int find_root(const struct run *run, struct err *err)
{
    static const char *const marks[] = {"outputs", "inputs/returns"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        struct buf path = {0};
        buf_printf(&path, "%s/%s", run->root, marks[i]);
        bool is_there = access(path.data, F_OK) == 0;
        buf_release(&path);
        if (is_there)
            return 0;
    }
    return err_set(err, "neither outputs nor inputs/returns is below %s: is it the root? (--root)",
                   run->root);
}

static int command_verify(struct options *o)
{
    struct err err = {0};
    if (o->n_words > 0)
        return say_usage("verify takes no argument: ", o->words[0]);
    return find_root(&o->run, &err) == -1 ? say_failure(&err) : past_command_verify(&o->run);
}

static int command_status(struct options *o)
{
    struct err err = {0};
    int status = take_period(o);
    if (status != EXIT_OK)
        return status;
    struct outcome *outcome = mem_alloc(sizeof *outcome);
    if (find_root(&o->run, &err) == -1 || run_status(&o->run, outcome, &err) == -1) {
        say_stage_end(&o->run);
        status = say_failure(&err);
    } else {
        say_stage_end(&o->run);
        say_status(&o->run, outcome);
    }
    outcome_release(outcome);
    free(outcome);
    return status;
}

static int command_check(struct options *o)
{
    struct check_request check = o->check;
    if (o->explain.format == EXPLAIN_CSV)
        return say_usage("not a format (text or json): ", o->format);
    check.run = &o->run;
    check.files = o->words;
    check.n_files = o->n_words;
    return check_files(&check);
}

static int command_lint_workbook(struct options *o)
{
    if (o->n_words == 0)
        return say_usage("lint-workbook needs files", "");
    return lint_workbooks(&o->run, o->words, o->n_words, o->check.json);
}

static int command_template(struct options *o)
{
    return template_command(&o->run, o->words, o->n_words, o->output);
}

/* The files that only publishing reads: a fault in them is told here, not at the month's end. */
static int check_publishing(const struct options *o, struct err *err)
{
    struct outlines map = {0};
    struct report *report = report_new(o->run.contract, o->run.contract_path, err);
    int rc = report == NULL ? -1 : 0;
    if (rc == 0)
        rc = outlines_read(&map, o->run.contract, o->run.contract_path, err);
    if (rc == 0)
        outlines_release(&map);
    report_free(report);
    return rc;
}

static int command_contract(struct options *o)
{
    struct buf text = {0};
    struct err err = {0};
    if (o->n_words > 1)
        return say_usage("too many arguments: ", o->words[1]);
    if (o->n_words == 0 && check_publishing(o, &err) == -1)
        return say_failure(&err);
    if (o->n_words == 0)
        contract_print(o->run.contract, o->run.lang, &text);
    else if (strcmp(o->words[0], "messages") == 0)
        contract_print_messages(o->run.contract, &text);
    else if (strcmp(o->words[0], "guide") != 0)
        return say_usage("not a page of the contract (messages or guide): ", o->words[0]);
    else if (contract_print_guide(o->run.contract, o->run.contract_path, &text, &err) == -1)
        return say_failure(&err);
    (void)fputs(buf_str(&text), stdout);
    buf_release(&text);
    return EXIT_OK;
}

static int command_config(struct options *o)
{
    struct buf text = {0};
    int status = EXIT_OK;
    if (o->n_words > 1)
        return say_usage("too many arguments: ", o->words[1]);
    if (settings_print(&o->settings, o->n_words == 1 ? o->words[0] : NULL, &text) == -1)
        status = say_usage("no such setting: ", o->words[0]);
    else
        (void)fputs(buf_str(&text), stdout);
    buf_release(&text);
    return status;
}

static int command_doctor(struct options *o)
{
    return doctor_command(o, PTCE_CONFIG, PTCE_CRONTAB);
}

/* What a command is given and does. */
enum needs {
    NEEDS_CONTRACT, /* with the overrides */
    NEEDS_NOTHING,  /* works when the contract does not */
    WRITES,         /* below outputs/: needs the contract; root becomes the user of the settings */
};

static const struct command {
    const char *name;
    int (*run)(struct options *o);
    const char *arguments;
    const char *help;
    enum needs needs;
} commands[] = {
    {"collect", command_collect, "", "take in what has arrived, validate it, write receipts",
     WRITES},
    {"run", command_run, "[AAAA-MM]", "collect, aggregate, publish the month, or all that are due",
     WRITES},
    {"check", command_check, "FILE…", "validate files (- is standard input), keep nothing",
     NEEDS_CONTRACT},
    {"status", command_status, "[AAAA-MM]", "who has sent what, and what is missing",
     NEEDS_CONTRACT},
    {"aggregate", command_aggregate, "[AAAA-MM]",
     "one region alone, or all put together: for schedulers", WRITES},
    {"explain", command_explain, "INDICATOR", "the rows of returns a published figure is made of",
     NEEDS_CONTRACT},
    {"verify", command_verify, "", "is everything kept still what was written?", NEEDS_CONTRACT},
    {"lint-workbook", command_lint_workbook, "FILE…",
     "hold workbooks (.xlsx) against the rules for what is published", NEEDS_CONTRACT},
    {"template", command_template, "REGION…", "the workbook a region fills in: REGION [AAAA-MM]",
     NEEDS_CONTRACT},
    {"contract", command_contract, "[PAGE]", "check and print the contract; PAGE: messages, guide",
     NEEDS_CONTRACT},
    {"doctor", command_doctor, "", "does this machine have what the runs need?", NEEDS_NOTHING},
    {"config", command_config, "[NAME]", "print the settings in force", NEEDS_NOTHING},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

static int help(void)
{
    (void)printf("ptce %s - returns of the PTCE poles: take in, check, add up, publish\n\n"
                 "usage: ptce [options] command [arguments]\n\n",
                 PTCE_VERSION);
    for (int i = 0; i < N_COMMANDS; i++)
        (void)printf("  %-9s %s%*s %s\n", commands[i].name, commands[i].arguments,
                     10 - (int)text_chars(commands[i].arguments, strlen(commands[i].arguments)), "",
                     commands[i].help);
    options_help();
    return EXIT_OK;
}

/* Root runs nothing that chambers sent, if it was told who else should. */
static int take_user(struct options *o, struct err *err)
{
    if (!user_is_root())
        return 0;
    if (o->settings.user != NULL) {
        struct err why = {0};
        return user_become(o->settings.user, &why) == 0
                   ? 0
                   : err_set(err, "conf-error: user: %s", why.text);
    }
    if (!o->run.quiet)
        (void)fprintf(stderr,
                      o->run.lang == LANG_EN
                          ? "ptce: running as root: name a user in %s (or --user)\n"
                          : "ptce : lancé par root : nommez un utilisateur dans %s (ou --user)\n",
                      PTCE_CONFIG);
    return 0;
}

static int run_command(struct options *o, const struct command *command)
{
    struct err err = {0};
    if (command->needs == NEEDS_NOTHING)
        return command->run(o);
    if (command->needs == WRITES && take_user(o, &err) == -1)
        return say_failure(&err);
    struct contract *contract = contract_new(o->run.contract_path, &err);
    if (contract == NULL)
        return command->needs == WRITES ? run_command_failed(o, command->name, &err)
                                        : say_failure(&err);
    struct overrides overrides = {0};
    struct buf path = {0};
    buf_printf(&path, "%s/inputs/overrides.csv", o->run.root);
    o->run.overrides_path = path.data;
    o->run.contract = contract;
    o->run.overrides = &overrides;
    int status;
    if (overrides_read(&overrides, contract, o->run.overrides_path, &err) == 0)
        status = command->run(o);
    else if (command->needs == WRITES)
        status = run_command_failed(o, command->name, &err);
    else
        status = say_failure(&err);
    o->run.overrides = NULL;
    o->run.overrides_path = NULL;
    o->run.contract = NULL;
    overrides_release(&overrides);
    buf_release(&path);
    contract_free(contract);
    return status;
}

static int find_command(struct options *o)
{
    if (o->n_words == 0)
        return say_usage("no command given", "");
    const char *name = o->words[0];
    o->run.period = day_period(instant_day(o->run.now)) - 1;
    if (o->run.quiet)
        o->run.progress = NULL;
    o->words++;
    o->n_words--;
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return run_command(o, &commands[i]);
    return say_usage("no such command: ", name);
}

int commands_main(int argc, char **argv)
{
    struct options o = {.run = {.now = (int64_t)time(NULL),
                                .jobs = child_processors(),
                                .contract_path = PTCE_CONTRACT_DIR,
                                .progress = say_progress}};
    const char *terminal = getenv("TERM");
    const char *no_colour = getenv("NO_COLOR");
    static char program[] = "ptce";
    (void)umask(022);
    argv[0] = program; /* as getopt's complaints begin */
    o.run.colours = (no_colour == NULL || no_colour[0] == '\0') &&
                    (terminal == NULL || strcmp(terminal, "dumb") != 0);
    int status = options_read(&o, argc, argv, PTCE_CONFIG);
    if (status == OPTIONS_HELP)
        status = help();
    else if (status == OPTIONS_VERSION)
        (void)printf("ptce %s\n", PTCE_VERSION);
    else if (status == EXIT_OK)
        status = find_command(&o);
    settings_release(&o.settings);
    return status == OPTIONS_VERSION ? EXIT_OK : status;
}
