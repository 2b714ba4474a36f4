#include <stdlib.h>
#include <string.h>

#include "base/csvfile.h"
#include "base/decimal.h"
#include "model/comparison.h"
#include "model/figure.h"
#include "model/indicator.h"
#include "model/period.h"

enum { N_COLUMNS = 7 };
static const char *const names[AGAINSTS] = {"previous", "year"};

/* Of how many poles there are, the same poles in both months would say nothing. */
static bool counts_poles(const struct indicator *ind)
{
    bool counts = ind->table == TABLE_POLES && ind->denominator.n_terms == 0;
    for (int i = 0; i < ind->numerator.n_terms; i++)
        counts = counts && ind->numerator.terms[i].field == -1;
    return counts;
}

bool comparisons_are_made(const struct indicator *ind)
{
    bool kind = ind->kind == KIND_STOCK || ind->kind == KIND_FLOW || ind->kind == KIND_RATIO ||
                ind->kind == KIND_MEAN;
    return kind && (ind->windows & WINDOW_MONTH) != 0 && !counts_poles(ind);
}

struct comparison *comparisons_add(struct comparisons *c)
{
    if (c->count == c->cap) {
        c->cap = c->cap == 0 ? 256 : c->cap * 2;
        c->list = mem_resize(c->list, c->cap, sizeof *c->list);
    }
    c->list[c->count] = (struct comparison){0};
    return &c->list[c->count++];
}

void comparisons_release(struct comparisons *c)
{
    free(c->list);
    *c = (struct comparisons){0};
}

static void add_number(struct buf *out, int64_t value, int decimals)
{
    char text[DECIMAL_TEXT];
    buf_char(out, ',');
    if (value != VALUE_BLANK)
        buf_add(out, text, decimal_format(value, decimals, '.', "", text));
}

void comparisons_format(const struct comparisons *cmp, const struct contract *c, struct buf *out)
{
    const struct codelist *regions = contract_list(c, "regions");
    buf_text(out, "indicator,region,month,against,poles,now,before\n");
    for (size_t i = 0; i < cmp->count; i++) {
        const struct comparison *one = &cmp->list[i];
        const struct indicator *ind = &c->indicators[one->indicator];
        char month[PERIOD_TEXT];
        period_format(one->month, month);
        buf_printf(out, "%s,%s,%s,%s", ind->id,
                   one->region == REGION_FRANCE ? "FR" : regions->entries[one->region].code, month,
                   names[one->against]);
        add_number(out, one->poles, 0);
        add_number(out, one->now, ind->decimals);
        add_number(out, one->before, ind->decimals);
        buf_char(out, '\n');
    }
}

static bool read_number(const char *text, int decimals, int64_t *ret)
{
    *ret = VALUE_BLANK;
    return text[0] == '\0' || decimal_parse(text, strlen(text), decimals, ret) == 0;
}

static bool read_row(const struct csvfile *f, size_t row, const struct contract *c,
                     struct comparison *one)
{
    const char *cell[N_COLUMNS];
    for (int i = 0; i < N_COLUMNS; i++)
        cell[i] = csvfile_cell(f, row, i);
    one->indicator = contract_indicator(c, cell[0]);
    bool france = strcmp(cell[1], "FR") == 0;
    one->region = france ? REGION_FRANCE
                         : codelist_find(contract_list(c, "regions"), cell[1], strlen(cell[1]));
    int against = 0;
    while (against < AGAINSTS && strcmp(names[against], cell[3]) != 0)
        against++;
    if (one->indicator == -1 || against == AGAINSTS || (!france && one->region == CODE_NONE))
        return false;
    one->against = (enum against)against;
    int decimals = c->indicators[one->indicator].decimals;
    return period_parse(cell[2], strlen(cell[2]), &one->month) == 0 &&
           read_number(cell[4], 0, &one->poles) && read_number(cell[5], decimals, &one->now) &&
           read_number(cell[6], decimals, &one->before);
}

int comparisons_read(struct comparisons *ret, const struct contract *c, const char *path,
                     struct err *err)
{
    struct csvfile f;
    *ret = (struct comparisons){0};
    if (csvfile_read(&f, path, MAX_EDITION_FILE, err) == -1)
        return -1;
    int rc = 0;
    if (f.n_columns != N_COLUMNS)
        rc = err_set(err, "%s: not a file of comparisons", path);
    for (size_t i = 0; rc == 0 && i < f.n_rows; i++)
        if (!read_row(&f, i, c, comparisons_add(ret)))
            rc = err_set(err, "%s: row %zu does not fit the contract", path, i + 2);
    csvfile_release(&f);
    if (rc == -1)
        comparisons_release(ret);
    return rc;
}

const struct comparison *comparisons_find(const struct comparisons *c, int indicator, int region,
                                          int32_t month, enum against against)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct comparison *one = &c->list[i];
        if (one->indicator == indicator && one->region == region && one->month == month &&
            one->against == against)
            return one;
    }
    return NULL;
}
