#include "base/numbering.h"
#include "model/packing.h"
#include "unit.h"

/* The kept fields of funding: four lists of codes in one word, the others in one each. */
static void test_places(void **state)
{
    (void)state;
    const struct table *t = &unit_contract()->tables[TABLE_FINANCEMENTS];
    static const char *const fields[] = {"type_financeur", "montant",  "finalite",      "etape",
                                         "nature",         "finalite", "date_evenement"};
    static const int words[] = {0, 1, 0, 0, 0, 2, 3};
    int kept[COUNT(fields)];
    struct packing p;
    for (size_t i = 0; i < COUNT(fields); i++)
        kept[i] = unit_field(TABLE_FINANCEMENTS, fields[i]);
    packing_make(&p, t, kept, COUNT(fields));
    unit_int("funding", "words", p.n_words, 4);
    for (size_t i = 0; i < COUNT(fields); i++) {
        unit_int(fields[i], "word", p.word[i], words[i]);
        unit_int(fields[i], "whole", p.shift[i] == PACKING_WHOLE, words[i] == 1 || words[i] == 3);
    }
    unit_end();
}

/* Each value beside every other, in words that hold what was there before. */
static void test_values(void **state)
{
    (void)state;
    static const int32_t values[] = {0, 1, 127, 128, 254, 255, 256, -1, INT32_MIN, 1 << 30};
    const struct table *t = &unit_contract()->tables[TABLE_FINANCEMENTS];
    enum { N = 5 };
    int code = unit_field(TABLE_FINANCEMENTS, "finalite");
    int kept[N] = {code, unit_field(TABLE_FINANCEMENTS, "montant"), code, code, code};
    struct packing p;
    packing_make(&p, t, kept, N);
    for (size_t i = 0; i < COUNT(values) * COUNT(values); i++) {
        int32_t words[] = {-1, -1, -1};
        int32_t put[N];
        for (int k = 0; k < N; k++) {
            put[k] = values[k % 2 == 0 ? i % COUNT(values) : i / COUNT(values)];
            packing_put(&p, words, k, put[k]);
        }
        for (int k = 0; k < N; k++) {
            bool blank = k != 1 && (put[k] < 0 || put[k] >= 255);
            unit_int("value", "read again", packing_get(&p, words, k), blank ? INT32_MIN : put[k]);
        }
        unit_int("word", "behind them", words[2], -1);
    }
    unit_end();
}

static void test_numbering(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    struct numbering n = {0};
    for (uint32_t round = 0; round < 3; round++) {
        uint32_t many = round == 1 ? 10 : MANY;
        for (uint32_t again = 0; again < 2; again++)
            for (uint32_t i = 0; i < many; i++)
                unit_int("number", "of a value", numbering_put(&n, (uint64_t)(i + round) << 32), i);
        unit_int("numbers", "count", n.count, many);
        unit_int("value", "of the last", (int64_t)(n.values[many - 1] >> 32), many - 1 + round);
        numbering_clear(&n);
    }
    numbering_release(&n);
    numbering_clear(&n);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_numbering),
    };
    return UNIT_RUN(tests);
}
