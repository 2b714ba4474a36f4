#include <stdlib.h>
#include <string.h>

#include "aggregate/aside.h"
#include "aggregate/tally.h"
#include "unit.h"
#include "unit_cube.h"
#include "unit_poles.h"
#include "unit_take.h"

#define JOBS  "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee\n"
#define TEN   "PTCE-84-001;2026-06;10;8,5;6;4;4;6;definitif\n"
#define SAME  "PTCE-84-001;2026-06;10;8,5;6;4;4;6;corrige\n"
#define SIX   "PTCE-84-001;2026-06;6;5;3;3;3;3;corrige\n"
#define BAD   "PTCE-84-001;2026-06;10;8,5;6;4;4;7;definitif\n"
#define NIL   "PTCE-84-001;2026-06;;;;;;;neant\n"
#define LATER "PTCE-84-001;2026-07;7;5;4;3;3;4;definitif\n"
#define OTHER "PTCE-84-999;2026-06;6;5;3;3;3;3;corrige\n"

#define MONEY                                                                                      \
    "id_financement;code_pole;mois;type_financeur;finalite;nature;etape;montant;date_evenement\n"
#define PAID  "F1;PTCE-84-001;2026-06;etat;ingenierie;numeraire;verse;100;2026-06-10\n"
#define PAID2 "F2;PTCE-84-001;2026-06;etat;ingenierie;numeraire;verse;200;2026-06-11\n"

enum { MOST = 4 };

/*
 * What came, oldest first; those that the edition made last accepted (a) or held back (h), by
 * delivery. June is definitive. What became of the units: u used, r replaced, h held, = the same
 * once more, t taken for a reason, - nothing; and the sum of J01 or F02 of 2026-06.
 */
static const struct {
    const char *name;
    const char *texts[MOST];
    const char *before;
    const char *without; /* a reason */
    const char *with;
    int64_t sum;
    int64_t sum_with;
} rows[] = {
    {"what was accepted stands", {JOBS TEN, JOBS SIX}, "aa", "r;u;", "r;u;", 6, 6},
    {"a correction is held", {JOBS TEN, JOBS SIX}, "a-", "u;h;", "r;t;", 10, 6},
    {"and held on", {JOBS TEN, JOBS SIX}, "ah", "u;h;", "r;t;", 10, 6},
    {"a nil is one", {JOBS TEN, JOBS NIL}, "a-", "u;h;", "r;t;", 10, 0},
    {"so is what takes a nil back", {JOBS NIL, JOBS SIX}, "a-", "u;h;", "r;t;", 0, 6},
    {"the same is not", {JOBS TEN, JOBS SAME}, "a-", "u;=;", "r;u;", 10, 10},
    {"nor a first return", {JOBS LATER, JOBS SIX}, "a-", "u;u;", "u;u;", 6, 6},
    {"nor one after a bad one", {JOBS BAD, JOBS SIX}, "a-", "r;u;", "r;u;", 6, 6},
    {"of two first returns the newer",
     {JOBS LATER, JOBS TEN, JOBS SIX},
     "a--",
     "u;r;u;",
     "u;r;u;",
     6,
     6},
    {"a bad correction changes nothing", {JOBS TEN, JOBS BAD}, "a-", "u;-;", "u;-;", 10, 10},
    {"a month that may change does", {JOBS LATER, JOBS LATER}, "a-", "r;u;", "r;u;", 0, 0},
    {"of one delivery, what may",
     {JOBS TEN LATER, JOBS SIX LATER},
     "a-",
     "ur;hu;",
     "rr;tu;",
     10,
     6},
    {"two corrections", {JOBS TEN, JOBS NIL, JOBS SIX}, "a--", "u;h;h;", "r;r;t;", 10, 6},
    {"one that is taken back", {JOBS TEN, JOBS SIX, JOBS SAME}, "a--", "u;r;=;", "r;r;u;", 10, 10},
    {"taken back and accepted", {JOBS TEN, JOBS SIX, JOBS SAME}, "aha", "r;r;u;", "r;r;u;", 10, 10},
    {"a correction of what was taken",
     {JOBS TEN, JOBS SIX, JOBS TEN},
     "aa-",
     "r;u;h;",
     "r;r;t;",
     6,
     10},
    {"a pole that is in no register", {JOBS TEN, JOBS OTHER}, "a-", "u;-;", "u;-;", 10, 10},
    {"no edition", {JOBS TEN, JOBS SIX}, "--", "r;u;", "r;u;", 6, 6},
    {"a row more of funding", {MONEY PAID, MONEY PAID PAID2}, "a-", "u;h;", "r;t;", 10000, 30000},
    {"rows in another order",
     {MONEY PAID PAID2, MONEY PAID2 PAID},
     "a-",
     "u;=;",
     "r;u;",
     30000,
     30000},
};

