#include <stdlib.h>
#include <string.h>

#include "aggregate/history.h"
#include "aggregate/history_stats.h"
#include "unit.h"
#include "unit_poles.h"
#include "unit_take.h"

#define JOBS                                                                                       \
    "code_pole;mois;effectif_total;etp_total;cdi;cdd;autres_contrats;femmes;hommes;entrees;"       \
    "sorties;statut_donnee\n"
#define FUNDING                                                                                    \
    "id_financement;code_pole;mois;type_financeur;nom_financeur;finalite;nature;etape;montant;"    \
    "date_evenement;id_cofinancement;montant_total_projet\n"

static const struct {
    const char *name;
    int64_t values[6];
    size_t n;
    int64_t median;
    int64_t deviation;
} spreads[] = {
    {"one", {7}, 1, 7, 0},
    {"two: half of one is rounded up", {7, 10}, 2, 9, 2},
    {"odd, in no order", {9, 1, 5}, 3, 5, 4},
    {"one wrong month moves nothing", {40, 41, 400, 42, 40}, 5, 41, 1},
    {"below nothing", {-3, -1, 2, 6}, 4, 1, 3},
    {"all the same", {5, 5, 5, 5, 9}, 5, 5, 0},
};

static void test_spreads(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(spreads); i++) {
        unit_int(spreads[i].name, "median", history_stats_median(spreads[i].values, spreads[i].n),
                 spreads[i].median);
        unit_int(spreads[i].name, "deviation",
                 history_stats_deviation(spreads[i].values, spreads[i].n), spreads[i].deviation);
    }
    unit_end();
}

static const struct {
    int64_t a;
    int64_t b;
    bool scaled; /* within 30 % */
} scales[] = {
    {400, 40, true},     {40, 400, true},
    {280, 40, true},     {279, 40, false},
    {520, 40, true},     {521, 40, false},
    {4000, 40, true},    {40000, 40, true},
    {400000, 40, false}, {40, 40, false},
    {0, 40, false},      {40, 0, false},
    {1200, 40, false},   {INT64_MAX, 1, false},
    {-400, 40, false},   {INT64_MAX, INT64_MAX / 10, true},
};

static void test_scales(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(scales); i++) {
        char row[60];
        (void)snprintf(row, sizeof row, "%lld %lld", (long long)scales[i].a,
                       (long long)scales[i].b);
        unit_int(row, "scaled", history_stats_scaled(scales[i].a, scales[i].b, 300),
                 scales[i].scaled);
    }
    unit_int("huge", "beyond", history_stats_beyond(INT64_MAX, INT64_MIN + 2, 10, INT64_MAX, 300),
             true);
    unit_end();
}

/* "40+2-1c24e34": a headcount, those who came and left, permanent contracts, FTE; FTE are else
 * 85 % and permanent contracts 60 % of it. */
static void add_month(struct buf *out, const char *text, int month)
{
    char *p;
    long total = strtol(text, &p, 10);
    long more[4] = {-1, -1, total * 60 / 100, total * 85 / 100};
    static const char marks[] = "+-ce";
    while (*p != '\0' && strchr(marks, *p) != NULL) {
        size_t k = (size_t)(strchr(marks, *p) - marks);
        more[k] = strtol(p + 1, &p, 10);
    }
    buf_printf(out, "PTCE-84-001;%04d-%02d;%ld;%ld;%ld;0;%ld;%ld;%ld;", 2025 + month / 12,
               1 + month % 12, total, more[3], more[2], total - more[2], total / 2,
               total - total / 2);
    for (int k = 0; k < 2; k++)
        if (more[k] >= 0)
            buf_printf(out, "%ld;", more[k]);
        else
            buf_text(out, ";");
    buf_text(out, "provisoire\n");
}

/* Months from January 2025, blanks between them: "-" nothing declared, "nil" a declared nil. */
static void add_series(struct buf *out, const char *series)
{
    buf_text(out, JOBS);
    for (int month = 0; *series != '\0'; month++) {
        char text[40];
        size_t n = strcspn(series, " ");
        (void)snprintf(text, sizeof text, "%.*s", (int)n, series);
        if (strcmp(text, "nil") == 0)
            buf_printf(out, "PTCE-84-001;%04d-%02d;;;;;;;;;;neant\n", 2025 + month / 12,
                       1 + month % 12);
        else if (strcmp(text, "-") != 0)
            add_month(out, text, month);
        series += n + (series[n] == ' ');
    }
}

