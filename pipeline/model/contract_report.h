/*
 * Inside the loader of report.json: what contract_report.c (sheets) and contract_report_item.c
 * (figures named by columns, rows and sentences; notes) share.
 *
 * The loader's texts go into the arena of its contract. The contract proper is finished and not
 * ours to grow, so the loader is given a copy of it with an arena of its own, which becomes the
 * report's.
 */
#ifndef PTCE_MODEL_CONTRACT_REPORT_H
#define PTCE_MODEL_CONTRACT_REPORT_H

#include "model/contract_json.h"
#include "model/report.h"

struct reading {
    struct loader load;
    struct contract contract;
    struct report *report;
    int total; /* the breakdown "total" */
};

/* The number of the name in a table of names, -1 when it is not there. */
int report_name(const char *const *names, size_t count, const char *name, size_t len);

/* Read one column, or one row of indicators. */
void report_read_item(struct reading *g, json_t *object, struct report_item *it);

void report_set_indicator(struct reading *g, struct report_item *it, const char *id, size_t len);
void report_set_window(struct reading *g, struct report_item *it, const char *name, size_t len);
void report_set_breakdown(struct reading *g, struct report_item *it, const char *id, size_t len);

/* Complain unless the indicator is published in the window and breakdown asked of it. */
void report_check(struct reading *g, int indicator, unsigned window, int breakdown);

/* The number of a note, with a complaint when there is none of this name. */
int report_note(struct reading *g, const char *id);

void report_read_charts(struct reading *g, json_t *list); /* contract_report_charts.c */

void report_read_notes(struct reading *g, json_t *list);
void report_read_sentence(struct reading *g, json_t *object, struct report_sentence *s);
void report_read_sentences(struct reading *g, json_t *list);

#endif
