#include <stdlib.h>
#include <string.h>

#include "base/csvfile.h"
#include "base/decimal.h"
#include "model/coverage.h"
#include "model/figure.h"
#include "model/period.h"

static const struct {
    const char *name;
    size_t at; /* in struct coverage_row */
} counts[] = {
#define COUNT(name)                                                                                \
    {                                                                                              \
#name, offsetof(struct coverage_row, name)                                                 \
    }
    COUNT(expected), COUNT(declared),        COUNT(rejected),        COUNT(missing),
    COUNT(late),     COUNT(weight_expected), COUNT(weight_declared), COUNT(provisional),
#undef COUNT
};
enum { N_KEYS = 3, N_COUNTS = sizeof counts / sizeof *counts };

static int64_t *count_of(struct coverage_row *r, int i)
{
    return (int64_t *)(void *)((char *)r + counts[i].at);
}

struct coverage_row *coverage_add(struct coverage *c)
{
    if (c->count == c->cap) {
        c->cap = c->cap == 0 ? 256 : c->cap * 2;
        c->list = mem_resize(c->list, c->cap, sizeof *c->list);
    }
    c->list[c->count] = (struct coverage_row){0};
    return &c->list[c->count++];
}

static int compare(const struct coverage_row *a, const struct coverage_row *b)
{
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    if (a->region != b->region)
        return a->region < b->region ? -1 : 1;
    return a->month == b->month ? 0 : a->month < b->month ? -1 : 1;
}

const struct coverage_row *coverage_find(const struct coverage *c, int table, int region,
                                         int32_t month)
{
    struct coverage_row key = {.table = table, .region = region, .month = month};
    size_t low = 0;
    size_t high = c->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = compare(&c->list[mid], &key);
        if (order == 0)
            return &c->list[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

void coverage_format(const struct coverage *cov, const struct contract *c, struct buf *out)
{
    const struct codelist *regions = contract_list(c, "regions");
    buf_text(out, "table,region,month");
    for (int i = 0; i < N_COUNTS; i++)
        buf_printf(out, ",%s", counts[i].name);
    buf_char(out, '\n');
    for (size_t i = 0; i < cov->count; i++) {
        struct coverage_row r = cov->list[i];
        char month[PERIOD_TEXT];
        period_format(r.month, month);
        buf_printf(out, "%s,%s,%s", c->tables[r.table].name,
                   r.region == REGION_FRANCE ? "FR" : regions->entries[r.region].code, month);
        for (int k = 0; k < N_COUNTS; k++)
            buf_printf(out, ",%lld", (long long)*count_of(&r, k));
        buf_char(out, '\n');
    }
}

static bool read_number(const struct csvfile *f, size_t row, int column, int64_t *ret)
{
    const char *text = csvfile_cell(f, row, column);
    return decimal_parse(text, strlen(text), 0, ret) == 0;
}

static bool read_row(const struct csvfile *f, size_t row, const struct contract *c,
                     struct coverage_row *r)
{
    const char *region = csvfile_cell(f, row, 1);
    const char *month = csvfile_cell(f, row, 2);
    r->table = contract_table(c, csvfile_cell(f, row, 0));
    r->region = strcmp(region, "FR") == 0
                    ? REGION_FRANCE
                    : codelist_find(contract_list(c, "regions"), region, strlen(region));
    bool region_ok = r->region != CODE_NONE || strcmp(region, "FR") == 0;
    bool ok = r->table != -1 && region_ok && period_parse(month, strlen(month), &r->month) == 0;
    for (int i = 0; ok && i < N_COUNTS; i++)
        ok = read_number(f, row, N_KEYS + i, count_of(r, i));
    return ok;
}

int coverage_read(struct coverage *ret, const struct contract *c, const char *path, struct err *err)
{
    struct csvfile f;
    *ret = (struct coverage){0};
    if (csvfile_read(&f, path, MAX_EDITION_FILE, err) == -1)
        return -1;
    int rc = 0;
    if (f.n_columns != N_KEYS + N_COUNTS)
        rc = err_set(err, "%s: not a coverage file", path);
    for (size_t i = 0; rc == 0 && i < f.n_rows; i++)
        if (!read_row(&f, i, c, coverage_add(ret)))
            rc = err_set(err, "%s: row %zu does not fit the contract", path, i + 2);
    csvfile_release(&f);
    if (rc == -1)
        coverage_release(ret);
    return rc;
}

void coverage_release(struct coverage *c)
{
    free(c->list);
    *c = (struct coverage){0};
}
