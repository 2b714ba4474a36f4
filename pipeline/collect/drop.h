/*
 * A chamber's drop folder. It is held open while its files are looked at and read, for others may
 * put another folder, or a link, in the place of anything there at any moment.
 *
 *     struct drop d;
 *     switch (drop_open(&d, returns, "84-auvergne-rhone-alpes", run->lang, err)) …
 *     drop_look(&d, "emplois.csv", &st)        what it is now, without opening it
 *     drop_read(&d, "emplois.csv", &fd, &st, err)
 *     drop_release(&d);
 *
 * A file is read when it is a regular one, with no other name (a hard link may lead to what the
 * chamber could not read itself), of the folder's own disk, and of one who may send from there: the
 * folder's owner, root, or this program's user; in a folder that its group may write to, whoever
 * gives the file that group, as the folder's set-group-ID bit does.
 */
#ifndef PTCE_COLLECT_DROP_H
#define PTCE_COLLECT_DROP_H

#include <sys/stat.h>

#include "base/err.h"
#include "base/file.h"
#include "model/lang.h"

enum { DROP_WHY = 160 };

struct drop {
    int fd;
    struct stat st;
    enum lang lang;
    char why[DROP_WHY]; /* after DROP_REFUSED: why, in that language */
};

enum drop_answer {
    DROP_OK,
    DROP_GONE,    /* there is nothing of that name */
    DROP_REFUSED, /* it is not what is read: why says what */
    DROP_FAILED   /* our side failed: err */
};

/* `returns` is the descriptor of the folder that it stands in. d is to be released whatever the
 * answer is. */
enum drop_answer drop_open(struct drop *d, int returns, const char *name, enum lang lang,
                           struct err *err);
/* Its names, sorted. */
enum drop_answer drop_names(struct drop *d, struct names *ret, struct err *err);
enum drop_answer drop_look(struct drop *d, const char *name, struct stat *ret);
/* The caller closes *ret_fd. */
enum drop_answer drop_read(struct drop *d, const char *name, int *ret_fd, struct stat *ret_st,
                           struct err *err);
void drop_release(struct drop *d);

#endif
