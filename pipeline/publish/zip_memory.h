/*
 * A file of minizip's that is in memory. On a disk it asks for its place before every read and
 * write, and reads by 4 KiB: that was a tenth of what a workbook takes.
 *
 *     struct zip_memory m = {0};                          empty, or filled with an archive's bytes
 *     zlib_filefunc64_def calls = zip_memory_calls(&m);
 *     unzOpen2_64("", &calls)  or  zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &calls)
 *     …m.bytes…                                           whole when it is closed
 *     buf_release(&m.bytes);
 */
#ifndef PTCE_PUBLISH_ZIP_MEMORY_H
#define PTCE_PUBLISH_ZIP_MEMORY_H

#include <minizip/ioapi.h>

#include "base/buf.h"

struct zip_memory {
    struct buf bytes;
    size_t at; /* where the next read or write begins: anywhere, also beyond the end */
};

zlib_filefunc64_def zip_memory_calls(struct zip_memory *m);

#endif
