/*
 * Overrides: what the national team lets pass, and until when. inputs/overrides.csv (UTF-8, comma):
 *
 *     region,code,column,pole,from,to,reason,signed_by
 *     84,E01,effectif_total,PTCE-84-003,2026-03-01,2026-06-30,"logiciel de paie changé",C. Durand
 *     *,structure-change,,,2026-01-01,2026-12-31,tableaux refaits,C. Durand
 *
 * region is a code, or * for all; code a finding's, or the id of one rule of the contract; column
 * and pole may be blank, for any. The dates are those on which a delivery is received, both
 * included, so that a delivery is judged the same whenever it is looked at again.
 *
 * A warning is silenced. An error becomes a warning, and its unit counts: only those can be
 * downgraded that are about values which were read well each by itself (sums, comparisons, columns
 * that go together, codes that do not agree). Every use is an `override-applied` in the receipt and
 * counted; behind its end an `override-expired` says why the finding is back.
 *
 *     struct overrides o = {0};
 *     if (overrides_read(&o, contract, path, err) == -1) …  err.text starts with "override-error: "
 *     if (override_apply(&o, &about, receipt, &finding)) …  silenced: do not add it
 *     overrides_release(&o);
 */
#ifndef PTCE_MODEL_OVERRIDE_H
#define PTCE_MODEL_OVERRIDE_H

#include "base/digest.h"
#include "model/delivery.h"
#include "model/receipt.h"

struct override {
    int region;             /* entry of the list regions, CODE_NONE = all */
    enum finding_code code; /* FINDING_CODES when a rule is named */
    const char *code_text;  /* as written: a code or the id of a rule */
    const char *column;     /* "" = any */
    const char *pole;       /* "" = any */
    int32_t from;           /* days */
    int32_t to;
    const char *reason;
    const char *signed_by;
};

struct overrides {
    const struct contract *contract;
    struct csvfile file;
    struct override *list;
    int count;
    char digest[DIGEST_HEX]; /* of the file; "" when there is none */
};

/* From the file at `path`; no file, no overrides. -1 with err: the line and what is wrong
 * with it. */
int overrides_read(struct overrides *ret, const struct contract *c, const char *path,
                   struct err *err);
void overrides_release(struct overrides *o);

/* What a finding is about, beside itself. */
struct override_about {
    int region;       /* the sender's, CODE_NONE = not known */
    const char *pole; /* NULL or "" = of no one pole */
    size_t pole_len;
    int32_t day; /* of reception */
    enum lang lang;
};

/* Downgrade the finding, or return true when it is silenced; the receipt says so. NULL for no
 * overrides is allowed. */
bool override_apply(const struct overrides *o, const struct override_about *about,
                    struct receipt *receipt, struct finding *f);

/* Deliveries of the same bytes that were received under other overrides are judged otherwise: each
 * counts for itself (delivery.h, same_as). NULL for no overrides is allowed. */
void overrides_part(const struct overrides *o, struct deliveries *list);

/* Can an error of this code be downgraded? */
bool override_may_downgrade(enum finding_code code);

#endif
