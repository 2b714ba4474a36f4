/* The same return, written in any mix of the ways that are accepted, gives the same rows. */
#include <stdlib.h>
#include <string.h>

#include "model/period.h"
#include "unit.h"
#include "unit_take.h"

enum { SEEDS = 2000, COLUMNS = 10, ROWS = 3, FORMS = 6 };

/* The forms of each cell; the first is the canonical one. */
static const char *const labels[COLUMNS][FORMS] = {
    {"id_financement", "ID financement", "Id_Financement"},
    {"code_pole", "Code du pôle", "CODE PÔLE"},
    {"mois", "Mois", "MOIS"},
    {"type_financeur", "TYPE_FINANCEUR", "type financeur"},
    {"nom_financeur", "nom-financeur"},
    {"finalite", "Finalité"},
    {"nature", "Nature"},
    {"etape", "Étape"},
    {"montant", "Montant (€)", "MONTANT"},
    {"date_evenement", "Date evenement"},
};
static const char *const cells[ROWS][COLUMNS][FORMS] = {
    {{"F-1"},
     {"PTCE-84-001"},
     {"2026-10", "10/2026", "oct-26", "octobre 2026", "202610"},
     {"etat", "État", "ETAT"},
     {"Préfecture ; \"Est\", l'État"},
     {"ingenierie", "Ingénierie"},
     {"numeraire", "NUMERAIRE"},
     {"accorde", "Accordé"},
     {"12345.60", "12345,60", "12 345,60", "12 345,6 €", "12.345,60", "EUR 12345,6"},
     {"2026-10-06", "06/10/2026", "6/10/26", "20261006", "6 octobre 2026"}},
    {{"F-2"},
     {"PTCE-84-001"},
     {"2026-09", "09/2026", "sept-26", "septembre 2026", "2026/09"},
     {"region", "Région"},
     {"O'Neil & fils"},
     {"accompagnement"},
     {"numeraire"},
     {"verse", "Versé"},
     {"2500000.00", "2 500 000", "2,5 M€", "2500 k€", "2500000"},
     {"2026-09-30", "30/09/2026", "30-09-2026", "30.09.2026", "46295"}},
    {{"F-3"},
     {"PTCE-84-002"},
     {"2026-10", "2026-10-01"},
     {"commune"},
     {""},
     {"animation"},
     {"numeraire"},
     {"demande"},
     {"100.05", "100,05", "+100,05"},
     {"2026-10-31", "2026-10-31 00:00:00"}},
};

static uint64_t state;

static unsigned pick(unsigned n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(state >> 33) % n;
}

static const char *form(const char *const forms[FORMS])
{
    unsigned n = 1;
    while (n < FORMS && forms[n] != NULL)
        n++;
    return forms[pick(n)];
}

/* A cell, in quotes when it needs them, or for fun. */
static void add_cell(struct buf *out, const char *text, char delimiter, bool first)
{
    if (!first)
        buf_char(out, delimiter);
    if (pick(6) == 0)
        buf_char(out, ' ');
    if (strchr(text, delimiter) == NULL && strchr(text, '"') == NULL && pick(4) > 0) {
        buf_text(out, text);
        return;
    }
    buf_char(out, '"');
    for (const char *p = text; *p != '\0'; p++)
        buf_printf(out, *p == '"' ? "\"\"" : "%c", *p);
    buf_char(out, '"');
}

static void write_return(struct buf *out)
{
    const char delimiter = ";,\t|"[pick(4)];
    const char *const line_end = pick(2) == 0 ? "\n" : "\r\n";
    int order[COLUMNS] = {0};
    for (int i = 0; i < COLUMNS; i++) {
        int k = (int)pick((unsigned)i + 1);
        order[i] = order[k];
        order[k] = i;
    }
    if (pick(5) == 0)
        buf_printf(out, "Retours de la CRESS%s%s", line_end, line_end);
    for (int row = -1; row < ROWS; row++) {
        for (int i = 0; i < COLUMNS; i++)
            add_cell(out, form(row < 0 ? labels[order[i]] : cells[row][order[i]]), delimiter,
                     i == 0);
        buf_text(out, line_end);
        if (pick(6) == 0)
            buf_text(out, line_end);
    }
}

/* UTF-8 with or without a mark, Windows-1252, UTF-16. */
static void encode(const struct buf *text, struct buf *out)
{
    unsigned how = pick(4);
    if (how == 0)
        buf_text(out, "\xEF\xBB\xBF");
    if (how < 2) {
        buf_add(out, text->data, text->len);
        return;
    }
    if (how == 3)
        buf_text(out, "\xFF\xFE");
    for (size_t i = 0; i < text->len; i++) {
        unsigned point = (unsigned char)text->data[i];
        if (point >= 0xE0) { /* the euro sign */
            point = how == 3 ? 0x20AC : 0x80;
            i += 2;
        } else if (point >= 0xC0) {
            point = (point & 0x1F) << 6 | ((unsigned char)text->data[++i] & 0x3F);
        }
        buf_char(out, (char)(point & 0xFF));
        if (how == 3)
            buf_char(out, (char)(point >> 8));
    }
}

static void check_rows(const char *name, const struct canonical *c, const struct receipt *r)
{
    const struct table *t = &unit_contract()->tables[TABLE_FINANCEMENTS];
    unit_int(name, "errors", (int64_t)r->by_severity[SEVERITY_ERROR], 0);
    unit_int(name, "warnings", (int64_t)r->by_severity[SEVERITY_WARNING], 0);
    unit_int(name, "rows", (int64_t)c->n_rows, ROWS);
    for (size_t i = 0; i < c->n_rows && i < ROWS; i++) {
        for (int k = 0; k < COLUMNS; k++) {
            const char *got = c->rows[i].cells[table_field(t, labels[k][0])];
            unit_text(name, labels[k][0], got == NULL ? "" : got, cells[i][k][0]);
        }
    }
}

static void test_variations(void **unused)
{
    (void)unused;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct canonical canonical = {0};
        struct setting setting = {.contract = unit_contract(),
                                  .region = CODE_NONE,
                                  .month = unit_month("2026-11"),
                                  .canonical = &canonical};
        struct unit_taken taken;
        struct buf text = {0};
        struct buf bytes = {0};
        char name[32];
        (void)snprintf(name, sizeof name, "seed %d", seed);
        state = (uint64_t)seed;
        write_return(&text);
        encode(&text, &bytes);
        unit_take(bytes.data, bytes.len, &setting, &taken);
        check_rows(name, &canonical, &taken.receipt);
        unit_taken_release(&taken);
        canonical_release(&canonical);
        buf_release(&text);
        buf_release(&bytes);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_variations)};
    return UNIT_RUN(tests);
}
