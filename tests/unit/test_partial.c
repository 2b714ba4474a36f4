#include <stdlib.h>
#include <string.h>

#include "aggregate/claims.h"
#include "aggregate/partial.h"
#include "unit.h"
#include "unit_cube.h"
#include "unit_poles.h"
#include "unit_take.h"

#define JOBS "code_pole;mois;effectif_total;etp_total;cdi;cdd;femmes;hommes;statut_donnee\n"

/* Two deliveries with findings of all kinds, and what they add up to. */
static const char *const texts[] = {
    JOBS
    "PTCE-84-001;10/2026;10;8,5;6;4;4;6;definitif\nPTCE-84-003;2026-10;a\\b;8,5;6;4;4;6;x\ty\n",
    JOBS "PTCE-84-001;2026-10;10;8,5;6;4;4;7;definitif\nPTCE-84-001;2026-09;;;;;;;neant\n\"\n",
};

static struct partial_frame frame_of(const struct pole_register *poles)
{
    return (struct partial_frame){.contract = unit_contract(),
                                  .poles = poles,
                                  .region = unit_code("regions", "84"),
                                  .n_deliveries = COUNT(texts),
                                  .period = unit_month("2026-10")};
}

static void make(struct partial *p, const struct pole_register *poles)
{
    struct setting setting = {.contract = unit_contract(),
                              .poles = poles,
                              .region = unit_code("regions", "84"),
                              .month = unit_month("2026-11")};
    struct claims claims = {0};
    struct timeline timeline;
    timeline_init(&timeline, unit_contract());
    *p = (struct partial){.region = setting.region, .n_receipts = COUNT(texts)};
    p->receipts = mem_array(COUNT(texts), sizeof *p->receipts);
    p->cube = cube_new(unit_contract(), unit_month("2026-10"));
    for (size_t i = COUNT(texts); i-- > 0;) {
        struct unit_taken t;
        unit_take(texts[i], strlen(texts[i]), &setting, &t);
        claims_take(&claims, (int)i, &t.receipt, unit_contract(), poles);
        timeline_take(&timeline, (int)i, &t.receipt, &t.returns, poles);
        p->receipts[i] = t.receipt;
        returns_release(&t.returns);
    }
    timeline_sort(&timeline);
    unit_tally(&timeline, poles, "84", p->cube);
    timeline_release(&timeline);
    p->states = mem_array(2, sizeof *p->states);
    p->states[p->n_states++] =
        (struct unit_state){TABLE_EMPLOIS, 0, 24321, CLAIM_GOOD, 20760, true, 12};
    p->states[p->n_states++] =
        (struct unit_state){TABLE_FINANCEMENTS, 2, 24320, CLAIM_REJECTED, 0, false, VALUE_BLANK};
    claims_release(&claims);
}

static void make_text(struct buf *text, const struct pole_register *poles)
{
    struct partial p;
    struct partial_frame frame = frame_of(poles);
    make(&p, poles);
    partial_format(&p, &frame, text);
    partial_release(&p);
}

static int parse(const struct partial_frame *frame, const char *text, size_t len, struct buf *back)
{
    struct partial p;
    struct err err = {0};
    int rc = partial_parse(&p, frame, text, len, &err);
    unit_int("partial_parse", "message", err_is_set(&err), rc == -1);
    if (rc == 0 && back != NULL)
        partial_format(&p, frame, back);
    if (rc == 0)
        partial_release(&p);
    return rc;
}

/* Everything comes back as it was: written again, it is the same text. */
static void test_round_trip(void **state)
{
    (void)state;
    struct pole_register poles;
    struct buf text = {0};
    struct buf back = {0};
    unit_poles(&poles);
    struct partial_frame frame = frame_of(&poles);
    make_text(&text, &poles);
    assert_int_equal(parse(&frame, text.data, text.len, &back), 0);
    unit_text("partial", "again", buf_str(&back), text.data);
    static const char *const parts[] = {"\nH\t", "\nF\t", "\nC\t", "\nP\tPTCE-84-001\n",
                                        "\nU\t", "\nS\t", "\nV\t", "\nend\t",
                                        "\nM\t", "\nK\t", "\nE\t", "a\\\\b",
                                        "\\x09"};
    for (size_t i = 0; i < COUNT(parts); i++)
        unit_has(parts[i], "text", text.data, parts[i]);
    register_release(&poles);
    buf_release(&text);
    buf_release(&back);
    unit_end();
}

