/* The dialect of any sample: a table that is there, a header line that is in the sample. */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "read/dialect.h"
#include "read/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct contract *c = fuzz_contract();
    const char *text = (const char *)data;
    struct dialect d;
    struct buf words = {0};
    if (size > SAMPLE_BYTES || text_valid(text, size) != size)
        return 0;
    (void)format_detect(text, size);
    dialect_detect(c, text, size, &d);
    MUST(d.table >= -1 && d.table < c->n_tables);
    MUST(d.matched <= MAX_FIELDS && (d.matched == 0 || d.table >= 0));
    MUST(d.quote == '"' || d.quote == '\'');
    MUST(strlen(d.first_line) < sizeof d.first_line);
    dialect_words(&d, LANG_FR, &words);
    buf_release(&words);
    return 0;
}
