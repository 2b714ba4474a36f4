/*
 * Is everything in outputs/ still what was written there? Every delivery of the archive against the
 * hash in its name and those on the cards of the editions, every edition against its list of files,
 * what editions were made with against its own name, and the links. Writes nothing.
 */
#ifndef PTCE_RUN_VERIFY_H
#define PTCE_RUN_VERIFY_H

#include "model/run.h"
#include "publish/manifest.h"

/* -1 with err when outputs/ cannot be looked at; what is wrong with the files is in *ret. */
int run_verify(const struct run *run, struct audit *ret, struct err *err);

#endif
