/*
 * The outlines of the regions, contract/map.csv (tests/tools/make-map.mjs makes it; SOURCES.md says
 * from what): a page as wide and high as the points reach, in tenths of a unit, y downwards.
 *
 *     struct outlines o = {0};
 *     if (outlines_read(&o, contract, folder, err) == -1) …
 *     for (size_t i = 0; i < o.count; i++) if (o.list[i].kind == OUTLINE_RING) …
 *     outlines_release(&o);
 */
#ifndef PTCE_MODEL_OUTLINES_H
#define PTCE_MODEL_OUTLINES_H

#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/contract.h"

enum outline_kind {
    OUTLINE_RING,  /* closed: the last point is the first */
    OUTLINE_FRAME, /* of an overseas region: two corners */
    OUTLINE_CENTRE /* where its mark goes */
};

struct outline {
    int region; /* an entry of the list regions */
    enum outline_kind kind;
    const int *points; /* x, y, x, y … */
    size_t n_points;
};

struct outlines {
    struct arena arena;
    struct outline *list; /* in the file's order: by region */
    size_t count;
    int width;
    int height;
};

/* 0, or -1 with err: no such file, a region without ring or centre, a point beyond 0 to 10,000. */
int outlines_read(struct outlines *ret, const struct contract *c, const char *folder,
                  struct err *err);
void outlines_release(struct outlines *o);

#endif
