/*
 * The report: contract/report.json, compiled. It says which sheets a workbook has, in which order,
 * and what stands in their rows and columns; and which sentences open the cover. A new sheet is an
 * entry there and no line of C.
 *
 *     struct report *r = report_new(contract, folder, err);
 *     if (r == NULL) …  err.text starts with "schema-error: report.json: "
 *     report_free(r);
 *
 * A cell of a sheet is one figure, named by six coordinates: indicator, window, region, breakdown,
 * member, month. The kind of its rows gives some of them, its column the rest; what neither gives
 * is the edition's month, the breakdown "total" and the workbook's region.
 *
 *     kind of rows     a row gives                     a column gives
 *     regions          region                          indicator, window (breakdown, member)
 *     members          breakdown, member               indicator, window
 *     months           month                           indicator, window (breakdown, member)
 *     indicators       indicator, window, breakdown…   window
 *     crossed          first member of a breakdown     second member; the sheet: indicator, window
 *     poles            a pole of the region            indicator, window
 *
 * The other kinds (cover, contents, notes, definitions, coverage, revisions, pictures, charts) have
 * no columns of their own. All pointers handed out are the report's or the contract's; the contract
 * must outlive it.
 */
#ifndef PTCE_MODEL_REPORT_H
#define PTCE_MODEL_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/contract.h"

enum report_rows {
    REPORT_COVER,
    REPORT_CONTENTS,
    REPORT_NOTES,
    REPORT_DEFINITIONS,
    REPORT_COVERAGE,
    REPORT_PICTURES,  /* the edition's charts */
    REPORT_REVISIONS, /* of the figures that the other sheets mark [r] */
    REPORT_CHARTS,    /* drawn by the spreadsheet from the cells of other sheets */
    REPORT_POLES,     /* of a region's workbook: its poles one by one (model/roster.h) */
    REPORT_REGIONS,
    REPORT_MEMBERS,
    REPORT_MONTHS,
    REPORT_INDICATORS,
    REPORT_CROSSED
};

/* What a column shows of the figure that its cell names. */
enum report_value {
    REPORT_VALUE,
    REPORT_PREVIOUS,       /* the month before */
    REPORT_CHANGE,         /* value − previous */
    REPORT_CHANGE_PERCENT, /* the same ÷ previous; not for percentages */
    REPORT_YEAR_AGO,       /* the same month a year before */
    /* of the poles that declared both months (model/comparison.h), in per cent or points: */
    REPORT_CONSTANT_CHANGE, /* since the month before … */
    REPORT_CONSTANT_POLES,  /* … of so many poles */
    REPORT_CONSTANT_YEAR_CHANGE,
    REPORT_CONSTANT_YEAR_POLES,
    REPORT_VALUES
};

enum { REPORT_NO_NOTE = -1, MAX_SHEET_NOTES = 4, MAX_SHEET_BREAKDOWNS = 4 };

/* A column, a row of REPORT_INDICATORS, or a number in a sentence. */
struct report_item {
    int indicator;   /* -1 = the row says */
    unsigned window; /* 0 = the row says */
    int breakdown;
    int member;
    enum report_value value;
    const char *title[2]; /* NULL = made from the indicator and the window */
    int note;             /* number in report.notes, or REPORT_NO_NOTE */
    bool alone;           /* in a region's workbook, without France's column beside it */
};

/* A piece of a sentence: text, then a number (indicator -1: none), the month's or the territory's
 * name. */
struct report_part {
    const char *text;
    bool month;
    bool territory;
    struct report_item figure;
};

struct report_sentence {
    struct report_part *parts[2]; /* French, English; NULL = there is no such sentence */
    int n_parts[2];
    bool national_only;
};

/* A chart of one column of another sheet over its rows. */
struct report_table_chart {
    int sheet;            /* number in report.sheets, before its own */
    int column;           /* of that sheet's columns */
    bool line;            /* a line over months; else bars */
    const char *title[2]; /* its heading */
};

