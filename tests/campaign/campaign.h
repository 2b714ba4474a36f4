/*
 * The campaign generator: synthetic returns as regional chambers would send them, and the truth
 * about them. It knows nothing of ptce and shares no code with it, so that both can be compared.
 *
 *     world_build(&world, region, …)      the poles of a region and all that is true of them
 *     delivery_write(&world, delivery, …) one file a chamber sends, in its style, with its fault
 *     truth_region(truth, &world)         the rows that must be in use once all files are taken in
 *
 * A world is one region at a time, so that memory does not grow with the number of regions.
 * Corrections change the world before their file is written: what the world holds after the last
 * delivery is the truth, for the units that a readable file has carried ("delivered").
 *
 * Amounts are cents and full-time equivalents are hundredths, in int64_t; -1 is "not declared".
 * Dates are the number AAAAMMJJ, 0 for none. Months are counted from January of year 0.
 */
#ifndef CAMPAIGN_H
#define CAMPAIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- rng.c: splitmix64, the same everywhere ---- */
struct rng {
    uint64_t state;
};

/* A stream of numbers of its own for each (seed, part). */
struct rng rng_new(uint64_t seed, uint64_t part);
uint64_t rng_next(struct rng *rng);
/* A number from `low` to `high`, both included. */
int rng_range(struct rng *rng, int low, int high);
bool rng_chance(struct rng *rng, int percent);

/* Say what is wrong on stderr and leave with status 3 (2 for wrong usage). */
_Noreturn void die(const char *what, const char *detail);
_Noreturn void die_usage(const char *what, const char *detail);
/* Memory or nothing: these do not return NULL. */
void *mem_new(size_t count, size_t size);
void *mem_grow(void *old, size_t count, size_t size);

/* ---- geo.c: regions, départements with their prefecture ---- */
struct region {
    const char *code, *slug;
};

struct place {
    const char *region, *departement, *commune, *epci, *town;
};

enum { N_REGIONS = 18 };
extern const struct region regions[N_REGIONS];

const struct region *region_find(const char *code);
/* The `n`-th place of a region, counted round. */
const struct place *place_of_region(const char *region, int n);
/* The prefecture of a département, NULL when the table has none. */
const struct place *place_of_departement(const char *departement);

/* ---- codes.c: the code lists of DOMAIN.md §3, in their order ---- */
enum status {
    ST_PROJET,
    ST_EMERGENT,
    ST_CONSTRUCTION,
    ST_CONSOLIDATION,
    ST_OPERATIONNEL,
    ST_SUSPENDU,
    ST_CLOS,
};
enum stage {
    EV_DEMANDE,
    EV_INSTRUIT,
    EV_ACCORDE,
    EV_CONVENTIONNE,
    EV_VERSE,
    EV_REFUSE,
    EV_ABANDONNE,
    EV_REVERSE,
};
enum {
    N_FUNDERS = 19,
    N_PURPOSES = 10,
    N_SECTORS = 14,
    N_FORMS = 12,
    N_SCALES = 5,
    N_CONTRACTS = 7,
    N_AGES = 6,
};
extern const char *const status_codes[];
extern const char *const stage_codes[];
extern const char *const funder_codes[N_FUNDERS];
extern const char *const funder_names[N_FUNDERS];
extern const char *const purpose_codes[N_PURPOSES];
extern const char *const nature_codes[];
extern const char *const sector_codes[N_SECTORS];
extern const char *const sector_names[N_SECTORS];
extern const char *const form_codes[N_FORMS];
extern const char *const scale_codes[N_SCALES];
extern const char *const scheme_names[];

/* ---- world.c, jobs.c, funding.c: what is true of a region ---- */
enum { N_MEMBER_KINDS = 5, NAME_MAX_BYTES = 120 };

struct pole {
    char code[16];
    char name[NAME_MAX_BYTES];
    char siret[15];
    const struct place *place;
    int form, scale, sector, second_sector; /* second_sector -1: none */
    int created, labelled, closed;          /* dates */
    int witness, qpv, zrr;                  /* booleans, -1 not declared */
    int64_t turnover;
    int turnover_year;
    int64_t team_fte;
    int target;                  /* jobs the pole tends to */
    int first_month, last_month; /* indices of its first and last return of jobs */
    int nil_months;              /* how many of its first returns are nil */
    bool operational, entrant;   /* entrant: not in the register before the campaign */
};

