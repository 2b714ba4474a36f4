/*
 * Re-reading a finished workbook: the library reports nothing when its temporary folder is full, so
 * what stands in the file is held against what was to be written, cell by cell, and then against
 * every rule (publish/lint.h).
 */
#ifndef PTCE_PUBLISH_WORKBOOK_VERIFY_H
#define PTCE_PUBLISH_WORKBOOK_VERIFY_H

#include "publish/workbook_book.h"

/* 0, or -1 with err: the first cell that differs, or the first rule broken. */
int workbook_verify(const struct book *book, const char *path, struct err *err);

#endif