static void add_uses(struct buf *out, const struct receipt *r)
{
    for (uint32_t i = 0; i < r->n_units; i++) {
        const struct unit *u = &r->units[i];
        buf_char(out, u->held       ? 'h'
                      : u->repeated ? '='
                      : u->released ? 't'
                      : u->used     ? 'u'
                      : u->replaced ? 'r'
                                    : '-');
    }
    buf_char(out, ';');
}

/* What the card of the edition made last says. */
static void set_holding(struct holding *h, size_t i, struct unit_taken *taken)
{
    struct buf key = {0};
    for (size_t k = 0; rows[i].before[k] != '\0'; k++) {
        char name[] = "84/n";
        name[3] = (char)('0' + k);
        if (rows[i].before[k] != '-') {
            (void)map_put(&h->known, name, strlen(name));
            h->definitive = unit_month("2026-06");
        }
        for (uint32_t u = 0; rows[i].before[k] == 'h' && u < taken[k].receipt.n_units; u++) {
            const struct unit *unit = &taken[k].receipt.units[u];
            holding_key(&key, name, unit_contract()->tables[unit->table].name,
                        map_key(&taken[k].receipt.poles, unit->pole), unit->time);
            (void)map_put(&h->held, key.data, key.len);
        }
    }
    buf_release(&key);
}

/* What was set aside, judged; the late ones read again. */
static void settle(size_t i, struct aside *aside, struct claims *claims, struct timeline *timeline,
                   struct unit_taken *taken, const struct setting *setting)
{
    struct receipt receipts[MOST] = {0};
    size_t n = strlen(rows[i].before);
    for (size_t k = 0; k < n; k++)
        receipts[k] = taken[k].receipt;
    aside_settle(aside, claims, receipts, LANG_FR);
    for (size_t k = 0; k < n; k++) {
        struct unit_taken again = {0};
        claims_settle(claims, (int)k, &receipts[k], setting->poles);
        taken[k].receipt = receipts[k];
        if (!aside_is_late(aside, (int)k))
            continue;
        unit_take(rows[i].texts[k], strlen(rows[i].texts[k]), setting, &again);
        aside_choose_late(aside, (int)k, &again.receipt);
        timeline_take(timeline, (int)k, &again.receipt, &again.returns, setting->poles);
        unit_taken_release(&again);
    }
}

