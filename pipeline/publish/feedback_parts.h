/* Inside feedback: what its files share. feedback.c lists findings, marks and the summary;
 * feedback_sheets.c writes the sender's rows and the declarations. */
#ifndef PTCE_PUBLISH_FEEDBACK_PARTS_H
#define PTCE_PUBLISH_FEEDBACK_PARTS_H

#include "publish/feedback.h"
#include "publish/form.h"

/* A finding as a row of the list, and its place on a sheet of the sender's rows. */
struct remark_row {
    const struct finding *finding;
    int sheet; /* -1 = it has no place there */
    uint32_t row;
    uint32_t column;
};

struct response {
    const struct feedback *feedback;
    const struct contract *contract;
    const struct receipt *receipt;
    struct form f;
    struct arena arena;
    struct remark_row *list; /* errors, then warnings, by cause */
    size_t n_list;
    struct remark_row **by_place; /* those with a place, by sheet, row, column */
    size_t n_by_place;
    size_t n_comments;
};

const char *response_keep(struct response *r, struct buf *text);
const char *response_tab(const struct response *r, int sheet);           /* of the sender's rows */
void response_cell_name(uint32_t row, uint32_t column, struct buf *out); /* from 0: "D14" */

/* The sentence of a finding, with the value to paste if there is one. */
void response_advice(const struct response *r, const struct finding *f, struct buf *out);

void response_rows(struct response *r, int sheet);
void response_units(struct response *r);

#endif
