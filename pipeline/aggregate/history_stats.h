/*
 * What a pole's own history says of a value: its median, how far its changes are spread, and
 * whether a value is 10, 100 or 1000 times it. Integers only, in the field's own units; half of
 * them is rounded up. Medians and not means, so that one wrong month does not move the measure that
 * it is held against.
 */
#ifndef PTCE_AGGREGATE_HISTORY_STATS_H
#define PTCE_AGGREGATE_HISTORY_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HISTORY_MONTHS = 60 }; /* the most that is looked back upon */

/* The median of n ≥ 1 values, in no order; the upper of two middle ones' mean. n is at most
 * HISTORY_MONTHS. */
int64_t history_stats_median(const int64_t *values, size_t n);

/* The median of |value − median|: 0 when more than half are the same. */
int64_t history_stats_deviation(const int64_t *values, size_t n);

/* Is |a − b| above `absolute` and above |relative_to| × relative ÷ 1000? Exact whatever their size.
 */
bool history_stats_beyond(int64_t a, int64_t b, int64_t absolute, int64_t relative_to,
                          int64_t relative);

/* Is a within `relative` (thousandths) of 10, 100 or 1000 times b, or b of a? Both above 0. */
bool history_stats_scaled(int64_t a, int64_t b, int64_t relative);

#endif
