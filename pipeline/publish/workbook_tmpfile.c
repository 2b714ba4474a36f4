/*
 * libxlsxwriter's temporary files, in memory. It makes one for each part of a workbook, some 75 a
 * book, and removes it at once. On ext4 that costs more than writing the workbook: a new file must
 * not take the number of one that was removed within the last minute, and these are looked at one
 * after the other (recently_deleted in the kernel: a fifth of the writers' processor time, more the
 * more was removed nearby). And what has no name is never left behind.
 *
 * The library calls lxw_tmpfile() of its xlsxwriter/utility.h through the dynamic linker, which
 * takes the program's own first. Were it not so (a library that binds its own functions), its files
 * would be where options.tmpdir says, beside the workbook; tests/unit/test_workbook.c would tell.
 */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

FILE *lxw_tmpfile(char *tmpdir)
{
    (void)tmpdir;
    int fd = memfd_create("workbook", MFD_CLOEXEC);
    FILE *f = fd == -1 ? NULL : fdopen(fd, "w+b");
    if (fd != -1 && f == NULL)
        (void)close(fd);
    return f;
}
