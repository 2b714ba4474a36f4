/* What a worker hands back is checked like any input: damaged, or a partial that writes itself
 * again as it was read. The bytes stand between a first and a last line that fit them; the first of
 * them says whether it is the round of the register or that of the figures. */
#include <string.h>

#include "aggregate/partial.h"
#include "fuzz.h"
#include "model/period.h"

enum { REGION = 15 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pole_register poles = {0};
    bool figures = size > 0 && data[0] % 2 == 1;
    register_init(&poles, fuzz_contract());
    struct partial_frame frame = {.contract = fuzz_contract(),
                                  .poles = figures ? &poles : NULL,
                                  .region = REGION,
                                  .n_deliveries = 4};
    struct partial p = {0};
    struct err err = {0};
    struct buf text = {0};
    struct buf again = {0};
    MUST(period_parse("2026-10", 7, &frame.period) == 0);
    buf_printf(&text, "ptce-partial 5\t%s\t%s\t%d\n", frame.contract->digest,
               contract_list(frame.contract, "regions")->entries[REGION].code, (int)frame.period);
    if (size > 1)
        buf_add(&text, (const char *)data + 1, size - 1);
    if (text.data[text.len - 1] != '\n')
        buf_char(&text, '\n');
    partial_seal(&text);
    if (partial_parse(&p, &frame, text.data, text.len, &err) == 0) {
        partial_format(&p, &frame, &again);
        MUST(again.len > 0);
        partial_release(&p);
    }
    MUST(p.n_receipts == 0 || !err_is_set(&err));
    buf_release(&text);
    buf_release(&again);
    register_release(&poles);
    return 0;
}