enum { MAX_TEXTS = 3 };

/* Warnings are told of so many lines, and here each row has its own. */
static uint64_t lines_told(const struct receipt *r)
{
    uint64_t told = 0; /* a bit for each line */
    for (int k = 0; k < r->n_causes; k++)
        for (int j = 0; j < r->causes[k].n_places; j++)
            if (r->causes[k].places[j].severity == SEVERITY_WARNING)
                told |= UINT64_C(1) << r->causes[k].places[j].line;
    return (uint64_t)__builtin_popcountll(told >> 1);
}

/* Take texts as deliveries, the oldest first, judge, and list what is said of each; the rows of the
 * last that have a warning are counted. */
static int64_t judge(const char *const *texts, int n, struct buf *out)
{
    struct pole_register poles;
    struct claims claims = {0};
    struct timeline timeline;
    struct history history = {0};
    struct unit_taken taken[MAX_TEXTS];
    struct receipt receipts[MAX_TEXTS];
    int64_t rows_warning = 0;
    memset(receipts, 0, sizeof receipts);
    const struct contract *c = unit_contract();
    unit_poles(&poles);
    struct setting setting = {.contract = c,
                              .poles = &poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11")};
    timeline_init(&timeline, c);
    for (int i = n - 1; i >= 0; i--) {
        unit_take(texts[i], strlen(texts[i]), &setting, &taken[i]);
        claims_take(&claims, i, &taken[i].receipt, c, &poles);
        history_take(&history, c, &taken[i].receipt, &taken[i].returns, &poles);
        timeline_take(&timeline, i, &taken[i].receipt, &taken[i].returns, &poles);
        receipts[i] = taken[i].receipt;
    }
    timeline_sort(&timeline);
    struct delivery list[MAX_TEXTS] = {{0}};
    struct deliveries deliveries = {.list = list, .count = n};
    history_judge(&(struct history_frame){.contract = c,
                                          .poles = &poles,
                                          .claims = &claims,
                                          .timeline = &timeline,
                                          .history = &history,
                                          .receipts = receipts,
                                          .n_receipts = n,
                                          .deliveries = &deliveries,
                                          .region = setting.region});
    for (int i = 0; i < n; i++) {
        buf_text(out, i == 0 ? "" : "| ");
        rows_warning = (int64_t)receipts[i].rows_warning;
        if (texts[i][0] != '{')
            unit_int(texts[i], "rows with a warning", rows_warning,
                     (int64_t)lines_told(&receipts[i]));
        for (int k = 0; k < receipts[i].n_causes; k++) {
            for (int j = 0; j < receipts[i].causes[k].n_places; j++) {
                const struct finding *f = &receipts[i].causes[k].places[j];
                if (f->rule >= 0 && c->tables[f->table].rules[f->rule].check >= CHECK_OVER_TIME)
                    buf_printf(out, "%s %u %s>%s; ", c->tables[f->table].rules[f->rule].id, f->line,
                               f->other, f->value);
            }
        }
        taken[i].receipt = receipts[i];
        unit_taken_release(&taken[i]);
    }
    history_release(&history);
    timeline_release(&timeline);
    claims_release(&claims);
    register_release(&poles);
    return rows_warning;
}

/* What is said: rule, line (January is line 2), before > now. */
static const struct {
    const char *name;
    const char *series;
    const char *want;
} series[] = {
    {"nothing to compare with", "400", ""},
    {"little moves", "40 41 43 42 44", ""},
    {"10 more: just inside", "20 30", ""},
    {"11 more", "20 31", "E63 3 20 en janvier 2025>31; "},
    {"30 %: just inside", "100 130", ""},
    {"more than 30 %", "100 131", "E63 3 100 en janvier 2025>131; "},
    {"less, too", "100 69", "E63 3 100 en janvier 2025>69; "},
    {"behind a gap of three months", "100 - - 140",
     "E60 3 janvier 2025>2025-04; E63 3 100 en janvier 2025>140; "},
    {"behind a gap of four it is another history", "100 - - - 140", "E60 3 janvier 2025>2025-05; "},
    {"a nil is a declaration", "40 nil 41", ""},
    {"a nil behind a gap", "40 - nil", "E60 3 janvier 2025>2025-03; "},
    {"ten times: the zeros, and nothing else", "40 41 42 410",
     "E61 5 41>410; E62 5 34,00>348,00; "},
    {"ten times less", "410 400 420 41", "E61 5 410>41; E62 5 348,00>34,00; "},
    {"a hundred times", "40 41 42 4100", "E61 5 41>4 100; E62 5 34,00>3 485,00; "},
    {"back again is no change", "40 41 42 410 42", "E61 5 41>410; E62 5 34,00>348,00; "},
    {"it stays: told once", "40 41 42 410 412 415", "E61 5 41>410; E62 5 34,00>348,00; "},
    {"too short a history: a change", "40 400", "E63 3 40 en janvier 2025>400; "},
    {"small numbers are ten times others all the time", "1 1 1 10", ""},
    {"FTE alone", "40 41 42 43e360", "E62 5 34,00>360,00; "},
    {"thirteen times is ten and 30 %: just inside", "40 41 42 533", "E61 5 41>533; "},
    {"beyond, a change", "40 41 42 534", "E63 5 42 en mars 2025>534; "},
    {"a pole that moves much each month is not asked each month", "50 90 52 88 50 91 53 90",
     "E63 3 50 en janvier 2025>90; E63 4 90 en février 2025>52; "
     "E63 5 52 en mars 2025>88; E63 6 88 en avril 2025>50; E63 7 50 en mai 2025>91; "
     "E63 8 91 en juin 2025>53; "},
    {"movements that fit", "40 43+5-2", ""},
    {"off by 2: just inside", "40 45+5-2", ""},
    {"off by 3", "40 46+5-2", "E64 3 43>46; "},
    {"off by 5 %: just inside", "200 210+0-0", ""},
    {"off by more than 5 %", "200 211+0-0", "E64 3 200>211; "},
    {"movements of one kind only", "40 46+5", ""},
    {"a change is told once, not by its movements too", "40 60+1-1",
     "E63 3 40 en janvier 2025>60; "},
    {"CDI 20 points less: just inside", "50c30 50c20+0-0", ""},
    {"CDI 22 points less", "50c30 50c19+0-0", "E65 3 60,0 % en janvier 2025>38,0 %; "},
    {"CDI of few", "4c4 4c1", ""},
    {"twice the same", "40 40", ""},
    {"three times the same", "40 40 40", "E66 4 janvier 2025>40; "},
    {"four times: told already", "40 40 40 40", "E66 4 janvier 2025>40; "},
    {"six times: again", "40 40 40 40 40 40", "E66 4 janvier 2025>40; E66 7 janvier 2025>40; "},
    {"a small pole may stay the same", "9 9 9", ""},
    {"the same but for one column", "40 40 40e33", ""},
    {"the same with a gap", "40 40 - 40", "E60 4 février 2025>2025-04; "},
};

static void test_series(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(series); i++) {
        struct buf text = {0};
        struct buf have = {0};
        add_series(&text, series[i].series);
        const char *texts[] = {text.data};
        judge(texts, 1, &have);
        unit_text(series[i].name, "findings", buf_str(&have), series[i].want);
        buf_release(&text);
        buf_release(&have);
    }
    unit_end();
}

