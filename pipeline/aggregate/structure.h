/*
 * `structure-change`: a delivery against the one before it, of an earlier month, of the same region
 * and table. A column that was sent and is not any more, and expected poles that declared then and
 * have declared nothing since, are warnings in its receipt. So an upload cut exactly at the end of
 * a row is noticed without a sidecar and without a total.
 */
#ifndef PTCE_AGGREGATE_STRUCTURE_H
#define PTCE_AGGREGATE_STRUCTURE_H

#include "aggregate/history.h"

/* Once all deliveries are claimed. */
void structure_compare(const struct history_frame *f);

#endif
