/*
 * An explanation as text to read, as CSV and as JSON.
 *
 *     status,reason,indicator,breakdown,member,region,pole,month,table,delivery,file,line,numerator,denominator
 *     counted,,J01,total,,84,PTCE-84-001,2026-10,emplois,20261112T…,emplois.csv,2,40,
 *
 * status: counted or left-out; of a revision (--since): added or removed.
 */
#ifndef PTCE_PUBLISH_EXPLANATION_H
#define PTCE_PUBLISH_EXPLANATION_H

#include "model/explanation.h"

void explanation_text(const struct explanation *x, const struct contract *c, enum lang lang,
                      struct buf *out);
void explanation_csv(const struct explanation *x, const struct contract *c, struct buf *out);
void explanation_json(const struct explanation *x, const struct contract *c, struct buf *out);

#endif
