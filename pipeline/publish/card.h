/*
 * The card of an edition, edition.json: what it was made of, so that it can be made again and held
 * against what came later.
 *
 *     {"edition": "2026-10.1", "period": "2026-10", "cutoff": "2026-11-12T06:00:00Z", "lang": "fr",
 *      "deadline": 10, "program": "ptce 0.1.0", "contract": "<digest>", "overrides": "<SHA-256>" or
 * null, "overrides_used": [{"region": "84", "code": "E01", "column": "effectif_total", "pole": "",
 * "to": "2026-06-30", "uses": 3}, …], "previous": "2026-09.2" or null, "after": "2026-09.2" or
 * null, "definitive": "2026-06" or null, "held_back": [{"delivery": "84/<stem>", "table":
 * "emplois", "pole": "PTCE-84-001", "month": "2026-03"}, …], "reasons": [{… the same …, "reason":
 * "…"}, …], "deliveries": [{"delivery": "84/<stem>", "sha256": "…", "sidecar": "<SHA-256>"}, …]}
 *
 * `after` is the edition that had been made last, `definitive` the last month that was definitive
 * then; `held_back` and `reasons` are the corrections of such months that were not taken, and those
 * that were (model/holding.h).
 * `deliveries` are all that were read, whether anything of them counts or not, in order.
 */
#ifndef PTCE_PUBLISH_CARD_H
#define PTCE_PUBLISH_CARD_H

#include "base/buf.h"
#include "base/digest.h"
#include "base/map.h"
#include "model/holding.h"
#include "model/override.h"
#include "publish/editions.h"

struct card_delivery {
    const char *name;         /* "84/<stem>" */
    char sha256[DIGEST_HEX];  /* "" = not known: a card of an older program */
    char sidecar[DIGEST_HEX]; /* "" = none */
};

struct card {
    char id[EDITION_ID];
    int32_t period;
    int64_t cutoff;
    enum lang lang;
    int deadline_day; /* of an older program, which does not say it: DEADLINE_DAY */
    char program[64];
    char contract[DIGEST_HEX];
    char overrides[DIGEST_HEX];   /* "" = there were none */
    const struct overrides *used; /* of the run, with … */
    uint64_t *uses;               /* … how often each was used; NULL = none, not read back */
    char previous[EDITION_ID];    /* the edition it was compared with, "" = none */
    char after[EDITION_ID];       /* the edition made last before it, "" = none */
    int32_t definitive;           /* the last definitive month, 0 = none */
    struct held_list corrections; /* held back, and taken; of a card read back the reason alone … */
    struct map held;              /* … and here the units held back (holding_key) */
    struct card_delivery *deliveries;
    size_t n_deliveries;
    struct map names; /* of the deliveries, numbered alike: owns them */
};

/* Add a delivery; the name is copied. */
void card_add(struct card *card, const char *name, const char *sha256, const char *sidecar);
void card_release(struct card *card);

void card_format(const struct card *card, struct buf *out);

/* The card in the folder of an edition. -1 with err when it cannot be read or is damaged. */
int card_read(struct card *ret, const char *folder, struct err *err);

/* The card of the edition of a month that stood at an instant: the last whose cutoff is not after
 * it. ret->id is "" when there was none. */
int card_at(struct card *ret, const char *root, int32_t period, int64_t instant, struct err *err);

#endif
