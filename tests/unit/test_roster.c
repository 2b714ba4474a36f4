/* The two files of the poles one by one: read back as they were written, or refused. */
#include <stdlib.h>
#include <string.h>

#include "model/indicator.h"
#include "model/roster.h"
#include "unit.h"

static const char poles_header[] = "pole,name,region,departement,sector,status\n";
static const char values_header[] = "pole,indicator,window,month,value,flag\n";

static const char *const poles[] = {
    "PTCE-53-001,\"Pôle \"\"Mer\"\", Brest\",53,29,energie,operationnel",
    "PTCE-84-001,=cmd|calc,84,69,,projet",
    "PTCE-84-002,PTCE-84-002,84,,energie,",
};
static const char *const values[] = {
    "PTCE-53-001,P08,month,2026-10,12,",     "PTCE-53-001,J02,month,2026-10,10.50,p",
    "PTCE-53-001,F01,12m,2026-10,1234.56,p", "PTCE-84-001,J01,month,2026-10,,x",
    "PTCE-84-002,J01,month,2026-10,,z",      "PTCE-84-002,F02,12m,2026-10,-5.00,",
    "PTCE-84-002,F01,12m,2026-10,,c",
};

static void join(struct buf *out, const char *header, const char *const *lines, size_t n)
{
    buf_text(out, header);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%s\n", lines[i]);
}

static int read_back(const struct buf *a, const struct buf *b, struct roster *r, struct err *err)
{
    const char *first = unit_put("poles.csv", a->data, a->len);
    const char *second = unit_put("pole-figures.csv", b->data, b->len);
    return roster_read(r, unit_contract(), first, second, err);
}

static void test_round_trip(void **state)
{
    (void)state;
    struct roster r;
    struct err err = {0};
    struct buf a = {0};
    struct buf b = {0};
    struct buf again = {0};
    join(&a, poles_header, poles, COUNT(poles));
    join(&b, values_header, values, COUNT(values));
    unit_int("both files", "status", read_back(&a, &b, &r, &err), 0);
    unit_text("both files", "message", err.text, "");
    roster_format_poles(&r, unit_contract(), &again);
    unit_text("poles.csv", "written again", buf_str(&again), a.data);
    buf_cut(&again, 0);
    roster_format_values(&r, unit_contract(), &again);
    unit_text("pole-figures.csv", "written again", buf_str(&again), b.data);
    int f02 = contract_indicator(unit_contract(), "F02");
    const struct roster_value *v = roster_find(&r, 2, f02, WINDOW_12_MONTHS);
    assert_non_null(v);
    unit_int("F02 of the last", "cents", v->value, -500);
    unit_int("F02 of the last", "month", roster_find(&r, 2, f02, WINDOW_MONTH) == NULL, 1);
    roster_release(&r);
    buf_release(&a);
    buf_release(&b);
    buf_release(&again);
    unit_end();
}

/* What fits no contract is told by file and row. */
static void test_refused(void **state)
{
    (void)state;
    static const struct {
        const char *pole; /* NULL = a good one */
        const char *value;
        const char *says;
    } rows[] = {
        {"PTCE-84-001,Pôle,99,69,energie,projet", NULL, "poles.csv: row 2"},
        {"PTCE-84-001,Pôle,,69,energie,projet", NULL, "poles.csv: row 2"},
        {"PTCE-84-001,Pôle,84,69,soleil,projet", NULL, "poles.csv: row 2"},
        {NULL, "PTCE-84-009,J01,month,2026-10,1,", "pole-figures.csv: row 2"},
        {NULL, "PTCE-84-001,J99,month,2026-10,1,", "pole-figures.csv: row 2"},
        {NULL, "PTCE-84-001,J01,known,2026-10,1,", "pole-figures.csv: row 2"},
        {NULL, "PTCE-84-001,J01,month,2026-13,1,", "pole-figures.csv: row 2"},
        {NULL, "PTCE-84-001,J01,month,2026-10,1.5,", "pole-figures.csv: row 2"},
        {NULL, "PTCE-84-001,J01,month,2026-10,1,q", "pole-figures.csv: row 2"},
        {NULL, "PTCE-84-001,J01,month,2026-10,1,c", "pole-figures.csv: row 2"},
        {NULL, "PTCE-84-001,J01,month,2026-10,,", "pole-figures.csv: row 2"},
        {NULL, "PTCE-84-001,J01,month,2026-10,,p", "pole-figures.csv: row 2"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *pole = rows[i].pole == NULL ? poles[1] : rows[i].pole;
        struct roster r;
        struct err err = {0};
        struct buf a = {0};
        struct buf b = {0};
        join(&a, poles_header, &pole, 1);
        join(&b, values_header, &rows[i].value, rows[i].value != NULL);
        unit_int(rows[i].says, "status", read_back(&a, &b, &r, &err), -1);
        unit_has(rows[i].value == NULL ? pole : rows[i].value, "message", err.text, rows[i].says);
        buf_release(&a);
        buf_release(&b);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_refused),
    };
    return UNIT_RUN(tests);
}