static void check_row(size_t i, bool reason, const struct pole_register *poles)
{
    const struct contract *c = unit_contract();
    struct setting setting = {.contract = c,
                              .poles = poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11")};
    struct unit_taken taken[MOST] = {0};
    struct holding holding = {.release = reason};
    struct claims claims = {0};
    struct buf uses = {0};
    struct cube *cube = cube_new(c, unit_month("2026-10"));
    struct aside aside = {.holding = &holding, .contract = c, .poles = poles, .region = "84"};
    struct timeline timeline;
    size_t n = strlen(rows[i].before);
    uint64_t warnings = 0;
    timeline_init(&timeline, c);
    for (size_t k = 0; k < n; k++)
        unit_take(rows[i].texts[k], strlen(rows[i].texts[k]), &setting, &taken[k]);
    set_holding(&holding, i, taken);
    for (size_t k = n; k-- > 0;) {
        const char stem[] = {(char)('0' + k), '\0'};
        aside_take(&aside, &claims, (int)k, stem, &taken[k].receipt, &taken[k].returns);
        claims_take(&claims, (int)k, &taken[k].receipt, c, poles);
        aside_compare(&aside, &taken[k].receipt, &taken[k].returns);
        timeline_take(&timeline, (int)k, &taken[k].receipt, &taken[k].returns, poles);
    }
    settle(i, &aside, &claims, &timeline, taken, &setting);
    for (size_t k = 0; k < n; k++) {
        add_uses(&uses, &taken[k].receipt);
        warnings += taken[k].receipt.by_severity[SEVERITY_WARNING];
    }
    timeline_sort(&timeline);
    unit_tally(&timeline, poles, "84", cube);
    const char *want = reason ? rows[i].with : rows[i].without;
    uint64_t held = 0;
    for (const char *p = want; *p != '\0'; p++)
        held += *p == 'h';
    bool money = strncmp(rows[i].texts[0], "id_", 3) == 0;
    unit_text(rows[i].name, reason ? "with" : "without", buf_str(&uses), want);
    unit_int(rows[i].name, reason ? "sum with" : "sum without",
             unit_sum(cube, money ? "F02" : "J01", "total", "", "2026-06")->numerator,
             reason ? rows[i].sum_with : rows[i].sum);
    unit_int(rows[i].name, "warnings", (int64_t)warnings, (int64_t)held);
    for (size_t k = 0; k < n; k++)
        unit_taken_release(&taken[k]);
    buf_release(&uses);
    timeline_release(&timeline);
    claims_release(&claims);
    aside_release(&aside);
    holding_release(&holding);
    cube_free(cube);
}

static void test_rows(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    for (size_t i = 0; i < COUNT(rows); i++) {
        check_row(i, false, &poles);
        check_row(i, true, &poles);
    }
    register_release(&poles);
    unit_end();
}

/* The list: written, read back. */
static void test_list(void **state)
{
    (void)state;
    static const char stem[] = "84/20261112T060000.0017Z-0123456789ab-emplois%2C_2026-10.csv";
    struct held_list list = {.reason = "vu, \"lu\" ; 12"};
    struct held_list back = {0};
    struct buf text = {0};
    struct buf again = {0};
    struct err err = {0};
    held_add(&list,
             &(struct held_unit){stem, "emplois", "PTCE-84-001", unit_month("2026-06"), true});
    held_add(&list,
             &(struct held_unit){stem, "emplois", "PTCE-84-003", unit_month("2026-05"), false});
    held_format(&list, &text);
    unit_text("list", "text", text.data,
              "region,table,pole,month,received,delivery,decision,reason\n"
              "84,emplois,PTCE-84-001,2026-06,2026-11-12,84/20261112T060000.0017Z-0123456789ab-"
              "emplois%2C_2026-10.csv,taken,\"vu, \"\"lu\"\" ; 12\"\n"
              "84,emplois,PTCE-84-003,2026-05,2026-11-12,84/20261112T060000.0017Z-0123456789ab-"
              "emplois%2C_2026-10.csv,held,\n");
    unit_int("list", "read", held_read(&back, unit_put("held.csv", text.data, text.len), &err), 0);
    unit_int("list", "taken", (int64_t)back.taken, 1);
    held_format(&back, &again);
    unit_text("list", "again", buf_str(&again), text.data);
    held_release(&back);
    unit_int("none", "read", held_read(&back, unit_path("nothing.csv"), &err), 0);
    unit_int("none", "count", (int64_t)back.count, 0);
    static const char bad[] = "region,table,pole,month,received,delivery,decision,reason\n"
                              "84,emplois,P,2026-13,,84/x,held,\n";
    unit_int("bad", "read", held_read(&back, unit_put("bad.csv", BYTES(bad)), &err), -1);
    unit_has("bad", "why", err.text, "row 2 is no correction");
    held_release(&list);
    buf_release(&text);
    buf_release(&again);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_list),
    };
    return UNIT_RUN(tests);
}