/* What a receipt says survives: states, counts beyond the places kept, texts that are not there. */
static void test_receipt(void **state)
{
    (void)state;
    struct pole_register poles;
    struct partial p = {.n_receipts = 1, .receipts = mem_array(1, sizeof *p.receipts)};
    struct partial back;
    struct buf text = {0};
    struct err err = {0};
    struct finding f = {.code = FINDING_TYPE_ERROR,
                        .severity = SEVERITY_ERROR,
                        .table = TABLE_EMPLOIS,
                        .field = 3,
                        .rule = -1,
                        .line = UINT32_MAX,
                        .value = "tab\tnewline\nslash\\N",
                        .suggestion = "",
                        .unit = "PTCE-84-001, octobre 2026"};
    unit_poles(&poles);
    struct partial_frame frame = frame_of(&poles);
    p.region = frame.region;
    p.cube = cube_new(unit_contract(), frame.period);
    p.cube->overflow = true;
    for (int i = 0; i < MAX_PLACES_PER_CAUSE + 100; i++)
        receipt_add(&p.receipts[0], &f);
    p.receipts[0].unreadable = true;
    for (int i = 0; i < 3; i++)
        receipt_count_override(&p.receipts[0], 2);
    partial_format(&p, &frame, &text);
    assert_int_equal(partial_parse(&back, &frame, text.data, text.len, &err), 0);
    const struct receipt *r = &back.receipts[0];
    assert_int_equal(r->causes[0].count, MAX_PLACES_PER_CAUSE + 100);
    assert_int_equal(r->causes[0].n_places, MAX_PLACES_PER_CAUSE);
    assert_int_equal(r->by_severity[SEVERITY_ERROR], MAX_PLACES_PER_CAUSE + 100);
    assert_int_equal(r->causes[0].places[0].line, UINT32_MAX);
    assert_string_equal(r->causes[0].places[0].value, f.value);
    assert_string_equal(r->causes[0].places[0].suggestion, "");
    assert_string_equal(r->causes[0].places[0].unit, f.unit);
    assert_null(r->causes[0].places[0].other);
    assert_int_equal(r->n_overrides, 3);
    assert_int_equal(r->overrides[2], 3);
    assert_int_equal(r->overrides[0], 0);
    assert_true(r->unreadable && back.cube->overflow);
    partial_release(&p);
    partial_release(&back);
    register_release(&poles);
    buf_release(&text);
}

/* The register's rows, of the first round. */
static void test_register(void **state)
{
    (void)state;
    struct partial p = {.rows = mem_array(1, sizeof *p.rows), .n_rows = 1};
    struct partial back;
    struct buf text = {0};
    struct err err = {0};
    int n = unit_contract()->tables[TABLE_POLES].n_fields;
    struct partial_frame frame = frame_of(NULL);
    p.region = frame.region;
    p.rows[0] = (struct register_row){.code = mem_text("PTCE-84-001"),
                                      .name = mem_text("Pôle\tdu \\ Nord"),
                                      .day = -25567,
                                      .received = 1794463200,
                                      .sequence = 9999,
                                      .values = mem_array((size_t)n, sizeof(int64_t))};
    for (int i = 0; i < n; i++)
        p.rows[0].values[i] = i % 3 == 0 ? VALUE_BLANK : i % 5;
    partial_format(&p, &frame, &text);
    assert_int_equal(partial_parse(&back, &frame, text.data, text.len, &err), 0);
    assert_int_equal(back.n_rows, 1);
    assert_string_equal(back.rows[0].name, p.rows[0].name);
    assert_int_equal(back.rows[0].day, -25567);
    assert_int_equal(back.rows[0].received, 1794463200);
    assert_int_equal(back.rows[0].sequence, 9999);
    assert_memory_equal(back.rows[0].values, p.rows[0].values, (size_t)n * sizeof(int64_t));
    assert_null(back.cube);
    partial_release(&p);
    partial_release(&back);
    buf_release(&text);
}

