/*
 * A region's partial kept in a file, for schedulers: regions are read by processes, or machines,
 * that share the archive and nothing else, and one more puts them together.
 *
 *     run_partial_write(run, region, "84.partial", err);      each region, at once, in any order
 *     run_partials_take(&regions, files, n, err);             instead of regions_validate
 *
 * The first line names the region and holds a key: SHA-256 over all that a partial depends on
 * (program, contract, overrides, month, language, what is held back and why, every delivery of
 * every region). A partial of another key was made of something else, and is refused.
 */
#ifndef PTCE_RUN_PARTIAL_H
#define PTCE_RUN_PARTIAL_H

#include "run_region.h"

/* Read, validate and add up one region, into a file. 0, or -1 with err: also when a worker died of
 * a delivery, as only a whole run can set it aside. */
int run_partial_write(const struct run *run, int region, const char *path, struct err *err);

/* Take the partials of the files; each region with an archive needs one. 0, or -1 with err. */
int run_partials_take(struct regions *r, char *const *files, int n, struct err *err);

#endif
