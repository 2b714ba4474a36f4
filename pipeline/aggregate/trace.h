/*
 * A trace: what each accepted row added to the sums that somebody asks about, in the order it was
 * added. The worker of a region notes it while it adds up, it travels with the partial, and the
 * sums can be made from it alone: what a figure is said to be made of is what it is made of.
 *
 *     cube->trace = trace_note;  cube->trace_arg = &trace;     with trace.request set
 *     trace_replay(&trace, empty_cube);
 */
#ifndef PTCE_AGGREGATE_TRACE_H
#define PTCE_AGGREGATE_TRACE_H

#include "aggregate/cube.h"

/* What is asked about: sums by the number of their slot in the cube. */
struct trace_request {
    const bool *slots;
    int32_t first_month;
    int32_t last_month;
};

struct traced {
    int slot;
    int member;
    int32_t month;
    int table;
    int pole;     /* of the register */
    int delivery; /* number among the region's; -1 = the register */
    uint32_t line;
    uint32_t unit;
    int64_t numerator;
    int64_t denominator;
};

struct trace {
    const struct trace_request *request;
    const struct slot *slots; /* of the cube that is traced */
    struct traced *list;
    size_t count;
    size_t cap;
};

void trace_begin(struct trace *t, const struct trace_request *request, struct cube *cube);
struct traced *trace_add(struct trace *t);
void trace_release(struct trace *t);

/* Add everything to a cube of the same contract and period. */
void trace_replay(const struct trace *t, struct cube *cube);

/* The lines T of a partial. */
void trace_format(const struct trace *t, struct buf *out);
bool trace_line(struct trace *t, const struct cube *cube, int n_poles, char **fields, int n);

#endif
