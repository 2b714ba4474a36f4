/*
 * validate: labels and cells → typed rows and findings, by the contract.
 *
 *     struct validator *v = validator_new(&setting, &receipt, &returns);
 *     struct sink sink = validator_sink(v);
 *     …read_delivery(…, &sink, …)…
 *     validator_envelope(v, &envelope);     its name, its sidecar
 *     validator_finish(v);                  units judged, receipt complete
 *     validator_free(v);
 *
 * A cell is read once, in one pass; its value goes into the row's array of int64_t, its faults into
 * the receipt. At the end of a row the contract's rules see the array. A unit (table, pole, month)
 * with an error in any of its rows is bad as a whole; a row whose pole or month cannot be read
 * makes every unit bad that it might have belonged to.
 */
#ifndef PTCE_VALIDATE_VALIDATE_H
#define PTCE_VALIDATE_VALIDATE_H

#include "model/canonical.h"
#include "model/override.h"
#include "model/record.h"
#include "model/register.h"
#include "model/returns.h"
#include "model/sidecar.h"

struct setting {
    const struct contract *contract;
    const struct pole_register *poles; /* NULL: not known, poles are not looked up */
    int region;                        /* the sender's; CODE_NONE = not known, then not checked */
    int32_t month;                     /* of reception: nothing is declared for a later one */
    int32_t day;                       /* of reception */
    const struct overrides *overrides; /* NULL = none */
    enum lang lang;                    /* of the words kept in the receipt */
    bool libcsv_only;                  /* of read_options */
    bool receipt_only;                 /* nobody asks for the rows: they are not kept */
    struct canonical *canonical;       /* NULL = rows are not kept in canonical form */
    const struct sink
        *also; /* hears labels, rows and restarts as the validator does; NULL = nobody */
};

struct validator;

/* What comes with the bytes of a delivery. */
struct envelope {
    const char *name; /* the sender's */
    int64_t bytes;
    const char *sha256;            /* of the bytes; needed when the sidecar says one */
    const struct sidecar *sidecar; /* NULL = none came */
    const char *sidecar_name;
};

struct validator *validator_new(const struct setting *s, struct receipt *receipt,
                                struct returns *returns);
struct sink validator_sink(struct validator *v);
void validator_envelope(struct validator *v, const struct envelope *e);
void validator_finish(struct validator *v);
void validator_free(struct validator *v);

#endif
