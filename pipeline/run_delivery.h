/*
 * One delivery through two stages: its bytes, held against the hash in its name, are read, and what
 * is read is validated.
 */
#ifndef PTCE_RUN_DELIVERY_H
#define PTCE_RUN_DELIVERY_H

#include "model/delivery.h"
#include "validate/validate.h"

/* The tables marked in `tables`; all when a sidecar counts its rows. -1 with err when the archive
 * is damaged or cannot be read. Receipt and returns are the caller's to release either way. */
int run_delivery_take(const struct setting *setting, const struct delivery *d, unsigned tables,
                      struct receipt *receipt, struct returns *returns, struct err *err);

/* One file outside any run (ptce check). What the receipt held before is not looked at, but for
 * max_places, which is the caller's to set. */
int run_delivery_check(const struct setting *setting, const char *path, struct receipt *receipt,
                       struct err *err);

#endif
