/*
 * What libxlsxwriter cannot say, put into a workbook that it has closed: the document's language,
 * and that text of 16 points is the built-in style Heading 1 and of 14 points Heading 2, by which a
 * screen reader finds its way.
 *
 *     workbook_close(workbook);  workbook_finish(path, LANG_FR, err);
 *
 * Two small parts are written anew, and pictures put in; all others are copied as they are packed:
 * same file, same bytes. The library would pack each picture, which is packed already: that took as
 * long as everything else it writes. It is given a stand-in of the same size on the screen, which
 * names the file to be put in its place.
 */
#ifndef PTCE_PUBLISH_WORKBOOK_FINISH_H
#define PTCE_PUBLISH_WORKBOOK_FINISH_H

#include "base/buf.h"
#include "base/err.h"
#include "model/lang.h"

enum { FINISH_HEADING_1 = 16, FINISH_HEADING_2 = 14 }; /* the sizes that are headings, in points */

/* 0, or -1 with err; the file is then as it was. */
int workbook_finish(const char *path, enum lang lang, struct err *err);

/* Add the stand-in for the PNG `file`. */
int finish_stand_in(const char *file, struct buf *out, struct err *err);

#endif
