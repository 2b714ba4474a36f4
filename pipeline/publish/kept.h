/*
 * What editions were made with, kept once for all that share it, under its own hash:
 *
 *     outputs/contracts/<digest>/        the contract's files (model/contract.h, digest)
 *     outputs/overrides/<SHA-256>.csv
 *
 * A rebuild reads them from here; they are never changed.
 */
#ifndef PTCE_PUBLISH_KEPT_H
#define PTCE_PUBLISH_KEPT_H

#include "base/buf.h"
#include "base/err.h"
#include "model/run.h"

void kept_contract_path(const char *root, const char *digest, struct buf *out);
void kept_overrides_path(const char *root, const char *sha256, struct buf *out);

/* Keep the contract of this run, and its overrides when there are any (sha256 ""= none). */
int kept_contract(const struct run *run, struct err *err);
int kept_overrides(const struct run *run, const char *sha256, struct err *err);

#endif
