/*
 * A crew: a few worker processes that do many jobs, one after the other. Starting a process costs
 * more than a small job does, and one that has done a job has its memory at hand for the next.
 *
 *     struct child_job jobs[18] = {{.run = work, .arg = &region[i], .name = "84"}, …};
 *     crew_run(jobs, 18, &pool, err);                 as children_run does, in base/child.h
 *
 * The same verdicts as from processes of their own: a job that fails, dies, says too much or takes
 * too long fails alone; when its process is gone with it, another takes its place. What a job must
 * not do is to leave anything behind that the next one would see.
 */
#ifndef PTCE_BASE_CREW_H
#define PTCE_BASE_CREW_H

#include "base/child.h"

int crew_run(struct child_job *jobs, size_t count, const struct child_pool *pool, struct err *err);

#endif
