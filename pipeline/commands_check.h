/* ptce check: files validated as if they had been received, and nothing kept. */
#ifndef PTCE_COMMANDS_CHECK_H
#define PTCE_COMMANDS_CHECK_H

#include "run.h"

enum check_rows { ROWS_NONE, ROWS_CSV, ROWS_JSON };

struct check_request {
    const struct run *run;
    const char *region; /* the sender's code; NULL = by the file's folder */
    const char *table;  /* rows of this table alone; NULL = any */
    enum check_rows rows;
    const char *feedback; /* write a workbook of what was found here; NULL = none */
    bool json;            /* the report */
    char **files;         /* "-" is standard input */
    int n_files;
};

/* The exit status. */
int check_files(const struct check_request *check);

#endif