struct register_row {
    int pole, date, status;
    int members[N_MEMBER_KINDS];
    bool delivered;
};

struct jobs {
    bool present, delivered, nil;
    int total, contracts[N_CONTRACTS], part_time;
    int64_t fte;
    int women, men, unsaid;
    int ages[N_AGES]; /* -1: not declared */
    int insertion;
    int64_t insertion_fte;
    int entries, exits; /* -1: not declared */
    int created, consolidated, saved, taken_over, cut;
    bool corrected, settled;
};

struct dossier {
    int64_t asked, granted, paid, project_total;
    int32_t pole, number, cofunding; /* cofunding 0: none */
    int32_t month, day;              /* of the last event */
    int8_t funder, purpose, nature, scheme, stage, payments;
    bool ended;
};

struct event {
    int64_t amount;
    int32_t dossier;
    int16_t pole, month;
    int8_t stage, day;
    bool dropped;
};

struct world {
    const struct region *region;
    int n_poles, n_months, first_month; /* first_month: absolute, see above */
    struct rng rng;
    struct pole *poles;
    struct register_row *rows;
    int n_rows;
    struct jobs *jobs; /* [month * n_poles + pole] */
    struct dossier *dossiers;
    int32_t n_dossiers, max_dossiers;
    struct event *events; /* by month, then pole */
    size_t n_events, max_events;
    size_t *month_start;     /* index of the first event of a month; one more than months */
    bool *funding_delivered; /* like jobs */
    bool plan;
    bool few_columns; /* its chamber sends no optional columns of jobs */
    int plan_operational, plan_entrants, plan_closed, plan_nil_months;
    const char *plan_places; /* départements, separated by blanks, used in turn */
};

/* Fill in all that follows from region, n_poles, n_months, first_month, rng and the plan's
 * members; `events_per_month` is the number of funding events a pole and month. */
void world_build(struct world *world, int events_per_month);
void world_release(struct world *world);
/* One person more, one event less: what a corrected return changes. */
void world_correct_jobs(struct world *world, int pole, int month);
void world_correct_funding(struct world *world, int pole, int month);
/* Index of the month a register row takes effect in: -1 for all that is before the campaign. */
int world_row_month(const struct world *world, const struct register_row *row);
bool world_has_funding(const struct world *world, int pole, int month);
int date_of(int absolute_month, int day);

void register_build(struct world *world);
void jobs_build(struct world *world);
void funding_build(struct world *world, int events_per_month);

/* ---- out.c: a buffered file ---- */
struct out {
    int fd;
    size_t length;
    char *data;
    bool cp1252; /* bytes are given as UTF-8 and leave as Windows-1252 */
    const char *path;
};

void out_open(struct out *out, const char *path);
void out_close(struct out *out);
void out_byte(struct out *out, char byte);
void out_text(struct out *out, const char *text);
void out_bytes(struct out *out, const char *bytes, size_t length);
/* Leave the buffer room for a row; to be called between rows. */
void out_row(struct out *out);
void out_directory(const char *path);

/* ---- style.c: how a chamber writes its files ---- */
enum number_style { NUM_COMMA, NUM_POINT, NUM_SPACE, NUM_NBSP, NUM_NNBSP };
enum month_style { MONTH_ISO, MONTH_SLASH, MONTH_SHORT };
enum json_shape { JSON_NONE, JSON_ARRAY, JSON_OBJECT, JSON_LINES };

struct style {
    const char *name;
    char delimiter;
    enum json_shape json;
    enum number_style numbers;
    enum month_style months;
    bool french_dates, french_header, french_booleans;
    bool bom, crlf, cp1252, euro, quote_text;
    bool preamble, total, trailing, line_breaks;
};

/* The style of that name; it is a bug to ask for one that is not there. */
const struct style *style_find(const char *name);
const struct style *style_messy(int n);

/* ---- sheet.c: rows and cells in a style, CSV or JSON ---- */
enum { MAX_COLUMNS = 48 };

struct sheet {
    struct out *out;
    const struct style *style;
    const char *const *columns;
    int n_columns, column, skip; /* skip: the column left out, -1 */
    int fault;                   /* the column whose cell is `fault_text` in this row, -1 */
    const char *fault_text;
    bool rows, cells; /* a row, a cell has been written */
    long n_rows;
    int64_t sums[MAX_COLUMNS];
    char kinds[MAX_COLUMNS]; /* i, f or 0, as last written */
};

