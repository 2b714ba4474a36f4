#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "commands_options.h"
#include "commands_say.h"
#include "model/limits.h"

void options_help(void)
{
    (void)printf(
        "\noptions:\n"
        "  --config FILE    the configuration (default: /etc/ptce/ptce.conf, see ptce.conf(5))\n"
        "  --root DIR       holds inputs/ and outputs/ (default: this folder)\n"
        "  --contract DIR   the contract's folder\n"
        "  --now TIME       the present, as 2026-11-12T06:00:00Z (default: the clock)\n"
        "  --as-of TIME     run: make the data of the edition that stood then again\n"
        "  --output DIR     run --as-of: where to\n"
        "  --reason TEXT    run: take the corrections of definitive months, for this reason\n"
        "  --partial FILE   aggregate: read and add up the region of --region, into this file\n"
        "  --merge          aggregate: publish what the partials say, one of each region\n"
        "  --month M        explain: the figure of this month (default: the edition's)\n"
        "  --window W       explain: month, ytd or 12m (default: the indicator's first)\n"
        "  --secteur CODE   explain: of this sector; --member BREAKDOWN=CODE for any other\n"
        "  --edition ID     explain: as published there (default: the month's last)\n"
        "  --since ID       explain: only what differs from that edition\n"
        "  --all            explain: list nothing, check every figure of the edition\n"
        "  --settle S       a file must have been still for S seconds (default 60)\n"
        "  --deadline DAY   returns of a month are due by this day of the next (default 10)\n"
        "  --keep MONTHS    run: older receipts and superseded editions go (default 0: none)\n"
        "  --keep-editions N  run: of a month its N newest stay (default 0: all)\n"
        "  --ping COMMAND   run: a shell command when it went well\n"
        "  --mail ADDRESS   ptce-cron: who gets its report (default: whom cron mails)\n"
        "  --user NAME      collect, run: whom root becomes\n"
        "  --jobs N         processes at once (default: one a processor)\n"
        "  --lang fr|en     language of receipts, workbooks, charts (default fr)\n"
        "  --reader R       guarded (default), or libcsv: leave every record to the libraries\n"
        "  --region CODE    check: the sender's region (default: by the file's folder); explain, "
        "aggregate\n"
        "  --format F       check, lint-workbook: as text (default) or json\n"
        "  --rows F         check: write the accepted rows, as csv or json\n"
        "  --table NAME     check: rows of this table alone\n"
        "  --feedback FILE  check: write what was found into this workbook (one file)\n"
        "  --output FILE    template: where to write it (default: a name of its own)\n"
        "  -q, --quiet      say nothing but errors\n"
        "  -v, --verbose    say more\n"
        "  --help, --version\n\n"
        "The default month is the last complete one; run: those that are due. Exit status:\n"
        "0 done, 1 done with errors in returns, 2 usage, contract or configuration,\n"
        "3 failed and nothing published, 75 another run holds the lock. See ptce(1).\n");
}

