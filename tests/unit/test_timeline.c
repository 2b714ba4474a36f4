#include <string.h>

#include "aggregate/claims.h"
#include "aggregate/timeline.h"
#include "unit.h"
#include "unit_poles.h"
#include "unit_take.h"

#define FUNDING                                                                                    \
    "id_financement;code_pole;mois;type_financeur;finalite;nature;etape;montant;date_evenement\n"

/* Oldest first; the rows of a unit need not stand together. */
static const char *const texts[] = {
    "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee\n"
    "PTCE-84-001;2026-10;10;8,5;6;4;4;6;provisoire\n"
    "PTCE-84-003;2026-10;20;17;12;8;8;12;definitif\n",
    FUNDING "F1;PTCE-84-003;2026-10;etat;ingenierie;numeraire;accorde;1000,25;2026-10-03\n"
            "F2;PTCE-84-001;2026-10;epci;autre;pret;verse;7;2026-10-04\n"
            "F1;PTCE-84-003;2026-10;etat;ingenierie;numeraire;verse;400;2026-10-05\n"
            "F1;PTCE-84-003;2026-09;etat;ingenierie;numeraire;demande;5000000,01;2026-09-05\n",
    ("code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee\n"
     "PTCE-84-001;2026-10;;;;;;;neant\n"
     "PTCE-84-003;2026-09;21;17;12;9;9;12;definitif\n"),
    ("code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee\n"
     "PTCE-84-003;2026-09;22;17;12;9;9;12;definitif\n"), /* bad: 9 + 12 */
};

