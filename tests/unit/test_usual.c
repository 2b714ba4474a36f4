#include <string.h>

#include "unit.h"
#include "unit_poles.h"
#include "unit_take.h"

/* A return read the short way (usual cells of regular records) and the long way (libcsv alone, cell
 * by cell) says the same: the same findings, units, values and canonical rows. */

enum { SEEDS = 3000 };

static uint32_t seed_now;

static uint32_t pick(uint32_t n)
{
    seed_now = seed_now * 1664525 + 1013904223;
    return (seed_now >> 8) % n;
}

/* Cells that most fields may hold plainly, and what stands near them. */
static const char *const numbers[] = {
    "0",     "12",   "1234",  "12,5",  "12.50", "7,00", "100000", "12,",
    ",5",    "-3",   "+4",    "1 234", "1e5",   "012",  "12,345", "99999999999999999",
    "1.234", "12 €", "5 ETP", "1850",  "2024",  "2200"};
static const char *const dates[] = {"2026-09-01", "2026-09-30", "2026-09-31", "2026-02-29",
                                    "2024-02-29", "2026-10-05", "05/10/2026", "2026-10-5",
                                    "2026-1O-05", "46056",      "2026-10-00", "1989-12-31",
                                    "20261005",   "2026-10-05 "};
static const char *const months[] = {"2026-09",      "2026-10", "2026-11", "10/2026",   "2026-13",
                                     "octobre 2026", "2026-1",  "1989-01", "2026-10-01"};
static const char *const poles[] = {
    "PTCE-84-001", "PTCE-84-002", "PTCE-84-003",  "PTCE-11-001",  "ptce-84-001",
    "PTCE-84-01",  "PTCE-84-999", " PTCE-84-001", "'PTCE-84-001", "PTCE-84-001\xC2\xA0"};
static const char *const texts[] = {"F84-1",
                                    "C84-22",
                                    "Conseil régional",
                                    "Région",
                                    "ELAN",
                                    "Err:510",
                                    "#REF!",
                                    "=1+1",
                                    "'=1",
                                    "@x",
                                    "-",
                                    "nc",
                                    "N.D.",
                                    "note",
                                    "Er",
                                    "E",
                                    "tr\x7Fu",
                                    "tr\x01u",
                                    "e\xCC\x81",
                                    "PÃ´le",
                                    "abcdefgh",
                                    "abcdefghijklmnop",
                                    "abcdefghijklmnopq",
                                    "a b",
                                    "\xE2\x80\xAFz",
                                    "~tilde~",
                                    "73282932000074",
                                    "35600000000049",
                                    "x ",
                                    "\xC3\xA9t\xC3\xA9"};

/* A cell for a field: mostly in its own form. */
static void add_cell(const struct field *f, bool is_pole, struct buf *out)
{
    uint32_t how = pick(12);
    const char *text = "";
    if (how == 0)
        text = texts[pick(COUNT(texts))];
    else if (how == 1)
        text = numbers[pick(COUNT(numbers))];
    else if (how == 2 && !f->required)
        text = "";
    else if (is_pole)
        text = poles[pick(how < 6 ? (uint32_t)COUNT(poles) : 3)];
    else if (f->codes != NULL)
        text = pick(8) == 0 ? f->codes->entries[pick((uint32_t)f->codes->count)].label[0]
                            : f->codes->entries[pick((uint32_t)f->codes->count)].code;
    else if (f->type == FIELD_DATE)
        text = dates[pick(how < 6 ? (uint32_t)COUNT(dates) : 2)];
    else if (f->type == FIELD_YEARMONTH)
        text = months[pick(how < 6 ? (uint32_t)COUNT(months) : 2)];
    else if (f->type == FIELD_STRING)
        text = texts[pick(COUNT(texts))];
    else
        text = numbers[pick(how < 6 ? (uint32_t)COUNT(numbers) : 7)];
    if (pick(30) == 0)
        buf_printf(out, "\"%s\"", text);
    else
        buf_text(out, text);
}