#define JSON_MONTH(month, total)                                                                   \
    "{\"code_pole\": \"PTCE-84-001\", \"mois\": \"" month "\", \"effectif_total\": " total         \
    ", \"etp_total\": " total ", \"cdi\": " total ", \"cdd\": 0, \"femmes\": " total               \
    ", \"hommes\": 0, \"statut_donnee\": \"provisoire\"}"

/* All rows on one line: each is one row nonetheless, and none counts twice. */
static void test_one_line(void **state)
{
    (void)state;
    struct buf have = {0};
    const char *texts[] = {"{\"emplois\": [" JSON_MONTH("2025-01", "40") ", " JSON_MONTH(
        "2025-02", "60") ", " JSON_MONTH("2025-03", "90") ", " JSON_MONTH("2025-04", "1300") "]}"};
    unit_int("on one line", "rows with a warning", judge(texts, 1, &have), 3);
    unit_text("on one line", "findings", buf_str(&have),
              "E63 1 40 en janvier 2025>60; E63 1 60 en février 2025>90; "
              "E63 1 90 en mars 2025>1 300; ");
    buf_release(&have);
    unit_end();
}

#define ROW(id, month, who, stage, amount, day, project)                                           \
    id ";PTCE-84-001;" month ";" who ";autre;numeraire;" stage ";" amount ";" day ";" project "\n"
