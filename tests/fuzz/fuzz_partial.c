/* What a worker hands back is checked like any input: damaged, or a partial that writes itself
 * again as it was read. */
#include <string.h>

#include "aggregate/partial.h"
#include "fuzz.h"
#include "model/period.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct partial_frame frame = {.contract = fuzz_contract(), .region = 15, .n_deliveries = 4};
    struct partial p = {0};
    struct err err = {0};
    struct buf text = {0};
    struct buf again = {0};
    MUST(period_parse("2026-10", 7, &frame.period) == 0);
    buf_printf(&text, "ptce-partial 1\t%s\t84\t%d\n", frame.contract->digest, (int)frame.period);
    buf_add(&text, (const char *)data, size);
    if (partial_parse(&p, &frame, text.data, text.len, &err) == 0) {
        partial_format(&p, &frame, &again);
        MUST(again.len > 0);
        partial_release(&p);
    }
    MUST(p.n_receipts == 0 || !err_is_set(&err));
    buf_release(&text);
    buf_release(&again);
    return 0;
}
