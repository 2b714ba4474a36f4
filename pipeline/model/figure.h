/*
 * A figure: one published number, and all that is needed to judge it. The figures of an edition are
 * data/figures.csv, which is also all that publish knows: workbooks and charts are drawn from the
 * file, so that they cannot differ from it.
 *
 *     indicator,window,region,breakdown,member,month,value,numerator,denominator,poles,flag
 *     J01,month,84,sector,energie,2026-10,1234,1234,,12,
 *
 * Order: the catalogue's indicators, its windows, FR then regions by code, breakdowns, members by
 * their list, months. Values carry a decimal point and the indicator's decimals. Windows are month,
 * ytd (from January), 12m and known (of each pole its last declared month, model/indicator.h).
 */
#ifndef PTCE_MODEL_FIGURE_H
#define PTCE_MODEL_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "model/contract.h"

enum { REGION_FRANCE = -1 };

enum figure_flag {
    FLAG_NONE,
    FLAG_NOT_AVAILABLE, /* x: nobody declared it, or nothing to divide by */
    FLAG_WITHHELD,      /* c: stands on too few persons */
    FLAG_PROVISIONAL    /* p: there is a value, and it may still move (aggregate/indicators.h) */
};

/* Narrow, as there are hundreds of thousands; the contract has no more (MAX_INDICATORS and what
 * stands with it). */
struct figure {
    int16_t indicator;
    int16_t breakdown;
    int16_t region; /* entry of the list regions, or REGION_FRANCE */
    int16_t member; /* -1 = the breakdown as a whole (KIND_DISTINCT) */
    int32_t month;
    uint8_t window; /* one WINDOW_… bit */
    uint8_t flag;   /* enum figure_flag */
    bool nobody;    /* withheld, though nobody declared it: known to the audit, never published */
    int64_t value;  /* in the indicator's decimals; VALUE_BLANK with a flag x or c */
    int64_t numerator;   /* in sum_decimals; VALUE_BLANK = none */
    int64_t denominator; /* in base_decimals */
    int64_t poles;       /* poles that declared it; over several months, the most in one of them */
};

/* The one at these coordinates, all else 0. */
static inline struct figure figure_at(int indicator, unsigned window, int region, int breakdown,
                                      int member, int32_t month)
{
    return (struct figure){.indicator = (int16_t)indicator,
                           .breakdown = (int16_t)breakdown,
                           .region = (int16_t)region,
                           .member = (int16_t)member,
                           .month = month,
                           .window = (uint8_t)window};
}

/* Is a value published, final or provisional? */
bool figure_stands(const struct figure *f);

struct figures {
    struct figure *list;
    size_t count;
    size_t cap;
    size_t *runs; /* figures_index(): where each indicator, window and region begins, then count */
    size_t n_runs;
};

/* The first columns of the file: the figure's coordinates. */
#define FIGURE_KEY_HEADER "indicator,window,region,breakdown,member,month"
enum { FIGURE_KEY_COLUMNS = 6 };

/* "J01,month,84,sector,energie,2026-10", and back from its cells: false when the contract knows no
 * such figure. */
void figure_format_key(const struct figure *f, const struct contract *c, struct buf *out);
bool figure_parse_key(struct figure *ret, const struct contract *c, const char *const *cells);
int32_t figure_window_first(unsigned window, int32_t month); /* the first month of it */
const char *figure_window_name(unsigned window);             /* "month" */
const char *figure_flag_name(enum figure_flag flag);         /* "", "x" … */
bool figure_parse_flag(const char *text, enum figure_flag *ret);

/* The order of the file; 0 = the same coordinates. */
int figure_compare(const struct figure *a, const struct figure *b);

struct figure *figures_add(struct figures *f);      /* zeroed */
void figures_room(struct figures *f, size_t count); /* … for as many in all */
void figures_release(struct figures *f);

/* Put them in the file's order (below everything else: breakdowns as the catalogue numbers them).
 */
void figures_sort(struct figures *f);

/* The CSV text, a piece at a time (a country's is tens of MB): out is made the header, when `from`
 * is 0, and some thousands of the figures from there on. Returns the first that is not in it.
 *
 *     size_t i = 0;
 *     do i = figures_format(f, contract, i, &piece); while (i < f->count);
 */
size_t figures_format(const struct figures *f, const struct contract *c, size_t from,
                      struct buf *out);

/* Does this piece say just the figures from `from` to before `to`, when it is read? -1 with err,
 * that says where it does not; `name` is the file's. */
int figures_check(const struct figures *f, const struct contract *c, size_t from, size_t to,
                  const char *name, const struct buf *piece, struct err *err);

/* Read a file of our own, in which nothing is quoted. -1 with err when a line does not fit the
 * contract. */
int figures_read(struct figures *ret_figures, const struct contract *c, const char *path,
                 struct err *err);

/* The same of an edition that may have been made with another contract: rows that do not fit this
 * one are left out, and the rest is in this one's order. */
int figures_read_known(struct figures *ret_figures, const struct contract *c, const char *path,
                       struct err *err);

/* The first figure that is not before these coordinates, or how many there are. Figures are in
 * order. */
size_t figures_begin(const struct figures *f, const struct figure *key);

/* So that figures_find() looks at few of them, as it is memory that it waits for. Figures are in
 * order; until one is added. */
void figures_index(struct figures *f);

/* The figure with just these coordinates, NULL when there is none. Figures are in order. */
const struct figure *figures_find(const struct figures *f, int indicator, unsigned window,
                                  int region, int breakdown, int member, int32_t month);

#endif
