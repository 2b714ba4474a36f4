#include <assert.h>
#include <string.h>

#include "aggregate/history_stats.h"

__extension__ typedef __int128 wide;

/* A few years of months, and as often as there are series: qsort takes several times as long. */
static void sort(int64_t *list, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        int64_t v = list[i];
        size_t k = i;
        for (; k > 0 && list[k - 1] > v; k--)
            list[k] = list[k - 1];
        list[k] = v;
    }
}

/* Values are sums and amounts of one pole: two of them add without overflow. */
int64_t history_stats_median(const int64_t *values, size_t n)
{
    int64_t sorted[HISTORY_MONTHS];
    assert(n >= 1 && n <= HISTORY_MONTHS);
    memcpy(sorted, values, n * sizeof *sorted);
    sort(sorted, n);
    int64_t low = sorted[(n - 1) / 2];
    int64_t high = sorted[n / 2];
    return low + (high - low + 1) / 2;
}

int64_t history_stats_deviation(const int64_t *values, size_t n)
{
    int64_t off[HISTORY_MONTHS] = {0};
    int64_t median = history_stats_median(values, n);
    for (size_t i = 0; i < n; i++)
        off[i] = values[i] > median ? values[i] - median : median - values[i];
    return history_stats_median(off, n);
}

bool history_stats_beyond(int64_t a, int64_t b, int64_t absolute, int64_t relative_to,
                          int64_t relative)
{
    wide off = (wide)a - b;
    wide base = relative_to < 0 ? -(wide)relative_to : relative_to;
    off = off < 0 ? -off : off;
    return off > absolute && off * 1000 > base * relative;
}

bool history_stats_scaled(int64_t a, int64_t b, int64_t relative)
{
    if (a <= 0 || b <= 0)
        return false;
    wide large = a > b ? a : b;
    wide small = a > b ? b : a;
    for (wide scale = 10; scale <= 1000; scale *= 10) {
        wide whole = small * scale;
        if (large * 1000 >= whole * (1000 - relative) && large * 1000 <= whole * (1000 + relative))
            return true;
    }
    return false;
}