static void make_return(const struct table *t, struct buf *out)
{
    uint64_t left_out = 0;
    for (int pass = -1; pass < 25; pass++) {
        for (int i = 0; i < t->n_fields; i++) {
            const struct field *f = &t->fields[i];
            if (pass == -1 && !f->required && pick(4) == 0)
                left_out |= UINT64_C(1) << i;
            if ((left_out >> i & 1) != 0)
                continue;
            if (pass == -1)
                buf_text(out, f->name);
            else
                add_cell(f, i == t->pole_field, out);
            buf_char(out, ';');
        }
        buf_text(out, pass >= 0 && pick(20) == 0 ? "x\n" : "\n");
    }
}

static void add_receipt(const struct receipt *r, struct buf *out)
{
    for (int i = 0; i < r->n_causes; i++) {
        const struct cause *c = &r->causes[i];
        for (int k = 0; k < c->n_places; k++) {
            const struct finding *f = &c->places[k];
            buf_printf(out, "%d %s %d %d %d @%u/%u/%u", (int)f->severity, finding_name(f->code),
                       f->table, f->field, f->rule, f->line, f->row, f->column);
            buf_printf(out, " <%s> <%s> <%s> <%s>\n", f->value == NULL ? "" : f->value,
                       f->other == NULL ? "" : f->other, f->variant == NULL ? "" : f->variant,
                       f->suggestion == NULL ? "" : f->suggestion);
        }
        buf_printf(out, "× %llu\n", (unsigned long long)c->count);
    }
    buf_printf(out, "bad %llu, odd %llu\n", (unsigned long long)r->rows_error,
               (unsigned long long)r->rows_warning);
    unit_add_units(r, out);
}

static void add_rows(const struct unit_taken *taken, const struct canonical *c, struct buf *out)
{
    for (int t = 0; t < MAX_TABLES; t++) {
        const struct rows *rows = &taken->returns.rows[t];
        for (uint32_t i = 0; i < rows->count; i++) {
            buf_printf(out, "\n%u:", rows_unit(rows, i));
            int64_t values[MAX_FIELDS];
            rows_read(rows, i, values);
            for (int k = 0; k < rows->n_kept; k++)
                buf_printf(out, " %lld", (long long)values[k]);
        }
    }
    for (size_t i = 0; i < c->n_rows; i++) {
        const struct table *t = &unit_contract()->tables[c->rows[i].table];
        for (int k = 0; k < t->n_fields; k++)
            buf_printf(out, "%s|%s", k == 0 ? "\n" : "",
                       c->rows[i].cells[k] == NULL ? "" : c->rows[i].cells[k]);
    }
}

static void take(const struct buf *text, struct pole_register *register_, bool long_way,
                 struct buf *out)
{
    struct canonical canonical = {0};
    struct setting setting = {.contract = unit_contract(),
                              .poles = register_,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11"),
                              .libcsv_only = long_way,
                              .canonical = &canonical};
    struct unit_taken taken;
    unit_take(text->data, text->len, &setting, &taken);
    add_receipt(&taken.receipt, out);
    add_rows(&taken, &canonical, out);
    unit_taken_release(&taken);
    canonical_release(&canonical);
}

static void test_both_ways(void **state)
{
    (void)state;
    struct pole_register known;
    unit_poles(&known);
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        struct buf text = {0};
        struct buf short_way = {0};
        struct buf long_way = {0};
        char name[32];
        seed_now = seed * 7919;
        make_return(&unit_contract()->tables[seed % MAX_TABLES], &text);
        take(&text, &known, false, &short_way);
        take(&text, &known, true, &long_way);
        (void)snprintf(name, sizeof name, "seed %u", seed);
        unit_text(name, "the long way", short_way.data, long_way.data);
        buf_release(&text);
        buf_release(&short_way);
        buf_release(&long_way);
    }
    register_release(&known);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_both_ways)};
    return UNIT_RUN(tests);
}
