#include <string.h>

#include "model/figure.h"
#include "model/indicator.h"
#include "model/period.h"

static const char *const flags[] = {"", "x", "c", "p"};
static const struct {
    unsigned window;
    const char *name;
} windows[] = {{WINDOW_MONTH, "month"},
               {WINDOW_YEAR_TO_DATE, "ytd"},
               {WINDOW_12_MONTHS, "12m"},
               {WINDOW_KNOWN, "known"}};
enum { N_WINDOWS = sizeof windows / sizeof *windows, N_FLAGS = sizeof flags / sizeof *flags };

bool figure_stands(const struct figure *f)
{
    return f->flag == FLAG_NONE || f->flag == FLAG_PROVISIONAL;
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

bool figure_parse_key(struct figure *ret, const struct contract *c, const char *const *cell)
{
    int indicator = contract_indicator(c, cell[0]);
    int breakdown = contract_breakdown(c, cell[3]);
    bool france = strcmp(cell[2], "FR") == 0;
    unsigned window = 0;
    int32_t month;
    if (indicator == -1 || breakdown == -1)
        return false;
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        if (strcmp(windows[i].name, cell[1]) == 0)
            window = windows[i].window;
    int region = france ? REGION_FRANCE
                        : codelist_find(contract_list(c, "regions"), cell[2], strlen(cell[2]));
    int member = find_member(c, breakdown, cell[4]);
    if (window == 0 || (!france && region == CODE_NONE) || member == -2 ||
        period_parse(cell[5], strlen(cell[5]), &month) == -1)
        return false;
    *ret = figure_at(indicator, window, region, breakdown, member, month);
    return true;
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