#define STATE "etat;DREETS"
#define TOWN  "commune;Ville"
#define BANK  "fondation;Fondation"
#define ALONE ";"

static const struct {
    const char *name;
    const char *texts[MAX_TEXTS];
    const char *want;
} events[] = {
    {"asked, awarded, paid",
     {FUNDING ROW("A", "2026-01", STATE, "demande", "1000", "2026-01-05", ALONE)
          ROW("A", "2026-02", STATE, "accorde", "1000", "2026-02-05", ALONE)
              ROW("A", "2026-03", STATE, "verse", "1000", "2026-03-05", ALONE)},
     ""},
    {"paid without an award",
     {FUNDING ROW("A", "2026-02", STATE, "demande", "1001", "2026-02-05", ALONE)
          ROW("A", "2026-03", STATE, "verse", "500", "2026-03-05", ALONE)
              ROW("A", "2026-03", STATE, "verse", "501", "2026-03-06", ALONE)},
     "F60 3 >500,00; "},
    {"paid for an award that may be older than the first return",
     {FUNDING ROW("A", "2026-03", STATE, "verse", "500", "2026-03-05", ALONE)
          ROW("A", "2026-03", STATE, "verse", "501", "2026-03-06", ALONE)},
     ""},
    {"paid 23 months after the first return: just inside",
     {FUNDING ROW("B", "2024-04", TOWN, "demande", "900", "2024-04-05", ALONE)
          ROW("A", "2026-03", STATE, "verse", "500", "2026-03-05", ALONE)},
     ""},
    {"paid 24 months after it",
     {FUNDING ROW("B", "2024-03", TOWN, "demande", "900", "2024-03-05", ALONE)
          ROW("A", "2026-03", STATE, "verse", "500", "2026-03-05", ALONE)},
     "F60 3 >500,00; "},
    {"paid before the award",
     {FUNDING ROW("A", "2026-03", STATE, "accorde", "500", "2026-03-09", ALONE)
          ROW("A", "2026-03", STATE, "verse", "500", "2026-03-05", ALONE)},
     "F60 3 >500,00; "},
    {"paid on the day of the award",
     {FUNDING ROW("A", "2026-03", STATE, "verse", "500", "2026-03-05", ALONE)
          ROW("A", "2026-03", STATE, "accorde", "500", "2026-03-05", ALONE)},
     ""},
    {"paid 0.5 % more: just inside",
     {FUNDING ROW("A", "2026-02", STATE, "accorde", "1000", "2026-02-05", ALONE)
          ROW("A", "2026-03", STATE, "verse", "1005", "2026-03-05", ALONE)},
     ""},
    {"paid a cent too much",
     {FUNDING ROW("A", "2026-02", STATE, "accorde", "1000", "2026-02-05", ALONE)
          ROW("A", "2026-03", STATE, "verse", "1005,01", "2026-03-05", ALONE)},
     "F61 3 1 000,00>1 005,01; "},
    {"paid too much, some of it back",
     {FUNDING ROW("A", "2026-02", STATE, "accorde", "1000", "2026-02-05", ALONE)
          ROW("A", "2026-03", STATE, "verse", "1200", "2026-03-05", ALONE)
              ROW("A", "2026-04", STATE, "reverse", "200", "2026-04-05", ALONE)},
     ""},
    {"the later delivery is told",
     {FUNDING ROW("A", "2026-02", STATE, "accorde", "1000", "2026-02-05", ALONE),
      FUNDING ROW("A", "2026-03", STATE, "verse", "900", "2026-03-05", ALONE),
      FUNDING ROW("A", "2026-04", STATE, "verse", "200", "2026-04-05", ALONE)},
     "| | F61 2 1 000,00>1 100,00; "},
    {"awarded what was asked: just inside",
     {FUNDING ROW("A", "2026-01", STATE, "demande", "1000", "2026-01-05", ALONE)
          ROW("A", "2026-02", STATE, "accorde", "1000", "2026-02-05", ALONE)},
     ""},
    {"awarded a cent more than asked",
     {FUNDING ROW("A", "2026-01", STATE, "demande", "1000", "2026-01-05", ALONE)
          ROW("A", "2026-02", STATE, "accorde", "1000,01", "2026-02-05", ALONE)},
     "F62 3 1 000,00>1 000,01; "},
    {"a project paid in full, 80 % of it public: just inside",
     {FUNDING ROW("A", "2026-01", STATE, "accorde", "500", "2026-01-05", "P;1000")
          ROW("B", "2026-02", TOWN, "accorde", "300", "2026-02-05", "P;1000")
              ROW("C", "2026-03", BANK, "accorde", "200", "2026-03-05", "P;1000")},
     ""},
    {"more than the project costs",
     {FUNDING ROW("A", "2026-01", STATE, "accorde", "500", "2026-01-05", "P;1000")
          ROW("C", "2026-03", BANK, "accorde", "500,01", "2026-03-05", "P;1000")},
     "F63 3 1 000,00>1 000,01; "},
    {"a cent over 80 % of public money",
     {FUNDING ROW("A", "2026-01", STATE, "accorde", "500", "2026-01-05", "P;1000")
          ROW("B", "2026-02", TOWN, "accorde", "300,01", "2026-02-05", "P;1000")},
     "F64 3 1 000,00>800,01; "},
    {"no project named, no cost known",
     {FUNDING ROW("A", "2026-01", STATE, "accorde", "900", "2026-01-05", ";1000")
          ROW("B", "2026-02", TOWN, "accorde", "900", "2026-02-05", "P;")},
     ""},
    {"twice under two ids",
     {FUNDING ROW("A", "2026-01", STATE, "demande", "900", "2026-01-05", ALONE)
          ROW("B", "2026-01", STATE, "demande", "900", "2026-01-05", ALONE)},
     "F65 3 janvier 2026, ligne 2>900,00; "},
    {"another day: just inside",
     {FUNDING ROW("A", "2026-01", STATE, "demande", "900", "2026-01-05", ALONE)
          ROW("B", "2026-01", STATE, "demande", "900", "2026-01-06", ALONE)},
     ""},
    {"a correction within the limit",
     {JOBS "PTCE-84-001;2026-01;100;85;60;40;0;50;50;;;provisoire\n",
      JOBS "PTCE-84-001;2026-01;110;90;66;44;0;55;55;;;corrige\n"},
     "| "},
    {"a correction beyond it",
     {JOBS "PTCE-84-001;2026-01;100;85;60;40;0;50;50;;;provisoire\n",
      JOBS "PTCE-84-001;2026-01;111;90;67;44;0;55;56;;;corrige\n"},
     "| E67 2 100>111; "},
    {"the same sent again after a correction",
     {JOBS "PTCE-84-001;2026-01;100;85;60;40;0;50;50;;;provisoire\n",
      JOBS "PTCE-84-001;2026-01;200;90;160;40;0;100;100;;;corrige\n",
      JOBS "PTCE-84-001;2026-01;200;90;160;40;0;100;100;;;corrige\n"},
     "| | "},
    {"a rejected correction is not judged",
     {JOBS "PTCE-84-001;2026-01;100;85;60;40;0;50;50;;;provisoire\n",
      JOBS "PTCE-84-001;2026-02;300;90;60;40;0;50;51;;;provisoire\n"},
     "| "},
};

static void test_events(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(events); i++) {
        struct buf have = {0};
        int n = 0;
        while (n < MAX_TEXTS && events[i].texts[n] != NULL)
            n++;
        judge(events[i].texts, n, &have);
        unit_text(events[i].name, "findings", buf_str(&have), events[i].want);
        buf_release(&have);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spreads), cmocka_unit_test(test_scales),
        cmocka_unit_test(test_series),  cmocka_unit_test(test_one_line),
        cmocka_unit_test(test_events),
    };
    return UNIT_RUN(tests);
}
