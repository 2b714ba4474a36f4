/*
 * The template: the workbook a chamber fills in. A sheet for each table of the contract, whose
 * first row holds the column titles, so that the sheet saved as CSV is a return as it stands; the
 * region's poles are in it, for the month. Beside it what helps and is never saved: what to do,
 * what was declared last, the columns, the lists of codes.
 *
 *     struct template_facts facts = {…};
 *     template_name(&facts, &name);                   modele-84-auvergne-rhone-alpes-2026-10.xlsx
 *     template_write(&facts, path, err);              in a child process: form_write_all
 *
 * Sheets are protected without a password: titles are closed, everything below them is open.
 */
#ifndef PTCE_PUBLISH_TEMPLATE_H
#define PTCE_PUBLISH_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"
#include "model/contract.h"
#include "model/run.h"

/* A row in canonical form (model/canonical.h). */
struct template_row {
    const char **cells; /* one a field, NULL = blank; cells == NULL: nothing is known */
    const char *name;   /* of its pole, "" = not known */
};

struct template_rows {
    struct template_row *list;
    int count;
    int cap;
    int left_out; /* of a reminder: more than are shown */
};

struct template_pole {
    const char *code;
    const char *name;
};

struct template_facts {
    const struct run *run; /* run->period is the month to be declared */
    int region;            /* entry of the list regions */
    const char *folder;    /* the name of its drop folder */
    const struct template_pole *poles;
    int n_poles;
    struct template_rows filled[MAX_TABLES];   /* what stands in the sheets */
    struct template_rows reminder[MAX_TABLES]; /* what was declared last */
};

/* Write the workbook: 0, or -1 with err. `arg` is the facts. */
int template_write(void *arg, const char *path, struct err *err);

/* Add its file name. */
void template_name(const struct run *run, int region, struct buf *out);

#endif
