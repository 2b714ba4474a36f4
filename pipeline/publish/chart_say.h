/*
 * The rules by which headlines are written from figures. The subject ("L’effectif déclaré") and
 * what shares are of ("de l’effectif") come from the chart's entry in report.json, the verbs from
 * here.
 */
#ifndef PTCE_PUBLISH_CHART_SAY_H
#define PTCE_PUBLISH_CHART_SAY_H

#include "publish/chart_rows.h"
#include "publish/chart_source.h"

/* A change: two figures of the same poles or places, and the words for the time between them. */
struct change {
    int64_t from;
    int64_t to;
    bool is_year; /* else: since the month `since` */
    int32_t since;
    bool is_same; /* of the poles that declared both months */
};

/* "progresse de 7,6 % en un an", "est stable", "passe de 12 à 120 personnes"; a percentage gains or
 * loses points. */
void chart_say_change(const struct chart_source *s, const struct chart_unit *u,
                      const struct change *c, struct buf *out);
/* "L’effectif déclaré : 6 856 personnes" */
void chart_say_value(const struct chart_source *s, const struct chart_unit *u, int64_t value,
                     struct buf *out);
void chart_say_missing(const struct chart_source *s, struct buf *out);

/* The largest row, its share of the whole, and whether it is alone with it. */
void chart_say_top(const struct chart_source *s, const struct chart_unit *u,
                   const struct chart_rows *rows, int64_t whole, struct buf *out);
/* The fewest regions that hold half of the whole: "3 régions réunissent 53,1 % de l’effectif". */
void chart_say_together(const struct chart_source *s, const struct chart_unit *u,
                        const struct chart_rows *rows, int64_t whole, struct buf *out);

/* A name for a headline: its first words. */
void chart_say_name(const char *name, struct buf *out);

#endif