/* The lines of a good text. */
struct lines {
    const char *at[4000];
    size_t count;
};

static void find_lines(const struct buf *text, struct lines *l)
{
    l->count = 0;
    for (const char *p = text->data; *p != '\0'; p = strchr(p, '\n') + 1) {
        assert_true(l->count + 1 < COUNT(l->at));
        l->at[l->count++] = p;
    }
    l->at[l->count] = text->data + text->len;
}

/* Cut behind any line, or at any byte of the first and last ones; a line left out, or there twice.
 */
static void test_cut(void **state)
{
    (void)state;
    static struct lines l;
    struct pole_register poles;
    struct buf text = {0};
    unit_poles(&poles);
    struct partial_frame frame = frame_of(&poles);
    make_text(&text, &poles);
    find_lines(&text, &l);
    for (size_t len = 0; len < 200; len++)
        unit_int("cut at the start", "status", parse(&frame, text.data, len, NULL), -1);
    for (size_t len = text.len - 200; len < text.len; len++)
        unit_int("cut at the end", "status", parse(&frame, text.data, len, NULL), -1);
    for (size_t i = 0; i < l.count; i += i < 60 ? 1 : 97) {
        size_t before = (size_t)(l.at[i] - text.data);
        size_t behind = (size_t)(l.at[i + 1] - text.data);
        struct buf other = {0};
        unit_int("cut at a line", "status", parse(&frame, text.data, before, NULL), -1);
        buf_add(&other, text.data, before);
        buf_add(&other, text.data + behind, text.len - behind);
        unit_int("a line left out", "status", parse(&frame, other.data, other.len, NULL), -1);
        buf_cut(&other, 0);
        buf_add(&other, text.data, behind);
        buf_add(&other, text.data + before, text.len - before);
        unit_int("a line twice", "status", parse(&frame, other.data, other.len, NULL), -1);
        buf_release(&other);
    }
    buf_text(&text, "\n");
    unit_int("something behind the end", "status", parse(&frame, text.data, text.len, NULL), -1);
    register_release(&poles);
    buf_release(&text);
    unit_end();
}

/* A digit that is another on the way, anywhere: in range, and yet not what was written. */
static void test_digits(void **state)
{
    (void)state;
    struct pole_register poles;
    struct buf text = {0};
    size_t changed = 0;
    unit_poles(&poles);
    struct partial_frame frame = frame_of(&poles);
    make_text(&text, &poles);
    for (size_t i = 0; i < text.len; i += i < 2000 ? 1 : 61) {
        char was = text.data[i];
        if (was < '0' || was > '9')
            continue;
        text.data[i] = was == '9' ? '8' : (char)(was + 1);
        unit_int("a digit changed", "status", parse(&frame, text.data, text.len, NULL), -1);
        text.data[i] = was;
        changed++;
    }
    unit_int("digits changed", "over 100", changed > 100, 1);
    register_release(&poles);
    buf_release(&text);
    unit_end();
}

