/*
 * What the charts are drawn from: the edition's figures, by the few coordinates charts use, and the
 * parts all charts share. Also the interface of the charts themselves, a file each.
 */
#ifndef PTCE_PUBLISH_CHART_SOURCE_H
#define PTCE_PUBLISH_CHART_SOURCE_H

#include <stdbool.h>

#include "base/err.h"
#include "model/contract.h"
#include "model/edition.h"
#include "model/run.h"
#include "publish/chart_drawing.h"
#include "publish/chart_text.h"

struct chart_source {
    const struct contract *contract;
    const struct edition *edition;
    const struct codelist *regions;
    enum lang lang;
    int headcount; /* indicators: J01, */
    int fte;       /* J02, */
    int awarded;   /* F01, */
    int response;  /* Q01 */
    int total;     /* breakdowns */
    int funder;
    int purpose;
    int funder_purpose;
    int table;
};

/* 0, or -1 with err when the contract has not the indicators and breakdowns the charts show. */
int chart_source_init(struct chart_source *ret_source, const struct run *run,
                      const struct edition *edition, struct err *err);

/* A month's figure of France or a region, without breakdown. NULL when there is none. */
const struct figure *chart_source_month(const struct chart_source *s, int indicator, int region,
                                        int32_t month);
/* Funding awarded over the twelve months to the period, France. */
const struct figure *chart_source_awarded(const struct chart_source *s, int breakdown, int member);
/* The response rate to a table (TABLE_EMPLOIS …) at the period. */
const struct figure *chart_source_response(const struct chart_source *s, int table, int region);

bool chart_source_known(const struct figure *f); /* it has a value */

/* Headline, subtitle, title and description; both texts are taken (and released). */
void chart_source_head(const struct chart_source *s, struct drawing *d, enum text desc,
                       struct buf *headline, struct buf *subtitle);
/* Champ, Source, and the edition's notice. */
void chart_source_foot(const struct chart_source *s, struct drawing *d, enum text field);
/* "Bretagne : 420 personnes", one more value in the description. */
void chart_source_describe(const struct chart_source *s, struct drawing *d, const char *what,
                           const char *value);

/* "Lecture : en octobre 2026, Bretagne : 420 personnes." The first call makes the sentence. */
void chart_source_read(const struct chart_source *s, struct drawing *d, const char *what,
                       const char *value);

/* The distance of an axis's tics: 1, 2 or 5 times a power of ten, a multiple of `least`, so that at
 * most five reach over `span`. */
int64_t chart_source_step(int64_t span, int64_t least);

/* The charts: fill an empty drawing. */
void chart_jobs_draw(const struct chart_source *s, struct drawing *d);
void chart_regions_draw(const struct chart_source *s, struct drawing *d);
void chart_funding_draw(const struct chart_source *s, struct drawing *d);
void chart_response_draw(const struct chart_source *s, struct drawing *d);

#endif
