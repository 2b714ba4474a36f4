#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"
#include "base/text.h"
#include "commands.h"
#include "commands_check.h"
#include "commands_explain.h"
#include "commands_past.h"
#include "commands_lint.h"
#include "commands_say.h"
#include "commands_template.h"
#include "run.h"

#ifndef PTCE_CONTRACT_DIR
#define PTCE_CONTRACT_DIR "/usr/local/share/ptce/contract"
#endif

enum { DEFAULT_SETTLE_S = 60, MAX_SETTLE_S = 86400, MAX_JOBS = 64 };

/* What the command line says beyond struct run. */
struct options {
    struct run run;
    struct check_request check;
    struct explain_request explain;
    bool is_past; /* run --as-of */
    int64_t as_of;
    const char *output;
    const char *format; /* as given */
    const char *reason; /* run: why corrections of definitive months are taken */
    char **words;       /* behind the command */
    int n_words;
};

/* Run something that writes, with the lock held. */
static int with_lock(const struct options *o,
                     int (*work)(const struct run *run, struct outcome *ret, struct err *err),
                     void (*say)(const struct run *run, const struct outcome *outcome))
{
    struct err err = {0};
    struct outcome *outcome = mem_alloc(sizeof *outcome);
    int lock = -1;
    int rc = run_lock(&o->run, &lock, &err);
    int status = EXIT_FAILED;
    if (rc == 1) {
        if (!o->run.quiet)
            (void)fprintf(stderr, "ptce: another run is at work in %s: nothing done\n",
                          o->run.root);
        status = EXIT_BUSY;
    } else if (rc == -1 || work(&o->run, outcome, &err) == -1) {
        say_stage_end(&o->run);
        status = say_failure(&err);
    } else {
        say_stage_end(&o->run);
        say(&o->run, outcome);
        status = outcome_has_errors(outcome) ? EXIT_DATA : EXIT_OK;
    }
    if (lock != -1)
        (void)close(lock);
    outcome_release(outcome);
    free(outcome);
    if (fflush(stdout) != 0 && status != EXIT_FAILED) {
        (void)fprintf(stderr, "ptce: cannot write standard output: %s\n", strerror(errno));
        status = EXIT_FAILED;
    }
    return status;
}

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
    return with_lock(o, run_collect, say_collect);
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
    return o->is_past ? past_command_rebuild(&o->run, o->as_of, o->output)
                      : with_lock(o, run_month, say_run);
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

/* "sector=energie" */
static int take_member(struct options *o, const char *value)
{
    static char breakdown[64];
    const char *equals = strchr(value, '=');
    if (equals == NULL || (size_t)(equals - value) >= sizeof breakdown)
        return say_usage("not a member (sector=energie): ", value);
    (void)snprintf(breakdown, sizeof breakdown, "%.*s", (int)(equals - value), value);
    o->explain.query.breakdown = breakdown;
    o->explain.query.member = equals + 1;
    return EXIT_OK;
}

/* A line of text, that is published as it stands. */
static int take_reason(struct options *o, const char *value)
{
    size_t len = strlen(value);
    bool plain = len > 0 && len <= MAX_REASON_BYTES && text_valid(value, len) == len &&
                 strspn(value, " ") < len;
    for (size_t i = 0; i < len; i++)
        plain = plain && (unsigned char)value[i] >= 0x20 && value[i] != 0x7F;
    o->reason = value;
    return plain ? EXIT_OK : say_usage("not a reason (a line of up to 500 bytes): ", value);
}

static int command_verify(struct options *o)
{
    if (o->n_words > 0)
        return say_usage("verify takes no argument: ", o->words[0]);
    return past_command_verify(&o->run);
}

