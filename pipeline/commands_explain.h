/* ptce explain: what a published figure is made of. */
#ifndef PTCE_COMMANDS_EXPLAIN_H
#define PTCE_COMMANDS_EXPLAIN_H

#include "run_explain.h"

enum explain_format { EXPLAIN_TEXT, EXPLAIN_CSV, EXPLAIN_JSON };

struct explain_request {
    struct explain_query query;
    const char *month; /* as given; NULL = the edition's */
    const char *since; /* an earlier edition; NULL = no revision is asked about */
    bool all;
    enum explain_format format;
};

/* The exit status. */
int explain_figure(const struct run *run, const struct explain_request *request);

#endif
