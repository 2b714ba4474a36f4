#include <string.h>

#include "model/period.h"
#include "publish/card.h"
#include "unit.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define ONE "84/20261112T060000.0000Z-0123456789ab-emplois.csv"
#define TWO "84/20261112T060000.0001Z-0123456789ab-corrige.csv"

static void fill(struct card *card)
{
    *card = (struct card){.period = unit_month("2026-10"),
                          .lang = LANG_EN,
                          .deadline_day = 12,
                          .definitive = unit_month("2026-07")};
    (void)instant_parse("2026-11-12T06:00:00Z", &card->cutoff);
    (void)snprintf(card->id, sizeof card->id, "2026-10.2");
    (void)snprintf(card->program, sizeof card->program, "ptce 0.1.0");
    (void)snprintf(card->contract, sizeof card->contract, "%s", SHA);
    (void)snprintf(card->previous, sizeof card->previous, "2026-10.1");
    (void)snprintf(card->after, sizeof card->after, "2026-09.3");
    card_add(card, ONE, SHA, "");
    card_add(card, TWO, "", SHA);
    card_add(card, ONE, SHA, ""); /* once more: not twice */
    card->corrections.reason = "vu \"sur pièces\"";
    held_add(&card->corrections,
             &(struct held_unit){TWO, "emplois", "PTCE-84-001", unit_month("2026-03"), false});
    held_add(&card->corrections,
             &(struct held_unit){TWO, "emplois", "PTCE-84-002", unit_month("2026-04"), true});
}

/* What is written is read back. */
static void test_round(void **state)
{
    (void)state;
    struct card card;
    struct card back;
    struct buf text = {0};
    struct buf key = {0};
    struct err err = {0};
    fill(&card);
    card_format(&card, &text);
    (void)unit_put("edition/edition.json", text.data, text.len);
    unit_int("card", "read", card_read(&back, unit_path("edition"), &err), 0);
    unit_text("card", "id", back.id, "2026-10.2");
    unit_int("card", "period", back.period, card.period);
    unit_int("card", "cutoff", back.cutoff, card.cutoff);
    unit_int("card", "lang", back.lang, LANG_EN);
    unit_int("card", "deadline", back.deadline_day, 12);
    unit_text("card", "contract", back.contract, SHA);
    unit_text("card", "overrides", back.overrides, "");
    unit_text("card", "previous", back.previous, "2026-10.1");
    unit_text("card", "after", back.after, "2026-09.3");
    unit_int("card", "definitive", back.definitive, card.definitive);
    unit_text("card", "reason", back.corrections.reason, "vu \"sur pièces\"");
    unit_int("card", "held", back.held.count, 1);
    holding_key(&key, TWO, "emplois", "PTCE-84-001", unit_month("2026-03"));
    unit_int("card", "the one held", map_find(&back.held, key.data, key.len), 0);
    unit_int("card", "deliveries", (int64_t)back.n_deliveries, 2);
    unit_text("card", "first", back.deliveries[0].name, ONE);
    unit_text("card", "its hash", back.deliveries[0].sha256, SHA);
    unit_text("card", "second", back.deliveries[1].name, TWO);
    unit_text("card", "its hash", back.deliveries[1].sha256, "");
    unit_text("card", "its sidecar", back.deliveries[1].sidecar, SHA);
    card_release(&card);
    card_release(&back);
    buf_release(&text);
    buf_release(&key);
    unit_end();
}

#define HEAD                                                                                       \
    "{\"edition\": \"2026-10.1\", \"period\": \"2026-10\", \"cutoff\": \"2026-11-12T06:00:00Z\", " \
    "\"lang\": \"fr\", \"program\": \"ptce 0.1.0\", \"contract\": \"" SHA "\", "

/* Cards of older programs, and what is no card. */
static void test_texts(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *text;
        int rc;
    } rows[] = {
        {"an older program's", HEAD "\"deliveries\": [\"84/x\"]}", 0},
        {"nothing held", HEAD "\"held_back\": [], \"reasons\": [], \"deliveries\": []}", 0},
        {"no deliveries", HEAD "\"held_back\": []}", -1},
        {"another month",
         "{\"edition\": \"2026-10.1\", \"period\": \"2026-09\", \"deliveries\": []}", -1},
        {"a unit without its month",
         HEAD "\"held_back\": [{\"delivery\": \"84/x\", \"table\": \"emplois\", \"pole\": \"P\"}], "
              "\"deliveries\": []}",
         -1},
        {"no month that is definitive", HEAD "\"definitive\": \"2026-13\", \"deliveries\": []}",
         -1},
        {"a key twice", HEAD "\"lang\": \"en\", \"deliveries\": []}", -1},
        {"cut", "{\"edition\": \"2026-10.1\"", -1},
        {"nothing", "", -1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct card card;
        struct err err = {0};
        (void)unit_put("old/edition.json", rows[i].text, strlen(rows[i].text));
        int rc = card_read(&card, unit_path("old"), &err);
        unit_int(rows[i].name, "read", rc, rows[i].rc);
        unit_int(rows[i].name, "says why", err_is_set(&err), rows[i].rc == -1);
        if (rc == 0)
            card_release(&card);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round),
        cmocka_unit_test(test_texts),
    };
    return UNIT_RUN(tests);
}
