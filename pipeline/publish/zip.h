/*
 * A workbook as an archive: its parts in memory. The file may be anybody's, so nothing of what the
 * archive says of itself is believed: parts, names and unpacked bytes have limits (model/limits.h),
 * and minizip compares each part with its checksum.
 *
 *     struct zip zip = {0};
 *     if (zip_read(&zip, path, err) == -1) …
 *     const struct zip_part *p = zip_find(&zip, "xl/workbook.xml");
 *     zip_release(&zip);
 */
#ifndef PTCE_PUBLISH_ZIP_H
#define PTCE_PUBLISH_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

struct zip_part {
    const char *name;
    const char *data; /* NUL behind it */
    size_t len;
    bool timed; /* it carries a time of its own: not 1 January 1980, 0:00 */
};

struct zip {
    struct zip_part *parts; /* in the archive's order */
    size_t count;
    struct arena arena;
};

/* Read all parts. -1 with err when the file is no archive, damaged, or beyond a limit. */
int zip_read(struct zip *ret_zip, const char *path, struct err *err);
void zip_release(struct zip *z);

/* The part of this name, NULL when there is none. */
const struct zip_part *zip_find(const struct zip *z, const char *name);

/* Write the archive at `path` anew: `edit` is called for the parts whose names are in `names` (up
 * to NULL; "xl/media/" is all in that folder) and adds what the part is to hold to `out`, or
 * returns -1 with err; all other parts are copied as they are packed. The same archive and edits
 * give the same bytes. On failure the file is as it was. */
typedef int zip_edit(void *arg, const char *name, const struct buf *old, struct buf *out,
                     struct err *err);
int zip_rewrite(const char *path, const char *const *names, zip_edit *edit, void *arg,
                struct err *err);

#endif