static int command_status(struct options *o)
{
    struct err err = {0};
    int status = take_period(o);
    if (status != EXIT_OK)
        return status;
    struct outcome *outcome = mem_alloc(sizeof *outcome);
    if (run_status(&o->run, outcome, &err) == -1) {
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

static int command_contract(struct options *o)
{
    struct buf text = {0};
    struct err err = {0};
    if (o->n_words > 1)
        return say_usage("too many arguments: ", o->words[1]);
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

static const struct command {
    const char *name;
    int (*run)(struct options *o);
    const char *arguments;
    const char *help;
} commands[] = {
    {"collect", command_collect, "", "take in what has arrived, validate it, write receipts"},
    {"run", command_run, "[AAAA-MM]", "collect, aggregate, publish the edition of the month"},
    {"check", command_check, "FILE…", "validate files (- is standard input), keep nothing"},
    {"status", command_status, "[AAAA-MM]", "who has sent what, and what is missing"},
    {"explain", command_explain, "INDICATOR", "the rows of returns a published figure is made of"},
    {"verify", command_verify, "", "is everything kept still what was written?"},
    {"lint-workbook", command_lint_workbook, "FILE…",
     "hold workbooks (.xlsx) against the rules for what is published"},
    {"template", command_template, "REGION…", "the workbook a region fills in: REGION [AAAA-MM]"},
    {"contract", command_contract, "[PAGE]", "check and print the contract; PAGE: messages, guide"},
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
    (void)printf(
        "\noptions:\n"
        "  --root DIR       holds inputs/ and outputs/ (default: this folder)\n"
        "  --contract DIR   the contract's folder\n"
        "  --now TIME       the present, as 2026-11-12T06:00:00Z (default: the clock)\n"
        "  --as-of TIME     run: make the data of the edition that stood then again\n"
        "  --output DIR     run --as-of: where to\n"
        "  --reason TEXT    run: take the corrections of definitive months, for this reason\n"
        "  --month M        explain: the figure of this month (default: the edition's)\n"
        "  --window W       explain: month, ytd or 12m (default: the indicator's first)\n"
        "  --secteur CODE   explain: of this sector; --member BREAKDOWN=CODE for any other\n"
        "  --edition ID     explain: as published there (default: the month's last)\n"
        "  --since ID       explain: only what differs from that edition\n"
        "  --all            explain: list nothing, check every figure of the edition\n"
        "  --settle S       a file must have been still for S seconds (default 60)\n"
        "  --jobs N         processes at once (default: one a processor)\n"
        "  --lang fr|en     language of receipts, workbooks, charts (default fr)\n"
        "  --reader R       guarded (default), or libcsv: leave every record to the libraries\n"
        "  --region CODE    check: the sender's region (default: by the file's folder)\n"
        "  --format F       check, lint-workbook: as text (default) or json\n"
        "  --rows F         check: write the accepted rows, as csv or json\n"
        "  --table NAME     check: rows of this table alone\n"
        "  --feedback FILE  check: write what was found into this workbook (one file)\n"
        "  --output FILE    template: where to write it (default: a name of its own)\n"
        "  -q, --quiet      say nothing but errors\n"
        "  -v, --verbose    say more\n"
        "  --help, --version\n\n"
        "The default month is the last complete one. Exit status: 0 done, 1 done with\n"
        "errors in returns, 2 usage or contract, 3 failed and nothing published,\n"
        "75 another run holds the lock. See ptce(1).\n");
    return EXIT_OK;
}

enum {
    OPTION_ROOT = 256,
    OPTION_CONTRACT,
    OPTION_NOW,
    OPTION_AS_OF,
    OPTION_OUTPUT,
    OPTION_REASON,
    OPTION_MONTH,
    OPTION_WINDOW,
    OPTION_SECTOR,
    OPTION_MEMBER,
    OPTION_EDITION,
    OPTION_SINCE,
    OPTION_ALL,
    OPTION_SETTLE,
    OPTION_JOBS,
    OPTION_LANG,
    OPTION_READER,
    OPTION_REGION,
    OPTION_FORMAT,
    OPTION_ROWS,
    OPTION_TABLE,
    OPTION_FEEDBACK,
    OPTION_HELP,
    OPTION_VERSION
};

static const struct option long_options[] = {
    {"root", required_argument, NULL, OPTION_ROOT},
    {"contract", required_argument, NULL, OPTION_CONTRACT},
    {"now", required_argument, NULL, OPTION_NOW},
    {"as-of", required_argument, NULL, OPTION_AS_OF},
    {"output", required_argument, NULL, OPTION_OUTPUT},
    {"reason", required_argument, NULL, OPTION_REASON},
    {"month", required_argument, NULL, OPTION_MONTH},
    {"window", required_argument, NULL, OPTION_WINDOW},
    {"secteur", required_argument, NULL, OPTION_SECTOR},
    {"member", required_argument, NULL, OPTION_MEMBER},
    {"edition", required_argument, NULL, OPTION_EDITION},
    {"since", required_argument, NULL, OPTION_SINCE},
    {"all", no_argument, NULL, OPTION_ALL},
    {"settle", required_argument, NULL, OPTION_SETTLE},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"reader", required_argument, NULL, OPTION_READER},
    {"region", required_argument, NULL, OPTION_REGION},
    {"format", required_argument, NULL, OPTION_FORMAT},
    {"rows", required_argument, NULL, OPTION_ROWS},
    {"table", required_argument, NULL, OPTION_TABLE},
    {"feedback", required_argument, NULL, OPTION_FEEDBACK},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {NULL, 0, NULL, 0},
};

/* The options of the commands that look back. */
static int take_past_option(struct options *o, int option, const char *value)
{
    switch (option) {
    case OPTION_AS_OF:
        o->is_past = true;
        return instant_parse(value, &o->as_of) == 0
                   ? EXIT_OK
                   : say_usage("not a time (2026-11-12T06:00:00Z): ", value);
    case OPTION_OUTPUT: o->output = value; return EXIT_OK;
    case OPTION_REASON: return take_reason(o, value);
    case OPTION_MONTH: o->explain.month = value; return EXIT_OK;
    case OPTION_WINDOW: o->explain.query.window = value; return EXIT_OK;
    case OPTION_SECTOR:
        o->explain.query.breakdown = "sector";
        o->explain.query.member = value;
        return EXIT_OK;
    case OPTION_MEMBER: return take_member(o, value);
    case OPTION_EDITION: o->explain.query.edition = value; return EXIT_OK;
    case OPTION_SINCE: o->explain.since = value; return EXIT_OK;
    case OPTION_ALL: o->explain.all = true; return EXIT_OK;
    default: (void)fprintf(stderr, "Try: ptce --help\n"); return EXIT_USAGE;
    }
}

/* Take one option. EXIT_OK, EXIT_USAGE, or -1: it has been answered, leave with success. */
static int take_option(struct options *o, int option, const char *value)
{
    int64_t n;
    switch (option) {
    case OPTION_ROOT: o->run.root = value; return EXIT_OK;
    case OPTION_CONTRACT: o->run.contract_path = value; return EXIT_OK;
    case OPTION_READER:
        o->run.libcsv_only = strcmp(value, "libcsv") == 0;
        return o->run.libcsv_only || strcmp(value, "guarded") == 0
                   ? EXIT_OK
                   : say_usage("not a reader (guarded or libcsv): ", value);
    case OPTION_REGION: o->check.region = value; return EXIT_OK;
    case OPTION_FEEDBACK: o->check.feedback = value; return EXIT_OK;
    case OPTION_TABLE: o->check.table = value; return EXIT_OK;
    case OPTION_FORMAT:
        o->check.json = strcmp(value, "json") == 0;
        o->explain.format = strcmp(value, "csv") == 0 ? EXPLAIN_CSV : EXPLAIN_TEXT;
        o->format = value;
        return o->check.json || o->explain.format == EXPLAIN_CSV || strcmp(value, "text") == 0
                   ? EXIT_OK
                   : say_usage("not a format (text, json; explain: csv): ", value);
    case OPTION_ROWS:
        o->check.rows = strcmp(value, "csv") == 0    ? ROWS_CSV
                        : strcmp(value, "json") == 0 ? ROWS_JSON
                                                     : ROWS_NONE;
        return o->check.rows != ROWS_NONE ? EXIT_OK
                                          : say_usage("not a format (csv or json): ", value);
    case 'q': o->run.quiet = true; return EXIT_OK;
    case 'v': o->run.verbose = true; return EXIT_OK;
    case OPTION_NOW:
        return instant_parse(value, &o->run.now) == 0
                   ? EXIT_OK
                   : say_usage("not a time (2026-11-12T06:00:00Z): ", value);
    case OPTION_SETTLE:
        if (text_int(value, strlen(value), 0, MAX_SETTLE_S, &n) == -1)
            return say_usage("not a number of seconds: ", value);
        o->run.settle_s = n;
        return EXIT_OK;
    case OPTION_JOBS:
        if (text_int(value, strlen(value), 1, MAX_JOBS, &n) == -1)
            return say_usage("not a number of processes (1 to 64): ", value);
        o->run.jobs = (int)n;
        return EXIT_OK;
    case OPTION_LANG:
        if (strcmp(value, "fr") != 0 && strcmp(value, "en") != 0)
            return say_usage("not a language (fr or en): ", value);
        o->run.lang = strcmp(value, "en") == 0 ? LANG_EN : LANG_FR;
        return EXIT_OK;
    case OPTION_HELP: (void)help(); return -1;
    case OPTION_VERSION: (void)printf("ptce %s\n", PTCE_VERSION); return -1;
    default: return take_past_option(o, option, value);
    }
}

static int run_command(struct options *o, const struct command *command)
{
    struct err err = {0};
    struct contract *contract = contract_new(o->run.contract_path, &err);
    if (contract == NULL)
        return say_failure(&err);
    struct overrides overrides = {0};
    struct buf path = {0};
    buf_printf(&path, "%s/inputs/overrides.csv", o->run.root);
    o->run.overrides_path = path.data;
    o->run.contract = contract;
    o->run.overrides = &overrides;
    int status = overrides_read(&overrides, contract, o->run.overrides_path, &err) == -1
                     ? say_failure(&err)
                     : command->run(o);
    o->run.overrides = NULL;
    o->run.overrides_path = NULL;
    o->run.contract = NULL;
    overrides_release(&overrides);
    buf_release(&path);
    contract_free(contract);
    return status;
}

int commands_main(int argc, char **argv)
{
    struct options o = {.run = {.root = ".",
                                .contract_path = PTCE_CONTRACT_DIR,
                                .now = (int64_t)time(NULL),
                                .settle_s = DEFAULT_SETTLE_S,
                                .jobs = child_processors(),
                                .progress = say_progress}};
    const char *terminal = getenv("TERM");
    const char *no_colour = getenv("NO_COLOR");
    int option;
    static char program[] = "ptce";
    (void)umask(022);
    argv[0] = program; /* as getopt's complaints begin */
    while ((option = getopt_long(argc, argv, "qv", long_options, NULL)) != -1) {
        int status = take_option(&o, option, optarg);
        if (status != EXIT_OK)
            return status == -1 ? EXIT_OK : status;
    }
    if (optind == argc)
        return say_usage("no command given", "");
    o.run.colours = (no_colour == NULL || no_colour[0] == '\0') &&
                    (terminal == NULL || strcmp(terminal, "dumb") != 0);
    o.run.period = day_period(instant_day(o.run.now)) - 1;
    if (o.run.quiet)
        o.run.progress = NULL;
    o.words = argv + optind + 1;
    o.n_words = argc - optind - 1;
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i].name, argv[optind]) == 0)
            return run_command(&o, &commands[i]);
    return say_usage("no such command: ", argv[optind]);
}
