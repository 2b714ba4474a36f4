/*
 * The open data of an edition: the files of data/, described once, in one table (opendata_files.c),
 * for everything that speaks of them: datapackage.json (Data Package 2.0, datapackage.org), the
 * page's list of downloads.
 *
 *     opendata_regions(contract, &out);      the two lists of codes that figures.csv refers to
 *     opendata_members(contract, &out);
 *     opendata_catalogue(contract, &out);    indicators.csv
 *     opendata_describe(run, edition, folder, err)     …/data/datapackage.json, when the files are
 *                                                      there: their sizes and hashes are in it
 *
 * A new file of data/ is an entry of that table with its columns. A file without an entry is not
 * described; a column without one is described by its name alone. The tests find both.
 */
#ifndef PTCE_PUBLISH_OPENDATA_H
#define PTCE_PUBLISH_OPENDATA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/edition.h"
#include "model/run.h"

#define OPENDATA_PACKAGE "datapackage.json"
/* The licence's text, as its author publishes it. */
#define OPENDATA_LICENCE "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"

struct opendata_column {
    const char *name;
    const char *type; /* of Table Schema */
    const char *title[2];
    bool required;
    bool at_least_0;
    bool may_be_empty;    /* "" is a value of its own, not a missing one */
    const char *allowed;  /* the values it may have, separated by blanks; NULL = any */
    const char *about[2]; /* NULL = its title says all */
};

/* Columns whose values stand in the columns `there` of another file. */
struct opendata_reference {
    const char *here;  /* separated by blanks */
    const char *there; /* the same, in the other file */
    const char *name;  /* the other resource */
};

struct opendata_file {
    const char *name; /* the resource: the file without .csv */
    const char *title[2];
    const char *about[2];
    const char *key; /* the primary key's columns, separated by blanks; NULL = none */
    const struct opendata_column *columns;
    size_t n_columns;
    const struct opendata_reference *references;
    size_t n_references;
};

/* The table of the files an edition can have, in the order they are listed. */
const struct opendata_file *opendata_files(size_t *ret_count);

void opendata_regions(const struct contract *c, struct buf *out);
void opendata_members(const struct contract *c, struct buf *out);
void opendata_catalogue(const struct contract *c, struct buf *out);

/* Write folder/data/datapackage.json. 0, or -1 with err. */
int opendata_describe(const struct run *run, const struct edition *edition, const char *folder,
                      struct err *err);

#endif