void sheet_begin(struct sheet *sheet, struct out *out, const struct style *style,
                 const char *const *columns);
void sheet_header(struct sheet *sheet);
void sheet_row_begin(struct sheet *sheet);
void sheet_row_end(struct sheet *sheet);
void sheet_text(struct sheet *sheet, const char *text);
void sheet_integer(struct sheet *sheet, int64_t value);
void sheet_number(struct sheet *sheet, int64_t hundredths);
void sheet_money(struct sheet *sheet, int64_t cents);
void sheet_date(struct sheet *sheet, int date);
void sheet_month(struct sheet *sheet, int absolute_month);
void sheet_boolean(struct sheet *sheet, int value);
/* The TOTAL row and the empty rows some chambers leave below. */
void sheet_footer(struct sheet *sheet);
int sheet_find_column(const struct sheet *sheet, const char *name);

/* ---- tables.c: the rows of the three tables ---- */
enum table { T_POLES, T_JOBS, T_FUNDING, N_TABLES };
extern const char *const table_names[N_TABLES];
extern const char *const *const table_columns[N_TABLES]; /* all there are */

/* Before anything is written. */
void tables_begin(void);

/* The columns that the region's chamber sends. */
const char *const *tables_sent(const struct world *world, enum table table);

/* Write one row; `code` replaces the pole's own code when it is not NULL. */
void row_register(struct sheet *sheet, const struct world *world, const struct register_row *row);
void row_jobs(struct sheet *sheet, const struct world *world, int pole, int month,
              const char *code);
void row_event(struct sheet *sheet, const struct world *world, const struct event *event,
               const char *code);

/* ---- delivery.c: one file ---- */
enum fault {
    F_NONE,
    F_DUPLICATE, /* not a fault: the same bytes as a file before */
    F_SUM,       /* effectif_total is not femmes + hommes + genre_non_precise */
    F_TEXT,      /* text in a number */
    F_SIRET,     /* 7,32829E+13 */
    F_CODE,      /* a code that is not in the list */
    F_UNKNOWN,   /* rows of a pole that is not in the register */
    F_FOREIGN,   /* rows of a pole of another region */
    F_QUOTE,     /* a quote that is never closed, in the first row */
    F_COLUMN,    /* a required column is missing */
    F_XLSX,      /* a workbook under the name of a CSV */
    F_JSON,      /* a comma is missing in the first object */
    F_EMPTY,     /* 0 bytes */
    F_HEADER,    /* a header and nothing below */
};

struct delivery {
    const char *region, *name;
    unsigned tables; /* bits 1 << enum table */
    int from, to;    /* month indices; -1 for register rows of before */
    const char *style;
    enum fault fault;
    int pole, month;        /* where the fault is: pole from 1, month index */
    int from_pole, to_pole; /* only these poles, from 1; 0: all */
    const char *other;      /* the code of F_UNKNOWN and F_FOREIGN */
    bool correction;        /* the units are changed before they are written, all but the bad one */
};

enum { POLES = 1u << T_POLES, JOBS = 1u << T_JOBS, FUNDING = 1u << T_FUNDING };

/* The verdict a file must get; of its rows so many are to be read, and so many in error; -1 = not
 * foreseen. */
struct verdict {
    const char *word;
    long rows, errors;
};

/* Write the file into `folder`; mark what it delivers; return the verdict it must get. */
struct verdict delivery_write(struct world *world, const struct delivery *delivery,
                              const char *folder);

/* ---- plan.c: the committed sample: its regions and deliveries, in order of sending ---- */
struct plan_region {
    const char *code;
    int poles, operational, entrants, closed, nil_months;
    bool few_columns;
    const char *places;
};

extern const struct plan_region plan_regions[];
extern const int n_plan_regions;
extern const int n_plan_deliveries;
/* The `n`-th file of the sample. */
struct delivery plan_delivery(int n);

/* ---- truth.c ---- */
struct truth {
    bool wanted;
    struct out files[N_TABLES];
    struct sheet sheets[N_TABLES];
    struct out verdicts;
};

void truth_open(struct truth *truth, const char *folder);
void truth_verdict(struct truth *truth, const struct world *world, const char *name,
                   struct verdict verdict);
void truth_region(struct truth *truth, const struct world *world);
void truth_close(struct truth *truth);

#endif