enum {
    OPTION_SETTING = 256, /* any of the settings, by its name */
    OPTION_CONFIG,
    OPTION_NOW,
    OPTION_AS_OF,
    OPTION_OUTPUT,
    OPTION_REASON,
    OPTION_PARTIAL,
    OPTION_MERGE,
    OPTION_MONTH,
    OPTION_WINDOW,
    OPTION_SECTOR,
    OPTION_MEMBER,
    OPTION_EDITION,
    OPTION_SINCE,
    OPTION_ALL,
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
    {"config", required_argument, NULL, OPTION_CONFIG},
    {"root", required_argument, NULL, OPTION_SETTING},
    {"contract", required_argument, NULL, OPTION_SETTING},
    {"lang", required_argument, NULL, OPTION_SETTING},
    {"deadline", required_argument, NULL, OPTION_SETTING},
    {"settle", required_argument, NULL, OPTION_SETTING},
    {"jobs", required_argument, NULL, OPTION_SETTING},
    {"keep", required_argument, NULL, OPTION_SETTING},
    {"keep-editions", required_argument, NULL, OPTION_SETTING},
    {"mail", required_argument, NULL, OPTION_SETTING},
    {"ping", required_argument, NULL, OPTION_SETTING},
    {"user", required_argument, NULL, OPTION_SETTING},
    {"now", required_argument, NULL, OPTION_NOW},
    {"as-of", required_argument, NULL, OPTION_AS_OF},
    {"output", required_argument, NULL, OPTION_OUTPUT},
    {"reason", required_argument, NULL, OPTION_REASON},
    {"partial", required_argument, NULL, OPTION_PARTIAL},
    {"merge", no_argument, NULL, OPTION_MERGE},
    {"month", required_argument, NULL, OPTION_MONTH},
    {"window", required_argument, NULL, OPTION_WINDOW},
    {"secteur", required_argument, NULL, OPTION_SECTOR},
    {"member", required_argument, NULL, OPTION_MEMBER},
    {"edition", required_argument, NULL, OPTION_EDITION},
    {"since", required_argument, NULL, OPTION_SINCE},
    {"all", no_argument, NULL, OPTION_ALL},
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

/* Take one option. EXIT_OK, EXIT_USAGE, or what asks for an answer. */
static int take_option(struct options *o, int option, const char *value)
{
    switch (option) {
    case OPTION_CONFIG: return EXIT_OK; /* it has been read */
    case OPTION_READER:
        o->run.libcsv_only = strcmp(value, "libcsv") == 0;
        return o->run.libcsv_only || strcmp(value, "guarded") == 0
                   ? EXIT_OK
                   : say_usage("not a reader (guarded or libcsv): ", value);
    case OPTION_PARTIAL: o->partial = value; return EXIT_OK;
    case OPTION_MERGE: o->merge = true; return EXIT_OK;
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
    case OPTION_HELP: return OPTIONS_HELP;
    case OPTION_VERSION: return OPTIONS_VERSION;
    default: return take_past_option(o, option, value);
    }
}

/* Take the configuration: the one that is named, else the usual one when there is one. The file is
 * read before any other option is taken, so that they win. */
static int take_config(struct options *o, int argc, char **argv, const char *usual)
{
    struct err err = {0};
    int option;
    opterr = 0; /* complaints come with the second reading */
    while ((option = getopt_long(argc, argv, "qv", long_options, NULL)) != -1) {
        if (option == OPTION_HELP || option == OPTION_VERSION)
            return EXIT_OK;
        if (option == OPTION_CONFIG)
            o->config = optarg;
    }
    opterr = 1;
    optind = 0; /* from the start */
    if (o->config == NULL && !file_exists(usual))
        return EXIT_OK;
    if (o->config == NULL)
        o->config = usual;
    return settings_read(&o->settings, o->config, &err) == -1 ? say_failure(&err) : EXIT_OK;
}

static int take_setting(struct options *o, const char *name, const char *value)
{
    char why[128];
    const char *allowed;
    if (settings_set(&o->settings, name, value, &allowed) == 0)
        return EXIT_OK;
    (void)snprintf(why, sizeof why, "not %s: ", allowed);
    return say_usage(why, value);
}

int options_read(struct options *o, int argc, char **argv, const char *usual)
{
    settings_init(&o->settings);
    o->settings.contract = o->run.contract_path;
    o->settings.jobs = o->run.jobs;
    int status = take_config(o, argc, argv, usual);
    int option;
    int which;
    opterr = 1;
    optind = 0;
    while (status == EXIT_OK &&
           (option = getopt_long(argc, argv, "qv", long_options, &which)) != -1)
        status = option == OPTION_SETTING ? take_setting(o, long_options[which].name, optarg)
                                          : take_option(o, option, optarg);
    if (status != EXIT_OK)
        return status;
    o->words = argv + optind;
    o->n_words = argc - optind;
    o->run.root = o->settings.root;
    o->run.deadline_day = (int)o->settings.deadline_day;
    o->run.keep_months = (int)o->settings.keep_months;
    o->run.keep_editions = (int)o->settings.keep_editions;
    o->run.settle_s = o->settings.settle_s;
    o->run.lang = strcmp(o->settings.lang, "en") == 0 ? LANG_EN : LANG_FR;
    o->run.jobs = (int)o->settings.jobs;
    o->run.contract_path = o->settings.contract;
    return EXIT_OK;
}
