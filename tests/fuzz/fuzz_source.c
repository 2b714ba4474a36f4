/* Encodings: what comes out of any bytes is UTF-8, and the place of the first bad byte is found
 * where there is one. */
#include "base/text.h"
#include "fuzz.h"
#include "read/charset.h"
#include "read/format.h"
#include "read/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct source s;
    struct err err = {0};
    const char *text = "";
    size_t len = 0;
    (void)format_other((const char *)data, size);
    (void)charset_hint(fuzz_contract(), (const char *)data, size, 0);
    MUST(source_open(&s, fuzz_file(data, size), &err) == 0);
    for (int pass = 0; pass < 2; pass++) {
        size_t total = 0;
        while (source_next(&s, &text, &len, &err) == 1) {
            MUST(text_valid(text, len) == len);
            total += len;
        }
        MUST(!err_is_set(&err) && total <= 4 * size + 16);
        if (s.invalid) {
            struct bad_bytes bad;
            MUST(source_find_bad(&s, &bad, &err) == 0);
            MUST(bad.line >= 1 && bad.line <= size + 1);
        }
        MUST(source_rewind(&s, ENCODING_1252, &err) == 0);
    }
    source_close(&s);
    return 0;
}
