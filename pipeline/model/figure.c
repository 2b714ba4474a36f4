#include <stdlib.h>
#include <string.h>

#include "base/csvfile.h"
#include "base/decimal.h"
#include "model/figure.h"
#include "model/indicator.h"
#include "model/period.h"

static const char header[] = FIGURE_KEY_HEADER ",value,numerator,denominator,poles,flag\n";
enum { N_COLUMNS = FIGURE_KEY_COLUMNS + 5 };
static const char *const flags[] = {"", "x", "c", "p"};
static const struct {
    unsigned window;
    const char *name;
} windows[] = {{WINDOW_MONTH, "month"},
               {WINDOW_YEAR_TO_DATE, "ytd"},
               {WINDOW_12_MONTHS, "12m"},
               {WINDOW_KNOWN, "known"}};
enum { N_WINDOWS = sizeof windows / sizeof *windows, N_FLAGS = sizeof flags / sizeof *flags };

struct figure *figures_add(struct figures *f)
{
    if (f->count == f->cap) {
        f->cap = f->cap == 0 ? 1024 : f->cap * 2;
        f->list = mem_resize(f->list, f->cap, sizeof *f->list);
    }
    f->list[f->count] = (struct figure){0};
    return &f->list[f->count++];
}

bool figure_stands(const struct figure *f)
{
    return f->flag == FLAG_NONE || f->flag == FLAG_PROVISIONAL;
}

void figures_release(struct figures *f)
{
    free(f->list);
    *f = (struct figures){0};
}

static void add_number(struct buf *out, int64_t value, int decimals)
{
    char text[DECIMAL_TEXT];
    if (value == VALUE_BLANK)
        return;
    buf_add(out, text, decimal_format(value, decimals, '.', "", text));
}

const char *figure_window_name(unsigned window)
{
    for (int i = 0; i < N_WINDOWS; i++)
        if (windows[i].window == window)
            return windows[i].name;
    return "";
}

int32_t figure_window_first(unsigned window, int32_t month)
{
    if (window == WINDOW_YEAR_TO_DATE)
        return period_of(period_year(month), 1);
    return window == WINDOW_12_MONTHS ? month - 11 : month;
}

const char *figure_flag_name(enum figure_flag flag)
{
    return flags[flag];
}

bool figure_parse_flag(const char *text, enum figure_flag *ret)
{
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (strcmp(flags[i], text) == 0) {
            *ret = (enum figure_flag)i;
            return true;
        }
    }
    return false;
}

void figure_format_key(const struct figure *f, const struct contract *c, struct buf *out)
{
    const struct codelist *regions = contract_list(c, "regions");
    char month[PERIOD_TEXT];
    period_format(f->month, month);
    buf_printf(out, "%s,%s,%s,%s,", c->indicators[f->indicator].id, figure_window_name(f->window),
               f->region == REGION_FRANCE ? "FR" : regions->entries[f->region].code,
               c->breakdowns[f->breakdown].id);
    breakdown_member_code(c, f->breakdown, f->member, out);
    buf_printf(out, ",%s", month);
}

void figures_format(const struct figures *f, const struct contract *c, struct buf *out)
{
    buf_text(out, header);
    for (size_t i = 0; i < f->count; i++) {
        const struct figure *g = &f->list[i];
        const struct indicator *ind = &c->indicators[g->indicator];
        figure_format_key(g, c, out);
        buf_char(out, ',');
        add_number(out, g->value, ind->decimals);
        buf_char(out, ',');
        add_number(out, g->numerator, ind->sum_decimals);
        buf_char(out, ',');
        add_number(out, g->denominator, ind->base_decimals);
        buf_char(out, ',');
        add_number(out, g->poles, 0);
        buf_printf(out, ",%s\n", flags[g->flag]);
    }
}

/* The member with this published code, -2 when there is none. */
static int find_member(const struct contract *c, int b, const char *code)
{
    const struct breakdown *br = &c->breakdowns[b];
    if (br->by == BY_TOTAL)
        return code[0] == '\0' ? 0 : -2;
    if (code[0] == '\0')
        return -1;
    if (br->by == BY_TABLES) {
        int t = contract_table(c, code);
        return t == -1 ? -2 : t;
    }
    if (br->by != BY_CROSS) {
        int i = codelist_find(br->codes, code, strlen(code));
        return i == CODE_NONE ? -2 : i;
    }
    const char *slash = strchr(code, '/');
    if (slash == NULL)
        return -2;
    int a = codelist_find(c->breakdowns[br->first].codes, code, (size_t)(slash - code));
    int d = find_member(c, br->second, slash + 1);
    return a == CODE_NONE || d < 0 ? -2 : a * c->breakdowns[br->second].n_members + d;
}

