/*
 * What stands in outputs/ for those who follow the editions: index.html, the list of all of them,
 * and feed.xml (Atom, RFC 4287), the newest. Both are made from the folders of the editions and
 * from nothing else, so that they are right again after any run; each is replaced in one step.
 *
 *     feed_write(run, err)          after the links were pointed to the new edition
 *
 * An edition whose card (edition.json) cannot be read is left out: `ptce verify` tells of it.
 */
#ifndef PTCE_PUBLISH_FEED_H
#define PTCE_PUBLISH_FEED_H

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/run.h"

int feed_write(const struct run *run, struct err *err);

/* ---- what its parts share ---- */

struct release {
    const char *id; /* "2026-10.2" */
    int32_t period;
    int number;
    int64_t cutoff;
    bool has_page;
    const char *changes; /* what it brought, in sentences */
};

/* By month and number, newest first. */
struct release_list {
    struct arena arena;
    struct release *list;
    size_t count;
};

int release_list_read(struct release_list *ret, const struct run *run, struct err *err);
void release_list_release(struct release_list *l);

#endif
