#include <string.h>

#include "base/text.h"
#include "publish/workbook.h"
#include "publish/workbook_sheet.h"
#include "publish/workbook_verify.h"

int workbook_write(const struct run *run, const struct report *report,
                   const struct edition *edition, const struct workbook_charts *charts, int region,
                   const char *path, struct err *err)
{
    struct book book = {.run = run,
                        .report = report,
                        .edition = edition,
                        .region = region,
                        .charts = charts->list,
                        .chart_folder = charts->folder};
    struct writer w = {.book = &book, .err = err};
    book_init(&book);
    book_fill(&book);
    writer_open(&w, path);
    for (int i = 0; i < book.n_sheets; i++)
        writer_sheet(&w, &book.sheets[i]);
    int rc = writer_close(&w);
    if (rc == 0)
        rc = workbook_verify(&book, path, err);
    book_release(&book);
    return rc;
}

/* Letters and digits of the label without accents, everything between them as one hyphen. */
static void add_slug(struct buf *out, const char *label)
{
    bool gap = false;
    size_t i = 0;
    while (label[i] != '\0') {
        char key[16];
        size_t len = 1;
        while ((label[i + len] & 0xC0) == 0x80)
            len++;
        if (text_fold(label + i, len, key, sizeof key) > 0) {
            if (gap)
                buf_char(out, '-');
            buf_text(out, key);
            gap = false;
        } else {
            gap = true;
        }
        i += len;
    }
}

void workbook_territory(const struct run *run, int region, struct buf *out)
{
    if (region == REGION_FRANCE) {
        buf_text(out, "france");
    } else {
        const struct code_entry *e = &contract_list(run->contract, "regions")->entries[region];
        buf_printf(out, "%s-", e->code);
        add_slug(out, e->label[LANG_FR]);
    }
}

void workbook_name(const struct run *run, int region, struct buf *out)
{
    char period[PERIOD_TEXT];
    period_format(run->period, period);
    buf_text(out, "ptce-");
    workbook_territory(run, region, out);
    buf_printf(out, "-%s.xlsx", period);
}
