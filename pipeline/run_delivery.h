/* One delivery, read and validated. */
#ifndef PTCE_RUN_DELIVERY_H
#define PTCE_RUN_DELIVERY_H

#include "model/delivery.h"
#include "validate/validate.h"

/* Only the tables of the bits given, but all when its sidecar counts its rows. Returns are to be
 * released whatever comes back; -1 with err when the machine failed. */
int run_delivery(const struct setting *setting, const struct delivery *d, unsigned tables,
                 struct receipt *receipt, struct returns *returns, struct err *err);

#endif
