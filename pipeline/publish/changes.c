#include "publish/changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/file.h"
#include "model/figure.h"
#include "model/period.h"
#include "publish/page_text.h"
#include "publish/workbook_text.h"

static int64_t share_of(const struct change *c, int decimals)
{
    int64_t before = 0;
    int64_t difference = 0;
    int64_t share = 0;
    if (decimal_parse(c->before, strlen(c->before), decimals, &before) == -1 ||
        decimal_parse(c->difference, strlen(c->difference), decimals, &difference) == -1)
        return -1;
    if (before == 0 || decimal_ratio(difference, before, 4, &share) == -1)
        return INT64_MAX;
    return share < 0 ? -share : share;
}

static bool take_row(struct change *ret, const struct csvfile *f, size_t row,
                     const struct contract *c)
{
    const char *region = csvfile_cell(f, row, csvfile_column(f, "region"));
    const char *month = csvfile_cell(f, row, csvfile_column(f, "month"));
    const char *indicator = csvfile_cell(f, row, csvfile_column(f, "indicator"));
    *ret = (struct change){
        .row = row,
        .indicator = contract_indicator(c, indicator),
        .window = csvfile_cell(f, row, csvfile_column(f, "window")),
        .breakdown = csvfile_cell(f, row, csvfile_column(f, "breakdown")),
        .member = csvfile_cell(f, row, csvfile_column(f, "member")),
        .before = csvfile_cell(f, row, csvfile_column(f, "before")),
        .now = csvfile_cell(f, row, csvfile_column(f, "now")),
        .difference = csvfile_cell(f, row, csvfile_column(f, "difference")),
        .before_flag = csvfile_cell(f, row, csvfile_column(f, "before_flag")),
        .now_flag = csvfile_cell(f, row, csvfile_column(f, "now_flag")),
        .cause = csvfile_cell(f, row, csvfile_column(f, "cause")),
    };
    bool france = strcmp(region, "FR") == 0;
    bool total = strcmp(ret->breakdown, "total") == 0;
    ret->region =
        france ? REGION_FRANCE : codelist_find(contract_list(c, "regions"), region, strlen(region));
    if (ret->indicator == -1 || (!france && ret->region == CODE_NONE) ||
        period_parse(month, strlen(month), &ret->month) == -1)
        return false;
    ret->rank = total ? !france : 2;
    ret->share = share_of(ret, c->indicators[ret->indicator].decimals);
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct change *x = a;
    const struct change *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->share != y->share)
        return x->share > y->share ? -1 : 1;
    return x->row == y->row ? 0 : x->row < y->row ? -1 : 1;
}

int changes_read(struct changes *ret, const struct contract *c, const char *path, struct err *err)
{
    *ret = (struct changes){0};
    if (!file_exists(path))
        return 0;
    if (csvfile_read(&ret->file, path, MAX_EDITION_FILE, err) == -1)
        return -1;
    ret->there = true;
    ret->list = mem_array(ret->file.n_rows + 1, sizeof *ret->list);
    for (size_t i = 0; i < ret->file.n_rows; i++) {
        if (!take_row(&ret->list[ret->count++], &ret->file, i, c)) {
            changes_release(ret);
            return err_set(err, "%s: row %zu is no revision", path, i + 2);
        }
    }
    qsort(ret->list, ret->count, sizeof *ret->list, compare);
    return 0;
}

void changes_release(struct changes *c)
{
    csvfile_release(&c->file);
    free(c->list);
    *c = (struct changes){0};
}

void change_say_what(const struct contract *c, enum lang lang, const struct change *change,
                     struct buf *out)
{
    int b = contract_breakdown(c, change->breakdown);
    buf_text(out, c->indicators[change->indicator].label[lang]);
    if (strcmp(change->window, "12m") == 0)
        buf_printf(out, ", %s", page_words(lang, PAGE_OVER_12_MONTHS));
    if (strcmp(change->window, "ytd") == 0)
        buf_printf(out, ", %s", page_words(lang, PAGE_SINCE_JANUARY));
    if (strcmp(change->window, "known") == 0)
        buf_printf(out, ", %s", page_words(lang, PAGE_LAST_KNOWN));
    if (b == -1 || c->breakdowns[b].by == BY_TOTAL)
        return;
    buf_printf(out, ", %s", c->breakdowns[b].title[lang]);
    for (int m = 0; m < c->breakdowns[b].n_members; m++) {
        struct buf code = {0};
        breakdown_member_code(c, b, m, &code);
        if (strcmp(buf_str(&code), change->member) == 0) {
            struct buf label = {0};
            breakdown_member_label(c, b, m, lang, &label);
            page_say(out, lang, PAGE_LABEL, NULL);
            buf_text(out, buf_str(&label));
            buf_release(&label);
        }
        buf_release(&code);
    }
}

bool change_say_value(const struct indicator *ind, enum lang lang, const char *text,
                      struct buf *out)
{
    int64_t value;
    if (decimal_parse(text, strlen(text), ind->decimals, &value) == -1)
        return false;
    workbook_number(out, lang, value, ind->decimals);
    if (ind->percent)
        buf_text(out, lang == LANG_FR ? "\u00a0%" : "%");
    if (ind->money)
        buf_text(out, "\u00a0€");
    return true;
}
