/* Drawing a graphic of a book with libxlsxwriter (see workbook_sheet.h). */
#ifndef PTCE_PUBLISH_WORKBOOK_DRAWING_H
#define PTCE_PUBLISH_WORKBOOK_DRAWING_H

#include "publish/workbook_sheet.h"

void writer_graphic(struct writer *w, lxw_worksheet *sheet, const struct book_graphic *g);

#endif