/* What stands: delivery, then line and value of each row. */
static const struct {
    int table;
    const char *pole;
    const char *month;
    const char *field;
    const char *want;
} rows[] = {
    {TABLE_EMPLOIS, "PTCE-84-001", "2026-10", "effectif_total", "2 nil"},
    {TABLE_EMPLOIS, "PTCE-84-003", "2026-10", "effectif_total", "0 3:20"},
    {TABLE_EMPLOIS, "PTCE-84-003", "2026-09", "effectif_total", "2 3:21"},
    {TABLE_EMPLOIS, "PTCE-84-003", "2026-09", "etp_total", "2 3:1700"},
    {TABLE_EMPLOIS, "PTCE-84-003", "2026-09", "genre_non_precise", "2 3:blank"},
    {TABLE_EMPLOIS, "PTCE-84-003", "2026-08", "effectif_total", "nothing"},
    {TABLE_EMPLOIS, "PTCE-84-002", "2026-09", "effectif_total", "nothing"},
    {TABLE_EMPLOIS, "PTCE-11-001", "2026-10", "effectif_total", "nothing"},
    {TABLE_FINANCEMENTS, "PTCE-84-003", "2026-10", "montant", "1 2:100025 4:40000"},
    {TABLE_FINANCEMENTS, "PTCE-84-003", "2026-09", "montant", "1 5:500000001"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-10", "montant", "1 3:700"},
    {TABLE_FINANCEMENTS, "PTCE-84-001", "2026-09", "montant", "nothing"},
};

static void describe(const struct timeline *t, size_t i, int pole, struct buf *out)
{
    const struct standing *u = timeline_find(t, rows[i].table, pole, unit_month(rows[i].month));
    int f = unit_field(rows[i].table, rows[i].field);
    struct timeline_row row;
    if (u == NULL) {
        buf_text(out, "nothing");
        return;
    }
    buf_printf(out, "%d%s", (int)u->delivery, u->nil ? " nil" : "");
    timeline_open(t, rows[i].table, u, &row);
    while (timeline_next(&row)) {
        buf_printf(out, " %u:", row.line);
        if (VALUE_IS_SET(row.values[f]))
            buf_printf(out, "%lld", (long long)row.values[f]);
        else
            buf_text(out, "blank");
    }
}

static void test_standing(void **state)
{
    (void)state;
    struct pole_register poles;
    unit_poles(&poles);
    struct setting setting = {.contract = unit_contract(),
                              .poles = &poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11")};
    struct claims claims = {0};
    struct timeline t;
    timeline_init(&t, unit_contract());
    for (size_t k = COUNT(texts); k-- > 0;) { /* newest first */
        struct unit_taken taken;
        unit_take(texts[k], strlen(texts[k]), &setting, &taken);
        claims_take(&claims, (int)k, &taken.receipt, unit_contract(), &poles);
        timeline_take(&t, (int)k, &taken.receipt, &taken.returns, &poles);
        unit_taken_release(&taken);
    }
    timeline_sort(&t);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf have = {0};
        describe(&t, i, register_find(&poles, rows[i].pole, 11), &have);
        unit_text(rows[i].pole, rows[i].field, buf_str(&have), rows[i].want);
        buf_release(&have);
    }
    timeline_release(&t);
    claims_release(&claims);
    register_release(&poles);
    unit_end();
}

static void test_of_pole(void **state)
{
    (void)state;
    struct standing units[] = {{.pole = 1, .month = 5},
                               {.pole = 3, .month = 2},
                               {.pole = 3, .month = 1},
                               {.pole = 3, .month = 9},
                               {.pole = 0, .month = 7}};
    static const uint32_t counts[] = {1, 1, 0, 3, 0};
    struct timeline t = {.tables[TABLE_EMPLOIS] = {.units = units, .count = COUNT(units)}};
    uint32_t n;
    timeline_sort(&t);
    for (int pole = 0; pole < (int)COUNT(counts); pole++) {
        const struct standing *first = timeline_of_pole(&t, TABLE_EMPLOIS, pole, &n);
        unit_int("pole", "units", n, counts[pole]);
        for (uint32_t i = 0; i < n; i++)
            unit_int("pole", "its own", first[i].pole, pole);
        for (uint32_t i = 1; i < n; i++)
            unit_int("pole", "in order", first[i].month > first[i - 1].month, 1);
    }
    unit_end();
}

/* Any number comes out as it went in. */
static const int64_t numbers[] = {
    0,   1,     -1,    63,        64,        -64,       -65,           127,
    128, 16383, 16384, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN + 2, VALUE_BLANK};

/* The last line there can be, and the first ones. */
static uint32_t line_of(size_t i)
{
    return i % 2 == 0 ? INT32_MAX - (uint32_t)i : (uint32_t)i;
}

static void test_numbers(void **state)
{
    (void)state;
    struct pole_register poles;
    struct returns returns;
    struct timeline t;
    struct unit unit = {
        .table = TABLE_FINANCEMENTS, .time = 7, .rows = COUNT(numbers), .used = true};
    struct receipt receipt = {.units = &unit, .n_units = 1};
    struct timeline_row row;
    int f = unit_field(TABLE_FINANCEMENTS, "montant");
    unit_poles(&poles);
    (void)map_put(&receipt.poles, "PTCE-84-001", 11);
    returns_init(&returns, unit_contract());
    struct rows *to = &returns.rows[TABLE_FINANCEMENTS];
    for (size_t i = 0; i < COUNT(numbers); i++) {
        int64_t values[MAX_FIELDS];
        for (int k = 0; k < to->n_kept; k++)
            values[k] = k == to->slot[f] ? numbers[i] : VALUE_BLANK;
        rows_add(to, 0, row_place(line_of(i), i == 1), values);
    }
    timeline_init(&t, unit_contract());
    timeline_take(&t, 3, &receipt, &returns, &poles);
    timeline_open(&t, TABLE_FINANCEMENTS, &t.tables[TABLE_FINANCEMENTS].units[0], &row);
    for (size_t i = 0; i < COUNT(numbers); i++) {
        assert_true(timeline_next(&row));
        unit_int("number", "value", row.values[f], numbers[i]);
        unit_int("number", "line", row.line, line_of(i));
        unit_int("number", "row", row.row, (int64_t)i);
        unit_int("number", "first warning", timeline_warn(&t.tables[TABLE_FINANCEMENTS], row.row),
                 i != 1);
        unit_int("number", "another", timeline_warn(&t.tables[TABLE_FINANCEMENTS], row.row), false);
        unit_int("number", "line still", timeline_line(&t.tables[TABLE_FINANCEMENTS], row.row),
                 line_of(i));
    }
    assert_false(timeline_next(&row));
    timeline_release(&t);
    returns_release(&returns);
    map_release(&receipt.poles);
    register_release(&poles);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_standing),
        cmocka_unit_test(test_of_pole),
        cmocka_unit_test(test_numbers),
    };
    return UNIT_RUN(tests);
}