/* A part of the text, and what stands there instead. */
static const struct {
    const char *name;
    const char *from;
    const char *to;
} changes[] = {
    {"another version", "ptce-partial 5\t", "ptce-partial 3\t"},
    {"another contract", "ptce-partial 5\t", "ptce-partial 5\t0"},
    {"another region", "\t84\t", "\t11\t"},
    {"another period", "\t24321\n", "\t24322\n"},
    {"an unknown kind", "\nH\t", "\nX\t"},
    {"a kind of two letters", "\nH\t", "\nHH\t"},
    {"a finding before any receipt", "\nH\t", "\nF\t"},
    {"an empty line", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n", "\n\n"},
    {"a field more", "\nV\t", "\nV\t0\t"},
    {"a table that is none", "\nV\t1\t", "\nV\t3\t"},
    {"a negative table", "\nV\t1\t", "\nV\t-1\t"},
    {"a pole that is none", "\nV\t1\t0\t", "\nV\t1\t5\t"},
    {"a state that is none", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n",
     "\nV\t1\t0\t24321\t3\t20760\t1\t12\n"},
    {"a month that is no number", "\nV\t1\t0\t24321\t", "\nV\t1\t0\tx\t"},
    {"a place that is none", "\nS\t0\t", "\nS\t99999\t"},
    {"sums beyond their place", "\nS\t0\t46\t", "\nS\t0\t47\t"},
    {"a sum that lacks its poles", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n",
     "\nS\t1\t0\t1\t1\t1\t1\t1\n"},
    {"a place without sums", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n", "\nS\t1\t0\n"},
    {"a sum twice", "\nS\t", "\nS\t0\t46\t1\t1\t1\nS\t"},
    {"a sum without a pole", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n", "\nS\t1\t0\t1\t1\t0\n"},
    {"a sum that is too large", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n",
     "\nS\t1\t0\t9223372036854775808\t1\t1\n"},
    {"a unit of a pole that is none", "\nU\t1\t0\t", "\nU\t1\t9\t"},
    {"a unit of a table that is none", "\nU\t1\t0\t", "\nU\t3\t0\t"},
    {"a finding of a code that is none", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n",
     "\nF\t999\t0\t-1\t-1\t-1\t0\t0\t0\t\t\t\t\n"},
    {"a third receipt", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n", "\nH\t\t0\t0\t0\t0\t0\t0\t0\n"},
    {"a unit half provisional", "\t20760\t1\t12\n", "\t20760\t2\t12\n"},
    {"a negative weight", "\t20760\t1\t12\n", "\t20760\t1\t-12\n"},
    {"a value of a sum that is none", "\nM\t", "\nM\t-"},
    {"a value that is none", "\nM\t", "\nM\tx\t"},
    {"a perimeter of no indicator", "\nK\t", "\nK\t99"},
    {"a perimeter twice", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n",
     "\nK\t0\t0\t1\t1\t1\t0\t0\nK\t0\t0\t1\t1\t1\t0\t0\n"},
    {"a perimeter without a pole", "\nV\t1\t0\t24321\t2\t20760\t1\t12\n",
     "\nK\t0\t0\t0\t1\t1\t0\t0\n"},
    {"a number with a blank", "\nV\t1\t", "\nV\t1 \t"},
    {"another count", "\nend\t", "\nend\t1"},
    {"no count", "\nend\t", "\nend"},
};

static void test_changed(void **state)
{
    (void)state;
    struct pole_register poles;
    struct buf text = {0};
    unit_poles(&poles);
    struct partial_frame frame = frame_of(&poles);
    make_text(&text, &poles);
    for (size_t i = 0; i < COUNT(changes); i++) {
        const char *at = strstr(text.data, changes[i].from);
        unit_int(changes[i].name, "found", at != NULL, 1);
        if (at == NULL)
            continue;
        struct buf other = {0};
        buf_add(&other, text.data, (size_t)(at - text.data));
        buf_text(&other, changes[i].to);
        buf_text(&other, at + strlen(changes[i].from));
        if (strncmp(changes[i].from, "\nend", 4) != 0) { /* its last line fits what it says */
            buf_cut(&other, (size_t)(strstr(other.data, "\nend\t") + 1 - other.data));
            partial_seal(&other);
        }
        unit_int(changes[i].name, "status", parse(&frame, other.data, other.len, NULL), -1);
        buf_release(&other);
    }
    register_release(&poles);
    buf_release(&text);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_receipt),
        cmocka_unit_test(test_register),   cmocka_unit_test(test_cut),
        cmocka_unit_test(test_changed),    cmocka_unit_test(test_digits),
    };
    return UNIT_RUN(tests);
}