static bool read_number(const char *text, int decimals, int64_t *ret)
{
    *ret = VALUE_BLANK;
    return text[0] == '\0' || decimal_parse(text, strlen(text), decimals, ret) == 0;
}

bool figure_parse_key(struct figure *ret, const struct contract *c, const char *const *cell)
{
    struct figure g = {.indicator = contract_indicator(c, cell[0]),
                       .breakdown = contract_breakdown(c, cell[3])};
    bool france = strcmp(cell[2], "FR") == 0;
    if (g.indicator == -1 || g.breakdown == -1)
        return false;
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        if (strcmp(windows[i].name, cell[1]) == 0)
            g.window = windows[i].window;
    g.region = france ? REGION_FRANCE
                      : codelist_find(contract_list(c, "regions"), cell[2], strlen(cell[2]));
    g.member = find_member(c, g.breakdown, cell[4]);
    if (g.window == 0 || (!france && g.region == CODE_NONE) || g.member == -2 ||
        period_parse(cell[5], strlen(cell[5]), &g.month) == -1)
        return false;
    *ret = g;
    return true;
}

static bool read_row(const struct csvfile *f, size_t row, const struct contract *c,
                     struct figure *g)
{
    const char *cell[N_COLUMNS];
    for (int i = 0; i < N_COLUMNS; i++)
        cell[i] = csvfile_cell(f, row, i);
    if (!figure_parse_key(g, c, cell))
        return false;
    const struct indicator *ind = &c->indicators[g->indicator];
    return read_number(cell[6], ind->decimals, &g->value) &&
           read_number(cell[7], ind->sum_decimals, &g->numerator) &&
           read_number(cell[8], ind->base_decimals, &g->denominator) &&
           read_number(cell[9], 0, &g->poles) && figure_parse_flag(cell[10], &g->flag);
}

/* ret_unknown: NULL = every row must fit; else counts those that do not. */
static int read_figures(struct figures *ret_figures, const struct contract *c, const char *path,
                        size_t *ret_unknown, struct err *err)
{
    struct csvfile f;
    *ret_figures = (struct figures){0};
    if (csvfile_read(&f, path, MAX_EDITION_FILE, err) == -1)
        return -1;
    int rc = 0;
    if (f.n_columns != N_COLUMNS)
        rc = err_set(err, "%s: not a file of figures", path);
    for (size_t i = 0; rc == 0 && i < f.n_rows; i++) {
        if (read_row(&f, i, c, figures_add(ret_figures)))
            continue;
        if (ret_unknown == NULL)
            rc = err_set(err, "%s: row %zu does not fit the contract", path, i + 2);
        else
            ++*ret_unknown;
        ret_figures->count--;
    }
    csvfile_release(&f);
    if (rc == -1)
        figures_release(ret_figures);
    else
        figures_sort(ret_figures);
    return rc;
}

int figures_read(struct figures *ret_figures, const struct contract *c, const char *path,
                 struct err *err)
{
    return read_figures(ret_figures, c, path, NULL, err);
}

int figures_read_known(struct figures *ret_figures, const struct contract *c, const char *path,
                       struct err *err)
{
    size_t unknown = 0;
    return read_figures(ret_figures, c, path, &unknown, err);
}

/* The order of the file: indicator, window, region, breakdown (as the indicator lists them),
 * member, month. */
int figure_compare(const struct figure *a, const struct figure *b)
{
    if (a->indicator != b->indicator)
        return a->indicator < b->indicator ? -1 : 1;
    if (a->window != b->window)
        return a->window < b->window ? -1 : 1;
    if (a->region != b->region)
        return a->region < b->region ? -1 : 1;
    if (a->breakdown != b->breakdown)
        return a->breakdown < b->breakdown ? -1 : 1;
    if (a->member != b->member)
        return a->member < b->member ? -1 : 1;
    return a->month == b->month ? 0 : a->month < b->month ? -1 : 1;
}

static int compare_any(const void *a, const void *b)
{
    return figure_compare(a, b);
}

void figures_sort(struct figures *f)
{
    bool sorted = true; /* as they nearly always are */
    for (size_t i = 1; sorted && i < f->count; i++)
        sorted = figure_compare(&f->list[i - 1], &f->list[i]) < 0;
    if (!sorted)
        qsort(f->list, f->count, sizeof *f->list, compare_any);
}

const struct figure *figures_find(const struct figures *f, int indicator, unsigned window,
                                  int region, int breakdown, int member, int32_t month)
{
    struct figure key = {.indicator = indicator,
                         .window = window,
                         .region = region,
                         .breakdown = breakdown,
                         .member = member,
                         .month = month};
    size_t low = 0;
    size_t high = f->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = figure_compare(&f->list[mid], &key);
        if (order == 0)
            return &f->list[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}
