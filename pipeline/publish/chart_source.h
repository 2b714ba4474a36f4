/*
 * What a chart is drawn from: its description in the report, the edition's figures, the place it is
 * of; and the parts all charts share. Also the interface of the kinds of charts, a file each.
 */
#ifndef PTCE_PUBLISH_CHART_SOURCE_H
#define PTCE_PUBLISH_CHART_SOURCE_H

#include <stdbool.h>

#include "model/contract.h"
#include "model/edition.h"
#include "model/outlines.h"
#include "model/report.h"
#include "publish/chart_drawing.h"
#include "publish/chart_text.h"
#include "publish/chart_unit.h"

struct chart_source {
    const struct contract *contract;
    const struct edition *edition;
    const struct codelist *regions;
    const struct outlines *outlines;
    const struct report_chart *chart;
    enum lang lang;
    int region; /* an entry of regions, or REGION_FRANCE */
};

const char *chart_source_place(const struct chart_source *s);
const char *chart_source_name(const struct chart_source *s, int series); /* its indicator's label */

/* The figure of a series in a month: of a place, without the rows' breakdown. NULL = none. */
const struct figure *chart_source_figure(const struct chart_source *s, int series, int region,
                                         int32_t month);
/* The same of the edition's month, for a member of a breakdown. */
const struct figure *chart_source_member(const struct chart_source *s, int series, int breakdown,
                                         int member);
/* Were poles of this region expected to declare the table of the first series? */
bool chart_source_expected(const struct chart_source *s, int region);

bool chart_source_known(const struct figure *f); /* it has a value */
bool chart_source_provisional(const struct figure *f);

/* "octobre 2026"; "novembre 2025 à octobre 2026" for windows over months. */
void chart_source_period(const struct chart_source *s, struct buf *out);
struct chart_unit chart_source_unit(const struct chart_source *s, int series, int64_t largest);

/* Headline, subtitle, title and description; the headline is taken (and released). */
void chart_source_head(const struct chart_source *s, struct drawing *d, struct buf *headline,
                       const char *unit_name, const char *period);
/* Champ, Source, and the edition's notice. */
void chart_source_foot(const struct chart_source *s, struct drawing *d);
/* "Bretagne : 420 personnes", one more value in the description. */
void chart_source_describe(const struct chart_source *s, struct drawing *d, const char *what,
                           const char *value);
/* The sentence that says how to read it; the first call makes it. */
void chart_source_read(const struct chart_source *s, struct drawing *d, const char *row,
                       const char *value);
/* A cell of the table: the value, or the sign for why there is none. */
void chart_source_cell(const struct chart_unit *u, struct drawing *d, const struct figure *f);
/* The same of words made of the figure's value: its share. */
void chart_source_text(struct drawing *d, const char *text, const struct figure *f);
/* The same of a value that is no figure's own. */
void chart_source_number(const struct chart_unit *u, struct drawing *d, int64_t value,
                         bool is_provisional);
/* The words in the place of a value: "non disponible", "non diffusé". */
void chart_source_absent(const struct chart_source *s, const struct figure *f, struct buf *out);

/* The kinds: fill an empty drawing. */
void chart_lines_draw(const struct chart_source *s, struct drawing *d);
void chart_years_draw(const struct chart_source *s, struct drawing *d);
void chart_panels_draw(const struct chart_source *s, struct drawing *d);
void chart_bars_draw(const struct chart_source *s, struct drawing *d);
void chart_pairs_draw(const struct chart_source *s, struct drawing *d);
void chart_dots_draw(const struct chart_source *s, struct drawing *d);
void chart_stacked_draw(const struct chart_source *s, struct drawing *d);
void chart_map_draw(const struct chart_source *s, struct drawing *d);

#endif
