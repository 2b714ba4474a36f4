/* A whole delivery: read, validated, judged, as `ptce check` does it, rows kept in canonical form.
 * Counts add up, a good unit has rows, nothing is kept of a file that cannot be read. */
#include "fuzz.h"
#include "model/period.h"
#include "model/receipt.h"
#include "run_delivery.h"
#include "run_region.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct canonical canonical = {0};
    struct receipt receipt = {0};
    struct err err = {0};
    struct setting setting = {.contract = fuzz_contract(),
                              .region = 15,
                              .month = 0,
                              .lang = LANG_FR,
                              .canonical = &canonical};
    MUST(period_parse("2026-11", 7, &setting.month) == 0);
    MUST(run_delivery_check(&setting, fuzz_file(data, size), &receipt, &err) == 0);
    uint64_t counts[SEVERITIES] = {0};
    for (int i = 0; i < receipt.n_causes; i++) {
        const struct cause *c = &receipt.causes[i];
        MUST(c->n_places >= 1 && c->n_places <= MAX_PLACES_PER_CAUSE);
        MUST(c->count >= (uint64_t)c->n_places);
        for (int k = 0; k < c->n_places; k++) {
            struct buf text = {0};
            finding_message(setting.contract, &c->places[k], LANG_FR, &text);
            finding_message(setting.contract, &c->places[k], LANG_EN, &text);
            MUST(text.len > 0);
            buf_release(&text);
        }
        counts[c->places[0].severity] += c->count;
    }
    for (int s = 0; s < SEVERITIES; s++)
        MUST(counts[s] == receipt.by_severity[s]);
    for (uint32_t i = 0; i < receipt.n_units; i++)
        MUST(receipt.units[i].bad || receipt.units[i].rows > 0);
    MUST(receipt_state(&receipt) < STATES);
    MUST(receipt_state(&receipt) != STATE_GOOD || counts[SEVERITY_ERROR] == 0);
    receipt_release(&receipt);
    canonical_release(&canonical);
    return 0;
}