struct report_sheet {
    const char *tab;          /* ASCII, the same every month */
    const char *regional_tab; /* the same in a region's workbook; NULL = tab */
    const char *title[2];     /* measure (unit), without geography and period */
    const char *universe[2];  /* who is counted: "Champ"; NULL where nobody is */
    enum report_rows rows;
    int breakdowns[MAX_SHEET_BREAKDOWNS]; /* REPORT_MEMBERS: one after the other; REPORT_CROSSED: it
                                           */
    int n_breakdowns;
    int months;                /* REPORT_MONTHS: how many, the last is the edition's */
    struct report_item *lines; /* REPORT_INDICATORS: the rows */
    int n_lines;
    struct report_item *columns;
    int n_columns;
    int notes[MAX_SHEET_NOTES]; /* marked in the title */
    int n_notes;
    struct report_sentence reading;    /* "Lecture": how a number of the table is to be read */
    struct report_table_chart *charts; /* REPORT_CHARTS */
    int n_charts;
    bool national_only; /* not in a region's workbook */
};

struct report_note {
    const char *id;
    const char *text[2];
};

/* What a chart looks like; each kind is a file publish/chart_<kind>.c. */
enum report_chart_kind {
    REPORT_CHART_LINES,   /* months; a line a series */
    REPORT_CHART_YEARS,   /* months of this year and the last, a panel a series (to date) */
    REPORT_CHART_PANELS,  /* months, a panel a region */
    REPORT_CHART_BARS,    /* a bar a region, or a member of `breakdown` */
    REPORT_CHART_PAIRS,   /* the same with a bar a series */
    REPORT_CHART_DOTS,    /* a dot a region, France as a line */
    REPORT_CHART_STACKED, /* `breakdown` is crossed: a bar a first member, 100 %, by the second */
    REPORT_CHART_MAP      /* circles: the first series; fills: the second */
};

enum { MAX_CHART_SERIES = 4, MAX_CHART_ROWS = 64 };

/* A figure of the edition. Texts may hold {1}, {2} … as publish/chart_text.h says. */
struct report_chart {
    const char *file; /* [a-z0-9-], the same every month */
    enum report_chart_kind kind;
    bool national; /* drawn for France, */
    bool regional; /* for each region with poles */
    struct report_item series[MAX_CHART_SERIES];
    int n_series;
    int breakdown;          /* of the rows; -1 = the regions */
    int months;             /* lines, panels: at most so many */
    bool share;             /* beside its value, a row's part of the whole */
    bool plural[2];         /* the subject takes a plural verb, by language */
    const char *subject[2]; /* "L’effectif déclaré": begins the headline */
    const char *of[2];      /* "de l’effectif": follows a share */
    const char *some[2];    /* dots: "{1} des pôles attendus ont répondu" */
    const char *all[2];     /* the same for 100 % and for 0 %; NULL = some */
    const char *none[2];
    const char *measure[2];  /* the subtitle, without geography and period */
    const char *shape[2];    /* what is drawn, in the description */
    const char *universe[2]; /* "Champ", without that word; {1} = France or the region */
    const char *reading[2];  /* "Lecture", without it; {1} = row, {2} = its value, {3} = month */
    const char *credit[2];   /* added to "Source"; NULL = nothing */
};

struct report {
    struct arena arena;
    struct report_chart *charts;
    int n_charts;
    struct report_sheet *sheets;
    int n_sheets;
    struct report_note *notes;
    int n_notes;
    struct report_sentence *sentences;
    int n_sentences;
};

/* Read folder/report.json against the contract. NULL with err ("schema-error: report.json: …"). */
struct report *report_new(const struct contract *c, const char *folder, struct err *err);
void report_free(struct report *r);

/* The chart of this file name, NULL when there is none. */
const struct report_chart *report_chart(const struct report *r, const char *file);

/* True for the kinds whose cells are figures. */
bool report_rows_are_figures(enum report_rows rows);

#endif
